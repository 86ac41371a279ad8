"""Tone: who decides a scale, how sure that is, and what is never decided by scores."""

from __future__ import annotations

import pickle
import random
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from culturekit.datasets import load_hofstede
from culturekit.errors import DataError, InvalidValue
from culturekit.model import Confidence, Customer, Level, Situation
from culturekit.reader import resolve
from culturekit.store import open as open_store
from culturekit.tone import _rules, tone

TERRITORIES = sorted(open_store().names("territories"))


def test_japan_wants_courtesy_and_accuracy_america_speed_and_efficiency() -> None:
    japan, america = tone(resolve("ja-JP")), tone(resolve("en-US"))
    assert japan.priorities == ("courtesy", "accuracy")
    assert america.priorities == ("speed", "efficiency")
    assert [one.topic for one in japan.advice[:2]] == ["courtesy", "accuracy"]
    assert [one.topic for one in america.advice[:2]] == ["speed", "efficiency"]
    for found in (japan, america):
        reason = next(one for one in found.reasons if " first" in one.claim)
        assert reason.fact is not None
        assert reason.fact.source
        assert any(source.url and source.accessed for source in reason.fact.source)


def test_every_advice_names_its_level_and_its_confidence() -> None:
    for tag in ("ja-JP", "en-US", "de-DE", "pt-BR", "fr-FR"):
        for advice in tone(resolve(tag)).advice:
            assert advice.level is not Level.NOTHING
            assert advice.confidence is not None
            assert str(advice)[-1] == "."


def test_an_unknown_country_gives_no_advice() -> None:
    found = tone(resolve({}))
    assert found.advice == ()
    assert all(scale.value is None for scale in found.scales)
    assert "territory is unknown" in found.explain()


def test_a_language_alone_decides_formality_and_nothing_else() -> None:
    # Japanese is spoken by people in many countries: Japan is likely, and not assumed.
    found = tone(resolve("ja"))
    assert [scale.name for scale in found.scales if scale.value is not None] == ["formality"]
    assert found.scales["formality"].level is Level.LANGUAGE
    assert found.priorities == ()


def test_the_person_beats_the_conversation_and_both_beat_the_country() -> None:
    country = tone(resolve("de-DE")).scales["formality"]
    shown = tone(
        resolve("de-DE", situation=Situation(last_message="Kannst du mir helfen?"))
    ).scales["formality"]
    said = tone(
        resolve(
            Customer("de-DE", register="formal"),
            situation=Situation(last_message="Kannst du mir helfen?"),
        )
    ).scales["formality"]
    assert (country.value, country.level) == (1.0, Level.LANGUAGE)
    assert (shown.value, shown.level) == (-1.0, Level.CONVERSATION)
    assert (said.value, said.level) == (1.0, Level.PERSON)


def test_a_customer_may_ask_for_a_tone() -> None:
    blunt = Customer("ja-JP", preferences={"tone.directness": "high"})
    scale = tone(resolve(blunt)).scales["directness"]
    assert (scale.value, scale.level, scale.confidence) == (1.0, Level.PERSON, Confidence.HIGH)
    with pytest.raises(InvalidValue, match="high"):
        tone(resolve(Customer("ja-JP", preferences={"tone.directness": "very"})))


def test_the_occasion_asks_for_an_apology_and_forbids_jokes() -> None:
    found = tone(resolve("pl-PL", situation=Situation(topic="complaint")))
    assert found.scales["apology"].value == 1.0
    assert found.scales["humour"].value == -1.0
    assert found.scales["humour"].level is Level.CONVERSATION


def test_practice_stands_above_scores() -> None:
    # Germany's practice is on record; its score of individualism is not even asked.
    scale = tone(resolve("de-DE")).scales["directness"]
    assert (scale.value, scale.level) == (1.0, Level.TERRITORY)


@pytest.mark.parametrize("territory", TERRITORIES)
def test_scores_alone_are_never_more_than_a_low_tendency(territory: str) -> None:
    found = tone(resolve(territory))
    for scale in found.scales:
        if scale.level is Level.DIMENSIONS:
            assert scale.confidence is Confidence.LOW
            assert scale.value in (-0.5, 0.5)
            assert scale.facts
            assert all(fact.source for fact in scale.facts)
        if scale.value is None:
            assert all(one.topic != scale.name for one in found.advice)


def _hofstede(folder: Path, rows: str) -> object:
    path = folder / "own.csv"
    path.write_text(f"ctr;country;pdi;idv;mas;uai;ltowvs;ivr\n{rows}", "utf-8")
    return load_hofstede(path, version="2015")


def test_scores_that_disagree_in_sign_give_no_recommendation(tmp_path: Path) -> None:
    # Made-up figures: in Canada the one source says individualist, the other the opposite.
    table = _hofstede(
        tmp_path,
        "CAN;Canada;40;5;50;50;50;50\nFRA;France;60;80;50;50;50;50\nITA;Italy;60;90;50;50;50;50\n",
    )
    alone = tone(resolve("CA")).scales["directness"]
    assert (alone.value, alone.level) == (0.5, Level.DIMENSIONS)
    both = tone(resolve("CA", datasets=("all", table)))  # type: ignore[arg-type]
    assert both.scales["directness"].value is None
    assert len(both.scales["directness"].facts) == 2
    assert "disagree in sign" in both.explain()


def test_masculinity_and_uncertainty_avoidance_decide_nothing(tmp_path: Path) -> None:
    extreme = _hofstede(
        tmp_path,
        "MAC;Macau;50;50;1;1;50;50\nFRA;France;50;50;99;99;50;50\nITA;Italy;50;50;99;99;50;50\n",
    )
    without = tone(resolve("MO"))
    with_table = tone(resolve("MO", datasets=("all", extreme)))  # type: ignore[arg-type]
    assert with_table.scales == without.scales


def test_rules_that_ask_a_banned_score_are_refused(tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "tone.toml").write_text(
        "# A pack that builds on a score without validity.\n"
        "least_distance = 0.5\nnever = []\n[scale]\n[priority]\n[[situation]]\n"
        'when = { topic = ["complaint"] }\nscale = "apology"\ndirection = "high"\n'
        'source = ["danescu-politeness-2013"]\nclaim = "a complaint asks for an apology"\n'
        '[[dimension]]\nscores = ["hofstede.uai"]\nscale = "detail"\ndirection = "high"\n'
        'source = ["winsted-1999"]\nclaim = "uncertainty asks for detail"\n',
        "utf-8",
    )
    with pytest.raises(DataError, match=r"other than hofstede\.uai"):
        _rules(open_store((str(tmp_path),)))  # even where the pack empties the list


def test_every_rule_of_the_scores_has_a_citation() -> None:
    rules = open_store().rules("tone")
    for entry in [*rules["dimension"], *rules["situation"], *rules["conversation"]]:
        assert entry["source"]
        for id in entry["source"]:
            assert open_store().source(id).title
        assert entry["scale"] in rules["scale"]


def test_priorities_on_record_are_those_that_have_advice() -> None:
    known = open_store().rules("tone")["priority"]
    for territory in TERRITORIES:
        fact = open_store().facts(territory).get("practice.priorities")
        if fact is not None:
            assert set(fact.value) <= set(known), territory


def test_practice_facts_name_scales_and_their_ends() -> None:
    scales = open_store().rules("tone")["scale"]
    for territory in TERRITORIES:
        for key, fact in open_store().facts(territory).items():
            if key.startswith("practice.tone."):
                assert key.removeprefix("practice.tone.") in scales, (territory, key)
                assert fact.value in ("low", "high")
                assert fact.source
                assert fact.confidence is not None


def test_advice_comes_with_an_example_in_the_readers_language() -> None:
    found = tone(resolve("ja-JP", situation=Situation(topic="complaint")))
    apology = next(one for one in found.advice if one.topic == "apology")
    assert apology.before
    assert apology.after
    assert apology.example == "ご不便をおかけし、誠に申し訳ございません。"


def test_formality_is_shown_in_both_registers_of_the_readers_language() -> None:
    (advice,) = [one for one in tone(resolve("de-DE")).advice if one.topic == "formality"]
    assert advice.example == "Vielen Dank für Ihre Bestellung."
    assert advice.example_before == "Vielen Dank für deine Bestellung."
    friend = tone(resolve(Customer("de-DE", register="informal")))
    (advice,) = [one for one in friend.advice if one.topic == "formality"]
    assert advice.example == "Vielen Dank für deine Bestellung."
    # English has one word for both, so there is nothing to show.
    (advice,) = [one for one in tone(resolve("en-GB")).advice if one.topic == "formality"]
    assert advice.example is None


def test_the_way_a_customer_writes_is_matched() -> None:
    careful = "Could you perhaps tell me where my parcel is?"
    warm = "Hello, many thanks for your help! Where is it now?"
    for text, name, value in ((careful, "directness", -0.5), (warm, "warmth", 0.5)):
        reader = resolve("en-NZ", situation=Situation(last_message=text))
        scale = tone(reader).scales[name]
        assert (scale.value, scale.level) == (value, Level.CONVERSATION)
        assert scale.confidence is Confidence.LOW
        assert scale.facts[0].source[0].id == "ordenes-dialogue-2019"
    # What the person said comes before how they wrote.
    said = Customer("en-NZ", preferences={"tone.directness": "high"})
    reader = resolve(said, situation=Situation(last_message=careful))
    assert tone(reader).scales["directness"].level is Level.PERSON


def test_strategies_of_the_conversation_are_those_of_politeness() -> None:
    known = {one["name"] for one in open_store().rules("politeness")["en"]["strategy"]}
    for entry in open_store().rules("tone")["conversation"]:
        assert set(entry["strategies"]) <= known
        assert entry["least"] <= len(entry["strategies"])


# --- the control: countries exchanged at random ------------------------------------------------

PRACTICE = {
    territory: {
        key.rpartition(".")[2]: 1.0 if fact.value == "high" else -1.0
        for key, fact in open_store().facts(territory).items()
        if key.startswith("practice.tone.")
    }
    for territory in TERRITORIES
    if any(key.startswith("practice.tone.") for key in open_store().facts(territory))
}
FIRST = {
    territory: open_store().facts(territory)["practice.priorities"].value
    for territory in TERRITORIES
    if "practice.priorities" in open_store().facts(territory)
}


def _agreement(partner: Mapping[str, str]) -> float:
    """The share of practice facts that the advice for the partner country agrees with."""
    agrees = [
        (tone(resolve(partner[territory])).scales[name].value or 0.0) * value > 0
        for territory, facts in PRACTICE.items()
        for name, value in facts.items()
    ]
    return sum(agrees) / len(agrees)


def test_advice_for_shuffled_countries_loses_its_agreement_with_practice() -> None:
    assert len(PRACTICE) > 5
    own = _agreement({territory: territory for territory in PRACTICE})
    shuffled = []
    for seed in range(20):
        chance = random.Random(seed)  # noqa: S311 - nothing secret about it
        others = {
            territory: chance.choice([one for one in TERRITORIES if one != territory])
            for territory in PRACTICE
        }
        shuffled.append(_agreement(others))
    assert own > 0.9
    assert max(shuffled) < 0.35
    # Even among countries whose practice is on record, another one's advice is mostly wrong.
    known = list(PRACTICE)
    turned = dict(zip(known, known[1:] + known[:1], strict=True))
    assert _agreement(turned) < 0.6


def test_priorities_of_shuffled_countries_are_others() -> None:
    same = [
        tone(resolve(one)).priorities == FIRST[other]
        for one in FIRST
        for other in FIRST
        if one != other
    ]
    assert all(tone(resolve(one)).priorities == FIRST[one] for one in FIRST)
    assert sum(same) / len(same) < 0.4


def test_a_tone_is_plain_data() -> None:
    found = tone(resolve("ja-JP"))
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301
    assert found.to_dict()["scales"][0]["name"] == "formality"
    assert found.scales[0] is found.scales["formality"]
    with pytest.raises(KeyError):
        found.scales["charm"]
    assert str(found).startswith("- Put courtesy first")


@given(st.sampled_from(TERRITORIES), st.sampled_from(["", "complaint", "bereavement", "refund"]))
def test_the_same_reader_gets_the_same_tone(territory: str, topic: str) -> None:
    situation = Situation(topic=topic) if topic else None
    reader = resolve(territory, situation=situation)
    assert tone(reader) == tone(reader)
    names = [scale.name for scale in tone(reader).scales]
    assert names == list(open_store().rules("tone")["scale"])
