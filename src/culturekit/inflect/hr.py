"""The vocative of Croatian names; the rules stand in `_bcms`."""

from __future__ import annotations

from functools import partial

from ..model import Gender
from ._bcms import kept, man, woman
from .words import Key, Rule

__all__ = ["RULES"]

_man = partial(man, in_a=kept, velar=kept)

RULES: dict[Key, Rule] = {
    ("vocative", "given", Gender.FEMALE): partial(woman, in_a=kept),
    ("vocative", "given", Gender.MALE): _man,
    ("vocative", "surname", Gender.MALE): _man,
}
