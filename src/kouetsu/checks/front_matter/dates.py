"""The dates of the head against one another, the file's name, today, the title and the body."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING

from kouetsu.article import outside
from kouetsu.article.front_matter import Scalar
from kouetsu.article.head_values import Moment, moment_of
from kouetsu.article.markdown import Kind
from kouetsu.article.prose import MARKUP
from kouetsu.article.source import Span
from kouetsu.finding import Hit, Place
from kouetsu.patterns import compiled
from kouetsu.records import record

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence

    from kouetsu.article import Article
    from kouetsu.article.front_matter import FrontMatter
    from kouetsu.sites.detection import Site

_FILE_DATE = compiled(r"(\d{4})-(\d\d)-(\d\d)(?=[-_.]|$)")
_BUNDLES = frozenset({"index", "_index", "README"})  # the folder has the name of such a post
_DAY = timedelta(days=1)
_TOKYO = timedelta(hours=9)
_MONTH = 31  # days that 「本日」 may lie from the date: a draft that waited
_UNPUBLISHED = {"draft": "true", "published": "false", "private": "true"}
_UNPUBLISHED_STATUS = frozenset({"draft", "scheduled", "future"})

_TITLE_YEAR = compiled(r"[\s\[【（(「『]*(?P<year>20\d\d)年(?P<next>.{0,8})")
# What follows a year that says when something is, and is no stamp: 2026年8月, 2026年度, 2026年の….
_WHEN = compiled(
    r"[ぁ-ん、。・～〜―—–~/0-9０-９-]|$"
    r"|[末初春夏秋冬度版代頃内卒]|[前後上下][半期旬]|以[降前後]|問題|中(?!国|央|堅|小|古)|新[春年卒]"
    r"|施行|開[催始幕設業校園]|発[売表]|公[開布]|予[定測]|展望|見通し|目標|完[成了]|導入予定"
    r"|シーズン|モデル|カレンダー|手帳|大会|.{0,4}(?:選挙|五輪|万博|杯|カップ|オリンピック)"
)
_LEAD = 400  # characters of the body in which it says what it is about
_OPENING = 2  # paragraphs
_ADDED = compiled(r"追記|更新|加筆|改訂|修正")
_SUMMARIES = ("excerpt", "description", "summary")
_AS_OF = compiled(
    r"(?P<year>20\d\d)年(?:(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日)?)?(?:時点|現在|の現時点)"
)
_NEAR_FUTURE = compiled(
    r"(?P<year>20\d\d)年(?:という|といった)(?:ごく|そう)?(?:近い|遠くない)?(?:近未来|未来|将来)"
)
_TODAY = compiled(r"本日[（(、]?(?P<month>\d{1,2})月(?P<day>\d{1,2})日")
# Python 3.11 looks for a member of an Enum, each time it is asked for, by a function of its own.
_PARAGRAPH = Kind.PARAGRAPH


@record
class _Dated:
    """A date and where it stands; `value` is None for that of the file's name."""

    moment: Moment
    value: Scalar | None

    @property
    def shown(self) -> str:
        return f"{self.moment.written:%Y-%m-%d}"


def date_mismatch(
    article: Article, *, date_keys: Sequence[str], modified_keys: Sequence[str], waiting_days: int
) -> Iterator[Hit]:
    """Report dates of a post that contradict one another."""
    head = article.front_matter
    posted, modified = _dated(head, date_keys), _dated(head, modified_keys)
    named = _file_date(article.source.path)
    if posted is not None:
        yield from _file_name(article, posted, named, waiting_days)
        yield from _future(article, posted)
        if modified is not None:
            yield from _modified_earlier(posted, modified)
    elif named is not None:
        posted = _Dated(Moment(named, False, None), None)
    if posted is not None:
        yield from _title_year(article, posted)
        yield from _body(article, posted, modified or posted)


def _dated(head: FrontMatter, keys: Sequence[str]) -> _Dated | None:
    for key in keys:
        value = head.get(key)
        if isinstance(value, Scalar) and not value.is_alias:
            moment = moment_of(value.text)
            if isinstance(moment, Moment):
                return _Dated(moment, value)
    return None


def _file_date(path: str) -> datetime | None:
    """Return the day in the name of a file, or of its folder where the post is a page bundle."""
    folder, _, name = path.rpartition("/")
    is_bundle = name.partition(".")[0] in _BUNDLES
    match = _FILE_DATE.match(folder.rpartition("/")[2] if is_bundle else name)
    if match is None:
        return None
    moment = moment_of(match.group())
    return moment.written if isinstance(moment, Moment) else None


def _file_name(
    article: Article, posted: _Dated, named: datetime | None, waiting_days: int
) -> Iterator[Hit]:
    if posted.value is None or named is None:
        return
    days = _days(posted.moment, article.profile.site)
    if not min(days) - waiting_days * _DAY <= named.date() <= max(days):
        yield Hit(posted.value.span, {"file": f"{named:%Y-%m-%d}"}, "file-name")


def _days(moment: Moment, site: Site | None) -> set[date]:
    """Return the days that a moment is: on its own clock, in UTC, in Tokyo, on the site's clock."""
    days = {moment.written.date()}
    if not moment.has_time:
        return days
    origins = {timedelta(), _TOKYO} if moment.offset is None else {moment.offset}
    for origin in origins:
        universal = moment.written - origin
        days |= {universal.date(), (universal + _TOKYO).date()}
        days.add((universal + _site_offset(site, universal)).date())
    return days


def _site_offset(site: Site | None, universal: datetime) -> timedelta:
    """Return the distance from UTC of the `timezone` in the site's settings, 0 without one."""
    if site is None or "timezone" not in site.settings.lower():
        return timedelta()
    from zoneinfo import ZoneInfo

    from kouetsu.sites.settings import value

    try:
        zone = ZoneInfo(value(site.settings, "timezone") or "UTC")
    except (OSError, ValueError, KeyError):  # KeyError: no zone is called so
        return timedelta()
    return zone.utcoffset(universal) or timedelta()


def _future(article: Article, posted: _Dated) -> Iterator[Hit]:
    if posted.value is None:
        return
    today = outside.today_before(article, posted.moment.written.date())
    if today is not None and not _is_unpublished(article):
        yield Hit(posted.value.span, {"today": today.isoformat()}, "future")


def _is_unpublished(article: Article) -> bool:
    head = article.front_matter
    says_so = any((head.text(k) or "").lower() == v for k, v in _UNPUBLISHED.items())
    return says_so or (head.text("status") or "").lower() in _UNPUBLISHED_STATUS


def _modified_earlier(posted: _Dated, modified: _Dated) -> Iterator[Hit]:
    if posted.value is None or modified.value is None:
        return
    if modified.moment.latest < posted.moment.earliest:
        place = Place(posted.value.span, "date")
        yield Hit(modified.value.span, {"date": posted.shown}, "modified-earlier", (place,))


def _title_year(article: Article, posted: _Dated) -> Iterator[Hit]:
    """Report a later year that is stamped before the title of a post that is not about it."""
    title = article.front_matter.get("title")
    if not isinstance(title, Scalar) or title.is_alias:
        return
    match = _TITLE_YEAR.match(title.text)
    if match is None or _WHEN.match(match["next"].lstrip()):
        return
    year = int(match["year"])
    if year <= posted.moment.written.year or _speaks_of(article, year, posted, title.text):
        return
    span = title.part(article.source.text, match.start("year"), match.end("year") + 1)
    yield Hit(span, {"year": year, "date": posted.shown}, "title-year", _place(posted))


def _speaks_of(article: Article, year: int, posted: _Dated, title: str) -> bool:
    """Say whether the body is about a year: by its lead, a heading, or most of its dates."""
    own = posted.moment.written.year
    names = (f"{year}年", "来年") if year == own + 1 else (f"{year}年",)
    if any(name in place for place in _summaries(article) for name in names):
        return True
    body = article.running_text.replace(title, "")
    lead = body.lstrip()[:_LEAD]
    if any(name in lead or _is_in_heading(name, article, title) for name in names):
        return True
    count = body.count(f"{year}年")
    return count >= 3 and count >= body.count(f"{own}年")


def _summaries(article: Article) -> Iterator[str]:
    for key in _SUMMARIES:
        yield article.front_matter.text(key) or ""


def _is_in_heading(name: str, article: Article, title: str) -> bool:
    """Say whether a heading that does not repeat the title holds a name."""
    prose = article.prose
    for block in article.document.of_kind(Kind.HEADING):
        heading = prose[block.text.start : block.text.end].replace(MARKUP, "")
        if name in heading and heading != title:
            return True
    return False


def _place(posted: _Dated) -> tuple[Place, ...]:
    return (Place(posted.value.span, "date"),) if posted.value else ()


def _body(article: Article, posted: _Dated, modified: _Dated) -> Iterator[Hit]:
    """Report words of the body that set its own now after, or the past into, its future."""
    last = max(posted.moment.written, modified.moment.written).date() + _DAY
    prose = article.prose
    for span, text in _opening(article):
        for match in _once(_AS_OF, text):
            begin = (int(match["year"]), int(match["month"] or 0), int(match["day"] or 0))
            if begin > (last.year, last.month, last.day):
                place = Span(span.start + match.start(), span.start + match.end())
                yield Hit(place, {"date": posted.shown}, "as-of", _place(posted))
    year, day = posted.moment.written.year, posted.moment.written.date()
    for match in _once(_NEAR_FUTURE, prose) if "年とい" in prose else ():
        if int(match["year"]) <= year:
            yield Hit(Span(*match.span()), {"date": posted.shown}, "no-future", _place(posted))
    for match in _once(_TODAY, prose) if "本日" in prose else ():
        if _distance((int(match["month"]), int(match["day"])), day) > _MONTH:
            yield Hit(Span(*match.span()), {"date": posted.shown}, "today", _place(posted))


def _once(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Yield the matches that differ: what is said again is not said wrong again."""
    seen: set[str] = set()
    for match in pattern.finditer(text):
        if match.group() not in seen:
            seen.add(match.group())
            yield match


def _opening(article: Article) -> Iterator[tuple[Span, str]]:
    """Yield the first paragraphs that say as of when they speak.

    Further down, later dates are notes that were added later.
    """
    paragraphs = (b for b in article.blocks if b.kind is _PARAGRAPH and not b.containers)
    for block in islice(paragraphs, _OPENING):
        text = article.prose[block.text.start : block.text.end]
        if _AS_OF.search(text) and not _ADDED.search(text):
            yield block.text, text


def _distance(day: tuple[int, int], posted: date) -> int:
    """Return the days between a date without year and the nearest such day; 0 if there is none."""
    distances = [
        abs((date(year, *day) - posted).days)
        for year in (posted.year - 1, posted.year, posted.year + 1)
        if isinstance(moment_of(f"{year:04}-{day[0]}-{day[1]}"), Moment)
    ]
    return min(distances, default=0)
