from __future__ import annotations

import pickle
from functools import cached_property
from typing import TYPE_CHECKING

import pytest

from kouetsu.records import field, names_of, record, replace

if TYPE_CHECKING:
    from collections.abc import Mapping


@record(order=True)
class Place:
    """A place."""

    line: int
    column: int = 1


@record
class Note:
    """A note."""

    place: Place
    words: Mapping[str, str] = field(default_factory=dict)
    seconds: float = field(default=0.0, compare=False, repr=False)


@record(frozen=False)
class Counter:
    count: int = 0
    seen: list[int] = field(init=False, default_factory=list)
    double: int = field(init=False)

    def __post_init__(self) -> None:
        self.double = 2 * self.count


@record(slots=False)
class Text:
    text: str

    @cached_property
    def length(self) -> int:
        return len(self.text)


def test_fields_are_given_in_their_order_or_by_name() -> None:
    assert Place(3, 4) == Place(column=4, line=3)
    assert Place(3).column == 1
    assert names_of(Note) == ("place", "words", "seconds")


@pytest.mark.parametrize("arguments", [(), (1, 2, 3)])
def test_too_few_or_too_many_values_are_refused(arguments: tuple[int, ...]) -> None:
    with pytest.raises(TypeError, match=r"Place\.__init__\(\)"):
        Place(*arguments)


def test_a_field_without_a_default_cannot_follow_one_with_a_default() -> None:
    with pytest.raises(TypeError, match="Wrong: a field without a default follows"):

        @record
        class Wrong:
            first: int = 1
            second: int  # type: ignore[misc]


def test_records_with_as_many_fields_have_nothing_else_in_common() -> None:
    @record
    class Other:
        page: str
        number: str = "one"

    assert (Other("a").page, Other("a").number) == ("a", "one")
    assert Other(number="b", page="c") == Other("c", "b")
    assert Place(1).line == 1
    with pytest.raises(TypeError, match=r"Other\.__init__\(\)"):
        Other(line=1)  # type: ignore[call-arg]


def test_records_are_equal_by_their_compared_fields_and_their_class() -> None:
    assert Note(Place(1), seconds=1) == Note(Place(1), seconds=2)
    assert Place(1) != Place(2)
    assert Place(1, 1).__eq__((1, 1)) is NotImplemented


def test_records_can_be_members_of_sets_unless_they_change() -> None:
    assert {Place(1), Place(1)} == {Place(1)}
    with pytest.raises(TypeError, match="unhashable"):
        hash(Counter())


def test_ordered_records_are_sorted_by_their_fields() -> None:
    assert sorted([Place(2, 1), Place(1, 5), Place(1, 2)]) == [
        Place(1, 2),
        Place(1, 5),
        Place(2, 1),
    ]
    assert max(Place(1), Place(2)) == Place(2)


def test_others_have_no_order() -> None:
    with pytest.raises(TypeError, match="not supported"):
        sorted([Note(Place(1)), Note(Place(2))])  # type: ignore[type-var]


def test_each_record_has_a_collection_of_its_own() -> None:
    one, other = Counter(), Counter()
    one.seen.append(1)
    assert other.seen == []
    assert Note(Place(1)).words is not Note(Place(1)).words


def test_what_comes_after_the_fields_is_done() -> None:
    assert Counter(4).double == 8


def test_a_record_has_no_other_attributes() -> None:
    with pytest.raises(AttributeError):
        Place(1).page = 2  # type: ignore[attr-defined]


def test_a_record_without_slots_keeps_cached_properties() -> None:
    text = Text("港の灯台")
    assert text.length == text.length == 4
    assert text == Text("港の灯台")


def test_a_copy_differs_in_what_is_replaced_only() -> None:
    note = Note(Place(1, 2), {"a": "b"}, 3.0)
    copy = replace(note, place=Place(2))
    assert (copy.place, copy.words, copy.seconds) == (Place(2), {"a": "b"}, 3.0)
    assert note.place == Place(1, 2)


def test_a_record_shows_its_fields() -> None:
    assert repr(Note(Place(1))) == "Note(place=Place(line=1, column=1), words={})"


def test_records_go_from_one_process_to_another() -> None:
    note = Note(Place(1, 2), {"a": "b"}, 3.0)
    assert pickle.loads(pickle.dumps(note)) == note


def test_a_record_can_be_taken_apart_by_its_fields() -> None:
    match Place(3, 4):
        case Place(line, column):
            assert (line, column) == (3, 4)
