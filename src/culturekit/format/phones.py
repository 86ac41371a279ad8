"""Telephone numbers as readers dial them.

Numbering plans are those of libphonenumber, which come with the package
phonenumberslite. Its geocoder (109 MB of place names) is never loaded.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from types import ModuleType
from typing import Any

from ..errors import InvalidValue
from ..model import Phone
from ..tags import parse
from .addresses import FieldProblem
from .cldr import tag_text
from .clean import one_line

__all__ = ["format_phone", "validate_phone"]

_STYLES = ("national", "international", "e164", "uri")


def format_phone(
    phone: Phone | Mapping[str, Any] | str,
    *,
    style: str | None = None,
    locale: Any = None,
    territory: str | None = None,
) -> str:
    """A telephone number, grouped as its country groups it.

    >>> hotline = Phone("030 1234567", territory="DE")
    >>> format_phone(hotline)
    '+49 30 1234567'
    >>> format_phone(hotline, territory="DE"), format_phone(hotline, style="uri")
    ('030 1234567', 'tel:+49-30-1234567')

    `style` is "national", "international", "e164" ("+49301234567") or "uri" (RFC 3966, for
    a link). Without it a reader in the number's own country gets the national form, every
    other reader the international one. Where the reader is, `territory` says, or else the
    territory in `locale`; a locale without one says nothing, because German is read
    outside Germany too.

    A number that only works inside its country or is too short or too long for it (an
    emergency number, one without area code) is shown as given, and has no "e164" and no
    "uri". Raises `InvalidValue` for asking for these, for text that is no number, and for
    a number that needs a country code or `Phone.territory`. Source: libphonenumber.
    """
    if style is not None and style not in _STYLES:
        raise InvalidValue("style", style, accepted=_STYLES)
    phone = _phone(phone)
    library = _library()
    number = _parsed(phone)
    if not _dialled_from_abroad(number):
        if style in ("e164", "uri"):
            raise InvalidValue(
                "phone", phone.number, accepted="a number that can be dialled from abroad"
            )
        return one_line(phone.number)
    if style is None:
        reader = territory or (locale is not None and _territory_of(tag_text(locale)))
        at_home = library.region_code_for_number(number) == str(reader).upper()
        style = "national" if at_home else "international"
    formats = library.PhoneNumberFormat
    chosen = {
        "national": formats.NATIONAL,
        "international": formats.INTERNATIONAL,
        "e164": formats.E164,
        "uri": formats.RFC3966,
    }
    return str(library.format_number(number, chosen[style]))


def validate_phone(phone: Phone | Mapping[str, Any] | str) -> tuple[FieldProblem, ...]:
    """What is wrong with a telephone number; empty where nothing is.

    >>> validate_phone(Phone("030 1234567", territory="DE"))
    ()
    >>> print(validate_phone(Phone("(020) 7946 09", territory="GB"))[0])
    the number '(020) 7946 09' is in no range of GB; an example is 0121 234 5678

    A number is right if it lies in a range that its country assigns; whether anybody
    answers is not checked. Nothing raises but `InvalidValue` for what is no phone at all.
    """
    phone = _phone(phone)
    library = _library()
    shown = repr(one_line(phone.number)[:40])
    if not one_line(phone.number):
        return (FieldProblem("number", "missing", "the number is missing"),)
    try:
        number = _parsed(phone)
    except InvalidValue as error:
        if error.what == "phone":
            return (FieldProblem("number", "wrong", f"{shown} is no telephone number"),)
        if phone.territory:
            message = f"the territory {phone.territory!r} has no telephone numbers"
            return (FieldProblem("territory", "wrong", message),)
        message = f"the number {shown} has no country code, and the territory is missing"
        return (FieldProblem("territory", "missing", message),)
    if library.is_valid_number(number) or library.is_valid_short_number(number):
        return ()
    region = library.region_code_for_country_code(number.country_code)
    lengths = library.ValidationResult
    problem = {
        lengths.TOO_SHORT: "is too short for",
        lengths.TOO_LONG: "is too long for",
        lengths.INVALID_LENGTH: "has a wrong length for",
        lengths.IS_POSSIBLE_LOCAL_ONLY: "lacks an area code of",
    }.get(library.is_possible_number_with_reason(number), "is in no range of")
    message = f"the number {shown} {problem} {region}"
    examples: tuple[str, ...] = ()
    if (example := library.example_number(region)) is not None:
        style = library.PhoneNumberFormat
        national = phone.territory and phone.territory.upper() == region
        examples = (
            library.format_number(example, style.NATIONAL if national else style.INTERNATIONAL),
        )
        message += f"; an example is {examples[0]}"
    return (FieldProblem("number", "wrong", message, examples),)


@functools.cache
def _library() -> ModuleType:
    import phonenumbers

    return phonenumbers


def _phone(phone: Phone | Mapping[str, Any] | str) -> Phone:
    if isinstance(phone, Phone):
        return phone
    if isinstance(phone, str):
        return Phone(phone)
    if isinstance(phone, Mapping):
        return Phone.from_dict(phone)
    raise InvalidValue("phone", phone, accepted="a Phone, its fields, or a number as text")


def _parsed(phone: Phone) -> Any:
    library = _library()
    territory = phone.territory.upper() if phone.territory else None
    if _unknown(territory):
        raise InvalidValue("territory", territory, accepted="an ISO 3166 code")
    text = one_line(phone.number)
    try:
        return library.parse(text, territory)
    except library.NumberParseException as error:
        country_code = library.NumberParseException.INVALID_COUNTRY_CODE
        if error.error_type == country_code and territory is None and not text.startswith("+"):
            accepted = f"a territory, or a number with '+' and a country code, for {text[:40]!r}"
            raise InvalidValue("territory", None, accepted=accepted) from None
        raise InvalidValue("phone", text, accepted="a telephone number") from None


def _dialled_from_abroad(number: Any) -> bool:
    library = _library()
    if library.is_valid_number(number):
        return True
    whole = library.is_possible_number_with_reason(number) == library.ValidationResult.IS_POSSIBLE
    return whole and not library.is_valid_short_number(number)


def _unknown(territory: str | None) -> bool:
    return bool(territory) and str(territory).upper() not in _library().SUPPORTED_REGIONS


@functools.lru_cache(maxsize=1024)
def _territory_of(tag: str) -> str:
    locale = parse(tag)
    return (locale.keyword("rg") or "")[:2].upper() or locale.territory
