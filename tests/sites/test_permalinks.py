from __future__ import annotations

import pytest

from kouetsu.sites.permalinks import Address, post, slug, template


@pytest.mark.parametrize(
    ("setting", "path", "expected"),
    [
        (None, "/2024/05/01/minato.html", Address("minato", (2024, 5, 1))),
        ("date", "/町/海/2024/05/01/minato.html", Address("minato", (2024, 5, 1))),
        ("pretty", "/2024/05/01/港の話/", Address("港の話", (2024, 5, 1))),
        ("pretty", "/2024/05/01/minato/index.html", Address("minato", (2024, 5, 1))),
        ("ordinal", "/2024/122/minato.html", Address("minato", (2024,))),
        ("weekdate", "/2024/W18/Wed/minato.html", Address("minato", (2024,))),
        ("none", "/minato.html", Address("minato", ())),
        ("/:year/:month/:day/:title/", "/2024/05/01/minato", Address("minato", (2024, 5, 1))),
        ("/blog/:slug", "/blog/minato", Address("minato", ())),
        ("/:year/:year/:title/", "/2024/2024/minato/", Address("minato", (2024,))),
        ("/articles/:year/:contentbasename/", "/articles/2024/minato/", Address("minato", (2024,))),
    ],
)
def test_an_address_is_read_by_the_template(
    setting: str | None, path: str, expected: Address
) -> None:
    found = template(setting)
    assert found is not None
    assert found.read(path) == expected


@pytest.mark.parametrize(
    "path", ["/", "/about/", "/2024/05/minato/", "/tags/海/", "/2024/5/1/minato/", "/a.png"]
)
def test_another_address_says_nothing_of_a_post(path: str) -> None:
    found = template("/:year/:month/:day/:title/")
    assert found is not None
    assert found.read(path) is None


@pytest.mark.parametrize("setting", ["/:unknown/:title/", "/:year/:month/", "/:title/:slug/"])
def test_a_template_that_cannot_be_read_is_no_template(setting: str) -> None:
    assert template(setting) is None


def test_only_a_template_with_a_year_is_dated() -> None:
    dated, plain = template("pretty"), template("/blog/:title/")
    assert dated is not None
    assert plain is not None
    assert dated.is_dated
    assert not plain.is_dated


def test_the_name_of_a_post_gives_date_and_slug() -> None:
    assert post("2024-05-01-港の話.md") == Address("港の話", (2024, 5, 1))
    assert post("about.md") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A B", "a-b"),
        ("strategy-", "strategy"),
        ("か\u3099", "が"),
        ("a--b", "a-b"),
        ("1.5_x", "1.5_x"),
    ],
)
def test_slugs_are_compared_without_case_blanks_and_outer_hyphens(text: str, expected: str) -> None:
    assert slug(text) == expected
