"""The head against what its generator wants, and against a JSON Schema of the user's own."""

from __future__ import annotations

import unicodedata
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from kouetsu.article.front_matter import Entry, Format, Scalar, Sequence, Value
from kouetsu.article.head_values import Fault, ValueType, first_line, moment_of, type_of
from kouetsu.finding import Hit
from kouetsu.sites.schemas import OWN_NAMES, Key, Schema, Want, schema_for

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from kouetsu.article import Article

_SWITCHES = frozenset({"true", "false", "yes", "no", "on", "off", "t", "f", "1", "0"})
_ONE_VALUE = frozenset({ValueType.TEXT, ValueType.NUMBER, ValueType.BOOLEAN, ValueType.DATE})
# Types that pass, by what is wanted; an empty value and an alias pass always.
_FITTING = {
    Want.ANY: frozenset(ValueType),
    Want.TEXT: frozenset({ValueType.TEXT}),
    Want.LABEL: frozenset({ValueType.TEXT, ValueType.DATE, ValueType.NUMBER}),
    Want.BOOLEAN: frozenset({ValueType.BOOLEAN}),
    Want.SWITCH: frozenset({ValueType.BOOLEAN, ValueType.TEXT, ValueType.NUMBER}),
    Want.NUMBER: frozenset({ValueType.NUMBER, ValueType.TEXT}),
    Want.LIST: frozenset({ValueType.LIST}),
    Want.WORDS: _ONE_VALUE | {ValueType.LIST},
    Want.DATE: _ONE_VALUE,
}
_MESSAGES = {
    Want.TEXT: "not-text",
    Want.LABEL: "not-text",
    Want.BOOLEAN: "not-boolean",
    Want.SWITCH: "not-boolean",
    Want.NUMBER: "not-number",
    Want.LIST: "not-list",
    Want.WORDS: "not-list",
    Want.DATE: "not-date",
}
_SHORTEST_NAME = 5  # of a known key that another one may be a slip for
_LONG_NAME = 10  # of one in which two letters may be wrong

_MAYBE_EMPTY = frozenset({ValueType.TEXT, ValueType.LIST})
# Python 3.11 looks for a member of an Enum, each time it is asked for, by a function of its own.
_EMPTY, _UNKNOWN = ValueType.EMPTY, ValueType.UNKNOWN
_DATE, _WORDS = Want.DATE, Want.WORDS

# The name of a message and the values for its words.
_Fault = tuple[str, dict[str, object]]


def front_matter_schema(article: Article, *, schema: str) -> Iterator[Hit]:
    """Report what the generator refuses or misreads, and what does not fit the user's schema."""
    wanted = schema_for(article.profile.site, article.source.path)
    head = article.front_matter
    if wanted is not None and not wanted.has_head:
        if head.format is not Format.NONE:
            yield Hit(first_line(article), message="shown")
        return
    # A head that cannot be read to its end says nothing about the keys that it lacks.
    is_whole = not head.problems
    if wanted is not None:
        yield from _file_name(article, wanted)
        if is_whole and wanted.required:
            yield from _missing(article, wanted.required)
        given = {entry.key for entry in head.entries}
        for entry in head.entries:
            if entry.key not in wanted.by_name:
                meant = _meant(entry.key, wanted, given)
                if meant is not None:
                    values = {"key": entry.key, "meant": meant}
                    yield Hit(entry.key_span, values, "misspelt-key")
            elif entry.key not in wanted.free:
                yield from _known(article, entry, wanted)
    if schema and is_whole:
        from kouetsu.checks.front_matter import own_schema

        yield from own_schema.hits(article, schema)


def _file_name(article: Article, wanted: Schema) -> Iterator[Hit]:
    slug = article.source.path.rpartition("/")[2].rpartition(".")[0]
    if wanted.slug is not None and not wanted.slug.fullmatch(slug):
        values = {"name": slug, "form": wanted.shown_slug}
        yield Hit(first_line(article), values, "file-name")


def _missing(article: Article, names: Iterable[str]) -> Iterator[Hit]:
    head = article.front_matter
    given = {
        entry.key
        for entry in head.entries
        if not _is_empty(entry.value, type_of(entry.value, head.format))
    }
    missing = [name for name in names if name not in given]
    if missing:
        yield Hit(first_line(article), {"keys": ", ".join(missing)}, "missing-key")


def _is_empty(value: Value, kind: ValueType) -> bool:
    return kind is _EMPTY or (kind in _MAYBE_EMPTY and not (_items(value) or _text(value)))


def _items(value: Value) -> tuple[Value, ...]:
    return value.items if isinstance(value, Sequence) else ()


def _text(value: Value) -> str:
    return value.text if isinstance(value, Scalar) else ""


def _known(article: Article, entry: Entry, wanted: Schema) -> Iterator[Hit]:
    key, value = wanted.by_name[entry.key], entry.value
    kind = type_of(value, article.front_matter.format)
    if kind is _UNKNOWN or _is_empty(value, kind):
        return
    fault = _fault(value, kind, key, wanted)
    if fault is not None:
        message, values = fault
        yield Hit(value.span, {"key": key.name, **values}, message)
    if key.longest_item is not None:
        yield from _long_items(value, key, key.longest_item)


def _long_items(value: Value, key: Key, longest: int) -> Iterator[Hit]:
    for item in _items(value):
        if _units(_text(item)) > longest:
            yield Hit(item.span, {"key": key.name, "limit": longest}, "too-long")


def _fault(value: Value, kind: ValueType, key: Key, wanted: Schema) -> _Fault | None:
    """Return what is wrong with a value, if anything is."""
    want, text = key.want, _text(value).strip()
    if kind not in _FITTING[want]:
        return _MESSAGES[want], {}
    is_kept = _KEPT.get((want, kind))
    if is_kept is not None and not is_kept(text):
        return _MESSAGES[want], {}
    if want is _WORDS and any(sign in text for sign in ",、，"):
        return "comma-list", {}
    return _date_fault(text, key, wanted) or _form_fault(text, key) or _size_fault(value, key)


def _is_switch(text: str) -> bool:
    return text.lower() in _SWITCHES


def _is_number(text: str) -> bool:
    return text.lstrip("+-").replace(".", "", 1).isdigit()


def _is_shown_as_written(number: str) -> bool:
    """Say whether a number that has been read and written again is the same: 1.10 becomes 1.1."""
    return number.isascii() and (number == "0" or (number.isdigit() and number[0] != "0"))


# What a value of a type that may pass must be, so that it is not turned into something else.
_KEPT = {
    (Want.SWITCH, ValueType.TEXT): _is_switch,
    (Want.NUMBER, ValueType.TEXT): _is_number,
    (Want.LABEL, ValueType.NUMBER): _is_shown_as_written,
}


def _date_fault(text: str, key: Key, wanted: Schema) -> _Fault | None:
    if key.want is not _DATE:
        return None
    if moment_of(text) is Fault.IMPOSSIBLE:
        return "impossible-date", {}
    is_read = wanted.date_form is None or wanted.date_form.fullmatch(text)
    return None if is_read else ("not-date", {})


def _form_fault(text: str, key: Key) -> _Fault | None:
    if key.choices and text not in key.choices:
        return "choice", {"choices": ", ".join(key.choices)}
    if key.form is not None and not key.form.fullmatch(text):
        return "form", {"form": key.shown_form}
    return None


def _size_fault(value: Value, key: Key) -> _Fault | None:
    if key.longest is not None and _units(_text(value)) > key.longest:
        return "too-long", {"limit": key.longest}
    if key.most is not None and len(_items(value)) > key.most:
        return "too-many", {"limit": key.most}
    return None


def _units(text: str) -> int:
    """Return the length as JavaScript counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _meant(name: str, wanted: Schema, given: Collection[str]) -> str | None:
    """Return the known key, none of the `given` ones, that an unknown one is a slip for, if any."""
    for other, meant in wanted.instead:
        if name == other and meant not in given:
            return meant
    for known in _alike(name, wanted.names, wanted.knows_case):
        if known not in given:
            return known
    return None


@lru_cache(maxsize=1024)  # the heads of a site have the same keys
def _alike(name: str, names: tuple[str, ...], knows_case: bool) -> tuple[str, ...]:
    """Return the known keys that an unknown one may be a slip for, the likeliest first."""
    plain = unicodedata.normalize("NFKC", name).strip()
    same = [
        known
        for known in names
        if plain == known or (knows_case and name.casefold() == known.casefold())
    ]
    slips = () if name in OWN_NAMES else filter(partial(_is_slip, name), names)
    return (*same, *slips)


def _is_slip(name: str, known: str) -> bool:
    """Say whether one letter of `known` is missing, added, wrong or swapped (two of a long key).

    A word with an ending more or less (tag, tags, published) is a key of its own.
    """
    allowed = 2 if len(known) >= _LONG_NAME else 1
    if len(known) < _SHORTEST_NAME or abs(len(name) - len(known)) > allowed:
        return False
    if name.startswith(known) or known.startswith(name) or name.casefold() == known.casefold():
        return False
    from rapidfuzz.distance import OSA

    return OSA.distance(name, known) <= allowed
