"""Family repetition: the loop of a continuation script."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kouetsu.article.pasting import is_full_sentence, sentence_at
from kouetsu.article.prose import MARKUP, OBJECT
from kouetsu.article.source import Span, holds
from kouetsu.checks.repetition import divergence, removals, restarts
from kouetsu.finding import Hit, Place
from kouetsu.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kouetsu.article import Article
    from kouetsu.article.headings import Heading
    from kouetsu.article.markdown import Block
    from kouetsu.article.repeats import Match, Run

_CONTINUED = compiled(r"[（(]?(?:の?続き|cont(?:inued|'d)?)[）)]?$", re.IGNORECASE)


def repeated_block(article: Article, *, min_characters: int) -> Iterator[Hit]:
    """Report runs of sentences that stand earlier in the article already.

    The rule speaks only when one run of the article is certainly pasted; every run of
    `min_characters` is then part of the same accident.
    """
    if not article.is_pasted:
        return
    echoed = [echo.span for echo in article.echoes]
    for run in article.repeats.runs:
        is_echo = holds(echoed, run.span)  # echoed-ending says more
        if run.characters >= min_characters and not is_echo:
            yield _hit(article, run)


def repeated_sentence(
    article: Article, *, min_characters: int, min_alone: int, min_block: int
) -> Iterator[Hit]:
    """Report complete sentences of running text that stand earlier in the article.

    In a pasted article each of `min_characters`, exact or near, that is not part of a run of
    `min_block`: those are repeated-block's. Elsewhere only to the letter and from `min_alone` on,
    and without code or links: people restate rules and pointers. Echoes are echoed-ending's.
    """
    shortest = min_characters if article.is_pasted else min_alone
    for run in article.repeats.runs:
        if article.is_pasted and run.characters >= min_block:
            continue
        for match in run.matches:
            if len(match.span) < shortest or not _is_said_again(article, match):
                continue
            if article.is_pasted or _is_plain_copy(article, match):
                line = article.source.line(match.earlier.start)
                yield Hit(match.span, {"line": line}, related=(Place(match.earlier, "earlier"),))


def _is_said_again(article: Article, match: Match) -> bool:
    """Say whether both places are whole sentences of running text, and the later is no echo."""
    if holds([echo.span for echo in article.echoes], match.span):
        return False
    for place in (match.span, match.earlier):
        sentence = sentence_at(article, place)
        is_running = sentence.block.span.start in article.running
        if sentence.span != place or not is_running or not is_full_sentence(article, place):
            return False
    return True


def _is_plain_copy(article: Article, match: Match) -> bool:
    """Say whether a sentence of plain words stands twice to the letter."""
    shown = article.prose[match.span.start : match.span.end]
    return match.is_exact and MARKUP not in shown and OBJECT not in shown


def restarted_sentence(article: Article) -> Iterator[Hit]:
    """Report a fragment whose words the next paragraph begins again and carries on."""
    for seam in article.seams:
        if seam.again is None or seam.after is None:
            continue
        plain = seam.before.plain
        fragment = plain.span(seam.again, len(plain.text.rstrip()))
        again = seam.after.plain.span(0, min(len(seam.after.text), len(fragment)))
        line = article.source.line(again.start)
        place = Place(again, "again")
        yield Hit(fragment, {"line": line}, related=(place,), is_independent=True)


def echoed_ending(article: Article) -> Iterator[Hit]:
    """Report paragraphs that say the end of the one before them again."""
    cut = [seam for seam in article.seams if seam.again is not None]
    begun_again = {seam.after.start for seam in cut if seam.after}
    for echo in article.echoes:
        if echo.span.start in begun_again:  # restarted-sentence says more
            continue
        line = article.source.line(echo.earlier.start)
        yield Hit(
            echo.span,
            {"line": line},
            message="whole" if echo.is_whole else "beginning",
            related=(Place(echo.earlier, "earlier"),),
            is_independent=True,
        )


def copy_divergence(article: Article) -> Iterator[Hit]:
    """Report the side of two near copies that holds a slip, and what the other side says."""
    for found in divergence.find(article):
        values = {
            "wrong": found.wrong_text,
            "right": found.right_text,
            "line": article.source.line(found.right.start),
        }
        place = Place(found.right, "right")
        yield Hit(found.wrong, values, related=(place,), is_independent=True)


def second_ending(article: Article) -> Iterator[Hit]:
    """Report where an article that had ended goes on or ends again."""
    for restart in restarts.find(article):
        last = article.sentences_by_block[restart.ending.span.start][-1].span
        line = article.source.line(last.start)
        yield Hit(
            _first_words(article, restart.block),
            {"line": line},
            message=restart.sign.value,
            related=(Place(last, "ending"),),
            is_independent=True,
        )


def _first_words(article: Article, block: Block) -> Span:
    """Return the span of a block's first sentence, with the number that may stand before it."""
    sentences = article.sentences_by_block.get(block.span.start, [])
    for sentence in sentences:
        if any(letter.isalpha() for letter in sentence.text):
            return Span(sentences[0].start, sentence.end)
    return block.span


def repeated_heading(article: Article, *, min_characters: int) -> Iterator[Hit]:
    """Report headings that stand again under the same parent."""
    seen: dict[tuple[str, str], Heading] = {}
    for heading in article.headings:
        key = _begun(heading.key)
        if len(key) < min_characters:
            continue
        first = seen.setdefault((heading.parent, key), heading)
        if first is not heading:
            line = article.source.line(first.span.start)
            place = Place(first.span, "earlier")
            yield Hit(heading.span, {"line": line}, related=(place,), is_independent=True)


def _begun(key: str) -> str:
    """Return the key of a heading without what says at its end that it goes on."""
    # All that the pattern matches holds one of the two, and few headings do.
    return _CONTINUED.sub("", key) if "続き" in key or "cont" in key.lower() else key


def _hit(article: Article, run: Run) -> Hit:
    source = article.source
    earlier = run.earlier
    values = {
        "sentences": len(run.copies),
        "characters": run.characters,
        "lines": _lines(source.line(run.span.start), source.line(run.span.end - 1)),
        "earlier_lines": _lines(source.line(earlier.start), source.line(earlier.end - 1)),
        "added": len(run.added),
    }
    related = [Place(earlier, "earlier")]
    related += [Place(added, "added") for added in run.added]
    return Hit(
        run.span,
        values,
        message=_kind(run),
        related=tuple(related),
        fix=removals.removal(article, run),
        # Where a copy is cut, the cut is a defect of its own.
        explains=_explained(article, run),
    )


def _kind(run: Run) -> str:
    """Return the message for a run: above all, which of the two copies is the complete one."""
    if any(match.completes for match in run.changed.values()):
        return "completing"
    if any(match.is_cut for match in run.changed.values()):
        return "cut"
    return "exact" if run.is_exact else "added" if run.added else "near"


def _explained(article: Article, run: Run) -> tuple[Span, ...]:
    """Return the copies but those that are cut; what only blanks on one line part is joined."""
    text, changed = article.source.text, run.changed
    starts: list[int] = []
    ends: list[int] = []
    last = -1
    for copy in run.copies:
        start = copy.start
        end = start + len(copy.masked)
        if start in changed:
            match = changed[start]
            if match.is_cut:
                continue
            start, end = match.span.start, match.span.end
        if start != last and (last < 0 or text[last:start].strip(" \u3000")):
            starts.append(start)
            ends.append(last)
        last = end
    return tuple(map(Span, starts, [*ends[1:], last]))


def _lines(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"
