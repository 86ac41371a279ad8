"""The nouns: what goes into a verb and what comes out.

Everything here is immutable, hashable, comparable and picklable, and turns
into plain JSON values with `to_dict()` and back with `from_dict()`. A field
that was not given is `None` or empty, which always means "not known".
This module imports nothing else of culturekit but the error tree.
"""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
import difflib
import functools
import types
import typing
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, ClassVar, Self, TypeVar

from .errors import InvalidValue

__all__ = [
    "Address",
    "Answer",
    "Channel",
    "Confidence",
    "Customer",
    "Fact",
    "Finding",
    "Gender",
    "Level",
    "Message",
    "Money",
    "Name",
    "Noun",
    "Offer",
    "OfferKind",
    "Organisation",
    "Pair",
    "Phone",
    "Quantity",
    "QueryClass",
    "Reason",
    "RegisterLabel",
    "Resolution",
    "Sender",
    "Sentiment",
    "Severity",
    "Situation",
    "Source",
    "Topic",
    "Verdict",
    "because",
    "freeze",
    "plain",
]


# --- words ---------------------------------------------------------------------


class Gender(StrEnum):
    """Grammatical gender for address; stated by the person, never guessed."""

    FEMALE = "female"
    MALE = "male"
    NEUTRAL = "neutral"


class RegisterLabel(StrEnum):
    """The two registers every language file may tell apart."""

    FORMAL = "formal"
    INFORMAL = "informal"


class Channel(StrEnum):
    """How the message travels."""

    EMAIL = "email"
    CHAT = "chat"
    PHONE = "phone"
    SMS = "sms"
    SOCIAL = "social"
    LETTER = "letter"


class Topic(StrEnum):
    """What the conversation is about."""

    QUESTION = "question"
    PURCHASE = "purchase"
    COMPLAINT = "complaint"
    REFUND = "refund"
    CANCELLATION = "cancellation"
    TECHNICAL = "technical"
    BILLING = "billing"
    BEREAVEMENT = "bereavement"
    FEEDBACK = "feedback"


class QueryClass(StrEnum):
    """What kind of question the customer asked."""

    INFORMATIONAL = "informational"
    ADVISORY = "advisory"
    DIAGNOSTIC = "diagnostic"
    TRANSACTIONAL = "transactional"


class Resolution(StrEnum):
    """How far the matter has come."""

    OPEN = "open"
    RESOLVED = "resolved"
    ESCALATED = "escalated"


class Sentiment(StrEnum):
    """How the customer feels, as far as the application knows."""

    NEGATIVE = "negative"
    NEUTRAL = "neutral"
    POSITIVE = "positive"


class OfferKind(StrEnum):
    """What sort of offer would be made."""

    UPSELL = "upsell"
    CROSS_SELL = "cross_sell"
    RENEWAL = "renewal"
    PRESELECTED_ADDON = "preselected_addon"


class Severity(StrEnum):
    """How much a finding matters to its reader."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"

    @property
    def rank(self) -> int:
        """0 for `info` to 2 for `error`; the strings themselves sort wrongly."""
        return list(type(self)).index(self)


class Confidence(StrEnum):
    """How sure a fact or a piece of advice is."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Level(StrEnum):
    """Who decided, in order of precedence: a higher level always wins."""

    PERSON = "person"
    CONVERSATION = "conversation"
    LANGUAGE = "language"
    TERRITORY = "territory"
    REGION = "region"
    DIMENSIONS = "dimensions"
    NOTHING = "nothing"


class Verdict(StrEnum):
    """What `upsell` says, from yes to never; compare by `rank`.

    >>> max(Verdict.AVOID, Verdict.CAUTION, key=lambda verdict: verdict.rank)
    <Verdict.AVOID: 'avoid'>
    """

    APPROPRIATE = "appropriate"
    CAUTION = "caution"
    DEFER = "defer"
    AVOID = "avoid"
    PROHIBITED = "prohibited"

    @property
    def rank(self) -> int:
        """0 for `appropriate` to 4 for `prohibited`."""
        return list(type(self)).index(self)


# --- how a noun is built ---------------------------------------------------------

_E = TypeVar("_E", bound=StrEnum)


def _left_out(field: dataclasses.Field[Any], value: Any) -> bool:
    """Whether a field says nothing: it is empty, and need not have been given."""
    empty = value is None or value == () or value == frozenset()
    return empty and field.default is not dataclasses.MISSING


def _shown(value: Any) -> str:
    return repr(str(value)) if isinstance(value, StrEnum) else repr(value)


class Noun:
    """Shared behaviour of the nouns: checked on the way in, plain values on the way out."""

    __slots__ = ()

    #: field -> function that turns what was given into what is kept
    _coerce: ClassVar[Mapping[str, Callable[[str, Any], Any]]] = {}
    #: field -> what is kept where `None` was given and the field is never `None`
    _unknown: ClassVar[Mapping[str, Any]] = {}
    #: fields that say nothing if they are `None`
    _required: ClassVar[tuple[str, ...]] = ()

    def __post_init__(self) -> None:
        for name in self._required:
            if getattr(self, name) is None:
                raise InvalidValue(name, None, accepted="a value")
        for name, empty in self._unknown.items():
            if getattr(self, name) is None:
                object.__setattr__(self, name, empty)
        for name, coerce in self._coerce.items():
            value = getattr(self, name)
            if value is not None:
                object.__setattr__(self, name, coerce(name, value))

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        # A dataclass keeps the repr that its class brings along.
        cls.__repr__ = Noun.__repr__  # type: ignore[method-assign]

    def __repr__(self) -> str:
        """One line with what is known; the reasons of an answer are for `.explain()`."""
        shown = (
            f"{one.name}={_shown(value)}"
            for one in dataclasses.fields(self)  # type: ignore[arg-type]  # every Noun is a dataclass
            if one.repr and not _left_out(one, value := getattr(self, one.name))
        )
        return f"{type(self).__name__}({', '.join(shown)})"

    def to_dict(self) -> dict[str, Any]:
        """The fields as JSON values; empty ones are left out, but for the required."""
        out: dict[str, Any] = {}
        for one in dataclasses.fields(self):  # type: ignore[arg-type]  # every Noun is a dataclass
            value = getattr(self, one.name)
            if _left_out(one, value):
                continue
            out[one.name] = plain(value)
        return out

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """The noun again from `to_dict()`, or from any mapping with its field names.

        Raises `InvalidValue` for a field that does not exist, naming close ones.
        """
        if not isinstance(data, Mapping):
            raise InvalidValue(cls.__name__.lower(), data, accepted="a mapping of its fields")
        nested = _nested(cls)  # type: ignore[arg-type]  # a class is hashable
        fields: dict[str, Any] = {}
        for key, value in data.items():
            if key not in nested:
                close = difflib.get_close_matches(str(key), nested, n=3)
                raise InvalidValue(
                    f"field of {cls.__name__}", key, accepted=close or sorted(nested)
                )
            fields[key] = _revive(nested[key], value)
        fields = {**_empties(cls), **fields}  # type: ignore[arg-type]  # a class is hashable
        missing = [
            one.name
            for one in dataclasses.fields(cls)  # type: ignore[arg-type]  # every Noun is a dataclass
            if one.default is one.default_factory is dataclasses.MISSING and one.name not in fields
        ]
        if missing:
            accepted = f"a mapping with {' and '.join(missing)}"
            raise InvalidValue(cls.__name__.lower(), data, accepted=accepted)
        return cls(**fields)


@functools.cache
def _nested(cls: Any) -> dict[str, Any]:
    """Field name -> the annotated type, resolved once per class."""
    hints = typing.get_type_hints(cls)
    return {one.name: hints[one.name] for one in dataclasses.fields(cls)}


@functools.cache
def _empties(cls: Any) -> dict[str, Any]:
    """What `to_dict` left out though the field has no default: `None` or an empty tuple."""
    found: dict[str, Any] = {}
    for one in dataclasses.fields(cls):
        if one.default is one.default_factory is dataclasses.MISSING:
            hint = _nested(cls)[one.name]
            if types.NoneType in typing.get_args(hint):
                found[one.name] = None
            elif typing.get_origin(hint) is tuple:
                found[one.name] = ()
    return found


def _revive(hint: Any, value: Any) -> Any:
    """A value as its field is annotated, from JSON; what does not fit is left to the noun."""
    if isinstance(value, Mapping):
        for kind in _classes(hint):
            if issubclass(kind, Noun):
                return kind.from_dict(value)
    elif isinstance(value, (list, tuple)):
        for part in (hint, *typing.get_args(hint)):
            if typing.get_origin(part) is tuple:
                inner = typing.get_args(part)
                each = inner[0] if inner else Any
                return tuple(_revive(each, item) for item in value)
    elif isinstance(value, str):
        for kind in _classes(hint):
            with contextlib.suppress(ValueError):
                if issubclass(kind, StrEnum):
                    return kind(value)
                if issubclass(kind, (dt.date, dt.time)):
                    return kind.fromisoformat(value)
    return value


@functools.cache
def _classes(hint: Any) -> tuple[type, ...]:
    if isinstance(hint, type) and not isinstance(hint, types.GenericAlias):
        return (hint,)
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        return tuple(kind for part in typing.get_args(hint) for kind in _classes(part))
    return ()


def plain(value: Any) -> Any:
    """`value` as JSON can hold it: nouns as dicts, dates as ISO 8601, decimals as text."""
    if isinstance(value, Noun):
        return value.to_dict()
    if isinstance(value, StrEnum):
        return value.value
    if value is None or isinstance(value, (str, int, float, bool)):
        return value
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat()
    if isinstance(value, dt.timedelta):
        return value.total_seconds()
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (frozenset, set)):
        return sorted(plain(item) for item in value)
    if isinstance(value, (list, tuple)):
        if value and all(_is_pair(item) for item in value):
            return {item[0]: plain(item[1]) for item in value}
        return [plain(item) for item in value]
    return str(value)


def _is_pair(item: object) -> bool:
    """A (key, value) pair of a mapping that was kept as a sorted tuple."""
    return isinstance(item, Pair)


class Pair(tuple[str, Any]):
    """One entry of a mapping that is kept as a sorted, hashable tuple."""

    __slots__ = ()

    def __reduce__(self) -> tuple[object, ...]:
        return (Pair, (tuple(self),))


def freeze(value: Any) -> Any:
    """`value` with lists as tuples and mappings as sorted tuples of `Pair`s."""
    if isinstance(value, Mapping):
        return tuple(Pair((str(key), freeze(value[key]))) for key in sorted(value, key=str))
    if isinstance(value, (list, tuple)) and not isinstance(value, Pair):
        return tuple(freeze(item) for item in value)
    if isinstance(value, (set, frozenset)):
        return frozenset(freeze(item) for item in value)
    return value


# Coercions. Each takes the field's name, for the error message, and the value given.


def _enum(kind: type[_E]) -> Callable[[str, Any], _E]:
    def coerce(name: str, value: Any) -> _E:
        if type(value) is kind:
            return value
        try:
            return kind(value)
        except ValueError:
            raise InvalidValue(name, value, accepted=[str(one) for one in kind]) from None

    return coerce


def _text(name: str, value: Any) -> str:
    if not isinstance(value, str):
        raise InvalidValue(name, value, accepted="text")
    return value


def _flag(name: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise InvalidValue(name, value, accepted=("True", "False", "None"))
    return value


def _count(name: str, value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise InvalidValue(name, value, accepted="a whole number, 0 or more")
    return value


def _moment(name: str, value: Any) -> dt.datetime:
    if isinstance(value, str):
        try:
            value = dt.datetime.fromisoformat(value)
        except ValueError:
            raise InvalidValue(name, value, accepted="an ISO 8601 date and time") from None
    if not isinstance(value, dt.datetime):
        raise InvalidValue(name, value, accepted="a datetime")
    if not 1 < value.year < 9990:  # room for other time zones, and for the next good day
        raise InvalidValue(name, value, accepted="a moment of the years 2 to 9989")
    return value


def _words(name: str, value: Any) -> frozenset[str]:
    if isinstance(value, str) or not isinstance(value, Iterable):
        raise InvalidValue(name, value, accepted="a set of words")
    return frozenset(_text(name, word).strip().lower() for word in value)


def _mapping(name: str, value: Any) -> tuple[Pair, ...]:
    try:
        frozen = freeze(dict(value))
        hash(frozen)
    except (TypeError, ValueError):
        raise InvalidValue(name, value, accepted="a mapping of names to plain values") from None
    return typing.cast("tuple[Pair, ...]", frozen)


def _by_channel(name: str, value: Any) -> tuple[Pair, ...]:
    """Wishes by channel; whether a text is a language tag is seen where it is read."""
    wishes = _mapping(name, value)
    accepted = [*Channel, "any"]
    for channel, tag in wishes:
        if channel not in accepted:
            raise InvalidValue(f"channel of {name}", channel, accepted=accepted)
        if not isinstance(tag, str):
            raise InvalidValue(f"{name}.{channel}", tag, accepted="a BCP 47 tag, such as 'de-AT'")
    return wishes


def _noun(kind: type[Noun]) -> Callable[[str, Any], Any]:
    def coerce(name: str, value: Any) -> Any:
        if isinstance(value, kind):
            return value
        if isinstance(value, Mapping):
            return kind.from_dict(value)
        raise InvalidValue(name, value, accepted=f"a {kind.__name__} or a mapping of its fields")

    return coerce


def _several(kind: type[Noun]) -> Callable[[str, Any], Any]:
    one = _noun(kind)

    def coerce(name: str, value: Any) -> Any:
        several = [value] if isinstance(value, (kind, Mapping)) else value
        if isinstance(several, str) or not isinstance(several, Iterable):
            raise InvalidValue(name, value, accepted=f"a {kind.__name__}, or several")
        return tuple(one(name, item) for item in several)

    return coerce


def _decimal(name: str, value: Any) -> Decimal:
    """The exact value; a float counts as the shortest decimal that prints it."""
    if isinstance(value, bool):
        raise InvalidValue(name, value, accepted="a number")
    try:
        number = value if isinstance(value, Decimal) else Decimal(str(value))
    except (InvalidOperation, ValueError):
        raise InvalidValue(name, value, accepted="a number, such as '49.90'") from None
    if not number.is_finite():
        raise InvalidValue(name, value, accepted="a finite number")
    return number


# --- evidence ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Source(Noun):
    """Where a fact comes from: a record, not a bare address."""

    id: str
    title: str
    producer: str | None = None
    url: str | None = None
    published: str | None = None
    accessed: str | None = None
    licence: str | None = None
    terms: str | None = None


@dataclass(frozen=True, slots=True)
class Fact(Noun):
    """One known thing, with where it comes from and when that was true."""

    value: Any
    unit: str | None = None
    source: tuple[Source, ...] = ()
    as_of: str | None = None
    confidence: Confidence | None = None
    note: str | None = None
    level: Level | None = None

    _coerce: ClassVar = {
        "value": lambda _, value: freeze(value),
        "source": _several(Source),
        "confidence": _enum(Confidence),
        "level": _enum(Level),
    }


@dataclass(frozen=True, slots=True)
class Reason(Noun):
    """Why an answer says what it says."""

    claim: str
    level: Level | None = None
    weight: Confidence | None = None
    fact: Fact | None = None

    _coerce: ClassVar = {"level": _enum(Level), "weight": _enum(Confidence), "fact": _noun(Fact)}

    def __str__(self) -> str:
        """One line: the claim, then who decided, how sure, and the sources."""
        about = [str(one) for one in (self.level, self.weight) if one]
        line = self.claim
        if about:
            line += f" ({', '.join(about)})"
        if self.fact:
            for source in self.fact.source:
                where = f", {source.url}" if source.url else ""
                when = f", as of {self.fact.as_of}" if self.fact.as_of else ""
                line += f"\n    {source.id}: {source.title}{where}{when}"
        return line


@functools.lru_cache(maxsize=4096)
def because(claim: str, level: Level) -> Reason:
    """A reason that rests on no fact; the same words are the same object."""
    return Reason(claim, level)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer(Noun):
    """Base of every answer: it has its reasons, and says from which data it was made."""

    reasons: tuple[Reason, ...] = dataclasses.field(default=(), repr=False)
    data_version: str = dataclasses.field(default="", repr=False)

    def explain(self) -> str:
        """The reasons as text, one to a paragraph, sources below each."""
        head = str(self)
        lines = [f"- {reason}" for reason in self.reasons] or ["- no reasons recorded"]
        return "\n".join([*([head, ""] if head else []), *lines])

    def _repr_html_(self) -> str:
        # The one lazy edge upwards: notebooks load their rendering on first display.
        from .notebook import render

        return render(self)


# --- people --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Name(Noun):
    """A personal name in CLDR's own fields; structured, never taken apart from a string.

    >>> Name(given="Sanne", surname_prefix="de", surname="Vries").full_surname
    'de Vries'
    """

    title: str | None = None
    given: str | None = None
    given_informal: str | None = None
    given2: str | None = None
    surname: str | None = None
    surname_prefix: str | None = None
    surname2: str | None = None
    generation: str | None = None
    credentials: str | None = None
    locale: str | None = None

    _coerce: ClassVar = dict.fromkeys(
        (
            "title",
            "given",
            "given_informal",
            "given2",
            "surname",
            "surname_prefix",
            "surname2",
            "generation",
            "credentials",
            "locale",
        ),
        _text,
    )

    @property
    def full_surname(self) -> str | None:
        """Prefix and surname together, as the bearer writes them."""
        if not self.surname:
            return None
        if not self.surname_prefix:
            return self.surname
        joined = self.surname_prefix.endswith(("'", "’", "-"))  # d'Ancona, al-Masri
        return f"{self.surname_prefix}{'' if joined else ' '}{self.surname}"


@dataclass(frozen=True, slots=True)
class Customer(Noun):
    """The person that a message is for; what they stated always beats their country.

    >>> Customer("de-CH", languages={"chat": "en", "any": "fr"}).languages
    (('any', 'fr'), ('chat', 'en'))

    `languages` are wishes by channel, "any" for all others. Raises `InvalidValue`
    for what no field of it can hold; a malformed tag raises it where it is read.
    """

    locale: str | None = None
    name: Name | None = None
    gender: Gender | None = None
    pronouns: str | None = None
    salutation: str | None = None
    preferred_name: str | None = None
    territory: str | None = None
    time_zone: str | None = None
    register: RegisterLabel | None = None
    languages: tuple[Pair, ...] = ()
    marketing_consent: bool | None = None
    existing_customer: bool | None = None
    wants_offers: bool | None = None
    dietary: frozenset[str] = frozenset()
    avoid: frozenset[str] = frozenset()
    preferences: tuple[Pair, ...] = ()

    _coerce: ClassVar = {
        "locale": _text,
        "name": _noun(Name),
        "gender": _enum(Gender),
        "pronouns": _text,
        "salutation": _text,
        "preferred_name": _text,
        "territory": _text,
        "time_zone": _text,
        "register": _enum(RegisterLabel),
        "languages": _by_channel,
        "marketing_consent": _flag,
        "existing_customer": _flag,
        "wants_offers": _flag,
        "dietary": _words,
        "avoid": _words,
        "preferences": _mapping,
    }
    _unknown: ClassVar = {
        "languages": (),
        "dietary": frozenset(),
        "avoid": frozenset(),
        "preferences": (),
    }


@dataclass(frozen=True, slots=True)
class Organisation(Noun):
    """A company or authority as the recipient, perhaps with somebody's attention."""

    name: str
    locale: str | None = None
    territory: str | None = None
    time_zone: str | None = None
    contact: Customer | None = None
    marketing_consent: bool | None = None
    existing_customer: bool | None = None

    _coerce: ClassVar = {
        "name": _text,
        "locale": _text,
        "territory": _text,
        "time_zone": _text,
        "contact": _noun(Customer),
        "marketing_consent": _flag,
        "existing_customer": _flag,
    }
    _required: ClassVar = ("name",)


@dataclass(frozen=True, slots=True)
class Sender(Noun):
    """Who writes; unknown means another country, another time zone, other units."""

    locale: str | None = None
    territory: str | None = None
    time_zone: str | None = None
    name: Name | None = None
    gender: Gender | None = None
    organisation: str | None = None
    signature: str | None = None

    _coerce: ClassVar = {
        "locale": _text,
        "territory": _text,
        "time_zone": _text,
        "name": _noun(Name),
        "gender": _enum(Gender),
        "organisation": _text,
        "signature": _text,
    }


# --- the occasion ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Situation(Noun):
    """What is going on between sender and customer; `at` is the only clock."""

    channel: Channel | None = None
    topic: Topic | None = None
    query_class: QueryClass | None = None
    resolution: Resolution | None = None
    sentiment: Sentiment | None = None
    at: dt.datetime | None = None
    first_contact: bool | None = None
    relationship_months: int | None = None
    offers_last_30_days: int | None = None
    customer_asked: bool | None = None
    last_message: str | None = None

    _coerce: ClassVar = {
        "channel": _enum(Channel),
        "topic": _enum(Topic),
        "query_class": _enum(QueryClass),
        "resolution": _enum(Resolution),
        "sentiment": _enum(Sentiment),
        "at": _moment,
        "first_contact": _flag,
        "relationship_months": _count,
        "offers_last_30_days": _count,
        "customer_asked": _flag,
        "last_message": _text,
    }


@dataclass(frozen=True, slots=True)
class Offer(Noun):
    """What would be offered; tags are open words, lower case and singular."""

    kind: OfferKind = OfferKind.UPSELL
    tags: frozenset[str] = frozenset()

    _coerce: ClassVar = {"kind": _enum(OfferKind), "tags": _words}
    _unknown: ClassVar = {"kind": OfferKind.UPSELL, "tags": frozenset()}


@dataclass(frozen=True, slots=True)
class Message(Noun):
    """A message as it was written, before anything is adapted."""

    body: str
    subject: str | None = None
    language: str | None = None
    format: str = "text"
    syntax: str = "braces"

    _coerce: ClassVar = {
        "body": _text,
        "subject": _text,
        "language": _text,
        "format": lambda name, value: _one_of(name, value, ("text", "html")),
        "syntax": lambda name, value: _one_of(name, value, ("braces", "double", "none")),
    }
    _required: ClassVar = ("body", "format", "syntax")


def _one_of(name: str, value: Any, accepted: tuple[str, ...]) -> str:
    if value not in accepted:
        raise InvalidValue(name, value, accepted=accepted)
    return str(value)


# --- values a message may carry -----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Money(Noun):
    """An amount in a currency (ISO 4217); no exchange rate is ever applied.

    >>> Money("49.90", "eur")
    Money(amount=Decimal('49.90'), currency='EUR')
    """

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "amount", _decimal("amount", self.amount))
        code = self.currency
        if not (isinstance(code, str) and len(code) == 3 and code.isascii() and code.isalpha()):
            raise InvalidValue("currency", code, accepted="an ISO 4217 code, such as 'EUR'")
        object.__setattr__(self, "currency", code.upper())


@dataclass(frozen=True, slots=True)
class Quantity(Noun):
    """A number of units; `unit` is a CLDR unit identifier such as "kilometer-per-hour"."""

    value: Decimal
    unit: str

    _coerce: ClassVar = {"value": _decimal, "unit": _text}
    _required: ClassVar = ("value", "unit")


@dataclass(frozen=True, slots=True)
class Address(Noun):
    """A postal address in the fields of Google's address data (libaddressinput)."""

    territory: str | None = None
    name: str | None = None
    organisation: str | None = None
    street_address: str | None = None
    city: str | None = None
    city_area: str | None = None
    country_area: str | None = None
    postal_code: str | None = None
    sorting_code: str | None = None

    _coerce: ClassVar = dict.fromkeys(
        (
            "territory",
            "name",
            "organisation",
            "street_address",
            "city",
            "city_area",
            "country_area",
            "postal_code",
            "sorting_code",
        ),
        _text,
    )


@dataclass(frozen=True, slots=True)
class Phone(Noun):
    """A telephone number as given; `territory` reads one without a country code."""

    number: str
    territory: str | None = None

    _coerce: ClassVar = {"number": _text, "territory": _text}
    _required: ClassVar = ("number",)


# --- what a check finds ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Finding(Noun):
    """One remark of `check`; `start` and `end` are character offsets into the text."""

    rule: str
    family: str
    start: int
    end: int
    severity: Severity
    message: str
    suggestion: str | None = None
    fix: str | None = None

    _coerce: ClassVar = {"severity": _enum(Severity)}
