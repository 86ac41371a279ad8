"""The vocative of Serbian names, in both scripts; the rules stand in `_bcms`."""

from __future__ import annotations

import re
from functools import partial

from ..model import Gender
from ._bcms import man, palatalised, short, unsure, with_ending, woman
from .words import Key, Rule

__all__ = ["RULES"]

# Miloše and Radoše first, Milošu and Radošu are not wrong (dnevnik-rs-muska-imena).
_IN_OS = re.compile("..?.?(?:oš|ош)")


def _man_given(name: str) -> str | None:
    if _IN_OS.fullmatch(name):
        return with_ending(name, "e")
    return man(name, in_a=short, velar=palatalised)


RULES: dict[Key, Rule] = {
    ("vocative", "given", Gender.FEMALE): partial(woman, in_a=short),
    ("vocative", "given", Gender.MALE): _man_given,
    ("vocative", "surname", Gender.MALE): partial(man, in_a=unsure, velar=unsure),
}
