"""What the commands print: tables, JSON, files written whole or not at all, progress."""

from __future__ import annotations

import io
import json
import os
import shutil
import stat
import sys
import tempfile
import time
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, TextIO

from ..model import Answer

__all__ = [
    "Progress",
    "as_json",
    "complain",
    "cut",
    "emit",
    "emit_answer",
    "grid",
    "opened",
    "opened_binary",
    "padded",
    "screen_width",
    "width",
    "write_file",
]

#: columns of a table are not made narrower than this
_NARROWEST = 10


def emit(text: str = "", *, file: TextIO | None = None) -> None:
    """One line to standard output, or to `file`."""
    print(text, file=file or sys.stdout)


def complain(text: str) -> None:
    """One line to standard error, with the command's name."""
    print(f"culturekit: {text}", file=sys.stderr)


def as_json(value: Any, *, indent: int | None = 2) -> str:
    """JSON with letters as they are; without `indent` on one line."""
    separators = (",", ":") if indent is None else None
    return json.dumps(value, ensure_ascii=False, indent=indent, separators=separators)


def emit_answer(answer: Answer, *, json: bool, short: bool = False) -> None:
    """An answer as JSON, or its reasons as text; where that is `short`, its gist alone."""
    if json:
        emit(as_json(answer.to_dict()))
    else:
        emit(str(answer) if short else answer.explain())


# --- tables ----------------------------------------------------------------------------


def width(text: str) -> int:
    r"""Columns that a text takes on a terminal.

    >>> width("abc"), width("田中"), width("é"), width("e\u0301"), width("한국")
    (3, 4, 1, 1, 4)

    East Asian wide and full-width letters take two (UAX 11); marks, joiners
    and other invisible characters none.
    """
    if text.isascii():
        return len(text)
    return sum(map(_columns, text))


def _columns(char: str) -> int:
    if char < "\x7f":
        return 1
    if unicodedata.category(char) in ("Mn", "Me", "Cf") or "\u1160" <= char <= "\u11ff":
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def cut(text: str, columns: int) -> str:
    """The text on one line in at most so many columns, with … where something is left out.

    >>> cut("Sehr geehrte Frau Krüger,", 12), cut("田中由紀様", 7)
    ('Sehr geehrt…', '田中由…')
    """
    text = _printable(text)
    if width(text) <= columns:
        return text
    kept, used = [], 0
    for char in text:
        used += _columns(char)
        if used > columns - 1:
            break
        kept.append(char)
    return "".join(kept).rstrip() + "…"


def padded(text: str, columns: int) -> str:
    """The text with spaces behind it to so many columns."""
    return text + " " * max(0, columns - width(text))


def _printable(text: str) -> str:
    """White space as single spaces, control characters shown: nothing steers the terminal."""
    return "".join(
        "\ufffd" if unicodedata.category(char) in ("Cc", "Cs") else char
        for char in " ".join(text.split())
    )


def screen_width() -> int:
    """Columns of the terminal (or `COLUMNS`), 100 where there is none, at least 40."""
    return max(40, shutil.get_terminal_size((100, 24)).columns)


def grid(header: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    r"""The lines of a table, no wider than the screen where that can be.

    >>> print("\n".join(grid(["who", "what"], [["田中", "a"], ["Ann", None]])))
    who   what
    ────  ────
    田中  a
    Ann   –

    The widest columns give way first; their cells go on over several lines.
    """
    cells = [[_printable("–" if cell is None else str(cell)) for cell in row] for row in rows]
    natural = [max(width(row[column]) for row in [header, *cells]) for column in range(len(header))]
    widths = _fitted(natural, screen_width() - 2 * (len(header) - 1))
    for row in ([*header], ["─" * one for one in widths], *cells):
        lines = [list(_wrapped(cell, columns)) for cell, columns in zip(row, widths, strict=True)]
        for number in range(max(map(len, lines))):
            yield _line([one[number] if number < len(one) else "" for one in lines], widths)


def _fitted(natural: Sequence[int], room: int) -> list[int]:
    """Widths that fit into the room; columns that are narrow already keep what they need."""
    widths = list(natural)
    while sum(widths) > room:
        widest = max(widths)
        if widest <= _NARROWEST:
            break
        level = max([one for one in widths if one < widest] + [_NARROWEST])
        equal = [place for place, one in enumerate(widths) if one == widest]
        # Down to the next widest column, or only as far as is needed.
        target = max(level, widest - -(-(sum(widths) - room) // len(equal)))
        for place in equal:
            widths[place] = target
    return widths


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(map(padded, cells, widths)).rstrip()


def _wrapped(text: str, columns: int) -> Iterator[str]:
    """Lines of at most so many columns, broken at spaces, or anywhere in a longer word."""
    line = ""
    for word in text.split(" "):
        while width(word) > columns:
            if line:
                yield line
                line = ""
            piece = cut(word, columns + 1).removesuffix("…")
            if not piece or piece == word:
                break
            yield piece
            word = word[len(piece) :]
        if line and width(line) + 1 + width(word) > columns:
            yield line
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield line


# --- files -------------------------------------------------------------------------------


@contextmanager
def opened(path: str | None) -> Iterator[TextIO]:
    """Standard output, or a text file that appears only when all of it is written."""
    if path is None or path == "-":
        yield sys.stdout
        return
    with _whole(Path(path)) as raw:
        file = io.TextIOWrapper(raw, encoding="utf-8", newline="")
        yield file
        file.flush()
        file.detach()  # the file below still has to be put in place


@contextmanager
def opened_binary(path: str | None) -> Iterator[IO[bytes]]:
    """As `opened`, for bytes."""
    if path is None or path == "-":
        yield sys.stdout.buffer
        return
    with _whole(Path(path)) as raw:
        yield raw


def write_file(path: Path, content: bytes) -> None:
    """A file written whole or not at all."""
    with _whole(path) as file:
        file.write(content)


@contextmanager
def _whole(path: Path) -> Iterator[IO[bytes]]:
    """A temporary file beside `path` that takes its place at the end, unless something fails."""
    target = path.resolve()
    try:
        mode = target.stat().st_mode
    except FileNotFoundError:
        mode = None
    if mode is not None and not stat.S_ISREG(mode):
        with target.open("wb") as file:  # a device or pipe cannot be replaced
            yield file
        return
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name[:40]}.", dir=target.parent)
    except OSError as error:
        # The name that a person knows is that of the file, not the temporary one's.
        raise OSError(error.errno, error.strerror, str(path)) from None
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(_usual_mode() if mode is None else stat.S_IMODE(mode))
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _usual_mode() -> int:
    """The mode that a new file gets: all may read and write but whom the umask excludes."""
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


# --- progress ------------------------------------------------------------------------------


class Progress:
    """A bar on standard error while long input is read; silent where nobody watches.

    `total` is in bytes; without it only the messages are counted.
    """

    _EVERY = 0.1

    def __init__(self, total: int | None, *, enabled: bool) -> None:
        self.total = total
        self.enabled = enabled
        self._next = time.monotonic() + 5 * self._EVERY
        self._drawn = False

    def update(self, count: int, position: int) -> None:
        """Say how many messages are done, and how far the input is read."""
        if not self.enabled or (now := time.monotonic()) < self._next:
            return
        self._next = now + self._EVERY
        text = f"{count:,} messages"
        if self.total:
            share = min(1.0, position / self.total)
            done = int(share * 30)
            text = f"[{'█' * done}{'░' * (30 - done)}] {share:4.0%}  {text}"
        sys.stderr.write(f"\r\x1b[K{text}")
        sys.stderr.flush()
        self._drawn = True

    def clear(self) -> None:
        """Take the bar away, so that something else can be printed."""
        if self._drawn:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
            self._drawn = False
