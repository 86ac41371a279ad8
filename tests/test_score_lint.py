"""The labelled sentences, and that the rules find what they should on the half set aside."""

from __future__ import annotations

import pytest

from culturekit.check import rules
from scripts.score_lint import PAGE, clean, faults, page

LABELLED = list(faults())
CLEAN = list(clean())


def test_half_of_the_faults_is_set_aside_in_every_family_and_language() -> None:
    assert len(LABELLED) >= 500
    scored = [one for one in LABELLED if one.half == "score"]
    assert abs(len(scored) - len(LABELLED) / 2) < 5
    for key in ("family", "language"):
        assert {getattr(one, key) for one in scored} == {getattr(one, key) for one in LABELLED}
    assert {one.family for one in LABELLED} == {rule.family for rule in rules()}


def test_no_sentence_is_in_both_halves() -> None:
    halves = {
        half: {one.text for one in LABELLED if one.half == half} for half in ("tune", "score")
    }
    assert not halves["tune"] & halves["score"]
    assert not {one.text for one in LABELLED} & {one.text for one in CLEAN}


@pytest.mark.parametrize("english", [True, False])
def test_nine_of_ten_faults_set_aside_are_found(english: bool) -> None:
    scored = [one for one in LABELLED if one.half == "score" and (one.language == "en") is english]
    assert sum(one.found for one in scored) >= 0.9 * len(scored)


@pytest.mark.parametrize("half", ["tune", "score"])
def test_less_than_one_clean_sentence_in_a_hundred_is_warned_about(half: str) -> None:
    for english in (True, False):
        read = [one for one in CLEAN if one.half == half and (one.language == "en") is english]
        assert len(read) >= 80
        assert sum(one.warned for one in read) < 0.01 * len(read)
    sentences = {one.text for one in CLEAN if one.language == "en"}
    assert len(sentences) == 300


def test_the_page_shows_the_scores_of_these_rules() -> None:
    assert PAGE.read_text("utf-8") == "\n".join(page(LABELLED, CLEAN)) + "\n"
