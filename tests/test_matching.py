"""match_locale(): the nearest of the locales an application has, by CLDR's distances."""

from __future__ import annotations

import langcodes
import pytest
from hypothesis import given
from hypothesis import strategies as st

import culturekit as ck
from culturekit.matching import _distances, _subtags

languages = st.sampled_from(
    ["ar", "az", "bs", "da", "de", "en", "es", "fr", "gsw", "hr", "ja", "ko", "nb", "nl", "nn",
     "no", "pt", "sr", "sv", "und", "uz", "zh"]
)  # fmt: skip
scripts = st.sampled_from(["", "", "", "-Latn", "-Cyrl", "-Arab", "-Hans", "-Hant"])
territories = st.sampled_from(
    ["", "", "-419", "-001", "-150", "-AR", "-AT", "-AU", "-BR", "-CA", "-CN", "-DE", "-EG",
     "-ES", "-GB", "-HK", "-IN", "-MA", "-MO", "-MX", "-PR", "-PT", "-RS", "-TW", "-US"]
)  # fmt: skip
tags = st.builds("{}{}{}".format, languages, scripts, territories)
few_tags = st.lists(tags, min_size=1, max_size=6)


def distance(desired: str, supported: str) -> int:
    one, two = _subtags(desired), _subtags(supported)
    table = _distances()
    return table.of_languages(one.language, two.language) + table.beyond_language(one, two)


@pytest.mark.parametrize(
    ("desired", "supported", "found"),
    [
        ("de-AT", ["en-GB", "de_DE", "fr"], "de_DE"),
        ("de-AT", ["en-GB", "DE-de", "fr"], "DE-de"),
        ("zh-HK", ["zh-Hans", "zh-Hant"], "zh-Hant"),
        ("es-AR", ["es-ES", "es-419"], "es-419"),
        ("nb", ["da", "no"], "no"),
        (["gsw", "en"], ["fr", "en-US"], "en-US"),
        ("ja", ["de", "fr"], None),
        ("ja", [], None),
        ([], ["ja"], None),
        ("he-IL", ["ar", "iw"], "iw"),
        ("cmn-Hant", ["zh-CN", "zh-TW"], "zh-TW"),
    ],
)
def test_the_answer_is_what_is_supported_as_it_stands(desired, supported, found):
    assert ck.match_locale(desired, supported) == found
    assert ck.match_locale(desired, supported, default="x") == (found or "x")


@pytest.mark.parametrize(
    ("desired", "supported", "found"),
    [
        # American English is read in Canada and Guam, British English elsewhere.
        ("en-AU", ["en-US", "en-GB"], "en-GB"),
        ("en-CA", ["en-GB", "en-US"], "en-US"),
        ("en-GU", ["en-AU", "en-US"], "en-US"),
        ("en-IN", ["en-US", "en-NZ"], "en-NZ"),
        # Macao and Hong Kong are nearer to each other than to Taiwan.
        ("zh-HK", ["zh-TW", "zh-MO"], "zh-MO"),
        # The Maghreb keeps together, and so does the rest.
        ("ar-DZ", ["ar-EG", "ar-MA"], "ar-MA"),
        ("ar-SY", ["ar-MA", "ar-EG"], "ar-EG"),
        # A macro region is as far as its farthest part.
        ("es-019", ["es", "es-MX"], "es-MX"),
        ("es-150", ["es-MX", "es-GT", "es"], "es"),
        ("pt-AO", ["pt", "pt-PT"], "pt-PT"),
    ],
)
def test_territories_are_near_in_clusters(desired, supported, found):
    assert ck.match_locale(desired, supported) == found


@pytest.mark.parametrize(
    ("one", "other", "both_ways"),
    [
        ("da", "nb", True),
        ("hr", "bs", True),
        ("sr-Latn", "sr", True),
        ("gsw", "de", False),
        ("ca", "es", False),
        ("ja-Latn", "ja", False),
    ],
)
def test_some_languages_are_understood_in_one_direction_only(one, other, both_ways):
    assert ck.match_locale(one, [other]) == other
    assert ck.match_locale(other, [one]) == (one if both_ways else None)


def test_another_script_is_too_far_unless_cldr_says_otherwise():
    assert ck.match_locale("zh-TW", ["zh-Hans"]) is None
    assert ck.match_locale("uz-Arab", ["uz-Latn", "fa"], default="fa") == "fa"
    assert ck.match_locale("ko-Hani", ["ko"]) == "ko"


def test_an_earlier_wish_wins_unless_it_is_much_farther():
    # A difference of territory alone does not make a second wish better ...
    assert ck.match_locale(["de-CH", "fr"], ["fr", "de"]) == "de"
    assert ck.match_locale(["en", "nl"], ["en-GB", "nl"]) == "en-GB"
    # ... but being another language does.
    assert ck.match_locale(["ca", "fr"], ["es", "fr"]) == "fr"
    assert ck.match_locale(["sv", "ca", "fr-CA"], ["es", "fr-CH"]) == "fr-CH"


def test_of_equally_near_locales_the_default_wins_then_those_that_stand_for_their_kin():
    assert ck.match_locale("en-ZA", ["en-AU", "en-NZ"]) == "en-AU"
    assert ck.match_locale("en-ZA", ["en-AU", "en-NZ"], default="en-NZ") == "en-NZ"
    assert ck.match_locale("es-AR", ["sv", "es-MX", "es-419"]) == "es-419"
    # Or else the territory that is likely for the language.
    assert ck.match_locale("fr-SN", ["fr-CA", "fr-CH", "fr-FR"]) == "fr-FR"


def test_of_locales_that_mean_the_same_the_one_written_alike_wins():
    supported = ["nl", "nl-Latn", "nl-NL", "nl-BE"]
    for tag in ("nl", "nl-Latn", "nl-NL", "nl-BE"):
        assert ck.match_locale(tag, supported) == tag
    assert ck.match_locale("nl", ["nl", "NL"]) == "nl"


def test_the_undetermined_language_is_not_english():
    assert ck.match_locale("und", ["en", "fr"]) is None
    assert ck.match_locale("en", ["und", "fr"]) is None
    assert ck.match_locale("und", ["en", "und"]) == "und"
    assert ck.match_locale("und-FR", ["en", "fr"]) == "fr"


def test_pseudolocales_and_private_use_match_only_themselves():
    supported = ["en-XA", "ar-XB", "fr-PSCRACK", "x-klingon"]
    assert [ck.match_locale(tag, supported) for tag in supported] == supported
    assert ck.match_locale(["en", "ar", "fr", "x-other"], supported) is None
    assert ck.match_locale("en-US", ["en-XA", "en-GB"]) == "en-GB"


def test_a_language_unknown_to_cldr_matches_itself():
    assert ck.match_locale("qzz-DE", ["de", "qzz"]) == "qzz"
    assert ck.match_locale("qzz-Zzzz-ZZ", ["de", "qzz-Latn"]) == "qzz-Latn"


def test_keywords_and_variants_do_not_matter():
    assert ck.match_locale("th-TH-u-ca-buddhist", ["en", "th_TH-u-nu-thai"]) == "th_TH-u-nu-thai"
    assert ck.match_locale("sl-rozaj", ["hr", "sl"]) == "sl"


def test_favouring_the_script_finds_what_can_at_least_be_read():
    assert ck.match_locale("sr", ["da", "ru", "hr"]) is None
    assert ck.match_locale("sr", ["da", "ru", "hr"], favor="script") == "ru"
    assert ck.match_locale("fr", ["pl", "ja"], favor="script") == "pl"
    assert ck.match_locale("sr", ["hr", "sr-Latn", "sr-Cyrl-ME"], favor="script") == "sr-Cyrl-ME"


def test_the_threshold_is_the_first_distance_that_is_too_far():
    assert distance("ca", "es") == 20
    assert ck.match_locale("ca", ["es"], threshold=21 + 4) == "es"
    assert ck.match_locale("ca", ["es"], threshold=20) is None
    assert ck.match_locale("zh-TW", ["zh-Hans"], threshold=60) == "zh-Hans"
    assert ck.match_locale("en", ["en"], threshold=0) == "en"


@pytest.mark.parametrize("wrong", ["", "-", "d", "de-de-de", "en-u", "91", "x-", "x-waytoolong9"])
def test_malformed_tags_raise(wrong):
    for call in (
        lambda: ck.match_locale(wrong, ["de"]),
        lambda: ck.match_locale(["de", wrong], ["de"]),
        lambda: ck.match_locale("de", ["de", wrong]),
    ):
        with pytest.raises(ck.InvalidValue):
            call()


@pytest.mark.parametrize(
    ("desired", "supported", "options"),
    [
        (None, ["de"], {}),
        ("de", None, {}),
        (["de", 7], ["de"], {}),
        ("de", [b"de"], {}),
        ("de", ["de"], {"default": ["de"]}),
        ("de", ["de"], {"favor": "territory"}),
        ("de", ["de"], {"favor": ["script"]}),
        ("de", ["de"], {"threshold": 101}),
        ("de", ["de"], {"threshold": True}),
    ],
)
def test_what_is_no_text_or_option_raises(desired, supported, options):
    with pytest.raises(ck.InvalidValue):
        ck.match_locale(desired, supported, **options)


def test_a_default_may_be_any_text():
    assert ck.match_locale("ja", ["de"], "not a tag") == "not a tag"


def test_any_iterable_serves_and_one_tag_is_one_tag():
    assert ck.match_locale(iter(["ja", "de"]), {"fr": 1, "de": 2}.keys()) == "de"
    assert ck.match_locale("de-AT", "de") == "de"


@given(tags, few_tags)
def test_nothing_nearer_is_passed_over(desired, supported):
    found = ck.match_locale(desired, supported)
    nearest = min(distance(desired, one) for one in supported)
    if found is None:
        assert nearest >= 50
    else:
        assert found in supported
        assert distance(desired, found) == nearest


@given(tags, few_tags)
def test_a_supported_locale_is_its_own_best_match(desired, supported):
    found = ck.match_locale(desired, [*supported, desired])
    assert distance(desired, found) == 0


@given(tags, few_tags)
def test_langcodes_never_finds_a_nearer_one(desired, supported):
    theirs, _ = langcodes.closest_match(desired, supported, max_distance=49)
    ours = ck.match_locale(desired, supported)
    if theirs != "und" and ours is not None:
        assert distance(desired, ours) <= distance(desired, theirs)


@given(st.lists(tags, min_size=1, max_size=3), few_tags, st.booleans(), st.booleans())
def test_icu_chooses_the_same(desired, supported, by_script, with_default):
    icu = pytest.importorskip("icu", reason="pyicu-wheels is not installed")
    builder = icu.LocaleMatcherBuilder()
    for tag in supported:
        builder.addSupportedLocale(icu.Locale.forLanguageTag(tag))
    # ICU takes the first supported locale where no default is set.
    default = supported[-1 if with_default else 0]
    if with_default:
        builder.setDefaultLocale(icu.Locale.forLanguageTag(default))
    if by_script:
        builder.setFavorSubtag(icu.ULocMatchFavorSubtag.SCRIPT)
    wishes = [icu.Locale.forLanguageTag(tag) for tag in desired]
    index = builder.build().getBestMatchResult(wishes).getSupportedIndex()
    found = ck.match_locale(
        desired, supported, default, favor="script" if by_script else "language"
    )
    assert found == (supported[index] if index >= 0 else default)
