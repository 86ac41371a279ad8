"""The command `culturekit`: every verb from a shell, each command loaded when it is run.

Exit codes: 0 all well, 1 findings or some rows broken, 2 usage or bad input.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import cast

from .parser import build_parser

__all__ = ["main"]

#: what a shell reports for a program whose reader went away (128 + SIGPIPE)
_READER_GONE = 141
_INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; errors are one line on stderr.

    >>> main(["greet", "ja-JP", "--surname", "田中", "--given", "由紀"])
    田中由紀様
    …
    何卒よろしくお願いいたします。
    0
    """
    if sys.stderr is None:
        # Without it `print` would take standard output instead.
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 (while we run)
    if sys.stdout is None:
        return _failed("-: standard output is closed")
    _write_utf8()
    if argv is None:
        # Words come as the shell's settings would decode them, which may be too little.
        argv = [os.fsencode(word).decode("utf-8", "surrogateescape") for word in sys.argv[1:]]
    parser = build_parser()
    try:
        arguments = parser.parse_args(argv)
    except SystemExit as stop:  # argparse has printed its help or error
        return cast("int", stop.code or 0)
    module, _, function = arguments.run.partition(":")
    from ..errors import CultureKitError

    try:
        code = getattr(import_module(f".{module}", __name__), function)(arguments)
        sys.stdout.flush()
    except CultureKitError as error:
        return _failed(str(error))
    except BrokenPipeError:
        # Python would complain once more when it closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _READER_GONE
    except OSError as error:
        return _failed(f"{error.filename}: {error.strerror}" if error.filename else str(error))
    except KeyboardInterrupt:
        return _INTERRUPTED
    return cast("int", code)


def _failed(message: str) -> int:
    print(f"culturekit: {message}", file=sys.stderr)
    return 2


def _write_utf8() -> None:
    """Output is UTF-8 even where the shell's settings would allow less."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure and (stream.encoding or "").lower().replace("-", "") != "utf8":
            reconfigure(encoding="utf-8")
