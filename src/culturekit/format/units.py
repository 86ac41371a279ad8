"""Measures with their unit: "5 kilometres", "5 km/h".

CLDR states many units in one width only and reaches the others by aliases that
Babel's data leave out; here a width that is missing is taken from the next one
that CLDR names, so no unit identifier is ever printed.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from ..errors import InvalidValue
from ..store import open as open_store
from .cldr import CATEGORIES, LocaleData, locale_for, tag_text
from .digits import Formatter, Number
from .numbers import compile_counted

__all__ = [
    "compile_unit",
    "format_unit",
    "unit_key",
    "unit_name",
    "unit_texts",
]

_WIDTHS = ("long", "short", "narrow")


@lru_cache(maxsize=1)
def _units() -> Mapping[str, str]:
    """Every identifier of a unit, with its category and without -> the one with it."""
    keys = sorted(locale_for("und").get("unit_patterns"))
    found = {key: key for key in keys}
    for key in keys:
        found.setdefault(key.partition("-")[2], key)
    for old, new in open_store().cldr("units")["aliases"].items():
        for one, other in ((old, new), (new, old)):
            if other in found:
                found.setdefault(one, found[other])
    return found


def unit_key(unit: str) -> str:
    """CLDR's identifier with its category: "length-meter" for "meter".

    Raises `InvalidValue` for a unit that CLDR has no names for.
    """
    try:
        return _units()[unit]
    except (KeyError, TypeError):
        raise _unknown(unit) from None


def _unknown(unit: object) -> InvalidValue:
    return InvalidValue("unit", unit, accepted="a CLDR unit, such as 'kilometer-per-hour'")


#: Units that CLDR's root names by another unit.
_OTHER_UNIT = {
    "duration-day-person": "duration-day",
    "duration-month-person": "duration-month",
    "duration-week-person": "duration-week",
    "duration-year-person": "duration-year",
    "energy-foodcalorie": "energy-kilocalorie",
    "graphics-dot": "graphics-pixel",
    "graphics-dot-per-centimeter": "graphics-pixel-per-centimeter",
    "graphics-dot-per-inch": "graphics-pixel-per-inch",
}


def _rows(data: LocaleData, key: str, width: str) -> list[Mapping[str, str]]:
    """The phrases of a unit in the width, then in those that CLDR falls back to."""
    order = (width,) if width == "short" else (width, "short")
    # CLDR's root states every unit in the short width, or names it by another.
    found = [row for row in (data.get("unit_patterns", key, one) for one in order) if row]
    if key in _OTHER_UNIT and not any("other" in row for row in found):
        return _rows(data, _OTHER_UNIT[key], width)
    return found


def unit_texts(data: LocaleData, key: str, width: str) -> dict[str, str]:
    """Plural category -> phrase with "{0}"; all categories are there."""
    rows = _rows(data, key, width)
    texts = {}
    for category in CATEGORIES:
        for row in rows:
            text = row.get(category) or row.get("other")
            if text:
                texts[category] = text
                break
    return texts


def unit_name(unit: str, width: str = "long", *, locale: Any) -> str:
    """The name of a unit, without a number.

    >>> unit_name("kilometer", locale="fr"), unit_name("kilometer", "short", locale="zh")
    ('kilomètres', '公里')
    """
    data, key = locale_for(locale), unit_key(unit)
    for one in (width, "short"):
        name = data.get("unit_display_names", key, one)
        if name:
            return str(name)
    # A phrase without its number is the name, in every locale that has no other.
    return unit_texts(data, key, width)["other"].replace("{0}", "").strip()


def _compound(data: LocaleData, unit: str, width: str) -> dict[str, str]:
    """Phrases of a unit that CLDR has no entry for: "x-per-y" from those of x and y."""
    above, _, below = unit.partition("-per-")
    if not below:
        raise _unknown(unit)
    key = unit_key(below)
    texts = unit_texts(data, unit_key(above), width)
    for row in _rows(data, key, width):
        if "per" in row:
            return {category: row["per"].replace("{0}", text) for category, text in texts.items()}
    pattern = None
    for one in (width, "short"):
        pattern = pattern or data.get("compound_unit_patterns", "per", one, "compound")
    single = unit_texts(data, key, width)["one"].replace("{0}", "").strip()
    return {
        category: (pattern or "{0}/{1}").replace("{0}", text).replace("{1}", single)
        for category, text in texts.items()
    }


@lru_cache(maxsize=1024)
def compile_unit(
    locale: str, unit: str, length: str, format: str | None, numbering_system: str | None
) -> Formatter:
    """The kept function behind `format_unit`."""
    data = locale_for(locale)
    texts = _texts(data, unit, length)
    return compile_counted(data, texts, format, numbering_system)


def _texts(data: LocaleData, unit: str, length: str) -> dict[str, str]:
    if length not in _WIDTHS:
        raise InvalidValue("length", length, accepted=_WIDTHS)
    if not isinstance(unit, str) or unit not in _units():
        return _compound(data, unit if isinstance(unit, str) else "", length)
    return unit_texts(data, unit_key(unit), length)


def format_unit(
    value: Number,
    measurement_unit: str,
    length: str = "long",
    format: str | None = None,
    locale: Any = None,
    *,
    numbering_system: str | None = None,
) -> str:
    """A measure with its unit, in the plural form that the shown digits ask for.

    >>> format_unit(2, "kilometer", locale="zh"), format_unit(5, "kilometer", locale="ru")
    ('2公里', '5 километров')
    >>> format_unit(1.5, "liter-per-kilometer", "short", locale="en")
    '1.5 L/km'

    `measurement_unit` is a CLDR identifier, with its category ("length-meter")
    or without ("meter"); `length` is "long", "short" or "narrow". Text for
    `value` stands as it is, as in Babel. Raises `InvalidValue` for a unit that
    CLDR does not know.
    """
    text = locale if type(locale) is str else tag_text(locale)
    if isinstance(value, str):
        phrase = _texts(locale_for(text), measurement_unit, length)["one"]
        return phrase.replace("{0}", value)
    return compile_unit(text, measurement_unit, length, format, numbering_system)(value)
