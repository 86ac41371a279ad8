"""The vocative of Irish given names; the particle "a" before it belongs to the wording."""

from __future__ import annotations

import re

from ..model import Gender
from .words import Key, Rule

__all__ = ["RULES"]

# Rules: travelwithlanguages.com, "How to write a letter in Irish" (a Mháire, a Sheáin, a Áine;
# no lenition of vowels, l, n, r, nor of sc, sm, sp, st) and allaboutirish.ie, "Addressing
# someone in Irish" (a Shíle; men's names that end broad become slender). Whether a name is
# Irish cannot be seen from its letters (José and Inés have an accent, Rosie only Irish
# letters), so only names of these lists are inflected. Names whose slender form is not
# settled, such as Cian, Colm and Proinsias, are not among them.

_WOMEN = """
    Áine Aisling Ailbhe Aoibheann Aoibhinn Aoife Bairbre Bláthnaid Bláithín Breanda Bríd Brídín
    Bróna Cáit Caitlín Caitríona Caoilfhionn Caoimhe Ciara Clíodhna Clíona Damhnait Dearbhla
    Dearbháil Deirdre Doireann Éabha Eibhlín Eilís Eimear Eithne Fionnuala Fionnghuala Gobnait
    Gormlaith Gráinne Íde Laoise Máire Mairéad Máirín Meadhbh Meabh Méabh Muireann Muirne Múirín
    Neasa Niamh Nóra Nóirín Nuala Órla Órlaith Orlaith Peig Proinséas Ríona Ríoghnach Róisín Rós
    Sadhbh Saoirse Séarlait Síle Síne Sinéad Siobhán Siún Sláine Sorcha Tríona Treasa Úna
"""
_MEN = """
    Abán Aindriú Alastar Antaine Aodhán Aodhagán Aonghas Aonghus Art Bairtle Breandán Brian
    Caoimhín Caolán Cathal Cathán Cathaoir Ciarán Colmán Conall Conán Conchobhar Conchúr Conn
    Cormac Críostóir Daithí Dáire Dara Deaglán Diarmaid Diarmuid Domhnall Dónal Dónall Donncha
    Donnchadh Éamann Éamonn Éanna Éinrí Eoghan Eoin Feargal Fearghal Fearghas Fearghus Feichín
    Fiachra Fionán Fionn Fionnán Fionntán Gearóid Labhrás Liam Lochlann Lorcán Lúcás Maitiú Mánas
    Marcas Máirtín Mícheál Micheál Muiris Naoise Neachtan Niall Nioclás Odhrán Oisín Pádraic
    Pádraig Peadar Piaras Pilib Pól Risteard Roibeard Rónán Ruairí Seán Seanán Séamas
    Séamus Séarlas Seathrún Seosamh Stiofán Tadhg Tomás Ultán Uinseann
"""

_FEMALE = frozenset(_WOMEN.split())
_MALE = frozenset(_MEN.split())

#: men's names with forms of their own
_OWN = {
    "Fionn": "Fhinn",
    "Liam": "Liam",
    "Micheál": "Mhichíl",
    "Mícheál": "Mhíchíl",
    "Niall": "Néill",
    "Uinseann": "Uinsinn",
}

_LENITED = re.compile(r"(?=[BCDFGMPST])(?!S[cfmpt])(.)")
#: a last syllable that ends broad: its vowels and its consonants
_BROAD = re.compile(r"(.*[aouáóú])([^aeiouáéíóú]+)")


def _lenited(name: str) -> str:
    return _LENITED.sub(r"\1h", name, count=1)


def _woman(name: str) -> str | None:
    return _lenited(name) if name in _FEMALE else None


def _man(name: str) -> str | None:
    if name not in _MALE:
        return None
    if name in _OWN:
        return _OWN[name]
    broad = _BROAD.fullmatch(name)
    return _lenited(f"{broad[1]}i{broad[2]}" if broad else name)


RULES: dict[Key, Rule] = {
    ("vocative", "given", Gender.FEMALE): _woman,
    ("vocative", "given", Gender.MALE): _man,
}
