"""Translation: nothing of a text is lost, whatever the translator does."""

from __future__ import annotations

import random
import re
import subprocess
import sys
from collections import Counter
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from culturekit.errors import InvalidValue, TranslationUnavailable
from culturekit.model import Confidence
from culturekit.store import open as open_store
from culturekit.tags import parse
from culturekit.translate import (
    Backend,
    Flag,
    Output,
    detect,
    detect_language,
    split_sentences,
    translate,
    translate_segments,
)
from culturekit.translate.checks import faults, numbers_differ, repeats
from culturekit.translate.pieces import split_long, take_apart
from culturekit.translate.protect import find

STORE = open_store()
MASK = re.compile(r"⟦\d+⟧|XPH\d+X")


@pytest.fixture(autouse=True, scope="module")
def no_packages(tmp_path_factory):
    """Whatever is installed where the tests run does not matter."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path_factory.mktemp("none") / "packages"))
        yield


WORDS = {
    "hello": "hola",
    "thanks": "gracias",
    "order": "pedido",
    "your": "su",
    "is": "está",
    "ready": "listo",
    "book": "libro",
    "the": "el",
    "call": "llame",
    "now": "ahora",
    "and": "y",
    "see": "vea",
    "costs": "cuesta",
    "in": "en",
    "days": "días",
}


def spanish(text: str, source: str, target: str) -> str:
    """Word by word into Spanish; unknown words, figures and masks stay."""

    def word(match: re.Match[str]) -> str:
        found = WORDS.get(match.group().lower(), match.group())
        return found.capitalize() if match.group().istitle() else found

    return re.sub(r"[A-Za-z]+", word, text)


def to_spanish(text, **options):
    return translate(text, to="es", source="en", backends=[spanish], **options)


# --- what it looks like ------------------------------------------------------------------


def test_a_text_comes_back_in_its_frame():
    found = to_spanish("  Hello, {name}!\n\n\tYour order #12345 is ready.\r\n")
    assert str(found) == "  Hola, {name}!\n\n\tSu pedido #12345 está listo.\r\n"
    assert (found.path, found.backend, found.quality) == (("en", "es"), "spanish", "medium")
    assert [segment.source for segment in found.segments] == [
        "Hello, {name}!",
        "Your order #12345 is ready.",
    ]
    assert found.data_version == STORE.version
    assert "2 of 2 sentences by spanish (en > es)" in found.explain()


def test_lists_keep_their_order_and_streams_stream():
    texts = ["hello", "", "your order", "hello", "   "]
    assert [one.text for one in to_spanish(texts)] == ["hola", "", "su pedido", "hola", "   "]
    assert [one.text for one in to_spanish(tuple(texts))] == [one.text for one in to_spanish(texts)]

    said = []
    to_spanish(texts * 60, progress=lambda *one: said.append(one))
    assert said == [(256, 300), (300, 300)]

    taken = []

    def endless():
        while True:
            taken.append(1)
            yield "your order"

    found = to_spanish(endless(), progress=lambda *one: said.append(one))
    assert [one.text for one in islice(found, 65)] == ["su pedido"] * 65
    assert said[2:] == [(64, None)]
    assert len(taken) < 1000


def test_the_phrase_bank_comes_first_and_needs_no_engine():
    found = translate("Thank you for your order.", to="de", source="en")
    assert found.text == "Vielen Dank für Ihre Bestellung."
    assert (found.backend, found.quality) == ("phrases", Confidence.HIGH)
    informal = translate("Thank you for your order.", to="de", source="en", register="informal")
    assert "deine Bestellung" in informal.text
    assert informal.register == "met"


def test_text_in_the_language_already_is_left_alone():
    found = translate("Your colour, {name}.", to="en-US", source="en-GB")
    assert (found.text, found.path, found.flags) == ("Your colour, {name}.", ("en-GB",), ())


def test_a_text_in_no_clear_language_is_left_alone_and_said_so():
    found = translate("OK", to="de", backends=[spanish])
    assert (found.text, found.flags) == ("OK", ("source-unknown",))


def test_nothing_is_half_translated_without_a_way():
    text = "Thank you for your order. My cat ate it."
    with pytest.raises(TranslationUnavailable, match="no translation from en to de") as caught:
        translate(text, to="de", source="en")
    assert caught.value.pair == ("en", "de")
    with pytest.raises(TranslationUnavailable):
        translate(["Thank you for your order.", text], to="de", source="en")


@pytest.mark.parametrize(
    "call",
    [
        lambda: translate(3, to="de"),
        lambda: translate(b"Hello", to="de"),
        lambda: translate(["a", None], to="de", source="en", backends=[spanish]),
        lambda: translate("a", to="not a tag"),
        lambda: translate("a", to="de", source="?"),
        lambda: translate("a", to="de", register="rude"),
        lambda: translate("a", to="de", backend="nobody"),
        lambda: translate("a", to="de", backends=["not callable"]),
        lambda: translate("a b", to="de", source="en", glossary=["a"]),
        lambda: translate("a b", to="de", source="en", glossary={"": "x"}),
        lambda: translate("a b", to="de", source="en", glossary={"a": 3}),
        lambda: translate("a b", to="de", source="en", backends=[lambda *_: 3]),
        lambda: detect_language(None),
        lambda: detect_language("a", candidates="en"),
        lambda: translate_segments(["a"], source="en", target="de", register="rude"),
    ],
)
def test_malformed_input_is_refused(call):
    with pytest.raises(InvalidValue):
        call()


def test_no_engine_is_imported():
    code = (
        "import sys; from culturekit.translate import translate\n"
        "translate('Hello there', to='es', source='en', backends=[lambda *a: 'hola'])\n"
        "print({'ctranslate2', 'sentencepiece', 'numpy'} & set(sys.modules))"
    )
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "set()"


# --- sentences and their frame ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Dear Mr. Smith, it is here.|Call Dr. J. Doe.|Is it 5 p.m.?|Yes... it is.|Bye!"),
        ("en", "See no. 5 and fig. 3, e.g. this one.|We ship worldwide."),
        ("en", 'He said "Stop!"|Then we left (at last).|He asked "Why?" and left.'),
        ("en", "It came in 2024.|The next one did not."),
        ("de", "Wir liefern am 5. Mai z. B. um 10 Uhr.|Rechnung Nr. 7 liegt bei."),
        ("de", "Frau Prof. Dr. Weber ruft ggf. zurück.|Bis bald!"),
        ("fr", "M. Dupont a payé 12 € env. deux fois.|Merci !|Ça va ?"),
        ("es", "¿La Sra. López llamó?|¡Sí!|Adjuntamos la fact. núm. 8."),
        ("pl", "Zamówienie nr 5 z dn. 3. maja.|Dziękujemy."),
        ("cs", "Dodáme 5. května, např. ráno.|Děkujeme."),
        ("ja", "ご注文ありがとうございます。|「はい。」と言いました。|届きましたか？|はい！"),
        ("zh", "您好！|订单已发货。|谢谢。"),
        ("ko", "주문이 발송되었습니다.|감사합니다!"),
        ("ar", "هل وصل الطلب؟|نعم، وصل.|شكرًا!"),
        ("hi", "आपका ऑर्डर भेज दिया गया है।|धन्यवाद।"),
        ("el", "Τι κάνετε;|Καλά."),
    ],
)
def test_sentences(language, text):
    wanted = [part for part in text.split("|") if part]
    spaced = "" if language in ("ja", "zh") else " "
    found = split_sentences(spaced.join(wanted), language=language, store=STORE)
    assert [one.strip() for one in found] == wanted


@given(st.text(max_size=200), st.sampled_from(["en", "de", "ja", "ar", "el", "xx"]))
def test_sentences_joined_are_the_text(text, language):
    assert "".join(split_sentences(text, language=language, store=STORE)) == text


def apart(text, language="en"):
    """Sentences in angle brackets, the frame as it is."""
    return "".join(
        part if isinstance(part, str) else f"‹{part.source}›"
        for part in take_apart(text, language=language, store=STORE)
    )


@pytest.mark.parametrize(
    "framed",
    [
        "‹Hello.›  ‹How are you?›\n",
        "- ‹first item›\n- ‹second item›\n  1. ‹third›\n",
        "> ‹what you wrote›\n>> ‹and before›\n",
        "# ‹Title›\n\n**‹All of it is bold.›**",
        "‹**Part** of it is bold.›",
        "‹Name›\t‹Your order›\t‹Total›",
        "| ‹Name› | ‹Total› |\n",
        "<p>‹Hello <b>Ann</b>, hi.›</p><p>‹Bye.›</p>",
        "<ul>\n<li>‹One thing›</li>\n<li><b>‹Another›</b></li></ul>",
        "<b>‹Bold.›</b> <i>‹Slanted.›</i>",
        "‹<b>One</b> and <b>two</b>›",
        "‹before› <br/> ‹after›",
        "‹Your code:› {code}",
        "‹Track it here:› https://a.example/b",
        "‹Thanks!› 😀\n",
        "12.50\t{amount}\t--\n",
        "<script>var a = 'Hello there';</script>‹Hello›",
        "```\nnot prose\n```\n‹prose›",
        "‹Read [our page](https://a.example) now.›",
        "[‹Our page›](https://a.example)",
        "",
        " \n ",
    ],
)
def test_the_frame_stays_outside(framed):
    text = re.sub("[‹›]", "", framed)
    assert apart(text) == framed


# --- protected parts -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        # fields
        ("Hi {name}, {a.b} {0} {} {x!r:>10} {{ y }}", "{name} {a.b} {0} {} {x!r:>10} {{_y_}}"),
        ("%s %d %(n)s %1$s %.2f ${x} %{y} #{z}", "%s %d %(n)s %1$s %.2f ${x} %{y} #{z}"),
        ("{% if a %} {# b #} <%= c %> __NAME__ %ID%", "{%_if_a_%} {#_b_#} <%=_c_%> __NAME__ %ID%"),
        ("{n, plural, one {# a} other {# {b}}}!", "{n,_plural,_one_{#_a}_other_{#_{b}}}"),
        ("a \ue0000\ue001 b \ue00017\ue001", "\ue0000\ue001 \ue00017\ue001"),
        # no fields
        ("100% sure, 50%discount, { a remark }", ""),
        # markup
        (
            "<b>x</b> <a href=\"?a>b\" title='y'>z</a> <br/>",
            "<b> </b> <a_href=\"?a>b\"_title='y'> </a> <br/>",
        ),
        ("a < b > c, 2 <3", ""),
        ("&amp; &#39; AT&T R&D; x", "&amp; &#39;"),
        ("**a** _b_ `c d` ~~e~~ 5 * 3", "** ** _ _ `c_d` ~~ ~~"),
        ("![x](a.png) [y](b c)", "![ ](a.png)"),
        # addresses
        (
            "See https://a.example/b_c?d=e(f). Or (www.b.example/x),",
            "https://a.example/b_c?d=e(f) www.b.example/x",
        ),
        ("mail a.b+c@d.example, or mailto:x@y.example!", "a.b+c@d.example mailto:x@y.example"),
        ("https://a.exampleをご覧ください", "https://a.example"),
        ("+1 (202) 555-0143 or @ann, #topic", "+1_(202)_555-0143 @ann #topic"),
        # codes
        (
            "ORD-2024-00123 SKU_AB_12 XJ9 #12345 12345678",
            "ORD-2024-00123 SKU_AB_12 XJ9 #12345 12345678",
        ),
        ("DE89 3704 0044 0532 0130 00", "DE89_3704_0044_0532_0130_00"),
        (
            "COVID-19, iPhone, A4, getValue(), node.js, 10.0.0.1",
            "COVID-19 iPhone A4 getValue() node.js 10.0.0.1",
        ),
        ("1st, 2nd, 10am, 20kg, 24-hour, mid-2024, 2024-05-01", ""),
        ("e.g. i.e. z.B. p.ej. U.S. end.Next and/or", ""),
        # emoji
        ("👍🏽 👨\u200d👩\u200d👧 🇩🇪 ☎\ufe0f", "👍🏽 👨\u200d👩\u200d👧 🇩🇪 ☎\ufe0f"),
    ],
)
def test_what_is_protected(text, kept):
    found = [text[span.start : span.end].replace(" ", "_") for span in find(text)]
    assert found == kept.split()


@pytest.mark.parametrize(
    "unit",
    ["<", "<a ", '<a "', "{", "{a,b,", "a.", "a/", "```", "<!--", "[a", "](", "*", "a@", "%"],
)
def test_a_hostile_text_costs_no_more_than_its_length(unit):
    """Patterns that read far ahead from every place would not come back from this."""
    assert find(unit * 20_000) is not None


# --- the ladder --------------------------------------------------------------------------


TRACK = "Hello {name}, your order is ready, see {link}."


def test_first_masks_then_other_masks():
    asked = []

    def knows_words_only(text, source, target):
        asked.append(text)
        return spanish(re.sub("[⟦⟧]", "", text), source, target)

    found = translate(TRACK, to="es", source="en", backends=[knows_words_only])
    assert found.text == "Hola {name}, su pedido está listo, vea {link}."
    assert found.flags == ()
    assert asked == [
        "Hello ⟦0⟧, your order is ready, see ⟦1⟧.",
        "Hello XPH0X, your order is ready, see XPH1X.",
    ]


def test_then_around_the_parts():
    def eats_masks(text, source, target):
        return spanish(MASK.sub("", text), source, target)

    found = translate(TRACK, to="es", source="en", backends=[eats_masks])
    assert found.text == "Hola {name}, su pedido está listo, vea {link}."
    assert found.flags == ("around-placeholders",)
    assert found.quality == Confidence.LOW


def test_then_the_source_stays():
    def invents_fields(text, source, target):
        return f"{spanish(text, source, target)} {{amount}}"

    found = translate(f"Your book. {TRACK}", to="es", source="en", backends=[invents_fields])
    assert found.text == f"Your book. {TRACK}"
    assert found.flags == ("kept-source", "placeholder-lost")
    assert [segment.text for segment in found.segments] == [None, None]


def test_an_address_must_not_run_into_a_word():
    def glues(text, source, target):
        return spanish(text, source, target).replace(" ahora", "ahora")

    found = translate("See https://a.example now", to="es", source="en", backends=[glues])
    assert found.text == "Vea https://a.example ahora"
    assert found.flags == ("around-placeholders",)


def test_figures_that_come_back_wrong_are_masked():
    def miscounts(text, source, target):
        return re.sub(r"(?<!⟦)\b\d+\b(?!⟧)", "9", spanish(text, source, target))

    found = translate("The book costs 45 in 3 days", to="es", source="en", backends=[miscounts])
    assert (found.text, found.flags) == ("El libro cuesta 45 en 3 días", ())


def test_figures_that_stay_wrong_are_flagged():
    def always_nine(text, source, target):
        return "El libro cuesta 9"

    text = "The book costs 45"
    found = translate(text, to="es", source="en", backends=[always_nine])
    assert (found.text, found.flags) == ("El libro cuesta 9", ("number-mismatch",))
    assert (
        translate_segments([text], source="en", target="es", backends=[always_nine])[0].text is None
    )


def test_an_empty_answer_keeps_the_source():
    found = translate("Your book", to="es", source="en", backends=[lambda *_: " \n"])
    assert (found.text, found.flags) == ("Your book", ("empty", "kept-source"))


def test_breaks_in_an_answer_are_not_breaks_of_the_text():
    found = translate("Your book", to="es", source="en", backends=[lambda *_: "\nsu\t\tlibro "])
    assert found.text == "su libro"


# --- whatever comes back: properties ---------------------------------------------------------

KEPT = [
    "{name}", "{a.b}", "{{ x }}", "{}", "%s", "%(x)s", "${x}", "<b>", "</b>", "<br/>", "<p>",
    '<a href="https://x.example/a_b?c=d">', "</a>", "https://a.example/b/c.html?x=1&y=2",
    "www.acme.example", "a.b+c@acme.example", "ORD-2024-00123", "SKU_AB_12", "#12345",
    "\ue0000\ue001", "\ue00017\ue001", "&amp;", "`code x`", "**", "_", "](https://x.example)",
    "😀", "{n, plural, one {# a} other {# b}}", "⟦0⟧", "XPH1X", "@ann", "<!-- x -->",
    "<script>a < b</script>",
]  # fmt: skip
TEXT = [
    "Hello", "your order", "is", "ready", "Dr.", "e.g.", "THE BOOK", "NOW", "注文しました", "。",
    "مرحبا", "؟", "12", "3.5", "49,90", "...", "!", "?", ".", ",", ":", "(", ")", '"', "'", "{",
    "}", "<", ">", "%", "\\", "İ", "ß", "ŉ", "ﬁ", "I", "ǅ",
]  # fmt: skip
SPACE = [" ", "  ", "\n", "\r\n", "\t", "\u00a0", "\u2003", " \n ", "\u2028", "\x1f", "\u3000", ""]
FRAGMENT = st.one_of(*map(st.sampled_from, (KEPT, TEXT, SPACE, [" "])))
TEXTS = st.one_of(st.lists(FRAGMENT, max_size=16).map("".join), st.text(max_size=40))

INVENTED = ["{evil}", "<script>", "https://evil.example", "\ue0009\ue001", "⟦7⟧", "XPH9X", "\u202e"]


def shuffled(text, seed):
    words = [*text.split(" "), *MASK.findall(text), "x", "\n", "⟦", "⟧", "0"]
    chance = random.Random(f"{seed}{text}")  # noqa: S311 - a test that can be repeated
    chance.shuffle(words)
    return " ".join(words[: chance.randint(0, len(words))])


def swapped(text, seed):
    rest = iter(MASK.findall(text)[::-1])
    return MASK.sub(lambda _: next(rest), text)


HOSTILE = {
    "identity": lambda text, _: text,
    "capitals": lambda text, _: text.upper(),
    "backwards": lambda text, _: text[::-1],
    "drops-all": lambda text, _: MASK.sub("", text),
    "drops-one": lambda text, _: MASK.sub("", text, count=1),
    "doubles": lambda text, _: MASK.sub(lambda mask: f"{mask[0]} {mask[0]}", text),
    "swaps": swapped,
    "spaces": lambda text, _: text.replace("⟦", "⟦ ").replace("⟧", " ⟧").lower(),
    "silence": lambda *_: "",
    "breaks": lambda text, _: f"\n\n {text.replace(' ', chr(9) * 2)} \r\n",
    "invents": lambda text, seed: f"{text} {INVENTED[seed % len(INVENTED)]}",
    "runs-on": lambda text, seed: text + ["/path", "abc", "`", "{", "<", "&"][seed % 6],
    "glues": lambda text, _: text.replace(" ", ""),
    "shuffles": shuffled,
    "sevens": lambda text, _: re.sub(r"\d", "7", text),
}
SEPARATOR = re.compile(r"\s*[\t\n\r\v\f\x1c-\x1f\x85\u2028\u2029]\s*|\s{2,}")


def missing(text, found):
    """The first protected part of `text` that does not stand in `found` behind those before it."""
    position = 0
    for span in find(text):
        raw = text[span.start : span.end]
        place = found.find(raw, position)
        if place < 0:
            return raw
        position = place + len(raw)
    return None


@pytest.mark.fuzz
@given(
    TEXTS, st.sampled_from(sorted(HOSTILE)), st.integers(0, 9), st.sampled_from(["es", "ja", "tr"])
)
def test_nothing_is_lost_whatever_a_backend_does(text, kind, seed, target):
    def hostile(sentence, source, to):
        return HOSTILE[kind](sentence, seed)

    options = {"source": "en", "backends": [hostile]}
    found = translate(text, to=target, backend="hostile", **options).text
    if kind == "identity":
        assert found == text
    assert missing(text, found) is None
    assert SEPARATOR.findall(found) == SEPARATOR.findall(text)
    for invented in INVENTED:
        assert invented in text or invented not in found
    (segment,) = translate_segments([text], target=target, **options)
    if segment.text is not None:
        assert missing(text, segment.text) is None
        assert SEPARATOR.findall(segment.text) == SEPARATOR.findall(text)


@pytest.mark.fuzz
@given(st.lists(TEXTS, max_size=4))
def test_a_list_is_what_its_texts_are_one_by_one(texts):
    alone = [translate(text, to="es", source="en", backends=[spanish]) for text in texts]
    assert translate(texts, to="es", source="en", backends=[spanish]) == alone
    assert list(translate(iter(texts), to="es", source="en", backends=[spanish])) == alone


# --- capitals ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "asked", "found"),
    [
        (
            "THE BOOK IS {x}, CALL NOW!",
            "The book is ⟦0⟧, call now!",
            "EL LIBRO ESTÁ {x}, LLAME AHORA!",
        ),
        ("The BOOK is ready", "The BOOK is ready", "El libro está listo"),
        ("SEPA", "SEPA", "SEPA"),
    ],
)
def test_shouting_goes_out_quietly_and_comes_back_shouted(text, asked, found):
    seen = []

    def watch(sentence, source, target):
        seen.append(sentence)
        return spanish(sentence, source, target)

    assert translate(text, to="es", source="en", backends=[watch]).text == found
    assert seen[0] == asked


def test_capitals_follow_the_language():
    found = translate("PLEASE CALL NOW", to="tr", source="en", backends=[lambda *_: "şimdi iki"])
    assert found.text == "ŞİMDİ İKİ"


# --- long sentences -------------------------------------------------------------------------


class Narrow:
    """A backend for short sentences only, which says so before (`fits`) or after."""

    name = "narrow"

    def __init__(self, says_before):
        self.seen = []
        if says_before:
            self.fits = lambda segment, *_: len(segment) <= 40

    def pairs(self):
        return [("en", "es")]

    def translate_batch(self, segments, source, target):
        self.seen += segments
        return [
            Output(
                spanish(one[:40], source, target),
                -0.5,
                frozenset({"truncated"} if len(one) > 40 else ()),
            )
            for one in segments
        ]


@pytest.mark.parametrize("says_before", [True, False])
def test_long_sentences_are_split_not_cut(says_before):
    text = "Hello {name}, your order is ready; the book is ready, and the order costs 45, call now."
    narrow = Narrow(says_before)
    assert isinstance(narrow, Backend)
    found = translate(text, to="es", source="en", backends=[narrow])
    assert found.text == (
        "Hola {name}, su pedido está listo; "
        "el libro está listo, y el pedido cuesta 45, llame ahora."
    )
    assert found.flags == ("split",)
    assert found.segments[0].score == -0.5
    assert found.quality == Confidence.MEDIUM


@given(st.text(max_size=300), st.integers(1, 50))
def test_parts_of_a_long_sentence_joined_are_the_sentence(text, width):
    parts = split_long(text, lambda part: len(part) <= width)
    assert "".join(part + space for part, space in parts) == text


def test_a_mask_is_never_split():
    text = "a" * 30 + "⟦12⟧" + "b" * 30
    assert "⟦12⟧" in "|".join(part for part, _ in split_long(text, lambda part: len(part) < 6))


# --- who is asked ------------------------------------------------------------------------------


class Leg:
    """A backend for the pairs given; it marks a sentence with where it went."""

    def __init__(self, name, *pairs):
        self.name = name
        self._pairs = [tuple(pair.split(">")) for pair in pairs]

    def pairs(self):
        return self._pairs

    def translate_batch(self, segments, _, target):
        return [(f"{one} >{target}", -1.0, ()) for one in segments]


@pytest.mark.parametrize(
    ("to", "backends", "text", "path"),
    [
        ("de", [Leg("a", "es>en", "en>fr", "fr>de"), Leg("b", "en>de")], "x >en >de", "es en de"),
        ("de", [Leg("a", "es>en", "en>de"), Leg("b", "es>de")], "x >de", "es de"),
        ("de-AT", [Leg("a", "es>de", "es>de-AT")], "x >de-AT", "es de-AT"),
        ("pt-PT", [Leg("a", "es>pt-BR", "es>pt")], "x >pt", "es pt-PT"),
        ("zh-TW", [Leg("a", "es>zh", "es>zh-Hant")], "x >zh-Hant", "es zh-TW"),
        ("nb", [Leg("a", "es>no")], "x >no", "es nb"),
    ],
)
def test_the_shortest_way_and_the_nearest_variety(to, backends, text, path):
    found = translate("x", to=to, source="es", backends=backends)
    assert (found.text, " ".join(found.path)) == (text, path)
    assert (Flag.PIVOTED in found.flags) == (len(found.path) > 2)


def test_another_variety_is_flagged_and_another_script_no_way():
    found = translate("x", to="pt-PT", source="es", backends=[Leg("a", "es>pt-BR")])
    assert found.flags == ("other-variety",)
    with pytest.raises(TranslationUnavailable, match="installed: es-zh"):
        translate("x", to="zh-TW", source="es", backends=[Leg("a", "es>zh")])


def test_masks_survive_both_legs():
    legs = Leg("a", "es>en", "en>de")
    found = translate("x {name}", to="de", source="es", backends=[legs])
    assert found.text == "x {name} >en >de"


def test_one_that_has_nothing_to_say_is_followed_by_the_next():
    def knows_hello(text, source, target):
        return "hola" if text == "Hello." else None

    found = translate("Hello. Your book.", to="es", source="en", backends=[knows_hello, spanish])
    assert found.text == "hola Su libro."
    assert [segment.backend for segment in found.segments] == ["knows_hello", "spanish"]
    with pytest.raises(TranslationUnavailable):
        translate("Hello. Your book.", to="es", source="en", backends=[knows_hello])


def test_the_choice_can_be_set():
    text = "Thank you for your order."
    assert to_spanish(text).backend == "phrases"
    assert to_spanish(text, backend="spanish").backend == "spanish"
    by_another = to_spanish(text, backend=Leg("another", "en>es"))
    assert by_another.backend == "another"
    with pytest.raises(TranslationUnavailable):
        to_spanish(text, backend="argos")


def test_a_backend_that_answers_too_few_is_refused():
    class Short(Leg):
        def translate_batch(self, *_):
            return []

    with pytest.raises(InvalidValue, match="number of translations by short"):
        translate("x", to="en", source="es", backends=[Short("short", "es>en")])


def test_every_sentence_is_asked_for_once():
    asked = []

    def count(text, source, target):
        asked.append(text)
        return spanish(text, source, target)

    translate(["Your book. Your book.", "Your book."], to="es", source="en", backends=[count])
    assert asked == ["Your book."]


# --- glossary and register ------------------------------------------------------------------------


def test_a_glossary_decides_what_stands_there():
    found = to_spanish(
        "Your Book Club order is ready. THE BOOK CLUB IS READY NOW.",
        glossary={"Book Club": None, "order": "encargo"},
    )
    assert found.text == "Su Book Club encargo está listo. EL BOOK CLUB ESTÁ LISTO AHORA."
    assert to_spanish("bookorder", glossary={"order": "x"}).text == "bookorder"


def test_a_wording_on_file_without_the_term_is_not_used():
    found = to_spanish("Thank you for your order.", glossary={"order": "encargo"})
    assert found.backend == "spanish"
    assert "encargo" in found.text


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        ("Können Sie uns anrufen?", "met"),
        ("Kannst du uns anrufen?", "unmet"),
        ("Das Buch ist da.", "unverifiable"),
    ],
)
def test_the_register_is_checked_never_rewritten(answer, verdict):
    found = translate(
        "Call us?", to="de", source="en", register="formal", backends=[lambda *_: answer]
    )
    assert (found.text, found.register) == (answer, verdict)
    assert found.flags == (() if verdict == "met" else (f"register-{verdict}",))


# --- checks -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "translation", "differ"),
    [
        ("It costs 1,234.50 EUR.", "Es kostet 1.234,50 EUR.", False),
        ("It costs 1,234.50 EUR.", "Es kostet 1 234,50 EUR.", False),
        ("It costs 1,234.50 EUR.", "Es kostet 1.234,05 EUR.", True),
        ("on 05/03/2026", "am 05.03.2026", False),
        ("on 05/03/2026", "am 5.3.2026", False),
        ("on 05/03/2026", "am 5.3.2025", True),
        ("at 3 pm, or 9:30 a.m.", "um 15 Uhr oder 9.30 Uhr", False),
        ("at 3 pm", "um 16 Uhr", True),
        ("in 2 to 3 days", "in zwei bis drei Tagen", False),
        ("in 2 days", "in zehn Tagen", True),
        ("two days", "2 Tage", False),
        ("5 of 7", "7 von 5", False),
        ("the book", "die 2 Bücher", True),
        ("45", "٤٥", False),
        ("no figure", "keine Zahl", False),
    ],
)
def test_figures(source, translation, differ):
    languages = ("en", "de")
    assert numbers_differ(source, translation, languages=languages, store=STORE) == differ


@pytest.mark.parametrize(
    ("source", "translation", "found"),
    [
        ("Your order is on its way.", "Su pedido está en camino.", set()),
        ("Your order is on its way.", "Your order is on its way.", {"copied"}),
        ("Acme Book Club", "Acme Book Club", set()),
        ("Your order is on its way to you.", "su su su su su su pedido", {"repeated"}),
        ("no no no no no", "no no no no no no", {"copied"}),
        (
            "Your order is on its way, and the book that you asked for comes tomorrow.",
            "Su pedido",
            {"length-ratio", "truncated"},
        ),
        ("Your order.", "Su pedido, que es un pedido muy bonito y bien hecho.", {"length-ratio"}),
        ("Your order is on its way.", "...", {"empty", "length-ratio"}),
        ("It costs 45.", "Cuesta 54.", {"number-mismatch"}),
    ],
)
def test_faults(source, translation, found):
    shown = faults(source, translation, languages=("en", "es"), store=STORE)
    assert {str(one) for one in shown} - ({"copied"} if source.startswith("no no") else set()) == (
        found - ({"copied"} if source.startswith("no no") else set())
    )


def test_wordings_on_file_raise_no_alarm():
    """Real translations, sentence for sentence; a check that doubts these would doubt all."""
    english = STORE.phrases("en")
    pairs, alarms = 0, []
    for language in ("de", "fr", "es", "it", "pt", "nl", "pl", "cs", "ja", "ko", "ar"):
        for name, entry in STORE.phrases(language).items():
            one, two = wording_of(english.get(name)), wording_of(entry)
            if one and two and "plural" not in one + two:
                pairs += 1
                if shown := faults(one, two, languages=("en", language), store=STORE):
                    alarms.append((one, two, shown))
    assert pairs > 300
    assert len(alarms) <= 0.02 * pairs, alarms


def wording_of(entry):
    if not isinstance(entry, dict):
        return None
    found = entry.get("text") or entry.get("formal")
    return found.get("text") if isinstance(found, dict) else found


@pytest.mark.parametrize("language", ["de", "es", "fr", "it", "nl", "pl", "pt", "cs"])
def test_planted_faults_are_found(language):
    """Each fault planted in each wording on file that is long enough to show it."""
    planted, found = Counter(), Counter()
    others = [STORE.phrases(one) for one in ("en", "de", "fr", "es", "pl") if one != language]
    for name, entry in STORE.phrases(language).items():
        source, good = wording_of(STORE.phrases("en").get(name)), wording_of(entry)
        if not source or not good or "plural" in good or len(good) < 45:
            continue
        elsewhere = wording_of(others[len(name) % len(others)].get(name)) or ""
        if len(elsewhere) < 45 or "plural" in elsewhere:
            continue
        source, good = f"{source} 45.", f"{good} 45."
        bad = {
            Flag.NUMBERS: good.replace("45", "54"),
            Flag.COPIED: source,
            Flag.REPEATED: " ".join([" ".join(good.split()[:2])] * 6) + " 45",
            Flag.LENGTH: good[: len(source) // 4],
            Flag.TRUNCATED: good[: len(source) // 4],
            Flag.EMPTY: "— … —",
            Flag.LANGUAGE: f"{elsewhere} 45.",
        }
        for flag, translation in bad.items():
            planted[flag] += 1
            found[flag] += flag in faults(
                source, translation, languages=("en", language), store=STORE
            )
    assert all(planted[flag] >= 10 for flag in planted)
    assert sum(found.values()) >= 0.95 * sum(planted.values()), (planted, found)


@pytest.mark.parametrize(
    ("text", "over_and_over"),
    [
        ("gracias gracias gracias gracias", True),
        ("por su pedido, por su pedido, por su pedido, por su pedido", True),
        ("ありがとうありがとうありがとうありがとうありがとう", True),
        ("ha ha ha", False),
        ("very, very good", False),
        ("1 1 1", False),
    ],
)
def test_repetition(text, over_and_over):
    assert repeats(text) == over_and_over


# --- segments for a program ----------------------------------------------------------------


def test_segments_are_whole_or_nothing():
    texts = ["Your order \ue0000\ue001 is ready.", "Your book. Hello!", "  ", "45 \ue0001\ue001"]
    found = translate_segments(texts, source="en", target="es", backends=[spanish])
    assert [one.text for one in found] == [
        "Su pedido \ue0000\ue001 está listo.",
        "Su libro. Hola!",
        "  ",
        "45 \ue0001\ue001",
    ]
    assert [one.source for one in found] == texts


def test_one_sentence_of_a_segment_that_is_lost_takes_the_segment_along():
    def loses_books(text, source, target):
        return "" if "book" in text else spanish(text, source, target)

    found = translate_segments(
        ["Hello! Your book.", "Hello!"], source="en", target="es", backends=[loses_books]
    )
    assert [(one.text, one.flags) for one in found] == [
        (None, ("empty", "kept-source")),
        ("Hola!", ()),
    ]


def test_segments_without_a_way_ask_the_bank_and_raise_nothing():
    texts = ["Thank you for your order.", "My cat.", "Thank you for your order. My cat."]
    found = translate_segments(texts, source="en", target="de")
    assert [(one.text, one.flags) for one in found] == [
        ("Vielen Dank für Ihre Bestellung.", ()),
        (None, ("no-path",)),
        (None, ("no-path",)),
    ]
    alone = translate_segments(texts[:2], source="en", target="de")
    assert alone == found[:2]


def test_segments_in_the_wrong_register_say_so():
    (found,) = translate_segments(
        ["Call us when you can."],
        source="en",
        target="de",
        register="formal",
        backends=[lambda *_: "Ruf uns an, wenn du kannst."],
    )
    assert found.flags == ("register-unmet",)


# --- which language ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Where is my order?", "en"),
        ("Wo ist meine Bestellung?", "de"),
        ("Où est ma commande ?", "fr"),
        ("¿Dónde está mi pedido?", "es"),
        ("Dov'è il mio ordine?", "it"),
        ("Onde está o meu pedido?", "pt"),
        ("Waar is mijn bestelling?", "nl"),
        ("Gdzie jest moje zamówienie?", "pl"),
        ("Kde je moje objednávka?", "cs"),
        ("注文はどこですか？", "ja"),
        ("주문은 어디에 있나요?", "ko"),
        ("أين طلبي؟ لقد دفعت في الأسبوع الماضي", "ar"),
        ("Hallo {name}, <b>wo ist</b> https://the.example/and/for/you das Paket?", "de"),
        # not clear
        ("", None),
        ("12.50 {amount} https://a.example", None),
        ("OK", None),
    ],
)
def test_detect(text, language):
    assert detect_language(text) == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Var är min beställning? Den skulle komma på måndag.", "sv"),
        ("Где мой заказ? Я жду уже неделю.", "ru"),
        ("سفارش من کجاست؟ یک هفته است که منتظرم.", "fa"),
        ("Siparişim nerede? Pazartesi gelecekti.", "tr"),
    ],
)
def test_a_language_without_a_list_is_known_to_the_model_only(text, language, monkeypatch):
    if detect._model():
        assert detect_language(text) == language
        assert detect_language(text, candidates=["en", language]) == language
    monkeypatch.setattr(detect, "_model", lambda: None)
    detect._shares.cache_clear()
    assert detect_language(text) is None
    detect._shares.cache_clear()


def test_detect_among_candidates():
    assert detect_language("Где мой заказ?", candidates=["en", "ru"]) == "ru"
    assert detect_language("我的订单", candidates=["en", "zh-TW"]) == "zh-TW"
    assert detect_language("我的订单", candidates=["ja", "zh"]) is None
    assert detect_language("Onde está o meu pedido?", candidates=["pt-BR", "es"]) == "pt-BR"
    assert detect_language("Wo ist meine Bestellung?", candidates=["en", "ja"]) is None


def test_detect_is_right_or_silent_about_wordings_on_file():
    right, wrong, all_ = 0, [], 0
    for language in ("en", "de", "fr", "es", "it", "pt", "nl", "pl", "cs", "ja", "ko", "ar"):
        for entry in STORE.phrases(language).values():
            if text := wording_of(entry):
                found = detect_language(text)
                all_ += 1
                right += found == language
                if found not in (language, None):
                    wrong.append((text, found))
    assert len(wrong) <= 0.01 * all_, wrong
    assert right >= 0.85 * all_


@pytest.mark.fuzz
@given(st.text(max_size=100))
def test_detect_takes_any_text(text):
    assert detect_language(text, candidates=["en", "de", "ja"]) in {None, "en", "de", "ja"}
    found = detect_language(text)
    assert found is None or parse(found).base == found
