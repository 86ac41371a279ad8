"""When a message is welcome: the reader's hour and day, and the next good moment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from . import calendar
from .model import Answer, Confidence, Level, Reason
from .reader import Reader

__all__ = ["Window", "send_window"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Window(Answer):
    """Whether a moment suits the reader, and when the next good one is.

    `good` is `None` where that cannot be said. `status` names what decides:
    "sensitive_day", "holiday", "closure" (for a firm), "rest_day", "quiet",
    "unlawful" (outside the law's hours for a call or an SMS), "working",
    "sociable" or "unknown". `local` and `not_before` are in the reader's zone;
    `estimated` says that the day rests on a sighting of the moon.
    """

    good: bool | None = None
    status: str = "unknown"
    at: dt.datetime | None = None
    zone: str | None = None
    local: dt.datetime | None = None
    rest_day: bool | None = None
    holiday: str | None = None
    estimated: bool = False
    closures: tuple[str, ...] = ()
    sensitive_days: tuple[str, ...] = ()
    not_before: dt.datetime | None = None

    _coerce: ClassVar = {
        "closures": lambda _, value: tuple(value),
        "sensitive_days": lambda _, value: tuple(value),
    }

    def __str__(self) -> str:
        if self.local is None:
            return "when to send cannot be said"
        now = f"{self.local:%A %Y-%m-%d %H:%M} in {self.zone}"
        if self.good:
            return f"{now}: good ({self.status})"
        verdict = "not good" if self.good is False else "nothing against it"
        line = f"{now}: {verdict} ({self.status.replace('_', ' ')})"
        if self.not_before is not None and self.not_before != self.local:
            line += f"; better from {self.not_before:%A %Y-%m-%d %H:%M}"
        return line


def send_window(reader: Reader, *, at: dt.datetime | None = None) -> Window:
    """Whether `at` is a good moment to reach the reader, and the next one that is.

    >>> from culturekit.reader import resolve
    >>> at = dt.datetime(2026, 11, 20, 21, 30, tzinfo=dt.UTC)
    >>> print(send_window(resolve("de-DE"), at=at))
    Friday 2026-11-20 22:30 in Europe/Berlin: not good (quiet); better from Monday 2026-11-23 08:00

    `at` is the situation's when it is not given; without either nothing can be
    said, for no verb reads the clock. A datetime without a zone is read in the
    sender's; where that is unknown too, nothing is said. A firm is reached in its
    working hours, a person in sociable ones besides; a phone call and an SMS keep
    the law's hours too. Of an unknown territory only the hour is judged, of an
    unknown zone nothing. Raises `InvalidValue` for what is no datetime, or one
    that no calendar can hold.
    """
    at = reader.situation.at if at is None else at
    local, reason = calendar.local_time(reader, at)
    version = reader.store.version
    if local is None:
        return Window(
            good=None,
            status="unknown",
            at=at,
            zone=reader.zone,
            reasons=(reason,),
            data_version=version,
        )
    now = calendar.moment(reader, local)
    day = now.day
    good: bool | None = calendar.is_good(reader, now)
    if good and (day is None or day.rest is None):
        good = None  # a good hour, on a day of which nothing is known
    return Window(
        good=good,
        status=_status(reader, now),
        at=at,
        zone=reader.zone,
        local=local,
        rest_day=day.rest if day else None,
        holiday=day.holiday.name if day and day.holiday else None,
        estimated=_estimated(day),
        closures=tuple(one.effect for one in day.closures) if day else (),
        sensitive_days=tuple(one.name for one in day.sensitive) if day else (),
        not_before=calendar.next_good_moment(reader, local),
        reasons=(reason, *_reasons(reader, now)),
        data_version=version,
    )


def _status(reader: Reader, now: calendar.Moment) -> str:
    """What decides, the weightiest first."""
    day = now.day
    if day is not None:
        if any(one.effect != "soften" for one in day.sensitive):
            return "sensitive_day"
        if day.holiday:
            return "holiday"
        if reader.organisation is not None and any(not one.season for one in day.closures):
            return "closure"
        if day.rest:
            return "rest_day"
    if now.legal is False:
        return "unlawful"
    return now.hours


def _estimated(day: calendar.Day | None) -> bool:
    return day is not None and (
        bool(day.holiday and day.holiday.estimated)
        or any(one.estimated for one in day.closures)
        or any(one.estimated for one in day.sensitive)
    )


def _reasons(reader: Reader, now: calendar.Moment) -> Iterator[Reason]:
    clock = f"{now.local:%H:%M}"
    if now.day is None:
        yield Reason(
            "the territory is unknown: nothing is said about days off and holidays", Level.NOTHING
        )
    else:
        yield from calendar.day_reasons(now.day, reader.territory or "")
    if now.legal_hours is not None:
        verb = "inside" if now.legal else "outside"
        yield Reason(
            f"{clock} is {verb} the hours that the law of {reader.territory} allows"
            f" on the {reader.situation.channel}",
            Level.TERRITORY,
            now.legal_hours.confidence,
            now.legal_hours,
        )
    if now.hours == "working":
        claim = f"{clock} is inside the working hours usual in {reader.territory}"
        yield Reason(claim, Level.TERRITORY, Confidence.LOW, now.working_hours)
    else:
        verb = "inside" if now.hours == "sociable" else "outside"
        yield calendar.sociable_reason(
            reader.store, f"{clock} is {verb} the hours that disturb nobody"
        )
        if now.working_hours is None and reader.organisation is not None:
            where = reader.territory or "an unknown territory"
            yield Reason(f"the working hours of {where} are not on record", Level.NOTHING)
