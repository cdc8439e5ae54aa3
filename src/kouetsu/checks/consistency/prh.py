"""The rules of prh (proofreading helper, https://github.com/prh/prh) and what they find."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kouetsu.patterns import compiled
from kouetsu.records import record

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator

    from kouetsu.article.texts import Texts

_GROUP = compiled(r"\$([0-9]{1,2})")


@record
class Rule:
    """One entry: words to avoid, and what should stand there.

    `shown` is the pattern as prh prints it, by which imports leave a rule out; `empty` is the
    number of a group that must match nothing (`regexpMustEmpty`).
    """

    expected: str
    pattern: re.Pattern[str]
    shown: str
    message: str | None = None
    empty: int | None = None

    def finds(self, text: str) -> Iterator[tuple[re.Match[str], str]]:
        """Yield what the rule forbids in a text, each with what should stand there."""
        for match in self.pattern.finditer(text):
            is_excepted = self.empty is not None and bool(match[self.empty])
            if match.group() and match.group() != self.expected and not is_excepted:
                yield match, self.replacement(match)

    def applied(self, text: str) -> str:
        """Return a text with all that the rule forbids replaced."""
        parts: list[str] = []
        offset = 0
        for match, right in self.finds(text):
            parts += text[offset : match.start()], right
            offset = match.end()
        return "".join([*parts, text[offset:]])

    def replacement(self, match: re.Match[str]) -> str:
        """Return `expected` with $1, $2, … filled in; a number without a group stays."""

        def group(reference: re.Match[str]) -> str:
            number = int(reference[1])
            is_group = 0 < number <= self.pattern.groups
            return (match[number] or "") if is_group else reference.group()

        return _GROUP.sub(group, self.expected)


def search(rules: tuple[Rule, ...], texts: Texts) -> Iterator[tuple[str, Rule, re.Match[str], str]]:
    """Yield the text, the rule, the match and the right words of all that is forbidden."""
    for rule in rules:
        for text in _candidates(rule.pattern, texts):
            for match, right in rule.finds(text):
                yield text, rule, match, right


def _candidates(pattern: re.Pattern[str], texts: Texts) -> Iterable[str]:
    """Return the texts that a pattern may match, found in all texts as one string."""
    found: dict[str, None] = {}
    for text, match in texts.matches(pattern):
        if "\n" in match.group():
            return texts.places  # it ran over what it matches in the texts one by one
        found[text] = None
    return found
