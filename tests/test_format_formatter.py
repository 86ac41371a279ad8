"""Kept formatters: the same text as the plain call, from any thread, nothing remembered."""

from __future__ import annotations

import datetime as dt
import inspect
import threading
from collections.abc import Callable
from typing import Any

import pytest

import culturekit.format as formats
from culturekit.errors import InvalidValue
from culturekit.format import formatter

MOMENT = dt.datetime(2026, 3, 7, 15, 30, 5, tzinfo=dt.UTC)
CASES: list[tuple[str, tuple[Any, ...], tuple[Any, ...]]] = [
    ("decimal", (), (-1234.5,)),
    ("percent", (), (0.256,)),
    ("scientific", (), (12345,)),
    ("currency", ("EUR",), (-1234.5,)),
    ("compact_decimal", (), (12345,)),
    ("compact_currency", ("EUR",), (12345,)),
    ("unit", ("kilometer",), (5,)),
    ("list", ("or",), (["a", "b", "c"],)),
    ("date", ("full",), (MOMENT.date(),)),
    ("time", ("short",), (MOMENT,)),
    ("datetime", ("long",), (MOMENT,)),
    ("skeleton", ("yMMMEd",), (MOMENT,)),
    ("interval", ("yMMMd",), (MOMENT.date(), dt.date(2026, 5, 1))),
    ("timedelta", ("hour",), (dt.timedelta(days=3),)),
]


@pytest.mark.parametrize("locale", ["de-DE", "en-US", "ar-EG", "ja-JP"])
@pytest.mark.parametrize(("name", "options", "values"), CASES, ids=[case[0] for case in CASES])
def test_a_kept_formatter_writes_what_the_plain_call_writes(
    name: str, options: tuple[Any, ...], values: tuple[Any, ...], locale: str
) -> None:
    kept = getattr(formatter, name)(*options, locale=locale)
    plain = getattr(formats, f"format_{name}")
    arguments = (*options, *values) if name == "skeleton" else (*values, *options)
    assert kept(*values) == plain(*arguments, locale=locale)


def test_every_format_has_its_formatter() -> None:
    plain = {name.removeprefix("format_") for name in formats.__all__ if name[:7] == "format_"}
    people = {"address", "name", "phone", "quantity"}
    assert plain - people == set(formatter.__all__)


@pytest.mark.parametrize("name", [case[0] for case in CASES])
def test_options_are_those_of_the_plain_call(name: str) -> None:
    kept = inspect.signature(getattr(formatter, name)).parameters
    plain = inspect.signature(getattr(formats, f"format_{name}")).parameters
    assert set(kept) <= set(plain)
    for option in kept.keys() - {"locale"}:
        assert kept[option].default == plain[option].default, option


def test_a_formatter_is_made_once_and_a_value_is_never_kept() -> None:
    assert formatter.currency("EUR", locale="de") is formatter.currency("EUR", locale="de")
    assert not hasattr(formatter.currency("EUR", locale="de"), "cache_info")


@pytest.mark.parametrize("name", [case[0] for case in CASES])
def test_a_locale_is_required(name: str) -> None:
    make = getattr(formatter, name)
    options = {"unit": ("kilometer",), "skeleton": ("yMd",)}.get(name, ())
    with pytest.raises(InvalidValue, match="locale cannot be None"):
        make(*options, locale=None)


def test_threads_get_the_same_text() -> None:
    locales = ["de", "en", "fr", "ar-EG", "ja", "he", "pl", "ru", "hi", "th"]
    found: list[list[str]] = []

    def work() -> None:
        texts = []
        for locale in locales:
            texts.append(formats.format_currency(-1234.5, "EUR", locale=locale))
            texts.append(formats.format_date(MOMENT.date(), "full", locale))
            texts.append(formats.format_unit(2, "kilometer", locale=locale))
        found.append(texts)

    workers: list[threading.Thread] = [threading.Thread(target=work) for _ in range(8)]
    start: Callable[[threading.Thread], None] = threading.Thread.start
    for worker in workers:
        start(worker)
    for worker in workers:
        worker.join()
    assert len(found) == 8
    assert all(texts == found[0] for texts in found)
