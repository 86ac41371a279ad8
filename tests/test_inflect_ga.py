"""The vocative of Irish given names: a Mháire, a Sheáin.

Each line is one name and its form after the particle; "-" says that nothing is inflected, so
that the greeting goes without the name.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from culturekit.inflect import inflect
from culturekit.model import Gender
from tests.name_forms import pairs

# Mháire, Áine: travelwithlanguages.com, "How to write a letter in Irish"; Shíle, Shinéad, Úna:
# allaboutirish.ie, "Addressing someone in Irish"; Cháit: transparent-gairmeach.
WOMEN = """
    Máire Mháire        Áine Áine           Síle Shíle          Sinéad Shinéad
    Úna Úna             Cáit Cháit          Caitlín Chaitlín    Bríd Bhríd
    Siobhán Shiobhán    Sadhbh Shadhbh      Niamh Niamh         Nóra Nóra
    Gráinne Ghráinne    Fionnuala Fhionnuala Deirdre Dheirdre   Clíona Chlíona
    Treasa Threasa      Peig Pheig          Róisín Róisín       Laoise Laoise
    Aoife Aoife         Méabh Mhéabh        Muireann Mhuireann  Proinséas Phroinséas
    Rosie -             María -             Inés -              Emma -
    MÁIRE -             Seán -              Máire-Áine -        Мэри -
"""

# Sheáin, Phádraig: travelwithlanguages.com; Shéamais: transparent-gairmeach; Dhonnchaidh,
# Chathail: léamh.org, "Vocative".
MEN = """
    Seán Sheáin         Pádraig Phádraig    Séamas Shéamais     Donnchadh Dhonnchaidh
    Cathal Chathail     Séamus Shéamuis     Tomás Thomáis       Brian Bhriain
    Ciarán Chiaráin     Breandán Bhreandáin Peadar Pheadair     Pól Phóil
    Conall Chonaill     Cormac Chormaic     Dónall Dhónaill     Domhnall Dhomhnaill
    Tadhg Thaidhg       Seosamh Sheosaimh   Stiofán Stiofáin    Lorcán Lorcáin
    Eoin Eoin           Eoghan Eoghain      Aodhán Aodháin      Éamonn Éamoinn
    Oisín Oisín         Daithí Dhaithí      Ruairí Ruairí       Donncha Dhonncha
    Diarmuid Dhiarmuid  Gearóid Ghearóid    Máirtín Mháirtín    Críostóir Chríostóir
    Niall Néill         Micheál Mhichíl     Mícheál Mhíchíl     Fionn Fhinn
    Uinseann Uinsinn    Liam Liam           Risteard Risteaird  Conchúr Chonchúir
    John -              José -              Paul -              Seanna -
    Sean -              Cian -              Colm -              Máire -
"""


def vocative(name: str, gender: Gender | None, part: str = "given") -> str | None:
    return inflect(name, "vocative", language="ga", part=part, gender=gender)


@pytest.mark.parametrize(("name", "form"), pairs(WOMEN))
def test_womens_names_are_lenited(name: str, form: str | None) -> None:
    assert vocative(name, Gender.FEMALE) == form


@pytest.mark.parametrize(("name", "form"), pairs(MEN))
def test_mens_names_are_lenited_and_end_slender(name: str, form: str | None) -> None:
    assert vocative(name, Gender.MALE) == form


@pytest.mark.parametrize("gender", [None, Gender.NEUTRAL])
def test_the_form_depends_on_the_gender(gender: Gender | None) -> None:
    assert vocative("Seán", gender) is None


def test_surnames_do_not_come_into_an_address() -> None:
    assert vocative("Ó Murchú", Gender.MALE, part="surname") is None


LISTED = st.sampled_from([name for name, form in pairs(WOMEN + MEN) if form])


@given(st.one_of(st.text(), LISTED), st.sampled_from([None, *Gender]))
def test_a_form_is_spelled_in_irish_and_grows_by_two_letters_at_most(
    name: str, gender: Gender | None
) -> None:
    form = vocative(name, gender)
    assert form is None or set(form.lower()) <= set("aábcdeéfghiílmnoóprstuú")
    assert form is None or len(form) <= len(name) + 2
