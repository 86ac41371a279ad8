"""Payment: what a source ranks, what a shop lacks, reminders, and no rate that is made up."""

from __future__ import annotations

import datetime as dt
import json
import pickle
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import culturekit as ck
from culturekit import phrases
from culturekit.payments import invoice_lines, payment_gap, payment_methods, payment_reminder
from culturekit.reader import resolve
from culturekit.store import open as open_store

STORE = open_store()
CODES = sorted({*STORE.names("territories"), "AQ"})
BANKS = [name for name in STORE.names("phrases") if name != "index"]


# --- methods --------------------------------------------------------------------------------


@given(st.sampled_from(CODES))
def test_methods_stand_in_the_order_of_their_evidence(code):
    found = payment_methods(code)
    ranks = [one.rank for one in found if one.rank is not None and one.usable]
    assert ranks == sorted(ranks)
    assert found.ranked == bool(ranks)
    order = [(not one.usable, one.meaning != "preference") for one in found]
    assert order == sorted(order)
    for one in found:
        assert one.source
        assert one.as_of
        assert one.share is None or 0 < one.share <= 1
        assert one.share is None or one.year
    if not found.ranked:
        assert found.reasons[-1].level == "nothing"


def test_ranks_shares_and_years_are_those_of_the_source():
    first = payment_methods("NL").methods[0]
    assert (first.name, first.rank, first.year) == ("iDEAL", 1, 2023)
    assert first.share == pytest.approx(0.6)
    assert str(first) == "1. iDEAL (60%, 2023)"
    assert payment_methods("NL").as_of <= "2026-11"


def test_a_method_that_was_closed_comes_last_and_is_said_to_be():
    closed = [one for one in payment_methods("DE") if one.closed]
    assert {"giropay", "Sofort"} <= {one.name for one in closed}
    assert payment_methods("DE").methods[-1].closed


def test_at_least_seventy_territories_have_more_than_paypal():
    having = [code for code in CODES if any(one.id != "paypal" for one in payment_methods(code))]
    assert len(having) >= 70


def test_an_unknown_territory_has_no_methods_and_a_reason():
    found = payment_methods(None)
    assert (found.methods, str(found)) == ((), "unknown")
    assert "unknown" in found.explain()
    assert "nothing is on record about payment" in payment_methods("AQ").explain()


# --- gaps -----------------------------------------------------------------------------------


def test_what_a_shop_lacks_is_what_people_prefer():
    gap = payment_gap(["Visa", "PayPal"], "BR")
    assert [one.name for one in gap.missing] == ["Pix"]
    assert {one.name for one in gap.covered} >= {"credit card", "PayPal"}
    assert "Boleto" in {one.name for one in gap.also_available}
    full = payment_gap(["pix", "credit card"], "BR")
    assert full.missing == ()
    assert str(full) == "nothing is missing that a source calls preferred"


def test_names_are_compared_without_case_signs_and_brands():
    for name in ("IDEAL", "iDeal", "i-deal"):
        assert "iDEAL" in {one.name for one in payment_gap([name], "NL").covered}
    assert payment_gap(["Mastercard"], "US").covered[0].name == "card"


def test_a_closed_method_helps_nobody():
    gap = payment_gap(["giropay", "moonbeams"], "DE")
    assert [one.name for one in gap.useless] == ["giropay"]
    assert gap.not_on_record == ("moonbeams",)
    assert "giropay" not in {one.name for one in gap.covered}
    assert [one.name for one in payment_gap(["Wise"], "VE").useless] == ["Wise"]
    assert str(payment_methods("VE").methods[-1]) == "Wise (not available)"


@given(st.sampled_from(CODES), st.data())
def test_offering_all_leaves_no_gap_and_offering_more_never_widens_one(code, data):
    names = [one.name for one in payment_methods(code) if one.usable]
    assert payment_gap(names, code).missing == ()
    some = data.draw(st.lists(st.sampled_from([*names, "x"]), max_size=4))
    less = payment_gap(some, code).missing
    more = payment_gap([*some, *names[:1]], code).missing
    assert set(more) <= set(less)


@pytest.mark.parametrize("offered", ["PayPal", None, [1], [""]])
def test_what_is_no_list_of_names_is_refused(offered):
    with pytest.raises(ck.InvalidValue, match="offered"):
        payment_gap(offered, "DE")


# --- reminders ------------------------------------------------------------------------------

WHOLE = {
    "invoice": "R-7",
    "amount": ck.Money("49.90", "EUR"),
    "due": dt.date(2026, 11, 1),
    "pay_by": dt.date(2026, 12, 4),
}


@pytest.mark.parametrize(
    ("days", "tone"),
    [(-3, "notice"), (0, "notice"), (1, "friendly"), (14, "friendly"), (15, "plain"), (30, "plain"),
     (31, "firm"), (400, "firm")],
)  # fmt: skip
def test_the_tone_grows_firmer_with_the_days(days, tone):
    found = payment_reminder(resolve("de-DE"), days, **WHOLE)
    assert found.tone == tone
    assert found.text


@pytest.mark.parametrize("bank", BANKS)
@pytest.mark.parametrize("register", ["formal", "informal"])
def test_every_phrase_bank_has_every_reminder_with_and_without_figures(bank, register):
    reader = resolve(bank, register=register)
    seen = set()
    for days in (0, 3, 20, 60):
        text = payment_reminder(reader, days, **WHOLE).text
        assert "{" not in text
        assert ".." not in text
        seen.add(text)
        bare = payment_reminder(reader, days).text
        assert (bare is None) == (days == 0)
    assert len(seen) == 4


def test_the_words_are_the_readers():
    text = payment_reminder(resolve({"locale": "fr-FR", "register": "informal"}), 20, **WHOLE).text
    assert text.splitlines()[1] == "Nous t’avons déjà écrit au sujet de ce paiement."
    assert "49,90\xa0€" in text
    assert payment_reminder(resolve("ja-JP"), 3).text.startswith("お支払いを")


@pytest.mark.parametrize("preference", ["payment_difficulty", "vulnerable"])
def test_whoever_finds_it_hard_to_pay_is_offered_help_however_late(preference):
    person = {"locale": "en-GB", "preferences": {preference: True}}
    found = payment_reminder(resolve(person), 90, **WHOLE)
    assert found.tone == "considerate"
    assert "difficult" in found.text
    assert "last reminder" not in found.text
    assert found.reasons[1].level == "person"
    assert found.reasons[1].fact.source


def test_after_a_death_nothing_is_written():
    situation = ck.Situation(topic="bereavement")
    found = payment_reminder(resolve("en-GB", situation=situation), 60, **WHOLE)
    assert found.text is None
    assert "somebody has died" in found.explain()


def test_a_language_without_a_bank_gets_no_text_and_a_reason():
    found = payment_reminder(resolve("sw-KE"), 20)
    if "sw" not in BANKS:
        assert found.text is None
        assert "has no such wording" in found.explain()
    assert payment_reminder(resolve({}), 20).text is None


def test_the_phrases_of_the_reminders_exist():
    known = phrases.known(STORE)
    rules = STORE.rules("payments")
    for stage in (*rules["reminder"], rules["gentle"]):
        for line in stage["lines"]:
            assert set(line) <= set(known)


@pytest.mark.parametrize("days", [None, True, 3.5, "3"])
def test_what_is_no_number_of_days_is_refused(days):
    with pytest.raises(ck.InvalidValue, match="days_overdue"):
        payment_reminder(resolve("de-DE"), days)


# --- invoices -------------------------------------------------------------------------------

LINES = [
    {"description": "Wartung", "quantity": "1.5", "price": ck.Money("80", "EUR")},
    {"description": "Lizenz", "price": ck.Money("1249.995", "EUR")},
]


def test_lines_are_written_for_the_reader_and_keep_their_iso_values():
    found = invoice_lines(resolve("de-DE"), LINES)
    assert found.lines[0].text == "Wartung: 1,5 × 80,00\xa0€ = 120,00\xa0€"
    assert found.lines[0].amount == ck.Money("120.00", "EUR")
    assert found.lines[1].amount == ck.Money("1250.00", "EUR")  # half up
    assert found.totals == (ck.Money("1370.00", "EUR"),)
    assert found.total_text == "= 1.370,00\xa0€"
    assert found.converted is None


def test_two_currencies_are_shown_by_the_rate_that_was_passed():
    found = invoice_lines(
        resolve("en-US"),
        LINES,
        currency="USD",
        rates={"EUR": "1.10"},
        rate_date=dt.date(2026, 11, 20),
    )
    assert found.lines[0].converted == ck.Money("132.00", "USD")
    assert found.lines[0].text.endswith("€120.00 ($132.00)")
    assert found.converted == ck.Money("1507.00", "USD")
    assert found.total_text == "= €1,370.00 ($1,507.00)"
    assert "1 EUR = 1.10 USD" in found.explain()
    assert "of 2026-11-20" in found.explain()


def test_no_rate_is_ever_made_up():
    found = invoice_lines(resolve("en-US"), LINES, currency="USD")
    assert found.lines[0].converted is None
    assert found.converted is None
    assert "no rate from EUR to USD was passed" in found.explain()


def test_digits_are_those_of_the_currency():
    yen = invoice_lines(
        resolve("ja-JP"), [{"description": "本", "quantity": 3, "price": ck.Money("333.5", "JPY")}]
    )
    assert yen.totals == (ck.Money("1001", "JPY"),)
    dinar = invoice_lines(resolve("en"), [{"description": "x", "price": ck.Money("1.2345", "KWD")}])
    assert dinar.totals[0].amount == Decimal("1.235")


def test_several_currencies_have_a_total_each():
    lines = [*LINES, {"description": "Fee", "price": ck.Money("5", "USD")}]
    found = invoice_lines(resolve("de-DE"), lines)
    assert [one.currency for one in found.totals] == ["EUR", "USD"]


@pytest.mark.parametrize(
    ("lines", "rates", "match"),
    [
        ("x", {}, "lines"),
        ([{"description": "x"}], {}, "price of line 1"),
        ([{"description": "x", "price": ck.Money(1, "EUR"), "unit": "h"}], {}, "line 1"),
        ([{"price": ck.Money(1, "EUR")}], {}, "description of line 1"),
        (LINES, {"EUR": 0}, "rate of EUR"),
        (LINES, {"EUR": "much"}, "amount"),
        ([{"description": "x", "price": ck.Money("1E+40", "EUR")}], {}, "digits"),
    ],
)
def test_lines_that_cannot_be_read_are_refused(lines, rates, match):
    with pytest.raises(ck.InvalidValue, match=match):
        invoice_lines(resolve("de-DE"), lines, currency="USD", rates=rates)


@given(
    st.lists(
        st.tuples(st.integers(1, 99), st.decimals(0, 10_000, places=2)), min_size=1, max_size=5
    )
)
def test_a_total_is_the_sum_of_its_lines(rows):
    lines = [
        {"description": "x", "quantity": count, "price": ck.Money(price, "EUR")}
        for count, price in rows
    ]
    found = invoice_lines(resolve("fr-FR"), lines, currency="CHF", rates={"EUR": "0.937"})
    assert found.totals[0].amount == sum(one.amount.amount for one in found.lines)
    assert found.converted.amount == sum(one.converted.amount for one in found.lines)


@pytest.mark.parametrize(
    "answer",
    [
        payment_methods("DE"),
        payment_gap(["Visa"], "NL"),
        payment_reminder(resolve("pl-PL"), 20, **WHOLE),
        invoice_lines(resolve("de-DE"), LINES, currency="USD", rates={"EUR": 2}),
    ],
)
def test_an_answer_survives_json_and_pickle(answer):
    assert pickle.loads(pickle.dumps(answer)) == answer  # noqa: S301  # our own bytes
    again = type(answer).from_dict(json.loads(json.dumps(answer.to_dict())))
    assert str(again) == str(answer)
