r"""Inserted values kept apart from the text around them, where directions would mix.

A Hebrew name in an English sentence, or a telephone number in an Arabic one,
can move the words and digits around it. Unicode's isolates (U+2068, U+2069),
in HTML the element `<bdi>`, prevent that (Unicode Standard Annex 9). URLs,
e-mail addresses and codes are never wrapped in characters: they get copied.
"""

from __future__ import annotations

import html
import re
import unicodedata
from typing import Any

from ..errors import InvalidValue
from .cldr import locale_for

__all__ = ["direction", "isolate", "isolate_html", "needs_isolation"]

_FIRST_STRONG_ISOLATE = "\u2068"
_POP_ISOLATE = "\u2069"

_RIGHT = frozenset({"R", "AL", "AN"})
_MARKS = frozenset("\u200e\u200f\u061c")
# Signs that stay with the digits beside them in a line that runs from right to left.
_WITH_DIGITS = frozenset({"EN", "AN", "ES", "CS", "ET", "NSM", "BN"})

_URL = re.compile(r"(?:[a-z][a-z0-9+.-]*://|www\.|mailto:|tel:)\S+", re.IGNORECASE)
_EMAIL = re.compile(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+")
_CODE = re.compile(r"(?=[!-~]*[0-9])(?=[!-~]*[A-Za-z])[!-~]+")


def direction(locale: Any) -> str:
    """The direction of a locale's script, "ltr" or "rtl".

    >>> direction("ar-EG"), direction("az-Latn"), direction("ur")
    ('rtl', 'ltr', 'rtl')
    """
    return locale_for(locale).direction


def _of(into: Any) -> str:
    return into if into in ("ltr", "rtl") else direction(into)


def needs_isolation(value: str, *, into: Any) -> bool:
    r"""Whether the value would disturb, or be disturbed by, text of another direction.

    >>> needs_isolation("דנה", into="en"), needs_isolation("Dana", into="en")
    (True, False)
    >>> needs_isolation("+49 30 901820", into="ar"), needs_isolation("a@b.example", into="ar")
    (True, False)

    `into` is "ltr", "rtl" or a locale. Left to right, a value with right-to-left
    letters or Arabic digits needs it; right to left, one with left-to-right
    letters, or with digits in several groups, which would change places. URLs,
    e-mail addresses and codes, letters with digits and no space, never do.
    """
    if not isinstance(value, str):
        raise InvalidValue("value", value, accepted="text")
    side = _of(into)
    if side == "ltr" and value.isascii():
        return False
    if not value or _URL.fullmatch(value) or _EMAIL.fullmatch(value) or _CODE.fullmatch(value):
        return False
    classes = [unicodedata.bidirectional(character) for character in value]
    letters = [
        kind for kind, character in zip(classes, value, strict=True) if character not in _MARKS
    ]
    if side == "ltr":
        return not _RIGHT.isdisjoint(letters)
    if "L" in letters:
        return True
    if "EN" not in letters or not {"R", "AL"}.isdisjoint(classes):
        return False
    return not _WITH_DIGITS.issuperset(classes)


def isolate(value: str, *, into: Any) -> str:
    r"""The value between U+2068 and U+2069 where it needs it, else as it is.

    >>> isolate("דנה", into="en-US")
    '\u2068דנה\u2069'

    Arguments are those of `needs_isolation`.
    """
    if needs_isolation(value, into=into):
        return f"{_FIRST_STRONG_ISOLATE}{value}{_POP_ISOLATE}"
    return value


def isolate_html(value: str, *, into: Any) -> str:
    """The value escaped for HTML text, in `<bdi>` where it needs it.

    >>> isolate_html("דנה & co", into="en"), isolate_html("Tom & Ann", into="en")
    ('<bdi>דנה &amp; co</bdi>', 'Tom &amp; Ann')

    For text between tags only: in an attribute `<bdi>` would be text, so escape
    there and do not isolate. In HTML codes and addresses are wrapped as well,
    since a copy takes no element along.
    """
    escaped = html.escape(value, quote=True)
    return f"<bdi>{escaped}</bdi>" if needs_isolation(value, into=into) else escaped
