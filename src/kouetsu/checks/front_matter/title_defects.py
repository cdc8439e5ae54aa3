"""What is wrong with a title on its face: cut, glued together, or with traces of its making.

The signs are grammatical. A sentence that has ended cannot go on with a case particle; a verb in
its final form cannot be the noun that による needs. A name that ends in a mark (「モーニング娘。」)
is told from a sentence by the analyser: it holds neither predicate nor topic.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kouetsu.article.morphology import ending_at, is_prefix
from kouetsu.checks.front_matter import title_joints
from kouetsu.patterns import compiled
from kouetsu.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator

_CUT_AT_END = compiled(r"[、，]\s*$|(?<=[、：:？?！!。])そ(?=[（｜|]|$)")
# 活の: what is only ever the beginning of a word (活用) cannot be followed by a particle.
# What stands before it is asked behind the particle: the engine finds that faster.
_BEFORE_PARTICLE = compiled(r"[のがをにへ](?<=[^一-鿿][一-鿿].)")
_QUESTIONED_PARTICLE = compiled(r"と[？?]+\s*$")
_LABEL = compiled(r"(?:記事)?(?:タイトル案?|題名)\s*[：:]|title\s*[：:]\s", re.IGNORECASE)
_LOST = compiled("\ufffd+")
_MARKDOWN = compiled(
    r"^#{1,6}\s|(?<![\da-zA-Z*])\*\*[^*\s](?:[^*]*[^*\s])?\*\*|\[[^\[\]]+\]（[^（）\s]+）"
)
_LENGTH_NOTE = compiled(r"（\s*+(?:約|全角)?\s*+(\d{1,3})\s*+文?字\s*+）")
# Code, the inch, and ” on both sides: nothing opens or closes.
_CODE = compiled(r"`[^`]*`|(?<=\d)”|”[^“”]*”")
_INTERVAL = compiled(r"\[[^\[\]（）]*）|（[^\[\]（）]*\]")  # half open: [0, 1)

_PAIRS = {"」": "「", "』": "『", "）": "（", "】": "【", "”": "“"}
_BRACKET = compiled(f"[{''.join(_PAIRS)}{''.join(_PAIRS.values())}]")
# An aside of a few characters that is never closed is a habit of writers: (笑, (ぇ, (^^;
_OPEN_ASIDE = compiled(r"（[^（）]{0,3}$")
# Signs that stand before a closing bracket of their own: 1) その2) a) :)
_ENUMERATOR = compiled(
    r"(?:^|[\s、。：:])[\da-zA-Zア-ン一二三四五六七八九十]{1,3}$|(?:その|第)\d{1,3}$|[:;=][-^]?$"
)


@record
class Defect:
    """A defect of a title. `start` and `end` are offsets in its text; `kind` names a message."""

    kind: str
    start: int
    end: int


def find(title: str) -> list[Defect]:
    """Return the defects of a title in the order of its text."""
    masked = title
    if "`" in title or "”" in title:
        masked = _CODE.sub(lambda match: " " * len(match.group()), title)
    masked = masked.replace("(", "（").replace(")", "）")
    joints = (Defect(*joint) for joint in title_joints.find(masked))
    found = [*_traces(masked), *_unpaired(masked), *joints, *_cuts(masked)]
    return sorted(found, key=lambda defect: (defect.start, defect.end))


def _traces(title: str) -> Iterator[Defect]:
    if label := _LABEL.match(title):
        yield Defect("label", *label.span())
    # Few titles hold a sign of these, and to look for the signs takes a hundredth of the time.
    if "#" in title or "*" in title or "[" in title:
        for match in _MARKDOWN.finditer(title):
            yield Defect("markdown", *match.span())
    if "\ufffd" in title:
        for match in _LOST.finditer(title):
            yield Defect("lost-character", *match.span())
    for match in _LENGTH_NOTE.finditer(title):
        length = len(title) - len(match.group())
        if 0.6 * length <= int(match[1]) <= 1.6 * length:  # models count badly, but not at random
            yield Defect("length-note", *match.span())


def _unpaired(title: str) -> Iterator[Defect]:
    if ("[" in title or "]" in title) and _INTERVAL.search(title):
        return
    opened: list[int] = []
    for bracket in _BRACKET.finditer(title):
        offset, character = bracket.start(), bracket.group()
        opener = _PAIRS.get(character)
        if opener is None:
            opened.append(offset)
        elif opened and title[opened[-1]] == opener:
            opened.pop()
        elif not _ENUMERATOR.search(title[:offset]):
            yield Defect("unpaired", offset, offset + 1)
    for offset in opened:
        if not _OPEN_ASIDE.match(title, offset):
            yield Defect("unpaired", offset, offset + 1)


def _cuts(title: str) -> Iterator[Defect]:
    if "そ" in title or title.rstrip().endswith(("、", "，")):
        for match in _CUT_AT_END.finditer(title):
            yield Defect("cut", *match.span())
    for match in _BEFORE_PARTICLE.finditer(title):
        end = match.start()
        # No prefix ends so after anything but kanji. The analyser leaves out readings in brackets.
        if title[end - 2] != "）" and not is_prefix(title[end - 1]):
            continue
        prefix = ending_at(title, end)
        if prefix is None or prefix.word_class != "接頭辞":
            continue
        particle = ending_at(title, match.end())
        if particle is not None and particle.word_class == "助詞":
            yield Defect("cut", prefix.start, prefix.end)
    question = _QUESTIONED_PARTICLE.search(title)
    noun = ending_at(title, question.start()) if question else None
    if question and noun and noun.part_of_speech[:2] == ("名詞", "普通名詞"):
        yield Defect("questioned-particle", *question.span())
