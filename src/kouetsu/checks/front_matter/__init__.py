"""The head of a post, alone and against the body."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kouetsu.article import Language
from kouetsu.article.front_matter import Scalar
from kouetsu.article.markdown import Block, Kind
from kouetsu.article.prose import MARKUP, OBJECT
from kouetsu.article.source import Span
from kouetsu.finding import Applicability, Edit, Fix, Hit, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kouetsu.article import Article

_MINUTES = re.compile(
    r"\s*(?:約|およそ|about|approx\.?|~)?\s*(?P<number>\d+(?:\.\d+)?)"
    r"\s*(?:min(?:ute)?s?\.?|m|分(?:間)?)?\s*(?:read|ほど|程度|で読めます)?\s*",
    re.IGNORECASE,
)
_CHARACTERS = re.compile(rf"[^\s{MARKUP}{OBJECT}]+")
_WORD = re.compile(rf"[^\W_][\w'’{MARKUP}-]*")
_CODE_LINE = re.compile(r"^(?![ \t>]*(?:`{3,}|~{3,}))[^\r\n]*\S", re.MULTILINE)
# The title stands at the very top of the body, perhaps under a picture or a notice.
_FIRST_BLOCKS = 4
_LONGEST_LINE = 120
_LONGEST_TITLE = 500  # what is longer is no title


def front_matter_syntax(article: Article) -> Iterator[Hit]:
    """Report what the writer's generator will not read, or not as it was meant."""
    for problem in article.front_matter.problems:
        related = (Place(problem.related, problem.kind),) if problem.related else ()
        fix = None
        if problem.kind == "late-fence":
            fix = Fix((Edit(Span(0, problem.span.start), ""),), Applicability.SAFE)
        yield Hit(problem.span, problem.values, problem.kind, related, fix)


def reading_time(  # noqa: PLR0913 (its parameters are the rule's options)
    article: Article,
    *,
    keys: Sequence[str],
    code_lines_per_minute: int,
    tolerance_percent: float,
    tolerance_minutes: float,
    rounding: str,
    minimum: int,
) -> Iterator[Hit]:
    """Compare the declared reading time with the one that the body gives."""
    allowed = _Tolerance(tolerance_percent, tolerance_minutes)
    for value, number in _declared(article, keys):
        declared = float(value.text[slice(*number)])
        minutes = _minutes(article, [article.body], code_lines_per_minute)
        if minutes == 0 or allowed.holds(declared, minutes):
            continue
        actual = max(minimum, _rounded(minutes, rounding))
        values = {"declared": value.text, "actual": actual}
        edit = Edit(value.part(article.source.text, *number), str(actual))
        fix = Fix((edit,), Applicability.SAFE)
        copies = article.repeats.copied if article.is_pasted else ()
        rest = _minutes(article, _without(article.body, copies), code_lines_per_minute)
        without_copies = max(minimum, _rounded(rest, rounding))
        if without_copies == actual:
            yield Hit(value.span, values, fix=fix)
            continue
        values["without_copies"] = without_copies
        if allowed.holds(declared, rest):  # right again as soon as the copies are gone
            yield Hit(value.span, values, "copies", because_of="repeated-block")
        else:
            yield Hit(value.span, values, "copies", fix=fix)


@dataclass(frozen=True, slots=True)
class _Tolerance:
    percent: float
    minutes: float

    def holds(self, declared: float, actual: float) -> bool:
        """Say whether a declared time is near enough: by its share or by its minutes."""
        off = abs(declared - actual)
        return off <= actual * self.percent / 100 or off <= self.minutes


def _declared(article: Article, keys: Iterable[str]) -> Iterator[tuple[Scalar, tuple[int, int]]]:
    for key in keys:
        value = article.front_matter.get(key)
        if isinstance(value, Scalar) and not value.is_alias:
            match = _MINUTES.fullmatch(value.text)
            if match:
                yield value, match.span("number")


def _minutes(article: Article, spans: Iterable[Span], code_lines_per_minute: int) -> float:
    """Return how long the prose and the code under `spans` take to read."""
    is_japanese = article.language is Language.JAPANESE
    pattern = _CHARACTERS if is_japanese else _WORD
    profile = article.profile
    rate = profile.characters_per_minute if is_japanese else profile.words_per_minute
    code = [block.span for block in article.blocks if block.kind is Kind.CODE]
    units = lines = 0
    for span in spans:
        for match in pattern.finditer(article.prose, span.start, span.end):
            units += len(match.group()) if is_japanese else 1
        for block in code:
            if span.contains(block):
                lines += len(_CODE_LINE.findall(article.source.slice(block)))
    return units / rate + lines / code_lines_per_minute


def _rounded(minutes: float, rounding: str) -> int:
    match rounding:
        case "ceil":
            return math.ceil(minutes)
        case "floor":
            return math.floor(minutes)
        case "nearest":
            return math.floor(minutes + 0.5)
    raise ValueError(f"rounding is “{rounding}”; valid: ceil, floor, nearest")


def _without(whole: Span, taken: Iterable[Span]) -> Iterator[Span]:
    start = whole.start
    for span in taken:
        yield Span(start, span.start)
        start = span.end
    yield Span(start, whole.end)


def title_body_mismatch(article: Article, *, similarity: float) -> Iterator[Hit]:
    """Report a title that the article's own first line or H1 gives with a difference."""
    title = _title(article)
    if title is None:
        return
    from kouetsu.checks.front_matter import title_comparison

    for line in _title_lines(article):
        difference = title_comparison.compare(title.text, line.text, similarity)
        if difference is not None:
            values = {"line": line.text, "line_part": line.text[slice(*difference.line)]}
            span = title.part(article.source.text, *difference.title)
            place = Place(line.span, "line")
            yield Hit(span, values, difference.change.value, (place,))
            return


def broken_title(article: Article, *, allow: Sequence[str]) -> Iterator[Hit]:
    """Report a title that is cut or glued together, or that holds traces of its making."""
    title = _title(article)
    if title is None:
        return
    from kouetsu.checks.front_matter import title_defects

    names = [m.span() for name in allow for m in re.finditer(re.escape(name), title.text)]
    for defect in title_defects.find(title.text):
        place = Span(defect.start, defect.end)
        if any(place.overlaps(Span(*name)) for name in names):
            continue
        # The body's own line, where there is one, says what the word was: that finding is better.
        cause = "title-body-mismatch" if defect.kind == "questioned-particle" else None
        span = title.part(article.source.text, defect.start, defect.end)
        yield Hit(span, message=defect.kind, because_of=cause)


def _title(article: Article) -> Scalar | None:
    values = (article.front_matter.get(key) for key in ("title", "Title"))
    title = next((v for v in values if isinstance(v, Scalar) and not v.is_alias), None)
    return title if title and len(title.text) <= _LONGEST_TITLE else None


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the body as it is read: without markup, inline code included."""

    text: str
    span: Span


def _title_lines(article: Article) -> Iterator[_Line]:
    """Yield the lines that may repeat the title: the first line of text, the only H1."""
    shown = [block for block in article.blocks[:_FIRST_BLOCKS] if _has_words(article, block)]
    headings = [block for block in article.blocks if block.level == 1]
    if len(headings) != 1 or not _has_words(article, headings[0]):
        headings = []
    for block in dict.fromkeys([*shown[:1], *headings]):
        line = _title_line(article, block)
        if line is not None:
            yield line


def _has_words(article: Article, block: Block) -> bool:
    return _CHARACTERS.search(article.prose, block.text.start, block.text.end) is not None


def _title_line(article: Article, block: Block) -> _Line | None:
    """Return a heading or a paragraph of one short line, unless it is all one link."""
    if block.kind not in (Kind.HEADING, Kind.PARAGRAPH) or block.containers:
        return None
    source, prose = article.source.text, article.prose
    offsets = [i for i in range(block.text.start, block.text.end) if prose[i] != MARKUP]
    text = "".join(source[i] for i in offsets).rstrip()
    if len(text) > _LONGEST_LINE or "\n" in text or "\r" in text:
        return None
    span = Span(offsets[0], offsets[len(text) - 1] + 1)
    if any(link.span.contains(span) for link in article.document.links):
        return None
    return _Line(text, span)
