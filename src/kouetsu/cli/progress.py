"""A progress bar for runs that take longer than a person waits without one."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_PATIENCE = 1.0  # seconds
_REFRESH = 0.1  # seconds between two pictures of the bar

_T = TypeVar("_T")


def tracked(
    items: Iterable[_T], total: int, *, is_shown: bool, clock: Callable[[], float] = monotonic
) -> Iterator[_T]:
    """Yield the items; once a second has passed, show on stderr how many of `total` are done."""
    started, rest = clock(), iter(items)
    for done, item in enumerate(rest, 1):
        yield item
        if is_shown and done < total and clock() - started > _PATIENCE:
            yield from _with_bar(rest, done, total, clock)


def _with_bar(
    items: Iterator[_T], done: int, total: int, clock: Callable[[], float]
) -> Iterator[_T]:
    from rich.console import Console
    from rich.progress import Progress

    # No thread draws the bar: a process that has threads cannot be copied when a worker dies.
    with Progress(console=Console(stderr=True), transient=True, auto_refresh=False) as progress:
        task = progress.add_task("kouetsu", total=total, completed=done)
        drawn = clock()
        progress.refresh()
        for item in items:
            yield item
            progress.advance(task)
            if clock() - drawn > _REFRESH:
                drawn = clock()
                progress.refresh()
