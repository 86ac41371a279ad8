"""The main job: a draft and a customer go in, the message to send comes out."""

from __future__ import annotations

import datetime as dt
import html
import pickle
import re
from decimal import Decimal
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

import culturekit as ck

VALUES = {
    "id": "A-1042",
    "day": dt.date(2026, 3, 7),
    "amount": ck.Money("1249.90", "EUR"),
    "n": 3,
}
DRAFT = """Dear customer,

Your order {id} has been shipped. Delivery is expected on {day}.

Kind regards,
Acme Support
"""
KIT = ck.Kit(sender=ck.Sender("en-US", organisation="Acme Support"))


def adapted(message, to, values=VALUES, **kwargs):
    return KIT.adapt(message, to=to, values=values, include=("text",), **kwargs)


# --- the whole message, language by language -----------------------------------------


@pytest.mark.parametrize(
    ("to", "text"),
    [
        (
            {"locale": "de-DE", "name": {"surname": "Krüger"}, "gender": "female"},
            "Sehr geehrte Frau Krüger,\n\nIhre Bestellung A-1042 wurde versandt."
            " Die Lieferung erfolgt voraussichtlich am 7. März 2026.\n\n"
            "Mit freundlichen Grüßen\nAcme Support\n",
        ),
        (
            {"locale": "ja-JP", "name": {"given": "由紀", "surname": "田中"}},
            "田中由紀様\n\nご注文の商品（注文番号：A-1042）を発送いたしました。"
            "お届け予定日は2026年3月7日でございます。\n\n"
            "何卒よろしくお願いいたします。\nAcme Support\n",
        ),
    ],
)
def test_a_message_in_phrases_arrives_in_the_readers_language(to, text):
    message = adapted(DRAFT, to)
    assert str(message) == text
    assert not [flag for flag in message.flags if not flag.startswith("unused")]


def test_free_text_stays_in_its_language_written_for_the_readers_region():
    message = adapted("Dear customer,\nYour blue mug costs {amount} from {day}.\n", "de-DE")
    assert "Your blue mug costs 1.249,90\u00a0€ from 7 March 2026." in str(message)
    assert message.language == "en-DE"
    assert "untranslated" in message.flags
    assert str(message).startswith("Hello,")


def test_mixing_is_allowed_only_when_asked_for():
    draft = "Thank you for your order. Your mug is blue."
    assert "Thank you" in str(adapted(draft, "de-DE"))
    mixed = adapted(draft, "de-DE", mixed=True)
    assert "vielen Dank für Ihre Bestellung. Your mug is blue." in str(mixed)
    assert "mixed-languages" in mixed.flags


def test_a_phrase_is_asked_for_by_name():
    message = adapted("{phrase:order_shipped order=id} {phrase:thank_you_order}", "fr-FR")
    assert "A-1042" in str(message)
    assert "Nous vous remercions" in str(message) or "Merci" in str(message)
    assert "unknown-phrase:nonsense" in adapted("{phrase:nonsense}", "fr-FR").flags


def test_an_order_number_may_stand_in_the_draft_itself():
    message = KIT.adapt("Your order A-77 has been shipped.", to="de-DE", include=("text",))
    assert "Ihre Bestellung A-77 wurde versandt." in str(message)
    draft = "Your order A-77 was shipped on {day}."
    message = KIT.adapt(draft, to="de-DE", values={"day": dt.date(2026, 3, 5)})
    assert "Ihre Bestellung A-77 wurde am 5. März 2026 versandt." in str(message)


def test_the_readers_register_chooses_the_wording():
    draft = "Your order {id} has been shipped."
    assert "Ihre Bestellung" in str(adapted(draft, "de-DE"))
    assert "deine Bestellung" in str(adapted(draft, {"locale": "de-DE", "register": "informal"}))
    assert "deine Bestellung" in str(adapted(draft, "de-DE", register="informal"))


def test_an_unknown_reader_gets_the_draft_in_its_own_language():
    message = adapted("Your order {id} has been shipped.", {})
    assert "Your order A-1042 has been shipped." in str(message)
    assert "unknown-language" in message.flags


# --- values ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "to", "text"),
    [
        (ck.Money("1234.5", "USD"), "de-DE", "1.234,50\u00a0$"),
        (ck.Money("1234.5", "JPY"), "ja-JP", "￥1,234"),
        (dt.date(2026, 3, 7), "en-GB", "7 March 2026"),
        (dt.date(2026, 3, 7), "en-US", "March 7, 2026"),
        (dt.time(14, 30), "en-US", "2:30\u202fPM"),
        (dt.time(14, 30), "de-DE", "14:30"),
        (Decimal("1234567.5"), "de-CH", "1’234’567.5"),
        (1234567, "en-IN", "12,34,567"),
        (["Ana", "Bo", "Cy"], "en-US", "Ana, Bo, and Cy"),
        ("A-1", "ar-EG", "A-1"),
        (ck.Quantity("5", "kilometer"), "en-US", "3.1 miles"),
    ],
)
def test_values_are_written_by_type_for_the_reader(value, to, text):
    draft = {"body": "x {v} x", "language": to}
    assert f"x {text} x" in str(adapted(draft, to, {"v": value}))


def test_a_moment_is_told_in_the_readers_time():
    at = dt.datetime(2026, 3, 7, 12, 0, tzinfo=dt.UTC)
    draft = {"body": "at {t}.", "language": "ja"}
    assert "2026年3月7日 21:00" in str(adapted(draft, "ja-JP", {"t": at}))
    # Several zones and none given: the moment keeps its own zone, and names it.
    draft = {"body": "at {t}.", "language": "en"}
    assert "UTC" in str(adapted(draft, "en-US", {"t": at}))


def test_missing_and_unused_values_are_said_and_nothing_is_dropped():
    message = adapted("Hi {name}, order {id}.", "en-US", {"id": "A-1", "nmae": "Ann"})
    assert "Hi {name}, order A-1." in str(message)
    assert message.flags == ("missing-value:name", "unused-value:nmae")


def test_without_values_braces_are_text():
    message = KIT.adapt("p{color:red} {id} {{x}}", to="en-US", include=("text",))
    assert "p{color:red} {id} {{x}}" in str(message)
    assert message.flags == ()


def test_parts_and_styles_of_values():
    values = {"c": ck.Customer(name=ck.Name(given="Ada")), "d": dt.date(2026, 3, 7)}
    message = adapted("{c.name}, {d:short}, {c.nothing}", "en-US", values)
    assert "Ada, 3/7/26, {c.nothing}" in str(message)
    assert "missing-value:c.nothing" in message.flags


def test_plurals_follow_the_language_of_the_message():
    draft = {"body": "{n, plural, one {# plik} few {# pliki} many {# plików} other {# pliku}}"}
    for n, text in ((1, "1 plik"), (2, "2 pliki"), (5, "5 plików"), (22, "22 pliki")):
        message = adapted({**draft, "language": "pl"}, "pl-PL", {"n": n})
        assert f"{text}\n" in str(message)


def test_a_select_within_a_plural_prints_the_number():
    draft = (
        "{n, plural, offset:1 one {one} other {{g, select, female {her # of {m, plural,"
        " other {#}} orders} other {their # orders}}}}"
    )
    for gender, text in (("female", "her 1,233 of 7 orders"), ("x", "their 1,233 orders")):
        message = adapted(draft, "en-US", {"n": 1234, "m": 7, "g": gender})
        assert text in str(message)
        assert not [flag for flag in message.flags if "missing" in flag]


def test_a_choice_in_an_attribute_brings_no_tags_along():
    draft = {
        "body": '<p title="{n, plural, other {# {who}}}">x</p>',
        "format": "html",
    }
    message = adapted(draft, "en-US", {"n": 2, "who": '"דנה"'})
    assert '<p title="2 &quot;דנה&quot;">' in str(message)


def test_a_plural_counts_digits_given_as_text():
    draft = {"body": "Sie haben {n, plural, one {# Paket} other {# Pakete}}.", "language": "de"}
    for digits, text in (("1", "1 Paket"), (" 1200 ", "1.200 Pakete"), ("1.5", "1,5 Pakete")):
        assert text in str(adapted(draft, "de-DE", {"n": digits}))
    message = adapted(draft, "de-DE", {"n": "a few"})
    assert message.flags == ("unformatted:n",)


def test_no_character_of_a_draft_passes_for_a_field():
    for body in ("\0", "Mug \0, {id}\0", "Your order \0 has been shipped."):
        message = adapted(body, "de-DE", {"id": "A"})
        assert body.replace("{id}", "A") in str(message)


def test_a_value_that_is_none_is_missing_and_not_unused():
    message = adapted("Order {id} of {n, plural, other {#}}", "en-US", {"id": None, "n": None})
    assert message.flags == ("missing-value:id", "missing-value:n")


def test_a_number_that_is_none_of_a_table_is_missing():
    message = adapted("You paid {x} of {y}.", "en-US", {"x": float("nan"), "y": Decimal("NaN")})
    assert "You paid {x} of {y}." in str(message)
    assert message.flags == ("missing-value:x", "missing-value:y")


def test_a_number_that_is_no_telephone_number_is_printed_and_flagged():
    message = adapted("Call {phone}.", "de-DE", {"phone": ck.Phone("0800-SHOES/")})
    assert "Call 0800-SHOES/." in str(message)
    assert "unformatted:phone" in message.flags


def test_a_phrase_broken_over_two_lines_is_recognised():
    draft = (
        "Dear customer,\n\nThank you for your patience. Your order {id} has\n"
        "been shipped. Thank you for your order. We are sorry for\nthe delay.\n\n"
        "Kind regards,\nAcme Support\n"
    )
    assert str(adapted(draft, "de-DE")) == (
        "Guten Tag,\n\nvielen Dank für Ihre Geduld. Ihre Bestellung A-1042 wurde versandt."
        " Vielen Dank für Ihre Bestellung. Bitte entschuldigen Sie die Verzögerung.\n\n"
        "Mit freundlichen Grüßen\nAcme Support\n"
    )
    stays = adapted("We sent the blue mug of your order {id} to\nthe town of Ulm.", "de-DE")
    assert "We sent the blue mug of your order A-1042 to\nthe town of Ulm." in str(stays)


# --- first and last line -----------------------------------------------------------------


def test_a_greeting_is_replaced_only_when_it_is_the_whole_line():
    message = adapted("Hi there, your parcel is on its way to you.\nBye", "en-GB")
    assert "Hi there, your parcel is on its way to you." in str(message)
    replaced = adapted("Hi there,\nyour parcel is on its way.\n\nCheers,\nAnn", "en-GB")
    assert {change.before for change in replaced.changes} >= {"Hi there,", "Cheers,"}
    assert str(replaced).endswith("Ann")


def test_quotes_and_signatures_stay_where_they_are():
    draft = "Thank you for your order.\n\n-- \nAcme\n> Can you help me?\n> Ann\n"
    text = str(adapted(draft, "de-DE"))
    assert text.endswith("\n\n-- \nAcme\n> Can you help me?\n> Ann\n")
    assert "vielen Dank für Ihre Bestellung.\n\nMit freundlichen Grüßen" in text


def test_the_body_goes_on_in_lower_case_where_the_language_does():
    text = str(adapted("We have received your return.", "de-DE"))
    assert text.startswith("Guten Tag,\n\nwir haben")
    text = str(adapted("We have received your return.", "de-CH"))
    assert text.startswith("Guten Tag\n\nWir haben")


def test_line_ends_are_the_drafts():
    text = str(adapted("Thank you for your order.\r\n", "de-DE"))
    assert "\n" not in text.replace("\r\n", "")


# --- HTML ------------------------------------------------------------------------------------


def test_tags_are_untouched_and_text_is_escaped():
    draft = {
        "body": '<div class="a{b}"><p>Dear Ann,</p><p>Your order <b>{id}</b> has been shipped.</p>'
        '<p><a href="https://x.example/?q={q}">{q}</a></p></div>',
        "format": "html",
    }
    message = adapted(draft, "de-DE", {"id": "<A&1>", "q": 'a"b'}, mixed=True)
    assert "Ihre Bestellung <b>&lt;A&amp;1&gt;</b> wurde versandt." in str(message)
    assert 'href="https://x.example/?q=a&quot;b"' in str(message)
    assert '<div class="a{b}"><p>Guten Tag,</p>' in str(message)


def test_html_without_a_greeting_gets_one_inside_the_body():
    draft = {"body": "<html><body><p>Thank you for your order.</p></body></html>", "format": "html"}
    text = str(adapted(draft, "de-DE"))
    assert text.startswith("<html><body><p>Guten Tag,</p>")
    assert text.endswith("</p></body></html>")


HELLO, THANKS, BYE = "Guten Tag,", "vielen Dank für Ihre Bestellung.", "Mit freundlichen Grüßen"
SHOP = f"{BYE}<br>Acme Support"
TEXT = "Thank you for your order."


@pytest.mark.parametrize(
    ("body", "result"),
    [
        # within the element that the text stands in
        (f"<div><div><p>{TEXT}</p></div></div>",
         f"<div><div><p>{HELLO}</p><p>{THANKS}</p><p>{SHOP}</p></div></div>"),
        (f"<body><main>{TEXT}</main><footer><p>Acme Support</p></footer></body>",
         f"<body><main><p>{HELLO}</p>{THANKS}<p>{SHOP}</p></main>"
         "<footer><p>Acme Support</p></footer></body>"),
        # a layout made of tables: below the heading, above the foot, in the cell
        (f"<table><tr><td><h1>{TEXT}</h1></td></tr><tr><td><img src='x'><br>{TEXT}</td></tr>"
         "<tr><td>Acme Support</td></tr></table>",
         f"<table><tr><td><h1>Vielen Dank für Ihre Bestellung.</h1></td></tr><tr><td><img src='x'>"
         f"<br><p>{HELLO}</p>{THANKS}<p>{SHOP}</p></td></tr>"
         "<tr><td>Acme Support</td></tr></table>"),
        # a table of data, a list: outside
        (f"<table><tr><td>{TEXT}</td><td>{TEXT}</td></tr></table>",
         f"<p>{HELLO}</p><table><tr><td>{THANKS}</td><td>Vielen Dank für Ihre Bestellung.</td></tr>"
         f"</table><p>{SHOP}</p>"),
        (f"<div><ul><li>{TEXT}</li></ul></div>",
         f"<div><p>{HELLO}</p><ul><li>{THANKS}</li></ul><p>{SHOP}</p></div>"),
        # Outlook: paragraphs of a class, text in a span, empty ones, the earlier mail below
        ("<div class=WordSection1><p class=MsoNormal id=a><span style='color:red'>"
         f"{TEXT}<o:p></o:p></span></p><p class=MsoNormal><o:p>&nbsp;</o:p></p>"
         "<div style='border:none;border-top:solid #E1E1E1 1.0pt'><p>From: Ann</p></div></div>",
         "<div class=WordSection1><p class=MsoNormal><span style='color:red'>"
         f"{HELLO}</span></p><p class=MsoNormal id=a><span style='color:red'>"
         f"{THANKS}<o:p></o:p></span></p><p class=MsoNormal><span style='color:red'>{SHOP}</span>"
         "</p><p class=MsoNormal><o:p>&nbsp;</o:p></p>"
         "<div style='border:none;border-top:solid #E1E1E1 1.0pt'><p>From: Ann</p></div></div>"),
        # quotes within quotes stay, and what stands between two is adapted
        (f"<blockquote>a<blockquote>b</blockquote>c</blockquote><p>{TEXT}</p>"
         "<div class='gmail_quote'><p>On Monday, Ann wrote:</p><blockquote>d</blockquote></div>",
         f"<blockquote>a<blockquote>b</blockquote>c</blockquote><p>{HELLO}</p><p>{THANKS}</p>"
         f"<p>{SHOP}</p>"
         "<div class='gmail_quote'><p>On Monday, Ann wrote:</p><blockquote>d</blockquote></div>"),
        # what is hidden begins no letter; a sign above a greeting is no text
        (f"<div style='display:none'>{TEXT}</div><p>{TEXT}</p>",
         f"<div style='display:none'>Vielen Dank für Ihre Bestellung.</div><p>{HELLO}</p>"
         f"<p>{THANKS}</p><p>{SHOP}</p>"),
        (f"<div>Acme Support</div><div><b>Dear Ann,</b></div><div>{TEXT}</div>",
         f"<div>Acme Support</div><div><b>{HELLO}</b></div><div>{THANKS}<p>{SHOP}</p></div>"),
        ("<html><body><img src='x'></body></html>",
         f"<html><body><p>{HELLO}</p><img src='x'><p>{SHOP}</p></body></html>"),
    ],
)  # fmt: skip
def test_a_greeting_in_html_lands_where_a_person_would_put_it(body, result):
    message = adapted({"body": body, "format": "html"}, "de-DE")
    assert str(message).replace("\n", "") == result
    assert "untranslated" not in message.flags


class Balance(HTMLParser):
    """The elements that are open, and end tags that close none of them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.stray: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, _):
        if tag not in ("br", "img"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        if self.open and self.open[-1] == tag:
            self.open.pop()
        else:
            self.stray.append(tag)


def element(inner):
    names = ["div", "p", "table", "tr", "td", "ul", "li", "span", "b", "blockquote", "h1", "body"]
    return st.tuples(st.sampled_from(names), inner, inner).map(
        lambda found: f"<{found[0]}>{found[1]}{found[2]}</{found[0]}>"
    )


@given(st.recursive(st.sampled_from([TEXT, "Dear Ann,", "x", "", "<br>", "Bye,"]), element))
def test_balanced_tags_stay_balanced(body):
    text = str(adapted({"body": body, "format": "html"}, "de-DE"))
    found = Balance(text)
    assert (found.open, found.stray) == ([], []), text


@pytest.mark.parametrize(
    ("tag", "result"),
    [
        ('<html lang="en">', '<html lang="ar-EG" dir="rtl">'),
        ("<html lang=EN-US dir=ltr>", "<html lang=ar-EG dir=rtl>"),
        ("<body xml:lang='en-US'>", "<body xml:lang='ar-EG' dir=\"rtl\">"),
        ('<div dir="ltr">', '<div dir="rtl">'),
        ('<div dir="auto" data-lang="en">', '<div dir="auto" data-lang="en">'),
        ('<html lang="ar">', '<html lang="ar">'),
        ("<html>", "<html>"),
    ],
)
def test_lang_and_dir_of_the_whole_follow_the_language_of_the_result(tag, result):
    body = f'{tag}<p>{TEXT}</p><p><a lang="en" dir="ltr" href="#">{TEXT}</a></p>'
    text = str(adapted({"body": body, "format": "html"}, "ar-EG"))
    assert text.startswith(result)
    assert '<a lang="en" dir="ltr" href="#">' in text
    unchanged = str(adapted({"body": body, "format": "html"}, "en-GB"))
    assert unchanged.startswith(tag) is (tag != '<html lang="ar">')


def test_a_subject_is_one_line_whatever_it_holds():
    draft = {"body": "x", "subject": "Order {id}"}
    message = adapted(draft, "en-US", {"id": "1\r\nBcc: everyone@example.org"})
    assert message.subject == "Order 1 Bcc: everyone@example.org"


def test_values_of_another_direction_are_isolated_but_codes_are_not():
    draft = {"body": "{name} {id} {link}", "language": "ar"}
    values = {"name": "Anna Krüger", "id": "A-1", "link": "https://acme.example/a"}
    text = str(adapted(draft, "ar-EG", values))
    assert "\u2068Anna Krüger\u2069 A-1 https://acme.example/a" in text
    text = str(adapted({**draft, "format": "html"}, "ar-EG", values))
    assert "<bdi>Anna Krüger</bdi> A-1 https://acme.example/a" in text


# --- properties ------------------------------------------------------------------------------

words = st.text(
    alphabet=st.characters(categories=("L", "N", "P", "S", "Zs"), exclude_characters="{}<>&"),
    min_size=1,
    max_size=12,
)
others = st.sampled_from(
    ["{id}", "{day}", "{amount}", "{missing}", "{{", "}}", "\n", "\r\n", ". ", "> ", "-- \n",
     "Thank you for your order.", "{n, plural, one {#} other {#}}", "{n, plural, x}", "🙂"]
)  # fmt: skip
parts = st.lists(st.tuples(st.just(True), words) | st.tuples(st.just(False), others), max_size=10)
drafts = parts.map(lambda found: "".join(text for _, text in found))
locales = st.sampled_from(["de-DE", "ja-JP", "ar-EG", "sv-SE", "pl-PL", "en-GB", "he-IL", "xx-YY"])


@given(parts, locales)
def test_no_text_of_a_draft_is_lost(parts, to):
    # "Blorp" is in no phrase, so the draft stays in its own words: every one of
    # them must come out again, in order. Only a greeting may be replaced.
    draft = "Blorp" + "".join(text for _, text in parts)
    message = KIT.adapt(draft, to=to, values=VALUES, include=("text",))
    kept = str(message)
    for change in message.changes:
        if change.kind in ("opening", "closing"):
            kept = kept.replace(change.after, change.before, 1)
    position = kept.find("Blorp")
    assert position >= 0
    for text in (text.strip() for is_word, text in parts if is_word):
        position = kept.find(text, position)
        assert position >= 0, (text, kept)
        position += len(text)


@given(drafts, locales, st.booleans())
def test_what_was_called_before_does_not_matter(draft, to, first):
    if first:
        for other in ("ar-EG", "he-IL", "ja-JP"):
            adapted("Thank you for your order. {day} {amount}", other)
    one = KIT.adapt(draft, to=to, values=VALUES)
    two = ck.Kit(sender=KIT.sender).adapt(draft, to=to, values=dict(reversed(VALUES.items())))
    assert one.body == two.body
    assert sorted(one.flags) == sorted(two.flags)
    assert pickle.loads(pickle.dumps(one)).body == one.body  # noqa: S301


@given(st.text(max_size=60), locales)
def test_html_values_cannot_break_out(value, to):
    body = '<p title="{v}">Blorp {v}</p>'
    text = KIT.adapt(
        {"body": body, "format": "html"}, to=to, values={"v": value}, include=("text",)
    ).body
    assert text.count("<p") == len(re.findall(r"<p[ >]", text))
    assert len(re.findall(r"<(?!/?(?:p|bdi|br)\b)", text)) == 0
    assert f'title="{html.escape(value)}"' in text


# --- what else an adaptation says ----------------------------------------------------------------


def test_an_adaptation_explains_itself():
    message = KIT.adapt(DRAFT, to="de-DE", values=VALUES, situation={"topic": "complaint"})
    assert message.decision.verdict == "avoid"
    assert message.window is not None
    text = message.explain()
    assert "formal by default" in text
    assert message.data_version
    assert message.to_dict()["body"] == message.body


def test_include_chooses_and_refuses_what_it_does_not_know():
    assert adapted(DRAFT, "de-DE").decision is None
    with pytest.raises(ck.InvalidValue, match="text, findings, decision, window"):
        KIT.adapt("x", to="de", include=("sentiment",))


@pytest.mark.parametrize(
    "arguments",
    [
        {"message": 3, "to": "de"},
        {"message": "x", "to": 3},
        {"message": "x", "to": "de", "values": [1]},
        {"message": "x", "to": "de", "values": {1: 2}},
        {"message": "x", "to": "de", "situation": {"mood": "bad"}},
        {"message": "x", "to": "de", "offer": {"kind": "gift"}},
        {"message": "x", "to": "de", "sender": 4},
        {"message": "x", "to": "de", "register": "rude"},
    ],
)
def test_malformed_input_raises_a_typed_error(arguments):
    message = arguments.pop("message")
    with pytest.raises(ck.CultureKitError):
        KIT.adapt(message, **arguments)


@pytest.mark.parametrize(
    ("line", "language", "is_opening"),
    [
        ("Dear customer,", "en", True),
        ("Hi {first_name}!", "en", True),
        ("Dear Mr. Smith:", "en", True),
        ("Hello", "en", True),
        ("Hi, your order has been shipped", "en", False),
        ("Hello, it left.", "en", False),
        ("Dear Ann, we are sorry", "en", False),
        ("Sehr geehrte Damen und Herren,", "de", True),
        ("Sehr geehrte Frau Dr. Müller, sehr geehrter Herr Müller,", "de", True),
        ("Hallo, das Paket ist da", "de", False),
        ("Bonjour à tous,", "fr", True),
        ("Estimada clienta:", "es", True),
        ("Olá, Ana!", "pt", True),
        ("Szanowni Państwo,", "pl", True),
        ("田中様", "ja", True),
        ("商品を発送しました", "ja", False),
        ("김민수 고객님, 안녕하세요.", "ko", True),
        ("السيد محمد العلي المحترم،", "ar", True),
    ],
)
def test_only_a_line_that_says_nothing_else_is_an_opening(line, language, is_opening):
    from culturekit.recognise import recognised
    from culturekit.store import open as open_store

    assert recognised(line, "openings", language, open_store()) is is_opening


@pytest.mark.parametrize(
    ("body", "text"),
    [
        # What stands in the head is no message; the greeting goes into the body.
        (
            "<html><head><title>Hi {id}</title></head>"
            "<body><p>Thank you for your order.</p></body></html>",
            "<html><head><title>Hi {id}</title></head><body><p>Guten Tag,</p>",
        ),
        # A replaced opening leaves its tags.
        ('<p>Dear Ann, <img src="l.png"></p>', '<p>Guten Tag, <img src="l.png"></p>\n<p>Mit'),
        ("<p><span>Dear Ann,</span></p>", "<p><span>Guten Tag,</span></p>"),
        # A value cannot begin another attribute.
        ("<a href={evil}>x</a>", "<a href=a&#32;onclick&#61;1>"),
        # Another's words are not touched.
        (
            "<p>Thank you for your order.</p><blockquote>Dear Ann, {id}</blockquote>",
            "<blockquote>Dear Ann, {id}</blockquote>",
        ),
        ("<p>Your order <b>A-77</b> has been shipped.</p>", "Ihre Bestellung <b>A-77</b> wurde"),
    ],
)
def test_html_of_real_mail(body, text):
    values = {"id": "A-1", "evil": "a onclick=1"}
    message = adapted({"body": body, "format": "html", "language": "en"}, "de-DE", values)
    assert text in str(message)


def test_a_closing_stands_above_what_is_quoted():
    draft = "Thank you for your order.\n\nOn Monday, Bob wrote:\n> Where is {id}?\n"
    text = str(adapted(draft, "de-DE"))
    assert text.endswith("Acme Support\n\nOn Monday, Bob wrote:\n> Where is {id}?\n")


def test_a_draft_that_ends_in_the_firms_name_is_signed_already():
    text = str(adapted("Thank you for your order.\n\nAcme Support\n", "de-DE"))
    assert text.endswith("Mit freundlichen Grüßen\nAcme Support\n")


def test_thanks_alone_are_a_message_and_no_closing():
    assert "Thank you." in str(adapted("Thank you.", "en-GB"))


def test_a_stop_is_set_once():
    draft = {"body": "Come at {t}.", "language": "en"}
    assert "Come at 2:30\u202fp.m.\n" in str(adapted(draft, "en-CA", {"t": dt.time(14, 30)}))


@pytest.mark.parametrize("body", ["a" * 20_000, "-" * 20_000, "{n, plural, " * 2_000, "{" * 20_000])
def test_a_hostile_draft_is_read_once(body):
    assert body[:10] in str(adapted(body, "de-DE"))


@pytest.mark.parametrize("value", [float("nan"), float("inf"), Decimal("1E+30"), True, "x"])
def test_an_odd_number_is_no_accident(value):
    adapted("{n, plural, one {# thing} other {# things}}", "en-US", {"n": value})
