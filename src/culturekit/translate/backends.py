"""Who translates, the phrase bank or the user's service, and the way between two languages."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, Protocol, cast, runtime_checkable

from .. import phrases
from ..errors import InvalidValue
from ..model import RegisterLabel
from ..store import Store
from ..tags import maximize, parse
from .rules import language_key

__all__ = [
    "ON_DEMAND",
    "Backend",
    "Edge",
    "Function",
    "Output",
    "Pair",
    "Phrases",
    "as_backend",
    "distance",
    "route",
]

#: Engines of others that are there only when they are asked for.
ON_DEMAND = ("apertium", "argostranslate")

Pair = tuple[str, str]


class Output(NamedTuple):
    """What a backend says to one sentence: `text` is `None` where it has nothing to say."""

    text: str | None
    score: float | None = None
    flags: frozenset[str] = frozenset()


@runtime_checkable
class Backend(Protocol):
    """Anything that translates sentences.

    `pairs()` are the pairs of BCP 47 tags it serves, `None` for "ask for any".
    `translate_batch` answers every sentence, in order, with text, score and
    flags; text `None` is "I have none". A backend may have a method
    `fits(segment, source, target)` that says whether a sentence is short
    enough; what is not is split. "truncated" among the flags says the same
    afterwards. A method `alternatives(segments, source, target)` that answers
    each sentence with several wordings, the best first, is asked where the
    first does not show the register that was wanted.
    """

    @property
    def name(self) -> str:
        """A word by which answers name it and callers choose it."""

    def pairs(self) -> Collection[Pair] | None:
        """The pairs it serves."""

    def translate_batch(
        self, segments: Sequence[str], source: str, target: str
    ) -> Sequence[tuple[str | None, float | None, Collection[str]]]:
        """The sentences in the other language."""


class Phrases:
    """The phrase bank: sentences that are known word for word, in every language on file."""

    name = "phrases"

    def __init__(self, store: Store, register: RegisterLabel | None) -> None:
        self._store = store
        self._register = register

    def pairs(self) -> Collection[Pair]:
        """The pairs for which some sentences are on file."""
        languages = {
            name for name in self._store.names("phrases") if name != "index" and "-" not in name
        }
        return {(one, two) for one in languages for two in languages if one != two}

    def translate_batch(
        self, segments: Sequence[str], source: str, target: str
    ) -> Sequence[Output]:
        """The wording of each sentence that is a phrase on file."""
        return [
            Output(phrases.translate_sentence(one, source, target, self._register, self._store))
            for one in segments
        ]


class Function:
    """A function of the user, called as `(text, source, target)`; it answers text, or `None`."""

    def __init__(self, function: Callable[[str, str, str], str | None]) -> None:
        self._function = function
        self.name = str(getattr(function, "__name__", type(function).__name__))

    def pairs(self) -> None:
        """What it serves is not known, so it is asked for any pair."""

    def translate_batch(
        self, segments: Sequence[str], source: str, target: str
    ) -> Sequence[Output]:
        """What the function answers to each sentence."""
        return [Output(self._answer(one, source, target)) for one in segments]

    def _answer(self, segment: str, source: str, target: str) -> str | None:
        found = self._function(segment, source, target)
        if found is not None and not isinstance(found, str):
            raise InvalidValue(f"translation by {self.name}", found, accepted=("text", "None"))
        return found


def as_backend(given: object) -> Backend:
    """A backend as it is or by its name, a function as one.

    The names are "apertium" and "argostranslate", for those who need no
    options. Raises `InvalidValue` for anything else.
    """
    if isinstance(given, str):
        return _named(given)
    if isinstance(given, Backend) and not isinstance(given, type):
        return given
    if callable(given):
        return Function(cast("Callable[[str, str, str], str | None]", given))
    raise InvalidValue(
        "backend", given, accepted=("a Backend", "a function of (text, source, target)")
    )


@lru_cache(maxsize=8)
def _named(name: str) -> Backend:
    """The backend of a name, one for all who ask: its engine is started once."""
    if name == "apertium":
        from .apertium import Apertium

        return Apertium()
    if name == "argostranslate":
        from .argostranslate import ArgosTranslate

        return ArgosTranslate()
    raise InvalidValue("backend", name, accepted=ON_DEMAND)


# --- the way between two languages --------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Edge:
    """One leg of a way: a backend, by its place in the list, and the pair it is asked for."""

    backend: int
    source: str
    target: str


def route(
    source: str,
    target: str,
    served: Sequence[Collection[Pair] | None],
    without: Collection[Edge] = (),
) -> tuple[Edge, ...] | None:
    """The shortest way from one language to another, or `None`.

    >>> route("es", "de-AT", [[("es", "en"), ("en", "de")]])
    (Edge(backend=0, source='es', target='en'), Edge(backend=0, source='en', target='de'))
    >>> route("es", "ja", [[("es", "en")]]) is None
    True

    `served` are the pairs of each backend, `None` for any; of ways of the same
    length the one through earlier backends wins, then the one whose variety of
    the language is nearer. `without` are legs that did not work.
    """
    if not any(pairs is None or pairs for pairs in served):
        return None
    return _route(
        source,
        target,
        tuple(None if pairs is None else tuple(pairs) for pairs in served),
        frozenset(without),
    )


@lru_cache(maxsize=512)
def _route(
    source: str,
    target: str,
    served: tuple[tuple[Pair, ...] | None, ...],
    without: frozenset[Edge],
) -> tuple[Edge, ...] | None:
    legs: dict[tuple[str, str], list[tuple[tuple[str, str], Edge]]] = {}
    start, goal = language_key(source), language_key(target)
    for number, pairs in enumerate(served):
        asked: Iterable[Pair] = [(source, target)] if pairs is None else pairs
        for one, two in asked:
            edge = Edge(number, one, two)
            if edge not in without:
                legs.setdefault(language_key(one), []).append((language_key(two), edge))

    def unlikeness(here: tuple[str, str], key: tuple[str, str], edge: Edge) -> tuple[int, ...]:
        """What is held against a leg: a later backend, then another variety at either end."""
        return (
            edge.backend,
            distance(edge.source, source) if here == start else 0,
            distance(edge.target, target) if key == goal else 0,
        )

    ways: dict[tuple[str, str], tuple[Edge, ...]] = {start: ()}
    waiting = deque([start])
    while waiting:
        here = waiting.popleft()
        if here == goal:
            return ways[here]
        for key, edge in sorted(legs.get(here, ()), key=lambda leg: unlikeness(here, *leg)):
            if key not in ways:
                ways[key] = (*ways[here], edge)
                waiting.append(key)
    return None


def distance(have: str, wanted: str) -> int:
    """How far one variety of a language is from another: 0 the same, 3 another territory's.

    >>> distance("pt-BR", "pt-BR"), distance("pt", "pt-PT"), distance("pt-BR", "pt-PT")
    (0, 1, 3)
    """
    one, two = parse(have), parse(wanted)
    if one.base == two.base:
        return 0
    if not one.territory:
        return 1
    return 2 if maximize(one).territory == maximize(two).territory else 3
