"""Service messages that differ from one to the next, and the time that one takes."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from babel.core import Locale
from babel.dates import format_date, format_time
from babel.numbers import format_currency, format_decimal

import culturekit as ck

from .measure import Row, below, median_of_means, micro

LOCALES = (
    *("ar-EG", "ar-SA", "cs-CZ", "de-AT", "de-CH", "de-DE", "en-AU", "en-GB", "en-IN", "en-US"),
    *("es-AR", "es-ES", "es-MX", "fr-CA", "fr-FR", "it-IT", "ja-JP", "ko-KR", "nl-BE", "nl-NL"),
    *("pl-PL", "pt-BR", "pt-PT", "sv-SE", "tr-TR"),
)
NAMES = ("Anna", "Bruno", "Chiara", "Dilek", "Emil", "Farid", "Greta", "Hana", "Ivo", "Jana")
SURNAMES = ("Aoki", "Bauer", "Costa", "Demir", "Eriksson", "Fontaine", "García", "Haddad", "Kim")

#: three sentences with four fields: in the bank, so that they change language
PHRASES = (
    "Thank you for your order. Your order {order} was shipped on {day}."
    " Your refund of {amount} will arrive by {due}."
)
#: three sentences with four fields in somebody's own words, which stay in their language
OWN_WORDS = (
    "We have packed {count} boxes for you. The van leaves on {day} at {clock}."
    " We kept {amount} back for the broken lid."
)


class Draft(NamedTuple):
    """One message to one customer."""

    body: str
    to: ck.Customer
    values: dict[str, Any]
    situation: ck.Situation


def drafts(body: str, number: int, *, people: int, seed: int = 1) -> Iterator[Draft]:
    """So many messages to so many customers; no two have the same values."""
    chance = random.Random(seed)  # noqa: S311 - nothing secret about it
    customers = [
        ck.Customer(
            chance.choice(LOCALES),
            name=ck.Name(
                given=chance.choice(NAMES), surname=f"{chance.choice(SURNAMES)}{index or ''}"
            ),
            gender=chance.choice((ck.Gender.FEMALE, ck.Gender.MALE, None)),
            existing_customer=True,
        )
        for index in range(people)
    ]
    first = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    for index in range(number):
        at = first + dt.timedelta(minutes=chance.randrange(365 * 24 * 60))
        yield Draft(
            body,
            customers[index % people],
            {
                "order": f"A-{index + 1000}",
                "count": index % 40 + 2,
                "day": at.date(),
                "due": at.date() + dt.timedelta(days=chance.randrange(2, 30)),
                "clock": at.time(),
                "amount": ck.Money(Decimal(chance.randrange(100, 10**7)) / 100, "EUR"),
            },
            ck.Situation(topic=ck.Topic.PURCHASE, resolution=ck.Resolution.RESOLVED, at=at),
        )


def named(body: str, values: dict[str, Any]) -> dict[str, Any]:
    """The values that the body has a field for."""
    return {name: value for name, value in values.items() if f"{{{name}}}" in body}


def adapting(kit: ck.Kit, include: tuple[str, ...]) -> Callable[[Draft], ck.Adaptation]:
    """One call of `adapt`, as an application would make it."""

    def call(draft: Draft) -> ck.Adaptation:
        return kit.adapt(
            draft.body,
            to=draft.to,
            values=draft.values,
            situation=draft.situation,
            include=include,
        )

    return call


def babel_and_template(draft: Draft) -> str:
    """The same fields through Babel into a template, in the language of the template."""
    locale = Locale.parse((draft.to.locale or "en").replace("-", "_"))
    values, amount = draft.values, draft.values["amount"]
    written = {
        "order": values.get("order"),
        "count": format_decimal(values.get("count", 0), locale=locale),
        "amount": format_currency(amount.amount, amount.currency, locale=locale),
        "day": format_date(values["day"], "long", locale=locale),
    }
    if "due" in values:
        written["due"] = format_date(values["due"], "long", locale=locale)
    if "clock" in values:
        written["clock"] = format_time(values["clock"], "short", locale=locale)
    return draft.body.format(**written)


def rows(rounds: int = 9) -> list[Row]:
    """Resolving a tag, and adapting one message in several ways."""
    kit = ck.Kit(sender=ck.Sender("en-US", time_zone="America/New_York", organisation="Acme"))
    tags = [f"{locale}-u-nu-latn" for locale in LOCALES] + list(LOCALES)
    resolved = median_of_means(ck.culture, tags * 20, rounds)
    parsed = median_of_means(Locale.parse, [tag.replace("-", "_") for tag in LOCALES] * 40, rounds)
    found = [
        below("`culture(tag)`, warm", resolved * 1e6, 2, unit="µs", shown=micro(resolved)),
        Row("`culture(tag)` over Babel's `Locale.parse(tag)`", f"{resolved / parsed:.2f} times"),
    ]
    everything = ("text", "findings", "decision", "window")
    for kind, body in (("phrases on file", PHRASES), ("free text", OWN_WORDS)):
        inputs = [
            draft._replace(values=named(body, draft.values))
            for draft in drafts(body, 500, people=100)
        ]
        plain = median_of_means(babel_and_template, inputs, rounds)
        text = median_of_means(adapting(kit, ("text",)), inputs, rounds)
        whole = median_of_means(adapting(kit, everything), inputs, rounds)
        found += [
            below(f"`adapt`, text only, {kind}", text * 1e6, 300, unit="µs", shown=micro(text)),
            Row(f"… over Babel and a template, {kind}", f"{text / plain:.2f} times"),
            below(f"`adapt` with findings, decision and window, {kind}", whole * 1e3, 2, unit="ms",
                  shown=micro(whole)),
        ]  # fmt: skip
    return found
