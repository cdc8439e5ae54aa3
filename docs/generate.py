"""Write the docs that repeat what rules/ says: docs/rules/ and the tables of the READMEs.

`python docs/generate.py` writes them, and the JSON Schema of the configuration; with `--check` it
only names the documents that are out of date.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from kouetsu import catalogue, config_schema, rule_pages

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kouetsu.catalogue import Rule

ROOT = Path(__file__).parent.parent
REFERENCE = ROOT / "docs" / "rules"

_TABLE = re.compile(r"(?<=<!-- rules:begin -->\n).*?(?=<!-- rules:end -->)", re.DOTALL)
_README = {"ja": ROOT / "README.ja.md", "en": ROOT / "README.md"}
_HEADINGS = {"ja": ("ルール", "重大度", "報告するもの"), "en": ("Rule", "Severity", "Reports")}


def main(arguments: list[str]) -> int:
    """Return 1 when `--check` finds a document out of date, else 0."""
    try:
        stale = {path: text for path, text in documents().items() if _read(path) != text}
    except catalogue.RuleFileError as error:
        raise SystemExit(str(error)) from None
    if "--check" in arguments:
        for path in stale:
            print(f"{path.relative_to(ROOT)} is out of date: run `make docs`", file=sys.stderr)
        return 1 if stale else 0
    for path, text in stale.items():
        if text is None:
            path.unlink()
        else:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        print(f"{path.relative_to(ROOT)} {'removed' if text is None else 'written'}")
    config_schema.write_schema(catalogue.load(), ROOT / "docs" / "kouetsu.schema.json")
    return 0


def documents() -> Mapping[Path, str | None]:
    """Return every generated document with its text; None for one that must go."""
    rules = list(catalogue.load().values())
    families = catalogue.families(catalogue.load())
    wanted: dict[Path, str | None] = dict.fromkeys(REFERENCE.glob("*.md"))
    for family in families:
        members = [rule for rule in rules if rule.family == family]
        wanted[REFERENCE / f"{family}.md"] = reference(family, members)
    for language, path in _README.items():
        wanted[path] = _with_table(path, table(rules, language))
    return wanted


def _with_table(path: Path, filling: str) -> str:
    readme = path.read_text(encoding="utf-8")
    match = _TABLE.search(readme)
    if match is None:
        raise SystemExit(f"{path.name} has no lines <!-- rules:begin --> and <!-- rules:end -->")
    return readme[: match.start()] + filling + readme[match.end() :]


def table(rules: Iterable[Rule], language: str) -> str:
    """Return the table of the rules for a README, one line a rule."""
    lines = [_row(_HEADINGS[language]), "| --- | --- | --- |"]
    for rule in rules:
        link = f"[{rule.id}](rules/{rule.family}/{rule.id}.md)"
        lines.append(_row((link, rule.severity.value, rule_pages.summary(rule.page, language))))
    return "\n".join(lines) + "\n"


def reference(family: str, rules: Iterable[Rule]) -> str:
    """Return the page of a family: what its rules report, and what can be set."""
    head = f"# {family}\n\n<!-- Written by docs/generate.py from rules/{family}/. -->\n"
    return "\n".join([head, *(_entry(rule) for rule in rules)])


def _entry(rule: Rule) -> str:
    facts = [
        f"- severity: {rule.severity.value}",
        f"- languages: {', '.join(rule.languages)}",
        f"- fix: {rule.fix.value}",
        *(f"- “{words['ja']}” / “{words['en']}”" for words in rule.messages.values()),
    ]
    if rule.options:
        defaults = rule.options.items()
        facts += ["", _row(("Option", "Default")), "| --- | --- |"]
        facts += [_row((f"`{name}`", f"`{_toml(value)}`")) for name, value in defaults]
    page = f"../../rules/{rule.family}/{rule.id}.md"
    what = rule_pages.sections(rule.page)["What"].text
    link = f"[Why, repair, measured precision, examples]({page})"
    return f"## {rule.id} ({rule.title})\n\n{what}\n\n" + "\n".join([*facts, "", link, ""])


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _toml(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _read(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
