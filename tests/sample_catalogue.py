"""A small catalogue for the tests of the configuration, and the files that it is tried on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kouetsu.finding import Severity
from samples import rule

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from kouetsu.catalogue import Rule

_OPTIONS = {
    "allow": [],
    "longest": 4,
    "ratio": 0.85,
    "strict": False,
    "mark": "。",
    "pairs": {"サーバ": "サーバー"},
    "anything": None,
}

CATALOGUE: Mapping[str, Rule] = {
    each.id: each
    for each in (
        rule("missing-period", "breakage", severity=Severity.INFO),
        rule("split-word", "breakage"),
        rule("stutter", "language", options=_OPTIONS),
        rule("style-mix", "language", severity=Severity.WARNING),
        rule("repeated-block", "repetition", options={"shortest": 40}),
    )
}


def make(top: Path, files: Mapping[str, str]) -> None:
    """Write files below a folder."""
    for name, text in files.items():
        path = top / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
