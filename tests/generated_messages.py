"""Messages as shops send them, made by the thousand: fields, tags, addresses, codes, white space.

The same for every backend, so that what one loses the others can be seen to keep.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence

from culturekit.translate import Translation
from culturekit.translate.protect import find

FIELDS = (
    "{name}", "{first_name}", "{order.id}", "{{ customer.name }}", "{{x}}", "%s", "%(count)d",
    "%1$s", "${total}", "{0}", "{}", "%NAME%", "{n, plural, one {# day} other {# days}}",
)  # fmt: skip
ADDRESSES = (
    "https://acme.example/orders/A_1042?x=1&y=2", "http://a.example", "www.acme.example/help_me",
    "support@acme.example", "mailto:a.b+c@acme.example", "+1 (202) 555-0143",
)  # fmt: skip
CODES = (
    "ORD-2024-00123", "SKU_AB_12", "#12345", "XJ9-77-A", "getValue()", "`user_id`", "&amp;",
    "DE89 3704 0044 0532 0130 00", "12345678", "@acme", "😀", "👍🏽",
)  # fmt: skip
MARKUP = (
    ("<b>", "</b>"), ("<a href='https://a.example/x_y'>", "</a>"), ("**", "**"), ("_", "_"),
    ('<span class="a_b">', "</span>"), ("[", "](https://a.example/z)"),
)  # fmt: skip
SPACES = (" ", " ", " ", "  ", "\n", "\n\n", "\r\n", "\n\t", " \n- ", "\u00a0", "\n> ", "\t")
ENDS = (".", ".", ".", "!", "?", "...", "", ":")

_SEPARATOR = re.compile(r"\s*[\t\n\r\v\f\x1c-\x1f\x85\u2028\u2029]\s*|\s{2,}")


def messages(number: int, words: Sequence[str], seed: int = 7) -> list[str]:
    """So many messages of the words given; the same each time."""
    chance = random.Random(seed)  # noqa: S311 - nothing secret
    return [_message(chance, words) for _ in range(number)]


def _message(chance: random.Random, words: Sequence[str]) -> str:
    out = []
    for _ in range(chance.randint(1, 4)):
        out += (" ".join(_sentence(chance, words)) + chance.choice(ENDS), chance.choice(SPACES))
    start = chance.choice(("", "", "  ", "\n", "\t- "))
    return start + "".join(out)


def _sentence(chance: random.Random, words: Sequence[str]) -> Iterator[str]:
    kept = [*FIELDS, *ADDRESSES, *CODES]
    for number in range(chance.randint(2, 9)):
        word = chance.choice(words)
        if chance.random() < 0.1:
            before, after = chance.choice(MARKUP)
            word = f"{before}{word}{after}"
        yield word.capitalize() if number == 0 else word
        if chance.random() < 0.25:
            yield chance.choice(kept)


def fault(text: str, found: Translation) -> str | None:
    """What a translation lost without saying so, `None` for nothing."""
    position = 0
    for span in find(text):
        raw = text[span.start : span.end]
        place = found.text.find(raw, position)
        if place < 0:
            return f"{raw!r} is lost or out of order"
        position = place + len(raw)
    if _SEPARATOR.findall(found.text) != _SEPARATOR.findall(text):
        return "white space differs"
    for one in found.segments:
        if one.text is None and not {"kept-source", "no-path"} & set(one.flags):
            return f"{one.source!r} stays without a word"
        if one.text is None and one.source not in found.text:
            return f"{one.source!r} is neither translated nor kept"
    if len(re.findall(r"[⟦⟧]|XPH\d", found.text)) > len(re.findall(r"[⟦⟧]|XPH\d", text)):
        return "a mask was left"
    return None


def tally(texts: Sequence[str], found: Sequence[Translation]) -> dict[str, int]:
    """How many sentences were translated whole, around their parts, or kept; and parts lost."""
    faults = [one for text, made in zip(texts, found, strict=True) if (one := fault(text, made))]
    if faults:
        raise AssertionError(f"{len(faults)} of {len(texts)}: {faults[:5]}")
    segments = [one for made in found for one in made.segments]
    return {
        "messages": len(texts),
        "parts": sum(len(find(text)) for text in texts),
        "sentences": len(segments),
        "whole": sum(
            one.text is not None and "around-placeholders" not in one.flags for one in segments
        ),
        "around": sum("around-placeholders" in one.flags for one in segments),
        "kept": sum(one.text is None for one in segments),
        "lost": 0,
    }
