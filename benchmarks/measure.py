"""How everything here is timed, and what a figure is."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple


class Row(NamedTuple):
    """One line of the report: a figure, and what the project promises about it."""

    what: str
    figure: str
    contract: str = ""
    holds: bool | None = None


def median_of_means(call: Callable[[Any], object], inputs: Sequence[Any], rounds: int = 9) -> float:
    """Processor seconds a call: the median over the rounds of the mean over the inputs.

    The first pass is not counted: it opens data and fills caches. No two inputs
    are equal, and each round begins at another place. The processor's time and not the
    clock's is taken, so that whatever else the machine does matters little.
    """
    for one in inputs:
        call(one)
    means = []
    for number in range(rounds):
        turned = turn(inputs, number * len(inputs) // rounds)
        start = time.process_time()
        for one in turned:
            call(one)
        means.append((time.process_time() - start) / len(inputs))
    return statistics.median(means)


def turn(inputs: Sequence[Any], by: int) -> list[Any]:
    """The inputs, begun at another place."""
    return [*inputs[by:], *inputs[:by]]


def micro(seconds: float) -> str:
    """Seconds as microseconds, with three digits that count.

    >>> micro(0.0000015), micro(0.000181)
    ('1.5 µs', '181 µs')
    """
    return f"{seconds * 1e6:.3g} µs" if seconds < 1e-3 else f"{seconds * 1e3:.3g} ms"


def below(what: str, value: float, limit: float, *, unit: str, shown: str) -> Row:
    """A row whose contract is an upper limit; nothing fails beyond it, the table says so."""
    return Row(what, shown, f"at most {limit:g} {unit}".strip(), value <= limit)


def table(rows: Sequence[Row]) -> Iterator[str]:
    """The rows as a table in Markdown."""
    yield "| what | measured | contract | holds |"
    yield "|---|---:|---|---|"
    for row in rows:
        holds = "" if row.holds is None else "yes" if row.holds else "**no**"
        yield f"| {row.what} | {row.figure} | {row.contract} | {holds} |"
