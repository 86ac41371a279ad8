"""What `import culturekit` adds to the start of an interpreter."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

from .measure import Row, below

#: the programs that are started in turn, so that a slow moment of the machine meets all of them
PROGRAMS = {
    "bare": "pass",
    "culturekit": "import culturekit",
    "babel": "import babel",
    "first": (
        "import culturekit\n"
        "culturekit.adapt('Thank you for your order.', to='ja-JP', include=('text',))"
    ),
}


def seconds(program: str) -> float:
    """The time of one process, from its start to its end."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", program], check=True)
    return time.perf_counter() - start


def rows(rounds: int = 40) -> list[Row]:
    """The ratios of start times, each the median over the rounds."""
    times: dict[str, list[float]] = {name: [] for name in PROGRAMS}
    for name in PROGRAMS:
        seconds(PROGRAMS[name])  # so that all bytecode is written and all files are in memory
    for _ in range(rounds):
        for name, program in PROGRAMS.items():
            times[name].append(seconds(program))
    median = {name: statistics.median(found) for name, found in times.items()}
    ratio = median["culturekit"] / median["bare"]
    added = max(median["culturekit"] - median["bare"], 0)
    by_babel = added / (median["babel"] - median["bare"])
    first = (median["first"] - median["bare"]) * 1e3
    return [
        below("`import culturekit` over a bare interpreter", ratio, 1.5, unit="times",
              shown=f"{ratio:.2f} times"),
        Row("what it adds, over what `import babel` adds", f"{by_babel:.2f} times"),
        Row("start, import, and a first adapted message in Japanese", f"{first:.0f} ms"),
    ]  # fmt: skip
