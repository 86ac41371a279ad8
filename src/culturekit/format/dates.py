"""Dates, times and spans of time, as the locale writes them.

Names and positional order are Babel's. There is no current time here: a value
must be given.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from .cldr import tag_text
from .intervals import format_interval, format_timedelta
from .patterns import Date, Time, as_date, as_datetime, as_time, check_zone, format_text
from .skeletons import compile_style, format_skeleton

__all__ = [
    "Date",
    "Time",
    "format_date",
    "format_datetime",
    "format_interval",
    "format_skeleton",
    "format_time",
    "format_timedelta",
]


def format_date(
    date: Date,
    format: str = "medium",
    locale: Any = None,
    *,
    tzinfo: dt.tzinfo | str | None = None,
) -> str:
    """A date as the locale writes it.

    >>> import datetime as dt
    >>> format_date(dt.date(2026, 3, 7), locale="de-DE")
    '07.03.2026'
    >>> format_date(dt.date(2026, 3, 7), "full", locale="ja-JP-u-ca-japanese")
    '令和8年3月7日土曜日'

    `format` is "full", "long", "medium", "short" or a CLDR date pattern. An
    aware `datetime` is shown with its date in `tzinfo`, or in the tag's `-u-tz-`.
    Raises `InvalidValue` for what is no date and for a missing or malformed
    locale; the current date is never used.
    """
    write, zone = compile_style(
        "date",
        locale if type(locale) is str else tag_text(locale),
        format if type(format) is str else format_text(format),
    )
    if type(date) is dt.date:
        return write(date)
    return write(as_date(date, check_zone(tzinfo) or zone))


def format_time(
    time: Time,
    format: str = "medium",
    tzinfo: dt.tzinfo | str | None = None,
    locale: Any = None,
) -> str:
    r"""A time of day as the locale writes it.

    >>> import datetime as dt
    >>> format_time(dt.time(15, 30), "short", locale="en-US")
    '3:30\u202fPM'
    >>> format_time(dt.time(15, 30), "short", locale="en-US-u-hc-h23")
    '15:30'

    A `datetime` is shown in `tzinfo`, or in the tag's `-u-tz-`; a naive one is
    taken as UTC, as in Babel. A bare `time` is shown as it stands. Raises
    `InvalidValue` as `format_date` does.
    """
    write, zone = compile_style(
        "time",
        locale if type(locale) is str else tag_text(locale),
        format if type(format) is str else format_text(format),
    )
    return write(as_time(time, check_zone(tzinfo) or zone))


def format_datetime(
    datetime: dt.datetime | Date,
    format: str = "medium",
    tzinfo: dt.tzinfo | str | None = None,
    locale: Any = None,
) -> str:
    r"""A date with a time of day as the locale writes it.

    >>> import datetime as dt
    >>> noon = dt.datetime(2026, 3, 7, 12, 0, tzinfo=dt.timezone.utc)
    >>> format_datetime(noon, "short", tzinfo="Asia/Tokyo", locale="ja")
    '2026/03/07 21:00'
    >>> format_datetime(noon, "long", locale="en-GB-u-tz-gblon")
    '7 March 2026 at 12:00:00 GMT'

    Options are those of `format_time`.
    """
    write, zone = compile_style(
        "datetime",
        locale if type(locale) is str else tag_text(locale),
        format if type(format) is str else format_text(format),
    )
    return write(as_datetime(datetime, check_zone(tzinfo) or zone))
