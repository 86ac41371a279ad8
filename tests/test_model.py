"""The nouns: checked on the way in, plain on the way out, and the same again."""

from __future__ import annotations

import datetime as dt
import pickle
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import culturekit as ck
from culturekit.model import Pair, freeze, plain

words = st.text(min_size=1, max_size=12)
names = st.builds(ck.Name, title=st.none() | words, given=st.none() | words, surname=words)
customers = st.builds(
    ck.Customer,
    locale=st.sampled_from(["de-DE", "ja", "ar-SA"]),
    name=st.none() | names,
    gender=st.none() | st.sampled_from(list(ck.Gender)),
    languages=st.dictionaries(st.sampled_from(["email", "phone"]), words),
    marketing_consent=st.none() | st.booleans(),
    avoid=st.frozensets(words, max_size=3),
    preferences=st.dictionaries(words, st.integers() | st.lists(words, max_size=2), max_size=2),
)
situations = st.builds(
    ck.Situation,
    channel=st.none() | st.sampled_from(list(ck.Channel)),
    # the years that a situation can hold
    at=st.none()
    | st.datetimes(dt.datetime(2, 1, 1), dt.datetime(9989, 1, 1), timezones=st.just(dt.UTC)),
    first_contact=st.none() | st.booleans(),
    relationship_months=st.none() | st.integers(0, 600),
)


@given(st.one_of(customers, situations, names))
def test_a_noun_survives_its_dict_and_its_pickle(noun):
    assert type(noun).from_dict(noun.to_dict()) == noun
    assert pickle.loads(pickle.dumps(noun)) == noun  # noqa: S301
    assert hash(noun) == hash(type(noun).from_dict(noun.to_dict()))


@given(st.dictionaries(words, st.integers()))
def test_the_order_of_a_mapping_does_not_matter(mapping):
    backwards = dict(reversed(mapping.items()))
    assert ck.Customer(preferences=mapping) == ck.Customer(preferences=backwards)


def test_plain_strings_are_read_as_words():
    assert ck.Customer(gender="female").gender is ck.Gender.FEMALE
    assert ck.Offer("renewal", ["Pork "]).tags == {"pork"}


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: ck.Customer(gender="f"), "gender cannot be 'f'; accepted: female, male, neutral"),
        (lambda: ck.Customer(locale=5), "locale cannot be 5; accepted: text"),
        (
            lambda: ck.Customer(languages={"fax": "de"}),
            "channel of languages cannot be 'fax'; accepted: email, chat, phone, sms, social,"
            " letter, any",
        ),
        (lambda: ck.Message.from_dict({}), "message cannot be {}; accepted: a mapping with body"),
        (lambda: ck.Kit(policy=(1, 2)), "policy cannot be (1, 2); accepted: a mapping of limits"),
        (lambda: ck.Customer(languages={"sms": 7}), "languages.sms cannot be 7; accepted: a BCP"),
        (lambda: ck.Situation(relationship_months=-1), "a whole number, 0 or more"),
        (lambda: ck.Situation(at="tomorrow"), "an ISO 8601 date and time"),
        (lambda: ck.Money("ten", "EUR"), "a number, such as '49.90'"),
        (lambda: ck.Money("NaN", "EUR"), "a finite number"),
        (lambda: ck.Money("1", "EURO"), "an ISO 4217 code"),
        (lambda: ck.Message("x", format="markdown"), "accepted: text, html"),
        (lambda: ck.Customer.from_dict({"locle": "de"}), "accepted: locale"),
        (lambda: ck.Customer.from_dict("de"), "a mapping of its fields"),
    ],
)
def test_a_wrong_value_is_refused_with_what_would_be_right(make, said):
    with pytest.raises(ck.InvalidValue) as caught:
        make()
    assert said in str(caught.value)
    assert isinstance(caught.value, ValueError)


def test_money_is_exact():
    assert ck.Money(49.9, "eur").amount == Decimal("49.9")
    assert ck.Money("0.1", "USD").amount + ck.Money("0.2", "USD").amount == Decimal("0.3")


def test_verdicts_are_ordered_by_rank():
    ranks = [verdict.rank for verdict in ck.Verdict]
    assert ranks == [0, 1, 2, 3, 4]
    assert ck.Verdict("appropriate").rank < ck.Verdict("prohibited").rank


def test_frozen_mappings_come_out_as_mappings():
    frozen = freeze({"b": [1, 2], "a": {"x": 1}})
    assert frozen == (Pair(("a", (Pair(("x", 1)),))), Pair(("b", (1, 2))))
    assert plain(frozen) == {"a": {"x": 1}, "b": [1, 2]}


def test_a_reason_names_its_source_and_date():
    source = ck.Source("x-1", "The book", url="https://example.org/book")
    fact = ck.Fact(value=14, source=source, as_of="2026")
    line = str(ck.Reason("14 days to return", level="territory", weight="high", fact=fact))
    assert line.splitlines() == [
        "14 days to return (territory, high)",
        "    x-1: The book, https://example.org/book, as of 2026",
    ]


def test_answers_survive_their_dict_too():
    kit = ck.Kit(sender="en-US")
    to = {"locale": "ja-JP", "name": {"given": "由紀", "surname": "田中"}}
    at = "2026-03-07T12:00:00+00:00"
    for answer in (
        kit.greet(to),
        kit.tone(to),
        kit.upsell(to, topic="complaint"),
        kit.send_window(to, at=at),
        kit.check("Let's touch base!", to=to),
        kit.compare("JP", "US"),
        kit.adapt("Thank you for your order.", to=to, situation={"at": at}),
    ):
        again = type(answer).from_dict(answer.to_dict())
        assert again == answer
        assert hash(again) == hash(answer)
        assert pickle.loads(pickle.dumps(answer)) == answer  # noqa: S301


def test_a_repr_is_one_line_with_what_is_known():
    assert repr(ck.Customer("ja-JP", register="formal")) == (
        "Customer(locale='ja-JP', register='formal')"
    )
    assert repr(ck.Fact(None)) == "Fact(value=None)"
    answer = ck.greet({"locale": "ja-JP", "name": {"given": "由紀", "surname": "田中"}})
    assert "\n" not in repr(answer)
    assert "Reason" not in repr(answer)


@pytest.mark.parametrize("value", [None, (), "", 0, False])
def test_an_empty_value_survives_a_round_trip(value):
    assert ck.Fact.from_dict(ck.Fact(value).to_dict()).value == ck.Fact(value).value


@pytest.mark.parametrize("field", ["packs", "policy", "backends", "datasets", "sender"])
def test_a_kit_says_what_it_takes(field):
    with pytest.raises(ck.InvalidValue, match=f"{field} cannot be 3; accepted: "):
        ck.Kit(**{field: 3})


@pytest.mark.parametrize(
    ("prefix", "surname", "full"),
    [
        ("van den", "Berg", "van den Berg"),
        ("d'", "Ancona", "d'Ancona"),
        ("d’", "Ancona", "d’Ancona"),
        ("al-", "Masri", "al-Masri"),
    ],
)
def test_a_prefix_with_an_apostrophe_or_a_hyphen_is_one_word_with_the_surname(
    prefix, surname, full
):
    assert ck.Name(surname_prefix=prefix, surname=surname).full_surname == full
