"""Argos Translate itself as a backend, for those who want its engine.

The extra `argos` brings torch, more than a gigabyte, and `minisbd` under the
AGPL. The same packages are read without either by the extra `translate`. Here
its engine gets whole sentences and a splitter that leaves them whole, so it
has no reason to look for a model on the network.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from ..errors import MissingDependency, PackageRejected
from . import packages
from .argos import LONGEST_SOURCE, mean_score, pairs_of, usable
from .backends import Output, Pair

__all__ = ["ArgosTranslate"]


class _Whole:
    """A splitter of sentences for text that is one sentence already."""

    def split_sentences(self, text: str) -> list[str]:
        return [text]


class ArgosTranslate:
    """The engine of Argos Translate, for `Kit(backends=[ArgosTranslate()])`.

    >>> ArgosTranslate().name
    'argostranslate'

    It serves the packages that `Argos` serves, from the same folder. Raises
    `MissingDependency` at the first sentence where the extra `argos` is not
    installed.
    """

    name = "argostranslate"

    def __init__(self) -> None:
        self._engines: dict[tuple[object, ...], tuple[Any, Any]] = {}
        self._lock = threading.Lock()

    def pairs(self) -> Sequence[Pair]:
        """The pairs with a package that can be used, where Argos Translate is installed."""
        return pairs_of(packages.installed()) if find_spec("argostranslate") else ()

    def fits(self, segment: str, source: str, target: str) -> bool:
        """Whether a sentence is short enough: the engine cuts off what is much longer."""
        package, _ = self._loaded(source, target)
        return len(package.tokenizer.encode(segment)) <= LONGEST_SOURCE

    def translate_batch(
        self, segments: Sequence[str], source: str, target: str
    ) -> Sequence[Output]:
        """The sentences in the other language; `score` is the mean log-probability of a token."""
        package, engine = self._loaded(source, target)
        from argostranslate.translate import apply_packaged_translation

        outputs = []
        with self._lock:  # its engine is made for one caller at a time
            for segment in segments:
                try:
                    best, *_ = apply_packaged_translation(package, segment, engine, _Whole(), 1)
                except (RuntimeError, ValueError, IndexError) as error:
                    raise PackageRejected(f"argostranslate cannot translate: {error}") from None
                tokens = len(package.tokenizer.encode(best.value))
                outputs.append(Output(best.value, mean_score(best.score, tokens)))
        return outputs

    def _loaded(self, source: str, target: str) -> tuple[Any, Any]:
        """Argos Translate's package and engine for a pair, as the package is on disk now."""
        package = usable(packages.installed()).get((source, target))
        if package is None:
            raise PackageRejected(f"no package for {source}-{target} is there any more")
        key = packages.stamp(package)
        with self._lock:
            if key not in self._engines:
                for stale in [one for one in self._engines if one[0] == package.path]:
                    del self._engines[stale]
                self._engines[key] = _load(Path(package.path))
            return self._engines[key]


def _load(path: Path) -> tuple[Any, Any]:
    try:
        import ctranslate2
        from argostranslate import settings
        from argostranslate.package import Package
    except ImportError as error:
        raise MissingDependency("argos", error.name or "argostranslate") from None
    try:
        package = Package(path)
        engine = ctranslate2.Translator(
            str(path / "model"),
            device=settings.device,
            inter_threads=settings.inter_threads,
            intra_threads=settings.intra_threads,
            compute_type=settings.compute_type,
        )
    except (OSError, ValueError, KeyError, RuntimeError) as error:
        raise PackageRejected(f"{path.name} cannot be loaded: {error}") from None
    return package, engine
