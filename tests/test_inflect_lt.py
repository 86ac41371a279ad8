"""The vocative of Lithuanian names: Jonai, Kazlauskiene.

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
from tests.name_forms import pairs

# Petrai, Algi, Stasy, Sauliau, Egle: learning-lithuanian.blogspot.com, "The Vocative Case";
# Jonai: Masarykova univerzita, "Vokativ"; Onute: gerbkimezodi.lt, "Kaip rašome laiškus".
GIVEN = """
    Petras Petrai       Algis Algi          Stasys Stasy        Saulius Sauliau
    Jonas Jonai         Eglė Egle           Onutė Onute         Rūta Rūta
    Lukas Lukai         Matas Matai         Tomas Tomai         Mindaugas Mindaugai
    Vytautas Vytautai   Algirdas Algirdai   Gintaras Gintarai   Jokūbas Jokūbai
    Kęstutis Kęstuti    Vilius Viliau       Darius Dariau       Andrius Andriau
    Nojus Nojau         Kajus Kajau         Mykolas Mykolai     Žygimantas Žygimantai
    Rasa Rasa           Ona Ona             Daiva Daiva         Julija Julija
    Živilė Živile       Agnė Agne           Gabrielė Gabriele   Jogaila Jogaila
    Jonas-Petras Jonai-Petrai               Emma Emma           Anna Anna
    Jonukas -           Elijas -            Boris -             Chris -
    John -              Thomas -            Klaus -             Ingrid -
    Carlos -            Bruno -             JONAS -             jonas -
    Йонас -             Marcus -            Luis -              Rosie -
"""

# Kazlauskai, Šiaučiau: Masarykova univerzita; Paulauskai: learning-lithuanian.blogspot.com;
# Jonaiti, Juozaiti, Šveistiene: gestai.lt, "Kreipiniai".
SURNAMES = """
    Kazlauskas Kazlauskai   Paulauskas Paulauskai   Jonaitis Jonaiti
    Juozaitis Juozaiti      Šveistienė Šveistiene   Šiaučius Šiaučiau
    Kazlauskienė Kazlauskiene Jonaitytė Jonaityte   Petraitė Petraite
    Šiaučiūtė Šiaučiūte     Navickas Navickai       Mackevičius Mackevičiau
    Stankevičius Stankevičiau Butkus Butkau         Adamkus Adamkau
    Vaitkus Vaitkau         Gaidys Gaidy            Rupšys Rupšy
    Kalina Kalina           Ivanova Ivanova         Petrauskaitė-Kazlauskienė
    Petrauskaite-Kazlauskiene Urbonas Urbonai       Žukauskas Žukauskai
    Ivanov -                Smith -                 Vėjas -
    Petrenko -              Sirvydas Sirvydai       Schmidt -
"""


def vocative(name: str, part: str, gender: Gender | None) -> str | None:
    return inflect(name, "vocative", language="lt", part=part, gender=gender)


@pytest.mark.parametrize(("name", "form"), pairs(GIVEN))
def test_given_names(name: str, form: str | None) -> None:
    assert vocative(name, "given", None) == form


@pytest.mark.parametrize(("name", "form"), pairs(SURNAMES))
def test_surnames(name: str, form: str | None) -> None:
    assert vocative(name, "surname", None) == form


def test_a_womans_name_that_ends_like_a_mans_is_foreign() -> None:
    assert vocative("Agnes", "given", Gender.FEMALE) is None
    assert vocative("Elvis", "given", Gender.MALE) == "Elvi"
    assert vocative("Elvis", "given", Gender.FEMALE) is None
    assert vocative("Kazlauskas", "surname", Gender.FEMALE) is None


def test_there_is_no_genitive() -> None:
    assert inflect("Jonas", "genitive", language="lt", part="given", gender=Gender.MALE) is None


NAMES = st.from_regex(r"[A-ZŠŽČ][a-ząčęėįšųūž]{1,9}([ -][A-Z][a-zė]{1,6})?", fullmatch=True)


@given(
    st.one_of(st.text(), NAMES),
    st.sampled_from(["given", "surname"]),
    st.sampled_from([None, *Gender]),
)
def test_a_form_is_a_word_of_the_same_alphabet(name: str, part: str, gender: Gender | None) -> None:
    form = vocative(name, part, gender)
    assert form is None or re.fullmatch(r"[A-ZĄČĘĖĮŠŲŪŽa-ząčęėįšųūž]+([ -]\w+)?", form)
