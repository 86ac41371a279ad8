"""The real Apertium, where it is installed; run by `make test-apertium`."""

from __future__ import annotations

import os
import signal
import subprocess

import pytest
from generated_messages import messages, tally

import culturekit as ck
from culturekit.translate import Apertium, translate

pytestmark = pytest.mark.apertium

WORDS = {
    "en": (
        "your order invoice has arrived please the new blue shirt we will send to you on Monday is"
        " late and refund payment was received thank card address our shop customer"
    ),
    "es": (
        "su pedido factura ha llegado por favor la nueva camisa azul le enviamos el lunes es tarde"
        " y reembolso pago fue recibido gracias tarjeta dirección nuestra tienda cliente"
    ),
    "sv": (
        "din beställning faktura har kommit vänligen den nya blå skjortan vi skickar till dig på"
        " måndag är sen och återbetalning betalning tack kort adress vår butik kund"
    ),
}
PAIRS = [("en", "es"), ("es", "ca"), ("sv", "da")]


@pytest.fixture(scope="module")
def engine():
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ARGOS_PACKAGES_DIR", "/nowhere")
        made = Apertium()
        yield made
        made.close()


def test_the_pairs_are_there(engine):
    assert set(PAIRS) <= set(engine.pairs())


@pytest.mark.parametrize(("source", "target"), PAIRS)
def test_two_thousand_messages(engine, source, target):
    texts = messages(2_000, WORDS[source].split())
    found = translate(texts, to=target, source=source, backend=engine)
    counted = tally(texts, found)
    assert counted["whole"] >= 0.99 * counted["sentences"], counted
    again = translate(texts[::-1], to=target, source=source, backend=engine)
    assert [one.text for one in again[::-1]] == [one.text for one in found]


def test_its_own_command_loses_what_the_masks_keep():
    """Why there are masks: the same sentences through the command, as it is."""
    texts = ["Hello {first_name}!", "See https://acme.example/a_b.", "Your order ORD-2024-1."]
    raw = subprocess.run(
        ["apertium", "-u", "eng-spa"],  # noqa: S607 - whichever is on the path
        input="\n".join(texts), capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert any(part not in raw for part in ("{first_name}", "https://acme.example/a_b"))
    found = " ".join(one.text for one in translate(texts, to="es", source="en", backend="apertium"))
    assert all(part in found for part in ("{first_name}", "https://acme.example/a_b", "ORD-2024-1"))


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        ("The dog sees the house.", ("rough-engine",)),
        ("The dog sees the frooble.", ("rough-engine", "unknown-words")),
        ("The dog of Wojciech sees the house.", ("rough-engine",)),
    ],
)
def test_its_marks_are_flags(engine, text, flags):
    found = translate(text, to="es", source="en", backend=engine)
    assert found.flags == flags
    assert not set("*#@") & set(found.text)


def test_killed_in_the_middle_it_goes_on(engine):
    before = translate("The dog sees the house.", to="es", source="en", backend=engine).text
    os.killpg(engine._pipes["eng-spa"]._process.pid, signal.SIGKILL)
    assert translate("The dog sees the house.", to="es", source="en", backend=engine).text == before


@pytest.mark.parametrize(
    ("source", "to", "draft", "word"),
    [
        ("en-US", "es-ES", "The blue shirt of {name} will arrive on Monday.", "lunes"),
        ("sv-SE", "da-DK", "Den blå skjortan till {name} kommer på måndag.", "mandag"),
    ],
)
def test_a_message_is_adapted(engine, source, to, draft, word):
    kit = ck.Kit(sender=source, backends=[engine])
    message = ck.Message(draft, language=source)
    found = kit.adapt(message, to=to, values={"name": "Ann Lee"})
    assert "untranslated" not in found.flags
    assert "Ann Lee" in found.body
    assert word in found.body
