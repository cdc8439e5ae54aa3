"""One term in two spellings within an article; words that a team's own dictionary forbids."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from kouetsu.article import scripts
from kouetsu.article.prose import OBJECT
from kouetsu.article.source import Span
from kouetsu.article.texts import is_contiguous
from kouetsu.checks.consistency import katakana, latin, okurigana
from kouetsu.checks.consistency.own_words import own_text, own_words, parted_sentences
from kouetsu.finding import Applicability, Edit, Fix, Hit, Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kouetsu.article import Article
    from kouetsu.checks.consistency.variants import Uses


def term_variant(
    article: Article,
    *,
    majority: int,
    allow: list[str],
    spellings: list[list[str]],
    dictionaries: list[str],
) -> Iterator[Hit]:
    """Report terms that are not written as the article itself nearly always writes them.

    The usual spelling must stand `majority` times as often as the other. Words in `allow` are
    written as they please; each entry of `spellings` holds the spellings of one noun.
    `dictionaries` are the paths of prh files: what they forbid is reported wherever it stands.
    """
    seen: set[tuple[int, int]] = set()
    for forms in _variants(article, spellings):
        usual = max(forms, key=lambda form: len(forms[form]))
        for form, uses in forms.items():
            count = len(forms[usual])
            is_rare = len(uses) < count and len(uses) * majority <= count
            if is_rare and uses[0] not in seen and not {form, usual} & set(allow):
                seen.add(uses[0])
                yield _variant(form, uses, usual, forms[usual])
    if dictionaries:
        yield from _forbidden(article, tuple(dictionaries))


def _variants(article: Article, spellings: list[list[str]]) -> Iterator[dict[str, Uses]]:
    """Yield the terms in two spellings, each spelling with its places.

    Few articles have any: all that they say is asked first, quotations and titles too.
    """
    searches: list[Callable[[str], Iterator[dict[str, Uses]]]] = []
    texts, parted = article.texts, parted_sentences(article)
    if latin.may_hold(f"{texts.latin}\n{scripts.latin(parted)}"):
        searches.append(latin.find)
    if katakana.may_hold({*texts.katakana, *scripts.katakana(parted)}):
        searches.append(katakana.find)
    if okurigana.may_hold(f"{texts.joined}\n{parted}", spellings):
        searches.append(partial(okurigana.find, spellings=spellings))
    if searches:
        words = own_words(article)
        for search in searches:
            yield from search(words)


def _forbidden(article: Article, dictionaries: tuple[str, ...]) -> Iterator[Hit]:
    """Report what the dictionaries forbid, outside of quotations and of titles of other pages."""
    from kouetsu.checks.consistency import prh, prh_files  # YAML and many patterns

    words = own_text(article)
    for sentence, rule, match, right in prh.search(prh_files.load(dictionaries), article.texts):
        for text in article.texts.places[sentence]:
            span, fix = text.span(*match.span()), None
            if words[span.start] == OBJECT != article.prose[span.start]:
                continue
            if is_contiguous(text, *match.span()):
                fix = Fix((Edit(span, right),), Applicability.UNSAFE)
            message = "dictionary-reason" if rule.message else "dictionary"
            yield Hit(span, {"usual": right, "reason": rule.message}, message=message, fix=fix)


def _variant(form: str, uses: Uses, usual: str, usual_uses: Uses) -> Hit:
    values = {
        "written": okurigana.shown(form),
        "count": len(uses),
        "usual": okurigana.shown(usual),
        "usual_count": len(usual_uses),
    }
    edits = tuple(Edit(Span(*use), usual) for use in uses)
    first = Place(Span(*usual_uses[0]), "usual", {"usual": okurigana.shown(usual)})
    fix = Fix(edits, Applicability.UNSAFE)
    return Hit(Span(*uses[0]), values, related=(first,), fix=fix)
