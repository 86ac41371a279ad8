"""Obligations and deadlines: every statement with its source, every date counted by hand."""

from __future__ import annotations

import datetime as dt
import json
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

import culturekit as ck
from culturekit import calendar
from culturekit.culture import culture
from culturekit.obligations import TOPICS, breach_deadline, obligations, withdrawal_deadline
from culturekit.store import open as open_store

STORE = open_store()
CODES = sorted({*STORE.names("territories"), *STORE.names("law"), "AQ"})
dates = st.dates(dt.date(2015, 1, 1), dt.date(2035, 12, 31))


# --- what the law asks ----------------------------------------------------------------------


@given(st.sampled_from(CODES), st.sampled_from([None, *TOPICS]))
def test_every_statement_has_a_source_and_a_date_and_what_is_missing_is_said(code, topic):
    found = obligations(code, topic)
    assert found.territory == code
    for one in found.items:
        assert one.fact.source
        assert one.fact.as_of
        assert one.text
    asked = TOPICS if topic is None else (topic,)
    assert set(asked) == {one.topic for one in found.items} | set(found.missing)
    assert found.explain().count("not legal advice") == 1
    assert (found.as_of is None) == (not found.items)
    if found.missing:
        assert "nothing is on record about" in found.explain()


def test_every_key_of_the_law_that_is_in_use_has_a_sentence_of_its_own():
    keys = {
        key for code in CODES for key in STORE.facts(code) if key.partition(".")[0] in set(TOPICS)
    }
    for code in CODES:
        for one in obligations(code).items:
            assert not one.text.startswith(f"{one.topic}, "), (code, one.key)
    assert len(keys) > 20


def test_a_statement_reads_as_a_sentence():
    texts = {one.key: one.text for one in obligations("DE").items}
    assert texts["withdrawal.period"] == "period to withdraw: 14 calendar days"
    assert texts["preselected_addon.allowed"] == "no extra that costs money may be preselected"
    assert texts["consent.phone"] == "marketing by telephone: only with consent"
    assert "a consumer may withdraw" in str(obligations("DE", "withdrawal"))
    assert "gives no right" in str(obligations("CH", "withdrawal"))


@pytest.mark.parametrize("given", [None, "ZZ", "XX", "qq", culture("ja")])
def test_an_unknown_territory_is_answered_and_never_guessed(given):
    found = obligations(given)
    assert found.territory is None
    assert str(found) == "unknown"
    assert found.missing == TOPICS
    assert "the territory is unknown" in found.explain()
    assert withdrawal_deadline(given, "2026-11-20").deadline is None
    assert breach_deadline(given, "2026-11-20T10:00").deadline is None


@pytest.mark.parametrize("given", ["DE", "de", "deu", "276", "Germany", "de-DE", culture("de-DE")])
def test_a_territory_is_named_in_many_ways(given):
    assert obligations(given, "privacy").territory == "DE"


def test_what_names_no_territory_or_topic_is_refused():
    with pytest.raises(ck.UnknownTerritory, match="did you mean Germany"):
        obligations("Germny")
    with pytest.raises(ck.InvalidValue, match="topic cannot be 'tax'; accepted: consent"):
        obligations("DE", "tax")
    with pytest.raises(ck.InvalidValue, match="an ISO 3166 code"):
        obligations(276)  # type: ignore[arg-type]


def test_the_law_of_the_union_stands_once_and_a_state_may_say_more():
    levels = {one.key: one.fact.level for one in obligations("FR").items}
    assert levels["withdrawal.period"] == "region"
    assert levels["privacy.authority"] == "territory"


# --- withdrawal -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("territory", "received", "deadline"),
    [
        ("DE", "2026-11-20", "2026-12-04"),  # fourteen days, the day itself not counted
        ("DE", "2026-11-21", "2026-12-07"),  # ends on a Saturday: Monday
        ("DE", "2026-12-11", "2026-12-28"),  # Christmas, its second day, a Sunday
        ("FR", "2026-04-22", "2026-05-06"),
        ("FR", "2026-04-24", "2026-05-11"),  # 8 May and the weekend after it
        ("PL", "2026-10-28", "2026-11-12"),  # 11 November
        ("GB", "2026-11-21", "2026-12-05"),  # no such rule on record: the Saturday itself
        ("BR", "2026-11-20", "2026-11-27"),
        ("JP", "2026-11-20", "2026-11-28"),
        ("CO", "2026-12-04", "2026-12-14"),  # five working days, the 8th is a holiday
        ("DE", "2024-02-15", "2024-02-29"),  # a leap day
    ],
)
def test_until_when_a_consumer_may_withdraw(territory, received, deadline):
    found = withdrawal_deadline(territory, received)
    assert found.deadline == dt.date.fromisoformat(deadline), found.explain()
    assert found.statutory is True
    assert found.sources


@given(st.sampled_from(CODES), dates)
def test_a_deadline_is_never_before_the_period_is_over(code, received):
    found = withdrawal_deadline(code, received, concluded=received)
    if found.deadline is None:
        assert found.period is None or "no last day is counted" in found.explain()
        assert str(found).endswith(("unknown", "no right of withdrawal by law"))
        return
    assert found.deadline >= received + dt.timedelta(days=found.period)
    if found.unit == "business days":
        days = [
            received + dt.timedelta(days=n) for n in range(1, 1 + (found.deadline - received).days)
        ]
        working = [calendar.day_in(STORE, code, day) for day in days]
        assert sum(not day.rest and day.holiday is None for day in working) == found.period


@given(dates)
def test_a_later_receipt_is_never_an_earlier_deadline(received):
    first = withdrawal_deadline("AT", received).deadline
    second = withdrawal_deadline("AT", received + dt.timedelta(days=1)).deadline
    assert first <= second
    assert not calendar.day_in(STORE, "AT", first).rest


def test_no_right_and_no_record_are_two_answers():
    none = withdrawal_deadline("US", "2026-11-20")
    assert (none.statutory, none.deadline, str(none)) == (
        False,
        None,
        "no right of withdrawal by law",
    )
    unknown = withdrawal_deadline("AQ", "2026-11-20")
    assert (unknown.statutory, unknown.deadline, str(unknown)) == (None, None, "unknown")
    assert "not on record" in unknown.explain() or "nothing is on record" in unknown.explain()


def test_a_law_that_counts_from_the_contract_wants_its_date():
    counting = [
        code
        for code in CODES
        if (fact := STORE.facts(code).get("withdrawal.starts")) and fact.value == "contract"
    ]
    code = counting[0]
    found = withdrawal_deadline(code, "2026-11-20")
    assert found.deadline is None
    assert "whose date was not given" in found.explain()
    assert withdrawal_deadline(code, "2026-11-20", concluded="2026-11-10").deadline is not None


def test_the_days_off_may_be_anothers_or_ones_own():
    own = withdrawal_deadline("DE", "2026-11-20", calendar=["2026-12-04"])
    assert own.deadline == dt.date(2026, 12, 7)
    never = withdrawal_deadline("DE", "2026-12-11", calendar=lambda _: False)
    assert never.deadline == dt.date(2026, 12, 25)
    # 8 December is a holiday in Austria, and none in Germany.
    assert withdrawal_deadline("DE", "2026-11-24").deadline == dt.date(2026, 12, 8)
    assert withdrawal_deadline("DE", "2026-11-24", calendar="AT").deadline == dt.date(2026, 12, 9)
    with pytest.raises(ck.InvalidValue, match="calendar"):
        withdrawal_deadline("DE", "2026-11-24", calendar=7)  # type: ignore[arg-type]


@pytest.mark.parametrize("received", ["soon", 20261120, None, "9999-12-31"])
def test_what_is_no_date_is_refused(received):
    with pytest.raises(ck.InvalidValue, match="received"):
        withdrawal_deadline("DE", received)


def test_a_year_that_no_calendar_reaches_is_said():
    found = withdrawal_deadline("CO", "2190-03-05")
    assert found.deadline is not None
    assert "are not on record" in found.explain()


# --- breaches -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("territory", "aware", "due"),
    [
        ("FR", "2026-11-20T16:30+01:00", "2026-11-23T16:30+01:00"),  # hours run through a weekend
        ("RU", "2026-11-20T16:30+03:00", "2026-11-21T16:30+03:00"),
        ("SG", "2026-11-20T16:30+08:00", "2026-11-23T23:59+08:00"),  # days end with the day
        ("BR", "2026-11-20T16:30-03:00", "2026-11-25T23:59-03:00"),  # working days: the 20th is off
        ("DE", "2026-11-20T16:30", "2026-11-23T16:30"),
    ],
)
def test_by_when_a_breach_is_notified(territory, aware, due):
    found = breach_deadline(territory, aware)
    assert found.deadline == dt.datetime.fromisoformat(due), found.explain()
    assert found.authority


def test_an_hour_that_the_clock_repeats_counts():
    from zoneinfo import ZoneInfo

    berlin = ZoneInfo("Europe/Berlin")
    aware = dt.datetime(2026, 10, 24, 12, 0, tzinfo=berlin)  # the clock goes back that night
    found = breach_deadline("DE", aware)
    assert found.deadline.timestamp() - aware.timestamp() == 72 * 3600
    assert found.deadline.hour == 11


def test_words_without_a_number_stay_words():
    found = breach_deadline("AU", "2026-11-20T10:00+11:00")
    assert found.deadline is None
    assert found.standard == "as soon as practicable"
    assert "as soon as practicable" in str(found)


def test_what_is_no_moment_is_refused():
    for wrong in ("soon", None, dt.date(2026, 11, 20), 7):
        with pytest.raises(ck.InvalidValue, match="aware_at"):
            breach_deadline("DE", wrong)


# --- all answers ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "answer",
    [
        obligations("DE"),
        obligations(None, "privacy"),
        withdrawal_deadline("DE", "2026-11-20"),
        breach_deadline("DE", "2026-11-20T10:00+01:00"),
    ],
)
def test_an_answer_survives_json_and_pickle(answer):
    assert pickle.loads(pickle.dumps(answer)) == answer  # noqa: S301  # our own bytes
    again = type(answer).from_dict(json.loads(json.dumps(answer.to_dict())))
    assert str(again) == str(answer)
    assert answer.data_version == STORE.version
    with pytest.raises(AttributeError):
        answer.territory = "FR"


def test_a_period_without_a_start_on_record_gives_no_last_day() -> None:
    found = withdrawal_deadline("GE", "2026-11-02", concluded="2026-11-01")
    assert (found.statutory, found.period, found.deadline) == (True, 14, None)
    assert str(found) == "14 calendar days; the last day is unknown"
    assert "no last day is counted" in found.explain()


def test_a_pack_may_say_more(tmp_path):
    law = tmp_path / "law"
    law.mkdir()
    about = 'source = "culturekit-rules", as_of = "2026-11"'
    (law / "AQ.toml").write_text(
        "# Antarctica: a firm's own rule.\n[withdrawal]\n"
        f"statutory = {{ value = true, {about} }}\n"
        f'period = {{ value = 30, unit = "calendar days", {about} }}\n'
        f'starts = {{ value = "receipt", {about} }}\n',
        "utf-8",
    )
    kit = ck.Kit(packs=[str(tmp_path)])
    assert kit.withdrawal_deadline("AQ", "2026-11-01").deadline == dt.date(2026, 12, 1)
    assert ck.withdrawal_deadline("AQ", "2026-11-01").deadline is None


# --- whose clock, and which territory ---------------------------------------------------------


def test_a_period_in_days_ends_by_the_clock_of_the_country():
    """Ten o'clock in the evening of Greenwich is the next morning in Singapore."""
    found = ck.breach_deadline("SG", "2026-11-20T22:00+00:00")
    assert found.deadline.isoformat() == "2026-11-24T23:59:00+08:00"


def test_where_clocks_differ_the_given_one_counts():
    found = ck.breach_deadline("BR", "2026-11-16T10:00-03:00")
    assert found.deadline.utcoffset() == dt.timedelta(hours=-3)


def test_a_moment_of_receipt_is_a_day_in_the_country():
    late = ck.withdrawal_deadline("FR", "2026-11-22T23:30+00:00")  # the 23rd in Paris
    assert late.received == dt.date(2026, 11, 23)
    assert ck.withdrawal_deadline("FR", "2026-11-22T23:30").received == dt.date(2026, 11, 22)


def test_the_calendar_may_be_the_third_argument():
    found = ck.withdrawal_deadline("DE", "2026-11-20", [dt.date(2026, 12, 4)])
    assert found.deadline == dt.date(2026, 12, 7)


@pytest.mark.parametrize(("part", "whole"), [("US-CA", "US"), ("DE-BY", "DE"), ("GB-SCT", "GB")])
def test_a_part_of_a_country_is_no_other_country(part, whole):
    """Read as tags they would be "us" in Canada and German in Belarus."""
    with pytest.raises(ck.UnknownTerritory, match=f"did you mean {whole}"):
        ck.obligations(part)


def test_a_tag_keeps_its_country():
    assert ck.obligations("it-CH").territory == "CH"
    assert ck.obligations("en-TX").territory is None


def test_the_law_of_the_union_can_be_asked_for():
    found = ck.obligations("EU", "withdrawal")
    assert found.territory == "EU"
    assert "14 calendar days" in str(found)
    assert ck.withdrawal_deadline("eu", "2026-11-20").deadline == dt.date(2026, 12, 4)
