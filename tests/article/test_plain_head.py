"""What is read as a plain head is what the reader of all YAML makes of it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kouetsu.article import plain_head, yaml_reader
from kouetsu.article.front_matter import Reading, Scalar, Sequence, Table, Value
from kouetsu.article.source import Span

PIECES = (
    *(
        '{"a": "b"',
        ', "c": "、{"',
        "}",
        "}]",
        "a",
        "b",
        "k2",
        "-",
        "_",
        "0",
        "5",
        ".",
        "~",
        "(",
        "/",
        ":",
        ": ",
        " ",
        "  ",
        ",",
        ", ",
        "[",
    ),
    *("]", '"', "'", "#", "?", "!", "&", "*", "|", ">", "%", "@", "`", "{", "}", "=", "<", "\\"),
    *("\n", "\n- ", "\n  - ", "\nk: ", "\na: ", "\nb:\n- ", '"x"', "'y'", '["a", b]', "---", "..."),
    *("港", "あ", "。", "「", "é", "🎉", "\u3000", "\xa0", "\x7f", "\u200d", "²", "\u0301", "\t"),
)
FEW = st.lists(st.sampled_from(PIECES), max_size=5).map("".join)
LINE = st.tuples(
    st.sampled_from(("a", "b", "x-y", "_z")),
    st.sampled_from((": ", ":", ":\n- ", ":\n  - ", ": [", ": [{", ": {", ': "', ": '")),
    FEW,
    st.sampled_from(("", "]", '"', "'")),
).map("".join)
HEADS = st.lists(LINE, min_size=1, max_size=4).map("\n".join) | FEW


def read(head: str) -> Reading | None:
    text = f"---\n{head}\n---\n"
    return plain_head.read(text, Span(4, len(text) - 4))


@settings(deadline=None, max_examples=1000)
@given(head=HEADS)
def test_a_plain_head_is_read_as_all_yaml_is(head: str) -> None:
    text = f"---\n{head}\n---\n"
    reading = read(head)
    assert reading is None or reading == yaml_reader.read(text, Span(4, len(text) - 4))


def shown(value: Value) -> object:
    match value:
        case Scalar():
            return value.text
        case Sequence():
            return [shown(item) for item in value.items]
        case Table():
            return {entry.key: shown(entry.value) for entry in value.entries}


def test_a_plain_head_has_words_quotations_and_lists() -> None:
    reading = read(
        "title: \"港: 朝\"\ndate: 2025-09-08 02:10:21 +0000\nempty:\nsubtitle: '市場'\n"
        'tags: ["港", 朝 市]' + '\nlist:\n- 甲\n- "乙"\nindented:\n  - 丙'
    )
    assert reading is not None
    assert reading.root is not None
    assert shown(reading.root) == {
        "title": "港: 朝",
        "date": "2025-09-08 02:10:21 +0000",
        "empty": "",
        "subtitle": "市場",
        "tags": ["港", "朝 市"],
        "list": ["甲", "乙"],
        "indented": ["丙"],
    }


@pytest.mark.parametrize(
    "head",
    [
        *(
            "a: b: c",
            "a: b # c",
            "a: &x b",
            "a: *x",
            "a: !!str b",
            "a: |\n  b",
            "a: 'b''c'",
            "a: -",
        ),
        *('a: "b\\n"', 'a: "b\n  c"', "a: b\n  c", "a:\n  b: c", "a: {b: c}", "a: [b, [c]]", "- a"),
        *("a: [b: c]", "a: [b,]", "a: b\na: c", "a:\tb", "a:b", "a : b", "港: b", "a: b\r\nc: d"),
        *("a", "", "a: b\n\nc: d", "# a", "a: b\u3000c", "a: b\u2028c", "a: ,b", "a: x\n- b"),
        *("a: - b", "a:\n- b\n  - c"),
    ],
)
def test_any_other_head_is_left_to_the_reader_of_all_yaml(head: str) -> None:
    assert read(head) is None
