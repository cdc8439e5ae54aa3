"""Build hook: compiles rules/ into the wheel, which cannot hold a top-level folder."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class RulesBuildHook(BuildHookInterface[Any]):
    """Adds the compiled rules to a wheel; an editable install reads the checkout's own."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the rules; a rule file that cannot be read ends the build with its place."""
        self._folder = tempfile.TemporaryDirectory()
        if version == "editable":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root / "src"))
        from kouetsu import catalogue, rule_files

        rules = [file.rule for file in rule_files.read_folder(root / "rules")]
        compiled = Path(self._folder.name, "_rules.json")
        compiled.write_text(catalogue.compile_rules(rules), encoding="utf-8")
        build_data["force_include"][str(compiled)] = "kouetsu/_rules.json"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove the compiled file: the wheel holds it now."""
        self._folder.cleanup()
