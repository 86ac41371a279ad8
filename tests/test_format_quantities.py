"""Amounts in other units: what identifiers mean, which unit is usual where, what is shown."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from culturekit import store
from culturekit.errors import InvalidValue
from culturekit.format.conversion import convert, parse_unit
from culturekit.format.quantities import format_quantity, preferred
from culturekit.model import Quantity

UNITS = store.open().cldr("units")["units"]
PREFERENCES = store.open().cldr("unit_preferences")

# --- conversion --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "unit", "to", "expected"),
    [
        (1, "mile", "kilometer", Fraction("1.609344")),
        (1, "square-foot", "square-centimeter", Fraction("929.0304")),
        (1, "kilowatt-hour", "kilojoule", 3600),
        (100, "celsius", "fahrenheit", 212),
        (1, "mebibyte", "byte", 1024**2),
        (1, "gallon", "liter", Fraction("3.785411784")),
        (6, "liter-per-100-kilometer", "kilometer-per-liter", Fraction(100, 6)),
        (36, "kilometer-per-hour", "meter-per-second", 10),
        (1, "pound-force-per-square-inch", "pascal", Fraction(8896443230521, 1290320000)),
        (2, "hertz", "per-second", None),
    ],
)
def test_convert(value: int, unit: str, to: str, expected: Fraction | None) -> None:
    if expected is None:
        # A revolution is an angle in CLDR, so a frequency is no bare rate.
        with pytest.raises(InvalidValue, match="a unit of what hertz measures"):
            convert(value, unit, to)
    else:
        assert convert(value, unit, to) == expected


def test_a_degree_in_a_compound_is_a_difference() -> None:
    assert convert(9, "fahrenheit-per-hour", "celsius-per-hour") == 5


def test_beaufort_is_a_scale_of_ranges() -> None:
    assert convert(15, "meter-per-second", "beaufort") == 7
    assert convert(7, "beaufort", "meter-per-second") == Fraction("15.55")
    assert convert(500, "beaufort", "beaufort") == 17


@pytest.mark.parametrize(
    "unit",
    [
        "",
        "-",
        "smoot",
        "square",
        "meter-per",
        "per",
        "per-",
        "square-square-meter",
        "9e9999999-meter",
    ],
)
def test_what_is_no_unit(unit: str) -> None:
    with pytest.raises(InvalidValue, match="unit cannot be"):
        convert(1, unit, "meter")


def test_an_unknown_unit_is_named_with_close_ones() -> None:
    with pytest.raises(InvalidValue, match="unit cannot be 'fot'; accepted: foot"):
        convert(1, "fot-pound-per-hour", "watt")


def test_the_inverse_of_nothing_is_refused() -> None:
    with pytest.raises(InvalidValue, match="not zero"):
        convert(0, "mile-per-gallon", "liter-per-100-kilometer")


@pytest.mark.parametrize(
    "value", [Decimal("1e999999"), Decimal("-1e-999999"), 10**400, Decimal("inf")]
)
def test_absurd_values_are_refused_before_they_are_worked_out(value: Decimal | int) -> None:
    with pytest.raises(InvalidValue, match="at most 300 digits"):
        convert(value, "meter", "foot")


plain_units = st.sampled_from(sorted(unit for unit in UNITS if unit != "beaufort"))
numbers = st.fractions(min_value=-(10**6), max_value=10**6)


@given(numbers, plain_units, plain_units)
def test_there_and_back_again_is_exact(value: Fraction, unit: str, other: str) -> None:
    try:
        there = convert(value, unit, other)
    except InvalidValue:
        return
    if there:
        assert convert(there, other, unit) == value


@given(st.sampled_from(["kilo", "milli", "mega", "micro"]), plain_units)
def test_a_prefix_multiplies(prefix: str, unit: str) -> None:
    if prefix + unit in UNITS or "offset" in UNITS[unit]:
        return
    try:
        prefixed = parse_unit(prefix + unit)
    except InvalidValue:
        return
    factor = {"kilo": 1000, "milli": Fraction(1, 1000), "mega": 10**6, "micro": Fraction(1, 10**6)}
    assert prefixed.factor == parse_unit(unit).factor * factor[prefix]


# --- which unit --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("usage", "territory", "units"),
    [
        ("person-height", "DE", ["centimeter"]),
        ("person-height", "FR", ["meter", "centimeter"]),
        ("person-height", "US", ["foot", "inch"]),
        ("road", "SE", ["meter"]),
        ("person", "GB", ["inch"]),
        ("vehicle-unheard-of", "GB", ["foot", "inch"]),
        ("unheard-of", "DE", ["meter"]),
    ],
)
def test_units_by_usage_and_territory(usage: str, territory: str, units: list[str]) -> None:
    found = preferred(Decimal("1.85"), "meter", usage=usage, territory=territory)
    assert [unit for _, unit in found] == units


@pytest.mark.parametrize(
    ("tag", "unit"),
    [
        ("de", "celsius"),
        ("en", "fahrenheit"),
        ("en-GB", "celsius"),
        ("en-US-u-rg-dezzzz", "celsius"),
        ("en-US-u-rg-qqzzzz", "fahrenheit"),
        ("en-US-u-ms-metric", "celsius"),
        ("de-u-ms-ussystem", "fahrenheit"),
        ("de-DE-u-ms-ussystem-mu-kelvin", "kelvin"),
        ("en-US-u-mu-smoot", "fahrenheit"),
        ("eo", "celsius"),
    ],
)
def test_keywords_go_before_the_territory(tag: str, unit: str) -> None:
    assert [one for _, one in preferred(20, "celsius", locale=tag)] == [unit]


def test_a_keyword_for_temperature_says_nothing_of_lengths() -> None:
    assert preferred(1, "foot", locale="de-u-mu-celsius")[0][1] == "centimeter"


def test_negative_amounts_choose_as_positive_ones_do() -> None:
    assert preferred(-3, "mile", territory="DE") == ((Fraction("-4.828032"), "kilometer"),)
    assert preferred(Decimal("-5.5"), "foot", usage="person-height", territory="US") == (
        (-5, "foot"),
        (6, "inch"),
    )


def test_what_has_no_preference_comes_in_base_units() -> None:
    assert preferred(8, "candela-per-byte", territory="DE") == ((1, "candela-per-bit"),)


def test_place_must_be_given_once() -> None:
    for places in ({}, {"locale": "de", "territory": "DE"}):
        with pytest.raises(InvalidValue, match="either a locale or a territory"):
            preferred(1, "meter", **places)
    with pytest.raises(InvalidValue, match="territory cannot be 'QQ'"):
        preferred(1, "meter", territory="QQ")


@given(
    st.sampled_from(sorted(PREFERENCES)), st.sampled_from(["001", "US", "GB", "DE", "JP"]), numbers
)
def test_preferred_parts_add_up_to_the_whole(
    category: str, territory: str, value: Fraction
) -> None:
    unit = PREFERENCES[category]["default"]["001"][0]["unit"]
    for usage in PREFERENCES[category]:
        if not value and category == "consumption":
            continue  # no miles per gallon say "nothing per 100 kilometres"
        parts = preferred(value, unit, usage=usage, territory=territory)
        if len(parts) == 1:
            ((amount, found),) = parts
            if amount:
                assert convert(amount, found, unit) == value
        else:
            sign = -1 if value < 0 else 1
            assert sum(convert(abs(amount), found, unit) for amount, found in parts) * sign == value
            assert all(amount.denominator == 1 for amount, _ in parts[:-1])


# --- what is shown -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("quantity", "locale", "usage", "text"),
    [
        (Quantity("5.9", "foot"), "de", "person-height", "180 Zentimeter"),
        (Quantity("5.9", "foot"), "fr", "person-height", "1\xa0mètre et 80\xa0centimètres"),
        (Quantity("180", "centimeter"), "en-US", "person-height", "5 feet, 11 inches"),
        (Quantity("1.83", "meter"), "en-US", "person-height", "6 feet"),
        (Quantity("0.5", "foot"), "en-US", "person-height", "6 inches"),
        (Quantity("26.2", "mile"), "sv", "default", "42 kilometer"),
        (Quantity("3", "mile"), "de", "default", "4,8 Kilometer"),
        (Quantity("437", "meter"), "de", "road", "450 Meter"),
        (Quantity("437", "meter"), "en-US", "road", "1,450 feet"),
        (Quantity("43", "meter"), "de", "road", "40 Meter"),
        (Quantity("25", "mile-per-gallon"), "de", "vehicle-fuel", "9,4 Liter pro 100 Kilometer"),
        (Quantity("70", "kilogram"), "en-GB", "person", "11 stone"),
        (
            Quantity("0", "liter-per-100-kilometer"),
            "en-US",
            "vehicle-fuel",
            "0 liters per 100 kilometers",
        ),
        (Quantity("-10", "celsius"), "en-US", "weather", "14 degrees Fahrenheit"),
        (Quantity("0.0001", "inch"), "de", "default", "0,00025 Zentimeter"),
        (Quantity("3", "year-person"), "de", "person-age", "3 Jahre"),
        (Quantity("500", "foodcalorie"), "sw", "food", "kilokalori 500"),
    ],
)
def test_format_quantity(quantity: Quantity, locale: str, usage: str, text: str) -> None:
    assert format_quantity(quantity, locale=locale, usage=usage) == text


def test_the_amount_that_was_given_keeps_its_digits() -> None:
    assert format_quantity(Quantity("12.345", "kilometer"), locale="de") == "12,345 Kilometer"
    assert format_quantity(Quantity("1.23456", "kilometer"), locale="de") == "1,23456 Kilometer"


def test_smaller_units_carry_over_when_they_round_up() -> None:
    # 5 feet 11.9 inches are not "5 feet, 12 inches".
    almost = Quantity("181.9", "centimeter")
    assert format_quantity(almost, locale="en-US", usage="person-height") == "6 feet"


def test_without_a_usage_a_unit_that_is_at_home_stays() -> None:
    assert format_quantity(Quantity(36, "hour"), locale="en", usage=None) == "36 hours"
    assert format_quantity(Quantity(36, "hour"), locale="en") == "1.5 days"
    assert format_quantity(Quantity(900, "meter"), locale="de", usage=None) == "900 Meter"
    assert format_quantity(Quantity(5, "pound"), locale="de", usage=None) == "2,3 Kilogramm"
    assert format_quantity(Quantity(5, "mile"), locale="en-GB", usage=None) == "5 miles"


def test_a_unit_without_preferences_stays() -> None:
    assert format_quantity(Quantity(230, "volt"), locale="en-US") == "230 volts"
    assert format_quantity(Quantity(12, "percent"), locale="en") == "12 percent"


def test_lengths() -> None:
    tall = Quantity("5.9", "foot")
    found = [
        format_quantity(tall, locale="en-US", usage="person-height", length=length)
        for length in ("long", "short", "narrow")
    ]
    assert found == ["5 feet, 11 inches", "5 ft, 11 in", "5′ 11″"]
    with pytest.raises(InvalidValue, match="length cannot be 'medium'"):
        format_quantity(tall, locale="en", length="medium")


@given(
    st.sampled_from(["en-US", "de", "fr"]),
    st.decimals(allow_nan=False, allow_infinity=False),
    st.sampled_from(["person-height", "road", "default", None]),
)
def test_no_amount_is_too_odd(locale: str, value: Decimal, usage: str | None) -> None:
    quantity = Quantity(value, "foot")
    if abs(value.adjusted()) > 300 and usage:
        with pytest.raises(InvalidValue, match="at most 300 digits"):
            format_quantity(quantity, locale=locale, usage=usage)
    elif abs(value.adjusted()) < 30:
        assert format_quantity(quantity, locale=locale, usage=usage)


def test_a_mapping_is_a_quantity_and_other_things_are_none() -> None:
    assert format_quantity({"value": "2", "unit": "kilometer"}, locale="en-GB") == "1.2 miles"
    with pytest.raises(InvalidValue, match="a Quantity or its fields"):
        format_quantity("2 km", locale="en-GB")  # type: ignore[arg-type]
    with pytest.raises(InvalidValue, match="usage cannot be"):
        format_quantity(Quantity(2, "kilometer"), locale="en-GB", usage=3)  # type: ignore[arg-type]


@pytest.mark.parametrize("locale", ["en", "de", "ar-EG", "hi-IN", "zh-Hant", "ru", "sw", "xx"])
def test_every_preferred_unit_has_a_name(locale: str) -> None:
    for category, usages in PREFERENCES.items():
        unit = usages["default"]["001"][0]["unit"]
        for usage, territories in usages.items():
            for territory in territories:
                place = f"{locale}-u-rg-{territory.lower()}zzzz"
                for value in ("0.004", "7", "-1234.5"):
                    text = format_quantity(Quantity(value, unit), locale=place, usage=usage)
                    assert text, category
                    assert "{" not in text
                    assert "-per-" not in text
