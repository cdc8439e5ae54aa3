"""Malformed heads through the whole program: each has its kind, line and words, soon."""

from __future__ import annotations

import itertools
from functools import cache
from pathlib import Path

import pytest

from endless import ended
from kouetsu import linter, rule_files
from kouetsu.article import Profile
from kouetsu.catalogue import LANGUAGES
from kouetsu.config import ActiveRule, Settings
from rule_cases import is_worded_by

RULE = Path(__file__).parents[3] / "rules" / "front-matter" / "front-matter-syntax.md"
BODY = "本文です。\n"


@cache
def settings(language: str) -> Settings:
    rule = rule_files.read(RULE).rule
    return Settings(Profile(), language, (ActiveRule(rule, rule.severity, rule.options),))


def yaml(content: str) -> str:
    return f"---\n{content}---\n{BODY}"


def toml(content: str) -> str:
    return f"+++\n{content}+++\n{BODY}"


# What stands in the file, and the kind and 1-based line of each finding.
HEADS: dict[str, tuple[str, list[tuple[str, int]]]] = {
    # fences
    "not closed": (f"---\ntitle: 花\ndate: x\n\n{BODY}", [("missing-fence", 1)]),
    "not closed, TOML": (f"+++\ntitle = '花'\n\n{BODY}", [("missing-fence", 1)]),
    "not closed, no body": ("---\ntitle: 花", [("missing-fence", 1)]),
    "closed by the other fence": (f"---\ntitle: 花\n+++\n{BODY}", [("missing-fence", 1)]),
    "closed by an indented fence": (f"---\ntitle: 花\n ---\n{BODY}", [("missing-fence", 1)]),
    "text on the closing fence": (f"---\ntitle: 花\n---{BODY}", [("missing-fence", 1)]),
    "blank lines above": ("\n\n" + yaml("title: 花\n"), [("late-fence", 3)]),
    "in a code block": (f"```yaml\n{yaml('title: 花' + chr(10))}```\n", [("fenced-head", 1)]),
    "a code block around all": (
        "```markdown\n" + yaml("title: 花\n") + "```\n",
        [("fenced-head", 1)],
    ),
    # indentation and blanks
    "a tab before a list": (yaml("a:\n\t- b\n"), [("tab", 3)]),
    "a tab before a key": (yaml("a: b\n\tc: d\n"), [("tab", 3)]),
    "a line of a tab": (yaml("\t\n"), [("tab", 2)]),
    "a key too far right": (yaml("a: b\n c: d\n"), [("indentation", 3)]),
    "a key too far left": (yaml("a:\n    b: 1\n  c: 2\n"), [("uneven-indentation", 4)]),
    "the first key too far right": (yaml("  a: b\nc: d\n"), [("uneven-indentation", 3)]),
    "an item too far left": (yaml("a:\n  - b\n - c\n"), [("uneven-indentation", 4)]),
    "full-width blanks": (yaml("a:\n　- b\n"), [("wide-space", 3)]),
    "no-break blanks": (yaml("a:\n\xa0\xa0- b\n"), [("wide-space", 3)]),
    "dashes without blanks": (yaml("a:\n  -b\n  -c\n"), [("stuck-dash", 3)]),
    "a list on the line of its key": (yaml("a: - b\n"), [("list-after-key", 2)]),
    # keys
    "a key twice": (yaml("a: 1\nb: 2\na: 3\n"), [("duplicate-key", 4)]),
    "a key three times": (
        yaml("a: 1\na: 2\na: 3\n"),
        [("duplicate-key", 3), ("duplicate-key", 4)],
    ),
    "a key twice, once quoted": (yaml("a: 1\n'a': 2\n"), [("duplicate-key", 3)]),
    "a key twice in a table": (yaml("x:\n  a: 1\n  a: 2\n"), [("duplicate-key", 4)]),
    "a colon without a blank": (yaml("a:b\nc: d\n"), [("no-colon", 2)]),
    "a full-width colon": (yaml("a：b\nc: d\n"), [("no-colon", 2)]),
    "no colon": (yaml("a: b\nc d\n"), [("no-colon", 3)]),
    "an empty key": (yaml(": c\n"), [("no-key", 2)]),
    "a conflict of git": (yaml("<<<<<<< HEAD\na: b\n"), [("no-colon", 2)]),
    # values
    "a colon in a value": (yaml("a: b: c\n"), [("colon-in-value", 2)]),
    "an open double quote": (yaml('a: "花\n'), [("open-quote", 2)]),
    "an open single quote": (yaml("a: '花\nb: c\n"), [("open-quote", 2)]),
    "a quote inside quotes": (yaml('a: "b"c"\n'), [("text-after-quote", 2)]),
    "an apostrophe inside single quotes": (yaml("a: 'it's'\n"), [("text-after-quote", 2)]),
    "an open bracket": (yaml("a: [b, c\nd: e\n"), [("open-bracket", 2)]),
    "one bracket too many": (yaml("a: [b]]\n"), [("no-key", 2)]),
    "an open brace": (yaml("a: {b: c\nd: e\n"), [("open-bracket", 2)]),
    "items without a comma": (yaml("a: ['b' 'c']\n"), [("open-bracket", 2)]),
    "an at sign": (yaml("a: @b\n"), [("reserved-character", 2)]),
    "a backtick": (yaml("a: `b`\n"), [("reserved-character", 2)]),
    "a percent sign": (yaml("a: %b\n"), [("reserved-character", 2)]),
    "emphasis": (yaml("a: **b** c\n"), [("reserved-character", 2)]),
    "an exclamation mark": (yaml("a: !すごい\n"), [("reserved-character", 2)]),
    "an ampersand": (yaml("a: & b\n"), [("reserved-character", 2)]),
    "a question mark": (yaml("a: ? b\n"), [("reserved-character", 2)]),
    "bullets": (yaml("a:\n  * b\n  * c\n"), [("reserved-character", 3)]),
    "text after a bar": (yaml("a: | b\n"), [("text-after-sign", 2)]),
    "an unknown escape": (yaml('a: "\\q"\n'), [("backslash", 2)]),
    "half an escape": (yaml('a: "\\xZZ"\n'), [("backslash", 2)]),
    "an escaped surrogate": (yaml('a: "\\ud800"\n'), [("backslash", 2)]),
    "an alias of nothing": (yaml("a: *x\n"), [("reserved-character", 2)]),
    "an alias of itself": (yaml("a: &x [*x]\n"), [("reserved-character", 2)]),
    "a tag of another language": (
        yaml("a: !!python/object/apply:os.system ['x']\n"),
        [("unknown-tag", 2)],
    ),
    "a word for a tag": (yaml("a: !important b\n"), [("unknown-tag", 2)]),
    "a tag that does not end": (yaml("a: !<b c\n"), [("reserved-character", 2)]),
    # documents and characters
    "a directive": (yaml("%YAML 1.2\na: b\n"), [("syntax", 3)]),
    "a second document": (yaml("a: b\n--- c\nd: e\n"), [("second-document", 3)]),
    "only a list": (yaml("- a\n- b\n"), [("not-a-mapping", 2)]),
    "only a text": (yaml("ただの文\n"), [("not-a-mapping", 2)]),
    "a control character": (yaml("a: b\x01c\n"), [("control-character", 2)]),
    "NUL": (yaml("a: b\0c\n"), [("control-character", 2)]),
    "DEL": (yaml("a: b\x7fc\n"), [("control-character", 2)]),
    "a byte order mark inside": (yaml("a: b\n\ufeffc: d\n"), [("control-character", 3)]),
    "CRLF": ("---\r\na: b\r\nc: @d\r\n---\r\n", [("reserved-character", 3)]),
    "CR": ("---\ra: b\rc: @d\r---\r", [("reserved-character", 3)]),
    "all line ends": ("---\r\na: b\nc: @d\r---\n", [("reserved-character", 3)]),
    "a byte order mark before": ("\ufeff" + yaml("a: @b\n"), [("reserved-character", 2)]),
    "U+2028 in a value": (yaml("a: b\u2028c\nd: @e\n"), [("reserved-character", 3)]),
    "U+0085 in a value": (yaml("a: b\x85c\nd: @e\n"), [("reserved-character", 3)]),
    "no body": ("---\na: @b\n---\n", [("reserved-character", 2)]),
    "no line end": ("---\na: @b\n---", [("reserved-character", 2)]),
    # TOML
    "TOML without a value": (toml("a =\n"), [("toml-statement", 2)]),
    "TOML without a key": (toml("= 1\n"), [("toml-statement", 2)]),
    "TOML with a bare word": (toml("a = 花\n"), [("toml-value", 2)]),
    "TOML as YAML": (toml("a: b\n"), [("toml-statement", 2)]),
    "TOML with a bare Japanese key": (toml('花 = "b"\n'), [("toml-statement", 2)]),
    "TOML with True": (toml("a = True\n"), [("toml-value", 2)]),
    "TOML with a leading zero": (toml("a = 01\n"), [("toml-value", 2)]),
    "TOML with a month 13": (toml("b = 1\na = 2025-13-01\n"), [("toml-value", 3)]),
    "TOML with an open quote": (toml('a = "b\n'), [("open-quote", 2)]),
    "TOML with an open long quote": (toml('a = """b\n'), [("open-quote", 2)]),
    "TOML with an open bracket": (toml("a = [1, 2\n"), [("open-bracket", 2)]),
    "TOML with an open header": (toml("[a\nb = 1\n"), [("open-bracket", 2)]),
    "TOML with an unknown escape": (toml('a = "\\q"\n'), [("backslash", 2)]),
    "TOML with two values": (toml("a = 1 b = 2\n"), [("text-after-value", 2)]),
    "TOML with a key twice": (toml("a = 1\na = 2\n"), [("duplicate-key", 3)]),
    "TOML with a table twice": (toml("[a]\nb = 1\n[a]\nc = 1\n"), [("duplicate-key", 4)]),
    "TOML with a value that becomes a table": (toml("a = 1\n[a]\n"), [("duplicate-key", 3)]),
    "TOML with a finished table": (toml("a = {b = 1}\na.c = 2\n"), [("toml-syntax", 3)]),
    "TOML with a control character": (toml('a = "\x01"\n'), [("control-character", 2)]),
}

SOUND = {
    "nothing": "",
    "only fences": "---\n---\n",
    "only one fence": "---\n",
    "only a comment": yaml("# 後で書く\n"),
    "dashes in values": yaml("a: b --- c\nd: |\n  ---\n  e\n"),
    "dots at the end": f"---\na: b\n...\n{BODY}",
    "an anchor and its alias": yaml("a: &x b\nc: *x\n"),
    "merge keys": yaml("a: &x\n  b: c\nd:\n  <<: *x\n  <<: *x\n"),
    "known tags": yaml("a: !!str 1\nb: !!set {c}\nd: ! e\n"),
    "keys that are no texts": yaml("1: a\n[b, c]: d\n? {e: f}\n: g\n"),
    "a negative number below its key": yaml("a:\n  -5\n"),
    "a url": yaml("a: https://example.org/b\n"),
    "a rule of the body": f"---\na: b\n---\n{BODY}\n---\n",
    "Shift_JIS": yaml("a: 花\n"),
}

HUGE = {
    "a bomb of aliases": yaml(
        "a: &a [x, x, x, x, x, x, x, x, x]\n"
        + "".join(
            f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]\n"
            for old, new in itertools.pairwise("abcdefghi")
        )
    ),
    "a value of 5 MB": yaml("a: " + "花" * 1_700_000 + "\n"),
    "a quoted value of 5 MB": yaml('a: "' + "花" * 1_700_000 + '"\n'),
    "a block of 5 MB": yaml("a: |\n" + "  花鳥風月\n" * 350_000),
    "an open quote over 5 MB": yaml('a: "' + "花" * 1_700_000 + "\n"),
    "a value of 5 MB in TOML": toml("a = '" + "花" * 1_700_000 + "'\n"),
    "100,000 open brackets": yaml("a: " + "[" * 100_000 + "\n"),
    "100,000 brackets": yaml("a: " + "[" * 100_000 + "]" * 100_000 + "\n"),
    "100,000 braces": yaml("a: " + "{a: " * 100_000 + "\n"),
    "100,000 dashes": yaml("- " * 100_000 + "\n"),
    "100,000 brackets in TOML": toml("a = " + "[" * 100_000 + "\n"),
    "100,000 parts of a key in TOML": toml("a." * 100_000 + "b = 1\n"),
    "100,000 keys": yaml("".join(f"k{number}: v\n" for number in range(100_000))),
    "100,000 keys in TOML": toml("".join(f"k{number} = 1\n" for number in range(100_000))),
    "a million items": yaml("a: [" + "b, " * 1_000_000 + "]\n"),
    "a million items in TOML": toml("a = [" + "1, " * 1_000_000 + "]\n"),
    "a million tags": yaml("a: " + "!x " * 1_000_000 + "\n"),
}  # fmt: skip


def findings(text: str | bytes, language: str = "ja") -> list[tuple[str, int]]:
    """Lint a file; return the kind and line of each finding, whose words are those of its kind."""
    data = text.encode("utf-8") if isinstance(text, str) else text
    report = linter.lint_bytes(data, "post.md", settings(language))
    assert report.errors == ()
    assert report.source is not None
    found = []
    for finding in report.findings:
        messages = settings(language).rules[0].rule.messages
        kinds = [k for k, w in messages.items() if is_worded_by(finding.message, w[language])]
        assert "\n" not in finding.message
        found.append((kinds[0], report.source.position(finding.span.start).line))
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", HEADS)
def test_a_malformed_head_is_named_at_its_line_in_both_languages(name: str, language: str) -> None:
    text, expected = HEADS[name]
    assert findings(text, language) == expected


@pytest.mark.parametrize("name", SOUND)
def test_a_head_that_is_only_unusual_is_left_alone(name: str) -> None:
    codec = "cp932" if name == "Shift_JIS" else "utf-8"
    assert findings(SOUND[name].encode(codec)) == []


@pytest.mark.parametrize("name", HUGE)
def test_a_huge_head_is_read_to_its_end_and_costs_at_most_two_findings(name: str) -> None:
    assert len(ended(lambda: findings(HUGE[name]))) <= 2
