"""Days and hours in a territory: rest days, holidays, closures, days that ask for tact, hours.

What several verbs ask about a moment is answered here once. Public holidays come
from python-holidays, which loads all its countries the first time it is asked for
one (about a fifth of a second, once a process; it has no lighter public way in).
So it is imported on the first question about a date, and each year of a territory
is kept. Holidays of a part of a country are not looked at.

Nothing here reads the clock, and no day or hour of another country is ever a
stand-in: what is not on record is `None`.
"""

from __future__ import annotations

import datetime as dt
import re
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from .culture import culture
from .errors import InvalidValue
from .model import Channel, Confidence, Fact, Level, Noun, Reason
from .reader import Reader, zone_named
from .store import Store

__all__ = [
    "Closure",
    "Day",
    "Holiday",
    "Hours",
    "Moment",
    "SensitiveDay",
    "dates",
    "day_in",
    "day_reasons",
    "everywhere",
    "holidays_in",
    "is_good",
    "local_time",
    "moment",
    "next_good_moment",
    "sociable_reason",
]

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_ORDINALS = ("first", "second", "third", "fourth", "last")

#: how far ahead a good moment is looked for, in days: past every closure on record
_HORIZON = 62

#: open and close in minutes after midnight, several pairs where there is a break
Hours = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Holiday(Noun):
    """A public holiday; `estimated` where its date rests on a sighting of the moon."""

    name: str
    estimated: bool = False


@dataclass(frozen=True, slots=True)
class Closure(Noun):
    """A stretch of days in which firms are closed or slow, both ends included."""

    id: str
    start: dt.date
    end: dt.date
    effect: str
    estimated: bool
    season: bool
    fact: Fact


@dataclass(frozen=True, slots=True)
class SensitiveDay(Noun):
    """A day that asks for tact: `effect` is "soften", "defer" or "block"."""

    name: str
    effect: str
    advice: str
    estimated: bool
    fact: Fact


@dataclass(frozen=True, slots=True)
class Day(Noun):
    """What a date is in a territory; `None` where that is not on record."""

    date: dt.date
    rest: bool | None
    holiday: Holiday | None
    holidays_known: bool
    closures: tuple[Closure, ...]
    sensitive: tuple[SensitiveDay, ...]
    undated: tuple[str, ...]
    fasting: bool
    weekend_fact: Fact | None


@dataclass(frozen=True, slots=True)
class Moment(Noun):
    """A moment as the reader lives it.

    `hours` is "working", "sociable" or "quiet". `legal` says whether the law's
    hours for this channel are kept, `None` where none are on record or the
    channel has none. `fasting` is true by day in a fasting month.
    """

    local: dt.datetime
    day: Day | None
    hours: str
    working_hours: Fact | None
    legal: bool | None
    legal_hours: Fact | None
    fasting: bool


# --- the moment ------------------------------------------------------------------------


def local_time(reader: Reader, at: dt.datetime | None) -> tuple[dt.datetime | None, Reason]:
    """`at` in the reader's time zone, or `None`, with the reason for either.

    A datetime without a zone is read in the sender's, which must then be known;
    the reader's own zone is never guessed. Raises `InvalidValue` for a moment
    that no calendar can hold there, or a sender's zone that does not exist.
    """
    if at is None:
        return None, Reason("no time was given, so nothing is said about the hour", Level.NOTHING)
    instant = _instant(reader, at)
    if instant is None:
        return None, Reason(
            "the time has no zone and the sender's is unknown, so the reader's hour is too",
            Level.NOTHING,
        )
    if reader.zone is None:
        where = f" in {reader.territory}" if reader.territory else ""
        return None, Reason(f"the reader's time zone{where} is unknown", Level.NOTHING)
    local = _in_zone(instant, reader.zone)
    return local, Reason(f"it is {local:%A %H:%M} in {reader.zone}", Level.TERRITORY)


def everywhere(reader: Reader, at: dt.datetime) -> tuple[Moment, ...]:
    """`at` in every time zone of the reader's territory; none where it cannot be placed.

    For a reader whose own zone is unknown: what holds in all of them holds there.
    """
    instant = _instant(reader, at)
    if instant is None or reader.territory is None:
        return ()
    zones = reader.culture.time_zones
    return tuple(moment(reader, _in_zone(instant, zone)) for zone in zones)


def _instant(reader: Reader, at: dt.datetime) -> dt.datetime | None:
    """`at` with a zone: its own, or the sender's."""
    if not isinstance(at, dt.datetime):
        raise InvalidValue("at", at, accepted="a datetime, best with a time zone")
    if at.tzinfo is not None:
        return at
    zone = reader.sender.time_zone if reader.sender else None
    return at.replace(tzinfo=zone_named(zone)) if zone else None


def _in_zone(instant: dt.datetime, zone: str) -> dt.datetime:
    try:
        return instant.astimezone(zone_named(zone))
    except (OverflowError, ValueError):
        raise InvalidValue(
            "at", instant, accepted="a time that lies in the years 1 to 9999 there"
        ) from None


def moment(reader: Reader, local: dt.datetime) -> Moment:
    """What a local time is to the reader: the day, the hour, and the law's hours for a call."""
    about = _about(reader.store, reader.territory)
    day = day_in(reader.store, reader.territory, local.date()) if reader.territory else None
    minute = local.hour * 60 + local.minute
    working = about.working(local.date(), day)
    if working and _inside(working, minute):
        hours = "working"
    elif _inside(about.sociable, minute):
        hours = "sociable"
    else:
        hours = "quiet"
    legal, legal_fact = about.legal(reader.situation.channel, local.date(), day)
    return Moment(
        local=local,
        day=day,
        hours=hours,
        working_hours=about.hours_fact,
        legal=None if legal is None else _inside(legal, minute),
        legal_hours=legal_fact,
        fasting=day is not None and day.fasting and _inside(about.fasting, minute),
    )


def next_good_moment(reader: Reader, local: dt.datetime) -> dt.datetime | None:
    """The first moment from `local` on at which a message is welcome, in the reader's zone.

    Good is: no rest day, public holiday or day of mourning; for a firm its working
    hours and no closure, for a person sociable hours; on the phone and by SMS the
    law's hours besides. Of an unknown territory only the hours can be kept.
    `None` where nothing is found within two months.
    """
    about = _about(reader.store, reader.territory)
    firm = reader.organisation is not None
    first = local.date()
    for offset in range(_HORIZON):
        try:
            date = first + dt.timedelta(days=offset)
        except OverflowError:
            return None
        for start, end in _good_hours(reader, about, date, firm):
            opening = _at(date, start, local.tzinfo)
            closing = _at(date, end, local.tzinfo)
            # Compared as instants: wall clocks lie when they are set back or forward.
            candidate = max(opening, local, key=lambda one: one.timestamp())
            if candidate.timestamp() < closing.timestamp():
                return candidate
    return None


def is_good(reader: Reader, now: Moment) -> bool:
    """Whether a message is welcome at this moment, by the same measure as `next_good_moment`."""
    minute = now.local.hour * 60 + now.local.minute
    about = _about(reader.store, reader.territory)
    firm = reader.organisation is not None
    return _inside(_good_hours(reader, about, now.local.date(), firm), minute)


def _good_hours(reader: Reader, about: _About, date: dt.date, firm: bool) -> Hours:
    day = day_in(reader.store, reader.territory, date) if reader.territory else None
    if day is not None:
        if day.rest or day.holiday or any(one.effect != "soften" for one in day.sensitive):
            return ()
        if firm and any(not one.season for one in day.closures):
            return ()
    working = about.working(date, day)
    if firm:
        hours = working if working is not None else about.sociable
    else:
        hours = _either(about.sociable, working or ())
    legal, _ = about.legal(reader.situation.channel, date, day)
    return hours if legal is None else _both(hours, legal)


def _at(date: dt.date, minute: int, zone: dt.tzinfo | None) -> dt.datetime:
    days, minute = divmod(minute, 24 * 60)
    clock = dt.time(minute // 60, minute % 60)
    found = dt.datetime.combine(date + dt.timedelta(days=days), clock, zone)
    # An hour that the clock skips does not exist; by way of UTC it becomes the next that does.
    return found.astimezone(dt.UTC).astimezone(zone)


def _inside(hours: Hours, minute: int) -> bool:
    return any(start <= minute < end for start, end in hours)


def _both(a: Hours, b: Hours) -> Hours:
    found = ((max(s, t), min(e, f)) for s, e in a for t, f in b)
    return tuple(sorted((start, end) for start, end in found if start < end))


def _either(a: Hours, b: Hours) -> Hours:
    """The hours of both, those that touch as one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted((*a, *b)):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


# --- hours on record ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _About:
    """The hours of one territory, ready to be asked."""

    sociable: Hours
    fasting: Hours
    hours_fact: Fact | None
    by_weekday: Mapping[int, Hours]
    calls: Mapping[str, Mapping[str, tuple[Hours, Fact]]]

    def working(self, date: dt.date, day: Day | None) -> Hours | None:
        """Working hours of the date; none on a day off, `None` where they are not on record."""
        if self.hours_fact is None:
            return None
        if day is not None and day.holiday:
            return ()
        return self.by_weekday.get(date.weekday(), ())

    def legal(
        self, channel: Channel | None, date: dt.date, day: Day | None
    ) -> tuple[Hours | None, Fact | None]:
        """The law's hours on that date, and the fact they come from; `None` without such a law."""
        windows = self.calls.get(channel or "")
        if not windows:
            return None, None
        key = {5: "saturday", 6: "sunday"}.get(date.weekday(), "monday-friday")
        if day is not None and day.holiday and "public_holidays" in windows:
            key = "public_holidays"
        return windows.get(key, (None, None))


@lru_cache(maxsize=512)
def _about(store: Store, territory: str | None) -> _About:
    rules = store.rules("calendar")
    facts: Mapping[str, Fact] = store.facts(territory) if territory else {}
    hours = facts.get("calendar.business_hours")
    calls = {
        "phone": _call_windows(facts, "calling_hours."),
        "sms": _call_windows(facts, "calling_hours.sms."),
    }
    return _About(
        sociable=((_minutes(rules["sociable"]["open"]), _minutes(rules["sociable"]["close"])),),
        fasting=((_minutes(rules["fasting"]["from"]), _minutes(rules["fasting"]["until"])),),
        hours_fact=hours,
        by_weekday=_by_weekday(dict(hours.value)) if hours else {},
        calls=calls,
    )


def _by_weekday(value: Mapping[str, Any]) -> dict[int, Hours]:
    """Working hours by day of the week: the lunch break taken out, short days cut."""
    opening, closing = _minutes(value["open"]), _minutes(value["close"])
    lunch = dict(value.get("lunch", ()))
    short = dict(value.get("short_days", ()))
    found = {}
    for name in value["days"]:
        end = _minutes(short.get(name, value["close"])) if name in short else closing
        hours: Hours = ((opening, end),)
        if lunch:
            start, stop = _minutes(lunch["start"]), _minutes(lunch["end"])
            hours = _both(hours, ((0, start), (stop, 24 * 60)))
        found[_DAYS.index(name)] = hours
    return found


def _call_windows(facts: Mapping[str, Fact], prefix: str) -> dict[str, tuple[Hours, Fact]]:
    found = {}
    for key in ("monday-friday", "saturday", "sunday", "public_holidays"):
        fact = facts.get(prefix + key)
        if fact is not None:
            times = [_minutes(one) for one in fact.value]
            found[key] = (tuple(zip(times[::2], times[1::2], strict=True)), fact)
    return found


def _minutes(clock: str) -> int:
    hour, _, minute = clock.partition(":")
    return int(hour) * 60 + int(minute)


# --- days ----------------------------------------------------------------------------------


@lru_cache(maxsize=4096)
def day_in(store: Store, territory: str, date: dt.date) -> Day:
    """What a date is in a territory (ISO 3166 alpha-2).

    >>> from culturekit.store import open
    >>> day_in(open(), "DE", dt.date(2026, 12, 25)).holiday.name
    'Christmas Day'
    """
    public = holidays_in(territory, date.year)
    year = _year(store, territory, date.year)
    weekend, fact = _weekend(store, territory)
    return Day(
        date=date,
        rest=None if weekend is None else _DAYS[date.weekday()] in weekend,
        holiday=public.get(date) if public else None,
        holidays_known=public is not None,
        closures=tuple(one for one in year.closures if one.start <= date <= one.end),
        sensitive=year.sensitive.get(date, ()),
        undated=year.undated,
        fasting=any(start <= date <= end for start, end in year.fasting),
        weekend_fact=fact,
    )


def _weekend(store: Store, territory: str) -> tuple[tuple[str, ...] | None, Fact | None]:
    """The weekly days off: the territory's practice, else CLDR's week."""
    try:
        week = culture(territory=territory, store=store).week
    except LookupError:
        return None, None
    return (week.weekend if week else None), store.facts(territory).get("calendar.weekend")


@dataclass(frozen=True, slots=True)
class _Year:
    """The closures, sensitive days and fasting months that touch one year of a territory."""

    closures: tuple[Closure, ...]
    sensitive: Mapping[dt.date, tuple[SensitiveDay, ...]]
    undated: tuple[str, ...]
    fasting: tuple[tuple[dt.date, dt.date], ...]


@lru_cache(maxsize=1024)
def _year(store: Store, territory: str, year: int) -> _Year:
    facts = store.facts(territory)
    longest = store.rules("calendar")["closure"]["longest_wait_days"]
    closures: list[Closure] = []
    fasting: list[tuple[dt.date, dt.date]] = []
    sensitive: dict[dt.date, list[SensitiveDay]] = {}
    undated = []
    for key, fact in facts.items():
        group, _, id = key.partition(".")
        if group == "closures":
            about = dict(fact.value)
            for start, end, estimated in _spans(store, territory, about, year):
                season = (end - start).days + 1 > longest
                closures.append(Closure(id, start, end, about["effect"], estimated, season, fact))
                if about["start"] == "ramadan":
                    fasting.append((start, end))
        elif group == "sensitive_days":
            about = dict(fact.value)
            found = dates(about["date"], year, store, territory=territory, name=about["day"])
            if not found and _needs_looking_up(about["date"]):
                undated.append(about["day"])
            for date, estimated in found:
                one = SensitiveDay(about["day"], about["effect"], about["advice"], estimated, fact)
                sensitive.setdefault(date, []).append(one)
    return _Year(
        tuple(sorted(closures, key=lambda one: (one.start, one.id))),
        MappingProxyType({date: tuple(days) for date, days in sensitive.items()}),
        tuple(sorted(undated)),
        tuple(fasting),
    )


def _spans(
    store: Store, territory: str, about: Mapping[str, Any], year: int
) -> Iterator[tuple[dt.date, dt.date, bool]]:
    """Start and end of a closure where it touches the year; it may begin in the year before."""
    ends = [
        end
        for one in (year - 1, year, year + 1)
        for end in dates(about["end"], one, store, territory=territory)
    ]
    for one in (year - 1, year):
        for start, estimated in dates(about["start"], one, store, territory=territory):
            after = [end for end in ends if dt.timedelta(0) <= end[0] - start < _LONGEST]
            if after:
                end, end_estimated = min(after)
                if year in (start.year, end.year):
                    yield start, end, estimated or end_estimated


_LONGEST = dt.timedelta(days=100)


# --- dates by rule ---------------------------------------------------------------------------

_RULE = re.compile(
    r"(?P<month>\d\d)-(?P<day>\d\d)"
    rf"|(?P<ordinal>{'|'.join(_ORDINALS)})-(?P<weekday>{'|'.join(_DAYS)})-of-(?P<named>{'|'.join(_MONTHS)})"
    rf"|(?P<from>{'|'.join(_DAYS)})-from-(?P<after_month>\d\d)-(?P<after_day>\d\d)"
    r"|(?P<anchor>[a-z]+(?:-[a-z]+)*)(?P<offset>[+-]\d+)?"
)


def dates(
    rule: str, year: int, store: Store, *, territory: str | None = None, name: str | None = None
) -> tuple[tuple[dt.date, bool], ...]:
    """The dates that a rule of the data gives in a year, each with whether it is estimated.

    >>> from culturekit.store import open
    >>> dates("third-monday-of-january", 2026, open())
    ((datetime.date(2026, 1, 19), False),)
    >>> dates("easter-48", 2026, open())  # Carnival Monday
    ((datetime.date(2026, 2, 16), False),)

    None in a year in which it does not occur or which the calendars do not
    reach; two where a lunar year fits twice. "moveable" is looked up by `name`
    among the holidays of `territory`. Raises `InvalidValue` for no rule at all.
    """
    if rule == "moveable":
        return _by_name(territory, name, year) if territory and name else ()
    match = _RULE.fullmatch(rule)
    if match is None:
        raise InvalidValue("date", rule, accepted="MM-DD, third-monday-of-january, or an anchor")
    anchors = store.rules("calendar")["anchor"]
    if match["anchor"] and match["anchor"] not in anchors:
        raise InvalidValue("date", rule, accepted=sorted(anchors))
    try:
        if match["month"]:
            found = [(dt.date(year, int(match["month"]), int(match["day"])), False)]
        elif match["ordinal"]:
            found = [(_nth(match["ordinal"], match["weekday"], match["named"], year), False)]
        elif match["from"]:
            after = dt.date(year, int(match["after_month"]), int(match["after_day"]))
            ahead = (_DAYS.index(match["from"]) - after.weekday()) % 7
            found = [(after + dt.timedelta(days=ahead), False)]
        else:
            found = [
                (date + dt.timedelta(days=int(match["offset"] or 0)), estimated)
                for date, estimated in _anchor(anchors[match["anchor"]], year, store)
            ]
    except (ValueError, OverflowError):  # 29 February in a common year, or beyond all calendars
        return ()
    return tuple(found)


def _nth(ordinal: str, weekday: str, month: str, year: int) -> dt.date:
    number = _MONTHS.index(month) + 1
    first = dt.date(year, number, 1)
    date = first + dt.timedelta(days=(_DAYS.index(weekday) - first.weekday()) % 7)
    if ordinal != "last":
        return date + dt.timedelta(weeks=_ORDINALS.index(ordinal))
    while (date + dt.timedelta(weeks=1)).month == number:
        date += dt.timedelta(weeks=1)
    return date


def _anchor(about: Mapping[str, Any], year: int, store: Store) -> Iterator[tuple[dt.date, bool]]:
    if "date" in about:
        found = dates(about["date"], year, store)
    else:
        found = _by_name(about["holiday"]["territory"], about["holiday"]["name"], year)
    for date, estimated in found:
        days = about.get("offset", 0) + about.get("shift", {}).get(_DAYS[date.weekday()], 0)
        yield date + dt.timedelta(days=days), estimated or about.get("estimated", False)


def _needs_looking_up(rule: str) -> bool:
    """Whether a missing date is a gap of the calendars: a fixed date has none."""
    if rule == "moveable":
        return True
    match = _RULE.fullmatch(rule)
    return match is not None and bool(match["anchor"])


# --- python-holidays -------------------------------------------------------------------------

_SUFFIX = re.compile(r" \((?:observed, )?(estimated)\)$| \(observed\)$")


@lru_cache(maxsize=1024)
def holidays_in(territory: str, year: int) -> Mapping[dt.date, Holiday] | None:
    """The national public holidays of a year by date, or `None` where they are not known.

    >>> holidays_in("JP", 2026)[dt.date(2026, 2, 11)].name
    'Foundation Day'

    Names are English. Source: python-holidays.
    """
    entity = _entity(territory)
    if entity is None or not entity.start_year <= year <= entity.end_year:
        return None
    found: dict[dt.date, list[Holiday]] = {}
    for date, holiday in _listed(territory, year, everything=False):
        found.setdefault(date, []).append(holiday)
    return MappingProxyType(
        {
            date: Holiday(
                "; ".join(dict.fromkeys(one.name for one in here)),
                any(one.estimated for one in here),
            )
            for date, here in found.items()
        }
    )


@lru_cache(maxsize=1024)
def _by_name(territory: str, name: str, year: int) -> tuple[tuple[dt.date, bool], ...]:
    """First days of the holiday of that name; of days in a row only the first."""
    hits = {
        date: holiday.estimated
        for date, holiday in _listed(territory, year, everything=True)
        if holiday.name == name
    }
    return tuple(
        (date, estimated)
        for date, estimated in sorted(hits.items())
        if date - dt.timedelta(days=1) not in hits
    )


def _listed(territory: str, year: int, *, everything: bool) -> Iterator[tuple[dt.date, Holiday]]:
    import holidays

    entity = _entity(territory)
    if entity is None:
        return
    options: dict[str, Any] = {}
    if "islamic_show_estimated" in entity.get_supported_options():
        options["islamic_show_estimated"] = True
    with warnings.catch_warnings():
        # A year beyond the library's range has no days on record, which is an answer.
        warnings.simplefilter("ignore", UserWarning)
        found = holidays.country_holidays(
            territory,
            years=year,
            # The year that was asked for and no other, whatever date is looked up later.
            expand=False,
            language="en_US",
            categories=entity.supported_categories if everything else None,
            **options,
        )
    for date in found:
        for name in found.get_list(date):
            match = _SUFFIX.search(name)
            estimated = match is not None and match.group(1) is not None
            yield date, Holiday(_SUFFIX.sub("", name), estimated)


def _entity(territory: str) -> Any:
    """The class of a territory in python-holidays, or `None`."""
    import holidays

    loader = getattr(holidays, territory, None)
    return loader.get_entity() if loader is not None else None


# --- reasons that several verbs give -----------------------------------------------------------


def day_reasons(day: Day, territory: str) -> Iterator[Reason]:
    """What is on record about a date, a reason for each thing."""
    if day.rest:
        yield Reason(
            f"{day.date:%A} is a weekly day off in {territory}",
            Level.TERRITORY,
            Confidence.MEDIUM,
            day.weekend_fact,
        )
    if day.holiday:
        yield Reason(
            f"{day.date.isoformat()} is a public holiday in {territory}: {day.holiday.name}"
            f"{_estimated(day.holiday.estimated)}",
            Level.TERRITORY,
            Confidence.LOW if day.holiday.estimated else Confidence.HIGH,
        )
    for one in day.sensitive:
        yield Reason(
            f"{day.date.isoformat()} is {one.name} in {territory}{_estimated(one.estimated)}:"
            f" {one.advice}",
            Level.TERRITORY,
            one.fact.confidence,
            one.fact,
        )
    for closure in day.closures:
        yield Reason(
            f"from {closure.start.isoformat()} to {closure.end.isoformat()}"
            f"{_estimated(closure.estimated)} in {territory}: {closure.effect}",
            Level.TERRITORY,
            closure.fact.confidence,
            closure.fact,
        )
    if not day.holidays_known:
        yield Reason(
            f"the public holidays of {territory} in {day.date.year} are not on record",
            Level.NOTHING,
        )
    if day.undated:
        names = ", ".join(day.undated)
        yield Reason(
            f"the date in {day.date.year} is not on record: {names} ({territory})", Level.NOTHING
        )


def sociable_reason(store: Store, claim: str) -> Reason:
    """A claim about the hours that disturb nobody, with what those rest on."""
    rule = store.rules("calendar")["sociable"]
    hours = {**rule, "value": [rule["open"], rule["close"]]}
    return Reason(
        f"{claim} ({rule['open']}-{rule['close']}: {rule['why']})",
        Level.TERRITORY,
        Confidence.LOW,
        store.fact(hours),
    )


def _estimated(estimated: bool) -> str:
    return " (date estimated)" if estimated else ""
