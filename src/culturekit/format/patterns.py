"""Date patterns compiled into functions, and the values that they are given.

A pattern is compiled once for a locale into one function per field; what it
returns is never kept.
"""

from __future__ import annotations

import datetime as dt
from codecs import charmap_decode
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from ..errors import InvalidValue
from ..store import open as open_store
from .cldr import LocaleData, locale_for
from .digits import digit_table, read_quoted
from .zones import compile_zone_field

__all__ = [
    "FIELDS",
    "STYLES",
    "Date",
    "Formatter",
    "Time",
    "as_date",
    "as_datetime",
    "as_time",
    "calendar_of",
    "check_zone",
    "compile_pattern",
    "date_style",
    "fill",
    "format_text",
    "pattern_of",
    "tokens_of",
    "unquoted",
]

#: What stands for a date: a timestamp counts seconds from 1970 in UTC.
Date = dt.date | float
Time = dt.time | dt.datetime | float
Value = dt.date | dt.time
Field = Callable[[Any], str]
Formatter = Callable[[Any], str]

STYLES = ("full", "long", "medium", "short")
_UTC = dt.UTC


# --- patterns ----------------------------------------------------------------------------

#: letter -> the counts that LDML allows; 0 stands for any.
FIELDS: Mapping[str, Sequence[int]] = {
    "G": (1, 2, 3, 4, 5),
    "y": (0,),
    "Y": (0,),
    "u": (0,),
    "r": (0,),
    "Q": (1, 2, 3, 4, 5),
    "q": (1, 2, 3, 4, 5),
    "M": (1, 2, 3, 4, 5),
    "L": (1, 2, 3, 4, 5),
    "w": (1, 2),
    "W": (1,),
    "d": (1, 2),
    "D": (1, 2, 3),
    "F": (1,),
    "g": (0,),
    "E": (1, 2, 3, 4, 5, 6),
    "e": (1, 2, 3, 4, 5, 6),
    "c": (1, 2, 3, 4, 5, 6),
    "a": (1, 2, 3, 4, 5),
    "b": (1, 2, 3, 4, 5),
    "B": (1, 2, 3, 4, 5),
    "h": (1, 2),
    "H": (1, 2),
    "K": (1, 2),
    "k": (1, 2),
    "m": (1, 2),
    "s": (1, 2),
    "S": (0,),
    "A": (0,),
    "z": (1, 2, 3, 4),
    "Z": (1, 2, 3, 4, 5),
    "O": (1, 4),
    "v": (1, 4),
    "V": (1, 2, 3, 4),
    "X": (1, 2, 3, 4, 5),
    "x": (1, 2, 3, 4, 5),
}
_DATE_FIELDS = frozenset("GyYurQqMLwWdDFgEec")

#: (letter, count) for a field, ("", text) for literal text
Token = tuple[str, Any]


@lru_cache(maxsize=1024)
def tokens_of(pattern: str) -> tuple[Token, ...]:
    """The fields and literals of a CLDR date pattern; raises `InvalidValue` for what is none."""
    found: list[Token] = []
    literal: list[str] = []
    index = 0

    def close() -> None:
        if literal:
            found.append(("", "".join(literal)))
            literal.clear()

    while index < len(pattern):
        character = pattern[index]
        if character == "'":
            quoted, index = read_quoted(pattern, index)
            literal.append(quoted)
        elif character.isascii() and character.isalpha():
            count = 1
            while pattern[index + count : index + count + 1] == character:
                count += 1
            allowed = FIELDS.get(character, ())
            if count not in allowed and 0 not in allowed:
                raise InvalidValue(
                    "date pattern", pattern, accepted=f"known fields, not {character * count!r}"
                )
            close()
            found.append((character, count))
            index += count
        else:
            literal.append(character)
            index += 1
    close()
    return tuple(found)


def pattern_of(tokens: Sequence[Token]) -> str:
    """The text of a pattern from its tokens."""
    parts = []
    for letter, value in tokens:
        if letter:
            parts.append(letter * value)
        elif any(character.isascii() and character.isalpha() for character in value):
            parts.append("'" + value.replace("'", "''") + "'")
        else:
            parts.append(value.replace("'", "''"))
    return "".join(parts)


def unquoted(glue: str) -> str:
    """A pattern of placeholders and literal text, without its quotes."""
    return glue.replace("''", "\0").replace("'", "").replace("\0", "'")


def fill(glue: str, time: str, date: str) -> str:
    """A pattern such as "{1} 'at' {0}" with patterns put in for its placeholders."""
    return glue.replace("{0}", time).replace("{1}", date)


# --- calendars ---------------------------------------------------------------------------

# CLDR supplemental calendarData: the eras of the Japanese calendar since 1868. Earlier
# dates are written in the Gregorian calendar.
_JAPANESE_ERAS = (
    dt.date(1868, 9, 8),
    dt.date(1912, 7, 30),
    dt.date(1926, 12, 25),
    dt.date(1989, 1, 8),
    dt.date(2019, 5, 1),
)


def _japanese(value: dt.date) -> tuple[int, int]:
    """(era, year of the era)."""
    day = value.date() if isinstance(value, dt.datetime) else value
    era = sum(day >= start for start in _JAPANESE_ERAS) - 1
    return era, day.year - _JAPANESE_ERAS[era].year + 1


def _roc(value: dt.date) -> tuple[int, int]:
    return (1, value.year - 1911) if value.year > 1911 else (0, 1912 - value.year)


#: calendar -> (era, year of the era) of a date
_CALENDARS: Mapping[str, Callable[[dt.date], tuple[int, int]]] = {
    "gregory": lambda value: (1, value.year),
    "buddhist": lambda value: (0, value.year + 543),
    "japanese": _japanese,
    "roc": _roc,
}


def calendar_of(data: LocaleData) -> str:
    """The calendar of the tag's `-u-ca-` where it is one of ours, else "gregory"."""
    wanted = data.keyword("ca") or "gregory"
    return wanted if wanted in _CALENDARS else "gregory"


# --- fields ------------------------------------------------------------------------------

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WIDTHS = {1: "abbreviated", 2: "abbreviated", 3: "abbreviated", 4: "wide", 5: "narrow", 6: "short"}


class _Spot(NamedTuple):
    """A field of a pattern with the literal text around it."""

    letter: str
    width: int
    before: str
    after: str


class _Compiler:
    """Turns the fields of patterns into functions, for one locale."""

    def __init__(self, data: LocaleData, calendar: str) -> None:
        self.data = data
        self.calendar = calendar
        self._letters: set[str] = set()
        self._digits = digit_table(data, data.numbering_system)
        if self._digits:
            table = "".join(self._digits.get(code, chr(code)) for code in range(128))
            self._spell: Callable[[str], str] = lambda text: charmap_decode(
                text.encode(), "strict", table
            )[0]
        else:
            self._spell = str

    def compile(self, pattern: str) -> Formatter:
        """One function for the whole pattern; literals travel with the field before them."""
        fields: list[Field] = []
        before = ""
        tokens = tokens_of(pattern)
        self._letters = {letter for letter, _ in tokens}
        for index, (letter, count) in enumerate(tokens):
            if not letter:
                if index == 0:
                    before = count
                continue
            following = tokens[index + 1] if index + 1 < len(tokens) else ("", "")
            after = following[1] if not following[0] else ""
            spot = _Spot(letter, count, before, after)
            fields.append(getattr(self, f"_field_{_METHODS[letter]}")(spot))
            before = ""
        if not fields:
            return lambda _: before
        if len(fields) == 1:
            return fields[0]
        return _joined(tuple(fields))

    # Small numbers and names are looked up in tables that hold the literals as well.

    def _numbers(self, count: int, first: int, last: int, before: str, after: str) -> list[str]:
        spell = self._spell
        return [
            f"{before}{spell(f'{number:0{count}}')}{after}" if number >= first else ""
            for number in range(last + 1)
        ]

    def _around(self, field: Field, before: str, after: str) -> Field:
        if not before and not after:
            return field
        return lambda value: f"{before}{field(value)}{after}"

    def _number(self, read: Callable[[Any], int], count: int, before: str, after: str) -> Field:
        spell, plain = self._spell, self._digits is None
        if plain and count == 1:
            return lambda value: f"{before}{read(value)}{after}"
        return lambda value: f"{before}{spell(f'{read(value):0{count}}')}{after}"

    def _names(self, section: str, context: str, width: str) -> Mapping[Any, str]:
        """Names of one width; CLDR's own aliases go from there, these are for gaps in Babel."""
        data = self.data
        contexts = (context, "format") if context == "stand-alone" else ("format",)
        widths = (width, "abbreviated", "wide") if width != "wide" else ("wide", "abbreviated")
        merged: dict[Any, str] = {}
        for one in contexts:
            for other in widths:
                for key, name in (data.get(section, one, other) or {}).items():
                    merged.setdefault(key, name)
        return merged

    def _field_era(self, spot: _Spot) -> Field:
        _, count, before, after = spot
        width = _WIDTHS[count]
        split = _CALENDARS[self.calendar]
        if self.calendar == "gregory":
            text = f"{before}{self.data.extract('date_formats')['era'][width]}{after}"
            return lambda _: text
        eras = self.data.extract("calendars")[self.calendar]["eras"][width]
        table = [f"{before}{name}{after}" for name in eras]
        return lambda value: table[split(value)[0]]

    def _field_year(self, spot: _Spot) -> Field:
        letter, count, before, after = spot
        spell, plain = self._spell, self._digits is None
        if self.calendar == "gregory" or letter in "ur":
            if count == 2 and letter == "y":
                table = self._numbers(2, 0, 99, before, after)
                return lambda value: table[value.year % 100]
            if plain and count == 1:
                return lambda value: f"{before}{value.year}{after}"
            number = self._number(lambda value: int(value.year), count, before, after)
            if count > 4:
                return number
            first, last = self._numbers(2, 0, 99, before, ""), self._numbers(2, 0, 99, "", after)

            def year(value: dt.date) -> str:
                whole = value.year
                if whole < 1000:
                    return number(value)
                return first[whole // 100] + last[whole % 100]

            return year
        split = _CALENDARS[self.calendar]
        # Japanese calls the first year of an era 元年.
        gannen = (
            self.calendar == "japanese"
            and self.data.tag.language == "ja"
            and after.startswith("年")
        )

        def write(value: dt.date) -> str:
            year = split(value)[1]
            if year == 1 and gannen:
                return f"{before}元{after}"
            text = f"{year % 100:02}" if count == 2 else f"{year:0{count}}"
            return f"{before}{text if plain else spell(text)}{after}"

        return write

    def _field_week_year(self, spot: _Spot) -> Field:
        _, count, before, after = spot
        week = self._week()

        def year(value: dt.date) -> int:
            found = week(value)[0]
            return found % 100 if count == 2 else found

        return self._number(year, count, before, after)

    def _field_quarter(self, spot: _Spot) -> Field:
        letter, count, before, after = spot
        if count <= 2:
            table = self._numbers(count, 1, 4, before, after)
        else:
            context = "format" if letter == "Q" else "stand-alone"
            names = self._names("quarters", context, _WIDTHS[count])
            table = ["", *(f"{before}{names[number]}{after}" for number in range(1, 5))]
        return lambda value: table[(value.month + 2) // 3]

    def _field_month(self, spot: _Spot) -> Field:
        letter, count, before, after = spot
        if count <= 2:
            table = self._numbers(count, 1, 12, before, after)
        else:
            context = "format" if letter == "M" else "stand-alone"
            names = self._names("months", context, _WIDTHS[count])
            table = ["", *(f"{before}{names[number]}{after}" for number in range(1, 13))]
        return lambda value: table[value.month]

    def _field_day(self, spot: _Spot) -> Field:
        _, count, before, after = spot
        table = self._numbers(count, 1, 31, before, after)
        return lambda value: table[value.day]

    def _field_day_of_year(self, spot: _Spot) -> Field:
        _, count, before, after = spot
        return self._number(lambda value: value.timetuple().tm_yday, count, before, after)

    def _field_day_of_week_in_month(self, spot: _Spot) -> Field:
        _, count, before, after = spot
        table = self._numbers(count, 1, 5, before, after)
        return lambda value: table[(value.day + 6) // 7]

    def _field_julian_day(self, spot: _Spot) -> Field:
        _, count, before, after = spot
        # Day 1 of Python's count, 1 January of the year 1, is Julian day 1 721 426.
        return self._number(lambda value: value.toordinal() + 1721425, count, before, after)

    def _field_weekday(self, spot: _Spot) -> Field:
        letter, count, before, after = spot
        if letter in "ec" and count <= 2:
            first = _WEEKDAYS.index(self._week_rule()[0])
            numbers = self._numbers(count, 1, 7, before, after)
            table = [numbers[(day - first) % 7 + 1] for day in range(7)]
        else:
            context = "stand-alone" if letter == "c" else "format"
            names = self._names("days", context, _WIDTHS[count])
            table = [f"{before}{names[day]}{after}" for day in range(7)]
        return lambda value: table[value.weekday()]

    def _week_rule(self) -> tuple[str, int]:
        """(first day of the week, days that the first week of a year has at least)."""
        rows = open_store().cldr("territories")
        week = rows.get(self.data.region, {}).get("week") or {"first_day": "mon", "min_days": 1}
        first = self.data.keyword("fw")
        return (first if first in _WEEKDAYS else week["first_day"]), int(week["min_days"])

    def _week(self) -> Callable[[dt.date], tuple[int, int]]:
        """A function from a date to (year that the week belongs to, number of the week)."""
        first_day, least = self._week_rule()
        first = _WEEKDAYS.index(first_day)

        def start(year: int) -> int:
            """Ordinal of the first day of the first week of a year."""
            january = dt.date(year, 1, 1)
            into = (january.weekday() - first) % 7
            begin = january.toordinal() - into
            return begin if 7 - into >= least else begin + 7

        def week(value: dt.date) -> tuple[int, int]:
            day, year = value.toordinal(), value.year
            if year < 9999 and day >= start(year + 1):
                year += 1
            elif day < start(year):
                year -= 1
                if year == 0:
                    return 0, 52
            return year, (day - start(year)) // 7 + 1

        return week

    def _field_week(self, spot: _Spot) -> Field:
        letter, count, before, after = spot
        if letter == "w":
            week = self._week()
            return self._number(lambda value: week(value)[1], count, before, after)
        first_day, least = self._week_rule()
        first = _WEEKDAYS.index(first_day)

        def week_of_month(value: dt.date) -> int:
            into = (value.replace(day=1).weekday() - first) % 7
            number = (value.day - 1 + into) // 7
            return number + (7 - into >= least)

        return self._number(week_of_month, count, before, after)

    def _field_period(self, spot: _Spot) -> Field:
        letter, count, before, after = spot
        names = self._names("day_periods", "format", _WIDTHS[count])
        # As in ICU the halves of the day have wide names: Korean abbreviates them in English.
        halves = names if count == 5 else self._names("day_periods", "format", "wide")
        am, pm = (f"{before}{halves[half]}{after}" for half in ("am", "pm"))
        if letter == "a":
            return lambda value: am if value.hour < 12 else pm
        rules = self.data.get("day_period_rules") or {}
        rules = rules.get(None) or rules
        noon = f"{before}{names['noon']}{after}" if {"noon"} <= rules.keys() & names.keys() else ""
        table = [am] * 12 + [pm] * 12
        if letter == "B":
            table = self._flexible(rules, names, table, before, after)
        if not noon:
            return lambda value: table[value.hour]
        # Noon is what the pattern shows as noon. There is no word for midnight, which
        # could be that before the date or that after it.
        minutes, seconds = "m" in self._letters, "s" in self._letters

        def write(value: dt.time) -> str:
            if (
                value.hour == 12
                and not (minutes and value.minute)
                and not (seconds and value.second)
            ):
                return noon
            return table[value.hour]

        return write

    def _flexible(
        self,
        rules: Mapping[str, Any],
        names: Mapping[str, str],
        halves: list[str],
        before: str,
        after: str,
    ) -> list[str]:
        """The part of the day ("in the morning") of each hour."""
        table = list(halves)
        for period, spans in rules.items():
            for span in spans if period in names else ():
                if "from" in span:
                    first, last = span["from"] // 3600, span["before"] // 3600
                    for hour in range(first, last if first < last else last + 24):
                        table[hour % 24] = f"{before}{names[period]}{after}"
        return table

    def _field_hour(self, spot: _Spot) -> Field:
        letter, count, before, after = spot
        numbers = self._numbers(count, 0, 24, before, after)
        shown = {
            "H": range(24),
            "k": [24, *range(1, 24)],
            "h": [12, *range(1, 12)] * 2,
            "K": [*range(12)] * 2,
        }[letter]
        table = [numbers[hour] for hour in shown]
        return lambda value: table[value.hour]

    def _field_minute(self, spot: _Spot) -> Field:
        _, count, before, after = spot
        table = self._numbers(count, 0, 59, before, after)
        return lambda value: table[value.minute]

    def _field_second(self, spot: _Spot) -> Field:
        _, count, before, after = spot
        table = self._numbers(count, 0, 59, before, after)
        return lambda value: table[value.second]

    def _field_fraction(self, spot: _Spot) -> Field:
        _, count, before, after = spot
        spell = self._spell

        def write(value: dt.time) -> str:
            # LDML: cut off, not rounded, or 59.96 seconds would read "60.0".
            digits = f"{value.microsecond:06}".ljust(count, "0")[:count]
            return f"{before}{spell(digits)}{after}"

        return write

    def _field_millisecond_of_day(self, spot: _Spot) -> Field:
        _, count, before, after = spot

        def milliseconds(value: dt.time) -> int:
            seconds = value.hour * 3600 + value.minute * 60 + value.second
            return seconds * 1000 + value.microsecond // 1000

        return self._number(milliseconds, count, before, after)

    def _field_zone(self, spot: _Spot) -> Field:
        letter, count, before, after = spot
        return self._around(compile_zone_field(letter, count, self.data), before, after)


_METHODS = {
    **dict.fromkeys("G", "era"),
    **dict.fromkeys("yur", "year"),
    **dict.fromkeys("Y", "week_year"),
    **dict.fromkeys("Qq", "quarter"),
    **dict.fromkeys("ML", "month"),
    **dict.fromkeys("wW", "week"),
    **dict.fromkeys("d", "day"),
    **dict.fromkeys("D", "day_of_year"),
    **dict.fromkeys("F", "day_of_week_in_month"),
    **dict.fromkeys("g", "julian_day"),
    **dict.fromkeys("Eec", "weekday"),
    **dict.fromkeys("abB", "period"),
    **dict.fromkeys("hHKk", "hour"),
    **dict.fromkeys("m", "minute"),
    **dict.fromkeys("s", "second"),
    **dict.fromkeys("S", "fraction"),
    **dict.fromkeys("A", "millisecond_of_day"),
    **dict.fromkeys("zZOvVXx", "zone"),
}


def _joined(fields: tuple[Field, ...]) -> Formatter:
    """Calls for the usual numbers of fields are written out: a loop costs as much as they do."""
    if len(fields) == 2:
        one, two = fields
        return lambda value: one(value) + two(value)
    if len(fields) == 3:
        one, two, three = fields
        return lambda value: f"{one(value)}{two(value)}{three(value)}"
    if len(fields) == 4:
        one, two, three, four = fields
        return lambda value: f"{one(value)}{two(value)}{three(value)}{four(value)}"
    return lambda value: "".join([field(value) for field in fields])


@lru_cache(maxsize=1024)
def compile_pattern(locale: str, pattern: str) -> Formatter:
    """A function that writes a date, a time or both by a CLDR pattern."""
    data = locale_for(locale)
    calendar = calendar_of(data)
    letters = {letter for letter, _ in tokens_of(pattern)}
    write = _Compiler(data, calendar).compile(pattern)
    if calendar == "japanese" and letters & set("Gy"):
        gregorian = _Compiler(data, "gregory").compile(pattern)

        def since_meiji(value: Value) -> str:
            day = value.date() if isinstance(value, dt.datetime) else value
            return (gregorian if day < _JAPANESE_ERAS[0] else write)(value)  # type: ignore[operator]

        return _checked(since_meiji, letters)
    return _checked(write, letters)


def _checked(write: Formatter, letters: set[str]) -> Formatter:
    """`write`, with an error that says what is missing where a time has no date and so on."""

    def formatted(value: Value) -> str:
        try:
            return write(value)
        except AttributeError:
            lacks = "a date" if letters & _DATE_FIELDS and isinstance(value, dt.time) else "a time"
            raise InvalidValue(
                "value", value, accepted=f"a value with {lacks}, which the pattern shows"
            ) from None

    return formatted


def date_style(data: LocaleData, style: str) -> str:
    """The locale's pattern for a date: "full", "long", "medium" or "short"."""
    calendar = calendar_of(data)
    if calendar != "gregory":
        row = data.extract("calendars")
        return str(row[calendar]["dates"].get(style) or row["dates"][style])
    return str(data.get("date_formats", style))


# --- values ----------------------------------------------------------------------------------


def _moment(value: Any) -> dt.datetime | None:
    """A timestamp as a moment in UTC; `None` for what is no number."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        try:
            return dt.datetime.fromtimestamp(value, _UTC)
        except (OverflowError, ValueError, OSError) as error:
            raise InvalidValue("timestamp", value, accepted="seconds since 1970") from error
    return None


def as_date(value: Any, zone: dt.tzinfo | None) -> dt.date:
    """The date to show: that of an aware moment is its date in `zone`."""
    value = _moment(value) or value
    if isinstance(value, dt.datetime):
        return value.astimezone(zone) if zone and value.tzinfo else value
    if isinstance(value, dt.date):
        return value
    raise InvalidValue("date", value, accepted=("a date", "a datetime", "a timestamp"))


def as_datetime(value: Any, zone: dt.tzinfo | None) -> dt.datetime:
    """The moment to show, always aware; as in Babel a naive one is taken as UTC.

    A bare date is no moment: it stays that date in every zone.
    """
    if not isinstance(value, dt.datetime):
        if isinstance(value, dt.date):
            return dt.datetime(value.year, value.month, value.day, tzinfo=zone or _UTC)
        moment = _moment(value)
        if moment is None:
            raise InvalidValue("datetime", value, accepted=("a datetime", "a date", "a timestamp"))
        value = moment
    aware: dt.datetime = value if value.tzinfo else value.replace(tzinfo=_UTC)
    return aware.astimezone(zone) if zone and zone is not aware.tzinfo else aware


def as_time(value: Any, zone: dt.tzinfo | None) -> Any:
    """The time to show: a moment's in `zone`; a bare time stands as it is."""
    if isinstance(value, dt.time):
        return value if value.tzinfo else value.replace(tzinfo=zone or _UTC)
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        raise InvalidValue("time", value, accepted=("a time", "a datetime", "a timestamp"))
    return as_datetime(value, zone)


def check_zone(zone: Any) -> dt.tzinfo | None:
    """A `tzinfo`, from one or from the name of a zone in the tz database."""
    if zone is None or isinstance(zone, dt.tzinfo):
        return zone
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(zone)
    except (KeyError, ValueError, TypeError, OSError) as error:
        wanted = "a tzinfo or a name such as 'Asia/Tokyo'"
        raise InvalidValue("tzinfo", zone, accepted=wanted) from error


def format_text(format: Any) -> str:
    """The name of a style or a pattern, from text or Babel's object that holds one."""
    if isinstance(format, str):
        return format
    found = getattr(format, "pattern", None)
    if not isinstance(found, str):
        raise InvalidValue("format", format, accepted=(*STYLES, "a CLDR pattern"))
    return found
