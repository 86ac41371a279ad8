"""What the rules of several languages share: words of a name, and what a rule is."""

from __future__ import annotations

import re
from collections.abc import Callable

from ..model import Gender

__all__ = ["Key", "Rule", "each", "unchanged"]

#: a name in, its form out, or `None` where no rule is sure
Rule = Callable[[str], str | None]

#: case, part of the name, and the stated gender (`None`: the rule needs none)
Key = tuple[str, str, Gender | None]

_LATIN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ɏ]+(?:[ '’\-][A-Za-zÀ-ÖØ-öø-ɏ]+)*")
_BETWEEN = re.compile(r"([ \-])")
_IN_A = re.compile(r"a\b", re.IGNORECASE)


def each(name: str, word: re.Pattern[str], rule: Rule) -> str | None:
    """One word, or two with a space or hyphen, each by the rule; `None` if one fails.

    >>> each("Jana-Marie", re.compile("[A-Z][a-z]+"), str.upper)
    'JANA-MARIE'
    """
    pieces = _BETWEEN.split(name)
    if len(pieces) > 3 or not all(word.fullmatch(piece) for piece in pieces[::2]):
        return None
    forms = [rule(piece) for piece in pieces[::2]]
    known = [form for form in forms if form]
    return "".join([known[0], *pieces[1:2], *known[1:]]) if len(known) == len(forms) else None


def unchanged(name: str) -> str | None:
    """A name in Latin letters that does not end in -a, as it is: one form in every case.

    >>> unchanged("Ingrid"), unchanged("Eva")
    ('Ingrid', None)
    """
    return name if _LATIN.fullmatch(name) and not _IN_A.search(name) else None
