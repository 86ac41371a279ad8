"""How polite a text is, and the words that show it."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

import culturekit as ck
from culturekit.errors import InvalidValue
from culturekit.politeness import Politeness, politeness
from culturekit.store import open as open_store


def strategies(text: str) -> list[str]:
    return [cue.strategy for cue in politeness(text).cues]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("We really appreciate your help.", ["gratitude"]),
        ("Nice work on the form!", ["deference"]),
        ("Hello, the form is attached.", ["greeting"]),
        ("We are sorry for the delay.", ["apology"]),
        ("You may, if you please, call us.", ["please"]),
        ("Please call us.", ["please-start"]),
        ("By the way, the form has changed.", ["by-the-way"]),
        ("Would you send it?", ["could-you"]),
        ("Will you send it?", ["can-you"]),
        ("Perhaps it was lost.", ["hedge"]),
        ("Where is the form?", ["direct-question"]),
        ("So is it there or not?", ["direct-start"]),
        ("So we sent it again.", []),  # no question
        ("You must send the form.", ["second-person-start"]),
        ("It is late because you forgot it.", ["blame"]),
        ("In fact it was lost.", ["factuality"]),
        ("Thanks for nothing.", []),
        ("How can we help you?", ["can-you"]),
    ],
)
def test_each_strategy_is_found_by_its_words(text: str, found: list[str]) -> None:
    assert [one for one in strategies(text) if one != "can-you" or one in found] == found


def test_the_figures_are_those_of_the_study() -> None:
    known = {
        one["name"]: one.get("score") for one in open_store().rules("politeness")["en"]["strategy"]
    }
    assert known["gratitude"] == 0.87
    assert known["could-you"] == 0.47
    assert known["please-start"] == -0.30
    assert known["factuality"] == -0.38
    assert known["blame"] is None  # the study did not measure it


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Could you send us a photo, please? Thank you for your patience.", "polite"),
        ("Hello, we are sorry for the delay.", "polite"),
        ("Your parcel arrives on Friday.", "neutral"),
        ("Please send us a photo.", "neutral"),
        ("You failed to pay. In fact you ignored three letters.", "impolite"),
        ("", "neutral"),
    ],
)
def test_a_text_is_polite_impolite_or_neutral(text: str, label: str) -> None:
    assert politeness(text).label == label


def test_every_cue_points_at_its_words_and_says_what_they_do() -> None:
    text = "Hello,\n\n“Would you” send it? You’ve been kind, thanks."
    found = politeness(text)
    for cue in found.cues:
        assert text[cue.start : cue.end] == cue.text
        assert str(cue).startswith(f"“{cue.text}” ")
    assert "danescu-politeness-2013" in found.explain()


def test_a_strategy_counts_once() -> None:
    assert politeness("Thank you. Thanks! Thanks again.").score == politeness("Thank you.").score
    # A word counts beside the strategies of other words.
    assert politeness("Thank you, could you wait?").score > politeness("Thank you.").score


def test_an_unknown_language_is_said_to_be_unknown() -> None:
    found = politeness("Täname teid.", "et")
    assert (found.score, found.label, found.cues) == (0.0, None, ())
    assert "nothing is on record" in found.explain()


def test_it_is_plain_data_and_a_function_of_the_package() -> None:
    found = ck.politeness("Thank you.")
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301
    assert Politeness.from_dict(found.to_dict()) == found


def test_bad_input_is_refused() -> None:
    with pytest.raises(InvalidValue, match="text cannot be"):
        politeness(b"thanks")  # type: ignore[arg-type]
    with pytest.raises(InvalidValue):
        politeness("thanks", "!")


@given(
    st.text()
    | st.lists(
        st.sampled_from(["so", "you", "must", "?", ". ", "thanks", "İ", "\n", "please", " "])
    ).map("".join)
)
def test_any_text_has_a_score_between_the_ends(text: str) -> None:
    found = politeness(text)
    assert -1 < found.score < 1
    for cue in found.cues:
        assert 0 <= cue.start < cue.end <= len(text)
        assert text[cue.start : cue.end] == cue.text
    if not found.cues:
        assert (found.score, found.label) == (0.0, "neutral")


@pytest.mark.parametrize("piece", ["so ", "you ", "thank", "? ", "please. ", "(", "\n", "in fact"])
def test_hostile_repetition_is_read_to_its_end(piece: str) -> None:
    assert politeness(piece * (60_000 // len(piece))).label is not None
