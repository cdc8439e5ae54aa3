"""Figures that cannot be, whatever they are about: 200 % saved, the 31st of November."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kouetsu.article.quantities.units import Dimension
from kouetsu.checks.consistency import days
from kouetsu.finding import Hit
from kouetsu.patterns import compiled
from kouetsu.records import field, record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from kouetsu.article import Article
    from kouetsu.article.quantities import Quantity
    from kouetsu.article.quantities.held import Quantities

_REDUCTION = compiled(
    r"(?:以上|超|近く|強)?(?:もの|の)?(?:[一-鿿ァ-ヶーA-Za-z]{1,8}(?<![率税度比])の?)?"
    r"(?:(?:削減|減少|短縮|低減|圧縮|節約|節減|軽減|縮小|カット|コストダウン)"
    r"(?=[をがにはもとで、。！？」）,.]|です|し[たてま]|する|され|でき|可能|$)"
    r"|(?:オフ|引き|割引|値下げ|OFF)(?![ァ-ヶーA-Za-z])|減(?![税額量点収益]))"
)
# A profit can shrink by more than all of it, into a loss; a share that was above 100 % as well.
_MAY_TURN = compiled(
    r"利益|損益|収支|黒字|赤字|キャッシュフロー|成長率|金利|関税|税率|使用率|稼働率|超過|ではな|ありえな|あり得な|不可能"
)
_SHARE_BEFORE = compiled(
    r"(?:シェア|占有率|構成比|得票率|投票率|合格率|正解率|正答率|誤答率|回答率|失業率|識字率|出席率|欠席率"
    r"|死亡率|致死率|生存率|成功率|失敗率|的中率|離職率|廃棄率|不良率|歩留まり)"
    r"(?:は|が|も|で|を|の|：|:|、|[ ]){0,2}(?:約|なんと|実に|最大|平均|およそ|わずか)?$"
)
_GROWS = compiled(
    r"[ ]?(?:以上|超|近く|ほど|程度|も|の|に|を|まで){0,2}"
    r"(?:増|アップ|UP|向上|改善|伸|上昇|成長|拡大|上回|高|上が|引き上げ|超え|などあり|はあり|になることは|では|ポイント)"
)
_OCCUPIES = compiled(r"(?:以上|超|近く|強)?を占め(?!る?こと(?:は|が)?(?:でき|あり)?な)")
# In figures, any percentage above 100 is written with three of them in a row or with a scale.
_MAY_EXCEED = compiled(r"[0-9]{3}(?![0-9年])|[0-9][ ]?[百千万億兆京KMBTmbt]|割|分の")
_QUOTES = ("「", "『", "“", '"')
_RANGE_LINKS = frozenset("〜～~")
_SHARE = Dimension.SHARE  # read off the class each time it would cost more than the comparison
# Figures that run down on purpose, or that begin anew: years, hours, ages, places.
_NO_RANGE = frozenset({Dimension.CALENDAR, Dimension.ORDINAL, None})
_RUNS_DOWN = compiled(
    r".{0,12}?(?:[減下低縮短落割引退前後]|カウントダウン|マイナス|遡|さかのぼ|逆|順|次|元)"
)


@record
class _Impossible:
    start: int
    end: int
    kind: str
    values: Mapping[str, str] = field(default_factory=dict)


def impossible_figure(article: Article) -> Iterator[Hit]:
    """Report figures that contradict themselves, the calendar or what a share is."""
    quantities = article.quantities
    figures = {*_of_large_shares(quantities), *quantities.several.with_any(_RANGE_LINKS)}
    dated = frozenset(quantities.held.with_any(days.SIGNS))
    written = days.written_on(article) if dated else None
    for text in quantities.held.among({*figures, *dated}):
        found_figures = _figures(text, quantities.of(text)) if text in figures else ()
        found_days = _days(quantities.half(text), written) if text in dated else ()
        for found in (*found_figures, *found_days):
            if not quantities.of(text):
                break  # its numbers are those of names and versions
            if text[max(0, found.start - 1) : found.start] in _QUOTES:
                continue  # a mention: 「300%の削減」とは何か
            for place in article.texts.places[text]:
                span = place.span(found.start, found.end)
                # A word that a replacement put there is seen by the rule mangled-word as well.
                explains = (span,) if found.kind == "reduction" else ()
                yield Hit(span, found.values, message=found.kind, explains=explains)


def _of_large_shares(quantities: Quantities) -> Iterator[str]:
    """Yield the texts that may hold a share of more than 100 %: few do."""
    for text in quantities.shares:
        if text in quantities.kanji or _MAY_EXCEED.search(quantities.half(text)):
            yield text


def _figures(text: str, quantities: Sequence[Quantity]) -> Iterator[_Impossible]:
    for quantity in quantities:
        if quantity.dimension is _SHARE and quantity.low * quantity.factor > 100:
            yield from _over_all(text, quantity)
        if quantity.link in _RANGE_LINKS and quantity.low > quantity.high:
            yield from _upside_down(text, quantity)


def _over_all(text: str, quantity: Quantity) -> Iterator[_Impossible]:
    """Yield a reduction or a share that is more than all there is."""
    reduction = _REDUCTION.match(text, quantity.end)
    if reduction and not _MAY_TURN.search(text, max(0, quantity.start - 30), reduction.end() + 10):
        yield _Impossible(quantity.start, reduction.end(), "reduction")
        return
    share = _SHARE_BEFORE.search(text, max(0, quantity.start - 16), quantity.start)
    occupies = _OCCUPIES.match(text, quantity.end)
    if occupies:
        yield _Impossible(quantity.start, occupies.end(), "share")
    elif share and not _GROWS.match(text, quantity.end):
        yield _Impossible(share.start(), quantity.end, "share")


def _upside_down(text: str, quantity: Quantity) -> Iterator[_Impossible]:
    unit = quantity.unit
    is_day = unit is not None and unit.base in ("日", "回", "つ", "行", "ページ", "問")
    if (
        quantity.dimension in _NO_RANGE
        or is_day
        or text[quantity.start - 1 : quantity.start] in "-−–"
    ):
        return
    if not _RUNS_DOWN.match(text, quantity.end):
        yield _Impossible(quantity.start, quantity.end, "range")


def _days(half: str, written: date | None) -> Iterator[_Impossible]:
    for wrong in days.find(half, written):
        if days.is_about_errors(half):
            return
        yield _Impossible(wrong.start, wrong.end, wrong.kind.value, {"right": wrong.right})
