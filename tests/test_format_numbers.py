"""Decimals, percentages, money and compact forms."""

from __future__ import annotations

import decimal
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from culturekit.errors import InvalidValue
from culturekit.format import (
    format_compact_currency,
    format_compact_decimal,
    format_currency,
    format_decimal,
    format_percent,
    format_scientific,
)
from culturekit.format.digits import parse_pattern


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en-US", "-1,234,567.891"),
        ("de-DE", "-1.234.567,891"),
        ("de-CH", "-1’234’567.891"),
        ("fr-FR", "-1\u202f234\u202f567,891"),
        ("sv-SE", "−1\xa0234\xa0567,891"),
        ("hi-IN", "-12,34,567.891"),
        ("he-IL", "\u200e-1,234,567.891"),
        ("ar-EG", "\u061c-١٬٢٣٤٬٥٦٧٫٨٩١"),
        ("ar-AE", "\u200e-1,234,567.891"),
        ("fa-IR", "\u200e−۱٬۲۳۴٬۵۶۷٫۸۹۱"),
        ("bn-BD", "-১২,৩৪,৫৬৭.৮৯১"),
        ("fa-IR-u-nu-latn", "\u200e−1,234,567.891"),
        ("hi-IN-u-nu-deva", "-१२,३४,५६७.८९१"),
    ],
)
def test_decimals_have_the_locales_signs_groups_and_digits(locale: str, text: str) -> None:
    assert format_decimal(-1234567.891, locale=locale) == text


@pytest.mark.parametrize(
    ("locale", "thousand", "ten_thousand"),
    [
        ("es-ES", "1234", "12.345"),
        ("pl-PL", "1234", "12\xa0345"),
        ("pt-PT", "1234", "12\xa0345"),
        ("es-MX", "1,234", "12,345"),
        ("de-DE", "1.234", "12.345"),
    ],
)
def test_some_languages_group_from_five_digits_on(
    locale: str, thousand: str, ten_thousand: str
) -> None:
    assert format_decimal(1234, locale=locale) == thousand
    assert format_decimal(12345, locale=locale) == ten_thousand


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0"),
        (-0.0, "-0"),
        (1.0, "1"),
        (100, "100"),
        (1000.0, "1,000"),
        (0.0005, "0"),
        (0.0015, "0.002"),
        (2.0005, "2"),
        (1.0015, "1.002"),
        (Decimal("1.2345"), "1.234"),
        ("1234.5", "1,234.5"),
        (" 12 ", "12"),
        (Fraction(1, 3), "0.333"),
        (10**30, "1,000,000,000,000,000,000,000,000,000,000"),
        (1e300, "1" + ",000" * 100),
        (float("inf"), "∞"),
        (float("-inf"), "-∞"),
        (float("nan"), "NaN"),
    ],
)
def test_any_number_is_written(number: Any, text: str) -> None:
    assert format_decimal(number, locale="en") == text


@pytest.mark.parametrize("value", [None, True, "abc", "", b"1", [1], object(), Decimal("1e500")])
def test_what_is_no_number_raises(value: Any) -> None:
    for format_number in (format_decimal, format_percent, format_compact_decimal):
        with pytest.raises(InvalidValue, match="number cannot be"):
            format_number(value, locale="en")  # type: ignore[operator]
    with pytest.raises(InvalidValue, match="number cannot be"):
        format_currency(value, "EUR", locale="en")


@given(
    cents=st.integers(-(10**12), 10**12),
    thousandths=st.integers(-(10**9), 10**9),
)
def test_floats_are_rounded_as_the_decimals_they_are_typed_as(cents: int, thousandths: int) -> None:
    # 1.015 is stored a little below 1.015; people mean the decimal, and a tie goes to even.
    for whole, digits in ((cents, 2), (thousandths, 3)):
        typed = Decimal(whole).scaleb(-digits)
        as_float = float(typed)
        exact = Decimal(repr(as_float))
        assert format_currency(as_float, "EUR", locale="en") == format_currency(
            exact, "EUR", locale="en"
        )
        assert format_decimal(as_float, locale="de") == format_decimal(exact, locale="de")
        assert format_percent(as_float, locale="fr") == format_percent(exact, locale="fr")


@given(value=st.floats(allow_nan=False, allow_infinity=False))
def test_every_float_is_written_as_its_decimal(value: float) -> None:
    for locale in ("en", "hi", "ar-EG", "es"):
        exact = Decimal(repr(value))
        assert format_decimal(value, locale=locale) == format_decimal(exact, locale=locale)
        assert format_compact_decimal(value, locale=locale) == format_compact_decimal(
            exact, locale=locale
        )


@given(value=st.integers(-(10**20), 10**20))
def test_digits_come_back(value: int) -> None:
    written = format_decimal(value, locale="de")
    assert int(written.replace(".", "")) == value
    assert format_decimal(value, locale="de") == format_decimal(Decimal(value), locale="de")


def test_a_threads_decimal_context_changes_nothing() -> None:
    with decimal.localcontext(decimal.Context(prec=3, rounding=decimal.ROUND_UP)):
        assert format_decimal(Decimal("1234567.8914"), locale="en") == "1,234,567.891"
        assert format_currency(Decimal("2.001"), "EUR", locale="en") == "€2.00"
        assert format_percent(Decimal("0.1234"), locale="en") == "12%"


@pytest.mark.parametrize(
    ("pattern", "number", "text"),
    [
        ("#,##0.00", 1234.5, "1,234.50"),
        ("#,##0.00;(#)", -1234.5, "(1,234.50)"),
        ("00000", 42, "00042"),
        ("#.##", 0.5, ".5"),
        ("#,####,##0", 123456789, "12,3456,789"),
        ("@@@", 1234567, "1230000"),
        ("@@#", 9.99, "9.99"),
        ("@@", 9.99, "10"),
        ("0.###E0", 12345, "1.234E4"),
        ("00.#E00", 0.00123, "12.3E-04"),
        ("0E+0", 100, "1E+2"),
        ("#,##0.05", 1.23, "1.25"),
        ("0 'o''clock'", 5, "5 o'clock"),
        ("'#'0", 5, "#5"),
        ("0.0%", 0.1234, "12.3%"),
        ("0‰", 0.1234, "123‰"),
    ],
)
def test_patterns_of_ones_own(pattern: str, number: float, text: str) -> None:
    assert format_decimal(number, pattern, locale="en") == text


def test_a_pattern_may_be_babels_object() -> None:
    from babel.numbers import parse_pattern as babels

    assert format_decimal(5, babels("00.0"), locale="de") == "05,0"  # type: ignore[arg-type]
    with pytest.raises(InvalidValue, match="number pattern"):
        parse_pattern("@0")
    with pytest.raises(InvalidValue, match="format"):
        format_decimal(5, 7, locale="de")  # type: ignore[arg-type]


def test_rounding_and_grouping_can_be_left_out() -> None:
    assert format_decimal(1.23456, locale="en", decimal_quantization=False) == "1.23456"
    assert format_decimal(1234567, locale="en", group_separator=False) == "1234567"
    assert format_percent(0.123456, locale="en", decimal_quantization=False) == "12.3456%"
    assert format_decimal(5, locale="ar-EG", numbering_system="latn") == "5"
    assert format_decimal(5, locale="ar-AE", numbering_system="native") == "٥"


def test_scientific_notation_is_the_locales() -> None:
    assert format_scientific(-0.00012, locale="sv") == "−1,2×10^−4"
    assert format_scientific(12345, locale="ar-EG") == "١٫٢٣٤٥أس٤"


# --- money -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("locale", "currency", "text"),
    [
        ("de-DE", "EUR", "-1.234,50\xa0€"),
        ("de-AT", "EUR", "-€\xa01.234,50"),
        ("en-US", "EUR", "-€1,234.50"),
        ("fr-CH", "CHF", "-1\u202f234.50\xa0CHF"),
        ("es-MX", "EUR", "-EUR\xa01,234.50"),
        ("sv-SE", "SEK", "−1\xa0234,50\xa0kr"),
        ("ja-JP", "JPY", "-￥1,234"),
        ("ar-EG", "EGP", "\u061c-\u200f١٬٢٣٤٫٥٠\xa0ج.م.\u200f"),
        ("ar-AE", "AED", "\u200f\u200e-1,234.50\xa0د.إ.\u200f"),
        ("fa-IR", "IRR", "\u200e−\u200eریال\xa0۱٬۲۳۴"),
        ("he-IL", "ILS", "\u200f\u200e-1,234.50\xa0\u200f₪"),
        ("ar-KW", "KWD", "\u061c-\u200f١٬٢٣٤٫٥٠٠\xa0د.ك.\u200f"),
        ("sw-KE", "USD", "-$\xa01,234.50"),
        ("pt-CV", "CVE", "-1234$50\xa0\u200b"),
    ],
)
def test_amounts_have_the_locales_sign_space_and_places(
    locale: str, currency: str, text: str
) -> None:
    assert format_currency(-1234.5, currency, locale=locale) == text


def test_spacing_keeps_letters_from_digits_and_nothing_else() -> None:
    assert format_currency(5, "XYZ", locale="en") == "XYZ\xa05.00"
    assert format_currency(5, "USD", locale="en") == "$5.00"
    assert format_currency(float("inf"), "XYZ", locale="en") == "XYZ∞"


@pytest.mark.parametrize(
    ("options", "text"),
    [
        ({"format_type": "accounting"}, "($5.00)"),
        ({"format_type": "name"}, "-5.00 US dollars"),
        ({"format_type": "code"}, "-USD\xa05.00"),
        ({"format": "¤¤ #,##0.00"}, "-USD 5.00"),
        ({"format": "#,##0.00 ¤¤¤"}, "-5.00 US dollars"),
        ({"format": "¤#0.0##", "currency_digits": False}, "-$5.0"),
    ],
)
def test_other_ways_to_write_an_amount(options: dict[str, Any], text: str) -> None:
    assert format_currency(-5, "USD", locale="en-US", **options) == text


def test_the_name_has_the_plural_of_the_digits_that_are_shown() -> None:
    assert format_currency(1, "JPY", locale="en", format_type="name") == "1 Japanese yen"
    assert format_currency(1, "USD", locale="en", format_type="name") == "1.00 US dollars"
    assert format_currency(1, "PLN", locale="pl", format_type="name") == "1,00 złotego polskiego"
    assert (
        format_currency(5, "RUB", locale="ru", format_type="name", currency_digits=False)
        == "5 российских рублей"
    )


def test_keywords_of_the_tag_count() -> None:
    assert format_currency(-5, "USD", locale="en-US-u-cf-account") == "($5.00)"
    assert format_currency(5, locale="de-DE-u-cu-chf") == "5,00\xa0CHF"
    with pytest.raises(InvalidValue, match="currency cannot be None"):
        format_currency(5, locale="de-DE")


@pytest.mark.parametrize("code", ["", "EU", "EURO", "12A", "€", None, 978])
def test_a_currency_is_three_letters(code: Any) -> None:
    with pytest.raises(InvalidValue, match="currency cannot be"):
        format_currency(5, code, locale="en")


def test_codes_may_be_lower_case_and_unknown() -> None:
    assert format_currency(5, "eur", locale="en") == "€5.00"
    assert format_currency(5, "ZZZ", locale="de") == "5,00\xa0ZZZ"


def test_an_unknown_type_raises_with_the_known_ones() -> None:
    with pytest.raises(InvalidValue, match="accepted: standard, accounting, name, code"):
        format_currency(5, "EUR", locale="en", format_type="fancy")


# --- compact forms -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "locale", "options", "text"),
    [
        (999, "en", {}, "999"),
        (999.6, "en", {}, "1K"),
        (1000, "en", {}, "1K"),
        (12345, "en", {"fraction_digits": 1}, "12.3K"),
        (999_999, "en", {}, "1M"),
        (999_999, "en", {"fraction_digits": 1}, "1M"),
        (-1_500_000, "de", {"fraction_digits": 1}, "-1,5\xa0Mio."),
        (1234, "de", {}, "1234"),
        (12345, "de", {}, "12.345"),
        (1_234_567, "ja", {}, "123万"),
        (12_345_678, "hi", {}, "1\xa0क॰"),
        (1_000_000, "fr", {"format_type": "long"}, "1 million"),
        (2_000_000, "fr", {"format_type": "long"}, "2 millions"),
        (1000, "fr", {"format_type": "long"}, "mille"),
        (21_000_000, "ru", {"format_type": "long"}, "21 миллион"),
        (1e20, "en", {}, "100,000,000T"),
        (float("inf"), "en", {}, "∞"),
    ],
)
def test_compact_numbers(number: float, locale: str, options: dict[str, Any], text: str) -> None:
    assert format_compact_decimal(number, locale=locale, **options) == text


def test_compact_amounts() -> None:
    assert format_compact_currency(1234, "EUR", locale="de") == "1234\xa0€"
    assert format_compact_currency(-1_500_000, "USD", locale="en", fraction_digits=1) == "-$1.5M"
    assert format_compact_currency(12_345, "CHF", locale="en") == "CHF\xa012K"


@pytest.mark.parametrize(
    ("options", "what"),
    [({"format_type": "wide"}, "format_type"), ({"fraction_digits": -1}, "fraction_digits")],
)
def test_compact_options_are_checked(options: dict[str, Any], what: str) -> None:
    with pytest.raises(InvalidValue, match=what):
        format_compact_decimal(5, locale="en", **options)
    with pytest.raises(InvalidValue, match="format_type"):
        format_compact_currency(5, "EUR", locale="en", format_type="long")


@given(number=st.integers(1, 10**14))
def test_a_compact_number_is_near_the_number(number: int) -> None:
    text = format_compact_decimal(number, locale="en")
    power = {"K": 3, "M": 6, "B": 9, "T": 12}.get(text[-1], 0)
    shown = int(text.rstrip("KMBT").replace(",", "")) * 10**power
    assert abs(shown - number) <= 10**power // 2
    assert len(text.rstrip("KMBT")) <= 3
