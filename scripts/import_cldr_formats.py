"""Write what Babel leaves out of CLDR's number and date formats to data/cldr.

    python scripts/import_cldr_formats.py              # fetches the packages with npm
    python scripts/import_cldr_formats.py --from DIR   # DIR/cldr-numbers-full/package.json, ...

Needs npm (without --from) and `pyicu-wheels`. The formats are of the CLDR release
that Babel carries, not of the newest one: half of a locale's patterns must not
come from another year than the other half. A child locale holds only what its
parent does not say already.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import Any

# The release of Babel's own data (`babel.core.get_global("cldr")`), and of ICU 77.
VERSIONS = {
    "cldr-core": "47.0.0",
    "cldr-numbers-full": "47.0.0",
    "cldr-dates-full": "47.0.0",
    "cldr-bcp47": "48.2.0",  # identifiers of time zones are only ever added to
}
ICU = "77.1"
TARGET = Path(__file__).resolve().parent.parent / "data" / "cldr"
SYMBOLS = {
    "decimal", "group", "percentSign", "plusSign", "minusSign", "perMille", "exponential",
    "infinity", "nan", "currencyDecimal", "currencyGroup", "timeSeparator",
}  # fmt: skip
WIDTHS = ("full", "long", "medium", "short")
# Languages whose interval patterns Babel cuts with a quote too many.
MISQUOTED = {"ee", "eu", "sc"}
CALENDARS = ("buddhist", "japanese", "roc")


class Cldr:
    """The unpacked packages under one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for package, version in VERSIONS.items():
            found = _read(folder / package / "package.json")["version"]
            if found != version:
                raise SystemExit(f"{package} is version {found}; expected {version}")
        parents = self.supplemental("parentLocales")["parentLocales"]
        self._explicit = parents["parentLocale"]
        self._likely = self.supplemental("likelySubtags")["likelySubtags"]
        self.available = {path.name for path in (folder / "cldr-numbers-full" / "main").iterdir()}

    def supplemental(self, name: str) -> dict[str, Any]:
        """One file of the data that belong to no locale."""
        found: dict[str, Any] = _read(self.folder / "cldr-core" / "supplemental" / f"{name}.json")[
            "supplemental"
        ]
        return found

    def main(self, package: str, locale: str, name: str) -> dict[str, Any]:
        """One file of one locale, {} where it has no such file."""
        path = self.folder / package / "main" / locale / f"{name}.json"
        found: dict[str, Any] = _read(path)["main"][locale] if path.exists() else {}
        return found

    def parent(self, locale: str) -> str | None:
        """The nearest ancestor that has files of its own; None above the root."""
        while locale != "und":
            cut, _, last = locale.rpartition("-")
            if locale in self._explicit:
                locale = self._explicit[locale]
            elif not cut or (
                len(last) == 4 and last.isalpha() and f"-{last}-" not in self._likely.get(cut, "")
            ):
                locale = "und"
            else:
                locale = cut
            if locale in self.available:
                return locale
        return None

    def line(self, locale: str) -> list[str]:
        """The locale and all its ancestors."""
        above = self.parent(locale)
        return [locale, *(self.line(above) if above else ())]


def _read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


# --- one function per extract ----------------------------------------------------


def number_formats(cldr: Cldr, locale: str) -> dict[str, Any]:
    """Symbols and patterns of every numbering system, and currencies' signs and marks."""
    found = cldr.main("cldr-numbers-full", locale, "numbers")["numbers"]
    systems: dict[str, Any] = {}
    for key, symbols in found.items():
        if not key.startswith("symbols-numberSystem-"):
            continue
        system = key.removeprefix("symbols-numberSystem-")
        money = found[f"currencyFormats-numberSystem-{system}"]
        systems[system] = {
            "symbols": {name: text for name, text in symbols.items() if name in SYMBOLS},
            "decimal": found[f"decimalFormats-numberSystem-{system}"]["standard"],
            "percent": found[f"percentFormats-numberSystem-{system}"]["standard"],
            "scientific": found[f"scientificFormats-numberSystem-{system}"]["standard"],
            "currency": {
                name: money[name]
                for name in (
                    "standard",
                    "standard-alphaNextToNumber",
                    "accounting",
                    "accounting-alphaNextToNumber",
                )
                if name in money
            },
            "spacing": {
                side: money["currencySpacing"][side]["insertBetween"]
                for side in ("beforeCurrency", "afterCurrency")
            },
        }
    currencies = cldr.main("cldr-numbers-full", locale, "currencies")["numbers"]["currencies"]
    own = {
        code: {name: names[name] for name in ("decimal", "group") if name in names}
        for code, names in currencies.items()
    }
    return {
        "minimum_grouping": int(found["minimumGroupingDigits"]),
        "systems": systems,
        "currencies": {code: marks for code, marks in own.items() if marks},
        # Babel lacks signs that differ from the parent locale's, such as "$" in sw-KE.
        "signs": {
            code: names["symbol"]
            for code, names in currencies.items()
            if names.get("symbol", code) != code
        },
    }


def date_formats(cldr: Cldr, locale: str) -> dict[str, Any]:
    """What stands between date and time, and what Babel's import drops or mixes up."""
    gregorian = cldr.main("cldr-dates-full", locale, "ca-gregorian")
    if not gregorian:
        return {}
    formats = gregorian["dates"]["calendars"]["gregorian"]
    zones = cldr.main("cldr-dates-full", locale, "timeZoneNames")["dates"]["timeZoneNames"]
    skeletons = formats["dateTimeFormats"]["availableFormats"]
    spans = formats["dateTimeFormats"]["intervalFormats"]
    eras = {"wide": "eraNames", "abbreviated": "eraAbbr", "narrow": "eraNarrow"}
    return {
        # Where CLDR has a second form (plain spaces, "CE" for "AD"), Babel keeps that one.
        "skeletons": {
            key: skeletons[key] for key in sorted(_second_forms(cldr, locale, "availableFormats"))
        },
        "intervals": {
            key: {field: text for field, text in spans[key].items() if "-alt-" not in field}
            for key in sorted(
                spans.keys() - {"intervalFormatFallback"}
                if locale.partition("-")[0] in MISQUOTED
                else _second_forms(cldr, locale, "intervalFormats")
            )
        },
        "era": {width: formats["eras"][key]["1"] for width, key in eras.items()},
        "interval": spans["intervalFormatFallback"],
        "at_time": {
            width: formats["dateTimeFormats-atTime"]["standard"][width] for width in WIDTHS
        },
        "append": formats["dateTimeFormats"]["appendItems"],
        "hour_format": zones["hourFormat"],
        # Babel also has short names that CLDR has not confirmed, such as "HNE" in French.
        "short_metazones": {
            name: names["short"]
            for name, names in zones.get("metazone", {}).items()
            if "short" in names
        },
        "short_zones": _short_zones(zones.get("zone", {})),
        "gmt": zones["gmtFormat"],
        "gmt_zero": zones["gmtZeroFormat"],
        "region": zones["regionFormat"],
    }


def _short_zones(node: dict[str, Any], path: str = "") -> dict[str, Any]:
    """Zone -> its own short names, from CLDR's tree by continent and city."""
    found: dict[str, Any] = {}
    for name, child in node.items():
        if not isinstance(child, dict):
            continue
        if child.get("_type") == "zone":
            if "short" in child:
                found[path + name] = child["short"]
        else:
            found |= _short_zones(child, f"{path}{name}/")
    return found


def _second_forms(cldr: Cldr, locale: str, kind: str) -> set[str]:
    """The skeletons that have a second form in the locale or above it."""
    found = set()
    for one in cldr.line(locale):
        content = cldr.main("cldr-dates-full", one, "ca-gregorian")["dates"]["calendars"]
        for key, text in content["gregorian"]["dateTimeFormats"][kind].items():
            name, mark, _ = key.partition("-alt-")
            if mark or (isinstance(text, dict) and any("-alt-" in field for field in text)):
                found.add(name)
    return found


def calendars(cldr: Cldr, locale: str) -> dict[str, Any]:
    """Patterns of all calendars but the Gregorian; only those that show a year differ from its."""
    generic = cldr.main("cldr-dates-full", locale, "ca-generic")
    if not generic:
        return {}
    formats = generic["dates"]["calendars"]["generic"]
    dates = {width: formats["dateFormats"][width] for width in WIDTHS}
    skeletons = formats["dateTimeFormats"]["availableFormats"]
    found = {
        "dates": dates,
        "skeletons": {
            key: text
            for key, text in skeletons.items()
            if key.startswith("yyyy") and "-count-" not in key and "-alt-" not in key
        },
    }
    # ICU answers for a locale that it does not have with its process-wide default.
    import icu

    if locale == "und" or locale.replace("-", "_") in icu.Locale.getAvailableLocales():
        for calendar in CALENDARS:
            own, eras = _of_icu(locale, calendar)
            found[calendar] = {
                "dates": {width: own[width] for width in WIDTHS if own[width] != dates[width]},
                "eras": eras,
            }
    return found


def _of_icu(locale: str, calendar: str) -> tuple[dict[str, str], dict[str, list[str]]]:
    """Date patterns and era names of one calendar; their packages are no longer published."""
    import icu

    where = icu.Locale(f"{locale.replace('-', '_')}@calendar={calendar}")
    years = {"buddhist": (2000,), "roc": (1900, 2000), "japanese": (1900, 1920, 1950, 2000, 2020)}
    eras = {}
    for width, field in (("abbreviated", "G"), ("wide", "GGGG"), ("narrow", "GGGGG")):
        writer = icu.SimpleDateFormat(field, where)
        writer.setTimeZone(icu.TimeZone.createTimeZone("UTC"))
        eras[width] = [
            writer.format((year - 1970) * 365.2425 * 86400 + 86400) for year in years[calendar]
        ]
    styles = (icu.DateFormat.FULL, icu.DateFormat.LONG, icu.DateFormat.MEDIUM, icu.DateFormat.SHORT)
    dates = {
        width: icu.DateFormat.createDateInstance(style, where).toPattern()
        for width, style in zip(WIDTHS, styles, strict=True)
    }
    return dates, eras


def time_zones(cldr: Cldr) -> dict[str, Any]:
    """BCP 47's short identifiers (`-u-tz-`) -> IANA's; aliases -> the names that CLDR uses."""
    keys = _read(cldr.folder / "cldr-bcp47" / "bcp47" / "timezone.json")["keyword"]["u"]["tz"]
    entries = {
        short: entry
        for short, entry in sorted(keys.items())
        if isinstance(entry, dict) and "_alias" in entry and "_deprecated" not in entry
    }
    return {
        "identifiers": {
            short: entry.get("_iana", entry["_alias"].split()[0])
            for short, entry in entries.items()
        },
        "canonical": {
            alias: entry["_alias"].split()[0]
            for entry in entries.values()
            for alias in entry["_alias"].split()[1:]
        },
    }


# --- writing ---------------------------------------------------------------------


def less(child: Any, parent: Any) -> Any:
    """What `child` says that `parent` does not; null for what only the parent has."""
    if not isinstance(child, dict) or not isinstance(parent, dict):
        return child
    changed = {
        key: less(value, parent.get(key))
        for key, value in child.items()
        if key not in parent or value != parent[key]
    }
    return changed | dict.fromkeys(parent.keys() - child.keys())


def per_locale(cldr: Cldr, extract: Any) -> dict[str, Any]:
    """Locale -> what it says that its parent does not."""
    whole = {locale: extract(cldr, locale) for locale in sorted(cldr.available)}
    found = {}
    # Parents first: what a locale does not have at all, it takes whole from its parent.
    for locale in sorted(whole, key=lambda locale: len(cldr.line(locale))):
        parent = cldr.parent(locale)
        if parent:
            whole[locale] = {**whole[parent], **whole[locale]}
        rest = less(whole[locale], whole[parent]) if parent else whole[locale]
        if rest:
            found[locale] = rest
    return found


def write(name: str, content: dict[str, Any]) -> None:
    """One file of the extracts, with one key on a line."""

    def compact(value: Any) -> str:
        return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    lines = (f"{json.dumps(key)}:{compact(value)}" for key, value in sorted(content.items()))
    text = "{\n" + ",\n".join(lines) + "\n}\n"
    (TARGET / f"{name}.json").write_text(text, encoding="utf-8")
    print(f"{name}.json: {len(content)} keys, {len(text.encode())} bytes")


def fetch(folder: Path) -> None:
    """Fetch and unpack the packages with npm."""
    for package, version in VERSIONS.items():
        done = subprocess.run(
            ["npm", "pack", f"{package}@{version}", "--silent"],
            cwd=folder, check=True, capture_output=True, text=True,
        )  # fmt: skip
        with tarfile.open(folder / done.stdout.split()[-1]) as archive:
            archive.extractall(folder / f"{package}.new", filter="data")
        (folder / f"{package}.new" / "package").rename(folder / package)


def main() -> None:
    """Write the extracts."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--from", dest="folder", type=Path, help="folder of unpacked packages")
    given = parser.parse_args().folder
    import icu

    if icu.ICU_VERSION != ICU:
        raise SystemExit(f"ICU is version {icu.ICU_VERSION}; expected {ICU}")
    with tempfile.TemporaryDirectory() as scratch:
        folder = given or Path(scratch)
        if not given:
            fetch(folder)
        cldr = Cldr(folder)
        write("number_formats", per_locale(cldr, number_formats))
        write("date_formats", per_locale(cldr, date_formats))
        write("calendars", per_locale(cldr, calendars))
        write("time_zones", time_zones(cldr))


if __name__ == "__main__":
    main()
