"""Several processes that share the work on many articles."""

from __future__ import annotations

import multiprocessing
import signal
import sys
from collections import deque
from contextlib import suppress
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Generic, TypeVar

from kouetsu.records import field, record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkContext, SpawnContext
    from multiprocessing.process import BaseProcess

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")

# Items that a process has before it, so that it need not wait while we read what it sent.
_QUEUE = 2


@record
class _Failure:
    """An exception of the work, which is raised again in our process."""

    error: Exception


@record(frozen=False)
class _Worker:
    """A process with the items, by their numbers, that it has still to answer, in this order."""

    process: BaseProcess
    connection: Connection
    tasks: deque[int] = field(default_factory=deque)

    def give(self, number: int) -> None:
        self.tasks.append(number)
        with suppress(OSError):  # it has died, which reading its answer tells as well
            self.connection.send(number)

    def end(self) -> None:
        self.process.terminate()
        self.connection.close()
        self.process.join()


def share(
    work: Callable[[_Item], _Result],
    items: Sequence[_Item],
    jobs: int,
    lost: Callable[[_Item], _Result],
) -> Iterator[_Result]:
    """Yield what `work` makes of each item, in their order, done by up to `jobs` processes.

    An exception of the work is raised. `lost` gives the result for an item whose process died; the
    others go on. Work, items and results can be pickled. No process is left behind, whatever ends
    the iteration. To be called before there are threads.
    """
    pool = _Pool(work, items, lost, deque(range(len(items))))
    try:
        for _ in range(min(jobs, len(items))):
            pool.start()
        for number in range(len(items)):
            while number not in pool.results:
                pool.collect()
            result = pool.results.pop(number)
            if isinstance(result, _Failure):
                raise result.error
            yield result
    finally:
        for worker in pool.workers:
            worker.end()


@record(frozen=False)
class _Pool(Generic[_Item, _Result]):
    """The processes of one run. `waiting` are the items that none of them has yet."""

    work: Callable[[_Item], _Result]
    items: Sequence[_Item]
    lost: Callable[[_Item], _Result]
    waiting: deque[int]
    results: dict[int, _Result | _Failure] = field(default_factory=dict)
    workers: list[_Worker] = field(default_factory=list)

    def start(self) -> None:
        ours, theirs = multiprocessing.Pipe()
        process = _context().Process(
            target=_serve, args=(theirs, self.work, self.items), daemon=True
        )
        process.start()
        theirs.close()  # or the end of the process would not end the connection
        worker = _Worker(process, ours)
        self.workers.append(worker)
        for _ in range(min(_QUEUE, len(self.waiting))):
            worker.give(self.waiting.popleft())

    def collect(self) -> None:
        """Wait for answers and take one of each process that has some."""
        ready = wait([worker.connection for worker in self.workers])
        for worker in [each for each in self.workers if each.connection in ready]:
            try:
                number, result = worker.connection.recv()
            except (EOFError, OSError):
                self._bury(worker)
                continue
            worker.tasks.remove(number)
            self.results[number] = result
            if self.waiting:
                worker.give(self.waiting.popleft())

    def _bury(self, worker: _Worker) -> None:
        self.workers.remove(worker)
        worker.end()
        if worker.tasks:
            number = worker.tasks.popleft()
            self.results[number] = self.lost(self.items[number])
        self.waiting.extendleft(reversed(worker.tasks))
        if self.waiting:
            self.start()


def _context() -> ForkContext | SpawnContext:
    # A copy of this process has all modules loaded. Elsewhere than on Linux, libraries of the
    # system may have threads that no copy survives.
    if sys.platform == "linux":
        return multiprocessing.get_context("fork")
    return multiprocessing.get_context("spawn")


def _serve(
    connection: Connection, work: Callable[[_Item], _Result], items: Sequence[_Item]
) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for our parent, who ends us
    try:
        while True:
            number = connection.recv()
            connection.send((number, _attempt(work, items[number])))
    except (EOFError, OSError):
        return  # our parent is gone


def _attempt(work: Callable[[_Item], _Result], item: _Item) -> _Result | _Failure:
    try:
        return work(item)
    except Exception as error:
        return _Failure(error)
