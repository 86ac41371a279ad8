"""A hundred thousand messages in one process: how many a second, and whether memory stays flat.

    python -m benchmarks.throughput [MESSAGES]

prints JSON: resident memory in MiB after a tenth, a half and all of the
messages, and the processor seconds they took. `make bench` runs it as a process of its own.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from itertools import cycle
from pathlib import Path
from typing import Any

import culturekit as ck

from .measure import Row
from .messages import OWN_WORDS, PHRASES, adapting, drafts, named

MESSAGES = 100_000
PEOPLE = 20_000


def resident() -> float:
    """Memory that the process holds, in MiB."""
    status = Path("/proc/self/status")
    if status.exists():
        for line in status.read_text("ascii").splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
    import resource

    # The most that was ever held, for systems that do not say what is held now.
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 2**20 if sys.platform == "darwin" else peak / 1024


def run(messages: int) -> dict[str, Any]:
    """Adapt them all, with findings, decision and window, and look at memory on the way."""
    kit = ck.Kit(sender=ck.Sender("en-US", time_zone="America/New_York", organisation="Acme"))
    call = adapting(kit, ("text", "findings", "decision", "window"))
    bodies = cycle((PHRASES, OWN_WORDS))
    marks = {messages // 10, messages // 2, messages}
    memory: dict[int, float] = {}
    start = time.process_time()
    for number, draft in enumerate(drafts("", messages, people=PEOPLE), 1):
        body = next(bodies)
        call(draft._replace(body=body, values=named(body, draft.values)))
        if number in marks:
            memory[number] = resident()
    return {"memory": memory, "seconds": time.process_time() - start}


def rows(messages: int = MESSAGES) -> list[Row]:
    """The rows of the report, measured in a fresh process."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.throughput", str(messages)],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    found = json.loads(done.stdout)
    marks = {int(number): size for number, size in found["memory"].items()}
    early, late = marks[messages // 10], marks[messages]
    sizes = ", ".join(f"{size:.0f} MiB at {number:,}" for number, size in sorted(marks.items()))
    growth = late / early
    return [
        Row(
            f"{messages:,} messages to {PEOPLE:,} customers, everything included",
            f"{messages / found['seconds']:,.0f} a second of one core",
        ),
        Row("memory", sizes),
        Row("memory at the end over memory at a tenth", f"{growth:.2f} times",
            "at most 1.1 times", growth <= 1.1),
    ]  # fmt: skip


if __name__ == "__main__":
    json.dump(run(int(sys.argv[1]) if len(sys.argv) > 1 else MESSAGES), sys.stdout)
