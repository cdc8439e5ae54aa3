"""Which setting wins. Layers of settings are laid over one another; a later layer wins.

The order is: defaults, the files that are extended, the file itself, the [[overrides]] that match
the article (in the same order of files), the command line. For each rule:

- a layer with `select` switches off what it does not name; `ignore` switches off what it names.
  Within one layer the more specific name decides (rule, family, all), and `ignore` on a tie;
- a severity switches a rule on as long as no `select` is in force, "off" switches it off;
- rules whose own severity is info are off until a layer selects them or gives them a severity;
- options are taken one by one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from kouetsu.config_file import shown_path
from kouetsu.config_schema import ALL, AUTO, OFF, PLAIN_KEYS, Kind
from kouetsu.finding import Severity
from kouetsu.records import record, replace
from kouetsu.sites.detection import Generator, Site, flavour_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kouetsu.catalogue import Rule
    from kouetsu.config_file import Document
    from kouetsu.config_problems import Keys

T = TypeVar("T")


@record
class Origin:
    """Where a setting was made: at `keys` of a document, or else what `note` says."""

    note: str
    document: Document | None = None
    keys: Keys = ()

    def at(self, *keys: str | int) -> Origin:
        """Return the origin of a value inside this one."""
        return replace(self, keys=(*self.keys, *keys))

    @property
    def line(self) -> int | None:
        """The 1-based line, where a document tells."""
        return None if self.document is None else self.document.line(self.keys)

    def __str__(self) -> str:
        if self.document is None:
            return self.note
        return f"{shown_path(self.document.path)}:{self.line}"


DEFAULT = Origin("default")
COMMAND_LINE = Origin("command line")


@record
class Setting(Generic[T]):
    """A value in force and where it comes from."""

    value: T
    origin: Origin


@record(slots=False, eq=False)
class Layer:
    """One table of settings, checked already: the top of a file, one of its overrides, or flags."""

    table: Mapping[str, object]
    origin: Origin

    def find(self, *keys: str) -> Setting[object] | None:
        """Return the value at `keys`, if the table has it."""
        value: object = self.table
        for key in keys:
            if not isinstance(value, dict) or key not in value:
                return None
            value = value[key]
        return Setting(value, self.origin.at(*keys))

    def place(self, key: str, name: str) -> Origin | None:
        """Return where the list at `key` holds `name`, if it does."""
        names = self.table.get(key)
        if not isinstance(names, list) or name not in names:
            return None
        return self.origin.at(key, names.index(name))


@record
class RuleState:
    """What is in force for one rule; `options` has every option, given or not."""

    rule: Rule
    is_on: Setting[bool]
    severity: Setting[Severity]
    options: Mapping[str, Setting[object]]


@record
class Resolution:
    """Everything in force for a file. `plain` holds the other settings by their dotted names."""

    plain: Mapping[str, Setting[object]]
    rules: tuple[RuleState, ...]


def resolve(
    layers: Sequence[Layer], catalogue: Mapping[str, Rule], site: Site, locale: str
) -> Resolution:
    """Lay the layers over the defaults; `locale` is the language of messages by the locale."""
    plain = {
        name: _last(layers, name.split("."), default) for name, default in _plain_defaults().items()
    }
    plain.update(_detected(plain, site, locale))
    return Resolution(plain, tuple(rule_state(rule, layers) for rule in catalogue.values()))


def _plain_defaults() -> dict[str, object]:
    defaults: dict[str, object] = {}
    for key, shape in PLAIN_KEYS.items():
        if shape.kind is Kind.OBJECT:
            defaults |= {f"{key}.{name}": inner.default for name, inner in shape.members.items()}
        else:
            defaults[key] = shape.default
    return defaults


def _last(layers: Sequence[Layer], keys: Sequence[str], default: object) -> Setting[object]:
    found = (layer.find(*keys) for layer in reversed(layers))
    return next((setting for setting in found if setting is not None), Setting(default, DEFAULT))


def _detected(
    plain: Mapping[str, Setting[object]], site: Site, locale: str
) -> dict[str, Setting[object]]:
    """Return what stands in place of the settings that are "auto"."""
    detected: dict[str, Setting[object]] = {}
    marker = "no generator was found" if site.marker is None else shown_path(site.marker)
    generator = plain["generator"]
    if generator.value == AUTO:
        generator = Setting(site.generator.value, Origin(f"detected: {marker}"))
        detected["generator"] = generator
    if plain["flavour"].value == AUTO:
        is_site = generator.value == site.generator.value
        flavour = site.flavour if is_site else flavour_of(Generator(generator.value))
        detected["flavour"] = Setting(flavour.value, Origin(f"by the generator {generator.value}"))
    if plain["message_language"].value == AUTO:
        detected["message_language"] = Setting(locale, Origin("locale"))
    return detected


def rule_state(rule: Rule, layers: Sequence[Layer]) -> RuleState:
    """Lay the layers over a rule's own defaults, as the head of this module says."""
    chosen = Setting(rule.severity is not Severity.INFO, DEFAULT)
    severity = Setting(rule.severity, DEFAULT)
    off: Setting[bool] | None = None
    is_restricted = False
    for layer in layers:
        is_restricted = is_restricted or "select" in layer.table
        verdict = _verdict(rule, layer)
        if verdict is not None:
            chosen, off = verdict, None if verdict.value else off
        level = layer.find("severity", rule.id) or layer.find("severity", rule.family)
        if level is not None and level.value == OFF:
            off = Setting(False, level.origin)
        elif level is not None:
            severity, off = Setting(Severity(level.value), level.origin), None
            if verdict is None and not is_restricted:
                chosen = Setting(True, level.origin)
    options = {
        name: _last(layers, ("rules", rule.id, name), default)
        for name, default in rule.options.items()
    }
    return RuleState(rule, off or chosen, severity, options)


def _verdict(rule: Rule, layer: Layer) -> Setting[bool] | None:
    """Return whether the lists of one layer switch a rule on or off, or None."""
    for name in (rule.id, rule.family, ALL):
        if (ignored := layer.place("ignore", name)) is not None:
            return Setting(False, ignored)
        if (selected := layer.place("select", name)) is not None:
            return Setting(True, selected)
    return Setting(False, layer.origin.at("select")) if "select" in layer.table else None
