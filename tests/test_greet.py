"""Greetings: a table that whoever knows the language can read, and what must always hold."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

import culturekit as ck
from tests.greeting_cases import CASES, Case

KIT = ck.Kit()
LANGUAGES = ["en", "de", "fr", "es", "it", "pt", "nl", "pl", "cs", "ja", "ko", "ar"]


@pytest.mark.parametrize("case", CASES, ids=Case.id)
def test_the_table(case):
    found = case.greeting(KIT)
    assert found.opening == case.opening
    assert found.closing == case.closing


@pytest.mark.parametrize("table", sorted({case.table for case in CASES}))
def test_every_language_has_a_dozen_cases(table):
    assert len({case.id() for case in CASES if case.table == table}) >= 12


def test_a_persons_own_salutation_wins():
    found = KIT.greet({"locale": "de-DE", "salutation": "Moin Hannes", "gender": "female"})
    assert (found.opening, found.name_part) == ("Moin Hannes,", "salutation")
    found = KIT.greet({"locale": "en-US", "salutation": "Dear Captain:"})
    assert found.opening == "Dear Captain:"


def test_a_preferred_name_replaces_the_given_one():
    named = {"locale": "en-US", "name": {"given": "Elizabeth"}, "preferred_name": "Liz"}
    assert KIT.greet(named, register="informal").opening == "Hi Liz,"


def test_a_couple_a_group_and_a_company():
    ana = {"locale": "de-DE", "name": {"surname": "Krüger"}, "gender": "female"}
    ben = {"locale": "de-DE", "name": {"surname": "Weiß"}, "gender": "male"}
    assert KIT.greet([ana, ben]).opening == "Sehr geehrte Frau Krüger, sehr geehrter Herr Weiß,"
    assert KIT.greet([ana, ben, ana]).opening == "Sehr geehrte Damen und Herren,"
    company = ck.Organisation("Acme KK", locale="ja-JP")
    assert "Acme KK" in KIT.greet(company).opening


def test_the_time_of_day_counts_only_where_the_readers_clock_is_known():
    reader = {"locale": "de-DE", "name": {"surname": "Krüger"}, "gender": "female"}
    evening = dt.datetime(2026, 3, 7, 18, 30, tzinfo=dt.UTC)
    assert KIT.greet(reader, channel="chat", at=evening).opening.startswith("Guten Abend")
    assert KIT.greet(reader, channel="chat").opening.startswith("Guten Tag")
    spread = {"locale": "en-US", "name": {"given": "Emily"}}
    claims = [reason.claim for reason in KIT.greet(spread, at=evening).reasons]
    assert any("time zone is unknown" in claim for claim in claims)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("hour", range(0, 24, 3))
def test_no_farewell_is_ever_a_greeting(language, hour):
    reader = {"locale": language, "time_zone": "UTC", "name": {"given": "Ana"}}
    at = dt.datetime(2026, 3, 7, hour, tzinfo=dt.UTC)
    for channel in ck.Channel:
        opening = KIT.greet(reader, channel=channel, at=at).opening.lower()
        assert not any(
            word in opening
            for word in ("good night", "gute nacht", "bonne nuit", "buonanotte", "dobranoc")
        )


genders = st.none() | st.sampled_from(list(ck.Gender))
name_parts = st.none() | st.sampled_from(["Ana", "José", "由紀", "O’Neil", "van Dyck", "Ng"])


@given(
    st.sampled_from([*LANGUAGES, "de-CH", "en-GB", "pt-PT", "nl-BE", "es-MX"]),
    genders,
    name_parts,
    name_parts,
    st.none() | st.sampled_from(["Dr.", "Prof.", "Sir", "Mag."]),
    st.sampled_from(list(ck.Channel)),
    st.sampled_from(list(ck.RegisterLabel)),
    st.booleans(),
)
def test_everybody_is_greeted(language, gender, given, surname, title, channel, register, first):
    person = ck.Customer(
        language, name=ck.Name(title=title, given=given, surname=surname), gender=gender
    )
    found = KIT.greet(
        person, channel=channel, register=register, situation={"first_contact": first}
    )
    assert found.opening
    assert "{" not in found.opening + found.closing
    assert "  " not in found.opening
    assert found.opening == found.opening.strip()
    assert found.reasons


@given(st.text(min_size=1, max_size=30))
def test_a_name_cannot_break_out(text):
    try:
        found = KIT.greet({"locale": "en-US", "name": {"given": text, "surname": text}})
    except ck.InvalidValue:
        return
    assert "\n" not in found.opening
    assert not any(ord(char) < 32 or 127 <= ord(char) < 160 for char in found.opening)


def test_a_name_of_ten_thousand_characters_is_refused():
    with pytest.raises(ck.InvalidValue, match="at most 500 characters"):
        KIT.greet({"locale": "en-US", "name": {"given": "x" * 10_000, "surname": "y"}})


def test_gender_is_never_taken_from_a_name():
    for name in ("Anna", "Andrea", "Mehmet"):
        found = KIT.greet({"locale": "it-IT", "name": {"given": name, "surname": "Rossi"}})
        assert found.opening == f"Gentile {name} Rossi,"


def test_a_language_without_greetings_is_said_to_have_none():
    with pytest.raises(ck.UnknownLocale):
        KIT.greet("eo")


def test_the_level_that_decided_is_named():
    found = KIT.greet({"locale": "de-DE", "register": "informal"})
    assert "the customer prefers informal address" in found.explain()
