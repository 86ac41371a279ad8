"""Hours, weeks, paper, measures and grammar of a locale."""

from __future__ import annotations

from decimal import Decimal

import pytest

from culturekit import store
from culturekit.errors import InvalidValue
from culturekit.format.locale_facts import (
    first_weekday,
    grammatical_genders,
    hour_cycle,
    is_territory,
    measurement_system,
    paper_size,
    plural_category,
    region,
    temperature_unit,
    unit_gender,
)


@pytest.mark.parametrize(
    ("tag", "territory"),
    [("pt", "BR"), ("pt-PT", "PT"), ("pt-PT-u-rg-aozzzz", "AO"), ("pt-PT-u-rg-qqzzzz", "PT"),
     ("pt-QQ", "BR"), ("en-001", "001"), ("zh-Hant", "TW"), ("xx", "001")],
)  # fmt: skip
def test_region(tag: str, territory: str) -> None:
    assert region(tag) == territory


def test_is_territory() -> None:
    assert is_territory("001")
    assert not is_territory("QQ")
    assert not is_territory(None)


@pytest.mark.parametrize(
    ("tag", "cycle"),
    [("en-US", "h12"), ("en-GB", "h23"), ("fr-CA", "h23"), ("en-CA", "h12"), ("ja", "h23"),
     ("en-US-u-hc-h23", "h23"), ("de-u-hc-h11", "h11"), ("en-US-u-hc-odd", "h12"), ("xx", "h23")],
)  # fmt: skip
def test_hour_cycle(tag: str, cycle: str) -> None:
    assert hour_cycle(tag) == cycle


@pytest.mark.parametrize(
    ("tag", "day"),
    [("en-US", "sunday"), ("de", "monday"), ("ar-EG", "saturday"), ("dv-MV", "friday"),
     ("en-US-u-fw-mon", "monday"), ("de-u-fw-odd", "monday"), ("en-DE", "monday"),
     ("xx", "monday")],
)  # fmt: skip
def test_first_weekday(tag: str, day: str) -> None:
    assert first_weekday(tag) == day


def test_paper_and_measures() -> None:
    assert [paper_size(tag) for tag in ("en-CA", "en-GB", "fil", "xx")] == [
        "US-Letter",
        "A4",
        "US-Letter",
        "A4",
    ]
    assert [measurement_system(tag) for tag in ("my", "en-GB", "en", "de", "de-u-ms-uksystem")] == [
        "uksystem",
        "uksystem",
        "ussystem",
        "metric",
        "uksystem",
    ]
    temperatures = [temperature_unit(tag) for tag in ("en-BS", "my", "de-u-ms-ussystem", "xx")]
    assert temperatures == ["fahrenheit", "celsius", "fahrenheit", "celsius"]
    assert temperature_unit("en-US-u-ms-ussystem-mu-kelvin") == "kelvin"


def test_plural_category_counts_the_digits_that_are_shown() -> None:
    assert plural_category(1, locale="en") == "one"
    assert (
        plural_category("1.0", locale="en")
        == plural_category(Decimal("1.0"), locale="en")
        == "other"
    )
    assert [plural_category(n, locale="ar") for n in (0, 1, 2, 3, 11, 100)] == [
        "zero", "one", "two", "few", "many", "other",
    ]  # fmt: skip
    assert plural_category(-1, locale="de") == "one"
    for odd in ("many", Decimal("nan"), None):
        with pytest.raises(InvalidValue, match="a finite number"):
            plural_category(odd, locale="en")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("unit", "locale", "gender"),
    [
        ("week", "de", "feminine"),
        ("week", "de-AT", "feminine"),
        ("month", "fr", "masculine"),
        ("kilometer-per-hour", "de", "masculine"),
        ("week-per-meter", "de", "feminine"),
        ("megaliter-per-week", "pl", "inanimate"),
        ("meter", "en", None),
        ("meter", "ja", None),
    ],
)
def test_unit_gender(unit: str, locale: str, gender: str | None) -> None:
    assert unit_gender(unit, locale=locale) == gender


def test_genders_of_units_are_genders_of_the_language() -> None:
    for tag, row in store.open().cldr("unit_genders").items():
        assert row.keys() <= set(grammatical_genders(tag)) | {"inanimate"}, tag
    with pytest.raises(InvalidValue, match="unit cannot be 'smoot'"):
        unit_gender("smoot", locale="de")
