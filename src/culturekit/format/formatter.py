r"""Formatters to keep: made once for a locale and its options, called for each value.

>>> euros = currency("EUR", locale="de-DE")
>>> euros(1234.5), euros(-1)
('1.234,50\xa0€', '-1,00\xa0€')

Each function here takes the options of `format_...` of the same name, without
the value, and gives a function of the value. It may be called from any thread.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

from .cldr import tag_text
from .compact import compile_compact
from .digits import Number, pattern_text
from .intervals import compile_timedelta, format_interval
from .lists import compile_list
from .money import compile_currency
from .numbers import compile_number
from .patterns import Date, Time, as_date, as_datetime, as_time, check_zone, format_text
from .skeletons import compile_skeleton, compile_style
from .units import compile_unit

# The names are those of the functions, so they hide the built-in `list` in this module.
__all__ = [
    "compact_currency",
    "compact_decimal",
    "currency",
    "date",
    "datetime",
    "decimal",
    "interval",
    "list",
    "percent",
    "scientific",
    "skeleton",
    "time",
    "timedelta",
    "unit",
]


def decimal(
    format: str | None = None,
    *,
    locale: Any,
    decimal_quantization: bool = True,
    group_separator: bool = True,
    numbering_system: str | None = None,
) -> Callable[[Number], str]:
    """As `format_decimal`.

    >>> decimal(locale="hi-IN")(1234567.5)
    '12,34,567.5'
    """
    return compile_number(
        "decimal",
        tag_text(locale),
        pattern_text(format),
        decimal_quantization,
        group_separator,
        numbering_system,
    )


def percent(
    format: str | None = None,
    *,
    locale: Any,
    decimal_quantization: bool = True,
    group_separator: bool = True,
    numbering_system: str | None = None,
) -> Callable[[Number], str]:
    r"""As `format_percent`.

    >>> percent(locale="fr")(0.25)
    '25\xa0%'
    """
    return compile_number(
        "percent",
        tag_text(locale),
        pattern_text(format),
        decimal_quantization,
        group_separator,
        numbering_system,
    )


def scientific(
    format: str | None = None,
    *,
    locale: Any,
    decimal_quantization: bool = True,
    numbering_system: str | None = None,
) -> Callable[[Number], str]:
    """As `format_scientific`.

    >>> scientific(locale="en")(123456)
    '1.23456E5'
    """
    return compile_number(
        "scientific",
        tag_text(locale),
        pattern_text(format),
        decimal_quantization,
        True,
        numbering_system,
    )


def currency(
    currency: str | None = None,
    format: str | None = None,
    *,
    locale: Any,
    currency_digits: bool = True,
    format_type: str = "standard",
    decimal_quantization: bool = True,
    group_separator: bool = True,
    numbering_system: str | None = None,
) -> Callable[[Number], str]:
    r"""As `format_currency`.

    >>> currency("CHF", locale="fr-CH")(1234.5)
    '1\u202f234.50\xa0CHF'
    """
    return compile_currency(
        tag_text(locale),
        currency,
        pattern_text(format),
        currency_digits,
        format_type,
        decimal_quantization,
        group_separator,
        numbering_system,
    )


def compact_decimal(
    *,
    format_type: str = "short",
    locale: Any,
    fraction_digits: int = 0,
    numbering_system: str | None = None,
) -> Callable[[Number], str]:
    """As `format_compact_decimal`.

    >>> compact_decimal(locale="en")(12_345)
    '12K'
    """
    return compile_compact(
        tag_text(locale), format_type, None, False, fraction_digits, numbering_system
    )


def compact_currency(
    currency: str | None = None,
    *,
    format_type: str = "short",
    locale: Any,
    fraction_digits: int = 0,
    numbering_system: str | None = None,
) -> Callable[[Number], str]:
    """As `format_compact_currency`.

    >>> compact_currency("USD", locale="en")(12_345)
    '$12K'
    """
    return compile_compact(
        tag_text(locale), format_type, currency, True, fraction_digits, numbering_system
    )


def unit(
    measurement_unit: str,
    length: str = "long",
    format: str | None = None,
    *,
    locale: Any,
    numbering_system: str | None = None,
) -> Callable[[Number], str]:
    """As `format_unit`, for numbers.

    >>> unit("kilometer", locale="pl")(2)
    '2 kilometry'
    """
    return compile_unit(
        tag_text(locale), measurement_unit, length, pattern_text(format), numbering_system
    )


def list(style: str = "standard", *, locale: Any) -> Callable[[Iterable[str]], str]:
    """As `format_list`.

    >>> list("or", locale="de")(["rot", "blau"])
    'rot oder blau'
    """
    return compile_list(tag_text(locale), style)


def date(
    format: str = "medium", *, locale: Any, tzinfo: dt.tzinfo | str | None = None
) -> Callable[[Date], str]:
    """As `format_date`.

    >>> date("long", locale="es")(dt.date(2026, 3, 7))
    '7 de marzo de 2026'
    """
    write, own = compile_style("date", tag_text(locale), format_text(format))
    zone = check_zone(tzinfo) or own
    plain = dt.date

    def format_date(date: Date) -> str:
        return write(date if type(date) is plain else as_date(date, zone))

    return format_date


def time(
    format: str = "medium", tzinfo: dt.tzinfo | str | None = None, *, locale: Any
) -> Callable[[Time], str]:
    """As `format_time`.

    >>> time("short", locale="de")(dt.time(9, 5))
    '09:05'
    """
    write, own = compile_style("time", tag_text(locale), format_text(format))
    zone = check_zone(tzinfo) or own

    def format_time(time: Time) -> str:
        return write(as_time(time, zone))

    return format_time


def datetime(
    format: str = "medium", tzinfo: dt.tzinfo | str | None = None, *, locale: Any
) -> Callable[[dt.datetime | Date], str]:
    """As `format_datetime`.

    >>> datetime("short", "Europe/Berlin", locale="de")(dt.datetime(2026, 3, 7, 12, tzinfo=dt.UTC))
    '07.03.26, 13:00'
    """
    write, own = compile_style("datetime", tag_text(locale), format_text(format))
    zone = check_zone(tzinfo) or own

    def format_datetime(datetime: dt.datetime | Date) -> str:
        return write(as_datetime(datetime, zone))

    return format_datetime


def skeleton(
    skeleton: str, tzinfo: dt.tzinfo | str | None = None, fuzzy: bool = True, *, locale: Any
) -> Callable[[dt.datetime | dt.time | Date], str]:
    """As `format_skeleton`.

    >>> skeleton("MMMd", locale="sv")(dt.date(2026, 3, 7))
    '7 mars'
    """
    write, own = compile_skeleton(tag_text(locale), skeleton, fuzzy)
    zone = check_zone(tzinfo) or own

    def format_skeleton(datetime: dt.datetime | dt.time | Date) -> str:
        if isinstance(datetime, dt.time):
            return write(datetime)
        return write(as_datetime(datetime, zone))

    return format_skeleton


def interval(
    skeleton: str | None = None,
    tzinfo: dt.tzinfo | str | None = None,
    fuzzy: bool = True,
    *,
    locale: Any,
) -> Callable[[Time | Date, Time | Date], str]:
    """As `format_interval`.

    >>> interval("MMMd", locale="fr")(dt.date(2026, 3, 7), dt.date(2026, 3, 9))
    '7–9 mars'
    """
    text, zone = tag_text(locale), check_zone(tzinfo)

    def format_span(start: Time | Date, end: Time | Date) -> str:
        return format_interval(start, end, skeleton, zone, fuzzy, text)

    return format_span


def timedelta(
    granularity: str = "second",
    threshold: float = 0.85,
    add_direction: bool = False,
    format: str = "long",
    *,
    locale: Any,
) -> Callable[[dt.timedelta | float], str]:
    """As `format_timedelta`.

    >>> timedelta(add_direction=True, locale="de")(dt.timedelta(days=2))
    'in 2 Tagen'
    """
    return compile_timedelta(tag_text(locale), granularity, threshold, add_direction, format)
