"""The extracts of CLDR in data/cldr, and the script that writes them.

The first half needs only the shipped JSON; the second runs the script on a
small made-up CLDR. Neither needs npm.
"""

from __future__ import annotations

import importlib.util
import json
import math
import re
import sys
import zoneinfo
from fractions import Fraction
from pathlib import Path
from types import ModuleType
from typing import Any

import pycountry
import pytest
from hypothesis import given
from hypothesis import strategies as st

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data" / "cldr"


def load_script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("import_cldr", ROOT / "scripts/import_cldr.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["import_cldr"] = module
    spec.loader.exec_module(module)
    return module


script = load_script()


def shipped(name: str) -> Any:
    return json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def territories() -> Any:
    return shipped("territories")


@pytest.fixture(scope="module")
def languages() -> Any:
    return shipped("languages")


@pytest.fixture(scope="module")
def likely() -> Any:
    return shipped("likely")


# --- the files -----------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(script.EXTRACTS))
def test_file_is_canonical(name: str) -> None:
    text = (DATA / f"{name}.json").read_text(encoding="utf-8")
    levels = script.EXTRACTS[name][1]
    assert text == script.render(json.loads(text), levels) + "\n"


def test_files_are_small_together() -> None:
    sizes = [(DATA / f"{name}.json").stat().st_size for name in script.EXTRACTS]
    assert sum(sizes) < 1_000_000


def test_the_licence_goes_with_the_data() -> None:
    text = (DATA / "LICENSE").read_text(encoding="utf-8")
    assert text.startswith("UNICODE LICENSE V3")
    assert "COPYRIGHT AND PERMISSION NOTICE" in text


def test_readme_names_every_file() -> None:
    readme = (DATA / "README.md").read_text(encoding="utf-8")
    assert [name for name in script.EXTRACTS if f"`{name}.json`" not in readme] == []


# --- territories ---------------------------------------------------------------


def test_every_country_of_iso_3166_is_there_with_its_codes(territories: Any) -> None:
    for country in pycountry.countries:
        row = territories[country.alpha_2]
        assert (row["alpha3"], row["numeric"]) == (country.alpha_3, country.numeric)


def test_what_cldr_adds_to_iso_3166(territories: Any) -> None:
    iso = {country.alpha_2 for country in pycountry.countries}
    assert territories.keys() - iso == {"AC", "CP", "CQ", "DG", "EA", "IC", "TA", "XK"}
    kosovo = territories["XK"]
    assert (kosovo["alpha3"], kosovo["numeric"], kosovo["name"]) == ("XKK", "983", "Kosovo")
    assert kosovo["native"] == ["Kosovë", "Косово", "Kosovo"]


def test_former_and_unusual_codes_are_aliases_only(territories: Any) -> None:
    aliases = shipped("aliases")["territoryAlias"]
    assert aliases["UK"] == ["GB"]
    assert aliases["DD"] == ["DE"]
    assert aliases["SU"][:2] == ["RU", "AM"]
    assert not aliases.keys() & territories.keys()
    assert not {"ZZ", "EU", "QO", "001", "419"} & territories.keys()


@pytest.mark.parametrize(
    ("code", "native"),
    [
        ("DE", ["Deutschland"]),
        ("BE", ["België", "Belgique", "Belgien"]),
        ("CH", ["Schweiz", "Schwiiz", "Suisse", "Svizzera"]),
        ("FI", ["Suomi", "Finland"]),
        ("IN", ["भारत", "India"]),
        ("NL", ["Nederland"]),  # English and German are spoken by many, but not at home there
        ("PK", ["پاکستان", "Pakistan"]),
        ("RS", ["Србија", "Srbija"]),
        ("TW", ["台灣"]),
        ("HK", ["中國香港特別行政區", "Hong Kong SAR China", "香港", "Hong Kong"]),
    ],
)
def test_native_names(territories: Any, code: str, native: list[str]) -> None:
    assert territories[code]["native"] == native


def test_only_the_uninhabited_have_no_native_name(territories: Any) -> None:
    assert {code for code, row in territories.items() if not row["native"]} == {"AQ", "CP", "HM"}


def test_short_names(territories: Any) -> None:
    assert territories["US"]["short"] == ["US"]
    assert territories["HK"]["short"] == ["Hong Kong"]
    assert territories["TR"]["short"] == ["Turkey"]
    assert territories["FR"]["short"] == []


def test_languages_of_a_territory(territories: Any, likely: Any) -> None:
    statuses = {None, "official", "de_facto_official", "official_regional"}
    for row in territories.values():
        shares = [share for _, share, _, _ in row["languages"]]
        assert shares == sorted(shares, reverse=True)
        for tag, share, writing, status in row["languages"]:
            assert tag in likely or tag.split("-")[0] in likely, tag
            assert 0 <= share <= 100
            assert writing is None or 0 <= writing <= 100
            assert status in statuses
    swiss = {tag: (share, writing) for tag, share, writing, _ in territories["CH"]["languages"]}
    assert swiss["gsw"] == (66, 5)  # spoken by two thirds, written by few


def test_currencies_are_legal_tender_today(territories: Any) -> None:
    codes = {currency.alpha_3 for currency in pycountry.currencies}
    for row in territories.values():
        assert set(row["currencies"]) <= codes
    assert {code for code, row in territories.items() if not row["currencies"]} == {
        "AQ",
        "CP",
        "CQ",
    }
    assert territories["BG"]["currencies"] == ["EUR"]  # the lev ended in January 2026
    assert territories["CH"]["currencies"] == ["CHF"]  # not WIR money, which is no legal tender
    assert territories["PA"]["currencies"] == ["PAB", "USD"]


def test_time_zones_exist(territories: Any) -> None:
    zones = [zone for row in territories.values() for zone in row["time_zones"]]
    assert {zone for zone in zones if not zoneinfo.ZoneInfo(zone).key} == set()
    assert {code for code, row in territories.items() if not row["time_zones"]} == {
        "BV",
        "CP",
        "HM",
    }


@pytest.mark.parametrize(
    ("code", "zone"),
    [
        ("JP", "Asia/Tokyo"),
        ("ES", "Europe/Madrid"),
        ("UA", "Europe/Kyiv"),  # CLDR itself says Europe/Kiev
        ("NZ", "Pacific/Auckland"),
        ("XK", "Europe/Belgrade"),
        ("IC", "Atlantic/Canary"),
        ("US", None),  # no zone stands for a country of six hours' width
        ("BV", None),  # nobody lives there
    ],
)
def test_primary_zone(territories: Any, code: str, zone: str | None) -> None:
    row = territories[code]
    assert row["primary_zone"] == zone
    assert zone is None or row["time_zones"][0] == zone


def test_week_says_what_it_takes_from_the_world(territories: Any) -> None:
    assert territories["IL"]["week"] == {
        "first_day": "sun",
        "min_days": 1,
        "weekend_start": "fri",
        "weekend_end": "sat",
        "explicit": True,
        "stated": ["first_day", "weekend_start", "weekend_end"],
    }
    germany = territories["DE"]["week"]
    assert (germany["weekend_start"], germany["weekend_end"]) == ("sat", "sun")
    assert germany["stated"] == ["first_day", "min_days"]  # its weekend is the default
    for row in territories.values():
        days = {row["week"][key] for key in ("first_day", "weekend_start", "weekend_end")}
        assert days <= {"mon", "tue", "wed", "thu", "fri", "sat", "sun"}
        assert row["week"]["explicit"] is bool(row["week"]["stated"])


def test_habits_of_a_territory(territories: Any) -> None:
    fahrenheit = {code for code, row in territories.items() if row["temperature"] == "fahrenheit"}
    assert fahrenheit == {"BS", "BZ", "KY", "PR", "PW", "US"}
    assert {code for code, row in territories.items() if row["measurement"] == "US"} == {"LR", "US"}
    assert territories["MX"]["paper"] == "US-Letter"
    assert territories["TH"]["calendars"] == ["buddhist", "gregorian"]
    assert territories["US"]["hour_cycles"]["preferred"] == "h"
    canada = territories["CA"]["hour_cycles"]
    assert (canada["preferred"], canada["by_language"]["fr"]["preferred"]) == ("h", "H")


# --- languages and tags --------------------------------------------------------


@pytest.mark.parametrize(
    ("tag", "name", "native"),
    [
        ("ja", "Japanese", "日本語"),
        ("zh-Hant", "Traditional Chinese", "繁體中文"),
        ("sr-Latn", "Serbian (Latin)", "srpski"),
        ("pa-Arab", "Punjabi (Arabic)", "پنجابی"),
        ("pt-BR", "Brazilian Portuguese", "português (Brasil)"),
        ("es-419", "Latin American Spanish", "español latinoamericano"),
        ("sr-ME", "Montenegrin", None),  # would be in Latin script: the Serbian file is not
        ("aa", "Afar", None),
    ],
)
def test_language_names(languages: Any, tag: str, name: str, native: str | None) -> None:
    assert (languages[tag]["name"], languages[tag]["native"]) == (name, native)


def test_every_language_has_an_english_name_and_no_code_for_a_name(languages: Any) -> None:
    for tag, row in languages.items():
        assert row["name"] and row["name"] != tag
        assert row["native"] != tag
        assert row["name"] not in row["alternates"]
    assert not {"und", "mul", "zxx"} & languages.keys()


def test_no_name_means_two_languages(languages: Any) -> None:
    owners: dict[str, set[str]] = {}
    for tag, row in languages.items():
        for name in (row["name"], row["native"], *row["alternates"]):
            if name:
                owners.setdefault(name.casefold(), set()).add(tag.split("-")[0])
    assert {name: tags for name, tags in owners.items() if len(tags) > 1} == {}


def test_likely_subtags_are_whole(likely: Any) -> None:
    whole = re.compile(r"[a-z]{2,3}-[A-Z][a-z]{3}-([A-Z]{2}|\d{3})")
    assert [value for value in likely.values() if not whole.fullmatch(value)] == []
    assert likely["zh-TW"] == "zh-Hant-TW"
    assert likely["und-JP"] == "ja-Jpan-JP"


def test_aliases_lead_to_codes_that_are_no_aliases(territories: Any) -> None:
    aliases = shipped("aliases")
    assert set(aliases) == {"languageAlias", "scriptAlias", "territoryAlias", "variantAlias"}
    known = territories.keys() | shipped("containment").keys() | {"ZZ"}
    # ISO 3166 leaves these to its users; their longer codes lead to them all the same.
    known |= {successor for [successor] in private_use(aliases["territoryAlias"])}
    for old, successors in aliases["territoryAlias"].items():
        assert set(successors) <= known, old
    assert aliases["languageAlias"]["iw"] == "he"
    assert aliases["languageAlias"]["zh-min-nan"] == "nan"
    for replacement in aliases["languageAlias"].values():
        assert replacement not in aliases["languageAlias"]


def private_use(aliases: dict[str, list[str]]) -> list[list[str]]:
    user_assigned = re.compile(r"AA|Q[M-Z]|X[A-Z]")
    return [row for row in aliases.values() if len(row) == 1 and user_assigned.fullmatch(row[0])]


def test_every_locale_inherits_from_the_root_in_the_end() -> None:
    explicit = shipped("parents")["parentLocale"]
    for locale in explicit:
        seen = set()
        while locale != "und":
            assert locale not in seen
            seen.add(locale)
            locale = explicit.get(locale) or locale.rpartition("-")[0] or "und"
    assert explicit["es-AR"] == "es-419"
    assert explicit["zh-Hant"] == "und"
    assert shipped("parents")["rules"] == {"nonlikelyScript": "und"}


def test_containment_holds_all_depths(territories: Any) -> None:
    inside = shipped("containment")
    assert territories.keys() == {code for code in inside["001"] if code in territories}
    assert {"MX", "013", "BR"} <= set(inside["419"])
    assert {"DE", "HR", "BG"} <= set(inside["EU"])
    assert "GB" not in inside["EU"]
    assert not {"SU", "YU", "DD"} & set(inside["001"])
    for region, members in inside.items():
        assert region not in members
        for member in members:
            assert set(inside.get(member, ())) <= set(members)


def test_matching() -> None:
    table = shipped("matching")
    used = {
        name
        for pair in table["distances"]
        for tag in pair[:2]
        for name in re.findall(r"\$!?(\w+)", tag)
    }
    assert {f"${name}" for name in used} == table["variables"].keys()
    assert table["variables"]["$americas"] == ["019"]
    assert ["gsw", "de", 4, True] in table["distances"]
    order = [desired for desired, _, _, _ in table["distances"]]
    assert order.index("zh-Hant-$cnsar") < order.index("zh-Hant-*") < order.index("*-*-*")


# --- formats -------------------------------------------------------------------


def minutes(text: str) -> int:
    hours, rest = text.split(":")
    return int(hours) * 60 + int(rest)


def test_day_periods_cover_the_day_once() -> None:
    periods = shipped("day_periods")
    assert periods["es"]["selection"]["evening1"] == {"from": "12:00", "before": "20:00"}
    for locale, kinds in periods.items():
        covered = [0] * (24 * 60)
        for rule in kinds["selection"].values():
            if "at" in rule:
                continue
            start, end = minutes(rule["from"]), minutes(rule["before"])
            for minute in range(start, end if end > start else end + 24 * 60):
                covered[minute % (24 * 60)] += 1
        assert set(covered) == {1}, locale


def test_numbering_systems_have_ten_consecutive_digits() -> None:
    digits = shipped("numbering_systems")["digits"]
    assert digits["latn"] == "0123456789"
    for name, row in digits.items():
        assert len(row) == 10, name
        if name != "hanidec":  # the only one whose digits are letters
            assert [ord(digit) - ord(row[0]) for digit in row] == list(range(10)), name


def test_default_numbering_systems() -> None:
    locales = shipped("numbering_systems")["locales"]
    assert locales["und"] == {"default": "latn", "native": "latn"}
    assert locales["fa"]["default"] == "arabext"
    assert locales["ar-EG"] == {"default": "arab"}
    assert "default" not in locales["ar"] and "ar-AE" not in locales
    digits = shipped("numbering_systems")["digits"]
    assert {row["default"] for row in locales.values() if "default" in row} <= digits.keys()


def test_plural_ranges() -> None:
    ranges = shipped("plural_ranges")
    assert ranges["en"]["one"]["other"] == "other"
    assert ranges["fr"]["one"]["one"] == "one"
    categories = {"zero", "one", "two", "few", "many", "other"}
    for starts in ranges.values():
        for start, ends in starts.items():
            assert {start, *ends, *ends.values()} <= categories


def test_unit_genders() -> None:
    genders = shipped("unit_genders")
    assert "meter" in genders["de"]["masculine"] and "week" in genders["de"]["feminine"]
    assert "en" not in genders
    units = [unit for row in genders["fr"].values() for unit in row]
    assert len(units) == len(set(units))


def test_person_names_of_the_root_are_whole() -> None:
    names = shipped("person_names")
    root = names["locales"]["und"]
    orders = {
        f"{order}.{length}.{usage}.{formality}"
        for order in ("givenFirst", "surnameFirst", "sorting")
        for length in ("long", "medium", "short")
        for usage in ("referring", "addressing", "monogram")
        for formality in ("formal", "informal")
        if order != "sorting" or usage == "referring"
    }
    settings = {
        "givenFirst",
        "surnameFirst",
        "formality",
        "length",
        "initial",
        "initialSequence",
        "nativeSpaceReplacement",
        "foreignSpaceReplacement",
    }
    assert root.keys() == orders | settings
    assert names["name_order_locales"]["givenFirst"] == ["und"]
    assert {"hu", "ja", "ko", "vi", "zh"} <= set(names["name_order_locales"]["surnameFirst"])


def test_person_names_of_a_locale_say_only_what_differs() -> None:
    locales = shipped("person_names")["locales"]
    root = locales["und"]
    for locale, row in locales.items():
        assert row, locale
        # A second pattern for the same name is for those that fill it better.
        assert {key.partition("-alt-")[0] for key in row} <= root.keys(), locale
        if locale != "und" and "-" not in locale and locale != "nb" and locale != "nn":
            assert not [key for key, value in row.items() if root.get(key) == value], locale
    assert locales["es-MX"] == {
        "givenFirst.long.referring.formal": "{title} {given} {given2} {surname} {surname2}"
    }
    assert locales["ja"]["foreignSpaceReplacement"] == "・"


def test_person_name_patterns_use_known_fields() -> None:
    fields = {
        "title",
        "given",
        "given2",
        "surname",
        "surname2",
        "generation",
        "credentials",
    }
    modifiers = {
        "informal",
        "prefix",
        "core",
        "allCaps",
        "initialCap",
        "initial",
        "monogram",
        "retain",
        "vocative",
        "genitive",
    }
    for row in shipped("person_names")["locales"].values():
        for key, pattern in row.items():
            if "." in key:
                for name in re.findall(r"\{([^}]*)\}", pattern):
                    field, *rest = name.split("-")
                    assert field in fields and set(rest) <= modifiers, (key, pattern)


def exact(expression: str, constants: dict[str, str]) -> Fraction:
    """The value of a product or quotient; LDML lets `*` bind tighter than `/`."""

    def factor(text: str) -> Fraction:
        return exact(constants[text], constants) if text in constants else Fraction(text)

    sides = expression.replace(" ", "").split("/")
    value, *divisors = (
        math.prod(map(factor, side.split("*")), start=Fraction(1)) for side in sides
    )
    return value / math.prod(divisors, start=Fraction(1))


def test_units_convert_to_their_base() -> None:
    units, constants = shipped("units")["units"], shipped("units")["constants"]
    assert units["mile"]["baseUnit"] == "meter"
    assert exact(units["mile"]["factor"], constants) == Fraction("1609.344")
    assert exact(units["gallon"]["factor"], constants) == Fraction("0.003785411784")
    fahrenheit, celsius = units["fahrenheit"], units["celsius"]
    boiling = 212 * exact(fahrenheit["factor"], {}) + exact(fahrenheit["offset"], {})
    assert boiling == 100 + exact(celsius["offset"], {})
    for unit, row in units.items():
        assert "special" in row or exact(row.get("factor", "1"), constants) > 0, unit
    assert shipped("units")["prefixes"]["kilo"]["power10"] == "3"


def test_every_unit_reaches_a_quantity() -> None:
    units = shipped("units")
    bases = {row["baseUnit"] for row in units["units"].values()}
    assert bases <= units["quantities"].keys()
    assert not units["aliases"].keys() & units["units"].keys()


def test_unit_preferences_fall_back_to_the_world(territories: Any) -> None:
    preferences = shipped("unit_preferences")
    assert preferences["length"]["person-height"]["US"][0]["unit"] == "foot-and-inch"
    regions = territories.keys() | {"001"}
    for usages in preferences.values():
        for rows in usages.values():
            assert "001" in rows
            assert rows.keys() <= regions


def test_grammatical_features() -> None:
    tables = shipped("grammatical_features")
    assert tables["features"]["de"] == {
        "case": ["nominative", "genitive", "dative", "accusative"],
        "gender": ["masculine", "feminine", "neuter"],
    }
    assert tables["features"]["ja"] == {}
    assert tables["compounds"]["de"]["deriveComponent-case-per"] == ["compound", "accusative"]


def test_currency_digits() -> None:
    currencies = shipped("currencies")
    assert currencies["DEFAULT"]["digits"] == 2
    assert currencies["JPY"]["digits"] == 0
    assert currencies["CHF"] == {
        "digits": 2,
        "rounding": 0,
        "cash_digits": 2,
        "cash_rounding": 5,
    }
    assert currencies["KWD"]["digits"] == 3


# --- the script ----------------------------------------------------------------

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text("ab-é", max_size=4), inner, max_size=3)
    ),
    max_leaves=12,
)


@given(json_values, st.integers(0, 3))
def test_render_changes_nothing_but_the_layout(value: Any, levels: int) -> None:
    assert json.loads(script.render(value, levels)) == value


def test_render_breaks_only_the_outer_levels() -> None:
    assert script.render({"b": {"y": [1, 2]}, "a": []}, 1) == '{\n"a":[],\n"b":{"y":[1,2]}\n}'
    assert script.render({"a": [[1], [2]]}, 2) == '{\n"a":[\n[1],\n[2]\n]\n}'


def package(folder: Path, name: str, files: dict[str, Any], version: str = "") -> None:
    files = files | {"package.json": {"version": version or script.CLDR}}
    for path, content in files.items():
        target = folder / name / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(json.dumps(content), encoding="utf-8")


@pytest.fixture
def small(tmp_path: Path) -> Any:
    """A CLDR that knows Austria, an island AA and hardly anything else."""
    core = {
        "currencyData": {
            "currencyData": {
                "region": {
                    "AT": [
                        {"NEW": {"_from": "2999-01-01"}},
                        {"EUR": {"_from": "1999-01-01"}},
                        {"BON": {"_tender": "false"}},
                        {"ATS": {"_from": "1947-12-04", "_to": "2002-02-28"}},
                    ]
                }
            }
        },
        "likelySubtags": {
            "likelySubtags": {
                "de": "de-Latn-DE",
                "sr": "sr-Cyrl-RS",
                "sr-ME": "sr-Latn-ME",
                "bar": "bar-Latn-AT",
                "en": "en-Latn-US",
            }
        },
        "parentLocales": {
            "parentLocales": {
                "parentLocale": {"es-AR": "es-419"},
                "_localeRules": {"parentLocale": {"nonlikelyScript": "root"}},
            }
        },
        "weekData": {
            "weekData": {
                "firstDay": {"001": "mon"},
                "minDays": {"001": "1", "AT": "4"},
                "weekendStart": {"001": "sat"},
                "weekendEnd": {"001": "sun"},
            }
        },
        "territoryContainment": {
            "territoryContainment": {
                "001": {"_contains": ["150"]},
                "001-status-grouping": {"_contains": ["EU"]},
                "150": {"_contains": ["AT"]},
                "150-status-deprecated": {"_contains": ["DD"]},
                "EU": {"_contains": ["AT"]},
            }
        },
    }
    files = {f"supplemental/{name}.json": {"supplemental": core[name]} for name in core}
    package(tmp_path, "cldr-core", files)
    territories = {
        "de": {"AT": "Österreich", "AT-alt-short": "Ö.", "AA": "AA"},
        "bar": {"AT": "Östareich"},
        "en": {"AT": "Austria", "AA": "An Island"},
        "sr": {"ME": "Црна Гора"},
    }
    names = {
        f"main/{locale}/territories.json": {
            "main": {locale: {"identity": {}, "localeDisplayNames": {"territories": table}}}
        }
        for locale, table in territories.items()
    }
    package(tmp_path, "cldr-localenames-full", names)
    package(tmp_path, "cldr-numbers-full", {})
    package(tmp_path, "cldr-person-names-full", {})
    package(tmp_path, "cldr-units-full", {})
    return script.Cldr(tmp_path)


def test_another_version_is_refused(tmp_path: Path) -> None:
    package(tmp_path, "cldr-core", {}, version="1.0.0")
    with pytest.raises(SystemExit, match=r"cldr-core is version 1\.0\.0; expected "):
        script.Cldr(tmp_path)


def test_currencies_that_are_no_longer_not_yet_or_never_tender_are_left_out(small: Any) -> None:
    assert script.currencies_of(small, "AT") == ["EUR"]
    assert script.currencies_of(small, "AA") == []


def test_native_names_come_from_official_and_domestic_languages(small: Any) -> None:
    spoken = [["en", 70, None, None], ["bar", 60, 5, None], ["de", 97, None, "official"]]
    assert script.native_names(small, "AT", spoken) == ["Österreich", "Östareich", "Ö."]


def test_native_names_fall_back_to_what_is_spoken(small: Any) -> None:
    # "AA" for AA in the German file is no name but the code repeated.
    spoken = [["en", 99, None, None], ["de", 50, None, "official"]]
    assert script.native_names(small, "AA", spoken) == ["An Island"]


def test_a_name_in_another_script_is_not_native(small: Any) -> None:
    assert script.native_names(small, "ME", [["sr", 90, None, "official"]]) == []
    assert script.native_names(small, "ME", [["sr-Cyrl", 90, None, "official"]]) == ["Црна Гора"]


def test_week_default(small: Any) -> None:
    week = script.week(small, "AT")
    assert (week["min_days"], week["first_day"], week["stated"]) == (4, "mon", ["min_days"])
    assert script.week(small, "AA")["explicit"] is False


def test_containment_of_the_small_world(small: Any) -> None:
    assert script.containment(small) == {
        "001": ["150", "AT", "EU"],
        "150": ["AT"],
        "EU": ["AT"],
    }


@pytest.mark.parametrize(
    ("locale", "parent"),
    [
        ("und", None),
        ("de", "und"),
        ("de-AT", "de"),
        ("es-AR", "es-419"),
        ("sr-Latn", "und"),
        ("sr-Cyrl", "sr"),
        ("sr-Latn-ME", "sr-Latn"),
    ],
)
def test_parent(small: Any, locale: str, parent: str | None) -> None:
    assert script.parent(small, locale) == parent


def test_without_inherited_keeps_the_differences(small: Any) -> None:
    rows = {
        "und": {"a": 1, "b": 2},
        "de": {"a": 1, "b": 3},
        "de-AT": {"a": 1, "b": 3},
        "de-CH": {"a": 9, "b": 3},
    }
    assert script.without_inherited(small, rows) == {
        "und": {"a": 1, "b": 2},
        "de": {"b": 3},
        "de-CH": {"a": 9},
    }


def test_without_inherited_refuses_what_inheritance_cannot_say(small: Any) -> None:
    with pytest.raises(ValueError, match=r"de cannot inherit from und: it has no \['a'\]"):
        script.without_inherited(small, {"und": {"a": 1}, "de": {"b": 1}})
