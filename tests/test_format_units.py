"""Measures with their unit."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from culturekit.errors import InvalidValue
from culturekit.format import format_unit, unit_name
from culturekit.format.cldr import known_locales, locale_for
from culturekit.format.units import unit_key


@pytest.mark.parametrize(
    ("value", "unit", "length", "locale", "text"),
    [
        (2, "kilometer", "long", "zh", "2公里"),
        (2, "kilometer", "long", "fa", "۲ کیلومتر"),
        (2, "kilometer", "narrow", "de", "2 km"),
        (2, "kilometer", "long", "en", "2 kilometers"),
        (1, "kilometer", "long", "en", "1 kilometer"),
        (1.0, "kilometer", "long", "en", "1 kilometer"),
        (-1, "kilometer", "long", "en", "-1 kilometer"),
        (Decimal("1.5"), "kilometer", "long", "ru", "1,5 километра"),
        (21, "kilometer", "long", "ru", "21 километр"),
        (2, "day", "long", "ar-EG", "يومان"),
        (1234.5, "kilogram", "short", "sv", "1\xa0234,5 kg"),
        (20, "celsius", "short", "en", "20°C"),
        (20, "temperature-celsius", "long", "fr", "20\xa0degrés Celsius"),
        (100, "kilometer-per-hour", "short", "de", "100 km/h"),
        (5, "liter-per-100-kilometer", "short", "de", "5 L/100 km"),
    ],
)
def test_units(value: Any, unit: str, length: str, locale: str, text: str) -> None:
    assert format_unit(value, unit, length, locale=locale) == text


@pytest.mark.parametrize(
    ("unit", "length", "locale", "text"),
    [
        ("byte-per-second", "long", "en", "5 bytes per second"),
        ("byte-per-second", "short", "en", "5 byte/s"),
        ("kilogram-per-liter", "long", "de", "5 Kilogramm pro Liter"),
        ("liter-per-hour", "short", "fr", "5\u202fl/h"),
    ],
)
def test_units_that_cldr_has_no_entry_for_are_put_together(
    unit: str, length: str, locale: str, text: str
) -> None:
    assert format_unit(5, unit, length, locale=locale) == text


def test_a_unit_is_known_with_its_category_and_without_and_by_its_old_name() -> None:
    assert unit_key("meter") == unit_key("length-meter") == "length-meter"
    assert unit_key("part-per-1e6") == unit_key("permillion")
    for unknown in ("parsecs", "", None, "meter-per-", "horse-per-hour"):
        with pytest.raises(InvalidValue, match="unit cannot be"):
            format_unit(5, unknown, locale="en")  # type: ignore[arg-type]
    with pytest.raises(InvalidValue, match="accepted: long, short, narrow"):
        format_unit(5, "meter", "wide", locale="en")


def test_text_stands_as_it_is() -> None:
    assert format_unit("about 5", "kilometer", locale="de") == "about 5 Kilometer"


def test_a_format_of_ones_own() -> None:
    assert format_unit(-42.774, "celsius", "short", "#.#", locale="fr") == "-42,8\u202f°C"


def test_names_without_numbers() -> None:
    assert unit_name("kilometer", "long", locale="zh") == "公里"
    assert unit_name("hour", locale="de") == "Stunden"


def test_no_locale_prints_an_identifier() -> None:
    identifiers = sorted(locale_for("und").get("unit_patterns"))
    some = identifiers[::9]
    for name in sorted(known_locales().values())[::11]:
        for identifier in some:
            for length in ("long", "short", "narrow"):
                text = format_unit(2, identifier, length, locale=name)
                assert identifier not in text, (name, identifier, length, text)
                assert text, (name, identifier, length)
