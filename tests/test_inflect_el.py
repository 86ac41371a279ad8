"""The vocative of Greek names: Παπαδόπουλε, Γιώργο, and women's as they are.

Each line is one name and its address form; "-" says that nothing is inflected, so that the
greeting goes without the name.
"""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from culturekit.inflect import inflect
from culturekit.model import Gender
from tests.name_forms import pairs

# Κωνσταντίνε and Αλέξανδρε, Νίκο, Γιώργο, Πέτρο, Αλέκο, Μάρκο, Νικολό, Δημητρό: asxetos.gr,
# lexilogia.gr and hellenicglotta.blogspot.com print these.
GIVEN_MEN = """
    Γιώργος Γιώργο          Νίκος Νίκο              Πέτρος Πέτρο            Μάρκος Μάρκο
    Αλέκος Αλέκο            Νικολός Νικολό          Δημητρός Δημητρό        Παύλος Παύλε
    Αλέξανδρος Αλέξανδρε    Νικόλαος Νικόλαε        Γεώργιος Γεώργιε        Λυκούργος Λυκούργε
    Κωνσταντίνος Κωνσταντίνε Δημήτριος Δημήτριε     Αθανάσιος Αθανάσιε      Βασίλειος Βασίλειε
    Στέλιος Στέλιο          Χρήστος Χρήστο          Σπύρος Σπύρο            Σταύρος Σταύρο
    Ευάγγελος Ευάγγελε      Θεόδωρος Θεόδωρε        Στέφανος Στέφανε        Άγγελος Άγγελε
    Γιάννης Γιάννη          Δημήτρης Δημήτρη        Παντελής Παντελή        Αριστείδης Αριστείδη
    Κώστας Κώστα            Ανδρέας Ανδρέα          Λουκάς Λουκά            Ιάσονας Ιάσονα
    Ιωσήφ Ιωσήφ             Εμμανουήλ Εμμανουήλ     Μιχάλης Μιχάλη          Λεωνίδας Λεωνίδα
    John John               Ξενοφών -               Giorgos -               Ιησούς -
    Στυλιανός Στυλιανέ      Αδριανός Αδριανέ        Νικηφόρος Νικηφόρε      Μαρίνος -
    Φίλιππος Φίλιππε        Χαράλαμπος Χαράλαμπε    Απόστολος Απόστολε      Αιμίλιος Αιμίλιε
    ΓΙΩΡΓΟΣ -               Γιωργος -               Κυριάκος Κυριάκο        Сергей -
"""

# Ξινέ, Δημητράκο, Βενιζέλο: lexilogia.gr, peoplenews.gr.
SURNAMES_MEN = """
    Παπαδόπουλος Παπαδόπουλε  Αντωνόπουλος Αντωνόπουλε  Σταυρόπουλος Σταυρόπουλε
    Ξινός Ξινέ                Σολωμός Σολωμέ            Βασιλικός Βασιλικέ
    Δημητράκος Δημητράκο      Σαραντάκος Σαραντάκο      Βενιζέλος Βενιζέλο
    Μάντζαρος Μάντζαρε        Κόκκινος Κόκκινε          Βλάχος Βλάχο
    Γεωργιάδης Γεωργιάδη      Μητσοτάκης Μητσοτάκη      Καραμανλής Καραμανλή
    Παππάς Παππά              Τσίπρας Τσίπρα            Ζαχαρίας Ζαχαρία
    Νικολάου Νικολάου         Παπανδρέου Παπανδρέου     Σαρόγλου Σαρόγλου
    Τσελεμεντές Τσελεμεντέ    Παπαϊωάννου Παπαϊωάννου   Σμιθ Σμιθ
    Παπαδόπουλος-Νικολάου Παπαδόπουλε-Νικολάου          Smith Smith
    García García             Papadopoulos -            Jones -
    Παπαδάτος -               Παλαιολόγος -             Κοντολέων -
    Καμμένος -                Αβραμόπουλος Αβραμόπουλε  Γραμματικός Γραμματικέ
    παπαδόπουλος -            Παπαδοπουλος -            Βέλλιος -
"""

WOMEN = """
    Μαρία Μαρία             Ελένη Ελένη             Φρόσω Φρόσω             Άρτεμις Άρτεμις
    Παπαδοπούλου Παπαδοπούλου Νικολάου Νικολάου     Schmidt Schmidt         Анна -
"""


def vocative(name: str, part: str, gender: Gender | None) -> str | None:
    return inflect(name, "vocative", language="el", part=part, gender=gender)


@pytest.mark.parametrize(("name", "form"), pairs(GIVEN_MEN))
def test_mens_given_names(name, form):
    assert vocative(name, "given", Gender.MALE) == form


@pytest.mark.parametrize(("name", "form"), pairs(SURNAMES_MEN))
def test_mens_surnames(name, form):
    assert vocative(name, "surname", Gender.MALE) == form


@pytest.mark.parametrize(("name", "form"), pairs(WOMEN))
@pytest.mark.parametrize("part", ["given", "surname"])
def test_womens_names_stay_as_they_are(name, form, part):
    assert vocative(name, part, Gender.FEMALE) == form


def test_without_a_gender_only_what_no_gender_changes():
    assert vocative("Μαρία", "given", None) == "Μαρία"
    assert vocative("Γιώργος", "given", None) is None
    assert vocative("Παπαδόπουλος", "surname", None) is None


GREEK = "αβγδεζηθικλμνξοπρστυφχψωςάέήίόύώ"
endings = st.sampled_from(["ος", "ός", "ης", "ής", "ας", "άς", "ου", "", "ων", "ες"])
names = st.builds(
    lambda head, rest, end: head + rest + end,
    st.sampled_from("ΑΒΓΔΕΚΛΜΝΠΣΤΦΧ"),
    st.text(GREEK.replace("ς", ""), min_size=1, max_size=8),
    endings,
)


@given(names, st.sampled_from(["given", "surname"]), st.sampled_from([*Gender, None]))
def test_a_form_is_greek_and_keeps_the_stem(name, part, gender):
    form = vocative(name, part, gender)
    if form is not None:
        assert re.fullmatch(f"[Α-Ω][{GREEK}]+", form)
        assert form[: len(name) - 2] == name[:-2]
        assert gender is not Gender.MALE or not form.endswith("ς")
