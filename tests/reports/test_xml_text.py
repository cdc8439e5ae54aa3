from __future__ import annotations

from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from kouetsu.reports.xml_text import empty, filled, opening


def test_an_element_has_its_attributes_in_order() -> None:
    assert opening("file", {"name": "港.md", "line": 3}) == '<file name="港.md" line="3">'
    assert empty("error", {"line": 3}) == '<error line="3"/>'


def test_what_is_markup_to_xml_is_text_in_it() -> None:
    text = "<b> & \"二重\" 'a' ]]>"
    element = ElementTree.fromstring(filled("failure", {"message": text}, text))
    assert (element.get("message"), element.text) == (text, text)


def test_a_control_character_that_xml_forbids_is_shown_as_its_picture() -> None:
    assert filled("a", {}, "港\x1b[31m\x00\x0b") == "<a>港␛[31m␀␋</a>"


def test_other_forbidden_characters_become_the_replacement_character() -> None:
    assert filled("a", {}, "港\ud800\ufffe") == "<a>港\ufffd\ufffd</a>"


def test_line_ends_and_tabs_of_an_attribute_are_kept() -> None:
    assert ElementTree.fromstring(empty("a", {"b": "一\n二\t三"})).get("b") == "一\n二\t三"


@given(st.text(), st.text())
def test_any_text_makes_an_element_that_can_be_read(attribute: str, text: str) -> None:
    element = ElementTree.fromstring(filled("a", {"b": attribute}, text))
    assert len(element.get("b", "")) == len(attribute)
