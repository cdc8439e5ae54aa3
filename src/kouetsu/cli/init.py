"""`kouetsu init`: a first kouetsu.toml, fitted to the site generator."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from kouetsu.cli.output import fail
from kouetsu.config_file import FILE_NAME, ConfigError, find, shown_path
from kouetsu.config_schema import AUTO
from kouetsu.globs import absolute_path
from kouetsu.sites.detection import NO_SITE, OWN_FOLDERS, Generator, Sites

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from kouetsu.sites.detection import Site

# What lies in a site's folder and is no article: output, themes, packages, files for developers.
_COMMON_EXCLUDES = ("/README*.md", "/CHANGELOG.md", "/CONTRIBUTING.md")
_EXCLUDES: Mapping[Generator, Sequence[str]] = {
    Generator.JEKYLL: ("_site/", "vendor/"),
    Generator.HUGO: ("/public/", "/themes/", "/archetypes/"),
    Generator.QIITA: ("public/.remote/",),
    Generator.DOCUSAURUS: ("/build/", ".docusaurus/"),
    Generator.ASTRO: ("/dist/",),
    Generator.VITEPRESS: (".vitepress/",),
    Generator.MDBOOK: ("/book/",),
}
_DRAFTS: Mapping[Generator, str] = {Generator.JEKYLL: "_drafts/"}

_TEMPLATE = """\
# kouetsu (校閲) の設定 / Settings of kouetsu
# `kouetsu config PATH` で、あるファイルに効いている設定を確認できます
# `kouetsu config PATH` shows what is in force for a file

# サイトの生成ツール（自動判定: "auto"） / The site generator
generator = {generator}

# 検査しないファイル（.gitignore と同じ書き方） / Files that are not checked (as in .gitignore)
exclude = {exclude}

# この重大度以上の指摘があれば失敗（error, warning, info, never） / What makes a run fail
fail_on = "error"

# メッセージの言語（auto, ja, en） / The language of messages
# message_language = "ja"

# 使うルールを絞る・外す（ルール名か分類名） / Rules or families to use, or to leave out
# select = ["all"]
# ignore = ["orphaned-start"]

# 読む速さ（1 分あたり） / Reading speed per minute
[house]
characters_per_minute = 500
words_per_minute = 230

# 重大度を変える（error, warning, info, off） / Change a severity
[severity]
# repeated-block = "warning"

# 一部のファイルだけの設定 / Settings for some of the files
# [[overrides]]
# files = {drafts}
# ignore = ["truncated-sentence"]
"""


def init_command(directory: Path) -> int:
    """Write kouetsu.toml into a folder; nothing is ever overwritten.

    Return 0, or 2 where that cannot be done or settings exist already.
    """
    target = directory / FILE_NAME
    folder = absolute_path(directory)
    try:
        existing = find(folder)
        if existing is not None:
            return fail(f"{shown_path(existing.path)} holds settings already; left as it is")
        sites = _sites(folder)
        with target.open("x", encoding="utf-8", newline="\n") as file:
            file.write(_content([site.generator for site in sites]))
    except ConfigError as error:
        return fail(f"{error}; left as it is")
    except OSError as error:
        return fail(f"{target}: cannot be written ({error.strerror})")
    found = ", ".join(f"{site.generator.value} ({_marker(site)})" for site in sites)
    print(f"{target}: written for {found or 'any site (no generator was found)'}")
    return 0


def _marker(site: Site) -> str:
    return "" if site.marker is None else shown_path(site.marker)


def _sites(folder: Path) -> list[Site]:
    """Return the sites that a folder feeds: one repository may hold Zenn and Qiita articles."""
    sites = Sites()
    own = [folder / name for name in OWN_FOLDERS if (folder / name).is_dir()]
    found = [sites.of(each) for each in (folder, *own)]
    return [site for site in dict.fromkeys(found) if site != NO_SITE]


def _content(generators: Sequence[Generator]) -> str:
    # With two generators, each article has to find its own.
    generator = generators[0].value if len(generators) == 1 else AUTO
    excludes = [pattern for each in generators for pattern in _EXCLUDES.get(each, ())]
    drafts = [_DRAFTS[each] for each in generators if each in _DRAFTS] or ["drafts/"]
    return _TEMPLATE.format(
        generator=json.dumps(generator),
        exclude=json.dumps([*excludes, *_COMMON_EXCLUDES]),
        drafts=json.dumps(drafts),
    )
