"""The vocative of Polish given names; no Polish wording uses surnames."""

from __future__ import annotations

import re

from ..model import Gender
from .words import Key, Rule, each, unchanged

__all__ = ["RULES"]

# Rules: the vocative in an address as in PWN's language advice (sjp.pwn.pl/poradnia 17928 and
# 23043: Marto, Kasiu, Adamie); women's full names take -o, short forms with a soft consonant
# -u (Nowy słownik poprawnej polszczyzny, quoted by jezykowedylematy.pl, "Ulu czy Ulo"); men's
# names take -u after soft and once soft consonants, -e with a changed consonant after hard
# ones (zapytaj.onet.pl, "wołacz"), -u after k, g and ch. Each form of the tests that the
# Słownik gramatyczny języka polskiego (sgjp.pl) has, it has so.

_WORD = re.compile(r"[A-PR-UWYZĆŁŚŹŻ][a-pr-uwyząćęłńóśźż]+")

# Spellings that Polish itself does not use; a foreign name is left as it is.
_FOREIGN = re.compile(
    r"^y|y[aeiou]|th|sh|ph|gh|ck|c[aolrt]|(?<!c)h(?=[bfgjklmnprstw]|$)|"
    r"(?<!b)ea|ae|ai|ay|ei|ey|oe|oi|oy|ou|ui(?!z)|uy|([^nmt])\1",
    re.IGNORECASE,
)


def _woman(name: str) -> str | None:
    if name[-1:] in "ćńśźż":
        return None  # not a name's ending, but a noun's that has a vocative of its own
    return unchanged(name) or each(name, _WORD, _woman_word)


#: short forms, whose consonant is soft, and full names spelled like them
_U = re.compile(
    "Ala|Ela|Hela|Jola|Nela|Ola|Ula|Gaja|Kaja|Maja|Ania|Bronia|Frania|Genia|Gienia|Hania|"
    "Marynia|Renia|Sonia|Stenia|Tania|Józia|Kazia|Rózia|Zuzia"
)
_O = re.compile(
    "Adela|Angela|Aniela|Daniela|Gabriela|Izabela|Kamila|Karola|Manuela|Mariola|Mirela|Paula|"
    "Rafaela|Tekla|Urszula|Antonia|Apolonia|Eugenia|Ksenia|Melania|Stefania"
)
_NOT_SHORT = frozenset(["Anastasia", "Aspasia", "Dionisia"])


def _woman_word(name: str) -> str | None:
    if not name.endswith("a"):
        return name
    stem = name[:-1]
    if _U.fullmatch(name):
        return stem + "u"
    if _O.fullmatch(name):
        return stem + "o"
    if _FOREIGN.search(name):
        return None
    if name.endswith(("sia", "dzia", "lcia")):
        return None if name in _NOT_SHORT else stem + "u"
    if name.endswith("lia"):
        return stem + "o" if len(name) > 4 else None  # Julia, not Ola's eastern sister Olia
    if name.endswith("ia"):
        return stem + "o" if re.search(r"..[bdfgkmprw]ia$", name) else None
    if name.endswith("ja"):
        return stem + "o" if name.endswith(("cja", "sja", "zja")) else None
    return stem + "o" if re.search(r"[bcdfghkłmnprstwzż]a$", name) else None


def _man(name: str) -> str | None:
    return each(name, _WORD, _man_word)


# -er keeps its -e- or loses it by the name.
_ER = {
    "Aleksander": "Aleksandrze",
    "Kacper": "Kacprze",
    "Oliwier": "Oliwierze",
    "Roger": "Rogerze",
    "Sylwester": "Sylwestrze",
    "Walter": "Walterze",
}
#: Polish short forms in -io; Antonio and Lucio are not
_IO = re.compile("(?:Ben|Edz|Fran|Guc|Hen|Jas|Józ|Kaz|Krzys|Miec|Rys|Stas|Tadz|Wies|Władz|Zdzis)io")
_NOT_EK = frozenset(["Derek", "Tarek"])

#: how a hard consonant changes before -e, longest ending first
_E = (
    ("weł", "wle"),  # Paweł, Gaweł
    ("st", "ście"),
    ("sł", "śle"),
    ("t", "cie"),
    ("d", "dzie"),
    ("r", "rze"),
    ("ł", "le"),
    *((hard, hard + "ie") for hard in "bfmnpsw"),
)


def _man_word(name: str) -> str | None:
    if name.endswith("er"):
        return _ER.get(name)
    if _IO.fullmatch(name):
        return name[:-1] + "u"
    if _FOREIGN.search(name) or name in _NOT_EK:
        return None
    if re.search(r"ó[^aeiouy]*$|zd$", name):
        return None  # the vowel changes too: Sambór, Samborze
    if name.endswith(("i", "y")):
        return name  # Antoni, Jerzy: declined like adjectives
    if name.endswith("a"):
        return name[:-1] + "o" if re.search(r"[bdfghkłmnprstwzż]a$", name) else None
    if name.endswith("ek"):
        return _ek(name) if len(name) > 3 else None
    if name.endswith(("k", "g", "ch", "l", "j", "sz", "cz", "rz", "ż")):
        return name + "u"
    if name[-1] in "śźćń":
        return name[:-1] + "szcn"["śźćń".index(name[-1])] + "iu"
    if name.endswith(("es", "h")) or (name.endswith("ew") and not name.endswith("niew")):
        return None
    for hard, soft in _E:
        if name.endswith(hard):
            return name.removesuffix(hard) + soft
    return None


def _ek(name: str) -> str:
    """The -e- goes, and a softness written with -i- moves to the consonant: Maciek, Maćku."""
    stem = name[:-2]
    if stem.endswith("i") and stem[-2] in "cnsz":
        return stem[:-2] + "ćńśź"["cnsz".index(stem[-2])] + "ku"
    return stem + "ku"


RULES: dict[Key, Rule] = {
    ("vocative", "given", Gender.FEMALE): _woman,
    ("vocative", "given", Gender.MALE): _man,
}
