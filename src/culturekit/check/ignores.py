"""Remarks in a text that keep rules silent: `culturekit: ignore CK102`.

A remark works in whatever signs a format has for comments, because only its
words are looked for: `<!-- culturekit: ignore CK102 -->` in Markdown and HTML,
`{# culturekit: ignore CK102 #}` in a template, `# culturekit: ignore CK102` in
text. Behind other text it holds for its line, alone for the next line that is
not empty; `ignore-file` holds for the whole text. Codes, beginnings of codes
and families are named; without any, every rule is meant.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from functools import cached_property

from ..model import Finding
from ..store import Store
from .rules import rules

__all__ = ["Ignores", "matches"]

_REMARK = re.compile(r"culturekit:[ \t]*(ignore(?:-file)?)(?![\w-])([^\n]*)", re.IGNORECASE)
_NAME = re.compile(r"[ \t,]*([A-Za-z]\w*(?:-\w+)*)")
#: what may stand around a remark that is alone on its line
_SIGNS = re.compile(r"[\s<>!\-#/*{}%;()\[\].]*")


def matches(finding_rule: str, family: str, name: str) -> bool:
    """Whether a code, the beginning of one or a family names a rule.

    >>> matches("CK102", "idiom", "CK1"), matches("CK102", "idiom", "slang")
    (True, False)
    """
    return family == name.lower() or (
        name[:2].upper() == "CK" and finding_rule.startswith(name.upper())
    )


class Ignores:
    """The remarks of one text, and the findings that they hide."""

    def __init__(self, text: str, *, store: Store | None = None) -> None:
        self._text = text
        self._whole: list[tuple[str, ...]] = []
        self._by_line: dict[int, list[tuple[str, ...]]] = {}
        #: line -> names in a remark that no rule has
        self.unknown: Mapping[int, tuple[str, ...]] = {}
        if "culturekit:" in text.lower():
            self._read(store)

    def _read(self, store: Store | None) -> None:
        known = [(rule.code, rule.family) for rule in rules(store)]
        unknown: dict[int, tuple[str, ...]] = {}
        lines = self._text.split("\n")
        for number, line in enumerate(lines):
            for remark in _REMARK.finditer(line):
                names, rest = _names(remark[2])
                strange = tuple(
                    name for name in names if not any(matches(*rule, name) for rule in known)
                )
                if strange:
                    unknown[number + 1] = strange
                if strange == names and names:
                    continue  # a slip of the pen must not silence every rule
                if remark[1].lower() == "ignore-file":
                    self._whole.append(names)
                    continue
                alone = _SIGNS.fullmatch(line[: remark.start()] + rest)
                self._by_line.setdefault(_next_line(lines, number) if alone else number, []).append(
                    names
                )
        self.unknown = unknown

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self._text))]

    def hides(self, finding: Finding) -> bool:
        """Whether a remark asks for silence about a finding in this text."""
        if not self._whole and not self._by_line:
            return False
        line = bisect_right(self._starts, finding.start) - 1
        return any(
            not names or any(matches(finding.rule, finding.family, name) for name in names)
            for names in (*self._whole, *self._by_line.get(line, ()))
        )


def _names(rest: str) -> tuple[tuple[str, ...], str]:
    """The names at the beginning of what follows a remark, and what follows them."""
    found, at = [], 0
    while match := _NAME.match(rest, at):
        found.append(match[1])
        at = match.end()
    return tuple(found), rest[at:]


def _next_line(lines: list[str], number: int) -> int:
    for later in range(number + 1, len(lines)):
        if lines[later].strip():
            return later
    return number
