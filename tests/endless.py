"""A limit for work on hostile text that nothing but a runaway reaches, on any machine."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import pytest

from kouetsu.time_limit import OutOfTime, within

if TYPE_CHECKING:
    from collections.abc import Callable

# Seconds of CPU time: a hundred times what such work takes. In quadratic time it takes hours.
_GENEROUS = 60

_T = TypeVar("_T")


def ended(work: Callable[[], _T]) -> _T:
    """Return what the work returns; fail where it does not come to an end."""
    try:
        return within(_GENEROUS, work)
    except OutOfTime:
        pytest.fail("it does not come to an end", pytrace=False)
