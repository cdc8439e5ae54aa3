from __future__ import annotations

import string
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kouetsu.article import Flavour, Language
from kouetsu.config import (
    CommandLine,
    ConfigError,
    Configurations,
    FailOn,
    Settings,
    locale_language,
)
from kouetsu.finding import Severity
from kouetsu.sites.detection import Generator
from sample_catalogue import CATALOGUE, make

if TYPE_CHECKING:
    from collections.abc import Callable

    from kouetsu.config_layers import RuleState

FLAGS_OF_NOBODY = CommandLine()


def settings_in(
    folder: Path, files: dict[str, str], *, path: str = "a.md", flags: CommandLine = FLAGS_OF_NOBODY
) -> Settings:
    make(folder, files)
    return Configurations(CATALOGUE, flags).settings_for(folder / path)


def on(settings: Settings) -> dict[str, str]:
    """Return the rules that are on with their severities."""
    return {active.rule.id: active.severity.value for active in settings.rules}


def rules_on(folder: Path, text: str, *, flags: CommandLine = FLAGS_OF_NOBODY) -> dict[str, str]:
    return on(settings_in(folder, {"kouetsu.toml": text}, flags=flags))


DEFAULTS = {
    "split-word": "error",
    "stutter": "error",
    "style-mix": "warning",
    "repeated-block": "error",
}


class TestDefaults:
    def test_without_a_configuration_everything_but_info_is_on(self, tmp_path: Path) -> None:
        settings = settings_in(tmp_path, {})
        assert on(settings) == DEFAULTS
        assert settings.fail_on is FailOn.ERROR
        assert settings.profile.language is None
        assert settings.profile.flavour is Flavour.COMMONMARK
        assert settings.profile.characters_per_minute == 500
        assert settings.generator is Generator.NONE

    def test_options_are_those_of_the_catalogue(self, tmp_path: Path) -> None:
        options = {rule.rule.id: rule.options for rule in settings_in(tmp_path, {}).rules}
        assert options["stutter"] == CATALOGUE["stutter"].options
        assert options["repeated-block"] == {"shortest": 40}

    def test_rules_keep_the_order_of_the_catalogue(self, tmp_path: Path) -> None:
        rules = rules_on(tmp_path, 'select = ["stutter", "breakage"]')
        assert list(rules) == ["missing-period", "split-word", "stutter"]


class TestChoiceOfRules:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ('select = ["stutter"]', {"stutter"}),
            ('select = ["language"]', {"stutter", "style-mix"}),
            ('select = ["breakage"]', {"split-word", "missing-period"}),
            ('select = ["all"]', set(CATALOGUE)),
            ("select = []", set()),
            ('ignore = ["language"]', {"split-word", "repeated-block"}),
            ('ignore = ["all"]', set()),
            ('select = ["language"]\nignore = ["stutter"]', {"style-mix"}),
            ('select = ["stutter"]\nignore = ["language"]', {"stutter"}),
            ('select = ["all"]\nignore = ["language"]', set(CATALOGUE) - {"stutter", "style-mix"}),
            ('select = ["stutter"]\nignore = ["stutter"]', set()),
            ('select = ["language"]\nignore = ["all"]', {"stutter", "style-mix"}),
            ('[severity]\nstutter = "off"', {"split-word", "style-mix", "repeated-block"}),
            ('[severity]\nlanguage = "off"\nstutter = "info"', {*DEFAULTS} - {"style-mix"}),
            ('[severity]\nmissing-period = "warning"', {*DEFAULTS, "missing-period"}),
            ('[severity]\nbreakage = "info"', {*DEFAULTS, "missing-period"}),
            ('select = ["stutter"]\nseverity.split-word = "error"', {"stutter"}),
            ('select = ["stutter"]\nseverity.stutter = "off"', set()),
            ('ignore = ["stutter"]\nseverity.stutter = "error"', {*DEFAULTS} - {"stutter"}),
        ],
    )
    def test_one_file_decides(self, tmp_path: Path, text: str, expected: set[str]) -> None:
        assert set(rules_on(tmp_path, text)) == expected

    def test_the_severity_of_a_rule_goes_before_that_of_its_family(self, tmp_path: Path) -> None:
        rules = rules_on(tmp_path, '[severity]\nstutter = "info"\nlanguage = "warning"')
        assert rules["stutter"] == "info"
        assert rules["style-mix"] == "warning"

    @pytest.mark.parametrize("select", ["", 'select = ["stutter"]\n'])
    def test_a_later_severity_takes_back_an_earlier_off(self, tmp_path: Path, select: str) -> None:
        override = '[[overrides]]\nfiles = ["a.md"]\nseverity.stutter = "info"'
        rules = rules_on(tmp_path, f'{select}severity.stutter = "off"\n{override}')
        assert rules["stutter"] == "info"

    def test_a_selected_info_rule_stays_info(self, tmp_path: Path) -> None:
        assert rules_on(tmp_path, 'select = ["missing-period"]') == {"missing-period": "info"}

    @pytest.mark.parametrize(
        ("flags", "expected"),
        [
            (CommandLine(select=("style-mix",)), {"style-mix"}),
            (CommandLine(select=("language",), ignore=("stutter",)), {"style-mix"}),
            (CommandLine(ignore=("breakage",)), {"stutter"}),
            (CommandLine(select=()), set()),
            (CommandLine(select=("repetition",)), {"repeated-block"}),
        ],
    )
    def test_flags_go_before_the_file(
        self, tmp_path: Path, flags: CommandLine, expected: set[str]
    ) -> None:
        text = 'select = ["stutter", "split-word"]\nseverity.repeated-block = "off"'
        assert set(rules_on(tmp_path, text, flags=flags)) == expected

    @pytest.mark.parametrize(
        ("flags", "expected"),
        [
            (
                CommandLine(select=("stuter",)),
                '--select: unknown rule or family "stuter"; did you mean "stutter"?',
            ),
            (
                CommandLine(ignore=("langage",)),
                '--ignore: unknown rule or family "langage"; did you mean "language"?',
            ),
        ],
    )
    def test_an_unknown_rule_among_the_flags_is_named(
        self, flags: CommandLine, expected: str
    ) -> None:
        with pytest.raises(ConfigError) as caught:
            Configurations(CATALOGUE, flags)
        assert str(caught.value) == expected


class TestWhichFile:
    def test_the_nearest_file_upwards_holds_alone(self, tmp_path: Path) -> None:
        files = {
            "kouetsu.toml": 'language = "ja"\nfail_on = "never"',
            "posts/kouetsu.toml": 'language = "en"',
        }
        near = settings_in(tmp_path, files, path="posts/2025/a.md")
        assert near.profile.language is Language.ENGLISH
        assert near.fail_on is FailOn.ERROR
        far = Configurations(CATALOGUE).settings_for(tmp_path / "pages" / "a.md")
        assert far.profile.language is Language.JAPANESE

    def test_a_pyproject_without_our_table_is_passed_over(self, tmp_path: Path) -> None:
        files = {
            "pyproject.toml": '[tool.kouetsu]\nlanguage = "ja"\n',
            "site/pyproject.toml": "[tool.other]\n",
        }
        assert settings_in(tmp_path, files, path="site/a.md").profile.language is Language.JAPANESE

    def test_a_file_that_is_named_holds_for_every_article(self, tmp_path: Path) -> None:
        make(tmp_path, {"kouetsu.toml": "", "posts/kouetsu.toml": "", "ci.toml": 'language = "en"'})
        configurations = Configurations(CATALOGUE, explicit=tmp_path / "ci.toml")
        for name in ("a.md", "posts/a.md"):
            settings = configurations.settings_for(tmp_path / name)
            assert settings.profile.language is Language.ENGLISH

    def test_a_named_file_that_is_missing_is_an_error(self, tmp_path: Path) -> None:
        configurations = Configurations(CATALOGUE, explicit=tmp_path / "ci.toml")
        with pytest.raises(ConfigError, match=r"ci\.toml: cannot be read"):
            configurations.settings_for(tmp_path / "a.md")

    def test_relative_paths_are_those_of_the_working_folder(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        make(tmp_path, {"kouetsu.toml": 'language = "ja"', "posts/.keep": ""})
        monkeypatch.chdir(tmp_path / "posts")
        for path in ("a.md", "../a.md", "./x/../a.md"):
            settings = Configurations(CATALOGUE).settings_for(Path(path))
            assert settings.profile.language is Language.JAPANESE

    def test_a_file_extends_only_what_it_names(self, tmp_path: Path) -> None:
        files = {
            "base.toml": 'language = "ja"\nfail_on = "info"\n[house]\nwords_per_minute = 100',
            "site/kouetsu.toml": 'extend = "../base.toml"\nfail_on = "never"',
        }
        settings = settings_in(tmp_path, files, path="site/a.md")
        assert settings.profile.language is Language.JAPANESE
        assert settings.fail_on is FailOn.NEVER
        assert settings.profile.words_per_minute == 100
        assert settings.profile.characters_per_minute == 500

    def test_each_file_is_read_once_in_a_run(self, tmp_path: Path) -> None:
        make(tmp_path, {"kouetsu.toml": 'language = "ja"'})
        configurations = Configurations(CATALOGUE)
        first = configurations.settings_for(tmp_path / "posts" / "a.md")
        (tmp_path / "kouetsu.toml").write_text("broken", encoding="utf-8")
        assert configurations.settings_for(tmp_path / "posts" / "b.md") is first
        assert configurations.settings_for(tmp_path / "c.md") == first

    def test_an_article_need_not_exist(self, tmp_path: Path) -> None:
        settings = settings_in(tmp_path, {"kouetsu.toml": 'language = "en"'}, path="無い/a.md")
        assert settings.profile.language is Language.ENGLISH

    def test_a_broken_file_is_an_error_with_its_line(self, tmp_path: Path) -> None:
        with pytest.raises(ConfigError, match=r'kouetsu\.toml:2: unknown key "selct"'):
            settings_in(tmp_path, {"kouetsu.toml": "\nselct = []\n"})


class TestOverrides:
    TEXT = """
        language = "ja"
        ignore = ["repeated-block"]
        [severity]
        stutter = "info"
        [rules.stutter]
        longest = 5
        mark = "．"
        [[overrides]]
        files = ["下書き/", "*.draft.md"]
        ignore = ["breakage"]
        severity.stutter = "error"
        rules.stutter.longest = 6
        [[overrides]]
        files = ["en/**", "!en/ja.md"]
        language = "en"
        flavour = "kramdown"
        select = ["language"]
        [[overrides]]
        files = ["en/special.md"]
        severity.language = "off"
    """

    def settings_for(self, folder: Path, path: str, flags: CommandLine) -> Settings:
        return settings_in(folder, {"kouetsu.toml": self.TEXT}, path=path, flags=flags)

    @pytest.mark.parametrize(
        ("path", "expected"),
        [
            ("a.md", {"split-word": "error", "stutter": "info", "style-mix": "warning"}),
            ("下書き/深い/a.md", {"stutter": "error", "style-mix": "warning"}),
            ("posts/x.draft.md", {"stutter": "error", "style-mix": "warning"}),
            ("en/a.md", {"stutter": "info", "style-mix": "warning"}),
            ("en/a.draft.md", {"stutter": "error", "style-mix": "warning"}),
            ("en/ja.md", {"split-word": "error", "stutter": "info", "style-mix": "warning"}),
            ("en/special.md", {}),
            ("posts/en/a.md", {"split-word": "error", "stutter": "info", "style-mix": "warning"}),
        ],
    )
    def test_overrides_concern_the_files_that_they_name(
        self, tmp_path: Path, path: str, expected: dict[str, str]
    ) -> None:
        assert on(self.settings_for(tmp_path, path, FLAGS_OF_NOBODY)) == expected

    def test_options_are_overridden_one_by_one(self, tmp_path: Path) -> None:
        settings = self.settings_for(tmp_path, "下書き/a.md", FLAGS_OF_NOBODY)
        options = next(each.options for each in settings.rules if each.rule.id == "stutter")
        assert options["longest"] == 6
        assert options["mark"] == "．"
        assert options["ratio"] == 0.85

    def test_language_and_flavour_are_overridden(self, tmp_path: Path) -> None:
        profile = self.settings_for(tmp_path, "en/a.md", FLAGS_OF_NOBODY).profile
        assert profile.language is Language.ENGLISH
        assert profile.flavour is Flavour.KRAMDOWN

    def test_flags_go_before_overrides(self, tmp_path: Path) -> None:
        flags = CommandLine(select=("breakage", "stutter"))
        settings = self.settings_for(tmp_path, "en/special.md", flags)
        assert on(settings) == {"missing-period": "info", "split-word": "error", "stutter": "info"}

    def test_globs_are_relative_to_the_file_that_holds_them(self, tmp_path: Path) -> None:
        files = {
            "base.toml": '[[overrides]]\nfiles = ["/a.md"]\nlanguage = "en"',
            "site/kouetsu.toml": 'extend = "../base.toml"\nlanguage = "ja"',
        }
        settings = settings_in(tmp_path, files, path="site/a.md")
        assert settings.profile.language is Language.JAPANESE

    def test_overrides_of_a_base_go_before_the_top_of_the_file(self, tmp_path: Path) -> None:
        files = {
            "base.toml": '[[overrides]]\nfiles = ["*.md"]\nlanguage = "en"',
            "site/kouetsu.toml": 'extend = "../base.toml"\nlanguage = "ja"',
        }
        settings = settings_in(tmp_path, files, path="site/a.md")
        assert settings.profile.language is Language.ENGLISH


class TestExclude:
    def is_excluded(self, folder: Path, path: str) -> bool:
        return Configurations(CATALOGUE).is_excluded(folder / path)

    def test_excluded_files_and_folders_are_left_out(self, tmp_path: Path) -> None:
        make(tmp_path, {"kouetsu.toml": 'exclude = ["下書き/", "*.draft.md", "!keep.draft.md"]'})
        assert self.is_excluded(tmp_path, "下書き/a.md")
        assert self.is_excluded(tmp_path, "posts/a.draft.md")
        assert not self.is_excluded(tmp_path, "posts/keep.draft.md")
        assert not self.is_excluded(tmp_path, "posts/下書き.md")
        assert Configurations(CATALOGUE).is_excluded(tmp_path / "下書き", is_directory=True)

    def test_without_a_configuration_nothing_is_left_out(self, tmp_path: Path) -> None:
        assert not self.is_excluded(tmp_path, "drafts/a.md")

    def test_the_files_own_list_replaces_that_of_its_base(self, tmp_path: Path) -> None:
        make(
            tmp_path,
            {
                "kouetsu.toml": 'extend = "base/base.toml"\nexclude = ["b.md"]',
                "base/base.toml": 'exclude = ["a.md"]',
            },
        )
        assert not self.is_excluded(tmp_path, "a.md")
        assert self.is_excluded(tmp_path, "b.md")

    def test_a_base_excludes_relative_to_itself(self, tmp_path: Path) -> None:
        make(
            tmp_path,
            {"site/kouetsu.toml": 'extend = "../base.toml"', "base.toml": 'exclude = ["/site/x/"]'},
        )
        assert self.is_excluded(tmp_path, "site/x/a.md")
        assert not self.is_excluded(tmp_path, "site/y/site/x/a.md")


class TestSite:
    def test_the_flavour_follows_the_generator_that_is_found(self, tmp_path: Path) -> None:
        settings = settings_in(tmp_path, {"_config.yml": ""}, path="_posts/a.md")
        assert settings.generator is Generator.JEKYLL
        assert settings.profile.flavour is Flavour.KRAMDOWN

    def test_jekylls_own_choice_of_converter_is_heeded(self, tmp_path: Path) -> None:
        files = {"_config.yml": "markdown: CommonMark\n", "kouetsu.toml": 'generator = "jekyll"'}
        assert settings_in(tmp_path, files).profile.flavour is Flavour.COMMONMARK

    def test_a_named_generator_goes_before_the_one_found(self, tmp_path: Path) -> None:
        files = {"_config.yml": "", "kouetsu.toml": 'generator = "hugo"'}
        settings = settings_in(tmp_path, files)
        assert settings.generator is Generator.HUGO
        assert settings.profile.flavour is Flavour.COMMONMARK

    def test_a_named_flavour_goes_before_the_generators(self, tmp_path: Path) -> None:
        files = {"_config.yml": "", "kouetsu.toml": 'flavour = "commonmark"'}
        assert settings_in(tmp_path, files).profile.flavour is Flavour.COMMONMARK

    def test_articles_of_one_run_may_belong_to_different_sites(self, tmp_path: Path) -> None:
        make(tmp_path, {"blog/_config.yml": "", "docs/book.toml": "", "kouetsu.toml": ""})
        configurations = Configurations(CATALOGUE)
        found = [
            configurations.settings_for(tmp_path / folder / "a.md").generator
            for folder in ("blog", "docs", "other")
        ]
        assert found == [Generator.JEKYLL, Generator.MDBOOK, Generator.NONE]


class TestMessages:
    @pytest.mark.parametrize(
        ("environment", "expected"),
        [
            ({}, "en"),
            ({"LANG": "ja_JP.UTF-8"}, "ja"),
            ({"LANG": "C.UTF-8"}, "en"),
            ({"LANG": "ja_JP.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "en"),
            ({"LANG": "en_US", "LC_MESSAGES": "ja"}, "ja"),
            ({"LANG": "en_US", "LC_MESSAGES": "en_US", "LC_ALL": "ja_JP"}, "ja"),
            ({"LANG": "ja_JP", "LC_ALL": ""}, "ja"),
            ({"LC_CTYPE": "ja_JP"}, "en"),
        ],
    )
    def test_the_locale_gives_the_language(
        self, environment: dict[str, str], expected: str
    ) -> None:
        assert locale_language(environment) == expected

    def test_the_flag_goes_before_the_file_and_the_file_before_the_locale(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("LC_ALL", "ja_JP.UTF-8")
        assert settings_in(tmp_path, {}).message_language == "ja"
        files = {"kouetsu.toml": 'message_language = "en"'}
        assert settings_in(tmp_path, files).message_language == "en"
        flags = CommandLine(message_language="ja")
        assert settings_in(tmp_path, files, flags=flags).message_language == "ja"


class TestFailOn:
    @pytest.mark.parametrize(
        ("fail_on", "failing"),
        [
            (FailOn.ERROR, {Severity.ERROR}),
            (FailOn.WARNING, {Severity.ERROR, Severity.WARNING}),
            (FailOn.INFO, set(Severity)),
            (FailOn.NEVER, set()),
        ],
    )
    def test_a_run_fails_at_the_severity_and_above(
        self, fail_on: FailOn, failing: set[Severity]
    ) -> None:
        assert {each for each in Severity if fail_on.is_failed_by(each)} == failing

    def test_the_flag_goes_before_the_file(self, tmp_path: Path) -> None:
        files = {"kouetsu.toml": 'fail_on = "warning"'}
        assert settings_in(tmp_path, files).fail_on is FailOn.WARNING
        flags = CommandLine(fail_on=FailOn.NEVER)
        assert settings_in(tmp_path, files, flags=flags).fail_on is FailOn.NEVER


EXTENDED = {
    "base.toml": '# 共通\nlanguage = "ja"\nselect = [\n  "language",\n  "missing-period",\n]\n',
    "kouetsu.toml": (
        'extend = "base.toml"\n[severity]\nlanguage = "warning"\n'
        '[[overrides]]\nfiles = ["a.md"]\nrules.stutter.longest = 9\nignore = ["style-mix"]\n'
    ),
}


class TestOrigins:
    def states(self, folder: Path, flags: CommandLine) -> dict[str, RuleState]:
        resolution = Configurations(CATALOGUE, flags).resolution_for(folder / "a.md")
        return {state.rule.id: state for state in resolution.rules}

    def test_each_value_knows_its_file_and_line(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        make(tmp_path, EXTENDED)
        monkeypatch.chdir(tmp_path)
        resolution = Configurations(CATALOGUE).resolution_for(Path("a.md"))
        assert str(resolution.plain["language"].origin) == "base.toml:2"
        assert str(resolution.plain["fail_on"].origin) == "default"
        states = self.states(tmp_path, FLAGS_OF_NOBODY)
        assert str(states["stutter"].is_on.origin) == "base.toml:4"
        assert str(states["stutter"].severity.origin) == "kouetsu.toml:3"
        assert str(states["stutter"].options["longest"].origin) == "kouetsu.toml:6"
        assert str(states["stutter"].options["mark"].origin) == "default"
        assert str(states["style-mix"].is_on.origin) == "kouetsu.toml:7"
        assert str(states["missing-period"].is_on.origin) == "base.toml:5"
        assert str(states["split-word"].is_on.origin) == "base.toml:3"

    def test_what_flags_decide_comes_from_the_command_line(self, tmp_path: Path) -> None:
        make(tmp_path, EXTENDED)
        states = self.states(tmp_path, CommandLine(ignore=("stutter",)))
        assert str(states["stutter"].is_on.origin) == "command line"
        assert states["stutter"].is_on.value is False


levels = st.sampled_from(["error", "warning", "info", "off"])
selectors = st.sampled_from(["all", "language", "breakage", "stutter", "split-word", "style-mix"])
layers = st.fixed_dictionaries(
    {},
    optional={
        "select": st.lists(selectors, max_size=3),
        "ignore": st.lists(selectors, max_size=3),
        "severity": st.dictionaries(selectors.filter(lambda name: name != "all"), levels),
        "longest": st.integers(0, 9),
    },
)


def toml_of(layer: dict[str, object]) -> str:
    """Write a layer with dotted keys, so that it fits at the top and into an override."""
    lines = [f"{key} = {layer[key]!r}" for key in ("select", "ignore") if key in layer]
    severity = layer.get("severity", {})
    assert isinstance(severity, dict)
    lines += [f"severity.{name} = {level!r}" for name, level in severity.items()]
    lines += [f"rules.stutter.longest = {layer['longest']}"] if "longest" in layer else []
    return "\n".join(lines) + "\n"


def with_layers(
    given_layers: list[dict[str, object]], flags: CommandLine, use: Callable[[Settings], None]
) -> None:
    """Spread the layers over a base, the file and two overrides, in this order."""
    base, top, first, second = (toml_of(layer) for layer in given_layers)
    with tempfile.TemporaryDirectory() as folder:
        files = {
            "base.toml": base,
            "kouetsu.toml": f'extend = "base.toml"\n{top}[[overrides]]\nfiles = ["*.md"]\n{first}'
            f'[[overrides]]\nfiles = ["/a.md"]\n{second}',
        }
        use(settings_in(Path(folder), files, flags=flags))


four_layers = st.lists(layers, min_size=4, max_size=4)


class TestPrecedence:
    @settings(max_examples=60, deadline=None)
    @given(four_layers)
    def test_the_last_layer_that_gives_an_option_wins(
        self, given_layers: list[dict[str, object]]
    ) -> None:
        def check(settings: Settings) -> None:
            expected = [layer["longest"] for layer in given_layers if "longest" in layer]
            for active in settings.rules:
                if active.rule.id == "stutter":
                    assert active.options["longest"] == (expected or [4])[-1]

        with_layers(given_layers, FLAGS_OF_NOBODY, check)

    @settings(max_examples=60, deadline=None)
    @given(four_layers, selectors)
    def test_what_the_command_line_selects_is_on_and_nothing_else(
        self, given_layers: list[dict[str, object]], name: str
    ) -> None:
        expected = {rule.id for rule in CATALOGUE.values() if name in ("all", rule.family, rule.id)}

        def check(settings: Settings) -> None:
            assert set(on(settings)) == expected

        with_layers(given_layers, CommandLine(select=(name,)), check)

    @settings(max_examples=60, deadline=None)
    @given(four_layers, selectors)
    def test_what_the_command_line_ignores_is_off(
        self, given_layers: list[dict[str, object]], name: str
    ) -> None:
        def check(settings: Settings) -> None:
            assert not any(
                name in ("all", each.rule.family, each.rule.id) for each in settings.rules
            )

        with_layers(given_layers, CommandLine(ignore=(name,)), check)

    @settings(max_examples=60, deadline=None)
    @given(four_layers)
    def test_a_rule_that_is_on_has_the_last_severity_that_it_was_given(
        self, given_layers: list[dict[str, object]]
    ) -> None:
        def check(settings: Settings) -> None:
            for active in settings.rules:
                rule = active.rule
                severity: object = rule.severity.value
                for layer in given_layers:
                    table = layer.get("severity", {})
                    assert isinstance(table, dict)
                    level = table.get(rule.id, table.get(rule.family, severity))
                    severity = severity if level == "off" else level
                assert active.severity.value == severity

        with_layers(given_layers, FLAGS_OF_NOBODY, check)

    @settings(max_examples=60, deadline=None)
    @given(four_layers)
    def test_a_rule_that_the_last_layer_switches_off_is_off(
        self, given_layers: list[dict[str, object]]
    ) -> None:
        last = {**given_layers[3], "severity": {"stutter": "off"}}

        def check(settings: Settings) -> None:
            assert "stutter" not in on(settings)

        with_layers([*given_layers[:3], last], FLAGS_OF_NOBODY, check)

    @settings(max_examples=60, deadline=None)
    @given(four_layers, st.text(string.ascii_lowercase, min_size=1, max_size=8))
    def test_a_misspelt_rule_is_never_passed_over(
        self, given_layers: list[dict[str, object]], name: str
    ) -> None:
        given_layers[3] = {**given_layers[3], "ignore": [f"{name}-x"]}
        with pytest.raises(ConfigError, match=f'unknown rule or family "{name}-x"'):
            with_layers(given_layers, FLAGS_OF_NOBODY, lambda _settings: None)
