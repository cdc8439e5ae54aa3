"""The article model: one parsed post; everything on it is computed once and kept."""

from __future__ import annotations

import re
from enum import Enum
from functools import cached_property
from itertools import chain, islice
from typing import TYPE_CHECKING

from kouetsu.article import front_matter, markdown_reader, sentences
from kouetsu.article.prose import MARKUP
from kouetsu.article.source import Source, Span
from kouetsu.patterns import compiled
from kouetsu.records import field, record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from kouetsu.article.echoes import Echo
    from kouetsu.article.front_matter import FrontMatter
    from kouetsu.article.habits import Habits
    from kouetsu.article.headings import Heading
    from kouetsu.article.markdown import Block, Comment, Document
    from kouetsu.article.outside import Answer, Question
    from kouetsu.article.passages import Passages
    from kouetsu.article.quantities.held import Quantities
    from kouetsu.article.repeats import Repeats
    from kouetsu.article.seams import Seam
    from kouetsu.article.sentences import Sentence
    from kouetsu.article.texts import Texts
    from kouetsu.sites.destinations import Resolver
    from kouetsu.sites.detection import Site


# With one character in front of the repetition: the engine finds the next one ten times as fast.
_ALL_MARKUP = compiled(f"{MARKUP}{MARKUP}*")


class Language(Enum):
    """The language of an article's prose."""

    JAPANESE = "ja"
    ENGLISH = "en"


class Flavour(Enum):
    """The dialect of Markdown that publishes the article."""

    COMMONMARK = "commonmark"
    KRAMDOWN = "kramdown"


@record
class Profile:
    """What the user's settings say of an article, and the site that publishes it.

    `language` None: from the article itself. `site` None: no site's conventions are known.
    `today` None: the real day.
    """

    language: Language | None = None
    flavour: Flavour = Flavour.COMMONMARK
    characters_per_minute: int = 500
    words_per_minute: int = 230
    site: Site | None = None
    today: date | None = None


@record(slots=False)
class Article:
    """One post. Offsets are code points of `source.text`.

    `asked` holds what checks asked of other files and of the day, see kouetsu.article.outside.
    """

    source: Source
    profile: Profile = Profile()
    asked: dict[Question, Answer] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def front_matter(self) -> FrontMatter:
        """The head of the file, with the place of every key and value."""
        return front_matter.parse(self.source.text)

    @cached_property
    def body(self) -> Span:
        """All that follows the front matter."""
        return Span(self.front_matter.body_start, len(self.source.text))

    @cached_property
    def document(self) -> Document:
        """The parsed Markdown of the body."""
        is_mdx = self.source.path.endswith(".mdx")
        return markdown_reader.parse(self.source.text, self.body.start, is_mdx=is_mdx)

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The leaf blocks of the body in the order of the text."""
        return self.document.blocks

    @property
    def prose(self) -> str:
        """The source text with everything but prose overwritten by filler, offsets unchanged."""
        return self.document.prose

    @property
    def comments(self) -> tuple[Comment, ...]:
        """The HTML comments of the body."""
        return self.document.comments

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of all blocks that hold prose, in the order of the text."""
        return tuple(chain.from_iterable(self.sentences_by_block.values()))

    @cached_property
    def sentences_by_block(self) -> dict[int, list[Sentence]]:
        """The sentences of each block that holds any, by the offset at which the block starts."""
        return sentences.split(self.document)

    @cached_property
    def running_text(self) -> str:
        """The prose with its markup taken out: for asking whether a phrase stands anywhere."""
        return _ALL_MARKUP.sub("", self.prose)

    def occurrences(self, phrase: str) -> Iterator[Span]:
        """Yield the spans at which a phrase stands in the prose, over emphasis marks too."""
        pattern = f"{MARKUP}*".join(re.escape(character) for character in phrase)
        for match in re.finditer(pattern, self.prose):
            yield Span(*match.span())

    @cached_property
    def passages(self) -> Passages:
        """The headings and paragraphs of the body as readers see them."""
        from kouetsu.article import passages  # loaded by the checks of summaries

        return passages.find(self)

    @cached_property
    def texts(self) -> Texts:
        """The distinct sentences that readers read, of the front matter's values and the body."""
        from kouetsu.article.texts import readable  # it imports this module's Article

        return readable(self)

    @cached_property
    def quantities(self) -> Quantities:
        """The quantities of the distinct texts."""
        from kouetsu.article.quantities import held  # loaded by the checks of figures

        return held.in_texts(self.texts)

    @cached_property
    def seams(self) -> tuple[Seam, ...]:
        """The places where running text stops without an end mark."""
        from kouetsu.article import seams  # the analyser: loaded by the checks that ask

        return tuple(islice(seams.find(self), seams.MOST))

    @cached_property
    def keys_by_block(self) -> dict[int, tuple[str, ...]]:
        """The keys under which the sentences of each block are compared, by its start."""
        from kouetsu.article import comparison  # rapidfuzz, as below

        return comparison.keys_by_block(self)

    @cached_property
    def running_blocks(self) -> tuple[tuple[int, Block], ...]:
        """The blocks of the article's own running text, each with its index among all blocks."""
        from kouetsu.article import running  # the analyser, as below

        return tuple(running.blocks(self))

    @cached_property
    def running(self) -> frozenset[int]:
        """The starts of the blocks that are running text of the article or list items of it."""
        return frozenset([block.span.start for _, block in self.running_blocks])

    @cached_property
    def paragraphs(self) -> tuple[tuple[int, Block, list[Sentence]], ...]:
        """The blocks of running text that hold sentences, with their indexes and sentences."""
        held = self.sentences_by_block
        return tuple(
            [
                (index, block, held[block.span.start])
                for index, block in self.running_blocks
                if block.span.start in held
            ]
        )

    @cached_property
    def habits(self) -> Habits:
        """What its author does nearly always."""
        from kouetsu.article import habits

        return habits.find(self)

    @cached_property
    def body_end(self) -> int:
        """The index after the last block of the body; what follows is the footer."""
        from kouetsu.article.endings import body_end

        return body_end(self)

    @cached_property
    def echoes(self) -> tuple[Echo, ...]:
        """The paragraphs that say the end of the one before them again."""
        from kouetsu.article import echoes

        return tuple(echoes.find(self))

    @cached_property
    def repeats(self) -> Repeats:
        """The copies inside this article."""
        from kouetsu.article import repeats  # rapidfuzz: loaded by the checks that compare

        return repeats.find(self)

    @cached_property
    def is_pasted(self) -> bool:
        """Whether text was certainly pasted in this article a second time."""
        from kouetsu.article import pasting  # with repeats: loaded by the checks that compare

        return pasting.is_pasted(self)

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        """The headings of the body, lines of bold included."""
        from kouetsu.article import headings  # rapidfuzz: loaded by the checks that compare

        return tuple(headings.find(self))

    @cached_property
    def resolver(self) -> Resolver:
        """What tells where the links of the article lead."""
        from kouetsu.sites import destinations  # loaded by the checks of links

        return destinations.resolver(self)

    @cached_property
    def language(self) -> Language:
        """The language by the settings, the front matter, or the article's own letters."""
        if self.profile.language is not None:
            return self.profile.language
        declared = (self.front_matter.text("lang") or self.front_matter.text("language") or "")[:2]
        if declared in ("ja", "en"):
            return Language(declared)
        is_japanese = sentences.is_japanese(self.prose, len(self.source.ascii))
        return Language.JAPANESE if is_japanese else Language.ENGLISH
