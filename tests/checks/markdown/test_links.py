"""Broken links: targets, files, pages, headings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endless import ended
from kouetsu.article import Article, Flavour, Profile
from kouetsu.article.source import from_text
from kouetsu.checks.markdown import targets
from kouetsu.checks.markdown.links import broken_link
from kouetsu.sites.detection import Sites
from rule_cases import mark
from views import MARKDOWN, read

if TYPE_CHECKING:
    from pathlib import Path

    from kouetsu.finding import Hit


def found(text: str, flavour: Flavour = Flavour.COMMONMARK) -> list[Hit]:
    return list(broken_link(Article(from_text(text), Profile(flavour=flavour)), allow=[]))


def kinds(text: str) -> list[str]:
    return [hit.message for hit in found(text)]


def make(top: Path, files: dict[str, str]) -> None:
    (top / ".git").mkdir(exist_ok=True)
    for name, text in files.items():
        path = top / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def check(path: Path) -> list[Hit]:
    profile = Profile(site=Sites().of(path.parent))
    article = Article(from_text(path.read_text("utf-8"), str(path)), profile)
    return list(broken_link(article, allow=[]))


@pytest.mark.parametrize(
    ("link", "kind"),
    [
        ("[地図]()", "empty"),
        ("[地図](<>)", "empty"),
        ("![地図]()", "empty"),
        ('[地図](<> "題")', "empty"),
        ("[地図](null)", "value"),
        ("![地図](undefined)", "value"),
        ("[地図](https//minato.test/)", "scheme"),
        ("[地図](http:/minato.test/)", "scheme"),
        ("[地図](https:///minato.test/)", "scheme"),
        ("[地図](ttps://minato.test/)", "scheme"),
        ("[地図](htps://minato.test/)", "scheme"),
        ("[地図](https://http://minato.test/)", "scheme"),
        ("[地図](https://https//minato.test/)", "scheme"),
        ("[地図](https：//minato.test/)", "scheme"),
        ("[地図](www.minato.test/chizu)", "scheme"),
        ("[地図](minato.com/chizu)", "scheme"),
        ("[地図](https://minato.test/\ufffd)", "lost-character"),
        ("[地図](https://minato.test/%EF%BF%BD)", "lost-character"),
        ("[地図](https://minato.testです)", "host"),
        ("[地図](https://minato.test、灯台)", "host"),
        ("[地図]([https://minato.test](https://minato.test))", "markup"),
        ("[地図](https://minato.test/**)", "markup"),
        ("[地図](港 の 地図.md)", "blank"),
        ("![地図](images/chizu 1.png)", "blank"),
        ("[地図](https://minato.test/a b)", "blank"),
        ("[地図](https://minato.test/", "unclosed"),
        ("[地図](/images/chizu.png", "unclosed"),
    ],
)
def test_a_malformed_target_is_told_by_its_kind(link: str, kind: str) -> None:
    assert kinds(f"港の{link}\n\n灯台。\n") == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "[地図](https://minato.test/港/地図_(夏)?a[]=1&b=**#null)",
        "[地図](https://日本語.jp/)と[地図](https://港.minato.test/)",
        "[地図](https://web.archive.test/web/2020/https://minato.test/)",
        "[地図](https://minato.test/?url=http//a)",
        "[地図](<https://minato.test/a b>)と[地図](<港 1.md>)",
        '[地図](https://minato.test/ "港 の 地図")',
        "![地図](/images/chizu.png =250x)と![地図](https://minato.test/a.png =x120)",
        "[地図](#)と[上へ](#top)と[注](#fn:1)",
        "[地図](tel:0123)と[地図](mailto:a@minato.test)と[地図](javascript:void)",
        '[地図]({{ page.url }})と[地図]({% link a b.md %})と[地図]({{< ref "a" >}})',
        "[地図](nullpo.md)と[地図](/undefined/)と[地図](tag=null)",
        "`[地図]()`と\\[地図]()と\\[地図](a b.md)",
        "```\n[地図]()\n[地図](https//a)\n```",
        "<!-- [地図]() -->",
        "f[i](x y)と[1](三 つ)と[下書き](あとで 書く)",
        "配列[i][j]と[海][]と表[1][2]",
        "[地図][港]と[港]\n\n[港]: https://minato.test/",
        "<https://minato.test/>とhttps://minato.testです",
        "[vue](vue.js/guide)と[表](data.csv)",
    ],
)
def test_what_is_well_formed_or_no_link_is_left_alone(text: str) -> None:
    assert kinds(text) == []


def test_kramdown_takes_blanks_into_a_target() -> None:
    assert found("[地図](images/chizu 1.png)", Flavour.KRAMDOWN) == []


@pytest.mark.parametrize(
    ("written", "repaired"),
    [
        ("https//minato.test/a", "https://minato.test/a"),
        ("http:/minato.test", "http://minato.test"),
        ("https://https://minato.test", "https://minato.test"),
        ("https://http//minato.test", "http://minato.test"),
        ("minato.com/a", "https://minato.com/a"),
    ],
)
def test_the_scheme_that_was_meant_is_offered(written: str, repaired: str) -> None:
    (hit,) = found(f"[地図]({written})")
    assert hit.values["repaired"] == repaired
    assert hit.fix is not None
    assert [edit.replacement for edit in hit.fix.edits] == [repaired]


@pytest.mark.parametrize(
    "text",
    [
        "[地図](⟦https//a.test⟧)",
        '[地図](⟦https//a.test⟧ "題")',
        "[地図]( <⟦https//a.test⟧> )",
        "[**地図**](⟦https//a.test⟧)",
        "[![図](https://a.test/a.png)](⟦https//a.test⟧)",
        "[![図](⟦https//a.test⟧)](https://a.test/)",
        "⟦[地図][港]⟧\n\n[港]: https//a.test",
        "[`]()`](⟦https//a.test⟧)",
    ],
)
def test_the_target_alone_is_marked_where_it_stands_in_the_link(text: str) -> None:
    clean = text.replace("⟦", "").replace("⟧", "")
    assert mark(clean, [hit.span for hit in found(clean)]) == text


@pytest.mark.parametrize(
    "text",
    [
        "⟦[歴史][港の歴史]⟧\n\n[港の歴史]：https://a.test/\n",
        "⟦[歴史][]⟧\n\n[歴史] https://a.test/\n",
        "⟦[歴史][港]⟧と[暦]\n\n[暦]: https://a.test/\n",
    ],
)
def test_a_reference_without_its_definition_is_told_where_it_is_plainly_meant(text: str) -> None:
    clean = text.replace("⟦", "").replace("⟧", "")
    hits = [hit for hit in found(clean) if hit.message == "undefined"]
    assert mark(clean, [hit.span for hit in hits]) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[船](#船の時刻)\n\n## 船の時刻\n", []),
        ("[船](#%E8%88%B9%E3%81%AE%E6%99%82%E5%88%BB)\n\n## 船の時刻\n", []),
        ("[船](#船の時刻-1)\n\n## 船の時刻\n\n## 船の時刻\n", []),
        ("[船](#船の-jikoku-表)\n\n## 船の `jikoku` **表**\n", []),
        ("[船](#fune-no-jikoku)\n\n## 船の時刻 {#fune-no-jikoku}\n", []),
        ("[船](#fune-no-jikoku)\n\n## 船の時刻\n{: #fune-no-jikoku .a}\n", []),
        ('[船](#fune-no-jikoku)\n\n<a name="fune-no-jikoku"></a>\n\n## 船の時刻\n', []),
        ("[船](#fune-no-jikoku)\n\n## 船の時刻 {/*fune-no-jikoku*/}\n", []),
        ("[船](#comments)\n\n## 船の時刻\n", []),  # the theme's, perhaps
        ("[船](#宿の一覧)\n\n見出しのない記事。\n", []),
        ("[船](#宿の一覧)\n\n{% include yado.md %}\n\n## 船の時刻\n", []),
        ("[船](#宿の一覧)\n\n<Yado />\n\n## 船の時刻\n", []),
        ("[船](#宿の一覧)\n\n## 船の時刻\n", ["missing"]),
        ("[船](#宿の一覧)\n\n<br>\n\n## 船の時刻\n", ["missing"]),
        ("[船](#宿の一覧)\n\n[宿]({{ site.baseurl }}/yado/)\n\n## 船の時刻\n", ["missing"]),
        ("[船](#宿の一覧)\n\n{{ site.data.yado }}\n\n## 船の時刻\n", []),
        ("[船](#船の時刻-1)\n\n## 船の時刻\n", ["near"]),
        ("[船](#船の時間)\n\n## 船の時刻\n", ["near"]),
    ],
)
def test_a_fragment_must_be_the_id_of_a_heading_or_element(text: str, expected: list[str]) -> None:
    assert kinds(text) == expected


def test_the_generator_decides_which_id_a_heading_has(tmp_path: Path) -> None:
    text = "[船](#2-1-船の時刻)\n\n[船](#21-船の時刻)\n\n## 2.1 船の時刻\n"
    make(tmp_path, {"hugo.toml": "", "content/a.md": text})
    assert [hit.values["target"] for hit in check(tmp_path / "content" / "a.md")] == [
        "#2-1-船の時刻"
    ]


def test_settings_that_change_ids_make_them_unknown(tmp_path: Path) -> None:
    text = "[船](#宿の一覧)\n\n## 船の時刻\n"
    make(
        tmp_path, {"_config.yml": "kramdown:\n  auto_ids: false\n", "_posts/2024-05-01-a.md": text}
    )
    assert check(tmp_path / "_posts" / "2024-05-01-a.md") == []


def test_headings_of_other_pages_are_looked_up(tmp_path: Path) -> None:
    files = {
        "book.toml": "",
        "src/a.md": "[船](b.md#船の時刻)と[宿](b.md#宿の一覧)と[海](b.md#海の名前)\n",
        "src/b.md": "# 船\n\n## 船の時刻\n\n## 海の名\n",
    }
    make(tmp_path, files)
    hits = check(tmp_path / "src" / "a.md")
    assert [(hit.message, hit.values.get("nearest")) for hit in hits] == [
        ("missing", None),
        ("near", "b.md#海の名"),
    ]


def test_the_repair_of_a_path_keeps_what_follows_it(tmp_path: Path) -> None:
    make(tmp_path, {"a.md": "![灯台](img/Todai.png?w=1#x)\n", "img/todai.png": ""})
    (hit,) = check(tmp_path / "a.md")
    assert hit.fix is not None
    assert hit.fix.edits[0].replacement == "img/todai.png?w=1#x"


JEKYLL = {
    "_config.yml": "permalink: /:year/:month/:day/:title/\nbaseurl: ''\n",
    "_posts/2024-05-01-todai.md": "---\ntitle: 灯台\n---\n",
    "_posts/2024-05-02-fune.md": "---\ntitle: 船\n---\n",
}


@pytest.mark.parametrize("base", ["''", "/kouza"])
def test_liquid_that_stands_for_an_address_is_read(base: str, tmp_path: Path) -> None:
    text = (
        "[灯台]({{ site.baseurl }}/2024/05/01/todai/)と[灯台]({% post_url 2024-05-01-todai %})と"
        "[宿]({{ site.baseurl }}/2024/05/01/yado/)と[宿]({% post_url 2024-05-01-yado %})と"
        "[市]({{ '/2024/05/01/ichi/' | relative_url }})と"
        "[市]({% link _posts/2024-05-01-ichi.md %})と"
        "[次]({{ page.next.url }})\n"
    )
    settings = JEKYLL["_config.yml"].replace("''", base)
    make(tmp_path, {**JEKYLL, "_config.yml": settings, "_posts/2024-05-03-a.md": text})
    hits = check(tmp_path / "_posts" / "2024-05-03-a.md")
    assert [hit.message for hit in hits] == ["missing"] * 4


def test_the_address_that_is_near_has_the_folder_of_the_site(tmp_path: Path) -> None:
    files = {
        "hugo.toml": 'baseURL = "https://minato.test/kouza/"',
        "static/todai.svg": "",
        "content/a.md": (
            "![灯台](/kouza/todaii.svg)と![灯台](/kouza/todai.svg)と[灯台](/todaii.svg)\n"
        ),
    }
    make(tmp_path, files)
    (hit,) = check(tmp_path / "content" / "a.md")
    assert hit.values["nearest"] == "/kouza/todai.svg"


def test_one_file_is_judged_as_in_a_whole_run(tmp_path: Path) -> None:
    text = "[灯台](/2024/05/01/todai/)と[宿](/2024/05/01/yado/)\n"
    make(tmp_path, {**JEKYLL, "_posts/2024-05-03-a.md": text})
    (hit,) = check(tmp_path / "_posts" / "2024-05-03-a.md")
    assert hit.values["target"] == "/2024/05/01/yado/"


def test_targets_can_be_allowed() -> None:
    article = read("[地図](undefined)と[地図](https//a.test)\n")
    assert [hit.message for hit in broken_link(article, allow=["https//"])] == ["value"]


@pytest.mark.parametrize(
    "text",
    [
        "[a](" * 100_000,
        "[a](#海-" * 50_000 + "\n\n## 海\n",
        "[" * 300_000,
        "[a][b]" * 50_000 + "\n\n[c]: d\n",
        "[a](" + "(" * 200_000,
        "[a](" + "https:" * 50_000 + ")",
        "[a](" + "a." * 100_000 + ")",
        "".join(f"[a](#海-{n})\n\n# 海 {n}\n\n" for n in range(5_000)),
    ],
)
def test_hostile_text_is_judged_to_its_end(text: str) -> None:
    ended(lambda: list(broken_link(read(text), allow=[])))


@given(MARKDOWN)
def test_a_finding_lies_in_the_body_and_is_not_empty(text: str) -> None:
    article = read(text)
    for hit in broken_link(article, allow=[]):
        assert article.body.contains(hit.span)
        assert len(hit.span) > 0


ODD = [
    *("/", "//", "#", "?", "http", "https", ":", "://", "www."),
    *("a", ".jp", "(b)", "@", "%", "*", "{{", "猫"),
]
TARGETS = st.lists(st.sampled_from(ODD), max_size=7).map("".join)


@given(TARGETS)
def test_a_target_that_is_sound_at_first_sight_has_no_defect(text: str) -> None:
    if targets._SOUND.fullmatch(text):
        assert not targets._TEMPLATE.search(text)
        assert targets._kind(text) is None
        assert targets._repaired(text) is None


@given(
    st.lists(st.sampled_from([*ODD, " ", "<", ">", "](", "[", "&amp;", "\\"]), max_size=7).map(
        "".join
    )
)
def test_a_target_is_read_as_it_is_written(written: str) -> None:
    article = read(f"猫は[家]({written})に、[船](/fune)は港に。\n")
    found = list(targets.of(article))
    for target, link in zip(found, article.document.links, strict=True):
        span = targets._written(article.source.text, link)
        shown = article.source.slice(span)
        if shown and not targets._TEMPLATE.search(shown):
            assert target == targets.Target(link.target, span, is_exact=shown == link.target)
