"""Rows of files in, adaptations out: columns, typed cells, broken rows, customers by id."""

from __future__ import annotations

import datetime as dt
import io
import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from culturekit import (
    CultureKitError,
    Customer,
    InvalidValue,
    Kit,
    Message,
    Money,
    Name,
    Organisation,
    Phone,
    Quantity,
)
from culturekit.batch import (
    Adapted,
    CsvRows,
    CustomerIndex,
    Row,
    RowError,
    adapt_many,
    read_jsonl,
    row_of,
)
from culturekit.batch.values import KINDS, read_object, read_value

KIT = Kit(sender={"locale": "en-US"})


def rows_of(text: str | bytes, **options):
    raw = text.encode() if isinstance(text, str) else text
    return list(CsvRows(io.BytesIO(raw), **options))


# --- cells -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("EUR 49.90", Money("49.90", "EUR")),
        ("JPY -500", Money("-500", "JPY")),
        ("TRY 250", Money("250", "TRY")),
        ("TOP 10.00", Money("10.00", "TOP")),
        ("HRK 75.30", Money("75.30", "HRK")),  # until 2023
        ("2026-03-07", dt.date(2026, 3, 7)),
        ("2026-03-07T14:30", dt.datetime(2026, 3, 7, 14, 30)),
        ("2026-03-07 14:30Z", dt.datetime(2026, 3, 7, 14, 30, tzinfo=dt.UTC)),
        ("14:30", dt.time(14, 30)),
        ("5 kilogram", Quantity(5, "kilogram")),
        ("0.5 kilometer-per-hour", Quantity("0.5", "kilometer-per-hour")),
    ],
)
def test_a_cell_is_what_it_plainly_says(cell, value):
    assert read_value(cell) == value


@pytest.mark.parametrize(
    "cell",
    [
        "10042",  # an order number, not a quantity
        "0049.90",
        "2026-13-01",  # no such month
        "25:00",
        "3/7/2026",
        "20260307",
        "1,234.50",
        "49,90 €",
        "XYZ 5",  # no currency of that code
        "TOP 10",
        "MAY 5",
        "ALL 365",
        "DEM 5",  # until 2001
        "EUR 007",
        "EUR 4006381333931000",  # longer than any price
        "eur 5",
        "EUR  5",
        "5 kilo",
        "A-10042",
        "+49 30 901820",
        "",
        "١٢٣",
    ],
)
def test_what_is_not_plain_stays_text(cell):
    assert read_value(cell) == cell


def test_a_column_may_state_its_kind():
    assert read_value("3", "number") == 3
    assert read_value("3.50", "number") == Decimal("3.50")
    assert read_value("EUR 5", "text") == "EUR 5"
    assert read_value("TOP 10", "money") == Money("10", "TOP")
    assert read_value("+49 30 901820", "phone") == Phone("+49 30 901820")
    assert read_value("a; 2026-03-07;", "list") == ["a", dt.date(2026, 3, 7)]


@pytest.mark.parametrize(
    ("kind", "cell"),
    [
        ("number", "many"),
        ("money", "49.90"),
        ("date", "soon"),
        ("time", "9"),
        ("datetime", "x"),
        ("quantity", "5 parsnip"),
        ("number", "9" * 50),
        ("money", "ZZZ 5"),
    ],
)
def test_a_cell_of_another_kind_than_stated_is_an_error(kind, cell):
    with pytest.raises(InvalidValue):
        read_value(cell, kind)


def test_values_of_json_may_be_objects():
    assert read_object({"type": "name", "given": "Ada"}) == Name(given="Ada")
    assert read_object({"type": "money", "amount": "5", "currency": "EUR"}) == Money(5, "EUR")
    assert read_object({"city": "Ulm", "since": "2026-03-07"}) == {
        "city": "Ulm",
        "since": dt.date(2026, 3, 7),
    }
    with pytest.raises(InvalidValue, match="type of value"):
        read_object({"type": "wish"})
    with pytest.raises(InvalidValue):
        read_object({"type": "money", "amount": "5"})


@given(st.text(max_size=40))
def test_without_a_kind_nothing_raises_and_text_is_not_changed(cell):
    value = read_value(cell)
    if isinstance(value, str):
        assert value == cell
    else:
        # Whatever was recognised says the same when it is written again.
        assert any(char.isdigit() for char in cell)


@given(st.text(max_size=40), st.sampled_from(sorted(KINDS)))
def test_a_stated_kind_reads_or_raises_typed(cell, kind):
    try:
        read_value(cell, kind)
    except InvalidValue:
        # Only what does not look its kind is refused: text and lists never are.
        assert kind not in ("text", "list", "phone")


# --- rows ------------------------------------------------------------------------------


def test_a_row_of_csv_becomes_a_message_for_somebody():
    (row,) = rows_of(
        "id,to,title,given,surname,gender,register,topic,at,body,value.day,value.n:number,offer\n"
        'm1,de-AT,Dr.,Anna,Krüger,female,formal,refund,2026-03-07T09:00Z,"Hi,\n{day}",'
        "2026-03-07,3,upsell\n"
    )
    assert isinstance(row, Row)
    assert row.message == Message("Hi,\n{day}")
    assert row.to == Customer(
        "de-AT",
        name=Name(title="Dr.", given="Anna", surname="Krüger"),
        gender="female",
        register="formal",
    )
    assert row.values == {"day": dt.date(2026, 3, 7), "n": 3}
    assert row.situation.topic == "refund"
    assert row.situation.at == dt.datetime(2026, 3, 7, 9, tzinfo=dt.UTC)
    assert row.offer.kind == "upsell"


def test_flags_counts_sets_and_wishes_are_read():
    row = row_of(
        {
            "locale": "fr-CH",
            "languages": "chat=en; de",
            "marketing_consent": "No",
            "existing_customer": "yes",
            "avoid": "alcohol; pork",
            "relationship_months": "14",
            "customer_asked": "false",
            "offer_tags": "food; gift",
        },
        2,
    )
    assert row.to.languages == Customer(languages={"chat": "en", "any": "de"}).languages
    assert (row.to.marketing_consent, row.to.existing_customer) == (False, True)
    assert row.to.avoid == {"alcohol", "pork"}
    assert row.situation.relationship_months == 14
    assert row.situation.customer_asked is False
    assert row.offer.tags == {"food", "gift"}


def test_a_company_is_addressed_with_or_without_a_contact():
    assert row_of({"locale": "de-DE", "organisation": "Bauer GmbH"}, 2).to == Organisation(
        "Bauer GmbH", locale="de-DE"
    )
    row = row_of({"locale": "de-DE", "organisation": "Bauer GmbH", "surname": "Vogel"}, 2)
    assert row.to.contact.name.surname == "Vogel"


def test_without_values_braces_are_text_with_a_stated_syntax_they_are_fields():
    assert row_of({"body": "{x}"}, 2).values is None
    assert row_of({"body": "{x}", "syntax": "braces"}, 2).values == {}
    assert row_of({"body": "{x}", "value.x": ""}, 2).values == {}


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"marketing_consent": "maybe"}, "marketing_consent"),
        ({"relationship_months": "a year"}, "relationship_months"),
        ({"value.n:number": "three"}, "value.n:number"),
        ({"value.1x": "a"}, "name of a value"),
        ({"value.x:wish": "a"}, "kind of value"),
        ({"subject": "no body"}, "body"),
        ({"gender": "x"}, "gender"),
        ({"customer": "c1", "locale": "de"}, "customer"),
        ({"to": "de", "locale": "de"}, "to"),
        ({"situation": "busy"}, "situation"),
        ({"values": "x"}, "values"),
        ({"id": []}, "id"),
    ],
)
def test_a_row_that_cannot_be_read_names_its_column(cells, said):
    with pytest.raises(InvalidValue) as caught:
        row_of(cells, 2)
    assert caught.value.what.startswith(said)


def test_broken_rows_are_errors_in_their_places_and_the_rest_goes_on():
    found = rows_of(
        b"\xef\xbb\xbfid;to;body\r\n"
        b"m1;ja-JP;one\r\n"
        b"m2;ja-JP\r\n"
        b"\r\n"
        b"m3;de;\xff\r\n"
        b'm4;de;"a" b\r\n'
        b"m5;de;last",
        name="messages.csv",
    )
    assert [str(one) if isinstance(one, RowError) else one.id for one in found] == [
        "m1",
        "messages.csv:3: 2 cells where the header has 3",
        "messages.csv:5: not UTF-8",
        "messages.csv:6: not CSV: ';' expected after '\"'",
        "m5",
    ]


def test_lines_are_counted_as_an_editor_counts_them():
    found = rows_of('id,to,body\nm1,de,"a\nb\nc"\n\nm2,de\n')
    assert [row.line for row in found] == [2, 6]


@pytest.mark.parametrize(
    "header", ["", "\n", ",,\n", "id,id\n", "value.x:wish,body\n", "value.a b\n", b"\xff,id\n"]
)
def test_a_file_without_a_usable_header_is_refused(header):
    with pytest.raises(InvalidValue):
        rows_of(header)


def test_columns_without_meaning_are_told():
    assert CsvRows(io.BytesIO(b"id,body,ticket,value.x\n")).unread == ("ticket",)


def test_lines_of_json_may_be_flat_or_nested():
    lines = [
        {"id": 7, "to": "ja-JP", "body": "Hi", "value.day": "2026-03-07"},
        {
            "to": {"locale": "de-DE", "name": {"surname": "Krüger"}},
            "body": "Hi",
            "values": {"n": 3, "price": 4.5, "who": {"type": "name", "given": "Ada"}},
            "situation": {"topic": "refund"},
            "offer": {"kind": "renewal", "tags": ["food"]},
        },
        {"customer": ["c1", "c2"], "body": "Hi"},
    ]
    text = "\n".join(json.dumps(line) for line in lines)
    first, second, third = read_jsonl(io.BytesIO(text.encode()))
    assert (first.id, first.values) == ("7", {"day": dt.date(2026, 3, 7)})
    assert second.values == {"n": 3, "price": Decimal("4.5"), "who": Name(given="Ada")}
    assert second.situation.topic == "refund"
    assert second.offer.kind == "renewal"
    assert third.customers == ("c1", "c2")


def test_broken_lines_of_json_are_errors_in_their_places():
    text = b'{"body": "a", "to": "de"}\n{"body"\n\n[1]\n{"body": NaN}\n' + b"[" * 100_000 + b"\n"
    found = list(read_jsonl(io.BytesIO(text)))
    assert isinstance(found[0], Row)
    assert [one.line for one in found[1:]] == [2, 4, 5, 6]
    assert all(isinstance(one, RowError) for one in found[1:])


@given(st.binary(max_size=300))
def test_any_bytes_are_rows_or_errors(raw):
    for read in (CsvRows, read_jsonl):
        try:
            found = list(read(io.BytesIO(raw)))
        except CultureKitError:
            continue
        assert all(isinstance(one, (Row, RowError)) for one in found)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=6,
)
COLUMN = st.sampled_from(
    [
        "id",
        "to",
        "locale",
        "customer",
        "body",
        "subject",
        "format",
        "syntax",
        "values",
        "value.x",
        "value.n:number",
        "situation",
        "topic",
        "at",
        "offer",
        "offer_tags",
        "languages",
        "avoid",
        "gender",
        "surname",
        "organisation",
        "email",
        "marketing_consent",
        "last_message",
    ]
)


@given(st.dictionaries(COLUMN, JSON | st.sampled_from(["de-DE", "ja", "x {n}", "2026-03-07"])))
def test_any_row_of_json_is_adapted_or_an_error(cells):
    (found,) = adapt_many([cells], KIT, include=("text",))
    assert isinstance(found, (Adapted, RowError))


# --- customers -----------------------------------------------------------------------------

CUSTOMERS = (
    "id,email,locale,given,surname,note\n"
    'c1,Yuki@Example.jp,ja-JP,由紀,田中,"two\nlines"\n'
    "\n"
    "c2,,de-DE,Anna,Krüger,\n"
    "c2,,de-DE,Ben,Krüger,\n"
    ",,fr,,,\n"
    "c3,,xx-bad-tag-here-,,,\n"
    "c4,,de\n"
)


def index(text: str = CUSTOMERS) -> CustomerIndex:
    return CustomerIndex(io.BytesIO(text.encode()), name="customers.csv")


def test_customers_are_found_by_id_and_by_address_in_any_order():
    found = index()
    assert found["c2"].name.given == "Anna"
    assert found["c1"].name.surname == "田中"
    assert found["yuki@example.JP"] is found["c1"]
    assert sorted(found) == ["c1", "c2", "c3"]
    with pytest.raises(KeyError):
        found["c9"]


def test_rows_that_are_no_customers_are_told():
    assert [str(one) for one in index().problems] == [
        "customers.csv:6: a second customer 'c2'",
        "customers.csv:7: no id",
        "customers.csv:9: 3 cells where the header has 6",
    ]


def test_a_pipe_of_customers_is_copied():
    class Pipe(io.BytesIO):
        def seekable(self):
            return False

    found = CustomerIndex(Pipe(CUSTOMERS.encode()))
    assert found["c2"].locale == "de-DE"
    assert found["c1"].locale == "ja-JP"


def test_a_file_without_ids_is_refused():
    with pytest.raises(InvalidValue, match="a column id"):
        index("locale\nde\n")


# --- adapting ---------------------------------------------------------------------------------


def test_each_row_is_adapted_for_its_own_reader():
    rows = rows_of(
        "id,customer,body,value.order\n"
        "m1,c1,Your order {order} has been shipped.,A-1\n"
        "m2,c2,Your order {order} has been shipped.,A-2\n"
        "m3,c9,Your order {order} has been shipped.,A-3\n"
        "m4,c1; c2,Your order {order} has been shipped.,A-4\n"
    )
    first, second, third, fourth = adapt_many(rows, KIT, customers=index(), include=("text",))
    assert first.adaptation.opening == "田中由紀様"
    assert "A-1" in first.adaptation.body
    assert "Ihre Bestellung A-2 wurde versandt." in second.adaptation.body
    assert isinstance(third, RowError)
    assert (third.line, third.id) == (4, "m3")
    assert isinstance(fourth, (Adapted, RowError))


def test_keywords_fill_what_rows_leave_open():
    at = dt.datetime(2026, 3, 7, 9, tzinfo=dt.UTC)
    rows = [{"surname": "Krüger", "gender": "female", "locale": "de-DE"}, {"value.order": "B-2"}]
    first, second = adapt_many(
        rows,
        KIT,
        to="fr-FR",
        message=Message("Your order {order} has been shipped."),
        values={"order": "A-1"},
        situation={"at": at, "topic": "purchase"},
    )
    assert first.adaptation.opening == "Sehr geehrte Frau Krüger,"
    assert "A-1" in first.adaptation.body
    assert first.adaptation.window.at == at
    assert "B-2" in second.adaptation.body
    assert second.adaptation.language == "fr-FR"


def test_a_row_without_reader_or_text_is_an_error():
    first, second = adapt_many([{"body": "Hi"}, {"to": "de"}], KIT)
    assert first.message.startswith("to cannot be None")
    assert second.message.startswith("body cannot be None")


def test_rows_are_read_as_they_are_asked_for():
    asked = []

    def rows():
        for number in range(1000):
            asked.append(number)
            yield {"to": "de-DE", "body": "Hi"}

    stream = adapt_many(rows(), KIT, include=("text",))
    next(stream)
    next(stream)
    assert len(asked) == 2


def test_results_are_values():
    (found,) = adapt_many([{"id": "m1", "to": "de-DE", "body": "Thank you for your order."}], KIT)
    assert Adapted.from_dict({"line": 1, "adaptation": found.adaptation, "id": "m1"}).id == "m1"
    assert found.to_dict()["adaptation"]["language"] == "de-DE"
