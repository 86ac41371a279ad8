"""Greetings: a table that whoever knows the language can read, and what must always hold."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

import culturekit as ck
from culturekit.forms import on_file
from culturekit.recognise import recognised
from tests.greeting_cases import CASES, Case

KIT = ck.Kit()
LANGUAGES = on_file(KIT.store)

#: what one says when going to bed
GOOD_NIGHT = (
    "good night", "gute nacht", "bonne nuit", "buonanotte", "dobranoc", "dobrou noc", "laku noć",
    "лаку ноћ", "спокойной ночи", "на добраніч", "добраніч", "лека нощ", "god natt", "godnat",
    "hyvää yötä", "góða nótt", "iyi geceler", "jó éjszakát", "noapte bună", "καληνύχτα",
    "晚安", "おやすみ", "안녕히 주무", "selamat tidur", "goedenacht", "शुभ रात्रि", "לילה טוב",
    "تصبح على خير", "شب بخیر", "ราตรีสวัสดิ์", "chúc ngủ ngon",
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=Case.id)
def test_the_table(case):
    found = case.greeting(KIT)
    assert found.opening == case.opening
    assert found.closing == case.closing


@pytest.mark.parametrize("table", sorted({case.table for case in CASES}))
def test_every_language_has_a_dozen_cases(table):
    assert len({case.id() for case in CASES if case.table == table}) >= 12


def test_a_persons_own_salutation_wins():
    found = KIT.greet({"locale": "de-DE", "salutation": "Moin Hannes", "gender": "female"})
    assert (found.opening, found.name_part) == ("Moin Hannes,", "salutation")
    found = KIT.greet({"locale": "en-US", "salutation": "Dear Captain:"})
    assert found.opening == "Dear Captain:"


def test_a_preferred_name_replaces_the_given_one():
    named = {"locale": "en-US", "name": {"given": "Elizabeth"}, "preferred_name": "Liz"}
    assert KIT.greet(named, register="informal").opening == "Hi Liz,"


@pytest.mark.parametrize(
    ("gender", "pronouns", "opening"),
    [
        (None, "she/her", "Sehr geehrte Frau Weber,"),
        (None, "Er / ihm", "Sehr geehrter Herr Weber,"),
        (None, "they/them", "Guten Tag Alex Weber,"),
        (None, "she/they", "Guten Tag Alex Weber,"),
        (None, "ask me", "Guten Tag Alex Weber,"),
        ("male", "she/her", "Sehr geehrter Herr Weber,"),
        ("neutral", "she/her", "Guten Tag Alex Weber,"),
    ],
)
def test_pronouns_count_where_no_gender_was_stated(gender, pronouns, opening):
    person = {"locale": "de", "name": {"given": "Alex", "surname": "Weber"}}
    found = KIT.greet({**person, "gender": gender, "pronouns": pronouns})
    assert found.opening == opening
    assert any("pronouns" in one.claim for one in found.reasons) is (gender is None)


def test_pronouns_of_two_people_are_read_for_each():
    pair = [
        {"locale": "de", "name": {"surname": "Krüger"}, "pronouns": "sie/ihr"},
        {"locale": "de", "name": {"surname": "Weiß"}, "pronouns": "he/him"},
    ]
    assert KIT.greet(pair).opening == "Sehr geehrte Frau Krüger, sehr geehrter Herr Weiß,"


@pytest.mark.parametrize(
    ("locale", "title", "opening"),
    [
        ("de", "PROF.DR.", "Sehr geehrter Herr Prof. Dr. Lang,"),  # as forms and databases have it
        ("de", "Dipl.-Kfm. Dr. rer. pol.", "Sehr geehrter Herr Dr. Lang,"),
        ("de", "Freiherr", "Sehr geehrter Herr Freiherr Lang,"),  # not listed: the person's own
        ("cs", "Mgr. et Mgr.", "Vážený pane magistře,"),
        ("en-GB", "Lord Mayor", "Dear Mr Lang,"),  # an office is not the title in its first word
        ("en-US", "Major General", "Dear General Lang,"),
    ],
)
def test_a_title_is_found_however_it_is_written(locale, title, opening):
    lang = {"locale": locale, "gender": "male", "name": {"title": title, "surname": "Lang"}}
    assert KIT.greet(lang).opening == opening


def test_a_couple_a_group_and_a_company():
    ana = {"locale": "de-DE", "name": {"surname": "Krüger"}, "gender": "female"}
    ben = {"locale": "de-DE", "name": {"surname": "Weiß"}, "gender": "male"}
    assert KIT.greet([ana, ben]).opening == "Sehr geehrte Frau Krüger, sehr geehrter Herr Weiß,"
    assert KIT.greet([ana, ben, ana]).opening == "Sehr geehrte Damen und Herren,"
    company = ck.Organisation("Acme KK", locale="ja-JP")
    assert "Acme KK" in KIT.greet(company).opening


def test_the_time_of_day_counts_only_where_the_readers_clock_is_known():
    reader = {"locale": "de-DE", "name": {"surname": "Krüger"}, "gender": "female"}
    evening = dt.datetime(2026, 3, 7, 18, 30, tzinfo=dt.UTC)
    assert KIT.greet(reader, channel="chat", at=evening).opening.startswith("Guten Abend")
    assert KIT.greet(reader, channel="chat").opening.startswith("Guten Tag")
    spread = {"locale": "en-US", "name": {"given": "Emily"}}
    claims = [reason.claim for reason in KIT.greet(spread, at=evening).reasons]
    assert any("time zone is unknown" in claim for claim in claims)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("hour", range(0, 24, 3))
def test_no_farewell_is_ever_a_greeting(language, hour):
    reader = {"locale": language, "time_zone": "UTC", "name": {"given": "Ana"}}
    at = dt.datetime(2026, 3, 7, hour, tzinfo=dt.UTC)
    for channel in ck.Channel:
        opening = KIT.greet(reader, channel=channel, at=at).opening.lower()
        assert not any(word in opening for word in GOOD_NIGHT)


genders = st.none() | st.sampled_from(list(ck.Gender))
name_parts = st.none() | st.sampled_from(["Ana", "José", "由紀", "O’Neil", "van Dyck", "Ng"])


@given(
    st.sampled_from(LANGUAGES),
    genders,
    name_parts,
    name_parts,
    st.none() | st.sampled_from(["Dr.", "Prof.", "Sir", "Mag."]),
    st.sampled_from(list(ck.Channel)),
    st.sampled_from(list(ck.RegisterLabel)),
    st.booleans(),
)
def test_everybody_is_greeted(language, gender, given, surname, title, channel, register, first):
    person = ck.Customer(
        language, name=ck.Name(title=title, given=given, surname=surname), gender=gender
    )
    found = KIT.greet(
        person, channel=channel, register=register, situation={"first_contact": first}
    )
    assert found.opening
    assert "{" not in found.opening + found.closing
    assert "  " not in found.opening
    assert found.opening == found.opening.strip()
    assert found.reasons


@given(st.text(min_size=1, max_size=30))
def test_a_name_cannot_break_out(text):
    try:
        found = KIT.greet({"locale": "en-US", "name": {"given": text, "surname": text}})
    except ck.InvalidValue:
        return
    assert "\n" not in found.opening
    assert not any(ord(char) < 32 or 127 <= ord(char) < 160 for char in found.opening)


def test_a_name_of_ten_thousand_characters_is_refused():
    with pytest.raises(ck.InvalidValue, match="at most 500 characters"):
        KIT.greet({"locale": "en-US", "name": {"given": "x" * 10_000, "surname": "y"}})


@pytest.mark.parametrize(
    "name", ["\u200b\u200d", "\ufeff", "\u00ad", "\u3164", "\u2800", "\u180e", " "]
)
def test_a_name_that_nobody_sees_is_refused(name):
    with pytest.raises(ck.InvalidValue, match="visible"):
        KIT.greet({"locale": "de", "name": {"given": name}})


def test_marks_that_nobody_sees_are_taken_out_of_a_name():
    name = {"given": "A\u200bn\u00adna", "surname": "We\U000e0041ber\ufeff"}
    assert KIT.greet({"locale": "de", "name": name}).opening == "Guten Tag Anna Weber,"
    persian = "علی\u200cرضا"  # the joiner is part of the spelling
    assert persian in KIT.greet({"locale": "fa", "name": {"given": persian}}).opening


def test_gender_is_never_taken_from_a_name():
    for name in ("Anna", "Andrea", "Mehmet"):
        found = KIT.greet({"locale": "it-IT", "name": {"given": name, "surname": "Rossi"}})
        assert found.opening == f"Gentile {name} Rossi,"


def test_a_language_without_greetings_is_said_to_have_none():
    with pytest.raises(ck.UnknownLocale):
        KIT.greet("eo")


def test_the_level_that_decided_is_named():
    found = KIT.greet({"locale": "de-DE", "register": "informal"})
    assert "the customer prefers informal address" in found.explain()


# Where a formatter of names, which knows orders and initials but no etiquette, leads astray:
# a surname that nobody is addressed by, a title before the name that stands after it, a
# nominative. Each line is what is addressed, and what must not be.
TRAPS = [
    ("is-IS", "female", {"given": "Guðrún", "surname": "Jónsdóttir"}, "Guðrún", "Jónsdóttir"),
    ("vi-VN", "male", {"given": "Dũng", "surname": "Nguyễn"}, "Anh Dũng", "Nguyễn"),
    ("th-TH", "male", {"given": "สมชาย", "surname": "ใจดี"}, "คุณสมชาย", "ใจดี"),
    ("hu-HU", "male", {"given": "Péter", "surname": "Kovács"}, "Kovács Úr", "Úr Kovács"),
    ("ru-RU", "male", {"given": "Иван", "given2": "Петрович", "surname": "Соколов"},
     "Иван Петрович", "Соколов"),
    ("cs-CZ", "male", {"given": "Petr", "surname": "Novák"}, "pane Nováku", "Novák,"),
    ("pl-PL", "female", {"given": "Anna", "surname": "Nowak"}, "Szanowna Pani,", "Nowak"),
    ("fr-FR", "female", {"given": "Camille", "surname": "Lefèvre"}, "Madame,", "Lefèvre"),
    ("pt-PT", "male", {"title": "Dr.", "given": "João", "surname": "Silva"},
     "Exmo. Senhor Dr. João Silva", "Senhor Silva"),
    ("ms-MY", "male", {"given": "Ahmad", "surname": "bin Ali"}, "Encik Ahmad", "bin"),
    ("id-ID", None, {"given": "Suharto"}, "Suharto", "None"),
    ("ta-IN", None, {"given": "முருகன்"}, "முருகன்", "None"),
    ("es-MX", "male", {"given": "Gabriel", "surname": "García", "surname2": "Márquez"},
     "señor García:", "Márquez"),
    ("pt-BR", "male", {"given": "João", "surname": "Silva", "surname2": "Reis"}, "João", "Reis"),
    ("zh-CN", "male", {"given": "伟", "surname": "王"}, "王先生", "伟"),
    ("ko-KR", None, {"given": "민준", "surname": "김"}, "김민준 고객님", "민준 김"),
    ("ja-JP", None, {"given": "健", "surname": "佐藤"}, "佐藤健様", "さん"),
    ("de-DE", "male", {"title": "Prof. Dr.", "given": "Max", "surname": "Schmidt"},
     "Herr Prof. Dr. Schmidt", "Max"),
    ("en-GB", "male", {"given": "Edward"}, "Dear Edward", "Mr"),
]  # fmt: skip


@pytest.mark.parametrize(("locale", "gender", "name", "said", "unsaid"), TRAPS)
def test_the_part_that_people_are_addressed_by(locale, gender, name, said, unsaid):
    opening = KIT.greet({"locale": locale, "gender": gender, "name": name}).opening
    assert said in opening
    assert unsaid not in opening


def test_in_turkish_bey_follows_the_given_name():
    mehmet = {"locale": "tr-TR", "gender": "male", "name": {"given": "Mehmet", "surname": "Yılmaz"}}
    assert KIT.greet(mehmet).opening == "Sayın Mehmet Yılmaz,"
    assert KIT.greet(mehmet, channel="chat").opening == "Merhaba Mehmet Bey,"


@pytest.mark.parametrize("locale", ["de", "ko", "es", "hi", "pl", "nl", "zh", "id"])
def test_cldrs_default_formality_of_names_is_no_register(locale):
    # CLDR calls these informal, meaning the style of names in an interface.
    assert KIT.greet(locale).register == "formal"


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("Geagte me. Botha", "af"),
        ("Yth. Bapak Budi,", "id"),
        ("Hej Anna.", "sv"),
        ("ქალბატონო ნინო,", "ka"),
        ("尊敬的王先生：", "zh"),
        ("尊敬的王小明：", "zh"),
        ("สวัสดีคุณสมชาย", "th"),
        ("เรียน คุณสมชาย", "th"),
        ("Sayın Ayşe Yılmaz,", "tr"),
        ("İyi günler,", "tr"),
        ("Αξιότιμε κύριε Παπαδόπουλε,", "el"),
        ("Dear Mr. Smith,", "en"),
    ],
)
def test_an_opening_is_recognised_with_its_name(line, language):
    assert recognised(line, "openings", language, KIT.store)


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("Hej Anna. Din order är på väg.", "sv"),
        ("Hello Anna. Thanks.", "en"),
        ("请把包裹交给王先生。", "zh"),
        ("Dear customer, your parcel is late.", "en"),
        ("مرحبا كيف حالك اليوم.", "ar"),
        ("สวัสดีค่ะ พัสดุของคุณถูกจัดส่งแล้วและจะถึงภายในวันพรุ่งนี้", "th"),
    ],
)
def test_a_line_that_says_more_is_no_opening(line, language):
    assert not recognised(line, "openings", language, KIT.store)
