"""From a style or a skeleton, the fields that a date shall show, to the locale's pattern.

The matching is that of LDML part 4, "Matching Skeletons", with the distances
that ICU's `DateTimePatternGenerator` uses, so that the same skeleton gives the
same pattern there and here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from ..errors import InvalidValue
from ..store import open as open_store
from .cldr import LocaleData, locale_for, tag_text
from .digits import symbols_of
from .patterns import (
    FIELDS,
    STYLES,
    Date,
    Formatter,
    as_datetime,
    calendar_of,
    check_zone,
    compile_pattern,
    date_style,
    fill,
    pattern_of,
    tokens_of,
)
from .zones import zone_of_locale

__all__ = [
    "adjust",
    "best_pattern",
    "compile_skeleton",
    "compile_style",
    "distance",
    "format_skeleton",
    "read_skeleton",
    "skeleton_of",
]

# Order matters: date fields come before time fields, and in both the greater first.
_ERA, _YEAR, _QUARTER, _MONTH, _WEEK, _WEEK_OF_MONTH, _WEEKDAY = range(7)
_DAY_OF_YEAR, _DAY_OF_WEEK_IN_MONTH, _DAY, _PERIOD, _HOUR, _MINUTE = range(7, 13)
_SECOND, _FRACTION, _ZONE = range(13, 16)
_KINDS = 16
_DATE_KINDS = frozenset(range(_PERIOD))

_APPEND = {
    _ERA: "Era",
    _YEAR: "Year",
    _QUARTER: "Quarter",
    _MONTH: "Month",
    _WEEK: "Week",
    _WEEK_OF_MONTH: "Week",
    _WEEKDAY: "Day-Of-Week",
    _DAY_OF_YEAR: "Day",
    _DAY_OF_WEEK_IN_MONTH: "Day-Of-Week",
    _DAY: "Day",
    _HOUR: "Hour",
    _MINUTE: "Minute",
    _SECOND: "Second",
    _FRACTION: "Second",
    _ZONE: "Timezone",
}
_FIELD_NAMES = {
    _ERA: "era",
    _YEAR: "year",
    _QUARTER: "quarter",
    _MONTH: "month",
    _WEEK: "week",
    _WEEK_OF_MONTH: "week",
    _WEEKDAY: "weekday",
    _DAY_OF_YEAR: "day",
    _DAY_OF_WEEK_IN_MONTH: "weekday",
    _DAY: "day",
    _HOUR: "hour",
    _MINUTE: "minute",
    _SECOND: "second",
    _FRACTION: "second",
    _ZONE: "zone",
}

# How far two ways of showing the same field lie apart: numbers are far from names, and
# related letters (M and L) a little apart. The figures are those of ICU.
_NUMERIC, _DELTA = 0x100, 0x10
_NARROW, _SHORTER, _SHORT, _LONG = -0x101, -0x102, -0x103, -0x104
_BY_WIDTH = {3: _SHORT, 4: _LONG, 5: _NARROW, 6: _SHORTER}


def _kind(letter: str, count: int) -> tuple[int, int]:
    """(kind of field, its place on that kind's scale)."""
    if letter in "GQqMLEecabB":
        kind, numeric, apart = {
            "G": (_ERA, False, 0),
            "Q": (_QUARTER, True, 0),
            "q": (_QUARTER, True, 1),
            "M": (_MONTH, True, 0),
            "L": (_MONTH, True, 1),
            "E": (_WEEKDAY, False, 0),
            "e": (_WEEKDAY, True, 1),
            "c": (_WEEKDAY, True, 2),
            "a": (_PERIOD, False, 0),
            "b": (_PERIOD, False, 1),
            "B": (_PERIOD, False, 3),
        }[letter]
        if numeric and count <= 2:
            return kind, _NUMERIC + apart * _DELTA + count
        return kind, _BY_WIDTH[max(count, 3)] - apart * _DELTA
    if letter in "vzZOVXx":
        base = {"z": 0, "v": 2}.get(letter, 1)
        return _ZONE, (_LONG if count == 4 else _SHORT) - base * _DELTA
    kind, apart = {
        "y": (_YEAR, 0),
        "Y": (_YEAR, 1),
        "u": (_YEAR, 2),
        "r": (_YEAR, 3),
        "w": (_WEEK, 0),
        "W": (_WEEK_OF_MONTH, 0),
        "D": (_DAY_OF_YEAR, 0),
        "F": (_DAY_OF_WEEK_IN_MONTH, 0),
        "d": (_DAY, 0),
        "g": (_DAY, 1),
        "h": (_HOUR, 0),
        "K": (_HOUR, 1),
        "H": (_HOUR, 10),
        "k": (_HOUR, 11),
        "m": (_MINUTE, 0),
        "s": (_SECOND, 0),
        "A": (_SECOND, 1),
        "S": (_FRACTION, 0),
    }[letter]
    return kind, _NUMERIC + apart * _DELTA + count


class Skeleton(NamedTuple):
    """The fields of a skeleton or pattern: kind -> (letter, count), and their scales."""

    fields: Mapping[int, tuple[str, int]]
    scales: tuple[int, ...]

    @property
    def kinds(self) -> frozenset[int]:
        return frozenset(kind for kind in range(_KINDS) if self.scales[kind])


@lru_cache(maxsize=2048)
def skeleton_of(text: str) -> Skeleton:
    """The fields of a skeleton or pattern, an hour with its day period where the clock has one."""
    fields: dict[int, tuple[str, int]] = {}
    scales = [0] * _KINDS
    for letter, count in tokens_of(text):
        if letter:
            kind, scale = _kind(letter, count)
            fields[kind], scales[kind] = (letter, count), scale
    hour = fields.get(_HOUR)
    if hour and hour[0] in "hK" and _PERIOD not in fields:
        fields[_PERIOD], scales[_PERIOD] = ("a", 1), _SHORT
    elif hour and hour[0] in "Hk" and _PERIOD in fields:
        del fields[_PERIOD]
        scales[_PERIOD] = 0
    if _FRACTION in fields and _MINUTE in fields and _SECOND not in fields:
        fields[_SECOND], scales[_SECOND] = ("s", 1), _NUMERIC + 1
    return Skeleton(fields, tuple(scales))


def distance(wanted: Skeleton, kinds: frozenset[int], offered: Skeleton) -> tuple[int, set[int]]:
    """(distance, kinds of field that are missing)."""
    far, missing = 0, set()
    for kind in range(_KINDS):
        mine = wanted.scales[kind] if kind in kinds else 0
        other = offered.scales[kind]
        if mine == other:
            continue
        if not mine:
            far += 0x10000
        elif not other:
            far += 0x1000
            missing.add(kind)
        else:
            far += abs(mine - other)
    return far, missing


def _known(data: LocaleData) -> dict[str, str]:
    """CLDR's skeletons of the locale and their patterns."""
    rows = {**data.get("datetime_skeletons"), **data.extract("date_formats")["skeletons"]}
    return {key: pattern for key, pattern in rows.items() if key and key.isalpha()}


_SINGLE = ("G", "y", "Q", "M", "w", "W", "E", "d", "D", "F", "H", "m", "s", "S", "v")


@lru_cache(maxsize=64)
def _offers(data: LocaleData) -> tuple[tuple[Skeleton, str], ...]:
    """What the locale has patterns for; where two have one skeleton the first counts."""
    found = dict(sorted(_known(data).items()))
    if calendar_of(data) != "gregory":
        found = {key: pattern for key, pattern in found.items() if "y" not in key}
        for key, pattern in data.extract("calendars")["skeletons"].items():
            # The generic calendar's "yyyy" is its plain year, always shown with its era.
            plain = key.replace("yyyy", "y")
            found[plain], found[f"G{plain}"] = pattern, pattern
    for style in STYLES:
        for pattern in (date_style(data, style), str(data.get("time_formats", style))):
            letters = "".join(letter * count for letter, count in tokens_of(pattern) if letter)
            found.setdefault(letters, pattern)
    for letter in _SINGLE:
        found.setdefault(letter, letter)
    # The locale's own skeletons come first: a style with the same fields changes nothing.
    return tuple((skeleton_of(key), pattern) for key, pattern in found.items())


def _nearest(
    data: LocaleData, wanted: Skeleton, kinds: frozenset[int]
) -> tuple[Skeleton, str, set[int]]:
    (_, missing), offered, pattern = min(
        (
            (distance(wanted, kinds, offered), offered, pattern)
            for offered, pattern in _offers(data)
        ),
        key=lambda found: found[0][0],
    )
    return offered, pattern, missing


def adjust(pattern: str, wanted: Skeleton, offered: Skeleton) -> str:
    """The pattern with its fields as wide as they are wanted."""
    adjusted: list[tuple[str, Any]] = []
    for letter, value in tokens_of(pattern):
        if not letter:
            adjusted.append((letter, value))
            continue
        kind, scale = _kind(letter, value)
        asked = wanted.fields.get(kind)
        if asked is None:
            adjusted.append((letter, value))
            continue
        wish, count = asked
        if wish == "E":
            count = max(count, 3)
        have = offered.fields.get(kind)
        keep = kind in (_HOUR, _MINUTE, _SECOND)
        if not keep and have is not None and wish not in "ce":
            same = have[1] == count or (wish == "E" and max(have[1], 3) == count)
            mixed = (scale > 0) != (offered.scales[kind] > 0)
            keep = same or mixed
        taken = wish
        if kind in (_HOUR, _MONTH, _WEEKDAY) or (kind == _YEAR and wish != "Y"):
            taken = letter
        adjusted.append((taken, value if keep else count))
    return pattern_of(adjusted)


def _appending(data: LocaleData, wanted: Skeleton, kinds: frozenset[int]) -> str:
    """The best pattern for some of the fields, with what it lacks put behind it."""
    offered, pattern, missing = _nearest(data, wanted, kinds)
    pattern = adjust(pattern, wanted, offered)
    items = data.extract("date_formats")["append"]
    while missing:
        if missing >= {_FRACTION} and _SECOND in kinds and _SECOND not in missing:
            pattern = _with_fraction(pattern, wanted, data)
            missing = missing - {_FRACTION}
            continue
        offered, extra, left = _nearest(data, wanted, frozenset(missing))
        found = missing - left
        top = max(found)
        name = data.get("date_fields", _FIELD_NAMES[top], "name") or _FIELD_NAMES[top]
        pattern = (
            items[_APPEND[top]]
            .replace("{0}", pattern)
            .replace("{1}", adjust(extra, wanted, offered))
            .replace("{2}", f"'{name}'")
        )
        missing = left
    return pattern


def _with_fraction(pattern: str, wanted: Skeleton, data: LocaleData) -> str:
    """Seconds with their fraction behind the locale's decimal sign."""
    sign = symbols_of(data, data.numbering_system).decimal
    tokens: list[tuple[str, Any]] = []
    for letter, value in tokens_of(pattern):
        tokens.append((letter, value))
        if letter == "s":
            tokens += [("", sign), ("S", wanted.fields[_FRACTION][1])]
    return pattern_of(tokens)


def read_skeleton(skeleton: Any, data: LocaleData) -> str:
    """The skeleton with "j" replaced by the hours that are usual; raises `InvalidValue`."""
    if not isinstance(skeleton, str) or not skeleton:
        raise InvalidValue("skeleton", skeleton, accepted="pattern letters, such as 'yMMMd'")
    text = skeleton
    if "j" in text or "J" in text:
        text = text.replace("j", _preferred_cycle(data)).replace("J", "H")
    if not all(letter in FIELDS for letter in text):
        raise InvalidValue("skeleton", skeleton, accepted="pattern letters, such as 'yMMMd'")
    return text


def best_pattern(data: LocaleData, skeleton: str) -> str:
    """The locale's pattern that comes nearest to showing these fields.

    >>> best_pattern(locale_for("de"), "yMMMMd"), best_pattern(locale_for("en"), "yMMMMd")
    ('d. MMMM y', 'MMMM d, y')
    """
    wanted = skeleton_of(read_skeleton(skeleton, data))
    offered, pattern, missing = _nearest(data, wanted, wanted.kinds)
    if not missing and offered.kinds <= wanted.kinds:
        return adjust(pattern, wanted, offered)
    dates, times = wanted.kinds & _DATE_KINDS, wanted.kinds - _DATE_KINDS
    if not dates or not times:
        return _appending(data, wanted, wanted.kinds)
    return fill(
        data.extract("date_formats")["at_time"][_glue_style(wanted)],
        _appending(data, wanted, times),
        _appending(data, wanted, dates),
    )


def _glue_style(wanted: Skeleton) -> str:
    width = wanted.fields.get(_MONTH, ("", 0))[1]
    if width == 4:
        return "full" if _WEEKDAY in wanted.fields else "long"
    return "medium" if width == 3 else "short"


# --- the locale's styles ---------------------------------------------------------------


def _time_style(data: LocaleData, style: str) -> str:
    """The locale's pattern for a time of day, in the hour cycle that its tag asks for."""
    pattern = str(data.get("time_formats", style))
    cycle = _hour_cycle(data)
    return _with_cycle(pattern, cycle, data) if cycle else pattern


def _datetime_style(data: LocaleData, style: str) -> str:
    """The locale's pattern for a date with a time of day."""
    glue = data.extract("date_formats")["at_time"][style]
    return fill(glue, _time_style(data, style), date_style(data, style))


_CYCLES = {"h11": "K", "h12": "h", "h23": "H", "h24": "k"}


def _hour_cycle(data: LocaleData) -> str | None:
    """The pattern letter of the hour cycle that the tag asks for with `hc`, `rg` or its region.

    A region counts where CLDR has no such locale and the region uses 24 hours:
    English in Turkey (en-TR) is otherwise American.
    """
    wanted = _CYCLES.get(data.keyword("hc") or "")
    if wanted:
        return wanted
    if data.keyword("rg"):
        return _preferred_cycle(data)
    territory = data.tag.territory
    if territory and not data.resolved.endswith(territory) and _usual_cycle(territory) == "H":
        return "H"
    return None


def _preferred_cycle(data: LocaleData) -> str:
    """The pattern letter of the hour cycle that is usual for the locale and its region."""
    wanted = _CYCLES.get(data.keyword("hc") or "")
    if wanted:
        return wanted
    usual = _usual_cycle(data.region)
    if data.keyword("rg") or "-" not in data.resolved:
        return usual
    # A locale of its own, such as French in Canada, can differ from its region.
    letters = {letter for letter, _ in tokens_of(data.get("time_formats", "short"))}
    return next(iter(letters & set(_CYCLES.values())), usual)


def _usual_cycle(territory: str) -> str:
    row = open_store().cldr("territories").get(territory, {})
    return str(row.get("hour_cycles", {}).get("preferred", "H"))


def _with_cycle(pattern: str, cycle: str, data: LocaleData) -> str:
    """The pattern in another hour cycle; between 12 and 24 hours the locale's own pattern."""
    tokens = tokens_of(pattern)
    hours = {letter for letter, _ in tokens if letter and letter in "hHKk"}
    if not hours:
        return pattern
    (hour,) = hours
    if (hour in "hK") != (cycle in "hK"):
        skeleton = "".join(
            cycle_class if letter in "hHKk" else letter * count
            for letter, count in tokens
            if letter and letter not in "abB"
            for cycle_class in ("h" if cycle in "hK" else "H",)
        )
        tokens = tokens_of(best_pattern(data, skeleton))
    return pattern_of([(cycle, value) if letter and letter in "hHKk" else (letter, value)
                       for letter, value in tokens])  # fmt: skip


@lru_cache(maxsize=1024)
def compile_style(kind: str, locale: str, format: str) -> tuple[Formatter, dt.tzinfo | None]:
    """(function, zone of the tag's `-u-tz-`) for a "date", "time" or "datetime"."""
    data = locale_for(locale)
    if format in STYLES:
        style = {"date": date_style, "time": _time_style, "datetime": _datetime_style}[kind]
        format = style(data, format)
    return compile_pattern(locale, format), zone_of_locale(data)


@lru_cache(maxsize=512)
def compile_skeleton(locale: str, skeleton: str, fuzzy: bool) -> tuple[Formatter, dt.tzinfo | None]:
    """The kept function behind `format_skeleton`, and the zone of the tag's `-u-tz-`."""
    data = locale_for(locale)
    if fuzzy:
        pattern = best_pattern(data, skeleton)
    else:
        known = _known(data)
        if skeleton not in known:
            raise InvalidValue("skeleton", skeleton, accepted=sorted(known))
        pattern = known[skeleton]
    return compile_pattern(locale, pattern), zone_of_locale(data)


def format_skeleton(
    skeleton: str,
    datetime: dt.datetime | dt.time | Date,
    tzinfo: dt.tzinfo | str | None = None,
    fuzzy: bool = True,
    locale: Any = None,
) -> str:
    r"""A date or time with the fields of a skeleton, in the locale's order and wording.

    >>> import datetime as dt
    >>> moment = dt.datetime(2026, 3, 7, 15, 30)
    >>> format_skeleton("yMMMMEEEEd", moment, locale="fr")
    'samedi 7 mars 2026'
    >>> format_skeleton("jm", moment, locale="en-US")
    '3:30\u202fPM'

    "j" stands for the hours that are usual in the region. With `fuzzy=False`
    only the locale's own skeletons are taken and others raise `InvalidValue`.
    """
    write, zone = compile_skeleton(
        locale if type(locale) is str else tag_text(locale), skeleton, fuzzy
    )
    if isinstance(datetime, dt.time):
        return write(datetime)
    return write(as_datetime(datetime, check_zone(tzinfo) or zone))
