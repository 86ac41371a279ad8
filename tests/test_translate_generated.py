"""Two thousand messages through every backend: whatever an engine does, nothing is lost."""

from __future__ import annotations

import re

import pytest
from generated_messages import messages, tally

from culturekit.translate import TranslationMemory, packages, translate

tiny = pytest.importorskip("tiny_package")

WORDS = ("hello", "thank", "you", "for", "your", "order", "costs", "is", "the", "book", "and")
NUMBER = 2_000


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path / "packages"))
    return tmp_path / "packages"


def upper(text, source, target):
    """Another language, of a kind: masks stay, words change."""
    return re.sub(r"(?<![⟦\d])[a-z]+", lambda word: word[0][::-1], text)


def test_a_package(folder, tmp_path):
    packages.install(tiny.build(tmp_path))
    texts = messages(NUMBER, WORDS)
    found = tally(texts, translate(texts, to="es", source="en", backend="argos"))
    assert found["parts"] > 10_000
    assert found["kept"] <= 0.01 * found["sentences"]


def test_two_packages_one_after_the_other(folder, tmp_path):
    packages.install(tiny.build(tmp_path))
    packages.install(tiny.build(tmp_path, tiny.ES_FR, source="es", target="fr"))
    texts = messages(NUMBER // 4, WORDS)
    found = translate(texts, to="fr", source="en", backend="argos")
    assert tally(texts, found)["kept"] <= 0.01 * NUMBER
    assert {one.path for one in found if one.segments} == {("en", "es", "fr")}


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        ("whole", upper),
        ("around", lambda text, *_: upper(re.sub(r"⟦\d+⟧|XPH\d+X", "", text), "", "")),
        ("kept", lambda text, *_: f"{text} {{evil}}"),
        ("kept", lambda *_: ""),
    ],
)
def test_a_function(folder, kind, change):
    texts = messages(NUMBER, WORDS)
    found = tally(texts, translate(texts, to="es", source="en", backend=change))
    assert found[kind] > 0.4 * found["sentences"]


def test_a_memory_gives_back_what_it_was_given(folder, tmp_path):
    memory = TranslationMemory(tmp_path / "shop.memory")
    texts = messages(NUMBER // 4, WORDS)
    made = translate(texts, to="es", source="en", backend=upper)
    for one in dict.fromkeys(segment for found in made for segment in found.segments):
        if one.text is not None:
            memory.add(one.source, one.text, source="en", target="es")
    again = translate(texts, to="es", source="en", backends=[memory, upper])
    tally(texts, again)
    assert [one.text for one in again] == [one.text for one in made]
    assert {one.backend for one in again if one.segments} == {"memory"}


def test_the_phrase_bank(folder):
    """Sentences on file in any frame; a generated sentence of other words has no way there."""
    known = ["Thank you for your order.", "Your order {id} has been shipped.", "Thank you!"]
    frames = [re.split(r"[^\s]+", text) for text in messages(NUMBER, WORDS)]
    texts = [
        "".join(space + known[place % 2] for place, space in enumerate(frame) if "\n" in space)
        for frame in frames
    ]
    found = translate(texts, to="de", source="en", backend="phrases")
    assert tally(texts, found)["whole"] > 1_000
