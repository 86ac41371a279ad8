"""The vocative of Latvian names, and the genitive that kungs and kundze ask of a surname.

Each line is one name and its form; "-" says that nothing is inflected, so that the greeting
goes without the name.
"""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from culturekit.inflect import inflect
from culturekit.model import Gender

# Gint, Ingus, Juri, Ingu, Elīna, Skaidrīte, Kaspar, Andri, Laura, Liene, Edžu, Miku:
# valodaskonsultacijas.lv, question 731; Ieva and Edgar: its question 935; Arni, Mārtiņ:
# latviansonline.com, "The vocative case".
GIVEN = """
    Gints Gint          Inguss Ingus        Juris Juri          Ingus Ingu
    Elīna Elīna         Skaidrīte Skaidrīte Kaspars Kaspar      Andris Andri
    Laura Laura         Liene Liene         Edžus Edžu          Mikus Miku
    Ieva Ieva           Edgars Edgar        Arnis Arni          Mārtiņš Mārtiņ
    Jānis Jāni          Kārlis Kārli        Pēteris Pēteri      Roberts Robert
    Uldis Uldi          Valdis Valdi        Artūrs Artūr        Jēkabs Jēkab
    Andrejs Andrej      Krišjānis Krišjāni  Miķelis Miķeli      Dainis Daini
    Ivo Ivo             Raivo Raivo         Oto Oto             Bruno Bruno
    Anna Anna           Ilze Ilze           Līga Līga           Kristīne Kristīne
    Boriss Boris        Matīss Matīs        Anna-Marija Anna-Marija
    Dacīte -            Lauriņa -           Kārlītis -          Boris -
    James -             Thomas -            Carlos -            Chris -
    William -           Klaus -             Jonas -             Henry -
    Hans -              Lars -              Jens -              Nils Nil
    JĀNIS -             jānis -             Янис -              Jānis2 -
"""

# Bērziņ: valoda.ailab.lv, "Uzruna, adresāts"; Janson: valodaskonsultacijas.lv, question 731.
SURNAMES = """
    Bērziņš Bērziņ      Jansons Janson      Liepa Liepa         Ozols Ozol
    Kalniņa Kalniņa     Lācis Lāci          Janševskis Janševski Poškus Pošku
    Roze Roze           Ivanovs Ivanov      Petrenko Petrenko   Bērziņa-Ozola Bērziņa-Ozola
    Akmens -            Rudens -            Dāvis Dāvi          Davis -
    Eglītis -           Eglīte -            Baltais -           Smith -
"""

# Bērziņa, Liepas: valoda.ailab.lv; Kalniņas: valodaskonsultacijas.lv, question 935; Janševska:
# jazykirossii.ru.
GENITIVE_MEN = """
    Bērziņš Bērziņa     Liepa Liepas        Janševskis Janševska Ozols Ozola
    Kalniņš Kalniņa     Lācis Lāča          Eglītis Eglīša      Balodis Baloža
    Zaķis Zaķa          Gulbis Gulbja       Briedis Brieža      Apinis Apiņa
    Krasnis Krašņa      Kauliņš Kauliņa     Kalējs Kalēja       Vanags Vanaga
    Pētersons Pētersona Jansons Jansona     Ivanovs Ivanova     Poškus Poškus
    Roze Rozes          Sproģis Sproģa      Veiss Veisa         Petrenko Petrenko
    Bērziņš-Ozols Bērziņa-Ozola             Teteris Tetera      Dreimanis Dreimaņa
    Akmens Akmens       Davis -             Evans -             Peters -
    Zutis -             Baltais -           Smith -             Schmidt -
    Müller -            van Dyck -          Nguyen -            Dumas -
"""

GENITIVE_WOMEN = """
    Liepa Liepas        Kalniņa Kalniņas    Bērziņa Bērziņas    Lāce Lāces
    Eglīte Eglītes      Baltā Baltās        Ivanova Ivanovas    Janševska Janševskas
    Petrenko Petrenko   Smith -             Bērziņš -           Kovačs -
"""


def pairs(table: str) -> list[tuple[str, str | None]]:
    words = table.split()
    found = []
    while words:
        # A surname with a particle is two words, and has no form.
        name = words.pop(0) if words[0] != "van" else f"{words.pop(0)} {words.pop(0)}"
        form = words.pop(0)
        found.append((name, None if form == "-" else form))
    return found


def form_of(name: str, case: str, part: str, gender: Gender | None) -> str | None:
    return inflect(name, case, language="lv", part=part, gender=gender)


@pytest.mark.parametrize(("name", "form"), pairs(GIVEN))
def test_given_names(name: str, form: str | None) -> None:
    assert form_of(name, "vocative", "given", None) == form


@pytest.mark.parametrize(("name", "form"), pairs(SURNAMES))
def test_surnames_without_kungs(name: str, form: str | None) -> None:
    assert form_of(name, "vocative", "surname", Gender.NEUTRAL) == form


@pytest.mark.parametrize(("name", "form"), pairs(GENITIVE_MEN))
def test_surnames_before_kungs(name: str, form: str | None) -> None:
    assert form_of(name, "genitive", "surname", Gender.MALE) == form


@pytest.mark.parametrize(("name", "form"), pairs(GENITIVE_WOMEN))
def test_surnames_before_kundze(name: str, form: str | None) -> None:
    assert form_of(name, "genitive", "surname", Gender.FEMALE) == form


def test_a_womans_name_that_ends_like_a_mans_is_foreign() -> None:
    assert form_of("Ines", "vocative", "given", Gender.FEMALE) is None
    assert form_of("Elvis", "vocative", "given", Gender.MALE) == "Elvi"
    assert form_of("Elvis", "vocative", "given", Gender.FEMALE) is None


def test_kungs_and_kundze_need_a_gender() -> None:
    assert form_of("Liepa", "genitive", "surname", None) is None


NAMES = st.from_regex(r"[A-ZĀČŠŽ][a-zāčēģīķļņšūž]{1,9}([ -][A-Z][a-zīē]{1,6})?", fullmatch=True)


@given(
    st.one_of(st.text(), NAMES),
    st.sampled_from(["vocative", "genitive"]),
    st.sampled_from(["given", "surname"]),
    st.sampled_from([None, *Gender]),
)
def test_a_form_is_a_word_of_the_same_alphabet(
    name: str, case: str, part: str, gender: Gender | None
) -> None:
    form = form_of(name, case, part, gender)
    assert form is None or re.fullmatch(r"[A-ZĀČĒĢĪĶĻŅŠŪŽa-zāčēģīķļņšūž]+([ -]\w+)?", form)
