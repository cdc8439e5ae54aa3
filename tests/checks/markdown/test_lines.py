"""Lines that nobody wrote to be read."""

from __future__ import annotations

from base64 import b64encode
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kouetsu.checks.markdown.lines import runaway_line
from views import read

runaway = partial(runaway_line, longest=20_000)
ENCODED = b64encode(bytes(n * n * 7 % 251 for n in range(450))).decode()
VARIED = "".join(chr(0x4E00 + n * 37 % 9000) for n in range(20_001))


@pytest.mark.parametrize(
    ("text", "part", "times"),
    [
        ("深さは" + "（" * 300 + "です。", "（", 300),
        ("深さは" + "とても" * 100 + "深い。", "とても", 100),
        ("値は $" + r"\left(" * 200 + "x$ です。", r"\left(", 200),
        ("$$\n" + r"\frac{" * 150 + "\n$$", r"\frac{", 150),
        ("- 項目は" + "{}^" * 150, "{}^", 150),
        ("=" * 1200 + " 終わり", "=", 1200),
    ],
)
def test_a_part_that_repeats_a_hundred_times_is_reported(text: str, part: str, times: int) -> None:
    (hit,) = runaway(read(f"猫が眠る。\n\n{text}\n"))
    assert (hit.message, hit.values) == ("loop", {"part": part, "times": times})


def test_encoded_data_in_the_text_is_reported() -> None:
    (hit,) = runaway(read(f"地図は {ENCODED} です。\n"))
    assert (hit.message, hit.values) == ("unreadable", {"length": len(ENCODED)})


def test_a_line_longer_than_the_limit_is_reported() -> None:
    (hit,) = runaway(read(f"猫。\n{VARIED}\n犬。\n"))
    assert (hit.message, hit.values) == ("unreadable", {"length": 20_001})
    assert not list(runaway_line(read(VARIED), longest=30_000))


@pytest.mark.parametrize(
    "text",
    [
        "あ" * 299 + "い",
        "とても" * 99 + "深い。",
        "猫が鳴いた。" * 50,
        "・" * 900,
        VARIED[:5000],
        VARIED[:15_000] + "\n" + VARIED[:15_000],
        f"```\n{ENCODED}\n{'a' * 9000}\n```",
        f"`{ENCODED}`",
        f"![猫](data:image/png;base64,{ENCODED})",
        f"[猫](https://cat.example.org/?q={ENCODED})",
        f"https://cat.example.org/{ENCODED}",
        f'<img src="data:image/png;base64,{ENCODED}">',
        f"| 猫 | 犬 |\n|---|---|\n| {'a ' * 9000} | 鳥 |",
        "\n".join(["猫"] * 400),
        "a" * 250,
        "---\ntitle: 猫\n---\n",
        "",
    ],
)
def test_code_targets_tables_rules_and_long_prose_are_left_alone(text: str) -> None:
    assert not list(runaway(read(text)))


@given(st.text("猫犬a({", min_size=1, max_size=40), st.integers(300, 400), st.integers(0, 400))
def test_every_loop_is_found_wherever_it_stands(part: str, times: int, before: int) -> None:
    (hit,) = runaway(read(f"{VARIED[:before]}。{part * times}。{VARIED[:before]}\n"))
    assert hit.message == "loop"


@given(
    st.lists(
        st.sampled_from(["とても", "深い", "abc" * 13 + "d", "e" * 40, "f"]), min_size=1, max_size=4
    )
)
def test_a_part_of_any_length_is_found(words: list[str]) -> None:
    part = "".join(words)[:40]
    (hit,) = runaway(read("深さは" + part * 300 + "です。"))
    assert hit.message == "loop"
