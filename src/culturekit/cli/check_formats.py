"""How findings in files are printed: for people, as JSON, as SARIF, for GitHub."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from .. import __version__
from ..check import Rule, rules
from ..model import Finding, Severity
from .output import as_json, grid

__all__ = ["FORMATS", "Place", "Printer"]


@dataclass(frozen=True, slots=True)
class Place:
    """A finding in a file; lines and columns are counted from 1, in characters."""

    path: str
    text: str
    finding: Finding
    #: lines of the file above the text that the finding was made in
    above: int = 0
    #: characters before the text on its first line
    before: int = 0
    safe: bool = False

    @property
    def start(self) -> tuple[int, int]:
        """Line and column of the first character."""
        return self._at(self.finding.start)

    @property
    def end(self) -> tuple[int, int]:
        """Line and column behind the last character."""
        return self._at(self.finding.end)

    @property
    def quoted(self) -> str:
        """The words that were found."""
        return self.text[self.finding.start : self.finding.end]

    def _at(self, offset: int) -> tuple[int, int]:
        line_start = self.text.rfind("\n", 0, offset) + 1
        before = 0 if line_start else self.before
        line = self.text.count("\n", 0, offset) + 1 + self.above
        return line, offset - line_start + 1 + before


Printer = Callable[[Sequence[Place], Sequence[str], str], Iterator[str]]


def _text(places: Sequence[Place], paths: Sequence[str], _version: str) -> Iterator[str]:
    if not places:
        yield "no findings"
        return
    alone = len(paths) == 1
    rows = [
        (
            str(one.start[0]) if alone else "{}:{}:{}".format(one.path, *one.start),
            one.finding.rule,
            one.finding.severity,
            one.quoted,
            one.finding.message
            + (f" → {one.finding.suggestion}" if one.finding.suggestion else ""),
        )
        for one in places
    ]
    yield from grid(["line" if alone else "place", "rule", "severity", "text", "finding"], rows)


def _json(places: Sequence[Place], paths: Sequence[str], version: str) -> Iterator[str]:
    yield as_json(
        {
            "files": list(paths),
            "findings": [
                {
                    "file": one.path,
                    "line": one.start[0],
                    "column": one.start[1],
                    "end_line": one.end[0],
                    "end_column": one.end[1],
                    "text": one.quoted,
                    "safe": one.safe,
                    **one.finding.to_dict(),
                }
                for one in places
            ],
            "data_version": version,
        }
    )


# --- SARIF 2.1.0 (OASIS) -------------------------------------------------------------------

_LEVELS = {Severity.INFO: "note", Severity.WARNING: "warning", Severity.ERROR: "error"}


def _sarif(places: Sequence[Place], paths: Sequence[str], version: str) -> Iterator[str]:
    known = {rule.code: number for number, rule in enumerate(rules())}
    yield as_json(
        {
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [
                {
                    "tool": {
                        "driver": {
                            "name": "culturekit",
                            "version": __version__,
                            "semanticVersion": __version__,
                            "rules": [_descriptor(rule) for rule in rules()],
                            "properties": {"dataVersion": version},
                        }
                    },
                    "columnKind": "unicodeCodePoints",
                    "artifacts": [{"location": {"uri": _uri(path)}} for path in paths],
                    "results": [_result(one, known, paths) for one in places],
                }
            ],
        }
    )


def _descriptor(rule: Rule) -> dict[str, Any]:
    grave = [Severity(case["is"]) for case in rule.severity if case["is"] != "off"]
    level = _LEVELS[max(grave, key=lambda one: one.rank)] if grave else "none"
    return {
        "id": rule.code,
        "name": "".join(word.title() for word in rule.family.split("-")),
        "shortDescription": {"text": rule.name},
        "fullDescription": {"text": rule.why},
        "help": {"text": f"{rule.why} {rule.suggestion or ''}".strip()},
        "defaultConfiguration": {"level": level},
        "properties": {"family": rule.family, "tags": [rule.family]},
    }


def _result(one: Place, known: Mapping[str, int], paths: Sequence[str]) -> dict[str, Any]:
    finding = one.finding
    more = f"; {finding.suggestion}" if finding.suggestion else ""
    location = {"uri": _uri(one.path), "index": paths.index(one.path)}
    region = {
        "startLine": one.start[0],
        "startColumn": one.start[1],
        "endLine": one.end[0],
        "endColumn": one.end[1],
    }
    found: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": known[finding.rule],
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{finding.message}{more}"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": location,
                    "region": {**region, "snippet": {"text": one.quoted}},
                }
            }
        ],
    }
    if finding.fix is not None:
        replacement = {"deletedRegion": region, "insertedContent": {"text": finding.fix}}
        found["fixes"] = [
            {
                "description": {"text": f"write “{finding.fix}”"},
                "artifactChanges": [{"artifactLocation": location, "replacements": [replacement]}],
            }
        ]
    return found


def _uri(path: str) -> str:
    """A path as a relative or absolute URI reference; standard input is called so."""
    return "stdin" if path == "-" else quote(PurePath(path).as_posix())


# --- commands of GitHub's workflows -----------------------------------------------------------

_COMMANDS = {Severity.INFO: "notice", Severity.WARNING: "warning", Severity.ERROR: "error"}


def _github(places: Sequence[Place], _paths: Sequence[str], _version: str) -> Iterator[str]:
    for one in places:
        finding = one.finding
        properties = {
            "file": one.path,
            "line": one.start[0],
            "endLine": one.end[0],
            "col": one.start[1],
            "endColumn": one.end[1],
            "title": f"{finding.rule} {finding.family}",
        }
        shown = ",".join(
            f"{key}={_escaped(str(value)).replace(':', '%3A').replace(',', '%2C')}"
            for key, value in properties.items()
        )
        more = f"; {finding.suggestion}" if finding.suggestion else ""
        yield f"::{_COMMANDS[finding.severity]} {shown}::{_escaped(finding.message + more)}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


FORMATS: Mapping[str, Printer] = {
    "text": _text,
    "json": _json,
    "sarif": _sarif,
    "github": _github,
}
