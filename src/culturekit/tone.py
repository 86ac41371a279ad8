"""How a message to this reader should sound, with the evidence for each point.

Who decides a scale is settled in order: the person, the conversation, the
grammar and usage of the language, the practice of the territory, and last the
scores of cultural dimensions. The level that decided is named. Scores alone
never give more than low confidence, and scores that disagree give no advice:
four fifths of the variance of values lies within countries, so a country's
score says little about one customer.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, ClassVar

from .datasets import latest
from .errors import DataError, InvalidValue
from .model import (
    Answer,
    Confidence,
    Fact,
    Level,
    Noun,
    Reason,
    RegisterLabel,
)
from .phrases import wording
from .politeness import politeness
from .reader import Reader
from .store import Store, Table
from .store import open as open_store

__all__ = ["Advice", "Scale", "Scales", "Tone", "tone"]

#: What a dimension or a single message says is a tendency: it moves a scale half way at most.
_TENDENCY = 0.5


@dataclass(frozen=True, slots=True)
class Scale(Noun):
    """One scale of tone from -1 to +1; `value` is `None` where nothing can be recommended."""

    name: str
    value: float | None
    confidence: Confidence | None
    level: Level
    means: str | None = None
    facts: tuple[Fact, ...] = ()

    def __str__(self) -> str:
        if self.value is None:
            return f"{self.name}: no recommendation"
        about = ", ".join(str(one) for one in (self.confidence, self.level) if one)
        return f"{self.name}: {self.means} ({self.value:+.1f}; {about})"


class Scales(tuple[Scale, ...]):
    """The scales in a fixed order; one is also found by its name."""

    __slots__ = ()

    def __getitem__(self, key: Any) -> Any:
        if isinstance(key, str):
            for scale in self:
                if scale.name == key:
                    return scale
            raise KeyError(key)
        return super().__getitem__(key)

    def __reduce__(self) -> tuple[object, ...]:
        return (Scales, (tuple(self),))


@dataclass(frozen=True, slots=True)
class Advice(Noun):
    """One imperative sentence, with the same message before and after it was followed.

    `example` is a sentence of that tone in the reader's language, where the
    phrase bank has one, and `example_before` the same sentence without it.
    """

    topic: str
    text: str
    confidence: Confidence | None
    level: Level
    before: str | None = None
    after: str | None = None
    example: str | None = None
    example_before: str | None = None

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Tone(Answer):
    """The scales of tone for one reader, and what to do about them, the surest advice first.

    `priorities` are what customers in the territory put first, such as
    "courtesy" or "speed"; empty where no survey is on record.
    """

    scales: Scales
    advice: tuple[Advice, ...] = ()
    priorities: tuple[str, ...] = ()

    _coerce: ClassVar = {
        "scales": lambda _, given: Scales(
            one if isinstance(one, Scale) else Scale.from_dict(one) for one in given
        )
    }

    def __str__(self) -> str:
        if not self.advice:
            return "no advice: nothing is on record about this reader"
        return "\n".join(f"- {one.text} ({one.confidence}, {one.level})" for one in self.advice)


def tone(reader: Reader) -> Tone:
    """How to sound for `reader`, on each scale of `data/rules/tone.toml`, and why.

    >>> from culturekit.reader import resolve
    >>> tone(resolve("ja-JP")).priorities, tone(resolve("en-US")).priorities
    (('courtesy', 'accuracy'), ('speed', 'efficiency'))
    >>> tone(resolve({})).advice
    ()

    An unknown country gives no advice of its own: no other one stands in for
    it. A customer's own wish is read from `preferences`, as in
    `{"tone.directness": "high"}`.
    """
    rules = _rules(reader.store)
    reasons: list[Reason] = []
    scales = []
    for name, about in rules["scale"].items():
        scale, why = _decide(name, about, rules, reader)
        scales.append(scale)
        reasons += why
    priorities = reader.facts.get("practice.priorities")
    if priorities is not None:
        claim = f"customers in {_place(reader)} put {' and '.join(priorities.value)} first"
        reasons.append(Reason(claim, Level.TERRITORY, priorities.confidence, priorities))
    advice = [*_priority_advice(priorities, rules), *_scale_advice(scales, rules, reader)]
    return Tone(
        Scales(scales),
        tuple(advice),
        priorities=tuple(priorities.value) if priorities is not None else (),
        reasons=tuple(reasons),
        data_version=reader.store.version,
    )


@lru_cache(maxsize=16)
def _rules(store: Store) -> Mapping[str, Any]:
    """The rules, once it is certain that no score decides which must not."""
    rules = store.rules("tone")
    # The core's own list: a pack may add to the rules, but it lifts no ban.
    never = {*open_store().rules("tone")["never"], *rules["never"]}
    for entry in rules["dimension"]:
        for score in entry["scores"]:
            if score in never:
                raise DataError("rules/tone.toml", "dimension", f"a score other than {score}")
    for part in ("dimension", "situation", "conversation"):
        for entry in rules.get(part, ()):
            if entry["scale"] not in rules["scale"]:
                raise DataError("rules/tone.toml", part, f"a scale, not {entry['scale']!r}")
    return rules


# --- who decides -------------------------------------------------------------------------

_Found = tuple[float, Confidence, Level, tuple[Fact, ...], str]


def _decide(
    name: str, about: Mapping[str, Any], rules: Mapping[str, Any], reader: Reader
) -> tuple[Scale, list[Reason]]:
    """The highest level that says anything decides; what it rests on becomes a reason."""
    found = (
        _of_person(name, reader)
        or _of_register(name, reader)
        or _of_situation(name, rules, reader)
        or _of_message(name, rules, reader)
        or _of_language(name, reader)
        or _of_territory(name, about, reader)
    )
    if found is None and (reason := _other_priorities(name, rules, reader)):
        return Scale(name, None, None, Level.NOTHING), [reason]
    if found is None:
        return _of_dimensions(name, about, rules, reader)
    value, confidence, level, facts, claim = found
    means = about["high"] if value > 0 else about["low"]
    fact = facts[0] if facts else None
    return (
        Scale(name, value, confidence, level, means, facts),
        [Reason(f"{name}: {claim}", level, confidence, fact)],
    )


def _of_person(name: str, reader: Reader) -> _Found | None:
    wish = dict(reader.customer.preferences).get(f"tone.{name}")
    if wish is None:
        return None
    value = {"high": 1.0, "low": -1.0}.get(wish) if isinstance(wish, str) else wish
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not -1 <= value <= 1:
        accepted = ("high", "low", "a number from -1 to 1")
        raise InvalidValue(f"preference tone.{name}", wish, accepted=accepted)
    return float(value), Confidence.HIGH, Level.PERSON, (), f"the customer asked for {wish}"


def _of_register(name: str, reader: Reader) -> _Found | None:
    """Formality as the person stated it or the conversation shows it."""
    if name != "formality" or reader.register is None:
        return None
    if reader.level not in (Level.PERSON, Level.CONVERSATION):
        return None
    value = 1.0 if reader.register == RegisterLabel.FORMAL else -1.0
    who = "the customer prefers" if reader.level == Level.PERSON else "the customer's message shows"
    confidence = Confidence.HIGH if reader.level == Level.PERSON else Confidence.MEDIUM
    return value, confidence, reader.level, (), f"{who} the {reader.register} register"


def _of_situation(name: str, rules: Mapping[str, Any], reader: Reader) -> _Found | None:
    for entry in rules["situation"]:
        if entry["scale"] != name:
            continue
        when = entry["when"].items()
        if all(getattr(reader.situation, field) in values for field, values in when):
            value = 1.0 if entry["direction"] == "high" else -1.0
            fact = _cited(reader.store, entry, Level.CONVERSATION)
            return value, Confidence.MEDIUM, Level.CONVERSATION, (fact,), entry["claim"]
    return None


def _of_message(name: str, rules: Mapping[str, Any], reader: Reader) -> _Found | None:
    """How the customer wrote: a style that the answer should match."""
    message = reader.situation.last_message
    if not message:
        return None
    for entry in rules.get("conversation", ()):
        if entry["scale"] != name:
            continue
        shown = politeness(message, reader.language, store=reader.store)
        cues = [cue for cue in shown.cues if cue.strategy in entry["strategies"]]
        if len({cue.strategy for cue in cues}) < entry["least"]:
            continue
        words = ", ".join(dict.fromkeys(f"“{cue.text}”" for cue in cues))
        fact = _cited(reader.store, entry, Level.CONVERSATION)
        value = _TENDENCY if entry["direction"] == "high" else -_TENDENCY
        claim = f"{entry['claim']} ({words})"
        return value, Confidence.LOW, Level.CONVERSATION, (fact,), claim
    return None


def _of_language(name: str, reader: Reader) -> _Found | None:
    """Formality by the usage of the language in service."""
    fact = reader.culture.register
    if name != "formality" or fact is None or reader.register is None:
        return None
    value = 1.0 if reader.register == RegisterLabel.FORMAL else -1.0
    claim = f"service in {reader.culture.name} is {reader.register} by default"
    return value, fact.confidence or Confidence.LOW, Level.LANGUAGE, (fact,), claim


def _of_territory(name: str, about: Mapping[str, Any], reader: Reader) -> _Found | None:
    fact = reader.facts.get(f"practice.tone.{name}")
    if fact is None:
        return None
    value = 1.0 if fact.value == "high" else -1.0
    means = about["high"] if value > 0 else about["low"]
    claim = f"{means} in {_place(reader)}" + (f": {fact.note}" if fact.note else "")
    level = fact.level or Level.TERRITORY
    return value, fact.confidence or Confidence.LOW, level, (fact,), claim


def _other_priorities(name: str, rules: Mapping[str, Any], reader: Reader) -> Reason | None:
    """Why the scores are not asked: a survey says what counts there, and it is not this."""
    priorities = reader.facts.get("practice.priorities")
    speaking = {key for key, one in rules["priority"].items() if one.get("scale") == name}
    if priorities is None or not speaking or speaking & set(priorities.value):
        return None
    first = " and ".join(priorities.value)
    claim = f"{name}: no recommendation, customers in {_place(reader)} put {first} first"
    return Reason(claim, Level.TERRITORY, priorities.confidence, priorities)


def _place(reader: Reader) -> str:
    places = reader.store.cldr("territories")
    return str(places.get(reader.territory or "", {}).get("name", reader.territory))


def _cited(store: Store, entry: Mapping[str, Any], level: Level) -> Fact:
    """The claim of a rule as a fact with the rule's sources."""
    return store.fact({"value": entry["claim"], "source": entry["source"]}, level)


# --- dimensions, asked last -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Vote:
    score: str
    side: int
    distance: float
    fact: Fact
    claim: str


def _of_dimensions(
    name: str, about: Mapping[str, Any], rules: Mapping[str, Any], reader: Reader
) -> tuple[Scale, list[Reason]]:
    """What the scores of the territory say together: their sign, or nothing."""
    if reader.territory is None:
        nothing = f"{name}: no recommendation, the territory is unknown"
        return Scale(name, None, None, Level.NOTHING), [Reason(nothing, Level.NOTHING)]
    votes = list(_votes(name, rules, reader))
    facts = tuple(vote.fact for vote in votes)
    reasons = [
        Reason(
            f"{name}: {vote.score} is {vote.fact.value} in {_place(reader)}, "
            f"{abs(vote.distance):.1f} standard deviations "
            f"{'above' if vote.distance > 0 else 'below'} the mean; {vote.claim}",
            Level.DIMENSIONS,
            Confidence.LOW,
            vote.fact,
        )
        for vote in votes
    ]
    sides = {vote.side for vote in votes}
    if len(sides) != 1:
        nothing = f"nothing is on record for {_place(reader)}"
        why = "the scores disagree in sign" if sides else nothing
        reasons.append(Reason(f"{name}: no recommendation, {why}", Level.NOTHING))
        return Scale(name, None, None, Level.NOTHING, facts=facts), reasons
    value = sides.pop() * _TENDENCY
    means = about["high"] if value > 0 else about["low"]
    return Scale(name, value, Confidence.LOW, Level.DIMENSIONS, means, facts), reasons


def _votes(name: str, rules: Mapping[str, Any], reader: Reader) -> Iterator[_Vote]:
    scores = reader.culture.dimensions
    for entry in rules["dimension"]:
        if entry["scale"] != name:
            continue
        score = next((one for one in entry["scores"] if one in scores), None)
        if score is None:
            continue
        table = _table(score, reader)
        mean, deviation = _spread(table, score.partition(".")[2])
        if not deviation:
            continue
        distance = (float(scores[score].value) - mean) / deviation
        if abs(distance) < rules["least_distance"]:
            continue  # near the middle a score says nothing
        end = "high" if distance > 0 else "low"
        if entry.get("when", end) != end:
            continue
        side = 1 if (end == "high") == (entry["direction"] == "high") else -1
        yield _Vote(score, side, distance, scores[score], entry["claim"])


def _table(score: str, reader: Reader) -> Table:
    name = score.partition(".")[0]
    for table in reader.culture.tables:
        if table.name == name:
            return table
    return reader.store.table(name)


@lru_cache(maxsize=64)
def _spread(table: Table, column: str) -> tuple[float, float]:
    """Mean and standard deviation of a column, of each country the newest row."""
    rows = (latest(table, territory) for territory in {row[0] for row in table.rows})
    values = sorted(
        float(row[column]) for row in rows if row is not None and row.get(column) is not None
    )
    if not values:
        return 0.0, 0.0
    mean = math.fsum(values) / len(values)
    return mean, math.sqrt(math.fsum((value - mean) ** 2 for value in values) / len(values))


# --- advice ----------------------------------------------------------------------------------


def _priority_advice(priorities: Fact | None, rules: Mapping[str, Any]) -> Iterator[Advice]:
    if priorities is not None:
        for priority in priorities.value:
            text = rules["priority"][priority]["text"]
            yield Advice(priority, text, priorities.confidence, Level.TERRITORY)


def _scale_advice(
    scales: list[Scale], rules: Mapping[str, Any], reader: Reader
) -> Iterator[Advice]:
    levels = list(Level)
    sure = list(Confidence)
    ranked = [scale for scale in scales if scale.value]
    ranked.sort(key=lambda one: (levels.index(one.level), -sure.index(one.confidence or sure[0])))
    for scale in ranked:
        end = "high" if (scale.value or 0) > 0 else "low"
        advice = rules["scale"][scale.name]["advice"][end]
        yield Advice(
            scale.name,
            advice["text"],
            scale.confidence,
            scale.level,
            before=advice["before"],
            after=advice["after"],
            **_examples(scale.name, end, advice.get("phrase"), reader),
        )


def _examples(name: str, end: str, phrase: str | None, reader: Reader) -> Mapping[str, str | None]:
    """A phrase of the bank in the reader's language; for formality in both registers."""
    if phrase is None:
        return {}
    if name != "formality":
        return {"example": _said(phrase, reader, reader.register)}
    formal = _said(phrase, reader, RegisterLabel.FORMAL)
    informal = _said(phrase, reader, RegisterLabel.INFORMAL)
    if formal == informal:  # the language, or the bank, has one form for both
        return {}
    after, before = (formal, informal) if end == "high" else (informal, formal)
    return {"example": after, "example_before": before}


def _said(phrase: str, reader: Reader, register: RegisterLabel | None) -> str | None:
    """A phrase without slots in the reader's language, or `None` where the bank has none."""
    found = wording(reader.store, phrase, reader.language, register)
    if found is None or not all(isinstance(part, str) for part in found.parts):
        return None
    return "".join(str(part) for part in found.parts)
