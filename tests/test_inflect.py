"""Names in the vocative: what is sure, what stays as it is, and what is left alone.

Each line of the tables is one name and its address form; "-" says that nothing
is inflected, so that the greeting goes without the name.
"""

from __future__ import annotations

import random
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import culturekit as ck
from culturekit.inflect import inflect
from culturekit.model import Gender

POLISH_WOMEN = """
    Anna Anno           Ewa Ewo             Małgorzata Małgorzato   Agnieszka Agnieszko
    Maria Mario         Zofia Zofio         Julia Julio             Natalia Natalio
    Wiktoria Wiktorio   Lidia Lidio         Sylwia Sylwio           Alicja Alicjo
    Joanna Joanno       Wioletta Wioletto   Natasza Nataszo         Olga Olgo
    Kasia Kasiu         Małgosia Małgosiu   Jadzia Jadziu           Zuzia Zuziu
    Ania Aniu           Hania Haniu         Antonia Antonio         Stefania Stefanio
    Ola Olu             Ela Elu             Ula Ulu                 Urszula Urszulo
    Gabriela Gabrielo   Izabela Izabelo     Paula Paulo             Maja Maju
    Ludmiła Ludmiło     Luiza Luizo         Beata Beato             Tekla Teklo
    Karmen Karmen       Noemi Noemi         Beatrycze Beatrycze     Jennifer Jennifer
    Pola -              Mila -              Nikola -                Leila -
    Katia -             Lea -               Andrea -                Jessica -
    Victoria -          Sophia -            Isabella -              Anastasia -
    Miłość -            ANNA -              anna -                  Анна -
"""

POLISH_MEN = """
    Adam Adamie         Jan Janie           Marcin Marcinie         Szymon Szymonie
    Jakub Jakubie       Filip Filipie       Józef Józefie           Stanisław Stanisławie
    Piotr Piotrze       Artur Arturze       Igor Igorze             Aleksander Aleksandrze
    Kacper Kacprze      Walter Walterze     Dawid Dawidzie          Ryszard Ryszardzie
    Robert Robercie     Zygmunt Zygmuncie   Ernest Erneście         August Auguście
    Michał Michale      Rafał Rafale        Paweł Pawle             Zbigniew Zbigniewie
    Borys Borysie       Feliks Feliksie     Przemysł Przemyśle      Oliwier Oliwierze
    Marek Marku         Jacek Jacku         Wojtek Wojtku           Maciek Maćku
    Krzysiek Krzyśku    Heniek Heńku        Dominik Dominiku        Eryk Eryku
    Wojciech Wojciechu  Tomasz Tomaszu      Andrzej Andrzeju        Grzegorz Grzegorzu
    Karol Karolu        Daniel Danielu      Mikołaj Mikołaju        Oleg Olegu
    Staś Stasiu         Piotruś Piotrusiu   Tadzio Tadziu           Krzysio Krzysiu
    Kuba Kubo           Barnaba Barnabo     Jerzy Jerzy             Antoni Antoni
    Mieszko -           Bruno -             Antonio -               Sambór -
    Lew -               Peter -             Derek -                 Xavier -
    John -              Michael -           George -                Carlos -
    Matthew -           Jürgen -            Noah -                  Mykola -
"""

CZECH_WOMEN = """
    Jana Jano           Marie Marie         Soňa Soňo               Lucie Lucie
    Andrea Andreo       Dagmar Dagmar       Ester Ester             Zoé Zoé
    Noa -               Tanya -             JANA -                  Jana. -
"""

CZECH_MEN = """
    Petr Petře          Jan Jane            Tomáš Tomáši            Jiří Jiří
    Karel Karle         Pavel Pavle         Daniel Danieli          Zdeněk Zdeňku
    Vojtěch Vojtěchu    Honza Honzo         Lev Lve                 Alexandr Alexandře
    Hugo Hugo           Felix Felixi        Ignác Ignáci            Otakar Otakare
    Alexander -         Julius -            Marc -                  Mike -
    Axel -              Aurel -             Thomas -                Owen -
"""

CZECH_WOMENS_SURNAMES = """
    Nováková Nováková   Malá Malá           Müllerová Müllerová     Janů Janů
    Novák Novák         Smith Smith         O'Neill O'Neill         Svoboda -
    Ivanova -           Иванова -
"""

CZECH_MENS_SURNAMES = """
    Novák Nováku        Mach Machu          Hájek Hájku             Vaněk Vaňku
    Doležal Doležale    Šlitr Šlitře        Šnajdr Šnajdře          Král Králi
    Loukota Loukoto     Procházka Procházko Stýblo Stýblo           Nový Nový
    Kopecký Kopecký     Krejčí Krejčí       Martinů Martinů         Krátkých Krátkých
    Tóth Tóthe          Nagy Nagyi          Havel Havle             Richter Richtere
    Williams -          Smith -             Nguyen -                Wagner -
    Kmotr -             Šnek -              Musel -                 Garcia -
    novák -             Müller -            Marx -                  Duben -
    Kos -               Hus -               Švec -                  Kadlec Kadleci
"""


def rows(table: str) -> list[tuple[str, str | None]]:
    words = table.split()
    pairs = zip(words[::2], words[1::2], strict=True)
    return [(name, None if form == "-" else form) for name, form in pairs]


def forms(name: str, language: str, part: str, gender: Gender | None) -> str | None:
    return inflect(name, "vocative", language=language, part=part, gender=gender)


@pytest.mark.parametrize(("name", "form"), rows(POLISH_WOMEN))
def test_polish_women(name: str, form: str | None) -> None:
    assert forms(name, "pl", "given", Gender.FEMALE) == form


@pytest.mark.parametrize(("name", "form"), rows(POLISH_MEN))
def test_polish_men(name: str, form: str | None) -> None:
    assert forms(name, "pl", "given", Gender.MALE) == form


@pytest.mark.parametrize(("name", "form"), rows(CZECH_WOMEN))
def test_czech_women(name: str, form: str | None) -> None:
    assert forms(name, "cs", "given", Gender.FEMALE) == form


@pytest.mark.parametrize(("name", "form"), rows(CZECH_MEN))
def test_czech_men(name: str, form: str | None) -> None:
    assert forms(name, "cs", "given", Gender.MALE) == form


@pytest.mark.parametrize(("name", "form"), rows(CZECH_WOMENS_SURNAMES))
def test_czech_womens_surnames(name: str, form: str | None) -> None:
    assert forms(name, "cs", "surname", Gender.FEMALE) == form


@pytest.mark.parametrize(("name", "form"), rows(CZECH_MENS_SURNAMES))
def test_czech_mens_surnames(name: str, form: str | None) -> None:
    assert forms(name, "cs", "surname", Gender.MALE) == form


@pytest.mark.parametrize(("name", "both"), [("Adamec", {"Adamče", "Adamci"}), ("Krbec", {"Krbče"})])
def test_czech_surnames_in_ec_take_one_of_their_right_forms(name: str, both: set[str]) -> None:
    assert forms(name, "cs", "surname", Gender.MALE) in both


@pytest.mark.parametrize(
    ("name", "language", "part", "gender", "form"),
    [
        ("Anna Maria", "pl", "given", Gender.FEMALE, "Anno Mario"),
        ("Anna-Noemi", "pl", "given", Gender.FEMALE, "Anno-Noemi"),
        ("Jan Paweł", "pl", "given", Gender.MALE, "Janie Pawle"),
        ("Jan Xavier", "pl", "given", Gender.MALE, None),
        ("Dvořák Černý", "cs", "surname", Gender.MALE, "Dvořáku Černý"),
        ("Novák-Svoboda", "cs", "surname", Gender.MALE, "Nováku-Svobodo"),
        ("Marie Anna", "cs", "given", Gender.FEMALE, "Marie Anno"),
        ("van der Berg", "cs", "surname", Gender.FEMALE, "van der Berg"),
        ("van der Berg", "cs", "surname", Gender.MALE, None),
    ],
)
def test_two_names_are_inflected_both_or_none(
    name: str, language: str, part: str, gender: Gender, form: str | None
) -> None:
    assert forms(name, language, part, gender) == form


@pytest.mark.parametrize("gender", [None, Gender.NEUTRAL])
@pytest.mark.parametrize("language", ["cs", "pl"])
def test_no_gender_is_guessed_from_a_name(language: str, gender: Gender | None) -> None:
    assert forms("Anna", language, "given", gender) is None


def test_polish_surnames_and_other_languages_are_left_alone() -> None:
    assert forms("Kowalski", "pl", "surname", Gender.MALE) is None
    assert forms("Anna", "de", "given", Gender.FEMALE) is None


def test_a_decomposed_spelling_is_the_same_name() -> None:
    assert forms("Stas\u0301", "pl", "given", Gender.MALE) == "Stasiu"
    assert forms("Toma\u0301s\u030c", "cs", "given", Gender.MALE) == "Tomáši"


def test_a_greeting_uses_the_form_or_goes_without_the_name() -> None:
    def polish(given_name: str) -> str:
        name = {"given": given_name}
        to = {"locale": "pl-PL", "name": name, "gender": "male", "register": "informal"}
        return ck.greet(to).opening

    assert polish("Wojciech") == "Cześć, Wojciechu,"
    assert polish("George") == "Cześć,"


# --- properties --------------------------------------------------------------------------

PARTS = st.sampled_from(["given", "surname"])
LANGUAGES = st.sampled_from(["cs", "pl", "de", ""])
GENDERS = st.sampled_from([None, *Gender])
NAMES = st.one_of(
    st.text(),
    st.text("AaÁBbCcčĎdEeěGgHhIiíJjKkLlłMmNńňOoóPpRrřSsśšTtťUuůVvWwXxYyýZzźžż -'"),
    st.from_regex(r"[A-ZŁŠ][a-ząćčěęłńóřśšýźž]{1,8}([ -][A-Z][a-zěł]{1,6})?", fullmatch=True),
)


@given(NAMES, LANGUAGES, PARTS, GENDERS)
@example("Ek", "pl", "given", Gender.MALE)
@example("", "pl", "given", Gender.FEMALE)
def test_never_raises_and_never_gives_an_empty_form(
    name: str, language: str, part: str, gender: Gender | None
) -> None:
    form = forms(name, language, part, gender)
    assert form is None or form.strip()


@given(NAMES, LANGUAGES, PARTS, GENDERS)
def test_an_inflected_name_begins_as_the_name_does(
    name: str, language: str, part: str, gender: Gender | None
) -> None:
    form = forms(name, language, part, gender)
    if form is not None:
        name = unicodedata.normalize("NFC", name)
        assert form[0] == name[0]
        assert form.count(" ") == name.count(" ")
        assert form.count("-") == name.count("-")


@given(st.lists(st.tuples(NAMES, LANGUAGES, PARTS, GENDERS), max_size=8), st.randoms())
def test_the_cache_changes_nothing(
    calls: list[tuple[str, str, str, Gender | None]], order: random.Random
) -> None:
    inflect.cache_clear()
    first = {call: forms(*call) for call in calls}
    shuffled = list(calls)
    order.shuffle(shuffled)
    assert {call: forms(*call) for call in shuffled} == first
    inflect.cache_clear()
    assert {call: forms(*call) for call in shuffled} == first


def test_the_cache_is_bounded() -> None:
    assert inflect.cache_info().maxsize
