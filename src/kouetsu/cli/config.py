"""`kouetsu config PATH`: the settings in force for a file, and where each was made."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from kouetsu import catalogue
from kouetsu.article.source import cells
from kouetsu.cli.output import fail
from kouetsu.config import ConfigError, Configurations
from kouetsu.config_file import shown_path
from kouetsu.config_layers import DEFAULT
from kouetsu.records import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from kouetsu.config_layers import Origin, Resolution, RuleState

# A wider value does not push the column of origins any further.
_MAX_CELLS = 32


@record
class _Row:
    """A setting under the name that it has in kouetsu.toml.

    `switch` is where a rule was switched on, where that is not where its severity comes from.
    """

    name: str
    value: object
    origin: Origin
    switch: Origin | None = None


def config_command(path: Path, output_format: str, config: Path | None = None) -> int:
    """Print the settings for a file, or for the files that lie in a folder; "text" or "json".

    Return 0, or 2 for a path that does not exist and a configuration that cannot be used.
    """
    if not path.exists():
        return fail(f"{path}: no such file or folder")
    article = path / "article.md" if path.is_dir() else path
    try:
        configurations = Configurations(catalogue.load(), explicit=config)
        documents = configurations.config_for(article).documents
        rows = list(_rows(configurations.resolution_for(article)))
    except (ConfigError, catalogue.RuleFileError) as error:
        return fail(str(error))
    files = [shown_path(document.path) for document in documents]
    print(_as_json(path, files, rows) if output_format == "json" else _as_text(path, files, rows))
    return 0


def _rows(resolution: Resolution) -> Iterator[_Row]:
    for name, setting in resolution.plain.items():
        yield _Row(name, setting.value, setting.origin)
    for state in resolution.rules:
        yield _rule_row(state)
    for state in resolution.rules:
        if state.is_on.value:
            for name, option in state.options.items():
                yield _Row(f"rules.{state.rule.id}.{name}", option.value, option.origin)


def _rule_row(state: RuleState) -> _Row:
    name = f"severity.{state.rule.id}"
    if not state.is_on.value:
        return _Row(name, "off", state.is_on.origin)
    origin, switch = state.severity.origin, state.is_on.origin
    is_other = switch not in (DEFAULT, origin)
    return _Row(name, state.severity.value.value, origin, switch if is_other else None)


def _as_text(path: Path, files: Iterable[str], rows: Iterable[_Row]) -> str:
    lines = [(row.name, _compact(row.value), _origin_text(row)) for row in rows]
    name_width = max(len(name) for name, _, _ in lines)
    value_width = min(max(cells(value) for _, value, _ in lines), _MAX_CELLS)
    table = [
        f"{name:{name_width}}  {value}{' ' * (value_width - cells(value))}  {origin}"
        for name, value, origin in lines
    ]
    return "\n".join([f"# {path}", f"# {' < '.join(files) or 'no configuration file'}", *table])


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)


def _origin_text(row: _Row) -> str:
    return str(row.origin) if row.switch is None else f"{row.origin}, on by {row.switch}"


def _as_json(path: Path, files: list[str], rows: Iterable[_Row]) -> str:
    settings = [
        {
            "name": row.name,
            "value": row.value,
            "origin": _origin_data(row.origin),
            "switched_on_by": None if row.switch is None else _origin_data(row.switch),
        }
        for row in rows
    ]
    data = {"version": 1, "path": path.as_posix(), "files": files, "settings": settings}
    return json.dumps(data, ensure_ascii=False, indent=2, default=str)


def _origin_data(origin: Origin) -> dict[str, object]:
    if origin.document is None:
        return {"note": origin.note}
    return {"path": shown_path(origin.document.path), "line": origin.line}
