"""Fields: what reads as one is one, and everything else is text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from culturekit.fields import Choice, Field, Unread, names, parse_fields


def shown(text, syntax="braces"):
    """Fields as <name>, <name.part>, <name:style>; text as it is."""
    out = ""
    for part in parse_fields(text, syntax):
        if isinstance(part, Field):
            tail = (f".{part.part}" if part.part else "") + (f":{part.style}" if part.style else "")
            out += f"<{part.name}{tail}>"
        else:
            out += part if isinstance(part, str) else f"<<{part.raw}>>"
    return out


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Hi {name}!", "Hi <name>!"),
        ("{customer.given}, {day:short}", "<customer.given>, <day:short>"),
        ("{größe} {名前}", "<größe> <名前>"),
        ("{{name}}", "{name}"),
        ("a }} b", "a } b"),
        ("{} { } {1} {a b} {a-b}", "{} { } {1} {a b} {a-b}"),
        ("p { margin: 0 }", "p { margin: 0 }"),
        ('{"json": [1, 2]}', '{"json": [1, 2]}'),
        ("{name", "{name"),
        ("name}", "name}"),
        ("{{{name}}}", "{<name>}"),
        ("{n, plural, one {#} other {#s}}", "<<{n, plural, one {#} other {#s}}>>"),
    ],
)
def test_braces(text, read):
    assert shown(text) == read


def test_double_braces_and_none():
    assert shown("{{name}} {name} {{a.b}}", "double") == "<name> {name} <a.b>"
    assert shown("{name} {{name}}", "none") == "{name} {{name}}"


def test_a_choice_is_read_with_its_branches():
    (choice,) = parse_fields("{n, plural, =0 {none} one {# for {who}} other {#}}")
    assert isinstance(choice, Choice)
    assert [selector for selector, _ in choice.options] == ["=0", "one", "other"]
    assert list(names((choice,))) == ["n", "who"]


def test_a_choice_within_a_choice_has_its_own_text_and_the_number_of_the_plural():
    inner = "{g, select, female {her '#' #} other {{their.order:long} {n}}}"
    (choice,) = parse_fields("{n, plural, other {" + inner + "}}")
    ((_, (select,)),) = choice.options
    assert select.raw == inner
    assert select.options == (
        ("female", ("her # ", Field("#", None, None, "#"))),
        (
            "other",
            (
                Field("their", "order", "long", "{their.order:long}"),
                " ",
                Field("n", None, None, "{n}"),
            ),
        ),
    )
    # No number is in sight of a select by itself.
    (alone,) = parse_fields("{g, select, other {Order #, '#' }}")
    assert alone.options == (("other", ("Order #, '#' ",)),)


def test_a_broken_choice_is_kept_and_marked():
    assert parse_fields("{n, plural, one {x}}") == (Unread("{n, plural, one {x}}"),)


@given(st.text(alphabet="{}ab:., é\n𝔸", max_size=40), st.sampled_from(["double", "none"]))
def test_no_character_is_lost(text, syntax):
    parts = parse_fields(text, syntax)
    assert "".join(part if isinstance(part, str) else part.raw for part in parts) == text


@given(st.text(alphabet="{}ab:., é\n𝔸", max_size=40))
def test_doubling_every_brace_makes_text_of_anything(text):
    doubled = text.replace("{", "{{").replace("}", "}}")
    assert "".join(map(str, parse_fields(doubled))) == text
