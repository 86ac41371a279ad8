"""How long a check of a long message takes, in several languages."""

from __future__ import annotations

import csv
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import culturekit as ck

from .measure import Row, below, median_of_means

CASES = Path(__file__).resolve().parent.parent / "tests" / "cases" / "lint"

#: words of the message, and what a check of it may cost
WORDS, CONTRACT = 2_000, 20

READERS = {"en": "ja-JP", "de": "de-DE", "es": "es-MX", "ru": "ru-RU", "ja": "ja-JP"}


def message(name: str, language: str, words: int = WORDS) -> str:
    """Sentences of tests/cases/lint until there are so many words; in Japanese, pairs of signs."""
    with (CASES / name).open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        sentences = [row["text"] for row in rows if row["language"] == language]
    parts: list[str] = []
    count = 0
    for at, sentence in enumerate(islice(cycle(sentences), words)):
        if count >= words:
            break
        count += len(sentence) // 2 if language == "ja" else len(sentence.split())
        parts.append(sentence + ("\n\n" if at % 6 == 5 else " "))
    return "".join(parts)


def rows(rounds: int = 9) -> list[Row]:
    """A message of 2,000 words without faults in each language, and one full of faults."""
    kit = ck.Kit(sender=ck.Sender("en-US", time_zone="America/New_York"))
    cases = [("clean.tsv", language) for language in READERS] + [("faults.tsv", "en")]
    found = []
    for name, language in cases:
        call: Any = partial(kit.check, to=READERS[language], language=language)
        # The two texts differ, so that nothing kept from the one serves the other.
        texts = [message(name, language), message(name, language)[1:]]
        seconds = median_of_means(call, texts * 2, rounds)
        kind = "without faults" if name == "clean.tsv" else "a fault in every sentence"
        title = f"`check`, {WORDS:,} words of {language}, {kind}"
        found.append(
            below(title, seconds * 1e3, CONTRACT, unit="ms", shown=f"{seconds * 1e3:.1f} ms")
        )
    return found
