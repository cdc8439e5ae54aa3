"""Reads the YAML of a plain head: a key on each line, its value on the same one or in a list below.

A value may also be a table of texts, or a list of such, as JSON writes it.

Nine of ten heads are plain. To read them so takes a fourth of what libyaml and its events take,
and libyaml has not to be loaded. Whatever is not surely plain is left to the reader of all YAML.
"""

from __future__ import annotations

from kouetsu.article.front_matter import Entry, Reading, Scalar, Sequence, Table, Value
from kouetsu.article.source import Span
from kouetsu.patterns import compiled

_LONGEST = 20_000  # code points, so that there are fewer keys and values than are ever read
_LONGEST_KEY = 100
_BEFORE_KEY = compiled(r"\n(?=[A-Za-z_])")
_KEY = compiled(rf"([A-Za-z_][A-Za-z0-9_-]{{0,{_LONGEST_KEY - 1}}}+):(?![^ \n]) *+")
# A value without quotes that stands for nothing but its characters.
_WORDS = compiled(r"(?:[A-Za-z0-9_/.~(]|[^\x00-\x7f])(?:[^\s:#]| +(?=[^\s:#])|:(?=[^\s:#]))*+")
# Tables as JSON writes them, of texts without escapes; a list of them.
_PAIR = compiled(r'"([^"\\]++)": ("([^"\\]*+)")')
_TABLE = compiled(rf"\{{(?:{_PAIR.pattern}(?:, (?=\")|(?=\}})))+\}}")
_TABLES = compiled(r'\[(?:\{(?:"[^"\\]++": "[^"\\]*+"(?:, (?=")|(?=\})))+\}(?:, (?=\{)|(?=\])))+\]')
# What ends or splits such a value in a list in brackets.
_SIGNS_OF_LISTS = frozenset("[]{}:?\"'")


def read(text: str, content: Span) -> Reading | None:
    """Read the YAML under `content`; return None where it is not surely plain."""
    given = text[content.start : content.end]
    # Tabs, carriage returns and all that libyaml refuses are not printable.
    is_clean = given.endswith("\n") and given.replace("\n", "").isprintable()
    if not is_clean or len(given) > _LONGEST:
        return None
    entries: dict[str, Entry] = {}
    offset = end = content.start
    for part in _BEFORE_KEY.split(given[:-1]):
        entry = _entry(part, offset)
        if entry is None or entry.key in entries:
            return None
        entries[entry.key] = entry
        offset += len(part) + 1
        end = entry.value.span.end
    return Reading(Table(Span(content.start, end), tuple(entries.values())), ())


def _entry(part: str, offset: int) -> Entry | None:
    """Return the key that stands at an offset of the source, and its value."""
    key = _KEY.match(part)
    if key is None:
        return None
    end = offset + key.end(1)
    words = part[key.end() :].rstrip(" ")
    if words:
        value = _value(words, offset + key.end())
    else:
        value = Scalar(Span(end + 1, end + 1), "", is_plain=True)
    return None if value is None else Entry(key[1], Span(offset, end), value)


def _value(words: str, offset: int) -> Value | None:
    """Return the value that the rest of a key's lines is, without the blanks around it."""
    if "\n" in words:
        return _lines(words[1:], offset + 1) if words[0] == "\n" else None
    if words[0] == "{":
        return _table(words, offset)
    return _list(words, offset) if words[0] == "[" else _scalar(words, offset)


def _scalar(words: str, offset: int) -> Scalar | None:
    span = Span(offset, offset + len(words))
    quote = words[:1]
    if quote in ('"', "'"):
        is_whole = words.count(quote) == 2 and words[-1] == quote and "\\" not in words
        return Scalar(span, words[1:-1], is_plain=False) if is_whole else None
    is_plain = words.isalnum() or _WORDS.fullmatch(words)
    return Scalar(span, words, is_plain=True) if is_plain else None


def _list(words: str, offset: int) -> Sequence | None:
    """Return a list in brackets."""
    if words[-1] != "]":
        return None
    if words[1] == "{":
        return _tables(words, offset)
    inner = words[1:-1]
    items: list[Scalar] = []
    start = offset + 1
    for part in inner.split(",") if inner.strip(" ") else ():
        given = part.lstrip(" ")
        item = _scalar(given.rstrip(" "), start + len(part) - len(given))
        if item is None or (item.is_plain and not _SIGNS_OF_LISTS.isdisjoint(item.text)):
            return None
        items.append(item)
        start += len(part) + 1
    return Sequence(Span(offset, offset + len(words)), tuple(items))


def _tables(words: str, offset: int) -> Sequence | None:
    """Return a list of tables in brackets, as JSON writes it."""
    if not _TABLES.fullmatch(words):
        return None
    items = [_table(each[0], offset + each.start()) for each in _TABLE.finditer(words)]
    tables = tuple(item for item in items if item is not None)
    is_whole = len(tables) == len(items)
    return Sequence(Span(offset, offset + len(words)), tables) if is_whole else None


def _table(words: str, offset: int) -> Table | None:
    """Return a table in braces, as JSON writes it, whose keys differ."""
    if not _TABLE.fullmatch(words):
        return None
    entries: dict[str, Entry] = {}
    for pair in _PAIR.finditer(words):
        key, value = pair[1], Span(offset + pair.start(2), offset + pair.end(2))
        if key in entries or len(key) > _LONGEST_KEY:
            return None
        key_span = Span(offset + pair.start(), offset + pair.end(1) + 1)
        entries[key] = Entry(key, key_span, Scalar(value, pair[3], is_plain=False))
    return Table(Span(offset, offset + len(words)), tuple(entries.values()))


def _lines(lines: str, offset: int) -> Sequence | None:
    """Return a list whose items stand on lines of their own, below a key."""
    mark = " " * (len(lines) - len(lines.lstrip(" "))) + "- "
    items: list[Scalar] = []
    start = offset
    for line in lines.split("\n"):
        given = line[len(mark) :].lstrip(" ")
        item = _scalar(given.rstrip(" "), start + len(line) - len(given))
        if item is None or not line.startswith(mark):
            return None
        items.append(item)
        start += len(line) + 1
    return Sequence(Span(offset + len(mark) - 2, items[-1].span.end), tuple(items))
