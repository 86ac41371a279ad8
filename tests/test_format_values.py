"""Values by their type, and what is printed where a value cannot be read."""

from __future__ import annotations

import datetime as dt

import pytest

import culturekit as ck
from culturekit.format.values import write_value


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (ck.Phone("ask for Bob"), "ask for Bob"),
        (ck.Quantity("1.50", "smoot"), "1.50 smoot"),
        (ck.Name(title="Dr."), "Dr."),
        (
            ck.Address(
                territory="XX",
                name="Ann",
                street_address="1 High Road\nFlat 2",
                city="Ulm",
                postal_code="89073",
            ),
            "Ann\n1 High Road\nFlat 2\n89073 Ulm\nXX",
        ),
        ({"city": "Ulm", "phone": ck.Phone("?")}, "city: Ulm, phone: ?"),
        ([ck.Phone("?"), "x"], "? and x"),
        (ck.Situation(), "(Situation)"),
        (object(), "(object)"),
        (b"abc", "(bytes)"),
        (True, "True"),
    ],
)
def test_what_cannot_be_formatted_stands_as_it_was_given(value, text):
    written = write_value(value, locale="en-GB")
    assert written.text == text
    assert written.problem


def test_a_set_is_a_list_in_the_same_order_every_time():
    assert write_value(frozenset({"vegan", "halal", "kosher"}), locale="en-GB") == (
        "halal, kosher and vegan",
        None,
    )


def test_a_value_of_a_known_type_has_no_problem():
    assert write_value(dt.date(2026, 3, 7), locale="de").problem is None
