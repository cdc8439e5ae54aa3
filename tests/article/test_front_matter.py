"""The head of a post: places, values, syntax problems, and hostile input."""

from __future__ import annotations

import itertools

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from endless import ended
from kouetsu.article import front_matter
from kouetsu.article.front_matter import Format, FrontMatter, Scalar, Sequence, Table, Value
from kouetsu.article.source import Span

BODY = "本文です。\n"


def head(content: str) -> str:
    return f"---\n{content}---\n{BODY}"


def toml(content: str) -> str:
    return f"+++\n{content}+++\n{BODY}"


def body(text: str) -> str:
    return text[front_matter.parse(text).body_start :]


def written(text: str, key: str) -> str:
    """Return the source under the value of a top-level key."""
    value = front_matter.parse(text).get(key)
    assert value is not None
    return text[value.span.start : value.span.end]


def problems(text: str) -> list[tuple[str, str]]:
    """Return the kind of each problem and the source under it."""
    found = front_matter.parse(text).problems
    return [(problem.kind, text[problem.span.start : problem.span.end]) for problem in found]


def strings(text: str) -> list[tuple[str, str]]:
    return [(path, scalar.text) for path, scalar in front_matter.parse(text).strings]


# Where a head lies


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: 花\n---\n" + BODY,
        "---\r\ntitle: 花\r\n---\r\n" + BODY,
        "---\rtitle: 花\r---\r" + BODY,
        "---  \ntitle: 花\n--- \t\n" + BODY,
        "---\ntitle: 花\n...\n" + BODY,
        "+++\ntitle = '花'\n+++\n" + BODY,
        "+++\r\ntitle = '花'\r\n+++\r\n" + BODY,
    ],
)
def test_the_body_begins_after_the_closing_fence(text: str) -> None:
    read = front_matter.parse(text)
    assert read.text("title") == "花"
    assert read.problems == ()
    assert text[read.body_start :] == BODY
    assert text[: read.span.end].rstrip(" \t")[-3:] in ("---", "...", "+++")


@pytest.mark.parametrize("text", ["---\ntitle: 花\n---", "---\n---", "---\n\n---\n", "+++\n+++"])
def test_a_head_may_be_empty_or_end_the_file(text: str) -> None:
    read = front_matter.parse(text)
    assert read.format is not Format.NONE
    assert read.problems == ()
    assert read.body_start == len(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        BODY,
        "# 題\n\n---\ntitle: 花\n---\n",
        "---",
        "---\n",
        "---\n\n" + BODY,
        "---\n\n" + BODY + "\n---\n\n次の話。\n",
        "---\n" + BODY + "\n次の話。\n\n---\n",
        "---\nNote: これは注意書きです。\n\n" + BODY,
        " ---\ntitle: 花\n---\n",
        "----\ntitle: 花\n----\n",
        "```yaml\ntitle: 花\n```\n",
        "```yaml\n---\napiVersion: v1\n---\nkind: Pod\n```\n",
        "+++ 追記 +++\n",
    ],
)
def test_what_only_resembles_a_head_is_body(text: str) -> None:
    read = front_matter.parse(text)
    assert read == FrontMatter(Format.NONE, Span(0, 0), 0)


def test_a_fence_inside_a_value_or_the_body_does_not_end_the_head() -> None:
    text = head("note: |\n  ---\n  続き\ntext: '行\n  ---\n  行'\n") + "\n```\n---\n```\n\n---\n"
    read = front_matter.parse(text)
    assert read.text("note") == "---\n続き\n"
    assert read.text("text") == "行 --- 行"
    assert text[read.body_start :].startswith(BODY)


def test_a_fence_inside_a_string_of_toml_does_not_end_the_head() -> None:
    text = toml('a = """\n+++\n"""\nb = \'\'\'\n+++\n\'\'\' # "\n')
    assert strings(text) == [("a", "+++\n"), ("b", "+++\n")]
    assert body(text) == BODY


def test_only_real_line_ends_end_lines() -> None:
    text = head("title: 花\u2028---\u0085と\x0c\ndate: 2025-04-01\n")
    read = front_matter.parse(text)
    assert read.text("date") == "2025-04-01"
    assert written(text, "date") == "2025-04-01"
    assert [kind for kind, _ in problems(text)] == ["control-character"]  # the form feed


def test_a_line_separator_is_an_ordinary_character_of_a_value() -> None:
    text = head("title: 花\u2028鳥\u0085風\ndate: x\n")
    assert strings(text) == [("title", "花\u2028鳥\u0085風"), ("date", "x")]
    assert problems(text) == []


# Values and their places


def test_values_stay_as_they_are_written() -> None:
    text = head("a: yes\nb: 12:30\nc: 2025-02-30\nd: 0o17\ne: 1_000\nf: ~\ng: 9999/99/99\nh: .5\n")
    assert [value for _, value in strings(text)] == [
        "yes", "12:30", "2025-02-30", "0o17", "1_000", "~", "9999/99/99", ".5",
    ]  # fmt: skip


def test_the_shapes_of_real_heads_are_read() -> None:
    text = head(
        "date : 2025/04/01  # 公開日\ncSpell:ignore: densha\nempty:\n"
        "text: >-\n  二行に\n  分けて\n\n# 覚え書き\ntags: [a, '', \"b\"]\n"
        "faq:\n- question: 何時から？\n  answer: 七時から。\n- question: 休みは？\n"
        "'quoted key': 'it''s'\n"
    )
    assert strings(text) == [
        ("date", "2025/04/01"),
        ("cSpell:ignore", "densha"),
        ("empty", ""),
        ("text", "二行に 分けて"),
        ("tags", "a"),
        ("tags", ""),
        ("tags", "b"),
        ("faq.question", "何時から？"),
        ("faq.answer", "七時から。"),
        ("faq.question", "休みは？"),
        ("quoted key", "it's"),
    ]
    assert problems(text) == []
    assert written(text, "date") == "2025/04/01"
    assert written(text, "empty") == ""
    assert written(text, "text") == ">-\n  二行に\n  分けて"
    assert written(text, "tags") == "[a, '', \"b\"]"
    assert written(text, "faq").endswith("question: 休みは？")
    assert written(text, "quoted key") == "'it''s'"


def test_a_list_does_not_reach_over_the_comment_below_it() -> None:
    text = head("tags:\n  - 花\n  - 鳥\n# 風\ndate: x\n")
    assert written(text, "tags") == "- 花\n  - 鳥"


def test_anchors_and_tags_are_not_part_of_a_value() -> None:
    text = head("a: &x '花'\nb: !!str 鳥\nc: &y [1]\n")
    assert (written(text, "a"), written(text, "b"), written(text, "c")) == ("'花'", "鳥", "[1]")


def test_an_alias_is_read_but_not_followed() -> None:
    text = head("a: &x 花\nb: *x\nc: &y [1]\nd: *y\n")
    read = front_matter.parse(text)
    assert read.get("b") == Scalar(Span(15, 17), "花", is_plain=False, is_alias=True)
    assert read.text("d") == ""
    assert [path for path, _ in read.strings] == ["a", "c"]


def test_tables_and_arrays_of_toml_are_nested() -> None:
    text = toml(
        "title = '花' # 題\ndate = 2025-04-01 07:30:00\na.b = [1, {c = '鳥'}]\n"
        '[params]\n"色 ①" = "\\u8d64"\n'
        '[[items]]\nname = "一"\n[[items]]\nname = "二"\n[items.more]\nn = 3\n'
    )
    assert strings(text) == [
        ("title", "花"),
        ("date", "2025-04-01 07:30:00"),
        ("a.b", "1"),
        ("a.b.c", "鳥"),
        ("params.色 ①", "赤"),
        ("items.name", "一"),
        ("items.name", "二"),
        ("items.more.n", "3"),
    ]
    assert problems(text) == []
    assert written(text, "title") == "'花'"
    items = front_matter.parse(text).get("items")
    assert isinstance(items, Sequence)
    assert len(items.items) == 2


def test_the_last_of_equal_keys_is_the_value_and_both_are_entries() -> None:
    read = front_matter.parse(head("a: 1\na: 2\n"))
    assert read.text("a") == "2"
    assert [entry.key for entry in read.entries] == ["a", "a"]
    assert read.text("b") is None
    assert front_matter.parse(head("a: [1]\n")).text("a") is None


def test_part_of_a_value_is_found_in_the_source_unless_escapes_shift_it() -> None:
    text = head('a: "花 鳥"\nb: 花 鳥\nc: "花\\u9ce5"\n')
    read = front_matter.parse(text)
    for key, expected in (("a", "鳥"), ("b", "鳥"), ("c", '"花\\u9ce5"')):
        value = read.get(key)
        assert isinstance(value, Scalar)
        place = value.part(text, 2 if key != "c" else 1, 3 if key != "c" else 2)
        assert text[place.start : place.end] == expected


PLAIN = st.text(st.characters(codec="utf-8", categories=["L", "N"]), min_size=1, max_size=20)
QUOTED = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\"'\\\ufeff"),
    max_size=30,
)


@given(st.lists(PLAIN, min_size=1, max_size=4), st.sampled_from(["\n", "\r\n"]))
def test_plain_values_are_the_source_under_their_span(values: list[str], newline: str) -> None:
    lines = [f"k{number}: {value}" for number, value in enumerate(values)]
    text = newline.join(["---", *lines, "---", "本文"])
    for number, value in enumerate(values):
        scalar = front_matter.parse(text).get(f"k{number}")
        assert isinstance(scalar, Scalar)
        assert (scalar.text, scalar.is_plain) == (value, True)
        assert text[scalar.span.start : scalar.span.end] == value


@given(st.lists(QUOTED, min_size=1, max_size=4), st.sampled_from(["'", '"']), st.booleans())
def test_quoted_values_are_the_source_under_their_span(
    values: list[str], quote: str, is_toml: bool
) -> None:
    fence, sign = ("+++", " =") if is_toml else ("---", ":")
    lines = [f"k{number}{sign} {quote}{value}{quote}" for number, value in enumerate(values)]
    text = "\n".join([fence, *lines, fence, "本文"])
    read = front_matter.parse(text)
    assert read.problems == ()
    for number, value in enumerate(values):
        scalar = read.get(f"k{number}")
        assert isinstance(scalar, Scalar)
        assert (scalar.text, scalar.is_plain) == (value, False)
        assert text[scalar.span.start : scalar.span.end] == f"{quote}{value}{quote}"


SOUP = st.text(st.sampled_from("---+++.:=[]{}\"'`#&*!|>-, \t\r\n\u2028abc花0"), max_size=120)


@given(SOUP, st.sampled_from(["", "---\n", "+++\n", "\n---\n", "```yaml\n---\n"]))
def test_any_text_is_read_without_an_error_and_with_spans_inside_it(soup: str, start: str) -> None:
    text = f"{start}{soup}"
    read = front_matter.parse(text)
    assert 0 <= read.span.start <= read.span.end <= read.body_start <= len(text)
    for problem in read.problems:
        assert 0 <= problem.span.start <= problem.span.end <= len(text)
    for value in values_of(Table(read.span, read.entries)):
        assert 0 <= value.span.start <= value.span.end <= len(text)


def values_of(value: Value) -> list[Value]:
    match value:
        case Scalar():
            return [value]
        case Sequence():
            return [value, *(each for item in value.items for each in values_of(item))]
        case Table():
            return [value, *(v for entry in value.entries for v in values_of(entry.value))]


# Problems


@pytest.mark.parametrize(
    ("content", "kind", "place"),
    [
        ('title: "朝の"市場"から"\n', "text-after-quote", '市場"から"'),
        ("title: 港: 朝の市場\n", "colon-in-value", ": 朝の市場"),
        ("title: 港\n date: x\n", "indentation", "date"),
        ("title:港\ndate: x\n", "no-colon", "title:港"),
        ("date: x\ntitle 港\n", "no-colon", "title 港"),
        ("title: 港\n- 市場\n", "no-key", "- 市場"),
        ("a:\n  - 一\n - 二\n", "uneven-indentation", "- 二"),
        ('title: "港\ndate: x\n', "open-quote", '"港'),
        ("tags: [港, 市場\ndate: x\n", "open-bracket", "[港, 市場"),
        ("tags: {港: 市場\ndate: x\n", "open-bracket", "{港: 市場"),
        ("author: @minato\n", "reserved-character", "@minato"),
        ("title: *強調*\n", "reserved-character", "*強調*"),
        ('path: "a\\q"\n', "backslash", '\\q"'),
        ("tags: - 港\n", "list-after-key", "- 港"),
        ("text: |港\n  市場\n", "text-after-sign", "港"),
        ("tags:\n\t- 港\n", "tab", "\t"),
        ("date: ? 未定\n", "reserved-character", "? 未定"),
        ("date: x\n--- 港\n", "second-document", "--- 港"),
        ("title: 港\x07\n", "control-character", "\x07"),
        ("title: *none\n", "reserved-character", "*none"),
        ("港の朝市\n", "not-a-mapping", "港の朝市"),
        ("- 港\n", "not-a-mapping", "- 港"),
    ],
)
def test_a_slip_in_yaml_is_named_where_it_stands(content: str, kind: str, place: str) -> None:
    text = head(content)
    assert problems(text) == [(kind, place)]
    assert body(text) == BODY


@pytest.mark.parametrize(
    ("content", "kind", "place"),
    [
        ("title = 港\n", "toml-value", "港"),
        ("date = 1\r\ntitle = \n", "toml-statement", "title = "),
        ("title: 港\n", "toml-statement", "title: 港"),
        ("a b = 1\n", "toml-statement", "a b = 1"),
        ('title = "港\ndate = 1\n', "open-quote", '"港'),
        ('title = """港\n', "open-quote", '"""港'),
        ("[menu\na = 1\n", "open-bracket", "[menu"),
        ("date = 2025-02-30\n", "toml-value", "2025-02-30"),
        ("a = 1 b\n", "text-after-value", "b"),
        ("a = 2025-13-01\n", "toml-value", "2025-13-01"),
        ("a = 'x'\x01\n", "control-character", "\x01"),
    ],
)
def test_a_slip_in_toml_is_named_where_it_stands(content: str, kind: str, place: str) -> None:
    text = toml(content)
    assert problems(text) == [(kind, place)]
    assert body(text) == BODY


@pytest.mark.parametrize(
    "text",
    [
        head("tags: a\nmenu:\n  x: 1\n  x: 2\n").replace("x: 2", "x: 2\ntags: b"),
        toml("tags = 1\ntags = 2\n[menu]\nx = 1\nx = 2\n"),
    ],
)
def test_equal_keys_are_named_with_the_first_one_at_any_level(text: str) -> None:
    found = {p.values["key"]: p for p in front_matter.parse(text).problems}
    assert set(found) == {"tags", "x"}
    for problem in found.values():
        assert problem.related is not None
        assert problem.related.start < problem.span.start
        first = text[problem.related.start : problem.related.end]
        assert first == text[problem.span.start : problem.span.end] == problem.values["key"]


def test_a_merge_key_may_stand_twice() -> None:
    assert problems(head("a: &x {b: 1}\nc:\n  <<: *x\n  <<: *x\n")) == []


def test_what_stands_before_a_slip_is_kept() -> None:
    text = head('title: 港\ntags: [市場, 朝]\nauthor: "a "b"\ndate: x\n')
    assert strings(text) == [("title", "港"), ("tags", "市場"), ("tags", "朝"), ("author", "a ")]


@pytest.mark.parametrize(
    "rest",
    [
        "\n本文です。\n",
        "\n本文です。\n\n---\n\n次の話。\n",
        "\n# 見出し\n\n本文です。\n\n---\n",
        "----\n本文です。\n",
    ],
)
def test_a_head_that_is_not_closed_ends_at_its_last_line(rest: str) -> None:
    text = f"---\ntitle: 港\ntags:\n  - 朝\n\ndate: x\n{rest}"
    read = front_matter.parse(text)
    assert [problem.kind for problem in read.problems] == ["missing-fence"]
    assert read.problems[0].related is not None
    assert text[read.problems[0].related.start : read.problems[0].related.end] == "date: x"
    assert read.text("date") == "x"
    assert text[read.body_start :] == rest


def test_a_head_of_toml_that_is_not_closed_ends_at_its_last_line() -> None:
    text = "+++\ntitle = '港'\n[menu]\nx = 1\n\n本文です。\n"
    assert problems(text) == [("missing-fence", "+++")]
    assert body(text) == "\n本文です。\n"


def test_a_closed_head_with_a_slip_is_not_taken_for_an_open_one() -> None:
    text = head('title: "a "b"\n\nこの行は誤って入った。\ndate: x\n')
    assert [kind for kind, _ in problems(text)] == ["text-after-quote"]
    assert body(text) == BODY


@pytest.mark.parametrize("blank", ["\n", "\r\n\r\n", " \t\n\n"])
def test_a_head_under_blank_lines_is_read_and_named(blank: str) -> None:
    text = blank + head("title: 港\n")
    assert problems(text) == [("late-fence", "---")]
    assert strings(text) == [("title", "港")]
    assert body(text) == BODY


def test_a_head_in_a_code_block_is_read_and_named() -> None:
    text = "```yaml\n" + "---\ntitle: 港\n---\n```\n" + BODY
    assert problems(text) == [("fenced-head", "```yaml")]
    assert body(text) == BODY


def test_a_whole_post_in_a_code_block_is_read_and_named() -> None:
    text = "```markdown\n" + head("title: 港\n") + "```\n"
    assert problems(text) == [("fenced-head", "```markdown")]
    assert body(text) == BODY + "```\n"


# Hostile input


def bomb() -> str:
    lines = ["a: &a [花]\n"]
    for target, name in itertools.pairwise("abcdefgh"):
        lines.append(f"{name}: &{name} [{', '.join([f'*{target}'] * 9)}]\n")
    return head("".join(lines))


HOSTILE = {
    "30,000 open brackets": head("a: " + "[" * 30_000 + "\n"),
    "30,000 closed brackets": head("a: " + "[" * 30_000 + "]" * 30_000 + "\n"),
    "30,000 flow maps": head("a: " + "{a: " * 30_000 + "\n"),
    "30,000 list marks": head("- " * 30_000 + "\n"),
    "30,000 complex keys": head("? " * 30_000 + "\n"),
    "a bomb of aliases": bomb(),
    "a value of 5 MB": head("a: " + "花" * 1_700_000 + "\nb: 1\n"),
    "a quoted value of 5 MB": head('a: "' + "花" * 1_700_000 + '"\nb: 1\n'),
    "an open quote over 5 MB": '---\na: "' + "花\n" * 1_250_000,
    "a million items": head("a: [" + "a, " * 1_000_000 + "]\n"),
    "a file of blank lines": "\n" * 5_000_000,
    "30,000 brackets of TOML": toml("a = " + "[" * 30_000 + "\n"),
    "30,000 parts of a key of TOML": toml("a." * 30_000 + "b = 1\n"),
    "many quotes of TOML": toml("a = " + '\\"""' * 100_000 + "\n"),
    "a value of 5 MB of TOML": toml('a = "' + "花" * 1_700_000 + '"\nb = 1\n'),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_heads_cost_little_and_never_the_process(name: str) -> None:
    read = ended(lambda: front_matter.parse(HOSTILE[name]))
    assert len(read.problems) <= 2
    if name.startswith("30,000"):
        assert [problem.kind for problem in read.problems] == ["too-deep"]
    if "value of 5 MB" in name:
        assert [entry.key for entry in read.entries] == ["a", "b"]


def test_a_bomb_of_aliases_is_not_expanded() -> None:
    read = front_matter.parse(bomb())
    assert read.problems == ()
    assert len(list(read.strings)) == 1


@pytest.mark.parametrize("content", ["title: 港\ntags: [a, 'b']\n", "a: [[[b]]]\nc: x: y\n"])
def test_the_parser_without_libyaml_reads_the_same(
    content: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_libyaml = front_matter.parse(head(content))
    monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    without = front_matter.parse(head(content))
    assert without.entries == with_libyaml.entries
    assert [p.kind for p in without.problems] == [p.kind for p in with_libyaml.problems]
