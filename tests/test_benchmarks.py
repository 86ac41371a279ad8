"""The benchmarks measure what they say: different values, real adaptation, real Babel."""

from __future__ import annotations

import doctest
import json

import pytest

import culturekit as ck
from benchmarks import check as checking
from benchmarks import measure, messages, throughput


def test_examples_of_the_measuring_run():
    assert doctest.testmod(measure).failed == 0


def test_no_two_drafts_are_alike_and_the_same_seed_gives_the_same():
    first = list(messages.drafts(messages.PHRASES, 200, people=20))
    assert first == list(messages.drafts(messages.PHRASES, 200, people=20))
    assert len({draft.values["order"] for draft in first}) == 200
    assert len({draft.values["amount"] for draft in first}) > 190
    assert len({draft.to for draft in first}) == 20


@pytest.mark.parametrize("body", [messages.PHRASES, messages.OWN_WORDS])
def test_babel_and_culturekit_fill_the_same_four_fields(body):
    kit = ck.Kit(sender=ck.Sender("en-US"))
    for draft in messages.drafts(body, 30, people=10):
        values = messages.named(body, draft.values)
        assert len(values) == 4
        draft = draft._replace(values=values)
        answer = messages.adapting(kit, ("text",))(draft)
        for text in (str(answer), messages.babel_and_template(draft)):
            assert "{" not in text
        assert [flag for flag in answer.flags if flag != "untranslated"] == []


def test_phrases_change_language_and_own_words_do_not():
    kit = ck.Kit(sender=ck.Sender("en-US"))
    for body, changes in ((messages.PHRASES, True), (messages.OWN_WORDS, False)):
        for draft in messages.drafts(body, 60, people=30):
            answer = messages.adapting(kit, ("text",))(
                draft._replace(values=messages.named(body, draft.values))
            )
            language = (draft.to.locale or "").partition("-")[0]
            if language not in ("en", "sv", "tr"):  # two languages without a phrase bank
                assert answer.language.startswith(language) is changes, draft.to.locale


def test_a_figure_beyond_its_contract_is_shown_and_raises_nothing():
    good = measure.below("a", 1.2, 1.5, unit="times", shown="1.2 times")
    bad = measure.below("b", 3, 2, unit="ms", shown="3 ms")
    *_, first, second = measure.table([good, bad])
    assert first == "| a | 1.2 times | at most 1.5 times | yes |"
    assert second == "| b | 3 ms | at most 2 ms | **no** |"


def test_memory_is_looked_at_on_the_way():
    found = json.loads(json.dumps(throughput.run(20)))
    assert [int(number) for number in found["memory"]] == [2, 10, 20]
    assert all(size > 5 for size in found["memory"].values())


@pytest.mark.parametrize("language", sorted(checking.READERS))
def test_the_message_that_is_checked_has_two_thousand_words(language):
    text = checking.message("clean.tsv", language)
    words = len("".join(text.split())) // 2 if language == "ja" else len(text.split())
    assert checking.WORDS <= words < checking.WORDS + 60
