"""Who reads, and what decides how they are written to: the precedence, once.

Every verb takes a `Reader`. What the person said beats what the conversation
shows, that beats the usage of the language, that beats the practice of the
territory, and each choice keeps its reason. A territory that was not given
stays unknown: no verb may take a likely one for law, offers or tone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from .codes import suggestions, territory_code
from .culture import Culture, culture
from .datasets import Datasets
from .errors import InvalidValue, UnknownLocale, UnknownTerritory
from .model import (
    Customer,
    Fact,
    Gender,
    Level,
    Noun,
    Organisation,
    Reason,
    RegisterLabel,
    Sender,
    Situation,
    because,
)
from .register import detect_register
from .store import Store
from .tags import Tag, parse

__all__ = ["Reader", "Recipient", "resolve", "zone_named"]

_NOTHING_SAID = Situation()
_NOBODY = Customer()

Recipient = Customer | Organisation | str | Mapping[str, Any] | Sequence[Any] | Culture


@dataclass(frozen=True, slots=True)
class Reader(Noun):
    """The person or people a message is for, with every choice made that verbs share.

    `language` is the locale of wordings ("de-AT"), `level` says who decided the
    register, `zone` is an IANA time zone or `None`.
    """

    culture: Culture
    language: str
    territory: str | None
    register: RegisterLabel | None
    zone: str | None
    level: Level
    reasons: tuple[Reason, ...]
    register_reason: Reason
    people: tuple[Customer, ...] = ()
    organisation: Organisation | None = None
    sender: Sender | None = None
    situation: Situation = field(default_factory=Situation)
    stated_register: RegisterLabel | None = field(default=None, repr=False)
    gender_reason: Reason | None = field(default=None, repr=False)

    @property
    def customer(self) -> Customer:
        """The one person addressed; of several the first, of none an unknown one."""
        if self.people:
            return self.people[0]
        return _NOBODY

    @property
    def store(self) -> Store:
        """The data that the reader was resolved with."""
        return self.culture.store

    @property
    def facts(self) -> Mapping[str, Fact]:
        """Facts of the reader's territory; empty where it is unknown."""
        return self.culture.facts

    @property
    def locale(self) -> str:
        """The tag to format with: the language in the reader's region, keywords kept."""
        return self.culture.locale

    def in_language(self, tag: str) -> Reader:
        """The same people, written to in another language in their own region."""
        given = parse(tag)
        if given.language == self.culture.language:
            return self
        territory = self.territory or given.territory
        language = Tag(given.language, given.script, territory or "")
        keywords = self.culture.keywords
        own = _culture_of(str(replace(language, keywords=keywords)), self.culture)
        if self.territory is None:
            # The region of a draft says where its wording is at home, not where they live.
            own = replace(own, territory=None)
        register, level, reason = _register(
            self.people, own, self.situation, self.stated_register, language.base
        )
        return replace(
            self,
            culture=own,
            language=language.base,
            register=register,
            level=level,
            reasons=(*(one for one in self.reasons if one is not self.register_reason), reason),
            register_reason=reason,
        )


@lru_cache(maxsize=1024)
def _culture_of(tag: str, like: Culture) -> Culture:
    return replace(culture(tag, store=like.store), tables=like.tables)


def resolve(
    to: Recipient,
    *,
    situation: Situation | None = None,
    sender: Sender | None = None,
    register: RegisterLabel | str | None = None,
    datasets: Datasets = "all",
    store: Store | None = None,
) -> Reader:
    """The `Reader` for whatever names a recipient.

    >>> resolve({"locale": "de-AT", "register": "informal"}).level
    <Level.PERSON: 'person'>
    >>> resolve("ja").territory is None
    True

    Raises `InvalidValue`, `UnknownLocale` or `UnknownTerritory`, each naming
    what was given.
    """
    people, organisation, own = _people(to)
    _check_tags(people, sender)
    situation = situation or _NOTHING_SAID
    stated = _stated_register(register)
    reasons: list[Reason] = []

    first = people[0] if people else _NOBODY
    locale, why = _locale(first, organisation, own, situation)
    found = _culture(locale, datasets, store) if locale else _unknown(store, datasets)
    found, territory_reason = _territory(found, first, organisation)
    reasons += [why, territory_reason]

    zone, zone_reason = _zone(found, first, organisation)
    reasons.append(zone_reason)
    label, level, reason = _register(people, found, situation, stated, found.locale_base)
    reasons.append(reason)
    gender_reason = None
    if any(one.pronouns and one.gender is None for one in people):
        people, gender_reason = _by_pronouns(people, found)
        reasons.append(gender_reason)
    return Reader(
        culture=found,
        language=found.locale_base,
        territory=found.territory,
        register=label,
        zone=zone,
        level=level,
        reasons=tuple(reasons),
        register_reason=reason,
        people=people,
        organisation=organisation,
        sender=sender,
        situation=situation,
        stated_register=stated,
        gender_reason=gender_reason,
    )


# --- who ---------------------------------------------------------------------------


def _people(
    to: Recipient,
) -> tuple[tuple[Customer, ...], Organisation | None, Culture | None]:
    if isinstance(to, Customer):
        return (to,), None, None
    if isinstance(to, str):
        return (), None, culture(to)
    if isinstance(to, Culture):
        return (), None, to
    if isinstance(to, Organisation):
        return ((to.contact,) if to.contact else ()), to, None
    if isinstance(to, Mapping):
        return (Customer.from_dict(to),), None, None
    if isinstance(to, Sequence) and to:
        people = tuple(
            one if isinstance(one, Customer) else Customer.from_dict(one)
            for one in to
            if isinstance(one, (Customer, Mapping))
        )
        if len(people) == len(to):
            return people, None, None
    raise InvalidValue(
        "to", to, accepted="a Customer, a tag, a mapping, an Organisation, or several Customers"
    )


def _by_pronouns(
    people: tuple[Customer, ...], found: Culture
) -> tuple[tuple[Customer, ...], Reason]:
    """The people with the gender of address that their pronouns stand for, where they tell one."""
    read = [_by_own_pronouns(one, found.store, found.locale_base) for one in people]
    shown = [words for _, words in read if words]
    if not shown:
        return people, because("no gender of address is known from the pronouns", Level.NOTHING)
    claim = f"the gender of address is taken from the stated pronouns: {', '.join(shown)}"
    return tuple(one for one, _ in read), because(claim, Level.PERSON)


_WORD = re.compile(r"\w+")


@lru_cache(maxsize=1024)
def _by_own_pronouns(person: Customer, store: Store, language: str) -> tuple[Customer, str]:
    """The person with the gender that their pronouns stand for, and what that was read from."""
    if person.gender is not None or not person.pronouns:
        return person, ""
    known = _pronouns(store, language)
    stated = _WORD.findall(person.pronouns.lower())
    words = dict.fromkeys(word for word in stated if word in known)
    genders = {known[word] for word in words}
    if not genders:
        return person, ""
    # Who states two kinds, she/they, is content with neither alone.
    gender = genders.pop() if len(genders) == 1 else Gender.NEUTRAL
    return replace(person, gender=gender), f"{'/'.join(words)} for {gender}"


@lru_cache(maxsize=256)
def _pronouns(store: Store, language: str) -> Mapping[str, Gender]:
    """Pronouns of the language and, since people state them everywhere, of English."""
    return {
        word: Gender(gender)
        for tag in ("en", language)
        for gender, words in store.language(tag).get("pronouns", {}).items()
        for word in words
    }


def _check_tags(people: tuple[Customer, ...], sender: Sender | None) -> None:
    """Raise for a malformed tag in any field, also one that this message does not need."""
    names = [one.name for one in people]
    if sender is not None:
        names.append(sender.name)
        if sender.locale:
            _well_formed("sender.locale", sender.locale)
    for person in people:
        for channel, tag in person.languages:
            _well_formed(f"languages.{channel}", tag)
    for name in names:
        if name is not None and name.locale:
            _well_formed("name.locale", name.locale)


def _well_formed(field: str, tag: str) -> Tag:
    try:
        return parse(tag)
    except InvalidValue as error:
        raise InvalidValue(field, tag, accepted=error.accepted) from None


def _culture(locale: str, datasets: Datasets, store: Store | None) -> Culture:
    """The culture of a locale; what cannot be a tag either is malformed, not unknown."""
    try:
        return culture(locale, datasets=datasets, store=store)
    except (InvalidValue, UnknownLocale):
        _well_formed("locale", locale)
        raise


def _unknown(store: Store | None, datasets: Datasets) -> Culture:
    return culture("und", store=store, datasets=datasets)


# --- language, territory, zone ---------------------------------------------------------


def _locale(
    person: Customer, organisation: Organisation | None, own: Culture | None, situation: Situation
) -> tuple[str | None, Reason]:
    if own is not None:
        return own.tag, because(f"the recipient was given as {own.tag}", Level.PERSON)
    for key in filter(None, (situation.channel, "any")):
        for channel, tag in person.languages:
            if channel == key:
                claim = f"the customer asked for {tag} in {channel}"
                return _with_region(tag, person), because(claim, Level.PERSON)
    if person.locale:
        return person.locale, because(f"the customer's locale is {person.locale}", Level.PERSON)
    if organisation is not None and organisation.locale:
        return organisation.locale, because(
            f"the organisation's locale is {organisation.locale}", Level.PERSON
        )
    return None, because("no locale was given: the language is unknown", Level.NOTHING)


def _with_region(tag: str, person: Customer) -> str:
    """A language asked for, in the region that the customer's locale names."""
    wanted = parse(tag)
    if wanted.territory or not person.locale:
        return tag
    region = culture(person.locale).territory
    return str(replace(wanted, territory=region or ""))


def _territory(
    found: Culture, person: Customer, organisation: Organisation | None
) -> tuple[Culture, Reason]:
    given = person.territory or (organisation.territory if organisation else None)
    if given is None:
        if found.territory:
            return found, because(
                f"the territory {found.territory} is the region of the locale", Level.PERSON
            )
        return found, because("the territory is unknown: it was not given", Level.NOTHING)
    code = territory_code(given)
    if code is None:
        raise UnknownTerritory(given, suggestions=suggestions(given))
    if code != found.territory:
        # A German speaker in Japan: Japanese law and hours, German wording.
        moved = replace(parse(found.tag), territory=code)
        if found.tag != "und" or not found.language:
            found = _culture_of(str(moved), found)
        else:
            found = _culture_of(f"und-{code}", found)
    return found, because(f"the customer's territory is {code}", Level.PERSON)


def _zone(
    found: Culture, person: Customer, organisation: Organisation | None
) -> tuple[str | None, Reason]:
    given = person.time_zone or (organisation.time_zone if organisation else None)
    if given is not None:
        return zone_named(given).key, because(f"the customer's time zone is {given}", Level.PERSON)
    return _usual_zone(found.store, found)


# Cultures are equal whatever store they came from, so what depends on the data has both as its key.


@lru_cache(maxsize=1024)
def _usual_zone(store: Store, found: Culture) -> tuple[str | None, Reason]:  # noqa: ARG001
    """The zone of a place where nothing else was said."""
    zones = found.time_zones
    if len(zones) == 1:
        claim = f"{zones[0]} is the only time zone of {found.territory or found.tag}"
        return zones[0], because(claim, Level.TERRITORY)
    if zones and _same_clock(zones):
        claim = f"all time zones of {found.territory} show the time of {zones[0]}"
        return zones[0], because(claim, Level.TERRITORY)
    if zones:
        claim = f"the time zone is unknown: {found.territory} has {len(zones)}"
    else:
        claim = "the time zone is unknown: no territory was given"
    return None, because(claim, Level.NOTHING)


@lru_cache(maxsize=512)
def _same_clock(zones: tuple[str, ...]) -> bool:
    """Whether the zones agree in every month of the last rules on record (Berlin and Büsingen)."""
    from datetime import UTC, datetime

    months = [datetime(2037, month, 1, tzinfo=UTC) for month in range(1, 13)]
    clocks = {
        tuple(moment.astimezone(zone_named(zone)).utcoffset() for moment in months)
        for zone in zones
    }
    return len(clocks) == 1


@lru_cache(maxsize=1024)
def zone_named(name: str) -> ZoneInfo:
    """The time zone of an IANA name, kept: `zoneinfo` itself holds on to the last eight only.

    >>> zone_named("Asia/Tokyo")
    zoneinfo.ZoneInfo(key='Asia/Tokyo')

    Raises `InvalidValue` for a name that the tz database does not have.
    """
    try:
        return ZoneInfo(name)
    except (OSError, ValueError, KeyError):  # an unknown one is a KeyError
        raise InvalidValue("time_zone", name, accepted="an IANA zone, such as Asia/Tokyo") from None


# --- register --------------------------------------------------------------------------


def _stated_register(given: RegisterLabel | str | None) -> RegisterLabel | None:
    if given is None:
        return None
    try:
        return RegisterLabel(given)
    except ValueError:
        raise InvalidValue("register", given, accepted=list(RegisterLabel)) from None


def _register(
    people: tuple[Customer, ...],
    found: Culture,
    situation: Situation,
    stated: RegisterLabel | None,
    language: str,
) -> tuple[RegisterLabel | None, Level, Reason]:
    if stated is not None:
        return stated, Level.PERSON, because(f"register={stated} was asked for", Level.PERSON)
    wishes = [person.register for person in people if person.register]
    if wishes:
        # Of several people, the one who wants distance decides.
        label = RegisterLabel.FORMAL if RegisterLabel.FORMAL in wishes else wishes[0]
        return label, Level.PERSON, because(f"the customer prefers {label} address", Level.PERSON)
    if situation.last_message:
        shown = detect_register(situation.last_message, language=language, store=found.store)
        if shown.label:
            cues = ", ".join(f"“{cue}”" for cue in shown.cues[:3])
            claim = f"the customer's own message is {shown.label} ({cues})"
            return shown.label, Level.CONVERSATION, because(claim, Level.CONVERSATION)
    return _usual_register(found.store, found)


@lru_cache(maxsize=1024)
def _usual_register(
    store: Store,  # noqa: ARG001
    found: Culture,
) -> tuple[RegisterLabel | None, Level, Reason]:
    """The register of customer service where nobody said or showed another."""
    default = found.register
    if default is not None:
        label = RegisterLabel(default.value)
        claim = f"customer service in {found.name} is {label} by default"
        return (
            label,
            Level.LANGUAGE,
            Reason(claim, Level.LANGUAGE, weight=default.confidence, fact=default),
        )
    claim = f"nothing is on record about the register of {found.name}"
    return None, Level.NOTHING, because(claim, Level.NOTHING)
