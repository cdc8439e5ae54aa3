"""The signs by which a machine's talk with its operator is told from an article's own text.

Each sign is a kind of sentence, not a sentence of one blog: it speaks to a requester (ご提示),
of the article as a task (文字数, 続きを執筆), or of material that only the prompt knew (既存の記事,
参照データ).
"""

from __future__ import annotations

import re
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING

from kouetsu.article.characters import A_KANA
from kouetsu.article.prose import MARKUP
from kouetsu.checks.leftovers.clues import Clue, clues, merged
from kouetsu.patterns import compiled
from kouetsu.records import record

if TYPE_CHECKING:
    from collections.abc import Collection


class Place(Enum):
    """Where in an article a sign counts."""

    ANYWHERE = "anywhere"
    START = "start"  # where a paragraph begins, or was glued on: after 「。 」
    ANSWER = "answer"  # the same, and the paragraph before asks nothing
    HEAD = "head"  # a start in the first blocks
    TAIL = "tail"  # the last blocks
    HEADING = "heading"
    TITLE = "title"  # the end of a value of the front matter


# Letters of a word that takes no longer to find than one letter does: the search for a word skips
# as many at a time.
_LONG = 8
# The places whose text is so short that signs are sought by their words.
_SHORT = frozenset({Place.HEAD, Place.TAIL, Place.TITLE})
# The places of signs that count in the values of the front matter as well.
_BOTH = (Place.ANYWHERE, Place.START)


@record
class Sign:
    """A kind of leftover. `message` names the variant of the rule's words.

    A place must hold one of `words` for the pattern to match there: most hold none. For a search
    in a long text, those in ASCII are in `latin`, those of kana alone and long ones in `whole`, and
    `clues` tell of the others, or of the whole sign. The article, or the value of the front matter,
    must also hold one of the words in `about`, if there are any.
    """

    message: str
    place: Place
    words: tuple[str, ...]
    latin: tuple[str, ...]
    whole: tuple[str, ...]
    clues: tuple[Clue, ...]
    pattern: re.Pattern[str]
    about: tuple[str, ...]

    def may_match(self, text: str, latin: str, letters: Collection[str]) -> bool:
        """Say whether a long text may hold the sign.

        `latin` is what it has in ASCII, `letters` are those of `letters_in`.
        """
        for word in self.latin:
            if word in latin:
                return True
        for clue in self.clues:
            if clue.letter in letters and clue.is_in(text):
                return True
        return any(map(text.__contains__, self.whole))

    def may_match_in(self, text: str) -> bool:
        """Say whether a short text holds one of the words."""
        return any(map(text.__contains__, self.words))

    def is_on_topic(self, text: str) -> bool:
        """Say whether a text speaks of what the sign is about."""
        return not self.about or any(map(text.__contains__, self.about))


# A citation that a chat product resolves in its own window only.
CITATION = compiled(
    r"\[cite(?:_start|_end|:(?!\])\s*+[\d, -]*+)\]"
    r"|:?contentReference\[oaicite:\d+\](?:\{index=\d+\})?"
    r"|\ue200?(?:cite)?\ue202?turn\d+(?:search|news|view|image|file|fetch)\d+\ue201?"
    r"|【\d+(?::\d+)?†[^】\n]*】"
)
# Code is full of the word `return`.
CITED_TURN = compiled(r"turn\d")
# What a chat product adds to the links that it gives.
_CHATS = r"utm_source=(?:chatgpt\.com|openai|perplexity(?:\.ai)?|copilot\.com)\b"
TRACKING = (compiled(rf"\?{_CHATS}"), compiled(rf"&{_CHATS}"))
REASONING = compiled(r"^[ \t]*</?think(?:ing)?>", re.MULTILINE)

_ARTICLE = r"(?:記事|本文|原稿|文章|章|続き|コンテンツ)"
_MAKING = r"(?:執筆|作成|出力|生成|提示)"
_CHAPTER = r"第[\d〇一二三四五六七八九十]+[章節回](?:[（(][^）)\n]*[）)])?"
_COUNT = r"約?\s?[\d,]{3,}\s?(?:文字|字)"
_OFFER = r"記事を(?:作成|執筆)(?:することも可能です|いたしましょうか)"
_GIVEN = r"ご(?:依頼|提示|指定|指示|要望|共有)(?:いただ(?:いた|きました)|を?受けた|の|された)"
_GO_ON = r"続きを(?:書いて|執筆して|生成して|作成して)ください"
_RECALL = (
    r"(?:触れ|紹介し|述べ|言及し|説明し|解説し|取り上げ|指摘し|強調し|お伝えし|お話しし|使い|使っ)"
    r"(?:(?:まし)?た(?!め|く|い)|て(?:い|き)|ており|つつ|なが)"
)


def _sign(
    message: str, place: Place, words: str, *patterns: str, clue: str = "", about: str = ""
) -> Sign:
    """Make a sign. A text that holds it holds one of the words, and the clue if there is one."""
    keys = tuple(words.split("|"))
    latin = tuple(filter(_is_latin, keys))
    whole = tuple(word for word in keys if _is_sought_whole(word))
    return Sign(
        message,
        place,
        keys,
        () if clue else latin,
        () if clue else whole,
        (Clue(clue[0], compiled(clue)),) if clue else clues({*keys} - {*latin, *whole}),
        compiled("|".join(patterns), re.M),
        tuple(about.split("|")) if about else (),
    )


def _is_latin(word: str) -> bool:
    """Say whether a word may be sought in `Texts.latin`."""
    return word.isascii() and word.isprintable() and "?" not in word


def _is_sought_whole(word: str) -> bool:
    """Say whether a word has no letter that few texts hold, or is soon found for its length."""
    is_long = len(word) >= _LONG and not _is_latin(word)
    return is_long or all(map(A_KANA.match, word))


_SIGNS = (
    _sign(
        "acknowledgement",
        Place.START,
        "承知|かしこまりました|了解",
        r"(?:(?:はい|ええ)[、。！]\s*)?(?:(?:承知|了解)(?:いた)?しました|かしこまりました)",
    ),
    _sign(
        "acknowledgement",
        Place.ANSWER,
        "その通り|そのとおり|おっしゃる",
        r"(?:はい|ええ)、(?:まさに|全く|まったく|本当に)?(?:その|おっしゃる)(?:通り|とおり)[^。\n]{0,20}",
    ),
    _sign(
        "refusal",
        Place.START,
        "申し訳|恐れ入り|すみません",
        r"(?:大変)?(?:申し訳(?:あり|ござい)ません|恐れ入ります|すみません)が、(?!お探し)[^。\n]{0,100}?"
        r"(?:情報|記事|データ|発表|内容|リクエスト|依頼|検索)[^。\n]{0,40}?"
        r"(?:見つけること(?:ができませんでした)?|見つかりません|見つけられません|"
        r"(?:確認|取得|アクセス|お答え|作成|生成|提供|対応|完了)(?:することが)?できません)",
    ),
    _sign(
        "refusal",
        Place.ANYWHERE,
        "言語モデルとして|アシスタントとして",
        r"私は(?:大規模言語モデル|AI(?:言語モデル|アシスタント))として[^。\n]{0,60}(?:でき|ません)",
    ),
    _sign(
        "refusal",
        Place.ANYWHERE,
        "することも可能です|いたしましょうか",
        rf"[^。？！\n]{{0,30}}{_OFFER}",
        clue=_OFFER,
    ),
    _sign(
        "refusal",
        Place.START,
        "I apologize|I'm sorry|I’m sorry|I am sorry|As an AI",
        r"(?:I apologize|I(?:'|’| a)m sorry), but I (?:am|can|could|do|was|cannot)\b[^.\n]{0,60}",
        r"As an AI (?:language )?(?:model|assistant),[^.\n]{0,60}",
    ),
    _sign(
        "request",
        Place.ANYWHERE,
        "ご依頼|ご提示|ご指定|ご指示|ご要望|ご共有",
        rf"{_GIVEN}[^。、\n]{{0,8}}(?:記事|文章|原稿|本文|文字数|トピック|構成案|プロンプト)",
        r"(?:※|出典[：:]|[（(、])\s*ご提示(?:いただいた|の)[^。、\n）)]{0,12}(?:より|による|に基づ)",
        clue=_GIVEN,
    ),
    _sign(
        "request",
        Place.START,
        "ご提示いただいた|ご要望",
        r"ご提示いただいた|ご要望(?:に沿って|に応じて|の(?:とおり|通り))",
        clue="ご(?:提示いただいた|要望)",
    ),
    _sign(
        "source",
        Place.ANYWHERE,
        "provided knowledge base|provided context",
        r"provided (?<=\bprovided )(?:knowledge base|context)\b",
    ),
    _sign(
        "task",
        Place.ANYWHERE,
        "文字数確認|文字数カウント|自己点検",
        r"(?:文字数確認|文字数カウント)\s*[：:]\s*約?[\d,]+",
        r"^[^\w\n]*自己点検[^\w\n]*[：:]",
    ),
    _sign(
        "task",
        Place.TAIL,
        "文字数|で目標|frontmatter",
        rf"文字数\**\s*+(?:は|[：:—–]|)\s*+(?:本文)?[^。\n]{{0,8}}{_COUNT}[^。\n]{{0,30}}"
        r"(?:目標|目安|調整|整合|収め|コード除く|ベース|相当)",
        rf"{_COUNT}で目標",
        r"frontmatter\s?は[^。\n]{0,20}付(?:与し|け)て",
    ),
    _sign("task", Place.START, "字）|字)", rf"[（(](?:文字数[：:]\s*)?{_COUNT}[）)][ \t]*$"),
    _sign(
        "task",
        Place.HEAD,
        "執筆|作成|出力|生成|提示|本文です|以下",
        rf"{_CHAPTER}(?:の?本文)?を(?:以下に)?{_MAKING}",
        rf"{_CHAPTER}の?本文です",
        r"[^。、\n]{0,24}(?:章|本文|記事|原稿)(?:の本文)?を(?:以下に)?(?:執筆|出力|提示)します",
        rf"以下[がに][^。\n]{{0,20}}{_ARTICLE}(?:です|を(?:提示|出力|記載)しま)",
        rf"[^。、\n]{{0,16}}{_ARTICLE}の執筆(?:を開始|に入り|に取り)",
        about="記事|章|本文|原稿",
    ),
    _sign(
        "task",
        Place.START,
        "の続き",
        r"(?:では|それでは|以下に|以下は|ここから)、?[^。\n]{0,16}(?:記事|本文|原稿|文章|章)の続き"
        rf"(?:です|を(?:{_MAKING}|書)|から)",
    ),
    _sign(
        "prompt",
        Place.START,
        "続きを",
        rf"(?:[^。\n]{{0,12}}の)?{_GO_ON}",
        clue=_GO_ON,
    ),
    _sign(
        "task",
        Place.ANYWHERE,
        "既存の記事|既存記事|記事の末尾",
        r"既存の?記事の(?:続き|末尾|最後の部分|終わり|直前)",
        r"記事の末尾[はが][^。\n]{0,20}終わって",
    ),
    _sign(
        "status",
        Place.START,
        "The article|I have|Here is|Here's|Here’s|Word count",
        r"The article (?:has|is now|now has|contains) (?:about |approximately |around )?[\d,]+ "
        r"(?:characters|words)[^.\n]*",
        r"The article has been (?:written|generated|created|completed|saved)[^.\n]*",
        r"I have (?:now )?(?:completed|written|finished|generated|created) (?:the|your) "
        r"(?:request|article|post|task|draft|continuation)[^.\n]*",
        r"Here(?:'s| is|’s) (?:the|your) (?:article|blog post|continuation|rest of the article)\b",
        r"Word count: ?[\d,]+",
    ),
    # People mark short topics so: 「## 実装（続き）」; a script sets it after whole phrases.
    _sign(
        "heading",
        Place.HEADING,
        "（続き|(続き",
        rf"(?<=[^\n]{{10}})[（(]続き[）)](?=[ \t*{MARKUP}]*$)",
        clue=r"続(?<=[（(]続)き[）)]",
    ),
    _sign(
        "heading",
        Place.HEADING,
        "字",
        r"[（(]約?\s?[\d,]{2,}\s?(?:文字|字)以上[）)]",
        r"(?:はじめに|まとめ|おわりに|導入|結論|本文|序論)"
        rf"[（(]{_COUNT}[^）)\n]{{0,4}}[）)]",
        clue=r"字(?:(?<=[\d,]字)|(?<=[\d,][文\s]字)|(?<=[\d,]\s文字))",
    ),
    _sign("heading", Place.TITLE, "文字）|文字)", r"[（(]約?\d{2,3}文字[）)](?=[\"']?$)"),
)


def in_values(known: list[Sign], sources: tuple[str, ...]) -> list[Sign]:
    """Return the signs that may stand in a value of the front matter.

    `known` are those that may stand in the article. What counts in its first blocks or in a title
    only is not sought in the rest of it.
    """
    return [*(sign for sign in known if sign.place in _BOTH), *_of_values(sources)]


def letters_in(text: str, sources: tuple[str, ...]) -> set[str]:
    """Return the letters by which a sign may stand in a long text: most texts hold none.

    Signs share their letters, so that all clues of a letter are sought at once.
    """
    return {clue.letter for clue in _clues_of(sources) if clue.is_in(text)}


@cache
def _clues_of(sources: tuple[str, ...]) -> tuple[Clue, ...]:
    sought = [sign for sign in signs(sources) if sign.place not in _SHORT]
    return merged(clue for sign in sought for clue in sign.clues)


@cache
def _of_values(sources: tuple[str, ...]) -> tuple[Sign, ...]:
    return tuple(sign for sign in signs(sources) if sign.place in (Place.HEAD, Place.TITLE))


@cache
def signs(sources: tuple[str, ...]) -> tuple[Sign, ...]:
    """Return all signs. `sources` are names that prompts give to their material."""
    if not sources:
        return _SIGNS
    names = list(map(re.escape, sources))
    name = f"(?:{'|'.join(names)})"
    # Each alternative begins with a letter of its own, so that the engine skips all others.
    told = (
        rf"(?:(?:でも?|にも?|の中でも?)[^。\n]{{0,60}}?{_RECALL}"
        r"|によると|によれば|にもあ(?:った|る)(?:よう|とおり|通り))"
    )
    noted = rf"\s*+(?:※|出典[：:])?\s*+{name}(?:より)?[）)：:]"
    credited = rf"\s*+{name}(?=[）)：:、。])"
    talk = _sign(
        "source",
        Place.ANYWHERE,
        "|".join(sources),
        *(each + told for each in names),
        rf"（{noted}|\({noted}|出典[：:]{credited}|※{credited}",
    )
    return (*_SIGNS, talk)
