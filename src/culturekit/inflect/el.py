"""The vocative of Greek names: men's drop their -ς, and -ος becomes -ε or -ο."""

from __future__ import annotations

import re

from ..model import Gender
from .words import Key, Rule, each

__all__ = ["RULES"]

# Rules: women's names are as in the nominative; men's in -ης and -ας drop the -ς. Those in -ος
# take -ε, but -ο in two-syllable given names, in pet names and in surnames stressed on the last
# syllable but one, among them all in -άκος (lexilogia-klitiki, which quotes the school grammar,
# asxetos-klitiki, hellenicglotta-klitiki, peoplenews-klitiki). Stressed on the last syllable,
# surnames take -έ (Ξινέ), given names -ό (Νικολό), but learned ones in -ανός -έ (Στυλιανέ).

_WORD = re.compile(r"[Α-ΩΆΈΉΊΌΎΏΪΫ][α-ωάέήίόύώϊϋΐΰ]+")
_LATIN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ɏ]+(?:[ '’\-][A-Za-zÀ-ÖØ-öø-ɏ]+)*")

# Latin letters hide the Greek ending, and nobody can know whether to inflect it.
_LATIN_GREEK = re.compile(r"[aeiou]s\b", re.IGNORECASE)

#: one vowel sound: two letters, unless the accent or a diaeresis parts them
_NUCLEUS = re.compile("[αεο][ιί]|υ[ιί]|ο[υύ]|[αεη][υύ]|[αεηιουωάέήίόύώϊϋΐΰ]")
_ACCENTED = frozenset("άέήίόύώΐΰ")

#: given names that take another ending than their stress tells
_GIVEN = {
    "Κωνσταντίνος": "Κωνσταντίνε",
    "Αυγουστίνος": "Αυγουστίνε",
    "Λυκούργος": "Λυκούργε",
    "Παύλος": "Παύλε",
    "Μάριος": "Μάριε",
    "Φώτιος": "Φώτιε",
    "Νικηφόρος": "Νικηφόρε",
    "Γιώργος": "Γιώργο",
    "Γιάννος": "Γιάννο",
    "Στέλιος": "Στέλιο",
    "Στέργιος": "Στέργιο",
    "Μένιος": "Μένιο",
    "Αλέκος": "Αλέκο",
}

# Stressed on the last syllable but one, these surnames are heard with both endings: Παπαδάτε and
# Παπαδάτο, Καμμένε and Καμμένο, Παλαιολόγε but Οικονόμο.
_BOTH = re.compile("(?:άτος|έτος|ώτος|ίνος|μένος|λόγος|νόμος|φόρος|μάχος|άρχος|δόρος)$")


def _stress(name: str) -> int:
    """The stressed syllable counted from the end, or 0 where no accent is written."""
    lower = name.lower()
    nuclei = [match.group() for match in _NUCLEUS.finditer(lower)]
    for place, nucleus in enumerate(reversed(nuclei), 1):
        if _ACCENTED & set(nucleus):
            return place
    return 0


def _syllables(name: str) -> int:
    return len(_NUCLEUS.findall(name.lower()))


def _woman(name: str) -> str | None:
    return name if _LATIN.fullmatch(name) else each(name, _WORD, str)


def _man(name: str, word: Rule) -> str | None:
    if _LATIN.fullmatch(name):
        return None if _LATIN_GREEK.search(name) else name
    return each(name, _WORD, word)


def _man_given(name: str) -> str | None:
    return _man(name, _man_given_word)


def _man_surname(name: str) -> str | None:
    return _man(name, _man_surname_word)


def _man_given_word(name: str) -> str | None:
    if name in _GIVEN:
        return _GIVEN[name]
    if not name.endswith(("ος", "ός")):
        return _other(name)
    stress = _stress(name)
    stem = name[:-2]
    if stress == 1:
        return stem + ("έ" if name.endswith("ανός") else "ό")
    if stress == 2:
        return stem + "ο" if _syllables(name) == 2 or name.endswith("άκος") else None
    return stem + "ε" if stress == 3 and not _short_ios(name) else None


def _short_ios(name: str) -> bool:
    """Whether -ιος may be one syllable in speech (Στέλιος), which written stress cannot tell."""
    return name.endswith("ιος") and _syllables(name) == 3


def _man_surname_word(name: str) -> str | None:
    if not name.endswith(("ος", "ός")):
        return _other(name)
    if _BOTH.search(name):
        return None
    stress = _stress(name)
    stem = name[:-2]
    if stress == 1:
        return stem + "έ"
    if stress == 2:
        return stem + "ο"
    return stem + "ε" if stress == 3 and not _short_ios(name) else None


def _other(name: str) -> str | None:
    """All endings but -ος: -ς goes after α, ή and -ές; what ends in no -ς stays as it is."""
    if name.endswith(("ης", "ής", "ας", "άς", "ές")):
        return name[:-1]
    if name.endswith(("ς", "ων", "ών")):
        return None  # -εύς, -ους and -ων have old and new vocatives
    return name


def _anybody(name: str) -> str | None:
    """Without a gender, only what no gender would change."""
    return None if name.endswith(("s", "ς", "ων", "ών")) else _woman(name)


RULES: dict[Key, Rule] = {
    ("vocative", "given", Gender.FEMALE): _woman,
    ("vocative", "given", Gender.MALE): _man_given,
    ("vocative", "given", Gender.NEUTRAL): _anybody,
    ("vocative", "given", None): _anybody,
    ("vocative", "surname", Gender.FEMALE): _woman,
    ("vocative", "surname", Gender.MALE): _man_surname,
}
