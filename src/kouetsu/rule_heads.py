"""The head of a rule file: its keys, and for each the values that are valid."""

from __future__ import annotations

from enum import Enum
from string import Formatter
from typing import TYPE_CHECKING, TypeVar

from kouetsu.catalogue import LANGUAGES, RuleFileError, Words, nearest
from kouetsu.finding import DEFAULT
from kouetsu.patterns import compiled
from kouetsu.records import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

REQUIRED = ("check", "severity", "languages", "fix", "message", "repair")
KEYS = (*REQUIRED, "options", "related")

_NAME = compiled(r"[a-z][a-z0-9]*([-_][a-z0-9]+)*")
_CHECK = compiled(rf"({_NAME.pattern}\.)?{_NAME.pattern}")
_OPTION = compiled(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")

_Choice = TypeVar("_Choice", bound=Enum)


@record
class Head:
    """The YAML of a rule file; `lines` are the 1-based lines of its top-level keys.

    Every method raises RuleFileError for a value that is not valid.
    """

    path: Path
    values: Mapping[str, object]
    lines: Mapping[str, int]

    def error(self, key: str, problem: str) -> RuleFileError:
        """Return the error that points at `key`."""
        return RuleFileError(self.path, self.lines.get(key, 1), problem)

    def check_keys(self) -> None:
        """Refuse unknown keys and missing ones."""
        for key in self.values:
            if key not in KEYS:
                near = nearest(str(key), KEYS)
                hint = f"did you mean {near[0]}?" if near else f"valid: {', '.join(KEYS)}"
                raise self.error(str(key), f"unknown key “{key}”; {hint}")
        for key in REQUIRED:
            if key not in self.values:
                raise self.error(key, f"the head lacks the key “{key}”")

    def name(self, key: str) -> str:
        """Return the name of a check."""
        value = self.values[key]
        if not isinstance(value, str) or not _CHECK.fullmatch(value):
            raise self.error(key, f"{key} is “{value}”; valid: a name such as split-word")
        return value

    def choice(self, key: str, kind: type[_Choice]) -> _Choice:
        """Return the member of an enum by its value."""
        value = self.values[key]
        valid = [member.value for member in kind]
        if value not in valid:
            raise self.error(key, f"{key} is “{value}”; valid: {', '.join(valid)}")
        return kind(value)

    def languages(self) -> tuple[str, ...]:
        """Return the languages of prose that the rule is for, in a fixed order."""
        value = self.values["languages"]
        if not isinstance(value, list) or not value or any(name not in LANGUAGES for name in value):
            raise self.error("languages", f"languages is “{value}”; valid: [ja], [en] or [ja, en]")
        return tuple(language for language in LANGUAGES if language in value)

    def options(self) -> Mapping[str, object]:
        """Return the defaults of the options by name."""
        options: dict[str, object] = {}
        for name, default in self._map("options").items():
            if not isinstance(name, str) or not _OPTION.fullmatch(name):
                raise self.error("options", f"option “{name}”; valid: small_letters as in Python")
            if not _is_plain(default):
                valid = "true, false, a number, a text, or a list or map of these"
                raise self.error("options", f"option {name} is “{default}”; valid: {valid}")
            options[name] = default
        return options

    def variants(self, key: str) -> Mapping[str, Words]:
        """Return the words of each variant; bare {ja, en} are those of the variant "default"."""
        value = self._map(key)
        if any(isinstance(words, str) for words in value.values()) and key != "related":
            value = {DEFAULT: value}
        return {str(name): self._words(key, name, words) for name, words in value.items()}

    def repairs(self, messages: Iterable[str]) -> Mapping[str, Words]:
        """Return the words of the repairs; each belongs to one of `messages` or to all."""
        repairs = self.variants("repair")
        valid = list(dict.fromkeys([DEFAULT, *messages]))
        for name in repairs:
            if name not in valid:
                problem = f"repair “{name}” belongs to no message; valid: {', '.join(valid)}"
                raise self.error("repair", problem)
        return repairs

    def _map(self, key: str) -> Mapping[object, object]:
        value = self.values.get(key, {})
        if not isinstance(value, dict):
            raise self.error(key, f"{key} is “{value}”; valid: a map, {{}} when there are none")
        return value

    def _words(self, key: str, variant: object, words: object) -> Words:
        where = key if variant == DEFAULT else f"{key}.{variant}"
        if not isinstance(variant, str) or not _NAME.fullmatch(variant):
            raise self.error(key, f"{where}: a variant is named in small-letters-and-dashes")
        if not isinstance(words, dict):
            raise self.error(key, f"{where} is “{words}”; valid: {{ja: …, en: …}}")
        for language in words:
            if language not in LANGUAGES:
                raise self.error(key, f"{where}: unknown language “{language}”; valid: ja, en")
        for language in LANGUAGES:
            if (problem := _template_problem(words.get(language))) is not None:
                raise self.error(key, f"{where} in “{language}” {problem}")
        return {language: words[language] for language in LANGUAGES}


def _is_plain(value: object) -> bool:
    """Say whether TOML can hold the value and JSON keep it."""
    if isinstance(value, list):
        return all(_is_plain(item) for item in value)
    if isinstance(value, dict):
        return all(isinstance(key, str) and _is_plain(item) for key, item in value.items())
    return isinstance(value, bool | int | float | str)


def _template_problem(template: object) -> str | None:
    if template is None:
        return "is missing"
    if not isinstance(template, str) or not template.strip() or "\n" in template:
        return f"is “{template}”; valid: a text of one line"
    try:
        fields = [field for _, field, _, _ in Formatter().parse(template) if field is not None]
    except ValueError as error:
        return f"is no template: {error}; write {{{{ and }}}} for braces"
    if not all(field.isidentifier() for field in fields):
        return f"is “{template}”; valid in braces: the name of a value, such as {{text}}"
    return None
