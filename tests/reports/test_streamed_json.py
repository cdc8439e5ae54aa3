from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from kouetsu.reports import texts
from kouetsu.reports.documents import json_lines, streamed_json_lines
from kouetsu.reports.json_text import written

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)


@given(st.lists(VALUES, max_size=4), VALUES)
def test_a_streamed_document_is_written_like_a_whole_one(items: list[object], end: object) -> None:
    start = {"version": 1, "inner": {"findings": []}}
    empty = {**start, "findings": [], "end": end}
    streamed = "".join(texts(streamed_json_lines(empty, "findings", iter(items))))
    whole = {**start, "findings": items, "end": end}
    assert streamed == "".join(texts(json_lines(whole)))
    assert json.loads(streamed) == whole


@given(VALUES | st.floats(allow_nan=False) | st.text('\ud83d\x00\x7f"\\/\n灯'))
def test_json_is_written_as_python_writes_it(value: object) -> None:
    assert written(value) == json.dumps(value, ensure_ascii=False, indent=2)
    nested = {"outer": [value, (value, {})]}
    assert written(nested) == json.dumps(nested, ensure_ascii=False, indent=2)
