"""Names and offsets of time zones in a locale (LDML part 4, "Time Zone Names").

A function for a pattern field takes an aware `datetime`, or a `time` whose zone
has no offset without a date, and returns text.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from ..errors import InvalidValue
from ..store import open as open_store
from .cldr import LocaleData, supplemental
from .digits import digit_table

__all__ = ["compile_zone_field", "zone_of_locale"]

Moment = dt.datetime | dt.time

#: CLDR's way of saying: this locale has no name of that kind, do not take the parent's.
_NO_NAME = "\u2205\u2205\u2205"


def zone_of_locale(data: LocaleData) -> dt.tzinfo | None:
    """The time zone of the tag's `-u-tz-`, or `None`; raises `InvalidValue` for an unknown one."""
    short = data.keyword("tz")
    if not short:
        return None
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    identifier = open_store().cldr("time_zones")["identifiers"].get(short)
    if identifier is None:
        raise InvalidValue("time zone", short, accepted="a BCP 47 zone, such as 'deber'")
    try:
        return ZoneInfo(identifier)
    except ZoneInfoNotFoundError as error:
        raise InvalidValue("time zone", short, accepted="a zone of the tz database") from error


def compile_zone_field(letter: str, count: int, data: LocaleData) -> Callable[[Moment], str]:
    """The function behind one of the pattern letters z Z O v V X x."""
    names = _Names(data)
    width = "long" if count == 4 else "short"
    if letter == "z":
        return lambda moment: names.specific(moment, width)
    if letter == "v":
        return lambda moment: names.generic(moment, width)
    if letter == "O":
        return lambda moment: names.offset(moment, width)
    if letter == "V":
        return {
            1: names.identifier_short,
            2: names.identifier,
            3: names.city,
        }.get(count, names.location)
    if letter == "Z" and count == 4:
        return lambda moment: names.offset(moment, "long")
    if letter == "Z":
        style = "extended" if count == 5 else "basic"
        return lambda moment: _iso(moment, style, zulu=count == 5)
    style = {1: "hours", 2: "basic", 3: "extended", 4: "basic", 5: "extended"}[count]
    return lambda moment: _iso(moment, style, zulu=letter == "X", seconds=count > 3)


def _seconds(moment: Moment) -> int | None:
    offset = moment.utcoffset()
    return None if offset is None else offset.days * 86400 + offset.seconds


def _iso(moment: Moment, style: str, *, zulu: bool, seconds: bool = True) -> str:
    total = _seconds(moment) or 0
    if total == 0 and zulu:
        return "Z"
    sign = "-" if total < 0 else "+"
    hours, rest = divmod(abs(total), 3600)
    minutes, second = divmod(rest, 60)
    if style == "hours" and not minutes:
        return f"{sign}{hours:02}"
    mark = ":" if style == "extended" else ""
    tail = f"{mark}{second:02}" if second and seconds else ""
    return f"{sign}{hours:02}{mark}{minutes:02}{tail}"


def _identifier(moment: Moment) -> str | None:
    """The name that CLDR files the zone under ("Asia/Calcutta"), where it has one."""
    zone = moment.tzinfo
    name = getattr(zone, "key", None) or getattr(zone, "zone", None)
    if name is None and zone is dt.UTC:
        name = "Etc/UTC"
    if name is None:
        return None
    return str(open_store().cldr("time_zones")["canonical"].get(name, name))


def _placeless(zone: str | None) -> bool:
    """Whether the zone belongs to no place, as UTC."""
    return zone is None or zone.startswith("Etc/")


class _Names:
    """What one locale calls the zones; read when first needed and kept, zone by zone."""

    def __init__(self, data: LocaleData) -> None:
        self._data = data
        row = data.extract("date_formats")
        self._positive, self._negative = row["hour_format"].split(";")
        self._zero = row["gmt_zero"]
        self._gmt, self._region = row["gmt"], row["region"]
        self._digits = digit_table(data, data.numbering_system)
        self._name = lru_cache(maxsize=256)(self._look_up)

    def _look_up(self, zone: str, width: str, variant: str) -> str | None:
        """The zone's own name, else its metazone's."""
        meta = supplemental()["meta_zones"].get(zone)
        if width == "short":
            row = self._data.extract("date_formats")
            found = row["short_zones"].get(zone, {}).get(variant)
            found = found or row["short_metazones"].get(meta, {}).get(variant)
        else:
            found = self._data.get("time_zones", zone, width, variant)
            found = found or (meta and self._data.get("meta_zones", meta, width, variant))
        return None if not found or found == _NO_NAME else str(found)

    def specific(self, moment: Moment, width: str) -> str:
        zone = _identifier(moment)
        if zone and _seconds(moment) is None:
            return self.generic(moment, width)
        if zone:
            variant = "daylight" if moment.dst() else "standard"
            found = self._name(zone, width, variant)
            if found:
                return found
        return self.offset(moment, width)

    def generic(self, moment: Moment, width: str) -> str:
        zone = _identifier(moment)
        if not zone or _placeless(zone):
            return self.offset(moment, width)
        found = None if _changes(moment) else self._name(zone, width, "standard")
        found = found or self._name(zone, width, "generic")
        return found or self.location(moment)

    def offset(self, moment: Moment, width: str) -> str:
        total = _seconds(moment)
        if not total:
            return str(self._zero)
        pattern = self._negative if total < 0 else self._positive
        hours, rest = divmod(abs(total), 3600)
        minutes, seconds = divmod(rest, 60)
        before, mark, after = _hour_format(pattern)
        text = f"{hours:02}" if width == "long" else str(hours)
        if width == "long" or minutes or seconds:
            text += f"{mark}{minutes:02}"
            text += f"{mark}{seconds:02}{after}" if seconds else after
        if self._digits:
            text = text.translate(self._digits)
        return str(self._gmt.replace("{0}", before + text))

    def identifier(self, moment: Moment) -> str:
        zone = moment.tzinfo
        name = getattr(zone, "key", None) or getattr(zone, "zone", None) or _identifier(moment)
        return str(name) if name else self.offset(moment, "long")

    def identifier_short(self, moment: Moment) -> str:
        zone = _identifier(moment)
        rows = open_store().cldr("time_zones")
        canonical = rows["canonical"]
        for short, name in rows["identifiers"].items():
            if canonical.get(name, name) == zone:
                return str(short)
        return "unk"

    def city(self, moment: Moment) -> str:
        zone = _identifier(moment)
        if zone is None or _placeless(zone):
            return str(self._data.get("time_zones", "Etc/Unknown", "city") or "Unknown Location")
        named = self._data.get("time_zones", zone, "city")
        return str(named or zone.rpartition("/")[2].replace("_", " "))

    def location(self, moment: Moment) -> str:
        zone = _identifier(moment)
        other = supplemental()["zone_aliases"].get(zone)
        places = supplemental()["zone_territories"]
        territory = places.get(zone) or places.get(other)
        if _placeless(zone) or not territory or territory == "001":
            return self.offset(moment, "long")
        place: Any = None
        rows = open_store().cldr("territories")
        zones = supplemental()["territory_zones"].get(territory, ())
        primary = rows.get(territory, {}).get("primary_zone")
        if len(zones) == 1 or (primary and primary in (zone, other)):
            place = self._data.get("territories", territory)
        return str(self._region.replace("{0}", place or self.city(moment)))


def _changes(moment: Moment) -> bool:
    """Whether the zone's clocks are changed within half a year of the moment."""
    if not isinstance(moment, dt.datetime):
        return True
    half = dt.timedelta(days=184)
    try:
        return any(
            near.utcoffset() != moment.utcoffset() for near in (moment - half, moment + half)
        )
    except OverflowError:
        return False


def _hour_format(pattern: str) -> tuple[str, str, str]:
    """From "-HH:mm": the text before the hours, between hours and minutes, and after them."""
    first = pattern.index("H")
    last = pattern.rindex("H")
    minutes = pattern.index("m")
    return pattern[:first], pattern[last + 1 : minutes], pattern[pattern.rindex("m") + 1 :]
