from __future__ import annotations

import os
import shutil
import sys
import unicodedata
from pathlib import Path

import pytest

from kouetsu import catalogue
from kouetsu.article import Article, Profile
from kouetsu.cache import keys
from kouetsu.config import ActiveRule, Settings
from kouetsu.records import names_of, replace
from kouetsu.sites.detection import Generator, Site
from samples import rule, settings

TOUCHED = 1_700_000_000_123_456_789


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of this program's modules that the key is made of."""
    copy = tmp_path / "src" / "kouetsu"
    shutil.copytree(keys._PACKAGE / "cache", copy / "cache")
    (copy / "__init__.py").write_text("")
    monkeypatch.setattr(keys, "_PACKAGE", copy)
    return copy


def test_the_key_of_the_program_is_the_same_for_every_run() -> None:
    assert keys.of_program() == keys.of_program()


@pytest.mark.parametrize(
    ("place", "name", "value"),
    [
        (keys, "__version__", "99.0"),
        (sys, "version", "3.99"),
        (unicodedata, "unidata_version", "99.0.0"),
    ],
)
def test_another_version_of_what_runs_has_another_key(
    place: object, name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = keys.of_program()
    monkeypatch.setattr(place, name, value)
    assert keys.of_program() != before


def test_a_module_of_a_checkout_that_changed_has_another_key(package: Path) -> None:
    seen = {keys.of_program()}
    (package / "cache" / "new.py").write_text("")
    seen.add(keys.of_program())
    (package / "cache" / "new.py").write_text("a = 1")
    seen.add(keys.of_program())
    os.utime(package / "cache" / "keys.py", ns=(TOUCHED, TOUCHED))
    seen.add(keys.of_program())
    assert len(seen) == 4
    before = keys.of_program()
    (package / "__pycache__").mkdir()
    (package / "__pycache__" / "new.pyc").write_text("")
    assert keys.of_program() == before


def test_an_installed_package_is_told_by_its_version_and_its_time(
    package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogue, "checkout_rules", lambda: None)
    before = keys.of_program()
    os.utime(package / "__init__.py", ns=(TOUCHED, TOUCHED))
    assert keys.of_program() != before


@pytest.mark.parametrize("name", ["__init__.py", "resources/system.dic", "inner/engine.so"])
def test_a_library_or_a_dictionary_that_changed_has_another_key(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = tmp_path / "sudachidict_tiny"
    for each in ("__init__.py", "resources/system.dic", "inner/engine.so"):
        (library / each).parent.mkdir(parents=True, exist_ok=True)
        (library / each).write_text("a")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(keys, "_LIBRARIES", (library.name,))
    before = keys.of_program()
    os.utime(library / name, ns=(TOUCHED, TOUCHED))
    touched = keys.of_program()
    (library / name).write_text("ab")
    os.utime(library / name, ns=(TOUCHED, TOUCHED))
    assert len({before, touched, keys.of_program()}) == 3
    assert library.name not in sys.modules


def test_every_library_that_decides_what_is_found_is_looked_at() -> None:
    found = {name for name in keys._LIBRARIES if list(keys._folders(name))}
    assert {"pyromark", "rapidfuzz", "sudachipy", "sudachidict_small", "yaml"} <= found
    (folder,) = keys._folders("sudachidict_small")
    assert any("system.dic " in stamp for stamp in keys._stamp(folder))


def test_a_library_that_is_not_installed_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    before = keys.of_program()
    monkeypatch.setattr(keys, "_LIBRARIES", (*keys._LIBRARIES, "no_such_library"))
    assert keys.of_program() == before


SAMPLE = rule("sample", options={"wanted": ["港"]})
SITE = Site(Generator.HUGO, root=Path("/blog"), marker=Path("/blog/hugo.toml"), settings="a = 1")
GIVEN = replace(settings(SAMPLE), profile=Profile(site=SITE))


@pytest.mark.parametrize("name", sorted({*names_of(Profile)} - {"today"}))
def test_every_part_of_the_profile_has_a_say(name: str) -> None:
    changed = replace(GIVEN.profile, **{name: "other"})
    assert keys.of_settings(replace(GIVEN, profile=changed)) != keys.of_settings(GIVEN)


@pytest.mark.parametrize("name", sorted({*names_of(Site)} - {"tree"}))
def test_every_part_of_the_site_has_a_say(name: str) -> None:
    changed = replace(GIVEN.profile, site=replace(SITE, **{name: "other"}))
    assert keys.of_settings(replace(GIVEN, profile=changed)) != keys.of_settings(GIVEN)


@pytest.mark.parametrize("name", sorted({*names_of(catalogue.Rule)} - {"page", "title"}))
def test_every_part_of_a_rule_that_is_not_its_page_has_a_say(name: str) -> None:
    changed = replace(GIVEN.rules[0], rule=replace(SAMPLE, **{name: "other"}))
    assert keys.of_settings(replace(GIVEN, rules=(changed,))) != keys.of_settings(GIVEN)


@pytest.mark.parametrize("name", names_of(ActiveRule)[1:])
def test_severity_and_options_have_a_say(name: str) -> None:
    changed = replace(GIVEN.rules[0], **{name: {"wanted": ["岬"]}})
    assert keys.of_settings(replace(GIVEN, rules=(changed,))) != keys.of_settings(GIVEN)


def test_which_settings_have_no_say_is_known() -> None:
    said = {"profile", "message_language", "rules"}
    assert {*names_of(Settings)} - said == {"fail_on", "editor_severities"}
    assert {*names_of(Article)} == {"source", "profile", "asked"}


def test_parts_of_a_key_cannot_be_shifted_into_one_another() -> None:
    found = {
        keys.of_article(data, path, program, of_settings)
        for data, path, program, of_settings in (
            (b"", "/ab", b"", b""),
            (b"b", "/a", b"", b""),
            (b"", "/a", b"b", b""),
            (b"", "/a", b"", b"b"),
        )
    }
    assert len(found) == 4


def test_a_path_of_strange_bytes_has_a_key() -> None:
    strange = os.fsdecode(b"/blog/\xff.md")
    assert keys.of_article(b"", strange, b"", b"") != keys.of_article(b"", "/blog/.md", b"", b"")
