"""Compare culturekit's formats with ICU's, and print how many outputs are the same.

    python scripts/compare_icu.py            # sixty locales
    python scripts/compare_icu.py --all      # every locale that ICU has
    python scripts/compare_icu.py --show 5   # and up to five differences of each kind

Needs `pyicu-wheels` with ICU 77, whose CLDR release is that of Babel's data. ICU
is asked for the Gregorian calendar, as culturekit keeps to it.
"""

from __future__ import annotations

import argparse
import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from culturekit.format import (
    format_compact_currency,
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
    format_unit,
)

#: Sixty widely used locales, among them every script and numbering system of the large ones.
LOCALES = (
    "en-US", "en-GB", "en-IN", "en-AU", "en-CA", "de-DE", "de-AT", "de-CH", "fr-FR", "fr-CA",
    "fr-CH", "es-ES", "es-MX", "es-AR", "es-CO", "pt-BR", "pt-PT", "it-IT", "nl-NL", "nl-BE",
    "pl-PL", "ru-RU", "uk-UA", "cs-CZ", "sk-SK", "hu-HU", "ro-RO", "bg-BG", "el-GR", "sv-SE",
    "nb-NO", "da-DK", "fi-FI", "et-EE", "lv-LV", "lt-LT", "sl-SI", "hr-HR", "sr-RS", "tr-TR",
    "az-AZ", "he-IL", "ar-EG", "ar-SA", "ar-AE", "fa-IR", "ur-PK", "hi-IN", "bn-BD", "ta-IN",
    "mr-IN", "th-TH", "vi-VN", "id-ID", "ms-MY", "ja-JP", "ko-KR", "zh-CN", "zh-TW", "sw-KE",
)  # fmt: skip

MOMENTS = (
    dt.datetime(2026, 3, 7, 15, 30, 5),
    dt.datetime(2026, 7, 21, 0, 0, 0),
    dt.datetime(1999, 12, 31, 12, 0, 0),
)
ZONES = ("UTC", "America/New_York", "Asia/Kolkata")
NUMBERS = (0, 1, -1, 0.5, -2.25, 1234.5, -1234567.891, 1e12)
AMOUNTS = (0, 5, -5, 1234.5, -1234567.89)
CURRENCIES = ("EUR", "USD", "JPY", "CHF", "KWD", "XYZ")
COMPACT = (1, 999.6, 1234, 1_500_000, -21_000_000, 999_999, 12_345_678_901)
UNITS = ("kilometer", "kilogram", "liter", "celsius", "hour", "day", "kilometer-per-hour")
COUNTS = (0, 1, 2, 5, 21, 1.5, -3, 12345.678)
SKELETONS = ("yMMMd", "yMMMMEEEEd", "MMMd", "yMd", "yMMM", "MEd", "Hm", "hm", "jm", "yMMMdjm")
LISTS = (["A"], ["A", "B"], ["A", "B", "C"], ["uno", "Inés"], ["siete", "ocho"], [*"ABCD"])

#: kind, what was formatted, culturekit's text, ICU's text
Row = tuple[str, str, str, str]


def rows(locale: str) -> Iterator[Row]:
    """Every output that is compared, in one locale."""
    import icu

    where = icu.Locale.forLanguageTag(f"{locale}-u-ca-gregory")
    yield from _dates(icu, where, locale)
    yield from _numbers(icu, where, locale)
    yield from _others(icu, where, locale)


def _dates(icu: Any, where: Any, locale: str) -> Iterator[Row]:
    styles = {"full": 0, "long": 1, "medium": 2, "short": 3}
    for zone in ZONES:
        utc = zone == "UTC"
        theirs = icu.TimeZone.createTimeZone(zone)
        for moment in MOMENTS:
            ours = moment.replace(tzinfo=ZoneInfo(zone))
            for style, code in styles.items():
                what = f"{ours.isoformat()} {style}"
                time = icu.DateFormat.createTimeInstance(code, where)
                time.setTimeZone(theirs)
                text = format_time(ours, style, locale=locale)
                yield "time", what, text, time.format(ours.timestamp())
                if not utc:
                    continue
                date = icu.DateFormat.createDateInstance(code, where)
                both = icu.DateFormat.createDateTimeInstance(code, code, where)
                for made in (date, both):
                    made.setTimeZone(theirs)
                text = format_date(ours, style, locale)
                yield "date", what, text, date.format(ours.timestamp())
                text = format_datetime(ours, style, locale=locale)
                yield "datetime", what, text, both.format(ours.timestamp())
    for calendar in ("buddhist", "japanese", "roc"):
        there = icu.Locale.forLanguageTag(f"{locale}-u-ca-{calendar}")
        for style, code in styles.items():
            made = icu.DateFormat.createDateInstance(code, there)
            made.setTimeZone(icu.TimeZone.createTimeZone("UTC"))
            for moment in MOMENTS:
                ours = moment.replace(tzinfo=ZoneInfo("UTC"))
                text = format_date(ours, style, f"{locale}-u-ca-{calendar}")
                theirs = made.format(ours.timestamp())
                yield "date, other calendars", f"{calendar} {style}", text, theirs
    generator = icu.DateTimePatternGenerator.createInstance(where)
    ours = MOMENTS[0].replace(tzinfo=ZoneInfo("UTC"))
    later = ours + dt.timedelta(days=3)
    for skeleton in SKELETONS:
        made = icu.SimpleDateFormat(generator.getBestPattern(skeleton), where)
        made.setTimeZone(icu.TimeZone.createTimeZone("UTC"))
        text = format_skeleton(skeleton, ours, locale=locale)
        yield "skeleton", skeleton, text, made.format(ours.timestamp())
    icu.TimeZone.setDefault(icu.TimeZone.createTimeZone("UTC"))
    for skeleton in ("yMMMd", "yMd", "MMMd", "Hm", "hm", "yMMMdHm"):
        made = icu.DateIntervalFormat.createInstance(skeleton, where)
        for end in (later, later + dt.timedelta(days=60), ours + dt.timedelta(hours=3)):
            text = format_interval(ours, end, skeleton, locale=locale)
            span = icu.DateInterval(ours.timestamp(), end.timestamp())
            yield "interval", f"{skeleton} to {end.isoformat()}", text, made.format(span)


def _numbers(icu: Any, where: Any, locale: str) -> Iterator[Row]:
    base = icu.NumberFormatter.withLocale(where)
    percent = icu.NumberFormat.createPercentInstance(where)
    for number in NUMBERS:
        text = format_decimal(number, locale=locale)
        yield "decimal", str(number), text, base.formatDouble(float(number))
        yield "percent", str(number), format_percent(number, locale=locale), percent.format(number)
    width = icu.UNumberUnitWidth
    for code in CURRENCIES:
        money = base.unit(icu.CurrencyUnit(code))
        kinds = {
            "currency": ({}, money),
            "currency, code": (
                {"format_type": "code"},
                money.unitWidth(width.ISO_CODE),
            ),
            "currency, accounting": (
                {"format_type": "accounting"},
                money.sign(icu.UNumberSignDisplay.ACCOUNTING),
            ),
            "currency, name": ({"format_type": "name"}, money.unitWidth(width.FULL_NAME)),
        }
        for kind, (options, made) in kinds.items():
            for amount in AMOUNTS:
                text = format_currency(amount, code, locale=locale, **options)  # type: ignore[arg-type]
                yield kind, f"{amount} {code}", text, made.formatDouble(float(amount))
    whole = icu.Precision.maxFraction(0)
    short = base.notation(icu.Notation.compactShort()).precision(whole)
    long = base.notation(icu.Notation.compactLong()).precision(whole)
    euros = short.unit(icu.CurrencyUnit("EUR"))
    for number in COMPACT:
        text = format_compact_decimal(number, locale=locale)
        yield "compact", f"{number} short", text, short.formatDouble(float(number))
        text = format_compact_decimal(number, format_type="long", locale=locale)
        yield "compact", f"{number} long", text, long.formatDouble(float(number))
        text = format_compact_currency(number, "EUR", locale=locale)
        yield "compact", f"{number} EUR", text, euros.formatDouble(float(number))


def _others(icu: Any, where: Any, locale: str) -> Iterator[Row]:
    kinds = {"standard": icu.UListFormatterType.AND, "or": icu.UListFormatterType.OR}
    for style, kind in kinds.items():
        made = icu.ListFormatter.createInstance(where, kind, icu.UListFormatterWidth.WIDE)
        for items in LISTS:
            text = format_list(items, style, locale)
            yield "list", f"{style} {items}", text, made.format(items)
    width = icu.UNumberUnitWidth
    widths = {"long": width.FULL_NAME, "short": width.SHORT, "narrow": width.NARROW}
    for unit in UNITS:
        measure = icu.MeasureUnit.forIdentifier(unit)
        for name, code in widths.items():
            made = icu.NumberFormatter.withLocale(where).unit(measure).unitWidth(code)
            for count in COUNTS:
                text = format_unit(count, unit, name, locale=locale)
                yield f"unit {name}", f"{count} {unit}", text, made.formatDouble(float(count))


def compare(locales: Sequence[str]) -> dict[str, tuple[int, list[tuple[str, str, str, str]]]]:
    """Kind of format -> (outputs, [(locale, what, culturekit's, ICU's), ...] that differ)."""
    totals: dict[str, int] = defaultdict(int)
    differences: dict[str, list[tuple[str, str, str, str]]] = defaultdict(list)
    for locale in locales:
        for kind, what, ours, theirs in rows(locale):
            totals[kind] += 1
            if ours != theirs:
                differences[kind].append((locale, what, ours, theirs))
    return {kind: (total, differences[kind]) for kind, total in totals.items()}


def all_locales() -> list[str]:
    """Every locale that both ICU and Babel have."""
    import icu

    from culturekit.format.cldr import known_locales

    names = (icu.Locale(name).toLanguageTag() for name in icu.Locale.getAvailableLocales())
    return sorted(name for name in names if name.lower() in known_locales())


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--all", action="store_true", help="every locale that ICU has")
    parser.add_argument("--show", type=int, default=0, help="differences to print of each kind")
    arguments = parser.parse_args()
    import icu

    locales = all_locales() if arguments.all else LOCALES
    print(f"ICU {icu.ICU_VERSION}, {len(locales)} locales\n")
    print("| format | outputs | the same | % |\n|---|---|---|---|")
    found = compare(locales)
    for kind, (total, different) in found.items():
        same = total - len(different)
        print(f"| {kind} | {total} | {same} | {100 * same / total:.2f} |")
    total = sum(count for count, _ in found.values())
    same = total - sum(len(different) for _, different in found.values())
    print(f"| all | {total} | {same} | {100 * same / total:.2f} |")
    for kind, (_, different) in found.items():
        for locale, what, ours, theirs in different[: arguments.show]:
            print(f"{kind}: {locale}: {what}: {ours!a} (ICU: {theirs!a})")


if __name__ == "__main__":
    main()
