"""Names in the case that an address needs, or nothing where that is not sure.

A wrong case is worse than a greeting without the name: whoever asks gets
`None` unless the rule is plain, and the next wording is tried. Names that
stay as they are in an address come back unchanged.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

from .model import Gender

__all__ = ["vocative"]


@lru_cache(maxsize=4096)
def vocative(name: str, *, language: str, part: str, gender: Gender | None) -> str | None:
    """The vocative of a given name or surname ("given", "surname"), or `None` where unsure.

    >>> vocative("Novák", language="cs", part="surname", gender=Gender.MALE)
    'Nováku'
    >>> vocative("Wojciech", language="pl", part="given", gender=Gender.MALE)
    'Wojciechu'
    >>> vocative("Karol", language="pl", part="given", gender=None) is None
    True

    Gender is what was stated: without it nothing is inflected. Two names, with
    a space or a hyphen between them, are inflected both. Foreign spellings are
    left alone, and so are Polish surnames, which no Polish wording uses.
    Czech men's names come from the `vokativ` library, less what it cannot know.
    """
    rule = _RULES.get((language, part, gender)) if gender else None
    return rule(unicodedata.normalize("NFC", name)) if rule else None


Rule = Callable[[str], str | None]

_LATIN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ɏ]+(?:[ '’\-][A-Za-zÀ-ÖØ-öø-ɏ]+)*")
_WORDS = re.compile(r"([ \-])")
_IN_A = re.compile(r"a\b", re.IGNORECASE)


def _each(name: str, word: re.Pattern[str], rule: Rule) -> str | None:
    """One word, or two with a space or hyphen, each by the rule; `None` if one fails."""
    pieces = _WORDS.split(name)
    if len(pieces) > 3 or not all(word.fullmatch(piece) for piece in pieces[::2]):
        return None
    forms = [rule(piece) for piece in pieces[::2]]
    known = [form for form in forms if form]
    return "".join([known[0], *pieces[1:2], *known[1:]]) if len(known) == len(forms) else None


def _unchanged(name: str) -> str | None:
    """A woman's name that does not end in -a: one form in every case."""
    return name if _LATIN.fullmatch(name) and not _IN_A.search(name) else None


# --- Czech ---------------------------------------------------------------------------
#
# Rules: ČSN 01 6910, chapter 12.6, and the Internetová jazyková příručka as quoted by
# vasetexty.cz ("Skloňování oslovení"): -a becomes -o; k, g, h, ch take -u; soft consonants
# take -i, hard ones -e, -r after a consonant -ře; á, é, í, ý, o, u and ů stay. Surnames in
# -ec have two right forms (Adamče and Adamci); the library gives one of them.

_CZECH = re.compile(r"[A-ZÁČĎÉĚÍŇÓŘŠŤÚŮÝŽ][a-záčďéěíňóřšťúůýž]+")

# Spellings that Czech itself does not use. A foreigner's surname usually stays in the
# nominative, a Czech's with the same spelling is inflected: nobody can know which it is.
_NOT_CZECH = re.compile(
    r"[qw]|(?<![áó])th|sh|gh|ph|ck(?!ý)|sch|tz|[aeiou]y|yj|(.)\1", re.IGNORECASE
)

#: the -e- stays or goes by the name, not by a rule: Pavel, Pavle, but Daniel, Danieli
_CZECH_EL = frozenset(["Karel", "Pavel", "Havel", "Kozel", "Orel", "Vorel", "Marcel", "Doležel"])
_CZECH_ER = frozenset(["Oliver", "Xaver", "Valter"])
_CZECH_OWN = {"Lev": "Lve", "Nagy": "Nagyi"}


def _czech_woman_given(name: str) -> str | None:
    return _unchanged(name) or _each(name, _CZECH, _czech_woman_word)


def _czech_woman_word(name: str) -> str | None:
    if name.endswith("a"):
        return None if name.endswith(("aa", "oa", "ua", "ya")) else name[:-1] + "o"
    return name


def _czech_man_given(name: str) -> str | None:
    return _each(name, _CZECH, _czech_man_given_word)


def _czech_man_given_word(name: str) -> str | None:
    if name.endswith("er") and name not in _CZECH_ER:
        return None  # Alexander has two stems, Peter is no Czech name
    if name.endswith("us") or (name.endswith("c") and not name.endswith(("ác", "nc"))):
        return None  # Julius is Julie or Juliusi; the c of Marc is a k
    return _czech_man(name)


def _czech_man_surname(name: str) -> str | None:
    return _each(name, _CZECH, _czech_man_surname_word)


def _czech_man_surname_word(name: str) -> str | None:
    if name.endswith("ých"):
        return name  # Krátkých, once "of the Krátkýs"
    if "x" in name or name.endswith(("ius", "ních")):
        return None
    return _czech_man(name)


def _czech_man(name: str) -> str | None:
    if name in _CZECH_OWN:
        return _CZECH_OWN[name]
    if _NOT_CZECH.search(name) or name.endswith(("e", "y", "ea", "ia", "ua", "oa")):
        return None
    if name.endswith(("á", "é", "ě", "í", "ý", "i", "o", "u", "ú", "ů")):
        return name
    if name.endswith("el") and not (name in _CZECH_EL or name.endswith(("iel", "uel", "ael"))):
        return None
    if name.endswith(("ek", "ěk")) and len(name) < 5:
        return None
    from vokativ import vokativ

    found: str = vokativ(name, woman=False, last_name=False).capitalize()
    if re.search(r"[^aeiouyáéěíóúůý]r$", name, re.IGNORECASE) and not found.endswith("ře"):
        return None
    fleeting = name.endswith(("ek", "ěk", "ec", "el"))
    if name[-2] in "eě" and not fleeting and not found.startswith(name[:-1]):
        return None  # an -e- dropped where the stem may keep it
    return found


# --- Polish --------------------------------------------------------------------------
#
# Rules: the vocative in an address as in PWN's language advice (sjp.pwn.pl/poradnia 17928 and
# 23043: Marto, Kasiu, Adamie); women's full names take -o, short forms with a soft consonant
# -u (Nowy słownik poprawnej polszczyzny, quoted by jezykowedylematy.pl, "Ulu czy Ulo"); men's
# names take -u after soft and once soft consonants, -e with a changed consonant after hard
# ones (zapytaj.onet.pl, "wołacz"), -u after k, g and ch. Each form of the tests that the
# Słownik gramatyczny języka polskiego (sgjp.pl) has, it has so.

_POLISH = re.compile(r"[A-PR-UWYZĆŁŚŹŻ][a-pr-uwyząćęłńóśźż]+")

# Spellings that Polish itself does not use; a foreign name is left as it is.
_NOT_POLISH = re.compile(
    r"^y|y[aeiou]|th|sh|ph|gh|ck|c[aolrt]|(?<!c)h(?=[bfgjklmnprstw]|$)|"
    r"(?<!b)ea|ae|ai|ay|ei|ey|oe|oi|oy|ou|ui(?!z)|uy|([^nmt])\1",
    re.IGNORECASE,
)


def _polish_woman(name: str) -> str | None:
    if name[-1:] in "ćńśźż":
        return None  # not a name's ending, but a noun's that has a vocative of its own
    return _unchanged(name) or _each(name, _POLISH, _polish_woman_word)


#: short forms, whose consonant is soft, and full names spelled like them
_POLISH_U = re.compile(
    "Ala|Ela|Hela|Jola|Nela|Ola|Ula|Gaja|Kaja|Maja|Ania|Bronia|Frania|Genia|Gienia|Hania|"
    "Marynia|Renia|Sonia|Stenia|Tania|Józia|Kazia|Rózia|Zuzia"
)
_POLISH_O = re.compile(
    "Adela|Angela|Aniela|Daniela|Gabriela|Izabela|Kamila|Karola|Manuela|Mariola|Mirela|Paula|"
    "Rafaela|Tekla|Urszula|Antonia|Apolonia|Eugenia|Ksenia|Melania|Stefania"
)
_POLISH_NOT_SHORT = frozenset(["Anastasia", "Aspasia", "Dionisia"])


def _polish_woman_word(name: str) -> str | None:
    if not name.endswith("a"):
        return name
    stem = name[:-1]
    if _POLISH_U.fullmatch(name):
        return stem + "u"
    if _POLISH_O.fullmatch(name):
        return stem + "o"
    if _NOT_POLISH.search(name):
        return None
    if name.endswith(("sia", "dzia", "lcia")):
        return None if name in _POLISH_NOT_SHORT else stem + "u"
    if name.endswith("lia"):
        return stem + "o" if len(name) > 4 else None  # Julia, not Ola's eastern sister Olia
    if name.endswith("ia"):
        return stem + "o" if re.search(r"..[bdfgkmprw]ia$", name) else None
    if name.endswith("ja"):
        return stem + "o" if name.endswith(("cja", "sja", "zja")) else None
    return stem + "o" if re.search(r"[bcdfghkłmnprstwzż]a$", name) else None


def _polish_man(name: str) -> str | None:
    return _each(name, _POLISH, _polish_man_word)


# -er keeps its -e- or loses it by the name.
_POLISH_ER = {
    "Aleksander": "Aleksandrze",
    "Kacper": "Kacprze",
    "Oliwier": "Oliwierze",
    "Roger": "Rogerze",
    "Sylwester": "Sylwestrze",
    "Walter": "Walterze",
}
#: Polish short forms in -io; Antonio and Lucio are not
_POLISH_IO = re.compile(
    "(?:Ben|Edz|Fran|Guc|Hen|Jas|Józ|Kaz|Krzys|Miec|Rys|Stas|Tadz|Wies|Władz|Zdzis)io"
)
_POLISH_NOT_EK = frozenset(["Derek", "Tarek"])

#: how a hard consonant changes before -e, longest ending first
_POLISH_E = (
    ("weł", "wle"),  # Paweł, Gaweł
    ("st", "ście"),
    ("sł", "śle"),
    ("t", "cie"),
    ("d", "dzie"),
    ("r", "rze"),
    ("ł", "le"),
    *((hard, hard + "ie") for hard in "bfmnpsw"),
)


def _polish_man_word(name: str) -> str | None:
    if name.endswith("er"):
        return _POLISH_ER.get(name)
    if _POLISH_IO.fullmatch(name):
        return name[:-1] + "u"
    if _NOT_POLISH.search(name) or name in _POLISH_NOT_EK:
        return None
    if re.search(r"ó[^aeiouy]*$|zd$", name):
        return None  # the vowel changes too: Sambór, Samborze
    if name.endswith(("i", "y")):
        return name  # Antoni, Jerzy: declined like adjectives
    if name.endswith("a"):
        return name[:-1] + "o" if re.search(r"[bdfghkłmnprstwzż]a$", name) else None
    if name.endswith("ek"):
        return _polish_ek(name) if len(name) > 3 else None
    if name.endswith(("k", "g", "ch", "l", "j", "sz", "cz", "rz", "ż")):
        return name + "u"
    if name[-1] in "śźćń":
        return name[:-1] + "szcn"["śźćń".index(name[-1])] + "iu"
    if name.endswith(("es", "h")) or (name.endswith("ew") and not name.endswith("niew")):
        return None
    for hard, soft in _POLISH_E:
        if name.endswith(hard):
            return name.removesuffix(hard) + soft
    return None


def _polish_ek(name: str) -> str:
    """The -e- goes, and a softness written with -i- moves to the consonant: Maciek, Maćku."""
    stem = name[:-2]
    if stem.endswith("i") and stem[-2] in "cnsz":
        return stem[:-2] + "ćńśź"["cnsz".index(stem[-2])] + "ku"
    return stem + "ku"


_RULES: dict[tuple[str, str, Gender], Rule] = {
    ("cs", "given", Gender.FEMALE): _czech_woman_given,
    ("cs", "given", Gender.MALE): _czech_man_given,
    # -ová and -á stay, and so does a surname that ends like a man's; whether a woman's
    # surname in short -a ("Svoboda") changes is disputed.
    ("cs", "surname", Gender.FEMALE): _unchanged,
    ("cs", "surname", Gender.MALE): _czech_man_surname,
    ("pl", "given", Gender.FEMALE): _polish_woman,
    ("pl", "given", Gender.MALE): _polish_man,
}
