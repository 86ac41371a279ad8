"""What `check` says, and as important, where it keeps silent."""

from __future__ import annotations

import csv
import itertools
import pickle
import re
import re._constants as constants  # type: ignore[import-not-found]
import re._parser as parser  # type: ignore[import-not-found]
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from culturekit.check import Report, Rule, check, rules
from culturekit.check.detectors import DETECTORS
from culturekit.check.foreign import is_foreign
from culturekit.check.mask import BLANK, mask
from culturekit.check.prose import Prose
from culturekit.errors import InvalidValue
from culturekit.model import Customer, Sender, Severity, Situation
from culturekit.reader import Reader, resolve
from culturekit.store import open as open_store

FAMILIES = [
    "idiom",
    "slang",
    "ambiguous-date",
    "time-without-zone",
    "ambiguous-currency",
    "units",
    "pressure",
    "blame",
    "blunt-refusal",
    "bare-imperative",
    "gendered",
    "shouting",
    "emoji",
    "religious-greeting",
    "register-mismatch",
    "mixed-register",
    "familiarity",
    "missing-courtesy",
    "long-sentence",
    "taboo-word",
    "humour",
    "contraction",
]

CASES = Path(__file__).parent / "cases" / "lint"
CLEAN = [
    row["text"]
    for row in csv.DictReader((CASES / "clean.tsv").read_text("utf-8").splitlines(), delimiter="\t")
    if row["language"] == "en"
]
LOCAL = [
    (rule, language, about) for rule in rules() for language, about in rule.by_language.items()
]

NEW_YORK = Sender("en-US", time_zone="America/New_York")


def families(text: str, reader: Reader, language: str = "en") -> list[str]:
    return [finding.family for finding in check(text, reader, language=language)]


def example_reader(rule: Rule) -> Reader:
    situation = rule.example.get("situation")
    sender = rule.example.get("sender")
    return resolve(
        rule.example.get("to", "ja-JP"),
        situation=Situation.from_dict(situation) if situation else None,
        sender=Sender.from_dict(sender) if sender else None,
    )


# --- the rules ---------------------------------------------------------------------


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.code)
def test_a_rule_finds_its_bad_examples_and_leaves_its_good_ones(rule: Rule) -> None:
    reader = example_reader(rule)
    language = rule.example.get("language", "en")
    for text in rule.bad:
        report = check(text, reader, language=language)
        assert rule.code in [one.rule for one in report], text
    for text in rule.good:
        report = check(text, reader, language=language)
        assert rule.code not in [one.rule for one in report], text


@pytest.mark.parametrize(
    ("rule", "language", "about"), LOCAL, ids=[f"{rule.code}-{tag}" for rule, tag, _ in LOCAL]
)
def test_a_rule_finds_its_examples_in_every_language(
    rule: Rule, language: str, about: dict[str, Any]
) -> None:
    reader = resolve(about["to"])
    for text in about["bad"]:
        assert rule.code in [one.rule for one in check(text, reader, language=language)], text
    for text in about["good"]:
        assert rule.code not in [one.rule for one in check(text, reader, language=language)], text


def test_the_families_of_register_and_courtesy_read_seventeen_languages() -> None:
    languages = {
        "ar", "cs", "de", "es", "fr", "hi", "it", "ja", "ko", "nl", "pl", "pt", "ru", "tr", "uk",
        "vi", "zh",
    }  # fmt: skip
    for code in ("CK182", "CK192", "CK263"):
        (rule,) = [one for one in rules() if one.code == code]
        assert set(rule.by_language) == languages == set(rule.languages)
    courtesy = next(one for one in rules() if one.code == "CK271")
    assert languages | {"en"} == set(courtesy.options["words"])
    mixed = next(one for one in rules() if one.code == "CK251")
    assert set(mixed.languages) == languages


def test_a_term_with_a_contraction_has_both_words_on_their_own() -> None:
    # "don't/do not wait" would look for "don't not wait".
    for rule in rules():
        for term, _ in rule.terms:
            parts = term.split()
            for one, following in itertools.pairwise(parts):
                if following.split("/")[0] in ("not", "is", "are", "am", "will"):
                    plain = [word for word in one.split("/") if "'" not in word]
                    assert not plain or len(plain) == len(one.split("/")), (rule.code, term)


def test_every_family_has_rules_and_every_code_is_used_once() -> None:
    assert {rule.family for rule in rules()} == set(FAMILIES)
    codes = [rule.code for rule in rules()]
    assert len(set(codes)) == len(codes)


def test_there_are_hundreds_of_idioms_and_no_term_twice() -> None:
    idioms = [term for rule in rules() if rule.family == "idiom" for term, _ in rule.terms]
    assert len(idioms) >= 500
    assert len(set(idioms)) == len(idioms)


def test_every_rule_rests_on_sources_that_may_be_used() -> None:
    for rule in rules():
        assert rule.source, rule.code
        assert rule.reason.fact is not None
        for source in rule.source:
            licence = source.licence or ""
            assert not re.search(r"-(SA|NC)\b", licence), (rule.code, source.id)


def test_a_rule_finds_in_one_way_that_exists() -> None:
    for rule in rules():
        assert rule.terms or rule.pattern or rule.detect, rule.code
        if rule.detect:
            assert rule.detect in DETECTORS, rule.code


def _unbounded_inside_unbounded(pattern: Any, inside: bool = False) -> bool:
    """Whether a repetition that may give back holds another one: the shape that explodes."""
    for operation, argument in pattern:
        if operation in (constants.MAX_REPEAT, constants.MIN_REPEAT):
            most, inner = argument[1], argument[2]
            many = most > 1
            if many and inside:
                return True
            if _unbounded_inside_unbounded(inner, inside or many):
                return True
        elif operation is constants.SUBPATTERN:
            if _unbounded_inside_unbounded(argument[-1], inside):
                return True
        elif operation is constants.BRANCH:
            if any(_unbounded_inside_unbounded(branch, inside) for branch in argument[1]):
                return True
        elif operation in (constants.ASSERT, constants.ASSERT_NOT) and (
            _unbounded_inside_unbounded(argument[1], inside)
        ):
            return True
    return False


PATTERNS = [(rule.code, rule.pattern) for rule in rules() if rule.pattern] + [
    (f"{rule.code}-{language}", phrase)
    for rule, language, about in LOCAL
    for phrase in about["phrases"]
]


@pytest.mark.parametrize(
    ("name", "pattern"), PATTERNS, ids=[f"{name}-{at}" for at, (name, _) in enumerate(PATTERNS)]
)
def test_no_pattern_of_a_rule_can_backtrack_without_end(name: str, pattern: str) -> None:
    assert not _unbounded_inside_unbounded(parser.parse(pattern)), name


def _beginning(pattern: Any) -> str:
    """A text that a pattern begins to match: its first choice everywhere, repeated parts once."""
    out = ""
    for operation, argument in pattern:
        if operation is constants.LITERAL:
            out += chr(argument)
        elif operation is constants.IN and argument[0][0] is constants.LITERAL:
            out += chr(argument[0][1])
        elif operation is constants.BRANCH:
            out += _beginning(argument[1][0])
        elif operation is constants.SUBPATTERN:
            out += _beginning(argument[-1])
        elif operation in (constants.MAX_REPEAT, constants.MIN_REPEAT):
            out += _beginning(argument[2]) if argument[0] else ""
    return out


@pytest.mark.parametrize("language", sorted({language for _, language, _ in LOCAL} | {"en"}))
def test_texts_that_patterns_begin_to_match_are_read_to_their_end(language: str) -> None:
    # Each pattern gets its own beginning over and over, without what would end the match.
    pieces = [
        _beginning(parser.parse(pattern))
        for name, pattern in PATTERNS
        if name.endswith(f"-{language}") or (language == "en" and "-" not in name)
    ]
    for piece in dict.fromkeys(filter(None, pieces)):
        for sign in (" ", " x "):
            text = f"{piece}{sign}" * (6_000 // (len(piece) + 3))
            assert check(text, resolve("de-DE"), language=language).text == text


def test_the_shape_that_explodes_is_recognised() -> None:
    assert _unbounded_inside_unbounded(parser.parse(r"(?:a+)+b"))
    assert not _unbounded_inside_unbounded(parser.parse(r"(?:ab)+c?"))


@pytest.mark.parametrize(
    "piece",
    ["a", "A", "A ", "1", "1/", "1/1", "10:30", "$1", "1.", "{", "<a", "a@", "a.pdf", "!?", ":-",
     "don't ", "&a", "_a", "AB-", "\U0001f600", "(", "www.", ">", "you should have ", "a. ",
     "1 ", "e.g. ", "kr", "°", "<style>", "<script></", "```\n", "~~~"],
)  # fmt: skip
def test_hostile_repetition_is_read_to_its_end(piece: str) -> None:
    # Quadratic or worse, these would not come back before the test run is stopped.
    text = piece * (60_000 // len(piece)) + "é"
    assert check(text, resolve("ja-JP")).text == text


# --- where it matters, and where it does not ---------------------------------------


def test_an_idiom_is_a_warning_in_a_second_language_and_nothing_to_natives() -> None:
    text = "Your parcel slipped through the cracks."
    for second in ("ja-JP", "de-DE", "en-DE", "en-IN"):
        assert families(text, resolve(second)) == ["idiom"], second
    for native in ("en-US", "en-GB", "en-AU", "en"):
        assert families(text, resolve(native)) == [], native
    # Who reads is not known, so they may be reading a second language.
    assert families(text, resolve({})) == ["idiom"]


def test_a_time_is_clear_in_the_senders_own_zone() -> None:
    text = "We will call you at 10:30 on Monday."
    assert families(text, resolve("ja-JP")) == ["time-without-zone"]
    assert families(text, resolve("de-DE", sender=NEW_YORK)) == ["time-without-zone"]
    here = Customer("en-US", time_zone="America/New_York")
    assert families(text, resolve(here, sender=NEW_YORK)) == []
    # Paris and Berlin keep the same time all year.
    paris = Sender("fr-FR", time_zone="Europe/Paris")
    berlin = Customer("en-DE", time_zone="Europe/Berlin")
    assert families(text, resolve(berlin, sender=paris)) == []
    # Japan has one zone: nobody there needs to state it.
    assert families(text, resolve("ja-JP", sender=Sender("ja-JP"))) == []


@pytest.mark.parametrize("zone", ["CET", "UTC", "your time", "local time", "Tokyo time", "GMT+1"])
def test_a_time_with_its_zone_is_clear(zone: str) -> None:
    assert families(f"We will call you at 10:30 {zone} on Monday.", resolve("ja-JP")) == []


def test_pounds_are_clear_to_an_american_and_money_to_a_londoner() -> None:
    text = "The parcel weighs 5 pounds."
    assert families(text, resolve("en-US")) == []
    assert families(text, resolve("en-GB")) == []
    assert families(text, resolve("fr-FR")) == ["units"]
    london = Sender("en-GB", time_zone="Europe/London")
    assert families("The fee is 5 pounds.", resolve("fr-FR", sender=london)) == []


def test_metric_units_are_explained_to_an_american_with_the_amount() -> None:
    (finding,) = check("The shop is 8 km away.", resolve("en-US"))
    assert finding.family == "units"
    assert finding.fix == "8 km (5 mi)"


def test_a_date_is_clear_to_who_writes_dates_the_same_way() -> None:
    text = "Please pay by 03/04/2026."
    assert families(text, resolve("en-US", sender=NEW_YORK)) == []
    assert families(text, resolve("en-GB", sender=NEW_YORK)) == ["ambiguous-date"]
    assert families(text, resolve("en-GB", sender=Sender("en-GB"))) == []
    # An unknown sender is one from another country.
    assert families(text, resolve("en-US")) == ["ambiguous-date"]


def test_the_order_of_a_known_sender_puts_an_ambiguous_date_right() -> None:
    text = "Please pay by 03/04/2026."
    (american,) = check(text, resolve("en-GB", sender=NEW_YORK))
    assert american.fix == "4 March 2026"
    (british,) = check(text, resolve("en-US", sender=Sender("en-GB")))
    assert british.fix == "April 3, 2026"
    (unknown,) = check(text, resolve("en-US"))
    assert unknown.fix is None


def test_dollars_are_clear_between_two_who_pay_in_them() -> None:
    text = "Your refund is $49.90."
    assert families(text, resolve("en-US", sender=NEW_YORK)) == []
    assert families(text, resolve("en-CA", sender=NEW_YORK)) == ["ambiguous-currency"]
    (finding,) = check(text, resolve("en-CA", sender=NEW_YORK))
    assert finding.fix == "USD 49.90"
    assert families(text, resolve("en-US")) == ["ambiguous-currency"]


def test_emoji_are_welcome_in_a_chat_and_not_in_a_complaint() -> None:
    text = "Your order is on its way 😊"
    chat = resolve("en-US", situation=Situation(channel="chat"))
    assert families(text, chat) == []
    complaint = resolve("en-US", situation=Situation(channel="chat", topic="complaint"))
    (finding,) = check(text, complaint)
    assert (finding.family, finding.severity) == ("emoji", Severity.WARNING)
    mourning = resolve("en-US", situation=Situation(topic="bereavement"))
    assert check(text, mourning).worst is Severity.ERROR


def test_a_stated_gender_makes_a_salutation_right() -> None:
    text = "Dear Sir, your order is on its way."
    assert families(text, resolve("en-US")) == ["gendered"]
    assert families(text, resolve(Customer("en-US", gender="male"))) == []


@pytest.mark.parametrize(
    ("language", "to", "formal", "informal"),
    [
        ("de", "de-DE", "Wir haben Ihre Bestellung.", "Wir haben deine Bestellung."),
        ("fr", "fr-FR", "Avez-vous votre facture ?", "As-tu ta facture ?"),
        ("es", "es-MX", "¿Tiene usted su factura?", "¿Tienes tu factura?"),
        ("it", "it-IT", "Può inviarci la Sua fattura?", "Puoi inviarci la tua fattura?"),
        ("pl", "pl-PL", "Czy ma Pan pytania?", "Czy masz pytania?"),
        ("cs", "cs-CZ", "Máte Vaši fakturu?", "Máš svou fakturu?"),
        ("ja", "ja-JP", "発送いたしました。", "発送したよ。"),
        ("ko", "ko-KR", "발송했습니다.", "보냈어."),
        ("ar", "ar-SA", "نشكركم على طلبكم.", "عايز طلبك؟"),
    ],
)
def test_a_register_that_the_reader_does_not_expect(
    language: str, to: str, formal: str, informal: str
) -> None:
    reader = resolve(to)
    assert reader.register == "formal"
    assert families(formal, reader, language) == []
    assert families(informal, reader, language) == ["register-mismatch"]
    friend = resolve(Customer(to, register="informal"))
    assert "register-mismatch" not in families(informal, friend, language)


def test_two_registers_in_one_message() -> None:
    text = "Votre commande est prête. Tu peux la retirer."
    found = check(text, resolve("fr-FR"), language="fr")
    assert [one.family for one in found] == ["mixed-register"]
    assert text[found[0].start : found[0].end] in ("Votre", "Tu")


def test_a_refusal_with_regret_is_no_bare_refusal() -> None:
    assert families("We cannot refund the ticket.", resolve("en-US")) == ["blunt-refusal"]
    softened = "We are sorry. We cannot refund the ticket, but you can move the date."
    assert families(softened, resolve("en-US")) == []


def test_an_answer_to_a_complaint_lacks_an_apology() -> None:
    reader = resolve("en-US", situation=Situation(topic="complaint"))
    cold = "Thank you for your message. We have sent the parcel again. It arrives on Friday."
    assert families(cold, reader) == ["missing-courtesy"]
    assert families(f"We are sorry. {cold}", reader) == []
    assert families(cold, resolve("en-US")) == []


@pytest.mark.parametrize("to", ["ja-JP", "fr-FR", "en-IN", "pt-BR"])
def test_service_english_without_faults_gives_no_warning(to: str) -> None:
    reader = resolve(to)
    warned = [
        (text, finding.rule)
        for text in CLEAN
        for finding in check(text, reader)
        if finding.severity.rank >= Severity.WARNING.rank
    ]
    assert warned == []


def test_a_whole_message_without_faults_has_no_findings() -> None:
    text = " ".join(CLEAN[:40])
    assert [one for one in check(text, resolve("ja-JP")) if one.severity != "info"] == []


# --- what is no prose -----------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Thank you, {touch base}.",
        "Thank you, {{ act now }}.",
        "See https://example.org/3/7/act-now?a=10:30&b=$5 please.",
        "See www.example.org/FINAL/NOTICE/NOW please.",
        "Write to damn@example.org, please.",
        'Please read <a href="act now" title="10:30">this</a>.',
        "Please type `rtfm --idiot 10:30`.",
        "> You failed to pay $50, you idiot!!\nThank you for telling us.",
        "Your order number is URGENT-2026-7, thank you.",
        "Please open final_notice_now.",
        "Please open FINAL-NOTICE.pdf.",
        "Please run this:\n\n```sh\nsend $5 at 10:30\n```\n",
        "<style>p { act: now } /* 10:30 */</style><p>Thank you.</p>",
        "<SCRIPT src='x'>if (a) { alert('act now') }</SCRIPT><p>Thank you.</p>",
    ],
)
def test_what_is_no_prose_is_no_finding(text: str) -> None:
    assert families(text, resolve("ja-JP")) == []


def test_blanking_out_keeps_every_offset() -> None:
    text = "Dear {name}, act now: https://example.org"
    masked = mask(text)
    assert len(masked) == len(text)
    assert masked[5:11] == BLANK * 6
    assert masked[13:20] == "act now"


@given(st.text())
def test_blanking_out_never_changes_the_length(text: str) -> None:
    assert len(mask(text)) == len(text)


# --- findings and report ----------------------------------------------------------------


def test_spans_are_offsets_into_the_text_as_it_was_given() -> None:
    text = "Dear {name},\n\nlet’s touch base – by 3/7 😊 at 10:30."
    report = check(text, resolve("ja-JP"))
    found = {one.family: text[one.start : one.end] for one in report}
    assert found["contraction"] == "let’s"
    assert found["idiom"] == "touch base"
    assert found["ambiguous-date"] == "3/7"
    assert found["emoji"] == "😊"
    assert found["time-without-zone"] == "10:30"


WORDS = st.sampled_from(
    [
        "act",
        "now",
        "let's",
        "touch",
        "base",
        "you",
        "failed",
        "to",
        "pay",
        "$50",
        "by",
        "3/7",
        "at",
        "10:30",
        "Dear",
        "Sir",
        ",",
        ".",
        "!",
        "{x}",
        "5",
        "miles",
        "THIS",
        "IS",
        "FINAL",
        "😊",
        "<b>",
        "https://a.b/c",
        "it's",
        "gonna",
        "rain",
        "—",
        "’",
        "\n",
        "\n\n",
    ]
)


@given(
    st.lists(WORDS | st.text(max_size=8), max_size=40).map(" ".join),
    st.sampled_from(["ja-JP", "en-US", "de-DE", "ar-SA", "en"]),
    st.sampled_from(["en", "de", "ja", "ar", "pt-BR", "zh-Hant", "is"]),
)
def test_any_text_gives_findings_in_order_within_it(text: str, to: str, language: str) -> None:
    reader = resolve(to, sender=NEW_YORK)
    report = check(text, reader, language=language)
    assert list(report) == sorted(report, key=lambda one: (one.start, one.end, one.rule))
    for finding in report:
        assert 0 <= finding.start < finding.end <= len(text)
        assert BLANK not in finding.message
        assert finding.family in FAMILIES
    assert check(text, reader, language=language) == report


@pytest.mark.parametrize(
    "text",
    ["Let's meet.", "You MUST answer.", "Thank you!!!", "Send us the form today.",
     "Please pay by 03/04/2026.", "Please answer ASAP.", "It is 5 miles away."],
)  # fmt: skip
def test_a_fix_takes_its_finding_away(text: str) -> None:
    reader = resolve("ja-JP", sender=NEW_YORK)
    fixed, fixes = text, [one for one in check(text, reader) if one.fix is not None]
    assert fixes
    for finding in reversed(fixes):
        fixed = fixed[: finding.start] + str(finding.fix) + fixed[finding.end :]
    left = {one.rule for one in check(fixed, reader)}
    # A unit with its conversion behind it is still that unit, with the conversion beside it.
    assert not left & {one.rule for one in fixes if one.family != "units"}


def test_a_report_is_a_readable_table() -> None:
    report = check("Dear customer,\nact now by 3/7!", resolve("de-DE"))
    lines = str(report).splitlines()
    assert lines[0].startswith("2:1   warning  CK161 pressure")
    assert lines[1].startswith("2:12  warning  CK121 ambiguous-date  “3/7”")
    assert len(report) == 2
    assert report[0].rule == "CK161"
    assert report.place(report[1]) == (2, 12)
    assert report.worst is Severity.WARNING
    assert str(check("Thank you.", resolve("de-DE"))) == "no findings"
    assert check("Thank you.", resolve("de-DE")).worst is None


def test_a_report_gives_its_reasons_with_their_sources() -> None:
    explained = check("Act now!", resolve("de-DE")).explain()
    assert "second-language reader of en" in explained
    assert "deceptive-fake-urgency" in explained


def test_a_report_is_plain_data() -> None:
    report = check("Act now!", resolve("de-DE"))
    assert pickle.loads(pickle.dumps(report)) == report  # noqa: S301
    assert Report.from_dict(report.to_dict()).findings == report.findings


def test_bad_input_is_refused() -> None:
    with pytest.raises(InvalidValue, match="text cannot be"):
        check(b"bytes", resolve("de-DE"))  # type: ignore[arg-type]
    with pytest.raises(InvalidValue, match="locale cannot be"):
        check("Hello", resolve("de-DE"), language="!")
    wrong = Sender("en-US", time_zone="Mars/Olympus")
    with pytest.raises(InvalidValue, match="time_zone cannot be"):
        check("Hello", resolve("de-DE", sender=wrong))


def test_empty_text_has_no_findings() -> None:
    for text in ("", " ", "\n\n", "{name}"):
        assert len(check(text, resolve("ja-JP"))) == 0


@pytest.mark.parametrize("rule", [one for one in rules() if one.terms], ids=lambda rule: rule.code)
def test_every_term_is_found_in_its_first_form(rule: Rule) -> None:
    reader = example_reader(rule)
    for term, _ in rule.terms:
        words = []
        for part in term.split():
            choice = part.rstrip("?").split("/")[0]
            words.append({"~": "your", "*": "it"}.get(choice, choice))
        text = " ".join(words)
        found = check(text, reader)
        assert found.findings, text
        assert any(one.start == 0 and one.family == rule.family for one in found), text


@pytest.mark.parametrize(
    "text",
    [
        "Do 7. ožujka 2026. možete vratiti proizvod.",
        "Let op: uw pakket is onderweg, wij sturen u morgen de rekening.",
        "आपके ऑर्डर के लिए धन्यवाद, आपका पार्सल कल शाम तक आपके घर के पते पर पहुँच जाएगा और आपको हमारी ओर से "
        "एक संदेश भी मिलेगा जिसमें पार्सल की पूरी जानकारी और हमारे दफ़्तर का पता लिखा होगा।",
        "ขอบคุณสำหรับคำสั่งซื้อของคุณ พัสดุจะถูกจัดส่งในวันพรุ่งนี้",
    ],
)
def test_rules_of_english_keep_silent_about_a_text_in_another_language(text: str) -> None:
    report = check(text, resolve("hr-HR"))
    assert report.findings == ()
    assert any("does not seem to be in en" in reason.claim for reason in report.reasons)


def test_what_every_language_can_misread_is_found_in_a_text_of_another_one_but_not_fixed() -> None:
    report = check("Vratite proizvod do 3/4/2026, možete nam pisati.", resolve("hr-HR"))
    assert [(one.family, one.fix) for one in report] == [("ambiguous-date", None)]


@pytest.mark.parametrize("text", CLEAN[:60])
def test_english_is_not_taken_for_another_language(text: str) -> None:
    assert not is_foreign(mask(text), "en", open_store())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("आपका पार्सल कल पहुँचेगा", 4),
        ("உங்கள் பார்சல் நாளை வரும்", 4),
        ("আপনার পার্সেল কাল পৌঁছাবে", 4),
        ("don't l'été", 2),
        ("שָׁלוֹם עולם", 2),
    ],
)
def test_marks_and_vowel_signs_are_part_of_their_word(text: str, words: int) -> None:
    assert len(Prose(text, "en", open_store()).words) == words


@pytest.mark.parametrize(
    ("text", "language", "to"),
    [
        ("Mr. Bro Jensen thanks you, and Ms. Braun-Guys does too.", "en", "fr-FR"),
        ("Kein Problem, Frau Schatz!", "de", "de-DE"),
        ("Merci de votre patience, Monsieur Coucou.", "fr", "fr-FR"),
        ("Gracias por su pedido, señor Guapo.", "es", "es-MX"),
        ("Geachte heer Schat, dank voor uw bericht.", "nl", "nl-NL"),
        ("Sayın Selam Öztürk, teşekkür ederiz.", "tr", "tr-TR"),
        ("Шановний пане Бувай, дякуємо.", "uk", "uk-UA"),
    ],
)
def test_no_rule_takes_offence_at_a_name(text: str, language: str, to: str) -> None:
    assert [one.rule for one in check(text, resolve(to), language=language)] == []


def test_a_word_that_is_no_name_is_found_behind_a_title_as_well() -> None:
    found = check("Mr. Jensen is your buddy, Buddy.", resolve("fr-FR"))
    assert [one.family for one in found] == ["familiarity", "familiarity"]


@pytest.mark.parametrize(
    ("text", "language", "to"),
    [
        ("Ihre Kollegin sagte Ihnen: „Du kannst das zurückgeben.“", "de", "de-DE"),
        ("Vous avez écrit : « Tu peux m'aider ? » Nous vous répondons.", "fr", "fr-FR"),
        ("ご確認をお願いいたします。「見てね」と書いてあります。", "ja", "ja-JP"),
        ("आपका अनुरोध मिल गया है। कृपया दो दिन प्रतीक्षा करें।", "hi", "hi-IN"),
    ],
)
def test_one_register_with_words_of_somebody_else_is_not_mixed(
    text: str, language: str, to: str
) -> None:
    report = check(text, resolve(to), language=language)
    assert not {"mixed-register", "register-mismatch"} & {one.family for one in report}


def test_what_stands_in_quotation_marks_has_no_fix() -> None:
    sender = Sender("en-US", time_zone="America/New_York")
    reader = resolve("de-DE", sender=sender)
    report = check('You wrote "it costs $5 at 5 pm, don\'t"; it costs $6.', reader)
    assert {one.fix for one in report if one.start < 40} == {None}
    assert [one.fix for one in report if one.start > 40] == ["USD 6"]


@pytest.mark.parametrize(
    ("text", "to", "fixes"),
    [
        ("Keep it above -4 °F.", "fr-FR", ["-4 °F (-20°C)"]),
        ("Keep it above 4 °F.", "fr-FR", ["4 °F (-16°C)"]),
        ("It is 5-10 miles away.", "fr-FR", [None]),
        ("It is 5 to 10 miles away.", "fr-FR", [None]),
        ("We have 2 meter readings of yours.", "en-US", []),
        ("The cable is 2 meter long.", "en-US", ["2 meter (6.6 ft)"]),
        ("The monitor measures 27 inches.", "fr-FR", []),
    ],
)
def test_an_amount_is_converted_whole_or_not_at_all(
    text: str, to: str, fixes: list[str | None]
) -> None:
    assert [one.fix for one in check(text, resolve(to)) if one.family == "units"] == fixes
