"""Which particles of Japanese may follow which.

A case particle gives its noun one part in the clause, so a second one has nothing left to mark;
は and も take the place of が and を and never stand beside them (after 益岡隆志・田窪行則
『基礎日本語文法 改訂版』くろしお出版 1992; the classes of words are UniDic's).

What may stand together is left alone: から, まで and だけ before a case particle (これからが);
は and も after に, で, と, へ and から (には, でも); の after へ, と, で, から and まで (への);
と after anything that it quotes (これをと思う); and か, which ends a clause (どうかを) or stands
in old verse (たれをかも).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kouetsu.article.morphology import analyse
from kouetsu.patterns import compiled
from kouetsu.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kouetsu.article.texts import Texts

# By the first particle: those that cannot follow it. A particle that follows itself is a stutter.
_FORBIDDEN = {
    "を": "が に へ で の は から",
    "が": "は を に へ で から",
    "は": "が を に へ で",
    "に": "が を へ で から",
    "へ": "が を に で",
    "で": "が を に へ",
}
_PAIRS = frozenset((first, second) for first, row in _FORBIDDEN.items() for second in row.split())
_CLASSES = ("格助詞", "係助詞", "副助詞")
# What such pairs look like by their first particle, but for the commonest words that only look so:
# できる, すでに, はるか. One letter is looked for ten times as fast as any of six.
_CANDIDATES = tuple(
    compiled(first + rest)
    for first, rest in {
        "を": r"(?:[がにへの]|で(?!き)|は(?!じ|るか|ら[むん])|から)",
        "が": r"(?:[はをへ]|に(?<!さすがに)|で(?![きてるたす]|しょ|した)|から)",
        "は": r"(?:[がをにへ]|で(?![きてす]))",
        "に": r"(?:[がをへ]|で(?![きすも])|から)",
        "へ": "[がをにで]",
        "で": r"(?<![まし]で)(?:[がをへ]|に(?<!すでに)(?![はもA-Za-z0-9、]))",
    }.items()
)


@record
class Clash:
    """Two particles side by side, from `start` to `end` of a text; `middle` is between them."""

    start: int
    middle: int
    end: int


def candidates(texts: Texts) -> list[str]:
    """Return the texts that may hold a clash, for the analyser."""
    held = {text for pattern in _CANDIDATES for text in texts.holding(pattern)}
    return [text for text in texts.places if text in held] if held else []


def find(text: str) -> Iterator[Clash]:
    """Yield the particles of a sentence that cannot follow one another."""
    tokens = analyse(text)
    for noun, first, second, after in zip(tokens, tokens[1:], tokens[2:], tokens[3:], strict=False):
        if (first.surface, second.surface) not in _PAIRS or noun.word_class == "感動詞":
            continue
        classes = (first.part_of_speech[1], second.part_of_speech[1])
        is_pair = classes[0] in _CLASSES and classes[1] in _CLASSES
        if is_pair and after.word_class not in ("補助記号", "空白"):  # cut: することがで...
            yield Clash(first.start, second.start, second.end)
