"""How long it takes to read the register of a sentence, in every language that has sentences.

    python -m benchmarks.register

The sentences are those of tests/cases/register. The first reading of a language builds its
forms and is not counted; what its words are is then kept, as it is in any process that reads
more than a few messages.
"""

from __future__ import annotations

import csv
from functools import partial
from pathlib import Path

import culturekit as ck

from .measure import Row, below, median_of_means, micro, table

CASES = Path(__file__).resolve().parent.parent / "tests" / "cases" / "register"
LIMIT = 50


def sentences(path: Path) -> list[str]:
    """Every sentence of one language once."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return list(dict.fromkeys(row[side] for row in rows for side in ("formal", "informal")))


def rows(rounds: int = 9) -> list[Row]:
    """The mean over the languages, and the slowest one."""
    seconds = {
        path.stem: median_of_means(
            partial(ck.detect_register, language=path.stem), sentences(path), rounds
        )
        for path in sorted(CASES.glob("*.csv"))
    }
    slowest = max(seconds, key=seconds.__getitem__)
    mean = sum(seconds.values()) / len(seconds)
    return [
        Row(f"`detect_register`, mean of {len(seconds)} languages", micro(mean)),
        below(f"`detect_register`, the slowest language ({slowest})", seconds[slowest] * 1e6, LIMIT,
              unit="µs", shown=micro(seconds[slowest])),
    ]  # fmt: skip


if __name__ == "__main__":
    print("\n".join(table(rows())))
