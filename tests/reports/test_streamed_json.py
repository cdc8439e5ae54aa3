from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from kouetsu.reports import plain
from kouetsu.reports.documents import json_lines, streamed_json_lines

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)


@given(st.lists(VALUES, max_size=4), VALUES)
def test_a_streamed_document_is_written_like_a_whole_one(items: list[object], end: object) -> None:
    start = {"version": 1, "inner": {"findings": []}}
    empty = {**start, "findings": [], "end": end}
    streamed = [plain(line) for line in streamed_json_lines(empty, "findings", iter(items))]
    whole = {**start, "findings": items, "end": end}
    assert streamed == [plain(line) for line in json_lines(whole)]
    assert json.loads("\n".join(streamed)) == whole
