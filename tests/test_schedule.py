"""When to send: the reader's own hour and day, never a default one."""

from __future__ import annotations

import datetime as dt
import json
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

import culturekit as ck
from culturekit.model import Organisation
from culturekit.reader import resolve
from culturekit.schedule import Window, send_window


def window(to: object, at: str | dt.datetime | None, sender=None, **situation) -> Window:
    reader = resolve(to, situation=ck.Situation(**situation), sender=sender)  # type: ignore[arg-type]
    return send_window(reader, at=dt.datetime.fromisoformat(at) if isinstance(at, str) else at)


FIRM = Organisation("Muster", locale="ja-JP")


@pytest.mark.parametrize(
    ("to", "at", "status", "not_before"),
    [
        ("de-DE", "2026-11-20T10:00+01:00", "working", "2026-11-20T10:00:00+01:00"),
        ("de-DE", "2026-11-20T19:00+01:00", "sociable", "2026-11-20T19:00:00+01:00"),
        ("de-DE", "2026-11-20T21:00+01:00", "quiet", "2026-11-23T08:00:00+01:00"),
        ("de-DE", "2026-11-21T10:00+01:00", "rest_day", "2026-11-23T08:00:00+01:00"),
        ("de-DE", "2026-12-25T10:00+01:00", "holiday", "2026-12-28T08:00:00+01:00"),
        ("de-DE", "2026-11-09T10:00+01:00", "sensitive_day", "2026-11-10T08:00:00+01:00"),
        ("ar-SA", "2026-11-20T10:00+03:00", "rest_day", "2026-11-22T09:00:00+03:00"),
        ("ja-JP", "2026-12-30T10:00+09:00", "working", "2026-12-30T10:00:00+09:00"),
        (FIRM, "2026-12-30T10:00+09:00", "closure", "2027-01-04T09:00:00+09:00"),
        (FIRM, "2026-11-20T19:00+09:00", "sociable", "2026-11-24T09:00:00+09:00"),
        ("de-DE", "2026-11-20T08:00Z", "working", "2026-11-20T09:00:00+01:00"),
    ],
)
def test_a_moment_and_the_next_good_one(to, at, status, not_before):
    found = window(to, at)
    assert found.status == status
    assert found.not_before.isoformat() == not_before
    assert found.good is (found.not_before == found.local)


def test_without_a_time_nothing_is_said():
    found = window("de-DE", None)
    assert (found.good, found.status, found.not_before) == (None, "unknown", None)
    assert str(found) == "when to send cannot be said"
    assert "no time was given" in found.explain()


def test_the_situations_time_counts_where_none_is_given():
    at = dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)
    reader = resolve("de-DE", situation=ck.Situation(at=at))
    assert send_window(reader) == send_window(reader, at=at)


def test_an_unknown_zone_is_no_default_zone():
    found = window("en-US", "2026-11-20T10:00Z")
    assert (found.good, found.local, found.not_before) == (None, None, None)
    assert "time zone in US is unknown" in found.explain()
    assert window("de", "2026-11-20T10:00Z").status == "unknown"


def test_of_an_unknown_territory_only_the_hour_is_judged():
    customer = {"locale": "de", "time_zone": "Europe/Vienna"}
    day = window(customer, "2026-11-21T10:00+01:00")  # a Saturday, but where?
    assert (day.good, day.rest_day, day.holiday) == (None, None, None)
    assert "the territory is unknown" in day.explain()
    night = window(customer, "2026-11-21T23:00+01:00")
    assert night.good is False
    assert night.not_before.isoformat() == "2026-11-22T09:00:00+01:00"


def test_a_time_without_a_zone_is_read_in_the_senders():
    naive = dt.datetime(2026, 11, 20, 22, 30)
    assert window("de-DE", naive).status == "unknown"
    found = window("de-DE", naive, sender=ck.Sender(time_zone="Asia/Tokyo"))
    assert found.local.isoformat() == "2026-11-20T14:30:00+01:00"
    with pytest.raises(ck.InvalidValue, match="IANA zone"):
        window("de-DE", naive, sender=ck.Sender(time_zone="Mars/Olympus"))


def test_the_law_has_its_own_hours_for_a_call():
    found = window("fr-FR", "2026-11-20T13:30+01:00", channel="phone")
    assert (found.status, found.good) == ("unlawful", False)
    assert found.not_before.isoformat() == "2026-11-20T14:00:00+01:00"
    reason = next(one for one in found.reasons if "law of FR" in one.claim)
    assert reason.fact.source
    assert window("fr-FR", "2026-11-20T13:30+01:00", channel="email").good


def test_what_is_on_record_about_the_day_is_told():
    found = window("ar-SA", "2027-03-09T15:00+03:00")
    assert (found.holiday, found.estimated) == ("Eid al-Fitr Holiday", True)
    quiet = window("ja-JP", "2026-08-06T11:00+09:00")
    assert quiet.sensitive_days == ("Hiroshima memorial day",)
    assert quiet.good  # a plain tone is asked for, not silence
    assert "nothing festive" in quiet.explain()
    bridge = window("ja-JP", "2026-05-01T11:00+09:00")
    assert bridge.closures == ("many offices closed for 7-10 days, bridge days included",)


def test_what_is_no_datetime_or_too_far_away_is_refused():
    with pytest.raises(ck.InvalidValue, match="a datetime"):
        send_window(resolve("de-DE"), at="tomorrow")  # type: ignore[arg-type]
    with pytest.raises(ck.InvalidValue, match="1 to 9999"):
        window("ja-JP", dt.datetime.max.replace(tzinfo=dt.UTC))


@given(
    st.datetimes(dt.datetime(2024, 1, 1), dt.datetime(2030, 12, 31), timezones=st.just(dt.UTC)),
    st.sampled_from(["de-DE", "ja-JP", "ar-EG", "en-US", "he-IL", "fr"]),
)
def test_a_window_survives_json_and_pickle(at, locale):
    found = window(locale, at)
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301
    again = Window.from_dict(json.loads(json.dumps(found.to_dict())))
    assert (again.good, again.status, again.not_before) == (
        found.good,
        found.status,
        found.not_before,
    )
