"""Sentences through backends: nothing lost, every doubt flagged.

A sentence goes out with a mask for each part that must not change. What comes
back is taken only if every part is there, once and in order. If not, the
sentence goes out with other masks; then the text between the parts goes alone;
then it stays in its own language and says so.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ..errors import InvalidValue, PackageRejected
from ..format.letters import upper
from ..model import RegisterLabel
from ..register import detect_register
from ..store import Store
from . import packages
from .argos import Argos
from .backends import Backend, Edge, Output, Phrases, distance, route
from .checks import Flag, faults
from .memory import TranslationMemory
from .pieces import halves, split_long
from .protect import (
    MASKS,
    Mask,
    Piece,
    cut,
    find,
    invents,
    joined,
    keeps,
    restore,
    tidy,
    with_numbers,
)

__all__ = ["Outcome", "Work"]

_ARGOS = Argos()

#: How often a sentence is halved whose end a backend says it lost, and from what length on.
_HALVINGS = 4
_SHORT = 20


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one sentence; `text` is `None` where it could not be brought over whole."""

    text: str | None
    backend: str | None
    path: tuple[str, ...] = ()
    score: float | None = None
    flags: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Way:
    """A way between two languages; its legs that had nothing to say to something, or broke."""

    edges: tuple[Edge, ...]
    silent: set[Edge] = field(default_factory=set)
    broken: bool = False


class Work:
    """Sentences from one language into another, through the backends that there are."""

    def __init__(
        self,
        source: str,
        target: str,
        *,
        backends: Sequence[Backend],
        store: Store,
        register: RegisterLabel | None = None,
        only: Collection[str] | None = None,
    ) -> None:
        self.source = source
        self.target = target
        self.store = store
        self._only = only
        self._bank = Phrases(store, register)
        engines: list[Backend] = [*backends, _ARGOS]
        chosen = [one for one in engines if only is None or one.name in only]
        self._memories = [one for one in chosen if isinstance(one, TranslationMemory)]
        self._engines = [one for one in chosen if not isinstance(one, TranslationMemory)]
        self._register = register
        self._problem: PackageRejected | None = None

    @property
    def problem(self) -> PackageRejected | None:
        """The package that stood in the way and did not work, if any."""
        return self._problem

    def run(self, pieces: Iterable[Piece]) -> dict[Piece, Outcome]:
        """What becomes of each sentence; every one gets an answer."""
        done: dict[Piece, Outcome] = {}
        rest = self._on_file(list(dict.fromkeys(pieces)), done)
        without: set[Edge] = set()
        while rest:
            edges = route(self.source, self.target, self._served(), without)
            if edges is None:
                break
            way = _Way(edges)
            rest = self._along(way, rest, done)
            if not way.silent:
                break
            without |= way.silent
        for piece in rest:
            done[piece] = Outcome(None, None, flags=frozenset({Flag.NO_PATH}))
        return done

    def has_way(self) -> bool:
        """Whether an engine leads from the one language to the other."""
        return route(self.source, self.target, self._served()) is not None

    def _served(self) -> list[Collection[tuple[str, str]] | None]:
        served: list[Collection[tuple[str, str]] | None] = []
        for one in self._engines:
            pairs = one.pairs()
            # Packages without the extra that reads them lead nowhere.
            served.append(() if one is _ARGOS and pairs and not packages.can_translate() else pairs)
        return served

    # --- what is on file: memories and the phrase bank ---

    def on_file(self, sentence: str) -> Outcome | None:
        """The wording of a sentence that is on file word for word, whole.

        What somebody confirmed comes before the phrase bank, what a machine
        said and nobody confirmed behind it.
        """
        return (
            self._from_memory(sentence, confirmed=True)
            or self._from_bank(sentence)
            or self._from_memory(sentence, confirmed=False)
        )

    def _from_memory(self, sentence: str, *, confirmed: bool) -> Outcome | None:
        for memory in self._memories:
            found = memory.exact(
                sentence,
                source=self.source,
                target=self.target,
                register=self._register,
                confirmed=confirmed,
            )
            if found is not None:
                flags = frozenset() if confirmed else frozenset({str(Flag.UNCONFIRMED)})
                return Outcome(found.text, memory.name, (self.source, self.target), None, flags)
        return None

    def _from_bank(self, sentence: str) -> Outcome | None:
        if self._only is not None and self._bank.name not in self._only:
            return None
        ((text, _, _),) = self._bank.translate_batch([sentence], self.source, self.target)
        if text is None or not keeps(cut(sentence, find(sentence)), text):
            return None
        return Outcome(text, self._bank.name, (self.source, self.target))

    def _on_file(self, pieces: list[Piece], done: dict[Piece, Outcome]) -> list[Piece]:
        """Answers what is on file; the others."""
        rest = []
        for piece in pieces:
            found = self.on_file(piece.source)
            text = "" if found is None else found.text or ""
            if found is not None and all(one.shown in text for one in piece.kept):
                done[piece] = found
            else:
                rest.append(piece)
        return rest

    # --- engines ---

    def _along(self, way: _Way, pieces: list[Piece], done: dict[Piece, Outcome]) -> list[Piece]:
        """Answers what this way has an answer for; the others, to be tried another way."""
        attempts = {piece: _Attempt(piece, self) for piece in pieces}
        unserved = self._masked(way, attempts, MASKS[0])
        for piece in unserved:
            del attempts[piece]
        open_ = {piece: one for piece, one in attempts.items() if one.text is None}
        if open_:
            self._masked(way, open_, MASKS[1])
        open_ = {piece: one for piece, one in open_.items() if one.text is None and piece.kept}
        if open_:
            self._around(way, open_)
        if self._register:
            self._in_register(way, attempts, self._register)
        figures = {
            with_numbers(piece): one
            for piece, one in attempts.items()
            if one.text is not None and Flag.NUMBERS in one.faults
        }
        if figures:
            self._with_figures_masked(way, figures)
        name = "+".join(dict.fromkeys(self._engines[edge.backend].name for edge in way.edges))
        shared = self._flags_of(way)
        for piece, one in attempts.items():
            done[piece] = one.outcome(name, self._path(way), shared)
        return unserved

    def _path(self, way: _Way) -> tuple[str, ...]:
        return (self.source, *(edge.target for edge in way.edges[:-1]), self.target)

    def _flags_of(self, way: _Way) -> frozenset[str]:
        flags = {Flag.PIVOTED} if len(way.edges) > 1 else set()
        if distance(way.edges[-1].target, self.target) == 3:
            flags.add(Flag.VARIETY)
        return frozenset(flags)

    def _masked(self, way: _Way, attempts: dict[Piece, _Attempt], mask: Mask) -> list[Piece]:
        """One rung: every sentence with masks. Gives those for which the way has no answer."""
        covered = [mask.cover(piece, one.lower) for piece, one in attempts.items()]
        unserved = []
        for (piece, one), output in zip(
            attempts.items(), self._translate(way, covered), strict=True
        ):
            if output.text is None:
                unserved.append(piece)
                continue
            fault = Flag.PLACEHOLDER if output.text.strip() else Flag.EMPTY
            one.take(
                restore(piece, output.text, mask, one.upper), output.score, output.flags, fault
            )
        return unserved

    def _around(self, way: _Way, attempts: dict[Piece, _Attempt]) -> None:
        """Another rung: the text between the protected parts, each stretch by itself."""
        stretches: dict[str, None] = {}
        for piece, one in attempts.items():
            for part in piece.parts:
                if isinstance(part, str) and (core := _core(part)[1]):
                    stretches.setdefault(one.lower(core) if one.lower else core)
        outputs = dict(zip(stretches, self._translate(way, list(stretches)), strict=True))
        for piece, one in attempts.items():
            texts = []
            flags: set[str] = {Flag.AROUND}
            fault: Flag | None = None
            for part in piece.parts:
                if not isinstance(part, str):
                    continue
                before, core, after = _core(part)
                output = outputs[one.lower(core) if one.lower else core] if core else Output("")
                flags |= output.flags
                text = _core(tidy(output.text or ""))[1]
                if core and not text:
                    fault = Flag.EMPTY
                elif core and invents(core, output.text or ""):
                    fault = Flag.PLACEHOLDER
                texts.append(before + (one.upper(text) if one.upper else text) + after)
            found = None if fault else joined(piece, texts)
            one.take(found, None, frozenset(flags), fault or Flag.PLACEHOLDER)

    def _with_figures_masked(self, way: _Way, attempts: dict[Piece, _Attempt]) -> None:
        """A last rung for a sentence whose figures came back wrong: they go masked too."""
        retried = {piece: _Attempt(one.piece, self) for piece, one in attempts.items()}
        self._masked(way, retried, MASKS[0])
        open_ = {piece: one for piece, one in retried.items() if one.text is None}
        if open_:
            self._masked(way, open_, MASKS[1])
        for piece, one in retried.items():
            if one.text is not None and Flag.NUMBERS not in one.faults:
                attempts[piece].become(one)

    def _in_register(
        self, way: _Way, attempts: Mapping[Piece, _Attempt], wanted: RegisterLabel
    ) -> None:
        """For sentences not in the register: the best wording of the beam that shows it."""
        ask = getattr(self._engines[way.edges[-1].backend], "alternatives", None)
        others = {
            piece: one
            for piece, one in attempts.items()
            if one.text is not None and self._speaks(one.text) != wanted
        }
        if ask is None or not others or way.broken:
            return
        last = way.edges[-1]
        for mask in MASKS:
            texts = [mask.cover(piece, one.lower) for piece, one in others.items()]
            before = [Output(text) for text in texts]
            if len(way.edges) > 1:
                before = self._translate(_Way(way.edges[:-1]), texts)
            said = [tidy(one.text or "") for one in before]
            if not all(said):
                continue
            answers = ask(said, last.source, last.target)
            for (piece, one), outputs in zip(list(others.items()), answers, strict=True):
                for output in outputs:
                    tried = _Attempt(piece, self)
                    flags = frozenset({str(Flag.ALTERNATIVE), *map(str, output.flags)})
                    text = restore(piece, output.text or "", mask, one.upper)
                    tried.take(text, output.score, flags, Flag.PLACEHOLDER)
                    if tried.text and not tried.faults and self._speaks(tried.text) == wanted:
                        one.become(tried)
                        del others[piece]
                        break

    def _speaks(self, text: str) -> RegisterLabel | None:
        """The register that a translation shows, if it shows one."""
        return detect_register(text, language=self.target, store=self.store).label

    # --- one way ---

    def _translate(self, way: _Way, texts: Sequence[str]) -> list[Output]:
        """Texts along all legs of a way; `None` where a leg has nothing to say."""
        outputs = [Output(text) for text in texts]
        for edge in way.edges:
            said = [tidy(one.text or "") for one in outputs]
            asked = [number for number, text in enumerate(said) if text]
            try:
                answers = [] if way.broken else self._leg(edge, [said[number] for number in asked])
            except PackageRejected as problem:
                self._problem = problem
                way.silent.add(edge)
                way.broken = True
            if way.broken:
                return [Output(None) for _ in texts]
            for number, answer in zip(asked, answers, strict=True):
                if answer.text is None:
                    way.silent.add(edge)
                before = outputs[number]
                outputs[number] = Output(
                    answer.text, _worse(before.score, answer.score), before.flags | answer.flags
                )
        return outputs

    def _leg(self, edge: Edge, texts: Sequence[str], depth: int = 0) -> list[Output]:
        """Texts through one backend, long ones in parts."""
        backend = self._engines[edge.backend]
        own = getattr(backend, "fits", None)

        def fits(text: str) -> bool:
            return own is None or bool(own(text, edge.source, edge.target))

        whole = self._ask(backend, edge, [split_long(text, fits) for text in texts])
        for number, one in enumerate(whole):
            if Flag.TRUNCATED not in one.flags or depth == _HALVINGS:
                continue
            parts = halves(texts[number], fits)
            if len(texts[number]) >= _SHORT and parts:
                answers = self._leg(edge, [part for part, _ in parts], depth + 1)
                whole[number] = _put_together(answers, [space for _, space in parts])
        return whole

    def _ask(
        self, backend: Backend, edge: Edge, texts: Sequence[Sequence[tuple[str, str]]]
    ) -> list[Output]:
        """Texts in parts, each asked for once in one batch and joined again."""
        asked = list(dict.fromkeys(part for parts in texts for part, _ in parts if part.strip()))
        answers = list(backend.translate_batch(asked, edge.source, edge.target)) if asked else []
        if len(answers) != len(asked):
            raise InvalidValue(
                f"number of translations by {backend.name}", len(answers), accepted=str(len(asked))
            )
        known = dict(zip(asked, answers, strict=True))
        outputs = []
        for parts in texts:
            found = [known.get(part, (part, None, ())) for part, _ in parts]
            if not all(text is None or isinstance(text, str) for text, _, _ in found):
                raise InvalidValue(f"translation by {backend.name}", found, accepted="text")
            some = [Output(text, one, frozenset(map(str, flags))) for text, one, flags in found]
            outputs.append(_put_together(some, [space for _, space in parts]))
        return outputs


class _Attempt:
    """One sentence on its way: the best translation so far, and what is wrong with it."""

    __slots__ = ("_work", "faults", "flags", "lower", "piece", "score", "text", "upper")

    def __init__(self, piece: Piece, work: Work) -> None:
        self.piece = piece
        self._work = work
        self.text: str | None = None
        self.score: float | None = None
        self.flags: frozenset[str] = frozenset()
        self.faults: set[Flag] = set()
        self.lower: Callable[[str], str] | None = None
        self.upper: Callable[[str], str] | None = None
        if _shouts(piece):
            self.lower, self.upper = _changes(piece, work.source, work.target)

    def take(
        self, text: str | None, score: float | None, flags: frozenset[str], fault: Flag
    ) -> None:
        """Takes a translation that was put together again, or the fault why none could be."""
        self.flags = flags
        if text is None:
            self.faults = {fault}
            return
        found = faults(
            self.piece.source,
            text,
            languages=(self._work.source, self._work.target),
            store=self._work.store,
            words=(self.piece.words, _words_of(text, self.piece)),
        )
        self.faults = found
        if Flag.EMPTY in found:
            return
        self.text, self.score = text, score

    def become(self, other: _Attempt) -> None:
        """Takes over what another attempt at the same sentence came to."""
        self.text, self.score = other.text, other.score
        self.flags, self.faults = other.flags, other.faults

    def outcome(self, backend: str, path: tuple[str, ...], shared: frozenset[str]) -> Outcome:
        flags = {str(flag) for flag in (*self.flags, *self.faults)}
        if self.text is None:
            return Outcome(None, None, path, None, frozenset({Flag.KEPT, *flags - {Flag.AROUND}}))
        return Outcome(self.text, backend, path, self.score, frozenset(flags | shared))


def _put_together(outputs: Sequence[Output], spaces: Sequence[str]) -> Output:
    """The parts of a sentence as one again, with the spaces that stood between them."""
    if len(outputs) == 1:
        return outputs[0]
    if any(one.text is None for one in outputs):
        return Output(None)
    score = None
    for one in outputs:
        score = _worse(score, one.score)
    flags = frozenset({str(Flag.SPLIT)}).union(*(one.flags for one in outputs))
    texts = (tidy(one.text or "") for one in outputs)
    return Output(
        "".join(text + space for text, space in zip(texts, spaces, strict=True)), score, flags
    )


def _words_of(text: str, piece: Piece) -> str:
    """A translation without the parts that were protected."""
    out = []
    position = 0
    for part in piece.kept:
        place = text.find(part.shown, position)
        if place >= 0:
            out.append(text[position:place])
            position = place + len(part.shown)
    return " ".join([*out, text[position:]])


def _worse(one: float | None, two: float | None) -> float | None:
    if one is None or two is None:
        return two if one is None else one
    return min(one, two)


def _core(text: str) -> tuple[str, str, str]:
    """A stretch of text without the spaces and signs around it; no core where it has no letter."""
    start, end = 0, len(text)
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not (_of_a_word(text[end - 1]) or text[end - 1] in "%€$£¥"):
        end -= 1
    if not any(char.isalpha() for char in text[start:end]):
        return text, "", ""
    return text[:start], text[start:end], text[end:]


def _of_a_word(char: str) -> bool:
    """Whether a character ends no word: a letter, a figure, a mark on one (vowels of Hindi)."""
    return char.isalnum() or unicodedata.category(char).startswith("M")


# --- capitals ---------------------------------------------------------------------------


def _shouts(piece: Piece) -> bool:
    """Whether the sentence is all in capitals: two words or more, not just a short form."""
    words = piece.words
    letters = sum(char.isalpha() for char in words)
    return letters >= 8 and words.isupper() and len(words.split()) >= 2


def _changes(
    piece: Piece, source: str, target: str
) -> tuple[Callable[[str], str] | None, Callable[[str], str] | None]:
    """How to write a shouted sentence for an engine, and how to write its answer.

    Engines know capitals badly: the sentence goes out in sentence case and its
    translation comes back in capitals. Left alone where that is no way back.
    """
    one, two = source.partition("-")[0], target.partition("-")[0]

    def lower(text: str) -> str:
        if one in ("tr", "az"):
            text = text.replace("I", "ı").replace("İ", "i")
        small = text.lower()
        first = next((number for number, char in enumerate(small) if char.isalpha()), None)
        if first is None or not piece.words.startswith(text):
            return small
        return small[:first] + upper(small[first], one) + small[first + 1 :]

    def back(text: str) -> str:
        return upper(text, two)

    texts = [part for part in piece.parts if isinstance(part, str)]
    if any(upper(lower(text), one) != text for text in texts):
        return None, None
    return lower, back
