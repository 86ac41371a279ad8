"""Templates of wordings: text with slots such as `{surname}` or `{given:vocative}`.

Small on purpose. A slot that stays empty takes the space beside it along; a
slot that is needed and has no value makes the whole wording unusable.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

__all__ = ["Slot", "Template", "parse_template"]

_SLOT = re.compile(r"\{(\w+)(?::(\w+))?\}")
_SPACES = re.compile(r"  +")
_SPACE_BEFORE_SIGN = re.compile(r" +(?=[,.:;!?…،。、，]|\n|$)")


@dataclass(frozen=True, slots=True)
class Slot:
    """A named place, perhaps with an inflection or a capital asked for."""

    name: str
    style: str | None = None


@dataclass(frozen=True, slots=True)
class Template:
    """A wording in its parts: text and slots by turns."""

    parts: tuple[str | Slot, ...]

    @property
    def slots(self) -> tuple[Slot, ...]:
        """The slots alone, in order."""
        return tuple(part for part in self.parts if isinstance(part, Slot))

    def fill(
        self, value: Callable[[Slot], str | None], optional: frozenset[str] = frozenset()
    ) -> str | None:
        """The text with its slots filled, or `None` where one that is needed has no value.

        >>> known = {"surname": "Ng"}
        >>> template = parse_template("Frau {title} {surname}")
        >>> template.fill(lambda slot: known.get(slot.name), frozenset({"title"}))
        'Frau Ng'
        """
        out: list[str] = []
        gaps = False
        for part in self.parts:
            if isinstance(part, str):
                out.append(part)
                continue
            text = value(part)
            if not text:
                if part.name not in optional:
                    return None
                gaps = True
                continue
            out.append(text)
        filled = "".join(out)
        if gaps:
            filled = _SPACE_BEFORE_SIGN.sub("", _SPACES.sub(" ", filled)).strip(" ")
        return filled


@lru_cache(maxsize=4096)
def parse_template(text: str) -> Template:
    """The parts of a wording.

    >>> parse_template("Hallo {given:vocative}!").parts
    ('Hallo ', Slot(name='given', style='vocative'), '!')
    """
    parts: list[str | Slot] = []
    end = 0
    for match in _SLOT.finditer(text):
        if match.start() > end:
            parts.append(text[end : match.start()])
        parts.append(Slot(match.group(1), match.group(2)))
        end = match.end()
    if end < len(text):
        parts.append(text[end:])
    return Template(tuple(parts))
