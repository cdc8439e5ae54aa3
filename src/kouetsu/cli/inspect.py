"""`kouetsu inspect`: an article as the checks see it, the ground to argue with a rule on."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from kouetsu import catalogue
from kouetsu.article import Article
from kouetsu.article.prose import MARKUP, OBJECT
from kouetsu.article.source import from_bytes
from kouetsu.cli import output
from kouetsu.config import ConfigError, Configurations
from kouetsu.quotes import one_line, visible

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kouetsu.article.source import Source, Span
    from kouetsu.config import Settings

# How the fillers of masked prose are shown: what is transparent lightly, an object densely.
_FILLERS = str.maketrans({MARKUP: "░", OBJECT: "▓"})


def inspect_command(post: Path, *, shows_morphemes: bool) -> int:
    """Print the front matter, blocks, sentences and masked prose of a post.

    Return 0, or 2 when the post cannot be read or its configuration cannot be used.
    """
    try:
        settings = Configurations(catalogue.load()).settings_for(post)
        source = from_bytes(post.read_bytes(), post.as_posix())
    except OSError as error:
        return output.fail(f"{post}: cannot be read: {error.strerror or error}")
    except (ConfigError, catalogue.RuleFileError) as error:
        return output.fail(str(error))
    article = Article(source, settings.profile)
    sys.stdout.writelines(f"{line}\n" for line in _lines(article, settings, shows_morphemes))
    return 0


def _lines(article: Article, settings: Settings, shows_morphemes: bool) -> Iterator[str]:
    yield from _facts(article, settings)
    yield from _front_matter(article)
    yield from _blocks(article)
    yield from _sentences(article, shows_morphemes)
    yield from _prose(article)


def _facts(article: Article, settings: Settings) -> Iterator[str]:
    source = article.source
    yield f"# {one_line(source.path)}"
    yield f"language {article.language.value}, flavour {settings.profile.flavour.value}"
    if source.likely_codec is not None:
        yield f"not UTF-8: read as {source.likely_codec}"


def _front_matter(article: Article) -> Iterator[str]:
    front_matter, source = article.front_matter, article.source
    yield from ("", f"## front matter ({front_matter.format.value})")
    for path, scalar in front_matter.strings:
        yield f"{_range(source, scalar.span)}  {path} = {one_line(scalar.text)}"
    for problem in front_matter.problems:
        yield f"{_range(source, problem.span)}  ! {problem.kind}"


def _blocks(article: Article) -> Iterator[str]:
    source = article.source
    yield from ("", f"## blocks ({len(article.blocks)})")
    for block in article.blocks:
        level = f" {block.level}" if block.level else ""
        setext = " (setext)" if block.is_setext else ""
        where = "".join(f" in {container.value}" for container in reversed(block.containers))
        yield f"{_range(source, block.span)}  {block.kind.value}{level}{setext}{where}"


def _sentences(article: Article, shows_morphemes: bool) -> Iterator[str]:
    yield from ("", f"## sentences ({len(article.sentences)})")
    for sentence in article.sentences:
        text = sentence.text
        yield f"{_range(article.source, sentence.span)}  {_filled(one_line(text))}"
        if shows_morphemes:
            yield from _morphemes(text)


def _morphemes(text: str) -> Iterator[str]:
    from kouetsu.article.morphology import analyse, dictionary_forms

    for morpheme, form in zip(analyse(text), dictionary_forms(text), strict=True):
        classes = "-".join(part for part in morpheme.part_of_speech if part != "*")
        unknown = " (unknown)" if morpheme.is_unknown else ""
        yield f"    {_filled(morpheme.surface)}\t{form}\t{classes}{unknown}"


def _prose(article: Article) -> Iterator[str]:
    source = article.source
    digits = len(str(len(source.line_starts)))
    yield from ("", "## prose (░ markup, ▓ object)")
    for line in range(source.line(article.body.start), len(source.line_starts) + 1):
        span = source.line_span(line)
        yield f"{line:>{digits}} | {_filled(visible(article.prose[span.start : span.end]))}"


def _filled(prose: str) -> str:
    return prose.translate(_FILLERS)


def _range(source: Source, span: Span) -> str:
    start, end = source.position(span.start), source.position(span.end)
    return f"{start.line}:{start.column}–{end.line}:{end.column}"
