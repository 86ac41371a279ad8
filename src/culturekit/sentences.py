"""Where sentences end, by the rules of the language: one splitter for drafts and translation.

Enough of Unicode's rules (UAX 29) and of a language's abbreviations, which stand in
`data/rules/translate.toml`, to keep sentences whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from .store import Store
from .tags import parse

__all__ = ["FILL", "boundaries", "split_sentences"]

#: One character for each of a field, tag or other part that no rule reads inside.
FILL = "\ufffc"

# A stop with what closes behind it, and space; a full-width stop needs none. A part that follows
# without a space (a closing tag, a smiley) belongs to the sentence before. It is read from the
# first of several stops only: a long row of them costs no more than its length.
_STOP = re.compile(
    r"""(?<![.!?…؟۔।॥։።])[.!?…؟۔।॥։።]++["'”’»)\]\ufffc]*+\s+|[。！？｡]++["”’」』）】》\ufffc]*+\s*"""
)
_GREEK_STOP = re.compile(r"""(?<![.!?…;\u037e])[.!?…;\u037e]++["'”’»)\]\ufffc]*+\s+""")
_LAST_WORD = re.compile(r"[^\s(\[{„“”\"«¿¡]+\Z")
_APOSTROPHES = "'’"
_SINGLE_QUOTES = "'’‘‚"
_ORDINAL = re.compile(r"\d{1,2}|[IVX]{1,5}")

#: How far back the last word of a sentence is looked for; no abbreviation is as long.
_LOOK_BACK = 60


@dataclass(frozen=True, slots=True)
class _Rules:
    """Where no sentence of a language ends, though a stop stands there."""

    greek: bool
    abbreviations: frozenset[str]
    before_figures: frozenset[str]
    ordinals: bool


@lru_cache(maxsize=256)
def _rules(store: Store, language: str) -> _Rules:
    name = parse(language).language
    on_file = store.rules("translate")
    # Bokmål and Nynorsk share what stands under Norwegian, their parent.
    found: Mapping[str, Any] = next(
        (on_file[tag] for tag in store.chain(name) if tag in on_file), {}
    )
    return _Rules(
        greek=name == "el",
        abbreviations=frozenset(found.get("abbreviations", ())),
        before_figures=frozenset(found.get("before_figures", ())),
        ordinals=found.get("ordinals", False),
    )


def split_sentences(text: str, *, language: str, store: Store) -> list[str]:
    """The sentences of a line with the space behind each; joined they are the line.

    >>> from culturekit.store import open
    >>> split_sentences("Dear Dr. Ito, we ship no. 5 e.g. by air. Bye!",
    ...     language="en", store=open())
    ['Dear Dr. Ito, we ship no. 5 e.g. by air. ', 'Bye!']
    >>> split_sentences("注文しました。届きません。", language="ja", store=open())
    ['注文しました。', '届きません。']

    In doubt two sentences stay together: that harms a translation less than
    half a sentence does.
    """
    starts = [0, *boundaries(text, language=language, store=store)]
    return [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]


def boundaries(text: str, *, language: str, store: Store) -> Iterator[int]:
    """The places where a sentence begins, but for the first."""
    known = _rules(store, language)
    begin = 0
    for match in (_GREEK_STOP if known.greek else _STOP).finditer(text):
        end = match.end()
        if end == len(text) or not _ends(text, begin, match, known):
            continue
        yield end
        begin = end


def _ends(text: str, begin: int, match: re.Match[str], known: _Rules) -> bool:
    """Whether the stop that was found ends the sentence that begins at `begin`."""
    after = text[match.end()]
    if after.islower():
        return False
    sign = match.group()
    if sign[0] in "。！？｡":
        return after not in "とっ"  # a quotation that the sentence goes on behind
    if set(sign) & set("!?…؟") or sign.startswith(".."):
        return True
    if sign[0] != ".":
        return True
    word = _LAST_WORD.search(text, max(begin, match.start() - _LOOK_BACK), match.start())
    if word is None:
        return True
    last = word.group().strip(FILL + _SINGLE_QUOTES)
    small = last.lower()
    # An article may stand on the word: "l’art. L. 5".
    bare = small[max(map(small.rfind, _APOSTROPHES)) + 1 :]
    if small in known.abbreviations or bare in known.abbreviations or "." in last:
        return False
    if len(last) == 1 and last.isalpha():
        return False  # an initial, or "z. B."
    if last.isdigit() and word.start() == begin and len(last) < 4:
        return False  # the number of an item
    if known.ordinals and _ORDINAL.fullmatch(last):
        return False
    if after == FILL:  # "no. {order}"
        return small not in known.before_figures
    return not (after.isdigit() and len(last) <= 4 and last.isalpha())  # "No. 5", "Art. 12"
