"""A country on one page: every line with its evidence, in four forms."""

from __future__ import annotations

import pickle
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

import culturekit as ck
from culturekit.briefing import Briefing, briefing
from culturekit.cli import main
from culturekit.model import Confidence, Level
from culturekit.reader import resolve
from culturekit.store import open as open_store

TERRITORIES = sorted(open_store().names("territories"))


def section(card: Briefing, title: str):
    return next(one for one in card.sections if one.title == title)


def test_japan_puts_courtesy_and_accuracy_first():
    card = ck.briefing("JP")
    first = section(card, "How to write").items[:2]
    assert [item.label for item in first] == ["courtesy", "accuracy"]
    for item in first:
        assert item.level is Level.TERRITORY
        assert item.as_of == "2017-06-14"
        assert {source.id for source in item.sources} >= {"jcast-amex-2017"}
    assert section(card, "Greeting and forms").items[0].text == "お客様"
    assert "2026年11月23日" in card.text
    assert "8 calendar days" in card.text


@pytest.mark.parametrize("territory", TERRITORIES)
def test_every_fact_of_a_card_has_a_source_and_scores_stay_low(territory):
    card = ck.briefing(territory)
    assert card.territory == territory
    for one in card.sections:
        for item in one.items:
            assert item.text, (one.title, item.label)
            assert "{" not in item.label + item.text
            if item.level is Level.DIMENSIONS:
                assert item.confidence is Confidence.LOW
            for fact in item.facts:
                assert fact.source or one.title == "Greeting and forms", (one.title, item.label)
            if one.title not in ("At a glance", "Greeting and forms"):
                assert item.sources, (one.title, item.label)
                assert item.as_of or one.title == "How to write", (one.title, item.label)
    assert {one.title for one in card.sections}.isdisjoint(card.unknown)


def test_a_language_is_no_country():
    card = ck.briefing("ja")
    assert card.territory is None
    assert [one.title for one in card.sections] == [
        "At a glance", "How to write", "Greeting and forms",
    ]  # fmt: skip
    assert [item.label for item in section(card, "How to write").items] == ["formality"]
    assert "Law" in card.unknown
    assert "currency" not in card.text
    assert "legal advice" not in card.text


def test_who_is_unknown_gets_no_advice():
    card = briefing(resolve({}))
    assert card.sections == ()
    assert "Nothing on record about: at a glance, how to write" in card.text


def test_days_that_move_are_not_given_a_date():
    assert "Good Friday: another date each year." in ck.briefing("DE").text
    assert "carnival: another date each year: offices" in ck.briefing("BR").text
    assert "golden week: 29 April to 5 May:" in ck.briefing("JP").text


def test_what_comes_first_is_said_on_every_form():
    card = ck.briefing("JP")
    for text in (card.text, card.markdown, card.html):
        assert "comes before everything on this card" in text
        assert "not legal advice" in text
    assert "comes before every line below" in card.prompt
    assert "Never infer gender, religion, ethnicity" in card.prompt
    assert "[low, territory]" in card.prompt


def test_the_sources_are_numbered_in_the_order_of_the_text():
    text = ck.briefing("JP").text
    body, _, listed = text.partition("\nSOURCES\n")
    numbers = [int(one) for one in re.findall(r"\[(\d+)\]", body)]
    assert list(dict.fromkeys(numbers)) == sorted(set(numbers))
    assert [int(one) for one in re.findall(r"^\[(\d+)\]", listed, re.MULTILINE)] == sorted(
        set(numbers)
    )


class Tags(HTMLParser):
    """Whether tags are closed in order; the addresses of links and the places they lead to."""

    def __init__(self):
        super().__init__()
        self.open, self.links, self.ids, self.tags = [], [], set(), set()

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.tags.add(tag)
        self.links += [given["href"]] if "href" in given else []
        self.ids |= {given["id"]} if "id" in given else set()
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.mark.parametrize("who", ["JP", "US", "SA", "de-AT", "ja"])
def test_the_page_is_whole_and_loads_nothing(who):
    page = ck.briefing(who).html
    tags = Tags()
    tags.feed(page)
    assert tags.open == []
    assert not tags.tags & {"script", "img", "link", "iframe", "object"}
    for link in tags.links:
        if link.startswith("#"):
            assert link[1:] in tags.ids
        else:
            assert link.startswith(("https://", "http://"))
    assert "prefers-color-scheme:dark" in page
    assert "url(" not in page


def test_what_comes_from_data_is_escaped(tmp_path):
    (tmp_path / "territories").mkdir()
    (tmp_path / "territories" / "JP.toml").write_text(
        "# A pack with signs of HTML and Markdown in a fact.\n"
        '[sensitivities.knife]\nvalue = { item = "<b>*knives*</b>", category = "gift", '
        'tags = ["knife"], meaning = "a cut", severity = "warning" }\n'
        'source = "wong-colours"\nas_of = "2026-11"\nconfidence = "low"\n',
        "utf-8",
    )
    card = ck.Kit(packs=(str(tmp_path),)).briefing("JP")
    assert "&lt;b&gt;*knives*&lt;/b&gt;" in card.html
    assert "<b>" not in card.html
    assert r"\<b\>\*knives\*\</b\>" in card.markdown


def test_a_card_is_plain_data():
    card = ck.briefing("JP")
    assert pickle.loads(pickle.dumps(card)) == card  # noqa: S301
    assert Briefing.from_dict(card.to_dict()) == card
    assert str(card) == card.text


@pytest.mark.parametrize(
    ("form", "begins"),
    [("text", "Japan (JP)"), ("markdown", "# Japan (JP)"), ("html", "<!DOCTYPE html>"),
     ("prompt", "You write to a customer: Japan (JP).")],
)  # fmt: skip
def test_the_command_prints_a_card(form, begins, capsys):
    assert main(["briefing", "Japan", "--format", form]) == 0
    assert capsys.readouterr().out.startswith(begins)


@given(st.sampled_from(TERRITORIES))
def test_the_same_country_gets_the_same_card(territory):
    assert ck.briefing(territory) == ck.briefing(territory)


def test_texts_from_right_to_left_keep_their_place():
    card = ck.briefing("SA")
    closing = section(card, "Greeting and forms").items[1]
    assert f"- closing: \u2068{closing.text}\u2069 (as of" in card.text
    assert f"<bdi>{closing.text}</bdi>" in card.html
