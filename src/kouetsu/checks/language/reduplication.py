"""Words and endings that stand twice by accident, told from real reduplication by morphology.

Raw doubling means little: half of all posts that people write hold a doubled string (いろいろ,
ことと, 中国国内). A doubling is a stutter only where grammar has no place for the second copy: a
particle or an ending that follows itself, a phrase with its case particle that stands twice, a
word that begins or ends the word beside it. Content words alone may be doubled for emphasis.
The classes of words are those of UniDic, which SudachiDict uses.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from kouetsu.article.characters import A_KANJI, AN_INITIAL, HIRAGANA
from kouetsu.article.morphology import dictionary_forms
from kouetsu.checks.language import doublings
from kouetsu.checks.language.broken_words import (
    is_broken_kana,
    is_broken_katakana,
    is_clean,
    is_head,
    is_tail,
)
from kouetsu.checks.language.doublings import DOUBLED, is_candidate, suspects
from kouetsu.checks.language.word_classes import (
    FORMAL,
    is_common_noun,
    is_dependent,
    is_hiragana,
    is_light_verb,
)
from kouetsu.patterns import compiled
from kouetsu.records import record

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from kouetsu.article.morphology import Morpheme
    from kouetsu.article.texts import Texts
    from kouetsu.checks.language.doublings import Doubling

_A_HIRAGANA = compiled(f"[{HIRAGANA}]")
_ENDING = compiled(
    r"(?:でした|ました|(?<!ござい)ます)(?P<second>です)(?=[。．！？!?」』）)]|$)", re.MULTILINE
)

# A doubled word that stands in so many different surroundings is a name.
_NAME = 3
_NEVER_DOUBLE = frozenset({"こと", "もの", "ため", "よう", "場合", "際"})
_PHRASE_PARTICLES = frozenset(
    {"が", "を", "は", "で", "に", "へ", "も", "や", "から", "まで", "のみ"}
)
# が and を mark no adverbs, so a doubled 場合が or 今日を is no emphasis either.
_NEVER_ADVERBIAL = frozenset("がを")
# な and ん make なん (何); か may follow that of 何か, て that of 持ってて; してみてみる is talk.
_REPEATABLE = frozenset({"など", "等", "て", "か", "なん", "てみ"})
_POLITE = frozenset({"です", "でし", "でしょう", "ます", "まし", "ませ", "ましょう"})
_MEATS = frozenset("鶏豚牛鴨羊馬")
# What holds between two things of a kind: 国家国家間, 行列行列積.
_RELATIONS = frozenset({"間", "積", "比", "同士", "対"})
_EACH = frozenset("一各毎")
_PREDICATIVE = ("終止形", "連体形")
_ADVERBIAL = ("副詞可能", "助数詞可能", "形状詞可能", "サ変形状詞可能")


@record
class Stutter:
    """A stretch of a text that says something twice; `kept` is where the copy that stays ends.

    Offsets count code points of that text. `is_certain` says that the text is whole without what
    follows `kept`, so that a program may take it out.
    """

    start: int
    kept: int
    end: int
    is_certain: bool


@record
class Candidates:
    """The texts that may hold a stutter: a few in a hundred, which the analyser reads.

    `names` are strings without hiragana that stand twice in several surroundings: ストレスレス.
    """

    texts: frozenset[str]
    names: frozenset[str]


def candidates(texts: Texts) -> Candidates:
    """Return what may be a stutter in an article, and what its names are."""
    held = set(texts.holding(_ENDING)) if _may_hold_ending(texts.joined) else set()
    surroundings: defaultdict[str, set[str]] = defaultdict(set)
    for run in suspects(texts.joined):
        for match in filter(is_candidate, DOUBLED.finditer(texts.joined, run.start, run.end)):
            held.add(texts.at(match.start()))
            if not _A_HIRAGANA.search(match[1]):
                around = match.string[max(0, match.start() - 2) : match.end() + 2]
                surroundings[match[1]].add(around)
    names = frozenset(copy for copy, around in surroundings.items() if len(around) >= _NAME)
    return Candidates(frozenset(held), names)


def _may_hold_ending(text: str) -> bool:
    return "したです" in text or "ますです" in text


def find(text: str, allow: Collection[str] = ()) -> Iterator[Stutter]:
    """Yield the stutters of a sentence. The strings in `allow` may stand twice."""
    for doubling in doublings.find(text):
        if doubling.copy not in allow and _is_stutter(doubling):
            certain = _is_certain(doubling)
            yield Stutter(doubling.start, doubling.kept, doubling.end, certain)
    for match in _ENDING.finditer(text):
        yield Stutter(match.start(), match.start("second"), match.end(), is_certain=True)


def _is_stutter(doubling: Doubling) -> bool:
    if all(doubling.borders):
        return _is_whole(doubling)
    if not doubling.is_double:
        return False
    starts_word, has_joint, ends_word = doubling.borders
    if starts_word and has_joint and doubling.copy in ("てい", "でい"):
        return doubling.second_words != doubling.words and _continues(doubling)
    return (
        (starts_word and has_joint and is_head(doubling))
        or (has_joint and ends_word and is_tail(doubling))
        or is_broken_kana(doubling)
        or is_broken_katakana(doubling)
    )


def _is_whole(doubling: Doubling) -> bool:
    """Judge a doubling whose copies are whole words."""
    words = [word.surface for word in doubling.words]
    if words != [word.surface for word in doubling.second_words]:
        return False
    if all(is_dependent(word) for word in doubling.words):
        return doubling.has_host and _is_doubled_ending(doubling)
    judges = (_is_doubled_phrase, _is_doubled_predicate, _is_doubled_noun)
    return any(judge(doubling) for judge in judges)


def _is_doubled_ending(doubling: Doubling) -> bool:
    """Judge copies that are made of particles, auxiliaries and the like, after a word."""
    first, last = doubling.words[0], doubling.words[-1]
    if doubling.copy in _REPEATABLE or first.part_of_speech[1] == "終助詞":
        return False
    if len(doubling.words) > 1:
        # 書いて書いて is emphasis; ていてい and ということということ are not.
        return not (is_light_verb(first) and last.surface in "てで")
    if first.word_class == "動詞":
        return _is_doubled_light_verb(doubling)
    if first.word_class == "名詞":
        return doubling.copy in _NEVER_DOUBLE
    return _is_doubled_particle(doubling)


def _is_doubled_particle(doubling: Doubling) -> bool:
    """Judge one particle, auxiliary or suffix that follows itself."""
    word, other = doubling.words[0], doubling.second_words[0]
    before, after = doubling.before, doubling.after
    if doubling.copy == "ます":  # 広がりますます重要に is the adverb
        return after is None or after.word_class in ("助詞", "補助記号", "空白")
    if doubling.copy == "ない":
        return before is not None and before.word_class == "動詞"
    if doubling.copy != "を" and after is not None and _may_be_name(after):
        return False  # ののぐらむ
    neighbours = (before.surface if before else "", after.surface if after else "")
    if _is_idiom(doubling.copy, *neighbours):
        return False
    if word.word_class == "接尾辞" and (before is None or len(before.surface) == 1):
        return False  # 表裏裏
    is_same = word.part_of_speech[:2] == other.part_of_speech[:2]
    return is_same or doubling.copy == "ん" or other.word_class in ("接続詞", "感動詞")


def _may_be_name(word: Morpheme) -> bool:
    return word.word_class == "名詞" and is_hiragana(word) and word.surface not in FORMAL


def _is_idiom(particle: str, before: str, after: str) -> bool:
    """Say whether a doubled particle is one with a word beside it."""
    return (
        (particle == "で" and after == "も")  # どこででも
        or (particle == "も" and before in _MEATS)  # 鶏もも
        or (particle == "の" and before in ("こう", "かん"))  # どうのこうのの
    )


def _is_doubled_light_verb(doubling: Doubling) -> bool:
    verb, before, after = doubling.words[0], doubling.before, doubling.after
    if before is None or not (is_light_verb(verb) and verb.form.startswith(_PREDICATIVE)):
        return False
    if doubling.copy == "ある":
        return before.surface in ("が", "も", "で")  # 業界あるある
    is_mimetic = doubling.copy == "する" and after is not None and after.surface == "と"
    return before.word_class in ("助詞", "名詞") and not is_mimetic


def _is_doubled_phrase(doubling: Doubling) -> bool:
    """Judge a noun with its case particle (ことが, データを), or an adverb in 的に."""
    words = doubling.words
    if doubling.copy.endswith("的に") and doubling.length > 2:
        return True
    if len(words) < 2:
        return False
    if words[0].surface in _NEVER_ADVERBIAL and is_common_noun(words[1]):
        return doubling.has_host
    is_nominal = words[0].word_class in ("名詞", "形状詞", "接頭辞") and doubling.is_double
    return is_nominal and words[-1].word_class == "助詞" and _has_case(words[-2], words[-1])


def _has_case(noun: Morpheme, particle: Morpheme) -> bool:
    """Say whether a particle gives a noun a part in the clause: no adverb (日に日に), no time."""
    if noun.word_class not in ("名詞", "接尾辞") or noun.part_of_speech[1] == "数詞":
        return False
    if particle.surface in _NEVER_ADVERBIAL or noun.surface in FORMAL:
        return particle.surface in _PHRASE_PARTICLES
    is_adverbial = noun.part_of_speech[2] in _ADVERBIAL or len(noun.surface) == 1
    return particle.surface in _PHRASE_PARTICLES and not is_adverbial


def _is_doubled_predicate(doubling: Doubling) -> bool:
    """Judge a verb or adjective with its endings: できますできます, 使われる使われるもの."""
    words, before, after = doubling.words, doubling.before, doubling.after
    if before is None or not doubling.has_host or before.part_of_speech[1] == "接続助詞":
        return False
    if words[-1].word_class == "助動詞" and any(word.surface in _POLITE for word in words):
        return True
    if words[0].word_class not in ("動詞", "形容詞") or doubling.length < 3:
        return False
    is_object = before.part_of_speech[1] in ("格助詞", "係助詞", "副助詞")
    if not words[-1].form.startswith(_PREDICATIVE) or not (is_object or before.surface == "に"):
        return False
    # Nobody doubles long words for emphasis, nor any before a noun, as one may do at the end of
    # a sentence: 雨が降る降る。
    return doubling.length > 4 or (
        after is not None
        and not after.is_unknown
        and (after.word_class == "名詞" or after.part_of_speech[1] in ("準体助詞", "助動詞語幹"))
    )


def _is_doubled_noun(doubling: Doubling) -> bool:
    """Judge a noun inside a compound (データデータ保護) or before な (重要重要な).

    Before a particle the doubling says "each": 要所要所で, 節目節目に.
    """
    after = doubling.after
    if doubling.length < 2 or doubling.copy[0] in _EACH or doubling.is_in_series:
        return False
    if not all(is_common_noun(word) for word in doubling.words):
        return False
    if after is None or after.surface in _RELATIONS or not AN_INITIAL.match(after.surface):
        return False
    return after.word_class == "名詞" or after.surface == "な"


def _continues(doubling: Doubling) -> bool:
    """Say whether the second copy of てい begins ている again: していている."""
    parse = doubling.parse
    verb = parse.starting.get(doubling.end - 1)
    return verb is not None and dictionary_forms(parse.text)[parse.tokens.index(verb)] == "いる"


def _is_certain(doubling: Doubling) -> bool:
    """Say whether the sentence reads well with one copy left."""
    if doubling.length == 1 and not all(doubling.borders):  # 行いくく lacks a kana: 行いにくく
        word = doubling.repaired.touching(doubling.start, doubling.kept)[0]
        if word.word_class != "助動詞" and not A_KANJI.search(word.surface):
            return False
    return is_clean(doubling.repaired, doubling.kept)
