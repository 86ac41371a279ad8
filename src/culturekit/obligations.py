"""What the law asks of a seller in a country, and two deadlines that follow from it.

Every statement is a fact of `data/regions` or `data/law` with its source and the
date on which that was looked at. It is information, not legal advice.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from . import calendar as days
from .errors import InvalidValue
from .model import Confidence, Fact, Level, Noun, Reason
from .places import (
    NOT_ADVICE,
    FactAnswer,
    Listing,
    Place,
    Territory,
    clock_of,
    nothing_on_record,
    oldest,
    place,
    reason_of,
)
from .store import Store
from .store import open as open_store

__all__ = [
    "TOPICS",
    "BreachDeadline",
    "Calendar",
    "Obligation",
    "Obligations",
    "WithdrawalDeadline",
    "breach_deadline",
    "obligations",
    "withdrawal_deadline",
]

#: the topics in the order in which they are answered; also the first part of a fact's key
TOPICS = (
    "consent",
    "calling_hours",
    "withdrawal",
    "privacy",
    "price_display",
    "preselected_addon",
    "contract",
)

#: a calendar's days off: dates, another territory whose calendar counts, or a test of a date
Calendar = Collection[dt.date] | str | Callable[[dt.date], bool] | None


@dataclass(frozen=True, slots=True)
class Obligation(Noun):
    """One thing that the law says there: its key, a sentence, and the fact."""

    topic: str
    key: str
    text: str
    fact: Fact = field(repr=False)

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligations(Listing):
    """What is on record of the law in a territory; `missing` are the topics without a fact."""

    topic: str | None = None
    items: tuple[Obligation, ...] = ()
    missing: tuple[str, ...] = ()

    _coerce: ClassVar = {
        "items": lambda _, value: tuple(value),
        "missing": lambda _, value: tuple(value),
    }

    def __str__(self) -> str:
        return "\n".join(one.text for one in self.items) or "unknown"


def obligations(
    territory: Territory, topic: str | None = None, *, store: Store | None = None
) -> Obligations:
    """What the law asks in a territory, of one topic or of all.

    >>> print(obligations("DE", "price_display"))
    prices shown to consumers include tax
    >>> obligations("AQ", "withdrawal").missing
    ('withdrawal',)

    The topics are `TOPICS`. What is not on record is listed in `missing` with a
    reason. Raises `UnknownTerritory` for a name that is none, `InvalidValue`
    for a topic that is none.
    """
    if topic is not None and topic not in TOPICS:
        raise InvalidValue("topic", topic, accepted=TOPICS)
    store = store or open_store()
    where = place(territory, store)
    asked = TOPICS if topic is None else (topic,)
    items = tuple(one for name in asked for one in _items(where, name))
    missing = tuple(name for name in asked if not any(one.topic == name for one in items))
    reasons = [reason_of(one.fact, one.text) for one in items]
    if where.unknown is not None:
        reasons.append(where.unknown)
    else:
        reasons += [nothing_on_record(where, name.replace("_", " ")) for name in missing]
    return Obligations(
        territory=where.code,
        topic=topic,
        items=items,
        missing=missing,
        as_of=oldest(one.fact for one in items),
        reasons=(*reasons, NOT_ADVICE),
        data_version=store.version,
    )


def _items(where: Place, topic: str) -> Iterable[Obligation]:
    """The statements of one topic: those with a sentence of their own in its order, then others."""
    found = {f"{topic}.{rest}": fact for rest, fact in where.group(topic)}
    order = list(_SENTENCES)
    for key in sorted(found, key=lambda one: order.index(one) if one in order else len(order)):
        yield Obligation(topic, key, _sentence(key, found[key]), found[key])


# --- sentences -------------------------------------------------------------------------------

_MODELS = {
    "opt-in": "only with consent",
    "soft-opt-in": "only with consent, or to own customers about similar products of one's own",
    "opt-out": "allowed until the person refuses",
    "prohibited": "prohibited",
}


def _listed(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _windows(value: tuple[str, ...]) -> str:
    pairs = zip(value[::2], value[1::2], strict=True)
    return " and ".join(f"{start}-{end}" for start, end in pairs) or "none"


def _amount(fact: Fact) -> str:
    return f"{fact.value} {fact.unit}" if fact.unit else str(fact.value)


#: key -> what a fact says there, in English; the order is that of an answer
_SENTENCES: Mapping[str, Callable[[Fact], str]] = {
    "consent.law": lambda fact: f"law on marketing: {fact.value}",
    "consent.email": lambda fact: f"marketing by e-mail: {_MODELS[fact.value]}",
    "consent.sms": lambda fact: f"marketing by SMS: {_MODELS[fact.value]}",
    "consent.phone": lambda fact: f"marketing by telephone: {_MODELS[fact.value]}",
    "consent.required_content": lambda fact: f"a marketing message shows: {_listed(fact.value)}",
    "consent.do_not_call": lambda fact: f"register of people who want no calls: {fact.value}",
    "calling_hours.monday-friday": lambda f: f"calls from Monday to Friday: {_windows(f.value)}",
    "calling_hours.saturday": lambda fact: f"calls on Saturdays: {_windows(fact.value)}",
    "calling_hours.sunday": lambda fact: f"calls on Sundays: {_windows(fact.value)}",
    "calling_hours.public_holidays": lambda f: f"calls on public holidays: {_windows(f.value)}",
    "calling_hours.sms.monday-friday": lambda f: f"SMS from Monday to Friday: {_windows(f.value)}",
    "calling_hours.sms.saturday": lambda fact: f"SMS on Saturdays: {_windows(fact.value)}",
    "calling_hours.sms.sunday": lambda fact: f"SMS on Sundays: {_windows(fact.value)}",
    "calling_hours.sms.public_holidays": lambda f: f"SMS on public holidays: {_windows(f.value)}",
    "withdrawal.statutory": lambda fact: (
        "a consumer may withdraw from a purchase at a distance without giving a reason"
        if fact.value
        else "the law gives no right to withdraw from an online purchase without a reason"
    ),
    "withdrawal.period": lambda fact: f"period to withdraw: {_amount(fact)}",
    "withdrawal.starts": lambda fact: f"the period runs from: {fact.value}",
    "withdrawal.last_day": lambda fact: f"a period that ends on a day off: {fact.value}",
    "withdrawal.exceptions": lambda fact: f"no withdrawal from: {_listed(fact.value)}",
    "withdrawal.refund_within": lambda fact: f"refund within: {_amount(fact)}",
    "withdrawal.return_cost": lambda fact: f"the return is paid by the {fact.value}",
    "withdrawal.law": lambda fact: f"law on withdrawal: {fact.value}",
    "privacy.law": lambda fact: f"law on data protection: {fact.value}",
    "privacy.since": lambda fact: f"data protection by law since {fact.value}",
    "privacy.authority": lambda fact: f"data protection authority: {fact.value}",
    "privacy.breach_notice": lambda fact: f"notice of a data breach within {_amount(fact)}",
    "privacy.breach_standard": lambda fact: f"notice of a data breach: {fact.value}",
    "price_display.tax_included": lambda fact: (
        "prices shown to consumers include tax"
        if fact.value
        else "prices shown to consumers do not include tax"
    ),
    "preselected_addon.allowed": lambda fact: (
        "an extra may be preselected"
        if fact.value
        else "no extra that costs money may be preselected"
    ),
    "contract.language": lambda fact: f"language of consumer contracts: {_listed(fact.value)}",
}


def _sentence(key: str, fact: Fact) -> str:
    if (known := _SENTENCES.get(key)) is not None:
        return known(fact)
    return f"{key.replace('.', ', ').replace('_', ' ')}: {_listed(fact.value)}"


# --- withdrawal ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawalDeadline(FactAnswer):
    """Until when a consumer may withdraw: `deadline` is the last day.

    `statutory` says whether the law gives such a right at all; `None`, like a
    missing `deadline`, means that it is not on record.
    """

    received: dt.date | None = None
    statutory: bool | None = None
    deadline: dt.date | None = None
    period: int | None = None
    unit: str | None = None

    def __str__(self) -> str:
        if self.deadline is not None:
            return f"until {self.deadline:%A %Y-%m-%d} ({self.period} {self.unit})"
        if self.statutory is False:
            return "no right of withdrawal by law"
        if self.period is not None:
            return f"{self.period} {self.unit}; the last day is unknown"
        return "unknown"


def withdrawal_deadline(
    territory: Territory,
    received: dt.date | str,
    calendar: Calendar = None,
    *,
    concluded: dt.date | str | None = None,
    store: Store | None = None,
) -> WithdrawalDeadline:
    """The last day on which a consumer may withdraw from a purchase at a distance.

    >>> print(withdrawal_deadline("DE", "2026-11-20"))
    until Friday 2026-12-04 (14 calendar days)
    >>> print(withdrawal_deadline("DE", "2026-12-11"))  # the 25th and 26th are holidays
    until Monday 2026-12-28 (14 calendar days)
    >>> print(withdrawal_deadline("CH", "2026-11-20"))
    no right of withdrawal by law

    `received` is the day on which the goods came; `concluded` that of the
    contract, for laws that count from it. The day itself is not counted. A
    datetime with a zone is the day that it is in the territory, or in its own
    zone where the territory's clocks differ.
    `calendar` stands in for the days off on record: dates besides the weekly
    rest days, another territory ("AT"), or a function that says whether a date
    is a day off. Raises `InvalidValue` for what is no date, `UnknownTerritory`
    for a name that is none.
    """
    store = store or open_store()
    where = place(territory, store)
    start = _date("received", received, where, store)
    found: list[Reason] = []
    statutory, period = where.fact("withdrawal.statutory"), where.fact("withdrawal.period")
    law = None if statutory is None else bool(statutory.value)
    last = None
    if law is False and statutory is not None:
        found.append(reason_of(statutory, _sentence("withdrawal.statutory", statutory)))
    elif period is None:
        found.append(nothing_on_record(where, "a period of withdrawal"))
    else:
        law = True if law is None else law
        found.append(reason_of(period, _sentence("withdrawal.period", period)))
        begins = _first_day(where, start, _optional("concluded", concluded, where, store), found)
        if begins is not None:
            off = _DaysOff(where, calendar, store)
            last = _counted(begins, period, off, where.fact("withdrawal.last_day"), found)
            found += off.reasons
    return WithdrawalDeadline(
        territory=where.code,
        received=start,
        statutory=law,
        deadline=last,
        period=period.value if period is not None and law else None,
        unit=period.unit if period is not None and law else None,
        as_of=oldest(one.fact for one in found if one.fact),
        reasons=(*found, NOT_ADVICE),
        data_version=store.version,
    )


def _first_day(
    where: Place, received: dt.date, concluded: dt.date | None, found: list[Reason]
) -> dt.date | None:
    """The day that the period is counted from, or `None` where that is not known."""
    starts = where.fact("withdrawal.starts")
    if starts is None:
        claim = "from when the period runs is not on record, so no last day is counted"
        found.append(Reason(claim, Level.NOTHING))
        return None
    found.append(reason_of(starts, _sentence("withdrawal.starts", starts)))
    if starts.value == "receipt":
        return received
    if concluded is None:
        claim = f"the period runs from the {starts.value}, whose date was not given"
        found.append(Reason(claim, Level.NOTHING))
    return concluded


def _counted(
    start: dt.date, period: Fact, off: _DaysOff, rolls: Fact | None, found: list[Reason]
) -> dt.date:
    """The last day of a period after `start`, which itself is not counted."""
    last = off.later(start, period.value, working=_working(period.unit))
    found.append(
        Reason(f"counted from the day after {start.isoformat()}; the last day is {last}", None)
    )
    if rolls is not None and off.on(last):
        found.append(reason_of(rolls, f"{last:%A %Y-%m-%d} is a day off: the next working day"))
        while off.on(last):
            last = _plus(last, 1)
    return last


def _working(unit: str | None) -> bool:
    return unit in ("business days", "working days")


class _DaysOff:
    """Which dates are days off, and what is not known of them; made and dropped by one call."""

    def __init__(self, where: Place, calendar: Calendar, store: Store) -> None:
        self.store = store
        self.code = where.code
        self.dates: Collection[dt.date] = ()
        self.test: Callable[[dt.date], bool] | None = None
        self.unsure: dict[str, None] = {}
        self.named: dict[str, None] = {}
        if calendar is None:
            self.given = False
        elif isinstance(calendar, str):
            self.given = False
            self.code = place(calendar, store).code
        elif callable(calendar):
            self.given, self.test = True, calendar
        elif isinstance(calendar, Collection):
            self.given = True
            self.dates = {_date("calendar", one, where, store) for one in calendar}
        else:
            accepted = "dates, a territory, or a function of a date"
            raise InvalidValue("calendar", calendar, accepted=accepted)

    def on(self, date: dt.date) -> bool:
        """Whether a date is a day off as far as is known."""
        if self.test is not None:
            return bool(self.test(date))
        if self.code is None:
            return date in self.dates
        day = days.day_in(self.store, self.code, date)
        if day.rest is None:
            self.unsure[f"the weekly days off of {self.code} are not on record"] = None
        if self.given:
            return bool(day.rest) or date in self.dates
        if not day.holidays_known:
            claim = f"the public holidays of {self.code} in {date.year} are not on record"
            self.unsure[claim] = None
        if day.holiday is not None:
            estimated = " (date estimated)" if day.holiday.estimated else ""
            self.named[f"{date.isoformat()} is a public holiday: {day.holiday.name}{estimated}"] = (
                None
            )
        return bool(day.rest) or day.holiday is not None

    def later(self, start: dt.date, count: int, *, working: bool) -> dt.date:
        """So many days, or working days, after `start`."""
        if not working:
            return _plus(start, count)
        date = start
        while count:
            date = _plus(date, 1)
            count -= not self.on(date)
        return date

    @property
    def reasons(self) -> list[Reason]:
        """The holidays that were counted around, and what is not known."""
        found = [Reason(one, Level.TERRITORY, Confidence.MEDIUM) for one in self.named]
        return found + [Reason(one, Level.NOTHING) for one in self.unsure]


def _plus(date: dt.date, number: int) -> dt.date:
    try:
        return date + dt.timedelta(days=number)
    except OverflowError:
        accepted = "a date with room for the period after it"
        raise InvalidValue("date", date, accepted=accepted) from None


def _date(name: str, given: object, where: Place, store: Store) -> dt.date:
    """A date from a date, a datetime (its day there) or ISO 8601 text."""
    value = given
    if isinstance(value, str):
        try:
            value = dt.datetime.fromisoformat(value)
        except ValueError:
            raise InvalidValue(name, given, accepted="a date, or one in ISO 8601") from None
    if isinstance(value, dt.datetime):
        if 1 < value.year < 9990:
            value = _there(value, where, store)
        value = value.date()
    if not isinstance(value, dt.date):
        raise InvalidValue(name, given, accepted="a date, or one in ISO 8601")
    if value.year >= 9990:  # no calendar reaches the end of such a period
        raise InvalidValue(name, given, accepted="a date of the years 1 to 9989")
    return value


def _optional(name: str, given: object, where: Place, store: Store) -> dt.date | None:
    return None if given is None else _date(name, given, where, store)


def _there(moment: dt.datetime, where: Place, store: Store) -> dt.datetime:
    """A moment on the clock of a territory; as it was given where that is not known."""
    if moment.tzinfo is None:
        return moment
    return moment.astimezone(clock_of(where, moment, store) or moment.tzinfo)


# --- breach ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class BreachDeadline(FactAnswer):
    """By when a data breach has to be notified, and to whom.

    Where the law names no number, `deadline` is `None` and `standard` holds its
    words, such as "without undue delay".
    """

    aware_at: dt.datetime | None = None
    deadline: dt.datetime | None = None
    period: int | None = None
    unit: str | None = None
    standard: str | None = None
    authority: str | None = None

    def __str__(self) -> str:
        to = f" to {self.authority}" if self.authority else ""
        if self.deadline is not None:
            zone = f" {self.deadline:%Z}".rstrip()
            return f"by {self.deadline:%A %Y-%m-%d %H:%M}{zone}{to}"
        return f"{self.standard}{to}" if self.standard else "unknown"


def breach_deadline(
    territory: Territory,
    aware_at: dt.datetime | str,
    calendar: Calendar = None,
    *,
    store: Store | None = None,
) -> BreachDeadline:
    """By when the authority has to hear of a breach of personal data.

    >>> print(breach_deadline("FR", "2026-11-20T16:30+01:00"))
    by Monday 2026-11-23 16:30 UTC+01:00 to Commission nationale ...
    >>> breach_deadline("AU", "2026-11-20T16:30+11:00").standard
    'as soon as practicable'

    Hours are counted on the clock of the world, days to the end of the last
    one in the territory, or in the zone of `aware_at` where its clocks differ;
    `calendar` is that of `withdrawal_deadline`.
    The period is the longest the law leaves: it also wants no undue delay.
    Raises `InvalidValue` for what is no moment.
    """
    store = store or open_store()
    where = place(territory, store)
    aware = _instant(aware_at)
    notice, standard = where.fact("privacy.breach_notice"), where.fact("privacy.breach_standard")
    authority, law = where.fact("privacy.authority"), where.fact("privacy.law")
    found = []
    due = None
    for key, fact in (
        ("privacy.breach_notice", notice),
        ("privacy.breach_standard", standard),
        ("privacy.authority", authority),
        ("privacy.law", law),
    ):
        if fact is not None:
            found.append(reason_of(fact, _sentence(key, fact)))
    if notice is not None:
        off = _DaysOff(where, calendar, store)
        due = _due(aware, notice, off, _there(aware, where, store))
        found += off.reasons
        if aware.tzinfo is None:
            found.append(Reason("the moment has no zone, and neither has the deadline"))
    elif standard is None:
        found.append(nothing_on_record(where, "a notice of data breaches"))
    return BreachDeadline(
        territory=where.code,
        aware_at=aware,
        deadline=due,
        period=notice.value if notice else None,
        unit=notice.unit if notice else None,
        standard=standard.value if standard else None,
        authority=authority.value if authority else None,
        as_of=oldest(one.fact for one in found if one.fact),
        reasons=(*found, NOT_ADVICE),
        data_version=store.version,
    )


def _due(aware: dt.datetime, notice: Fact, off: _DaysOff, there: dt.datetime) -> dt.datetime:
    if notice.unit == "hours":
        after = dt.timedelta(hours=notice.value)
        if aware.tzinfo is None:
            return aware + after
        # By way of UTC: an hour that the clock repeats or skips is an hour all the same.
        return (aware.astimezone(dt.UTC) + after).astimezone(aware.tzinfo)
    last = off.later(there.date(), notice.value, working=_working(notice.unit))
    return dt.datetime.combine(last, dt.time(23, 59), there.tzinfo)


def _instant(given: object) -> dt.datetime:
    value = given
    if isinstance(value, str):
        try:
            value = dt.datetime.fromisoformat(value)
        except ValueError:
            value = None
    if not isinstance(value, dt.datetime):
        accepted = "a datetime, best with a time zone, or one in ISO 8601"
        raise InvalidValue("aware_at", given, accepted=accepted)
    if not 1 < value.year < 9990:
        raise InvalidValue("aware_at", given, accepted="a moment of the years 2 to 9989")
    return value
