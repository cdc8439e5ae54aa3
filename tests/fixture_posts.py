"""The posts of fixtures/ and the findings that they must have, read from their marked originals.

An original in fixtures/marked is a post with ⟦ ⟧ around each place that must be found, and a last
comment that names the rules: `<!-- expect: RULE, RULE -->`, in the order of the marks. `folded:` in
that comment names the findings that lie folded under a cause, in the order of their places. A post
without the comment is sound, and every rule must be silent on it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kouetsu.rule_examples import unmark

if TYPE_CHECKING:
    from kouetsu.article.source import Span

FIXTURES = Path(__file__).parent.parent / "fixtures"
MARKED = FIXTURES / "marked"

_EXPECTED = re.compile(r"\n<!-- expect:(?P<shown>[^:>]*)(?:folded:(?P<folded>[^:>]*))?-->\n\Z")


@dataclass(frozen=True, slots=True)
class Post:
    """A post without its marks. `places` are its findings, in code points of `text`, with the rule.

    `folded` are the rules of the findings that follow from others. `path` is where the post lies.
    """

    path: Path
    text: str
    places: tuple[tuple[Span, str], ...]
    folded: tuple[str, ...]

    def __str__(self) -> str:
        return self.path.relative_to(FIXTURES).as_posix()

    @property
    def is_sound(self) -> bool:
        """Whether every rule must be silent."""
        return not self.places and not self.folded

    @property
    def data(self) -> bytes:
        """The bytes of the post; its name says in which encoding."""
        match str(self):
            case "encodings/shift_jis.markdown":
                return self.text.encode("cp932")
            case "encodings/bom.markdown":
                return self.text.encode("utf-8-sig")
            case "encodings/crlf.markdown":
                return self.text.replace("\n", "\r\n").encode()
            case _:
                return self.text.encode()


def posts() -> list[Post]:
    """Return every post of fixtures/, by path."""
    blog = [_read(path, "blog/_posts") for path in MARKED.glob("*.md")]
    files = [_read(path, "encodings") for path in MARKED.glob("encodings/*.markdown")]
    return sorted([*blog, *files], key=lambda post: post.path)


def _read(original: Path, folder: str) -> Post:
    try:
        return read(original.read_text(encoding="utf-8"), FIXTURES / folder / original.name)
    except ValueError as error:
        raise ValueError(f"{original.relative_to(FIXTURES)}: {error}") from None


def read(marked: str, path: Path) -> Post:
    """Take the marks and the last comment out of a post.

    Raises ValueError for marks that do not pair, and for a comment that does not name one rule for
    each pair.
    """
    expected = _EXPECTED.search(marked)
    text, spans = unmark(marked[: expected.start()] if expected else marked)
    shown = _names(expected["shown"]) if expected else ()
    folded = _names(expected["folded"] or "") if expected else ()
    if len(spans) != len(shown):
        raise ValueError(f"{len(spans)} places are marked, but the last comment names {len(shown)}")
    return Post(path, text, tuple(zip(spans, shown, strict=True)), folded)


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())
