"""Offers: what may forbid one, what only softens it, and that nothing unknown is ever a yes."""

from __future__ import annotations

import csv
import datetime as dt
import json
import pickle
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

import culturekit as ck
from culturekit.model import (
    Channel,
    OfferKind,
    Organisation,
    QueryClass,
    Resolution,
    Sentiment,
    Topic,
    Verdict,
)
from culturekit.reader import resolve
from culturekit.store import open as open_store
from culturekit.upsell import Decision, Gate, GateState, _gates, upsell

SCENARIOS = Path(__file__).parent / "scenarios" / "upsell.csv"

_CUSTOMER = {
    "consent": "marketing_consent",
    "own customer": "existing_customer",
    "wants offers": "wants_offers",
    "territory": "territory",
    "zone": "time_zone",
}
_SITUATION = {
    "query": "query_class",
    "first contact": "first_contact",
    "months": "relationship_months",
    "offers": "offers_last_30_days",
    "asked": "customer_asked",
}
_PREFERENCES = ("do not call", "vulnerable", "payment difficulty", "failure by firm")


def pairs(cell: str) -> dict[str, object]:
    """ "consent=yes; months=3" as a mapping."""
    found: dict[str, object] = {}
    for part in filter(None, (part.strip() for part in cell.split(";"))):
        key, _, value = part.partition("=")
        found[key] = {"yes": True, "no": False}.get(value, int(value) if value.isdigit() else value)
    return found


def scenario(row: dict[str, str]) -> Decision:
    """The decision on one row of the table."""
    given = pairs(row["customer"])
    person: dict[str, object] = {"locale": row["locale"]}
    preferences = {}
    firm = given.pop("firm", False)
    for key, value in given.items():
        if key in _PREFERENCES:
            preferences[key.replace(" ", "_")] = value
        elif key == "avoids":
            person["avoid"] = str(value).split()
        elif key == "diet":
            person["dietary"] = str(value).split()
        elif key == "given":
            person["name"] = {"given": value}
        else:
            person[_CUSTOMER[key]] = value
    to: object = {**person, "preferences": preferences}
    if firm:
        to = Organisation(
            "Muster",
            locale=row["locale"],
            marketing_consent=person.get("marketing_consent"),  # type: ignore[arg-type]
        )
    situation = {_SITUATION.get(key, key): value for key, value in pairs(row["situation"]).items()}
    kind, _, tags = row["offer"].partition(": ")
    names = [tags] if tags == "set of four" or tags.startswith("white ") else tags.split()
    reader = resolve(to, situation=ck.Situation.from_dict(situation))  # type: ignore[arg-type]
    return upsell(reader, ck.Offer(kind, tags=frozenset(names)))  # type: ignore[arg-type]


with SCENARIOS.open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file))


@pytest.mark.parametrize("row", ROWS, ids=[row["story"] for row in ROWS])
def test_the_table(row):
    decision = scenario(row)
    spoke = [gate for gate in decision.gates if gate.state is GateState.SPOKE]
    assert decision.verdict == row["verdict"], [str(gate) for gate in spoke]
    if row["decided by"]:
        decided = [gate.id for gate in spoke if gate.effect == decision.verdict]
        assert row["decided by"] in decided


# --- properties -----------------------------------------------------------------------------

flags = st.sampled_from([None, True, False])
LOCALES = ("de-DE", "pl-PL", "en-US", "ja-JP", "pt-BR", "ar-SA", "bn-BD", "fr", "zh-TW", "en-GB")
TAGS = ("wine", "beef", "vape", "wall clock", "phone-plan", "nonesuch", "lamb")

customers = st.builds(
    lambda **fields: {key: value for key, value in fields.items() if value is not None},
    locale=st.sampled_from(LOCALES),
    marketing_consent=flags,
    existing_customer=flags,
    wants_offers=flags,
    dietary=st.sets(st.sampled_from(["halal", "vegan", "soap-free"]), max_size=1),
    avoid=st.sets(st.sampled_from(["alcohol", "gambling", "moonlight"]), max_size=1),
    preferences=st.dictionaries(
        st.sampled_from(["do_not_call", "vulnerable", "failure_by_firm"]), st.booleans()
    ),
)
situations = st.builds(
    ck.Situation,
    channel=st.sampled_from([None, *Channel]),
    topic=st.sampled_from([None, *Topic]),
    query_class=st.sampled_from([None, *QueryClass]),
    resolution=st.sampled_from([None, *Resolution]),
    sentiment=st.sampled_from([None, *Sentiment]),
    first_contact=flags,
    relationship_months=st.sampled_from([None, 0, 2, 50]),
    offers_last_30_days=st.sampled_from([None, 0, 2, 4, 40]),
    customer_asked=flags,
    at=st.sampled_from([None, dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)])
    | st.datetimes(dt.datetime(2024, 1, 1), dt.datetime(2029, 12, 31), timezones=st.just(dt.UTC)),
)
offers = st.builds(
    ck.Offer, st.sampled_from(list(OfferKind)), st.sets(st.sampled_from(TAGS), max_size=2)
)


def decide(customer, situation, offer=None, **kwargs) -> Decision:
    return upsell(resolve(customer, situation=situation), offer or ck.Offer(), **kwargs)


def spoken(decision: Decision) -> list[Gate]:
    return [gate for gate in decision.gates if gate.state is GateState.SPOKE]


@given(customers, situations, offers)
def test_adding_a_complaint_never_makes_a_verdict_milder(customer, situation, offer):
    before = decide(customer, situation, offer)
    complained = replace(situation, topic=Topic.COMPLAINT, resolution=Resolution.OPEN)
    assert decide(customer, complained, offer).verdict.rank >= before.verdict.rank
    # Even a settled one weighs at least as much as the same contact about anything but a death.
    if situation.topic is not Topic.BEREAVEMENT:
        settled = replace(situation, topic=Topic.COMPLAINT)
        assert decide(customer, settled, offer).verdict.rank >= before.verdict.rank


@given(customers, situations, offers)
def test_consent_withdrawn_never_allows(customer, situation, offer):
    decision = decide({**customer, "marketing_consent": False}, situation, offer)
    assert decision.verdict is Verdict.PROHIBITED
    assert decision.phrasing is None
    assert decision.not_before is None


@given(customers, situations, offers)
def test_a_customer_who_wants_no_offers_gets_none(customer, situation, offer):
    decision = decide({**customer, "wants_offers": False}, situation, offer)
    assert decision.verdict.rank >= Verdict.AVOID.rank


@given(customers, situations, offers)
def test_asking_is_never_blocked_by_culture_calendar_or_frequency(customer, situation, offer):
    decision = decide(customer, replace(situation, customer_asked=True), offer)
    assert not {gate.kind for gate in spoken(decision)} & {"culture", "calendar", "frequency"}


@given(customers, situations, offers)
def test_asking_never_makes_a_verdict_stricter(customer, situation, offer):
    silent = decide(customer, replace(situation, customer_asked=False), offer)
    asked = decide(customer, replace(situation, customer_asked=True), offer)
    assert asked.verdict.rank <= silent.verdict.rank


@given(customers, situations, offers)
def test_culture_alone_only_softens_or_defers(customer, situation, offer):
    for gate in spoken(decide(customer, situation, offer)):
        if gate.kind == "culture":
            assert gate.effect.rank <= Verdict.DEFER.rank
            assert gate.why.startswith("weak evidence")


@given(customers, situations, offers)
def test_an_unknown_country_is_never_a_confident_yes(customer, situation, offer):
    decision = decide({**customer, "locale": "fr"}, situation, offer)
    assert decision.verdict is not Verdict.APPROPRIATE


@given(customers, situations, st.sampled_from(["Anna", "Mohammed", "由紀", "Mwajuma"]))
def test_swapping_a_name_changes_nothing(customer, situation, given_name):
    one = decide({**customer, "name": {"given": "Chris", "surname": "Miller"}}, situation)
    other = decide({**customer, "name": {"given": given_name, "surname": "Cohen"}}, situation)
    assert one == other


@given(customers, situations, offers)
def test_every_gate_is_listed_and_says_what_it_lacked(customer, situation, offer):
    decision = decide(customer, situation, offer)
    assert [gate.id for gate in decision.gates] == [
        gate.id for gate in decide("de", ck.Situation()).gates
    ]
    for gate in decision.gates:
        assert bool(gate.missing) == (gate.state is GateState.NOT_EVALUATED)
        assert all(gate.missing)
    worst = max((gate.effect.rank for gate in spoken(decision)), default=0)
    assert decision.verdict.rank == worst
    assert (decision.phrasing is not None) <= (worst <= Verdict.CAUTION.rank)


@given(customers, situations, offers)
def test_what_is_kept_of_earlier_decisions_changes_nothing(customer, situation, offer):
    kept = decide(customer, situation, offer)
    gates = _gates(open_store(), ())
    gates._weighed.clear()
    gates._lacking.clear()
    fresh = decide(customer, situation, offer)
    assert (fresh, fresh.reasons) == (kept, kept.reasons)


@given(customers, situations, offers)
def test_a_time_that_is_named_is_a_good_one(customer, situation, offer):
    decision = decide(customer, situation, offer)
    if decision.not_before is not None:
        assert decision.verdict.rank > Verdict.CAUTION.rank
        later = replace(situation, at=decision.not_before)
        assert decide(customer, later, offer).verdict.rank <= Verdict.CAUTION.rank


@given(customers, situations, offers)
def test_a_decision_survives_json_and_pickle(customer, situation, offer):
    decision = decide(customer, situation, offer)
    assert pickle.loads(pickle.dumps(decision)) == decision  # noqa: S301  # our own bytes
    plain = json.loads(json.dumps(decision.to_dict()))
    again = Decision.from_dict(plain)
    assert (again.verdict, again.gates) == (decision.verdict, decision.gates)


# --- the parts of a decision ----------------------------------------------------------------


def test_what_was_not_given_is_named():
    decision = decide("de-DE", ck.Situation(channel="email"))
    missing = {gate.id: gate.missing for gate in decision.gates if gate.missing}
    assert missing["negative-mood"] == ("situation.sentiment",)
    assert missing["quiet-hours"] == ("situation.at",)
    assert missing["market-block"] == ("offer.tags",)
    assert missing["no-offers-wanted"] == ("customer.wants_offers",)
    assert "situation.sentiment" in decision.explain()

    timed = decide("en-US", ck.Situation(at=dt.datetime(2026, 11, 20, 3, tzinfo=dt.UTC)))
    missing = {gate.id: gate.missing for gate in timed.gates if gate.missing}
    assert missing["quiet-hours"] == ("customer.time_zone",)

    nowhere = decide("de", ck.Situation(channel="email"), ck.Offer(tags={"wine"}))
    missing = {gate.id: gate.missing for gate in nowhere.gates if gate.missing}
    assert missing["market-block"] == ("customer.territory",)
    assert missing["consent-missing"][0] == "customer.territory"

    unscored = decide("bn-BD", ck.Situation(resolution="resolved"))
    missing = {gate.id: gate.missing for gate in unscored.gates if gate.missing}
    assert missing["end-of-contact"] == ("score relational_mobility.relational_mobility_latent",)


def test_a_law_gate_shows_the_fact_it_rests_on():
    decision = decide("pl-PL", ck.Situation(channel="email"))
    reason = decision.reasons[0]
    assert reason.fact is not None
    assert reason.fact.value == "opt-in"
    assert reason.fact.source
    assert reason.fact.as_of
    assert decision.explain().count("not legal advice") == 1


def test_other_gates_show_the_study_they_rest_on():
    reason = decide("en-US", ck.Situation(topic="complaint")).reasons
    sources = {source.id for one in reason if one.fact for source in one.fact.source}
    assert "cross-buying-2015" in sources


def test_the_phrasing_is_in_the_readers_language_and_register():
    good = ck.Situation(channel="chat", resolution="resolved", sentiment="positive")
    formal = decide({"locale": "de-AT", "register": "formal"}, good).phrasing
    informal = decide({"locale": "de-AT", "register": "informal"}, good).phrasing
    assert formal.startswith("Wenn Sie möchten")
    assert informal.startswith("Wenn du möchtest")
    assert formal.count(".") == 2  # the offer, and the way out
    assert "。 " not in decide("ja-JP", good).phrasing
    assert decide("ja-JP", ck.Situation(topic="complaint")).phrasing is None


def test_every_welcome_offer_has_a_soft_sentence_and_a_way_out_where_there_is_a_bank():
    good = ck.Situation(channel="chat", resolution="resolved", sentiment="positive")
    for tag in (name for name in open_store().names("phrases") if name != "index"):
        for register in ("formal", "informal"):
            phrasing = decide({"locale": tag, "register": register}, good).phrasing
            assert phrasing, tag
            for id in ("offer_soft", "offer_opt_out"):
                to = {"locale": tag, "register": register}
                assert ck.phrase(id, to=to) in phrasing, tag
    nobody = decide("xx-US", good)
    assert nobody.phrasing is None
    assert "no soft wording of an offer is on file" in nobody.explain()


def test_the_next_good_moment_is_named_where_only_time_is_in_the_way():
    friday_night = dt.datetime(2026, 11, 20, 22, 30, tzinfo=dt.UTC)
    customer = {"locale": "de-DE", "marketing_consent": True}
    decision = decide(customer, ck.Situation(channel="email", at=friday_night))
    assert decision.verdict is Verdict.DEFER
    assert decision.not_before.isoformat() == "2026-11-23T08:00:00+01:00"
    complaint = ck.Situation(channel="email", at=friday_night, topic="complaint")
    assert decide(customer, complaint).not_before is None


def test_an_estimated_date_is_said_to_be_one():
    eid = dt.datetime(2027, 3, 9, 9, tzinfo=dt.UTC)
    customer = {"locale": "ar-SA", "marketing_consent": True}
    assert "date estimated" in decide(customer, ck.Situation(channel="email", at=eid)).explain()


def test_an_unknown_tag_is_a_reason_and_no_error():
    decision = decide("en-US", ck.Situation(channel="chat"), ck.Offer(tags={"flux capacitor"}))
    assert decision.verdict is Verdict.APPROPRIATE
    assert "“flux capacitor” is not among the known ones" in decision.explain()


def test_a_diet_nobody_knows_is_a_reason_and_is_compared_as_it_stands():
    customer = {"locale": "en-US", "dietary": ["quibbles"]}
    offer = ck.Offer("cross_sell", tags={"quibbles"})
    assert decide(customer, ck.Situation(channel="chat"), offer).verdict is Verdict.APPROPRIATE
    customer = {"locale": "en-US", "avoid": ["quibbles"]}
    decision = decide(customer, ck.Situation(channel="chat"), offer)
    assert decision.verdict is Verdict.AVOID
    assert "what “quibbles” rules out is not on record" in decision.explain()


@pytest.mark.parametrize(
    ("people", "verdict"),
    [
        ([True, False], Verdict.PROHIBITED),
        ([True, None], Verdict.AVOID),
        ([True, True], Verdict.APPROPRIATE),
    ],
)
def test_of_several_people_one_refusal_counts(people, verdict):
    customers = [{"locale": "pl-PL", "marketing_consent": consent} for consent in people]
    assert decide(customers, ck.Situation(channel="email", sentiment="positive")).verdict is verdict


@pytest.mark.parametrize(
    ("firm", "contact", "verdict"),
    [
        (True, None, Verdict.APPROPRIATE),
        (None, True, Verdict.APPROPRIATE),
        (None, None, Verdict.AVOID),
        (True, False, Verdict.PROHIBITED),
        (False, True, Verdict.PROHIBITED),
    ],
)
def test_a_firm_and_its_contact_speak_for_each_other(firm, contact, verdict):
    person = ck.Customer("pl-PL", marketing_consent=contact)
    to = Organisation("Przykład", locale="pl-PL", contact=person, marketing_consent=firm)
    assert decide(to, ck.Situation(channel="email", sentiment="positive")).verdict is verdict


def test_a_time_without_a_zone_is_read_in_the_senders():
    naive = ck.Situation(channel="email", at=dt.datetime(2026, 11, 20, 22, 30))
    customer = {"locale": "de-DE", "marketing_consent": True}
    berlin = ck.Sender(time_zone="Europe/Berlin")
    tokyo = ck.Sender(time_zone="Asia/Tokyo")
    assert upsell(resolve(customer, situation=naive, sender=berlin)).verdict is Verdict.DEFER
    assert upsell(resolve(customer, situation=naive, sender=tokyo)).verdict is Verdict.APPROPRIATE
    unknown = upsell(resolve(customer, situation=naive))
    assert unknown.verdict is Verdict.APPROPRIATE
    assert "the sender's is unknown" in unknown.explain()


# --- policy -----------------------------------------------------------------------------------


GOOD = ck.Situation(channel="chat", resolution="resolved", sentiment="positive")


def test_a_firm_may_add_gates_of_its_own():
    policy = {
        "mourning": {
            "trigger": {
                "territory": "IR",
                "date": {"at_least": "2026-03-01", "below": "2026-04-10"},
            },
            "effect": "defer",
            "why": "forty days of national mourning",
        }
    }
    customer = {"locale": "fa-IR", "marketing_consent": True}
    inside = replace(GOOD, at=dt.datetime(2026, 3, 10, 8, tzinfo=dt.UTC))
    outside = replace(GOOD, at=dt.datetime(2026, 5, 12, 8, tzinfo=dt.UTC))
    assert decide(customer, inside, policy=policy).verdict is Verdict.DEFER
    assert decide(customer, inside, policy=policy).not_before is None
    assert "forty days" in decide(customer, inside, policy=policy).explain()
    assert decide(customer, outside, policy=policy).verdict is Verdict.APPROPRIATE
    assert decide(customer, inside, policy=tuple(policy.items())).verdict is Verdict.DEFER
    kit = ck.Kit(policy=policy)
    assert kit.upsell(customer, inside).verdict is Verdict.DEFER


def test_a_firm_may_switch_off_what_is_not_law_person_or_situation():
    customer = {"locale": "ja-JP", "marketing_consent": True}
    assert decide(customer, GOOD).verdict is Verdict.CAUTION
    assert decide(customer, GOOD, policy={"end-of-contact": False}).verdict is Verdict.APPROPRIATE
    with pytest.raises(ck.InvalidValue, match=r"accepted: .*quiet-hours"):
        decide(customer, GOOD, policy={"complaint-open": False})


@pytest.mark.parametrize(
    ("policy", "match"),
    [
        ({"mine": True}, "a new id with a table"),
        ({"complaint-open": {"trigger": {"topic": "refund"}, "effect": "caution"}}, "a new id"),
        ({"mine": {"effect": "avoid"}}, "trigger of mine"),
        ({"mine": {"trigger": {"topic": "refund"}, "effect": "never"}}, "accepted: appropriate"),
        ({"mine": {"trigger": {"topics": "refund"}, "effect": "avoid"}}, "field in mine"),
        ({"mine": {"trigger": {"topic": "refund"}, "effect": "avoid", "when": 1}}, "field of mine"),
        ({"mine": {"trigger": {"topic": {"above": 3}}, "effect": "avoid"}}, "at_least"),
        ({"mine": {"trigger": {"topic": "x"}, "unless": 3, "effect": "avoid"}}, "unless of mine"),
        ({"mine": {"trigger": {"topic": "x"}, "effect": "avoid", "why": 3}}, "why of mine"),
        ({"mine": {"trigger": {"topic": "x"}, "effect": "avoid", "strength": "x"}}, "strength"),
        ({"mine": {"trigger": {"topic": [None]}, "effect": "avoid"}}, "a word, true"),
        ({"mine": {"trigger": {"channel": {"at_least": 3}}, "effect": "avoid"}}, "compare with"),
        ("mine", "a mapping of ids"),
        ([3], "a mapping of ids"),
    ],
)
def test_a_policy_that_cannot_be_read_is_refused(policy, match):
    with pytest.raises(ck.InvalidValue, match=match):
        decide("de-DE", GOOD, policy=policy)


# --- the data -----------------------------------------------------------------------------------


def test_gates_stand_in_the_order_in_which_they_are_asked():
    rules = open_store().rules("upsell")
    kinds = [gate["kind"] for gate in rules["gate"]]
    assert kinds == sorted(kinds, key=rules["order"].index)
    ids = [gate["id"] for gate in rules["gate"]]
    assert len(ids) == len(set(ids))


def test_every_tag_of_a_sensitivity_is_a_known_one():
    store = open_store()
    known = store.rules("tags")["tag"]
    unknown = {
        (territory, tag)
        for territory in store.names("territories")
        for key, fact in store.facts(territory).items()
        if key.startswith("sensitivities.")
        for tag in dict(fact.value)["tags"]
        if tag not in known and not any(tag in one.get("aliases", ()) for one in known.values())
    }
    assert not unknown


def test_tags_and_diets_speak_of_known_tags_and_no_word_has_two_meanings():
    rules = open_store().rules("tags")
    tags, diets = rules["tag"], rules["diet"]
    for about in tags.values():
        assert set(about.get("is", ())) <= set(tags)
    for diet in diets.values():
        assert {*diet["excludes"], *diet["doubtful"]} <= set(tags)
    aliases = [
        alias for one in (*tags.values(), *diets.values()) for alias in one.get("aliases", ())
    ]
    assert len(aliases) == len(set(aliases))
    assert not set(aliases) & set(tags)


def test_no_gate_rests_on_a_dimension_of_doubtful_validity():
    for gate in open_store().rules("upsell")["gate"]:
        for name in gate["trigger"]:
            assert not name.startswith(("hofstede.", "globe."))


def test_the_schema_names_the_fields_that_there_are():
    schema = Path(__file__).parents[1] / "data" / "schema" / "upsell.json"
    pattern = json.loads(schema.read_text("utf-8"))["definitions"]["tests"]["propertyNames"]
    named = pattern["pattern"].partition(")$|")[0].removeprefix("^(").split("|")
    with pytest.raises(ck.InvalidValue) as refused:
        decide("de-DE", GOOD, policy={"mine": {"trigger": {"x": True}, "effect": "avoid"}})
    assert sorted(named) == list(refused.value.accepted)


# --- people in several countries ----------------------------------------------------------------


def test_the_stricter_law_of_two_countries_counts_in_either_order():
    american, german = {"locale": "en-US"}, {"locale": "de-DE", "existing_customer": False}
    for couple in ([american, german], [german, american]):
        assert ck.upsell(couple, channel="email").verdict is Verdict.AVOID
    assert ck.upsell([american, american], channel="email").verdict is Verdict.APPROPRIATE


def test_the_decision_names_the_other_country_and_keeps_the_language():
    couple = [{"locale": "en-US"}, {"locale": "de-DE"}]
    decision = ck.upsell(couple, channel="email")
    assert decision.verdict is Verdict.CAUTION
    assert "one of the people is in DE" in decision.explain()
    assert decision.phrasing == ck.upsell("en-US", channel="email").phrasing


def test_who_has_no_country_shares_that_of_the_other():
    couple = [{"locale": "en-US"}, {"locale": "de"}]
    assert ck.upsell(couple, channel="email").verdict is Verdict.APPROPRIATE


def test_an_hour_that_comes_twice_is_told_apart():
    person = {"locale": "de-DE", "marketing_consent": True, "time_zone": "Europe/Berlin"}
    berlin = ZoneInfo("Europe/Berlin")
    at = dt.datetime(2026, 10, 25, 2, 30, tzinfo=berlin)
    first, second = (ck.upsell(person, channel="phone", at=one) for one in (at, at.replace(fold=1)))
    assert first.not_before == second.not_before


def test_fields_that_are_equal_but_no_numbers_are_told_apart():
    assert ck.upsell("en-US", offers_last_30_days=1).verdict is Verdict.CAUTION
    with pytest.raises(ck.InvalidValue):
        ck.upsell("en-US", offers_last_30_days=True)
