"""Where running text stops and starts: which sentences end, and which words cannot begin one.

The end of a paragraph says little by itself (people leave out full stops, end on a noun, lead in
to a list), so everything here answers one narrow question of grammar; the checks put the answers
together, and ask only at the end of the article's body and where two paragraphs meet.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING

from kouetsu.article.characters import AN_INITIAL, HIRAGANA, LATIN, LETTERS
from kouetsu.article.markdown import Block, Kind
from kouetsu.article.morphology import Morpheme, analyse, first_of, last_of
from kouetsu.article.prose import MARKUP, OBJECT
from kouetsu.patterns import compiled

if TYPE_CHECKING:
    from kouetsu.article import Article

# Code points of a sentence's end or beginning that are analysed: the class of the outermost word
# does not depend on more.
_CONTEXT = 30
_WORD = compiled(rf"[{LETTERS}{LATIN}0-9ａ-ｚＡ-Ｚ０-９]")
_COMMA = "、，,"
_LAUGHS = "wｗ"
_LAUGH = compiled(rf"(?<=[{HIRAGANA}。！？])[{_LAUGHS}]+$")  # 楽しかったｗ
# Words that close a text without a predicate.
_SIGN_OFF = compiled(
    r"(?:^|[\s　、。])(?:以上|完|了|参考|追記|fin|end)$"
    r"|(?:おわり|終わり|おしまい|続く|つづく|敬具|草々)$",
    re.IGNORECASE,
)
# Phrases that end in a particle and still stand alone, as titles do.
_TITLE_TAIL = compiled(
    r"(?:について|にて|に関して|に向けて|にむけて|を通じて|を通して|に際して|にあたって"
    r"|など|等|まで|から|より|ため|だけ|ほど|のみ|とか|とは)$"
)
# Words at the head of a sentence that the analyser takes for particles and auxiliaries, but that
# take up what was said: では、という訳で、なので、ですが、だから、とはいえ…
_DISCOURSE = compiled(
    r"で[はも]|です(?=が|か[らね]|けど|けれど|の[でに]|よ?ね|し、)|でしたら|で、|なの[でにか]"
    r"|なら|ならば|だ[がかけっとろ]|だ、|と(?!いった|して|とも|共)"
    r"|といった(?:感じ|わけ|訳|ところ|具合|こと|もの)|にもかかわらず|にしても|につけ|が、|がしかし"
    r"|けど|けれど|ので(?!す|し[たょ]|あ[るり])|のに|から、|し[かた]|ね[ぇえ、]|よ[しーっ]|や[あっは]|え[えっ]"
    r"|か[もつと]|ながら|ばかり|まで|より|なんて|など|って|てな|じゃ|も[っの]"
)
# Parts of でした, ました that the analyser takes for words.
_PARTS = frozenset({"でし", "まし"})
# Adverbs that only make sense before the words they grade or introduce.
_LEADING_ADVERBS = frozenset(
    [
        "特に",
        "最も",
        "より",
        "さらに",
        "もっと",
        "まさに",
        "いかに",
        "なぜ",
        "ただ",
        "まず",
        "むしろ",
    ]
)
_OPENERS, _CLOSERS = "「『（【(“", "」』）】)”"
# Only these characters begin a particle, an auxiliary or a suffix that may be cut off; and of the
# words that begin with them, these open most sentences: neither is worth the analyser's time.
_CUT_HEADS = "をがにのはもへとでばたてだなならりるれろすさしせそづずきくけめみまべんっう的化性"
_BLANK_HEADS = "　 …．."
_HEADS = _BLANK_HEADS + _CUT_HEADS
_CUT_HEAD = compiled(
    r"(?!もちろん|もし|もう|また|まず|まさ|まだ|しか[しも]|なお|なぜ|ただ|たと|はい|はじ|かつ|かな|と[にく]"
    r"|やはり|すで|すべ|すぐ|すな|さら|さて|わた|れば|にほん|のち)"
    # The dictionary has no other particle, auxiliary or suffix with そ than そい and そう.
    r"(?!そ[しれのこんも])"
    rf"[{_CUT_HEADS}]"
)
_DATE = compiled(r"[0-9０-９]{4}|[0-9０-９一二三四五六七八九十]月")
_NOMINAL = frozenset({"名詞", "接尾辞", "接頭辞", "補助記号", "空白", "記号"})
_NOT_ALONE = frozenset({"助詞", "助動詞", "接尾辞"})
# Conjugation types of です and ます, and type and form of a だ that nothing follows.
_POLITE = frozenset({"助動詞-デス", "助動詞-マス"})
_COPULA = ("助動詞-ダ", "終止形-一般")


_NO_LETTERS = compiled(r"[\W_]+")
_LINE_END = compiled(r"\r\n|\r|\n")


class Ending(Enum):
    """What the grammar says of the end of a sentence that has no end mark."""

    OPEN = "open"  # a particle, a comma, a verb in mid-form: nothing may end here
    NOUN = "noun"  # a noun or the like: a style, a title, or a cut
    PHRASE = "phrase"  # words that titles and pointers end in, but no sentence: から, について
    QUOTATION = "quotation"  # it ends many a sentence, and many go on after it
    PREDICATE = "predicate"  # a finished sentence that lacks its full stop


def has_ending(text: str) -> bool:
    """Say whether a sentence's plain text ends in words, not with a mark or an object."""
    text = text.rstrip()
    if not text or (text[-1] in _LAUGHS and _LAUGH.search(text)):
        return False
    if text[-1] in "」』":
        return text[0] not in _OPENERS
    return text[-1] in _COMMA + _OPENERS or bool(_WORD.match(text[-1]))


def is_quotation(text: str) -> bool:
    """Say whether the ending of a text (which has one) is a quotation."""
    return text.rstrip().endswith(("」", "』"))


@lru_cache(maxsize=4096)
def ending(text: str) -> Ending | None:
    """Judge the end of a sentence's plain text; None where it has none."""
    if not has_ending(text):
        return None
    text = text.rstrip()
    if is_quotation(text):
        return Ending.QUOTATION
    if text[-1] in _COMMA or _is_unclosed(text):
        return Ending.OPEN
    tail = text[-_CONTEXT:]
    last = last_of(tail)
    return _ending_of(last, tail) if last else None


def _ending_of(last: Morpheme, tail: str) -> Ending:
    match last.word_class:
        case "助詞":
            if last.part_of_speech[1] in ("終助詞", "準体助詞"):
                return Ending.PREDICATE
            return Ending.PHRASE if _TITLE_TAIL.search(tail) else Ending.OPEN
        case "接頭辞" | "連体詞" | "接続詞":
            return Ending.OPEN
        case "動詞" | "形容詞" | "助動詞":
            is_middle = last.form.startswith(("連用形", "未然形", "仮定形", "語幹"))
            is_na = last.surface == "な" and last.form.startswith("連体形")
            is_part = is_na or last.surface in _PARTS
            return Ending.OPEN if is_middle or is_part else Ending.PREDICATE
        case "副詞":
            return Ending.OPEN if last.surface in _LEADING_ADVERBS else Ending.PHRASE
        case _:
            return Ending.NOUN


def is_finished(text: str) -> bool:
    """Say whether a text ends in words that can only end a sentence: です, ません, ましょう, だよ.

    A plain verb, an adjective or た may as well stand before a noun that was lost.
    """
    morphemes = list(analyse(text.rstrip()[-_CONTEXT:]))
    while morphemes and morphemes[-1].part_of_speech[1] == "終助詞":
        # か also asks within a sentence: 見えているか分からない
        if morphemes.pop().surface != "か":
            return True
    if not morphemes:
        return False
    last, before = morphemes[-1], morphemes[-2:-1]
    if last.form.startswith(("命令形", "意志推量形")) or last.part_of_speech[4:] == _COPULA:
        return True
    is_inflected = last.part_of_speech[4] in ("助動詞-タ", "助動詞-ヌ")
    return any(m.part_of_speech[4] in _POLITE for m in (before if is_inflected else [last]))


def _is_unclosed(text: str) -> bool:
    """Say whether the last bracket of a text opens."""
    last = max((text.rfind(mark) for mark in _OPENERS), default=-1)
    return last >= 0 and last > max(text.rfind(mark) for mark in _CLOSERS)


def is_sign_off(text: str) -> bool:
    """Say whether a text without a predicate closes an article on purpose (以上, 続く)."""
    return bool(_SIGN_OFF.search(text.rstrip()))


def is_term(text: str) -> bool:
    """Say whether a text is made of nouns alone: 打ち粉, パンの材料."""
    classes = {m.word_class for m in analyse(text[-_CONTEXT:]) if m.surface not in ("の", "と")}
    return classes <= _NOMINAL


def is_name(text: str) -> bool:
    """Say whether a text is a signature or a date: nouns that end in a proper one, or a year."""
    if len(text) < 2 or "の" in text or not is_term(text):
        return False
    last = analyse(text[-_CONTEXT:])[-1]
    return last.part_of_speech[1] == "固有名詞" or bool(_DATE.search(text))


def cannot_begin(text: str) -> bool:
    """Say whether no sentence can begin with this plain text: a particle, auxiliary or suffix."""
    if text[:1] not in _HEADS:
        return False
    text = text.lstrip(_BLANK_HEADS)
    if not _CUT_HEAD.match(text) or _DISCOURSE.match(text):
        return False
    first = first_of(text[:_CONTEXT])
    return first is not None and first.word_class in _NOT_ALONE


def _is_entry(article: Article, block: Block) -> bool:
    """Say whether a block begins with a line that is only a link: a book and what it is about."""
    links = article.document.links_in(block.text)
    lines = article.source.slice(block.text).splitlines() if links else []
    if len(lines) < 2:
        return False
    line_end = block.text.start + len(lines[0])
    text, link = article.source.text, links[0].span
    outside = text[block.text.start : link.start] + text[link.end : line_end]
    return not any(character.isalnum() for character in outside)


def is_own_text(article: Article, block: Block) -> bool:
    """Say whether a block is words of the article: no entry of a list, and not mostly links."""
    return not is_mostly_links(article, block) and not _is_entry(article, block)


def is_mostly_links(article: Article, block: Block) -> bool:
    """Say whether at least half of a block's visible text is link labels or objects."""
    return linked_share(article, block) >= 0.5


def linked_share(article: Article, block: Block) -> float:
    """Return the share (0 to 1) of a block's visible text that is link labels or objects."""
    prose, links = article.prose, article.document.links_in(block.text)
    shown = prose[block.text.start : block.text.end].replace(MARKUP, "")
    if OBJECT not in shown and not links:
        return 0.0
    labels = [prose[link.label.start : link.label.end].replace(MARKUP, "") for link in links]
    if shown == "".join(labels):  # nothing to count: an item of a list of links
        return 1.0
    letters, linked = _count_letters(shown), sum(map(_count_letters, labels))
    things = shown.count(OBJECT)
    return (linked + things) / (letters + things) if letters + things else 1.0


def _count_letters(text: str) -> int:
    return len(_NO_LETTERS.sub("", text))


def ends_in_words(article: Article, block: Block) -> bool:
    """Say whether a block ends in Japanese words, not in a link, a thing or a foreign line.

    What follows a link or an image often comments on it in the same breath.
    """
    shown = article.source.text[block.text.start : block.text.end].rstrip(" \t\r\n*_")
    links = article.document.links_in(block.text)
    # 「詳しくは [リンク] に」: a particle after a link leads to the link, not to more words.
    if links and links[-1].span.end + 3 >= block.text.start + len(shown):
        return False
    sentences = article.sentences_by_block.get(block.span.start)
    last = sentences[-1].text.rstrip() if sentences else ""
    return last[-1:] not in ("", OBJECT) and bool(AN_INITIAL.search(last))


def body_end(article: Article) -> int:
    """Return the index after the last block of the article's body.

    What follows is the footer: rules, raw HTML, link lists and buttons, notices, and headings that
    have only such blocks under them.
    """
    end = len(article.blocks)
    while end and not _is_body(article, article.blocks[end - 1]):
        end -= 1
    return end


def _is_body(article: Article, block: Block) -> bool:
    if block.kind in (Kind.CODE, Kind.MATH, Kind.TABLE_CELL):
        return True
    if block.kind is not Kind.PARAGRAPH:
        return False
    text = article.source.text[block.span.start : block.span.end].strip()
    is_notice = text.startswith(("※", "*※", "©", "_※")) or not AN_INITIAL.search(text)
    return not is_notice and is_own_text(article, block)


def blank_lines_between(article: Article, before: Block, after: Block) -> int:
    """Return the number of blank lines between two blocks."""
    text = article.source.text[before.span.end : after.span.start]
    count = len(_LINE_END.findall(text)) if "\r" in text else text.count("\n")
    return max(0, count - 1)
