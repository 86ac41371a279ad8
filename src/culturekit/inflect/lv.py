"""The vocative of Latvian names, and the genitive of surnames that kungs and kundze follow."""

from __future__ import annotations

import re

from ..model import Gender
from .words import Key, Rule, each

__all__ = ["RULES"]

# Rules of the vocative: lva-konsultacija-731 (Gint, Ingus, Juri, Ingu, Elīna:
# every proper name of the first declension loses its -s or -š, the second has -i, the third -u,
# the fourth and fifth stay). Of the genitive: valoda.ailab.lv, "Uzruna, adresāts" (Juri Bērziņa
# kungs, Aina Liepas kundze); the consonants that change before it, and surnames in -skis and
# -ckis, which keep theirs: jazykirossii-lv-2.
#
# A Latvian name shows its declension by its ending, so the vocative needs no gender. A man
# with a name in -a (Liepa) has the forms of a woman with it.

_WORD = re.compile(r"[A-PR-VZĀČĒĢĪĶĻŅŠŪŽ][a-pr-vzāčēģīķļņšūž]+")

# Spellings that Latvian itself does not use: a foreigner's name in its own spelling.
_FOREIGN = re.compile(r"[cpst]h|ck|tz|ee|oo|(?!ss$)([bcdfghjkprstvz])\1", re.I)

#: foreign names whose last -s is no Latvian ending, of men and of women
_NO_ENDING = frozenset(
    [
        *("Anders", "Boris", "Davis", "Denis", "Doris", "Francis", "Frans", "Hans", "Iris", "Jens"),
        *("Lars", "Loris", "Mats", "Moris", "Niels", "Paris", "Tenis", "Travis"),
        *("Adams", "Daniels", "Edwards", "Evans", "Hawkins", "Hopkins", "Jenkins", "Martens"),
        *("Mertens", "Perkins", "Peters", "Rogers", "Sanders", "Stevens", "Watkins"),
    ]
)

#: nouns of the second declension whose genitive is as the nominative
_UNCHANGED = frozenset(["Akmens", "Asmens", "Rudens", "Zibens"])

#: names in -īte that are no longer felt as diminutives
_WHOLE_ITE = frozenset(["Brigīte", "Margrīte", "Skaidrīte"])

#: after a vowel, an -s that is not Latvian's own ending
_VOWEL_S = re.compile(r"[aāeēoōuū]s$|[aāeēiīoōuū][iī]s$", re.I)


def _stem(name: str, ending: str) -> str:
    return name[: len(name) - len(ending)]


def _vocative(name: str) -> str | None:
    if name[-1] in "aāeēiīouū":
        return None if name.endswith("īte") and name not in _WHOLE_ITE else name
    if _FOREIGN.search(name) or name in _NO_ENDING | _UNCHANGED:
        return None
    if name.endswith("us"):
        # Mikus, Miku; but Klaus has no ending, and in Latvia is written Klauss.
        return None if re.search(r"[aāeēiīoōu]us$", name) else name[:-1]
    if _VOWEL_S.search(name) or name.endswith("ītis"):
        return None  # diminutives are shortened (Kārlīt, Dacīt), surnames like them perhaps not
    return name[:-1] if name.endswith(("s", "š")) else None


def _given(name: str) -> str | None:
    return None if name.endswith("iņa") else _vocative(name)


#: the consonant before -is, and what it becomes in the genitive
_SOFTENED = (
    ("sn", "šņ"),
    ("zn", "žņ"),
    ("sl", "šļ"),
    ("zl", "žļ"),
    *((hard, hard + "j") for hard in "bmpv"),
    ("c", "č"),
    ("l", "ļ"),
    ("n", "ņ"),
    ("s", "š"),
    ("z", "ž"),
    *((same, same) for same in "rjčģķļņšž"),
)


def _man_genitive(name: str) -> str | None:
    if name in _UNCHANGED:
        return name
    if _FOREIGN.search(name) or name in _NO_ENDING:
        return None
    if name.endswith("us"):
        return None if re.search(r"[aāeēiīoōu]us$", name) else name
    if name.endswith(("skis", "ckis")):
        return _stem(name, "is") + "a"
    if _VOWEL_S.search(name):
        return None  # Baltais is an adjective, and declined like one
    if name.endswith("is"):
        return _second_genitive(name)
    if name.endswith(("s", "š")):
        return name[:-1] + "a"
    return _vowel_genitive(name)


def _second_genitive(name: str) -> str | None:
    stem = _stem(name, "is")
    # Whether -t- and -d- change depends on the name: Guntis keeps its -t-.
    if name.endswith("dis"):
        return stem[:-1] + "ža" if name.lower().endswith(("balodis", "briedis")) else None
    if name.endswith("tis"):
        return stem[:-1] + "ša" if name.endswith(("ītis", "aitis")) else None
    if re.search(r"l[ln]$|nn$", stem):
        return None
    for hard, soft in _SOFTENED:
        if stem.endswith(hard):
            return _stem(stem, hard) + soft + "a"
    return None


def _vowel_genitive(name: str) -> str | None:
    if name.endswith(("a", "ā", "e")):
        return name + "s"
    return name if name[-1] in "iīouūē" else None


def _woman_genitive(name: str) -> str | None:
    return None if _FOREIGN.search(name) else _vowel_genitive(name)


def _whole(rule: Rule) -> Rule:
    return lambda name: each(name, _WORD, rule)


def _woman(rule: Rule) -> Rule:
    """Only what can be a woman's name in Latvian, where all of them end in a vowel."""
    return lambda name: None if re.search(r"[sš]\b", name) else rule(name)


RULES: dict[Key, Rule] = {
    **{
        ("vocative", part, gender): _woman(rule) if gender == Gender.FEMALE else rule
        for part, rule in (("given", _whole(_given)), ("surname", _whole(_vocative)))
        for gender in (None, *Gender)
    },
    ("genitive", "surname", Gender.MALE): _whole(_man_genitive),
    ("genitive", "surname", Gender.FEMALE): _whole(_woman_genitive),
}
