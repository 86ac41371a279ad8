"""Dates, times, skeletons, intervals and spans of time."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from culturekit.errors import InvalidValue
from culturekit.format import (
    format_date,
    format_datetime,
    format_interval,
    format_skeleton,
    format_time,
    format_timedelta,
)
from culturekit.format.patterns import pattern_of, tokens_of

DAY = dt.date(2026, 3, 7)
MOMENT = dt.datetime(2026, 3, 7, 15, 30, 5, tzinfo=ZoneInfo("Europe/Berlin"))


@pytest.mark.parametrize(
    ("locale", "style", "text"),
    [
        ("en-US", "full", "Saturday, March 7, 2026"),
        ("en-GB", "long", "7 March 2026"),
        ("de-DE", "medium", "07.03.2026"),
        ("fr-CA", "short", "2026-03-07"),
        ("ja-JP", "full", "2026年3月7日土曜日"),
        ("ar-EG", "long", "٧ مارس ٢٠٢٦"),
        ("fa-IR", "long", "۷ مارس ۲۰۲۶"),
        ("th-TH", "medium", "7 มี.ค. 2026"),
        ("lt-LT", "long", "2026 m. kovo 7 d."),
    ],
)
def test_dates_are_gregorian_in_the_locales_own_digits(locale: str, style: str, text: str) -> None:
    assert format_date(DAY, style, locale) == text


@pytest.mark.parametrize(
    ("locale", "style", "text"),
    [
        ("th-TH-u-ca-buddhist", "long", "7 มีนาคม 2569"),
        ("ja-JP-u-ca-japanese", "medium", "令和8年3月7日"),
        ("zh-TW-u-ca-roc", "long", "民國115年3月7日"),
        ("en-US-u-ca-buddhist", "long", "March 7, 2569 BE"),
        ("de-DE-u-ca-gregory", "long", "7. März 2026"),
        ("de-DE-u-ca-unknown", "long", "7. März 2026"),
    ],
)
def test_other_calendars_only_when_asked_for(locale: str, style: str, text: str) -> None:
    assert format_date(DAY, style, locale) == text


def test_japanese_eras_begin_on_their_day() -> None:
    locale = "ja-JP-u-ca-japanese"
    assert format_date(dt.date(2019, 4, 30), "long", locale) == "平成31年4月30日"
    assert format_date(dt.date(2019, 5, 1), "long", locale) == "令和元年5月1日"
    assert format_date(dt.date(1868, 9, 8), "long", locale) == "明治元年9月8日"
    # Before the Meiji era the Gregorian calendar is used.
    assert format_date(dt.date(1868, 9, 7), "long", locale) == "西暦1868年9月7日"
    assert format_date(dt.date(1911, 1, 1), "long", "zh-TW-u-ca-roc") == "民國前1年1月1日"


@pytest.mark.parametrize(
    ("locale", "style", "text"),
    [
        ("en-US", "short", "3:30\u202fPM"),
        ("en-US", "medium", "3:30:05\u202fPM"),
        ("en-US", "long", "3:30:05\u202fPM GMT+1"),
        ("de-DE", "full", "15:30:05 Mitteleuropäische Normalzeit"),
        ("ko-KR", "short", "오후 3:30"),
        ("zh-TW", "short", "下午3:30"),
        ("bg-BG", "short", "15:30"),
        ("ar-EG", "short", "٣:٣٠ م"),
    ],
)
def test_times(locale: str, style: str, text: str) -> None:
    assert format_time(MOMENT, style, locale=locale) == text


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en-US-u-hc-h23", "15:30"),
        ("en-TR", "15:30"),  # CLDR has no such locale, and Turkey counts 24 hours
        ("es-SE", "15:30"),
        ("de-DE-u-hc-h12", "3:30\u202fPM"),
        ("ja-JP-u-hc-h11", "午後3:30"),
        ("en-US-u-rg-dezzzz", "15:30"),
        ("de-DE-u-rg-uszzzz", "3:30\u202fPM"),
    ],
)
def test_the_hour_cycle_is_what_the_tag_asks_for(locale: str, text: str) -> None:
    assert format_time(dt.time(15, 30), "short", locale=locale) == text


def test_hours_at_the_ends_of_the_day() -> None:
    wanted = {"h": ("12", "12"), "H": ("0", "12"), "K": ("0", "0"), "k": ("24", "12")}
    for letter, (midnight, noon) in wanted.items():
        assert format_time(dt.time(0), letter, locale="en") == midnight
        assert format_time(dt.time(12), letter, locale="en") == noon


def test_parts_of_the_day() -> None:
    assert format_time(dt.time(12), "b", locale="en") == "noon"
    assert format_time(dt.time(12, 0), "h:mm b", locale="en") == "12:00 noon"
    assert format_time(dt.time(12, 1), "h:mm b", locale="en") == "12:01 PM"
    # Midnight could be that before the date or that after it, so it has no name.
    assert format_time(dt.time(0), "h:mm b", locale="en") == "12:00 AM"
    assert format_time(dt.time(22), "h B", locale="en") == "10 at night"
    assert format_time(dt.time(2), "h B", locale="de") == "2 nachts"
    assert format_time(dt.time(15), "BBBB h", locale="zh-TW") == "下午 3"


# --- zones ---------------------------------------------------------------------------------


def test_an_aware_moment_is_shown_in_the_zone_that_is_asked_for() -> None:
    late = dt.datetime(2026, 3, 7, 23, 0, tzinfo=dt.UTC)
    assert format_date(late, "short", "de") == "07.03.26"
    assert format_date(late, "short", "de", tzinfo="Europe/Berlin") == "08.03.26"
    assert format_date(late, "short", "de-u-tz-jptyo") == "08.03.26"
    assert format_datetime(late, "short", "America/New_York", "en-US") == "3/7/26, 6:00\u202fPM"
    assert format_time(late, "short", ZoneInfo("Asia/Kolkata"), "en-IN") == "4:30\u202fam"


def test_a_naive_moment_is_utc_and_a_date_is_no_moment() -> None:
    assert format_datetime(dt.datetime(2026, 3, 7, 23), "short", "Europe/Berlin", "de") == (
        "08.03.26, 00:00"
    )
    assert format_skeleton("yMd", DAY, "America/New_York", locale="de") == "7.3.2026"
    assert (
        format_date(dt.datetime(2026, 3, 7, 23), "short", "de", tzinfo="Asia/Tokyo") == "07.03.26"
    )


def test_timestamps_count_seconds_in_utc() -> None:
    assert format_datetime(0, "short", locale="de") == "01.01.70, 00:00"
    assert format_date(86400.5, "short", "de") == "02.01.70"
    assert format_time(3600, "short", locale="de") == "01:00"


@pytest.mark.parametrize(
    ("pattern", "zone", "text"),
    [
        ("z", "America/Los_Angeles", "PST"),
        ("zzzz", "America/Los_Angeles", "Pacific Standard Time"),
        ("z", "Asia/Tokyo", "GMT+9"),
        ("zzzz", "Asia/Calcutta", "India Standard Time"),
        ("zzzz", "Asia/Kolkata", "India Standard Time"),
        ("v", "America/Los_Angeles", "PT"),
        ("vvvv", "Europe/Berlin", "Central European Time"),
        ("v", "Europe/Berlin", "Germany Time"),
        ("V", "America/Los_Angeles", "uslax"),
        ("VV", "Asia/Kolkata", "Asia/Kolkata"),
        ("VVV", "Europe/Berlin", "Berlin"),
        ("VVVV", "America/New_York", "New York Time"),
        ("O", "Asia/Kolkata", "GMT+5:30"),
        ("OOOO", "America/New_York", "GMT-05:00"),
        ("ZZZ", "America/New_York", "-0500"),
        ("ZZZZ", "America/New_York", "GMT-05:00"),
        ("ZZZZZ", "UTC", "Z"),
        ("X", "Asia/Kolkata", "+0530"),
        ("X", "America/New_York", "-05"),
        ("XXX", "UTC", "Z"),
        ("xxx", "UTC", "+00:00"),
        ("OOOO", "UTC", "GMT"),
    ],
)
def test_zone_fields(pattern: str, zone: str, text: str) -> None:
    moment = dt.datetime(2026, 1, 7, 12, tzinfo=ZoneInfo(zone))
    assert format_datetime(moment, pattern, locale="en-US") == text


def test_a_bare_time_gets_no_summer_or_winter_name() -> None:
    time = dt.time(15, 30, tzinfo=ZoneInfo("Europe/Paris"))
    assert format_time(time, "full", locale="en-GB") == "15:30:00 Central European Time"
    assert format_time(dt.time(15, 30), "zzzz", "Europe/Paris", "fr") == "heure d’Europe centrale"


def test_fixed_offsets_have_no_name() -> None:
    moment = MOMENT.replace(tzinfo=dt.timezone(dt.timedelta(hours=-3, minutes=-30)))
    assert format_time(moment, "zzzz", locale="en") == "GMT-03:30"
    assert format_time(moment, "VV", locale="en") == "GMT-03:30"


@pytest.mark.parametrize("zone", ["Mars/Base", 5, ""])
def test_unknown_zones_raise(zone: Any) -> None:
    with pytest.raises(InvalidValue, match="tzinfo"):
        format_datetime(MOMENT, "short", zone or "no/zone", "en")
    with pytest.raises(InvalidValue, match="time zone"):
        format_datetime(MOMENT, "short", locale="en-u-tz-zzzzz")


# --- patterns ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("d.M.yy", "7.3.26"),
        ("dd/MM/yyyy", "07/03/2026"),
        ("yyyyy", "02026"),
        ("'on' d 'o''clock'", "on 7 o'clock"),
        ("d''M", "7'3"),
        ("D w W F", "66 10 1 1"),
        ("YYYY-'W'ww", "2026-W10"),
        ("g", "2461107"),
        ("QQQ QQQQ q", "Q1 1st quarter 1"),
        ("G GGGG GGGGG", "AD Anno Domini A"),
        ("EEEEE EEEEEE", "S Sa"),
        ("'only text'", "only text"),
    ],
)
def test_date_patterns(pattern: str, text: str) -> None:
    assert format_date(DAY, pattern, "en-US") == text


def test_weeks_begin_where_the_region_begins_them() -> None:
    sunday = dt.date(2026, 3, 8)
    assert format_date(sunday, "e", "en-US") == "1"
    assert format_date(sunday, "e", "en-GB") == "7"
    assert format_date(sunday, "e", "en-US-u-fw-mon") == "7"
    assert format_date(sunday, "e", "en-US-u-rg-gbzzzz") == "7"
    assert format_date(dt.date(2021, 1, 1), "w Y", "de-DE") == "53 2020"
    assert format_date(dt.date(2021, 1, 1), "w Y", "en-US") == "1 2021"


@given(day=st.dates(dt.date(2, 1, 1)))
def test_weeks_are_those_of_iso_8601_where_the_region_has_them(day: dt.date) -> None:
    year, week, weekday = day.isocalendar()
    assert format_date(day, "Y-w-e", "de-DE") == f"{year}-{week}-{weekday}"


def test_fractions_of_a_second_are_cut_off() -> None:
    late = dt.time(23, 59, 59, 999_999)
    assert format_time(late, "s.S s.SSS s.SSSSSSSS", locale="en") == "59.9 59.999 59.99999900"
    assert format_time(late, "A", locale="en") == "86399999"


@given(moment=st.datetimes(dt.datetime(1, 1, 2), dt.datetime(9999, 12, 30)))
def test_digits_of_a_moment_come_back(moment: dt.datetime) -> None:
    for locale in ("en", "de", "ja"):
        text = format_datetime(moment, "yyyy-MM-dd'T'HH:mm:ss.SSSSSS", locale=locale)
        assert dt.datetime.fromisoformat(text) == moment
    arabic = format_datetime(moment, "yyyyMMddHHmmss", locale="ar-EG")
    assert int(arabic) == int(moment.strftime("%m%d%H%M%S")) + moment.year * 10**10


@pytest.mark.parametrize("pattern", ["bb", "ddd", "nnn", "C", "EEEEEEE", "VVVVV"])
def test_unknown_fields_raise(pattern: str) -> None:
    if pattern == "bb":
        assert format_time(dt.time(12), pattern, locale="en") == "noon"
        return
    with pytest.raises(InvalidValue, match="date pattern"):
        format_datetime(MOMENT, pattern, locale="en")


@given(st.lists(st.sampled_from(["d", "MMM", "'at'", "''", "y", " ", ", ", "'x y'", "."])))
def test_a_pattern_survives_being_taken_apart(parts: list[str]) -> None:
    pattern = " ".join(parts)
    assert tokens_of(pattern_of(tokens_of(pattern))) == tokens_of(pattern)


@pytest.mark.parametrize(
    ("call", "value"),
    [
        (format_date, "2026-03-07"),
        (format_date, None),
        (format_date, dt.time(1)),
        (format_date, True),
        (format_date, float("nan")),
        (format_date, 1e300),
        (format_time, DAY),
        (format_time, None),
        (format_datetime, "now"),
        (format_datetime, None),
    ],
)
def test_what_is_no_date_or_time_raises(call: Any, value: Any) -> None:
    with pytest.raises(InvalidValue):
        call(value, locale="en")


def test_fields_that_the_value_lacks_are_named() -> None:
    with pytest.raises(InvalidValue, match="a value with a time"):
        format_date(DAY, "HH:mm", "en")
    with pytest.raises(InvalidValue, match="a value with a date"):
        format_time(dt.time(1), "d.M.", locale="en")


# --- date with time ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("locale", "style", "text"),
    [
        ("en-US", "long", "March 7, 2026 at 3:30:05\u202fPM GMT+1"),
        ("en-US", "medium", "Mar 7, 2026, 3:30:05\u202fPM"),
        ("de-DE", "long", "7. März 2026 um 15:30:05 MEZ"),
        ("ja-JP", "short", "2026/03/07 15:30"),
        ("es-ES", "full", "sábado, 7 de marzo de 2026, 15:30:05 (hora estándar de Europa central)"),
    ],
)
def test_dates_with_times(locale: str, style: str, text: str) -> None:
    assert format_datetime(MOMENT, style, locale=locale) == text


# --- skeletons -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("locale", "skeleton", "text"),
    [
        ("en-US", "MMMd", "Mar 7"),
        ("de-DE", "MMMMd", "7. März"),
        ("fi", "yMMd", "7.03.2026"),
        ("en-US", "yMMMMEEEEd", "Saturday, March 7, 2026"),
        ("ja", "yMMMMEEEEd", "2026年3月7日土曜日"),
        ("en-US", "yMMMMdjm", "March 7, 2026 at 3:30\u202fPM"),
        ("en-GB", "jm", "15:30"),
        ("de-u-hc-h12", "jm", "3:30\u202fPM"),
        ("en-US", "Hmz", "15:30 GMT+1"),
        ("en-US", "hmsSS", "3:30:05.00\u202fPM"),
        ("th-u-ca-buddhist", "yMMMM", "มีนาคม พ.ศ. 2569"),
        ("en", "Gy", "2026 AD"),
    ],
)
def test_skeletons(locale: str, skeleton: str, text: str) -> None:
    assert format_skeleton(skeleton, MOMENT, locale=locale) == text


def test_skeletons_that_no_locale_has_are_put_together() -> None:
    assert format_skeleton("yQQQQd", MOMENT, locale="en") == "1st quarter 2026 (day: 7)"
    with pytest.raises(InvalidValue, match="skeleton"):
        format_skeleton("yQQQQd", MOMENT, fuzzy=False, locale="en")
    with pytest.raises(InvalidValue, match="skeleton"):
        format_skeleton("y-M", MOMENT, locale="en")
    assert format_skeleton("Hm", dt.time(9, 5), locale="de") == "09:05"


# --- intervals -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "end", "skeleton", "locale", "text"),
    [
        (DAY, dt.date(2026, 3, 9), "yMMMd", "en-US", "Mar 7\u2009–\u20099, 2026"),
        (DAY, dt.date(2026, 5, 9), "yMMMd", "en-US", "Mar 7\u2009–\u2009May 9, 2026"),
        (DAY, dt.date(2027, 1, 2), "yMMMd", "de", "7. März 2026\u2009–\u20092. Jan. 2027"),
        (DAY, dt.date(2027, 1, 2), "MMMd", "en-US", "Mar 7, 2026\u2009–\u2009Jan 2, 2027"),
        (DAY, DAY, "yMMMd", "en-US", "Mar 7, 2026"),
        (dt.time(9), dt.time(17), "hm", "en-US", "9:00\u202fAM\u2009–\u20095:00\u202fPM"),
        (dt.time(9), dt.time(11), "hm", "en-US", "9:00\u2009–\u200911:00\u202fAM"),
        (dt.time(9), dt.time(9, 30), "Hm", "de", "09:00–09:30 Uhr"),
        (dt.time(9, 0, 1), dt.time(9, 0, 2), "Hm", "de", "09:00"),
        (DAY, dt.date(2026, 3, 9), None, "de", "07.03.2026\u2009–\u200909.03.2026"),
        (dt.time(9), dt.time(17), None, "de", "09:00:00\u2009–\u200917:00:00"),
    ],
)
def test_intervals(start: Any, end: Any, skeleton: str | None, locale: str, text: str) -> None:
    assert format_interval(start, end, skeleton, locale=locale) == text


def test_on_one_day_the_date_is_written_once() -> None:
    start = dt.datetime(2026, 3, 7, 9)
    end = start + dt.timedelta(hours=2)
    assert format_interval(start, end, "yMMMdHm", locale="de") == "7. März 2026, 09:00–11:00 Uhr"
    assert format_interval(start, end + dt.timedelta(days=1), "Hm", locale="de") == (
        "7.3.2026, 09:00\u2009–\u20098.3.2026, 11:00"
    )


def test_both_ends_must_be_of_one_kind() -> None:
    with pytest.raises(InvalidValue, match="end cannot be"):
        format_interval(dt.time(9), MOMENT, "Hm", locale="de")


# --- spans of time -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("delta", "options", "locale", "text"),
    [
        (dt.timedelta(weeks=12), {}, "en", "3 months"),
        (dt.timedelta(seconds=1), {}, "es", "1 segundo"),
        (dt.timedelta(hours=3), {"granularity": "day"}, "en", "1 day"),
        (dt.timedelta(hours=23), {"threshold": 0.9}, "en", "1 day"),
        (dt.timedelta(hours=23), {"threshold": 1.1}, "en", "23 hours"),
        (dt.timedelta(hours=1), {"add_direction": True}, "en", "in 1 hour"),
        (dt.timedelta(hours=-1), {"add_direction": True}, "en", "1 hour ago"),
        (dt.timedelta(hours=3), {"format": "narrow"}, "en", "3h"),
        (dt.timedelta(days=2), {}, "ar-EG", "يومان"),
        (dt.timedelta(days=5), {}, "ar-EG", "٥ أيام"),
        (90, {}, "en", "2 minutes"),
        (0, {}, "en", "0 seconds"),
        (dt.timedelta(days=2), {"format": "short", "add_direction": True}, "de", "in 2 Tagen"),
    ],
)
def test_spans_of_time(delta: Any, options: dict[str, Any], locale: str, text: str) -> None:
    assert format_timedelta(delta, locale=locale, **options) == text


@pytest.mark.parametrize(
    ("options", "what"),
    [({"granularity": "fortnight"}, "granularity"), ({"format": "wide"}, "format")],
)
def test_options_of_spans_are_checked(options: dict[str, Any], what: str) -> None:
    with pytest.raises(InvalidValue, match=what):
        format_timedelta(5, locale="en", **options)
    with pytest.raises(InvalidValue, match="delta"):
        format_timedelta("5", locale="en")  # type: ignore[arg-type]
