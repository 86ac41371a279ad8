"""Bad input: every public function answers, or raises an error of the one tree."""

from __future__ import annotations

import datetime as dt
import inspect
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import culturekit as ck

pytestmark = pytest.mark.fuzz

KIT = ck.Kit(sender=ck.Sender("en-US", time_zone="America/New_York", organisation="Acme"))

texts = st.text(max_size=40)
junk = st.none() | st.booleans() | st.integers() | st.floats() | texts | st.binary(max_size=8)
tags = st.sampled_from(
    ["de-DE", "ja-JP", "ar-EG", "he-IL", "en-US", "pt-BR", "zh_TW", "sv", "xx-YY", "JP", "und",
     "en-US-u-tz-usden", "fa-IR", "hi-IN", "de-CH", "en-u-nu-thai", "th-TH-u-ca-buddhist"]
)  # fmt: skip
moments = st.datetimes(
    dt.datetime(1950, 1, 1), dt.datetime(2090, 1, 1), timezones=st.none() | st.just(dt.UTC)
)
names = st.fixed_dictionaries(
    {},
    optional=dict.fromkeys(
        ("title", "given", "given2", "surname", "surname_prefix", "generation"), texts
    ),
)
customers = st.fixed_dictionaries(
    {},
    optional={
        "locale": tags | texts,
        "name": names | junk,
        "gender": st.sampled_from(["female", "male", "neutral"]) | junk,
        "salutation": texts,
        "preferred_name": texts,
        "territory": st.sampled_from(["JP", "de", "Brazil", "ZZ"]) | texts,
        "time_zone": st.sampled_from(["Asia/Tokyo", "UTC"]) | texts,
        "register": st.sampled_from(["formal", "informal"]) | junk,
        "marketing_consent": junk,
        "dietary": st.lists(texts, max_size=2) | junk,
        "languages": st.dictionaries(texts, tags, max_size=2) | junk,
    },
)
recipients = tags | texts | customers | st.lists(customers, max_size=3) | junk
situations = st.none() | st.fixed_dictionaries(
    {},
    optional={
        "channel": st.sampled_from([*ck.Channel]) | junk,
        "topic": st.sampled_from([*ck.Topic]) | junk,
        "resolution": st.sampled_from([*ck.Resolution]) | junk,
        "sentiment": st.sampled_from([*ck.Sentiment]) | junk,
        "at": moments | texts,
        "first_contact": junk,
        "offers_last_30_days": st.integers(-1, 9) | junk,
        "customer_asked": junk,
        "last_message": texts,
    },
)
offers = (
    st.none()
    | st.sampled_from([*ck.OfferKind])
    | texts
    | st.fixed_dictionaries({}, optional={"kind": texts, "tags": st.lists(texts, max_size=3)})
)
numbers = st.integers() | st.decimals() | st.floats() | junk
values = st.dictionaries(
    st.sampled_from(["a", "b", "n"]) | texts,
    numbers
    | moments
    | st.dates()
    | st.times()
    | st.timedeltas()
    | st.builds(ck.Money, st.decimals(allow_nan=False, allow_infinity=False), st.just("EUR"))
    | st.builds(ck.Phone, texts)
    | st.builds(ck.Quantity, st.integers(), st.sampled_from(["meter", "kilogram", "nonsense"]))
    | st.builds(ck.Name, given=texts)
    | st.builds(ck.Address, territory=st.sampled_from(["DE", "JP", "ZZ"]), city=texts)
    | st.lists(texts, max_size=3),
    max_size=4,
)
messages = (
    texts
    | st.lists(st.sampled_from(["{a}", "{b:short}", "{n, plural, other {#}}", "<p>", "</p>", "\n",
                                "Thank you for your order.", "Hi {a},", "> x", "{", "}", "&lt;"])
               | texts, max_size=8).map("".join)
    | junk
)  # fmt: skip


def answers(call, *args, **kwargs):
    """The answer, checked for what every answer can do; `None` after an error of the tree."""
    try:
        found = call(*args, **kwargs)
    except ck.CultureKitError as error:
        assert str(error)
        assert not str(error)[0].isupper()
        return None
    if isinstance(found, ck.Answer):
        assert isinstance(found.explain(), str)
        assert found.data_version
        found.to_dict()
        assert "\n" not in repr(found)
    return found


@given(junk | tags)
def test_culture(x):
    answers(ck.culture, x)


@given(junk | tags, junk | tags)
def test_compare(a, b):
    answers(ck.compare, a, b)


@given(tags | texts | st.lists(tags | texts, max_size=3), st.lists(tags | texts, max_size=4))
def test_match_locale(desired, supported):
    found = answers(ck.match_locale, desired, supported)
    assert found is None or found in supported


@given(recipients, st.sampled_from([*ck.Channel]) | texts, st.none() | moments)
def test_greet(to, channel, at):
    found = answers(KIT.greet, to, channel=channel, at=at)
    if found:
        for line in (found.opening, found.closing):
            assert not any(ord(char) < 32 and char != "\n" for char in line)


@given(recipients, situations)
def test_tone(to, situation):
    answers(KIT.tone, to, situation)


territories = st.sampled_from(["DE", "jpn", "Brazil", "AQ", "XX", "es-419", "en-GB"]) | texts | junk


@given(messages, recipients, situations, tags | texts)
def test_check(text, to, situation, language):
    found = answers(KIT.check, text, to=to, situation=situation, language=language)
    if found:
        for finding in found.findings:
            assert 0 <= finding.start <= finding.end <= len(text)


@given(messages, recipients, situations, tags | texts)
def test_revise(text, to, situation, language):
    found = answers(KIT.revise, text, to=to, situation=situation, language=language)
    if found:
        assert found.applied or found.text == text


@given(recipients | territories)
def test_briefing(x):
    found = answers(KIT.briefing, x)
    if found:
        assert found.text
        assert found.html.endswith("</html>")


@given(recipients, situations, offers)
def test_upsell(to, situation, offer):
    answers(KIT.upsell, to, situation, offer)


@given(recipients, situations, st.none() | moments)
def test_send_window(to, situation, at):
    answers(KIT.send_window, to, situation=situation, at=at)


days = st.dates() | moments | texts | junk


@given(territories, st.sampled_from(["withdrawal", "privacy"]) | texts | junk)
def test_obligations(territory, topic):
    answers(KIT.obligations, territory, topic)


@given(territories, days, days, st.none() | st.lists(st.dates(), max_size=3) | texts)
def test_withdrawal_deadline(territory, received, concluded, calendar):
    answers(KIT.withdrawal_deadline, territory, received, concluded=concluded, calendar=calendar)


@given(territories, days)
def test_breach_deadline(territory, aware_at):
    answers(KIT.breach_deadline, territory, aware_at)


@given(territories)
def test_payment_methods(territory):
    answers(KIT.payment_methods, territory)


@given(st.lists(texts | st.sampled_from(["visa", "PayPal"]), max_size=3) | junk, territories)
def test_payment_gap(offered, territory):
    answers(KIT.payment_gap, offered, territory)


@given(st.integers(-9, 99) | junk, recipients, st.none() | texts, st.none() | st.dates())
def test_payment_reminder(days_overdue, to, invoice, date):
    answers(KIT.payment_reminder, days_overdue, to, invoice=invoice, due=date, pay_by=date)


@given(
    st.lists(
        st.fixed_dictionaries(
            {"description": texts},
            optional={
                "quantity": numbers,
                "price": st.builds(
                    ck.Money, st.decimals(allow_nan=False, allow_infinity=False), st.just("EUR")
                )
                | junk,
            },
        ),
        max_size=3,
    )
    | junk,
    recipients,
    st.sampled_from([None, "USD", "EUR"]) | texts,
    st.dictionaries(st.sampled_from(["EUR", "usd"]) | texts, numbers, max_size=2),
)
def test_invoice_lines(lines, to, currency, rates):
    answers(KIT.invoice_lines, lines, to, currency=currency, rates=rates)


@given(territories, texts | st.lists(texts, max_size=3) | junk, tags | texts, junk)
def test_sensitivities(territory, about, language, declared):
    answers(KIT.sensitivities, territory, about, language=language, declared=declared)


@given(texts | junk, territories, st.none() | days, tags | texts)
def test_campaign_check(text, territory, on, language):
    answers(KIT.campaign_check, text, territory, on, language=language)


@given(messages, recipients, st.none() | values, situations, offers, st.booleans())
def test_adapt(message, to, values, situation, offer, mixed):
    answers(KIT.adapt, message, to=to, values=values, situation=situation, offer=offer, mixed=mixed)


@given(texts, tags, values)
def test_adapt_html(text, to, values):
    draft = {"body": f"<p title='{{a}}'>{text}{{b}}</p>", "format": "html", "subject": text}
    found = answers(KIT.adapt, draft, to=to, values=values)
    assert found is not None
    assert "\n" not in found.subject


@given(texts | st.sampled_from(["order_shipped", "items_shipped"]), recipients, values)
def test_phrase(id, to, values):
    answers(KIT.phrase, id, to=to, values={**values, "order": "A", "count": 3})


@given(messages, recipients, st.none() | tags | texts)
def test_translate(text, to, source):
    answers(KIT.translate, text, to=to, source=source)


@given(texts, tags | texts)
def test_detect_register(text, language):
    found = answers(ck.detect_register, text, language=language)
    if found:
        assert -1 <= found.score <= 1


@given(texts)
def test_detect_language(text):
    answers(ck.detect_language, text)


FORMATS = {
    ck.format_decimal: numbers,
    ck.format_percent: numbers,
    ck.format_compact_decimal: numbers,
    ck.format_date: st.dates() | moments | junk,
    ck.format_time: st.times() | moments | junk,
    ck.format_datetime: moments | junk,
    ck.format_timedelta: st.timedeltas() | junk,
    ck.format_list: st.lists(texts, max_size=4) | junk,
}


@pytest.mark.parametrize("function", FORMATS, ids=lambda function: function.__name__)
@given(data=st.data(), locale=tags | texts | junk)
def test_format(function, data, locale):
    answers(function, data.draw(FORMATS[function]), locale=locale)


@given(numbers, st.sampled_from(["EUR", "JPY", "XXX"]) | texts, tags | texts)
def test_format_currency(number, currency, locale):
    answers(ck.format_currency, number, currency, locale=locale)


@given(numbers, st.sampled_from(["meter", "byte", "year-person"]) | texts, tags | texts)
def test_format_unit(number, unit, locale):
    answers(ck.format_unit, number, unit, locale=locale)


@given(names, tags | texts)
def test_format_name(name, locale):
    answers(ck.format_name, name, locale=locale)


@given(
    st.sampled_from(["DE", "JP", "HK", "ZZ"]) | texts, texts, texts, st.none() | tags, st.booleans()
)
def test_format_address(territory, city, street, locale, latin):
    address = {"territory": territory, "city": city, "street_address": street}
    answers(ck.format_address, address, locale=locale, latin=latin)


@given(texts | st.from_regex(r"\+?[0-9 ()-]{3,18}", fullmatch=True), st.none() | texts)
def test_format_phone(number, territory):
    answers(ck.format_phone, ck.Phone(number, territory))


@given(numbers, st.sampled_from(["meter", "foot", "person"]) | texts, tags | texts, texts)
def test_format_quantity(value, unit, locale, usage):
    try:
        quantity = ck.Quantity(value if isinstance(value, (int, Decimal)) else 1, unit)
    except ck.InvalidValue:
        return
    answers(ck.format_quantity, quantity, locale=locale, usage=usage)


def test_every_verb_has_its_test():
    tested = {name.removeprefix("test_") for name in globals() if name.startswith("test_")}
    verbs = {name for name in ck.__all__ if inspect.ismethod(getattr(ck, name))}
    assert verbs <= tested
