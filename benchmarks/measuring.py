"""Runs programs and says what they took."""

from __future__ import annotations

import os
import subprocess
import time
from dataclasses import dataclass, field
from statistics import median
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Usage:
    """What one run took: seconds of processor time and of a clock, and megabytes at most.

    The time is that of the process and all that it started, the memory that of the largest one.
    """

    cpu: float
    wall: float
    megabytes: float


@dataclass(frozen=True, slots=True)
class Program:
    """A program that can be measured. `allowed` are the exit codes of a run that did its work.

    `variables` are added to those of the environment.
    """

    name: str
    command: tuple[str, ...]
    allowed: tuple[int, ...] = (0, 1)
    variables: Mapping[str, str] = field(default_factory=dict)

    def run(self, *arguments: str, folder: Path) -> tuple[Usage, str]:
        """Run the program in `folder`; return what that took, and its stdout.

        Ends the benchmark when the program could not do its job: its time would mean nothing.
        """
        with TemporaryFile() as out, TemporaryFile() as problems:
            started = time.perf_counter()
            process = subprocess.Popen(
                [*self.command, *arguments],
                cwd=folder,
                env={**os.environ, "LC_ALL": "C.UTF-8", **self.variables},
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=problems,
            )
            _, status, used = os.wait4(process.pid, 0)
            wall = time.perf_counter() - started
            process.returncode = os.waitstatus_to_exitcode(status)
            out.seek(0)
            problems.seek(0)
            shown = out.read().decode("utf-8", "replace")
            told = problems.read().decode("utf-8", "replace")
        if process.returncode not in self.allowed:
            reason = (told.strip().splitlines() or ["no reason given"])[-1]
            raise SystemExit(f"{self.name}: {' '.join(arguments)}: {reason}")
        return Usage(used.ru_utime + used.ru_stime, wall, used.ru_maxrss / 1024), shown


@dataclass(slots=True)
class Measurement:
    """One kind of run. `arguments` are given by the name of the program that can do it.

    `usages` are what its runs took, by the name of the program.
    """

    title: str
    arguments: Mapping[str, Sequence[str]]
    usages: dict[str, list[Usage]] = field(default_factory=dict)

    def cpu(self, name: str) -> float | None:
        """Return the median of a program's processor seconds, None where it cannot do this."""
        return median(each.cpu for each in self.usages[name]) if name in self.usages else None

    def wall(self, name: str) -> float | None:
        """Return the median of the seconds of a clock."""
        return median(each.wall for each in self.usages[name]) if name in self.usages else None

    def megabytes(self, name: str) -> float | None:
        """Return the most memory that any of the runs took."""
        return max(each.megabytes for each in self.usages[name]) if name in self.usages else None


def measure(
    measurements: Sequence[Measurement],
    programs: Sequence[Program],
    repetitions: int,
    folder: Path,
) -> None:
    """Let the programs take turns; who comes first changes, and a first round is thrown away.

    So a machine that is busy for a while is so for all of them.
    """
    for repetition in range(-1, repetitions):
        for each in measurements:
            for program in programs[:: 1 if repetition % 2 else -1]:
                if program.name not in each.arguments:
                    continue
                usage, _ = program.run(*each.arguments[program.name], folder=folder)
                if repetition >= 0:
                    each.usages.setdefault(program.name, []).append(usage)
