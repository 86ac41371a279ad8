"""What the rules ask about reader, sender and occasion, settled once for a check."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from ..culture import Culture, culture
from ..model import Level, Reason, RegisterLabel
from ..reader import Reader, zone_named
from ..store import Store
from ..tags import parse

__all__ = ["Context", "context_of"]

#: English is what service is written in for people who speak it as a second language. Somebody
#: in a country counts as a native reader of it where it is official and most people speak it.
_LINGUA_FRANCA = "en"
_MOST = 50.0

#: Weight of a sign of register that nobody takes for the other one.
_UNMISTAKABLE = 2.0

#: Two zones are one for a reader where they agree on these days of every year.
_DAYS = ((1, 15), (3, 20), (4, 5), (7, 15), (10, 5), (10, 28))


@dataclass(frozen=True, slots=True)
class Context:
    """Facts about a check; `fields` is what a rule's severities may depend on."""

    reader: Reader
    language: str
    native: bool
    same_zone: bool
    sender_zone: str | None
    sender_territory: str | None
    sender_locale: str | None
    expected: RegisterLabel | None
    fields: Mapping[str, object]
    reason: Reason


def context_of(reader: Reader, language: str) -> Context:
    """The context of a text in `language` that goes to `reader`."""
    spoken = parse(language).language
    native = _native(reader.culture, spoken)
    territory, locale, zone = _sender(reader)
    same_zone = zone is not None and reader.zone is not None and _same(zone, reader.zone)
    addressed = reader if spoken == reader.culture.language else reader.in_language(language)
    stated = addressed.level in (Level.PERSON, Level.CONVERSATION)
    # Where one word addresses everybody, a default decides on names and phrases, not on the text.
    binds = stated or _distinguishes(addressed.store, addressed.language)
    expected = addressed.register if binds else None
    situation = reader.situation
    fields: dict[str, object] = {
        "audience": "native" if native else "second-language",
        "register": str(expected or "unknown"),
        "stated": stated,
        "same_zone": same_zone,
        "territory": reader.territory or "unknown",
        "gender": str(reader.customer.gender or "unknown"),
        "language": spoken,
    }
    for name in ("channel", "topic", "sentiment", "resolution", "first_contact"):
        value = getattr(situation, name)
        fields[name] = "unknown" if value is None else value
    return Context(
        reader=reader,
        language=language,
        native=native,
        same_zone=same_zone,
        sender_zone=zone,
        sender_territory=territory,
        sender_locale=locale,
        expected=expected,
        fields=fields,
        reason=_audience_reason(reader.culture, spoken, native),
    )


@lru_cache(maxsize=512)
def _distinguishes(store: Store, language: str) -> bool:
    """Whether a text in the language can be too informal by its words of address.

    Service may say the same word in both registers where another one is out of
    the question, as Hindi does.
    """
    about = store.language(language).get("register", {})
    formal, informal = about.get("formal", {}), about.get("informal", {})
    if not formal or formal.get("value") != informal.get("value"):
        return True
    signs = store.rules("register").get(parse(language).language, {}).get("cue", ())
    return any(
        sign["register"] == RegisterLabel.INFORMAL and sign["weight"] >= _UNMISTAKABLE
        for sign in signs
    )


def _native(reader: Culture, language: str) -> bool:
    if reader.language != language:
        return False
    if language != _LINGUA_FRANCA or reader.territory is None:
        return True
    return any(
        use.status is not None and (use.population_percent or 0) >= _MOST
        for use in reader.languages
        if parse(use.tag).language == language
    )


def _audience_reason(reader: Culture, language: str, native: bool) -> Reason:
    if reader.tag == "und":
        claim = f"the reader's language is unknown: {language} counts as a second language"
        return Reason(claim, Level.NOTHING)
    kind = "native reader" if native else "second-language reader"
    return Reason(f"somebody from {reader.name} is a {kind} of {language}", Level.LANGUAGE)


@lru_cache(maxsize=1024)
def _sender_place(
    locale: str | None, territory: str | None, store: Store
) -> tuple[str | None, str | None, str | None]:
    own = culture(locale, store=store) if locale else None
    place = culture(territory, store=store) if territory else own
    if place is None:
        return None, None, None
    zones = place.time_zones
    where = place.territory
    tag = own.locale if own else place.locale
    return where, tag, zones[0] if len(zones) == 1 else None


def _sender(reader: Reader) -> tuple[str | None, str | None, str | None]:
    """Territory, locale and zone of the sender; unknown means somewhere else."""
    sender = reader.sender
    if sender is None:
        return None, None, None
    territory, locale, zone = _sender_place(sender.locale, sender.territory, reader.store)
    if sender.time_zone is not None:
        zone_named(sender.time_zone)
        zone = sender.time_zone
    return territory, locale, zone


@lru_cache(maxsize=4096)
def _same(one: str, other: str) -> bool:
    if one == other:
        return True
    # The year decides nothing: rules of a zone change seldom, and a check has no clock.
    moments = [dt.datetime(2026, month, day, 12) for month, day in _DAYS]
    first, second = zone_named(one), zone_named(other)
    return all(first.utcoffset(at) == second.utcoffset(at) for at in moments)
