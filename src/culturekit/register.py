"""Which register a text speaks in, and by which signs.

The signs of each language stand in `data/rules/register.toml`: whole words,
word endings and patterns, each with the register it speaks for and its weight.
A text is weighed sign by sign; every opinion can name the words it rests on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from .errors import InvalidValue
from .model import Answer, Confidence, Level, Reason, RegisterLabel
from .store import Store
from .store import open as open_store
from .tags import parse

__all__ = ["Register", "detect_register"]

#: A label is given when the signs weigh this much together ...
_ENOUGH = 1.0
#: ... and at least this share of their weight is on one side.
_CLEAR = 0.5

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
# Where a vowel is elided the apostrophe ends a word: French "t'" is a pronoun.
_ELIDED_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*['’]?")
# Marks of Indic and Thai vowels belong to the word though `\w` does not take them all in.
_MARKED_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0900-\u0963\u0966-\u097F])*")
_BEFORE_A_SENTENCE = frozenset(".!?:…\n。！？")
_CLOSE = re.compile("[.!?。！？؟]")


@dataclass(frozen=True, slots=True)
class Register(Answer):
    """A text's register: `score` from -1 (informal) to +1 (formal), and the words it rests on.

    `label` is `None` when the signs are too few or contradict each other; the
    score is the best guess all the same, 0.0 where there is none.
    """

    score: float
    label: RegisterLabel | None
    cues: tuple[str, ...] = ()

    def __str__(self) -> str:
        cues = ", ".join(f"“{cue}”" for cue in self.cues)
        return f"{self.label or 'unsure'} ({self.score:+.2f})" + (f": {cues}" if cues else "")


@dataclass(frozen=True, slots=True)
class Cue:
    """One sign found in a text; `weight` is negative for an informal one."""

    start: int
    end: int
    text: str
    weight: float
    about: str


def detect_register(text: str, *, language: str, store: Store | None = None) -> Register:
    """The register that a text is written in, with the words that show it.

    >>> detect_register("Können Sie mir Ihre Nummer schicken?", language="de").label
    <RegisterLabel.FORMAL: 'formal'>
    >>> print(detect_register("Kannst du mir deine Nummer schicken?", language="de"))
    informal (-0.94): “Kannst”, “du”, “deine”

    `language` is a BCP 47 tag; one without a territory is read by its likely
    territory, so "pt" is Portuguese as written in Brazil. Raises `InvalidValue`
    for a malformed tag or a text that is no string.
    """
    if not isinstance(text, str):
        raise InvalidValue("text", text, accepted="a string")
    store = store or open_store()
    signs = _signs(store, parse(language).base)
    if signs is None:
        claim = f"nothing is on record about the signs of register in {language}"
        return Register(
            0.0, None, reasons=(Reason(claim, Level.NOTHING),), data_version=store.version
        )
    found = sorted(signs.find(text), key=lambda cue: cue.start)
    return _weigh(found, signs.lean, store)


def find_cues(text: str, *, language: str, store: Store) -> list[Cue]:
    """Every sign of register in a text, in order, for a rule that must point at it."""
    signs = _signs(store, parse(language).base)
    return sorted(signs.find(text), key=lambda cue: cue.start) if signs else []


def _weigh(found: list[Cue], lean: float, store: Store) -> Register:
    formal = sum(cue.weight for cue in found if cue.weight > 0)
    informal = -sum(cue.weight for cue in found if cue.weight < 0)
    total = formal + informal
    # Half a unit of doubt keeps the score of a single weak sign away from the ends.
    score = (formal - informal + lean * 0.5) / (total + 0.5)
    label = None
    if total >= _ENOUGH and abs(formal - informal) >= _CLEAR * total:
        label = RegisterLabel.FORMAL if formal > informal else RegisterLabel.INFORMAL
    side = [cue for cue in found if not label or (cue.weight > 0) == (score > 0)]
    return Register(
        round(score, 4),
        label,
        cues=tuple(dict.fromkeys(cue.text for cue in side)),
        reasons=tuple(_reasons(found)),
        data_version=store.version,
    )


def _reasons(found: list[Cue]) -> Iterator[Reason]:
    words: dict[tuple[str, bool], list[str]] = {}
    for cue in found:
        words.setdefault((cue.about, cue.weight > 0), []).append(cue.text)
    for (about, formal), texts in words.items():
        shown = ", ".join(f"“{text}”" for text in dict.fromkeys(texts))
        register = RegisterLabel.FORMAL if formal else RegisterLabel.INFORMAL
        yield Reason(f"{register}: {about} ({shown})", Level.LANGUAGE, Confidence.MEDIUM)


# --- the signs of one language ---------------------------------------------------------


#: The signs of a word that is none.
_NONE: tuple[_Sign, ...] = ()


@dataclass(frozen=True, slots=True)
class _Sign:
    weight: float
    about: str
    position: str | None = None
    question: bool = False

    def counts(self, text: str, start: int, end: int, closes: _Closes) -> bool:
        """Whether the sign counts where it stands."""
        if self.position is not None and self.position != _position(text, start):
            return False
        return not self.question or closes.ask(end)


class _Closes:
    """Which sentences of a text are questions, each found once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = -1
        self._mark = ""

    def ask(self, offset: int) -> bool:
        """Whether the sentence at `offset` ends in a question mark; offsets only grow."""
        if self._at < offset:
            close = _CLOSE.search(self._text, offset)
            self._at = close.start() if close else len(self._text)
            self._mark = close.group() if close else ""
        return self._mark in ("?", "？", "؟")


@dataclass(frozen=True, slots=True)
class _Signs:
    """The signs of one language, ready to be looked up."""

    lean: float
    token: re.Pattern[str]
    by_word: bool
    words: Mapping[str, tuple[_Sign, ...]]
    exact: Mapping[str, tuple[_Sign, ...]]
    phrases: Mapping[str, tuple[tuple[str, bool, _Sign], ...]]
    endings: tuple[tuple[tuple[str, ...], frozenset[str], _Sign], ...]
    patterns: tuple[tuple[re.Pattern[str], _Sign], ...]

    def find(self, text: str) -> Iterator[Cue]:
        words, exact, phrases, endings = self.words, self.exact, self.phrases, self.endings
        closes = _Closes(text)
        every = tuple(tail for tails, _, _ in endings for tail in tails)
        for match in self.token.finditer(text) if self.by_word else ():
            token = match.group()
            small = token.lower().replace("’", "'")
            signs = words.get(small, _NONE)
            if token in exact:
                signs += exact[token]
            start, end = match.span()
            for sign in signs:
                if sign.counts(text, start, end, closes):
                    yield Cue(start, end, token, sign.weight, sign.about)
            if small in phrases:
                for phrase, case, sign in phrases[small]:
                    end = start + len(phrase)
                    shown = text[start:end]
                    if (
                        (shown if case else shown.lower()) == phrase
                        and not text[end : end + 1].isalnum()
                        and sign.counts(text, start, end, closes)
                    ):
                        yield Cue(start, end, shown, sign.weight, sign.about)
            elif not signs and small.endswith(every):
                for tails, exceptions, sign in endings:
                    if small.endswith(tails) and small not in exceptions:
                        yield Cue(start, end, token, sign.weight, sign.about)
                        break
        taken = bytearray(len(text))
        for pattern, sign in self.patterns:
            for match in pattern.finditer(text):
                start, end = match.span()
                shown = match.group().strip()
                # One stretch of text is one sign: ます is no plain ending though す alone is one.
                if shown and taken.find(1, start, end) < 0:
                    taken[start:end] = b"\1" * (end - start)
                    yield Cue(start, end, shown, sign.weight, sign.about)


def _position(text: str, start: int) -> str:
    """Where in a sentence a word stands: at its "start" or "inside"."""
    at = start - 1
    while at >= 0 and text[at] in " \t\"'„“”«»‚‘’(*-–—¿¡":
        at -= 1
    return "start" if at < 0 or text[at] in _BEFORE_A_SENTENCE else "inside"


@lru_cache(maxsize=128)
def _signs(store: Store, language: str) -> _Signs | None:
    rules = store.rules("register")
    names = (*store.chain(language), parse(language).language)
    found = next((rules[name] for name in names if name in rules), None)
    return _compiled(found) if found else None


def _compiled(rules: Mapping[str, Any]) -> _Signs:
    words: dict[str, tuple[_Sign, ...]] = {}
    exact: dict[str, tuple[_Sign, ...]] = {}
    phrases: dict[str, tuple[tuple[str, bool, _Sign], ...]] = {}
    endings = []
    patterns = []
    for cue in rules["cue"]:
        side = 1 if cue["register"] == RegisterLabel.FORMAL else -1
        case = cue.get("case", False)
        sign = _Sign(
            side * cue["weight"], cue["about"], cue.get("position"), cue.get("question", False)
        )
        for word in dict.fromkeys(cue.get("words", ())):
            if " " in word:
                first = word.partition(" ")[0].lower()
                phrases[first] = (*phrases.get(first, ()), (word, case, sign))
            else:
                into = exact if case else words
                into[word] = (*into.get(word, ()), sign)
        if "endings" in cue:
            endings.append((tuple(cue["endings"]), frozenset(cue.get("except", ())), sign))
        if "pattern" in cue:
            patterns.append((re.compile(cue["pattern"]), sign))
    token = _ELIDED_WORD if rules.get("elision") else _WORD
    if any(re.search("[\u0900-\u097f]", word) for word in words):
        token = _MARKED_WORD
    return _Signs(
        lean=rules.get("lean", 0.0),
        token=token,
        by_word=bool(words or exact or phrases or endings),
        words=words,
        exact=exact,
        phrases=phrases,
        endings=tuple(endings),
        patterns=tuple(patterns),
    )
