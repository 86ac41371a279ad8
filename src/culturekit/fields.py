"""The fields of a message: `{name}`, `{name.part}`, `{name:style}`, and ICU choices.

Whatever does not read as a field is text and stays as it is: CSS, JSON, an
unmatched brace. Doubled braces are one brace ("braces" syntax), or the marks of
a field ("double" syntax). ICU plural and select go through `pyicumessageformat`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

__all__ = ["Choice", "Field", "Part", "Unread", "names", "parse_fields", "slot_key"]

_NAME = r"[^\W\d]\w*"
_FIELD = re.compile(
    rf"(?P<name>{_NAME})(?:\.(?P<part>{_NAME}))?(?::(?P<style>[^{{}}\n]{{1,200}}))?"
)
_CHOICE = re.compile(rf"(?P<name>{_NAME})\s*,\s*(?P<kind>plural|select|selectordinal)\s*,")


@dataclass(frozen=True, slots=True)
class Field:
    """A place for a value; `raw` is how it stands in the message."""

    name: str
    part: str | None
    style: str | None
    raw: str


@dataclass(frozen=True, slots=True)
class Choice:
    """An ICU plural, ordinal or select with its branches.

    `Field("#")` prints the number of the plural around it, in a select within one too.
    """

    name: str
    kind: str
    offset: int
    options: tuple[tuple[str, tuple[Part, ...]], ...]
    raw: str


@dataclass(frozen=True, slots=True)
class Unread:
    """What begins like an ICU choice and is not one; printed as it stands, and said so."""

    raw: str


Part = str | Field | Choice | Unread


@lru_cache(maxsize=4096)
def parse_fields(text: str, syntax: str = "braces") -> tuple[Part, ...]:
    """The text and the fields of a message by turns.

    >>> parse_fields("Hi {name}, {{really}} {1}")
    ('Hi ', Field(name='name', part=None, style=None, raw='{name}'), ', {really} {1}')

    `syntax` is "braces", "double" (`{{name}}`) or "none".
    """
    if syntax == "none" or "{" not in text:
        # Without an opening brace only a doubled closing one could mean anything.
        text = text.replace("}}", "}") if syntax == "braces" else text
        return (text,) if text else ()
    return tuple(_joined(_scan(text, double=syntax == "double")))


def _scan(text: str, *, double: bool) -> Iterator[Part]:
    position = 0
    width = 2 if double else 1
    closing = _closing(text)
    while position < len(text):
        char = text[position]
        if not double and text[position : position + 2] in ("{{", "}}"):
            yield char
            position += 2
            continue
        if text.startswith("{" * width, position):
            part, end = _field_at(text, position, width, closing)
            if part is not None:
                yield part
                position = end
                continue
            yield "{" * width
            position += width
            continue
        stop = position + 1
        while stop < len(text) and text[stop] not in "{}":
            stop += 1
        yield text[position:stop]
        position = stop


def _field_at(
    text: str, start: int, width: int, closing: dict[int, int]
) -> tuple[Part | None, int]:
    inner = start + width
    choice = _CHOICE.match(text, inner) if width == 1 else None
    if choice:
        end = closing.get(start)
        if end is not None:
            raw = text[start:end]
            return _choice(raw) or Unread(raw), end
    match = _FIELD.match(text, inner)
    if match and text.startswith("}" * width, match.end()):
        end = match.end() + width
        return Field(match["name"], match["part"], match["style"], text[start:end]), end
    return None, start


def _closing(text: str) -> dict[int, int]:
    """Place of every brace that is closed -> the place behind the one that closes it."""
    found: dict[int, int] = {}
    opened: list[int] = []
    for match in re.finditer(r"[{}]", text):
        if match.group() == "{":
            opened.append(match.start())
        elif opened:
            found[opened.pop()] = match.end()
    return found


def _choice(raw: str) -> Choice | None:
    from pyicumessageformat import Parser

    try:
        (tree,) = Parser({"include_indices": True}).parse(raw)
    except (SyntaxError, ValueError, IndexError, TypeError):
        return None
    return _from_tree(tree, raw, counting=False)


def _from_tree(tree: Any, text: str, *, counting: bool) -> Choice | None:
    """A node of the parser's tree; `counting` says that a plural stands around it."""
    if not isinstance(tree, dict) or "options" not in tree:
        return None
    selects = tree["type"] == "select"
    options = []
    for selector, branch in tree["options"].items():
        parts: list[Part] = []
        for node in branch:
            if isinstance(node, str):
                parts.extend(_hashes(node) if selects and counting else (node,))
            elif node.get("hash"):
                parts.append(_HASH)
            elif "options" in node:
                inner = _from_tree(node, text, counting=counting or not selects)
                if inner is None:
                    return None
                parts.append(inner)
            elif "type" not in node and (match := _FIELD.fullmatch(node["name"])):
                raw = text[node["start"] : node["end"]]
                parts.append(Field(match["name"], match["part"], match["style"], raw))
            else:
                return None
        options.append((selector, tuple(_joined(parts))))
    raw = text[tree["start"] : tree["end"]]
    return Choice(tree["name"], tree["type"], tree.get("offset", 0) or 0, tuple(options), raw)


_HASH = Field("#", None, None, "#")


def _hashes(text: str) -> Iterator[Part]:
    """The text of a select within a plural: ICU itself leaves `#` there, where nobody wants it."""
    for piece in re.split(r"('#'|#)", text):
        if piece:
            yield _HASH if piece == "#" else piece.replace("'#'", "#")


def _joined(parts: Iterator[Part] | list[Part]) -> Iterator[Part]:
    """Neighbouring pieces of text as one."""
    text: list[str] = []
    for part in parts:
        if isinstance(part, str):
            text.append(part)
            continue
        if text:
            yield "".join(text)
            text = []
        yield part
    if text:
        yield "".join(text)


def names(parts: tuple[Part, ...]) -> Iterator[str]:
    """The names that the fields ask for, in order, inner ones of choices included."""
    for part in parts:
        if isinstance(part, Field) and part.name != "#":
            yield part.name
        elif isinstance(part, Choice):
            yield part.name
            for _, branch in part.options:
                yield from names(branch)


def slot_key(parts: tuple[Part, ...]) -> str:
    r"""The sentence with every field as one mark, so that wordings can be compared.

    >>> slot_key(parse_fields("Your order {id} has  shipped."))
    'your order \x00 has shipped.'
    """
    text = "".join(_key(part) for part in parts)
    return " ".join(text.replace("’", "'").replace("\u00a0", " ").split()).casefold()


def _key(part: Part) -> str:
    if isinstance(part, str):
        return part.replace("\0", "\ufffd")  # no mark of a field, wherever it comes from
    if isinstance(part, Choice):
        branches = (f"{name} {''.join(map(_key, branch))}" for name, branch in part.options)
        return "\0".join(("", part.kind, *branches, ""))
    return "\0"
