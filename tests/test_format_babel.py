"""Babel's faults that do not pass through, and where the two agree.

Each test of a fault says what Babel 2.18.0 does. The fault's own code here may
go when the oldest Babel that pyproject.toml allows passes the same assertion.
"""

from __future__ import annotations

import datetime as dt
import inspect
from zoneinfo import ZoneInfo

import pytest
from babel import dates as babel_dates
from babel import lists as babel_lists
from babel import numbers as babel_numbers
from babel import units as babel_units
from hypothesis import given
from hypothesis import strategies as st

import culturekit.format as formats
from culturekit.format import (
    format_compact_currency,
    format_compact_decimal,
    format_currency,
    format_date,
    format_datetime,
    format_decimal,
    format_interval,
    format_list,
    format_percent,
    format_scientific,
    format_skeleton,
    format_time,
    format_timedelta,
    format_unit,
)
from culturekit.format.cldr import known_locales, locale_for

SHARED = [
    ("format_date", babel_dates),
    ("format_datetime", babel_dates),
    ("format_interval", babel_dates),
    ("format_skeleton", babel_dates),
    ("format_time", babel_dates),
    ("format_timedelta", babel_dates),
    ("format_compact_currency", babel_numbers),
    ("format_compact_decimal", babel_numbers),
    ("format_currency", babel_numbers),
    ("format_decimal", babel_numbers),
    ("format_percent", babel_numbers),
    ("format_scientific", babel_numbers),
    ("format_unit", babel_units),
    ("format_list", babel_lists),
]


@pytest.mark.parametrize(("name", "module"), SHARED, ids=[name for name, _ in SHARED])
def test_arguments_have_babels_names_and_order(name: str, module: object) -> None:
    def positional(function: object) -> list[str]:
        parameters = inspect.signature(function).parameters.values()  # type: ignore[arg-type]
        return [one.name for one in parameters if one.kind is one.POSITIONAL_OR_KEYWORD]

    theirs = inspect.signature(getattr(module, name)).parameters
    ours = inspect.signature(getattr(formats, name)).parameters
    assert positional(getattr(formats, name)) == positional(getattr(module, name))
    assert set(theirs) <= set(ours)


# --- faults -----------------------------------------------------------------------------------


def test_order_of_loading() -> None:
    """Babel #1234: after Hebrew, `fr` has Hebrew months; see also test_format_cldr.py."""
    assert format_date(dt.date(2026, 3, 7), "LLLL", "he") == "מרץ"
    assert format_date(dt.date(2026, 3, 7), "LLLL", "fr") == "mars"


@pytest.mark.parametrize("locale", ["zh", "fa", "ur"])
def test_raw_identifiers_long(locale: str) -> None:
    """Babel #1217: "2 length-kilometer" in Chinese."""
    assert "kilometer" not in format_unit(2, "length-kilometer", "long", locale=locale)


@pytest.mark.parametrize("locale", ["de", "cs", "nl", "pl", "pt", "ru", "ko", "tr", "id"])
def test_raw_identifiers_narrow(locale: str) -> None:
    """Babel #1225: "2 length-kilometer" where only the short width is stated."""
    assert "length" not in format_unit(2, "length-kilometer", "narrow", locale=locale)


@pytest.mark.parametrize("locale", ["sv", "fi", "nb", "hr", "sl", "fa", "he", "ar-EG", "ur"])
def test_the_locales_minus_sign(locale: str) -> None:
    """Babel #937 writes "-" everywhere."""
    data = locale_for(locale)
    sign = data.extract("number_formats")["systems"][data.numbering_system]["symbols"]["minusSign"]
    assert sign != "-"
    for text in (
        format_decimal(-5, locale=locale),
        format_percent(-5, locale=locale),
        format_currency(-5, "EUR", locale=locale),
    ):
        assert sign in text


def test_currency_spacing_and_separators() -> None:
    """Babel #937: "EUR1,234.00" in es-MX, and the comma of other numbers in fr-CH."""
    assert format_currency(1234, "EUR", locale="es-MX") == "EUR\xa01,234.00"
    assert format_currency(1234.5, "CHF", locale="fr-CH") == "1\u202f234.50\xa0CHF"
    assert format_currency(1234.5, "EUR", locale="de-AT") == "€\xa01.234,50"


def test_the_date_of_an_aware_moment() -> None:
    """Babel #805: `format_date` has no time zone."""
    late = dt.datetime(2021, 3, 17, 23, tzinfo=dt.UTC)
    assert format_date(late, "short", "de", tzinfo="Europe/Berlin") == "18.03.21"


def test_hyphens_extensions_and_unknown_locales() -> None:
    """Babel #489, #695, #703: `ValueError` or `UnknownLocaleError`."""
    assert format_decimal(1234.5, locale="de-DE") == format_decimal(1234.5, locale="de_DE")
    assert format_decimal(5, locale="ar-EG-u-nu-latn") == "5"
    assert format_date(dt.date(2026, 3, 7), "short", "de-ZZ") == "07.03.26"


def test_the_locales_digits() -> None:
    """Babel writes Latin digits unless a call asks for others; it has no digits for dates."""
    assert format_decimal(123, locale="ar-EG") == "١٢٣"
    assert format_date(dt.date(2026, 3, 7), "short", "fa-IR") == "۲۰۲۶/۳/۷"


def test_the_word_between_date_and_time() -> None:
    """Babel has CLDR's plain form only: "March 7, 2026, 3:30 PM"."""
    moment = dt.datetime(2026, 3, 7, 15, 30, tzinfo=dt.UTC)
    assert format_datetime(moment, "long", locale="en").startswith("March 7, 2026 at ")


def test_zones_by_their_new_names() -> None:
    """Babel files names under "Asia/Calcutta" and looks for "Asia/Kolkata"."""
    moment = dt.datetime(2026, 3, 7, 15, 30, tzinfo=ZoneInfo("Asia/Kolkata"))
    assert format_time(moment, "zzzz", locale="en") == "India Standard Time"


def test_halves_of_the_day_in_korean() -> None:
    """Babel takes the abbreviated names: "PM 3:30"."""
    assert format_time(dt.time(15, 30), "short", locale="ko") == "오후 3:30"


def test_rounding_reaches_the_next_power() -> None:
    """Babel: "1000K"."""
    assert format_compact_decimal(999_999, locale="en") == "1M"


# --- agreement --------------------------------------------------------------------------------


@given(
    day=st.dates(),
    locale=st.sampled_from(["de", "fr", "es", "it", "nl", "pl", "ru", "ja", "zh", "tr", "vi"]),
    style=st.sampled_from(["full", "long", "medium", "short"]),
)
def test_dates_are_babels(day: dt.date, locale: str, style: str) -> None:
    assert format_date(day, style, locale) == babel_dates.format_date(day, style, locale)


@given(
    number=st.decimals(-(10**9), 10**9, places=4) | st.integers(-(10**15), 10**15),
    locale=st.sampled_from(["en", "de", "fr_CA", "cs", "ro", "ja", "zh", "ko", "tr", "en_IN"]),
)
def test_numbers_are_babels_where_babel_is_right(number: int, locale: str) -> None:
    assert format_decimal(number, locale=locale) == babel_numbers.format_decimal(
        number, locale=locale
    )
    assert format_percent(number, locale=locale) == babel_numbers.format_percent(
        number, locale=locale
    )
    ours = format_currency(number, "EUR", locale=locale)
    theirs = babel_numbers.format_currency(number, "EUR", locale=locale)
    assert ours == theirs


# --- every locale -----------------------------------------------------------------------------


def _everything(tag: str) -> list[str]:
    moment = dt.datetime(2026, 3, 7, 15, 30, 5, tzinfo=ZoneInfo("Europe/Berlin"))
    end = moment + dt.timedelta(days=60)
    return [
        format_date(moment, "full", tag),
        format_time(moment, "full", locale=tag),
        format_datetime(moment, "short", locale=tag),
        format_skeleton("yMMMEdjm", moment, locale=tag),
        format_interval(moment, end, "yMMMd", locale=tag),
        format_timedelta(end - moment, add_direction=True, locale=tag),
        format_decimal(-1234567.891, locale=tag),
        format_percent(0.256, locale=tag),
        format_scientific(12345, locale=tag),
        format_currency(-1234.5, "EUR", locale=tag),
        format_currency(2, "USD", format_type="name", locale=tag),
        format_compact_decimal(1_234_567, format_type="long", locale=tag),
        format_compact_currency(1_234_567, "EUR", locale=tag),
        format_list(["a", "b", "c"], locale=tag),
        format_unit(2, "length-kilometer", "long", locale=tag),
        format_unit(2, "speed-kilometer-per-hour", "narrow", locale=tag),
    ]


def test_every_locale_of_babel_formats_everything() -> None:
    for name in known_locales().values():
        texts = _everything(name)
        assert all(texts), name
        assert not any("length-" in text or "speed-" in text for text in texts), name
        assert not any("\x00" in text or "{0}" in text or "¤" in text for text in texts), name
