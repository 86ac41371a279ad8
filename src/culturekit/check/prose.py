"""A text as the rules read it: blanked, in words and in sentences."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property, lru_cache

from ..register import Cue, find_cues
from ..sentences import split_sentences
from ..store import Store
from .mask import BLANK, mask
from .rules import Word

__all__ = ["Prose"]

#: Vowel signs and other marks of the scripts of India, of Thai, Lao, Khmer and Burmese, Hebrew and
#: Arabic: part of the word, though `\w` does not take them in.
_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06ed\u0900-\u0903\u093a-\u0963\u0981-\u0983\u09bc-\u09cd\u09d7\u0a01-\u0a03"
    "\u0a3c-\u0a51\u0a70-\u0a71\u0a81-\u0a83\u0abc-\u0acd\u0b01-\u0b03\u0b3c-\u0b57\u0b82"
    "\u0bbe-\u0bcd\u0bd7\u0c00-\u0c04\u0c3c-\u0c56\u0c81-\u0c83\u0cbc-\u0cd6\u0d00-\u0d03"
    "\u0d3b-\u0d4d\u0d57\u0d81-\u0d83\u0dca-\u0ddf\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1"
    "\u0eb4-\u0ebc\u0ec8-\u0ece\u102b-\u103e\u1056-\u1059\u17b4-\u17d3\u200c\u200d"
)
_WORD = re.compile(rf"[^\W_]+(?:['{_MARKS}]+[^\W_]+)*[{_MARKS}]*")


_QUOTE = re.compile(
    "\u201e[^\u201c\u201d\u201e\n]*+[\u201c\u201d]|\u201c[^\u201c\u201d\n]*+\u201d|\u00ab[^\u00ab\u00bb\n]*+\u00bb"
    "|\u00bb[^\u00ab\u00bb\n]*+\u00ab|\u300c[^\u300c\u300d\n]*+\u300d|\u300e[^\u300e\u300f\n]*+\u300f"
    '|(?<![\\w"])"[^"\n]*+"(?!\\w)'
)

#: names that may stand between a title and a family name
_NAMES = 3


@lru_cache(maxsize=64)
def titles(store: Store, language: str) -> frozenset[str]:
    """The words that stand before names, in small letters: titles, "Frau", "señora"."""
    found = set()
    for tag in (language, "en"):
        about = store.language(tag)
        listed = about.get("titles", {})
        for title in (*listed, *listed.get("female", ()), *listed.get("given", ())):
            if title[1:].islower() and title not in ("female", "given"):
                found.add(title.rstrip(".").lower())
        drafts = about.get("recognise", {})
        openings = {line.lower().split()[0] for line in drafts.get("openings", ())}
        found |= {word for word in drafts.get("addressees", ()) if len(word) > 3} - openings
        for form in (*about.get("opening", ()), *about.get("address", ())):
            match = _BEFORE_NAME.search(form["text"])
            if match is not None and match[1].lower() not in openings:
                found.add(match[1].lower())
    return frozenset(found)


_BEFORE_NAME = re.compile(r"([^\W\d_]+)\.? (?:\{title\} )?\{surname\}")


class Prose:
    """One text; every offset is one of the text itself."""

    def __init__(self, text: str, language: str, store: Store) -> None:
        self.text = text
        self._language = language
        self._store = store
        #: what is no prose blanked out, apostrophes straight, as long as the text
        self.masked = mask(text).replace("\u2019", "'")
        small = self.masked.lower()
        if len(small) != len(self.masked):  # İ has two characters in small letters
            small = "".join(char.lower()[:1] for char in self.masked)
        make = tuple.__new__  # half the time of Word(...), which counts in a long message
        self.words = [make(Word, (*match.span(), match.group())) for match in _WORD.finditer(small)]

    @cached_property
    def _quotes(self) -> list[tuple[int, int]]:
        """Start and end of what stands in quotation marks."""
        return [match.span() for match in _QUOTE.finditer(self.masked)]

    @cached_property
    def _quote_starts(self) -> list[int]:
        return [start for start, _ in self._quotes]

    def in_quotes(self, offset: int) -> bool:
        """Whether the words at `offset` are somebody else's, or the name of something."""
        number = bisect_right(self._quote_starts, offset) - 1
        return number >= 0 and offset < self._quotes[number][1]

    @cached_property
    def unquoted(self) -> str:
        """The text with what stands in quotation marks blanked out, unless that is most of it."""
        if 4 * sum(end - start for start, end in self._quotes) > 3 * len(self.masked.strip()):
            return self.masked
        return _QUOTE.sub(lambda match: BLANK * len(match.group()), self.masked)

    @cached_property
    def _titles(self) -> frozenset[str]:
        return titles(self._store, self._language)

    def is_name(self, start: int, end: int) -> bool:
        """Whether words with a capital stand where only a name does: "Ms. Honey", "Braun-Guys"."""
        text = self.masked
        if not text[start:end].istitle():
            return False
        if text[start - 1 : start] == "-" and text[: start - 1][-1:].isalpha():
            return self._capital(bisect_right(self._word_starts, start - 1) - 1)
        number = bisect_right(self._word_starts, start - 1) - 1
        for at in range(number, max(number - _NAMES, -1), -1):
            word = self.words[at]
            if text[word.end : start].strip(" .\u00a0") or not self._capital(at, word.text):
                return False
            if word.text in self._titles:
                return True
            start = word.start
        return False

    def _capital(self, number: int, small: str = "") -> bool:
        """Whether a word begins with a capital, or is a title, which need not."""
        word = self.words[number]
        return self.masked[word.start].isupper() or small in self._titles

    @cached_property
    def cues(self) -> list[Cue]:
        """Every sign of register, in order."""
        return find_cues(self.unquoted, language=self._language, store=self._store)

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """Start and end of each sentence, without the white space around it."""
        found = []
        at = 0
        for line in self.masked.splitlines(keepends=True):
            for sentence in split_sentences(line, language=self._language, store=self._store):
                kept = sentence.strip()
                if kept:
                    start = at + sentence.index(kept)
                    found.append((start, start + len(kept)))
                at += len(sentence)
        return found

    @cached_property
    def _starts(self) -> list[int]:
        return [start for start, _ in self.sentences]

    @cached_property
    def _word_starts(self) -> list[int]:
        return [word.start for word in self.words]

    def sentence_at(self, offset: int) -> int:
        """The number of the sentence that holds `offset`; 0 before the first."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def words_between(self, start: int, end: int) -> list[Word]:
        """The words that begin from `start` on and before `end`."""
        first = bisect_right(self._word_starts, start - 1)
        last = bisect_right(self._word_starts, end - 1)
        return self.words[first:last]

    def words_near(self, offset: int) -> frozenset[str]:
        """The words of the sentence at `offset` and of the one before it."""
        number = self.sentence_at(offset)
        start = self.sentences[max(0, number - 1)][0]
        end = self.sentences[number][1]
        return frozenset(word.text for word in self.words_between(start, end))

    def word_before(self, offset: int) -> str:
        """The last word that begins before `offset`, in small letters; empty for none."""
        number = bisect_right(self._word_starts, offset - 1) - 1
        return self.words[number].text if number >= 0 else ""

    def word_after(self, offset: int) -> str:
        """The first word from `offset` on, in small letters; empty for none."""
        number = bisect_right(self._word_starts, offset - 1)
        return self.words[number].text if number < len(self.words) else ""
