"""Days and hours: rules for dates, days off, closures across the year's end, the law's hours."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

import culturekit as ck
from culturekit import calendar
from culturekit.reader import resolve
from culturekit.store import open as open_store


def on(rule: str, year: int, **where: str) -> list[str]:
    return [date.isoformat() for date, _ in calendar.dates(rule, year, open_store(), **where)]


@pytest.mark.parametrize(
    ("rule", "year", "expected"),
    [
        ("12-25", 2026, ["2026-12-25"]),
        ("02-29", 2028, ["2028-02-29"]),
        ("02-29", 2027, []),
        ("last-monday-of-may", 2026, ["2026-05-25"]),
        ("last-monday-of-may", 2027, ["2027-05-31"]),
        ("fourth-saturday-of-november", 2026, ["2026-11-28"]),
        ("sunday-from-11-27", 2026, ["2026-11-29"]),
        ("sunday-from-11-27", 2022, ["2022-11-27"]),
        ("advent-14", 2026, ["2026-11-15"]),  # Volkstrauertag
        ("advent-7", 2026, ["2026-11-22"]),  # Totensonntag
        ("midsummer", 2026, ["2026-06-20"]),
        ("good-friday", 2026, ["2026-04-03"]),
        ("easter-48", 2026, ["2026-02-16"]),  # Carnival Monday
        ("orthodox-easter", 2026, ["2026-04-12"]),
        ("lunar-new-year", 2026, ["2026-02-17"]),
        ("lunar-new-year+6", 2027, ["2027-02-12"]),
        ("yom-hashoah", 2024, ["2024-05-06"]),  # 27 Nisan was a Sunday
        ("yom-hashoah", 2025, ["2025-04-24"]),  # 27 Nisan was a Friday
        ("yom-hashoah", 2026, ["2026-04-14"]),
        ("ramadan", 2030, ["2030-01-05", "2030-12-26"]),  # a lunar year fits twice
        ("ramadan", 9999, []),
    ],
)
def test_dates_by_rule(rule, year, expected):
    assert on(rule, year) == expected


def test_a_moveable_day_is_looked_up_by_its_name():
    assert on("moveable", 2026, territory="IL", name="Yom Kippur") == ["2026-09-21"]
    assert on("moveable", 2026, territory="IL", name="Nobody's Day") == []
    assert on("moveable", 2026) == []


def test_what_the_moon_decides_is_said_to_be_estimated():
    ((_, estimated),) = calendar.dates("ramadan", 2027, open_store())
    assert estimated
    eid = calendar.holidays_in("SA", 2031)[dt.date(2031, 1, 25)]
    assert eid.estimated
    assert "estimated" not in eid.name


@pytest.mark.parametrize("rule", ["", "someday", "13", "monday-of-may", "easter+", "Easter"])
def test_what_is_no_rule_is_refused(rule):
    with pytest.raises(ck.InvalidValue, match="date cannot be"):
        calendar.dates(rule, 2026, open_store())


def test_every_date_in_the_data_can_be_read():
    store = open_store()
    undated = set()
    for territory in store.names("territories"):
        for year in (2026, 2027):
            day = calendar.day_in(store, territory, dt.date(year, 6, 15))
            undated.update((territory, year, name) for name in day.undated)
    # python-holidays knows the full-moon days of Sri Lanka only up to 2026.
    assert undated == {("LK", 2027, "Vesak Full Moon Poya Day")}


def test_a_closure_may_go_over_the_end_of_the_year():
    for date in (dt.date(2025, 12, 30), dt.date(2026, 1, 3)):
        (closure,) = calendar.day_in(open_store(), "JP", date).closures
        assert (closure.id, closure.start, closure.end) == (
            "new-year",
            dt.date(2025, 12, 29),
            dt.date(2026, 1, 3),
        )
    assert calendar.day_in(open_store(), "JP", dt.date(2026, 1, 4)).closures == ()


def test_a_fasting_month_over_the_end_of_the_year():
    store = open_store()
    assert calendar.day_in(store, "EG", dt.date(2030, 12, 28)).fasting
    assert calendar.day_in(store, "EG", dt.date(2031, 1, 10)).fasting
    assert not calendar.day_in(store, "EG", dt.date(2030, 6, 10)).fasting


def test_a_season_is_told_from_a_closure():
    store = open_store()
    (july,) = calendar.day_in(store, "SE", dt.date(2026, 7, 15)).closures
    assert july.season
    (august,) = calendar.day_in(store, "IT", dt.date(2026, 8, 12)).closures
    assert not august.season


def test_a_year_beyond_the_calendars_is_unknown_and_a_country_without_holidays_is_not():
    assert calendar.holidays_in("DE", 1500) is None
    assert calendar.holidays_in("QQ", 2026) is None
    # Ukraine has suspended its public holidays under martial law.
    assert calendar.holidays_in("UA", 2026) == {}
    assert not calendar.day_in(open_store(), "DE", dt.date(1500, 6, 1)).holidays_known


@pytest.mark.parametrize(
    ("territory", "date", "rest"),
    [
        ("SA", "2026-11-20", True),  # a Friday
        ("SA", "2026-11-22", False),  # a Sunday
        ("DE", "2026-11-22", True),
        ("AE", "2026-11-20", False),
        ("NP", "2026-11-21", True),  # Saturday
        ("QQ", "2026-11-21", None),
    ],
)
def test_weekly_days_off(territory, date, rest):
    assert calendar.day_in(open_store(), territory, dt.date.fromisoformat(date)).rest is rest


def hours_at(locale: str, clock: str, **situation: object) -> calendar.Moment:
    reader = resolve(locale, situation=ck.Situation(**situation))
    local, _ = calendar.local_time(reader, dt.datetime.fromisoformat(clock))
    assert local is not None
    return calendar.moment(reader, local)


@pytest.mark.parametrize(
    ("locale", "clock", "hours"),
    [
        ("de-DE", "2026-11-20T08:30+01:00", "working"),
        ("de-DE", "2026-11-20T18:30+01:00", "sociable"),
        ("de-DE", "2026-11-20T20:00+01:00", "quiet"),
        ("ar-SA", "2026-11-22T14:00+03:00", "sociable"),  # the break in the middle of the day
        ("ar-SA", "2026-11-22T17:00+03:00", "working"),
        ("ar-AE", "2026-11-20T11:59+04:00", "working"),  # Friday ends at noon
        ("ar-AE", "2026-11-20T12:00+04:00", "sociable"),
        ("bn-BD", "2026-11-22T10:00+06:00", "sociable"),  # no working hours on record
        ("de-DE", "2026-12-25T10:00+01:00", "sociable"),  # nobody works on Christmas Day
    ],
)
def test_hours_of_the_day(locale, clock, hours):
    assert hours_at(locale, clock).hours == hours


@pytest.mark.parametrize(
    ("locale", "channel", "clock", "legal"),
    [
        ("fr-FR", "phone", "2026-11-20T12:59+01:00", True),
        ("fr-FR", "phone", "2026-11-20T13:00+01:00", False),
        ("fr-FR", "phone", "2026-11-20T14:00+01:00", True),
        ("fr-FR", "phone", "2026-11-21T11:00+01:00", False),  # Saturday
        ("fr-FR", "phone", "2026-11-11T11:00+01:00", False),  # Armistice Day
        ("fr-FR", "sms", "2026-11-21T11:00+01:00", True),
        ("fr-FR", "email", "2026-11-20T03:00+01:00", None),
        ("de-DE", "phone", "2026-11-20T03:00+01:00", None),  # no hours in the law
        ("it-IT", "sms", "2026-11-20T03:00+01:00", None),
    ],
)
def test_the_laws_hours(locale, channel, clock, legal):
    assert hours_at(locale, clock, channel=channel).legal is legal


def test_clocks_that_are_set_forward_and_back():
    reader = resolve("de-DE")
    for at in ("2026-03-28T23:30+01:00", "2026-10-24T23:30+02:00"):
        local, _ = calendar.local_time(reader, dt.datetime.fromisoformat(at))
        good = calendar.next_good_moment(reader, local)
        assert good.isoformat() in ("2026-03-30T08:00:00+02:00", "2026-10-26T08:00:00+01:00")


@given(
    st.datetimes(dt.datetime(2024, 1, 1), dt.datetime(2031, 12, 31)),
    st.sampled_from(["de-DE", "ja-JP", "ar-SA", "fr-FR", "he-IL", "th-TH", "zh-TW"]),
    st.sampled_from([None, "phone", "sms", "email"]),
)
def test_the_next_good_moment_is_good_and_not_in_the_past(clock, locale, channel):
    reader = resolve(locale, situation=ck.Situation(channel=channel))
    local, _ = calendar.local_time(reader, clock.replace(tzinfo=dt.UTC))
    good = calendar.next_good_moment(reader, local)
    assert good >= local
    assert calendar.is_good(reader, calendar.moment(reader, good))
    assert calendar.is_good(reader, calendar.moment(reader, local)) == (good == local)


@given(st.datetimes())
def test_no_moment_is_too_far_for_a_typed_answer(clock):
    reader = resolve("ja-JP")
    try:
        local, _ = calendar.local_time(reader, clock.replace(tzinfo=dt.UTC))
    except ck.InvalidValue:
        assert clock.year in (1, 9999)
    else:
        calendar.moment(reader, local)
        calendar.next_good_moment(reader, local)


def test_python_holidays_is_loaded_only_for_a_date():
    code = (
        "import sys, datetime as dt, culturekit as ck;"
        "ck.Kit().upsell('de-DE', topic='complaint');"
        "assert 'holidays' not in sys.modules;"
        "ck.Kit().upsell('de-DE', at=dt.datetime(2026, 11, 20, tzinfo=dt.UTC));"
        "assert 'holidays' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)  # noqa: S603  # our own code
