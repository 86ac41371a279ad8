"""Countries and languages by code or by name, in English or their own language."""

from __future__ import annotations

import difflib
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from .errors import InvalidValue
from .store import open as open_store

__all__ = ["Meaning", "by_iso_name", "meanings", "suggestions", "territory_code"]


class Meaning(NamedTuple):
    """What a code or name stands for: a language, or a territory."""

    kind: str
    code: str

    def __str__(self) -> str:
        return f"{self.kind} {self.code}"


@dataclass(frozen=True, slots=True)
class _Index:
    english: dict[str, set[Meaning]]
    exact: dict[str, set[Meaning]]
    folded: dict[str, set[Meaning]]


@lru_cache(maxsize=1)
def _index() -> _Index:
    store = open_store()
    index = _Index({}, {}, {})

    def add(name: str, meaning: Meaning) -> None:
        index.exact.setdefault(name, set()).add(meaning)
        index.folded.setdefault(_fold(name), set()).add(meaning)

    for code, about in store.cldr("territories").items():
        meaning = Meaning("territory", code)
        index.english.setdefault(about["name"], set()).add(meaning)
        for name in (about["name"], *about["short"], *about["native"]):
            add(name, meaning)
        for iso in (code, about["alpha3"], about["numeric"]):
            # Codes are case-sensitive where a language code could be meant.
            if iso:
                index.exact.setdefault(iso, set()).add(meaning)
    for tag, about in store.cldr("languages").items():
        meaning = Meaning("language", tag)
        index.english.setdefault(about["name"], set()).add(meaning)
        for name in (about["name"], *about["alternates"], about["native"]):
            if name:
                add(name, meaning)
    return index


def _fold(name: str) -> str:
    """Case, accents and punctuation removed, for comparison only."""
    decomposed = unicodedata.normalize("NFKD", name).casefold()
    kept = "".join(
        char if char.isalnum() else " " for char in decomposed if not unicodedata.combining(char)
    )
    return " ".join(kept.replace(" & ", " and ").split())


@lru_cache(maxsize=2048)
def meanings(given: str) -> tuple[Meaning, ...]:
    """All that a name or ISO 3166 code may mean; exact spelling is preferred.

    >>> meanings("Deutschland"), meanings("392"), meanings("nihongo")
    ((Meaning(kind='territory', code='DE'),), (Meaning(kind='territory', code='JP'),), ())
    """
    index = _index()
    text = unicodedata.normalize("NFC", given.strip())
    # English names come first: "Indonesia" is the country, though the language says
    # so of itself.
    found = index.english.get(text) or index.exact.get(text) or index.folded.get(_fold(text), set())
    if not found and len(text) == 3 and text.isalpha() and text.isupper():
        return ()
    return tuple(sorted(found))


def by_iso_name(given: str) -> tuple[Meaning, ...]:
    """What the ISO standards' own names say, which CLDR does not always use.

    >>> by_iso_name("Bengali"), by_iso_name("Russian Federation")
    ((Meaning(kind='language', code='bn'),), (Meaning(kind='territory', code='RU'),))
    """
    # ISO calls one country just "Congo", where a person may mean either.
    if len(given) < 4 or len(_within(given)) > 1:
        return ()
    return tuple(sorted(_iso_names().get(given.casefold(), ())))


@lru_cache(maxsize=1)
def _iso_names() -> dict[str, set[Meaning]]:
    import pycountry

    found: dict[str, set[Meaning]] = {}
    for kind, database in (("territory", pycountry.countries), ("language", pycountry.languages)):
        for entry in database:
            code = getattr(entry, "alpha_2", None) or entry.alpha_3
            for field in ("name", "official_name", "common_name", "inverted_name"):
                if name := getattr(entry, field, None):
                    found.setdefault(name.casefold(), set()).add(Meaning(kind, code))
    return found


def suggestions(given: str) -> tuple[str, ...]:
    """Names close to what was given, at most three, each of something else.

    >>> suggestions("Germny"), suggestions("Congo")
    (('Germany', 'German'), ('Congo (DRC)', 'Congo (Republic)'))
    """
    index = _index()
    folded = _fold(given)
    if len(folded) < 3:
        return ()
    names: dict[str, str] = {}
    for name in index.exact:
        if len(name) > 3:
            names.setdefault(_fold(name), name)
    within = [_fold(name) for name in _within(given)]
    close = within or difflib.get_close_matches(folded, names, n=6, cutoff=0.75)
    found: dict[Meaning, str] = {}
    for name in close:
        for meaning in index.folded[name]:
            found.setdefault(meaning, names[name])
    return tuple(dict.fromkeys(found.values()))[:3]


def _within(given: str) -> list[str]:
    """Names of territories that contain what was given as a word, the shortest first."""
    folded = _fold(given)
    found: dict[Meaning, str] = {}
    for words, name, meaning in _territory_names():
        if folded in words:
            found.setdefault(meaning, name)
    return sorted(found.values())


@lru_cache(maxsize=1)
def _territory_names() -> tuple[tuple[frozenset[str], str, Meaning], ...]:
    """Each name of a territory in its words, the shortest name first; codes are no names."""
    index = _index()
    rows = [
        (frozenset(_fold(name).split()), name, meaning)
        for name, about in index.exact.items()
        for meaning in about
        if meaning.kind == "territory" and _fold(name) in index.folded
    ]
    return tuple(sorted(rows, key=lambda row: (len(row[1]), row[1])))


def territory_code(given: str) -> str | None:
    """The alpha-2 code for a territory's code or name in any case, or `None`.

    >>> territory_code("germany"), territory_code("jpn"), territory_code("Atlantis")
    ('DE', 'JP', None)

    Raises `InvalidValue` where two territories go by the name.
    """
    found = {one.code for one in meanings(given) if one.kind == "territory"}
    if not found:
        found = {one.code for one in meanings(given.upper()) if one.kind == "territory"}
    if not found and (alias := open_store().cldr("aliases")["territoryAlias"].get(given.upper())):
        found = {alias[0]} if len(alias) == 1 else set()
    if len(found) > 1:
        raise InvalidValue("territory", given, accepted=sorted(found))
    return next(iter(found), None)
