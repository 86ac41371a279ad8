"""Drafts: taken apart into nodes that are, in order, the draft."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from culturekit.document import Line, Markup, Raw, parse_draft
from culturekit.sentences import split_sentences
from culturekit.store import open as open_store

pieces = st.sampled_from(
    [
        "Dear Ann,", "Thank you! ", "Order {id} is late. ", "\n", "\r\n", "> quoted\n", "-- \n",
        "<p>", "</p>", "<b>", "</b>", "<br/>", "<a href='{link}'>", "</a>", "&amp;", "<!-- x -->",
        "<style>p{color:red}</style>", "{", "}", "{{x}}", "  ", "\t", "你好。", "مرحبا، ", "🙂",
        "3. May",
    ]
)  # fmt: skip
bodies = st.lists(pieces | st.text(max_size=8), max_size=12).map("".join)


def put_together(draft):
    out = []
    for node in draft.nodes:
        for one in node.nodes if isinstance(node, Line) else (node,):
            for part in one.parts:
                inner = part.parts if isinstance(part, Markup) else (part,)
                out += [piece if isinstance(piece, str) else piece.raw for piece in inner]
    return "".join(out)


@given(bodies, st.sampled_from(["text", "html"]))
def test_a_draft_is_the_sum_of_its_nodes(body, format):
    assert put_together(parse_draft(body, format, "none")) == body
    assert put_together(parse_draft(body, format, "double")) == body


@given(st.text(max_size=80) | bodies)
def test_sentences_are_the_text(text):
    assert "".join(split_sentences(text, language="en", store=open_store())) == text


@pytest.mark.parametrize(
    ("language", "text", "count"),
    [
        ("en", "One. Two! Three?", 3),
        ("en", "Dear Dr. Ito, thank you. Bye.", 2),
        ("en", "It costs 3.50 a day. Fine.", 2),
        ("en", "Your order no. {id} is here. {name}, thank you.", 2),
        ("en", "It came on day 3. Mayday!", 2),
        ("de", "Wir liefern am 3. Mai. Danke.", 2),
        ("de", "Ihre Bestellung Nr. {id} ist da. Danke.", 2),
        ("zh", "一。二！三", 3),
        ("ar", "شكرا؟ نعم.", 2),
        ("en", "Wait... what", 1),
    ],
)
def test_where_sentences_end(language, text, count):
    """An abbreviation or an ordinal is one in its own language."""
    (_, line), *_ = parse_draft(text, language=language).lines
    assert len(line.sentences) == count


def lines_of(body):
    return [line.text for _, line in parse_draft(body).lines]


def test_a_paragraph_that_an_editor_broke_is_one_line():
    body = (
        "Dear Ann,\nThank you for your patience. Your order {order} was\n"
        "shipped on {day}. Delivery is expected on Monday, the third of\r\nMarch, by noon.\n"
        "Kind regards,\nAcme"
    )
    draft = parse_draft(body)
    assert put_together(draft) == body
    lines = [line for _, line in draft.lines]
    assert [line.text for line in lines] == [
        "Dear Ann,",
        "\n".join(body.split("\n")[1:4]),
        "Kind regards,",
        "Acme",
    ]
    assert [sentence.key for sentence in lines[1].sentences] == [
        "thank you for your patience.",
        "your order \0 was shipped on \0.",
        "delivery is expected on monday, the third of march, by noon.",
    ]


@pytest.mark.parametrize(
    "body",
    [
        # sentences, each in a line
        "Thank you very much for your patience with our shop.\nyour order has been shipped.",
        # a list, with marks and with numbers
        "We have sent to you with our parcel of yesterday\n- one blue mug and a saucer\n"
        "- two plates",
        "We have sent to you with our parcel of yesterday\n1. one blue mug and a saucer\n2. plates",
        # an address, a signature
        "Acme Household Goods International Limited\n12 High Road\nUlm",
        "The whole of the customer service of Acme Support\nTelephone Numbers and Mail",
        # lines that say what they hold
        "you will find the particulars of the order below\norder: A-1042 of the third of March",
        "name of the person who gave the order: Ann Example\nplace of delivery: the town of Ulm",
        # columns, a link
        "blue mug with a saucer       2       10.00\nplate of the same kind       1       12.00",
        "you may follow the parcel at any time on our page\nhttps://acme.example/a",
        # a line that had room for more
        "you will get your money\nback by the third of March, as we said at the beginning",
    ],
)
def test_lines_of_their_own_stay_apart(body):
    assert lines_of(body) == body.split("\n")


@given(
    st.lists(st.sampled_from(["a", "mug", "of", "the", "blue", "on", "{day}", "was", "2", "Ulm"])),
    st.integers(55, 80),
)
def test_where_a_paragraph_is_broken_does_not_matter(words, width):
    sentence = f"yesterday {' '.join(words)} and we are sorry."
    wrapped = textwrap.fill(sentence, width)
    draft = parse_draft(wrapped)
    assert put_together(draft) == wrapped
    (_, line), *more = draft.lines
    # A line that begins with a capital or a figure may be one of its own.
    if not any(one[0].isupper() or one[0].isdigit() for one in wrapped.split("\n")):
        assert not more
        assert [one.key for one in line.sentences] == [
            one.key for _, whole in parse_draft(sentence).lines for one in whole.sentences
        ]


def kept(body):
    return [
        node.parts[0]
        for node in parse_draft(body).nodes
        if isinstance(node, Raw) and node.kind == "kept"
    ]


def test_quotes_and_signatures_are_kept():
    assert kept("Hello.\n> Hi there.\n-- \nAnn\nAcme\n") == ["> Hi there.", "-- ", "Ann", "Acme"]


def test_style_and_script_are_code():
    draft = parse_draft("<style>p{color:red}</style><script>let {a} = b</script>", "html")
    assert [node.kind for node in draft.nodes] == ["code", "code"]


def test_inline_tags_stay_within_their_sentence():
    (_, line), *_ = parse_draft("<p>Your order <b>{id}</b> is late. Sorry.</p>", "html").lines
    assert [sentence.text for sentence in line.sentences] == ["Your order {id} is late.", "Sorry."]
    assert line.sentences[0].key == "your order \0 is late."
