"""The engine: runs the rules in force over an article and turns their hits into findings."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, TypeVar

from kouetsu import catalogue, consequences, fingerprints, suppressions, time_limit, wording
from kouetsu.article import Article
from kouetsu.article.source import Source, Span, from_bytes
from kouetsu.finding import Finding, Hit
from kouetsu.quotes import shorten
from kouetsu.records import field, record
from kouetsu.suppressions import Record, Suppressions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from types import ModuleType

    from kouetsu.catalogue import Rule
    from kouetsu.config import ActiveRule, Settings

    # What lints the content of a file that is called so, as lint_bytes does.
    LintBytes = Callable[[bytes, str, Settings], "FileReport"]

# Rules of this family judge what the suppressions did, so they run when all others have.
LAST_FAMILY = "suppressions"

_LONGEST_ERROR = 200
_PACKAGE = Path(__file__).parent

_T = TypeVar("_T")


class InternalError(Exception):
    """A check failed. The message names the rule, the failure and its place in the code."""


@record
class EngineError:
    """Why kouetsu could not do all of its work on a file. `rule` None: it is the file itself."""

    message: str
    rule: str | None = None


@record
class FileReport:
    """What came of one file.

    `path` is as given, with forward slashes. `source` is None where the file could not be read.
    `findings` include the folded ones (those with a cause), by position; `contexts` has the span
    of the sentence around each, by fingerprint. `language` is that of the messages. `seconds` is
    the time of each rule; what several rules read is worked out for the first of them. `text` is
    what a run writes of the file, "" where that is not known yet.
    """

    path: str
    source: Source | None
    language: str
    findings: tuple[Finding, ...] = ()
    contexts: Mapping[str, Span] = field(default_factory=dict)
    errors: tuple[EngineError, ...] = ()
    seconds: Mapping[str, float] = field(default_factory=dict, compare=False)
    text: str = field(default="", compare=False)


def lint(article: Article, settings: Settings) -> list[Finding]:
    """Return the findings of an article by position, with those that are folded under a cause.

    Raises InternalError when a check fails.
    """
    report = lint_article(article, settings)
    if report.errors:
        raise InternalError("; ".join(f"{error.rule}: {error.message}" for error in report.errors))
    return list(report.findings)


def lint_file(path: Path, settings: Settings, work: LintBytes | None = None) -> FileReport:
    """Read a file and lint it, by `work` where it is given, else by lint_bytes.

    Never raises what `work` does not: what goes wrong is in the report's errors.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        problem = EngineError(f"cannot be read: {error.strerror or error}")
        return FileReport(path.as_posix(), None, settings.message_language, errors=(problem,))
    return (work or lint_bytes)(data, path.as_posix(), settings)


def lint_bytes(data: bytes, path: str, settings: Settings) -> FileReport:
    """Lint the content of a file that is called `path`. Never raises, as lint_file."""
    return lint_article(Article(from_bytes(data, path), settings.profile), settings)


def in_time(
    work: Callable[[], FileReport], path: Path, settings: Settings, seconds: float
) -> FileReport:
    """Return the report that the work makes, or one that it took more than so many seconds.

    What was found by then is left out: half of the findings must not pass for all of them.
    """
    try:
        return time_limit.within(seconds, work)
    except time_limit.OutOfTime as over:
        return out_of_time(over, path, settings, seconds)


def out_of_time(
    over: time_limit.OutOfTime, path: Path, settings: Settings, seconds: float
) -> FileReport:
    """Return the report on a file that was given up after so many seconds."""
    message = (
        f"took more than {seconds:g} s of CPU time and was given up; "
        "--file-timeout SECONDS (0: none) allows more"
    )
    problem = EngineError(message, over.rule)
    return FileReport(path.as_posix(), None, settings.message_language, errors=(problem,))


def lint_article(article: Article, settings: Settings) -> FileReport:
    """Lint a parsed article. A check that fails is an error of the report; the others go on."""
    run = _Run(article, settings)
    found = run.without_suppressed(run.findings_of_ordinary_rules())
    return FileReport(
        path=article.source.path,
        source=article.source,
        language=settings.message_language,
        findings=tuple(run.with_causes(found)),
        contexts={finding.fingerprint: run.contexts[finding.fingerprint] for finding in found},
        errors=tuple(run.errors.values()),
        seconds=run.seconds,
    )


@record(frozen=False)
class _Run:
    """The work on one article. `hits` and `contexts` are kept by fingerprint."""

    article: Article
    settings: Settings
    ran: set[str] = field(default_factory=set)
    hits: dict[str, Hit] = field(default_factory=dict)
    contexts: dict[str, Span] = field(default_factory=dict)
    errors: dict[str, EngineError] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)

    def findings_of_ordinary_rules(self) -> list[Finding]:
        language = self._attempt(lambda: self.article.language.value, None)
        caught: list[tuple[Hit, Finding]] = []
        for active in self.settings.rules:
            is_spoken = language is None or language in active.rule.languages
            if is_spoken and active.rule.family != LAST_FAMILY:
                caught.extend(self._catch(active))
        return self._identified(caught)

    def without_suppressed(self, findings: list[Finding]) -> list[Finding]:
        """Apply the suppressions; add the findings on those that are unused or malformed."""
        families: dict[str, str] = {}
        found = Suppressions()
        if self._attempt(lambda: suppressions.are_written(self.article), False):
            families = self._families()
            found = self._attempt(lambda: suppressions.read(self.article, families), found)
        kept, used = suppressions.apply(findings, found)
        unused = tuple(suppressions.unused(found, used, self.ran, families))
        record = Record(found.problems, unused)
        caught: list[tuple[Hit, Finding]] = []
        for active in self.settings.rules:
            if active.rule.family == LAST_FAMILY:
                caught.extend(self._catch(active, record))
        late, _ = suppressions.apply(self._identified(caught), found)
        return sorted([*kept, *late], key=_position)

    def _families(self) -> dict[str, str]:
        """Return the family of every rule, be it in force or not."""
        families = {rule.id: rule.family for rule in catalogue.load().values()}
        return families | {active.rule.id: active.rule.family for active in self.settings.rules}

    def with_causes(self, findings: list[Finding]) -> list[Finding]:
        hits = [(finding.rule, self.hits[finding.fingerprint]) for finding in findings]
        causes = consequences.causes(hits)
        return [
            finding
            if cause is None
            else _named(finding, finding.fingerprint, findings[cause].fingerprint)
            for finding, cause in zip(findings, causes, strict=True)
        ]

    def _catch(self, active: ActiveRule, *more: Record) -> list[tuple[Hit, Finding]]:
        """Run one rule; what it found before a failure is kept."""
        caught: list[tuple[Hit, Finding]] = []
        rule, started = active.rule, perf_counter()
        try:
            for hit in check_of(rule)(self.article, *more, **active.options):
                finding = wording.worded(self.article.source, active, hit, self.settings)
                caught.append((hit, finding))
            self.ran.add(rule.id)
        except time_limit.OutOfTime as over:
            over.rule = rule.id
            raise
        # Whatever goes wrong in one check must not cost the writer what the other checks found.
        except Exception as error:
            self._note(error, rule.id)
        self.seconds[rule.id] = perf_counter() - started
        return caught

    def _identified(self, caught: Sequence[tuple[Hit, Finding]]) -> list[Finding]:
        """Return the findings by position, each once, with their fingerprints."""
        if not caught:
            return []
        source = self.article.source
        sentences = self._attempt(
            lambda: fingerprints.among(self.article.sentences), fingerprints.among(())
        )
        once = {(f.rule, f.span, f.message): (hit, f) for hit, f in reversed(caught)}
        ordered = sorted(once.values(), key=lambda each: _position(each[1]))
        places = [(finding.rule, finding.span) for _, finding in ordered]
        identified = fingerprints.identify(source, sentences, places)
        found: list[Finding] = []
        for (hit, finding), (name, context) in zip(ordered, identified, strict=True):
            self.hits[name] = hit
            self.contexts[name] = context
            found.append(_named(finding, name))
        return found

    def _attempt(self, work: Callable[[], _T], otherwise: _T) -> _T:
        try:
            return work()
        except Exception as error:
            self._note(error)
            return otherwise

    def _note(self, error: Exception, rule: str | None = None) -> None:
        message = describe(error)
        self.errors.setdefault(message, EngineError(message, rule))


def check_of(rule: Rule) -> Callable[..., Iterable[Hit]]:
    """Import a check on first need: a run of one rule loads one family, or one module of it."""
    module, function = place_of(rule.family, rule.check)
    check: Callable[..., Iterable[Hit]] = getattr(module, function)
    return check


@cache  # each article asks for sixty checks
def place_of(family: str, check: str) -> tuple[ModuleType, str]:
    """Return the module that holds a check, and the name of its function."""
    *module, function = f"{family}.{check}".replace("-", "_").split(".")
    return import_module(".".join(("kouetsu.checks", *module))), function


def _named(finding: Finding, fingerprint: str, cause: str | None = None) -> Finding:
    """Return a finding with its names; to look all of its fields up takes five times as long."""
    return Finding(
        finding.rule,
        finding.family,
        finding.severity,
        finding.span,
        finding.message,
        finding.repair,
        finding.related,
        finding.fix,
        cause,
        fingerprint,
    )


def _position(finding: Finding) -> tuple[int, int, str, str]:
    return finding.span.start, finding.span.end, finding.rule, finding.message


def describe(error: Exception) -> str:
    """Return what failed and where in this package's code, on one line."""
    from traceback import walk_tb  # loaded where something failed

    place = ""
    for frame, line in walk_tb(error.__traceback__):
        path = Path(frame.f_code.co_filename)
        if path.is_relative_to(_PACKAGE):
            place = f" ({path.relative_to(_PACKAGE.parent).as_posix()}:{line})"
    return f"internal-error: {shorten(f'{type(error).__name__}: {error}', _LONGEST_ERROR)}{place}"
