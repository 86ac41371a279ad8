"""The configured instance: who writes, with which data, backends and policy.

A `Kit` is immutable and safe to share between threads. The functions of the
package (`culturekit.adapt`, ...) are those of a `Kit()` without a sender.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, fields
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .culture import Comparison, Culture, compare, culture
from .datasets import Datasets
from .errors import InvalidValue
from .model import Channel, Message, Money, Offer, RegisterLabel, Sender, Situation, freeze
from .reader import Reader, Recipient, resolve
from .store import Store
from .store import open as open_store

if TYPE_CHECKING:
    from .adapt import Adaptation
    from .briefing import Briefing
    from .check import Report
    from .greet import Greeting
    from .obligations import BreachDeadline, Calendar, Obligations, WithdrawalDeadline
    from .payments import Invoice, PaymentGap, PaymentMethods, PaymentReminder
    from .places import Territory
    from .revise import Revision
    from .schedule import Window
    from .sensitivities import CampaignReport, Sensitivities
    from .tone import Tone
    from .translate import Backend, Translation
    from .upsell import Decision

__all__ = ["Kit", "default_kit"]


@dataclass(frozen=True)
class Kit:
    """A configured instance of culturekit; every verb is a method of it.

    >>> kit = Kit(sender={"locale": "en-US", "organisation": "Acme"})
    >>> kit.greet({"locale": "de-DE", "name": {"surname": "Krüger"}, "gender": "female"}).opening
    'Sehr geehrte Frau Krüger,'

    `packs` are folders or installed packs of data that stand over the core's,
    `datasets` limits the scores ("open" for openly licensed ones only) or adds
    loaded ones, `backends` are asked for translations before the installed
    ones, `policy` sets limits of your own for `upsell`.
    """

    sender: Sender | Mapping[str, Any] | None = None
    packs: tuple[str, ...] = ()
    datasets: Datasets = "all"
    backends: tuple[Any, ...] = ()
    policy: Mapping[str, Any] | tuple[Any, ...] = ()

    def __post_init__(self) -> None:
        set_field = object.__setattr__
        set_field(self, "sender", _sender(self.sender))
        packs = (self.packs,) if isinstance(self.packs, (str, Path)) else self.packs
        set_field(self, "packs", tuple(str(pack) for pack in _several("packs", packs)))
        if not isinstance(self.datasets, str):
            set_field(self, "datasets", _several("datasets", self.datasets))
        set_field(self, "backends", _several("backends", self.backends))
        try:
            set_field(self, "policy", freeze(dict(self.policy)))
        except (TypeError, ValueError):
            raise InvalidValue("policy", self.policy, accepted="a mapping of limits") from None

    @cached_property
    def store(self) -> Store:
        """The data this kit answers from; opened when first needed."""
        return open_store(self.packs)

    # --- who and where ---

    def culture(
        self, x: object = None, *, language: str | None = None, territory: str | None = None
    ) -> Culture:
        """What is known of a language and a territory, by whatever name they are given.

        >>> Kit().culture("Japan") == Kit().culture(territory="JP")
        True

        `x` is a tag, a code, a name in English or its own language, or a locale of
        babel, langcodes or pycountry. Two letters are a territory in upper case and a
        language in lower case. Raises `UnknownLocale` with close suggestions, and
        `InvalidValue` for what is malformed or has two meanings, naming both.
        """
        return culture(
            x, language=language, territory=territory, datasets=self.datasets, store=self.store
        )

    def compare(self, a: object, b: object) -> Comparison:
        """Two cultures side by side, score by score.

        >>> round(Kit().compare("DE", "AT").distance, 2)
        0.16
        """
        return compare(a, b, datasets=self.datasets, store=self.store)

    def reader(
        self,
        to: Recipient,
        situation: Situation | Mapping[str, Any] | None = None,
        *,
        sender: Sender | Mapping[str, Any] | None = None,
        register: RegisterLabel | str | None = None,
        **situation_fields: Any,
    ) -> Reader:
        """Who reads, with every choice that the verbs share already made."""
        return resolve(
            to,
            situation=_situation(situation, situation_fields),
            sender=_sender(sender) or self.sender,  # type: ignore[arg-type]  # made a Sender above
            register=register,
            datasets=self.datasets,
            store=self.store,
        )

    # --- verbs ---

    def briefing(self, x: object) -> Briefing:
        """What to know before writing to somebody there, on one page, with sources.

        >>> Kit().briefing("Japan").name
        'Japan'

        `x` is whatever `culture` takes. The card has `.text`, `.markdown`,
        `.html` and `.prompt`, a fragment for the prompt of a language model.
        """
        from .briefing import briefing

        return briefing(self.reader(self.culture(x)))

    def greet(
        self,
        to: Recipient,
        *,
        register: RegisterLabel | str | None = None,
        channel: Channel | str = Channel.EMAIL,
        at: dt.datetime | None = None,
        situation: Situation | Mapping[str, Any] | None = None,
        sender: Sender | Mapping[str, Any] | None = None,
    ) -> Greeting:
        """The opening and closing for a person, couple, group or organisation.

        >>> kit = Kit()
        >>> kit.greet({"locale": "ja-JP", "name": {"given": "由紀", "surname": "田中"}}).opening
        '田中由紀様'

        Raises `UnknownLocale` where the language has no greetings on file.
        """
        from .greet import greet

        reader = self.reader(to, situation, sender=sender, register=register)
        moment = reader.situation.at if at is None else Situation(at=at).at
        found = greet(reader, channel=channel, at=moment)
        if found is None:
            from .errors import UnknownLocale
            from .forms import on_file

            raise UnknownLocale(reader.language, suggestions=on_file(self.store))
        return found

    def tone(
        self,
        to: Recipient,
        situation: Situation | Mapping[str, Any] | None = None,
        **situation_fields: Any,
    ) -> Tone:
        """How to write to somebody, with the evidence for each piece of advice.

        >>> print(Kit().tone("ja-JP", topic="bereavement").advice[0])
        Put courtesy first: a polite, considerate message counts for more than a quick one.
        """
        from .tone import tone

        return tone(self.reader(to, situation, **situation_fields))

    def check(
        self,
        text: str,
        *,
        to: Recipient,
        situation: Situation | Mapping[str, Any] | None = None,
        language: str = "en",
        sender: Sender | Mapping[str, Any] | None = None,
    ) -> Report:
        """What in a text may be misread by its reader, each with span and suggestion.

        >>> [finding.family for finding in Kit().check("We touch base by 3/7.", to="ja-JP")]
        ['idiom', 'ambiguous-date']
        """
        from .check import check

        return check(text, self.reader(to, situation, sender=sender), language=language)

    def revise(
        self,
        text: str,
        *,
        to: Recipient,
        situation: Situation | Mapping[str, Any] | None = None,
        language: str = "en",
        sender: Sender | Mapping[str, Any] | None = None,
    ) -> Revision:
        """A text with its safe fixes made, each listed, and what is left to a person.

        >>> kit = Kit(sender={"locale": "en-US"})
        >>> print(kit.revise("Send us the form by 3/7/2026, it's $5.", to="en-GB"))
        Please send us the form by 7 March 2026, it's USD 5.

        Revising the result again changes nothing.
        """
        from .revise import revise

        return revise(text, self.reader(to, situation, sender=sender), language=language)

    def upsell(
        self,
        to: Recipient,
        situation: Situation | Mapping[str, Any] | None = None,
        offer: Offer | Mapping[str, Any] | None = None,
        **situation_fields: Any,
    ) -> Decision:
        """Whether an offer is appropriate now; every gate is listed.

        >>> Kit().upsell("ja-JP", topic="complaint").verdict
        <Verdict.AVOID: 'avoid'>
        """
        from .upsell import upsell

        reader = self.reader(to, situation, **situation_fields)
        return upsell(reader, _offer(offer), policy=dict(self.policy))

    def send_window(
        self,
        to: Recipient,
        *,
        at: dt.datetime | str | None = None,
        situation: Situation | Mapping[str, Any] | None = None,
        sender: Sender | Mapping[str, Any] | None = None,
    ) -> Window:
        """Whether a moment is a good one to write, and when the next one is.

        >>> window = Kit().send_window("ja-JP", at="2026-03-06T23:30:00+00:00")
        >>> window.status, f"{window.not_before:%A %H:%M}"
        ('rest_day', 'Monday 09:00')
        """
        from .schedule import send_window

        fields: dict[str, Any] = {} if at is None else {"at": at}
        return send_window(self.reader(to, situation, sender=sender, **fields))

    def translate(
        self,
        text: str | Iterable[str],
        *,
        to: Recipient,
        source: str | None = None,
        register: RegisterLabel | str | None = None,
        glossary: Mapping[str, str] | None = None,
        backend: str | Backend | None = None,
        progress: Callable[[int, int | None], object] | None = None,
    ) -> Translation | list[Translation] | Iterator[Translation]:
        """A text, or each of several, in the reader's language, offline.

        >>> Kit().translate("Thank you for your order.", to="nl-NL").text
        'Bedankt voor uw bestelling.'

        A list gives a list, a generator an iterator. Raises
        `TranslationUnavailable` where there is no path between the languages.
        """
        from .translate import translate

        reader = self.reader(to, register=register)
        return translate(
            text,
            to=reader.language,
            source=source,
            register=reader.register,
            glossary=glossary,
            backend=backend,
            backends=self.backends,
            progress=progress,
            store=self.store,
        )

    def adapt(
        self,
        message: Message | Mapping[str, Any] | str,
        *,
        to: Recipient,
        values: Mapping[str, Any] | None = None,
        situation: Situation | Mapping[str, Any] | None = None,
        offer: Offer | Mapping[str, Any] | None = None,
        sender: Sender | Mapping[str, Any] | None = None,
        register: RegisterLabel | str | None = None,
        include: Collection[str] = ("text", "findings", "decision", "window"),
        mixed: bool = False,
    ) -> Adaptation:
        """The message as it should be sent to this reader, with its reasons.

        >>> from datetime import date
        >>> from culturekit import Money
        >>> kit = Kit(sender={"locale": "en-US"})
        >>> draft = "Your refund of {amount} will arrive by {day}."
        >>> values = {"amount": Money("1249", "JPY"), "day": date(2026, 3, 7)}
        >>> print(kit.adapt(draft, to="ja-JP", values=values))
        お客様
        <BLANKLINE>
        ￥1,249のご返金は、2026年3月7日までにお受け取りいただける予定です。
        <BLANKLINE>
        何卒よろしくお願いいたします。

        `values` fill the fields of the message, formatted by type for the
        reader; without them braces are text. `include` chooses what to compute
        besides. Of HTML the tags stay as they are, but for `lang` and `dir` where
        the outermost elements state them: they follow the language of the result.
        Raises `InvalidValue` for malformed input, before anything is changed; what
        is merely unknown is named in `flags` and `reasons`.
        """
        from .adapt import adapt

        reader = self.reader(to, situation, sender=sender, register=register)
        return adapt(
            _message(message),
            reader,
            values=_values(values),
            offer=_offer(offer),
            include=include,
            mixed=mixed,
            backends=self.backends,
            policy=dict(self.policy),
        )

    def phrase(
        self,
        id: str,
        *,
        to: Recipient,
        values: Mapping[str, Any] | None = None,
        register: RegisterLabel | str | None = None,
    ) -> str:
        """A stable service phrase in the reader's language, its slots filled.

        >>> Kit().phrase("order_shipped", to="fr-FR", values={"order": "A-1042"})
        'Votre commande A-1042 a été expédiée.'

        Raises `InvalidValue` for an unknown phrase or a slot without value, and
        `UnknownLocale` where the language has no phrase bank.
        """
        from .adapt import phrase

        return phrase(id, self.reader(to, register=register), _values(values) or {})

    # --- facts of a territory, for nobody in particular ---

    def obligations(self, territory: Territory, topic: str | None = None) -> Obligations:
        """What the law asks in a territory, of one topic or of all; see `culturekit.obligations`.

        >>> print(Kit().obligations("JP", "price_display"))
        prices shown to consumers include tax
        """
        from .obligations import obligations

        return obligations(territory, topic, store=self.store)

    def withdrawal_deadline(
        self,
        territory: Territory,
        received: dt.date | str,
        calendar: Calendar = None,
        *,
        concluded: dt.date | str | None = None,
    ) -> WithdrawalDeadline:
        """The last day on which a consumer may withdraw from a purchase at a distance.

        >>> print(Kit().withdrawal_deadline("FR", "2026-11-20"))
        until Friday 2026-12-04 (14 calendar days)
        """
        from .obligations import withdrawal_deadline

        return withdrawal_deadline(
            territory, received, calendar, concluded=concluded, store=self.store
        )

    def breach_deadline(
        self, territory: Territory, aware_at: dt.datetime | str, calendar: Calendar = None
    ) -> BreachDeadline:
        """By when, and to whom, a breach of personal data has to be notified.

        >>> print(Kit().breach_deadline("AU", "2026-11-20T16:30+11:00").standard)
        as soon as practicable
        """
        from .obligations import breach_deadline

        return breach_deadline(territory, aware_at, calendar, store=self.store)

    def payment_methods(self, territory: Territory) -> PaymentMethods:
        """How people pay in a territory, ranked where a source ranks it.

        >>> print(Kit().payment_methods("BR").methods[0])
        1. Pix
        """
        from .payments import payment_methods

        return payment_methods(territory, store=self.store)

    def payment_gap(self, offered: Iterable[str], territory: Territory) -> PaymentGap:
        """Which preferred methods of a territory a shop does not offer.

        >>> print(Kit().payment_gap(["Visa", "PayPal"], "BR"))
        missing: Pix
        """
        from .payments import payment_gap

        return payment_gap(offered, territory, store=self.store)

    def payment_reminder(
        self,
        days_overdue: int,
        to: Recipient,
        *,
        invoice: str | None = None,
        amount: Money | None = None,
        due: dt.date | None = None,
        pay_by: dt.date | None = None,
        situation: Situation | Mapping[str, Any] | None = None,
        register: RegisterLabel | str | None = None,
    ) -> PaymentReminder:
        """A reminder of a payment in the reader's language, firmer the longer it is overdue.

        >>> print(Kit().payment_reminder(20, "nl-NL").text.splitlines()[0])
        Volgens onze administratie staat er nog een betaling open.
        """
        from .payments import payment_reminder

        reader = self.reader(to, situation, register=register)
        return payment_reminder(
            reader, days_overdue, invoice=invoice, amount=amount, due=due, pay_by=pay_by
        )

    def invoice_lines(
        self,
        lines: Iterable[Mapping[str, Any]],
        to: Recipient,
        *,
        currency: str | None = None,
        rates: Mapping[str, Any] | None = None,
        rate_date: dt.date | None = None,
    ) -> Invoice:
        r"""Invoice lines as the reader writes numbers and money, by rates that you pass.

        >>> lines = [{"description": "Support", "price": {"amount": "80", "currency": "EUR"}}]
        >>> Kit().invoice_lines(lines, "fr-FR").total_text
        '= 80,00\xa0€'
        """
        from .payments import invoice_lines

        return invoice_lines(
            self.reader(to), lines, currency=currency, rates=rates, rate_date=rate_date
        )

    def sensitivities(
        self,
        territory: Territory,
        about: str | Iterable[str] | None = None,
        *,
        tags: Iterable[str] | None = None,
        text: str | None = None,
        language: str = "en",
        declared: Iterable[str] = (),
    ) -> Sensitivities:
        """What is sensitive in a market, of product tags or of a text.

        >>> Kit().sensitivities("IN", ["burger", "beef"]).severity
        'block'
        """
        from .sensitivities import sensitivities

        return sensitivities(
            territory,
            about,
            tags=tags,
            text=text,
            language=language,
            declared=declared,
            store=self.store,
        )

    def campaign_check(
        self,
        text: str,
        territory: Territory,
        on: dt.date | str | None = None,
        *,
        language: str = "en",
        tags: Iterable[str] = (),
        mourning: str | None = None,
    ) -> CampaignReport:
        """What in a campaign's text and day may offend in a market.

        >>> print(Kit().campaign_check("Flash sale on beef jerky!", "IN"))
        block: “beef”: beef: the cow is holy to Hindus (block)
        """
        from .sensitivities import campaign_check

        return campaign_check(
            text,
            territory,
            on,
            language=language,
            tags=tags,
            mourning=mourning,
            store=self.store,
        )


@lru_cache(maxsize=1)
def default_kit() -> Kit:
    """The kit behind the functions of the package: no sender, all bundled data."""
    return Kit()


# --- what may be given as plain text or a mapping ---------------------------------------


def _several(name: str, given: object) -> tuple[Any, ...]:
    if isinstance(given, (str, bytes)) or not isinstance(given, Iterable):
        raise InvalidValue(name, given, accepted="a sequence")
    return tuple(given)


def _sender(given: object) -> Sender | None:
    if given is None or isinstance(given, Sender):
        return given
    if isinstance(given, str):
        return Sender(locale=given)
    if isinstance(given, Mapping):
        return Sender.from_dict(given)
    raise InvalidValue("sender", given, accepted="a Sender, a tag, or a mapping of its fields")


def _situation(given: object, more: Mapping[str, Any]) -> Situation:
    if given is None:
        return _from_fields(more) if more else _NO_SITUATION
    if isinstance(given, Mapping):
        return Situation.from_dict({**given, **more})
    if isinstance(given, Situation):
        return Situation.from_dict({**_fields(given), **more}) if more else given
    raise InvalidValue("situation", given, accepted="a Situation or a mapping of its fields")


_NO_SITUATION = Situation()


def _from_fields(given: Mapping[str, Any]) -> Situation:
    """A situation from its fields; the same few come again and again, so they are kept."""
    if "at" not in given and "last_message" not in given:
        with suppress(TypeError):  # a field that cannot be kept
            return _kept(**given)
    return Situation.from_dict(given)


@lru_cache(maxsize=1024, typed=True)
def _kept(**given: Any) -> Situation:
    return Situation.from_dict(given)


def _fields(situation: Situation) -> dict[str, Any]:
    return {one.name: getattr(situation, one.name) for one in fields(Situation)}


def _offer(given: object) -> Offer | None:
    if given is None or isinstance(given, Offer):
        return given
    if isinstance(given, str):
        return Offer(given)  # type: ignore[arg-type]  # the noun itself reads the word
    if isinstance(given, Mapping):
        return Offer.from_dict(given)
    raise InvalidValue("offer", given, accepted="an Offer or a mapping of its fields")


def _message(given: object) -> Message:
    if isinstance(given, Message):
        return given
    if isinstance(given, str):
        return Message(given)
    if isinstance(given, Mapping):
        return Message.from_dict(given)
    raise InvalidValue("message", given, accepted="a Message, a text, or a mapping of its fields")


def _values(given: object) -> Mapping[str, Any] | None:
    if given is None:
        return None
    if isinstance(given, Mapping) and all(isinstance(key, str) for key in given):
        return given
    raise InvalidValue("values", given, accepted="a mapping of field names to values")
