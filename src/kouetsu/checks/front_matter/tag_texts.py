"""What an article says of its subject, searched for the names that its tags are."""

from __future__ import annotations

import unicodedata
from functools import cached_property, lru_cache

from kouetsu.article.characters import LETTERS
from kouetsu.article.source import places_of
from kouetsu.patterns import compiled
from kouetsu.records import record

# A Latin word of so many letters stands inside many others (RAG in Snapdragon).
_LONGEST_SHORT = 4
_SHORT = compiled(rf"[A-Za-z0-9]{{1,{_LONGEST_SHORT}}}")
_FEWEST_MENTIONS = 3  # of a product, from which on the article is about it
_JOINTS = frozenset("_・-‐–—")  # and blanks
_NARROWED = {
    wide: unicodedata.normalize("NFKC", wide) for wide in "\u3000…！？（）：％～／＋＆，．"
}
_LAST_LONG_VOWEL = compiled(r"[ァ-ヶー]{2}ー$")
_OPENERS, _CLOSERS = frozenset("（("), frozenset("）)")
_JAPANESE = compiled(f"[{LETTERS}]+")
# Those of no other width that hold a letter of ASCII once their case is folded.
_FOLDED_TO_ASCII = "ßİǰẖẗẘẙẞ"
_LOWER = bytes(range(256)).lower()
_ASCII_JOINTS = "".join(
    sign for sign in map(chr, range(128)) if sign.isspace() or sign in _JOINTS
).encode()


@record
class Name:
    """A name: the words that stand for it, and products that an article on it may be about."""

    words: tuple[str, ...]
    products: tuple[str, ...]


@record(slots=False)
class Text:
    """What an article says of its subject: its title, and all of its body."""

    title: str
    body: str

    def is_on(self, name: Name) -> bool:
        """Say whether the article mentions a name, or is about a product of it."""
        wanted = [(word, 1) for word in name.words]
        wanted += [(product, _FEWEST_MENTIONS) for product in name.products]
        # As they are written first: for most names, no other case and spelling need be made.
        return any(self._has_as_written(word, count) for word, count in wanted) or any(
            self._may_hold(word) and self._has_in_any_spelling(word, count)
            for word, count in wanted
        )

    def other_meaning(self, word: str) -> str | None:
        """Return the acronym that a word like xAI was taken for: XAI, which the text explains."""
        if not (_SHORT.fullmatch(word) and _is_mixed(word)) or self._has_as_written(word, 1):
            return None
        capitals = word.upper()
        return capitals if _is_explained(capitals, self.body) else None

    @cached_property
    def _folded_title(self) -> str:
        return self.title.casefold()

    @cached_property
    def _lower(self) -> str:
        return f"{self._folded_title}\n{self.body.casefold()}"

    @cached_property
    def _joined(self) -> str:
        return _key_of_folded(self._lower)

    @cached_property
    def _narrowed(self) -> str:
        return _narrowed(f"{self.title}\n{self.body}")

    @cached_property
    def _is_even(self) -> bool:
        """Whether every letter of ASCII, and of Japanese, is written as such."""
        text = self._narrowed
        is_normalized = unicodedata.is_normalized("NFKC", text)
        return is_normalized and not any(map(text.__contains__, _FOLDED_TO_ASCII))

    @cached_property
    def _ascii(self) -> str:
        """What is written in ASCII, in one case and without anything between."""
        return self._narrowed.encode("ascii", "ignore").translate(_LOWER, _ASCII_JOINTS).decode()

    def _may_hold(self, word: str) -> bool:
        """Say whether a word may stand in the text in any spelling.

        To bring the text into one spelling takes longer than all that is asked here.
        """
        if not self._is_even:
            return True
        key = key_of(word)
        if key.isascii():
            return key in self._ascii
        return all(
            all(map(self._narrowed.__contains__, run)) and _stands_parted(run, self._narrowed)
            for run in _JAPANESE.findall(key)
        )

    def _has_as_written(self, word: str, count: int) -> bool:
        """Say whether a word stands `count` times, or in the title, a short Latin one by itself."""
        if _SHORT.fullmatch(word):
            return _stands_alone(word, self.title, 1) or _stands_alone(word, self.body, count)
        return word.casefold() in self._folded_title or _stands(word, self.body, count)

    def _has_in_any_spelling(self, word: str, count: int) -> bool:
        lower = word.casefold()
        if _SHORT.fullmatch(word):
            return not _is_mixed(word) and (
                _stands_alone(lower, self._folded_title, 1)
                or _stands_alone(lower, self._lower, count)
            )
        found = self._lower.count(lower)
        return found >= count if found else _stands(key_of(word), self._joined, count)


def _stands(word: str, text: str, count: int) -> bool:
    return word in text if count == 1 else text.count(word) >= count


def _stands_alone(word: str, text: str, count: int) -> bool:
    """Say whether a Latin word, or its plural, stands so many times in a text by itself."""
    place = text.find(word)
    while place >= 0:
        end = place + len(word)
        if text.startswith("s", end):
            end += 1
        before, after = text[max(0, place - 1) : place], text[end : end + 1]
        if (before.isascii() and before.isalnum()) or (after.isascii() and after.isalpha()):
            end = place + 1
        else:
            count -= 1
            if count == 0:
                return True
        place = text.find(word, end)
    return False


def _is_explained(capitals: str, text: str) -> bool:
    """Say whether an acronym stands in brackets somewhere, or before those with its words."""
    place = text.find(capitals)
    while place >= 0:
        end = place + len(capitals)
        before, after = text[max(0, place - 1) : place], text[end : end + 1]
        is_behind_word = before.isalnum() or before == "_"
        if (after in _OPENERS and not is_behind_word) or (after in _CLOSERS and before in _OPENERS):
            return True
        place = text.find(capitals, place + 1)
    return False


def _stands_parted(word: str, text: str) -> bool:
    """Say whether a word stands in a text, perhaps with joints and blanks between its letters."""
    for place in places_of(text, word[0]):
        end = place
        for letter in word:
            while (character := text[end : end + 1]) in _JOINTS or character.isspace():
                end += 1
            if character != letter:
                break
            end += 1
        else:
            return True
    return False


def _is_mixed(word: str) -> bool:
    return not (word.isupper() or word.islower() or word.istitle())


@lru_cache(maxsize=1024)  # the tags of a blog, and the names
def key_of(text: str) -> str:
    """Return what two spellings have in common: not width, case, blanks, hyphens or a last ー."""
    return _key_of_folded(text.casefold())


def _key_of_folded(text: str) -> str:
    is_word = text.isalnum()  # most tags; in a word there is nothing to narrow or to take out
    if not is_word:
        text = _narrowed(text)
    if not unicodedata.is_normalized("NFKC", text):
        # Line by line: one that is in this form already is left as it is, as most are.
        narrow = "\n".join([unicodedata.normalize("NFKC", line) for line in text.split("\n")])
        text = text if narrow == text else narrow.casefold()
        is_word = False
    joined = text if is_word else _without_joints(text)
    return joined[:-1] if _LAST_LONG_VOWEL.match(joined, max(0, len(joined) - 3)) else joined


def _narrowed(text: str) -> str:
    # Without these characters, of which Japanese text is full, most text is in that form already,
    # and to see that takes a tenth of the time of bringing it there.
    for wide, narrow in _NARROWED.items():
        text = text.replace(wide, narrow)
    return text


def _without_joints(text: str) -> str:
    joined = "".join(text.split())
    for joint in _JOINTS:
        joined = joined.replace(joint, "")
    return joined
