"""Places of a title where a tail is glued to what cannot take it, by grammar."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kouetsu.article.morphology import Morpheme, analyse, classes, ending_at
from kouetsu.article.texts import is_enclosed
from kouetsu.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator

_BY_REST = r"(?:よ(?:る(?!と)|って|り)|おける)"
_BY = f"に{_BY_REST}"
_NOTE = r"(?:（[^（）]*）)"
_MARKS = "？?。！!"
# A finished question or sentence, perhaps a note in brackets, then a case particle and more words.
_AFTER_MARK = compiled(
    rf"(?P<mark>[？?。]|[！!](?={_BY}))[？?！!]*{_NOTE}?(?P<rest>(?:{_BY}|が|の)[^、。？！?!｜|]+)"
)
# The verb is asked behind the first kana of what follows it: the engine finds that faster.
_AFTER_VERB = compiled(
    rf"[にの](?<=[うくぐすつぬぶむる].)(?:(?<=に){_BY_REST}|(?<=の)(?=[^ぁ-ん\s]))"
)
# A noun that is the verb of its clause (連携を強化) cannot be joined on as a noun. With に, which
# also binds nouns, only where a note in brackets has closed the clause.
_AFTER_VERBAL_NOUN = compiled(
    rf"(?:を[^ぁ-ん、。？！?!｜|（]{{2,12}}{_NOTE}?|に[^ぁ-ん、。？！?!｜|（]{{2,12}}{_NOTE})"
    rf"(?P<joint>{_BY}|[のが])(?P<rest>[^、。？！?!｜|]+)"
)
_AFTER_TOPIC = compiled(rf"とは(?={_NOTE}?(?:が|の|を|{_BY}))")

# What takes a whole question: 「速いのか？の答え」「どうなる？が分かる」.
_QUESTION_NOUNS = (
    "答|こたえ|回答|正解|疑問|質問|問|理由|ワケ|わけ|話|はなし|件|謎|議論|論争|検証|実験|調査|解説|説明",
    "まとめ|整理|巻|回|真相|真実|正体|悩|不安|心配|違い|差|原因|秘密|ヒント|目安|基準|判断|判定|見分|見極",
    "計算|比較|考察|結論|結果|続き|補足|声|話題|壁|罠|人|方|場合|時|とき|際|後|前|こと",
)
_QUESTION_PREDICATES = (
    "分か|わか|判明|気にな|知り|鍵|カギ|ポイント|課題|焦点|重要|大事|大切|決|テーマ|不明|見え|多い|一番",
    "難し|肝|論点|争点",
)
_QUESTION_TAKEN = compiled(
    rf"[のが][^ぁ-ん]{{0,4}}(?:{'|'.join(_QUESTION_NOUNS)})|が.{{0,8}}(?:{'|'.join(_QUESTION_PREDICATES)})"
)
# Jocular titles end this way (「…してみるの巻」); colloquial ones drop が (「待つの苦手」).
_TAKES_VERB = compiled(
    r"の(?:[巻回会記図段儀件術編話法]|禁止|大変|苦手|得意|無理|簡単|面倒|大?好き)"
)
# Newspapers write 「増税を検討の方針」.
_TAKES_VERBAL_NOUN = compiled(
    r"(?:方針|見通し|模様|意向|構え|考え|動き|予定|ほか|他|際|時|上|件|場合|ため|可能性|疑い|恐れ|おそれ"
    r"|見込み|旨|巻|回|図|よう|方向|計画)"
)
_NOUN_PHRASE = compiled(r"の[^ぁ-ん]{2,}(?:と|が|へ|を)")
# A later verb or verbal noun that may take the を: 「特定のアカウント専用にする」.
_LATER_PREDICATE = frozenset({"動詞", "形容詞", "助動詞"})
_PREDICATES = frozenset({"動詞", "形容詞", "形状詞", "助動詞"})
_SENTENCE_PARTICLES = frozenset({"係助詞", "終助詞", "副助詞", "接続助詞"})


def find(title: str) -> Iterator[tuple[str, int, int]]:
    """Yield the kind, start and end of each glued tail; round brackets must be full-width."""
    for match in _AFTER_MARK.finditer(title) if any(map(title.__contains__, _MARKS)) else ():
        is_taken = match["mark"] in "？?" and _QUESTION_TAKEN.match(match["rest"])
        if not is_taken and _is_sentence(title, match.start()):
            yield "after-mark", match.start(), match.end()
    for match in _AFTER_VERB.finditer(title):
        verb = ending_at(title, match.start())
        if verb and _is_finite(verb) and _is_impossible_after_verb(title, match.start()):
            yield "after-verb", verb.start, len(title)
    for match in _AFTER_VERBAL_NOUN.finditer(title):
        if _is_clause(title, match) and not is_enclosed(title, match.start()):
            yield "after-verb", match.start(), match.end()
    for match in _AFTER_TOPIC.finditer(title):
        topic = ending_at(title, match.end())
        if topic and topic.word_class == "助詞" and not is_enclosed(title, match.end()):
            yield "after-topic", match.start(), len(title)


def _is_sentence(title: str, end: int) -> bool:
    """Say whether what stands before a mark is a sentence, not a name or a single question word."""
    if is_enclosed(title, end):
        return False
    words = re.split(r"[？?！!。｜|]", title[:end])[-1]
    return len(words) >= 5 and any(
        part_of_speech[0] in _PREDICATES or part_of_speech[1] in _SENTENCE_PARTICLES
        for part_of_speech in classes(words)
    )


def _is_finite(morpheme: Morpheme) -> bool:
    return morpheme.word_class == "動詞" and morpheme.form.startswith(("終止形", "連体形", "意志"))


def _is_impossible_after_verb(title: str, offset: int) -> bool:
    """Say whether による, or の with a noun phrase of its own, follows a finite verb."""
    morphemes = [morpheme for morpheme in analyse(title) if morpheme.start >= offset]
    if not morphemes or morphemes[0].start != offset or morphemes[0].word_class != "助詞":
        return False
    if morphemes[0].surface != "の":
        return True
    rest = title[offset:]
    is_noun = len(morphemes) > 1 and morphemes[1].word_class == "名詞"
    return is_noun and not _TAKES_VERB.match(rest) and bool(_NOUN_PHRASE.match(rest))


def _is_clause(title: str, match: re.Match[str]) -> bool:
    """Say whether a particle, one verbal noun and a joint are what they look like."""
    inside = [m for m in analyse(title) if match.start() <= m.start < match.start("rest")]
    if len(inside) < 3 or inside[0].part_of_speech[1] != "格助詞":
        return False
    if inside[1].part_of_speech[2] != "サ変可能" or inside[2].start != inside[1].end:
        return False
    if inside[2].surface != "（" and inside[2].start != match.start("joint"):
        return False
    if _TAKES_VERBAL_NOUN.match(match["rest"]):
        return False
    later = [m for m in analyse(title) if m.start >= match.start("rest")]
    # With が the clause is a subject, and its own を is closed off from what follows.
    return match["joint"] == "が" or not any(
        m.word_class in _LATER_PREDICATE or m.surface in ("を", "に", "で", "へ") for m in later
    )
