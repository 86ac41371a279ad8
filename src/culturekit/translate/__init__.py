"""Translation that loses nothing: the phrase bank, packages on disk, and the user's own service.

Text goes out sentence by sentence and comes back in the frame it stood in:
white space, tags, fields, addresses and codes are the same, byte for byte and
in order, or the sentence stays in its own language and says so.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import overload

from ..errors import InvalidValue, MissingDependency, TranslationUnavailable
from ..model import Answer, Confidence, Noun, Reason, RegisterLabel
from ..register import detect_register
from ..sentences import split_sentences
from ..store import Store
from ..store import open as open_store
from ..tags import parse
from . import packages
from .apertium import Apertium
from .argos import Argos
from .argostranslate import ArgosTranslate
from .backends import ON_DEMAND, Backend, Output, Phrases, as_backend, route
from .checks import LOST, NEUTRAL, Flag
from .detect import detect_language
from .memory import TranslationMemory
from .pieces import is_sentence, take_apart
from .protect import Piece, Term, terms
from .rules import language_key
from .work import Outcome, Work

__all__ = [
    "Apertium",
    "ArgosTranslate",
    "Backend",
    "Flag",
    "Output",
    "Segment",
    "Translation",
    "TranslationMemory",
    "detect_language",
    "split_sentences",
    "translate",
    "translate_segments",
]

#: How many texts of a stream are read ahead, so that they can go in one batch.
_AHEAD = 64
#: How many texts of a list are translated between two words on progress.
_PART = 256


@dataclass(frozen=True, slots=True)
class Segment(Noun):
    """One stretch of text; `text` is `None` where it could not be brought over whole.

    `flags` are values of `Flag`, or words of a backend's own; `score` is the
    backend's, for an Argos package the mean log-probability of a token.
    """

    source: str
    text: str | None
    backend: str | None
    flags: tuple[str, ...] = ()
    score: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation(Answer):
    """A translated text; `str()` of it is the text.

    `path` are the languages on the way, both ends included, `segments` its
    sentences, `flags` what any of them shows. `quality` is "high" where every
    sentence is a wording on file or needed none, "medium" where a machine
    translated and no check found a fault, "low" where one did. `register` is
    "met", "unmet" or "unverifiable" where one was asked for.
    """

    text: str
    path: tuple[str, ...]
    backend: str | None = None
    segments: tuple[Segment, ...] = ()
    quality: Confidence | None = None
    register: str | None = None
    flags: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.text


Glossary = Mapping[str, str | None]

#: Called with how many texts are done, and of how many, where that is known.
Progress = Callable[[int, int | None], object]


@overload
def translate(
    text: str,
    *,
    to: str,
    source: str | None = None,
    register: RegisterLabel | str | None = None,
    glossary: Glossary | None = None,
    backend: str | object | None = None,
    backends: Sequence[object] = (),
    progress: Progress | None = None,
    store: Store | None = None,
) -> Translation: ...


@overload
def translate(
    text: list[str] | tuple[str, ...],
    *,
    to: str,
    source: str | None = None,
    register: RegisterLabel | str | None = None,
    glossary: Glossary | None = None,
    backend: str | object | None = None,
    backends: Sequence[object] = (),
    progress: Progress | None = None,
    store: Store | None = None,
) -> list[Translation]: ...


@overload
def translate(
    text: Iterable[str],
    *,
    to: str,
    source: str | None = None,
    register: RegisterLabel | str | None = None,
    glossary: Glossary | None = None,
    backend: str | object | None = None,
    backends: Sequence[object] = (),
    progress: Progress | None = None,
    store: Store | None = None,
) -> Translation | list[Translation] | Iterator[Translation]: ...


def translate(
    text: str | Iterable[str],
    *,
    to: str,
    source: str | None = None,
    register: RegisterLabel | str | None = None,
    glossary: Glossary | None = None,
    backend: str | object | None = None,
    backends: Sequence[object] = (),
    progress: Progress | None = None,
    store: Store | None = None,
) -> Translation | list[Translation] | Iterator[Translation]:
    r"""A text in another language, or each of several in the order given.

    >>> def shout(text, source, target):
    ...     return {"Hello, ⟦0⟧!": "Hola, ⟦0⟧."}.get(text)
    >>> print(translate("  Hello, {name}!\n", to="es", source="en", backends=[shout]), end="")
      Hola, {name}.

    A sequence gives a list; any other iterable is read as it goes and gives an
    iterator. `to` and `source` are BCP 47 tags; without `source` the language
    is detected, and a text whose language is not clear comes back as it is,
    flagged "source-unknown". `glossary` says for a term what must stand there,
    `None` for the term itself. `backends` are functions `(text, source,
    target) -> text` or `Backend`s, asked after the phrase bank and before the
    packages; `backend` names the one to use, or is it. `progress` is called
    with how many texts are done and how many there are, `None` for a stream.

    Raises
    ------
    `TranslationUnavailable` where no way leads to the language,
    `MissingDependency` where only the extra `translate` is missing, and
    `InvalidValue` for malformed input.

    """
    job = _Job(to, source, register, glossary, backend, backends, store or open_store())
    if isinstance(text, str):
        return job.run([text])[0]
    if isinstance(text, (bytes, bytearray, Mapping)) or not isinstance(text, Iterable):
        raise InvalidValue("text", text, accepted=("a string", "a list of strings"))
    if not isinstance(text, Sequence):
        return job.stream(text, progress)
    return job.run(text) if progress is None else job.run_in_parts(text, progress)


def translate_segments(
    segments: Sequence[str],
    *,
    source: str,
    target: str,
    register: RegisterLabel | str | None = None,
    backends: Sequence[object] = (),
    store: Store | None = None,
) -> list[Segment]:
    """Each of several stretches of text, with `None` for what cannot be sent as it is.

    >>> [segment.text for segment in translate_segments(["Guten Tag, {name}!"],
    ...     source="de", target="sw")]
    [None]

    For a program that must not send half a message: `text` is there only
    where a way leads to the language, the whole stretch arrived, its fields
    (also as private-use marks U+E000 to U+E001) are in order and its figures
    are right. Raises nothing for a missing way.
    """
    store = store or open_store()
    source, target = parse(source).base, parse(target).base
    wanted = _register(register)
    if language_key(source) == language_key(target):
        return [Segment(one, one, None) for one in segments]
    engines = [as_backend(one) for one in backends]
    work = Work(source, target, backends=engines, store=store, register=wanted)
    # Where no engine is installed, which is common, sentences are not even taken apart.
    if not work.has_way() and all(
        is_sentence(one, language=source, store=store) for one in segments
    ):
        return [
            Segment(one, known.text, known.backend, _in_order(known.flags))
            if (known := work.on_file(one)) is not None
            else Segment(one, None, None, (str(Flag.NO_PATH),))
            for one in segments
        ]
    apart = [take_apart(one, language=source, store=store) for one in segments]
    done = work.run(piece for nodes in apart for piece in nodes if isinstance(piece, Piece))
    found = []
    for one, nodes in zip(segments, apart, strict=True):
        outcomes = [done[piece] for piece in nodes if isinstance(piece, Piece)]
        flags = {str(flag) for outcome in outcomes for flag in outcome.flags}
        if LOST & flags:
            found.append(Segment(one, None, None, _in_order(flags)))
            continue
        text = _assembled(nodes, done)
        if wanted and outcomes and _verdict(text, wanted, target, store) == "unmet":
            flags.add(Flag.REGISTER_UNMET)
        found.append(Segment(one, text, _names(outcomes), _in_order(flags), _lowest(outcomes)))
    return found


def _assembled(nodes: Sequence[str | Piece], done: Mapping[Piece, Outcome]) -> str:
    """The text again, with what became of its sentences; one that was not translated stands."""
    out = []
    for node in nodes:
        found = node if isinstance(node, str) else done[node].text
        out.append(node.source if found is None and isinstance(node, Piece) else found or "")
    return "".join(out)


def _in_order(flags: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(map(str, flags)))


def _names(outcomes: Sequence[Outcome]) -> str | None:
    names = dict.fromkeys(one.backend for one in outcomes if one.backend)
    return "+".join(names) or None


def _longest(outcomes: Sequence[Outcome]) -> tuple[str, ...]:
    """The way with most legs that a sentence went."""
    found: tuple[str, ...] = ()
    for one in outcomes:
        found = one.path if len(one.path) > len(found) else found
    return found


def _lowest(outcomes: Sequence[Outcome]) -> float | None:
    return min((one.score for one in outcomes if one.score is not None), default=None)


def _register(given: RegisterLabel | str | None) -> RegisterLabel | None:
    try:
        return None if given is None else RegisterLabel(given)
    except ValueError:
        raise InvalidValue("register", given, accepted=list(RegisterLabel)) from None


def _verdict(text: str, wanted: RegisterLabel, language: str, store: Store) -> str:
    """Whether a text speaks in the register that was asked for."""
    label = detect_register(text, language=language, store=store).label
    if label is None:
        return "unverifiable"
    return "met" if label == wanted else "unmet"


# --- one call of translate ------------------------------------------------------------------


class _Job:
    """What holds for all texts of one call."""

    def __init__(
        self,
        to: str,
        source: str | None,
        register: RegisterLabel | str | None,
        glossary: Glossary | None,
        backend: str | object | None,
        backends: Sequence[object],
        store: Store,
    ) -> None:
        self.store = store
        self.target = parse(to).base
        self.source = None if source is None else parse(source).base
        self.register = _register(register)
        self.glossary = _glossary(glossary)
        self.engines = [as_backend(one) for one in backends]
        self.only: frozenset[str] | None = None
        if isinstance(backend, str):
            names = [Phrases.name, *(one.name for one in self.engines), Argos.name]
            if backend not in names and backend in ON_DEMAND:
                self.engines = [as_backend(backend)]
            elif backend not in names:
                raise InvalidValue("backend", backend, accepted=(*names, *ON_DEMAND))
            self.only = frozenset({backend})
        elif backend is not None:
            self.engines = [as_backend(backend)]
            self.only = frozenset({self.engines[0].name})

    def stream(self, texts: Iterable[str], progress: Progress | None) -> Iterator[Translation]:
        """The translations of texts as they come, some read ahead for the sake of a batch."""
        rest = iter(texts)
        done = 0
        while some := list(islice(rest, _AHEAD)):
            yield from self.run(some)
            done += len(some)
            if progress:
                progress(done, None)

    def run_in_parts(self, texts: Sequence[str], progress: Progress) -> list[Translation]:
        """As `run`, saying after every part how far it is."""
        found: list[Translation] = []
        for start in range(0, len(texts), _PART):
            found += self.run(texts[start : start + _PART])
            progress(len(found), len(texts))
        return found

    def run(self, texts: Sequence[str]) -> list[Translation]:
        for text in texts:
            if not isinstance(text, str):
                raise InvalidValue("text", text, accepted="a string")
        sources = [
            self.source or detect_language(text, store=self.store) if text.strip() else self.target
            for text in texts
        ]
        found: dict[int, Translation] = {}
        for source in dict.fromkeys(sources):
            numbers = [number for number, one in enumerate(sources) if one == source]
            some = [texts[number] for number in numbers]
            found.update(zip(numbers, self._from(source, some), strict=True))
        return [found[number] for number in range(len(texts))]

    def _from(self, source: str | None, texts: Sequence[str]) -> list[Translation]:
        """Texts of one language."""
        if source is None:
            claim = "the text's language is not clear; it was left as it is"
            return [
                self._unchanged(text, (), claim, Confidence.LOW, (str(Flag.SOURCE_UNKNOWN),))
                for text in texts
            ]
        if language_key(source) == language_key(self.target):
            claim = f"the text is in {source} already"
            return [self._unchanged(text, (source,), claim, Confidence.HIGH) for text in texts]
        work = Work(
            source,
            self.target,
            backends=self.engines,
            store=self.store,
            register=self.register,
            only=self.only,
        )
        apart = [
            take_apart(text, language=source, store=self.store, glossary=self.glossary)
            for text in texts
        ]
        done = work.run(piece for nodes in apart for piece in nodes if isinstance(piece, Piece))
        if any(Flag.NO_PATH in one.flags for one in done.values()):
            self._raise_unavailable(source, work)
        return [self._translation(source, nodes, done) for nodes in apart]

    def _raise_unavailable(self, source: str, work: Work) -> None:
        pairs = Argos().pairs()
        installed = {
            *pairs,
            *(pair for one in self.engines for pair in one.pairs() or ()),
        }
        wanted = self.only is None or Argos.name in self.only
        if wanted and not packages.can_translate() and route(source, self.target, [pairs]):
            raise MissingDependency("translate", "ctranslate2")
        raise TranslationUnavailable(
            (source, self.target), installed=sorted(installed)
        ) from work.problem

    def _unchanged(
        self,
        text: str,
        path: tuple[str, ...],
        claim: str,
        quality: Confidence,
        flags: tuple[str, ...] = (),
    ) -> Translation:
        return Translation(
            text=text,
            path=path,
            quality=quality,
            flags=flags,
            reasons=(Reason(claim),),
            data_version=self.store.version,
        )

    def _translation(
        self, source: str, nodes: Sequence[str | Piece], done: Mapping[Piece, Outcome]
    ) -> Translation:
        pieces = [node for node in nodes if isinstance(node, Piece)]
        outcomes = [done[piece] for piece in pieces]
        text = _assembled(nodes, done)
        flags = {str(flag) for outcome in outcomes for flag in outcome.flags}
        verdict = None
        if self.register and outcomes:
            verdict = _verdict(text, self.register, self.target, self.store)
            if verdict == "unverifiable" and _names(outcomes) == Phrases.name:
                verdict = "met"  # a wording on file in that register, or one for both
            if verdict != "met":
                flags.add(f"register-{verdict}")
        return Translation(
            text=text,
            path=_longest(outcomes) or (source, self.target),
            backend=_names(outcomes),
            segments=tuple(
                Segment(piece.source, one.text, one.backend, _in_order(one.flags), one.score)
                for piece, one in zip(pieces, outcomes, strict=True)
            ),
            quality=_quality(outcomes, flags),
            register=verdict,
            flags=_in_order(flags),
            reasons=tuple(_reasons(outcomes)),
            data_version=self.store.version,
        )


def _quality(outcomes: Sequence[Outcome], flags: Collection[str]) -> Confidence:
    if set(flags) - NEUTRAL:
        return Confidence.LOW
    on_file = (Phrases.name, TranslationMemory.name)
    if all(one.backend in on_file and Flag.UNCONFIRMED not in one.flags for one in outcomes):
        return Confidence.HIGH
    return Confidence.MEDIUM


def _reasons(outcomes: Sequence[Outcome]) -> Iterator[Reason]:
    """Who translated how much, and what stayed."""
    for name in dict.fromkeys(one.backend for one in outcomes if one.backend):
        some = [one for one in outcomes if one.backend == name]
        by = {Phrases.name: "the phrase bank", TranslationMemory.name: "the memory"}.get(name, name)
        way = " > ".join(_longest(some))
        yield Reason(f"{len(some)} of {len(outcomes)} sentences by {by} ({way})")
    if kept := sum(one.text is None for one in outcomes):
        yield Reason(f"{kept} of {len(outcomes)} sentences stay in their own language")
    if not outcomes:
        yield Reason("there is nothing to translate in it")


def _glossary(given: Glossary | None) -> tuple[Term, ...]:
    if given is None:
        return ()
    if not isinstance(given, Mapping):
        raise InvalidValue("glossary", given, accepted="a mapping of terms to what stands for them")
    for term, shown in given.items():
        if not isinstance(term, str) or not term.strip():
            raise InvalidValue("term of the glossary", term, accepted="text")
        if shown is not None and not isinstance(shown, str):
            raise InvalidValue(f"glossary entry for {term}", shown, accepted=("text", "None"))
    return terms(tuple(given.items()))
