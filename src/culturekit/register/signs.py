"""The signs of register of one language, and how they are found in a text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter, itemgetter
from typing import Any, NamedTuple

from ..model import RegisterLabel
from ..store import Store
from ..tags import parse
from .verbs import Clitics, conjugate

__all__ = ["Cue", "Signs", "signs_of"]

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
# Where a vowel is elided the apostrophe ends a word: French "t'" is a pronoun.
_ELIDED_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*['’]?")
# Marks of Indic vowels, and the joiners between letters, belong to the word though `\w` does
# not take them all in.
_MARKED_WORD = re.compile(r"[^\W\d_][\w\u0900-\u0963\u0966-\u097f\u200c\u200d]*")

_SENTENCE = re.compile("[.!?:…\n。！？]")
_CLAUSE = re.compile('[.!?:…\n。！？,;–—()«»"“”„]|- ')
_CLOSE = re.compile("[.!?。！？؟]")
_QUESTIONS = frozenset("?？؟")

#: No sign of register is longer; what is longer is not kept in memory.
_LONGEST_WORD = 40
#: So many words such as "please" may come before the first one that counts.
_STEPPED_OVER = 8
#: So many different words of a language are kept with their signs.
_WORDS_KEPT = 8192


class Cue(NamedTuple):
    """One sign found in a text: `text[start:end]`; `weight` is negative for an informal one.

    An ambiguous one may also speak of somebody else, as "su" in Spanish may be "her".
    """

    start: int
    end: int
    text: str
    weight: float
    about: str
    ambiguous: bool = False


@dataclass(frozen=True, slots=True)
class Sign:
    """One kind of sign: its weight, and where a word must stand to be one."""

    number: int
    weight: float
    about: str
    position: str | None = None
    question: bool | None = None
    ambiguous: bool = False
    after: frozenset[str] | None = None
    not_after: frozenset[str] = frozenset()
    before: frozenset[str] | None = None
    not_before: frozenset[str] = frozenset()
    anywhere: bool = False


class _Entry(NamedTuple):
    """A word in small letters, its signs, and the phrases that begin with it."""

    small: str
    signs: tuple[Sign, ...]
    phrases: tuple[tuple[str, bool, Sign], ...]


class _Words:
    """The words of a text, and what stands around each."""

    def __init__(
        self,
        text: str,
        found: Sequence[re.Match[str]],
        entries: Sequence[_Entry],
        leading: frozenset[str],
    ) -> None:
        self.text = text
        self.found = found
        self.entries = entries
        self._leading = leading
        self._closed_at = -1
        self._mark = ""

    def gap(self, index: int) -> str:
        """What stands before a word; behind the last one, what follows it."""
        start = self.found[index - 1].end() if index else 0
        end = self.found[index].start() if index < len(self.found) else len(self.text)
        return self.text[start:end]

    def begins(self, index: int, closes: re.Pattern[str]) -> bool:
        """Whether a word stands at the start, words such as "please" before it not counted."""
        for here in range(index, max(index - _STEPPED_OVER, 0), -1):
            if self.breaks(here, closes):
                return True
            if self.entries[here - 1].small not in self._leading:
                return False
        return index <= _STEPPED_OVER

    def breaks(self, index: int, closes: re.Pattern[str]) -> bool:
        """Whether a sentence or clause is closed right before a word."""
        gap = self.gap(index)
        return gap != " " and closes.search(gap) is not None

    def asks(self, index: int) -> bool:
        """Whether the sentence of a word is a question; each sentence is closed only once."""
        offset = self.found[index].end()
        if self._closed_at < offset:
            close = _CLOSE.search(self.text, offset)
            self._closed_at = close.start() if close else len(self.text)
            self._mark = close.group() if close else ""
        return self._mark in _QUESTIONS

    def stands(self, sign: Sign, index: int, previous: str, following: str) -> bool:
        """Whether a sign counts where its word stands, between its neighbours in small letters."""
        if (sign.after is not None and previous not in sign.after) or previous in sign.not_after:
            return False
        if sign.before is not None and following not in sign.before:
            return False
        if following in sign.not_before:
            return False
        if sign.position is not None and not _PLACES[sign.position](self, index):
            return False
        return sign.question is None or sign.question == self.asks(index)


_PLACES: Mapping[str, Callable[[_Words, int], bool]] = {
    "start": lambda words, index: words.begins(index, _SENTENCE),
    "inside": lambda words, index: index > 0 and not words.breaks(index, _SENTENCE),
    "clause": lambda words, index: words.begins(index, _CLAUSE),
    "end": lambda words, index: index + 1 == len(words.found) or words.breaks(index + 1, _CLAUSE),
}


def _small(word: str) -> str:
    small = word.lower()
    if small.isascii():
        return small
    return small.replace("’", "'").replace("\u200d", "").replace("\u200c", "")


class Signs:
    """The signs of one language, ready to be looked up."""

    def __init__(self, rules: Mapping[str, Any], verbs: Mapping[str, Any]) -> None:
        self.lean: float = rules.get("lean", 0.0)
        lists = {name: frozenset(words) for name, words in rules.get("lists", {}).items()}
        self._leading: frozenset[str] = lists.get("leading", frozenset())
        self._forms = conjugate(verbs)
        self._clitics = Clitics(verbs["clitics"], self._forms) if "clitics" in verbs else None
        self._words: dict[str, list[Sign]] = {}
        self._exact: dict[str, list[Sign]] = {}
        self._classes: dict[str, list[tuple[frozenset[str], Sign]]] = {}
        self._phrases: dict[str, list[tuple[str, bool, Sign]]] = {}
        #: last letter -> endings with it
        self._endings: dict[str, list[tuple[tuple[str, ...], frozenset[str], Sign]]] = {}
        self._patterns: list[tuple[re.Pattern[str], Sign]] = []
        for number, cue in enumerate(rules["cue"]):
            self._add(cue, _sign(number, cue, lists))
        self._token = _ELIDED_WORD if rules.get("elision") else _WORD
        if any("\u0900" <= word[0] <= "\u097f" for word in self._words):
            self._token = _MARKED_WORD
        self._by_word = bool(
            self._words or self._exact or self._classes or self._phrases or self._endings
        )
        self._known: dict[str, _Entry] = {}

    def _add(self, cue: Mapping[str, Any], sign: Sign) -> None:
        case = cue.get("case", False)
        for word in dict.fromkeys(cue.get("words", ())):
            if " " in word:
                first = _small(word.partition(" ")[0])
                self._phrases.setdefault(first, []).append((word, case, sign))
            else:
                (self._exact if case else self._words).setdefault(word, []).append(sign)
        exceptions = frozenset(cue.get("except", ()))
        for name in cue.get("forms", ()):
            self._classes.setdefault(name, []).append((exceptions, sign))
        for last in dict.fromkeys(ending[-1] for ending in cue.get("endings", ())):
            tails = tuple(ending for ending in cue["endings"] if ending[-1] == last)
            self._endings.setdefault(last, []).append((tails, exceptions, sign))
        if "pattern" in cue:
            self._patterns.append((re.compile(cue["pattern"]), sign))

    def _entry(self, token: str) -> _Entry:
        """What is known of a word; short words are kept, and all forgotten when they are many."""
        small = _small(token)
        if len(token) > _LONGEST_WORD:
            return _Entry(small, (), ())
        entry = _Entry(small, self._of_word(token, small), tuple(self._phrases.get(small, ())))
        if len(self._known) >= _WORDS_KEPT:
            self._known.clear()
        self._known[token] = entry
        return entry

    def _of_word(self, token: str, small: str) -> tuple[Sign, ...]:
        found: list[Sign] = []
        if small in self._words:
            found += self._words[small]
        if token in self._exact:
            found += self._exact[token]
        classes: Iterable[str] = self._forms.get(small, ())
        if self._clitics and not classes:
            classes = self._clitics.classes(small)
        for name in classes:
            for exceptions, sign in self._classes.get(name, ()):
                if small not in exceptions:
                    found.append(sign)
        for tails, exceptions, sign in self._endings.get(small[-1:], ()):
            if small.endswith(tails) and small not in exceptions:
                found.append(sign)
        if len(found) < 2:
            return tuple(found)
        return tuple(sorted(dict.fromkeys(found), key=_number))

    def find(self, text: str) -> list[Cue]:
        """Every sign in the text, in order; one word is at most one sign, the first on file."""
        cues = self._find_words(text) if self._by_word else []
        if not self._patterns:
            return cues
        taken = bytearray(len(text))
        for pattern, sign in self._patterns:
            for match in pattern.finditer(text):
                start, end = match.span()
                # One stretch of text is one sign: ます is no plain ending though す alone is one.
                if taken.find(1, start, end) < 0 and (shown := match.group().strip()):
                    taken[start:end] = b"\1" * (end - start)
                    start = text.index(shown, start)
                    cues.append(_cue(start, start + len(shown), text, sign))
        cues.sort(key=_start)
        return cues

    def _find_words(self, text: str) -> list[Cue]:
        cues: list[Cue] = []
        found = list(self._token.finditer(text))
        get, add = self._known.get, self._entry
        entries = [get(match[0]) or add(match[0]) for match in found]
        words = _Words(text, found, entries, self._leading)
        last = len(entries) - 1
        for index, (_, signs, phrases) in enumerate(entries):
            if not signs and not phrases:
                continue
            start, end = found[index].span()
            previous = entries[index - 1].small if index else ""
            following = entries[index + 1].small if index < last else ""
            for sign in signs:
                if sign.anywhere or words.stands(sign, index, previous, following):
                    cues.append(_cue(start, end, text, sign))
                    break
            for phrase, case, sign in phrases:
                end = start + len(phrase)
                shown = text[start:end]
                if (
                    (shown if case else shown.lower()) == phrase
                    and not text[end : end + 1].isalnum()
                    and words.stands(sign, index, previous, "")
                ):
                    cues.append(_cue(start, end, text, sign))
        return cues


_start = itemgetter(0)
_number = attrgetter("number")


def _cue(start: int, end: int, text: str, sign: Sign) -> Cue:
    return Cue(start, end, text[start:end], sign.weight, sign.about, sign.ambiguous)


def _sign(number: int, cue: Mapping[str, Any], lists: Mapping[str, frozenset[str]]) -> Sign:
    def around(key: str) -> frozenset[str] | None:
        if key not in cue:
            return None
        return frozenset().union(*(lists.get(name, {name}) for name in cue[key]))

    side = 1 if cue["register"] == RegisterLabel.FORMAL else -1
    where = {"position", "question", "after", "not_after", "before", "not_before"}
    return Sign(
        number,
        side * cue["weight"],
        cue["about"],
        cue.get("position"),
        cue.get("question"),
        cue.get("ambiguous", False),
        around("after"),
        around("not_after") or frozenset(),
        around("before"),
        around("not_before") or frozenset(),
        anywhere=not where & cue.keys(),
    )


@lru_cache(maxsize=128)
def signs_of(store: Store, language: str) -> Signs | None:
    """The signs on file for a language tag, or `None`; raises for a malformed tag."""
    base = parse(language).base
    rules = store.rules("register")
    names = (*store.chain(base), parse(base).language)
    name = next((name for name in names if name in rules), None)
    return _compiled(store, name) if name else None


@lru_cache(maxsize=32)
def _compiled(store: Store, name: str) -> Signs:
    rules = store.rules("register")[name]
    verbs = store.rules("register_verbs").get(rules.get("verbs", name), {})
    return Signs(rules, verbs)
