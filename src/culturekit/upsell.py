"""Is an offer appropriate? One question, a verdict that can be defended.

The gates stand in `data/rules/upsell.toml`: triggers as tables of fields and
values, never code. Each one speaks, is silent, or could not be looked at, and
says what it lacked; the strictest verdict wins. Law, the person and the
situation may forbid; culture alone never does more than defer.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import lru_cache
from typing import Any, ClassVar, NamedTuple

from . import calendar
from .datasets import latest
from .errors import InvalidValue
from .model import (
    Answer,
    Channel,
    Confidence,
    Customer,
    Fact,
    Level,
    Noun,
    Offer,
    Pair,
    QueryClass,
    Reason,
    RegisterLabel,
    Verdict,
    freeze,
)
from .phrases import wording
from .products import Tags, tagged
from .reader import Reader, resolve
from .store import Store, Table

__all__ = ["Decision", "Gate", "GateState", "upsell"]


class GateState(StrEnum):
    """Whether a gate had something to say."""

    SPOKE = "spoke"
    SILENT = "silent"
    NOT_EVALUATED = "not_evaluated"


@dataclass(frozen=True, slots=True)
class Gate(Noun):
    """What became of one gate: `missing` names the inputs that a gate not evaluated lacked.

    `effect` is what the gate asks for when it speaks; `note` says why a gate
    that would have spoken is silent.
    """

    id: str
    kind: str
    state: GateState
    effect: Verdict
    why: str
    strength: Confidence
    missing: tuple[str, ...] = ()
    note: str | None = None

    _coerce: ClassVar = {
        "state": lambda _, value: GateState(value),
        "effect": lambda _, value: Verdict(value),
        "strength": lambda _, value: Confidence(value),
        "missing": lambda _, value: tuple(value),
    }

    def __str__(self) -> str:
        line = f"{self.id} ({self.kind}): {self.state.replace('_', ' ')}"
        if self.state is GateState.SPOKE:
            return f"{line}, {self.effect}"
        if self.missing:
            return f"{line} without {', '.join(self.missing)}"
        return f"{line}, {self.note}" if self.note else line


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(Answer):
    """Whether an offer is appropriate, with every gate.

    `phrasing` is one soft sentence and the way out, in the reader's language,
    where the verdict is "appropriate" or "caution". `not_before` is the next
    good moment where only the time speaks against the offer.
    """

    verdict: Verdict
    gates: tuple[Gate, ...] = field(default=(), repr=False)
    not_before: dt.datetime | None = None
    phrasing: str | None = None

    _coerce: ClassVar = {"verdict": lambda _, value: Verdict(value)}

    def __str__(self) -> str:
        deciding = [
            gate.why
            for gate in self.gates
            if gate.state is GateState.SPOKE and gate.effect is self.verdict
        ]
        line = f"{self.verdict}: {deciding[0]}" if deciding else str(self.verdict)
        if self.not_before is not None:
            line += f" (not before {self.not_before:%A %Y-%m-%d %H:%M})"
        return line


def upsell(
    reader: Reader,
    offer: Offer | None = None,
    *,
    policy: Mapping[str, Any] | Iterable[tuple[str, Any]] = (),
) -> Decision:
    """Whether to make an offer to this reader in this situation.

    >>> from culturekit.model import Situation
    >>> from culturekit.reader import resolve
    >>> print(upsell(resolve("ja-JP", situation=Situation(topic="feedback", sentiment="negative"))))
    avoid: the customer is upset, and feeling decides over reason here

    `policy` adds gates of a firm's own, by id, as tables like those of
    `data/rules/upsell.toml` (trigger, effect, why), or switches off one of the
    kinds calendar, frequency and culture with `False`. A request of the
    customer lifts the same three kinds, never law, person, situation or taboo.
    Of `Customer.preferences` the keys "do_not_call", "vulnerable",
    "payment_difficulty" and "failure_by_firm" (true or false) are read. An
    unknown tag is a reason, never an error. Raises `InvalidValue` for a policy
    that cannot be read and for a moment that no calendar can hold.

    Of people in several countries the strictest decision counts.

    Law is information with its source and date, not legal advice.
    """
    own = _decide(reader, offer, policy)
    others = [(one, _decide(one, offer, policy)) for one in _elsewhere(reader)]
    if not others:
        return own
    stricter, found = max(others, key=lambda pair: pair[1].verdict.rank)
    if found.verdict.rank <= own.verdict.rank:
        return own
    claim = f"one of the people is in {stricter.territory}, whose rules are the stricter ones here"
    return replace(
        found,
        phrasing=None if found.phrasing is None else own.phrasing,
        reasons=(*found.reasons, Reason(claim, Level.PERSON)),
    )


def _elsewhere(reader: Reader) -> list[Reader]:
    """The readers that those of several people would be whose country is another one."""
    if len(reader.people) < 2 or reader.organisation is not None:
        return []
    found: dict[str, list[Customer]] = {}
    for person in reader.people[1:]:
        if person.territory or person.locale:
            territory = resolve(person, store=reader.store).territory
            if territory is not None and territory != reader.territory:
                found.setdefault(territory, []).append(person)
    readers = []
    for people in found.values():
        other = resolve(
            people, situation=reader.situation, sender=reader.sender, store=reader.store
        )
        culture = replace(other.culture, tables=reader.culture.tables)
        readers.append(replace(other, culture=culture))
    return readers


def _decide(
    reader: Reader, offer: Offer | None, policy: Mapping[str, Any] | Iterable[tuple[str, Any]]
) -> Decision:
    gates = _gates(reader.store, _frozen(policy) if policy else ())
    case = _Case(reader, offer or _ANY_OFFER, gates)
    inputs = case.inputs()
    lifted = _LIFTED_BY_REQUEST if inputs["asked"] is True else frozenset[str]()
    wanted = inputs["wants_offers"] is True
    weighed = gates.weighed(case, inputs, lifted, wanted)
    rank = weighed.rank

    welcome = rank <= _CAUTION
    not_before = None
    if weighed.timeless <= _CAUTION < rank and case.when.now is not None:
        # Nothing but the time stands against it.
        not_before = case.when.next_good(reader)
    phrasing = _phrasing(reader.store, reader.language, reader.register) if welcome else None
    notes = weighed.notes
    if welcome and phrasing is None:
        notes = (*notes, _no_phrasing(reader.language))
    return Decision(
        verdict=weighed.worst,
        gates=weighed.outcomes,
        not_before=not_before,
        phrasing=phrasing,
        reasons=case.reasons(weighed.spoke, notes, weighed.missing, welcome),
        data_version=reader.store.version,
    )


#: how many sets of inputs are kept with what the gates say of them
_WEIGHED_AT_MOST = 2048

_ANY_OFFER = Offer()

#: a gate this strict still allows a soft offer
_CAUTION = Verdict.CAUTION.rank

_LIFTED_BY_REQUEST = frozenset({"calendar", "frequency", "culture"})

_LEVELS = {
    "law": Level.TERRITORY,
    "person": Level.PERSON,
    "situation": Level.CONVERSATION,
    "policy": None,
    "taboo": Level.TERRITORY,
    "calendar": Level.TERRITORY,
    "frequency": Level.CONVERSATION,
    "culture": Level.DIMENSIONS,
}


@lru_cache(maxsize=512)
def _phrasing(store: Store, language: str, register: RegisterLabel | None) -> str | None:
    """One soft sentence and the way out, or `None` where the bank has no such wording."""
    sentences = []
    for id in ("offer_soft", "offer_opt_out"):
        found = wording(store, id, language, register)
        if found is None:
            return None
        sentences.append("".join(str(part) for part in found.parts))
    space = "" if sentences[0].endswith(("。", "．")) else " "
    return space.join(sentences)


@lru_cache(maxsize=512)
def _no_phrasing(language: str) -> Reason:
    where = f"in {language}" if language not in ("", "und") else "for an unknown language"
    return Reason(f"no soft wording of an offer is on file {where}", Level.NOTHING)


# --- gates -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Range:
    """The values from `at_least` on and below `below`, asked like a set."""

    at_least: Any
    below: Any

    def __contains__(self, value: Any) -> bool:
        try:
            return (
                value is not None
                and (self.at_least is None or value >= self.at_least)
                and (self.below is None or value < self.below)
            )
        except TypeError:
            given = {"at_least": self.at_least, "below": self.below}
            accepted = f"values to compare with {value!r}"
            raise InvalidValue("policy: range", given, accepted=accepted) from None


#: fields with the values that will do, `None` among them where it is to be unknown
_Tests = tuple[tuple[str, Container[Any]], ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Gate:
    """A gate ready to be evaluated, with the outcomes that do not depend on the case."""

    id: str
    kind: str
    trigger: _Tests
    unless: tuple[_Tests, ...]
    effect: Verdict
    rank: int
    why: str
    strength: Confidence
    timed: bool
    fields: frozenset[str]
    reason: Reason
    spoke: Gate
    silent: Gate
    lifted_by_request: Gate
    lifted_by_wish: Gate
    request_reason: Reason
    wish_reason: Reason

    def evaluate(self, inputs: Mapping[str, Any]) -> tuple[str, ...] | None:
        """`None` where the gate is silent, the inputs it lacks, or nothing: then it speaks."""
        lacking: tuple[str, ...] = ()
        for name, accepted in self.trigger:
            value = inputs[name]
            if value in accepted:
                continue
            if value is not None:
                return None
            lacking += (name,)
        for tests in self.unless:
            for name, accepted in tests:
                if inputs[name] not in accepted:
                    break
            else:
                return None
        return lacking

    def not_evaluated(self, missing: tuple[str, ...]) -> Gate:
        state = GateState.NOT_EVALUATED
        return Gate(self.id, self.kind, state, self.effect, self.why, self.strength, missing)


class _Weighed(NamedTuple):
    """What all gates together say of one set of inputs."""

    outcomes: tuple[Gate, ...]
    spoke: tuple[_Gate, ...]
    notes: tuple[Reason, ...]
    missing: tuple[tuple[str, ...], ...]
    worst: Verdict
    rank: int
    #: the rank of the strictest gate that is not about time
    timeless: int


@dataclass(frozen=True, slots=True, eq=False)
class _Gates:
    """All gates in the order in which they are asked, and what they ask for besides the usual."""

    all: tuple[_Gate, ...]
    silent: tuple[Gate, ...]
    preferences: tuple[str, ...]
    scores: tuple[str, ...]
    #: first field of a trigger -> value -> the gates that it does not silence already
    _by_first: tuple[tuple[str, Mapping[Any, tuple[int, ...]]], ...]
    #: gates whose first field may be in a range
    _always: tuple[int, ...]
    _weighed: dict[tuple[Any, ...], _Weighed] = field(default_factory=dict)
    #: what a gate says for want of something; there are few ways to lack something
    _lacking: dict[tuple[str, tuple[str, ...]], Gate] = field(default_factory=dict)

    def weighed(
        self, case: _Case, inputs: Mapping[str, Any], lifted: frozenset[str], wanted: bool
    ) -> _Weighed:
        """What the gates say; kept, for the same situations come again and again."""
        key = (*case.context(), *inputs.values())
        found = self._weighed.get(key)
        if found is None:
            if len(self._weighed) >= _WEIGHED_AT_MOST:
                self._weighed.clear()
            found = self._weighed[key] = self._weigh(case, inputs, lifted, wanted)
        return found

    def _weigh(
        self, case: _Case, inputs: Mapping[str, Any], lifted: frozenset[str], wanted: bool
    ) -> _Weighed:
        outcomes = list(self.silent)
        spoke: list[_Gate] = []
        notes: list[Reason] = []
        missing: list[tuple[str, ...]] = []
        worst = Verdict.APPROPRIATE
        rank = timeless = 0
        for index in self.candidates(inputs):
            gate = self.all[index]
            lacking = gate.evaluate(inputs)
            if lacking is None:
                continue
            if lacking:
                labels = case.labels(lacking)
                outcome = self._lacking.get((gate.id, labels)) or gate.not_evaluated(labels)
                self._lacking[gate.id, labels] = outcome
                missing.append(labels)
            elif gate.kind in lifted:
                outcome = gate.lifted_by_request
                notes.append(gate.request_reason)
            elif wanted and gate.kind == "culture":
                outcome = gate.lifted_by_wish
                notes.append(gate.wish_reason)
            else:
                outcome = gate.spoke
                spoke.append(gate)
                if gate.rank > rank:
                    rank, worst = gate.rank, gate.effect
                if gate.rank > timeless and not gate.timed:
                    timeless = gate.rank
            outcomes[index] = outcome
        return _Weighed(
            tuple(outcomes), tuple(spoke), tuple(notes), tuple(missing), worst, rank, timeless
        )

    def candidates(self, inputs: Mapping[str, Any]) -> list[int]:
        """The gates, in order, that the first field of their trigger does not silence."""
        found = [*self._always]
        for name, by_value in self._by_first:
            found += by_value.get(inputs[name], ())
        found.sort()
        return found


#: the fields a trigger may ask for, and what an application has to give for each
_FIELDS = {
    "territory": "customer.territory",
    "territory_known": "customer.territory",
    "marketing_consent": "customer.marketing_consent",
    "existing_customer": "customer.existing_customer",
    "wants_offers": "customer.wants_offers",
    "organisation": "customer",
    "channel": "situation.channel",
    "topic": "situation.topic",
    "query_class": "situation.query_class",
    "resolution": "situation.resolution",
    "sentiment": "situation.sentiment",
    "first_contact": "situation.first_contact",
    "relationship_months": "situation.relationship_months",
    "offers_last_30_days": "situation.offers_last_30_days",
    "asked": "situation.customer_asked",
    "offer_kind": "offer.kind",
    "declared": "offer.tags",
    "market": "offer.tags",
    "food": "offer.tags",
    "consent_law": "",
    "call_register": "customer.territory",
    "preselected_allowed": "",
    "legal_hours": "",
    "date": "",
    "sensitive_day": "",
    "public_holiday": "",
    "rest_day": "",
    "hours": "",
    "closure": "",
    "fasting": "",
}

#: fields that only a moment can fill
_TIMED = frozenset(
    (
        "legal_hours",
        "date",
        "sensitive_day",
        "public_holiday",
        "rest_day",
        "hours",
        "closure",
        "fasting",
    )
)

_SWITCHABLE = ("calendar", "frequency", "culture")


@lru_cache(maxsize=64)
def _gates(store: Store, policy: tuple[Any, ...]) -> _Gates:
    rules = store.rules("upsell")
    off = set()
    own = []
    known = {one["id"]: one for one in rules["gate"]}
    for id, value in policy:
        value = _thawed(value)
        if value is False:
            kind = known.get(id, {}).get("kind")
            if kind not in _SWITCHABLE:
                accepted = [one["id"] for one in rules["gate"] if one["kind"] in _SWITCHABLE]
                raise InvalidValue("policy: gate to switch off", id, accepted=accepted)
            off.add(id)
        elif isinstance(value, dict) and id not in known:
            own.append(_own_gate(id, value))
        else:
            raise InvalidValue(
                f"policy: {id}", value, accepted="a new id with a table of trigger, effect and why"
            )
    order = rules["order"]
    tables = [one for one in (*rules["gate"], *own) if one["id"] not in off]
    tables.sort(key=lambda one: order.index(one["kind"]))
    gates = tuple(_built(store, one) for one in tables)
    tests = [one for gate in gates for one in (gate.trigger, *gate.unless)]
    dotted = {name for one in tests for name, _ in one if "." in name}
    by_first: dict[str, dict[Any, list[int]]] = {}
    always = []
    for index, gate in enumerate(gates):
        name, values = gate.trigger[0]
        if isinstance(values, frozenset):
            for value in values | {None}:  # the unknown silences nothing
                by_first.setdefault(name, {}).setdefault(value, []).append(index)
        else:
            always.append(index)
    return _Gates(
        all=gates,
        silent=tuple(gate.silent for gate in gates),
        preferences=tuple(sorted(name for name in dotted if name.startswith("preferences."))),
        scores=tuple(sorted(name for name in dotted if not name.startswith("preferences."))),
        _by_first=tuple(
            (name, {value: tuple(found) for value, found in by_value.items()})
            for name, by_value in by_first.items()
        ),
        _always=tuple(always),
    )


def _frozen(policy: Any) -> tuple[Any, ...]:
    """A policy as `_gates` can keep it; raises `InvalidValue` for what is none."""
    try:
        frozen: tuple[Any, ...] = freeze(dict(policy))
        hash(frozen)
    except (TypeError, ValueError):
        raise InvalidValue("policy", policy, accepted="a mapping of ids to tables") from None
    return frozen


def _own_gate(id: str, table: dict[str, Any]) -> dict[str, Any]:
    """A firm's gate, checked; it may forbid whatever it likes, and lifts nothing."""
    accepted = ("trigger", "unless", "effect", "why", "strength")
    for key in table:
        if key not in accepted:
            raise InvalidValue(f"policy: field of {id}", key, accepted=accepted)
    if not isinstance(table.get("trigger"), dict) or not table["trigger"]:
        form = "a table of fields and values"
        raise InvalidValue(f"policy: trigger of {id}", table.get("trigger"), accepted=form)
    unless = table.get("unless", [])
    unless = [unless] if isinstance(unless, dict) else unless
    if not isinstance(unless, list) or not all(isinstance(one, dict) for one in unless):
        raise InvalidValue(f"policy: unless of {id}", unless, accepted="a list of such tables")
    if table.get("effect") not in list(Verdict):
        raise InvalidValue(f"policy: effect of {id}", table.get("effect"), accepted=list(Verdict))
    if table.get("strength", "high") not in list(Confidence):
        raise InvalidValue(
            f"policy: strength of {id}", table.get("strength"), accepted=list(Confidence)
        )
    for tests in (table["trigger"], *unless):
        for name in tests:
            if name not in _FIELDS and "." not in name:
                raise InvalidValue(f"policy: field in {id}", name, accepted=sorted(_FIELDS))
    why = table.get("why", "a rule of the sender's own")
    if not isinstance(why, str):
        raise InvalidValue(f"policy: why of {id}", why, accepted="text")
    return {
        "id": id,
        "kind": "policy",
        "trigger": table["trigger"],
        "unless": unless,
        "effect": table["effect"],
        "why": why,
        "strength": table.get("strength", "high"),
    }


def _thawed(value: Any) -> Any:
    """Tables and lists again from what `freeze` made of them."""
    if isinstance(value, (tuple, frozenset)):
        items = list(value)
        if items and all(isinstance(one, Pair) for one in items):
            return {key: _thawed(one) for key, one in items}
        return [_thawed(one) for one in items]
    return value


def _built(store: Store, table: Mapping[str, Any]) -> _Gate:
    id, kind, why = table["id"], table["kind"], table["why"]
    effect, strength = Verdict(table["effect"]), Confidence(table["strength"])
    trigger = _tests(id, table["trigger"])
    fact = None
    if "source" in table:
        fact = store.fact({**table, "value": str(effect), "confidence": str(strength)})

    def outcome(state: GateState, note: str | None = None) -> Gate:
        return Gate(id, kind, state, effect, why, strength, note=note)

    request = "lifted, because the customer asked for the offer"
    wish = "lifted, because the customer wants offers"

    return _Gate(
        id=id,
        kind=kind,
        trigger=trigger,
        unless=tuple(_tests(id, one) for one in table.get("unless", ())),
        effect=effect,
        rank=effect.rank,
        why=why,
        strength=strength,
        # When a firm's own gate opens again is for the firm to say.
        timed=kind != "policy" and any(name in _TIMED for name, _ in trigger),
        fields=frozenset(name for name, _ in trigger),
        reason=Reason(why, _LEVELS[kind], strength, fact),
        spoke=outcome(GateState.SPOKE),
        silent=outcome(GateState.SILENT),
        lifted_by_request=outcome(GateState.SILENT, request),
        lifted_by_wish=outcome(GateState.SILENT, wish),
        request_reason=Reason(f"{request}: {why}", Level.PERSON),
        wish_reason=Reason(f"{wish}: {why}", Level.PERSON),
    )


def _tests(id: str, table: Mapping[str, Any]) -> _Tests:
    return tuple((name, _accepted(id, name, value)) for name, value in table.items())


def _accepted(id: str, name: str, value: Any) -> Container[Any]:
    if isinstance(value, Mapping):
        if set(value) == {"quarter"}:
            return frozenset({value["quarter"]})
        if value and set(value) <= {"at_least", "below"}:
            return _Range(value.get("at_least"), value.get("below"))
        accepted = "{ at_least = …, below = … } or { quarter = … }"
        raise InvalidValue(f"policy: {id}: {name}", dict(value), accepted=accepted)
    words = value if isinstance(value, (list, tuple)) else [value]
    if not all(isinstance(word, (str, bool, int)) for word in words):
        accepted = "a word, true, false, a number, or several of them"
        raise InvalidValue(f"policy: {id}: {name}", value, accepted=accepted)
    return frozenset(None if word == "unknown" else word for word in words)


# --- one case --------------------------------------------------------------------------------


class _Case:
    """What is known of one case: made, asked and dropped by `upsell`."""

    __slots__ = (
        "gates",
        "market",
        "offer",
        "reader",
        "scores",
        "tags",
        "when",
    )

    def __init__(self, reader: Reader, offer: Offer, gates: _Gates) -> None:
        self.reader = reader
        self.offer = offer
        self.gates = gates
        self.market = _market(reader.store, reader.territory)
        self.when = _NEVER
        self.tags: Tags | None = None
        self.scores = _standings(reader.culture.tables, reader.territory)

    def inputs(self) -> dict[str, Any]:
        """Every field that a gate may ask for; `None` for what is not known."""
        reader, situation = self.reader, self.reader.situation
        people, organisation = reader.people, reader.organisation
        if len(people) == 1 and organisation is None:
            person = people[0]
            consent = person.marketing_consent
            existing = person.existing_customer
            wants = person.wants_offers
        else:
            consent = _all(person.marketing_consent for person in people)
            existing = _all(person.existing_customer for person in people)
            wants = _all(person.wants_offers for person in people)
            if organisation is not None:
                consent = _either(consent, organisation.marketing_consent)
                existing = _either(existing, organisation.existing_customer)
        asked = situation.customer_asked
        if asked is None and situation.query_class is QueryClass.ADVISORY:
            asked = True  # "which plan suits me?" asks for one
        channel = situation.channel
        found = {
            "territory": reader.territory,
            "territory_known": reader.territory is not None,
            "marketing_consent": consent,
            "existing_customer": existing,
            "wants_offers": wants,
            "organisation": organisation is not None,
            "channel": channel,
            "topic": situation.topic,
            "query_class": situation.query_class,
            "resolution": situation.resolution,
            "sentiment": situation.sentiment,
            "first_contact": situation.first_contact,
            "relationship_months": situation.relationship_months,
            "offers_last_30_days": situation.offers_last_30_days,
            "asked": asked,
            "offer_kind": self.offer.kind,
            "consent_law": self.market.consent[channel][0],
            "call_register": self.market.register,
            "preselected_allowed": self.market.preselected,
            "declared": None,
            "market": None,
            "food": None,
            **_NO_TIME,
        }
        if channel is not None and channel not in _TIMED_BY_LAW:
            found["legal_hours"] = _UNREGULATED
        for name in self.gates.scores:
            found[name] = self.scores.get(name)
        declared = preferences = False
        for one in people:
            declared = declared or bool(one.avoid or one.dietary)
            preferences = preferences or bool(one.preferences)
        for name in self.gates.preferences:
            found[name] = self._preference(name.partition(".")[2]) if preferences else None
        if declared or self.offer.tags:
            self._tagged(found)
        else:
            found["declared"] = "none"
        if situation.at is not None:
            self.when = _when(reader, situation.at)
            found.update(self.when.readings)
        return found

    def _preference(self, key: str) -> Any:
        """What anybody among the people prefers; of several answers the affirmative one."""
        preferences = [pair for one in self.reader.people for pair in one.preferences]
        values = [value for name, value in preferences if name == key]
        return True if True in values else next(iter(values), None)

    def _tagged(self, found: dict[str, Any]) -> None:
        people = self.reader.people
        avoid = frozenset().union(*(one.avoid for one in people))
        dietary = frozenset().union(*(one.dietary for one in people))
        self.tags = tagged(self.reader.store, self.offer.tags, avoid, dietary)
        found["declared"] = self.tags.declared
        if self.offer.tags:
            found["food"] = bool(self.tags.all & {"food", "drink"})
            if self.reader.territory is not None:
                found["market"] = self.market.severity(self.tags.all)

    # --- what was missing, and why it says what it says ---

    def context(self) -> tuple[Any, ...]:
        """All that `labels` depends on besides the names."""
        reader, situation = self.reader, self.reader.situation
        if situation.at is None:
            return (situation.channel, reader.territory is None)
        return (situation.channel, reader.territory, self.when.now is None, reader.zone is None)

    def labels(self, names: Sequence[str]) -> tuple[str, ...]:
        """What an application has to give, or the data to hold, for these fields."""
        return tuple(dict.fromkeys(self._label(name) for name in names))

    def _label(self, name: str) -> str:
        if "." in name:
            if name.startswith("preferences."):
                return f"customer.{name}"
            return f"score {name}" if self.reader.territory else "customer.territory"
        if name == "market" and self.reader.territory is None:
            return "customer.territory"
        label = _FIELDS[name]
        if label:
            return label
        if name in _TIMED:
            if self.reader.situation.at is None:
                return "situation.at"
            if self.when.now is None:
                return "customer.time_zone" if self.reader.zone is None else "sender.time_zone"
        if self.reader.territory is None:
            return "customer.territory"
        if name == "consent_law":
            channel = self.reader.situation.channel
            return f"fact consent.{channel}" if channel else "situation.channel"
        if name == "legal_hours":
            channel = self.reader.situation.channel
            if channel is None:
                return "situation.channel"
            return "fact calling_hours.sms" if channel is Channel.SMS else "fact calling_hours"
        if name == "preselected_allowed":
            return "fact preselected_addon.allowed"
        return f"calendar of {self.reader.territory}"

    def reasons(
        self,
        spoke: Sequence[_Gate],
        notes: Sequence[Reason],
        missing: tuple[tuple[str, ...], ...],
        welcome: bool,
    ) -> tuple[Reason, ...]:
        """What decided first, then the facts it rests on, then what is not known."""
        found: list[Reason] = []
        cited = False
        for gate in spoke:
            reason = gate.reason
            if gate.kind == "law":
                reason = self._law_reason(gate)
                cited = True
            found.append(reason)
        if not spoke:
            found.append(_NOTHING_AGAINST)
        if self.tags is not None:
            found += self.tags.reasons
            found += self.market.about(self.tags.all)
        found += self.when.reasons
        if any(gate.id == "quiet-hours" for gate in spoke):
            now = self.when.now
            clock = f"{now.local:%H:%M}" if now else "the hour"
            claim = f"{clock} is outside the hours that disturb nobody"
            found.append(_sociable(self.reader.store, claim))
        found += notes
        if missing:
            found.append(_not_known(missing))
        content = self.market.content(self.reader.situation.channel) if welcome else None
        if content is not None:
            found.append(content)
        if cited or content is not None:
            found.append(_NOT_ADVICE)
        return tuple(found)

    def _law_reason(self, gate: _Gate) -> Reason:
        """The gate's reason with the fact of the territory that it rests on."""
        fact = None
        fields = gate.fields
        channel = self.reader.situation.channel
        if "consent_law" in fields:
            fact = self.market.consent[channel][1]
        elif "legal_hours" in fields:
            fact = self.when.legal_hours
        elif "call_register" in fields:
            fact = self.market.facts.get("consent.do_not_call")
        elif "preselected_allowed" in fields:
            fact = self.market.facts.get("preselected_addon.allowed")
        return gate.reason if fact is None else self.market.reason(gate, fact)


# --- the time ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, eq=False)
class _When:
    """What a time says to the gates, and the reasons for it."""

    now: calendar.Moment | None
    readings: Mapping[str, Any]
    legal_hours: Fact | None
    reasons: tuple[Reason, ...]
    #: the next good moment once it was asked for; it hangs on what this is kept by and no more
    _next: list[dt.datetime | None] = field(default_factory=list)

    def next_good(self, reader: Reader) -> dt.datetime | None:
        """The first moment from now on at which an offer is welcome."""
        if not self._next and self.now is not None:
            self._next.append(calendar.next_good_moment(reader, self.now.local))
        return self._next[0] if self._next else None


_NEVER = _When(None, {}, None, ())

#: what was asked last; a batch asks about one moment for many customers of a territory
_WHENS: dict[tuple[Any, ...], _When] = {}
_WHENS_AT_MOST = 1024


def _when(reader: Reader, at: dt.datetime) -> _When:
    """What `at` is to the reader, kept by all that it depends on."""
    firm = reader.organisation is not None
    key = (
        reader.store,
        reader.territory,
        reader.zone,
        None if at.tzinfo else reader.sender and reader.sender.time_zone,
        reader.culture.tag,
        reader.situation.channel,
        firm,
        at,
        at.fold,  # two moments that are equal and an hour apart
    )
    found = _WHENS.get(key)
    if found is None:
        if len(_WHENS) >= _WHENS_AT_MOST:
            _WHENS.clear()
        found = _WHENS[key] = _looked_up(reader, at, firm)
    return found


def _looked_up(reader: Reader, at: dt.datetime, firm: bool) -> _When:
    local, reason = calendar.local_time(reader, at)
    now = None if local is None else calendar.moment(reader, local)
    moments = (now,) if now is not None else calendar.everywhere(reader, at)
    if not moments:
        return _When(None, {}, None, (reason,))
    first, *others = [_readings(one, firm) for one in moments]
    readings = {
        name: value
        for name, value in first.items()
        if value is not None and all(other[name] == value for other in others)
    }
    reasons = [reason]
    day, territory = moments[0].day, reader.territory
    if "date" in readings and day is not None and territory is not None:
        if now is None:
            claim = f"it is {day.date.isoformat()} in every time zone of {territory}"
            reasons.append(Reason(claim, Level.TERRITORY))
        reasons += calendar.day_reasons(day, territory)
    return _When(now, readings, moments[0].legal_hours, tuple(reasons))


def _readings(now: calendar.Moment, firm: bool) -> dict[str, Any]:
    """What a moment says to the gates."""
    found: dict[str, Any] = {
        **_NO_TIME,
        "date": now.local.date().isoformat(),
        "hours": now.hours,
        "legal_hours": now.legal,
    }
    if now.day is not None:
        effects = {one.effect for one in now.day.sensitive}
        ranked = (one for one in ("block", "defer", "soften") if one in effects)
        found["rest_day"] = now.day.rest
        found["public_holiday"] = now.day.holiday is not None if now.day.holidays_known else None
        found["sensitive_day"] = next(ranked, "none")
        found["closure"] = firm and any(not one.season for one in now.day.closures)
        found["fasting"] = now.fasting
    return found


_NO_TIME: Mapping[str, Any] = dict.fromkeys(sorted(_TIMED))

_NOTHING_AGAINST = Reason("nothing on record speaks against one soft offer")

_NOT_ADVICE = Reason("what is said of law is information with source and date, not legal advice")


@lru_cache(maxsize=256)
def _sociable(store: Store, claim: str) -> Reason:
    return calendar.sociable_reason(store, claim)


@lru_cache(maxsize=1024)
def _not_known(missing: tuple[tuple[str, ...], ...]) -> Reason:
    names = dict.fromkeys(label for labels in missing for label in labels)
    return Reason(f"not looked at, for want of: {', '.join(names)}", Level.NOTHING)


def _all(answers: Iterable[bool | None]) -> bool | None:
    """One answer for several people: no if anybody said no, yes only if all said yes."""
    given = list(answers)
    if False in given:
        return False
    return True if given and all(given) else None


def _either(contact: bool | None, firm: bool | None) -> bool | None:
    """One answer of a firm and its contact: who said yes speaks for both, a no counts more."""
    if False in (contact, firm):
        return False
    return True if True in (contact, firm) else None


# --- what the territory says -------------------------------------------------------------------

#: the channels that marketing law speaks of; a message in a social network counts as
#: electronic mail (the British regulator's guidance, source dpnetwork-email)
_REGULATED = {"email": "email", "sms": "sms", "phone": "phone", "social": "email"}

#: a chat is a talk that the customer is in, and a letter is no electronic communication
_UNREGULATED = "not covered"

#: the channels for which law sets hours
_TIMED_BY_LAW = frozenset({Channel.PHONE, Channel.SMS})


@dataclass(frozen=True, slots=True, eq=False)
class _Market:
    """The facts of one territory that gates ask for, looked up once."""

    territory: str | None
    facts: Mapping[str, Fact]
    consent: Mapping[Channel | None, tuple[str | None, Fact | None]]
    register: bool | None
    preselected: bool | None
    sensitivities: Mapping[str, tuple[tuple[str, Fact], ...]]
    required: Reason | None
    _reasons: dict[tuple[str, int], Reason] = field(default_factory=dict)

    def severity(self, tags: frozenset[str]) -> str:
        """The weightiest severity among what is on record about the tags."""
        found = {severity for tag in tags for severity, _ in self.sensitivities.get(tag, ())}
        return next((one for one in ("block", "warning", "info") if one in found), "none")

    def about(self, tags: frozenset[str]) -> Iterator[Reason]:
        """What is on record about the tags, each once."""
        facts = {
            id(fact): fact for tag in sorted(tags) for _, fact in self.sensitivities.get(tag, ())
        }
        for fact in facts.values():
            about = dict(fact.value)
            claim = f"{self.territory}: {about['item']}: {about['meaning']}"
            yield Reason(f"{claim} ({about['severity']})", Level.TERRITORY, fact.confidence, fact)

    def reason(self, gate: _Gate, fact: Fact) -> Reason:
        """The gate's reason with a fact; kept, for a fact of the data is one object."""
        key = (gate.id, id(fact))
        found = self._reasons.get(key)
        if found is None:
            note = f" ({fact.note})" if fact.note else ""
            confidence = fact.confidence or gate.strength
            found = Reason(f"{gate.why}{note}", fact.level or Level.TERRITORY, confidence, fact)
            self._reasons[key] = found
        return found

    def content(self, channel: Channel | None) -> Reason | None:
        """What the law wants in a marketing message, for the channels it speaks of."""
        if channel in (Channel.CHAT, Channel.PHONE, Channel.LETTER):
            return None
        return self.required


@lru_cache(maxsize=512)
def _market(store: Store, territory: str | None) -> _Market:
    facts: Mapping[str, Fact] = store.facts(territory) if territory else {}
    consent: dict[Channel | None, tuple[str | None, Fact | None]] = {}
    for channel in Channel:
        key = _REGULATED.get(channel)
        if key is None:
            consent[channel] = (_UNREGULATED, None)
        else:
            fact = facts.get(f"consent.{key}")
            consent[channel] = (fact.value, fact) if fact else (None, None)
    on_record = [consent[Channel(name)] for name in ("email", "sms", "phone")]
    models = {model for model, _ in on_record if model is not None}
    if not models:
        consent[None] = (None, None)
    elif len(models) == 1 and all(model for model, _ in on_record):
        consent[None] = on_record[0]
    else:
        strictest = next((one for one in on_record if one[0] not in (None, "opt-out")), None)
        consent[None] = ("depends", strictest[1] if strictest else None)
    sensitivities: dict[str, list[tuple[str, Fact]]] = {}
    for key, fact in facts.items():
        if key.startswith("sensitivities."):
            about = dict(fact.value)
            for tag in about["tags"]:
                sensitivities.setdefault(tag, []).append((about["severity"], fact))
    preselected = facts.get("preselected_addon.allowed")
    required = None
    if content := facts.get("consent.required_content"):
        claim = f"a marketing message in {territory} has to carry: {', '.join(content.value)}"
        required = Reason(claim, content.level, content.confidence, content)
    return _Market(
        territory=territory,
        facts=facts,
        consent=consent,
        register="consent.do_not_call" in facts if territory else None,
        preselected=preselected.value if preselected else None,
        sensitivities={tag: tuple(found) for tag, found in sensitivities.items()},
        required=required,
    )


@lru_cache(maxsize=2048)
def _standings(tables: tuple[Table, ...], territory: str | None) -> Mapping[str, str]:
    """In which quarter of all countries a territory stands, for each score it has."""
    if territory is None:
        return {}
    found = {}
    for table in tables:
        if table.key != "territory":
            continue
        row = latest(table, territory)
        for column, about in table.columns.items():
            if row is None or "construct" not in about or row.get(column) is None:
                continue
            found[f"{table.name}.{column}"] = _quarter(row[column], _column(table, column))
    return found


@lru_cache(maxsize=256)
def _column(table: Table, column: str) -> tuple[float, ...]:
    """The newest score of every country, in order."""
    rows = (latest(table, key) for key in {row[0] for row in table.rows})
    return tuple(sorted(row[column] for row in rows if row and row.get(column) is not None))


def _quarter(value: float, scores: tuple[float, ...]) -> str:
    below = sum(one < value for one in scores) / len(scores)
    return ("lowest", "second", "third", "highest")[min(int(below * 4), 3)]
