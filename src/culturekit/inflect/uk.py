"""The vocative of Ukrainian names: from the `shevchenko` library, less what it cannot know."""

from __future__ import annotations

import re

from ..model import Gender
from .words import Key, Rule, each

__all__ = ["RULES"]

# Rules: Ukrainian orthography of 2019, § 87, as quoted by osvita-zvertannia and kadrovik01:
# hard stems in -а take -о, after й -є, short forms with a soft consonant -ю; men's names take
# -е, -у after к, г, х and in -ко, -ю after soft consonants; given name and patronymic both
# change. A surname after пане may change or stay (centrkum): where the form is not plain,
# the wording with the surname as it is comes next.

_LOWER = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"
_WORD = re.compile(f"[{_LOWER.upper()}](?:[{_LOWER}]*[’ʼ'])?[{_LOWER}]+")

# Endings and spellings of names from elsewhere, which the library inflects by their looks.
_MAN_NOT_OURS = re.compile(r"ме[дт]$|(?<!Оле)г$|(?<!айл|ійл|.ил|авл|.тр|..к)о$|([^лн])\1|ий$|ь[яє]")
_WOMAN_NOT_OURS = re.compile(r"[аеиіоу]а$|ь$|ф$|^Даря$|ь[яє]")

# The -і- of the last syllable goes back to -о-, and short forms are soft.
_OWN = {"Антін": "Антоне", "Тиміш": "Тимоше"}
_SHORT = re.compile("(?!Ілля$).*[бвгґджзклмнпрстфхцчшщ]я")

#: surnames whose vocative follows from the ending alone
_SURNAME = re.compile(".*(?:ий|[^н]ій|ко|[аиіїуюя]к|[еєо]в|[иії]н|аль|ай|[бвгґджзклмнпрстфхцчшщ]а)")
_FRENCH = frozenset(["Дега", "Дюма", "Петіпа"])


def _from_library(name: str, field: str, gender: str) -> str | None:
    import shevchenko

    found: str | None = shevchenko.in_vocative(gender=gender, **{field: name}).get(field)
    return found


def _woman_given(name: str) -> str | None:
    return each(name, _WORD, _woman_given_word)


def _woman_given_word(name: str) -> str | None:
    if _WOMAN_NOT_OURS.search(name):
        return None
    return _from_library(name, "given_name", "feminine")


def _man_given(name: str) -> str | None:
    return each(name, _WORD, _man_given_word)


def _man_given_word(name: str) -> str | None:
    if name in _OWN:
        return _OWN[name]
    if _MAN_NOT_OURS.search(name):
        return None
    if _SHORT.fullmatch(name):
        return name[:-1] + "ю"
    return _from_library(name, "given_name", "masculine")


def _man_surname(name: str) -> str | None:
    return each(name, _WORD, _man_surname_word)


def _man_surname_word(name: str) -> str | None:
    if name in _FRENCH or not _SURNAME.fullmatch(name):
        return None
    return _from_library(name, "family_name", "masculine")


def _woman_patronymic(name: str) -> str | None:
    if not (_WORD.fullmatch(name) and name.endswith(("івна", "ївна", "ична"))):
        return None
    return _from_library(name, "patronymic_name", "feminine")


def _man_patronymic(name: str) -> str | None:
    if not (_WORD.fullmatch(name) and name.endswith(("ич", "іч"))):
        return None
    return _from_library(name, "patronymic_name", "masculine")


RULES: dict[Key, Rule] = {
    ("vocative", "given", Gender.FEMALE): _woman_given,
    ("vocative", "given", Gender.MALE): _man_given,
    ("vocative", "given2", Gender.FEMALE): _woman_patronymic,
    ("vocative", "given2", Gender.MALE): _man_patronymic,
    ("vocative", "surname", Gender.MALE): _man_surname,
}
