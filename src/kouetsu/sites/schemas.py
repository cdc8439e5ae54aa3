"""What each generator wants of a head, taken from the code that reads it there.

Only what a generator refuses or misreads is in here; a key that it merely does not know is the
writer's own affair.

- Zenn: zenn-editor, packages/zenn-model/src/utils.ts, what is critical there
- Qiita: qiita-cli, src/lib/check-frontmatter-type.ts and src/lib/validators/item-validator.ts
- Docusaurus: plugin-content-docs and plugin-content-blog, src/frontMatter.ts (Joi converts
  “true” and “3”, and texts that look like numbers stay texts)
- Starlight: packages/starlight/schema.ts, docsSchema
- Jekyll: lib/jekyll/document.rb, lib/jekyll/utils.rb (parse_date, pluralized_array_from_hash)
- Hugo: resources/page/pagemeta/page_frontmatter.go, and the formats of spf13/cast
"""

from __future__ import annotations

from enum import Enum
from functools import cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from kouetsu.patterns import compiled
from kouetsu.records import record, replace
from kouetsu.sites.detection import NO_SITE, Generator, Site

if TYPE_CHECKING:
    import re


class Want(Enum):
    """What the value of a key must be. An empty value passes unless the key is required."""

    # There is one of each; Enum hashes its name anew, in Python, each time a set is asked.
    __hash__ = object.__hash__

    ANY = "any"
    TEXT = "text"
    LABEL = "label"  # a text, or a number that is shown as it is written
    BOOLEAN = "boolean"
    SWITCH = "switch"  # a boolean, or a text that says true or false
    NUMBER = "number"
    LIST = "list"
    WORDS = "words"  # a list, or words with blanks (no commas) between them
    DATE = "date"


@record
class Key:
    """One key. `longest` counts UTF-16 units of a text, `most` the items of a list.

    `form` is the pattern that a text must match, `shown_form` is how people write it.
    """

    name: str
    want: Want = Want.ANY
    is_required: bool = False
    choices: tuple[str, ...] = ()
    longest: int | None = None
    most: int | None = None
    longest_item: int | None = None
    form: re.Pattern[str] | None = None
    shown_form: str = ""


@record(slots=False)
class Schema:
    """What one kind of page wants.

    `date_form` are the dates that the generator reads, `slug` what the file may be called.
    `knows_case` says that `Title` is another key than `title`; `has_head` is False where a head
    is shown as text.
    """

    keys: tuple[Key, ...] = ()
    date_form: re.Pattern[str] | None = None
    slug: re.Pattern[str] | None = None
    shown_slug: str = ""
    knows_case: bool = False
    has_head: bool = True
    instead: tuple[tuple[str, str], ...] = ()  # keys of other services, with the one meant

    @cached_property
    def by_name(self) -> dict[str, Key]:
        """The keys that are known, by their names."""
        return {key.name: key for key in self.keys}

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of the keys that are known."""
        return tuple(self.by_name)

    @cached_property
    def required(self) -> tuple[str, ...]:
        """The names of the keys that must not be missing."""
        return tuple(key.name for key in self.keys if key.is_required)

    @cached_property
    def free(self) -> frozenset[str]:
        """The names of the keys that may have any value."""
        return frozenset(key.name for key in self.keys if key == Key(key.name))


_ISO = compiled(r"\s*\d{4}-\d{1,2}-\d{1,2}(?:[Tt\s].*)?")
# Ruby's Time.parse reads nearly anything with figures, but no 年 (checked with Ruby 3.1).
_RUBY = compiled(r"[^年\d]*+\d[^年]*")
_ANY_DATE = compiled(r"[^\d\n]*+\d.*")

_UNKNOWN = Schema(
    keys=(
        Key("title", Want.LABEL),
        *(Key(name, Want.DATE) for name in ("date", "lastmod", "pubDate", "updatedDate")),
        *(Key(name) for name in ("description", "excerpt", "published", "categories")),
    ),
    date_form=_ANY_DATE,
)
_JEKYLL = Schema(
    keys=(
        Key("title", Want.LABEL),
        Key("date", Want.DATE),
        Key("published", Want.BOOLEAN),
        Key("tags", Want.WORDS),
        Key("categories", Want.WORDS),
        *(Key(name) for name in ("layout", "permalink", "excerpt", "description", "author")),
    ),
    date_form=_RUBY,
    knows_case=True,
)
_HUGO = Schema(
    keys=(
        Key("title", Want.LABEL),
        *(Key(name, Want.DATE) for name in ("date", "lastmod", "publishDate", "expiryDate")),
        Key("draft", Want.SWITCH),
        Key("weight", Want.NUMBER),
        Key("tags", Want.WORDS),
        Key("categories", Want.WORDS),
        *(Key(name) for name in ("description", "summary", "aliases", "keywords")),
    ),
    date_form=_ISO,
)
_ZENN_TITLE = Key("title", Want.TEXT, is_required=True, longest=70)
_ZENN_ARTICLE = Schema(
    keys=(
        _ZENN_TITLE,
        Key("emoji", Want.TEXT),
        Key("type", Want.TEXT, is_required=True, choices=("tech", "idea")),
        Key("topics", Want.LIST, most=5, longest_item=18),
        Key("published", Want.BOOLEAN, is_required=True),
        Key(
            "published_at",
            form=compiled(r"\d{4}-\d\d-\d\d(?:\s\d\d:\d\d)?"),
            shown_form="YYYY-MM-DD hh:mm",
        ),
        Key(
            "publication_name",
            form=compiled(r"[0-9a-z_]{2,15}"),
            shown_form="a-z 0-9 _, 2–15",
        ),
    ),
    slug=compiled(r"[0-9a-z_-]{12,50}"),
    shown_slug="a-z 0-9 - _, 12–50",
    knows_case=True,
    instead=(("tags", "topics"), ("tag", "topics")),
)
_ZENN_CHAPTER = Schema(
    keys=(_ZENN_TITLE, Key("free", Want.BOOLEAN)),
    slug=compiled(r"(?:\d+\.)?[0-9a-z_-]{1,50}"),
    shown_slug="a-z 0-9 - _, 1–50",
    knows_case=True,
)
_QIITA = Schema(
    keys=(
        Key("title", Want.TEXT, is_required=True),
        Key("tags", Want.LIST, is_required=True, most=5),
        Key("private", Want.BOOLEAN, is_required=True),
        Key("slide", Want.BOOLEAN, is_required=True),
        *(Key(name, Want.TEXT) for name in ("updated_at", "id", "organization_url_name")),
        Key("ignorePublish"),
    ),
    knows_case=True,
)
_DOCUSAURUS = Schema(
    keys=(
        *(Key(name, Want.LABEL) for name in ("title", "description", "slug")),
        Key("tags", Want.LIST),
        Key("keywords", Want.LIST),
        *(Key(name, Want.SWITCH) for name in ("draft", "unlisted", "hide_table_of_contents")),
        Key("image"),
    ),
    knows_case=True,
)
_DOCUSAURUS_DOC = replace(
    _DOCUSAURUS,
    keys=(
        *_DOCUSAURUS.keys,
        Key("sidebar_label", Want.LABEL),
        Key("sidebar_position", Want.NUMBER),
        Key("hide_title", Want.SWITCH),
    ),
)
_DOCUSAURUS_POST = replace(
    _DOCUSAURUS,
    keys=(*_DOCUSAURUS.keys, Key("date", Want.DATE), Key("authors")),
    date_form=_ANY_DATE,
)
_STARLIGHT = Schema(
    keys=(
        Key("title", Want.TEXT, is_required=True),
        Key("description", Want.TEXT),
        Key("draft", Want.BOOLEAN),
        Key("template", Want.TEXT, choices=("doc", "splash")),
    ),
    knows_case=True,
)
_MDBOOK = Schema(has_head=False)
# Of generators that want the same of every page.
_BY_GENERATOR = {
    Generator.JEKYLL: _JEKYLL,
    Generator.HUGO: _HUGO,
    Generator.VITEPRESS: _UNKNOWN,
    Generator.NONE: _UNKNOWN,
}
# Words that look like a slip for a known key and are keys of their own.
_OWN_WORDS = ("publisher", "height", "except", "creator", "updated", "updated_at", "edited")
OWN_NAMES = frozenset(_OWN_WORDS).union(
    key.name
    for schema in (
        *(_UNKNOWN, _JEKYLL, _HUGO, _ZENN_ARTICLE, _ZENN_CHAPTER, _QIITA),
        *(_DOCUSAURUS_DOC, _DOCUSAURUS_POST, _STARLIGHT),
    )
    for key in schema.keys
)


def schema_for(site: Site | None, path: str) -> Schema | None:
    """Return what the head of the page at `path` has to be; None: nothing is known of it."""
    site = site or NO_SITE
    return _BY_GENERATOR.get(site.generator) or _by_folder(site, path)


def _by_folder(site: Site, path: str) -> Schema | None:
    folders = PurePosixPath(path).parts[:-1]
    match site.generator:
        case Generator.ZENN:
            return _zenn(folders)
        case Generator.QIITA:
            return _QIITA if "public" in folders[-1:] else None
        case Generator.DOCUSAURUS:
            return _DOCUSAURUS_POST if "blog" in folders else _DOCUSAURUS_DOC
        case Generator.ASTRO if "content/docs" in path:
            return _STARLIGHT if "@astrojs/starlight" in site.settings else _UNKNOWN
        case Generator.MDBOOK:  # a preprocessor may take the head away
            return _UNKNOWN if "front" in site.settings else _MDBOOK
    return _UNKNOWN


def _zenn(folders: tuple[str, ...]) -> Schema | None:
    if "articles" in folders[-1:]:
        return _ZENN_ARTICLE
    return _ZENN_CHAPTER if "books" in folders[-2:-1] else None
