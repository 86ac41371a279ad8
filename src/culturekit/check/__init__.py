"""What in a message may be misread, or may offend, where it is going.

A rule speaks only where it matters to this reader: an idiom to somebody who
reads English as a second language, a bare "10:30" to somebody in another zone.
The rules are data (`data/rules/lint`); each says why, and on whose authority.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from ..errors import InvalidValue
from ..model import Answer, Finding, Level, Reason, Severity
from ..reader import Reader
from ..tags import parse
from .context import Context, context_of
from .detectors import DETECTORS, Hit
from .foreign import is_foreign
from .prose import Prose
from .rules import Rule, RuleSet, Word, rule_set, rules

__all__ = ["Report", "Rule", "check", "rules"]


@dataclass(frozen=True, slots=True)
class Report(Answer):
    """The findings in a text, in its order; it is iterated, counted and indexed over them.

    `start` and `end` of a finding are character offsets into `text`.
    """

    findings: tuple[Finding, ...]
    text: str = ""
    language: str = ""

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.findings)

    def __len__(self) -> int:
        return len(self.findings)

    def __getitem__(self, at: int) -> Finding:
        return self.findings[at]

    @property
    def worst(self) -> Severity | None:
        """The gravest severity among the findings, or `None` where there are none."""
        return max((one.severity for one in self), key=lambda one: one.rank, default=None)

    def place(self, finding: Finding) -> tuple[int, int]:
        """Line and column of a finding, both counted from 1."""
        line_start = self.text.rfind("\n", 0, finding.start) + 1
        return self.text.count("\n", 0, finding.start) + 1, finding.start - line_start + 1

    def __str__(self) -> str:
        if not self.findings:
            return "no findings"
        rows = [
            (
                "{}:{}".format(*self.place(one)),
                str(one.severity),
                f"{one.rule} {one.family}",
                one.message + (f"; {one.suggestion}" if one.suggestion else ""),
            )
            for one in self.findings
        ]
        widths = [max(len(row[at]) for row in rows) for at in range(3)]
        return "\n".join(
            "  ".join(
                [*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[3]]
            )
            for row in rows
        )


def check(text: str, reader: Reader, *, language: str = "en") -> Report:
    """What in `text`, written in `language`, may be misread or offend where `reader` is.

    >>> from culturekit.reader import resolve
    >>> report = check("We should touch base by 3/7!", resolve("ja-JP"))
    >>> [(one.family, report.text[one.start:one.end]) for one in report]
    [('idiom', 'touch base'), ('ambiguous-date', '3/7')]

    A sender who is not known counts as one from another country, zone and
    units. Fields in braces, addresses, tags, code and quoted lines are never
    findings, nor are names behind a title. Where the text shows that it is not
    in English after all, only what is read in every language is looked for, and
    a reason says so. A `fix` is there only where putting it in the place of the
    span is certain to be right, so never within quotation marks. Raises
    `InvalidValue` for a text that is no string and for a malformed tag.
    """
    if not isinstance(text, str):
        raise InvalidValue("text", text, accepted="a string")
    context = context_of(reader, parse(language).base)
    prose = Prose(text, context.language, reader.store)
    foreign = is_foreign(prose.masked, context.language, reader.store)
    # No language is "und": only rules that read every language are left.
    chosen = rule_set(reader.store, "und" if foreign else context.language)
    active = _active(chosen, tuple(sorted(context.fields.items(), key=lambda item: item[0])))
    findings = []
    for number, hit in _hits(prose, chosen, active, context):
        rule = chosen.rules[number]
        if rule.unless and rule.detect is None and rule.unless & prose.words_near(hit.start):
            continue
        if prose.is_name(hit.start, hit.end):
            continue
        shown = text[hit.start : hit.end]
        if len(shown) > _LONG:
            shown = f"{shown[: _LONG - 1]}…"
        findings.append(
            Finding(
                rule=rule.code,
                family=rule.family,
                start=hit.start,
                end=hit.end,
                severity=active[number],
                message=rule.message.replace("{text}", shown).replace("{about}", hit.about),
                suggestion=hit.suggestion or rule.suggestion,
                fix=None if foreign or prose.in_quotes(hit.start) else hit.fix,
            )
        )
    findings.sort(key=lambda one: (one.start, one.end, one.rule))
    return Report(
        tuple(findings),
        text=text,
        language=context.language,
        reasons=(
            context.reason,
            *((_foreign_reason(context.language),) if foreign else ()),
            *_reasons(findings, chosen),
        ),
        data_version=reader.store.version,
    )


#: characters of the text that a message quotes at most
_LONG = 60


def _hits(
    prose: Prose, chosen: RuleSet, active: Mapping[int, Severity], context: Context
) -> Iterator[tuple[int, Hit]]:
    text, words = prose.masked, prose.words
    for term in chosen.terms(words, text, active):
        start, end = words[term.first].start, words[term.last - 1].end
        rule = chosen.rules[term.rule]
        fix = None
        if rule.fixes and term.plain and not _would_break(prose, rule, start, end):
            fix = _in_case(prose.text[start:end], term.plain)
        suggestion = rule.suggestion
        if term.plain:
            suggestion = f"say “{term.plain}”" if not suggestion else f"{suggestion}: {term.plain}"
        yield term.rule, Hit(start, end, suggestion, fix)
    for number, pattern, at in chosen.patterns:
        if number not in active:
            continue
        for match in _matches(pattern, text, words, at):
            if not text[match.start() - 1 : match.start()].isalnum():
                yield number, Hit(match.start(), match.end())
    for number, name in chosen.detectors:
        if number in active:
            for hit in DETECTORS[name](prose, chosen.rules[number], context):
                yield number, hit


def _matches(
    pattern: re.Pattern[str], text: str, words: list[Word], at: frozenset[str]
) -> Iterator[re.Match[str]]:
    """The matches of a pattern at certain words, or anywhere where it names none."""
    if not at:
        yield from pattern.finditer(text)
        return
    for word in words:
        if word.text in at and (match := pattern.match(text, word.start)):
            yield match


def _would_break(prose: Prose, rule: Rule, start: int, end: int) -> bool:
    """Whether the plain words do not fit where the subject follows: "Isn't it?"."""
    inverted = rule.options.get("inverted")
    if inverted is None or not prose.masked[start:end].lower().endswith(inverted["ending"]):
        return False
    sentence_end = prose.sentences[prose.sentence_at(start)][1]
    return prose.masked[sentence_end - 1] == "?" or prose.word_after(end) in inverted["subjects"]


def _in_case(written: str, plain: str) -> str:
    """`plain` in the capitals that the written words have."""
    if written.isupper() and not written.isalpha():
        return plain.upper()  # DON'T; an abbreviation such as ASAP is no shout
    return plain[:1].upper() + plain[1:] if written[:1].isupper() else plain


@lru_cache(maxsize=512)
def _active(chosen: RuleSet, fields: tuple[tuple[str, object], ...]) -> Mapping[int, Severity]:
    """The rules that speak in a context, each with the severity of its findings there."""
    context = dict(fields)
    found = {}
    for number, rule in enumerate(chosen.rules):
        severity = rule.severity_for(context)
        if severity is not None:
            found[number] = severity
    return found


def _foreign_reason(language: str) -> Reason:
    claim = f"the text does not seem to be in {language}: rules of that language keep silent"
    return Reason(claim, Level.CONVERSATION)


def _reasons(findings: list[Finding], chosen: RuleSet) -> Iterator[Reason]:
    fired = {one.rule for one in findings}
    for rule in chosen.rules:
        if rule.code in fired:
            yield rule.reason
