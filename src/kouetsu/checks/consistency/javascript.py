r"""Regular expressions of JavaScript (flags `gmu`) in the words of Python's `re`.

What differs: \w, \d, \b know ASCII only, \s has its own list, groups and references are named
otherwise, [^] and [] are sets, and a look-behind may hold alternatives of different lengths.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from itertools import accumulate

from kouetsu.patterns import compiled

_SPACES = r"\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
_SETS = {"w": "A-Za-z0-9_", "d": "0-9", "s": _SPACES}
_ANYTHING = frozenset({r"[\s\S]", r"[\S\s]", r"[\d\D]", r"[\D\d]", r"[\w\W]", r"[\W\w]", "[^]"})
# The scripts of \p{Script=…} that dictionaries for Japanese use, by the blocks of Unicode.
_SCRIPTS = {
    "Han": "々〆〇㐀-䶿一-鿿豈-﫿\U00020000-\U0003134f",
    "Hiragana": "ぁ-ゖゝ-ゟ",
    "Katakana": "ァ-ヺーヽ-ヿㇰ-ㇿｦ-ﾟ",
    "Latin": "A-Za-zＡ-Ｚａ-ｚÀ-ÖØ-öø-ɏ",
}
_ESCAPE = (
    r"\\(?:u\{[0-9A-Fa-f]{1,6}\}|u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2}|[pP]\{[^}]*\}|k<[^>]*>|[0-9]+|.)"
)
_TOKEN = compiled(
    rf"(?P<set>\[\^?(?:[^\]\\]|\\.)*+\])|(?P<escape>{_ESCAPE})"
    r"|(?P<named>\(\?<(?=[A-Za-z_$]))|(?P<behind>\(\?<[=!])|(?P<other>.)",
    re.DOTALL,
)
_IN_SET = compiled(rf"{_ESCAPE}|[\[&~|]", re.DOTALL)
_SCRIPT = compiled(r"(?:(?:Script|sc|Script_Extensions|scx)=)(\w+)")
_LEAST_LETTERS = frozenset("bBtnrvf0123456789")


class UntranslatableError(ValueError):
    """An expression that `re` cannot express: the problem and its offset (code points, from 0)."""

    def __init__(self, problem: str, position: int) -> None:
        super().__init__(problem)
        self.position = position


def translate(source: str) -> str:
    """Return the source of an equal expression for `re` (flags: MULTILINE).

    Raises UntranslatableError.
    """
    parts: list[str] = []
    offsets: list[int] = []
    offset = 0
    while offset < len(source):
        offsets.append(offset)
        token = _next(source, offset)
        if token["behind"]:
            part, offset = _look_behind(source, offset)
        else:
            part, offset = _token(token), token.end()
        parts.append(part)
    translated = "".join(parts)
    try:
        re.compile(translated, re.MULTILINE)
    except re.error as error:
        starts = list(accumulate(map(len, parts), initial=0))[:-1]
        index = bisect_right(starts, error.pos or 0) - 1
        raise UntranslatableError(error.msg, offsets[index]) from None
    return translated


def _next(source: str, offset: int) -> re.Match[str]:
    token = _TOKEN.match(source, offset)
    assert token is not None  # its last alternative takes any character
    return token


def _token(token: re.Match[str]) -> str:
    text = token.group()
    if text in _ANYTHING:
        return "(?s:.)"
    if text == "[]":
        return "(?!)"
    if token["set"]:
        return _set(text, token.start())
    if token["escape"]:
        return _escape(text, token.start())
    if text == "[":
        raise UntranslatableError("a set that is not closed", token.start())
    return "(?P<" if token["named"] else text


def _escape(text: str, position: int) -> str:
    """Translate an escape outside of a set."""
    letter = text[1]
    if letter in "wdsWDS":
        return f"[{'^' if letter.isupper() else ''}{_SETS[letter.lower()]}]"
    if letter in "bB":
        return f"(?a:{text})"
    if letter in "pP":
        return f"[{'^' if letter == 'P' else ''}{_script(text, position)}]"
    if letter == "k":
        return f"(?P={text[3:-1]})"
    return _character(text, position)


def _set(text: str, position: int) -> str:
    """Translate a set such as [あ-んa-z]."""

    def replaced(match: re.Match[str]) -> str:
        inner, place = match.group(), position + 1 + match.start()
        if len(inner) == 1:
            return f"\\{inner}"  # operators of sets, which Python reserves
        if inner[1] in "wds":
            return _SETS[inner[1]]
        if inner[1] == "p":
            return _script(inner, place)
        if inner[1] in "WDSP":
            raise UntranslatableError(f"{inner} inside of [ ]", place)
        return _character(inner, place)

    head = 2 if text.startswith("[^") else 1
    return text[:head] + _IN_SET.sub(replaced, text[head:-1]) + "]"


def _character(text: str, position: int) -> str:
    """Translate an escape that stands for one character."""
    if text.startswith("\\u{"):
        code = int(text[3:-1], 16)
        if code > sys.maxunicode:
            raise UntranslatableError(f"{text} is no character", position)
        return re.escape(chr(code))
    letter = text[1:2]
    if letter == "/":
        return "/"
    is_letter = letter.isascii() and letter.isalpha()
    if not letter or (is_letter and len(text) == 2 and letter not in _LEAST_LETTERS):
        raise UntranslatableError(f"unknown escape {text}", position)
    return text


def _script(text: str, position: int) -> str:
    name = _SCRIPT.fullmatch(text[3:-1])
    if name is None or name[1] not in _SCRIPTS:
        valid = ", ".join(f"Script={script}" for script in _SCRIPTS)
        raise UntranslatableError(f"unknown property {text}; valid: {valid}", position)
    return _SCRIPTS[name[1]]


def _look_behind(source: str, start: int) -> tuple[str, int]:
    """Translate a look-behind with plain alternatives; return it and the offset of its end.

    Python wants each look-behind of one length: (?<!記|大記) becomes (?<!記)(?<!大記).
    """
    opening = source[start : start + 4]
    alternatives, offset, depth = [""], start + 4, 0
    while offset < len(source):
        token = _next(source, offset)
        offset = token.end()
        if token.group() == ")" and depth == 0:
            one_by_one = [f"{opening}{words})" for words in alternatives]
            if opening == "(?<!":
                return "".join(one_by_one), offset
            return f"(?:{'|'.join(one_by_one)})", offset
        depth += token.group().startswith("(") - (token.group() == ")")
        if token.group() == "|" and depth == 0:
            alternatives.append("")
        else:
            alternatives[-1] += _token(token)
    raise UntranslatableError("a look-behind that is not closed", start)
