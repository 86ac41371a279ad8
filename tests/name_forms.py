"""Tables of names and their forms, as the tests of `inflect` write them."""

from __future__ import annotations


def pairs(table: str) -> list[tuple[str, str | None]]:
    """Name and form by turns; "-" stands for a name that has none."""
    words = table.split()
    return [
        (name, None if form == "-" else form)
        for name, form in zip(words[::2], words[1::2], strict=True)
    ]
