"""The data house: what may stand in it, what a fault says, and what comes out."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import culturekit as ck
from culturekit import compile as compiler
from culturekit.store import open as open_store

DATA = Path(__file__).parents[1] / "data"
SOURCE = """
[book]
title = "The book"
accessed = "2026-11-22"
licence = "facts only"
"""


@pytest.fixture
def pack(tmp_path):
    def make(**files):
        (tmp_path / "sources.toml").write_text(SOURCE, "utf-8")
        for name, text in files.items():
            path = tmp_path / f"{name.replace('__', '/')}.toml"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        return tmp_path

    return make


# --- the data of this repository -----------------------------------------------------


def test_the_data_are_sound():
    assert [str(fault) for fault in compiler.check(DATA)] == []


def test_every_fact_has_a_source_and_a_date():
    store = open_store()
    for territory in store.names("territories"):
        for key, fact in store.facts(territory).items():
            assert fact.source, (territory, key)
            assert re.fullmatch(r"\d{4}(-\d\d){0,2}", fact.as_of or ""), (territory, key)


def test_every_source_has_a_licence_and_the_day_it_was_looked_at():
    for source in open_store().sources.values():
        assert source.title
        assert source.licence, source.id
        assert re.fullmatch(r"\d{4}-\d\d(-\d\d)?", source.accessed or ""), source.id
        assert source.url is None or source.url.startswith("https://") or "http://" in source.url


def test_the_house_is_as_large_as_it_says():
    store = open_store()
    assert len([one for one in store.names("territories") if len(store.facts(one)) >= 3]) >= 60
    assert len(store.record("phrases/index")) >= 40
    languages = {name.partition("-")[0] for name in store.names("languages")}
    assert {"en", "de", "fr", "es", "it", "pt", "nl", "pl", "cs", "ja", "ko", "ar"} <= languages


@pytest.mark.parametrize("language", ["de", "fr", "es", "it", "pt-PT", "nl", "pl", "cs", "ja"])
def test_every_phrase_is_there_in_both_registers(language):
    from culturekit.phrases import wording

    store = open_store()
    for id in store.record("phrases/index"):
        for register in ck.RegisterLabel:
            assert wording(store, id, language, register), (language, id, register)


def test_european_law_stands_once_and_holds_for_all_members():
    withdrawal = [open_store().facts(code)["withdrawal.period"] for code in ("DE", "FR", "MT")]
    assert {fact.value for fact in withdrawal} == {14}
    assert {fact.level for fact in withdrawal} == {"region"}


# --- packs and faults ----------------------------------------------------------------------


def test_a_pack_adds_and_overrides_facts(pack):
    folder = pack(
        territories__JP="""
# Japan, as our own desk knows it.
[calendar]
weekend = { value = ["sunday"], source = "book", as_of = "2026" }
[house]
motto = { value = "kaizen", source = "book", as_of = "2026" }
"""
    )
    kit = ck.Kit(packs=[folder])
    japan = kit.culture("JP")
    assert japan.week.weekend == ("sunday",)
    assert japan.facts["house.motto"].source[0].title == "The book"
    assert ck.culture("JP").week.weekend == ("saturday", "sunday")
    assert kit.store.version != open_store().version
    assert "withdrawal.period" in japan.facts  # everything else still stands


@pytest.mark.parametrize(
    ("files", "said"),
    [
        (
            {"territories__JP": '\n[calendar]\nweekend = { value = ["sunday"], as_of = "2026" }\n'},
            "territories/JP.toml:3",
        ),
        (
            {"territories__JP": '[a]\nb = { value = 1, source = "nobody", as_of = "2026" }\n'},
            "territories/JP.toml:2: a.b.source: expected the id of a source, not 'nobody'",
        ),
        ({"territories__JP": "[a\n"}, "territories/JP.toml:1: (file): expected valid TOML"),
        ({"elsewhere__JP": "[a]\n"}, "elsewhere/JP.toml: (file): expected to lie in one of"),
        (
            {
                "phrases__index": '[hi]\ntopic = "x"\nslots = { order = "code" }\n',
                "phrases__xx": 'origin = "written here"\nstatus = "draft"\n'
                '[hi]\ntext = "{odrer}"\n',
            },
            "phrases/xx.toml:3: hi.text: expected the slots ['order'], not ['odrer']",
        ),
    ],
)
def test_a_fault_names_file_line_key_and_what_was_expected(pack, files, said):
    with pytest.raises(ck.DataError) as caught:
        ck.Kit(packs=[pack(**files)]).culture("JP")
    assert said in str(caught.value)


def test_a_pack_that_is_not_there_is_refused():
    with pytest.raises(ck.InvalidValue, match="a folder"):
        ck.Kit(packs=["no-such-pack"]).culture("JP")


# --- compiled -----------------------------------------------------------------------------------


def test_compiled_records_are_the_same_as_those_read_from_the_folder(tmp_path):
    compiler.write(DATA, tmp_path)
    manifest = json.loads((tmp_path / "manifest.json").read_text("utf-8"))
    assert manifest["version"] == open_store().version
    for name in manifest["records"]:
        compiled = json.loads((tmp_path / f"{name}.json").read_text("utf-8"))
        assert compiled == compiler.record(DATA, name), name


def test_line_ends_do_not_change_the_version(tmp_path):
    for ends, folder in (("\n", tmp_path / "a"), ("\r\n", tmp_path / "b")):
        folder.mkdir()
        (folder / "sources.toml").write_bytes(SOURCE.replace("\n", ends).encode())
    assert compiler.fingerprint(tmp_path / "a") == compiler.fingerprint(tmp_path / "b")


def test_the_nearest_locale_answers():
    store = open_store()
    assert store.chain("es-AR") == ("es-AR", "es-419", "es")
    assert store.chain("zh-Hant-HK") == ("zh-Hant-HK", "zh-Hant")
    assert store.chain("en-DE") == ("en-DE", "en-150", "en-001", "en")
    assert store.language("de-CH")["orthography"]["replace"] == [["ß", "ss"]]
