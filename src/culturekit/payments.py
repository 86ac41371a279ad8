"""How people pay in a country, what a shop lacks there, and how to ask for money that is due.

Which methods exist and which are preferred are facts of `data/territories`. A
provider's list says that a method is available, never that it is popular; only a
survey ranks. No exchange rate is ever looked up or made: the user passes rates.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache
from typing import Any, ClassVar

from .errors import InvalidValue
from .fields import Field
from .format import format_currency, format_decimal
from .format.isolate import isolate
from .format.money import digits_of_currency
from .format.values import write_value
from .model import (
    Answer,
    Confidence,
    Fact,
    Level,
    Money,
    Noun,
    Reason,
    RegisterLabel,
    Source,
    Topic,
)
from .phrases import known, wording
from .places import (
    FactAnswer,
    Listing,
    Place,
    Territory,
    nothing_on_record,
    oldest,
    place,
    reason_of,
)
from .reader import Reader
from .store import Store
from .store import open as open_store

__all__ = [
    "Invoice",
    "InvoiceLine",
    "PaymentGap",
    "PaymentMethod",
    "PaymentMethods",
    "PaymentReminder",
    "invoice_lines",
    "payment_gap",
    "payment_methods",
    "payment_reminder",
]


# --- methods ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PaymentMethod(Noun):
    """One way to pay in a country.

    `meaning` is "preference" (a survey names it), "availability" (a provider has
    it there) or "unavailable" (the provider says that it does not work there).
    `rank` and `share` (of online payments, 0 to 1) are those of the source, of
    the `year` it speaks of. `closed` methods take no money any more.
    """

    id: str
    name: str
    kind: str
    meaning: str
    rank: int | None = None
    share: float | None = None
    year: int | None = None
    closed: bool = False
    note: str | None = None
    as_of: str | None = None
    confidence: Confidence | None = None
    source: tuple[Source, ...] = field(default=(), repr=False)

    _coerce: ClassVar = {"source": lambda _, value: tuple(value)}

    @property
    def usable(self) -> bool:
        """Whether anybody can pay with it there, as far as is known."""
        return not self.closed and self.meaning != "unavailable"

    def __str__(self) -> str:
        about = [f"{self.share:.0%}"] if self.share is not None else []
        if self.year is not None:
            about.append(str(self.year))
        if self.closed:
            about.append("closed")
        elif self.meaning != "preference":
            about.append("not available" if self.meaning == "unavailable" else "available")
        head = f"{self.rank}. {self.name}" if self.rank is not None else self.name
        return f"{head} ({', '.join(about)})" if about else head


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentMethods(Listing):
    """The methods of a country: ranked ones first, then preferred, available, and useless ones.

    `ranked` says whether any source ranks them; without that the order means nothing.
    """

    methods: tuple[PaymentMethod, ...] = ()
    ranked: bool = False

    _coerce: ClassVar = {"methods": lambda _, value: tuple(value)}

    def __str__(self) -> str:
        return "\n".join(map(str, self.methods)) or "unknown"

    def __iter__(self) -> Iterator[PaymentMethod]:
        return iter(self.methods)

    def __len__(self) -> int:
        return len(self.methods)


def payment_methods(territory: Territory, *, store: Store | None = None) -> PaymentMethods:
    """How people pay online in a territory, ranked where a source ranks it.

    >>> print(payment_methods("NL").methods[0])
    1. iDEAL (60%, 2023)
    >>> payment_methods("AQ").methods
    ()

    Sources that disagree both stand, each with its year. Raises
    `UnknownTerritory` for a name that is none.
    """
    store = store or open_store()
    where = place(territory, store)
    found = _methods(where)
    ranked = any(one.rank is not None for one, _ in found)
    reasons = [reason_of(fact, str(one)) for one, fact in found]
    if not found:
        reasons.append(nothing_on_record(where, "payment"))
    elif not ranked:
        claim = f"no source on record ranks the methods of {where.name}: availability only"
        reasons.append(Reason(claim, Level.NOTHING))
    return PaymentMethods(
        territory=where.code,
        methods=tuple(one for one, _ in found),
        ranked=ranked,
        as_of=oldest(fact for _, fact in found),
        reasons=tuple(reasons),
        data_version=store.version,
    )


def _methods(where: Place) -> tuple[tuple[PaymentMethod, Fact], ...]:
    rows = []
    for id, fact in where.group("payment"):
        about = dict(fact.value)
        about.pop("code", None)  # a provider's own code for the country
        method = PaymentMethod(
            id=id,
            note=fact.note,
            as_of=fact.as_of,
            confidence=fact.confidence,
            source=fact.source,
            **about,
        )
        rows.append((method, fact))
    return tuple(sorted(rows, key=lambda row: _standing(row[0])))


def _standing(one: PaymentMethod) -> tuple[Any, ...]:
    share = -one.share if one.share is not None else 0
    preferred = one.meaning == "preference"
    return (not one.usable, not preferred, one.rank or 99, share, one.name.casefold())


# --- what a shop lacks -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentGap(FactAnswer):
    """What a shop offers against how people pay there.

    `missing` are preferred methods that it lacks, the most preferred first;
    `also_available` others on record that it lacks; `useless` what it offers
    though it was closed or does not work there; `not_on_record` names that say
    nothing here.
    """

    covered: tuple[PaymentMethod, ...] = ()
    missing: tuple[PaymentMethod, ...] = ()
    also_available: tuple[PaymentMethod, ...] = ()
    useless: tuple[PaymentMethod, ...] = ()
    not_on_record: tuple[str, ...] = ()

    _coerce: ClassVar = dict.fromkeys(
        ("covered", "missing", "also_available", "useless", "not_on_record"),
        lambda _, value: tuple(value),
    )

    def __str__(self) -> str:
        if self.missing:
            return f"missing: {', '.join(one.name for one in self.missing)}"
        if self.covered:
            return "nothing is missing that a source calls preferred"
        return "unknown"


def payment_gap(
    offered: Iterable[str], territory: Territory, *, store: Store | None = None
) -> PaymentGap:
    """Which preferred methods of a territory a shop does not offer.

    >>> gap = payment_gap(["Visa", "PayPal"], "NL")
    >>> [one.name for one in gap.missing]
    ['iDEAL']

    Names are compared without case, spaces and signs, and by the other words in
    `data/rules/payments.toml`. Raises `InvalidValue` where `offered` is no
    list of names.
    """
    if isinstance(offered, str) or not isinstance(offered, Iterable):
        raise InvalidValue("offered", offered, accepted="a list of names of methods")
    names = tuple(dict.fromkeys(_name(one) for one in offered))
    store = store or open_store()
    where = place(territory, store)
    aliases = _aliases(store)
    rows = _methods(where)
    keys = {name: aliases.get(_key(name), _key(name)) for name in names}
    hits = {
        one.id: [name for name, key in keys.items() if _is(one, key, aliases)] for one, _ in rows
    }
    matched = {name for found in hits.values() for name in found}
    open_rows = [(one, fact) for one, fact in rows if one.usable]
    covered = [row for row in open_rows if hits[row[0].id]]
    done = {_slug(one.name, aliases) for one, _ in covered}
    lacking = [
        row for row in open_rows if not hits[row[0].id] and _slug(row[0].name, aliases) not in done
    ]
    missing = [row for row in lacking if row[0].meaning == "preference"]
    useless = [row for row in rows if not row[0].usable and hits[row[0].id]]
    reasons = [
        *_said("not offered", missing),
        *_said("offered in vain", useless),
        *_said("offered", covered),
    ]
    if not rows:
        reasons.append(nothing_on_record(where, "payment"))
    elif not any(one.meaning == "preference" for one, _ in rows):
        claim = f"what people in {where.name} prefer is not on record: availability only"
        reasons.append(Reason(claim, Level.NOTHING))
    unknown = tuple(name for name in names if name not in matched)
    if unknown and rows:
        claim = f"not on record there: {', '.join(unknown)}"
        reasons.append(Reason(claim, Level.NOTHING))
    return PaymentGap(
        territory=where.code,
        covered=tuple(one for one, _ in covered),
        missing=tuple(one for one, _ in missing),
        also_available=tuple(one for one, _ in lacking if one.meaning != "preference"),
        useless=tuple(one for one, _ in useless),
        not_on_record=unknown,
        as_of=oldest(fact for _, fact in rows),
        reasons=tuple(reasons),
        data_version=store.version,
    )


def _said(what: str, rows: Sequence[tuple[PaymentMethod, Fact]]) -> Iterator[Reason]:
    for one, fact in rows:
        yield reason_of(fact, f"{what}: {one}")


def _name(given: object) -> str:
    if not isinstance(given, str) or not given.strip():
        raise InvalidValue("offered", given, accepted="a list of names of methods")
    return given.strip()


def _key(text: str) -> str:
    """Letters and digits alone, without case and accents."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(char for char in plain if char.isalnum())


@lru_cache(maxsize=16)
def _aliases(store: Store) -> Mapping[str, str]:
    """The key of every other word -> that of the method."""
    return {
        _key(word): _key(method)
        for method, words in store.rules("payments")["alias"].items()
        for word in words
    }


def _slug(name: str, aliases: Mapping[str, str]) -> str:
    key = _key(name)
    return aliases.get(key, key)


def _is(one: PaymentMethod, key: str, aliases: Mapping[str, str]) -> bool:
    """Whether a key names the method: by its name, one of its halves, or its slug."""
    parts = (one.name, *re.split(r"\s*/\s*|\s*\(|\)", one.name), one.id)
    return key in {_slug(part, aliases) for part in parts if part}


# --- reminders -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentReminder(Answer):
    """A reminder in the reader's language: `str` is the text to send, without greeting.

    `text` is `None` where nothing should be sent, or the language has no such
    wording; the reasons say which.
    """

    stage: str
    tone: str
    text: str | None = None
    language: str = ""
    register: RegisterLabel | None = None

    _coerce: ClassVar = {"register": lambda _, value: RegisterLabel(value)}

    def __str__(self) -> str:
        return self.text or ""


def payment_reminder(
    reader: Reader,
    days_overdue: int,
    *,
    invoice: str | None = None,
    amount: Money | None = None,
    due: dt.date | None = None,
    pay_by: dt.date | None = None,
) -> PaymentReminder:
    """A reminder of a payment, firmer the longer it is overdue.

    >>> from culturekit.reader import resolve
    >>> found = payment_reminder(resolve("en-GB"), 3, invoice="R-7", amount=Money("49.90", "GBP"))
    >>> found.tone, found.text.splitlines()[0]
    ('friendly', 'According to our records, invoice R-7 for £49.90 has not been paid yet.')

    Up to the due date it is a notice, then friendly, from 15 days plain, from 31
    firm; never a threat. Whoever said that paying is difficult, or is in
    vulnerable circumstances (`Customer.preferences` "payment_difficulty",
    "vulnerable"), gets one considerate wording however late; after a death
    nothing is written. Raises `InvalidValue` for what is no number of days.
    """
    if isinstance(days_overdue, bool) or not isinstance(days_overdue, int):
        raise InvalidValue("days_overdue", days_overdue, accepted="a whole number of days")
    store = reader.store
    rules = store.rules("payments")
    stage = max(
        (one for one in rules["reminder"] if one["from_days"] <= days_overdue),
        key=lambda one: one["from_days"],
        default=rules["reminder"][0],
    )
    id, tone, lines = stage["id"], stage["tone"], stage["lines"]
    reasons = [Reason(f"{days_overdue} days overdue: the {id} reminder, {tone} in tone")]
    gentle = _needs_care(reader)
    if gentle is not None:
        about = rules["gentle"]
        tone, lines = about["tone"], about["lines"]
        fact = store.fact({**about, "value": tone})
        claim = f"the customer's preferences say “{gentle}”: help is offered, nothing is pressed"
        reasons.append(Reason(claim, Level.PERSON, Confidence.HIGH, fact))
    text = None
    if reader.situation.topic is Topic.BEREAVEMENT:
        claim = "somebody has died: no reminder is written; let a person decide"
        reasons.append(Reason(claim, Level.CONVERSATION, Confidence.HIGH))
    else:
        values = {"invoice": invoice, "amount": amount, "date": pay_by}
        due_values = {**values, "date": due}
        text = _written(reader, lines, values, due_values, reasons)
    return PaymentReminder(
        stage=id,
        tone=tone,
        text=text,
        language=reader.language,
        register=reader.register,
        reasons=(*reasons, reader.register_reason),
        data_version=store.version,
    )


def _needs_care(reader: Reader) -> str | None:
    given = {key for one in reader.people for key, value in one.preferences if value is True}
    return next((key for key in ("payment_difficulty", "vulnerable") if key in given), None)


def _written(
    reader: Reader,
    lines: Sequence[Sequence[str]],
    values: Mapping[str, Any],
    due_values: Mapping[str, Any],
    reasons: list[Reason],
) -> str | None:
    """The sentences, one a line; `None` where the language lacks one of them."""
    out = []
    slots_of = known(reader.store)
    for choices in lines:
        for id in choices:
            given = due_values if id == "payment_due" else values
            slots = slots_of[id].get("slots", {})
            if any(given.get(slot) is None for slot in slots):
                continue
            sentence = _phrase(reader, id, given)
            if sentence is None:
                claim = f"the phrase bank of {reader.language or 'no language'} has no such wording"
                reasons.append(Reason(claim, Level.NOTHING))
                return None
            out.append(sentence)
            break
    if not out:
        reasons.append(Reason("nothing to say without an invoice or a due date", Level.NOTHING))
        return None
    return "\n".join(out)


def _phrase(reader: Reader, id: str, values: Mapping[str, Any]) -> str | None:
    found = wording(reader.store, id, reader.language, reader.register)
    if found is None:
        return None
    out = []
    for part in found.parts:
        if isinstance(part, Field):
            written = write_value(
                values[part.name],
                locale=reader.locale,
                style=part.style,
                zone=reader.zone,
                territory=reader.territory,
            )
            out.append(isolate(written.text, into=reader.locale))
        else:
            out.append(str(part))
    text = "".join(out)
    # An amount may end in the full stop of its currency's sign.
    return text[:-1] if text.endswith("..") else text


# --- invoices --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class InvoiceLine(Noun):
    """One line: the values as ISO has them, and `text` as the reader reads them.

    `amount` is quantity times price, rounded to the currency's digits;
    `converted` the same in the second currency.
    """

    description: str
    quantity: Decimal
    price: Money
    amount: Money
    text: str
    converted: Money | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Invoice(Answer):
    """The lines of an invoice for a reader, with a total for each currency."""

    lines: tuple[InvoiceLine, ...] = ()
    totals: tuple[Money, ...] = ()
    converted: Money | None = None
    total_text: str = ""
    locale: str = ""

    _coerce: ClassVar = dict.fromkeys(("lines", "totals"), lambda _, value: tuple(value))

    def __str__(self) -> str:
        return "\n".join([*(one.text for one in self.lines), self.total_text])


def invoice_lines(
    reader: Reader,
    lines: Iterable[Mapping[str, Any]],
    *,
    currency: str | None = None,
    rates: Mapping[str, Any] | None = None,
    rate_date: dt.date | None = None,
) -> Invoice:
    r"""Invoice lines as the reader writes numbers and money, the ISO values kept.

    >>> from culturekit.reader import resolve
    >>> lines = [{"description": "Support", "quantity": "1.5", "price": Money("80", "EUR")}]
    >>> found = invoice_lines(resolve("de-CH"), lines, currency="CHF", rates={"EUR": "0.95"})
    >>> found.lines[0].converted
    Money(amount=Decimal('114.00'), currency='CHF')

    A line has a description, a price (`Money`) and a quantity (1 where none is
    given). `currency` asks for a second one beside each amount, by `rates` that
    the caller passes: how much of it one unit of a line's currency is worth. A
    currency without a rate is shown alone, and a reason says so. Nothing is
    rounded but to a currency's own digits, half up. Raises `InvalidValue`.
    """
    locale = reader.locale
    given = [_line(number, one) for number, one in enumerate(_rows(lines), 1)]
    second = Money(Decimal(0), currency).currency if currency is not None else None
    table = {code.upper(): _rate(code, value) for code, value in dict(rates or {}).items()}
    reasons: list[Reason] = []
    made = []
    for description, quantity, price in given:
        amount = _rounded(Money(price.amount * quantity, price.currency))
        other = _converted(amount, second, table)
        text = (
            f"{description}: {format_decimal(quantity, locale=locale)} × "
            f"{_shown(price, None, locale)} = {_shown(amount, other, locale)}"
        )
        made.append(InvoiceLine(description, quantity, price, amount, text, other))
    totals = tuple(
        Money(
            sum((one.amount.amount for one in made if one.amount.currency == code), Decimal(0)),
            code,
        )
        for code in dict.fromkeys(one.amount.currency for one in made)
    )
    lacking = sorted(
        {one.currency for one in totals if second and _converted(one, second, table) is None}
    )
    whole = None
    if second is not None and totals and not lacking:
        converted = (one.converted.amount for one in made if one.converted)
        whole = Money(sum(converted, Decimal(0)), second)
    for code in lacking:
        claim = f"no rate from {code} to {second} was passed: none is made up"
        reasons.append(Reason(claim, Level.NOTHING))
    if second is not None and table:
        when = f" of {rate_date.isoformat()}" if rate_date else ""
        shown = ", ".join(f"1 {code} = {value} {second}" for code, value in sorted(table.items()))
        reasons.append(Reason(f"the rates{when} were passed by the caller: {shown}"))
    sums = [_shown(one, None, locale) for one in totals]
    if whole is not None and second is not None and [one.currency for one in totals] != [second]:
        sums.append(f"({_shown(whole, None, locale)})")
    return Invoice(
        lines=tuple(made),
        totals=totals,
        converted=whole,
        total_text=f"= {' '.join(sums)}" if sums else "",
        locale=locale,
        reasons=tuple(reasons),
        data_version=reader.store.version,
    )


def _rows(lines: object) -> Iterable[Any]:
    if isinstance(lines, (str, Mapping)) or not isinstance(lines, Iterable):
        raise InvalidValue("lines", lines, accepted="a list of mappings, one a line")
    return lines


def _line(number: int, given: object) -> tuple[str, Decimal, Money]:
    fields = ("description", "quantity", "price")
    if not isinstance(given, Mapping) or not set(given) <= set(fields):
        raise InvalidValue(f"line {number}", given, accepted=f"a mapping of {', '.join(fields)}")
    price, description = given.get("price"), given.get("description")
    if isinstance(price, Mapping):
        price = Money.from_dict(price)
    if not isinstance(price, Money):
        raise InvalidValue(f"price of line {number}", price, accepted="a Money")
    if not isinstance(description, str):
        raise InvalidValue(f"description of line {number}", description, accepted="text")
    # Money reads any number exactly, and says what it accepts.
    quantity = Money(given.get("quantity", 1), price.currency).amount
    return description, quantity, price


def _rate(code: str, value: object) -> Decimal:
    rate = Money(value, code).amount  # type: ignore[arg-type]  # it reads any number
    if rate <= 0:
        raise InvalidValue(f"rate of {code}", value, accepted="a number above 0")
    return rate


def _converted(amount: Money, second: str | None, table: Mapping[str, Decimal]) -> Money | None:
    if second is None:
        return None
    if amount.currency == second:
        return amount
    rate = table.get(amount.currency)
    return None if rate is None else _rounded(Money(amount.amount * rate, second))


def _rounded(money: Money) -> Money:
    digits = Decimal(1).scaleb(-digits_of_currency(money.currency))
    try:
        return Money(money.amount.quantize(digits, ROUND_HALF_UP), money.currency)
    except InvalidOperation:  # more digits than an exact amount can have
        raise InvalidValue("amount", money.amount, accepted="at most 28 digits") from None


def _shown(money: Money, other: Money | None, locale: str) -> str:
    text = format_currency(money.amount, money.currency, locale=locale)
    if other is None or other.currency == money.currency:
        return text
    return f"{text} ({format_currency(other.amount, other.currency, locale=locale)})"
