"""The vocative of Bosnian, Croatian and Serbian names, in either script: what the three share."""

from __future__ import annotations

import re
from functools import partial

from .words import Rule, each

__all__ = ["kept", "man", "palatalised", "short", "unsure", "with_ending", "woman"]

# Rules: men's names and surnames alike (glasgrada-vokativ, dnevnik-rs-muska-imena): -u after
# č ć dž đ š ž lj nj j, -e after other consonants, -o -e -i -u stay; names in -ica take -ice, and
# longer ones in -a stay (dnevnik-rs-zenska-imena). Women's surnames do not change. That men's
# surnames take the vocative too, after gospodine as well: glasgrada-vokativ and
# dnevnik-hr-vokativ ("gospodine Jelaviću").

# Each set of letters holds those of both scripts.
_A = "aа"
_G = "gг"
_VELAR = "kghcкгхц"
_PALATAL = "čćđšžjчћђшжјџљњ"
_VOWELS = "aeiouаеиоу"
_CYRILLIC = "абвгдђежзијклљмнњопрстћуфхцчџш"
_WORD = re.compile(rf"[A-PR-VZČĆĐŠŽ][a-pr-vzčćđšž]{{2,}}|[{_CYRILLIC.upper()}][{_CYRILLIC}]{{2,}}")

#: spellings that none of the three uses, and -ić that lost its mark on the way
_NOT_WORD = re.compile(r"th|sh|ph|gh|ch|ck|hn$|ee|oo|ou|..ic$|(.)\1", re.IGNORECASE)
_NOT_WOMAN = re.compile(rf"{_NOT_WORD.pattern}|^(?:angel|er|mon|veron)ica$", re.IGNORECASE)
_ENDINGS = str.maketrans("eou", "еоу")

#: an -a- that goes, or a stem that shows only in other cases
_OWN = {
    "Aleksandar": "Aleksandre",
    "Dimitar": "Dimitre",
    "Đurađ": "Đurđu",
    "Juraj": "Jurju",
    "Pavao": "Pavle",
    "Petar": "Petre",
    "Александар": "Александре",
    "Димитар": "Димитре",
    "Ђурађ": "Ђурђу",
    "Петар": "Петре",
}


def man(name: str, *, in_a: Rule, velar: Rule) -> str | None:
    """A man's given name or surname; `in_a` and `velar` are what the languages do not share.

    >>> man("Петровић", in_a=kept, velar=kept), man("Novak", in_a=unsure, velar=unsure)
    ('Петровићу', None)
    """
    return each(name, _WORD, partial(_man_word, in_a=in_a, velar=velar))


def _man_word(name: str, *, in_a: Rule, velar: Rule) -> str | None:
    if name in _OWN:
        return _OWN[name]
    if _NOT_WORD.search(name) or name.endswith(("ao", "ао", "nder")):
        return None
    if name[-1] in _A:
        return _in_ica(name) or in_a(name)
    if name[-1] in _VOWELS:
        return name
    if name[-1] in _VELAR:
        return velar(name)
    return with_ending(name, "u" if name[-1] in _PALATAL else "e")


def woman(name: str, *, in_a: Rule) -> str | None:
    """A woman's given name; `in_a` is for those that do not end in -ica.

    >>> woman("Milica", in_a=kept), woman("Maja", in_a=kept), woman("Maja", in_a=short)
    ('Milice', 'Maja', 'Majo')
    """
    return each(name, _WORD, partial(_woman_word, in_a=in_a))


def _woman_word(name: str, *, in_a: Rule) -> str | None:
    if name[-1] not in _A:
        return name
    return None if _NOT_WOMAN.search(name) else _in_ica(name) or in_a(name)


def _in_ica(name: str) -> str | None:
    if name.endswith(("ica", "ица")) and _syllables(name) > 2:
        return with_ending(name[:-1], "e")
    return None


def kept(name: str) -> str:
    """A name that stays: Croatian in -a, -k, -g, -h, -c (sinonim-vokativ, dnevnik-hr-vokativ)."""
    return name


def unsure(_name: str) -> None:
    """Usage or accent decides, and neither can be seen."""


def palatalised(name: str) -> str | None:
    """-g becomes -že, as in Predraže; for -k only where the name is known."""
    if name in _IN_K:
        return _IN_K[name]
    if name[-1] in _G:
        return name[:-1] + ("že" if name[-1] == "g" else "же")
    return None


_IN_K = {"Novak": "Novače", "Vuk": "Vuče", "Новак": "Новаче", "Вук": "Вуче"}


# The accent decides over names of two syllables, and writing does not show it. These are in
# the lists of dnevnik-rs-zenska-imena, pismenica-vokativ and sinonim-vokativ, but for Desa, Ruža,
# Vera and Zora, which have the accent of Mara; with a vowel or more than one consonant before the
# -a, the nominative stays (sinonim-vokativ; Mia and Tea as Lea).
_IN_O = re.compile(
    "Anđa|Boža|Ceca|Dara|Desa|Goca|Iva|Jana|Kata|Lena|Ljilja|Maja|Mara|Maša|Milja|Mira|Miša|Nada|"
    "Paja|Pera|Rada|Ruža|Sara|Vera|Vida|Zora|Žika|"
    "Анђа|Божа|Цеца|Дара|Деса|Гоца|Ива|Јана|Ката|Лена|Љиља|Маја|Мара|Маша|Миља|Мира|Миша|Нада|"
    "Паја|Пера|Рада|Ружа|Сара|Вера|Вида|Зора|Жика"
)
_KEPT = re.compile(
    "Ana|Anja|Dunja|Hana|Kaća|Lana|Lepa|Luka|Olja|Sanja|Sonja|Tanja|Tara|Tina|Vanja|Zlata|"
    "Ана|Ања|Дуња|Хана|Каћа|Лана|Лепа|Лука|Оља|Сања|Соња|Тања|Тара|Тина|Вања|Злата"
)
_SEVERAL = re.compile(
    rf"[{_VOWELS}](?!(?:lj|nj|dž)a$)[^{_VOWELS}]{{2,}}[{_A}]$|[{_VOWELS}][{_A}]$", re.IGNORECASE
)


def short(name: str) -> str | None:
    """A name in -a: longer ones stay; those of two syllables where lists or spelling decide."""
    if _syllables(name) > 2:
        return name
    if _IN_O.fullmatch(name):
        return with_ending(name[:-1], "o")
    return name if _KEPT.fullmatch(name) or _SEVERAL.search(name) else None


def _syllables(name: str) -> int:
    """How many vowels the name has; a syllable of -r- alone does not count."""
    return sum(letter in _VOWELS for letter in name.lower())


def with_ending(stem: str, ending: str) -> str:
    """The ending in the script of the stem."""
    return stem + (ending.translate(_ENDINGS) if ord(stem[-1]) > 0x400 else ending)
