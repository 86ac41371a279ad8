"""Packages: read as they lie, installed whole or not at all, and never trusted."""

from __future__ import annotations

import json
import os
import shutil
import signal
import stat
import struct
import subprocess
import sys
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from culturekit.errors import (
    InvalidValue,
    MissingDependency,
    PackageRejected,
    TranslationUnavailable,
)
from culturekit.translate import argos, packages, translate, translate_segments

tiny = pytest.importorskip("tiny_package")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Packages to install: English and Spanish both ways, Spanish to French."""
    place = tmp_path_factory.mktemp("made")
    return {
        "en-es": tiny.build(place),
        "es-en": tiny.build(place, tiny.ES_EN, source="es", target="en"),
        "es-fr": tiny.build(place, tiny.ES_FR, source="es", target="fr"),
    }


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty folder for packages."""
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path / "packages"))
    return tmp_path / "packages"


def spanish(text):
    return translate(text, to="es", source="en").text


# --- where they lie ------------------------------------------------------------------------


def test_the_folder_is_that_of_argos(monkeypatch, tmp_path):
    for name in ("ARGOS_PACKAGES_DIR", "ARGOS_TRANSLATE_PACKAGES_DIR", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert packages.folder() == tmp_path / ".local/share/argos-translate/packages"
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert packages.folder() == tmp_path / "data/argos-translate/packages"
    monkeypatch.setenv("ARGOS_TRANSLATE_PACKAGES_DIR", str(tmp_path / "old"))
    assert packages.folder() == tmp_path / "old"
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path / "new"))
    assert packages.folder() == tmp_path / "new"
    assert packages.installed() == ()


# --- translating ---------------------------------------------------------------------------


def test_a_package_translates_and_nothing_is_lost(folder, made):
    packages.install(made["en-es"])
    text = (
        "Hello {first_name}, your order SKU_AB-12 is on its way!\n"
        "\tSee https://a.example/x_y.  The book costs 49.90.\r\n\r\n"
        "THE BOOK IS ON ITS WAY.\n"
    )
    found = translate(text, to="es", source="en")
    assert found.text == (
        "Hola {first_name}, su pedido SKU_AB-12 está en su camino!\n"
        "\tVea https://a.example/x_y.  El libro cuesta 49.90.\r\n\r\n"
        "EL LIBRO ESTÁ EN SU CAMINO.\n"
    )
    assert (found.backend, found.flags, found.quality) == ("argos", (), "medium")
    assert all(segment.score == 0.0 for segment in found.segments)


def test_a_sentence_longer_than_the_model_is_split(folder, made):
    packages.install(made["en-es"])
    found = translate("the book and " * 400 + "the order.", to="es", source="en")
    assert found.text == "el libro y " * 400 + "el pedido."
    assert found.flags == ("split",)


def test_a_sentence_without_a_space_is_split_too(folder, made):
    packages.install(made["en-es"])
    text = "Hello" + ",!" * 300 + "a."
    assert spanish(text) == text.replace("Hello", "Hola")


def test_two_packages_make_a_way(folder, made):
    packages.install(made["en-es"])
    packages.install(made["es-fr"])
    found = translate("Hello {name}, the book is on {x}.", to="fr-CA", source="en-GB")
    assert found.text == "Bonjour {name}, le livre est en {x}."
    assert found.path == ("en-GB", "es", "fr-CA")
    assert found.flags == ("pivoted",)
    (segment,) = translate_segments(["Hello \ue0000\ue001!"], source="en", target="fr")
    assert (segment.text, segment.backend) == ("Bonjour \ue0000\ue001!", "argos")


def test_many_at_once(folder, made):
    packages.install(made["en-es"])
    texts = [f"Hello {{n{number}}}, your order is on its way." for number in range(200)]
    found = translate(texts, to="es", source="en")
    assert [one.text for one in found] == [
        f"Hola {{n{number}}}, su pedido está en su camino." for number in range(200)
    ]


# --- register: what else the beam ends with ---------------------------------------------------


@pytest.mark.parametrize(
    ("text", "register", "found", "verdict"),
    [
        ("Your order is here.", "formal", "Ihre Bestellung ist da.", "unverifiable"),
        ("Your order is here.", "informal", "Deine Bestellung ist da.", "met"),
        ("See your order {id}.", "formal", "Siehe Ihre Bestellung {id}.", "met"),
        ("See your order {id}.", "informal", "Siehe deine Bestellung {id}.", "met"),
    ],
)
def test_of_the_wordings_of_the_beam_the_one_in_the_register(
    folder, tmp_path, text, register, found, verdict
):
    packages.install(tiny.build(tmp_path, tiny.EN_DE, target="de"))
    done = translate(text, to="de", source="en", register=register)
    assert (done.text, done.register) == (found, verdict)
    first = translate(text, to="de", source="en").text
    said = {*done.flags} - {"register-unverifiable"}  # "Ihre" may be hers where a sentence begins
    assert said == (set() if first == found else {"alternative-wording"})


def test_a_register_that_no_wording_has_is_reported(folder, tmp_path):
    words = {**tiny.EN_DE, "_Your": "_Deine"}
    packages.install(tiny.build(tmp_path, words, target="de"))
    done = translate("Your order is here.", to="de", source="en", register="formal")
    assert (done.text, done.register) == ("Deine Bestellung ist da.", "unmet")
    assert done.flags == ("register-unmet",)


# --- what is remembered -----------------------------------------------------------------------


def test_a_sentence_is_translated_once(folder, made, monkeypatch):
    packages.install(made["en-es"])
    asked = []
    run = argos.Model._run

    def watch(self, texts, options):
        asked.extend(texts)
        return run(self, texts, options)

    monkeypatch.setattr(argos.Model, "_run", watch)
    argos._answers.clear()
    for _ in range(3):
        assert spanish("The book. The order. The book.") == "El libro. El pedido. El libro."
    assert sorted(asked) == ["The book.", "The order."]


def test_a_package_that_comes_back_is_remembered_and_another_is_not(folder, made, tmp_path):
    packages.install(made["en-es"])
    assert spanish("the book") == "el libro"
    packages.install(tiny.build(tmp_path, {**tiny.EN_ES, "_book": "_tomo"}))
    assert spanish("the book") == "el tomo"
    packages.install(made["en-es"])
    assert spanish("the book") == "el libro"


def test_what_is_remembered_is_bounded():
    answers = argos._Answers(most=3)
    for number in range(10):
        answers.put((number,), [])
        assert answers.get((0,)) == []
    # The first was asked for each time, so it is not the oldest.
    assert [one for one in range(10) if answers.get((one,)) is not None] == [0, 8, 9]


def test_words_that_the_model_does_not_know_are_flagged_and_names_are_not(folder, made):
    packages.install(made["en-es"])
    assert translate("your blorp", to="es", source="en").flags == ("unknown-words",)
    assert translate("your Maria {name}", to="es", source="en").flags == ()


def test_codes_of_argos_that_are_not_bcp_47(folder, tmp_path):
    packages.install(tiny.build(tmp_path, source="en", target="pb"))
    packages.install(tiny.build(tmp_path, source="en", target="zt"))
    assert {one.pair for one in packages.installed()} == {("en", "pt-BR"), ("en", "zh-Hant")}
    assert translate("the book", to="pt-BR", source="en").flags == ()
    assert translate("the book", to="zh-TW", source="en").text == "el libro"
    with pytest.raises(TranslationUnavailable, match="installed: en-pt-BR, en-zh-Hant"):
        translate("the book", to="zh-CN", source="en")


def test_a_prefix_for_the_target_is_sent_and_taken_off(folder, tmp_path):
    path = tiny.build(tmp_path, {**tiny.EN_ES, "_>>es<<": "_>>es<<"})
    root = tmp_path / "unpacked" / path.stem
    about = json.loads((root / "metadata.json").read_text())
    (root / "metadata.json").write_text(json.dumps({**about, "target_prefix": "▁>>es<<"}))
    packages.install(root)
    assert packages.installed()[0].target_prefix == "▁>>es<<"
    # The model writes by position, so what the prefix takes the place of is its first word.
    assert spanish("the book") == "libro"


def test_a_zip_file_in_the_folder_is_read_as_it_is(folder, made):
    folder.mkdir()
    shutil.copy(made["en-es"], folder)
    (found,) = packages.installed()
    assert (found.pair, found.problem) == (("en", "es"), None)
    assert spanish("Hello, the book!") == "Hola, el libro!"
    assert packages.verify(found.name).ok


def test_the_newest_package_of_a_pair_is_used(folder, tmp_path):
    packages.install(tiny.build(tmp_path, {**tiny.EN_ES, "_book": "_tomo"}, version="1.10"))
    packages.install(tiny.build(tmp_path, version="1.9"))
    assert len(packages.installed()) == 2
    assert spanish("the book") == "el tomo"


def test_a_replaced_package_is_live_at_once(folder, made, tmp_path):
    packages.install(made["en-es"])
    assert spanish("the book") == "el libro"
    packages.install(tiny.build(tmp_path, {**tiny.EN_ES, "_book": "_tomo"}))
    assert [one.name for one in packages.installed()] == ["translate-en_es-1_0"]
    assert spanish("the book") == "el tomo"


def test_without_the_extra_it_says_what_to_install(folder, made, monkeypatch):
    packages.install(made["en-es"])
    monkeypatch.setattr(packages, "can_translate", lambda: False)
    with pytest.raises(MissingDependency, match=r"culturekit-adapt\[translate\]"):
        spanish("the book")
    (segment,) = translate_segments(["the book"], source="en", target="es")
    assert (segment.text, segment.flags) == (None, ("no-path",))


def test_threads_share_a_model(folder, made):
    packages.install(made["en-es"])
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(spanish, [f"the book {{n{number}}}" for number in range(40)]))
    assert found == [f"el libro {{n{number}}}" for number in range(40)]


FORK = """
import os, sys
from culturekit.translate import translate
def spanish():
    return translate("the book", to="es", source="en").text
assert spanish() == "el libro"
child = os.fork()
if not child:
    assert spanish() == "el libro"
    sys.exit(7)  # an ordinary end, at which everything is freed
print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), spanish())
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_a_forked_process_translates_and_ends(folder, made):
    """The engine's threads stay behind in the parent; a child that frees them would hang."""
    packages.install(made["en-es"])
    child = subprocess.Popen(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", FORK], stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    try:
        assert child.communicate(timeout=120)[0].split(maxsplit=1) == ["7", "el libro\n"]
    finally:
        if child.returncode is None:
            os.killpg(child.pid, signal.SIGKILL)
            child.communicate()


# --- one bad folder breaks nothing else -------------------------------------------------------


def test_junk_among_the_packages_is_named_and_passed_over(folder, made, tmp_path):
    packages.install(made["en-es"])
    (folder / "junk").mkdir()
    (folder / "no-json").mkdir()
    (folder / "no-json" / "metadata.json").write_text("{")
    (folder / "notes.txt").write_text("not a package")
    (folder / ".hidden").mkdir()
    (folder / "broken.argosmodel").write_bytes(b"PK not a zip")
    (folder / "loop").symlink_to(folder / "loop")
    problems = {one.name: one.problem for one in packages.installed()}
    assert problems["translate-en_es-1_0"] is None
    assert problems["junk"] == "metadata.json is missing"
    assert problems["no-json"] == "metadata.json is no JSON"
    assert problems["broken.argosmodel"].startswith("not a readable zip file")
    assert set(problems) == {"junk", "no-json", "broken.argosmodel", "translate-en_es-1_0"}
    assert spanish("the book") == "el libro"


def test_a_package_that_does_not_load_leaves_the_way_to_others(folder, made, tmp_path):
    packages.install(made["en-es"])
    packages.install(made["es-fr"])
    direct = folder / packages.install(tiny.build(tmp_path, source="en", target="fr")).name
    assert translate("the book", to="fr", source="en").path == ("en", "fr")
    model = direct / "model" / "model.bin"
    model.write_bytes(model.read_bytes()[:4000])
    found = translate("the book", to="fr", source="en")
    assert (found.path, found.text) == (("en", "es", "fr"), "le livre")
    packages.remove("translate-es_fr-1_0")
    with pytest.raises(TranslationUnavailable) as caught:
        translate("the book", to="fr", source="en")
    assert isinstance(caught.value.__cause__, PackageRejected)
    assert "cannot be loaded" in str(caught.value.__cause__)
    assert spanish("the book") == "el libro"


def test_a_package_repaired_by_hand_is_seen(folder, made):
    packages.install(made["en-es"])
    metadata = folder / "translate-en_es-1_0" / "metadata.json"
    good = metadata.read_text()
    metadata.write_text("[]")
    assert packages.installed()[0].problem == "metadata.json is no JSON object"
    metadata.write_text(good)
    assert packages.installed()[0].problem is None


# --- installing -----------------------------------------------------------------------------


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_install_writes_what_it_installed(folder, made):
    package = packages.install(made["en-es"])
    assert (package.pair, package.version) == (("en", "es"), "1.0")
    manifest = json.loads((folder / package.name / "culturekit-manifest.json").read_text())
    assert manifest["origin"] == made["en-es"].name
    written = set(tree(folder / package.name))
    assert set(manifest["files"]) == written - {"culturekit-manifest.json"}
    assert packages.verify(package.name).to_dict() == {
        "name": package.name,
        "files": 6,
        "manifest": True,
    }


def test_a_folder_can_be_installed(folder, made, tmp_path):
    with zipfile.ZipFile(made["en-es"]) as archive:
        archive.extractall(tmp_path)
    packages.install(tmp_path / "translate-en_es-1_0")
    assert spanish("the book") == "el libro"


def test_what_argos_installed_can_be_verified_too(folder, made):
    folder.mkdir()
    with zipfile.ZipFile(made["en-es"]) as archive:
        archive.extractall(folder)
    found = packages.verify("translate-en_es-1_0")
    assert (found.ok, found.manifest) == (True, False)


@pytest.mark.parametrize(
    ("spoil", "problem"),
    [
        (lambda root: (root / "model/model.bin").write_bytes(b"x"), "has changed"),
        (lambda root: (root / "sentencepiece.model").unlink(), "sentencepiece.model is missing"),
        (lambda root: (root / "extra.txt").write_text("x"), "was not there when it was installed"),
        (lambda root: (root / "culturekit-manifest.json").write_text("{"), "cannot be read"),
        (lambda root: (root / "link").symlink_to("/etc/hostname"), "a link is not allowed: link"),
    ],
)
def test_verify_sees_every_change(folder, made, spoil, problem):
    name = packages.install(made["en-es"]).name
    spoil(folder / name)
    found = packages.verify(name)
    assert not found.ok
    assert any(problem in one for one in found.problems)


def test_remove(folder, made, tmp_path):
    packages.install(made["en-es"])
    packages.install(made["es-fr"])
    packages.remove("translate-en_es-1_0")
    assert [one.name for one in packages.installed()] == ["translate-es_fr-1_0"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["packages"]
    shutil.copy(made["en-es"], folder)
    packages.remove(made["en-es"].name)
    assert [one.name for one in packages.installed()] == ["translate-es_fr-1_0"]


def test_remove_takes_a_link_and_not_what_it_leads_to(folder, made, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    with zipfile.ZipFile(made["en-es"]) as archive:
        archive.extractall(elsewhere)
    folder.mkdir()
    (folder / "linked").symlink_to(elsewhere / "translate-en_es-1_0")
    assert spanish("the book") == "el libro"
    packages.remove("linked")
    assert packages.installed() == ()
    assert (elsewhere / "translate-en_es-1_0" / "metadata.json").is_file()


@pytest.mark.parametrize("name", ["nothing", "../packages", "", "translate-en_es-1_0/model"])
def test_names_that_are_not_there(folder, made, name):
    packages.install(made["en-es"])
    for call in (packages.verify, packages.remove):
        with pytest.raises(InvalidValue, match="translate-en_es-1_0"):
            call(name)
    with pytest.raises(InvalidValue, match=r"an \.argosmodel file or a folder"):
        packages.install(folder / "nothing.argosmodel")


def test_a_failed_move_leaves_the_old_package(folder, made, tmp_path, monkeypatch):
    packages.install(made["en-es"])
    before = tree(folder)
    rename = Path.rename

    def full(self, target):
        if self.name == "translate-en_es-1_0" and self.parent != folder:
            raise OSError(28, "no space left on device")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", full)
    with pytest.raises(OSError, match="no space left"):
        packages.install(tiny.build(tmp_path / "new", {**tiny.EN_ES, "_book": "_tomo"}))
    assert tree(folder) == before


# --- hostile packages -------------------------------------------------------------------------

ROOT = "translate-en_es-1_0"


class Forged:
    """The entries of a good package, to be spoiled and written as a zip file."""

    def __init__(self, good: Path) -> None:
        with zipfile.ZipFile(good) as archive:
            self.entries = [
                (zipfile.ZipInfo(one.filename), archive.read(one)) for one in archive.infolist()
            ]

    def add(self, name: str, content: bytes = b"x", mode: int = 0, repeat: int = 1) -> None:
        entry = zipfile.ZipInfo(name)
        entry.external_attr = mode << 16
        entry.compress_type = zipfile.ZIP_DEFLATED
        self.entries.append((entry, content * repeat))

    def change(self, name: str, content: bytes | None) -> None:
        self.entries = [
            (entry, content if entry.filename.endswith(name) else old)
            for entry, old in self.entries
            if content is not None or not entry.filename.endswith(name)
        ]

    def metadata(self, **fields: object) -> None:
        old = next(raw for entry, raw in self.entries if entry.filename.endswith("metadata.json"))
        about = {**json.loads(old), **fields}
        about = {key: value for key, value in about.items() if value is not None}
        self.change("metadata.json", json.dumps(about).encode())

    def write(self, path: Path) -> Path:
        with zipfile.ZipFile(path, "w") as archive:
            for entry, content in self.entries:
                archive.writestr(entry, content)
        return path


def moved(forged: Forged) -> None:
    """The package under the name of another pair's."""
    forged.entries = [
        (zipfile.ZipInfo(entry.filename.replace(ROOT, "translate-es_fr-1_0")), raw)
        for entry, raw in forged.entries
    ]


def flat(forged: Forged) -> None:
    forged.entries = [
        (zipfile.ZipInfo(entry.filename.removeprefix(f"{ROOT}/")), raw)
        for entry, raw in forged.entries
    ]


def renamed(name: str):
    def spoil(forged: Forged) -> None:
        forged.entries = [
            (zipfile.ZipInfo(entry.filename.replace(ROOT, name)), raw)
            for entry, raw in forged.entries
        ]

    return spoil


def model_of(forged: Forged) -> bytes:
    return next(raw for entry, raw in forged.entries if entry.filename.endswith("model.bin"))


def other_vocabulary(forged: Forged) -> None:
    words = json.dumps([f"x{number}" for number in range(30)])
    forged.change("source_vocabulary.json", words.encode())


LINK, DEVICE = stat.S_IFLNK | 0o777, stat.S_IFCHR
HOSTILE = {
    # where it would be written
    "path upwards": (lambda one: one.add(f"{ROOT}/../../evil"), "path leaves"),
    "path upwards at once": (lambda one: one.add("../evil"), "path leaves"),
    "absolute path": (lambda one: one.add("/etc/evil"), "path leaves"),
    "backslashes": (lambda one: one.add(f"{ROOT}\\..\\evil"), "path leaves"),
    "drive letter": (lambda one: one.add("C:/evil"), "path leaves"),
    "control character": (lambda one: one.add(f"{ROOT}/a\nb"), "path leaves"),
    "link": (lambda one: one.add(f"{ROOT}/link", b"/etc/passwd", LINK), "a link is not allowed"),
    "device": (lambda one: one.add(f"{ROOT}/device", b"", DEVICE), "neither a file nor a folder"),
    "bomb": (lambda one: one.add(f"{ROOT}/bomb", b"\0", repeat=32 * 1024**2), "far more than"),
    "two folders": (lambda one: one.add("other/metadata.json"), "expected one folder"),
    "no folder": (flat, "outside the package's folder|expected one folder"),
    "hidden name": (renamed(".hidden"), "not a name"),
    "same name in capitals": (lambda one: one.add(f"{ROOT}/METADATA.JSON"), "two files of one"),
    "another pair's name": (moved, "would overwrite the package translate-es_fr-1_0 of es-fr"),
    # what it says it is
    "no metadata": (lambda one: one.change("metadata.json", None), "metadata.json is missing"),
    "metadata no JSON": (lambda one: one.change("metadata.json", b"{]"), "no JSON"),
    "metadata a list": (lambda one: one.change("metadata.json", b"[]"), "no JSON object"),
    "metadata nested": (lambda one: one.change("metadata.json", b"[" * 200_000), "no JSON"),
    "no source language": (lambda one: one.metadata(from_code=None), "from_code is no language"),
    "source a number": (lambda one: one.metadata(from_code=7), "from_code is no language"),
    "source a path": (lambda one: one.metadata(from_code="../en"), "from_code is no language"),
    "source not a tag": (lambda one: one.metadata(from_code="en-xx-yy-zz"), "no language code"),
    "one language": (lambda one: one.metadata(to_code="en"), "are the same"),
    "other type": (lambda one: one.metadata(type="sbd"), "of type 'sbd'"),
    "prefix a list": (lambda one: one.metadata(target_prefix=["x"]), "target_prefix is no text"),
    # what it holds
    "no tokenizer": (lambda one: one.change("sentencepiece.model", None), "is missing"),
    "no model": (lambda one: one.change("model.bin", None), "model.bin is missing"),
    "no vocabulary": (lambda one: one.change("source_vocabulary.json", None), "vocabulary"),
    "pickle": (lambda one: one.change("model.bin", b"\x80\x04pickle"), "no CTranslate2 model"),
    "model cut short": (
        lambda one: one.change("model.bin", model_of(one)[:9000]),
        "cannot be loaded",
    ),
    "tokenizer damaged": (lambda one: one.change("piece.model", b"\0" * 99), "cannot be loaded"),
    "wrong vocabulary": (other_vocabulary, "does not know the pieces"),
    "vocabulary no list": (lambda one: one.change("source_vocabulary.json", b"7"), "cannot be"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_packages_are_refused(folder, made, tmp_path, kind):
    spoil, reason = HOSTILE[kind]
    packages.install(made["es-fr"])
    packages.install(made["en-es"])
    before = tree(tmp_path)
    forged = Forged(made["en-es"])
    spoil(forged)
    path = forged.write(tmp_path / "forged.argosmodel")
    with pytest.raises(PackageRejected, match=reason):
        packages.install(path)
    path.unlink()
    assert tree(tmp_path) == before
    assert spanish("the book") == "el libro"
    assert translate("el libro", to="fr", source="es").text == "le livre"


def spoil_bytes(kind: str, raw: bytes) -> bytes:
    middle = raw.index(b"sentencepiece.model") + 60
    if kind == "cut in the middle":
        return raw[: len(raw) // 2]
    if kind == "damaged in the middle":
        return (
            raw[:middle]
            + bytes(byte ^ 255 for byte in raw[middle : middle + 40])
            + raw[middle + 40 :]
        )
    if kind == "encrypted":
        place = raw.index(b"PK\x01\x02")
        flags = struct.unpack_from("<H", raw, place + 8)[0] | 1
        return raw[: place + 8] + struct.pack("<H", flags) + raw[place + 10 :]
    if kind == "unknown compression":
        place = raw.index(b"PK\x01\x02")
        return raw[: place + 10] + struct.pack("<H", 99) + raw[place + 12 :]
    return {"empty": b"", "text": b"this is no package\n" * 50}[kind]


@pytest.mark.parametrize(
    "kind",
    [
        "cut in the middle",
        "damaged in the middle",
        "encrypted",
        "unknown compression",
        "empty",
        "text",
    ],
)
def test_damaged_files_are_refused(folder, made, tmp_path, kind):
    packages.install(made["es-fr"])
    before = tree(folder)
    path = tmp_path / "damaged.argosmodel"
    path.write_bytes(spoil_bytes(kind, made["en-es"].read_bytes()))
    with pytest.raises(PackageRejected):
        packages.install(path)
    assert tree(folder) == before
    assert sorted(one.name for one in tmp_path.iterdir()) == ["damaged.argosmodel", "packages"]


def test_sizes_are_limited(folder, made, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(packages, "_MAX_BYTES", 10_000)
        with pytest.raises(PackageRejected, match="unpacked"):
            packages.install(made["en-es"])
    monkeypatch.setattr(packages, "_MAX_FILES", 3)
    with pytest.raises(PackageRejected, match="more than 3 files"):
        packages.install(made["en-es"])


def test_links_in_a_folder_to_install_are_refused(folder, made, tmp_path):
    with zipfile.ZipFile(made["en-es"]) as archive:
        archive.extractall(tmp_path)
    root = tmp_path / ROOT
    (root / "model" / "more").symlink_to("/")
    with pytest.raises(PackageRejected, match="a link is not allowed: model/more"):
        packages.install(root)
    (root / "model" / "more").unlink()
    if hasattr(os, "mkfifo"):
        os.mkfifo(root / "pipe")
        with pytest.raises(PackageRejected, match="neither a file nor a folder"):
            packages.install(root)


def test_a_tokenizer_that_is_not_read_is_named(folder, made, tmp_path):
    with zipfile.ZipFile(made["en-es"]) as archive:
        archive.extractall(tmp_path)
    root = tmp_path / ROOT
    (root / "sentencepiece.model").rename(root / "bpe.model")
    with pytest.raises(PackageRejected, match=r"its tokenizer is bpe\.model"):
        packages.install(root)
