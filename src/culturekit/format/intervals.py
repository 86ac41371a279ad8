"""From one moment to another, and how long something takes or is away."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
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

__all__ = [
    "compile_timedelta",
    "format_interval",
    "format_timedelta",
]

_DATE_LETTERS = frozenset("GyYurQqMLwWdDFgEec")
_DATED = ("y", "M", "d")

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


#: From two values to text
_Writer = Callable[[Any, Any], str]


class _Interval(NamedTuple):
    """How two values are written, by the greatest field in which they differ."""

    shows_time: bool
    single: Formatter
    #: fields of the time of day that are shown, the greatest first, and how to read them
    times: tuple[tuple[str, Callable[[Any], Any]], ...]
    by_field: Mapping[str, _Writer]
    zone: dt.tzinfo | None


class _Parts(NamedTuple):
    """The pieces of an interval in one skeleton."""

    single: Formatter
    halves: Mapping[str, tuple[Formatter, Formatter]]
    fallback: str
    #: "{1}, {0}" and the date, where only the times of one day are to be told apart
    day: tuple[str, Formatter] | None


@lru_cache(maxsize=256)
def _compile_interval(locale: str, skeleton: str, fuzzy: bool) -> _Interval:
    """What `format_interval` needs for a skeleton."""
    data = locale_for(locale)
    letters = read_skeleton(skeleton, data)
    parts = _parts(locale, letters, fuzzy)
    shown = [field for field, names, _ in _FIELDS if set(names) & set(letters)]
    order = [field for field, _, _ in _FIELDS]
    smallest = order.index(shown[-1]) if shown else 0
    by_field: dict[str, _Writer] = {}
    for field in order:
        if order.index(field) > smallest:
            # The difference is in something that is not shown.
            by_field[field] = lambda first, _: parts.single(first)
            continue
        more = _unshown(field, letters)
        by_field[field] = _writer(field, _parts(locale, more + letters, fuzzy) if more else parts)
    times = tuple(
        (field, read)
        for field, names, read in _FIELDS
        if field not in _DATED and set(names) & set(letters)
    )
    shows_time = not set(letters) <= _DATE_LETTERS
    return _Interval(shows_time, parts.single, times, by_field, zone_of_locale(data))


def _parts(locale: str, skeleton: str, fuzzy: bool) -> _Parts:
    data = locale_for(locale)
    single = compile_pattern(locale, best_pattern(data, skeleton))
    dates = "".join(letter for letter in skeleton if letter in _DATE_LETTERS)
    times = "".join(letter for letter in skeleton if letter not in _DATE_LETTERS)
    found, day = _halves(data, skeleton, fuzzy), None
    if found is None and dates and times:
        # CLDR has no patterns for both: the date is written once, with a span of time.
        glue = unquoted(data.get("datetime_formats", "medium"))
        day = (glue, compile_pattern(locale, best_pattern(data, dates)))
        found = _halves(data, times, fuzzy)
    halves = {
        field: (compile_pattern(locale, first), compile_pattern(locale, second))
        for field, (first, second) in (found or {}).items()
    }
    return _Parts(single, halves, data.extract("date_formats")["interval"], day)


def _writer(field: str, parts: _Parts) -> _Writer:
    single, halves, fallback, day = parts
    pair = halves.get(field) or (halves.get("h") if field == "a" else None)
    if pair is None or (day is not None and field in _DATED):
        return lambda first, last: _both(fallback, single(first), single(last))
    before, after = pair
    if day is None:
        return lambda first, last: before(first) + after(last)
    glue, date = day
    return lambda first, last: glue.replace("{0}", before(first) + after(last)).replace(
        "{1}", date(first)
    )


def _halves(data: LocaleData, skeleton: str, fuzzy: bool) -> dict[str, tuple[str, str]] | None:
    """CLDR's interval patterns for the skeleton, or for the nearest with the same fields."""
    known = {
        key: patterns
        for key, patterns in data.get("interval_formats").items()
        if key and isinstance(patterns, dict)
    }
    for key, patterns in data.extract("date_formats")["intervals"].items():
        known[key] = {field: _halves_of(text) for field, text in patterns.items()}
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


def _halves_of(pattern: str) -> tuple[str, ...]:
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
    interval = _compile_interval(text, skeleton, fuzzy)
    zone = zone or interval.zone
    first = _value(start, zone, interval.shows_time)
    last = _value(end, zone, interval.shows_time)
    is_time = isinstance(first, dt.time)
    if is_time != isinstance(last, dt.time):
        raise InvalidValue("end", end, accepted="a value of the kind of the start")
    if not is_time:
        if first.year != last.year:
            return interval.by_field["y"](first, last)
        if first.month != last.month:
            return interval.by_field["M"](first, last)
        if first.day != last.day:
            return interval.by_field["d"](first, last)
    for field, read in interval.times:
        if read(first) != read(last):
            return interval.by_field[field](first, last)
    return interval.single(first)


def _unshown(field: str, letters: str) -> str:
    """The letters to add so that a difference in the year, the month or the day is seen."""
    if field not in _DATED:
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


def _compile_span(locale: str, unit: str, width: str, direction: str) -> Callable[[int], str]:
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


@lru_cache(maxsize=256)
def compile_timedelta(
    locale: str, granularity: str, threshold: float, add_direction: bool, width: str
) -> Callable[[Any], str]:
    """The kept function behind `format_timedelta`."""
    if width not in ("long", "short", "narrow", "medium"):
        raise InvalidValue("format", width, accepted=("long", "short", "narrow"))
    if granularity not in _SECONDS:
        raise InvalidValue("granularity", granularity, accepted=tuple(_SECONDS))
    locale_for(locale)
    width = "long" if width == "medium" else width
    names = list(_SECONDS)
    units = names[: names.index(granularity) + 1][::-1]
    sizes = [_SECONDS[unit] for unit in units]
    # A unit is taken from `threshold` of it on, the smallest one always.
    # The product is taken down by more than it can have been rounded up.
    least = [size * threshold * (1 - 2**-50) for size in sizes[1:]]
    # Writers are made when first needed; two threads would make the same ones.
    nothing: list[Callable[[int], str] | None] = [None] * len(units)
    kept = {"": nothing, "future": list(nothing), "past": list(nothing)}
    plain, smallest = kept[""], sizes[0]

    def format_span(delta: Any) -> str:
        if type(delta) is dt.timedelta or isinstance(delta, dt.timedelta):
            seconds: float = delta.days * 86400 + delta.seconds
        elif isinstance(delta, (int, float)) and not isinstance(delta, bool) and abs(delta) < 1e15:
            seconds = delta
        else:
            raise InvalidValue("delta", delta, accepted=("a timedelta", "a number of seconds"))
        direction, writers = "", plain
        if add_direction:
            direction = "future" if seconds >= 0 else "past"
            writers = kept[direction]
        count = -seconds if seconds < 0 else seconds
        place = bisect_right(least, count)
        write = writers[place]
        if write is None:
            write = writers[place] = _compile_span(locale, units[place], width, direction)
        if 0 < count < smallest:
            return write(1)
        return write(round(count / sizes[place]))

    return format_span


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
    text = locale if type(locale) is str else tag_text(locale)
    return compile_timedelta(text, granularity, threshold, add_direction, format)(delta)
