"""Score the rules of `check` on labelled service sentences.

    python scripts/score_lint.py             # print, and write docs/lint-scores.md
    python scripts/score_lint.py --show 20   # also print cases that went wrong

tests/cases/lint/faults.tsv holds sentences with one fault each, clean.tsv
sentences without any. The rules were written and tuned on the half called
`tune`; the half called `score` was drawn before and is only counted.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from culturekit.check import check
from culturekit.model import Finding, Severity, Situation
from culturekit.reader import resolve

ROOT = Path(__file__).resolve().parent.parent
CASES = ROOT / "tests" / "cases" / "lint"
PAGE = ROOT / "docs" / "lint-scores.md"

#: readers of the clean English sentences: natives and others, near and far
READERS = ("ja-JP", "fr-FR", "en-IN", "pt-BR")


class Fault(NamedTuple):
    """A sentence with a fault, and whether that was found."""

    half: str
    family: str
    language: str
    to: str
    text: str
    found: bool


class Clean(NamedTuple):
    """A sentence without faults, and the findings that should not be there."""

    half: str
    language: str
    to: str
    text: str
    findings: tuple[Finding, ...]

    @property
    def warned(self) -> bool:
        """Whether any finding is more than a remark."""
        return any(one.severity.rank >= Severity.WARNING.rank for one in self.findings)


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of a file of cases."""
    with (CASES / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def faults() -> Iterator[Fault]:
    """Every labelled fault, looked for."""
    for row in rows("faults.tsv"):
        situation = Situation(topic=row["topic"]) if row["topic"] else None  # type: ignore[arg-type]  # it reads the word
        reader = resolve(row["to"], situation=situation)
        report = check(row["text"], reader, language=row["language"])
        found = any(one.family == row["family"] for one in report)
        yield Fault(row["half"], row["family"], row["language"], row["to"], row["text"], found)


def clean() -> Iterator[Clean]:
    """Every sentence without faults, checked for one reader or, in English, for several."""
    for row in rows("clean.tsv"):
        for to in READERS if row["language"] == "en" else (row["to"],):
            report = check(row["text"], resolve(to), language=row["language"])
            yield Clean(row["half"], row["language"], to, row["text"], report.findings)


def share(found: Sequence[Fault]) -> str:
    """How many of the faults were found, and their share."""
    right = sum(one.found for one in found)
    return f"{right} of {len(found)} ({right / len(found):.0%})" if found else ""


def alarms(found: Sequence[Clean]) -> str:
    """Warnings on clean sentences, and how many that is in a hundred."""
    wrong = sum(one.warned for one in found)
    return f"{wrong} of {len(found)} ({100 * wrong / len(found):.2f} in 100)" if found else ""


def page(labelled: Sequence[Fault], unlabelled: Sequence[Clean]) -> Iterator[str]:
    """The lines of docs/lint-scores.md."""
    tuned = [one for one in labelled if one.half == "tune"]
    scored = [one for one in labelled if one.half == "score"]
    yield "# How well check finds what it should"
    yield ""
    yield "Written by `python scripts/score_lint.py` from `tests/cases/lint`: sentences of the kind"
    yield "that service writes, all written for this project. A fault counts as found when a"
    yield "finding of its family is there. Half of the sentences, drawn before the rules were"
    yield "changed, was set aside and served for nothing but the figures under *set aside*; whoever"
    yield "wrote the rules had written those sentences too, so texts of others will fare worse."
    yield ""
    yield "| | tuned on | set aside |"
    yield "|---|---|---|"
    yield f"| faults found | {share(tuned)} | {share(scored)} |"
    for name, languages in (("English", True), ("other languages", False)):
        parts = [
            share([one for one in half if (one.language == "en") == languages])
            for half in (tuned, scored)
        ]
        yield f"| … {name} | {parts[0]} | {parts[1]} |"
    for name, languages in (("English", True), ("other languages", False)):
        chosen = [one for one in unlabelled if (one.language == "en") == languages]
        parts = [alarms([one for one in chosen if one.half == half]) for half in ("tune", "score")]
        yield f"| warnings on clean sentences, {name} | {parts[0]} | {parts[1]} |"
    yield ""
    yield f"Clean English sentences are read for {', '.join(READERS)}."
    for title, key in (("family", 1), ("language", 2)):
        yield f"\n## By {title}\n"
        yield f"| {title} | tuned on | set aside |"
        yield "|---|---|---|"
        for name in dict.fromkeys(str(one[key]) for one in labelled):
            halves = [share([one for one in half if one[key] == name]) for half in (tuned, scored)]
            yield f"| {name} | {halves[0]} | {halves[1]} |"


def main() -> None:
    """Print the scores and write the page."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print N cases of `tune`")
    options = parser.parse_args()
    labelled, unlabelled = list(faults()), list(clean())
    lines = list(page(labelled, unlabelled))
    print("\n".join(lines))
    PAGE.write_text("\n".join(lines) + "\n", "utf-8")
    missed = [one for one in labelled if not one.found and one.half == "tune"]
    for one in missed[: options.show]:
        print(f"missed {one.family} ({one.language}): {one.text}", file=sys.stderr)
    for wrong in [one for one in unlabelled if one.warned and one.half == "tune"][: options.show]:
        about = "; ".join(f"{one.rule} {one.message}" for one in wrong.findings)
        print(f"warned ({wrong.language}, {wrong.to}): {wrong.text}: {about}", file=sys.stderr)


if __name__ == "__main__":
    main()
