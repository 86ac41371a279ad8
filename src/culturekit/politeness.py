"""How polite a text is, and by which signs: thanks, hedges, apologies, detours, blame.

The strategies and their figures are those of a study in which people rated
requests (`data/rules/politeness.toml`). Every opinion names the words it rests
on; it is about the text, and says nothing of the person who wrote it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from .errors import InvalidValue
from .model import Answer, Confidence, Fact, Level, Noun, Reason
from .sentences import split_sentences
from .store import Store
from .store import open as open_store
from .tags import parse

__all__ = ["Politeness", "PolitenessCue", "politeness", "read_politeness"]


@dataclass(frozen=True, slots=True)
class PolitenessCue(Noun):
    """Words that show a strategy; `score` is how requests with it were rated on average."""

    start: int
    end: int
    text: str
    strategy: str
    score: float
    about: str

    def __str__(self) -> str:
        return f"“{self.text}” {self.about} ({self.score:+.2f})"


@dataclass(frozen=True, slots=True)
class Politeness(Answer):
    """The politeness of a text from -1 to +1, with the signs that it rests on.

    `label` is "polite", "impolite" or "neutral", and `None` where nothing is on
    record about the language.
    """

    score: float
    label: str | None
    cues: tuple[PolitenessCue, ...] = ()

    def __str__(self) -> str:
        cues = "; ".join(str(cue) for cue in self.cues)
        return f"{self.label or 'unknown'} ({self.score:+.2f})" + (f": {cues}" if cues else "")


def politeness(text: str, language: str = "en", *, store: Store | None = None) -> Politeness:
    """How polite a text is, explained by its words.

    >>> print(politeness("Could you send us the form? We would appreciate it."))
    polite (+0.57): “Could you” asks with could or would (+0.47); “appreciate” thanks the \
reader (+0.87)
    >>> politeness("You failed to answer. So why did you not pay?").label
    'impolite'

    A strategy counts once, however often it is used, with the figure of the
    study of 2013 (see the reasons); the sum s of all becomes the score
    s / (1 + |s|). Raises `InvalidValue` for a malformed tag or a text that is
    no string.
    """
    if not isinstance(text, str):
        raise InvalidValue("text", text, accepted="a string")
    small = text.lower().replace("’", "'")
    if len(small) != len(text):  # İ has two characters in small letters
        small = "".join(char.lower()[:1] for char in text).replace("’", "'")
    words = [(*match.span(), match.group()) for match in _WORD.finditer(small)]
    store = store or open_store()
    return read_politeness(
        text, words, lambda: _sentences(text, language, store), language=language, store=store
    )


def read_politeness(
    text: str,
    words: Sequence[tuple[int, int, str]],
    sentences: Callable[[], Sequence[tuple[int, int]]],
    *,
    language: str,
    store: Store,
) -> Politeness:
    """As `politeness`, for a text that is in words and sentences already.

    `words` are start, end and small letters of each; `sentences` gives start
    and end of each, and is only called where a sign asks for it.
    """
    signs = _signs(store, parse(language).language)
    if signs is None:
        claim = f"nothing is on record about the signs of politeness in {language}"
        return Politeness(
            0.0, None, reasons=(Reason(claim, Level.NOTHING),), data_version=store.version
        )
    cues = sorted(
        signs.find(text, words, _Places(text, sentences)), key=lambda cue: (cue.start, cue.end)
    )
    total = sum({cue.strategy: cue.score for cue in cues}.values())
    label = "neutral"
    if cues and total >= signs.polite:
        label = "polite"
    elif cues and total <= signs.impolite:
        label = "impolite"
    return Politeness(
        round(total / (1 + abs(total)), 4),
        label,
        cues=tuple(cues),
        reasons=tuple(_reasons(cues, signs.fact)),
        data_version=store.version,
    )


def _reasons(cues: list[PolitenessCue], fact: Fact) -> Iterator[Reason]:
    words: dict[tuple[str, str, float], list[str]] = {}
    for cue in cues:
        words.setdefault((cue.strategy, cue.about, cue.score), []).append(cue.text)
    for (strategy, about, score), texts in words.items():
        shown = ", ".join(f"“{text}”" for text in dict.fromkeys(texts))
        claim = f"{strategy} ({score:+.2f}): {about} ({shown})"
        yield Reason(claim, Level.LANGUAGE, Confidence.MEDIUM, fact)


# --- the signs of one language ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Strategy:
    name: str
    about: str
    score: float
    position: str | None
    question: bool


class _Phrase(NamedTuple):
    """A phrase of a strategy; one that is no `sign` keeps the strategy silent where it stands."""

    text: str
    words: tuple[str, ...]
    strategy: int
    sign: bool


_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")


@dataclass(frozen=True, slots=True)
class _Signs:
    """The strategies of one language, and their phrases by their first two words."""

    polite: float
    impolite: float
    fact: Fact
    strategies: tuple[_Strategy, ...]
    phrases: Mapping[str, Mapping[str, tuple[_Phrase, ...]]]

    def find(
        self, text: str, words: Sequence[tuple[int, int, str]], places: _Places
    ) -> Iterator[PolitenessCue]:
        done = [-1] * len(self.strategies)  # to where a strategy has been read
        begun_by = self.phrases
        for at, (start, _, word) in enumerate(words):
            begun = begun_by.get(word)
            if begun is None:
                continue
            following = words[at + 1][2] if at + 1 < len(words) else ""
            # Longer phrases come first: they say more than their first word alone.
            for phrase in (*begun.get(following, ()), *begun.get("", ())):
                last = at + len(phrase.words) - 1
                if start < done[phrase.strategy] or last >= len(words):
                    continue
                end = words[last][1]
                if end - start != len(phrase.text) or any(
                    words[at + number][2] != part for number, part in enumerate(phrase.words)
                ):
                    continue
                done[phrase.strategy] = end
                one = self.strategies[phrase.strategy]
                if phrase.sign and places.fit(one, start):
                    yield PolitenessCue(start, end, text[start:end], one.name, one.score, one.about)


class _Places:
    """Where sentences begin and which are questions, found when first asked."""

    def __init__(self, text: str, sentences: Callable[[], Sequence[tuple[int, int]]]) -> None:
        self._text = text
        self._sentences = sentences
        self._found: tuple[list[int], list[int]] | None = None

    def fit(self, strategy: _Strategy, start: int) -> bool:
        """Whether a phrase stands where the strategy wants it."""
        if strategy.position is None and not strategy.question:
            return True
        if self._found is None:
            self._found = _begun(self._text, self._sentences())
        starts, ends = self._found
        if not starts:
            return False
        number = max(0, bisect_right(starts, start) - 1)
        place = "start" if start == starts[number] else "inside"
        if strategy.position not in (None, place):
            return False
        return not strategy.question or self._text[ends[number] - 1] in "?？"


_LEADING = re.compile(r"[\s\"'“”‘’«»(\[*_\-–—•>#]*")


def _begun(text: str, sentences: Sequence[tuple[int, int]]) -> tuple[list[int], list[int]]:
    """Where the words of each sentence begin, and where it ends, quotation marks left out."""
    starts, ends = [], []
    for start, end in sentences:
        lead = _LEADING.match(text, start, end)
        begin = lead.end() if lead else start
        if begin < end:
            starts.append(begin)
            ends.append(start + len(text[start:end].rstrip(" \t\r\n\"'”’»)")) or end)
    return starts, ends


def _sentences(text: str, language: str, store: Store) -> list[tuple[int, int]]:
    found = []
    at = 0
    for line in text.splitlines(keepends=True):
        for sentence in split_sentences(line, language=language, store=store):
            found.append((at, at + len(sentence)))
            at += len(sentence)
    return found


@lru_cache(maxsize=32)
def _signs(store: Store, language: str) -> _Signs | None:
    rules = store.rules("politeness").get(language)
    if rules is None:
        return None
    fact = store.fact({**_CITED, "source": rules["source"], "as_of": rules["as_of"]})
    phrases: dict[str, dict[str, list[_Phrase]]] = {}
    for number, entry in enumerate(rules["strategy"]):
        for sign, texts in ((True, entry["words"]), (False, entry.get("except", ()))):
            for text in texts:
                words = tuple(_WORD.findall(text))
                begun = phrases.setdefault(words[0], {})
                following = words[1] if len(words) > 1 else ""
                begun.setdefault(following, []).append(_Phrase(text, words, number, sign))
    return _Signs(
        rules["polite"],
        rules["impolite"],
        fact,
        tuple(_strategy(entry, rules["unmeasured"]) for entry in rules["strategy"]),
        {
            first: {
                second: tuple(sorted(found, key=lambda one: -len(one.text)))
                for second, found in begun.items()
            }
            for first, begun in phrases.items()
        },
    )


_CITED = {"value": "average politeness of requests, as rated by people", "unit": "SD"}


def _strategy(entry: Mapping[str, Any], unmeasured: float) -> _Strategy:
    side = 1.0 if entry.get("direction") == "polite" else -1.0
    return _Strategy(
        entry["name"],
        entry["about"],
        entry.get("score", side * unmeasured),
        entry.get("position"),
        entry.get("question", False),
    )
