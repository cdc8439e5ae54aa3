"""Hand-made rules and checks for the tests of the engine and the reports."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING

from kouetsu import linter
from kouetsu.article import Article, Language, Profile
from kouetsu.article.source import Span, from_text
from kouetsu.catalogue import FixKind, Rule
from kouetsu.config import ActiveRule, Settings
from kouetsu.finding import Hit, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    import pytest

    from kouetsu.catalogue import Words

FAMILY = "samples"
MESSAGE: Words = {"ja": "「{text}」があります", "en": "there is “{text}”"}


def rule(  # noqa: PLR0913 - one for each field that a test sets
    name: str,
    family: str = FAMILY,
    *,
    check: str | None = None,
    severity: Severity = Severity.ERROR,
    languages: tuple[str, ...] = ("ja", "en"),
    options: Mapping[str, object] | None = None,
    messages: Mapping[str, Words] | None = None,
    repairs: Mapping[str, Words] | None = None,
    related: Mapping[str, Words] | None = None,
) -> Rule:
    return Rule(
        id=name,
        family=family,
        check=check or name,
        severity=severity,
        languages=languages,
        fix=FixKind.NONE,
        options=options or {},
        messages=messages or {"default": MESSAGE},
        repairs=repairs or {},
        related=related or {},
        title=name,
        page="",
    )


def settings(*rules: Rule, message_language: str = "en") -> Settings:
    """Return settings in which these rules are on, as they stand."""
    active = tuple(ActiveRule(each, each.severity, each.options) for each in rules)
    return Settings(Profile(), message_language, active)


def article(text: str, path: str = "post.md") -> Article:
    return Article(from_text(text, path), Profile(language=Language.JAPANESE))


def install(monkeypatch: pytest.MonkeyPatch, **checks: Callable[..., Iterator[Hit]]) -> None:
    """Make the checks available as the family "samples"."""
    module = ModuleType(f"kouetsu.checks.{FAMILY}")
    for name, check in checks.items():
        setattr(module, name, check)
    monkeypatch.setitem(sys.modules, module.__name__, module)
    linter.place_of.cache_clear()  # it knows the module of the test before


def words(article: Article, *, wanted: tuple[str, ...]) -> Iterator[Hit]:
    """Find every occurrence of some words, in the order of the words."""
    for word in wanted:
        for span in places(article.source.text, word):
            yield Hit(span)


def places(text: str, word: str) -> Iterator[Span]:
    start = text.find(word)
    while start >= 0:
        yield Span(start, start + len(word))
        start = text.find(word, start + len(word))


def word_rule(name: str, *wanted: str, severity: Severity = Severity.ERROR) -> Rule:
    """Return a rule that finds words; its check must be installed as `words`."""
    return rule(name, check="words", severity=severity, options={"wanted": wanted})
