"""Damage posts in known ways and count how much of the damage kouetsu finds.

    python benchmarks/damage.py POSTS... [--seed N] [--cases N] [--misses]

POSTS are files or folders of Japanese posts. Every case damages one post once (`damaging.py` says
how) and lints it with the families repetition and breakage in their default settings. The damage is
found when a rule that may rightly answer reports a place on its lines, or on a line beside them.
Posts that have findings of their own are left out: nobody could say what was found in them.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from damaging import Damage, Kind, damage
from kouetsu import catalogue
from kouetsu.article import Article, Profile
from kouetsu.article.source import from_bytes, from_text
from kouetsu.config import ActiveRule, Settings
from kouetsu.discover import DiscoveryError, discover
from kouetsu.linter import lint

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kouetsu.finding import Finding

FAMILIES = ("repetition", "breakage")
# Code points of a missed case that are shown on each side of the damage's first character.
_SHOWN = 30

# The texts of posts by their names.
Posts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Case:
    """One damaged post, by the name of the post, and whether the damage was found."""

    post: str
    damage: Damage
    is_found: bool


def default_settings() -> Settings:
    """Return settings in which both families are on, as their rule pages say."""
    rules = [rule for rule in catalogue.load().values() if rule.family in FAMILIES]
    active = tuple(ActiveRule(rule, rule.severity, rule.options) for rule in rules)
    return Settings(Profile(), "ja", active)


def findings(text: str, settings: Settings) -> list[Finding]:
    """Lint the text of a post; folded findings are findings."""
    return lint(Article(from_text(text, "post.md"), settings.profile), settings)


def cases(posts: Posts, kind: Kind, count: int, seed: int, settings: Settings) -> Iterator[Case]:
    """Yield cases of one kind, from each post in turn: fewer than `count` where no post can."""
    names = list(posts)
    for index in range(count):
        random = Random(f"{seed} {kind.value} {index}")
        for turn in range(len(names)):
            name = names[(index + turn) % len(names)]
            damaged = damage(posts[name], kind, random)
            if damaged is not None:
                yield Case(name, damaged, _is_found(damaged, settings))
                break


def _is_found(damaged: Damage, settings: Settings) -> bool:
    source = from_text(damaged.text)
    first = source.line(damaged.span.start) - 1
    last = source.line(damaged.span.end - 1) + 1
    return any(
        finding.rule in damaged.rules
        and source.line(finding.span.start) <= last
        and source.line(max(finding.span.start, finding.span.end - 1)) >= first
        for finding in findings(damaged.text, settings)
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Try the kinds of damage on the posts of the command line and print a table."""
    options = _options(arguments)
    settings = default_settings()
    posts = _sound_posts(options.posts, settings)
    counts = _spread(options.cases, len(Kind))
    tried = {
        kind: list(cases(posts, kind, count, options.seed, settings))
        for kind, count in zip(Kind, counts, strict=True)
    }
    print("\n".join(_table(tried)))
    if options.misses:
        missed = [case for each in tried.values() for case in each if not case.is_found]
        print("\n".join(["", *map(_shown, missed)]))


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("posts", nargs="+", type=Path, help="posts, or folders of posts")
    parser.add_argument("--seed", type=int, default=1, help="another seed draws other cases")
    parser.add_argument("--cases", type=_count, default=400, help="of all kinds (default: 400)")
    parser.add_argument("--misses", action="store_true", help="show the damage that was not found")
    return parser.parse_args(arguments)


def _count(text: str) -> int:
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"“{text}” is not a number of cases, such as 400")
    return int(text)


def _spread(total: int, parts: int) -> list[int]:
    """Divide a number into parts that differ by one at most."""
    return [total // parts + (index < total % parts) for index in range(parts)]


def _sound_posts(paths: Sequence[Path], settings: Settings) -> Posts:
    """Read the posts that have no finding; end the benchmark where there is none."""
    try:
        found = discover(paths)
    except DiscoveryError as error:
        raise SystemExit(str(error)) from None
    texts = {str(path): from_bytes(path.read_bytes(), str(path)).text for path in found}
    sound = {name: text for name, text in texts.items() if not findings(text, settings)}
    if not texts:
        raise SystemExit(f"{paths[0]}: there is no post to damage")
    if not sound:
        raise SystemExit(f"each of the {len(texts)} posts has findings of its own already")
    if len(sound) < len(texts):
        left_out = len(texts) - len(sound)
        print(f"{left_out} of {len(texts)} posts have findings and are left out", file=sys.stderr)
    return sound


def _table(tried: Mapping[Kind, Sequence[Case]]) -> Iterator[str]:
    yield "| damage | cases | found | share |"
    yield "| --- | ---: | ---: | ---: |"
    for kind, each in tried.items():
        yield _row(kind.value, each)
    yield _row("all", [case for each in tried.values() for case in each])


def _row(title: str, tried: Sequence[Case]) -> str:
    found = sum(case.is_found for case in tried)
    share = f"{found / len(tried):.1%}" if tried else "–"
    return f"| {title} | {len(tried)} | {found} | {share} |"


def _shown(case: Case) -> str:
    """Describe a missed case on one line: its kind, its post, and the text around the damage."""
    text, start = case.damage.text, case.damage.span.start
    around = text[max(0, start - _SHOWN) : start] + "⟦" + text[start : start + _SHOWN]
    return f"{case.damage.kind.value}: {case.post}: {around.replace(chr(10), '⏎')}"


if __name__ == "__main__":
    main()
