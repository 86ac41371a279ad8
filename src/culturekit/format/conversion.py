"""Units of measurement: what an identifier means, and exact conversion.

An identifier such as "kilowatt-hour" is read by the grammar of Unicode
Technical Standard 35 part 6; CLDR gives each simple unit as a ratio to base
units, so conversions are exact but for the few factors that CLDR itself
approximates.
"""

from __future__ import annotations

import difflib
import functools
import math
import re
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from .. import store
from ..errors import InvalidValue

__all__ = [
    "Dimension",
    "Unit",
    "base_dimension",
    "convert",
    "exact",
    "is_inverse",
    "parse_unit",
    "resolved",
    "split_product",
    "turned",
]

# Far beyond what is measured, and still quick to multiply.
_LARGEST = 300
_POWERS = {"square": 2, "cubic": 3} | {f"pow{power}": power for power in range(2, 16)}


def convert(value: Decimal | Fraction | int, unit: str, to: str) -> Fraction:
    """An amount in another unit, exactly.

    >>> convert(50, "mile-per-gallon", "liter-per-100-kilometer")
    Fraction(112903, 24000)
    >>> float(convert(-40, "celsius", "fahrenheit"))
    -40.0

    Units are CLDR identifiers, simple or compound, with any SI prefix; a unit is also
    converted to the inverse of what it measures, as above. Where CLDR's own factor is an
    approximation (pi, the dalton) so is the result. Raises `InvalidValue` for an unknown
    unit, for two that do not measure the same thing, and for the inverse of zero.
    """
    return _converted(exact(value), parse_unit(unit), parse_unit(to))


def exact(value: Decimal | Fraction | int) -> Fraction:
    """The value as a fraction; raises `InvalidValue` for what is no number of sensible size."""
    if isinstance(value, (Decimal, int)):
        number = Decimal(value)
        if not number.is_finite() or abs(number.adjusted()) > _LARGEST:
            raise InvalidValue("value", value, accepted=f"at most {_LARGEST} digits")
    elif not isinstance(value, Fraction):
        raise InvalidValue("value", value, accepted="an int, a Decimal or a Fraction")
    return Fraction(value)


# Base units with their exponents: above and below the line, not cancelled against each other.
Dimension = tuple[frozenset[tuple[str, int]], frozenset[tuple[str, int]]]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit that was read: how it relates to base units, and the systems it belongs to."""

    id: str
    factor: Fraction  # base units in one of it
    offset: Fraction
    dimension: Dimension
    systems: frozenset[str]
    scale: bool = False  # Beaufort: a scale of ranges, no multiple of anything

    def to_base(self, value: Fraction) -> Fraction:
        """So many of the unit, in base units."""
        if self.scale:
            limits = _beaufort()
            number = min(math.floor(abs(value) + Fraction(1, 2)), len(limits) - 2)
            return (limits[number] + limits[number + 1]) / 2
        return value * self.factor + self.offset

    def from_base(self, value: Fraction) -> Fraction:
        """So many base units, in the unit."""
        if self.scale:
            limits = _beaufort()[:-1]
            return Fraction(sum(1 for limit in limits if limit <= abs(value)) - 1)
        return (value - self.offset) / self.factor


@functools.cache
def _beaufort() -> tuple[Fraction, ...]:
    return tuple(Fraction(limit) for limit in store.open().rules("units")["beaufort"]["value"])


@functools.lru_cache(maxsize=1024)
def parse_unit(name: str) -> Unit:
    """Read a CLDR unit identifier; raises `InvalidValue` naming the part that is unknown.

    >>> parse_unit("square-foot").factor
    Fraction(145161, 1562500)
    """
    data = store.open().cldr("units")
    identifier = data["aliases"].get(name, name)
    above, slash, below = f"-{identifier}-".partition("-per-")
    over: Counter[str] = Counter()
    under: Counter[str] = Counter()
    factor, offset = Fraction(1), Fraction(0)
    systems: frozenset[str] | None = None
    parts = [(part, 1) for part in split_product(above)] + [
        (part, -1) for part in split_product(below)
    ]
    if not parts or (slash and not below.strip("-")):
        raise _unknown(identifier)
    scale = False
    for (simple, scaling, power), sign in parts:
        if simple is None:  # a plain number, such as the 100 in "liter-per-100-kilometer"
            factor *= scaling**sign
            continue
        row = data["units"][simple]
        tops, bottoms = base_dimension(row["baseUnit"])
        for base, exponent in tops:
            (over if sign > 0 else under)[base] += exponent * power
        for base, exponent in bottoms:
            (under if sign > 0 else over)[base] += exponent * power
        factor *= (scaling * _number(row.get("factor", "1"))) ** (power * sign)
        if len(parts) == 1 and power == 1:
            # In a compound, a degree is a difference of temperatures: no offset.
            offset = _number(row.get("offset", "0"))
            scale = "special" in row
        own = frozenset(row.get("systems", ())) - {"prefixable"}
        systems = own if systems is None else _common(systems, own)
    dimension = (frozenset(over.items()), frozenset(under.items()))
    return Unit(identifier, factor, offset, dimension, systems or frozenset(), scale)


def split_product(product: str) -> list[tuple[str | None, Fraction, int]]:
    """(simple unit or None for a number, its SI prefix as a factor, power) for each part."""
    units = store.open().cldr("units")["units"]
    tokens = [token for token in product.split("-") if token]
    found: list[tuple[str | None, Fraction, int]] = []
    power = 1
    while tokens:
        if tokens[0] in _POWERS and power == 1 and len(tokens) > 1:
            power = _POWERS[tokens.pop(0)]
            continue
        # A count such as 100, or 1e6; nothing that would take long to work out.
        if re.fullmatch("[0-9]{1,6}|1e[0-9]{1,2}", tokens[0]):
            found.append((None, _number(tokens.pop(0)), 1))
            continue
        for size in range(len(tokens), 0, -1):
            name = "-".join(tokens[:size])
            factor = Fraction(1)
            if name not in units:
                name, factor = _without_prefix(name)
            if name in units:
                found.append((name, factor, power))
                del tokens[:size]
                power = 1
                break
        else:
            raise _unknown(tokens[0])
    if power != 1:
        raise _unknown(product)
    return found


def _without_prefix(name: str) -> tuple[str, Fraction]:
    data = store.open().cldr("units")
    for prefix, row in data["prefixes"].items():
        rest = name.removeprefix(prefix)
        if rest != name and rest in data["units"]:
            base = 10 if "power10" in row else 2
            return rest, Fraction(base) ** int(row.get("power10") or row["power2"])
    return name, Fraction(1)


def _unknown(identifier: str) -> InvalidValue:
    given = identifier.strip("-")
    close = difflib.get_close_matches(given[:60], store.open().cldr("units")["units"], n=3)
    return InvalidValue("unit", given, accepted=close or "a CLDR unit identifier, such as 'foot'")


@functools.lru_cache(maxsize=256)
def base_dimension(identifier: str) -> Dimension:
    """An identifier that is made of base units alone, taken apart."""
    above, _, below = f"-{identifier}-".partition("-per-")
    return _exponents(above), _exponents(below)


def _exponents(product: str) -> frozenset[tuple[str, int]]:
    counted: Counter[str] = Counter()
    power = 1
    for token in filter(None, product.split("-")):
        if token in _POWERS:
            power = _POWERS[token]
        else:
            counted[token] += power
            power = 1
    return frozenset(counted.items())


def _number(text: str) -> Fraction:
    """The value of a CLDR expression; "*" binds more tightly than "/"."""
    top, *bottoms = text.split("/")
    value = _product(top)
    for bottom in bottoms:
        value /= _product(bottom)
    return value


def _product(text: str) -> Fraction:
    constants = store.open().cldr("units")["constants"]
    value = Fraction(1)
    for token in text.split("*"):
        token = token.strip()
        value *= _number(constants[token]) if token in constants else Fraction(token)
    return value


def _common(one: frozenset[str], other: frozenset[str]) -> frozenset[str]:
    """The systems of a compound unit: those of both, the weaker of two related ones."""
    found = set(one & other)
    for strong, weak in (("si", "si_acceptable"), ("metric", "metric_adjacent")):
        if (strong in one and weak in other) or (weak in one and strong in other):
            found.discard(strong)
            found.add(weak)
    return frozenset(found)


def resolved(dimension: Dimension) -> Dimension:
    """The dimension with what stands above and below the line cancelled."""
    exponents = Counter(dict(dimension[0]))
    exponents.subtract(dict(dimension[1]))
    return (
        frozenset((base, power) for base, power in exponents.items() if power > 0),
        frozenset((base, -power) for base, power in exponents.items() if power < 0),
    )


def _converted(value: Fraction, source: Unit, target: Unit) -> Fraction:
    base = source.to_base(value)
    return target.from_base(turned(base, source) if is_inverse(source, target) else base)


def turned(base: Fraction, source: Unit) -> Fraction:
    """The inverse of an amount that was given in `source`; there is none of zero."""
    if not base:
        raise InvalidValue("value", 0, accepted=f"not zero, in {source.id} for its inverse")
    return 1 / base


def is_inverse(source: Unit, target: Unit) -> bool:
    """Whether one measures the inverse of the other; raises `InvalidValue` for unrelated ones."""
    have, want = resolved(source.dimension), resolved(target.dimension)
    if have == want:
        return False
    if have == want[::-1]:
        return True
    raise InvalidValue("unit", target.id, accepted=f"a unit of what {source.id} measures")
