"""Telephone numbers: the form for each reader, and what is wrong with a number."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from culturekit.errors import InvalidValue
from culturekit.format.phones import format_phone, validate_phone
from culturekit.model import Phone

VIENNA = Phone("01 534 98", territory="AT")
LONDON = Phone("+44 (0)20 7946 0958")


# --- formats -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("style", "text"),
    [
        ("national", "020 7946 0958"),
        ("international", "+44 20 7946 0958"),
        ("e164", "+442079460958"),
        ("uri", "tel:+44-20-7946-0958"),
    ],
)
def test_styles(style: str, text: str) -> None:
    assert format_phone(LONDON, style=style) == text


def test_readers_in_the_same_country_need_no_country_code() -> None:
    assert format_phone(LONDON, territory="gb") == "020 7946 0958"
    assert format_phone(LONDON, locale="cy-GB") == "020 7946 0958"
    assert format_phone(LONDON, locale="en-US-u-rg-gbzzzz") == "020 7946 0958"
    for reader in ({"territory": "IE"}, {"locale": "en-US"}, {"locale": "en"}, {}):
        assert format_phone(LONDON, **reader) == "+44 20 7946 0958"


def test_the_territory_of_the_phone_reads_it_and_that_of_the_reader_shows_it() -> None:
    assert format_phone(VIENNA, territory="DE") == "+43 1 53498"
    assert format_phone(VIENNA, territory="AT") == "01 53498"


def test_extensions_stay() -> None:
    phone = Phone("+1 202-555-0143 ext. 12")
    assert format_phone(phone) == "+1 202-555-0143 ext. 12"
    assert format_phone(phone, style="uri") == "tel:+1-202-555-0143;ext=12"


@pytest.mark.parametrize("number", ["112", "116117"])
def test_numbers_that_work_only_inside_a_country_get_no_country_code(number: str) -> None:
    phone = Phone(number, territory="DE")
    assert format_phone(phone, territory="US") == number
    assert validate_phone(phone) == ()
    for style in ("e164", "uri"):
        with pytest.raises(InvalidValue, match="dialled from abroad"):
            format_phone(phone, style=style)


def test_a_mapping_or_text_is_a_phone() -> None:
    assert format_phone({"number": "020 7946 0958", "territory": "GB"}) == "+44 20 7946 0958"
    assert format_phone("+442079460958") == "+44 20 7946 0958"
    with pytest.raises(InvalidValue, match="a Phone, its fields"):
        format_phone(442079460958)  # type: ignore[arg-type]


def test_unknown_style() -> None:
    with pytest.raises(InvalidValue, match="style cannot be 'short'; accepted: national"):
        format_phone(LONDON, style="short")


# --- what is wrong -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("phone", "field", "kind", "message"),
    [
        (Phone(""), "number", "missing", "the number is missing"),
        (Phone("call me", "GB"), "number", "wrong", "'call me' is no telephone number"),
        (Phone("020 7946 0958"), "territory", "missing",
         "the number '020 7946 0958' has no country code, and the territory is missing"),
        (Phone("020 7946 0958", "QQ"), "territory", "wrong",
         "the territory 'QQ' has no telephone numbers"),
        (Phone("+44 20 7946 09587777"), "number", "wrong",
         "the number '+44 20 7946 09587777' is too long for GB; an example is +44 121 234 5678"),
        (Phone("555-0143", "US"), "number", "wrong",
         "the number '555-0143' lacks an area code of US; an example is (201) 555-0123"),
        (Phone("+999 123456"), "number", "wrong", "'+999 123456' is no telephone number"),
    ],
)  # fmt: skip
def test_problems(phone: Phone, field: str, kind: str, message: str) -> None:
    [problem] = validate_phone(phone)
    assert (problem.field, problem.kind, str(problem)) == (field, kind, message)


def test_a_number_that_cannot_be_read_says_what_it_needs() -> None:
    with pytest.raises(InvalidValue, match=r"territory cannot be None; .*country code"):
        format_phone("020 7946 0958")
    with pytest.raises(InvalidValue, match="phone cannot be 'call me'"):
        format_phone(Phone("call me", "GB"))
    with pytest.raises(InvalidValue, match="territory cannot be 'QQ'"):
        format_phone(Phone("1234567", "QQ"))


def test_a_number_with_a_line_break_stays_on_its_line() -> None:
    assert format_phone(Phone("020 7946\r\n0958", "GB")) == "+44 20 7946 0958"


@given(st.text(max_size=40), st.sampled_from([None, "GB", "DE", "QQ", ""]))
def test_any_text_is_a_phone_or_a_problem(number: str, territory: str | None) -> None:
    phone = Phone(number, territory=territory)
    problems = validate_phone(phone)
    try:
        text = format_phone(phone)
    except InvalidValue:
        assert problems
    else:
        assert "\n" not in text


@given(st.integers(min_value=2010000, max_value=9999999))
def test_formats_of_a_number_are_the_same_number(number: int) -> None:
    phone = Phone(f"020 7{number}", territory="GB")
    if validate_phone(phone):
        return
    e164 = format_phone(phone, style="e164")
    for style in ("international", "uri"):
        assert format_phone(format_phone(phone, style=style), style="e164") == e164
    national = Phone(format_phone(phone, style="national"), territory="GB")
    assert format_phone(national, style="e164") == e164


def test_place_names_are_never_loaded() -> None:
    code = (
        "import sys; from culturekit.format.phones import format_phone;"
        "assert 'phonenumbers' not in sys.modules;"
        "format_phone('+442079460958');"
        "assert 'phonenumbers.geocoder' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)  # noqa: S603 - our own code
