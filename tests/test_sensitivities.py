"""Sensitivities and campaigns: by product tag and market or by what was declared, never by name."""

from __future__ import annotations

import datetime as dt
import json
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

import culturekit as ck
from culturekit.sensitivities import SEVERITIES, campaign_check, sensitivities
from culturekit.store import open as open_store

STORE = open_store()
CODES = sorted(STORE.names("territories"))
TAGS = sorted(STORE.rules("tags")["tag"])


# --- products -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("territory", "tags", "severity"),
    [
        ("IN", ["beef"], "block"),
        ("IN", ["veal"], "block"),  # another word for it
        ("NP", ["beef"], "block"),
        ("SA", ["wine"], "block"),  # a kind of alcohol
        ("SA", ["red wines"], "block"),
        ("SA", ["salami"], None),  # meat: whether it is pork is not said
        ("SA", ["bacon"], "block"),
        ("CN", ["wall-clock"], "warning"),
        ("CN", ["number-4"], "warning"),
        ("IT", ["number-17"], "info"),
        ("JP", ["set-of-four"], "warning"),
        ("DE", ["beef"], None),
        ("AQ", ["beef"], None),
    ],
)
def test_taboos_bind_by_tag_and_market(territory, tags, severity):
    assert sensitivities(territory, tags).severity == severity


@given(st.sampled_from(CODES))
def test_everything_on_record_has_a_source_and_what_is_anecdotal_is_only_mentioned(code):
    found = sensitivities(code)
    ranks = [SEVERITIES.index(one.severity) for one in found]
    assert ranks == sorted(ranks, reverse=True)
    for one in found:
        assert one.source
        assert one.as_of
        if one.anecdotal:
            assert one.severity == "info"
            assert "anecdotal" in str(one)


@given(st.sampled_from(CODES), st.lists(st.sampled_from(TAGS), max_size=3), st.sampled_from(TAGS))
def test_one_more_tag_never_makes_it_milder(code, tags, more):
    def rank(found):
        return -1 if found.severity is None else SEVERITIES.index(found.severity)

    assert rank(sensitivities(code, [*tags, more])) >= rank(sensitivities(code, tags))


def test_what_a_customer_declared_counts_in_every_market():
    found = sensitivities("DE", ["bacon"], declared=["halal"])
    assert found.declared == "excluded"
    assert found.reasons[0].level == "person"
    assert sensitivities("DE", "A bacon brunch", declared=["halal"]).declared == "excluded"
    assert sensitivities("DE", ["lamb"], declared=["halal"]).declared == "doubtful"
    assert sensitivities("DE", ["tea"], declared=["halal"]).declared == "none"
    assert sensitivities("DE", ["tea"]).declared is None


def test_a_text_is_read_for_words_with_their_places():
    text = "Steaks? No: BEEF burgers."
    (one,) = sensitivities("IN", text)
    assert text[one.start : one.end] == one.found == "BEEF"


@pytest.mark.parametrize(
    ("text", "language", "tag"),
    [
        ("Schweinebraten vom Grill", "de", "pork"),
        ("Un porc fermier", "fr", "pork"),
        ("豚肉フェア", "ja", "pork"),
        ("돼지고기 특가", "ko", "pork"),
        ("عرض على لحم الخنزير", "ar", "pork"),
        ("🐷", "fr", "pork"),
        ("Une bouteille de vin", "fr", "alcohol"),
        ("Wyprzedaż: wieprzowina", "pl", "pork"),
    ],
)
def test_words_of_other_languages_are_read_too(text, language, tag):
    found = sensitivities("SA", text, language=language)
    assert any(tag in one.tags for one in found), found


@pytest.mark.parametrize(
    "text",
    [
        "on 4 April", "April 4, 2026", "at 4 pm", "4.99", "4,99 €", "4 %", "24", "2024", "4:30",
        "€4", "€ 4", "4th", "04/04", "A4", "4月4日", "¥4", "4時", "version 4.2", "No. 14",
    ],
)  # fmt: skip
def test_a_number_in_a_date_time_price_or_share_is_no_number_of_things(text):
    assert not [one for one in sensitivities("JP", text) if one.category == "number"], text


@pytest.mark.parametrize(
    "text", ["a set of 4", "4 plates", "Buy 4, get one free", "4個入り", "４枚"]
)
def test_a_number_of_things_is_read(text):
    assert [one for one in sensitivities("JP", text, language="ja") if one.category == "number"]


@pytest.mark.parametrize(
    "text", ["ahead of time", "a pair of mirrors", "feet", "sit down", "interesting", "portable"]
)
def test_words_that_mostly_mean_something_else_are_left_alone(text):
    for code in ("TH", "HK", "CN", "IN", "SA"):
        assert sensitivities(code, text).items == (), (code, text)


def test_religion_is_never_read_from_a_name():
    for name in ("Mohammed Khan", "Cohen", "Rajesh Sharma", "Santa Maria"):
        assert sensitivities("DE", f"A gift for {name}").items == ()


def test_an_unknown_territory_says_so():
    found = sensitivities(None, ["beef"])
    assert (found.items, found.severity, str(found)) == ((), None, "unknown")
    assert "no proof that nothing offends" in sensitivities("DE", ["tea"]).explain()


def test_what_cannot_be_read_is_refused():
    with pytest.raises(ck.InvalidValue, match="tags"):
        sensitivities("DE", 7)  # type: ignore[arg-type]
    with pytest.raises(ck.InvalidValue, match="declared"):
        sensitivities("DE", ["tea"], declared="halal")


# --- campaigns ------------------------------------------------------------------------------


def kinds(report):
    return {one.kind for one in report}


def test_a_day_of_remembrance_bears_no_promotion():
    report = campaign_check("Treat yourself", "DE", "2026-11-09")
    assert report.severity == "block"
    assert kinds(report) == {"remembrance"}
    assert any(one.fact and one.fact.source for one in report.reasons)


def test_words_that_celebrate_make_a_quiet_day_graver():
    plain = campaign_check("Our opening hours", "DE", "2026-11-15")
    loud = campaign_check("Party with us!", "DE", "2026-11-15")
    assert (plain.severity, loud.severity) == ("info", "warning")
    (word,) = [one for one in loud if one.text]
    assert "Party with us!"[word.start : word.end] == word.text == "Party"


@pytest.mark.parametrize(
    ("text", "language"),
    [("Große Feier", "de"), ("¡Gran fiesta!", "es"), ("セール開催", "ja"), ("🎉", "pl")],
)
def test_celebration_is_read_in_other_languages(text, language):
    report = campaign_check(text, "DE", "2026-11-15", language=language)
    assert any(one.text for one in report)


def test_food_in_a_month_of_fasting():
    hungry = campaign_check("Lunch is on us", "SA", "2026-03-01")
    assert ("fasting", "warning") in {(one.kind, one.severity) for one in hungry}
    other = campaign_check("New phones", "SA", "2026-03-01")
    assert other.severity == "info"
    assert "fasting" in kinds(campaign_check("x", "SA", "2026-03-01", tags=["coffee"]))


def test_holidays_and_days_off_are_mentioned():
    assert "holiday" in kinds(campaign_check("x", "IN", "2026-11-08"))
    assert "rest-day" in kinds(campaign_check("x", "DE", "2026-11-22"))
    assert campaign_check("x", "DE", "2026-11-24").severity is None


def test_a_festival_on_another_day_is_noticed():
    late = campaign_check("Happy Diwali!", "IN", "2026-11-25")
    assert late.severity == "warning"
    assert "Diwali is on 2026-11-08" in str(late)
    assert campaign_check("Happy Diwali!", "IN", "2026-11-06").severity is None
    assert campaign_check("Merry Christmas", "GB", "2026-12-01").severity is None
    assert "festival" in kinds(
        campaign_check("Frohe Weihnachten", "DE", "2026-03-03", language="de")
    )


def test_whether_a_reader_keeps_a_festival_is_not_known_by_country():
    report = campaign_check("Merry Christmas", "JP", "2026-12-10")
    assert "only known of those who said so" in str(report)
    assert report.severity == "info"


def test_a_mourning_that_no_calendar_has_is_told_by_the_caller():
    report = campaign_check("Big sale", "GB", "2026-11-25", mourning="national mourning")
    assert report.severity == "block"
    assert [one.text for one in report if one.text] == ["sale"]
    assert campaign_check("Big sale", "GB", "2026-11-25").severity is None


def test_without_a_date_the_text_alone_is_looked_at():
    report = campaign_check("White lilies", "JP")
    assert report.on is None
    assert report.severity == "warning"
    assert "no date was given" in report.explain()


def test_an_unknown_language_is_said():
    report = campaign_check("Karibu", "KE", language="sw")
    assert "no words of sw are on record" in report.explain()


@given(
    st.sampled_from(CODES),
    st.dates(dt.date(2020, 1, 1), dt.date(2030, 12, 31)),
    st.text(max_size=30) | st.sampled_from(["sale", "wine for 4", "Eid Mubarak", "🎉 牛肉"]),
    st.sampled_from(["en", "de", "ja", "ar", "xx"]),
)
def test_a_report_holds_together(code, on, text, language):
    report = campaign_check(text, code, on, language=language)
    ranks = [SEVERITIES.index(one.severity) for one in report]
    assert ranks == sorted(ranks, reverse=True)
    assert (report.severity is None) == (not ranks)
    for one in report:
        if one.start is not None:
            assert text[one.start : one.end] == one.text
    louder = campaign_check(f"{text} sale", code, on, language=language)
    assert len(louder.findings) >= len(report.findings)


@pytest.mark.parametrize("wrong", [{"on": "soon"}, {"on": 7}, {"tags": "wine"}])
def test_a_campaign_that_cannot_be_read_is_refused(wrong):
    with pytest.raises(ck.InvalidValue):
        campaign_check("x", "DE", **wrong)
    with pytest.raises(ck.InvalidValue, match="text"):
        campaign_check(None, "DE")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "answer",
    [
        sensitivities("CN"),
        sensitivities("IN", "beef and 4 knives"),
        campaign_check("Party sale", "DE", "2026-11-09"),
    ],
)
def test_an_answer_survives_json_and_pickle(answer):
    assert pickle.loads(pickle.dumps(answer)) == answer  # noqa: S301  # our own bytes
    again = type(answer).from_dict(json.loads(json.dumps(answer.to_dict())))
    assert str(again) == str(answer)


# --- the words ------------------------------------------------------------------------------


def test_the_words_stand_for_known_tags():
    rules = STORE.rules("campaign")
    tags = STORE.rules("tags")["tag"]
    assert set(rules["words"]) <= set(tags)
    names = {*tags, *(alias for one in tags.values() for alias in one.get("aliases", ()))}
    assert set(rules["unread"]) <= names


def test_every_festival_has_a_day_in_most_years():
    from culturekit.sensitivities import _dates

    for festival in STORE.rules("campaign")["festival"]:
        assert _dates(STORE, festival, 2026), festival["id"]


def test_tags_and_texts_by_name():
    assert str(ck.sensitivities("CN", tags=["clock"])) == str(ck.sensitivities("CN", ["clock"]))
    assert ck.sensitivities("CN", text="a wall clock").severity == "warning"
    for wrong in ({"tags": "clock"}, {"text": ["clock"]}, {"tags": ["a"], "text": "b"}):
        with pytest.raises(ck.InvalidValue):
            ck.sensitivities("CN", **wrong)


def test_what_a_customer_declared_is_said_first():
    found = ck.sensitivities("DE", ["bacon"], declared=["halal"])
    assert str(found) == "the customer declared not to want such a product"


@pytest.mark.parametrize(
    ("text", "territory", "on", "said"),
    [
        ("Happy Thanksgiving", "CA", "2026-11-26", "Thanksgiving in Canada is on 2026-10-12"),
        ("Happy Thanksgiving", "CA", "2026-10-10", None),
        ("Happy Thanksgiving", "US", "2026-11-20", None),
        ("Happy Easter", "GR", "2024-04-29", None),  # the orthodox one, five weeks later that year
        ("Happy Easter", "DE", "2024-04-29", "Easter is on 2024-03-31"),
        ("Ramadan greetings", "SA", "2026-03-15", None),  # the month goes on
        ("Ramadan greetings", "SA", "2026-05-15", "Ramadan is on 2026-02-18"),
    ],
)
def test_a_festival_is_greeted_in_its_season_there(text, territory, on, said):
    warned = [one.message for one in campaign_check(text, territory, on) if one.kind == "festival"]
    warned = [one for one in warned if " days from " in one]
    assert [one.startswith(said) for one in warned] == ([True] if said else [])
