"""From one moment to another, and how long something takes or is away."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from ..errors import InvalidValue
from .cldr import LocaleData, locale_for, tag_text
from .numbers import compile_counted
from .patterns import (
    Date,
    Formatter,
    Time,
    as_date,
    as_datetime,
    as_time,
    check_zone,
    compile_pattern,
    pattern_of,
    tokens_of,
    unquoted,
)
from .skeletons import (
    adjust,
    best_pattern,
    compile_style,
    distance,
    read_skeleton,
    skeleton_of,
)
from .units import unit_texts
from .zones import zone_of_locale

__all__ = ["format_interval", "format_timedelta"]

_DATE_LETTERS = frozenset("GyYurQqMLwWdDFgEec")

#: The fields that can tell two values apart, the greatest first: what CLDR's interval
#: formats call them, the skeleton letters that show them, and their value.
_FIELDS: tuple[tuple[str, str, Callable[[Any], Any]], ...] = (
    ("y", "yYur", lambda value: value.year),
    ("M", "MLQq", lambda value: value.month),
    ("d", "dEecDFgwW", lambda value: value.day),
    ("a", "hK", lambda value: value.hour >= 12),
    ("h", "hK", lambda value: value.hour),
    ("H", "Hk", lambda value: value.hour),
    ("m", "m", lambda value: value.minute),
    ("s", "sSA", lambda value: (value.second, value.microsecond)),
)


class _Interval(NamedTuple):
    """How two values are written, by the greatest field in which they differ."""

    letters: str
    single: Formatter
    #: field -> the two halves of its pattern
    halves: Mapping[str, tuple[Formatter, Formatter]]
    fallback: str
    #: "{1}, {0}" and the date, where only the times of one day are to be told apart
    day: tuple[str, Formatter] | None
    zone: dt.tzinfo | None


@lru_cache(maxsize=256)
def compile_interval(locale: str, skeleton: str, fuzzy: bool) -> _Interval:
    """What `format_interval` needs for a skeleton."""
    data = locale_for(locale)
    text = read_skeleton(skeleton, data)
    single = compile_pattern(locale, best_pattern(data, text))
    dates = "".join(letter for letter in text if letter in _DATE_LETTERS)
    times = "".join(letter for letter in text if letter not in _DATE_LETTERS)
    found, day = _halves(data, text, fuzzy), None
    if found is None and dates and times:
        # CLDR has no patterns for both: the date is written once, with a span of time.
        glue = unquoted(data.get("datetime_formats", "medium"))
        day = (glue, compile_pattern(locale, best_pattern(data, dates)))
        found = _halves(data, times, fuzzy)
    halves = {
        field: (compile_pattern(locale, first), compile_pattern(locale, second))
        for field, (first, second) in (found or {}).items()
    }
    fallback = data.extract("date_formats")["interval"]
    return _Interval(text, single, halves, fallback, day, zone_of_locale(data))


def _halves(data: LocaleData, skeleton: str, fuzzy: bool) -> dict[str, tuple[str, str]] | None:
    """CLDR's interval patterns for the skeleton, or for the nearest with the same fields."""
    known = {
        key: patterns
        for key, patterns in data.get("interval_formats").items()
        if key and isinstance(patterns, dict)
    }
    for key, patterns in data.extract("date_formats")["intervals"].items():
        known[key] = {field: halves_of(text) for field, text in patterns.items()}
    wanted = skeleton_of(skeleton)
    nearest = skeleton
    if skeleton not in known:
        same = [key for key in sorted(known) if skeleton_of(key).kinds == wanted.kinds]
        if not same or not fuzzy:
            return None
        nearest = min(same, key=lambda key: distance(wanted, wanted.kinds, skeleton_of(key))[0])
    offered = skeleton_of(nearest)
    return {
        field: (adjust(parts[0], wanted, offered), adjust(parts[1], wanted, offered))
        for field, parts in known[nearest].items()
        if len(parts) == 2
    }


def halves_of(pattern: str) -> tuple[str, ...]:
    """An interval pattern cut before the first field that it shows again."""
    seen: set[str] = set()
    tokens = tokens_of(pattern)
    for index, (letter, _) in enumerate(tokens):
        if letter and letter in seen:
            return pattern_of(tokens[:index]), pattern_of(tokens[index:])
        seen.add(letter)
    return (pattern,)


def _value(value: Any, zone: dt.tzinfo | None, shows_time: bool) -> Any:
    if isinstance(value, dt.time):
        return as_time(value, zone)
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime) and not shows_time:
        return value
    return as_datetime(value, zone)


def format_interval(
    start: Time | Date,
    end: Time | Date,
    skeleton: str | None = None,
    tzinfo: dt.tzinfo | str | None = None,
    fuzzy: bool = True,
    locale: Any = None,
) -> str:
    r"""From one date or time to another, with what both share written once.

    >>> import datetime as dt
    >>> format_interval(dt.date(2026, 3, 7), dt.date(2026, 3, 9), "yMMMd", locale="de")
    '7.–9. März 2026'
    >>> format_interval(dt.time(9), dt.time(17), "Hm", locale="en-GB")
    '09:00–17:00'

    Without a skeleton both are written in the medium style. Two values that
    look the same are written once; where they differ in a field greater than
    the skeleton shows, it is shown too. `fuzzy=False` takes only skeletons that
    the locale has interval patterns for and otherwise writes both in full.
    """
    text = locale if type(locale) is str else tag_text(locale)
    zone = check_zone(tzinfo)
    if skeleton is None:
        return _in_full(start, end, zone, text)
    interval = compile_interval(text, skeleton, fuzzy)
    zone = zone or interval.zone
    shows_time = not set(interval.letters) <= _DATE_LETTERS
    first, last = _value(start, zone, shows_time), _value(end, zone, shows_time)
    if isinstance(first, dt.time) != isinstance(last, dt.time):
        raise InvalidValue("end", end, accepted="a value of the kind of the start")
    field = _difference(first, last, interval.letters)
    more = _unshown(field, interval.letters)
    if more:
        interval = compile_interval(text, more + interval.letters, fuzzy)
    if field is None:
        return interval.single(first)
    if interval.day is None or field not in ("y", "M", "d"):
        halves = interval.halves.get(field) or (interval.halves.get("h") if field == "a" else None)
        if halves is not None:
            span = halves[0](first) + halves[1](last)
            if interval.day is None:
                return span
            glue, day = interval.day
            return glue.replace("{0}", span).replace("{1}", day(first))
    return _both(interval.fallback, interval.single(first), interval.single(last))


def _difference(first: Any, last: Any, letters: str) -> str | None:
    """The greatest field in which two values differ; `None` where that is not shown."""
    is_time, is_date = isinstance(first, dt.time), not isinstance(first, (dt.time, dt.datetime))
    shown = [field for field, names, _ in _FIELDS if set(names) & set(letters)]
    for field, names, read in _FIELDS:
        dated = field in ("y", "M", "d")
        if (dated and is_time) or (not dated and (is_date or not set(names) & set(letters))):
            continue
        if read(first) != read(last):
            smallest = shown[-1] if shown else "y"
            order = [name for name, _, _ in _FIELDS]
            return field if order.index(field) <= order.index(smallest) else None
    return None


def _unshown(field: str | None, letters: str) -> str:
    """The letters to add so that a difference in the year, the month or the day is seen."""
    if field not in ("y", "M", "d"):
        return ""
    dates = set(letters) & _DATE_LETTERS
    if not dates:
        return "yMd"
    parts = {"y": "yYur", "M": "MLQqw", "d": "dEecDg"}
    wanted = {"y": ("y", "M"), "M": ("M",), "d": ("d",)}[field]
    if field == "y" and not dates & set("dEecDg"):
        wanted = ("y",)
    return "".join(name for name in wanted if not dates & set(parts[name]))


def _both(fallback: str, first: str, last: str) -> str:
    if first == last:
        return first
    return unquoted(fallback).replace("{0}", first).replace("{1}", last)


def _in_full(start: Any, end: Any, zone: dt.tzinfo | None, locale: str) -> str:
    """Both values in the medium style of their kind."""
    if isinstance(start, dt.time) and isinstance(end, dt.time):
        kind: str = "time"
        read: Callable[[Any, dt.tzinfo | None], Any] = as_time
    elif all(
        isinstance(value, dt.date) and not isinstance(value, dt.datetime) for value in (start, end)
    ):
        kind, read = "date", as_date
    else:
        kind, read = "datetime", as_datetime
    write, own = compile_style(kind, locale, "medium")
    fallback = locale_for(locale).extract("date_formats")["interval"]
    return _both(fallback, write(read(start, zone or own)), write(read(end, zone or own)))


# --- spans of time -------------------------------------------------------------------------

_SECONDS = {
    "year": 365 * 86400,
    "month": 30 * 86400,
    "week": 7 * 86400,
    "day": 86400,
    "hour": 3600,
    "minute": 60,
    "second": 1,
}


@lru_cache(maxsize=512)
def compile_span(locale: str, unit: str, width: str, direction: str) -> Callable[[int], str]:
    """A function that writes a number of units, as a length or, with a direction, as a time."""
    data = locale_for(locale)
    texts: Mapping[str, str] | None = None
    if direction:
        names = [f"{unit}-{width}", f"{unit}-short", unit] if width != "long" else [unit]
        for name in names:
            texts = data.get("date_fields", name, direction)
            if texts:
                break
    return compile_counted(data, texts or unit_texts(data, f"duration-{unit}", width))


def format_timedelta(
    delta: dt.timedelta | float,
    granularity: str = "second",
    threshold: float = 0.85,
    add_direction: bool = False,
    format: str = "long",
    locale: Any = None,
) -> str:
    """A span of time in the one unit that suits it best.

    >>> import datetime as dt
    >>> format_timedelta(dt.timedelta(days=3), locale="pl")
    '3 dni'
    >>> format_timedelta(dt.timedelta(hours=-2), add_direction=True, locale="ja")
    '2 時間前'

    A number counts seconds. `granularity` is the smallest unit; the next
    greater one is taken from `threshold` of it on. A month counts 30 days, a
    year 365. `format` is "long", "short" or "narrow".
    """
    if format not in ("long", "short", "narrow", "medium"):
        raise InvalidValue("format", format, accepted=("long", "short", "narrow"))
    if granularity not in _SECONDS:
        raise InvalidValue("granularity", granularity, accepted=tuple(_SECONDS))
    if isinstance(delta, dt.timedelta):
        seconds: float = delta.days * 86400 + delta.seconds
    elif isinstance(delta, (int, float)) and not isinstance(delta, bool):
        seconds = delta
    else:
        raise InvalidValue("delta", delta, accepted=("a timedelta", "a number of seconds"))
    text = locale if type(locale) is str else tag_text(locale)
    width = "long" if format == "medium" else format
    direction = ("future" if seconds >= 0 else "past") if add_direction else ""
    for unit, size in _SECONDS.items():
        value = abs(seconds) / size
        if value >= threshold or unit == granularity:
            break
    if unit == granularity and value > 0:
        value = max(1, value)
    return compile_span(text, unit, width, direction)(round(value))
