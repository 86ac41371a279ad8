"""Who decides: the person before the conversation, that before the language."""

from __future__ import annotations

import pytest

import culturekit as ck
from culturekit.reader import resolve
from culturekit.store import open as open_store


def decided(to, **kwargs):
    reader = resolve(to, **kwargs)
    return reader.register and str(reader.register), str(reader.level)


@pytest.mark.parametrize(
    ("to", "situation", "register", "expected"),
    [
        ("de-DE", None, None, ("formal", "language")),
        ({"locale": "de-DE", "register": "informal"}, None, None, ("informal", "person")),
        ("de-DE", "Hallo, kannst du mir bitte helfen?", None, ("informal", "conversation")),
        (
            {"locale": "de-DE", "register": "formal"},
            "Hallo, kannst du mir bitte helfen?",
            None,
            ("formal", "person"),
        ),
        ({"locale": "de-DE", "register": "informal"}, None, "formal", ("formal", "person")),
        ("pt-BR", None, None, ("informal", "language")),
        ("eo", None, None, (None, "nothing")),
    ],
)
def test_the_higher_level_always_wins(to, situation, register, expected):
    shown = ck.Situation(last_message=situation) if situation else None
    assert decided(to, situation=shown, register=register) == expected


def test_the_territory_is_only_what_was_given():
    assert resolve("pt").territory is None
    assert resolve("pt-BR").territory == "BR"
    moved = resolve({"locale": "de-DE", "territory": "Japan"})
    assert (moved.territory, moved.language) == ("JP", "de-JP")
    assert moved.culture.facts["calendar.weekend"]


def test_a_time_zone_is_never_guessed():
    assert resolve("ja-JP").zone == "Asia/Tokyo"
    assert resolve("de-DE").zone == "Europe/Berlin"  # Büsingen keeps the same time
    assert resolve("en-US").zone is None
    assert resolve({"locale": "en-US", "time_zone": "America/Denver"}).zone == "America/Denver"
    with pytest.raises(ck.InvalidValue, match="an IANA zone"):
        resolve({"locale": "en-US", "time_zone": "Mars/Olympus"})


def test_a_customer_may_want_another_language_on_the_phone():
    customer = {"locale": "nl-BE", "languages": {"phone": "fr"}}
    assert resolve(customer, situation=ck.Situation(channel="phone")).language == "fr-BE"
    assert resolve(customer, situation=ck.Situation(channel="email")).language == "nl-BE"


def test_every_choice_has_its_reason():
    claims = [reason.claim for reason in resolve("ja-JP").reasons]
    assert claims[0] == "the recipient was given as ja-JP"
    assert any("Asia/Tokyo" in claim for claim in claims)


@pytest.mark.parametrize(
    "to", [3, None, [], ["de", 4], {"name": 3}, {"locale": "de", "gender": "?"}]
)
def test_what_is_no_recipient_is_refused(to):
    with pytest.raises(ck.CultureKitError):
        resolve(to)


def test_of_several_people_the_one_who_wants_distance_decides():
    couple = [
        {"locale": "de-DE", "register": "informal"},
        {"locale": "de-DE", "register": "formal"},
    ]
    assert decided(couple) == ("formal", "person")


def test_swapping_a_name_changes_no_choice():
    one = resolve({"locale": "de-DE", "name": {"given": "Anna"}})
    two = resolve({"locale": "de-DE", "name": {"given": "Mehmet"}})
    assert (one.register, one.level, one.zone, one.reasons) == (
        two.register,
        two.level,
        two.zone,
        two.reasons,
    )


def test_two_sets_of_data_do_not_share_a_default(tmp_path):
    languages = tmp_path / "languages"
    languages.mkdir()
    (languages / "de.toml").write_text(
        'language = "de"\n[register]\n'
        'default = { value = "informal", source = "house", as_of = "2026" }\n'
    )
    (tmp_path / "sources.toml").write_text(
        '[house]\ntitle = "House style"\naccessed = "2026-11-22"\nlicence = "facts only"\n'
    )
    assert resolve("de-DE").register == "formal"
    assert resolve("de-DE", store=open_store((str(tmp_path),))).register == "informal"


@pytest.mark.parametrize("tag", ["!!", "de--DE", "de,en", " ", "de-DE;q=0.8"])
def test_a_malformed_tag_is_named_with_its_field(tag):
    name = ck.Name(given="Ada", locale=tag)
    for field, to, sender in (
        ("locale", ck.Customer(tag), None),
        ("locale", ck.Organisation("Acme", locale=tag), None),
        # No message by telephone is written now; the wish is wrong all the same.
        ("languages.phone", ck.Customer("de", languages={"phone": tag}), None),
        ("name.locale", ck.Customer("de", name=name), None),
        ("name.locale", "de", ck.Sender("en", name=name)),
        ("sender.locale", "de", ck.Sender(tag)),
    ):
        with pytest.raises(ck.InvalidValue, match="accepted: a BCP 47 tag") as caught:
            resolve(to, sender=sender)
        assert caught.value.what == field
