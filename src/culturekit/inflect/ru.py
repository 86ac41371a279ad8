"""Russian addresses people in the nominative: the rule here only knows a patronymic."""

from __future__ import annotations

import re

from ..model import Gender
from .words import Key, Rule

__all__ = ["RULES"]

# A middle name of somebody from elsewhere is no patronymic, and no part of an address.
_PATRONYMIC = re.compile(
    r"[А-ЯЁ][а-яё-]+(?:[ое]вич|ич|[ое]вна|ична|[ -](?:оглы|кызы|оглу|гызы|уулу))"
    r"|[A-Z][a-z'’-]+(?:[oe]vich|ich|[oe]vna|ichna)"
)


def _patronymic(name: str) -> str | None:
    return name if _PATRONYMIC.fullmatch(name) else None


RULES: dict[Key, Rule] = {
    ("vocative", "given2", gender): _patronymic
    for gender in (None, Gender.FEMALE, Gender.MALE, Gender.NEUTRAL)
}
