"""What can be seen to be wrong with a translation, without knowing either language well.

Every check here looks for one fault that machine translation is known for and
answers with a flag. A flag is a doubt, never proof; no flag is no promise.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from enum import StrEnum

from ..store import Store
from .detect import among, detect_language
from .rules import known_languages, language_key, rules

__all__ = ["LOST", "NEUTRAL", "Flag", "faults", "numbers_differ", "repeats"]


class Flag(StrEnum):
    """What a translation's `flags` can say; a backend may add words of its own."""

    #: nothing came back; the source stands
    EMPTY = "empty"
    #: a field, tag or address did not come back whole; the source stands
    PLACEHOLDER = "placeholder-lost"
    #: this sentence stands in its own language
    KEPT = "kept-source"
    #: no backend leads from the one language to the other
    NO_PATH = "no-path"
    #: the language of the text could not be told
    SOURCE_UNKNOWN = "source-unknown"
    #: the words of the source came back unchanged
    COPIED = "copied"
    #: the end of the sentence seems to be missing
    TRUNCATED = "truncated"
    #: the same words over and over
    REPEATED = "repeated"
    #: much longer or shorter than the source
    LENGTH = "length-ratio"
    #: a figure is missing, new or changed
    NUMBERS = "number-mismatch"
    #: words that the engine does not know stand there as they were
    UNKNOWN = "unknown-words"
    #: a word that the engine could not put into its form
    FORM = "word-form"
    #: the engine itself gave it little
    SCORE = "low-score"
    #: by an engine that translates this pair badly (docs/translation.md)
    ROUGH = "rough-engine"
    #: in another language than was asked for
    LANGUAGE = "wrong-language"
    #: through a third language
    PIVOTED = "pivoted"
    #: the text between the fields was translated piece by piece
    AROUND = "around-placeholders"
    #: not the engine's first choice, but the best that speaks in the register asked for
    ALTERNATIVE = "alternative-wording"
    #: the sentence was too long for the engine and went in parts
    SPLIT = "split"
    #: from a memory, where nobody has confirmed it yet
    UNCONFIRMED = "unconfirmed"
    #: into another variety of the language than was asked for
    VARIETY = "other-variety"
    #: the register that was asked for is not the one the text speaks in
    REGISTER_UNMET = "register-unmet"
    #: nothing in the text shows its register
    REGISTER_UNVERIFIABLE = "register-unverifiable"


#: With one of these a sentence cannot be said to have arrived whole.
LOST = frozenset(
    {
        Flag.EMPTY,
        Flag.PLACEHOLDER,
        Flag.KEPT,
        Flag.NO_PATH,
        Flag.COPIED,
        Flag.TRUNCATED,
        Flag.REPEATED,
        Flag.NUMBERS,
    }
)

#: These say how a translation was made; they are no sign of a fault.
NEUTRAL = frozenset(
    {Flag.PIVOTED, Flag.SPLIT, Flag.ALTERNATIVE, Flag.UNCONFIRMED, Flag.REGISTER_UNVERIFIABLE}
)

_WORD = re.compile(r"[^\W\d_]+")
_STOPS = ".!?…。！？｡؟۔।"


def faults(
    source: str,
    translation: str,
    *,
    languages: tuple[str, str],
    store: Store,
    words: tuple[str, str] | None = None,
) -> set[Flag]:
    """The faults that a translation of one sentence shows.

    >>> from culturekit.store import open
    >>> faults("Your refund of 49.90 arrives in 3 days.", "Su reembolso llega en 5 días.",
    ...     languages=("en", "es"), store=open())
    {<Flag.NUMBERS: 'number-mismatch'>}

    `words` are both texts without their protected parts, where they have any.
    """
    before, after = words or (source, translation)
    found: set[Flag] = set()
    if not any(char.isalnum() for char in after):
        found.add(Flag.EMPTY)
    elif _copied(before, after):
        found.add(Flag.COPIED)
    if repeats(after) and not repeats(before):
        found.add(Flag.REPEATED)
    short, long = _length_differs(before, after)
    if short or long:
        found.add(Flag.LENGTH)
    ended = source.rstrip("\"'”’»)] ")[-1:]
    if short and ended in _STOPS and translation.rstrip("\"'”’»)] ")[-1:] not in _STOPS:
        found.add(Flag.TRUNCATED)
    if not {Flag.EMPTY, Flag.COPIED} & found and _wrong_language(after, languages, store):
        found.add(Flag.LANGUAGE)
    if numbers_differ(source, translation, languages=languages, store=store):
        found.add(Flag.NUMBERS)
    return found


def _copied(before: str, after: str) -> bool:
    """Four words or more that came back as they went; fewer may be a name."""
    words = _WORD.findall(before.casefold())
    if len(words) >= 4 or (len(words) == 1 and len(words[0]) > 12 and not words[0].isascii()):
        return words == _WORD.findall(after.casefold())
    return False


# --- language ---------------------------------------------------------------------------

#: Fewer words may be a name, or a word that two languages share.
_WORDS = 4


def _wrong_language(after: str, languages: tuple[str, str], store: Store) -> bool:
    """Whether a translation is in another language than was asked for."""
    if len(_WORD.findall(after)) < _WORDS and not _dense(after):
        return False
    source, target = languages
    listed = {language_key(tag)[0] for tag in known_languages(store)}
    if language_key(target)[0] in listed:
        seen = detect_language(after, candidates=known_languages(store), store=store)
        return seen is not None and language_key(seen)[0] != language_key(target)[0]
    found = among(after, (source, target))
    return bool(found) and found[source] >= _SURE


#: A share among two languages from which on the model's word is taken.
_SURE = 0.9


def _dense(text: str) -> bool:
    return sum(map(len, _DENSE.findall(text))) >= 2 * _WORDS


# --- repetition ------------------------------------------------------------------------

#: One to four words three times more, or a run of letters four times more (for scripts
#: without spaces).
_REPEATED_WORDS = re.compile(r"(?<!\w)(\w++(?:\W+\w++){0,3}?)(?:\W+\1(?!\w)){3,}", re.IGNORECASE)
_REPEATED_LETTERS = re.compile(r"([^\W\d_]{2,8}?)\1{4,}")


def repeats(text: str) -> bool:
    """Whether the same words stand there over and over.

    >>> repeats("we are sorry we are sorry we are sorry we are sorry"), repeats("no, no, no!")
    (True, False)
    """
    return bool(_REPEATED_WORDS.search(text) or _REPEATED_LETTERS.search(text))


# --- length ----------------------------------------------------------------------------

#: A translation outside these bounds is rarely one; between them many bad ones are too.
_SHORTEST, _LONGEST = 0.35, 2.8
_ENOUGH = 24
_DENSE = re.compile("[\u3040-\u9fff\uac00-\ud7a3]+")


def _weight(text: str) -> int:
    """Length in letters of an alphabet; a Han, kana or Hangul character counts as two."""
    return len(text) + sum(map(len, _DENSE.findall(text)))


def _length_differs(before: str, after: str) -> tuple[bool, bool]:
    one, two = _weight(before), _weight(after)
    if max(one, two) < _ENOUGH:
        return False, False
    return two < one * _SHORTEST, two > max(one, 8) * _LONGEST


# --- figures ---------------------------------------------------------------------------

_FIGURE = re.compile(r"\d(?:[\d.,:'’٫٬\u00a0\u202f]|(?<=\d) (?=\d{3}(?!\d)))*")
_GROUPED = re.compile(r"(\d{1,3}(?:([.,'’٬\u00a0\u202f ])\d{3})(?:\2\d{3})*)(?:[.,٫](\d+))?")
_DECIMAL = re.compile(r"(\d+)[.,:٫](\d+)")
_AFTERNOON = re.compile(r"(\d{1,2})(?:[:.](\d\d))?\s?([ap])\.?\s?m\b", re.IGNORECASE)
_SMALL = 12


def numbers_differ(
    source: str, translation: str, *, languages: tuple[str, str], store: Store
) -> bool:
    """Whether a figure is missing, new or changed.

    >>> from culturekit.store import open
    >>> def differ(one, two):
    ...     return numbers_differ(one, two, languages=("en", "de"), store=open())
    >>> differ("1,234.50 EUR in 2 days", "1.234,50 EUR in zwei Tagen")
    False
    >>> differ("at 3 pm", "um 15 Uhr"), differ("5 of 7", "7 von 5"), differ("3 days", "8 Tage")
    (False, False, True)

    Separators and order may change; so may a number up to twelve between
    figure and word, where the words are on file. 3 pm may become 15.
    """
    before, after = Counter(_figures(source)), Counter(_figures(translation))
    if before == after:
        return False
    missing, new = before - after, after - before
    for hour, minute, half in _AFTERNOON.findall(source):
        late = int(hour) % 12 + (12 if half in "pP" else 0)
        said, meant = _canonical(hour, minute), _canonical(str(late), minute)
        if missing[said] and new[meant]:
            missing[said] -= 1
            new[meant] -= 1
    return _unsaid(missing, translation, languages[1], store, lenient=not +new) or _unsaid(
        new, source, languages[0], store, lenient=False
    )


def _unsaid(
    figures: Counter[str], text: str, language: str, store: Store, *, lenient: bool
) -> bool:
    """Whether one of the figures is not in the text as a word either."""
    rest = +figures
    if not rest:
        return False
    known = rules(store, language).numbers
    small = text.casefold()
    spoken = set(_WORD.findall(small))
    for figure in rest:
        if not figure.isdigit() or int(figure) > _SMALL:
            return True
        if not known:
            if lenient:  # it may be a word that is not on file
                continue
            return True
        forms = known[int(figure)]
        if not any(form in spoken or (not form.isascii() and form in small) for form in forms):
            return True
    return False


def _figures(text: str) -> Iterator[str]:
    """The numbers of a text in one form, however they are grouped or pointed."""
    for match in _FIGURE.finditer(text):
        token = match.group().rstrip(".,:'’٫٬\u00a0\u202f ")
        if found := _GROUPED.fullmatch(token):
            yield _canonical(found[1], found[3])
        elif found := _DECIMAL.fullmatch(token):
            yield _canonical(found[1], found[2])
        else:  # a date, an address, a list
            for part in re.findall(r"\d+", token):
                yield _canonical(part)


def _canonical(whole: str, rest: str | None = None) -> str:
    """A number without its signs: 1,234.50 is "1234|5", and so is 1.234,5; 10:00 is "10"."""
    tail = _bare(rest or "").rstrip("0")
    return (_bare(whole).lstrip("0") or "0") + (f"|{tail}" if tail else "")


def _bare(digits: str) -> str:
    return "".join(str(unicodedata.decimal(char)) for char in digits if char.isdecimal())
