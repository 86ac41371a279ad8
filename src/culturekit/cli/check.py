"""The command `check`: findings in files, and their safe fixes.

Exit codes: 0 nothing found (or nothing as grave as `--fail-on`), 1 findings or
changes to be made, 2 usage or bad input.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from itertools import chain
from pathlib import Path

from ..batch.quotes import protect, restore
from ..check import Report, rules
from ..check import check as check_text
from ..check.ignores import Ignores
from ..errors import InvalidValue
from ..model import Finding
from ..reader import Reader
from ..revise import Revision, revise
from ..tags import parse
from .check_formats import FORMATS, Place
from .check_settings import Settings, settings_of
from .options import decoded, kit_of, read_input
from .output import complain, emit, write_file

__all__ = ["check"]

#: endings of the files that are looked for in a folder
_ENDINGS = (
    *(".txt", ".text", ".md", ".markdown", ".html", ".htm", ".eml", ".csv"),
    *(".jsonl", ".ndjson"),
)
_BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch of a file that is a message, by its place there."""

    start: int
    text: str
    #: whether the file holds the text as it stands, so that it can be changed there
    writable: bool = True
    language: str | None = None
    #: quotes of somebody else's words, masked out in `text`
    kept: tuple[str, ...] = ()
    #: how the file writes it, where not as it is: a string of JSON, without its marks
    literal: str | None = None

    @property
    def length(self) -> int:
        """Characters of the file that it takes up."""
        return len(self.text if self.literal is None else self.literal)

    def written(self, text: str) -> str:
        """Another text as the file has to write it in the place of this one."""
        if self.literal is None:
            return text
        text = text.replace(_LINE, "\n")
        return json.dumps(text, ensure_ascii=self.literal.isascii())[1:-1]


@dataclass(frozen=True, slots=True)
class _File:
    path: str
    content: str
    parts: tuple[_Part, ...]


def check(arguments: argparse.Namespace) -> int:
    """What in texts their reader may misread; with `--fix` and `--diff` put right."""
    settings = settings_of(arguments)
    kit = kit_of(arguments)
    reader = kit.reader(settings.to, dict(settings.situation) or None, sender=settings.sender)
    files = [_read(path) for path in _paths(arguments.files)]
    format = "json" if arguments.json else arguments.format
    fixing = arguments.fix or arguments.diff
    places: list[Place] = []
    changed: list[tuple[_File, str]] = []
    fixes = 0
    for file in files:
        job = _Job(file, reader, settings)
        text, found, made = job.revised() if fixing else (file.content, job.found(), 0)
        places += found
        fixes += made
        if text != file.content:
            changed.append((file, text))
    if arguments.diff:
        for file, text in changed:
            emit(Revision(text, original=file.content).diff(file.path).rstrip("\n"))
    elif arguments.fix:
        for file, text in changed:
            if file.path != "-":
                write_file(Path(file.path), text.encode("utf-8", "surrogateescape"))
    lines = FORMATS[format](places, [file.path for file in files], kit.store.version)
    if arguments.diff or (arguments.fix and any(file.path == "-" for file in files)):
        # Standard output is the patch, or the text: what is left goes beside it.
        if not arguments.diff:
            sys.stdout.write(changed[0][1] if changed else files[0].content)
        if places:
            emit("\n".join(lines), file=sys.stderr)
    else:
        shown = "\n".join(lines)
        if shown:
            emit(shown)
    if fixing and fixes:
        count = "one fix" if fixes == 1 else f"{fixes} fixes"
        where = f"{len(changed)} of {len(files)} files"
        complain(f"{count} {'would be made' if arguments.diff else 'made'} in {where}")
    grave = any(one.finding.severity.rank >= settings.fail_on.rank for one in places)
    return 1 if grave or (arguments.diff and changed) else 0


class _Job:
    """One file, with the settings that hold for it."""

    def __init__(self, file: _File, reader: Reader, settings: Settings) -> None:
        self._file = file
        self._reader = reader
        self._settings = settings
        self._safe = frozenset(rule.code for rule in rules(reader.store) if rule.revises)
        for line, names in Ignores(file.content, store=reader.store).unknown.items():
            complain(f"{file.path}:{line}: no rule is called {', '.join(names)}")

    def found(self) -> list[Place]:
        """The findings in the file as it is."""
        return list(chain.from_iterable(map(self._places, self._file.parts)))

    def revised(self) -> tuple[str, list[Place], int]:
        """The file with its safe fixes made, the findings left, and how many fixes there were."""
        content, places, made = self._file.content, [], 0
        moved = 0
        for part in self._file.parts:
            if not part.writable:
                places += self._places(part)
                continue
            language = part.language or self._settings.language
            done = revise(part.text, self._reader, language=language, choose=self._chosen)
            start = part.start + moved
            text = restore(done.text, part.kept)
            if done.applied:
                written = part.written(text)
                content = content[:start] + written + content[start + part.length :]
                moved += len(written) - part.length
            made += len(done.applied)
            after = replace(self._file, content=content)
            places += self._placed(after, _Part(start, done.text), done.left)
        if any(not part.writable for part in self._file.parts):
            complain(f"{self._file.path}: an encoded part was checked, and left as it is")
        return content, places, made

    def _places(self, part: _Part) -> list[Place]:
        language = part.language or self._settings.language
        report = check_text(part.text, self._reader, language=language)
        return self._placed(self._file, part, self._chosen(report))

    def _placed(self, file: _File, part: _Part, findings: Iterable[Finding]) -> list[Place]:
        above = file.content.count("\n", 0, part.start) if part.start > 0 else 0
        line_start = file.content.rfind("\n", 0, max(0, part.start)) + 1
        before = part.start - line_start if part.start > len(_BOM) else 0
        return [
            Place(
                file.path,
                part.text,
                finding,
                above,
                before,
                safe=finding.fix is not None and finding.rule in self._safe,
            )
            for finding in findings
        ]

    def _chosen(self, report: Report) -> list[Finding]:
        ignores = Ignores(report.text, store=self._reader.store)
        return [
            finding
            for finding in report
            if self._settings.counts(finding, self._file.path) and not ignores.hides(finding)
        ]


# --- files ---------------------------------------------------------------------------------


def _paths(given: Iterable[str]) -> Iterator[str]:
    """The files given, and those in folders given."""
    for name in dict.fromkeys(given):
        if name != "-" and Path(name).is_dir():
            found = sorted(
                path
                for path in Path(name).rglob("*")
                if path.suffix.lower() in _ENDINGS and path.is_file()
            )
            yield from map(str, found)
        else:
            yield name


def _read(path: str) -> _File:
    content = read_input(path)
    if path.lower().endswith(".eml"):
        return _mail(path, content)
    text = decoded(content, path)
    if path.lower().endswith(".csv"):
        return _table(path, text)
    if path.lower().endswith((".jsonl", ".ndjson")):
        return _records(path, text)
    # A byte order mark is not part of the message, but of the file.
    mark = _BOM if content.startswith(_BOM.encode()) else ""
    return _File(path, mark + text, (_Part(len(mark), text),))


def _table(path: str, text: str) -> _File:
    """A table by its cells `subject` and `body`; a cell in quotation marks can be changed."""
    parts = []
    at = 0
    for row in csv.DictReader(io.StringIO(text, newline="")):
        for column in ("subject", "body"):
            cell = row.get(column)
            if not isinstance(cell, str) or not cell.strip():
                continue
            # Between its quotation marks a cell stands as it is, but for doubled ones; without
            # them a comma in a fix would end it.
            place = text.find(cell, at)
            quoted = place > 0 and text[place - 1] == text[place + len(cell) :][:1] == '"'
            at = max(at, place + len(cell))
            parts.append(_Part(place, cell, quoted, row.get("language") or None))
    return _File(path, text, tuple(parts))


#: Stands for a line end within a string of JSON, so that a finding stays on the line of its record.
_LINE = "\u2028"
_STRING = re.compile(r'(?<!\\)"(subject|body)"[ \t]*:[ \t]*"((?:[^"\\\n]|\\.)*+)"')


def _records(path: str, text: str) -> _File:
    """Lines of JSON by their strings `subject` and `body`, each with the language of its record."""
    parts: list[_Part] = []
    at = 0
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            parts += _strings(line, at, f"{path}:{number}")
        at += len(line) + 1
    return _File(path, text, tuple(parts))


def _strings(line: str, at: int, place: str) -> Iterator[_Part]:
    try:
        record = json.loads(line)
    except ValueError:
        record = None
    if not isinstance(record, dict):
        raise InvalidValue(place, line.strip()[:40], accepted="an object of JSON")
    language = record.get("language")
    for match in _STRING.finditer(line):
        value = json.loads(f'"{match[2]}"')
        if value != record.get(match[1]) or not value.strip():
            continue
        draft, kept = protect(value, "text")
        yield _Part(
            at + match.start(2),
            draft.replace("\n", _LINE),
            writable=_LINE not in value,
            language=language if isinstance(language, str) else None,
            kept=kept,
            literal=match[2],
        )


def _mail(path: str, content: bytes) -> _File:
    """A mail by its texts; one in a transfer encoding is read, and cannot be changed in place."""
    raw = content.decode("utf-8", "surrogateescape")
    parts = []
    at = 0
    message = BytesParser(policy=compat32).parsebytes(content)
    for part in message.walk():
        if part.get_content_type() not in ("text/plain", "text/html") or part.get_filename():
            continue
        data = part.get_payload(decode=True)
        if not isinstance(data, bytes):
            continue
        charset = part.get_content_charset("utf-8")
        try:
            text = data.decode("utf-8" if charset == "us-ascii" else charset)
        except (LookupError, UnicodeDecodeError):
            raise InvalidValue(
                path, charset, accepted="text in the charset that it names"
            ) from None
        # A text that is not encoded stands in the file as it is, line ends included.
        shown = _newlines(raw, text)
        place = raw.find(shown, at) if shown.strip() else -1
        draft, kept = protect(shown, "html" if part.get_content_subtype() == "html" else "text")
        if place >= 0:
            at = place + len(shown)
        if text.strip():
            parts.append(_Part(place, draft, place >= 0, _language(part, message), kept))
    return _File(path, raw, tuple(parts))


def _language(*headers: Message) -> str | None:
    """The language that the part or the mail says it is in."""
    for one in headers:
        given = str(one.get("content-language", "")).strip()
        with suppress(InvalidValue):
            if given:
                return parse(given).base
    return None


def _newlines(raw: str, text: str) -> str:
    return re.sub(r"(?<!\r)\n", "\r\n", text) if "\r\n" in raw else text
