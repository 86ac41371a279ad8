"""Personal names: order, script, spacing, initials, gaps, and text that means harm."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from culturekit import store
from culturekit.errors import InvalidValue
from culturekit.format.clean import one_line
from culturekit.format.letters import first_cluster, script_of, upper, words
from culturekit.format.names import format_name
from culturekit.model import Name

MARIA = Name(
    title="Dra.", given="María", given2="Elena", surname="Ruiz", surname2="Soler", locale="es"
)
LOCALES = sorted(
    {"en", "de-CH", "xx", "zh-TW"} | store.open().cldr("person_names")["locales"].keys()
)

orders = st.sampled_from([None, "given-first", "surname-first", "sorting"])
lengths = st.sampled_from([None, "long", "medium", "short"])
usages = st.sampled_from([None, "referring", "addressing", "monogram"])
formalities = st.sampled_from([None, "formal", "informal"])


# --- order ---------------------------------------------------------------------------


def test_a_name_keeps_the_order_of_its_own_country() -> None:
    kim = Name(given="Minseo", surname="Kim", locale="ko")
    anna = Name(given="Anna", surname="Keller", locale="de")
    for reader in ("en", "de", "fr"):
        assert format_name(kim, locale=reader).startswith("Kim")
        assert format_name(anna, locale=reader) == "Anna Keller"


def test_hungarians_see_only_their_own_names_surname_first() -> None:
    assert (
        format_name(Name(given="Zsófia", surname="Nagy", locale="hu"), locale="hu") == "Nagy Zsófia"
    )
    assert (
        format_name(Name(given="Zsófia", surname="Nagy", locale="hu"), locale="de") == "Zsófia Nagy"
    )
    assert (
        format_name(Name(given="Anna", surname="Keller", locale="de"), locale="hu") == "Anna Keller"
    )


def test_an_order_that_was_asked_for_holds() -> None:
    name = Name(given="Anna", surname="Keller", locale="de")
    assert format_name(name, locale="de", order="surname-first") == "Keller, Anna"
    assert format_name(name, locale="de", order="sorting") == "Keller, Anna"
    hu = Name(given="Zsófia", surname="Nagy", locale="hu")
    assert format_name(hu, locale="hu", order="given-first") == "Zsófia Nagy"


def test_sorting_ignores_usage() -> None:
    plain = format_name(MARIA, locale="es", order="sorting")
    assert format_name(MARIA, locale="es", order="sorting", usage="addressing") == plain


def test_a_second_surname_chooses_the_pattern_that_has_room_for_it() -> None:
    assert format_name(MARIA, locale="es-MX", order="sorting").startswith("Ruiz Soler, ")
    one = Name(given="María", surname="Ruiz", locale="es")
    assert format_name(one, locale="es-MX", order="sorting") == "Ruiz, María"


def test_sorting_puts_a_prefix_where_the_language_does() -> None:
    name = Name(given="Sanne", surname_prefix="van den", surname="Berg", locale="nl")
    found = [
        format_name(name, locale="nl", order="sorting", formality=formality)
        for formality in ("formal", "informal")
    ]
    assert found == ["Berg, Sanne van den", "van den Berg, Sanne"]


# --- script and space ------------------------------------------------------------------


def test_han_characters_meet_without_a_space_in_japanese_and_chinese() -> None:
    name = Name(given="健", surname="高橋", locale="ja")
    assert format_name(name, locale="ja") == "高橋健"
    assert format_name(name, locale="zh") == "高橋健"
    assert format_name(name, locale="de") == "高橋健"
    assert format_name(Name(given="健", surname="高橋"), locale="de") == "高橋健"


def test_foreign_names_get_a_dot_in_japanese_and_chinese() -> None:
    katakana = Name(given="マリア", surname="ルイス", locale="es")
    assert format_name(katakana, locale="ja") == "マリア・ルイス"
    assert format_name(Name(given="玛丽亚", surname="鲁伊斯", locale="es"), locale="zh") == (
        "玛丽亚·鲁伊斯"
    )


def test_a_name_in_another_script_is_laid_out_by_rules_of_its_script() -> None:
    ivan = Name(given="Іван", given2="Петрович", surname="Коваль", locale="uk")
    ukrainian = format_name(ivan, locale="uk", length="long", formality="formal")
    # German has no rules for Cyrillic; Ukrainian ones are used for a Ukrainian name.
    assert format_name(ivan, locale="de", length="long", formality="formal") == ukrainian
    assert (
        format_name(Name(given="Maria", surname="Ruiz", locale="es"), locale="ja") == "Maria Ruiz"
    )


def test_without_a_locale_the_script_tells_what_it_can() -> None:
    assert format_name(Name(given="민서", surname="김"), locale="ko") == "김민서"
    assert format_name(Name(given="Anna", surname="Keller"), locale="ko") == "Anna Keller"


# --- what is missing -------------------------------------------------------------------


def test_empty_fields_take_their_separators_along() -> None:
    options = {"locale": "en", "length": "long", "formality": "formal"}
    full = Name(given="Ada", surname="Berger", generation="II", credentials="MBA")
    assert format_name(full, **options) == "Ada Berger II, MBA"
    assert format_name(Name(given="Ada", surname="Berger", generation="II"), **options) == (
        "Ada Berger II"
    )
    assert format_name(Name(given="Ada", surname="Berger"), **options) == "Ada Berger"


def test_one_name_alone_is_shown_where_only_a_surname_would_be() -> None:
    for only in (Name(title="Dr.", given="Suharto"), Name(title="Dr.", surname="Suharto")):
        assert (
            format_name(only, locale="en", usage="addressing", formality="formal") == "Dr. Suharto"
        )
        assert format_name(only, locale="en", usage="addressing", formality="informal") == "Suharto"


def test_a_name_without_any_name_is_refused() -> None:
    for empty in (Name(), Name(title="Dr."), Name(given=" ", surname="\u2028")):
        with pytest.raises(InvalidValue, match="given name or a surname"):
            format_name(empty, locale="en")


@pytest.mark.parametrize(
    ("option", "value"),
    [("order", "givenFirst"), ("length", "tiny"), ("usage", ["x"]), ("formality", "polite")],
)
def test_unknown_options_name_the_known_ones(option: str, value: object) -> None:
    with pytest.raises(InvalidValue, match=f"{option} cannot be .*accepted: "):
        format_name(MARIA, locale="es", **{option: value})


def test_a_name_is_never_read_from_text() -> None:
    with pytest.raises(InvalidValue, match="a Name or a mapping"):
        format_name("Kim Minseo", locale="ko")  # type: ignore[arg-type]
    assert format_name({"given": "Minseo", "surname": "Kim"}, locale="en") == "Minseo Kim"


def test_patterns_of_a_child_locale_stand_over_those_of_its_parent() -> None:
    found = [
        format_name(MARIA, locale=tag, order="sorting", length="long", formality="formal")
        for tag in ("es", "es-US", "es-Latn-US")
    ]
    assert found == ["Ruiz Soler, Dra. María Elena", "Ruiz Soler, María Elena", found[1]]


# --- initials --------------------------------------------------------------------------


def test_initials_by_language() -> None:
    name = Name(given="Jean-Luc", surname="Martin")
    short = {"order": "given-first", "length": "short", "formality": "formal"}
    assert format_name(name, locale="fr", **short) == "J.-L. Martin"
    assert format_name(name, locale="en", **short) == "J.L. Martin"
    assert format_name(name, locale="de", **short) == "J. L. Martin"
    assert format_name(name, locale="sv", **short) == "J L Martin"


def test_monograms() -> None:
    name = Name(given="Ada", given2="Rosa", surname="Berger")
    assert (
        format_name(name, locale="en", usage="monogram", length="long", formality="formal") == "ARB"
    )


def test_capitals_follow_the_language_of_the_name() -> None:
    monogram = {"usage": "monogram", "length": "short", "formality": "informal"}
    assert format_name(Name(given="ilker", locale="tr"), locale="en", **monogram) == "İ"
    assert format_name(Name(given="ilse", locale="de"), locale="tr", **monogram) == "I"
    assert format_name(Name(given="Άννα", locale="el"), locale="el", **monogram) == "Α"


@pytest.mark.parametrize(
    ("text", "language", "capitals"),
    [
        ("straße", "de", "STRASSE"),
        ("Ελένη Καΐρη", "el", "ΕΛΕΝΗ ΚΑΪΡΗ"),
        ("άυλος", "el", "ΑΫΛΟΣ"),
        ("ᾳ", "el", "ΑΙ"),
        ("Սևակ", "hy", "ՍԵՎԱԿ"),
        ("ıiİ", "az", "Iİİ"),
    ],
)
def test_upper(text: str, language: str, capitals: str) -> None:
    assert upper(text, language) == capitals


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mary Beth", ["Mary", "Beth"]),
        ("O’Neil-Smith", ["O’Neil", "Smith"]),
        ("J.R. Tolkien", ["J.R", "Tolkien"]),
        ("ח״כ", ["ח״כ"]),
        ("家豪", ["家", "豪"]),
        ("マリア", ["マリア"]),
        ("\u200cعلی", ["علی"]),
        ("ปรีชา", ["ปรีชา"]),
        ("—", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert [word for word, _ in words(text)] == expected


def test_a_cluster_is_a_letter_with_its_marks() -> None:
    assert first_cluster("Ångström") == "Å"
    assert first_cluster("A\u030angström") == "A\u030a"
    assert first_cluster("हिमाद्रि") == "हि"
    assert first_cluster("") == ""


def test_scripts() -> None:
    found = [script_of(char) for char in "Aéжא한漢ひカー"]
    assert found == ["Latn", "Latn", "Cyrl", "Hebr", "Hang", "Hani", "Hira", "Kana", "Zyyy"]
    assert script_of("\ue000") == "Zzzz"


# --- text that means harm ----------------------------------------------------------------


def test_a_line_break_in_a_name_does_not_break_the_line() -> None:
    name = Name(given="Ada\r\nBcc: all@example.com", surname="Berger\u2028X", title="\x1b[31mDr.")
    text = format_name(name, locale="en", length="long", formality="formal")
    assert text == "[31mDr. Ada Bcc: all@example.com Berger X"


def test_direction_overrides_do_not_reach_the_text_behind_the_name() -> None:
    assert format_name(Name(given="Ada\u202e", surname="\u2067Berger"), locale="en") == "Ada Berger"
    # Direction marks and joiners are part of how names are written.
    assert one_line("\u200fعلی\u200c‌رضا") == "\u200fعلی\u200c‌رضا"


def test_braces_in_a_name_are_only_braces() -> None:
    assert format_name(Name(given="{surname}", surname="{0}"), locale="en") == "{surname} {0}"


@given(st.text(), st.text(), st.text())
def test_no_control_character_comes_through(given_name: str, surname: str, title: str) -> None:
    name = Name(given=given_name, surname=surname, title=title)
    try:
        text = format_name(name, locale="ja", length="long", formality="formal")
    except InvalidValue:
        assert not one_line(given_name)
        assert not one_line(surname)
        return
    assert not any(unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") for char in text)
    text.encode("utf-8")


@given(st.sampled_from(LOCALES), orders, lengths, usages, formalities)
def test_every_locale_formats_with_every_option(
    locale: str, order: str | None, length: str | None, usage: str | None, formality: str | None
) -> None:
    for name in (MARIA, Name(given="अनिल", surname="कुमार"), Name(surname="Müller", title="Frau")):
        text = format_name(
            name, locale=locale, order=order, length=length, usage=usage, formality=formality
        )
        assert text
        assert text == text.strip()
        assert "{" not in text
        assert "  " not in text
