"""What CLDR knows of a locale beside its formats: hours, weeks, paper, measures, grammar.

All of this depends on where the readers are more than on their language: the
territory is that of `-u-rg-`, else the tag's own, else the likely one.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from .. import store
from ..errors import InvalidValue
from ..tags import Tag, maximize, parse
from .cldr import locale_for, tag_text
from .conversion import parse_unit, split_product

__all__ = [
    "first_weekday",
    "grammatical_genders",
    "hour_cycle",
    "is_territory",
    "measurement_system",
    "paper_size",
    "plural_category",
    "region",
    "temperature_unit",
    "unit_gender",
]

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_HOUR_CYCLES = {"H": "h23", "h": "h12", "K": "h11", "k": "h24"}
_SYSTEMS = {"metric": "metric", "US": "ussystem", "UK": "uksystem"}


def region(locale: Any) -> str:
    """The territory whose customs hold for readers of `locale`; "001" where none is known.

    >>> region("de-AT"), region("ja"), region("en-US-u-rg-gbzzzz"), region("eo")
    ('AT', 'JP', 'GB', '001')
    """
    return _region(parse(tag_text(locale)))


def is_territory(code: str | None) -> bool:
    """Whether CLDR has facts of that territory, the world included.

    >>> is_territory("JP"), is_territory("001"), is_territory("AB")
    (True, True, False)
    """
    return code == "001" or code in store.open().cldr("territories")


def hour_cycle(locale: Any) -> str:
    """How hours are counted: "h12" (1 to 12), "h23" (0 to 23), "h11" or "h24".

    >>> hour_cycle("en-US"), hour_cycle("fr-CA"), hour_cycle("en-US-u-hc-h23")
    ('h12', 'h23', 'h23')
    """
    tag = parse(tag_text(locale))
    stated = tag.keyword("hc")
    if stated in _HOUR_CYCLES.values():
        return str(stated)
    cycles = _about(tag).get("hour_cycles")
    if not cycles:
        return "h23"
    own = cycles.get("by_language", {}).get(tag.language, cycles)
    return _HOUR_CYCLES[own["preferred"]]


def first_weekday(locale: Any) -> str:
    """The day that a week begins with in a calendar.

    >>> first_weekday("en-US"), first_weekday("de"), first_weekday("de-u-fw-sat")
    ('sunday', 'monday', 'saturday')
    """
    tag = parse(tag_text(locale))
    for day in (tag.keyword("fw"), _about(tag).get("week", {}).get("first_day")):
        for name in _WEEKDAYS:
            if name[:3] == day:
                return name
    return "monday"


def paper_size(locale: Any) -> str:
    """The usual paper of letters: "A4" or "US-Letter".

    >>> paper_size("es-MX"), paper_size("es-AR")
    ('US-Letter', 'A4')
    """
    return str(_about(parse(tag_text(locale))).get("paper", "A4"))


def measurement_system(locale: Any) -> str:
    """The system of everyday units: "metric", "ussystem" or "uksystem".

    >>> measurement_system("en-GB"), measurement_system("en-US-u-ms-metric")
    ('uksystem', 'metric')
    """
    tag = parse(tag_text(locale))
    stated = tag.keyword("ms")
    if stated in _SYSTEMS.values():
        return str(stated)
    return _SYSTEMS[_about(tag).get("measurement", "metric")]


def temperature_unit(locale: Any) -> str:
    """The unit of weather reports: "celsius" or "fahrenheit".

    >>> temperature_unit("en-US"), temperature_unit("en-GB"), temperature_unit("es-PR")
    ('fahrenheit', 'celsius', 'fahrenheit')

    `-u-mu-` goes first and can also ask for "kelvin", `-u-ms-` next.
    """
    tag = parse(tag_text(locale))
    stated = {"celsius": "celsius", "fahrenhe": "fahrenheit", "kelvin": "kelvin"}
    if unit := stated.get(tag.keyword("mu") or ""):
        return unit
    system = tag.keyword("ms")
    if system in _SYSTEMS.values():
        return "fahrenheit" if system == "ussystem" else "celsius"
    return str(_about(tag).get("temperature", "celsius"))


def plural_category(number: Decimal | int | str, *, locale: Any) -> str:
    """The form that a noun takes beside a number: "one", "few", "other", ...

    >>> [plural_category(number, locale="ru") for number in (1, 2, 5, "1.5")]
    ['one', 'few', 'many', 'other']

    Digits that are shown count, so "1" and "1.0" may differ: a number with trailing
    zeros is given as text or as a `Decimal`. Raises `InvalidValue` for what is no number.
    """
    try:
        value = abs(Decimal(number))
        digits = f"{value:f}" if value.is_finite() else ""
    except (ArithmeticError, TypeError, ValueError):
        digits = ""
    if not digits:
        raise InvalidValue("number", number, accepted="a finite number")
    whole, _, fraction = digits.partition(".")
    return locale_for(locale).plural(whole, fraction)


def grammatical_genders(locale: Any) -> tuple[str, ...]:
    """The genders that nouns have in a language, as far as CLDR says; else empty.

    >>> grammatical_genders("de"), grammatical_genders("ja")
    (('masculine', 'feminine', 'neuter'), ())
    """
    features = store.open().cldr("grammatical_features")["features"]
    row = features.get(parse(tag_text(locale)).language, {})
    return tuple(row.get("gender", ()))


def unit_gender(unit: str, *, locale: Any) -> str | None:
    """The grammatical gender of a unit's name, for the words around it; `None` if unknown.

    >>> unit_gender("week", locale="de"), unit_gender("meter", locale="pl")
    ('feminine', 'inanimate')
    >>> unit_gender("meter", locale="en") is None
    True

    A compound unit takes the gender of one of its parts by CLDR's rules for the
    language. Raises `InvalidValue` for an unknown unit.
    """
    return _unit_gender(parse_unit(unit).id, parse(tag_text(locale)).base)


@functools.lru_cache(maxsize=1024)
def _unit_gender(unit: str, base: str) -> str | None:
    genders = store.open().cldr("unit_genders")
    for tag in store.open().chain(base):
        for gender, units in genders.get(tag, {}).items():
            if unit in units:
                return str(gender)
    return _compound_gender(unit, base)


def _compound_gender(unit: str, base: str) -> str | None:
    """From the part that lends its gender: "0" the first, "1" the last."""
    rules = store.open().cldr("grammatical_features")["compounds"]
    rule = rules.get(base.partition("-")[0], rules["und"])

    def lender(kind: str, parts: list[str]) -> str | None:
        which = rule[f"deriveCompound-gender-{kind}"]
        return _unit_gender(parts[int(which)], base) if which in ("0", "1") else None

    above, per, below = unit.partition("-per-")
    if per:
        return lender("per", [above, below])
    parts = split_product(unit)
    if len(parts) > 1:
        names = [name for name, _, _ in parts if name]
        return lender("times", [names[0], names[-1]]) if names else None
    [(name, scaling, power)] = parts
    if name is None or name == unit:
        return None
    # One rule for "square-", one for "kilo-": either may say that the unit decides.
    kind = "power" if power != 1 else "prefix"
    return lender(kind, [name, name]) if scaling != 1 or power != 1 else None


@functools.lru_cache(maxsize=1024)
def _region(tag: Tag) -> str:
    stated = (tag.keyword("rg") or "")[:2].upper()
    for code in (stated, tag.territory):
        if code and is_territory(code):
            return code
    # A territory that does not exist counts as none (UTS 35 part 6).
    likely = maximize(Tag(language=tag.language, script=tag.script)).territory
    return likely if is_territory(likely) else "001"


def _about(tag: Tag) -> Mapping[str, Any]:
    found: Mapping[str, Any] = store.open().cldr("territories").get(_region(tag), {})
    return found
