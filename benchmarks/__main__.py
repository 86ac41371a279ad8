"""Every benchmark in one run, into docs/benchmarks.md.

`python -m benchmarks` measures all of it in some minutes; with `--quick` a
part, to see that it works, and writes nothing.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
from collections.abc import Iterator
from pathlib import Path

import culturekit as ck

from . import check, messages, register, startup, throughput
from . import format as formats
from .measure import Row, table

PAGE = Path(__file__).resolve().parent.parent / "docs" / "benchmarks.md"

HEAD = """\
# Benchmarks

Written by `make bench`. Only ratios carry over from one machine to another; the figures in
seconds say what this one did. A figure is a median: over processes for start times, else over
nine rounds of the mean of hundreds of calls whose values all differ. Nothing in the tests looks
at a clock, so a contract that does not hold shows here and nowhere else.
"""


def machine() -> str:
    """What the figures were measured on."""
    python = f"{platform.python_implementation()} {platform.python_version()}"
    cores = os.cpu_count() or 1
    return f"{python} on {platform.system()} {platform.machine()}, {cores} cores"


def format_table(rounds: int) -> Iterator[str]:
    """Formats in four locales, as ratios to Babel."""
    yield "| format | " + " | ".join(formats.LOCALES) + " |"
    yield "|---|" + "---:|" * len(formats.LOCALES)
    ratios: dict[str, list[str]] = {}
    for locale in formats.LOCALES:
        for case in formats.cases(locale, random.Random(20)):  # noqa: S311 - nothing secret
            row = formats.measure(case, rounds)
            shown = f"{row['babel_by_plain']:.1f} / {row['babel_by_kept']:.1f}"
            ratios.setdefault(case.name, []).append(shown)
    for name, found in ratios.items():
        yield f"| {name} | {' | '.join(found)} |"


def page(rounds: int, starts: int, number: int) -> Iterator[str]:
    """The lines of docs/benchmarks.md."""
    yield HEAD
    yield f"Measured on {machine()}, data version {ck.culture('en').store.version}.\n"
    sections: list[tuple[str, list[Row]]] = [
        ("Start", startup.rows(starts)),
        ("One message", messages.rows(rounds)),
        ("Register", register.rows(rounds)),
        ("Many messages", throughput.rows(number)),
        ("Checking a text", check.rows(rounds)),
    ]
    for title, rows in sections:
        yield f"## {title}\n"
        yield from table(rows)
        yield ""
    yield "## Formats\n"
    yield "How many times faster than Babel: the plain call / a formatter that is kept.\n"
    yield from format_table(rounds)


def main() -> None:
    """Measure, print, and write the page."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="a tenth of everything, no page")
    quick = parser.parse_args().quick
    lines = []
    for line in page(*((3, 4, 2_000) if quick else (9, 40, throughput.MESSAGES))):
        print(line, flush=True)
        lines.append(line)
    if not quick:
        PAGE.write_text("\n".join(lines) + "\n", encoding="utf-8")
        print(f"\nwritten to {PAGE.relative_to(Path.cwd())}")


if __name__ == "__main__":
    main()
