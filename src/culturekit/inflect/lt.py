"""The vocative of Lithuanian names."""

from __future__ import annotations

import re

from ..model import Gender
from .words import Key, Rule, each

__all__ = ["RULES"]

# Rules: muni-lt-vokativ (names in -as take -ai: Jonas Kazlauskas, Jonai Kazlauskai) and
# learning-lithuanian-vocative (-is -i, -ys -y, -us -au, -ė -e; -a stays; -ukas is shortened).
# Jonaiti, Šveistiene: gestai.lt, "Kreipiniai". A Lithuanian name shows its declension by its
# ending, so the vocative needs no gender.

_WORD = re.compile(r"[A-PR-VYZĄČĘĖĮŠŲŪŽ][a-pr-vyząčęėįšųūž]+")

# Spellings that Lithuanian itself does not use: a foreigner's name in its own spelling.
_FOREIGN = re.compile(r"[pst]h|tz|y[aeiou]|(.)\1|c[aoulr]", re.IGNORECASE)

#: foreign names whose last -s is no Lithuanian ending, of men and of women
_NO_ENDING = re.compile(
    "Boris|Chris|Denis|Doris|Douglas|Elis|Francis|Iris|Loris|Moris|Paris|Travis", re.IGNORECASE
)


def _vocative(name: str) -> str | None:
    if name.endswith("a"):
        return name
    if name.endswith("ė"):
        return name[:-1] + "e"
    if _FOREIGN.search(name) or _NO_ENDING.fullmatch(name):
        return None
    if re.search(r"..ukas$|[jaeėioyuū]as$|[aeėou][iuy]s$", name):
        return None  # Jonukas is Jonuk; with -jas and vowels before -as usage varies
    if name.endswith("as"):
        return name[:-1] + "i"
    if name.endswith(("is", "ys")):
        return name[:-1]
    if name.endswith("us"):
        return name[:-2] + "au"
    return None


def _any(name: str) -> str | None:
    return each(name, _WORD, _vocative)


def _woman(name: str) -> str | None:
    """Only what can be a woman's name in Lithuanian, where all of them end in -a or -ė."""
    return None if re.search(r"s\b", name) else _any(name)


RULES: dict[Key, Rule] = {
    ("vocative", part, gender): _woman if gender == Gender.FEMALE else _any
    for part in ("given", "surname")
    for gender in (None, *Gender)
}
