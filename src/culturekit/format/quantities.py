"""Amounts in the units that people use where they are, exactly converted.

Which unit is usual depends on the place, on what is measured and on how much
of it there is: a person's height is 180 centimetres in Germany, 1 metre 80 in
France, 5 feet 11 inches in Canada. CLDR has this as unit preference data, and
the conversions as ratios. All arithmetic is on fractions; only what is shown
gets rounded.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction
from typing import Any

from .. import store
from ..errors import InvalidValue
from ..model import Quantity
from ..tags import parse
from .cldr import locale_for, tag_text
from .conversion import (
    Dimension,
    Unit,
    base_dimension,
    exact,
    is_inverse,
    parse_unit,
    resolved,
    turned,
)
from .lists import format_list
from .locale_facts import is_territory, measurement_system, region
from .units import format_unit, unit_key, unit_texts

__all__ = ["format_quantity", "preferred"]

# The order of base units in an identifier, as CLDR writes them.
_ORDER = (
    *("candela", "kilogram", "meter", "second", "ampere", "kelvin", "year", "bit", "item"),
    *("part", "revolution", "night", "pixel", "em", "dot"),
)
_LIST_STYLES = {"long": "unit", "short": "unit-short", "narrow": "unit-narrow"}
# -u-ms- -> the systems a unit may belong to, and whose preferences hold where one does not.
_SYSTEMS = {
    "metric": (frozenset({"metric", "metric_adjacent"}), "001"),
    "ussystem": (frozenset({"ussystem"}), "US"),
    "uksystem": (frozenset({"uksystem"}), "GB"),
}
# -u-mu- has room for eight letters.
_TEMPERATURES = {"celsius": "celsius", "fahrenhe": "fahrenheit", "kelvin": "kelvin"}
# Units that some languages name differently and all others alike (LDML: "duplicate units").
_DUPLICATES = {
    "year-person": "year",
    "month-person": "month",
    "week-person": "week",
    "day-person": "day",
    "foodcalorie": "kilocalorie",
}
_EXACT = Context(prec=400)


def format_quantity(
    quantity: Quantity | Mapping[str, Any],
    *,
    locale: Any,
    usage: str | None = "default",
    length: str = "long",
) -> str:
    """An amount in the unit that readers of `locale` expect for that use.

    >>> height = Quantity("5.9", "foot")
    >>> format_quantity(height, locale="de", usage="person-height")
    '180 Zentimeter'
    >>> format_quantity(height, locale="en-CA", usage="person-height", length="short")
    '5 ft, 11 in'
    >>> format_quantity(Quantity(72, "fahrenheit"), locale="ja", length="short")
    '22°C'

    `usage` is one of CLDR's ("person-height", "road", "food", ...); an unknown one counts
    as "default". `None` leaves a unit that belongs to the readers' measurement system as
    it is, so 36 hours do not become 1.5 days. `length` is "long", "short" or "narrow".

    A converted amount is rounded to an integer, or to two significant digits if those are
    more. Of units used together (feet and inches) the smallest is rounded to an integer
    and left out at zero, where LDML would print "6 feet, 0.047 inches". What needed no
    conversion keeps its digits, unless the usage asks for round figures, as on roads; a
    unit that CLDR states no preference about (volt, percent) stays.

    The territory is that of `-u-rg-`, of the tag, or the likely one; `-u-ms-` and `-u-mu-`
    go before it. Raises `InvalidValue` for an unknown unit. Source: CLDR 48 unit
    preferences and conversions.
    """
    if not isinstance(quantity, Quantity):
        if not isinstance(quantity, Mapping):
            raise InvalidValue("quantity", quantity, accepted="a Quantity or its fields")
        quantity = Quantity.from_dict(quantity)
    if length not in tuple(_LIST_STYLES):
        raise InvalidValue("length", length, accepted=_LIST_STYLES)
    if usage is not None and not isinstance(usage, str):
        raise InvalidValue("usage", usage, accepted="one of CLDR's, such as 'road', or None")
    tag = tag_text(locale)
    plan = _plan(quantity.unit, usage, None, tag)
    texts = [_measure(amount, unit, length, tag) for amount, unit in plan.shown(quantity.value)]
    if len(texts) == 1:
        return texts[0]
    return format_list(texts, style=_LIST_STYLES[length], locale=tag)


def _measure(amount: Decimal, unit: str, length: str, tag: str) -> str:
    if unit in _DUPLICATES:
        unit = _named(unit, length, tag)
    places = -int(amount.as_tuple().exponent)
    # CLDR's own pattern shows three decimals; here all that are left matter.
    pattern = _pattern(places, tag) if places > 3 else None
    return format_unit(amount, unit, length=length, format=pattern, locale=tag)


@functools.lru_cache(maxsize=256)
def _named(unit: str, length: str, tag: str) -> str:
    """The unit, or its twin where the language has no name of its own for it."""
    known = unit_texts(locale_for(tag), unit_key(unit), length)
    return unit if known else _DUPLICATES[unit]


@functools.lru_cache(maxsize=256)
def _pattern(places: int, tag: str) -> str:
    pattern = str(locale_for(tag).get("decimal_formats", None))
    return pattern.replace(".###", "." + "#" * places)


def preferred(
    value: Decimal | Fraction | int,
    unit: str,
    *,
    usage: str | None = "default",
    locale: Any = None,
    territory: str | None = None,
) -> tuple[tuple[Fraction, str], ...]:
    """The exact amounts and units that are usual in a locale or a territory.

    >>> preferred(178, "centimeter", usage="person-height", territory="US")
    ((Fraction(5, 1), 'foot'), (Fraction(1280, 127), 'inch'))

    One pair, or several for units such as "foot-and-inch", the largest first. One of
    `locale` and `territory` must be given. Raises `InvalidValue` for an unknown unit.
    """
    if (locale is None) == (territory is None):
        raise InvalidValue("place", locale, accepted="either a locale or a territory")
    tag = None if locale is None else tag_text(locale)
    return _plan(unit, usage, territory, tag).split(exact(value))


# --- which unit is preferred -------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Choice:
    """One unit of a ranked list, or several that are used together."""

    units: tuple[Unit, ...]
    least: Fraction = Fraction(0)  # base units from which it is used
    inverse: bool = False  # measures the inverse of what was given
    rounding: tuple[tuple[Fraction, Fraction], ...] = ()


@dataclass(frozen=True, slots=True)
class _Plan:
    source: Unit
    given: str  # the identifier as it was given, which is shown if nothing is converted
    choices: tuple[_Choice, ...]
    stated: bool = True  # there is a preference, so the choices are not just base units

    def _choose(self, value: Fraction) -> tuple[_Choice, Fraction]:
        """The unit or units to use, and the value in their base units."""
        base = self.source.to_base(value)
        for choice in self.choices:
            found = turned(base, self.source) if choice.inverse else base
            if abs(found) >= choice.least:
                break
        return choice, found

    def split(self, value: Fraction) -> tuple[tuple[Fraction, str], ...]:
        choice, base = self._choose(value)
        return _parts(choice, base, None)

    def shown(self, value: Decimal) -> list[tuple[Decimal, str]]:
        """Amounts rounded for people, zeros of smaller units left out."""
        if not value and any(choice.inverse for choice in self.choices):
            return [(value, self.given)]  # no litres per kilometre are no number of miles
        choice, base = self._choose(exact(value))
        if not self.stated or (choice.units == (self.source,) and not choice.rounding):
            return [(value, self.given)]
        # Next to a larger unit, parts of the smallest are noise: "6 feet, 0.047 inches".
        several = len(choice.units) > 1
        step = Fraction(1) if several else _step(abs(choice.units[0].from_base(base)), choice)
        parts = _parts(choice, base, step)
        shown = [(amount, unit) for at, (amount, unit) in enumerate(parts) if amount or not at]
        if len(shown) > 1 and not shown[0][0]:
            del shown[0]
        return [(_decimal(amount), unit) for amount, unit in shown]


def _parts(
    choice: _Choice, base: Fraction, step: Fraction | None
) -> tuple[tuple[Fraction, str], ...]:
    """The value in each unit, whole numbers but for the last; the sign goes to the first."""
    *larger, last = choice.units
    rest = last.from_base(base)
    if step is not None:
        rest = round(rest / step) * step
    if not larger:
        return ((rest, last.id),)
    sign = -1 if rest < 0 else 1
    rest = abs(rest)
    found = []
    for unit in larger:
        whole = math.floor(rest * last.factor / unit.factor)
        rest -= whole * unit.factor / last.factor
        found.append((Fraction(whole), unit.id))
    found.append((rest, last.id))
    first = next((at for at, (amount, _) in enumerate(found) if amount), 0)
    found[first] = (sign * found[first][0], found[first][1])
    return tuple(found)


def _step(value: Fraction, choice: _Choice) -> Fraction:
    """What to round to: the usage's own step, else one, else the second significant digit."""
    for least, step in choice.rounding:
        if value >= least:
            return step
    if not value or value >= 10:
        return Fraction(1)
    return Fraction(10) ** (_decimal_exponent(value) - 1)


def _decimal_exponent(value: Fraction) -> int:
    """The power of ten of the first significant digit."""
    exponent = len(str(value.numerator)) - len(str(value.denominator))
    return exponent if value >= Fraction(10) ** exponent else exponent - 1


def _decimal(value: Fraction) -> Decimal:
    return _EXACT.divide(Decimal(value.numerator), Decimal(value.denominator))


@functools.lru_cache(maxsize=4096)
def _plan(unit: str, usage: str | None, territory: str | None, tag: str | None) -> _Plan:
    source = parse_unit(unit)
    place, system, temperature = _place(territory, tag)
    category = _category(source.dimension)
    if usage is None and (_own_systems(place, system) & source.systems or not category):
        return _Plan(source, unit, (_Choice((source,)),))
    preferences = store.open().cldr("unit_preferences").get(category)
    if not preferences:
        return _Plan(source, unit, (_Choice((_in_base_units(source),)),), stated=False)
    if category == "temperature" and temperature:
        return _Plan(source, unit, (_Choice((parse_unit(temperature),)),))
    usage = _usage(usage, preferences)
    roundings = store.open().rules("units")["rounding"].get(category, {}).get(usage, {})
    choices = []
    for row in _ranked(preferences[usage], place, system):
        units = tuple(parse_unit(one) for one in row["unit"].split("-and-"))
        steps = roundings.get(row["unit"], {}).get("value", ())
        choices.append(
            _Choice(
                units,
                least=abs(units[0].to_base(Fraction(str(row.get("geq", 1))))),
                inverse=is_inverse(source, units[0]),
                rounding=tuple((Fraction(size), Fraction(step)) for size, step in steps),
            )
        )
    return _Plan(source, unit, tuple(choices))


def _place(territory: str | None, tag: str | None) -> tuple[str, str | None, str | None]:
    """The territory whose preferences hold, and what -u-ms- and -u-mu- say instead."""
    if tag is None:
        if not is_territory(territory):
            raise InvalidValue("territory", territory, accepted="an ISO 3166 code or '001'")
        return str(territory), None, None
    locale = parse(tag)
    system = locale.keyword("ms")
    return (
        region(tag),
        system if system in _SYSTEMS else None,
        _TEMPERATURES.get(locale.keyword("mu") or ""),
    )


def _own_systems(place: str, system: str | None) -> frozenset[str]:
    """The systems that units of everyday use belong to there."""
    return _SYSTEMS[system or measurement_system(f"und-{place}")][0]


def _usage(usage: str | None, preferences: Mapping[str, Any]) -> str:
    """The usage itself, else what contains it: "land-agriculture", "land", "default"."""
    usage = store.open().cldr("units")["aliases"].get(usage, usage) or "default"
    while usage not in preferences:
        usage = usage.rpartition("-")[0] or "default"
    return usage


def _ranked(
    by_region: Mapping[str, list[dict[str, Any]]], place: str, system: str | None
) -> list[dict[str, Any]]:
    # Countries and the world are all that the data lists, so no macro regions are walked.
    ranked = by_region[place if place in by_region else "001"]
    if system:
        accepted, fallback = _SYSTEMS[system]
        units = [part for row in ranked for part in row["unit"].split("-and-")]
        fits = all(parse_unit(unit).systems & accepted for unit in units)
        if fallback != place and not fits:
            return by_region.get(fallback, by_region["001"])
    return ranked


@functools.cache
def _quantities() -> dict[Dimension, str]:
    quantities = store.open().cldr("units")["quantities"]
    return {base_dimension(unit): quantity for unit, quantity in quantities.items()}


def _category(dimension: Dimension) -> str | None:
    """What is measured, if only by its inverse (miles per gallon: consumption)."""
    known = _quantities()
    for upright in (dimension, resolved(dimension)):
        if upright in known:
            return known[upright]
    for upright in (dimension, resolved(dimension)):
        if upright[::-1] in known:
            return known[upright[::-1]]
    return None


def _in_base_units(source: Unit) -> Unit:
    """The base units, for what CLDR has no preference about."""
    dimension = source.dimension
    if dimension not in _quantities():
        dimension = resolved(dimension)
    above, below = (_product_id(part) for part in dimension)
    return parse_unit(f"{above}-per-{below}".strip("-") if below else above)


def _product_id(part: frozenset[tuple[str, int]]) -> str:
    names = {2: "square-", 3: "cubic-", 1: ""}
    ordered = sorted(part, key=lambda item: _ORDER.index(item[0]))
    return "-".join(f"{names.get(power, f'pow{power}-')}{base}" for base, power in ordered)
