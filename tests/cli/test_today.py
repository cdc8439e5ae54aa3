"""`kouetsu check --today`: the day on which dates are judged."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kouetsu.cli import main

if TYPE_CHECKING:
    from pathlib import Path

POST = "---\ntitle: 港の朝市\ndate: 2025-06-10\n---\n\n港の朝市です。\n"


@pytest.mark.parametrize(
    ("today", "is_future"), [("2025-06-01", True), ("2025-06-09", False), ("2031-01-31", False)]
)
def test_a_date_is_in_the_future_of_the_given_day(
    today: str, is_future: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    post = tmp_path / "post.md"
    post.write_text(POST, "utf-8")
    flags = ["--select", "date-mismatch", "--lang", "en", "--quiet", "--format", "concise"]
    assert main(["check", str(post), *flags, "--today", today]) == 0
    shown = capsys.readouterr().out
    assert (f"lies after today ({today})" in shown) == is_future


@pytest.mark.parametrize("today", ["2025-02-30", "tomorrow", "2025/06/01"])
def test_a_day_that_is_none_is_refused_in_one_line(
    today: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--today", today]) == 2
    error = capsys.readouterr().err
    assert "--today" in error
    assert "%Y-%m-%d" in error
    assert error.count("\n") == 1
