"""Lines of a draft that are an opening or a closing, and no part of the message."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from .store import Store

__all__ = ["recognised"]


@dataclass(frozen=True, slots=True, eq=False)
class _Known:
    """What a language file says about drafts, folded."""

    openings: tuple[str, ...]
    joined: frozenset[str]  # openings that a name may touch: 尊敬的王小明
    endings: tuple[str, ...]
    addressees: frozenset[str]
    closings: frozenset[str]
    abbreviations: frozenset[str]
    unpunctuated: bool


@lru_cache(maxsize=256)
def _known(store: Store, language: str) -> _Known | None:
    found = store.language(language)
    if "opening" not in found:
        return None
    listed = {
        key: tuple(map(_folded, found.get("recognise", {}).get(key, ())))
        for key in ("openings", "endings", "addressees", "closings")
    }
    return _Known(
        openings=tuple(word.rstrip("…") for word in listed["openings"]),
        joined=frozenset(word.rstrip("…") for word in listed["openings"] if word[-1] == "…"),
        endings=listed["endings"],
        addressees=frozenset(listed["addressees"]),
        closings=frozenset(listed["closings"]),
        abbreviations=frozenset(_abbreviations(found)),
        unpunctuated=any(not one.get("punctuation") for one in found["opening"]),
    )


#: signs that may end an opening or closing line
_ENDS = " ,.:;!。、，：！،।۔։՝—–-"


#: characters of a line in which a greeting and a name have room, and little more
_SHORT = 40


def recognised(line: str, kind: str, language: str, store: Store) -> bool:
    """Whether a whole line of a draft is one of its language's "openings" or "closings".

    >>> from culturekit.store import open
    >>> recognised("Dear customer,", "openings", "en", open())
    True
    >>> recognised("Dear customer, your parcel is on its way.", "openings", "en", open())
    False
    """
    known = _known(store, language)
    if known is None or len(line) > 120:
        return False
    text = line.strip()
    bare = text.rstrip(_ENDS)
    folded = _folded(bare)
    if kind == "closings":
        return folded in known.closings
    if not bare:
        return False
    if folded in known.openings:
        return True
    if text.endswith(("?", "!?", "。", "؟", "？")) or _has_two_sentences(folded, known):
        return False
    if len(bare) <= _SHORT and folded.endswith(known.endings):
        return True
    # A full stop ends "Hej Anna." as it ends any sentence, so it does not tell a name. Thai
    # sets no sign after an opening, and spaces only between phrases.
    ended = text[-1] in _ENDS and text[-1] != "."
    ended = ended or (known.unpunctuated and len(text) < 40 and len(text.split()) < 4)
    return any(
        _addresses_somebody(bare[len(word) :], ended, known)
        for word in known.openings
        if folded.startswith(word)
        and (not folded[len(word)].isalnum() or (word in known.joined and len(bare) <= _SHORT))
    )


def _folded(text: str) -> str:
    """Without capitals; İ is folded to i with a dot above, which nobody writes."""
    return text.casefold().replace("i\u0307", "i")


def _abbreviations(found: Mapping[str, Any]) -> Iterator[str]:
    """Words with a full stop of their own in the openings and titles of a language."""
    titles = found.get("titles", {})
    texts = [one["text"] for one in found.get("opening", ())]
    texts += [*titles, *(form for form in titles.values() if isinstance(form, str))]
    for text in texts:
        yield from (_folded(word) for word in text.split() if word.endswith("."))


def _has_two_sentences(folded: str, known: _Known) -> bool:
    words = folded.split()
    return any(
        word.endswith(".") and word not in known.abbreviations and len(word) > 2
        for word in words[:-1]
    )


def _addresses_somebody(rest: str, ended: bool, known: _Known) -> bool:
    """Whether what follows a greeting word only names people.

    A line that says anything more is part of the message and must not be
    replaced, so every word has to be a field, a name by its capital, or a word
    such as "customer". Scripts without capitals need a sign at the end.
    """
    words = [word for word in re.split(r"[\s,،、&/]+", rest) if word]
    if len(words) > 8:
        return False
    for word in words:
        if "{" in word or word[0].isupper() or _folded(word).rstrip(".") in known.addressees:
            continue
        if word[0].isalpha() and not _small(word[0]) and ended:
            continue
        return False
    return True


def _small(letter: str) -> bool:
    """Whether it is a small letter of a script that writes names with a capital."""
    georgian = "\u10d0" <= letter <= "\u10ff"  # its capitals are for headings only
    return letter.islower() and not georgian
