"""What `revise` puts right by itself, and what it leaves to a person."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

import culturekit as ck
from culturekit.check import check, rules
from culturekit.errors import InvalidValue
from culturekit.model import Sender
from culturekit.reader import resolve
from culturekit.revise import Revision, revise

NEW_YORK = Sender("en-US", time_zone="America/New_York")
GERMANY = resolve("de-DE", sender=NEW_YORK)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Please pay by 03/04/2026.", "Please pay by 4 March 2026."),
        ("We will call you at 10:30.", "We will call you at 10:30 (New York time)."),
        ("We are open 9:00-17:00.", "We are open 9:00-17:00 (New York time)."),
        (
            "Call us between 9 am and 5 pm, please.",
            "Call us between 9 am and 5 pm (New York time), please.",
        ),
        ("Your refund is $49.90.", "Your refund is USD 49.90."),
        ("Shipping costs 15 dollars.", "Shipping costs USD 15."),
        ("The shop is 5 miles away.", "The shop is 5 miles (8 km) away."),
        ("Send us the form today.", "Please send us the form today."),
        ("We can't find it.", "We cannot find it."),
        ("DON'T SEND it again.", "Please do not SEND it again."),
    ],
)
def test_a_safe_fix_is_made(before: str, after: str) -> None:
    found = revise(before, GERMANY)
    assert found.text == str(found) == after
    assert found.applied
    assert revise(after, GERMANY).applied == ()


@pytest.mark.parametrize(
    "text",
    [
        "Let us know whether it slipped through the cracks.",  # an idiom takes a person
        "You MUST pay!!!",  # so does the wish to shout
        "Can't you see it?",  # "Cannot you see it?" is no English
        "It's ready.",  # is or has
        "Thank you, {amount at 10:30}.",
        "Please see https://example.org/3/4/2026?a=10:30&b=$5.",
        'Please <a href="x" title="at 10:30">read</a> it.',
        "Please run `send $5 10:30`.",
        "> Send us $5 by 3/4.\nThank you.",
    ],
)
def test_what_is_not_safe_stays_as_it_is(text: str) -> None:
    found = revise(text, GERMANY)
    assert found.text == text
    assert found.applied == ()
    assert found.left == check(text, GERMANY).findings


def test_an_unknown_sender_leaves_dates_money_and_times_to_a_person() -> None:
    text = "Please pay $5 by 03/04/2026 at 10:30."
    found = revise(text, resolve("de-DE"))
    assert found.text == text
    assert {one.family for one in found.left} == {
        "ambiguous-currency", "ambiguous-date", "time-without-zone",
    }  # fmt: skip


def test_two_fixes_of_the_same_words_are_listed_with_what_came_of_both() -> None:
    found = revise("Don't call us.", GERMANY)
    assert [(one.rule, one.start, one.end, one.fix) for one in found.applied] == [
        ("CK191", 0, 5, "Please do not"),
        ("CK311", 0, 5, "Please do not"),
    ]


def test_what_is_left_points_into_the_new_text() -> None:
    found = revise("Don't open it, we touch base by 3/7.", GERMANY)
    (idiom,) = [one for one in found.left if one.family == "idiom"]
    assert found.text[idiom.start : idiom.end] == "touch base"


def test_only_rules_that_are_certain_revise() -> None:
    assert {rule.family for rule in rules() if rule.revises} == {
        "ambiguous-currency", "ambiguous-date", "bare-imperative", "contraction",
        "time-without-zone", "units",
    }  # fmt: skip


def test_some_findings_may_be_kept_out() -> None:
    text = "Don't pay $5."
    found = revise(
        text, GERMANY, choose=lambda report: [one for one in report if one.rule == "CK141"]
    )
    assert found.text == "Don't pay USD 5."
    assert [one.rule for one in found.applied] == ["CK141"]
    assert found.left == ()


def test_the_diff_shows_the_lines_that_changed() -> None:
    found = revise("Hello,\n\nyour refund is $5.\n", GERMANY)
    assert found.diff("mail.txt").splitlines()[-2:] == [
        "-your refund is $5.",
        "+your refund is USD 5.",
    ]
    assert "No newline" in revise("It costs $5.", GERMANY).diff()
    assert revise("Thank you.", GERMANY).diff() == ""


def test_a_revision_is_plain_data_with_reasons() -> None:
    found = ck.Kit(sender=NEW_YORK).revise("It costs $5, act now.", to="de-DE")
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301
    assert Revision.from_dict(found.to_dict()).text == found.text
    assert "microsoft-currency" in found.explain()
    assert found.data_version == ck.revise("", to="de-DE").data_version


def test_bad_input_is_refused() -> None:
    with pytest.raises(InvalidValue, match="text cannot be"):
        revise(None, GERMANY)  # type: ignore[arg-type]


WORDS = st.sampled_from(
    ["Don't", "don't", "send", "Send", "SEND", "you", "pay", "$5", "5", "dollars", "miles", "km",
     "3/4", "03/04/2026", "at", "by", "10:30", "9", "am", "pm", "-", "and", "let's", "we've",
     "isn't", "it", "?", ".", "!", ",", "(", ")", "{x}", "<b>", "https://a.b/c", "£", "USD", "CET",
     "77", "°F", "Never", "please", ":", "\n", "’", "won’t", "call", "Rs", "kr", "7", "lb"]
)  # fmt: skip
TEXTS = st.lists(WORDS | st.text(max_size=6), max_size=30).map(" ".join) | st.lists(
    WORDS, max_size=12
).map("".join)


@pytest.mark.fuzz
@given(
    TEXTS,
    st.sampled_from(["ja-JP", "en-US", "en-GB", "de-DE", "fr-CA", "ar-SA", "en"]),
    st.sampled_from([None, "en-US", "en-GB", "de-DE", "ja-JP", "sv-SE"]),
    st.sampled_from(["en", "en", "en", "de", "fr", "ja"]),
)
def test_revising_again_changes_nothing(
    text: str, to: str, sender: str | None, language: str
) -> None:
    reader = resolve(to, sender=Sender(sender) if sender else None)
    once = revise(text, reader, language=language)
    again = revise(once.text, reader, language=language)
    assert again.text == once.text
    assert again.applied == ()
    assert again.left == once.left
    # Every change is listed: made one by one, they give the text.
    made = text
    for start, end, fix in sorted(
        {(one.start, one.end, one.fix) for one in once.applied}, reverse=True
    ):
        made = made[:start] + str(fix) + made[end:]
    assert made == once.text
    # Nothing that is left could have been fixed.
    safe = {rule.code for rule in rules() if rule.revises}
    assert not [one for one in once.left if one.rule in safe and one.fix]


def test_a_rule_of_a_pack_may_revise(tmp_path) -> None:
    folder = tmp_path / "rules" / "lint"
    folder.mkdir(parents=True)
    (folder / "house.toml").write_text(
        """family = "idiom"
[[rule]]
code = "CK901"
name = "house style"
languages = ["en"]
why = "The firm says package in all that it writes."
source = ["gitlab-style-guide"]
message = "“{text}” is not how we say it"
fixes = true
revises = true
severity = [{ is = "info" }]
[rule.terms]
"parcel/parcels" = "package"
[rule.example]
bad = ["Your parcel is here."]
good = ["Your package is here."]
""",
        "utf-8",
    )
    kit = ck.Kit(packs=[tmp_path])
    text = "Your parcel is here."
    assert str(kit.revise(text, to="en-US")) == "Your package is here."
    assert str(ck.revise(text, to="en-US")) == text
