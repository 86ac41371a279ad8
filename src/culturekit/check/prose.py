"""A text as the rules read it: blanked, in words and in sentences."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property

from ..register import Cue, find_cues
from ..sentences import split_sentences
from ..store import Store
from .mask import mask
from .rules import Word

__all__ = ["Prose"]

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")


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
    def cues(self) -> list[Cue]:
        """Every sign of register, in order."""
        return find_cues(self.masked, language=self._language, store=self._store)

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
