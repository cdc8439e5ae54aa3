"""Signs that the second side of a paragraph border carries on what the first left unfinished.

They are asked only where a paragraph stops without an end mark: after a full stop most of them say
nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kouetsu.article.characters import HIRAGANA, HIRAGANA_WORD, KANJI
from kouetsu.article.endings import cannot_begin
from kouetsu.article.morphology import first_of, joint, path_cost
from kouetsu.patterns import compiled

if TYPE_CHECKING:
    from kouetsu.article import Article

# Code points on each side of a border that are analysed together.
JOINT = 20
# How much cheaper the analyser must read two texts as one than apart, where a border is odd anyway
# and elsewhere. Of 7,700 borders between paragraphs that people wrote, their full stops taken away,
# 0.3 % and 0.03 % read so (2026-11-22).
_LIKELY, _CERTAIN = 0, 3000
# Code points of two paragraphs that must touch elsewhere in the article for the border to be a cut.
_ATTESTED = 5
DOTS = compiled(r"(?:\.{2,}|…+)[\s　]*")
_MID_SENTENCE = compiled(r"[、，」』）]|。(?!。)")
# Particles and auxiliaries that also take up a finished sentence, as では and なので do.
_TAKEN_UP = compiled(
    r"と(?!い(?:う(?:わけ|訳|こと)|って|え)|はいえ|す(?:ると|れば)|も|にかく|りわけ)"
    r"|だろう|でしょう|もしれ|が、"
)
_NUMERALS = compiled(r"[一二三四五六七八九十百千0-9]{2}")
# Only where a word could go on: a fragment of a foreign word joins any other foreign word cheaply.
_ONE_SCRIPT = compiled(rf"[{HIRAGANA}]{{2}}|[{KANJI}][{HIRAGANA}{KANJI}]|[0-9]{{2}}")
_DEPENDENT = frozenset({"助詞", "助動詞", "接尾辞"})
# Openers that the analyser takes apart.
_OPENERS = compiled(r"ところ[がで]、|ときに、|ときどき|もっとも、")
_TWO_HIRAGANA = compiled(f"[{HIRAGANA}]{{2}}")
# No word begins with these.
_INSIDE_WORDS = "んっゃゅょぁぃぅぇぉーッャュョァィゥェォ"
# Other adverbs of two kana are more often the end of a word: がら, がり.
_SHORT_ADVERBS = compiled(
    r"また|もし|もう|まだ|まず|なぜ|ただ|つい|ふと|やや|よく|すぐ|そう|こう|どう|ほぼ|なお|ぜひ"
)


def goes_on(article: Article, left: str, right: str, *, has_gap: bool) -> bool:
    """Say whether `right`, which begins a paragraph, carries on `left`, which ended one.

    A gap of blank lines, and an author who never leaves out a full stop, make a border odd: then
    less evidence is enough.
    """
    if cannot_begin(right) or DOTS.match(right) or _MID_SENTENCE.match(right):
        return True
    if _is_attested(article, left, right) or (has_gap and _is_taken_up(right)):
        return True
    is_odd = has_gap or article.habits.ends_with_marks
    return (is_odd and _is_cut_number(left, right)) or _reads_on(
        left, right, _LIKELY if is_odd else _CERTAIN
    )


def is_own_start(right: str) -> bool:
    """Say whether a text begins with a whole word that begins sentences: この, そして, また."""
    if right[0] in _INSIDE_WORDS:
        return False
    if _OPENERS.match(right):
        return True
    # Each of these words begins with two hiragana.
    first = first_of(right) if _TWO_HIRAGANA.match(right) else None
    if first is None:
        return False
    if first.word_class == "副詞" and len(first.surface) == 2:
        return bool(_SHORT_ADVERBS.match(first.surface))
    opens = first.word_class in ("連体詞", "接続詞", "副詞")
    return opens and len(first.surface) >= 2 and bool(HIRAGANA_WORD.match(first.surface))


def _is_attested(article: Article, left: str, right: str) -> bool:
    """Say whether the two sides of a border touch elsewhere in the article."""
    if min(len(left), len(right)) < _ATTESTED:
        return False
    return left[-_ATTESTED:] + right[:_ATTESTED] in article.running_text


def _is_taken_up(right: str) -> bool:
    """Say whether a text begins with words that cannot begin an article: と思います, だろう."""
    if not _TAKEN_UP.match(right):
        return False
    first = first_of(right[:JOINT])
    return right[0] == "が" or (first is not None and first.word_class in _DEPENDENT)


def _is_cut_number(left: str, right: str) -> bool:
    """Say whether numerals meet at a border: 三|十ページ."""
    if not _NUMERALS.match(left[-1] + right[0]):
        return False
    first = first_of(right[:JOINT])
    return first is not None and first.part_of_speech[1] == "数詞"


def _reads_on(left: str, right: str, cheaper: int) -> bool:
    """Say whether the analyser reads two texts more cheaply as one, by at least so much."""
    left, right = left[-JOINT:], right[:JOINT]
    if not _ONE_SCRIPT.match(left[-1] + right[0]):
        return False
    # Whether it begins with a word of its own takes the analyser, too, and is seldom to be asked.
    is_cheaper = path_cost(left) + path_cost(right) - joint(left, right).cost > cheaper
    return is_cheaper and not is_own_start(right)
