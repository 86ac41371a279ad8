"""The vocative of Bosnian names; the rules stand in `_bcms`."""

from __future__ import annotations

from functools import partial

from ..model import Gender
from ._bcms import man, short, unsure, woman
from .words import Key, Rule

__all__ = ["RULES"]

RULES: dict[Key, Rule] = {
    ("vocative", "given", Gender.FEMALE): partial(woman, in_a=short),
    ("vocative", "given", Gender.MALE): partial(man, in_a=short, velar=unsure),
    ("vocative", "surname", Gender.MALE): partial(man, in_a=unsure, velar=unsure),
}
