"""Answers as HTML: escaped, readable in any theme, and without anything that runs."""

from __future__ import annotations

import datetime as dt
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from culturekit import Kit, Money, Reason, Source, culture, detect_register
from culturekit.model import Fact
from culturekit.notebook import render

KIT = Kit(sender={"locale": "en-US", "organisation": "Acme"})
YUKI = {"locale": "ja-JP", "name": {"given": "由紀", "surname": "田中"}}
EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'&"

ANSWERS = {
    "adaptation": lambda: KIT.adapt(
        {"subject": "Your order {id} has been shipped.", "body": "Let's touch base by 3/7."},
        to=YUKI,
        values={"id": "A-1", "amount": Money(5, "EUR")},
        situation={"at": dt.datetime(2026, 3, 7, 9, tzinfo=dt.UTC), "topic": "complaint"},
    ),
    "comparison": lambda: KIT.compare("JP", "US"),
    "culture": lambda: culture("ja-JP"),
    "decision": lambda: KIT.upsell(YUKI, topic="complaint"),
    "greeting": lambda: KIT.greet(YUKI),
    "register": lambda: detect_register("Könnten Sie mir bitte helfen?", language="de"),
    "report": lambda: KIT.check("Let's touch base by 3/7!", to=YUKI),
    "report without findings": lambda: KIT.check("Thank you.", to=YUKI),
    "tone": lambda: KIT.tone(YUKI),
    "window": lambda: KIT.send_window(YUKI, at="2026-03-07T09:00+00:00"),
}


class Page(HTMLParser):
    """Collects tags, attributes and text, and checks that tags are closed in order."""

    VOID = frozenset({"br", "hr", "img", "meta", "link", "input"})

    def __init__(self, html):
        super().__init__()
        self.tags, self.attributes, self.text, self.open = [], [], [], []
        self.feed(html)
        self.close()
        assert not self.open

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.attributes += attributes
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if not self.open or self.open[-1] != "style":
            self.text.append(data)


@pytest.mark.parametrize("name", ANSWERS)
def test_every_answer_is_whole_html_without_anything_that_runs_or_loads(name):
    page = Page(render(ANSWERS[name]()))
    assert not {"script", "img", "iframe", "link", "object", "form"} & set(page.tags)
    assert not [key for key, _ in page.attributes if key.startswith("on") or key == "src"]
    assert all(
        value.startswith(("https://", "http://")) for key, value in page.attributes if key == "href"
    )


@pytest.mark.parametrize("name", ANSWERS)
def test_tables_have_captions_and_headers_of_columns_and_rows(name):
    page = Page(render(ANSWERS[name]()))
    assert page.tags.count("caption") == page.tags.count("table")
    scopes = [value for key, value in page.attributes if key == "scope"]
    assert len(scopes) == page.tags.count("th")
    assert ("aria-label", ANSWERS[name]().__class__.__name__) in page.attributes


@pytest.mark.parametrize("name", ANSWERS)
def test_no_colour_is_fixed_so_that_every_theme_works(name):
    style = render(ANSWERS[name]()).partition("</style>")[0]
    for line in style.splitlines():
        for rule in line.partition("{")[2].split(";"):
            key, _, value = rule.partition(":")
            if key.strip() in ("color", "background", "background-color"):
                assert value.strip("} ") in ("inherit", "none") or "transparent" in value


def test_the_notebook_asks_the_answer_itself():
    answer = ANSWERS["greeting"]()
    assert answer._repr_html_() == render(answer)


def test_an_adaptation_shows_its_text_language_flags_and_changes():
    answer = ANSWERS["adaptation"]()
    page = Page(render(answer))
    text = "".join(page.text)
    assert answer.body in text
    assert ("lang", answer.language) in page.attributes
    for flag in answer.flags:
        assert flag in text
    assert f"Changes ({len(answer.changes)})" in text
    assert str(answer.decision.verdict) in text


def test_reasons_are_all_there_with_their_sources_as_links():
    answer = ANSWERS["decision"]()
    page = Page(render(answer))
    text = "".join(page.text)
    for reason in answer.reasons:
        assert reason.claim in text
        for source in reason.fact.source if reason.fact else ():
            assert source.title in text
            assert not source.url or ("href", source.url) in page.attributes


def test_findings_are_marked_where_they_stand():
    html = render(ANSWERS["report"]())
    assert ">touch base</mark>" in html
    assert "no findings" in render(ANSWERS["report without findings"]())


def test_a_culture_shows_its_facts():
    text = "".join(Page(render(culture("ja-JP"))).text)
    assert "calendar.weekend" in text
    assert "saturday, sunday" in text


@pytest.mark.parametrize(
    "answer",
    [
        lambda: KIT.greet({"locale": "de-DE", "name": {"given": EVIL}}),
        lambda: KIT.adapt({"subject": EVIL, "body": EVIL + " {x}"}, to=YUKI, values={"x": EVIL}),
        lambda: KIT.check(f"Let's touch base {EVIL}", to=YUKI),
    ],
)
def test_what_came_from_outside_is_only_text(answer):
    page = Page(render(answer()))
    assert "script" not in page.tags
    assert "img" not in page.tags
    assert "alert(1)" in "".join(page.text)


def test_a_source_with_a_dangerous_address_is_no_link():
    fact = Fact(1, source=(Source("evil", EVIL, url="javascript:alert(1)"),))
    answer = KIT.greet(YUKI)
    shown = type(answer).from_dict({**answer.to_dict(), "reasons": (Reason(EVIL, fact=fact),)})
    page = Page(render(shown))
    assert not [value for key, value in page.attributes if key == "href"]
    assert "script" not in page.tags


@given(st.text(max_size=60), st.sampled_from(["de-DE", "ja-JP", "ar-EG"]))
def test_any_message_renders_to_whole_html_that_holds_it(text, to):
    answer = KIT.adapt(text, to=to, include=("text", "findings"))
    page = Page(render(answer))
    shown = "".join(page.text)
    assert answer.body.replace("\r\n", "\n").replace("\r", "\n") in shown.replace(
        "\r\n", "\n"
    ).replace("\r", "\n")
