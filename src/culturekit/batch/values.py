"""Typed values out of the text of a cell, by a notation that is never a guess.

A cell is what it plainly says in one of these forms, else it is text:

| written            | becomes                                        |
|--------------------|------------------------------------------------|
| `EUR 49.90`        | `Money`: an ISO 4217 code in use, an amount    |
| `2026-03-07`       | `date`                                         |
| `2026-03-07T14:30` | `datetime`, with `Z` or `+01:00` an aware one  |
| `14:30`            | `time`                                         |
| `5 kilogram`       | `Quantity`: a number, a CLDR unit identifier   |

A bare number stays text, for it may be an order number: a column that counts
says so, `value.items:number`. A kind behind the name makes every cell of the
column that kind, and a cell that cannot be read so is an error.

A few codes are English words too: `TOP 10` is text, `TOP 10.00` is in paʻanga.
Neither is a number with leading zeros an amount.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any, TypeVar

from ..errors import InvalidValue
from ..format.units import unit_key
from ..model import Address, Customer, Money, Name, Noun, Organisation, Phone, Quantity
from ..store import open as open_store

__all__ = ["KINDS", "NOUNS", "read_object", "read_value", "split_name"]

_T = TypeVar("_T")
_NUMBER = r"[+-]?[0-9]{1,30}(?:\.[0-9]{1,30})?"
_MONEY = re.compile(rf"([A-Z]{{3}}) ({_NUMBER})")
# What is money without anybody saying so; for codes that are words, only with decimals.
_AMOUNT = re.compile(
    r"(?!(?:ALL|CUP|GEL|MOP|SOS|TOP) [+-]?[0-9]+\Z)"
    r"[A-Z]{3} [+-]?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,6})?"
)
_QUANTITY = re.compile(rf"({_NUMBER}) ([a-z][a-z0-9-]*)")
_DAY, _CLOCK = r"[0-9]{4}-[0-9]{2}-[0-9]{2}", r"[0-9]{2}:[0-9]{2}(?::[0-9]{2})?"
_DATE = re.compile(_DAY)
_TIME = re.compile(_CLOCK)
_DATETIME = re.compile(rf"{_DAY}[T ]{_CLOCK}(?:Z|[+-][0-9]{{2}}:[0-9]{{2}})?")
#: money that was legal tender in this year or later is still met with (CLDR has the dates)
_RECENT = 2015
#: longer than any value but a text
_LONGEST = 100


def read_value(text: str, kind: str | None = None) -> Any:
    """What a cell holds, by its notation, or as the `kind` that its column states.

    >>> read_value("EUR 49.90"), read_value("2026-03-07"), read_value("10042")
    (Money(amount=Decimal('49.90'), currency='EUR'), datetime.date(2026, 3, 7), '10042')
    >>> read_value("3", "number")
    3

    Kinds are those of `KINDS`. Raises `InvalidValue` for an unknown kind and
    for a cell that is not of the kind stated; without a kind nothing raises.
    """
    if kind is None:
        return _recognised(text)
    try:
        read = KINDS[kind]
    except KeyError:
        raise InvalidValue("kind of value", kind, accepted=sorted(KINDS)) from None
    return read(text)


@lru_cache(maxsize=1024)
def split_name(column: str) -> tuple[str, str | None]:
    """A column's name of a value, and the kind behind it if one is stated.

    >>> split_name("items:number"), split_name("day")
    (('items', 'number'), ('day', None))
    """
    name, _, kind = column.partition(":")
    if not name.isidentifier():
        raise InvalidValue("name of a value", column, accepted="a word, such as value.amount")
    if kind and kind not in KINDS:
        raise InvalidValue("kind of value", kind, accepted=sorted(KINDS))
    return name, kind or None


def read_object(value: Any, kind: str | None = None) -> Any:
    """A value that came as JSON: text by its notation, an object by its `"type"`.

    >>> read_object({"type": "name", "given": "Ada"})
    Name(given='Ada')
    >>> read_object(["2026-03-07", 3])
    [datetime.date(2026, 3, 7), 3]

    An object without `"type"` stays a mapping, whose members are fields such as
    `{agent.city}`. Raises `InvalidValue` for a type that is not in `NOUNS`.
    """
    if isinstance(value, str):
        return read_value(value, kind)
    if kind is not None and isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        return read_value(str(value), kind)
    if isinstance(value, Mapping):
        if "type" not in value:
            return {str(key): read_object(item) for key, item in value.items()}
        fields = {key: item for key, item in value.items() if key != "type"}
        try:
            noun = NOUNS[value["type"]]
        except (KeyError, TypeError):
            raise InvalidValue("type of value", value["type"], accepted=sorted(NOUNS)) from None
        return _noun(noun, fields)
    if isinstance(value, list):
        return [read_object(item, kind) for item in value]
    return value


def _noun(kind: type[Noun], fields: Mapping[str, Any]) -> Noun:
    try:
        return kind.from_dict(fields)
    except TypeError:  # a field without which there is no such noun
        raise InvalidValue(kind.__name__.lower(), fields, accepted="all of its fields") from None


#: what an object of JSON may state as its `"type"`
NOUNS: Mapping[str, type[Noun]] = {
    "address": Address,
    "customer": Customer,
    "money": Money,
    "name": Name,
    "organisation": Organisation,
    "phone": Phone,
    "quantity": Quantity,
}


# --- recognising ---------------------------------------------------------------------


def _recognised(text: str) -> Any:
    if len(text) > _LONGEST or not text.isascii():
        return text
    for pattern, read in _FORMS:
        if pattern.fullmatch(text):
            try:
                return read(text)
            except InvalidValue:
                return text
    return text


@lru_cache(maxsize=1)
def _currencies() -> frozenset[str]:
    """Codes of money that is legal tender somewhere today, or was when an old order was paid."""
    from babel.core import get_global

    territories = open_store().cldr("territories")
    today = {code for about in territories.values() for code in about.get("currencies", ())}
    for periods in get_global("territory_currencies").values():
        for code, _, end, tender in periods:
            if tender and (end is None or end[0] >= _RECENT):
                today.add(code)
    return frozenset(today)


# --- reading one kind -------------------------------------------------------------------


def _as_text(text: str) -> str:
    return text


def _as_number(text: str) -> int | Decimal:
    if not re.fullmatch(_NUMBER, text.strip()):
        raise InvalidValue("number", text, accepted="digits with a decimal point, such as 1234.5")
    return Decimal(text.strip()) if "." in text else int(text)


def _as_money(text: str) -> Money:
    found = _MONEY.fullmatch(text.strip())
    if not found or found[1] not in _currencies():
        raise InvalidValue("money", text, accepted="a currency and a number, such as EUR 49.90")
    return Money(Decimal(found[2]), found[1])


def _as_quantity(text: str) -> Quantity:
    found = _QUANTITY.fullmatch(text.strip())
    if not found:
        raise InvalidValue("quantity", text, accepted="a number and a unit, such as 5 kilogram")
    unit_key(found[2])
    return Quantity(Decimal(found[1]), found[2])


def _as_date(text: str) -> dt.date:
    return _iso("date", text, _DATE, dt.date.fromisoformat, "a date, such as 2026-03-07")


def _as_time(text: str) -> dt.time:
    return _iso("time", text, _TIME, dt.time.fromisoformat, "a time, such as 14:30")


def _as_datetime(text: str) -> dt.datetime:
    accepted = "a date and time, such as 2026-03-07T14:30+01:00"
    return _iso("datetime", text, _DATETIME, dt.datetime.fromisoformat, accepted)


def _iso(
    kind: str, text: str, pattern: re.Pattern[str], read: Callable[[str], _T], accepted: str
) -> _T:
    if not pattern.fullmatch(text.strip()):
        raise InvalidValue(kind, text, accepted=accepted)
    try:
        return read(text.strip())
    except ValueError:
        raise InvalidValue(kind, text, accepted=accepted) from None


def _as_phone(text: str) -> Phone:
    return Phone(text.strip())


def _as_list(text: str) -> list[Any]:
    return [_recognised(item) for part in text.split(";") if (item := part.strip())]


#: kinds that may stand behind a value's name, "value.items:number"
KINDS: Mapping[str, Callable[[str], Any]] = {
    "date": _as_date,
    "datetime": _as_datetime,
    "list": _as_list,
    "money": _as_money,
    "number": _as_number,
    "phone": _as_phone,
    "quantity": _as_quantity,
    "text": _as_text,
    "time": _as_time,
}

_FORMS: tuple[tuple[re.Pattern[str], Callable[[str], Any]], ...] = (
    (_DATE, _as_date),
    (_DATETIME, _as_datetime),
    (_TIME, _as_time),
    (_AMOUNT, _as_money),
    (_QUANTITY, _as_quantity),
)
