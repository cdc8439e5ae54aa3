"""The settings in force for a file: kouetsu.toml, [tool.kouetsu] in pyproject.toml, and flags.

The nearest file upwards from the article holds; it starts from another only by `extend`.
"""

from __future__ import annotations

import os
from enum import Enum
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, cast

from kouetsu import config_file, config_layers, config_problems, config_schema
from kouetsu.article import Flavour, Language, Profile
from kouetsu.config_file import ConfigError
from kouetsu.config_layers import COMMAND_LINE, Layer, Origin, Resolution, RuleState, Setting
from kouetsu.config_schema import AUTO
from kouetsu.finding import Severity
from kouetsu.globs import absolute_path
from kouetsu.records import field, record, replace
from kouetsu.sites.detection import NO_SITE, Generator, Site, Sites

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from kouetsu.catalogue import Rule
    from kouetsu.config_file import Document
    from kouetsu.config_schema import Shape
    from kouetsu.globs import Globs

__all__ = [
    "ActiveRule",
    "CommandLine",
    "Config",
    "ConfigError",
    "Configurations",
    "FailOn",
    "Settings",
    "locale_language",
]


class FailOn(Enum):
    """The least grave severity that makes a run fail."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    NEVER = "never"

    def is_failed_by(self, severity: Severity) -> bool:
        """Say whether one finding of this severity makes a run fail."""
        if self is FailOn.NEVER:
            return False
        return severity.rank <= Severity(self.value).rank


@record
class ActiveRule:
    """A rule that is on for a file, with the severity and options in force."""

    rule: Rule
    severity: Severity
    options: Mapping[str, object]


@record
class Settings:
    """All that is in force for one file."""

    profile: Profile
    message_language: str  # "ja" or "en"
    rules: tuple[ActiveRule, ...]
    fail_on: FailOn = FailOn.ERROR
    # What editors show in place of each severity: one of config_schema.LSP_LEVELS.
    editor_severities: Mapping[Severity, str] = field(default_factory=dict)

    @property
    def generator(self) -> Generator:
        """What publishes the article."""
        return self.profile.site.generator if self.profile.site else Generator.NONE


@record
class CommandLine:
    """The settings that flags make; None and () are flags that were not given.

    `today` is the day that articles are judged on, the real one where it is None.
    """

    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()
    message_language: str | None = None
    fail_on: FailOn | None = None
    today: date | None = None

    def layer(self, catalogue: Mapping[str, Rule]) -> Layer:
        """Return the flags as the last layer; raises ConfigError for an unknown rule."""
        for flag, names in (("--select", self.select or ()), ("--ignore", self.ignore)):
            for name in names:
                if problem := config_problems.unknown_selector(name, catalogue):
                    raise ConfigError(f"{flag}: {problem}")
        table = {
            "select": None if self.select is None else list(self.select),
            "ignore": list(self.ignore),
            "message_language": self.message_language,
            "fail_on": None if self.fail_on is None else self.fail_on.value,
        }
        given = {key: value for key, value in table.items() if value is not None}
        return Layer(given, COMMAND_LINE)


@record(slots=False, eq=False)
class Config:
    """A configuration file after those that it extends; empty where there is none."""

    documents: tuple[Document, ...] = ()

    def is_excluded(self, path: Path, *, is_directory: bool) -> bool:
        """Say whether `exclude` leaves out an absolute path or a folder that it lies in."""
        return self._exclude is not None and self._exclude.covers(path, is_directory=is_directory)

    def layers_for(self, path: Path) -> tuple[Layer, ...]:
        """Return the tables that concern an absolute path, the one that wins last."""
        matching = (layer for globs, layer in self._overrides if globs.covers(path))
        return (*self._tops, *matching)

    @cached_property
    def baseline(self) -> tuple[Path, bool]:
        """The absolute path of the baseline, and whether a document names it."""
        for document in reversed(self.documents):
            if "baseline" in document.table:
                named = document.path.parent / str(document.table["baseline"])
                return absolute_path(named), True
        folder = self.documents[-1].path.parent if self.documents else Path.cwd()
        return folder / str(config_schema.PLAIN_KEYS["baseline"].default), False

    @cached_property
    def _exclude(self) -> Globs | None:
        for document in reversed(self.documents):
            if "exclude" in document.table:
                return document.globs(document.table["exclude"])
        return None

    @cached_property
    def _tops(self) -> tuple[Layer, ...]:
        return tuple(Layer(document.table, Origin("", document)) for document in self.documents)

    @cached_property
    def _overrides(self) -> tuple[tuple[Globs, Layer], ...]:
        return tuple(
            (
                document.globs(table["files"]),
                Layer(table, Origin("", document, ("overrides", index))),
            )
            for document in self.documents
            for index, table in enumerate(document.overrides)
        )


@record(frozen=False)
class Configurations:
    """Finds the settings of many files, reading each configuration once.

    `explicit` is a configuration that holds for every file, instead of the nearest one; `locale`
    ("ja" or "en") stands in for that of the process. Every method but the constructor raises
    ConfigError for a configuration that cannot be used.
    """

    catalogue: Mapping[str, Rule]
    command_line: CommandLine = CommandLine()
    explicit: Path | None = None
    locale: str = field(default_factory=lambda: locale_language(os.environ))
    _shape: Shape = field(init=False)
    _flags: Layer = field(init=False)
    _sites: Sites = field(init=False, default_factory=Sites)
    _configs: dict[Path, Config] = field(init=False, default_factory=dict)
    _settings: dict[tuple[tuple[Layer, ...], Site], Settings] = field(
        init=False, default_factory=dict
    )
    _of_files: dict[Path, Settings] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Check the names of rules among the flags; raises ConfigError."""
        self._flags = self.command_line.layer(self.catalogue)
        self._shape = config_schema.shape(self.catalogue)

    def settings_for(self, path: Path) -> Settings:
        """Return what is in force for an article, which need not exist."""
        known = self._of_files.get(path)
        if known is not None:
            return known
        layers, site = self._layers_and_site(absolute_path(path))
        if (layers, site) not in self._settings:
            resolution = config_layers.resolve(layers, self.catalogue, site, self.locale)
            settings = to_settings(resolution, site, self.command_line.today)
            self._settings[layers, site] = settings
        # A run asks three times for the settings of each article.
        settings = self._of_files[path] = self._settings[layers, site]
        return settings

    def resolution_for(self, path: Path) -> Resolution:
        """Return every setting for an article with the place where it was made."""
        layers, site = self._layers_and_site(absolute_path(path))
        return config_layers.resolve(layers, self.catalogue, site, self.locale)

    def is_excluded(self, path: Path, *, is_directory: bool = False) -> bool:
        """Say whether the `exclude` of the nearest configuration leaves out a file or folder."""
        path = absolute_path(path)
        return self.config_for(path).is_excluded(path, is_directory=is_directory)

    def config_for(self, path: Path) -> Config:
        """Return the configuration of a file: `explicit`, or the nearest upwards."""
        if self.explicit is None:
            return self._nearest(absolute_path(path).parent)
        explicit = absolute_path(self.explicit)
        if explicit not in self._configs:
            self._configs[explicit] = self._config(config_file.read(explicit))
        return self._configs[explicit]

    def baseline_for(self, path: Path) -> tuple[Path, bool]:
        """Return the absolute path of an article's baseline, and whether a configuration names it.

        Otherwise it has the default name beside the configuration, or in the working folder.
        """
        return self.config_for(path).baseline

    def _nearest(self, folder: Path) -> Config:
        known = self._configs.get(folder)
        if known is not None:
            return known
        passed: list[Path] = []
        config = Config()
        for above in (folder, *folder.parents):
            if above in self._configs:
                config = self._configs[above]
                break
            passed.append(above)
            document = config_file.find(above)
            if document is not None:
                config = self._config(document)
                break
        self._configs.update(dict.fromkeys(passed, config))
        return config

    def _config(self, document: Document) -> Config:
        return Config(config_file.with_bases(document, self._shape))

    def _layers_and_site(self, path: Path) -> tuple[tuple[Layer, ...], Site]:
        layers = (*self.config_for(path).layers_for(path), self._flags)
        return layers, self._sites.of(path.parent)


def to_settings(
    resolution: Resolution, site: Site = NO_SITE, today: date | None = None
) -> Settings:
    """Return what is in force for the articles of a site, without where it comes from.

    Raises ConfigError for a file that an option names and that cannot be used.
    """
    plain = {name: setting.value for name, setting in resolution.plain.items()}
    language = plain["language"]
    generator, flavour = Generator(plain["generator"]), Flavour(plain["flavour"])
    profile = Profile(
        language=None if language == AUTO else Language(language),
        flavour=flavour,
        characters_per_minute=cast("int", plain["house.characters_per_minute"]),
        words_per_minute=cast("int", plain["house.words_per_minute"]),
        site=replace(site, generator=generator, flavour=flavour),
        today=today,
    )
    return Settings(
        profile,
        cast("str", plain["message_language"]),
        tuple(
            ActiveRule(state.rule, state.severity.value, _options(state))
            for state in resolution.rules
            if state.is_on.value
        ),
        FailOn(plain["fail_on"]),
        {severity: cast("str", plain[f"lsp.{severity.value}"]) for severity in Severity},
    )


def _options(state: RuleState) -> Mapping[str, object]:
    """Return the options for a check, with the files that they name read or found.

    In place of the path of a `schema` stands its text; the paths of `dictionaries` are absolute.
    """
    options = {name: option.value for name, option in state.options.items()}
    if options.get("schema"):
        options["schema"] = _schema(state.options["schema"])
    if options.get("dictionaries"):
        options["dictionaries"] = _dictionaries(state.options["dictionaries"])
    return options


def _dictionaries(setting: Setting[object]) -> list[str]:
    from kouetsu.checks.consistency import prh_files  # loaded where a dictionary is named

    document, keys = setting.origin.document, setting.origin.keys
    names = cast("list[str]", setting.value)
    if document is None:
        raise ConfigError(f"dictionaries = {names}: only a configuration file can name them")
    paths = [Path(os.path.normpath(document.path.parent / name)) for name in names]
    for index, path in enumerate(paths):
        if not path.is_file():
            message = (
                f"dictionaries names {config_file.shown_path(path)}, but there is no such file"
            )
            raise document.error(message, (*keys, index))
    try:
        prh_files.load(tuple(map(str, paths)))
    except prh_files.DictionaryError as error:
        line = "" if error.line is None else f":{error.line}"
        place = f"{config_file.shown_path(error.path)}{line}"
        raise ConfigError(f"{place}: {error}") from None
    return [str(path) for path in paths]


def _schema(setting: Setting[object]) -> str:
    from kouetsu.sites import own_schema  # few sites have one

    document, keys = setting.origin.document, setting.origin.keys
    if document is None:
        raise ConfigError(f"schema = {setting.value}: only a configuration file can name one")
    path = document.path.parent / str(setting.value)
    try:
        return own_schema.read(path)
    except own_schema.OwnSchemaError as error:
        message = f"schema names {config_file.shown_path(path)}: {error}"
        raise document.error(message, keys) from None


def locale_language(environment: Mapping[str, str]) -> str:
    """Return "ja" or "en", the language of messages by the variables that POSIX names."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environment.get(name):
            return "ja" if value.startswith("ja") else "en"
    return "en"
