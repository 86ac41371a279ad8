"""A text with those faults put right that can be put right without a second look.

`check` says what may be misread; here the fixes are applied whose rule is
marked `revises` in `data/rules/lint`: a date, a time, an amount or a measure
made clear, an order softened, a contraction written out. What needs a person's
judgement is left and listed.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from .check import Report, check, rules
from .model import Answer, Finding
from .reader import Reader
from .store import Store

__all__ = ["Revision", "revise"]

#: One fix may make room for another ("Don't call." -> "Please do not call."), seldom for a third.
_ROUNDS = 8

Choice = Callable[[Report], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Revision(Answer):
    """A text after its safe fixes; `str()` of it is the text to send.

    `applied` are the findings whose fix was made, with offsets into `original`
    and in `fix` what now stands there; where two of them changed the same
    words, both name the same span and result. `left` are the findings that
    remain, with offsets into `text`.
    """

    text: str
    applied: tuple[Finding, ...] = ()
    left: tuple[Finding, ...] = ()
    original: str = ""
    language: str = ""

    def __str__(self) -> str:
        return self.text

    def diff(self, name: str = "text") -> str:
        """The change as a unified diff; empty where nothing was changed."""
        lines = difflib.unified_diff(
            self.original.splitlines(keepends=True),
            self.text.splitlines(keepends=True),
            name,
            name,
        )
        # A last line without its end would run into the next line of the diff.
        marked = (
            line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
            for line in lines
        )
        return "".join(marked)


def revise(
    text: str, reader: Reader, *, language: str = "en", choose: Choice | None = None
) -> Revision:
    """`text` with its safe fixes made for `reader`, and what is left to a person.

    >>> from culturekit.model import Sender
    >>> from culturekit.reader import resolve
    >>> reader = resolve("de-DE", sender=Sender("en-US", time_zone="America/New_York"))
    >>> found = revise("Don't pay before 03/04/2026, let's touch base at 5 pm.", reader)
    >>> print(found)
    Please do not pay before 4 March 2026, let us touch base at 5 pm (New York time).
    >>> [finding.family for finding in found.left]
    ['idiom']

    Revising the result again changes nothing. Fields, addresses, tags and code
    are never touched. `choose` picks the findings that count from a report; all
    do where it is missing. Raises what `check` raises.
    """
    edits = _Edits(text)
    applied: list[tuple[int, Finding]] = []
    first = report = check(text, reader, language=language)
    for _ in range(_ROUNDS):
        fixes = list(_safe(report, choose, reader.store))
        if not fixes:
            break
        # From the last to the first, so that no offset moves before it is used.
        applied += [(edits.put(one.start, one.end, str(one.fix)), one) for one in reversed(fixes)]
        report = check(edits.text, reader, language=language)
    else:
        # Fixes that call for each other without end: none of them was safe.
        edits, applied, report = _Edits(text), [], first
    made = [replace(one, **edits.of(key)._asdict()) for key, one in applied]
    made.sort(key=lambda one: (one.start, one.end, one.rule))
    return Revision(
        edits.text,
        applied=tuple(made),
        left=tuple(choose(report) if choose else report.findings),
        original=text,
        language=report.language,
        reasons=tuple(dict.fromkeys((*first.reasons, *report.reasons))),
        data_version=report.data_version,
    )


def _safe(report: Report, choose: Choice | None, store: Store) -> Iterator[Finding]:
    """The findings to be fixed in this round; of two that overlap the first."""
    codes = frozenset(rule.code for rule in rules(store) if rule.revises)
    end = -1
    for finding in choose(report) if choose else report.findings:
        if finding.fix is None or finding.rule not in codes or finding.start < end:
            continue
        if finding.fix != report.text[finding.start : finding.end]:
            yield finding
            end = finding.end


class _Region(NamedTuple):
    """A stretch of the original, and what stands in its place."""

    start: int
    end: int
    fix: str


class _Edits:
    """The original and what was put into it, however often the same words were changed."""

    def __init__(self, original: str) -> None:
        self._original = original
        self._regions: dict[int, _Region] = {}
        #: key of a region that went into another one -> the key of that one
        self._into: dict[int, int] = {}
        self._next = 0
        self.text = original

    def put(self, start: int, end: int, fix: str) -> int:
        """Replace a span of the text as it is now; gives back the key of the region."""
        low, high = start, end
        shift_low = shift_high = 0
        merged: list[int] = []
        shift = 0  # from offsets into the original to offsets into the text, at this region
        for key, region in sorted(self._regions.items(), key=lambda item: item[1].start):
            begins = region.start + shift
            stops = begins + len(region.fix)
            shift += len(region.fix) - (region.end - region.start)
            if stops <= start:
                shift_low = shift_high = shift
            elif begins < end:
                if begins <= low:
                    low, shift_low = begins, begins - region.start
                if stops >= high:
                    high = stops
                shift_high = shift
                merged.append(key)
        new = _Region(
            low - shift_low,
            high - shift_high,
            self.text[low:start] + fix + self.text[end:high],
        )
        key, self._next = self._next, self._next + 1
        for old in merged:
            del self._regions[old]
            self._into[old] = key
        self._regions[key] = new
        self.text = self.text[:start] + fix + self.text[end:]
        return key

    def of(self, key: int) -> _Region:
        """The region that a change ended up in."""
        while key in self._into:
            key = self._into[key]
        return self._regions[key]
