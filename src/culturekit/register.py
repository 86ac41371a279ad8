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

# An apostrophe ends a word (French "t'", Italian "t'"), so the elided pronoun is a word itself.
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*['’]?|[^\W\d_]")
# Marks of Indic and Thai vowels belong to the word though `\w` does not take them all in.
_MARKED_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0900-\u0963\u0966-\u097F])*")
_BEFORE_A_SENTENCE = frozenset(".!?:…\n。！？")


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


@dataclass(frozen=True, slots=True)
class _Sign:
    weight: float
    about: str
    position: str | None = None


@dataclass(frozen=True, slots=True)
class _Signs:
    """The signs of one language, ready to be looked up."""

    lean: float
    token: re.Pattern[str]
    words: Mapping[str, tuple[_Sign, ...]]
    exact: Mapping[str, tuple[_Sign, ...]]
    endings: tuple[tuple[tuple[str, ...], frozenset[str], _Sign], ...]
    patterns: tuple[tuple[re.Pattern[str], _Sign], ...]

    def find(self, text: str) -> Iterator[Cue]:
        words, exact, endings = self.words, self.exact, self.endings
        if words or exact or endings:
            for match in self.token.finditer(text):
                token = match.group()
                small = token.lower().replace("’", "'")
                signs = words.get(small, ()) + exact.get(token, ())
                for sign in signs:
                    if sign.position is None or sign.position == _position(text, match.start()):
                        yield Cue(match.start(), match.end(), token, sign.weight, sign.about)
                if not signs:
                    for tails, exceptions, sign in endings:
                        if small.endswith(tails) and small not in exceptions:
                            yield Cue(match.start(), match.end(), token, sign.weight, sign.about)
                            break
        for pattern, sign in self.patterns:
            for match in pattern.finditer(text):
                if shown := match.group().strip():
                    yield Cue(match.start(), match.end(), shown, sign.weight, sign.about)


def _position(text: str, start: int) -> str:
    """ "start" where a sentence begins, else "inside"."""
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
    endings = []
    patterns = []
    for cue in rules["cue"]:
        side = 1 if cue["register"] == RegisterLabel.FORMAL else -1
        sign = _Sign(side * cue["weight"], cue["about"], cue.get("position"))
        for word in dict.fromkeys(cue.get("words", ())):
            into, key = (exact, word) if cue.get("case") else (words, word.lower())
            into[key] = (*into.get(key, ()), sign)
        if "endings" in cue:
            endings.append((tuple(cue["endings"]), frozenset(cue.get("except", ())), sign))
        if "pattern" in cue:
            patterns.append((re.compile(cue["pattern"]), sign))
    indic = any(re.search("[\u0900-\u097f]", word) for word in words)
    return _Signs(
        lean=rules.get("lean", 0.0),
        token=_MARKED_WORD if indic else _WORD,
        words=words,
        exact=exact,
        endings=tuple(endings),
        patterns=tuple(patterns),
    )
