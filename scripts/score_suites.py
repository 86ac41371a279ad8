"""Score culturekit against the conformance data of Unicode and ICU.

    python scripts/score_suites.py DIR            # or set CULTUREKIT_SUITES=DIR
    python scripts/score_suites.py DIR --show 20  # and print the first cases that differ

DIR holds what CLDR keeps in common/testData: cldr-person-names/*.txt,
cldr-units/{unitPreferencesTest,unitsTest,unitLocalePreferencesTest}.txt and
cldr-locale-identifiers/likelySubtags.txt; and from ICU's test data
icu-locale-matcher/localeMatcherTest.txt. What is not there is not scored.
"""

from __future__ import annotations

import argparse
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
from culturekit.model import Name
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
    options = parser.parse_args(arguments)
    if options.folder is None:
        parser.error("name the folder of the suites, or set CULTUREKIT_SUITES")
    for title, cases in score(Path(options.folder)):
        wrong = [case for case in cases if case.expected != case.found]
        right = len(cases) - len(wrong)
        print(f"{title}: {right:,} of {len(cases):,} ({right / len(cases):.2%})")
        for case in wrong[: options.show]:
            print(f"    {case.label}\n        expected {case.expected!r}, found {case.found!r}")


if __name__ == "__main__":
    main(sys.argv[1:])
