"""Events that the article tells as future although they lie behind its own date."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from kouetsu.checks.consistency.days import written_on
from kouetsu.finding import Hit
from kouetsu.patterns import compiled

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from kouetsu.article import Article

_TIME = compiled(r"(2(?<![0-9.,].)0[0-9]{2})年(?:度|[ ]?([0-9]{1,2})月)?")
_FUTURE = compiled(
    r"(?:予定|見込み|見通し|方針)(?:です|だ(?!っ)|である|となってい(?:る|ます)|とされてい(?:る|ます)|と(?:いう|なる|なります)|で、|$|。)"
    r"|(?:計画|予定)して(?:いる|います|おり)|(?:予測|予想|期待)され(?:ている|ています|ており|る。|ます)"
    r"|見込まれ(?:ている|ています|ており|る。|ます)|(?:なる|れる|する)でしょう|(?:なる|れる|する)だろう"
)
# All that tells of a future holds one of these: a part of 予定, 見込み, 方針, 計画, 期待 or itself.
_SIGNS = ("予", "込", "針", "画", "待", "見通し", "でしょう", "だろう")
# Words by which a sentence looks back, or brings in a time that no figure gives.
_LOOKS_BACK = compiled(
    r"当時|かつて|以前|過去|当初|昔|振り返|だった|でした|していた|されていた|られていた|発表し|公表し|述べ|語っ|報じ|表明し|打ち出し|決め[たま]|延期|遅れ"
    r"|以降|以来|時点|現在|調査|によると"
)
_REACH = 40


def stale_tense(article: Article, *, days: int) -> Iterator[Hit]:
    """Report what is told as future but ended so many days before the article's date."""
    quantities = article.quantities
    candidates = [text for text in quantities.held.with_any(_SIGNS) if "年" in text]
    written = written_on(article) if candidates else None
    if written is None:
        return
    latest = written - timedelta(days=days)
    for text in candidates:
        times = list(_TIME.finditer(quantities.half(text)))
        if not times or not all(_end(time) < latest for time in times):
            continue
        future = _FUTURE.search(text)
        if not future or _LOOKS_BACK.search(text):
            continue
        time = max((each for each in times if each.end() <= future.start()), key=_end, default=None)
        if time and future.start() - time.end() <= _REACH and quantities.of(text):
            for place in article.texts.places[text]:
                span = place.span(time.start(), future.end())
                yield Hit(span, {"time": time.group(), "written": written.isoformat()})


def _end(time: re.Match[str]) -> date:
    """Return the last day of a month or year; a fiscal year ends with the next March."""
    year, month = int(time[1]), int(time[2] or 12)
    if time.group().endswith("度"):
        year, month = year + 1, 3
    month = min(max(month, 1), 12)
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
