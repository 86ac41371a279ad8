"""Whether a text is in another language than it was said to be in.

Rules of one language find nothing but accidents in another: Croatian "do" is
no English order. Where the text shows that it is something else, they keep
silent, and only what is read in every language is left.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ..store import Store
from ..tags import parse
from .mask import BLANK

__all__ = ["is_foreign"]

#: More of a text says no more about its language, and would cost time.
_ENOUGH = 1000

#: so few words are a title, a name or a phrase that might stand in any language
_FEW = 4

_LATIN = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]+")

#: What is said to be English is asked after: it is what a text counts as that nobody described.
#: Relatives of other languages are too near for a guess against what somebody said.
_ASSUMED = "en"


def is_foreign(masked: str, language: str, store: Store) -> bool:
    """Whether the letters or words of a text show that it is not in `language`.

    >>> from culturekit.store import open
    >>> is_foreign("Do 7. ožujka možete vratiti proizvod.", "en", open())
    True
    >>> is_foreign("Do not call before 7 March.", "en", open())
    False
    """
    text = masked[:_ENOUGH].replace(BLANK, " ")
    spoken = parse(language).language
    if spoken != _ASSUMED:
        return False
    letters = len(_LETTER.findall(text))
    if not letters:
        return False
    if 2 * len(_LATIN.findall(text)) < letters:
        return True
    words = _WORD.findall(text)
    known = _needed(store, spoken)
    own = sum(word.lower() in known for word in words)
    strange = sum(word.islower() and not word.isascii() for word in words)
    if len(words) <= _FEW:
        return False
    if strange > own:
        return True  # more words that English does not spell so than words that it needs
    if 5 * own >= len(words):
        return False  # English beyond doubt, without a longer look
    # Few texts come as far as this, and importing the translators takes longer than a check.
    from ..translate.detect import detect_language

    found = detect_language(text, store=store)
    return found is not None and parse(found).language != spoken


@lru_cache(maxsize=8)
def _needed(store: Store, language: str) -> frozenset[str]:
    """The frequent small words of a language."""
    return frozenset(store.rules("translate")[language]["words"])
