"""A limit of time for the work on one file, so that a runaway costs no more than that file.

The system rings an alarm (SIGPROF) and the work ends by an exception where it stands, inside a
regular expression too. A call into a compiled library ends once it returns. It is the processor's
time that is limited: a machine that is busy, or asleep, makes no article fail. Python takes in
signals in the main thread of a process alone, and Windows has no such alarm: elsewhere nothing is
limited.
"""

from __future__ import annotations

import signal
from time import process_time
from typing import TYPE_CHECKING, NoReturn, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

# The most that an article may take in seconds: a hundred times what 5 MB take.
DEFAULT = 30

# Seconds from one alarm to the next: Python drops an exception that a finalizer raises.
_REPEATED = 1.0
# The shortest time that a timer takes for one: 0 would stop it.
_AT_ONCE = 1e-6

_T = TypeVar("_T")


class OutOfTime(BaseException):
    """The time is over. `rule` is the rule that was at work, None where none was.

    It is no Exception, or the guards around each check would take it for a failure of the check.
    """

    rule: str | None = None


def within(seconds: float, work: Callable[[], _T]) -> _T:
    """Return what the work returns; raise OutOfTime when it takes more seconds (0: no limit)."""
    if not seconds or not hasattr(signal, "setitimer"):
        return work()
    try:
        handler = signal.signal(signal.SIGPROF, _end)
    except ValueError:  # not the main thread
        return work()
    started = process_time()
    timer = signal.setitimer(signal.ITIMER_PROF, seconds, _REPEATED)

    def stop() -> None:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, handler)
        if timer[0]:  # it was somebody else's, and goes on
            left = timer[0] - (process_time() - started)
            signal.setitimer(signal.ITIMER_PROF, max(left, _AT_ONCE), timer[1])

    try:
        try:
            return work()
        finally:
            stop()
    except OutOfTime:
        stop()  # the alarm may have rung in the very moment when it was to stop
        raise


def _end(signal_number: int, frame: FrameType | None) -> NoReturn:
    raise OutOfTime
