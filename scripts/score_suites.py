"""Score culturekit against the conformance data of Unicode and ICU, and on registers.

    python scripts/score_suites.py DIR            # or set CULTUREKIT_SUITES=DIR
    python scripts/score_suites.py DIR --show 20  # and print the first cases that differ
    python scripts/score_suites.py DIR --register # and write the tables of docs/register.md

DIR holds what CLDR keeps in common/testData: cldr-person-names/*.txt,
cldr-units/{unitPreferencesTest,unitsTest,unitLocalePreferencesTest}.txt and
cldr-locale-identifiers/likelySubtags.txt; and from ICU's test data
icu-locale-matcher/localeMatcherTest.txt. For registers it holds formality/<language>.tsv,
with columns `formal` and `informal`. What is not there is not scored.
"""

from __future__ import annotations

import argparse
import csv
import os
import sys
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

from culturekit.errors import CultureKitError
from culturekit.format.conversion import convert
from culturekit.format.names import format_name
from culturekit.format.quantities import preferred
from culturekit.matching import match_locale
from culturekit.model import Name, RegisterLabel
from culturekit.register import detect_register
from culturekit.tags import maximize, minimize, parse


class Case(NamedTuple):
    """What was asked, what the suite expects, and what came out."""

    label: str
    expected: str
    found: str


def rows(path: Path) -> Iterator[list[str]]:
    """The fields of every line, comments and empty lines left out."""
    for line in path.read_text(encoding="utf-8").splitlines():
        line = line.partition("#")[0]
        if line.strip():
            yield [field.strip() for field in line.split(";")]


# --- person names ----------------------------------------------------------------------

ORDERS = {"givenFirst": "given-first", "surnameFirst": "surname-first", "sorting": "sorting"}


def person_names(folder: Path) -> Iterator[Case]:
    """One case for each combination of options of each name."""
    for path in sorted(folder.glob("[!_]*.txt")):
        fields: dict[str, str] = {}
        expected = ""
        for row in rows(path):
            if row[0] == "name":
                fields[row[1]] = row[2]
            elif row[0] == "endName":
                fields = {}
            elif row[0] == "expectedResult":
                expected = row[1]
            elif row[0] == "parameters":
                order, length, usage, formality = row[1:]
                found = format_name(
                    name_of(fields),
                    locale=path.stem,
                    order=ORDERS[order],
                    length=length,
                    usage=usage,
                    formality=formality,
                )
                yield Case(f"{path.stem} {fields} {row[1:]}", expected, found)


def name_of(fields: dict[str, str]) -> Name:
    """The suite's fields as a `Name`."""
    plain = {key.replace("-", "_"): value for key, value in fields.items()}
    if core := plain.pop("surname_core", ""):
        plain["surname"] = core
    return Name(**plain)


# --- units -----------------------------------------------------------------------------


def unit_preferences(path: Path) -> Iterator[Case]:
    """The preferred units in a territory."""
    for row in rows(path):
        _, usage, territory, amount, _, unit, *output = row
        # Pairs of value and unit; the last, smallest value comes twice, exact and as a float.
        expected = [*output[:-3], output[-3], output[-1]]
        found = preferred(Fraction(amount), unit, usage=usage, territory=territory)
        flat = [str(part) for pair in found for part in pair]
        yield Case(" ".join(row), " ".join(expected), " ".join(flat))


def unit_locale_preferences(path: Path) -> Iterator[Case]:
    """The preferred units for a tag with its keywords."""
    for row in rows(path):
        unit, amount, usage, tag, expected_unit, expected = row
        found = preferred(exact(amount), unit, usage=usage, locale=tag)
        flat = " ".join(str(part) for pair in found for part in pair)
        yield Case(" ".join(row), f"{exact(expected)} {expected_unit}", flat)


def exact(text: str) -> Fraction:
    """The number in text such as "1,420,653,125/473176473"."""
    top, _, bottom = text.replace(",", "").partition("/")
    return Fraction(top) / Fraction(bottom or 1)


def unit_conversions(path: Path) -> Iterator[Case]:
    """A thousand of each unit in its base units."""
    for row in rows(path):
        _, source, target, _, expected = row
        wanted = Decimal(expected.replace(",", ""))
        try:
            value = convert(1000, source, target)
        except CultureKitError as error:
            yield Case(f"{source} {target}", expected, str(error))
            continue
        # The file prints seven significant digits, at times with a further ".0".
        step = Fraction(10) ** max(wanted.adjusted() - 6, int(wanted.as_tuple().exponent))
        close = abs(value - Fraction(wanted)) <= step / 2
        yield Case(f"{source} {target}", expected, expected if close else str(float(value)))


# --- tags ------------------------------------------------------------------------------


def likely_subtags(path: Path) -> Iterator[Case]:
    """Tags filled in, and shortened with the territory favoured."""
    for row in rows(path):
        source, full, by_script, by_territory = row + [""] * (4 - len(row))
        if full != "FAIL":
            shortest = by_territory or by_script or full
            yield Case(f"{source}, filled in", full, maximize(parse(source)).base)
            yield Case(f"{source}, shortened", shortest, minimize(parse(source)).base)


def locale_matching(path: Path) -> Iterator[Case]:
    """The best supported locale for each list of desired ones."""
    options: dict[str, str] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        line = line.partition("#")[0].strip()
        if line.startswith("**"):
            options = {}
        elif line.startswith("@"):
            name, _, value = line[1:].partition("=")
            options[name] = value.strip()
        elif ">>" in line:
            desired, _, results = line.partition(">>")
            expected = results.partition("|")[0].strip()
            if expected:
                label = f"{desired.strip()} of {options}"
                yield Case(label, expected, best_match(desired, options))


def best_match(desired: str, options: dict[str, str]) -> str:
    """The match as the suite writes it: ICU's default is the first supported locale."""
    supported = tags(options.get("supported", ""))
    threshold = options.get("threshold")
    try:
        found = match_locale(
            tags(desired),
            supported,
            options.get("default") or next(iter(supported), None),
            favor="script" if options.get("favor") == "script" else "language",
            threshold=int(threshold) if threshold else None,
        )
    except CultureKitError as error:
        return str(error)
    if found is None:
        return "null"
    # The suite expects former tags such as i-klingon in their modern form.
    return str(parse(found)) if found.startswith("i-") else found


def tags(text: str) -> list[str]:
    """The tags of a list with commas."""
    return [tag.strip() for tag in text.split(",") if tag.strip()]


# --- register --------------------------------------------------------------------------

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "register.md"
OWN = ROOT / "tests" / "cases" / "register"

#: Suites that are in another locale than their name says.
LOCALES = {"pt.tsv": "pt-PT"}


class Pair(NamedTuple):
    """One message in both registers, and whether the rules were written in view of it."""

    formal: str
    informal: str
    tuned: bool


class Registers(NamedTuple):
    """How well registers are told apart.

    `ordered`: pairs whose formal side scores higher; `right`: sentences whose score has the right
    sign; `labelled`: sentences that get a label; `true`: labels that are right; all as shares.
    """

    pairs: int
    ordered: float
    right: float
    labelled: float
    true: float


def register_pairs(path: Path) -> list[Pair]:
    """The pairs of a file that differ between the registers."""
    with path.open(encoding="utf-8", newline="") as file:
        if path.suffix == ".csv":
            rows = list(csv.DictReader(file))
        else:
            rows = list(csv.DictReader(file, dialect="excel-tab", quoting=csv.QUOTE_NONE))
    return [
        # Our own files say which half a pair is of; of a suite, every second pair is set aside.
        Pair(
            row["formal"],
            row["informal"],
            tuned=row["half"] == "tuned" if "half" in row else number % 2 == 0,
        )
        for number, row in enumerate(rows)
        if row["formal"] != row["informal"]
    ]


def registers(pairs: list[Pair], language: str) -> Registers:
    """The scores of some pairs."""
    ordered = right = labelled = true = 0
    for pair in pairs:
        formal = detect_register(pair.formal, language=language)
        informal = detect_register(pair.informal, language=language)
        ordered += formal.score > informal.score
        right += (formal.score > 0) + (informal.score < 0)
        labelled += (formal.label is not None) + (informal.label is not None)
        true += (formal.label == RegisterLabel.FORMAL) + (informal.label == RegisterLabel.INFORMAL)
    texts = 2 * len(pairs)
    return Registers(
        len(pairs), ordered / len(pairs), right / texts, labelled / texts, true / max(labelled, 1)
    )


def register_table(folder: Path, suffix: str) -> Iterator[str]:
    """The scores of every file of a folder, as a table in Markdown."""
    yield "| language | pairs | tuned: right | aside: in order | right | labelled | label true |"
    yield "|---|---:|---:|---:|---:|---:|---:|"
    means: list[Registers] = []
    for path in sorted(folder.glob(f"*{suffix}")):
        language = LOCALES.get(path.name, path.stem)
        pairs = register_pairs(path)
        tuned = registers([pair for pair in pairs if pair.tuned], language)
        aside = registers([pair for pair in pairs if not pair.tuned], language)
        means.append(aside)
        shares = " | ".join(f"{share:.3f}" for share in (tuned.right, *aside[1:]))
        yield f"| {language} | {len(pairs)} | {shares} |"
    if means:
        found = [sum(one[field] for one in means) / len(means) for field in range(1, 5)]
        yield "| mean | | | " + " | ".join(f"{share:.3f}" for share in found) + " |"


def register_cases(folder: Path) -> Iterator[Case]:
    """One case for each sentence: the side of 0 that its score is on."""
    for path in sorted(folder.glob("*.tsv")):
        language = LOCALES.get(path.name, path.stem)
        for pair in register_pairs(path):
            for text, expected in ((pair.formal, "formal"), (pair.informal, "informal")):
                score = detect_register(text, language=language).score
                found = "formal" if score > 0 else "informal" if score < 0 else "neither"
                yield Case(f"{language}: {text}", expected, found)


def write_register_page(folder: Path, page: Path) -> None:
    """Put the tables between the marks of docs/register.md."""
    text = page.read_text("utf-8")
    for name, place, suffix in (("suite", folder, ".tsv"), ("own", OWN, ".csv")):
        start, end = f"<!-- {name} -->\n", f"<!-- end of {name} -->"
        before, _, rest = text.partition(start)
        _, _, after = rest.partition(end)
        lines = "\n".join(register_table(place, suffix))
        text = f"{before}{start}\n{lines}\n\n{end}{after}"
    page.write_text(text, "utf-8")


SUITES = {
    "person names": (person_names, "cldr-person-names"),
    "unit preferences": (unit_preferences, "cldr-units/unitPreferencesTest.txt"),
    "unit preferences by locale": (
        unit_locale_preferences,
        "cldr-units/unitLocalePreferencesTest.txt",
    ),
    "likely subtags": (likely_subtags, "cldr-locale-identifiers/likelySubtags.txt"),
    "locale matching": (locale_matching, "icu-locale-matcher/localeMatcherTest.txt"),
    "unit conversions": (unit_conversions, "cldr-units/unitsTest.txt"),
    "registers": (register_cases, "formality"),
}


def score(folder: Path) -> Iterator[tuple[str, list[Case]]]:
    """The cases of every suite that is there."""
    for title, (cases, place) in SUITES.items():
        if (folder / place).exists():
            yield title, list(cases(folder / place))


def main(arguments: list[str]) -> None:
    """Print the share of right cases of each suite."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=os.environ.get("CULTUREKIT_SUITES"))
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print N differences")
    parser.add_argument("--register", action="store_true", help="write docs/register.md too")
    options = parser.parse_args(arguments)
    if options.folder is None:
        parser.error("name the folder of the suites, or set CULTUREKIT_SUITES")
    for title, cases in score(Path(options.folder)):
        wrong = [case for case in cases if case.expected != case.found]
        right = len(cases) - len(wrong)
        print(f"{title}: {right:,} of {len(cases):,} ({right / len(cases):.2%})")
        for case in wrong[: options.show]:
            print(f"    {case.label}\n        expected {case.expected!r}, found {case.found!r}")
    if options.register:
        write_register_page(Path(options.folder) / "formality", PAGE)


if __name__ == "__main__":
    main(sys.argv[1:])
