"""The vocative of Bosnian names; what they share with Croatian and Serbian stands in `_bcms`."""

from __future__ import annotations

from functools import partial

from ..model import Gender
from ._bcms import kept, man, short, with_ending, woman
from .words import Key, Rule

__all__ = ["RULES"]

# Men's names: those in -a, -k, -g, -h and -c stay (stav.ba, "Vokative, dokle ćemo s muškim
# imenima?"); those in -š take -e, which is right for all of them, where -u is for some (R. Bulić,
# preporod.com, "Dozivni oblici muških bošnjačkih imena"). Surnames in -a and in those consonants
# stay, and so do animals' names (stav.ba, "Poštovani gospodine Deliću").
_ANIMALS = frozenset(["Golub", "Jež", "Zekan", "Голуб", "Јеж", "Зекан"])


def _given_in_a(name: str) -> str:
    return short(name) or name


def _man_given(name: str) -> str | None:
    found = man(name, in_a=_given_in_a, velar=kept)
    return with_ending(name, "e") if found and name[-1] in "šш" and found != name else found


def _man_surname(name: str) -> str | None:
    return name if name in _ANIMALS else man(name, in_a=kept, velar=kept)


RULES: dict[Key, Rule] = {
    ("vocative", "given", Gender.FEMALE): partial(woman, in_a=short),
    ("vocative", "given", Gender.MALE): _man_given,
    ("vocative", "surname", Gender.MALE): _man_surname,
}
