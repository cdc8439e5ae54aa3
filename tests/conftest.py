"""Sample rules for the tests of reading, compiling and showing them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kouetsu import cache_folder

# Programs that tests start keep what they work out here, not in the folder of whoever runs them.
CACHE = Path(__file__).parent.parent / ".pytest_cache" / "kouetsu"
os.environ[cache_folder.VARIABLE] = str(CACHE)


def pytest_configure(config: pytest.Config) -> None:
    """Drop the results of earlier test runs: of the checks that tests make up, no key tells."""
    if not hasattr(config, "workerinput"):
        for file in CACHE.glob("results-*"):
            file.unlink()


STUTTER = """\
---
check: stutter
severity: error
languages: [ja]
fix: safe
options:
  allow: []
  longest: 4
message:
  ja: 「{text}」が重なっています
  en: "“{text}” is doubled"
repair:
  ja: 片方を消してください
  en: remove one of the two
---
# 語の重なり (stutter)

## What

語尾が誤って重なっている箇所を報告します。二つ目の文です。

Reports endings that stand twice, e.g. 「ですです」. This is a second sentence.

## Why

読み手がつまずきます。

Readers stumble.

## Repair

片方を消します。

Remove one of the two.

## Measured

未測定。

Not measured.

## Examples

````markdown bad
取り組むべき⟦ですです⟧。
````

````markdown fixed
取り組むべきです。
````

````markdown good path=2025-01-02-post.md
---
title: 見出し
---

```python
## no section
```
````
"""

REPEATED_BLOCK = """\
---
check: repeated_block
severity: warning
languages: [ja, en]
fix: none
message:
  exact: {ja: "{count}文が同じです", en: "{count} sentences are the same"}
  near: {ja: "{count}文が似ています", en: "{count} sentences are alike"}
related:
  first: {ja: ここが最初です, en: first here}
repair: {ja: 後のほうを消す, en: remove the later one}
---
# 繰り返し (repeated-block)

## What

同じ文章の繰り返し。

A passage that repeats an earlier one.

## Why

あ

a

## Repair

い

b

## Measured

う

c

## Examples
"""


@pytest.fixture
def rules_folder(tmp_path: Path) -> Path:
    """Return a rules/ folder with two rules: language/stutter and repetition/repeated-block."""
    folder = tmp_path / "rules"
    for name, text in (
        ("language/stutter.md", STUTTER),
        ("repetition/repeated-block.md", REPEATED_BLOCK),
    ):
        path = folder / name
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def stutter_file(rules_folder: Path) -> Path:
    """Return the path of the sample rule stutter, for tests that damage it."""
    return rules_folder / "language" / "stutter.md"
