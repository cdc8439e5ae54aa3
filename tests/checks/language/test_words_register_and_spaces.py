"""Mangled words, foreign residues, mixed registers and stray spaces, through whole articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kouetsu.article import Article
from kouetsu.article.source import from_text
from kouetsu.checks import language as checks
from kouetsu.checks.language import scripts
from kouetsu.finding import Applicability

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kouetsu.finding import Hit

PARTS = {"アーキテクチャ": "システム"}


def article(text: str) -> Article:
    return Article(from_text(text))


def mangled(post: Article, **options: object) -> list[Hit]:
    defaults: dict[str, object] = {"replacements": [], "parts": PARTS, "words": {}, "allow": []}
    return list(checks.mangled_word(post, **{**defaults, **options}))  # type: ignore[arg-type]


def shown(post: Article, hits: Iterable[Hit]) -> list[tuple[str, str]]:
    return [(hit.message, post.source.slice(hit.span)) for hit in hits]


def repaired(post: Article, hits: Iterable[Hit]) -> str:
    text = post.source.text
    edits = {edit for hit in hits if hit.fix for edit in hit.fix.edits}
    for edit in sorted(edits, key=lambda edit: edit.span, reverse=True):
        text = text[: edit.span.start] + edit.replacement + text[edit.span.end :]
    return text


# Mangled words


def test_a_mangled_word_is_found_in_the_head_and_in_every_copy() -> None:
    post = article(
        "---\ntitle: エコアーキテクチャ\n---\n\nエコアーキテクチャ\n\nエコアーキテクチャ\n"
    )
    assert shown(post, mangled(post)) == [("replaced", "エコアーキテクチャ")] * 3


def test_the_right_words_are_an_unsafe_repair() -> None:
    post = article("港のエコアーキテクチャです。\n")
    hits = mangled(post)
    assert [hit.fix.applicability for hit in hits if hit.fix] == [Applicability.UNSAFE]
    assert repaired(post, hits) == "港のエコシステムです。\n"


def test_words_under_markup_are_found_and_left_to_the_writer() -> None:
    post = article("港の**エコ**アーキテクチャです。\n")
    hits = mangled(post)
    assert shown(post, hits) == [("replaced", "エコ**アーキテクチャ")]
    assert hits[0].fix is None


def test_the_words_of_a_user_are_wrong_wherever_they_stand() -> None:
    post = article("朝市場の朝です。朝市場へ。\n")
    hits = mangled(post, words={"朝市場": "朝市"})
    assert repaired(post, hits) == "朝市の朝です。朝市へ。\n"


def test_an_allowed_word_is_sound() -> None:
    post = article("港のエコアーキテクチャです。\n")
    assert mangled(post, allow=["エコアーキテクチャ"]) == []


def test_code_and_links_are_not_read() -> None:
    post = article(
        "`エコアーキテクチャ`と[港](エコアーキテクチャ)です。\n\n    エコアーキテクチャ\n"
    )
    assert mangled(post) == []


def test_an_entry_that_cannot_be_read_names_the_option() -> None:
    with pytest.raises(ValueError, match="replacements: “right” is no text"):
        mangled(article("港です。\n"), replacements=[{"wrong": "港"}])


# Foreign residues


def test_letters_inside_a_word_are_reported_by_their_own_rule_alone() -> None:
    post = article("シンбаポールの港です。\n")
    assert shown(post, scripts.foreign_script(post)) == [("default", "ба")]
    assert mangled(post) == list(checks.foreign_residue(post, words=[])) == []


def test_residues_are_found_in_the_head_too() -> None:
    post = article("---\ndescription: 港のvastな倉庫です\n---\n\n港のvastな倉庫です。\n")
    hits = checks.foreign_residue(post, words=["vast"])
    assert shown(post, hits) == [("english", "vast")] * 2


def test_only_the_given_words_are_foreign() -> None:
    post = article("港のvastな倉庫です。\n")
    assert list(checks.foreign_residue(post, words=["potent"])) == []


# Mixed registers


def test_a_stretch_is_worded_by_its_own_register_and_counts_its_sentences() -> None:
    polite = "".join(f"{number}番の船が出ます。" for number in range(9))
    plain = "".join(f"{number}番の船が出たのだ。" for number in range(4))
    post = article(f"{polite}\n\n{plain}\n")
    hits = list(checks.style_mix(post))
    assert shown(post, hits) == [("plain-stretch", plain)]
    assert hits[0].values == {"count": 4, "usual": 9}


def test_a_uniform_body_is_silent() -> None:
    text = "".join(f"{number}番の船が出ます。" for number in range(30))
    assert list(checks.style_mix(article(f"# 船が出た\n\n{text}\n"))) == []


# Stray spaces


def test_a_stray_space_is_taken_out_by_a_safe_repair() -> None:
    post = article("来年には倍になるという予測 が、現実になりました。\n")
    hits = list(checks.stray_space(post))
    assert shown(post, hits) == [("particle", " ")]
    assert [hit.fix.applicability for hit in hits if hit.fix] == [Applicability.SAFE]
    assert repaired(post, hits) == "来年には倍になるという予測が、現実になりました。\n"
    assert hits[0].values["context"] == "という予測 が"


@pytest.mark.parametrize(
    "text",
    [
        "来年には倍になるという**予測** が、現実になりました。",
        "来年には倍になるという[予測](https://kouetsu.dev) が、現実になりました。",
        "# 来年には倍になるという予測 が現実になりました",
        "| 来年には倍になるという予測 が現実になりました |\n| --- |",
    ],
    ids=["emphasis", "a link", "a heading", "a table"],
)
def test_a_space_at_markup_or_outside_of_paragraphs_is_left_alone(text: str) -> None:
    assert list(checks.stray_space(article(f"{text}\n"))) == []


def test_a_soft_line_break_is_no_space() -> None:
    assert (
        list(checks.stray_space(article("来年には倍になるという予測\nが、現実になりました。\n")))
        == []
    )
