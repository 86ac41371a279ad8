"""Write data/cldr/*.json from the Unicode CLDR JSON packages.

    python scripts/import_cldr.py                 # fetches the packages with npm
    python scripts/import_cldr.py --from DIR      # DIR/cldr-core/package.json, ...

Needs the standard library, npm (without --from) and the `tzdata` package.
The same packages always give the same bytes, so a new CLDR release shows as
a plain difference: change CLDR and TZDATA below, run again, read the diff.
"""

from __future__ import annotations

import argparse
import functools
import json
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import metadata, resources
from pathlib import Path
from typing import Any

CLDR = "48.2.0"
TZDATA = "2026.6"
# Which currencies count as current, and nothing else, depends on this day.
AS_OF = "2026-11-22"
PACKAGES = (
    "cldr-core",
    "cldr-localenames-full",
    "cldr-numbers-full",
    "cldr-person-names-full",
    "cldr-units-full",
)
TARGET = Path(__file__).resolve().parent.parent / "data" / "cldr"

# zone.tab knows ISO 3166-1 codes only. These are in CLDR but not in ISO 3166-1; each has the
# zones of the ISO entry that covers the place, or the named one where that entry has several.
ZONES_OF = {
    "AC": "SH",
    "CQ": "GG",
    "DG": "IO",
    "EA": "Africa/Ceuta",
    "IC": "Atlantic/Canary",
    "TA": "SH",
    "XK": "RS",
}
# Not languages: unknown, many, not coded, none.
SPECIAL = {"mis", "mul", "und", "zxx"}


# --- reading -------------------------------------------------------------------


class Cldr:
    """The unpacked packages under one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for package in PACKAGES:
            found = _read(folder / package / "package.json")["version"]
            if found != CLDR:
                raise SystemExit(f"{package} is version {found}; expected {CLDR}")

    def supplemental(self, name: str, *keys: str) -> dict[str, Any]:
        """The table that `keys` lead to in one file of cldr-core."""
        found: dict[str, Any] = _read(self.folder / "cldr-core" / "supplemental" / f"{name}.json")
        for key in ("supplemental", *keys):
            found = found[key]
        return found

    def locales(self, package: str) -> list[str]:
        return sorted(path.name for path in (self.folder / package / "main").iterdir())

    def main(self, package: str, locale: str, name: str) -> dict[str, Any]:
        """The content of one file of one locale, {} where the locale has no such file."""
        path = self.folder / package / "main" / locale / f"{name}.json"
        if not path.exists():
            return {}
        content = _read(path)["main"][locale]
        return {key: value for key, value in content.items() if key != "identity"}

    def names(self, locale: str, kind: str) -> Mapping[str, str]:
        """What `locale` calls languages, scripts or territories, where it does not use the code."""
        content = self.main("cldr-localenames-full", locale, kind)
        found = content["localeDisplayNames"][kind] if content else {}
        return {code: name for code, name in found.items() if name != code}


@functools.lru_cache(maxsize=512)
def _read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def number(text: str) -> int | float:
    value = float(text)
    return int(value) if value.is_integer() else value


def plain(row: Mapping[str, Any]) -> dict[str, Any]:
    """The row without the underscores that mark XML attributes."""
    return {key.removeprefix("_"): value for key, value in row.items()}


def alternates(names: Mapping[str, str], code: str) -> list[str]:
    """Every name filed under `code` with a mark such as `-alt-short`."""
    return [names[key] for key in sorted(names) if key.startswith(f"{code}-alt-")]


def likely_subtags(cldr: Cldr, *subtags: str) -> list[str]:
    """[language, script, territory] of the given combination, [] where CLDR has none."""
    found = likely(cldr).get("-".join(subtags))
    return found.split("-") if found else []


def likely_script(cldr: Cldr, language: str, territory: str = "") -> str | None:
    found = likely_subtags(cldr, language, territory) or likely_subtags(cldr, language)
    return found[1] if found else None


# --- territories ---------------------------------------------------------------


def territories(cldr: Cldr) -> dict[str, Any]:
    info = cldr.supplemental("territoryInfo", "territoryInfo")
    codes = cldr.supplemental("codeMappings", "codeMappings")
    english = cldr.names("en", "territories")
    measures = cldr.supplemental("measurementData", "measurementData")
    weather = cldr.supplemental(
        "unitPreferenceData", "unitPreferenceData", "temperature", "weather"
    )
    calendars = cldr.supplemental("calendarPreferenceData", "calendarPreferenceData")
    zones = time_zones(cldr)
    rows = {}
    for code in sorted(info):
        if code == "ZZ":
            continue
        spoken = languages_of(info[code])
        rows[code] = {
            "alpha3": codes.get(code, {}).get("_alpha3"),
            "numeric": codes.get(code, {}).get("_numeric"),
            "name": english[code],
            "short": alternates(english, code),
            "native": native_names(cldr, code, spoken),
            "languages": spoken,
            "currencies": currencies_of(cldr, code),
            "time_zones": zones.get(code, []),
            "primary_zone": primary_zone(cldr, zones.get(code, []), code),
            "week": week(cldr, code),
            "hour_cycles": hour_cycles(cldr, code),
            "measurement": own_or_world(measures["measurementSystem"], code),
            "paper": own_or_world(measures["paperSize"], code),
            "temperature": own_or_world(weather, code)[0]["unit"],
            "calendars": own_or_world(calendars, code),
        }
    return rows


def own_or_world(table: Mapping[str, Any], code: str) -> Any:
    return table[code] if code in table else table["001"]


def languages_of(info: Mapping[str, Any]) -> list[list[Any]]:
    """[tag, population %, % who write it where that is lower, official status], most first."""
    rows = [
        [
            tag.replace("_", "-"),
            number(row["_populationPercent"]),
            number(row["_writingPercent"]) if "_writingPercent" in row else None,
            row.get("_officialStatus"),
        ]
        for tag, row in info.get("languagePopulation", {}).items()
        if tag not in SPECIAL
    ]
    return sorted(rows, key=lambda row: (-row[1], row[0]))


def native_names(cldr: Cldr, code: str, spoken: list[list[Any]]) -> list[str]:
    """What the people of `code` call it: full names first, then short and other forms.

    In the official languages by share of speakers, then in those that are at home there and
    that a fifth of the people speak; where none of them has a name, in whatever a fifth speak.
    """
    official = [row[0] for row in spoken if row[3] in ("official", "de_facto_official")]
    common = [row[0] for row in spoken if row[1] >= 20 and row[0] not in official]
    at_home = [tag for tag in common if likely_subtags(cldr, tag.split("-")[0])[2:] == [code]]
    tables = local_tables(cldr, code, official + at_home) or local_tables(cldr, code, common)
    names = [table[code] for table in tables]
    names += [name for table in tables for name in alternates(table, code)]
    return list(dict.fromkeys(names))


def local_tables(cldr: Cldr, code: str, tags: Iterable[str]) -> list[Mapping[str, str]]:
    """The territory names of each language that has one for `code` in the script used there."""
    tables = []
    for tag in tags:
        language, _, script = tag.partition("-")
        script = script or likely_script(cldr, language, code) or ""
        locales = [f"{language}-{script}-{code}", f"{language}-{script}"]
        if script == likely_script(cldr, language):
            locales += [f"{language}-{code}", language]
        candidates = (cldr.names(locale, "territories") for locale in locales)
        tables += [names for names in candidates if code in names][:1]
    return tables


def currencies_of(cldr: Cldr, code: str) -> list[str]:
    """Legal tender on AS_OF, in CLDR's order: the main currency first."""
    rows = cldr.supplemental("currencyData", "currencyData", "region").get(code, [])
    return [
        currency
        for row in rows
        for currency, terms in row.items()
        if terms.get("_tender") != "false"
        and terms.get("_from", "") <= AS_OF <= terms.get("_to", "9999")
    ]


def time_zones(cldr: Cldr) -> dict[str, list[str]]:
    """IANA zones of each territory, the primary one first where CLDR names one."""
    found = metadata.version("tzdata")
    if found != TZDATA:
        raise SystemExit(f"tzdata is version {found}; expected {TZDATA}")
    folder = resources.files("tzdata") / "zoneinfo"
    zones: dict[str, list[str]] = {}
    for line in (folder / "zone.tab").read_text(encoding="ascii").splitlines():
        if not line.startswith("#"):
            territory, _, zone = line.split("\t")[:3]
            zones.setdefault(territory, []).append(zone)
    links = {}
    for line in (folder / "tzdata.zi").read_text(encoding="ascii").splitlines():
        if line.startswith("L "):
            _, zone, old = line.split()
            links[old] = zone
    for territory, primary in cldr.supplemental("primaryZones", "primaryZones").items():
        # CLDR keeps the oldest name of a zone, zone.tab the current one.
        known = zones[territory]
        zone = primary if primary in known else links[primary]
        known.remove(zone)
        known.insert(0, zone)
    for territory, origin in ZONES_OF.items():
        zones[territory] = zones.get(origin, [origin])
    return zones


def primary_zone(cldr: Cldr, zones: list[str], code: str) -> str | None:
    """The zone that stands for the whole territory; None where there is no such zone."""
    named = code in cldr.supplemental("primaryZones", "primaryZones")
    return zones[0] if named or len(zones) == 1 else None


def week(cldr: Cldr, code: str) -> dict[str, Any]:
    data = cldr.supplemental("weekData", "weekData")
    tables = {
        "first_day": data["firstDay"],
        "min_days": data["minDays"],
        "weekend_start": data["weekendStart"],
        "weekend_end": data["weekendEnd"],
    }
    row = {name: own_or_world(table, code) for name, table in tables.items()}
    row["min_days"] = int(row["min_days"])
    row["explicit"] = any(code in table for table in tables.values())
    row["stated"] = [name for name, table in tables.items() if code in table]
    return row


def hour_cycles(cldr: Cldr, code: str) -> dict[str, Any]:
    data = cldr.supplemental("timeData", "timeData")

    def cycles(row: Mapping[str, str]) -> dict[str, Any]:
        return {"preferred": row["_preferred"], "allowed": row["_allowed"].split()}

    found = cycles(own_or_world(data, code))
    by_language = {
        key.removesuffix(f"-{code}"): cycles(data[key])
        for key in sorted(data)
        if key.endswith(f"-{code}")
    }
    return found | {"by_language": by_language} if by_language else found


# --- languages and tags --------------------------------------------------------


def languages(cldr: Cldr) -> dict[str, Any]:
    """What English has a name for, and every language that has data in a second script."""
    english = cldr.names("en", "languages")
    tags = {tag for tag in english if "-alt-" not in tag and "-menu-" not in tag} - SPECIAL
    for locale in cldr.locales("cldr-localenames-full"):
        language, _, rest = locale.partition("-")
        if len(rest) == 4 and rest != likely_script(cldr, language) and language in english:
            tags.add(locale)
    return {
        tag: {
            "name": name_of(cldr, tag, "en"),
            "alternates": alternates(english, tag),
            "native": autonym(cldr, tag),
        }
        for tag in tags
    }


def autonym(cldr: Cldr, tag: str) -> str | None:
    """The name of a language, or of one variety of it, in itself."""
    language, _, rest = tag.partition("-")
    own = cldr.names(tag, "languages")
    if tag in own:
        return own[tag]
    if not rest or len(rest) == 4:
        return own.get(language)
    # The most common variety (pt-BR) has no files of its own: those of the language are its.
    same_script = likely_script(cldr, language, rest) == likely_script(cldr, language)
    return name_of(cldr, tag, language) if same_script else None


def name_of(cldr: Cldr, tag: str, locale: str) -> str | None:
    """The name of `tag` in `locale`, put together where it is not there as a whole."""
    language, _, rest = tag.partition("-")
    names = cldr.names(locale, "languages")
    parts = cldr.names(locale, "scripts" if len(rest) == 4 else "territories")
    if tag in names:
        return names[tag]
    if language not in names or rest not in parts:
        return None
    content = cldr.main("cldr-localenames-full", locale, "localeDisplayNames")
    pattern = content["localeDisplayNames"]["localeDisplayPattern"]["localePattern"]
    return str(pattern).replace("{0}", names[language]).replace("{1}", parts[rest])


def likely(cldr: Cldr) -> dict[str, Any]:
    return cldr.supplemental("likelySubtags", "likelySubtags")


def aliases(cldr: Cldr) -> dict[str, Any]:
    found = cldr.supplemental("aliases", "metadata", "alias")
    kinds = ("languageAlias", "scriptAlias", "territoryAlias", "variantAlias")
    tables: dict[str, dict[str, Any]] = {
        kind: {old: row["_replacement"].replace("_", "-") for old, row in found[kind].items()}
        for kind in kinds
    }
    # A territory may have been divided: all successors, the main one first.
    tables["territoryAlias"] = {old: new.split() for old, new in tables["territoryAlias"].items()}
    return tables


def parents(cldr: Cldr) -> dict[str, Any]:
    found = cldr.supplemental("parentLocales", "parentLocales")
    rules = found["_localeRules"]["parentLocale"]
    return {
        "parentLocale": found["parentLocale"],
        "rules": {rule: "und" if parent == "root" else parent for rule, parent in rules.items()},
    }


def containment(cldr: Cldr) -> dict[str, Any]:
    """Macro region -> everything inside it at any depth, smaller macro regions included."""
    inside: dict[str, set[str]] = {}
    for key, row in cldr.supplemental("territoryContainment", "territoryContainment").items():
        region, _, status = key.partition("-status-")
        if status != "deprecated":
            inside.setdefault(region, set()).update(row["_contains"])

    def closure(region: str) -> set[str]:
        return {region}.union(*map(closure, inside.get(region, ())))

    return {region: sorted(closure(region) - {region}) for region in inside}


def parent(cldr: Cldr, locale: str) -> str | None:
    """The locale that `locale` inherits from; None for the root, "und"."""
    if locale == "und":
        return None
    table = parents(cldr)["parentLocale"]
    if locale in table:
        return str(table[locale])
    shorter, _, last = locale.rpartition("-")
    # The rule "nonlikelyScript": a language written in an unusual script inherits nothing.
    if len(last) == 4 and last.isalpha() and last != likely_script(cldr, shorter):
        return "und"
    return shorter or "und"


def without_inherited(cldr: Cldr, rows: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    """Each row less what its nearest ancestor with a row already says; empty rows left out."""
    kept = {}
    for locale, row in rows.items():
        ancestor = parent(cldr, locale)
        while ancestor and ancestor not in rows:
            ancestor = parent(cldr, ancestor)
        inherited = rows[ancestor] if ancestor else {}
        if gone := inherited.keys() - row.keys():
            raise ValueError(f"{locale} cannot inherit from {ancestor}: it has no {sorted(gone)}")
        if own := {key: value for key, value in row.items() if inherited.get(key) != value}:
            kept[locale] = own
    return kept


def matching(cldr: Cldr) -> dict[str, Any]:
    found = cldr.supplemental("languageMatching", "languageMatching", "written-new")
    return {
        "paradigm_locales": found["paradigmLocales"]["_locales"],
        "variables": {
            name: row["_value"].split("+") for name, row in found["matchVariables"].items()
        },
        # The order matters: the first row that fits gives the distance.
        "distances": [
            [row["_desired"], row["_supported"], row["_distance"], row.get("_oneway", False)]
            for row in found["languageMatch"]
        ],
    }


# --- formats -------------------------------------------------------------------


def day_periods(cldr: Cldr) -> dict[str, Any]:
    """Periods to show a time with ("format") and periods to choose words by ("selection")."""
    data = cldr.supplemental("dayPeriods")
    formats, selections = data["dayPeriodRuleSet"], data["dayPeriodRuleSet-type-selection"]
    return {
        locale: {
            kind: {name: plain(rule) for name, rule in rules[locale].items()}
            for kind, rules in (("format", formats), ("selection", selections))
            if locale in rules
        }
        for locale in formats.keys() | selections.keys()
    }


def numbering_systems(cldr: Cldr) -> dict[str, Any]:
    systems = cldr.supplemental("numberingSystems", "numberingSystems")
    package = "cldr-numbers-full"
    rows = {}
    for locale in cldr.locales(package):
        numbers = cldr.main(package, locale, "numbers")["numbers"]
        default = {"default": numbers["defaultNumberingSystem"]}
        rows[locale] = default | numbers.get("otherNumberingSystems", {})
    return {
        "digits": {name: row["_digits"] for name, row in systems.items() if "_digits" in row},
        "locales": without_inherited(cldr, rows),
    }


def plural_ranges(cldr: Cldr) -> dict[str, Any]:
    """Language -> category of the start -> category of the end -> category of the range."""
    rows: dict[str, dict[str, dict[str, str]]] = {}
    for locale, ranges in cldr.supplemental("pluralRanges", "plurals").items():
        for key, category in ranges.items():
            _, _, start, _, end = key.split("-")
            rows.setdefault(locale, {}).setdefault(start, {})[end] = category
    return rows


def person_names(cldr: Cldr) -> dict[str, Any]:
    package = "cldr-person-names-full"
    rows = {}
    for locale in cldr.locales(package):
        row = cldr.main(package, locale, "personNames")["personNames"]
        # Sample names are for those who translate CLDR, no part of formatting.
        rows[locale] = {
            key: value for key, value in row.items() if key not in ("personName", "sampleName")
        } | dict(patterns(row["personName"]))
    defaults = cldr.supplemental("personNamesDefaults", "personNamesDefaults")
    return {
        "name_order_locales": {order: tags.split() for order, tags in defaults.items()},
        "locales": without_inherited(cldr, rows),
    }


def patterns(table: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, str]]:
    """("givenFirst.long.referring.formal", pattern) for every leaf of the table."""
    for key, value in table.items():
        if isinstance(value, str):
            yield f"{path}{key}", value
        else:
            yield from patterns(value, f"{path}{key}.")


def unit_preferences(cldr: Cldr) -> dict[str, Any]:
    return cldr.supplemental("unitPreferenceData", "unitPreferenceData")


def units(cldr: Cldr) -> dict[str, Any]:
    data = cldr.supplemental("units")
    old = cldr.supplemental("unitsMetadata", "metadata", "alias", "alias")
    return {
        "constants": {name: row["_value"] for name, row in data["unitConstants"].items()},
        "prefixes": {name: plain(row) for name, row in data["unitPrefixes"].items()},
        "quantities": {unit: row["_quantity"] for unit, row in data["unitQuantities"].items()},
        "units": {
            unit: plain({key: value for key, value in row.items() if key != "_description"})
            for unit, row in data["convertUnits"].items()
        },
        "aliases": {name: row["_replacement"] for name, row in old.items()},
    }


def grammatical_features(cldr: Cldr) -> dict[str, Any]:
    """Cases, genders and definiteness that nominal phrases take; "units" are those for units."""
    names = {
        "grammaticalCase": "case",
        "grammaticalCase-scope-units": "case_units",
        "grammaticalDefiniteness": "definiteness",
        "grammaticalGender": "gender",
        "grammaticalGender-scope-units": "gender_units",
    }
    data = cldr.supplemental("grammaticalFeatures", "grammaticalData")
    nominal = "-targets-nominal"
    return {
        "features": {
            key.removesuffix(nominal): {names[name]: values for name, values in row.items()}
            for key, row in data.items()
            if key.endswith(nominal)
        },
        "compounds": {
            key: {
                name.replace("-feature", "").replace("-structure", ""): value
                if isinstance(value, str)
                else [value["_value0"], value["_value1"]]
                for name, value in row.items()
            }
            for key, row in data.items()
            if not key.endswith(nominal)
        },
    }


def unit_genders(cldr: Cldr) -> dict[str, Any]:
    """Locale -> grammatical gender -> units whose names have it."""
    package = "cldr-units-full"
    rows = {}
    for locale in cldr.locales(package):
        units = cldr.main(package, locale, "units")["units"]["long"]
        rows[locale] = {
            # "length-foot": what is measured comes first and is no part of the unit's name.
            unit.partition("-")[2]: row["gender"]
            for unit, row in units.items()
            if isinstance(row, dict) and "gender" in row
        }
    return {locale: by_value(row) for locale, row in without_inherited(cldr, rows).items()}


def by_value(row: Mapping[str, str]) -> dict[str, list[str]]:
    """The keys that have each value, sorted."""
    return {value: sorted(key for key in row if row[key] == value) for value in row.values()}


def currencies(cldr: Cldr) -> dict[str, Any]:
    """Digits and rounding step, the latter in units of the last digit; 0 means no step."""
    rows = {}
    for code, row in cldr.supplemental("currencyData", "currencyData", "fractions").items():
        digits, rounding = int(row["_digits"]), int(row["_rounding"])
        rows[code] = {
            "digits": digits,
            "rounding": rounding,
            "cash_digits": int(row.get("_cashDigits", digits)),
            "cash_rounding": int(row.get("_cashRounding", rounding)),
        }
    return rows


# --- writing -------------------------------------------------------------------

# name -> extract, and how many levels of it are broken over lines
EXTRACTS: dict[str, tuple[Callable[[Cldr], dict[str, Any]], int]] = {
    "aliases": (aliases, 2),
    "containment": (containment, 1),
    "currencies": (currencies, 1),
    "day_periods": (day_periods, 1),
    "grammatical_features": (grammatical_features, 2),
    "languages": (languages, 1),
    "likely": (likely, 1),
    "matching": (matching, 2),
    "numbering_systems": (numbering_systems, 2),
    "parents": (parents, 2),
    "person_names": (person_names, 2),
    "plural_ranges": (plural_ranges, 1),
    "territories": (territories, 1),
    "unit_genders": (unit_genders, 1),
    "unit_preferences": (unit_preferences, 2),
    "units": (units, 2),
}


def render(value: Any, levels: int) -> str:
    """Compact JSON with sorted keys; the outer `levels` have one key or item a line."""
    if levels and value and isinstance(value, dict):
        lines = [f'"{key}":{render(value[key], levels - 1)}' for key in sorted(value)]
        return "{\n" + ",\n".join(lines) + "\n}"
    if levels and value and isinstance(value, list):
        return "[\n" + ",\n".join(render(item, levels - 1) for item in value) + "\n]"
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def fetch(folder: Path) -> None:
    """Download the packages with npm and unpack each into its own folder."""
    wanted = [f"{package}@{CLDR}" for package in PACKAGES]
    subprocess.run(["npm", "pack", "--silent", *wanted], cwd=folder, check=True)
    for package in PACKAGES:
        with tarfile.open(folder / f"{package}-{CLDR}.tgz") as archive:
            archive.extractall(folder / package, filter="data")
        # npm puts everything below one folder called "package".
        for path in sorted((folder / package / "package").iterdir()):
            path.rename(folder / package / path.name)


def write(cldr: Cldr, target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    for name, (extract, levels) in EXTRACTS.items():
        text = render(extract(cldr), levels) + "\n"
        (target / f"{name}.json").write_text(text, encoding="utf-8", newline="\n")
        print(f"{len(text.encode()):>9,} {name}.json")
    # The licence asks that its text goes with every copy of the data.
    licence = (cldr.folder / "cldr-core" / "LICENSE").read_bytes()
    (target / "LICENSE").write_bytes(licence)


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(description="Write data/cldr from the CLDR JSON packages.")
    parser.add_argument("--from", dest="folder", type=Path, help="folder of unpacked packages")
    parser.add_argument("--to", dest="target", type=Path, default=TARGET, help="folder to write")
    options = parser.parse_args(arguments)
    if options.folder:
        write(Cldr(options.folder), options.target)
        return
    with tempfile.TemporaryDirectory() as temporary:
        fetch(Path(temporary))
        write(Cldr(Path(temporary)), options.target)


if __name__ == "__main__":
    main(sys.argv[1:])
