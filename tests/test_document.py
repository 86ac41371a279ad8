"""Drafts: taken apart into nodes that are, in order, the draft."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from culturekit.document import Line, Markup, Raw, parse_draft
from culturekit.sentences import split_sentences

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
    assert "".join(split_sentences(text)) == text


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One. Two! Three?", 3),
        ("Dear Dr. Ito, thank you. Bye.", 2),
        ("It costs 3.50 a day. Fine.", 2),
        ("We ship on 3. May.", 1),
        ("一。二！三", 3),
        ("شكرا؟ نعم.", 2),
        ("Wait... what", 1),
    ],
)
def test_where_sentences_end(text, count):
    assert len(split_sentences(text)) == count


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
