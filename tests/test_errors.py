"""Errors: one tree, clear words, and nothing lost on the way between processes."""

from __future__ import annotations

import pickle

import pytest

import culturekit as ck

ALL = [
    ck.InvalidValue("verdict", "mabye", accepted=("appropriate", "avoid")),
    ck.UnknownLocale("Jpan", suggestions=("Japan",)),
    ck.UnknownLocale("xx", suggestions=(f"l{number}" for number in range(100))),
    ck.UnknownTerritory("Atlantis"),
    ck.DataError("law/JP.toml", "withdrawal.period", "a source id", line=3),
    ck.MissingDependency("translate", "ctranslate2"),
    ck.TranslationUnavailable(("en", "de"), [("en", "es")]),
    ck.PackageRejected("path leaves the package"),
]


@pytest.mark.parametrize("error", ALL, ids=lambda error: type(error).__name__)
def test_an_error_is_of_the_tree_and_can_be_pickled(error):
    again = pickle.loads(pickle.dumps(error))  # noqa: S301
    assert isinstance(error, ck.CultureKitError)
    assert (type(again), str(again), vars(again)) == (type(error), str(error), vars(error))


@pytest.mark.parametrize("error", ALL, ids=lambda error: type(error).__name__)
def test_a_message_starts_in_lower_case_and_stays_short(error):
    assert not str(error)[0].isupper()
    assert len(str(error)) < 300


def test_standard_handlers_catch_them():
    assert issubclass(ck.InvalidValue, ValueError)
    assert issubclass(ck.UnknownTerritory, LookupError)
    assert issubclass(ck.MissingDependency, ImportError)


def test_a_long_value_is_cut_in_the_message_but_kept_in_the_error():
    error = ck.InvalidValue("name", "x" * 10_000)
    assert len(str(error)) < 120
    assert error.given == "x" * 10_000
