"""Translating with installed packages: CTranslate2 and SentencePiece, read directly.

Both come with the extra `translate` and are imported when the first sentence
is translated. A model stays loaded until its files change or others need its
place.
"""

from __future__ import annotations

import json
import os
import re
import threading
from collections import OrderedDict
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from ..errors import MissingDependency, PackageRejected
from . import packages
from .backends import Output
from .checks import Flag, repeats

__all__ = ["LONGEST_SOURCE", "Argos", "Model", "load", "mean_score", "pairs_of", "usable"]

#: Models are trained on sentences and lose the end of anything much longer; the positions of
#: some end at 512.
LONGEST_SOURCE = 180
_LONGEST_TARGET = 400

#: As Argos Translate has it, so that the same package gives the same words.
_OPTIONS: dict[str, Any] = {"beam_size": 4, "length_penalty": 0.2, "replace_unknowns": True}
#: How many batches each worker should have, and how many tokens one may hold.
_BATCHES, _LEAST, _MOST = 2, 256, 1024
#: For an answer that said the same thing over and over.
_AGAIN: dict[str, Any] = {**_OPTIONS, "repetition_penalty": 1.3, "no_repeat_ngram_size": 4}

#: As many wordings as the beam holds, for a caller who looks for one in a register.
_ALL: dict[str, Any] = {**_OPTIONS, "num_hypotheses": _OPTIONS["beam_size"]}

#: Below this mean log-probability of a token a model guesses; docs/translation.md shows how often.
_LOW_SCORE = -0.5

_MASK = re.compile(r"⟦\d+⟧|XPH\d+X")
_LETTERS = re.compile(r"[^\W\d_]+")
_BYTE = re.compile(r"<0x([0-9A-F]{2})>")


class Model:
    """One loaded package."""

    def __init__(
        self,
        name: str,
        translator: Any,
        tokenizer: Any,
        prefix: str,
        known: frozenset[str],
        digest: str,
    ) -> None:
        self.name = name
        self.digest = digest
        self.translator = translator
        self._tokenizer = tokenizer
        self._prefix = prefix
        self._known = known
        self._words: set[str] = set()
        self._workers = _threads()

    def encode(self, text: str) -> list[str]:
        """The pieces that the tokenizer makes of a text."""
        tokens: list[str] = self._tokenizer.encode(text, out_type=str)
        return tokens

    def translate(self, texts: Sequence[str]) -> list[Output]:
        """Each text in the other language; one that repeated itself is tried once more."""
        outputs = [found[0] for found in self._cached(texts, _OPTIONS)]
        again = [number for number, one in enumerate(outputs) if one.text and repeats(one.text)]
        again = [number for number in again if not repeats(texts[number])]
        for number, found in zip(
            again, self._cached([texts[number] for number in again], _AGAIN), strict=True
        ):
            outputs[number] = found[0]
        return outputs

    def alternatives(self, texts: Sequence[str]) -> list[list[Output]]:
        """All wordings of each text that the beam ends with, the best first."""
        return self._cached(texts, _ALL)

    def _cached(self, texts: Sequence[str], options: dict[str, Any]) -> list[list[Output]]:
        """What `_run` answers, from the last answers where it is among them."""
        how = (self.digest, tuple(options.items()))
        found = {text: _answers.get((*how, text)) for text in texts}
        missing = [text for text, known in found.items() if known is None]
        for text, outputs in zip(missing, self._run(missing, options), strict=True):
            found[text] = outputs
            _answers.put((*how, text), outputs)
        return [found[text] or [] for text in texts]

    def _run(self, texts: Sequence[str], options: dict[str, Any]) -> list[list[Output]]:
        if not texts:
            return []
        tokens = [self.encode(text) for text in texts]
        longest = max((len(one) for one in tokens), default=0)
        # Sorted by length and cut into batches by the engine; some for each worker, so that none
        # is idle while another is at its last.
        share = -(-sum(map(len, tokens)) // (_BATCHES * self._workers))
        limit = min(_LONGEST_TARGET, 2 * longest + 60)
        try:
            results = self.translator.translate_batch(
                tokens,
                target_prefix=[[self._prefix]] * len(tokens) if self._prefix else None,
                max_batch_size=min(max(share, _LEAST), _MOST),
                batch_type="tokens",
                max_input_length=0,
                max_decoding_length=limit,
                return_scores=True,
                **options,
            )
        except (RuntimeError, ValueError) as error:
            raise PackageRejected(f"{self.name} cannot translate: {error}") from None
        return [
            [
                self._output(hypothesis, score, limit, unknown)
                for hypothesis, score in zip(result.hypotheses, result.scores, strict=True)
            ]
            for result, unknown in zip(results, map(self._unknown, texts), strict=True)
        ]

    def _output(self, hypothesis: list[str], score: float, limit: int, unknown: bool) -> Output:
        flags = {Flag.UNKNOWN} if unknown else set()
        if len(hypothesis) >= limit:
            flags.add(Flag.TRUNCATED)
        if self._prefix and hypothesis[:1] == [self._prefix]:
            hypothesis = hypothesis[1:]
        mean = mean_score(score, len(hypothesis))
        if mean < _LOW_SCORE:
            flags.add(Flag.SCORE)
        return Output(_plain(hypothesis), mean, frozenset(map(str, flags)))

    def _unknown(self, text: str) -> bool:
        """Whether a word is none to the tokenizer; a name may be so, and is copied rightly."""
        words = {word for word in _LETTERS.findall(_MASK.sub(" ", text)) if word[0].islower()}
        if not words - self._words:
            return False
        strange = self._tokenizer.unk_id()
        for word in words - self._words:
            if strange in self._tokenizer.encode(word):
                return True
            if len(self._words) < _MOST_WORDS:
                self._words.add(word)
        return False

    def try_out(self) -> None:
        """One word through the model; raises `PackageRejected` where that cannot work.

        A vocabulary that is not the tokenizer's would load, and answer nonsense.
        """
        pieces = [
            self._tokenizer.id_to_piece(number)
            for number in range(self._tokenizer.get_piece_size())
            if not self._tokenizer.is_control(number)
            and not self._tokenizer.is_unknown(number)
            and not self._tokenizer.is_byte(number)
        ]
        shared = sum(piece in self._known for piece in pieces)
        if not pieces or shared < 0.5 * len(pieces):
            raise PackageRejected(
                f"the model does not know the pieces of its tokenizer ({shared} of {len(pieces)})"
            )
        word = next((one for one in pieces if one in self._known and one != "▁"), pieces[0])
        self._run([word.replace("▁", " ").strip()], _OPTIONS)


def mean_score(score: float, tokens: int) -> float:
    """The mean log-probability of a token.

    The engine's score is a sum over tokens, divided by their number to the power 0.2.
    """
    return float(score / max(tokens, 1) ** (1 - _OPTIONS["length_penalty"]))


def _plain(tokens: Sequence[str]) -> str:
    """The text that tokens spell, bytes that stand for themselves included."""
    raw = bytearray()
    for token in tokens:
        match = _BYTE.fullmatch(token)
        raw += bytes([int(match[1], 16)]) if match else token.encode("utf-8", "replace")
    return raw.decode("utf-8", "replace").replace("▁", " ").strip(" ")


def load(content: packages.Content) -> Model:
    """Loads a package into memory.

    Raises `MissingDependency` without the extra `translate`, and
    `PackageRejected` for a package that the engine does not take.
    """
    try:
        import ctranslate2
        import sentencepiece
    except ImportError as error:
        raise MissingDependency("translate", error.name or "ctranslate2") from None
    name = content.path.name
    metadata = json.loads(content.read("metadata.json"))
    threads = {"inter_threads": _threads(), "intra_threads": 1}
    try:
        tokenizer = sentencepiece.SentencePieceProcessor(
            model_proto=content.read("sentencepiece.model")
        )
        if content.path.is_dir():
            translator = ctranslate2.Translator(str(content.path / "model"), **threads)
        else:
            files = {
                inside.removeprefix("model/"): content.read(inside)
                for inside in content.names
                if inside.startswith("model/")
            }
            translator = ctranslate2.Translator(name, files=files, **threads)
    except (RuntimeError, ValueError, TypeError, OSError) as error:
        raise PackageRejected(f"{name} cannot be loaded: {error}") from None
    return Model(
        name,
        translator,
        tokenizer,
        metadata.get("target_prefix", ""),
        _vocabulary(content),
        packages.digest(content),
    )


def _threads() -> int:
    """Workers side by side, one thread each: for sentences that beats several threads on one."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _vocabulary(content: packages.Content) -> frozenset[str]:
    """The pieces that the model knows on its source side."""
    for name in ("model/source_vocabulary", "model/shared_vocabulary"):
        try:
            if f"{name}.json" in content.names:
                return frozenset(json.loads(content.read(f"{name}.json")))
            if f"{name}.txt" in content.names:
                return frozenset(content.read(f"{name}.txt").decode("utf-8").splitlines())
        except (ValueError, TypeError, RecursionError):
            raise PackageRejected(f"{name} cannot be read") from None
    return frozenset()


# --- what was answered before ---------------------------------------------------------------


class _Answers:
    """The last answers of all models, by package, options and text; the oldest go first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[tuple[object, ...], list[Output]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: tuple[object, ...]) -> list[Output] | None:
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
            return found

    def put(self, key: tuple[object, ...], outputs: list[Output]) -> None:
        with self._lock:
            self._kept[key] = outputs
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)

    def clear(self) -> None:
        """Forgets everything, in a process of its own with a lock that nobody holds."""
        self._lock = threading.Lock()
        self._kept.clear()


#: Some kilobytes a sentence at most.
_answers = _Answers(most=20_000)

#: How many words of a model are remembered as known.
_MOST_WORDS = 50_000

# --- the backend ------------------------------------------------------------------------

_loading = threading.Lock()


_models: OrderedDict[tuple[object, ...], Model] = OrderedDict()
_MOST_MODELS = 8


def _model(package: packages.Package) -> Model:
    """The model of a package as it is on disk now; the last few stay loaded."""
    key = packages.stamp(package)
    with _loading:
        found = _models.get(key)
        if found is None:
            with packages.Content.of(Path(package.path)) as content:
                found = load(content)
            for stale in [one for one in _models if one[0] == package.path]:
                del _models[stale]
            _models[key] = found
        _models.move_to_end(key)
        while len(_models) > _MOST_MODELS:
            _models.popitem(last=False)
        return found


def _leave_to_parent() -> None:
    """Gives up the models of the process that this one was forked from.

    The threads of the engine do not live on in a forked process: a model there
    answers nothing, and to free it waits for its threads for ever. So it is
    never freed, and the next sentence loads its own.
    """
    global _loading
    import ctypes

    for model in _models.values():
        ctypes.pythonapi.Py_IncRef(ctypes.py_object(model.translator))
    _models.clear()
    _answers.clear()
    _loading = threading.Lock()  # another thread may have held the old one


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_leave_to_parent)


class Argos:
    """All packages that are installed and can be used, as one backend."""

    name = "argos"

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """The pairs with a package that can be used, as BCP 47 tags."""
        return pairs_of(packages.installed())

    def fits(self, segment: str, source: str, target: str) -> bool:
        """Whether a sentence is short enough for the model to see all of it."""
        if len(segment.encode("utf-8", "replace")) < LONGEST_SOURCE:
            return True  # no token is shorter than a byte
        return len(self._model(source, target).encode(segment)) <= LONGEST_SOURCE

    def translate_batch(
        self, segments: Sequence[str], source: str, target: str
    ) -> Sequence[Output]:
        """The sentences in the other language; `score` is the mean log-probability of a token.

        Raises `PackageRejected` for a package that turns out not to work.
        """
        return self._model(source, target).translate(segments)

    def alternatives(
        self, segments: Sequence[str], source: str, target: str
    ) -> Sequence[Sequence[Output]]:
        """All wordings of each sentence that the beam ends with, the best first."""
        return self._model(source, target).alternatives(segments)

    def _model(self, source: str, target: str) -> Model:
        found = usable(packages.installed()).get((source, target))
        if found is None:
            raise PackageRejected(f"no package for {source}-{target} is there any more")
        return _model(found)


@lru_cache(maxsize=64)
def usable(found: tuple[packages.Package, ...]) -> dict[tuple[str, str], packages.Package]:
    """One package a pair: the newest of those that can be used."""
    return {one.pair: one for one in sorted(found, key=_age) if one.problem is None}


@lru_cache(maxsize=64)
def pairs_of(found: tuple[packages.Package, ...]) -> tuple[tuple[str, str], ...]:
    """The pairs with a package that can be used."""
    return tuple(sorted(usable(found)))


def _age(package: packages.Package) -> tuple[list[int], str]:
    return [int(part) for part in re.findall(r"\d+", package.version)], package.name
