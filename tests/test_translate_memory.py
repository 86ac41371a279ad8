"""The memory: what was confirmed wins, nothing that was written is lost, TMX there and back."""

from __future__ import annotations

import pickle
import signal
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

import culturekit as ck
from culturekit.cli import main
from culturekit.errors import InvalidValue
from culturekit.translate import TranslationMemory, translate, translate_segments

PAIR = {"source": "en", "target": "es"}


@pytest.fixture(autouse=True)
def no_packages(tmp_path, monkeypatch):
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path / "none"))


@pytest.fixture
def memory(tmp_path):
    return TranslationMemory(tmp_path / "shop.memory")


def shout(text, source, target):
    """A machine of few words."""
    known = {"My cat ate it.": "Mi gato se lo ha comido.", "See ⟦0⟧.": "Vea ⟦0⟧."}
    return known.get(text, text.upper())


# --- who wins ------------------------------------------------------------------------------


def test_what_somebody_confirmed_comes_before_bank_and_machine(memory):
    memory.add("Thank you for your order.", "¡Gracias por comprar!", **PAIR)
    memory.add("My cat ate it.", "Se lo comió el gato.", **PAIR)
    found = translate(
        "Thank you for your order. My cat ate it. No.", to="es", source="en",
        backends=[shout, memory],
    )  # fmt: skip
    assert found.text == "¡Gracias por comprar! Se lo comió el gato. NO."
    assert [one.backend for one in found.segments] == ["memory", "memory", "shout"]


def test_what_nobody_confirmed_comes_behind_the_bank_and_before_machines(memory):
    memory.add("Thank you for your order.", "Gracias por orden.", **PAIR, confirmed=False)
    memory.add("My cat ate it.", "Mi gato lo comió.", **PAIR, confirmed=False)
    options = {"to": "es", "source": "en", "backends": [memory, shout]}
    assert translate("Thank you for your order.", **options).backend == "phrases"
    found = translate("My cat ate it.", **options)
    assert (found.text, found.flags, found.quality) == (
        "Mi gato lo comió.", ("unconfirmed",), "medium",
    )  # fmt: skip
    memory.add("My cat ate it.", "Se lo comió el gato.", **PAIR)
    found = translate("My cat ate it.", **options)
    assert (found.text, found.flags, found.quality) == ("Se lo comió el gato.", (), "high")
    memory.add("My cat ate it.", "Mi gato lo comió.", **PAIR, confirmed=False)
    assert translate("My cat ate it.", **options).text == "Se lo comió el gato."


def test_fields_addresses_and_codes_may_be_others(memory):
    memory.add(
        "Hi {name}, order ORD-2024-1 is at https://a.example/x.",
        "El pedido ORD-2024-1 de {name} está en https://a.example/x.",
        **PAIR,
    )
    (found,) = translate_segments(
        ["Hi \ue0000\ue001, order XJ-77-A is at https://b.example/y."],
        source="en", target="es-MX", backends=[memory],
    )  # fmt: skip
    assert found.text == "El pedido XJ-77-A de \ue0000\ue001 está en https://b.example/y."
    assert memory.exact("Hi Ann, order ORD-2024-1 is here.", **PAIR) is None


def test_a_kit_adapts_with_it(memory):
    memory.add("Your parcel {id} fell into the sea.", "Tu paquete {id} cayó al mar.", **PAIR)
    kit = ck.Kit(sender="en-US", backends=[memory])
    values = {"parcel": "A-1042"}
    found = kit.adapt("Your parcel {parcel} fell into the sea.", to="es-ES", values=values)
    assert "Tu paquete A-1042 cayó al mar." in found.body
    assert "untranslated" not in found.flags


def test_the_register_that_was_asked_for(memory):
    memory.add("Call us.", "Llámenos.", **PAIR, register="formal")
    memory.add("Call us.", "Llámanos.", **PAIR, register="informal")
    memory.add("Write.", "Escriba.", **PAIR, register="formal")
    assert memory.exact("Call us.", **PAIR, register="informal").text == "Llámanos."
    assert memory.exact("Call us.", **PAIR, register="formal").text == "Llámenos."
    assert memory.exact("Write.", **PAIR, register="informal") is None
    assert memory.exact("Write.", **PAIR).text == "Escriba."


def test_the_nearest_variety(memory):
    memory.add("a lift", "um elevador", source="en", target="pt-BR")
    memory.add("a lift", "um ascensor", source="en-GB", target="pt-PT")
    assert memory.exact("a lift", source="en", target="pt-PT").text == "um ascensor"
    assert memory.exact("a lift", source="en-US", target="pt").text == "um elevador"
    assert memory.exact("a lift", source="en", target="es") is None


def test_a_glossary_term_that_is_not_there_is_a_reason_to_go_on(memory):
    memory.add("Your order is late.", "Su pedido se retrasa.", **PAIR)
    found = translate(
        "Your order is late.", to="es", source="en", backends=[memory, shout],
        glossary={"order": "encargo"},
    )  # fmt: skip
    assert found.backend == "shout"


def test_what_a_machine_said_can_be_kept(memory):
    found = translate("My cat ate it. See {link}.", to="es", source="en", backends=[shout])
    assert memory.record(found) == 2
    again = translate("My cat ate it. See {url}.", to="es", source="en", backends=[memory])
    assert again.text == "Mi gato se lo ha comido. Vea {url}."
    assert [(one.confirmed, one.origin) for one in memory] == [(False, "shout")] * 2
    assert memory.remove("My cat ate it.", **PAIR) == 1
    assert len(memory) == 1


# --- likeness ----------------------------------------------------------------------------------


def test_matches_and_their_scores(memory):
    memory.add("Your order will arrive on Monday.", "Su pedido llegará el lunes.", **PAIR)
    memory.add("Your refund will arrive on Friday.", "Su reembolso llegará el viernes.", **PAIR)
    memory.add("Nothing like it at all.", "Nada parecido.", **PAIR)
    memory.add("Hi {name}!", "¡Hola, {name}!", **PAIR)
    found = memory.matches("Your order will arrive on Friday.", **PAIR)
    assert [(one.text, round(one.score, 2)) for one in found] == [
        ("Su pedido llegará el lunes.", 0.86),
        ("Su reembolso llegará el viernes.", 0.86),
    ]
    (same, *_) = memory.matches("Your order will arrive on Monday.", **PAIR)
    assert same.score == 1.0
    assert memory.matches("Hi {first}!", **PAIR)[0].text == "¡Hola, {first}!"
    assert memory.matches("Your order will arrive on Friday.", **PAIR, at_least=0.9) == []
    assert len(memory.matches("Your order will arrive on Friday.", **PAIR, limit=1)) == 1
    assert memory.matches("", **PAIR) == []


def test_scripts_without_spaces_are_compared_by_character(memory):
    memory.add(
        "ご注文は月曜日に届きます。", "Your order arrives on Monday.", source="ja", target="en"
    )
    (found,) = memory.matches("ご注文は金曜日に届きます。", source="ja", target="en")
    assert found.score == pytest.approx(1 - 1 / 13)


def test_a_match_is_never_sent_by_itself(memory):
    memory.add("Your order will arrive on Monday.", "Su pedido llegará el lunes.", **PAIR)
    (found,) = translate_segments(
        ["Your order will arrive on Friday."], source="en", target="es", backends=[memory]
    )
    assert (found.text, found.flags) == (None, ("no-path",))


# --- the file -----------------------------------------------------------------------------------

WRITER = """
import sys
from culturekit.translate import TranslationMemory
memory = TranslationMemory(sys.argv[1])
for number in range(int(sys.argv[2]), 100_000):
    memory.add(f"Sentence {number}.", f"Frase {number}.", source="en", target="es")
    print(number, flush=True)
"""


def test_killed_in_the_middle_nothing_that_was_written_is_lost(tmp_path):
    path = tmp_path / "shop.memory"
    begin = 0
    for _ in range(3):
        child = subprocess.Popen(  # noqa: S603 - our own interpreter
            [sys.executable, "-c", WRITER, str(path), str(begin)], stdout=subprocess.PIPE, text=True
        )
        try:
            while int(child.stdout.readline()) < begin + 40:
                pass
        finally:
            child.send_signal(signal.SIGKILL)
            rest = child.communicate()[0].split()
        # The last word may be cut short; what was said before it was written before.
        said = int(rest[-2]) if len(rest) > 1 else begin + 40
        memory = TranslationMemory(path)
        for number in range(said + 1):
            assert memory.exact(f"Sentence {number}.", **PAIR).text == f"Frase {number}."
        assert said + 1 <= len(memory) <= said + 3
        with sqlite3.connect(path) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        begin = said + 1


def test_processes_and_threads_write_side_by_side(tmp_path):
    path = tmp_path / "shop.memory"
    code = WRITER.replace("100_000", "int(sys.argv[2]) + 50")
    children = [
        subprocess.Popen(  # noqa: S603 - our own interpreter
            [sys.executable, "-c", code, str(path), str(begin)], stdout=subprocess.DEVNULL
        )
        for begin in (0, 100)
    ]
    memory = TranslationMemory(path)

    def write(number):
        memory.add(f"Sentence {number}.", f"Frase {number}.", **PAIR)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(200, 250)))
    assert [child.wait(timeout=120) for child in children] == [0, 0]
    assert len(memory) == 150


def test_it_can_be_copied_compared_and_closed(memory):
    memory.add("One.", "Uno.", **PAIR)
    again = pickle.loads(pickle.dumps(memory))  # noqa: S301 - our own
    assert (again, hash(again)) == (memory, hash(memory))
    memory.close()
    assert memory.exact("One.", **PAIR).text == again.exact("One.", **PAIR).text == "Uno."


@pytest.mark.parametrize("content", [b"no database at all" * 99, None])
def test_a_file_of_another_kind_is_refused_and_left_alone(tmp_path, content):
    path = tmp_path / "other"
    if content is None:
        with sqlite3.connect(path) as connection:
            connection.execute("CREATE TABLE customers (name TEXT)")
        connection.close()
    else:
        path.write_bytes(content)
    before = path.read_bytes()
    with pytest.raises(InvalidValue, match="translation memory"):
        TranslationMemory(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("text", "translation"),
    [
        ("", "x"),
        ("x", " "),
        ("Hi {name}!", "¡Hola!"),
        ("Hi!", "¡Hola, {name}!"),
        ("See https://a.example", "Vea https://b.example"),
        ("x\0y", "z"),
        ("x", "\ud800"),
        (3, "x"),
    ],
)
def test_what_cannot_be_a_translation_is_refused(memory, text, translation):
    with pytest.raises(InvalidValue):
        memory.add(text, translation, **PAIR)
    assert len(memory) == 0


# --- TMX -----------------------------------------------------------------------------------

SENTENCES = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), min_size=1
).filter(str.strip)


def test_there_and_back(memory, tmp_path):
    memory.add("Hi <b>{name}</b> & co.", "Hola <b>{name}</b> y cía.", **PAIR, register="formal")
    memory.add("My cat.", "Mi gato.", **PAIR, confirmed=False, origin="shout")
    memory.add("My cat.", "Il mio gatto.", source="en-GB", target="it")
    assert memory.export_tmx(tmp_path / "out.tmx") == 3
    other = TranslationMemory(tmp_path / "other.memory")
    assert other.import_tmx(tmp_path / "out.tmx").to_dict() == {"entries": 3}
    assert list(other) == list(memory)
    assert other.import_tmx(tmp_path / "out.tmx", confirmed=True).entries == 3
    assert all(one.confirmed for one in other)
    assert len(other) == 3


@given(st.lists(st.tuples(SENTENCES, SENTENCES), max_size=5))
def test_any_text_goes_there_and_back(tmp_path_factory, pairs):
    folder = tmp_path_factory.mktemp("tmx")
    memory, other = TranslationMemory(folder / "one"), TranslationMemory(folder / "two")
    for text, translation in pairs:
        try:
            memory.add(text, translation, **PAIR)
        except InvalidValue:
            continue  # fields that are not those of the text
    memory.export_tmx(folder / "out.tmx")
    assert other.import_tmx(folder / "out.tmx").refused == ()
    assert list(other) == list(memory)
    memory.close()
    other.close()


def tmx(tmp_path, units, head='srclang="en"'):
    path = tmp_path / "in.tmx"
    path.write_text(
        f'<?xml version="1.0"?><!DOCTYPE tmx SYSTEM "tmx14.dtd"><tmx version="1.4"><header {head}/>'
        f"<body>{units}</body></tmx>",
        "utf-8",
    )
    return path


def test_what_other_tools_write(memory, tmp_path):
    units = """
      <tu><note>x</note><tuv xml:lang="ES_es">
            <seg>Haz <bpt i="1">&lt;b></bpt>clic<ept i="1">&lt;/b></ept>.</seg></tuv>
          <tuv xml:lang="EN">
            <seg>Do <bpt i="1">&lt;b></bpt>click<ept i="1">&lt;/b></ept>.</seg></tuv>
          <tuv xml:lang="fr"><seg>Faites <b>un</b> clic.</seg></tuv></tu>
      <tu><tuv lang="en"><seg>Alone.</seg></tuv></tu>
      <tu><tuv lang="?"><seg>x</seg></tuv><tuv lang="es"><seg>y</seg></tuv></tu>
    """
    found = memory.import_tmx(tmx(tmp_path, units))
    assert found.entries == 1
    assert len(found.refused) == 3  # the French one lost its tags
    assert memory.exact("Do <b>click</b>.", source="en", target="es").text == "Haz <b>clic</b>."


@pytest.mark.parametrize(
    "content",
    [
        "",
        "<html/>",
        "<tmx><body>",
        '<!DOCTYPE tmx [<!ENTITY a "aaaa">]><tmx><body>&a;</body></tmx>',
        '<!DOCTYPE tmx [<!ENTITY a SYSTEM "file:///etc/passwd">]><tmx>&a;</tmx>',
    ],
)
def test_files_that_are_no_tmx_are_refused(memory, tmp_path, content):
    path = tmp_path / "in.tmx"
    path.write_text(content)
    with pytest.raises(InvalidValue, match="TMX file"):
        memory.import_tmx(path)
    with pytest.raises(InvalidValue, match="TMX file"):
        memory.import_tmx(tmp_path / "nothing")


# --- the command line ------------------------------------------------------------------------


def test_a_memory_from_the_command_line(memory, tmp_path, capsys):
    memory.add("Your parcel {id} fell into the sea.", "Su paquete {id} cayó al mar.", **PAIR)
    options = ["--memory", str(memory.path), "--to", "es-ES"]
    text = "Your parcel {n} fell into the sea."
    assert main(["translate", text, "--source", "en", *options]) == 0
    assert capsys.readouterr().out == "Su paquete {n} cayó al mar.\n"
    (tmp_path / "draft.txt").write_text("Your parcel {n} fell into the sea.")
    done = main(
        ["adapt", str(tmp_path / "draft.txt"), "--language", "en", "--value", "n=A-1", *options]
    )
    assert done == 0
    assert "Su paquete A-1 cayó al mar." in capsys.readouterr().out
    assert main(["translate", text, "--memory", str(tmp_path / "draft.txt"), "--to", "es"]) == 2
