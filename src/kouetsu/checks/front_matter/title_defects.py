"""What is wrong with a title on its face: cut, glued together, or with traces of its making.

The signs are grammatical. A sentence that has ended cannot go on with a case particle; a verb in
its final form cannot be the noun that による needs. A name that ends in a mark (「モーニング娘。」)
is told from a sentence by the analyser: it holds neither predicate nor topic.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kouetsu.article.morphology import Morpheme, analyse

if TYPE_CHECKING:
    from collections.abc import Iterator

_BY = r"によ(?:る(?!と)|って|り)|における"
# A finished question or sentence, perhaps a note in brackets, then a case particle and more words.
_AFTER_MARK = re.compile(
    rf"(?P<mark>[？?。]|[！!](?={_BY}))[？?！!]*(?P<note>（[^（）]*）)?"
    rf"(?P<rest>(?:{_BY}|が|の)[^、。？！?!｜|]+)"
)
_AFTER_VERB = re.compile(rf"(?<=[うくぐすつぬぶむる])(?:{_BY}|の(?=[^ぁ-ん\s]))")
_AFTER_TOPIC = re.compile(rf"とは(?=(?:（[^（）]*）)?(?:が|の|を|{_BY}))")
_CUT_AT_END = re.compile(r"[、，]\s*$|(?<=[、：:？?！!。])そ(?=[（｜|]|$)")
_QUESTIONED_PARTICLE = re.compile(r"と[？?]+\s*$")
_LABEL = re.compile(r"^(?:記事)?(?:タイトル案?|題名)\s*[：:]|^title\s*[：:]\s", re.IGNORECASE)
_MARKDOWN = re.compile(
    r"^#{1,6}\s|(?<![\da-zA-Z*])\*\*[^*\s](?:[^*]*[^*\s])?\*\*|\[[^\[\]]+\]（[^（）\s]+）"
)
_LENGTH_NOTE = re.compile(r"（\s*(?:約|全角)?\s*(\d{1,3})\s*文?字\s*）")
# Code, and the inch: neither opens nor closes anything.
_CODE = re.compile(r"`[^`]*`|(?<=\d)”")
_INTERVAL = re.compile(r"\[[^\[\]（）]*）|（[^\[\]（）]*\]")  # half open: [0, 1)
_FULL_WIDTH_BRACKETS = str.maketrans("()", "（）")

_PAIRS = {"」": "「", "』": "『", "）": "（", "】": "【", "”": "“"}
_OPENERS = frozenset(_PAIRS.values())
# An aside of a few characters that is never closed is a habit of writers: (笑, (ぇ, (^^;
_OPEN_ASIDE = re.compile(r"（[^（）]{0,3}$")
# Signs that stand before a closing bracket of their own: 1) その2) a) :)
_ENUMERATOR = re.compile(
    r"(?:^|[\s、。：:])[\da-zA-Zア-ン一二三四五六七八九十]{1,3}$|(?:その|第)\d{1,3}$|[:;=][-^]?$"
)

# What takes a whole question: 「速いのか？の答え」「どうなる？が分かる」.
_QUESTION_NOUNS = (
    "答|こたえ|回答|正解|疑問|質問|問|理由|ワケ|わけ|話|はなし|件|謎|議論|論争|検証|実験|調査|解説|説明",
    "まとめ|整理|巻|回|真相|真実|正体|悩|不安|心配|違い|差|原因|秘密|ヒント|目安|基準|判断|判定|見分|見極",
    "計算|比較|考察|結論|結果|続き|補足|声|話題|壁|罠|人|方|場合|時|とき|際|後|前|こと",
)
_QUESTION_PREDICATES = (
    "分か|わか|判明|気にな|知り|鍵|カギ|ポイント|課題|焦点|重要|大事|大切|決|テーマ|不明|見え|多い|一番",
    "難し|肝|論点|争点",
)
_QUESTION_TAKEN = re.compile(
    rf"[のが][^ぁ-ん]{{0,4}}(?:{'|'.join(_QUESTION_NOUNS)})|が.{{0,8}}(?:{'|'.join(_QUESTION_PREDICATES)})"
)
# Jocular titles end this way (「…してみるの巻」); colloquial ones drop が (「待つの苦手」).
_TAKES_VERB = re.compile(
    r"の(?:[巻回会記図段儀件術編話法]|禁止|大変|苦手|得意|無理|簡単|面倒|大?好き)"
)
_NOUN_PHRASE = re.compile(r"の[^ぁ-ん]{2,}(?:と|が|へ|を)")
_PREDICATES = frozenset({"動詞", "形容詞", "形状詞", "助動詞"})
_SENTENCE_PARTICLES = frozenset({"係助詞", "終助詞", "副助詞", "接続助詞"})


@dataclass(frozen=True, slots=True)
class Defect:
    """A defect of a title. `start` and `end` are offsets in its text; `kind` names a message."""

    kind: str
    start: int
    end: int


def find(title: str) -> list[Defect]:
    """Return the defects of a title in the order of its text."""
    masked = _CODE.sub(lambda match: " " * len(match.group()), title)
    masked = masked.translate(_FULL_WIDTH_BRACKETS)
    found = [*_traces(masked), *_unpaired(masked), *_joints(masked), *_cuts(masked)]
    return sorted(found, key=lambda defect: (defect.start, defect.end))


def _traces(title: str) -> Iterator[Defect]:
    patterns = {"label": _LABEL, "markdown": _MARKDOWN, "lost-character": re.compile("\ufffd+")}
    for kind, pattern in patterns.items():
        for match in pattern.finditer(title):
            yield Defect(kind, *match.span())
    for match in _LENGTH_NOTE.finditer(title):
        length = len(title) - len(match.group())
        if 0.6 * length <= int(match[1]) <= 1.6 * length:  # models count badly, but not at random
            yield Defect("length-note", *match.span())


def _unpaired(title: str) -> Iterator[Defect]:
    if _INTERVAL.search(title):
        return
    opened: list[int] = []
    for offset, character in enumerate(title):
        if character in _OPENERS:
            opened.append(offset)
        elif opener := _PAIRS.get(character):
            if opened and title[opened[-1]] == opener:
                opened.pop()
            elif not _ENUMERATOR.search(title[:offset]):
                yield Defect("unpaired", offset, offset + 1)
    for offset in opened:
        if not _OPEN_ASIDE.match(title, offset):
            yield Defect("unpaired", offset, offset + 1)


def _joints(title: str) -> Iterator[Defect]:
    """Yield the places where a tail is glued to what cannot take it."""
    for match in _AFTER_MARK.finditer(title):
        is_taken = match["mark"] in "？?" and _QUESTION_TAKEN.match(match["rest"])
        if not is_taken and _is_sentence(title[: match.start()]):
            yield Defect("after-mark", match.start(), match.end())
    for match in _AFTER_VERB.finditer(title):
        verb = _morpheme_before(title, match.start())
        if verb and _is_finite(verb) and _is_impossible_after_verb(title, match.start()):
            yield Defect("after-verb", verb.start, len(title))
    for match in _AFTER_TOPIC.finditer(title):
        topic = _morpheme_before(title, match.end())
        if topic and topic.word_class == "助詞" and not _is_inside_brackets(title[: match.end()]):
            yield Defect("after-topic", match.start(), len(title))


def _cuts(title: str) -> Iterator[Defect]:
    for match in _CUT_AT_END.finditer(title):
        yield Defect("cut", *match.span())
    question = _QUESTIONED_PARTICLE.search(title)
    noun = _morpheme_before(title, question.start()) if question else None
    if question and noun and noun.part_of_speech[:2] == ("名詞", "普通名詞"):
        yield Defect("questioned-particle", *question.span())


def _is_sentence(before: str) -> bool:
    """Say whether what stands before a mark is a sentence, not a name or a single question word."""
    if _is_inside_brackets(before):
        return False
    words = re.split(r"[？?！!。｜|]", before)[-1]
    return len(words) >= 5 and any(
        morpheme.word_class in _PREDICATES or morpheme.part_of_speech[1] in _SENTENCE_PARTICLES
        for morpheme in analyse(words)
    )


def _is_inside_brackets(before: str) -> bool:
    return any(before.count(opener) > before.count(closer) for closer, opener in _PAIRS.items())


def _morpheme_before(title: str, offset: int) -> Morpheme | None:
    return next((morpheme for morpheme in analyse(title) if morpheme.end == offset), None)


def _is_finite(morpheme: Morpheme) -> bool:
    return morpheme.word_class == "動詞" and morpheme.form.startswith(("終止形", "連体形", "意志"))


def _is_impossible_after_verb(title: str, offset: int) -> bool:
    """Say whether による, or の with a noun phrase of its own, follows a finite verb."""
    morphemes = [morpheme for morpheme in analyse(title) if morpheme.start >= offset]
    if not morphemes or morphemes[0].start != offset or morphemes[0].word_class != "助詞":
        return False
    if morphemes[0].surface != "の":
        return True
    rest = title[offset:]
    is_noun = len(morphemes) > 1 and morphemes[1].word_class == "名詞"
    return is_noun and not _TAKES_VERB.match(rest) and bool(_NOUN_PHRASE.match(rest))
