"""Any value that a message may carry, written for a reader by its type."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence, Set
from contextlib import suppress
from decimal import Decimal
from numbers import Number
from typing import Any, NamedTuple

from ..errors import CultureKitError
from ..model import Address, Customer, Money, Name, Noun, Organisation, Phone, Quantity

__all__ = ["Written", "part_of", "write_value"]


class Written(NamedTuple):
    """A value as text; `problem` says why it stands as it was given, where it does."""

    text: str
    problem: str | None = None


class Context(NamedTuple):
    locale: str
    zone: str | None
    territory: str | None


def write_value(
    value: Any,
    *,
    locale: str,
    style: str | None = None,
    zone: str | None = None,
    territory: str | None = None,
) -> Written:
    r"""A value as the reader of `locale` expects it.

    >>> write_value(Money("49.90", "EUR"), locale="de-DE").text
    '49,90\xa0€'
    >>> write_value(dt.date(2026, 3, 7), locale="ja-JP").text
    '2026年3月7日'

    `style` is one of the type's: dates and times "short" "medium" "long" "full",
    money "code" "name" "symbol", quantities "short" "long" "narrow" or a usage
    such as "person-height", names the lengths of LDML, telephone numbers
    "national" "international" "e164". Nothing raises: what a style or value
    does not allow is written plainly and named in `problem`.
    """
    context = Context(locale, zone, territory)
    write = _WRITERS.get(type(value)) or _by_base(value)
    if write is None:
        return Written(_plainly(value), problem=f"no format is known for {type(value).__name__}")
    try:
        written = write(value, style, context)
    except (CultureKitError, ValueError, ArithmeticError, LookupError, RecursionError) as error:
        return Written(_plainly(value), problem=str(error))
    if style and not written.text:
        return Written(_plainly(value), problem=f"the style {style!r} leaves nothing of it")
    return written


_NO_TEXT: tuple[object, ...] = (object.__str__, bytes.__str__)


def _plainly(value: Any) -> str:
    """What was given, as a person would note it down: no notation of Python, no place in memory."""
    match value:
        case Phone():
            return value.number
        case Quantity():
            return f"{value.value:f} {value.unit}"
        case Money():
            return f"{value.amount:f} {value.currency}"
        case Name():
            return _given(" ", value.title, value.given, value.given2, value.full_surname)
        case Address():
            town = _given(" ", value.postal_code, value.city)
            street = _given("\n", value.name, value.organisation, value.street_address)
            return _given("\n", street, value.city_area, town, value.country_area, value.territory)
        case Mapping():
            return ", ".join(f"{key}: {_plainly(item)}" for key, item in value.items())
    # A type that has no text for people is named; numbers have the same for people and Python.
    if isinstance(value, Number) or type(value).__str__ not in _NO_TEXT:
        with suppress(ValueError, RecursionError):
            return str(value)
    return f"({type(value).__name__})"


def _given(between: str, *parts: str | None) -> str:
    return between.join(part for part in parts if part)


def part_of(value: Any, part: str) -> tuple[bool, Any]:
    """A named part of a value, and whether there is one: a field of a noun, a key of a mapping.

    >>> part_of(Name(given="Ada"), "given"), part_of({"city": "Ulm"}, "city"), part_of(3, "real")
    ((True, 'Ada'), (True, 'Ulm'), (False, None))
    """
    if isinstance(value, Mapping):
        return (True, value[part]) if part in value else (False, None)
    if isinstance(value, Noun) and not part.startswith("_") and hasattr(value, part):
        found = getattr(value, part)
        return (False, None) if callable(found) else (True, found)
    return False, None


# --- one writer a type ---------------------------------------------------------------


def _text(value: str, style: str | None, context: Context) -> Written:
    return Written(value)


def _money(value: Money, style: str | None, context: Context) -> Written:
    from .numbers import format_currency

    kind = style if style in ("code", "name") else "standard"
    return Written(
        format_currency(value.amount, value.currency, locale=context.locale, format_type=kind)
    )


def _number(value: int | float | Decimal, style: str | None, context: Context) -> Written:
    from .numbers import format_compact_decimal, format_decimal, format_percent

    if style == "percent":
        return Written(format_percent(value, locale=context.locale))
    if style == "compact":
        return Written(format_compact_decimal(value, locale=context.locale))
    if style == "plain":
        return Written(format_decimal(value, locale=context.locale, group_separator=False))
    return Written(format_decimal(value, locale=context.locale))


def _date(value: dt.date, style: str | None, context: Context) -> Written:
    from .dates import format_date

    return Written(format_date(value, style or "long", context.locale))


def _time(value: dt.time, style: str | None, context: Context) -> Written:
    from .dates import format_time

    return Written(format_time(value, style or "short", locale=context.locale))


def _datetime(value: dt.datetime, style: str | None, context: Context) -> Written:
    """In the reader's zone where it is known; else in its own, which is then named."""
    from zoneinfo import ZoneInfo

    from .dates import format_datetime, format_skeleton

    shown = value
    if value.tzinfo is not None and context.zone is not None:
        shown = value.astimezone(ZoneInfo(context.zone))
    own = shown.tzinfo
    if style is not None:
        text = format_datetime(shown, style, own, context.locale)
    else:
        skeleton = "yMMMMdjm" if value.tzinfo is None or context.zone else "yMMMMdjmz"
        text = format_skeleton(skeleton, shown, own, locale=context.locale)
    return Written(text)


def _duration(value: dt.timedelta, style: str | None, context: Context) -> Written:
    from .dates import format_timedelta

    return Written(format_timedelta(value, locale=context.locale))


def _quantity(value: Quantity, style: str | None, context: Context) -> Written:
    from .quantities import format_quantity

    length = style if style in ("long", "short", "narrow") else "long"
    usage = "default" if style is None or style == length else style
    return Written(format_quantity(value, locale=context.locale, usage=usage, length=length))


def _name(value: Name, style: str | None, context: Context) -> Written:
    from .names import format_name

    return Written(format_name(value, locale=context.locale, length=style))


def _customer(value: Customer, style: str | None, context: Context) -> Written:
    if value.preferred_name:
        return Written(value.preferred_name)
    if value.name is None:
        return Written("", problem="the customer has no name")
    return _name(value.name, style, context)


def _organisation(value: Organisation, style: str | None, context: Context) -> Written:
    return Written(value.name)


def _address(value: Address, style: str | None, context: Context) -> Written:
    from .addresses import format_address

    text = format_address(value, locale=context.locale)
    shown = text.casefold()
    for field in ("name", "organisation", "street_address", "city", "city_area", "postal_code"):
        given = getattr(value, field)
        if given and not all(word.casefold() in shown for word in given.split()):
            problem = f"{field} {given!r} has no place in an address there"
            return Written(text, problem=problem)
    return Written(text)


def _phone(value: Phone, style: str | None, context: Context) -> Written:
    from .phones import format_phone

    home = value.territory is not None and value.territory == context.territory
    chosen = style or ("national" if home else "international")
    return Written(format_phone(value, style=chosen))


def _list(value: Sequence[Any], style: str | None, context: Context) -> Written:
    from .lists import format_list

    written = [
        write_value(item, locale=context.locale, zone=context.zone, territory=context.territory)
        for item in value
    ]
    problem = next((one.problem for one in written if one.problem), None)
    text = format_list([one.text for one in written], style or "standard", locale=context.locale)
    return Written(text, problem=problem)


def _set(value: Set[Any], style: str | None, context: Context) -> Written:
    return _list(sorted(value, key=str), style, context)  # the same order in every process


_Writer = Callable[[Any, str | None, Context], Written]

_WRITERS: dict[type, _Writer] = {
    str: _text,
    int: _number,
    float: _number,
    Decimal: _number,
    Money: _money,
    dt.date: _date,
    dt.time: _time,
    dt.datetime: _datetime,
    dt.timedelta: _duration,
    Quantity: _quantity,
    Name: _name,
    Customer: _customer,
    Organisation: _organisation,
    Address: _address,
    Phone: _phone,
    list: _list,
    tuple: _list,
}


def _by_base(value: Any) -> _Writer | None:
    """The writer for a subclass, such as a string enumeration; a truth value has none."""
    if isinstance(value, bool):
        return None
    for kind in (dt.datetime, dt.date, str, int, float, list, tuple):
        if isinstance(value, kind):
            return _WRITERS[kind]
    return _set if isinstance(value, (set, frozenset)) else None
