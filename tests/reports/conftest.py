from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _on_no_server(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a report link to nothing, though the tests may run in a job of GitHub themselves."""
    for name in ("GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "GITHUB_SHA"):
        monkeypatch.delenv(name, raising=False)
