"""Names in the case that an address needs, or nothing where that is not sure.

A wrong case is worse than a greeting without the name: whoever asks gets
`None` unless the rule is plain, and the next wording is tried. Names that
stay as they are in an address come back unchanged. Each language that
inflects names has a module here, with a table of its rules.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec

from ..model import Gender
from .words import Key, Rule

__all__ = ["inflect"]


@lru_cache(maxsize=4096)
def inflect(name: str, case: str, *, language: str, part: str, gender: Gender | None) -> str | None:
    """A part of a name ("given", "given2", "surname") in a case, or `None` where unsure.

    >>> inflect("Novák", "vocative", language="cs", part="surname", gender=Gender.MALE)
    'Nováku'
    >>> inflect("Wojciech", "vocative", language="pl", part="given", gender=Gender.MALE)
    'Wojciechu'
    >>> inflect("Karol", "vocative", language="pl", part="given", gender=None) is None
    True

    Gender is what was stated: where a rule needs it and it is unknown, nothing
    is inflected. Two names, with a space or a hyphen between them, are
    inflected both. Foreign spellings are left alone.
    """
    rule = _rules(language).get((case, part, gender))
    return rule(unicodedata.normalize("NFC", name)) if rule else None


@lru_cache(maxsize=128)
def _rules(language: str) -> Mapping[Key, Rule]:
    """The table of a language's module; empty for a language that has none."""
    if not language.isalpha() or find_spec(f"{__name__}.{language}") is None:
        return {}
    rules: Mapping[Key, Rule] = import_module(f"{__name__}.{language}").RULES
    return rules
