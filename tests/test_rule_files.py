from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kouetsu import rule_files, rule_pages
from kouetsu.article.source import Span
from kouetsu.catalogue import FixKind, RuleFileError
from kouetsu.finding import Severity
from kouetsu.rule_examples import Example, ExampleKind, read_examples, unmark

if TYPE_CHECKING:
    from pathlib import Path


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def line_of(path: Path, text: str) -> int:
    before, found, _ = path.read_text(encoding="utf-8").partition(text)
    assert found
    return before.count("\n") + 1


def test_a_rule_file_gives_the_rule_that_its_head_and_body_describe(stutter_file: Path) -> None:
    rule = rule_files.read(stutter_file).rule
    assert (rule.id, rule.family, rule.check) == ("stutter", "language", "stutter")
    assert (rule.severity, rule.fix, rule.languages) == (Severity.ERROR, FixKind.SAFE, ("ja",))
    assert rule.options == {"allow": [], "longest": 4}
    assert rule.messages == {
        "default": {"ja": "「{text}」が重なっています", "en": "“{text}” is doubled"}
    }
    assert rule.repairs["default"]["en"] == "remove one of the two"
    assert rule.related == {}
    assert rule.title == "語の重なり"
    assert rule.page.startswith("## What\n")
    assert rule.page.endswith("````\n")


def test_messages_may_come_in_several_variants(rules_folder: Path) -> None:
    rule = rule_files.read(rules_folder / "repetition" / "repeated-block.md").rule
    assert list(rule.messages) == ["exact", "near"]
    assert rule.related == {"first": {"ja": "ここが最初です", "en": "first here"}}
    assert list(rule.repairs) == ["default"]


def test_a_folder_is_read_in_the_order_of_family_and_id(rules_folder: Path) -> None:
    files = rule_files.read_folder(rules_folder)
    assert [file.rule.id for file in files] == ["stutter", "repeated-block"]


def test_an_id_in_two_families_is_refused(rules_folder: Path, stutter_file: Path) -> None:
    copy = rules_folder / "repetition" / "stutter.md"
    copy.write_text(stutter_file.read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(RuleFileError, match=r"the id stutter is taken by .*language"):
        rule_files.read_folder(rules_folder)


@pytest.mark.parametrize(
    ("old", "new", "line", "problem"),
    [
        ("check: stutter", "check: 2", 2, "check is “2”; valid: a name such as split-word"),
        ("severity: error", "severity: err", 3, "“err”; valid: error, warning, info"),
        ("severity: error", "severty: error", 3, "unknown key “severty”; did you mean severity?"),
        ("severity: error", "zzz: 1", 3, "unknown key “zzz”; valid: check, severity"),
        ("languages: [ja]", "languages: ja", 4, "is “ja”; valid: [ja], [en] or [ja, en]"),
        ("languages: [ja]", "languages: [de]", 4, "valid: [ja], [en] or [ja, en]"),
        ("fix: safe", "fix: maybe", 5, "fix is “maybe”; valid: safe, unsafe, none"),
        ("fix: safe", "fix: safe\nfix: none", 6, "the key “fix” stands twice"),
        ("  allow: []", "  allow: 2025-01-01", 6, "option allow is “2025-01-01”; valid: true"),
        ("  longest: 4", "  Longest: 4", 6, "option “Longest”; valid: small_letters"),
        ("  allow: []\n  longest: 4", "  - allow", 6, "options is “['allow']”; valid: a map"),
    ],
)
def test_a_wrong_head_is_refused_with_its_line_and_what_is_valid(
    stutter_file: Path, old: str, new: str, line: int, problem: str
) -> None:
    replace(stutter_file, old, new)
    with pytest.raises(RuleFileError) as caught:
        rule_files.read(stutter_file)
    assert str(caught.value).startswith(f"{stutter_file}:{line}: ")
    assert problem in str(caught.value)


ENGLISH_MESSAGE = '  en: "“{text}” is doubled"'


@pytest.mark.parametrize(
    ("new", "problem"),
    [
        ("  fr: doublé", "message: unknown language “fr”; valid: ja, en"),
        ("", "message in “en” is missing"),
        ('  en: "“{text” is doubled"', "write {{ and }} for braces"),
        ('  en: "“{}” is doubled"', "the name of a value, such as {text}"),
        ('  en: "“{text[0]}” is doubled"', "the name of a value, such as {text}"),
        ('  en: " "', "valid: a text of one line"),
        ('  en: "is\\ndoubled"', "valid: a text of one line"),
        ("  en: 5", "message in “en” is “5”; valid: a text of one line"),
    ],
)
def test_wrong_words_are_refused_at_the_line_of_their_key(
    stutter_file: Path, new: str, problem: str
) -> None:
    replace(stutter_file, ENGLISH_MESSAGE, new)
    with pytest.raises(RuleFileError) as caught:
        rule_files.read(stutter_file)
    assert f":{line_of(stutter_file, 'message:')}: " in str(caught.value)
    assert problem in str(caught.value)


def test_a_repair_for_a_message_that_does_not_exist_is_refused(rules_folder: Path) -> None:
    path = rules_folder / "repetition" / "repeated-block.md"
    replace(
        path,
        "repair: {ja: 後のほうを消す, en: remove the later one}",
        "repair:\n  far: {ja: a, en: b}",
    )
    with pytest.raises(
        RuleFileError, match="repair “far” belongs to no message; valid: default, exact"
    ):
        rule_files.read(path)


@pytest.mark.parametrize("key", ["check", "severity", "languages", "fix"])
def test_a_missing_key_is_refused_by_name(stutter_file: Path, key: str) -> None:
    lines = stutter_file.read_text(encoding="utf-8").split("\n")
    kept = [line for line in lines if not line.startswith(f"{key}:")]
    stutter_file.write_text("\n".join(kept), encoding="utf-8")
    with pytest.raises(RuleFileError, match=f":1: the head lacks the key “{key}”"):
        rule_files.read(stutter_file)


@pytest.mark.parametrize("section", rule_files.SECTIONS)
def test_a_missing_section_is_refused_by_name(stutter_file: Path, section: str) -> None:
    replace(stutter_file, f"\n## {section}\n", f"\n### {section}\n")
    with pytest.raises(RuleFileError, match=f"the section “## {section}” is missing"):
        rule_files.read(stutter_file)


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("languages: [ja]", "languages: [ja", 5),
        ("  en: remove one of the two", "  en: remove one: the later", 14),
    ],
)
def test_invalid_yaml_is_refused_at_its_own_line(
    stutter_file: Path, old: str, new: str, line: int
) -> None:
    replace(stutter_file, old, new)
    with pytest.raises(RuleFileError, match=rf"stutter\.md:{line}: the head is no valid YAML: "):
        rule_files.read(stutter_file)


@pytest.mark.parametrize(
    "text", ["", "# 題 (stutter)\n\ntext\n", "---\ncheck: x\n", "a\n---\nb\n---\n"]
)
def test_a_file_without_a_head_is_refused(stutter_file: Path, text: str) -> None:
    stutter_file.write_text(text, encoding="utf-8")
    with pytest.raises(RuleFileError, match=":1: a rule file begins with a head of YAML"):
        rule_files.read(stutter_file)


def test_a_title_without_the_rules_own_id_is_refused_at_its_line(stutter_file: Path) -> None:
    replace(stutter_file, "(stutter)", "(stuter)")
    line = line_of(stutter_file, "# 語の重なり")
    with pytest.raises(
        RuleFileError, match=rf":{line}: the body begins with .*\(stuter\)”; valid: "
    ):
        rule_files.read(stutter_file)


def test_a_file_name_that_is_no_id_is_refused(stutter_file: Path) -> None:
    renamed = stutter_file.rename(stutter_file.with_name("Stutter_2.md"))
    with pytest.raises(RuleFileError, match="“Stutter_2” is no rule id"):
        rule_files.read(renamed)


def examples_of(path: Path) -> tuple[Example, ...]:
    return read_examples(rule_files.read(path))


def test_examples_keep_their_order_kind_text_marks_and_line(stutter_file: Path) -> None:
    bad, fixed, good = examples_of(stutter_file)
    assert (bad.kind, bad.text, bad.spans) == (
        ExampleKind.BAD,
        "取り組むべきですです。\n",
        (Span(6, 10),),
    )
    assert bad.line == line_of(stutter_file, "````markdown bad")
    assert (fixed.kind, fixed.text, fixed.spans) == (ExampleKind.FIXED, "取り組むべきです。\n", ())
    assert good.text == "---\ntitle: 見出し\n---\n\n```python\n## no section\n```\n"
    assert good.attributes == {"path": "2025-01-02-post.md"}
    assert good.line == line_of(stutter_file, "````markdown good")


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            "````markdown bad",
            "````markdown wrong",
            "valid: markdown bad, markdown good, markdown fixed",
        ),
        ("````markdown bad", "````md bad", "“md bad” is no kind of example"),
        ("````markdown bad", "````markdown", "“markdown” is no kind of example"),
        ("````markdown bad", "````markdown bad file=x", "valid: path=…, flavour=…, messages=…"),
        (
            "````markdown bad",
            "````markdown bad messages=near",
            "has no message “near”; valid: default",
        ),
        ("````markdown bad", "````markdown bad messages=default,default", "each of the 1 marks"),
        ("⟦ですです⟧", "ですです", "a bad example marks each finding with ⟦ ⟧"),
        ("⟦ですです⟧", "⟦ですです", "the last ⟦ has no ⟧"),
        ("⟦ですです⟧", "⟦で⟦す⟧です⟧", "pairs that do not lie inside each other"),
        ("⟦ですです⟧", "⟧ですです⟦", "pairs that do not lie inside each other"),
    ],
)
def test_a_wrong_example_is_refused_at_the_line_of_its_fence(
    stutter_file: Path, old: str, new: str, problem: str
) -> None:
    line = line_of(stutter_file, "````markdown bad")
    replace(stutter_file, old, new)
    with pytest.raises(RuleFileError) as caught:
        examples_of(stutter_file)
    assert str(caught.value).startswith(f"{stutter_file}:{line}: ")
    assert problem in str(caught.value)


def test_an_example_between_three_backticks_is_refused(stutter_file: Path) -> None:
    text = stutter_file.read_text(encoding="utf-8")
    stutter_file.write_text(text + "\n```markdown good\n文。\n```\n", encoding="utf-8")
    with pytest.raises(RuleFileError, match=r"an example stands between lines ````, not ```\Z"):
        examples_of(stutter_file)


def test_an_example_that_is_never_closed_is_refused(stutter_file: Path) -> None:
    text = stutter_file.read_text(encoding="utf-8").rstrip()
    stutter_file.write_text(text.removesuffix("````"), encoding="utf-8")
    with pytest.raises(RuleFileError, match="the example is never closed"):
        examples_of(stutter_file)


def test_a_fixed_example_without_its_bad_one_is_refused(stutter_file: Path) -> None:
    replace(stutter_file, "````markdown good", "````markdown fixed")
    with pytest.raises(RuleFileError, match="a fixed example follows the bad example"):
        examples_of(stutter_file)


@given(
    st.lists(st.tuples(st.text("あa\n🙂", max_size=4), st.text("いb\n", max_size=4)), max_size=5)
)
def test_marks_are_taken_out_and_their_spans_point_at_what_they_held(
    parts: list[tuple[str, str]],
) -> None:
    text, spans = unmark("".join(f"{before}⟦{marked}⟧" for before, marked in parts))
    assert text == "".join(before + marked for before, marked in parts)
    assert [text[span.start : span.end] for span in spans] == [marked for _, marked in parts]


def test_the_parts_of_a_page_are_told_apart_by_language(stutter_file: Path) -> None:
    page = rule_files.read(stutter_file).rule.page
    what = rule_pages.sections(page)["What"].text
    assert rule_pages.in_language(what, "ja").startswith("語尾が")
    assert rule_pages.in_language(what, "en").startswith("Reports endings")
    assert rule_pages.summary(page, "ja") == "語尾が誤って重なっている箇所を報告します。"
    assert rule_pages.summary(page, "en") == "Reports endings that stand twice, e.g. 「ですです」."


def test_a_paragraph_without_letters_belongs_to_both_languages() -> None:
    assert rule_pages.in_language("文。\n\n98 %\n\nText.", "en") == "98 %\n\nText."
    assert rule_pages.in_language("文。\n\n98 %\n\nText.", "ja") == "文。\n\n98 %"


def test_blank_lines_inside_a_fence_do_not_part_it() -> None:
    fenced = "```text\na\n\nb\n```"
    assert rule_pages.in_language(f"文。\n\n{fenced}", "en") == fenced
