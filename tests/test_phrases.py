"""The phrase bank: every wording is known again when a draft is written with it."""

from __future__ import annotations

import pytest

from culturekit.document import parse_draft
from culturekit.fields import Choice, Field
from culturekit.model import RegisterLabel
from culturekit.phrases import Match, find, known, translate_sentence, wording
from culturekit.store import open as open_store

STORE = open_store()
BANKS = [name for name in STORE.names("phrases") if name != "index"]


def sentences(text, language):
    lines = [line for _, line in parse_draft(text, language=language, store=STORE).lines]
    return [sentence for line in lines for sentence in line.sentences]


def spelled(parts):
    """A wording as somebody types it into a draft; a plural by its last form, "other"."""
    out = ""
    for part in parts:
        if isinstance(part, Choice):
            branch = dict(part.options)["other"]
            out += "".join(
                one if isinstance(one, str) else f"{{{part.name}}}" if one.name == "#" else one.raw
                for one in branch
            )
        else:
            out += part if isinstance(part, str) else part.raw
    return out


def wordings(bank):
    for id in known(STORE):
        for register in RegisterLabel:
            found = wording(STORE, id, bank, register)
            assert found is not None, (bank, id)
            yield id, spelled(found.parts)


@pytest.mark.parametrize("bank", BANKS)
def test_a_draft_in_the_words_of_the_bank_is_known_phrase_by_phrase(bank):
    """Each wording is one sentence by the splitter of its language, and means one phrase."""
    for id, text in wordings(bank):
        found = [find(STORE, sentence, bank) for sentence in sentences(text, bank)]
        assert [match and match.id for match in found] == [id], text
        (match,) = found
        assert isinstance(match, Match)
        assert {slot for slot, _ in match.fields} == set(known(STORE)[id].get("slots", {})), text


@pytest.mark.parametrize("bank", [bank for bank in BANKS if bank not in ("ja", "th", "zh")])
def test_a_phrase_is_known_in_front_of_another(bank):
    """Thai ends no sentence with a sign; Chinese and Japanese need no space behind it."""
    last = next(text for id, text in wordings(bank) if id == "thank_you_patience")
    for id, text in wordings(bank):
        if not text.endswith((".", "!", "?", "。", "।")):
            continue  # a link or a code ends it, and no sign
        found = [find(STORE, sentence, bank) for sentence in sentences(f"{text} {last}", bank)]
        assert [match and match.id for match in found] == [id, "thank_you_patience"], text


def test_a_code_that_is_written_out_counts_as_a_field():
    (sentence,) = sentences("Teie tellimus nr A-1042 on kinnitatud.", "et")
    assert find(STORE, sentence, "et") == Match("order_confirmed", (("order", "A-1042"),))


def test_a_field_keeps_its_name_and_its_place():
    (sentence,) = sentences("{d} išsiuntėme Jūsų užsakymą {id}.", "lt")
    match = find(STORE, sentence, "lt")
    assert match is not None and match.id == "order_shipped_on"
    fields = dict(match.fields)
    assert isinstance(fields["date"], Field)
    assert (fields["date"].name, fields["order"].name) == ("d", "id")


def test_a_plural_waits_for_its_number():
    """Which form it takes is known when the message is filled, not when it is translated."""
    (sentence,) = sentences("{n} toodet on teele pandud.", "et")
    match = find(STORE, sentence, "et")
    assert match is not None and match.id == "items_shipped"
    assert translate_sentence(sentence.text, "et", "en", None, STORE) is None


def test_two_sentences_are_no_phrase():
    one, two = "Takk for bestillingen.", "Takk for tålmodigheten."
    assert translate_sentence(one, "nb", "en", None, STORE) == "Thank you for your order."
    assert translate_sentence(f"{one} {two}", "nb", "en", None, STORE) is None
