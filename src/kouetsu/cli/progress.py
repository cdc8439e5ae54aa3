"""A progress bar for runs that take longer than a person waits without one."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_PATIENCE = 1.0  # seconds

_T = TypeVar("_T")


def tracked(
    items: Sequence[_T], *, is_shown: bool, clock: Callable[[], float] = monotonic
) -> Iterator[_T]:
    """Yield the items; once a second has passed, show on stderr how many are done."""
    started, done = clock(), 0
    while done < len(items) and not (is_shown and clock() - started > _PATIENCE):
        yield items[done]
        done += 1
    if done < len(items):
        yield from _with_bar(items, done)


def _with_bar(items: Sequence[_T], done: int) -> Iterator[_T]:
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("kouetsu", total=len(items), completed=done)
        for item in items[done:]:
            yield item
            progress.advance(task)
