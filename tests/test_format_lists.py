"""Lists."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from culturekit.errors import InvalidValue
from culturekit.format import format_list


@pytest.mark.parametrize(
    ("items", "style", "locale", "text"),
    [
        ([], "standard", "en", ""),
        (["a"], "standard", "en", "a"),
        (["a", "b"], "standard", "en-US", "a and b"),
        (["a", "b", "c"], "standard", "en-US", "a, b, and c"),
        (["a", "b", "c"], "standard", "en-GB", "a, b and c"),
        (["a", "b", "c", "d"], "or", "de", "a, b, c oder d"),
        (["a", "b", "c"], "standard", "zh", "a、b和c"),
        (["a", "b", "c"], "standard-short", "en", "a, b, & c"),
        (["3 ft", "7 in"], "unit-narrow", "en", "3 ft 7 in"),
        (["a", "b"], "standard", "ar", "a وb"),
    ],
)
def test_lists(items: list[str], style: str, locale: str, text: str) -> None:
    assert format_list(items, style, locale) == text


@pytest.mark.parametrize(
    ("items", "style", "text"),
    [
        (["Ana", "Luis"], "standard", "Ana y Luis"),
        (["Ana", "Inés"], "standard", "Ana e Inés"),
        (["cobre", "hierro"], "standard", "cobre y hierro"),
        (["padre", "hijo"], "standard", "padre e hijo"),
        (["siete", "ocho"], "or", "siete u ocho"),
        (["7", "8"], "or", "7 u 8"),
        (["10", "11"], "or", "10 u 11"),
        (["1", "110"], "or", "1 o 110"),
        (["a", "b", "oro"], "or", "a, b u oro"),
    ],
)
def test_spanish_changes_the_conjunction_for_its_sound(
    items: list[str], style: str, text: str
) -> None:
    assert format_list(items, style, "es-MX") == text


def test_hebrew_puts_a_hyphen_before_other_scripts() -> None:
    assert format_list(["א", "ב"], locale="he") == "א וב"
    assert format_list(["א", "Ben"], locale="he") == "א ו-Ben"


@given(items=st.lists(st.text(), min_size=1, max_size=6))
def test_items_are_never_read_as_patterns(items: list[str]) -> None:
    text = format_list(items, locale="de")
    position = 0
    for item in items:
        position = text.index(item, position) + len(item)
    assert format_list(iter(items), locale="de") == text


def test_braces_are_text() -> None:
    assert format_list(["{1}", "{0}", "{}"], locale="en-US") == "{1}, {0}, and {}"


def test_unknown_styles_raise() -> None:
    with pytest.raises(InvalidValue, match="style"):
        format_list(["a", "b"], "nor", "en")
