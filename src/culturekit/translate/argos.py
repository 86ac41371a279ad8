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
from .checks import repeats

__all__ = ["Argos", "Model", "load"]

#: Models are trained on sentences and lose the end of anything much longer; the positions of
#: some end at 512.
_LONGEST_SOURCE = 180
_LONGEST_TARGET = 400

#: As Argos Translate has it, so that the same package gives the same words.
_OPTIONS: dict[str, Any] = {"beam_size": 4, "length_penalty": 0.2, "replace_unknowns": True}
#: For an answer that said the same thing over and over.
_AGAIN: dict[str, Any] = {**_OPTIONS, "repetition_penalty": 1.3, "no_repeat_ngram_size": 4}

_BYTE = re.compile(r"<0x([0-9A-F]{2})>")


class Model:
    """One loaded package."""

    def __init__(
        self, name: str, translator: Any, tokenizer: Any, prefix: str, known: frozenset[str]
    ) -> None:
        self.name = name
        self.translator = translator
        self._tokenizer = tokenizer
        self._prefix = prefix
        self._known = known

    def encode(self, text: str) -> list[str]:
        """The pieces that the tokenizer makes of a text."""
        tokens: list[str] = self._tokenizer.encode(text, out_type=str)
        return tokens

    def translate(self, texts: Sequence[str]) -> list[Output]:
        """Each text in the other language; one that repeated itself is tried once more."""
        outputs = self._run(texts, _OPTIONS)
        again = [number for number, one in enumerate(outputs) if one.text and repeats(one.text)]
        again = [number for number in again if not repeats(texts[number])]
        if again:
            for number, output in zip(
                again, self._run([texts[number] for number in again], _AGAIN), strict=True
            ):
                outputs[number] = output
        return outputs

    def _run(self, texts: Sequence[str], options: dict[str, Any]) -> list[Output]:
        tokens = [self.encode(text) for text in texts]
        longest = max((len(one) for one in tokens), default=0)
        limit = min(_LONGEST_TARGET, 2 * longest + 60)
        try:
            results = self.translator.translate_batch(
                tokens,
                target_prefix=[[self._prefix]] * len(tokens) if self._prefix else None,
                max_batch_size=1024,
                batch_type="tokens",
                max_input_length=0,
                max_decoding_length=limit,
                return_scores=True,
                **options,
            )
        except (RuntimeError, ValueError) as error:
            raise PackageRejected(f"{self.name} cannot translate: {error}") from None
        outputs = []
        for result in results:
            hypothesis = result.hypotheses[0]
            if self._prefix and hypothesis[:1] == [self._prefix]:
                hypothesis = hypothesis[1:]
            # The engine's score is a sum over tokens, divided by their number to the power 0.2.
            score = result.scores[0] / max(len(hypothesis), 1) ** (1 - _OPTIONS["length_penalty"])
            flags = frozenset({"truncated"}) if len(hypothesis) >= limit else frozenset()
            outputs.append(Output(_plain(hypothesis), score, flags))
        return outputs

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
        name, translator, tokenizer, metadata.get("target_prefix", ""), _vocabulary(content)
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


# --- the backend ------------------------------------------------------------------------

_loading = threading.Lock()


_models: OrderedDict[tuple[object, ...], Model] = OrderedDict()
_MOST_MODELS = 8


def _model(package: packages.Package) -> Model:
    """The model of a package as it is on disk now; the last few stay loaded."""
    path = Path(package.path)
    key: list[object] = [package.path]
    for part in ("", "metadata.json", "sentencepiece.model", "model/model.bin"):
        try:
            about = (path / part).stat()
            key += (about.st_mtime_ns, about.st_size, about.st_ino)
        except OSError:
            key.append(None)  # inside a zip file
    with _loading:
        found = _models.get(tuple(key))
        if found is None:
            with packages.Content.of(path) as content:
                found = load(content)
            for stale in [one for one in _models if one[0] == package.path]:
                del _models[stale]
            _models[tuple(key)] = found
        _models.move_to_end(tuple(key))
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
    _loading = threading.Lock()  # another thread may have held the old one


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_leave_to_parent)


class Argos:
    """All packages that are installed and can be used, as one backend."""

    name = "argos"

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """The pairs with a package that can be used, as BCP 47 tags."""
        return _pairs(packages.installed())

    def fits(self, segment: str, source: str, target: str) -> bool:
        """Whether a sentence is short enough for the model to see all of it."""
        if len(segment.encode("utf-8", "replace")) < _LONGEST_SOURCE:
            return True  # no token is shorter than a byte
        return len(self._model(source, target).encode(segment)) <= _LONGEST_SOURCE

    def translate_batch(
        self, segments: Sequence[str], source: str, target: str
    ) -> Sequence[Output]:
        """The sentences in the other language; `score` is the mean log-probability of a token.

        Raises `PackageRejected` for a package that turns out not to work.
        """
        return self._model(source, target).translate(segments)

    def _model(self, source: str, target: str) -> Model:
        found = _usable(packages.installed()).get((source, target))
        if found is None:
            raise PackageRejected(f"no package for {source}-{target} is there any more")
        return _model(found)


@lru_cache(maxsize=64)
def _usable(found: tuple[packages.Package, ...]) -> dict[tuple[str, str], packages.Package]:
    """One package a pair: the newest of those that can be used."""
    usable = sorted((one for one in found if one.problem is None), key=_age)
    return {one.pair: one for one in usable}


@lru_cache(maxsize=64)
def _pairs(found: tuple[packages.Package, ...]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(_usable(found)))


def _age(package: packages.Package) -> tuple[list[int], str]:
    return [int(part) for part in re.findall(r"\d+", package.version)], package.name
