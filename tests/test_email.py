"""Mails: adapted where they have text, byte for byte the same everywhere else."""

from __future__ import annotations

import base64
import email
import re
from dataclasses import replace
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import SMTP, default
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from culturekit import InvalidValue, Kit, UnknownLocale, adapt
from culturekit.batch.email import adapt_email, compose_email, recipients
from culturekit.batch.quotes import protect, restore

KIT = Kit(sender={"locale": "en-US", "organisation": "Acme"})
ANNA = {"locale": "de-DE", "name": {"given": "Anna", "surname": "Krüger"}, "gender": "female"}
YUKI = {"locale": "ja-JP", "name": {"given": "由紀", "surname": "田中"}}
LARS = {"locale": "sv-SE", "name": {"given": "Lars", "surname": "Berg"}, "gender": "male"}

TEXT = "Dear customer,\n\nYour order {id} has been shipped.\n\nKind regards,\nAcme\n"
HTML = (
    "<p>Dear customer,</p>\n<p>Your order <b>{id}</b> has been shipped.</p>\n"
    "<p>Kind regards,<br>Acme</p>\n"
)
EXAMPLES = sorted(Path(__file__).parents[1].glob("examples/outbox/*.eml"))


def mail(text=TEXT, html=None, subject="Your order {id} has been shipped.", **options):
    message = EmailMessage(policy=options.pop("policy", default))
    message["From"] = "Acme <support@acme.example>"
    message["To"] = "Anna Krüger <anna@example.org>"
    if subject is not None:
        message["Subject"] = subject
    message.set_content(text, **options)
    if html is not None:
        message.add_alternative(html, subtype="html")
    return message


def adapted(raw, to=ANNA, values=None, **options):
    values = {"id": "A-1042"} if values is None else values
    return adapt_email(raw, KIT, to=to, values=values, include=("text",), **options)


def parsed(raw):
    return email.message_from_bytes(raw, policy=default)


# --- what is adapted ----------------------------------------------------------------------


def test_subject_and_both_alternatives_are_adapted_alike():
    found = adapted(mail(html=HTML).as_bytes())
    message = parsed(found.raw)
    assert message["Subject"] == "Ihre Bestellung A-1042 wurde versandt."
    assert message["Content-Language"] == "de-DE"
    text, html = message.iter_parts()
    assert text.get_content() == (
        "Sehr geehrte Frau Krüger,\n\nIhre Bestellung A-1042 wurde versandt.\n\n"
        "Mit freundlichen Grüßen\nAcme\n"
    )
    assert html.get_content() == (
        "<p>Sehr geehrte Frau Krüger,</p>\n<p>Ihre Bestellung <b>A-1042</b> wurde versandt.</p>\n"
        "<p>Mit freundlichen Grüßen<br>Acme</p>\n"
    )
    assert {part["Content-Language"] for part in (text, html)} == {"de-DE"}
    assert not found.problems
    assert [one.language for one in found.alternatives] == ["de-DE", "de-DE"]


def test_where_one_alternative_must_stay_all_stay():
    html = HTML.replace("</p>\n<p>Kind", "</p>\n<p>Now with free beer.</p>\n<p>Kind")
    found = adapted(mail(html=html).as_bytes())
    assert {one.language for one in found.alternatives} == {"en-DE"}
    assert "untranslated" in found.adaptation.flags
    assert any("one alternative" in reason.claim for reason in found.alternatives[0].reasons)
    for part in parsed(found.raw).iter_parts():
        assert "Your order" in part.get_content()
        assert "Dear Ms Krüger," in part.get_content()


def test_the_subject_decides_too():
    found = adapted(mail(subject="A word about beer").as_bytes())
    assert found.adaptation.language == "en-DE"
    assert parsed(found.raw)["Subject"] == "A word about beer"


def test_the_subject_of_a_reply_is_left_to_the_thread():
    message = mail(subject="Re: Wo bleibt mein Paket?")
    message["In-Reply-To"] = "<1@example.org>"
    found = adapted(message.as_bytes())
    assert found.adaptation.language == "de-DE"
    assert parsed(found.raw)["Subject"] == "Re: Wo bleibt mein Paket?"


def test_the_drafts_own_language_is_read_from_its_header():
    message = mail("Guten Tag,\n\nIhre Bestellung {id} wurde versandt.\n", subject=None)
    message["Content-Language"] = "de"
    found = adapted(message.as_bytes(), to="fr-FR")
    assert "Votre commande A-1042 a été expédiée." in parsed(found.raw).get_content()
    again = adapted(
        mail("Ihre Bestellung {id} wurde versandt.\n", subject=None).as_bytes(),
        to="fr-FR",
        language="de",
    )
    assert again.adaptation.language == "fr-FR"


def test_only_the_message_itself_is_adapted_not_what_hangs_on_it():
    message = mail(html=HTML)
    message.get_payload()[1].add_related(b"\x89PNG", maintype="image", subtype="png", cid="<a@b>")
    message.add_attachment("Your order {id} has been shipped.", filename="note.txt")
    message.add_attachment(mail(subject="Inner"))
    found = parsed(adapted(message.as_bytes()).raw)
    assert found.get_body(("html",)).get_content().startswith("<p>Sehr geehrte Frau Krüger")
    kept = list(found.iter_attachments())
    assert kept[0].get_content() == "Your order {id} has been shipped.\n"
    assert kept[1].get_content()["Subject"] == "Inner"
    assert kept[1].get_content().get_content() == TEXT


def test_a_further_text_and_a_calendar_are_told_and_left():
    message = mail()
    message.make_mixed()
    message.attach(email.message_from_string("Content-Type: text/plain\n\nList footer\n"))
    found = adapted(message.as_bytes())
    assert found.problems == ("a further text behind the first was left as it was",)
    assert "List footer" in found.raw.decode()
    message = mail(html=HTML)
    message.add_alternative("BEGIN:VCALENDAR", subtype="calendar")
    assert adapted(message.as_bytes()).problems == (
        "the alternative text/calendar was left as it was",
    )


@pytest.mark.parametrize("policy", [default, SMTP], ids=["LF", "CRLF"])
def test_line_ends_stay_those_of_the_mail(policy):
    raw = mail(html=HTML, policy=policy).as_bytes()
    found = adapted(raw).raw
    assert (b"\r\n" in found) == (policy is SMTP)
    assert not (policy is SMTP and re.search(rb"(?<!\r)\n", found))


# --- quotes and signatures ------------------------------------------------------------------

QUOTED = """Dear customer,

Your order {id} has been shipped.

Kind regards,
Acme

--\x20
Acme · {id} is no field here? It is a signature.

On Mon, 2 Mar 2026 at 18:12, Anna Krüger
<anna@example.org> wrote:
> Wo bleibt {id}?
>
>> Your order {id} has been shipped.
"""


def test_quotes_and_their_introduction_stay_and_no_field_in_them_is_filled():
    draft = QUOTED.replace("--\x20\nAcme · {id} is no field here? It is a signature.\n\n", "")
    body = parsed(adapted(mail(draft).as_bytes()).raw).get_content()
    quote = draft[draft.index("On Mon") :]
    assert body.endswith(quote)
    assert body.startswith("Sehr geehrte Frau Krüger,\n\nIhre Bestellung A-1042 wurde")


def test_a_signature_keeps_its_words():
    body = parsed(adapted(mail(QUOTED).as_bytes()).raw).get_content()
    assert "\n-- \nAcme · " in body
    assert "is no field here? It is a signature." in body
    assert "Mit freundlichen Grüßen\nAcme\n\n-- \n" in body


@pytest.mark.parametrize(
    "quote",
    [
        '<blockquote type="cite"><p>Wo ist {id}?</p></blockquote>',
        '<div class="gmail_quote"><div>Am 2. März schrieb Anna:</div><div>{id}</div></div>',
        "<p>On 2 March, Anna wrote:</p><blockquote>a <blockquote>{id}</blockquote></blockquote>",
        '<div class="gmail_signature">Acme {id}</div>',
        '<div id="divRplyFwdMsg">From: Anna</div><p>Your order {id} has been shipped.</p>',
        "-- <br>Acme<br>{id}",
    ],
)
def test_html_quotes_and_signatures_stay(quote):
    body = f"<html><body>{HTML}{quote}</body></html>"
    message = EmailMessage()
    message["Subject"] = "Your order {id} has been shipped."
    message.set_content(body, subtype="html")
    html = parsed(adapted(message.as_bytes()).raw).get_content()
    assert html.endswith(f"{quote}</body></html>\n")
    assert "<b>A-1042</b>" in html


def test_the_forwarded_mail_below_a_separator_stays():
    draft = TEXT + (
        "\n-----Ursprüngliche Nachricht-----\nVon: Anna <anna@example.org>\n"
        "Betreff: {id}\n\nYour order {id} has been shipped.\n"
    )
    body = parsed(adapted(mail(draft).as_bytes()).raw).get_content()
    assert body.endswith(draft[draft.index("-----") :])
    assert "Ihre Bestellung A-1042" in body


def test_an_order_summary_is_no_forwarded_mail():
    draft = "Hello,\n\n----- Your order -----\nOrder: {id}\nTotal: {id}\n"
    body = parsed(adapted(mail(draft, subject=None).as_bytes()).raw).get_content()
    assert "Order: A-1042\nTotal: A-1042" in body


def test_findings_point_into_the_text_with_its_quotes():
    draft = "> Wo ist mein Paket?\n> Anna\n\nLet's touch base tomorrow.\n"
    found = adapt_email(mail(draft, subject=None).as_bytes(), KIT, to=YUKI, include=("findings",))
    body = found.adaptation.body
    assert "touch base" in [body[one.start : one.end] for one in found.adaptation.findings]


LINES = st.lists(
    st.sampled_from(
        [
            "> quoted {id}",
            ">",
            ">> deep",
            "",
            "Ann wrote:",
            "On 3 March Ann <a@b.c> wrote:",
            "-- ",
            "Hello,",
            "-----Original Message-----",
            "From: a@b.c",
            "Subject: x",
            "_" * 30,
            "{id}",
            "<blockquote>",
            "</blockquote>",
            "<div class=gmail_quote>",
            "</div>",
            "<!-- x -->",
            "ok",
        ]
    ),
    max_size=14,
)


@given(LINES | st.just([]), st.sampled_from(["\n", "\r\n"]), st.sampled_from(["text", "html"]))
def test_masking_is_undone_without_a_trace_and_keeps_places(lines, newline, format):
    text = newline.join(lines)
    draft, kept = protect(text, format)
    assert len(draft) == len(text)
    assert restore(draft, kept) == text


# --- encodings --------------------------------------------------------------------------------


@pytest.mark.parametrize("cte", ["7bit", "8bit", "quoted-printable", "base64"])
@pytest.mark.parametrize("to", [ANNA, YUKI, "ar-EG"])
def test_the_result_can_be_read_whatever_the_draft_was_encoded_in(cte, to):
    found = adapted(mail(cte=cte).as_bytes(), to=to)
    message = parsed(found.raw)
    assert not message.defects
    assert message.get_content().rstrip("\n") == found.adaptation.body.rstrip("\n")
    allowed = {"8bit", "quoted-printable", "base64"} if cte == "8bit" else {cte}
    if cte == "7bit":
        allowed = {"7bit", "quoted-printable", "base64"}
        assert found.raw.isascii()
    assert message["Content-Transfer-Encoding"] in allowed


def test_a_charset_is_kept_where_it_can_hold_the_text():
    latin = mail("Grüße,\n\nYour order {id} has been shipped.\n", charset="iso-8859-1")
    found = parsed(adapted(latin.as_bytes()).raw)
    assert found.get_content_charset() == "iso-8859-1"
    assert parsed(adapted(latin.as_bytes(), to="pl-PL").raw).get_content_charset() in (
        "utf-8",
        "iso-8859-1",
    )
    japanese = parsed(adapted(mail(charset="us-ascii").as_bytes(), to=YUKI).raw)
    assert japanese.get_content_charset() == "utf-8"
    assert "A-1042" in japanese.get_content()


def test_a_charset_that_would_change_a_letter_is_given_up():
    raw = mail("Hello,\n\nA note: {x}\n", subject=None, charset="shift_jis").as_bytes()
    message = parsed(adapted(raw, LARS, {"x": "¥5"}).raw)  # its byte for the yen is a backslash
    assert "A note: ¥5" in message.get_content()
    assert message.get_content_charset() == "utf-8"


def test_an_encoded_part_grows_no_lines():
    raw = (
        b"Subject: Hello\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n"
        b"Content-Transfer-Encoding: base64\n\n" + base64.b64encode(TEXT.encode()) + b"\n--b--\n"
    )
    found = adapted(raw)
    assert found.adaptation.language == "en-DE"
    assert found.raw.count(b"\n\n") == raw.count(b"\n\n")


def test_long_lines_and_nul_never_go_out_in_seven_bits():
    draft = f"Hello,\n\n{{x}} {'y' * 400} {{x}}\n"
    found = adapted(mail(draft, subject=None, cte="7bit").as_bytes(), LARS, {"x": "z" * 900})
    message = parsed(found.raw)
    assert max(map(len, found.raw.splitlines())) <= 998
    assert "z" * 900 in message.get_content()


def test_flowed_text_is_read_in_whole_sentences_and_stays_flowed():
    raw = (
        b"Subject: Thank you for your order.\nMIME-Version: 1.0\n"
        b"Content-Type: text/plain; charset=utf-8; format=flowed\n\n"
        b"Dear customer,\n\nYour order {id} has \nbeen shipped.\n\nKind regards,\nAcme\n\n"
        b"> a quote that \n> flows\n"
    )
    found = adapted(raw)
    assert "Ihre Bestellung A-1042 wurde versandt." in found.adaptation.body
    assert parsed(found.raw).get_content().endswith("> a quote that \n> flows\n")
    assert b"format=flowed" in found.raw


# --- headers ----------------------------------------------------------------------------------


@given(st.text(max_size=120))
def test_no_value_can_begin_another_header(value):
    for subject in ("About {x}", "{x}"):
        raw = mail("{x}\n", subject=subject).as_bytes()
        found = adapted(raw, values={"x": value}).raw
        message = parsed(found)
        assert [name for name, _ in message.items() if name not in parsed(raw)] == [
            "Content-Language"
        ]
        assert len(message.get_all("Subject")) == 1
        # The stored subject is one line, and says what was adapted.
        stored = email.message_from_bytes(found)["Subject"]
        unfolded = re.sub(r"\r?\n(?=[ \t])", "", stored)
        assert "\n" not in unfolded
        assert "\r" not in unfolded


@given(st.text(st.characters(exclude_categories=("C", "Z")) | st.just(" "), max_size=200))
def test_a_subject_is_folded_without_losing_a_letter(text):
    adaptation = adapt({"body": "x", "subject": text}, to="de-DE", include=("text",))
    raw = compose_email(adaptation)
    stored = email.message_from_bytes(raw)["Subject"] or ""
    unfolded = re.sub(r"\r?\n(?=[ \t])", "", stored)
    assert str(make_header(decode_header(unfolded))) == adaptation.subject
    assert all(len(line) <= 998 for line in raw.splitlines())


def test_a_line_end_hidden_in_the_drafts_subject_begins_no_header():
    raw = b"Subject: =?utf-8?q?Hello=0D=0ABcc:_x=40y.z?=\n\nSome {x}.\n"
    found = email.message_from_bytes(adapted(raw, values={"x": 1}).raw)
    assert "Bcc" not in found


def test_a_subject_made_by_hand_begins_no_header():
    adaptation = replace(adapt("Hi", to="de-DE"), subject="Hello\r\nBcc: x@y.z")
    assert "Bcc" not in parsed(compose_email(adaptation))


def test_headers_that_are_not_ours_stay_as_they_are_folded():
    raw = mail().as_bytes().replace(b"From: ", b"X-Odd:   a\tb  \n\tc\nReceived: (x;\n y)\nFROM: ")
    found = adapted(raw).raw
    assert b"X-Odd:   a\tb  \n\tc\nReceived: (x;\n y)\nFROM: " in found


def test_whom_a_mail_is_to():
    assert recipients(mail().as_bytes()) == ("anna@example.org",)
    assert recipients(b'To: A@b.c,\r\n "X, Y" <d@e.f>\r\n\r\nTo: no@body.x') == ("a@b.c", "d@e.f")
    assert recipients(b"") == ()


# --- nothing is lost ---------------------------------------------------------------------------

ATTACHMENT = st.tuples(
    st.binary(max_size=200),
    st.sampled_from(["base64", "quoted-printable", "binary"]),
    st.sampled_from(["a.pdf", "請求書.pdf", "x y.bin"]),
)


def attached(payload, encoding, name):
    """An attachment as raw bytes, in a form that Python itself might not write."""
    if encoding == "base64":
        body = base64.b64encode(payload)
    elif encoding == "binary":
        body = payload.replace(b"--=b", b"")
    else:
        body = b"".join(b"=%02X" % byte for byte in payload)
    shown = f"=?utf-8?b?{base64.b64encode(name.encode()).decode()}?="
    return (
        b'Content-Type: application/octet-stream; name="%b"\n'
        b"Content-Disposition: attachment\nContent-Transfer-Encoding: %b\n\n%b"
        % (shown.encode(), encoding.encode(), body)
    )


@given(
    st.lists(ATTACHMENT, min_size=1, max_size=3),
    st.sampled_from([ANNA, YUKI, LARS, "ar-EG"]),
    st.sampled_from([b"", b"preamble\n"]),
    st.sampled_from([b"", b"\nepilogue"]),
)
def test_attachments_come_out_byte_for_byte(attachments, to, preamble, epilogue):
    parts = [mail(html=HTML).get_payload()[0].as_bytes(), *(attached(*one) for one in attachments)]
    raw = (
        b'Subject: Hello\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="=b"\n\n'
        + preamble
        + b"".join(b"--=b\n" + part + b"\n" for part in parts)
        + b"--=b--"
        + epilogue
    )
    found = adapted(raw, to=to).raw
    assert found.partition(b"\n--=b\n")[0].endswith(preamble.rstrip(b"\n"))
    assert found.endswith(b"--=b--" + epilogue)
    before, after = raw.split(b"--=b\n")[2:], found.split(b"--=b\n")[2:]
    assert before == after
    read = [part.get_payload(decode=True) for part in email.message_from_bytes(found).walk()]
    wanted = [part.get_payload(decode=True) for part in email.message_from_bytes(raw).walk()]
    assert read[2:] == wanted[2:]


WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.just("\n"), max_size=80)


@given(
    WORDS, st.sampled_from([ANNA, LARS]), st.sampled_from(["8bit", "quoted-printable", "base64"])
)
def test_free_text_survives_word_for_word(words, to, cte):
    message = EmailMessage()
    message["Subject"] = "Hello"
    message.set_content(f"A note.\n{words}\nThe end of it.\n", cte=cte)
    raw = message.as_bytes()
    text = parsed(raw).get_content()
    found = adapt_email(raw, KIT, to=to, include=("text",))
    body = parsed(found.raw).get_content()
    for line in text.splitlines():
        assert line.strip() in body


@given(st.binary(max_size=400))
def test_any_bytes_come_back(raw):
    found = adapted(raw)
    assert found.raw == raw or found.adaptation is not None
    if found.adaptation is None:
        assert found.problems


@given(st.data())
def test_a_mail_with_a_piece_missing_or_doubled_comes_back(data):
    raw = data.draw(st.sampled_from([path.read_bytes() for path in EXAMPLES]))
    start = data.draw(st.integers(0, len(raw)))
    end = data.draw(st.integers(start, min(len(raw), start + 200)))
    broken = raw[:start] + raw[start:end] * data.draw(st.sampled_from([0, 2])) + raw[end:]
    found = adapted(broken, values={})
    assert found.raw == broken or found.adaptation is not None


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_examples_are_adapted_and_keep_their_attachments(path):
    raw = path.read_bytes()
    found = adapt_email(raw, KIT, to=LARS if path.stem == "free-text" else YUKI)
    assert not found.problems
    assert found.adaptation.language in ("ja-JP", "en-SE")
    before, after = parsed(raw), parsed(found.raw)
    assert [part.get_content_type() for part in after.walk()] == [
        part.get_content_type() for part in before.walk()
    ]
    for one, other in zip(before.walk(), after.walk(), strict=True):
        if one.get_content_maintype() not in ("text", "multipart"):
            assert one.as_bytes() == other.as_bytes()


def test_a_mail_for_a_reader_of_its_own_language_only_gets_what_it_lacks():
    raw = mail(
        "Dear Ms Krüger,\n\nThe weather is fine.\n\nKind regards,\nAcme\n", subject="Weather"
    ).as_bytes()
    found = adapted(raw, to={**ANNA, "locale": "en-GB"})
    assert found.raw.replace(b"Content-Language: en-GB\n", b"") == raw


# --- broken, signed, strange -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        (b"", "not a mail"),
        (b"just words\n\nand more", "not a mail"),
        (b"\n\nbody", "not a mail"),
        (b"Subject: a\n\n", "no text to adapt"),
        (b"Subject: a\nSubject: b\n\nHi\n", "two headers subject"),
        (b"Content-Type: multipart/mixed\n\nHi\n", "without boundary"),
        (b"Content-Type: multipart/mixed; boundary=b\n\nHi\n", "without parts"),
        (b"Content-Type: image/png\n\nHi\n", "no text to adapt"),
        (b"Content-Type: text/plain; charset=klingon\n\nHi\n", "charset 'klingon'"),
        (b"Content-Type: text/plain; charset=hex\n\n4869\n", "charset 'hex'"),
        (b"Content-Type: text/plain; charset=utf-8\n\n\xff\xfe\n", "charset 'utf-8'"),
        (b"Content-Transfer-Encoding: uuencode\n\nHi\n", "'uuencode'"),
        (b"Content-Transfer-Encoding: base64\n\nSGk=\n-- \nlist\n", "'base64'"),
        (b"A: b\n\n-----BEGIN PGP SIGNED MESSAGE-----\nHi\n", "PGP"),
        (b"Content-Type: multipart/signed; boundary=b\n\n--b\n\nHi\n--b--\n", "signed"),
        (b"Content-Type: multipart/encrypted; boundary=b\n\n--b\n\nHi\n--b--\n", "encrypted"),
        (b"Content-Type: multipart/report; boundary=b\n\n--b\n\nHi\n--b--\n", "report"),
    ],
)
def test_what_cannot_be_adapted_comes_back_as_it_was_with_the_reason(raw, problem):
    found = adapted(raw)
    assert found.raw == raw
    assert found.adaptation is None
    assert any(problem in one for one in found.problems)


def test_one_unreadable_alternative_keeps_the_other_from_saying_something_else():
    raw = (
        mail(html=HTML)
        .as_bytes()
        .replace(b'text/html; charset="utf-8"', b'text/html; charset="klingon"')
    )
    found = adapted(raw)
    assert found.raw == raw
    assert found.problems == ("a text is not in its charset 'klingon'",)


def test_multiparts_without_end_within_each_other_are_no_danger():
    head = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (depth, depth)
        for depth in range(2000)
    )
    found = adapted(b"Subject: x\n" + head)
    assert found.adaptation is None
    assert any("too deep" in one for one in found.problems)


def test_a_mail_cut_off_is_adapted_and_told():
    raw = mail(html=HTML).as_bytes()
    found = adapted(raw[: raw.rindex(b"\n--")])
    assert "a multipart whose end is missing" in found.problems
    assert found.adaptation.language == "de-DE"


def test_a_signed_domain_key_is_said_to_be_broken():
    message = mail()
    message["DKIM-Signature"] = "v=1; a=rsa-sha256"
    assert any("DKIM" in one for one in adapted(message.as_bytes()).problems)


def test_eight_bit_text_that_says_it_is_ascii_is_read_as_utf_8():
    raw = "Subject: Hello\n\nGrüße aus Köln\n".encode()
    found = adapted(raw)
    assert parsed(found.raw).get_content_charset() == "utf-8"
    assert "Grüße aus Köln" in parsed(found.raw).get_content()


def test_an_mbox_separator_before_the_header_stays():
    raw = b"From anna@example.org Mon Mar  2 18:12:00 2026\n" + mail().as_bytes()
    found = adapted(raw)
    assert found.raw.startswith(b"From anna@example.org Mon")
    assert found.adaptation.language == "de-DE"


def test_only_the_recipient_can_be_wrong():
    with pytest.raises(UnknownLocale):
        adapted(mail().as_bytes(), to="Klingonia")


# --- new mails -------------------------------------------------------------------------------


@pytest.mark.parametrize("to", ["a", "a b@c.d", "a@b.c\r\nBcc: x@y.z", "a@b.c,d@e.f", "<a@b.c>"])
def test_an_address_cannot_bring_a_header_along(to):
    with pytest.raises(InvalidValue):
        compose_email(adapt("Hi", to="de-DE"), to=to)


@given(WORDS)
def test_a_new_mail_says_what_was_adapted(words):
    adaptation = adapt({"body": words, "subject": words}, to="ja-JP", include=("text",))
    message = parsed(compose_email(adaptation, to="a@example.org"))
    assert not message.defects
    assert message["Content-Language"] == adaptation.language
    assert message.get_content().splitlines() == adaptation.body.splitlines() or (
        message.get_content().rstrip() == adaptation.body.rstrip()
    )
