"""The targets of links as they are written, and what is wrong with one on its face."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kouetsu.article import Flavour
from kouetsu.article.source import Span
from kouetsu.finding import Applicability, Edit, Fix, Hit
from kouetsu.patterns import compiled
from kouetsu.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kouetsu.article import Article
    from kouetsu.article.markdown import Link


@record
class Target:
    """The target of a link. `is_exact`: the text under `span` is the target and nothing else."""

    text: str
    span: Span
    is_exact: bool


_TEMPLATE = compiled(r"\{\{|\{%")
# A target that is written in one word, without angle brackets or a template.
_PLAIN = compiled(r"(?!<)[^\s{\]]+")
# A path, a fragment or an address of ASCII with nothing in it that any defect has: most targets.
_SOUND = compiled(
    r"(?:[/#]|https?://[A-Za-z0-9.-]+(?:[?#]|/(?!/)|\Z))[\w/.~!$&'()+,;:=@?#-]*", re.A
)
_WORDS_OF_PROGRAMS = frozenset({"undefined", "null", "NaN", "None", "nil", "[object%20Object]"})
# Each broken beginning of an address, and the scheme that was meant.
_BEGINNING = compiled(
    r"(?P<twice>https?:/{0,2})(?=https?(?::/|//))"
    r"|(?:https?|ttps?|htps?|htttps?|hppts?)(?:[：:;.]*[/／]{2,}|:/|:(?=[^/\s]))",
    re.IGNORECASE,
)
_WELL = compiled(r"https?://(?!/)", re.IGNORECASE)
_HOST = compiled(r"https?://([^/?#]*)", re.IGNORECASE)
_JAPANESE_MARK = compiled(r"[、。，．！？「」『』（）【】・…：]")
_MIXED_END = compiled(r"[A-Za-z][^\x00-\x7f]|[^\x00-\x7f][A-Za-z]")
_MARKUP = compiled(r"\]\(|^[\[*`]|\*\*$|`$|^<[a-z]", re.IGNORECASE)
_SIGNS_OF_MARKUP = "[]*`<"
_BARE_HOST = compiled(
    r"(?:www\.)[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:/\S*)?|(?:[a-z0-9-]+\.)+(?:com|org|net|jp|io|dev|ai)(?:/\S*)?",
    re.IGNORECASE,
)
# Link syntax that stayed text. What stands in the brackets must look like an address or a path.
_UNRENDERED = compiled(r"\[(?P<label>[^\[\]\n]{1,300})\]\((?=(?P<rest>[^\n]{0,400}))")
_ADDRESS = compiled(
    r"(?:https?:/|www\.|\.{0,2}/|#)\S"
    r"|[^()\n]{1,200}\.(?:md|html?|png|jpe?g|gif|svg|webp|pdf)(?=[)#?\s]|$)"
)
_CLOSED = compiled(r"(?P<target>[^()\n]*(?:\([^()\n]*\)[^()\n]*)*)\)")
# A title, or the size that Zenn takes behind the address of an image.
_TITLED = compiled(r"\S+\s+(?:[\"'(]|=\d*x\d*\Z)")
_REFERENCE = compiled(r"(?<![\w\]\\`])\[([^\[\]\n]{1,200})\]\[([^\[\]\n]{0,200})\]")
_DEFINITION = compiled(r"^ {0,3}\[([^\]\n]+)\]:[ \t]*\S", re.MULTILINE)
_MALFORMED_DEFINITION = compiled(
    r"^ {0,3}\[([^\]\n]+)\](?:[ \t]*：|[ \t]+:|[ \t]+(?=https?://))[ \t]*\S", re.MULTILINE
)


def of(article: Article) -> Iterator[Target]:
    """Yield the target of each link and image that is rendered, in the order of the text."""
    source = article.source.text
    for link in article.document.links:
        target = link.target
        start = link.span.end - len(target) - 1
        if source.startswith(f"]({target})", start - 2) and _PLAIN.fullmatch(target):
            yield Target(target, Span(start, start + len(target)), is_exact=True)
            continue
        span = _written(source, link)
        written = source[span.start : span.end]
        # The parser saw neutral text in place of a template, and of an empty tag.
        if not written:
            yield Target("", link.span, is_exact=False)
        elif _TEMPLATE.search(written):
            yield Target(written, span, is_exact=False)
        else:
            yield Target(link.target, span, is_exact=written == link.target)


def _written(source: str, link: Link) -> Span:
    """Return the span of an inline link's target, of the whole link where it has none there."""
    start, end = source.rfind("](", link.span.start, link.span.end) + 2, link.span.end - 1
    if start < 2 or source[end] != ")":
        return link.span
    inside = source[start:end]
    start += len(inside) - len(inside.lstrip())
    inside = inside.strip()
    if inside.startswith("<") and ">" in inside:
        return Span(start + 1, start + inside.index(">"))
    if _TEMPLATE.search(inside):
        return Span(start, start + len(inside))
    words = inside.split(maxsplit=1)
    return Span(start, start + len(words[0])) if words else link.span


def defect(target: Target) -> Hit | None:
    """Return what is wrong with a target whatever the site is, if anything is."""
    text, span = target.text, target.span
    if _SOUND.fullmatch(text) or _TEMPLATE.search(text):
        return None
    values = {"target": text}
    kind = _kind(text)
    if kind is not None:
        return Hit(span, values, kind)
    repaired = _repaired(text)
    if repaired is None:
        return None
    edit = Edit(span, repaired)
    fix = Fix((edit,), Applicability.UNSAFE) if target.is_exact else None
    return Hit(span, {**values, "repaired": repaired}, "scheme", fix=fix)


def _kind(text: str) -> str | None:
    """Return the name of the defect that only the writer can repair."""
    if not text.strip():
        return "empty"
    if text in _WORDS_OF_PROGRAMS:
        return "value"
    if "\ufffd" in text or ("%" in text and "%EF%BF%BD" in text.upper()):
        return "lost-character"
    # Few targets hold a sign of it, and a search of the engine takes ten times as long.
    if any(map(text.__contains__, _SIGNS_OF_MARKUP)) and _MARKUP.search(text):
        return "markup"
    if text.isascii():  # neither of what follows is
        return None
    host = _HOST.match(text)
    is_glued = host and (_JAPANESE_MARK.search(host[1]) or _is_glued(host[1]))
    return "host" if is_glued else None


def _repaired(text: str) -> str | None:
    """Return an address with the scheme that was meant; None where nothing is wrong with it."""
    if text.startswith(("/", "#")):  # a path, as most links inside a site are
        return None
    match = _BEGINNING.match(text)
    if match is None:
        return f"https://{text}" if _BARE_HOST.fullmatch(text) else None
    if match["twice"]:
        rest = text[match.end() :]
        return _repaired(rest) or rest
    if _WELL.match(text):
        return None
    scheme = "https" if "s" in match.group().lower() else "http"
    rest = text[match.end() :].lstrip("/／:")
    return f"{scheme}://{rest}" if rest else None


def _is_glued(host: str) -> bool:
    """Say whether words are glued to a host: no top-level domain mixes ASCII with other letters."""
    last = host.rpartition("@")[2].partition(":")[0].rpartition(".")[2]
    return _MIXED_END.search(last) is not None


def unrendered(article: Article) -> Iterator[Hit]:
    """Yield links that the page shows as they are written, brackets and all."""
    prose = article.prose
    if "[" not in prose:  # in most articles: one search for one sign is faster than two for two
        return
    if "](" in prose:
        for match in _UNRENDERED.finditer(prose):
            yield from _literal(article, match)
    if "][" in prose:
        yield from _undefined(article)


def _literal(article: Article, match: re.Match[str]) -> Iterator[Hit]:
    start, end = match.span("rest")
    written = article.source.text[start:end]
    is_escaped = article.source.text.endswith("\\", 0, match.start())
    if is_escaped or not _ADDRESS.match(written):
        return
    closed = _CLOSED.match(written)
    if closed is None:
        end = start + len(written.rstrip())
        yield Hit(Span(match.start(), end), {"target": written.strip()}, "unclosed")
        return
    target = closed["target"].strip()
    is_titled = _TITLED.match(target) is not None
    # kramdown takes blanks into the target.
    if " " in target and not is_titled and article.profile.flavour is Flavour.COMMONMARK:
        yield Hit(Span(match.start(), start + closed.end()), {"target": target}, "blank")


def _undefined(article: Article) -> Iterator[Hit]:
    """Yield references whose definition is malformed, or missing where there are others."""
    text = article.source.text
    defined = {_key(name) for name in _DEFINITION.findall(text)}
    malformed = {_key(name) for name in _MALFORMED_DEFINITION.findall(text)}
    for match in _REFERENCE.finditer(article.prose):
        label, given = match.groups()
        name = given or label
        is_meant = _key(name) in malformed or (defined and not name.isdigit())
        if is_meant and _key(name) not in defined:
            yield Hit(Span(*match.span()), {"name": name}, "undefined")


def _key(name: str) -> str:
    return " ".join(name.casefold().split())
