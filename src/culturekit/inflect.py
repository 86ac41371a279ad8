"""Names in the case that an address needs, or nothing where that is not sure.

A wrong case is worse than a greeting without the name: whoever asks gets
`None` unless the rule is plain, and the next wording is tried.
"""

from __future__ import annotations

import re
from functools import lru_cache

from .model import Gender

__all__ = ["vocative"]


@lru_cache(maxsize=4096)
def vocative(name: str, *, language: str, part: str, gender: Gender | None) -> str | None:
    """The vocative of a given name or surname ("given", "surname"), or `None` where unsure.

    >>> vocative("Novák", language="cs", part="surname", gender=Gender.MALE)
    'Nováku'
    >>> vocative("Anna", language="pl", part="given", gender=Gender.FEMALE)
    'Anno'
    >>> vocative("Karol", language="pl", part="given", gender=None) is None
    True

    Czech is left to the `vokativ` library, with what it cannot know kept out;
    Polish covers given names with a regular vocative (see `_polish_given`).
    """
    rule = {"cs": _czech, "pl": _polish}.get(language)
    return rule(name, part, gender) if rule else None


# --- Czech ---------------------------------------------------------------------------

_CZECH = re.compile(r"[A-ZÁČĎÉĚÍŇÓŘŠŤÚŮÝŽ][a-záčďéěíňóřšťúůýž]+")


def _czech(name: str, part: str, gender: Gender | None) -> str | None:
    # The library declines whatever it is given, so only names written as Czech
    # writes them reach it: one word each, or two joined by a hyphen or space.
    if gender not in (Gender.FEMALE, Gender.MALE):
        return None
    pieces = re.split(r"([ \-])", name)
    if len(pieces) > 3 or not all(_CZECH.fullmatch(piece) for piece in pieces[::2]):
        return None
    from vokativ import vokativ

    last = part == "surname"
    if last and gender is Gender.FEMALE:
        # -ová and -á do not change, nor does any other woman's surname.
        return name
    done = [
        vokativ(piece, woman=gender is Gender.FEMALE, last_name=last).capitalize()
        for piece in pieces[::2]
    ]
    return (pieces[1] if len(pieces) == 3 else "").join(done)


# --- Polish --------------------------------------------------------------------------

_POLISH = re.compile(r"[A-ZĆŁŚŹŻ][a-ząćęłńóśźż]+")


def _polish(name: str, part: str, gender: Gender | None) -> str | None:
    if part != "given" or not _POLISH.fullmatch(name):
        return None
    if gender is Gender.FEMALE and name.endswith("a"):
        return _polish_woman(name)
    return None


def _polish_woman(name: str) -> str | None:
    # Full names in -a take -o; short forms with a soft consonant take -u.
    # Names in -la are left out: Ola and Ela are soft, Paula and Karola are hard.
    if name.endswith(("la",)):
        return None
    if name.endswith(("sia", "zia", "nia", "cia", "dzia", "lcia")):
        # Zuzia, Kasia, Ania, Gracja's soft kin; but Antonia and Eugenia are full names.
        return name[:-1] + "u" if len(name) <= 6 else None
    return name[:-1] + "o"
