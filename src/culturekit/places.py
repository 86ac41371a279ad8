"""A territory as the verbs on facts are asked for it, and what all their answers share.

Those verbs answer what is on record of a country, for nobody in particular. What
is not on record is answered with "unknown" and a reason; no other country's fact
ever stands in for it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from .codes import suggestions, territory_code
from .culture import Culture
from .errors import InvalidValue, UnknownTerritory
from .model import Answer, Fact, Level, Reason, Source
from .store import Store
from .tags import parse

__all__ = [
    "NOT_ADVICE",
    "FactAnswer",
    "Listing",
    "Place",
    "Territory",
    "clock_of",
    "nothing_on_record",
    "oldest",
    "place",
    "reason_of",
]

#: what names a territory; `None` where it is not known
Territory = str | Culture | None

NOT_ADVICE = Reason("what is said of law is information with source and date, not legal advice")


@dataclass(frozen=True, slots=True, kw_only=True)
class FactAnswer(Answer):
    """An answer that rests on facts of a territory; `as_of` is the date of the oldest of them."""

    territory: str | None = None
    as_of: str | None = None

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sources of all reasons, each once, in the order in which they are first cited."""
        found = (source for one in self.reasons if one.fact for source in one.fact.source)
        return tuple(dict.fromkeys(found))


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing(FactAnswer):
    """An answer that is a list of facts, so that its reasons say all that its text says."""

    def explain(self) -> str:
        """The reasons as text, sources below each."""
        return "\n".join(f"- {reason}" for reason in self.reasons)


@dataclass(frozen=True, slots=True)
class Place:
    """A territory with its facts; `unknown` says why there is none."""

    code: str | None
    name: str
    facts: Mapping[str, Fact]
    unknown: Reason | None = None

    def fact(self, key: str) -> Fact | None:
        """One fact by its dotted key."""
        return self.facts.get(key)

    def group(self, name: str) -> Iterator[tuple[str, Fact]]:
        """The facts of a group, by the rest of their keys."""
        for key, fact in self.facts.items():
            head, _, rest = key.partition(".")
            if head == name:
                yield rest, fact


def place(given: Territory, store: Store) -> Place:
    """The territory of a code, a name, a tag with a region, or a culture.

    >>> from culturekit.store import open
    >>> place("Germany", open()).code, place("pt-BR", open()).name, place("XX", open()).code
    ('DE', 'Brazil', None)

    "EU" and "EEA" are those regions, with what holds in all their members.
    `None`, a culture without a territory, and two letters that ISO 3166 does not
    assign are an unknown territory. Raises `UnknownTerritory` for any other text
    that names none, which the code of a part of a country ("US-CA", "DE-BY") is
    too, for its law is not looked at; and `InvalidValue` for what is no text.
    """
    if isinstance(given, Culture):
        given = given.territory
    if given is None:
        return _unknown("no territory was given")
    if not isinstance(given, str):
        accepted = "an ISO 3166 code, a country's name, or a Culture"
        raise InvalidValue("territory", given, accepted=accepted)
    if given.upper() in store.names("regions"):
        return _everywhere_in(given.upper(), store)
    if whole := _whole_of(given):
        raise UnknownTerritory(given, suggestions=(whole,))
    code = territory_code(given) or _region(given)
    if code is not None:
        if code in store.cldr("territories"):
            return _known(code, store)
        return _unknown(f"no territory has the code {code}")
    if len(given) == 2 and given.isascii() and given.isalpha():
        return _unknown(f"no territory has the code {given.upper()}")
    raise UnknownTerritory(given, suggestions=suggestions(given))


#: a part of a country by ISO 3166-2; in other letters the same would be a tag of a language
_PART = re.compile(r"([A-Z]{2})-[A-Z0-9]{1,3}")


def _whole_of(given: str) -> str | None:
    """The country that a code such as "US-CA" is a part of."""
    match = _PART.fullmatch(given)
    if match is None:
        return None
    import pycountry

    parts: Any = pycountry.subdivisions
    return match[1] if parts.get(code=given) else None


def _region(given: str) -> str | None:
    """The region of a language tag such as "pt-BR"."""
    try:
        return parse(given).territory or None
    except InvalidValue:
        return None


@lru_cache(maxsize=512)
def _known(code: str, store: Store) -> Place:
    name = store.cldr("territories").get(code, {}).get("name", code)
    return Place(code, name, store.facts(code))


@lru_cache(maxsize=8)
def _everywhere_in(region: str, store: Store) -> Place:
    about = store.record(f"regions/{region}")
    facts = {
        key: fact
        for code in about["members"]
        for key, fact in store.facts(code).items()
        if fact.level is Level.REGION
    }
    return Place(region, about["name"], facts)


def _unknown(why: str) -> Place:
    claim = f"the territory is unknown: {why}"
    return Place(None, "an unknown territory", {}, Reason(claim, Level.NOTHING))


def clock_of(where: Place, at: dt.datetime, store: Store) -> ZoneInfo | None:
    """A zone whose clock all of a territory shows at a moment; `None` where clocks differ.

    >>> from culturekit.store import open
    >>> noon = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
    >>> clock_of(place("JP", open()), noon, open()).key
    'Asia/Tokyo'
    >>> clock_of(place("US", open()), noon, open()) is None
    True
    """
    known = store.cldr("territories").get(where.code, {}).get("time_zones", ())
    zones = [ZoneInfo(name) for name in known]
    clocks = {at.astimezone(zone).utcoffset() for zone in zones}
    return zones[0] if len(clocks) == 1 else None


def nothing_on_record(where: Place, about: str) -> Reason:
    """That nothing is known: of the territory at all, or of this in it."""
    if where.unknown is not None:
        return where.unknown
    return Reason(f"nothing is on record about {about} in {where.name}", Level.NOTHING)


def reason_of(fact: Fact, claim: str) -> Reason:
    """A claim that rests on a fact, with the fact's note.

    >>> str(reason_of(Fact(14, note="24 months where not told"), "period: 14 days"))
    'period: 14 days (24 months where not told)'
    """
    note = f" ({fact.note})" if fact.note else ""
    return Reason(f"{claim}{note}", fact.level, fact.confidence, fact)


def oldest(facts: Iterable[Fact]) -> str | None:
    """The date of the fact that was looked at the longest ago.

    >>> oldest([Fact(1, as_of="2026-11"), Fact(2, as_of="2024-12-03")])
    '2024-12-03'
    """
    return min((fact.as_of for fact in facts if fact.as_of), default=None)
