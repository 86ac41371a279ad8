"""culture(): whatever an application has at hand finds its language and territory."""

from __future__ import annotations

import pickle

import babel
import langcodes
import pycountry
import pytest
from hypothesis import given
from hypothesis import strategies as st

import culturekit as ck
from culturekit.codes import meanings, territory_code
from culturekit.store import open as open_store
from culturekit.tags import maximize, minimize, parse


@pytest.mark.parametrize(
    ("given", "tag", "language", "territory"),
    [
        ("ja-JP", "ja-JP", "ja", "JP"),
        ("JA_jp", "ja-JP", "ja", "JP"),
        ("JP", "und-JP", "ja", "JP"),
        ("ja", "ja", "ja", None),
        ("jpn", "ja", "ja", None),
        ("JPN", "und-JP", "ja", "JP"),
        ("392", "und-JP", "ja", "JP"),
        ("Japan", "und-JP", "ja", "JP"),
        ("日本", "und-JP", "ja", "JP"),
        ("日本語", "ja", "ja", None),
        ("Deutsch", "de", "de", None),
        ("Österreich", "und-AT", "de", "AT"),
        ("osterreich", "und-AT", "de", "AT"),
        ("Côte d'Ivoire", "und-CI", "fr", "CI"),
        ("South Korea", "und-KR", "ko", "KR"),
        ("Russian Federation", "und-RU", "ru", "RU"),
        ("USA", "und-US", "en", "US"),
        ("UK", "und-GB", "en", "GB"),
        ("NA", "und-NA", "af", "NA"),
        ("zh_TW", "zh-TW", "zh", "TW"),
        ("sr-Latn", "sr-Latn", "sr", None),
        ("iw", "he", "he", None),
        ("en-UK", "en-GB", "en", "GB"),
        ("es-419", "es-419", "es", "419"),
        ("de-AT-u-nu-latn-ca-gregory", "de-AT-u-ca-gregory-nu-latn", "de", "AT"),
    ],
)
def test_a_culture_is_found_by_any_of_its_names(given, tag, language, territory):
    found = ck.culture(given)
    assert (found.tag, found.language, found.territory) == (tag, language, territory)


def test_objects_of_other_libraries_are_read():
    assert ck.culture(babel.Locale.parse("de_AT")).tag == "de-AT"
    assert ck.culture(langcodes.get("zh-Hant-HK")).tag == "zh-Hant-HK"
    assert ck.culture(pycountry.countries.get(alpha_2="BR")).territory == "BR"
    assert ck.culture(language="German", territory="Austria").tag == "de-AT"


def test_a_likely_territory_is_not_a_territory():
    portuguese = ck.culture("pt")
    assert portuguese.territory is None
    assert portuguese.likely_territory == "BR"
    assert portuguese.filled_in == ("script", "territory")
    assert not portuguese.facts
    assert not portuguese.currencies
    assert not [key for key in portuguese.dimensions if not key.startswith("wals")]


def test_two_meanings_are_both_named():
    with pytest.raises(ck.InvalidValue, match="territory DE, language de"):
        ck.culture("De")
    with pytest.raises(ck.InvalidValue, match="language na, territory NR"):
        ck.culture("Nauru")
    with pytest.raises(ck.UnknownLocale, match=r"Congo \(DRC\) or Congo \(Republic\)"):
        ck.culture("Congo")


@pytest.mark.parametrize("code", ["und", "root", "mis", "mul", "zxx", "MUL", "Root"])
def test_a_code_of_no_language_is_an_unknown_one(code):
    assert ck.culture(code) == ck.culture("und")
    assert ck.culture(f"{code}-JP") == ck.culture("JP")


@pytest.mark.parametrize(
    ("given", "near"), [("Jpan", "Japan"), ("Germny", "Germany"), ("Korea", "South Korea")]
)
def test_an_unknown_name_gets_suggestions(given, near):
    with pytest.raises(ck.UnknownLocale) as caught:
        ck.culture(given)
    assert near in caught.value.suggestions


@pytest.mark.parametrize("given", ["", "-", "de-de-de", "e", "en-u", "de_", 7, None, b"de"])
def test_what_is_no_name_at_all_raises(given):
    with pytest.raises((ck.InvalidValue, ck.UnknownLocale)):
        ck.culture(given)


def test_unknown_but_well_formed_tags_fall_back_and_say_so():
    assert ck.culture("en-XX").resolved == "en"
    assert ck.culture("xx-YY").resolved == "und"


@given(st.text(max_size=30))
def test_any_text_is_a_culture_or_a_typed_error(text):
    try:
        found = ck.culture(text)
    except ck.CultureKitError:
        return
    assert ck.culture(found.tag) == found


def test_every_territory_is_found_by_its_codes_and_english_name():
    both = set()
    for code, about in open_store().cldr("territories").items():
        for name in (code, about["alpha3"], about["numeric"], about["name"]):
            if len(meanings(name or "")) > 1:
                both.add(name)
            elif name:
                assert ck.culture(name).territory == code, name
    assert both == {"Nauru", "Tuvalu"}  # the languages have the same names


def test_every_likely_subtag_is_filled_in_and_taken_away():
    for short, full in open_store().cldr("likely").items():
        tag = parse(short)
        if tag.language == "und" or str(tag) != short:
            continue
        assert maximize(tag).base == full
        assert maximize(minimize(tag)).base == full


def test_a_culture_knows_its_territory():
    japan = ck.culture("JP")
    assert japan.currencies == ("JPY",)
    assert japan.time_zones == ("Asia/Tokyo",)
    assert japan.week.weekend == ("saturday", "sunday")
    assert japan.week.first_day == "sunday"
    belgium = {use.tag: use.status for use in ck.culture("BE").languages}
    assert belgium["nl"] == belgium["fr"] == belgium["de"] == "official"
    assert ck.culture("de-CH").register.value == "formal"
    assert ck.culture("de-CH").register.source


def test_keywords_change_what_they_name():
    assert ck.culture("en-US-u-fw-mon").week.first_day == "monday"
    assert ck.culture("en-US-u-tz-usden").time_zones == ("America/Denver",)
    assert ck.culture("de-CH-u-cu-usd").currencies[0] == "USD"
    assert ck.culture("en-US-u-rg-gbzzzz").likely_territory == "GB"
    assert ck.culture("en-US-u-rg-gbzzzz").territory == "US"


def test_scores_carry_their_licence_and_open_means_open():
    everything = ck.culture("JP").dimensions
    assert all(fact.source and fact.source[0].licence for fact in everything.values())
    kit = ck.Kit(datasets="open")
    free = kit.culture("JP").dimensions
    assert free
    assert set(free) < set(everything)
    for fact in free.values():
        assert {source.licence for source in fact.source} <= {"CC0-1.0", "CC-BY-4.0", "MIT"}


def test_compare_names_what_is_missing():
    pair = ck.compare("JP", "US")
    assert pair.distance > ck.compare("DE", "AT").distance > 0
    assert "personal_distance.social_cm" in pair.missing
    assert ck.compare("JP", "JP").distance == 0
    assert ck.compare("US", "JP").distance == pytest.approx(pair.distance)
    assert ck.compare("JP", "AQ").distance is None
    assert "tightness" in pair.explain().lower()


def test_cultures_compare_hash_and_pickle_by_their_tag():
    one = ck.culture("ja-JP")
    assert pickle.loads(pickle.dumps(one)) == one  # noqa: S301
    assert len({one, ck.culture("JA_JP")}) == 1
    assert one.to_dict()["tag"] == "ja-JP"


def test_names_of_territories_are_read_in_any_case():
    assert territory_code("germany") == territory_code("de") == territory_code("DEU") == "DE"
    assert territory_code("Atlantis") is None
