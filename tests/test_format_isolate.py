"""Inserted values kept apart where two directions of writing meet."""

from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from culturekit.errors import InvalidValue
from culturekit.format.isolate import direction, isolate, isolate_html, needs_isolation


@pytest.mark.parametrize(
    ("locale", "wanted"),
    [
        ("en", "ltr"),
        ("ar-EG", "rtl"),
        ("he", "rtl"),
        ("fa", "rtl"),
        ("ur-PK", "rtl"),
        ("uz-Arab", "rtl"),
        ("pa-PK", "rtl"),
        ("az", "ltr"),
        ("ja", "ltr"),
    ],
)
def test_direction_is_that_of_the_script(locale: str, wanted: str) -> None:
    assert direction(locale) == wanted


@pytest.mark.parametrize(
    ("value", "into", "wanted"),
    [
        ("Dana", "en", False),
        ("דנה", "en", True),
        ("محمد", "de-DE", True),
        ("١٢٣", "en", True),
        ("1,234.50", "en", False),
        ("Dana", "he", True),
        ("דנה", "he", False),
        ("1,234.50", "he", False),
        ("+49 30 901820", "he", True),
        ("7. März", "ar", True),
        ("\u200f1,234.50\xa0\u200f₪", "he", False),
        ("\u200f١٬٢٣٤٫٥٠\xa0ج.م.\u200f", "ar-EG", False),
        ("", "ar", False),
        ("https://example.org/דף", "en", False),
        ("www.example.org", "ar", False),
        ("tel:+4930901820", "ar", False),
        ("dana@example.org", "ar", False),
        ("AB-1234", "ar", False),
        ("Dana", "rtl", True),
        ("דנה", "ltr", True),
    ],
)
def test_what_needs_isolation(value: str, into: str, wanted: bool) -> None:
    assert needs_isolation(value, into=into) is wanted


def test_isolates_are_characters_in_text_and_an_element_in_html() -> None:
    assert isolate("דנה", into="en") == "\u2068דנה\u2069"
    assert isolate("Dana", into="en") == "Dana"
    assert isolate_html("<דנה>", into="en") == "<bdi>&lt;דנה&gt;</bdi>"
    assert isolate_html('Tom & "Ann"', into="en") == "Tom &amp; &quot;Ann&quot;"


@given(value=st.text(), into=st.sampled_from(["en", "ar", "ltr", "rtl"]))
def test_only_wrappers_are_added(value: str, into: str) -> None:
    assert isolate(value, into=into) in (value, f"\u2068{value}\u2069")
    assert html.unescape(
        isolate_html(value, into=into).replace("<bdi>", "").replace("</bdi>", "")
    ) == (html.unescape(html.escape(value)))


def test_only_text_can_be_isolated() -> None:
    with pytest.raises(InvalidValue, match="value"):
        isolate(5, into="en")  # type: ignore[arg-type]
    with pytest.raises(InvalidValue, match="locale"):
        isolate("a", into=None)
