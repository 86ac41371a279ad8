"""`culturekit adapt`: files of messages in, adapted messages out, one at a time."""

from __future__ import annotations

import argparse
import csv
import os
import re
import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any, BinaryIO, TextIO

from ..adapt import INCLUDE, Adaptation
from ..batch import (
    Adapted,
    CsvRows,
    CustomerIndex,
    Row,
    RowError,
    adapt_many,
    read_jsonl,
    together,
)
from ..batch.email import AdaptedEmail, adapt_email, compose_email, recipients
from ..errors import CultureKitError, InvalidValue
from ..kit import Kit
from ..model import Message, Offer
from .options import decoded, kit_of, opened_input, recipient, situation, values_of, words_of
from .output import (
    Progress,
    as_json,
    complain,
    cut,
    emit,
    opened,
    opened_binary,
    padded,
    screen_width,
    width,
    write_file,
)

__all__ = ["adapt"]

_KINDS = {
    ".csv": "csv",
    ".tsv": "csv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".eml": "eml",
    ".txt": "text",
    ".md": "text",
    ".html": "html",
    ".htm": "html",
}
#: a message larger than this is not read
_LARGEST = 1 << 26
#: the longest cell of a CSV file, in characters; Python's own limit is a short HTML mail
_LONGEST_CELL = 1 << 24

Result = Adapted | RowError


@dataclass(frozen=True, slots=True)
class _Mailed:
    """An adapted mail with the file it came from."""

    file: str
    mail: AdaptedEmail


def adapt(arguments: argparse.Namespace) -> int:
    """Adapt every message of every file; 1 where a row or a mail could not be."""
    job = _Job(arguments)
    with job.customers(), writer(job) as write:
        for name in arguments.files:
            for result in job.results(name):
                if isinstance(result, RowError):
                    job.report(str(result))
                    job.broken += 1
                    continue
                if isinstance(result, _Mailed):
                    for problem in result.mail.problems:
                        job.report(f"{result.file}: {problem}")
                    job.broken += result.mail.adaptation is None
                write(result)
                job.done += 1
        job.progress.clear()
    return 1 if job.broken else 0


class _Job:
    """What one run of the command is to do, and how far it is."""

    def __init__(self, arguments: argparse.Namespace) -> None:
        self.arguments = arguments
        self.kit: Kit = kit_of(arguments)
        self.kinds = {name: arguments.input or _kind(name) for name in arguments.files}
        self.format = "jsonl" if arguments.json else arguments.format or self._usual_format()
        self.to = recipient(arguments, self.kit)
        self.situation = situation(arguments)
        self.values = values_of(arguments.value)
        if self.values is None and arguments.syntax:
            self.values = {}
        self.include = words_of(arguments.include)
        self.offer = Offer(arguments.offer) if arguments.offer else None
        self.done = self.broken = 0
        self.progress = Progress(None, enabled=False)
        self._index: CustomerIndex | None = None
        csv.field_size_limit(_LONGEST_CELL)
        self._check()

    def _check(self) -> None:
        """Raise for what would make every message fail, before anything is written."""
        someone = self.to is not None or self.arguments.customers
        if not someone and {"eml", "text", "html"} & self.kind_set:
            raise InvalidValue("to", None, accepted="--to or --customers")
        for part in self.include:
            if part not in INCLUDE:
                raise InvalidValue("include", part, accepted=INCLUDE)
        self.kit.reader("und" if self.to is None else self.to, self.situation)

    @property
    def kind_set(self) -> set[str]:
        return set(self.kinds.values())

    @property
    def several(self) -> bool:
        """Whether more than one message may come out."""
        many = self.kind_set & {"csv", "jsonl"} or (
            self.arguments.customers and self.kind_set & {"text", "html"}
        )
        return bool(many) or len(self.kinds) > 1

    def _usual_format(self) -> str:
        if self.kind_set == {"eml"}:
            return "eml"
        return "table" if self.several else "text"

    def report(self, text: str) -> None:
        """Say on standard error what is wrong with one message."""
        self.progress.clear()
        complain(text)

    # --- input ---

    @contextmanager
    def customers(self) -> Iterator[None]:
        """Keep the file of customers open while its rows are looked up."""
        path = self.arguments.customers
        if not path or not self.kind_set & {"csv", "jsonl", "eml"}:
            yield
            return
        with Path(path).open("rb") as file:
            self._index = CustomerIndex(file, name=path)
            _mention(self, path, self._index.unread)
            for problem in self._index.problems:
                self.report(str(problem))
                self.broken += 1
            yield

    def results(self, name: str) -> Iterator[Adapted | _Mailed | RowError]:
        """What becomes of one file."""
        kind = self.kinds[name]
        with opened_input(name) as file:
            if kind in ("csv", "jsonl"):
                yield from self._rows(name, kind, file)
            elif kind == "eml":
                yield self._mail(name, _all_of(file, name))
            else:
                text = decoded(_all_of(file, name), name)
                yield from self._text(name, "html" if kind == "html" else "text", text)

    def _rows(self, name: str, kind: str, file: BinaryIO) -> Iterator[Result]:
        rows: Iterable[Row | RowError]
        if kind == "csv":
            rows = CsvRows(file, name=name)
            _mention(self, name, rows.unread)
        else:
            rows = read_jsonl(file, name=name)
        return self._adapted(rows, file, name=name, customers=self._index)

    def _text(self, name: str, format: str, text: str) -> Iterator[Result]:
        """One text for one reader, or for each row of a file of customers."""
        message = Message(
            text,
            subject=self.arguments.subject,
            language=self.arguments.language,
            format=format,
            syntax=self.arguments.syntax or "braces",
        )
        path = self.arguments.customers
        if not path:
            yield from self._adapted([Row(line=1, message=message)], None, name=name)
            return
        with Path(path).open("rb") as file:
            rows = CsvRows(file, name=path)
            _mention(self, path, rows.unread)
            yield from self._adapted(rows, file, name=path, message=message)

    def _adapted(
        self,
        rows: Iterable[Row | RowError],
        file: BinaryIO | None,
        *,
        name: str,
        customers: Mapping[str, Any] | None = None,
        message: Message | None = None,
    ) -> Iterator[Result]:
        # A bar between the lines of a table that is being printed would only disturb.
        watched = sys.stderr.isatty() and not (
            sys.stdout.isatty() and self.arguments.output in (None, "-")
        )
        self.progress = Progress(_size(file) if watched else None, enabled=watched)
        for result in adapt_many(
            map(self._in_language, rows),
            self.kit,
            to=self.to,
            customers=customers,
            message=message,
            values=self.values,
            situation=self.situation or None,
            offer=self.offer,
            register=self.arguments.register,
            include=self.include,
            mixed=self.arguments.mixed,
            name=name,
        ):
            yield result
            if self.progress.enabled:
                place = file.tell() if file is not None and file.seekable() else 0
                self.progress.update(self.done + self.broken, place)

    def _in_language(self, row: Row | RowError) -> Row | RowError:
        """The row with `--language` for a draft that does not say its own."""
        language = self.arguments.language
        if language is None or isinstance(row, RowError) or row.message is None:
            return row
        if row.message.language is not None:
            return row
        return replace(row, message=replace(row.message, language=language))

    def _mail(self, name: str, raw: bytes) -> _Mailed | RowError:
        to: Any = self.to
        values: Mapping[str, Any] | None = self.values
        if self._index is not None:
            addresses = recipients(raw)
            known = next((one for one in addresses if self._index.has_email(one)), None)
            if known is None:
                shown = ", ".join(addresses) or "nobody"
                return RowError(None, f"no customer has the address it is to: {shown}", file=name)
            row = self._index.row(known)
            to = row.to
            values = together(values, row.values)
        try:
            found = adapt_email(
                raw,
                self.kit,
                to=to,
                values=values,
                situation=self.situation or None,
                offer=self.offer,
                register=self.arguments.register,
                language=self.arguments.language,
                include=self.include,
                mixed=self.arguments.mixed,
            )
        except CultureKitError as error:
            return RowError(None, str(error), file=name)
        return _Mailed(name, found)


def _mention(job: _Job, name: str, unread: tuple[str, ...]) -> None:
    if unread:
        job.report(f"{name}: columns without a meaning here: {', '.join(unread)}")


def _kind(name: str) -> str:
    if name == "-":
        return "text"
    ending = Path(name).suffix.lower()
    try:
        return _KINDS[ending]
    except KeyError:
        accepted = "a file ending in " + " ".join(_KINDS) + ", or --input saying what it is"
        raise InvalidValue("file", name, accepted=accepted) from None


def _all_of(file: BinaryIO, name: str) -> bytes:
    content = file.read(_LARGEST + 1)
    if len(content) > _LARGEST:
        raise InvalidValue(name, f"more than {_LARGEST >> 20} MiB", accepted="one message")
    return content


def _size(file: BinaryIO | None) -> int | None:
    if file is None:
        return None
    about = os.fstat(file.fileno())
    return about.st_size if stat.S_ISREG(about.st_mode) else None


# --- output --------------------------------------------------------------------------------

Writer = Callable[[Adapted | _Mailed], None]


@contextmanager
def writer(job: _Job) -> Iterator[Writer]:
    """What takes the results, in the format asked for; files appear when all is written."""
    output = job.arguments.output
    if job.format == "eml":
        folder = Path(output) if output else None
        if job.several or (folder and folder.is_dir()):
            if folder is None or output == "-":
                raise InvalidValue("output", output, accepted="-o FOLDER for several mails")
            folder.mkdir(parents=True, exist_ok=True)
            yield _Folder(folder)
            return
        with opened_binary(output) as raw:
            yield lambda result: _write_all(raw, _as_mail(result))
        return
    with opened(output) as file:
        if job.format == "jsonl":
            yield lambda result: emit(as_json(_as_dict(result), indent=None), file=file)
        elif job.format == "csv":
            yield _csv_writer(file)
        elif job.format == "text":
            yield _text_writer(file, alone=not job.several)
        else:
            table = _TableWriter(file)
            yield table
            table.end()


def _write_all(file: IO[bytes], content: bytes) -> None:
    file.write(content)
    file.flush()


def _adaptation(result: Adapted | _Mailed) -> Adaptation | None:
    return result.adaptation if isinstance(result, Adapted) else result.mail.adaptation


def _label(result: Adapted | _Mailed) -> str:
    if isinstance(result, _Mailed):
        return Path(result.file).name
    return result.id or str(result.line)


def _as_dict(result: Adapted | _Mailed) -> dict[str, Any]:
    if isinstance(result, Adapted):
        about: dict[str, Any] = {"line": result.line, "id": result.id, "to": result.to}
    else:
        about = {"file": result.file, "problems": list(result.mail.problems) or None}
    found = _adaptation(result)
    known = {key: value for key, value in about.items() if value is not None}
    return known | (found.to_dict() if found else {})


def _as_mail(result: Adapted | _Mailed) -> bytes:
    if isinstance(result, _Mailed):
        return result.mail.raw
    return compose_email(result.adaptation, format=result.format, to=result.email)


class _Folder:
    """Mails as files of a folder, named by their ids or by the files they came from."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._used: set[str] = set()

    def __call__(self, result: Adapted | _Mailed) -> None:
        stem = re.sub(r"[^\w.-]+", "_", _label(result).removesuffix(".eml")).strip(".") or "mail"
        name, number = stem[:100], 1
        while name in self._used:
            number += 1
            name = f"{stem[:100]}-{number}"
        self._used.add(name)
        write_file(self.folder / f"{name}.eml", _as_mail(result))


_CSV_COLUMNS = (
    *("id", "line", "to", "subject", "body", "language", "register", "opening", "closing"),
    *("verdict", "send_not_before", "findings", "flags"),
)


def _csv_writer(file: TextIO) -> Writer:
    out = csv.writer(file, lineterminator="\n")
    out.writerow(_CSV_COLUMNS)

    def write(result: Adapted | _Mailed) -> None:
        found = _adaptation(result)
        if found is None:
            return
        window = found.window
        out.writerow(
            [
                _label(result),
                result.line if isinstance(result, Adapted) else None,
                result.to if isinstance(result, Adapted) else None,
                found.subject,
                found.body,
                found.language,
                found.register,
                found.opening,
                found.closing,
                found.decision and found.decision.verdict,
                window.not_before.isoformat() if window and window.not_before else None,
                len(found.findings),
                "; ".join(found.flags),
            ]
        )

    return write


def _text_writer(file: TextIO, *, alone: bool) -> Writer:
    """The texts themselves; of several, each below a line that says whose it is."""

    def write(result: Adapted | _Mailed) -> None:
        found = _adaptation(result)
        if found is None:
            return
        if not alone:
            about = [
                _label(result),
                f"to {result.to}" if isinstance(result, Adapted) and result.to else "",
                f"in {found.language}",
                str(found.register or ""),
                *_notes(found),
            ]
            head = " · ".join(part for part in about if part)
            emit(f"─── {head} {'─' * max(3, 79 - width(head))}", file=file)
        if found.subject is not None:
            emit(f"Subject: {found.subject}\n", file=file)
        emit(found.body.rstrip("\r\n"), file=file)
        if not alone:
            emit(file=file)

    return write


def _notes(found: Adaptation) -> list[str]:
    """Offer, window, findings and flags in a few words."""
    notes = [f"offer: {found.decision.verdict}"] if found.decision else []
    if found.window and found.window.local is not None:
        notes.append(f"send: {_send(found)}")
    if found.findings:
        notes.append(f"{len(found.findings)} finding{'s'[: len(found.findings) > 1]}")
    return [*notes, *found.flags]


def _send(found: Adaptation) -> str | None:
    window = found.window
    if window is None or window.local is None:
        return None
    if window.good is not False:
        return "now"
    if window.not_before is None:
        return f"no ({window.status.replace('_', ' ')})"
    return f"{window.not_before:%m-%d %H:%M}"


class _TableWriter:
    """One line a message, as they come: the columns are fixed beforehand."""

    _COLUMNS = (("message", 9), ("to", 7), ("in", 7), ("opening", 26), ("offer", 11), ("send", 11))

    def __init__(self, file: TextIO) -> None:
        self.file = file
        self.rest = max(12, screen_width() - sum(size + 2 for _, size in self._COLUMNS))
        self.counts: dict[str, int] = {}
        self.count = 0

    def __call__(self, result: Adapted | _Mailed) -> None:
        found = _adaptation(result)
        if found is None:
            return
        if not self.count:
            self._line([name for name, _ in self._COLUMNS], "notes")
            self._line(["─" * size for _, size in self._COLUMNS], "─" * self.rest)
        self.count += 1
        for flag in {flag.partition(":")[0] for flag in found.flags}:
            self.counts[flag] = self.counts.get(flag, 0) + 1
        findings = len(found.findings)
        notes = [*found.flags, *([f"{findings} finding{'s'[: findings > 1]}"] if findings else [])]
        self._line(
            [
                _label(result),
                (result.to if isinstance(result, Adapted) else None) or "–",
                found.language,
                found.opening or "–",
                str(found.decision.verdict) if found.decision else "–",
                _send(found) or "–",
            ],
            ", ".join(notes),
        )

    def _line(self, cells: list[str], rest: str) -> None:
        fixed = [
            padded(cut(cell, size), size)
            for cell, (_, size) in zip(cells, self._COLUMNS, strict=True)
        ]
        emit("  ".join([*fixed, cut(rest, self.rest)]).rstrip(), file=self.file)

    def end(self) -> None:
        """A last line that counts."""
        if self.count:
            flags = [f"{count} {flag}" for flag, count in sorted(self.counts.items())]
            emit(
                f"\n{self.count} messages{': ' if flags else ''}{', '.join(flags)}", file=self.file
            )
