"""Apertium: a pipe that is kept running, started again, and never waited for in vain.

Here the pipe is a small program of our own that behaves as Apertium's do; `make
test-apertium` asks the real one.
"""

from __future__ import annotations

import os
import pickle
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from culturekit.errors import InvalidValue, PackageRejected, TranslationUnavailable
from culturekit.translate import Apertium, translate

FAKE = r"""
import os, re, sys, time
known = {"hello": "hola", "your": "su", "order": "pedido", "is": "es", "ready": "listo"}
def word(match):
    found = match[0].lower()
    if found == "go":
        return "#ir"
    return known.get(found) or ("*" + match[0])
buffer = b""
while block := os.read(0, 65536):
    buffer += block
    while b"\0" in buffer:
        text, buffer = buffer.split(b"\0", 1)
        text = text.decode()
        with open(sys.argv[1], "a") as log:
            log.write(f"{os.getpid()} {text}\n")
        if "die" in text:
            os._exit(1)
        if "hang" in text:
            time.sleep(60)
        parts = re.split(r"(\[[^\]]*\])", text)
        out = [re.sub(r"(?<![\\\w])[a-zA-Z]\w*", word, one) for one in parts[::2]]
        out = [piece for pair in zip(out, [*parts[1::2], ""]) for piece in pair]
        os.write(1, "".join(out).encode() + b"\0")
"""


@pytest.fixture
def modes(tmp_path, monkeypatch):
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path / "none"))
    program = tmp_path / "fake.py"
    program.write_text(FAKE, "utf-8")
    folder = tmp_path / "modes"
    folder.mkdir()
    command = f"'{sys.executable}' '{program}' '{tmp_path / 'log'}'"
    for name in ("eng-spa", "spa-eng_US", "spa-cat_valencia"):
        (folder / f"{name}.mode").write_text(command)
    (folder / "README").write_text("x")
    return folder


def asked(modes):
    return [line.split(" ", 1) for line in (modes.parent / "log").read_text().splitlines()]


def test_which_pairs_there_are(modes):
    assert Apertium(folder=modes).pairs() == (("en", "es"), ("es", "en-US"))
    chosen = Apertium(folder=modes, modes={("es", "ca"): "spa-cat_valencia"})
    assert chosen.pairs() == (("en", "es"), ("es", "ca"), ("es", "en-US"))
    assert Apertium(folder=modes / "none").pairs() == ()
    with pytest.raises(InvalidValue, match="eng-spa"):
        Apertium(folder=modes, modes={("en", "fr"): "eng-fra"})
    with pytest.raises(InvalidValue):
        Apertium(folder=modes, timeout=0)


def test_one_process_for_many_sentences(modes):
    with_fields = [f"Hello {{n{number}}}, your order is ready." for number in range(200)]
    found = translate(with_fields, to="es", source="en", backends=[Apertium(folder=modes)])
    assert [one.text for one in found] == [
        f"hola {{n{number}}}, su pedido es listo." for number in range(200)
    ]
    assert found[0].backend == "apertium"
    lines = asked(modes)
    assert len(lines) == 1  # 200 fields, one sentence
    assert lines[0][1] == "Hello [⟦0⟧], your order is ready.[]"


def test_what_has_a_meaning_to_it_is_escaped_and_comes_back(modes):
    text = "order [x] ^ $ / \\ @ < > } your * order"
    found = translate(text, to="es", source="en", backends=[Apertium(folder=modes)])
    assert found.text == "pedido [x] ^ $ / \\ @ < > } su * pedido"


def test_a_stop_is_put_behind_and_taken_off(modes):
    found = translate("your order {id}", to="es", source="en", backends=[Apertium(folder=modes)])
    assert found.text == "su pedido {id}"
    assert asked(modes)[0][1] == "your order [⟦0⟧].[]"


@pytest.mark.parametrize(
    ("text", "found", "flags"),
    [
        ("your froobles", "su froobles", ("rough-engine", "unknown-words")),
        ("your Maria", "su Maria", ("rough-engine",)),
        ("go your order", "ir su pedido", ("rough-engine", "word-form")),
    ],
)
def test_its_marks_become_flags(modes, text, found, flags):
    done = translate(text, to="es", source="en", backends=[Apertium(folder=modes)])
    assert (done.text, done.flags) == (found, flags)


def test_a_process_that_dies_is_started_again(modes):
    engine = Apertium(folder=modes)
    found = translate(
        ["your order", "die", "hello order", "your hello"], to="es", source="en", backends=[engine]
    )
    assert [one.text for one in found] == ["su pedido", "die", "hola pedido", "su hola"]
    assert found[1].flags == ("empty", "engine-failed", "kept-source")
    # It died of that sentence twice, and twice again when other masks were tried.
    assert len({process for process, _ in asked(modes)}) == 4


def test_one_that_hangs_is_not_waited_for(modes):
    engine = Apertium(folder=modes, timeout=0.7)
    found = translate(["hang", "your order"], to="es", source="en", backends=[engine])
    assert [one.text for one in found] == ["hang", "su pedido"]
    assert "timeout" in found[0].flags


def test_a_process_killed_between_two_sentences_does_no_harm(modes):
    engine = Apertium(folder=modes)
    assert translate("your order", to="es", source="en", backends=[engine]).text == "su pedido"
    os.kill(int(asked(modes)[-1][0]), 9)
    assert translate("hello order", to="es", source="en", backends=[engine]).text == "hola pedido"
    engine.close()
    assert translate("your hello", to="es", source="en", backends=[engine]).text == "su hola"


def test_a_mode_that_does_not_start(modes):
    (modes / "eng-spa.mode").write_text("exit 1")
    found = translate("your order", to="es", source="en", backends=[Apertium(folder=modes)])
    assert (found.text, "engine-failed" in found.flags) == ("your order", True)
    engine = Apertium(folder=modes)
    (modes / "eng-spa.mode").unlink()
    with pytest.raises(PackageRejected, match="no Apertium mode"):
        engine.translate_batch(["x"], "en", "es")
    with pytest.raises(TranslationUnavailable):
        translate("your order", to="es", source="en", backends=[engine])


def test_threads_and_copies(modes):
    engine = pickle.loads(pickle.dumps(Apertium(folder=modes)))  # noqa: S301 - our own

    def one(number):
        text = f"hello {number} order"
        return translate(text, to="es", source="en", backends=[engine]).text

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(one, range(40)))
    assert found == [f"hola {number} pedido" for number in range(40)]


def test_by_name(modes, monkeypatch):
    monkeypatch.setattr("shutil.which", lambda _: None)
    from culturekit.translate.backends import _named

    _named.cache_clear()
    with pytest.raises(TranslationUnavailable):
        translate("your order", to="es", source="en", backend="apertium")
    _named.cache_clear()
