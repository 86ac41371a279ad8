"""How long a format takes: Babel, culturekit's plain call, a kept formatter, PyICU.

    python benchmarks/format.py [--rounds 9] [--locale de-DE] [--json FILE]

Every call gets another value, so nothing can be answered from memory. Each
figure is the median over the rounds of the mean over the values, in
microseconds of processor time; only the ratios carry over from one machine to
another. PyICU is left out where it is not installed.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
import statistics
import time
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from babel import dates as babel_dates
from babel import lists as babel_lists
from babel import numbers as babel_numbers
from babel import units as babel_units

from culturekit.format import (
    format_compact_decimal,
    format_currency,
    format_date,
    format_datetime,
    format_decimal,
    format_interval,
    format_list,
    format_percent,
    format_skeleton,
    format_time,
    format_timedelta,
    format_unit,
    formatter,
)

VALUES = 1000
LOCALES = ("de-DE", "en-US", "hi-IN", "ar-EG")
Call = Callable[[Any], Any]


class Case(NamedTuple):
    """One format: what it is called with, and the four ways to call it."""

    name: str
    values: Sequence[Any]
    babel: Call
    plain: Call
    kept: Call
    icu: Call | None


def numbers(chance: random.Random) -> list[float]:
    """Floats of one to eight digits before the point, of both signs."""
    return [
        round(chance.random() * 10 ** chance.randint(1, 8) * chance.choice((1, -1)), 2)
        for _ in range(VALUES)
    ]


def moments(chance: random.Random) -> list[dt.datetime]:
    """Moments of the years 1970 to 2069, in UTC."""
    first = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
    return [
        first + dt.timedelta(seconds=chance.randrange(100 * 365 * 86400)) for _ in range(VALUES)
    ]


def cases(locale: str, chance: random.Random) -> list[Case]:
    """Every format in one locale."""
    name = locale.replace("-", "_")
    amounts, times = numbers(chance), moments(chance)
    days = [moment.date() for moment in times]
    clocks = [moment.time() for moment in times]
    spans = [dt.timedelta(seconds=chance.randrange(10**7)) for _ in range(VALUES)]
    pairs = [(day, day + dt.timedelta(days=chance.randrange(1, 300))) for day in days]
    words = [[f"a{i}", f"b{i}", f"c{i}"] for i in range(VALUES)]
    interval = formatter.interval("yMMMd", locale=locale)
    found = [
        Case(
            "currency",
            amounts,
            lambda value: babel_numbers.format_currency(value, "EUR", locale=name),
            lambda value: format_currency(value, "EUR", locale=locale),
            formatter.currency("EUR", locale=locale),
            None,
        ),
        Case(
            "decimal",
            amounts,
            lambda value: babel_numbers.format_decimal(value, locale=name),
            lambda value: format_decimal(value, locale=locale),
            formatter.decimal(locale=locale),
            None,
        ),
        Case(
            "percent",
            amounts,
            lambda value: babel_numbers.format_percent(value, locale=name),
            lambda value: format_percent(value, locale=locale),
            formatter.percent(locale=locale),
            None,
        ),
        Case(
            "compact decimal",
            amounts,
            lambda value: babel_numbers.format_compact_decimal(value, locale=name),
            lambda value: format_compact_decimal(value, locale=locale),
            formatter.compact_decimal(locale=locale),
            None,
        ),
        Case(
            "date medium",
            days,
            lambda value: babel_dates.format_date(value, locale=name),
            lambda value: format_date(value, locale=locale),
            formatter.date(locale=locale),
            None,
        ),
        Case(
            "date full",
            days,
            lambda value: babel_dates.format_date(value, "full", locale=name),
            lambda value: format_date(value, "full", locale=locale),
            formatter.date("full", locale=locale),
            None,
        ),
        Case(
            "time short",
            clocks,
            lambda value: babel_dates.format_time(value, "short", locale=name),
            lambda value: format_time(value, "short", locale=locale),
            formatter.time("short", locale=locale),
            None,
        ),
        Case(
            "datetime medium",
            times,
            lambda value: babel_dates.format_datetime(value, locale=name),
            lambda value: format_datetime(value, locale=locale),
            formatter.datetime(locale=locale),
            None,
        ),
        Case(
            "skeleton yMMMEd",
            times,
            lambda value: babel_dates.format_skeleton("yMMMEd", value, locale=name),
            lambda value: format_skeleton("yMMMEd", value, locale=locale),
            formatter.skeleton("yMMMEd", locale=locale),
            None,
        ),
        Case(
            "interval yMMMd",
            pairs,
            lambda pair: babel_dates.format_interval(pair[0], pair[1], "yMMMd", locale=name),
            lambda pair: format_interval(pair[0], pair[1], "yMMMd", locale=locale),
            lambda pair: interval(*pair),
            None,
        ),
        Case(
            "timedelta",
            spans,
            lambda value: babel_dates.format_timedelta(value, locale=name),
            lambda value: format_timedelta(value, locale=locale),
            formatter.timedelta(locale=locale),
            None,
        ),
        Case(
            "unit long",
            amounts,
            lambda value: babel_units.format_unit(value, "length-kilometer", locale=name),
            lambda value: format_unit(value, "length-kilometer", locale=locale),
            formatter.unit("length-kilometer", locale=locale),
            None,
        ),
        Case(
            "list of three",
            words,
            lambda value: babel_lists.format_list(value, locale=name),
            lambda value: format_list(value, locale=locale),
            formatter.list(locale=locale),
            None,
        ),
    ]
    if find_spec("icu") is None:
        return found
    native = icu_calls(locale)
    return [case._replace(icu=native.get(case.name)) for case in found]


def icu_calls(locale: str) -> dict[str, Call]:
    """ICU's reused formatters, with what a Python caller has to do to give them a value."""
    import icu

    where = icu.Locale.forLanguageTag(f"{locale}-u-ca-gregory")
    base = icu.NumberFormatter.withLocale(where)
    utc = icu.TimeZone.createTimeZone("UTC")

    def dates(made: Any) -> Call:
        made.setTimeZone(utc)
        write = made.format
        # ICU takes milliseconds since 1970; its own conversion of a date costs more.
        return lambda value: write(_seconds(value))

    styles = icu.DateFormat
    compact = base.notation(icu.Notation.compactShort()).precision(icu.Precision.maxFraction(0))
    length = base.unit(icu.MeasureUnit.createKilometer())
    pattern = icu.DateTimePatternGenerator.createInstance(where).getBestPattern("yMMMEd")
    spans = icu.DateIntervalFormat.createInstance("yMMMd", where)
    return {
        "currency": base.unit(icu.CurrencyUnit("EUR")).formatDouble,
        "decimal": base.formatDouble,
        "percent": icu.NumberFormat.createPercentInstance(where).format,
        "compact decimal": compact.formatDouble,
        "date medium": dates(styles.createDateInstance(styles.MEDIUM, where)),
        "date full": dates(styles.createDateInstance(styles.FULL, where)),
        "datetime medium": dates(
            styles.createDateTimeInstance(styles.MEDIUM, styles.MEDIUM, where)
        ),
        "skeleton yMMMEd": dates(icu.SimpleDateFormat(pattern, where)),
        "interval yMMMd": lambda pair: spans.format(
            icu.DateInterval(_seconds(pair[0]), _seconds(pair[1]))
        ),
        "unit long": length.unitWidth(icu.UNumberUnitWidth.FULL_NAME).formatDouble,
        "list of three": icu.ListFormatter.createInstance(where).format,
    }


def _seconds(value: dt.date) -> float:
    if isinstance(value, dt.datetime):
        return value.timestamp()
    return (value.toordinal() - 719163) * 86400.0


def mean(call: Call, values: Sequence[Any]) -> float:
    """Microseconds of processor time a call."""
    start = time.process_time()
    for value in values:
        call(value)
    return (time.process_time() - start) / len(values) * 1e6


def measure(case: Case, rounds: int) -> dict[str, Any]:
    """The figures and ratios of one case.

    The ways take turns within a round, and a ratio is the median of the rounds'
    own, so that a machine that slows down for a while slows all of them.
    """
    calls = {"babel": case.babel, "plain": case.plain, "kept": case.kept}
    if case.icu is not None:
        calls["icu"] = case.icu
    for call in calls.values():
        call(case.values[0])
    times = [{way: mean(call, case.values) for way, call in calls.items()} for _ in range(rounds)]

    def ratio(over: str, under: str) -> float:
        return statistics.median(one[over] / one[under] for one in times)

    row: dict[str, Any] = {"case": case.name}
    row |= {way: statistics.median(one[way] for one in times) for way in calls}
    row |= {"babel_by_plain": ratio("babel", "plain"), "babel_by_kept": ratio("babel", "kept")}
    if case.icu is not None:
        row["kept_by_icu"] = ratio("kept", "icu")
    return row


def main() -> None:
    """Print a table for each locale."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--locale", action="append", help="default: " + " ".join(LOCALES))
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    arguments = parser.parse_args()
    everything = {}
    for locale in arguments.locale or LOCALES:
        rows = [
            measure(case, arguments.rounds)
            for case in cases(locale, random.Random(20))  # noqa: S311
        ]
        everything[locale] = rows
        print(f"\n{locale:17}  Babel   plain    kept   PyICU   Babel/plain  Babel/kept  kept/PyICU")
        for row in rows:
            icu = f"{row['icu']:7.2f}" if "icu" in row else "      -"
            share = f"{row['kept_by_icu']:10.1f}" if "icu" in row else "         -"
            print(
                f"{row['case']:17}{row['babel']:7.1f} {row['plain']:7.2f} {row['kept']:7.2f} {icu}"
                f" {row['babel_by_plain']:12.1f} {row['babel_by_kept']:11.1f} {share}"
            )
    if arguments.json:
        arguments.json.write_text(json.dumps(everything, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
