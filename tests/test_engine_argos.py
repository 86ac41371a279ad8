"""The real Argos Translate, where it is installed; run by `make test-argos`.

Sockets are blocked: whatever it needs a network for fails here.
"""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest
from generated_messages import messages, tally

from culturekit.errors import PackageRejected
from culturekit.translate import ArgosTranslate, packages, translate

tiny = pytest.importorskip("tiny_package")
pytestmark = pytest.mark.argos

WORDS = ("hello", "thank", "you", "for", "your", "order", "costs", "is", "the", "book", "and")
SENTENCES = [
    "Hello, the book is on its way.",
    "Your order costs 49.90.",
    "See your order and the book!",
    "Thank you for your order.",
]


@pytest.fixture(scope="module", autouse=True)
def folder(tmp_path_factory):
    """Argos Translate reads where its packages lie once, when it is imported."""
    place = tmp_path_factory.mktemp("argos")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ARGOS_PACKAGES_DIR", str(place / "packages"))
        patch.setenv("XDG_DATA_HOME", str(place / "data"))
        patch.setenv("XDG_CACHE_HOME", str(place / "cache"))
        patch.setenv("XDG_CONFIG_HOME", str(place / "config"))
        packages.install(tiny.build(place))
        packages.install(tiny.build(place, tiny.ES_FR, source="es", target="fr"))
        yield place


def own(text: str, source: str = "en", target: str = "es") -> str:
    """Argos Translate by itself."""
    from argostranslate import translate as argos

    return argos.translate(text, source, target)


# --- as a backend ---------------------------------------------------------------------------


def test_its_engine_says_what_reading_the_package_says():
    engine = ArgosTranslate()
    assert ("en", "es") in engine.pairs()
    for text in SENTENCES:
        by_engine = translate(text, to="es", source="en", backend=engine)
        direct = translate(text, to="es", source="en", backend="argos")
        assert by_engine.text == direct.text
        assert by_engine.segments[0].score == pytest.approx(direct.segments[0].score, abs=0.02)


def test_two_thousand_messages():
    texts = messages(2_000, WORDS)
    found = translate(texts, to="es", source="en", backend="argostranslate")
    counted = tally(texts, found)
    assert counted["kept"] <= 0.01 * counted["sentences"], counted


def test_through_a_third_language():
    found = translate("Hello {name}, the book.", to="fr", source="en", backend=ArgosTranslate())
    assert (found.text, found.path) == ("Bonjour {name}, le livre.", ("en", "es", "fr"))


@pytest.mark.skipif(not os.environ.get("CULTUREKIT_PACKAGES"), reason="none are given")
def test_packages_that_are_given(tmp_path, monkeypatch):
    """A trained model: the same words, sentence by sentence."""
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path))
    trained = Path(os.environ["CULTUREKIT_PACKAGES"]) / "grammar-en_es.argosmodel"
    packages.install(trained)
    texts = [
        "Hello Maria, the jacket will arrive on Monday.",
        "You can return the camera within 14 days.",
        "Our store in Madrid is open on Sunday.",
        "We are sorry, the book is not available.",
    ]
    by_engine = translate(texts, to="es", source="en", backend=ArgosTranslate())
    direct = translate(texts, to="es", source="en", backend="argos")
    assert [one.text for one in by_engine] == [one.text for one in direct]


# --- what it does by itself, and what becomes of that here ----------------------------------


def test_offline():
    """Its splitter wants a model from the network for the first sentence; ours is a few rules."""
    with pytest.raises(Exception, match=r"(?i)socket|urlopen|resolution|network"):
        own(SENTENCES[0])
    assert translate(SENTENCES[0], to="es", source="en", backend="argostranslate").text


@pytest.fixture
def offline():
    """Argos Translate with our splitter, so that it works at all."""
    from argostranslate import translate as argos

    from culturekit.translate.argostranslate import _Whole

    for language in argos.get_installed_languages():
        for one in language.translations_from:
            if hasattr(one, "underlying"):
                one.underlying.sentencizer = _Whole()


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("Hello {first_name}!", "{first_name}"),
        ("See https://a.example/x_y.", "https://a.example/x_y"),
        ("Your order SKU_AB_12.", "SKU_AB_12"),
        ("Hello,  the book", "  "),
        ("\n\nHello", "\n\n"),
    ],
)
def test_what_it_loses_is_kept_here(offline, text, lost):
    assert lost not in own(text)
    assert lost in translate(text, to="es", source="en", backend="argostranslate").text


def test_what_it_cuts_off_is_whole_here(offline):
    text = "the book and " * 110 + "the order."
    assert not own(text).endswith("pedido.")
    assert translate(text, to="es", source="en", backend="argostranslate").text.endswith("pedido.")


def test_an_unknown_pair_is_said_so_here(offline):
    from culturekit.errors import TranslationUnavailable

    with pytest.raises(AttributeError):
        own("Hello", "en", "de")
    with pytest.raises(TranslationUnavailable, match="en to de"):
        translate("Hello", to="de", source="en", backend="argostranslate")


def test_a_bad_folder_stops_it_and_not_us(folder):
    from argostranslate import package as argos_packages

    junk = folder / "packages" / "junk"
    junk.mkdir()
    try:
        with pytest.raises(FileNotFoundError):
            argos_packages.get_installed_packages()
        found = translate("the book", to="es", source="en", backend="argostranslate")
        assert found.text == "el libro"
    finally:
        junk.rmdir()


def test_a_file_that_writes_into_another_package_is_taken_by_it_and_refused_here(
    folder, tmp_path, monkeypatch
):
    from argostranslate import package as argos_packages

    forged = tiny.build(tmp_path, name="translate-en_es-2_0")
    with zipfile.ZipFile(forged, "a") as archive:
        archive.writestr("translate-es_fr-1_0/marker", "x")
    with pytest.raises(PackageRejected, match="expected one folder"):
        packages.install(forged)
    elsewhere = tmp_path / "theirs"
    elsewhere.mkdir()
    monkeypatch.setattr(argos_packages.settings, "package_data_dir", elsewhere)
    argos_packages.install_from_path(forged)
    assert (elsewhere / "translate-es_fr-1_0" / "marker").read_text() == "x"


def test_a_package_that_is_replaced_is_live_here_at_once(offline, tmp_path):
    assert own("the book") == "el libro"
    packages.install(tiny.build(tmp_path, {**tiny.EN_ES, "_book": "_tomo"}))
    assert own("the book ,") == "el libro ,"  # the old model, until the next start
    for name in ("argos", "argostranslate"):
        assert translate("the book", to="es", source="en", backend=name).text == "el tomo"
