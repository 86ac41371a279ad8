"""The vocative of Czech names: men's from the `vokativ` library, less what it cannot know."""

from __future__ import annotations

import re

from ..model import Gender
from .words import Key, Rule, each, unchanged

__all__ = ["RULES"]

# Rules: ČSN 01 6910, chapter 12.6, and the Internetová jazyková příručka as quoted by
# vasetexty.cz ("Skloňování oslovení"): -a becomes -o; k, g, h, ch take -u; soft consonants
# take -i, hard ones -e, -r after a consonant -ře; á, é, í, ý, o, u and ů stay. Surnames in
# -ec have two right forms (Adamče and Adamci); the library gives one of them.

_WORD = re.compile(r"[A-ZÁČĎÉĚÍŇÓŘŠŤÚŮÝŽ][a-záčďéěíňóřšťúůýž]+")

# Spellings that Czech itself does not use. A foreigner's surname usually stays in the
# nominative, a Czech's with the same spelling is inflected: nobody can know which it is.
_FOREIGN = re.compile(r"[qw]|(?<![áó])th|sh|gh|ph|ck(?!ý)|sch|tz|[aeiou]y|yj|(.)\1", re.IGNORECASE)

#: the -e- stays or goes by the name, not by a rule: Pavel, Pavle, but Daniel, Danieli
_EL = frozenset(["Karel", "Pavel", "Havel", "Kozel", "Orel", "Vorel", "Marcel", "Doležel"])
_ER = frozenset(["Oliver", "Xaver", "Valter"])
_OWN = {"Lev": "Lve", "Nagy": "Nagyi"}
#: surnames whose bearers differ about the form: Kose and Kosi, Ševče and Šveci
_TWO_STEMS = frozenset(["Hus", "Kos", "Švec"])


def _woman_given(name: str) -> str | None:
    return unchanged(name) or each(name, _WORD, _woman_word)


def _woman_word(name: str) -> str | None:
    if name.endswith("a"):
        return None if name.endswith(("aa", "oa", "ua", "ya")) else name[:-1] + "o"
    return name


def _man_given(name: str) -> str | None:
    return each(name, _WORD, _man_given_word)


def _man_given_word(name: str) -> str | None:
    if name.endswith("er") and name not in _ER:
        return None  # Alexander has two stems, Peter is no Czech name
    if name.endswith("us") or (name.endswith("c") and not name.endswith(("ác", "nc"))):
        return None  # Julius is Julie or Juliusi; the c of Marc is a k
    return _man(name)


def _man_surname(name: str) -> str | None:
    return each(name, _WORD, _man_surname_word)


def _man_surname_word(name: str) -> str | None:
    if name.endswith("ých"):
        return name  # Krátkých, once "of the Krátkýs"
    if "x" in name or name.endswith(("ius", "ních")) or name in _TWO_STEMS:
        return None
    return _man(name)


def _man(name: str) -> str | None:
    if name in _OWN:
        return _OWN[name]
    if _FOREIGN.search(name) or name.endswith(("e", "y", "ea", "ia", "ua", "oa")):
        return None
    if name.endswith(("á", "é", "ě", "í", "ý", "i", "o", "u", "ú", "ů")):
        return name
    if name.endswith("el") and not (name in _EL or name.endswith(("iel", "uel", "ael"))):
        return None
    if name.lower().endswith(("ek", "ěk")) and len(name) < 5:
        return None
    from vokativ import vokativ

    found: str = vokativ(name, woman=False, last_name=False).capitalize()
    if re.search(r"[^aeiouyáéěíóúůý]r$", name, re.IGNORECASE) and not found.endswith("ře"):
        return None
    fleeting = name.endswith(("ek", "ěk", "ec", "el"))
    if name[-2] in "eě" and not fleeting and not found.startswith(name[:-1]):
        return None  # an -e- dropped where the stem may keep it
    return found


RULES: dict[Key, Rule] = {
    ("vocative", "given", Gender.FEMALE): _woman_given,
    ("vocative", "given", Gender.MALE): _man_given,
    # -ová and -á stay, and so does a surname that ends like a man's; whether a woman's
    # surname in short -a ("Svoboda") changes is disputed.
    ("vocative", "surname", Gender.FEMALE): unchanged,
    ("vocative", "surname", Gender.MALE): _man_surname,
}
