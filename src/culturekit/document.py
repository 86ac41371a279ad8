"""A message taken apart, so that it can be put together again without losing a byte.

Text is lines of sentences; HTML is runs of text between block tags. Tags, white
space, quoted replies and signatures are kept as they stand. Every piece of the
draft is in exactly one node, and the nodes in order are the draft.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from .fields import Field, Part, Unread, parse_fields, slot_key
from .sentences import FILL, split_sentences
from .store import Store
from .store import open as open_store

__all__ = ["CODE", "Draft", "Line", "Markup", "Node", "Raw", "Sentence", "parse_draft"]


@dataclass(frozen=True, slots=True)
class Raw:
    """What stays: white space, tags, quotes. Fields in it are filled, nothing else happens.

    `kind` is "space", "tag", "kept" (quoted or signature text) or "code"
    (script and style, where a brace is never a field).
    """

    parts: tuple[Part, ...]
    kind: str = "space"


@dataclass(frozen=True, slots=True)
class Markup:
    """An inline tag within a sentence."""

    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Sentence:
    """One sentence: text and fields by turns; in HTML inline tags too. Compared by identity.

    `key` is what the phrase bank knows it by, empty where tags stand anywhere
    but around a field; `letters` is false for mere values and signs.
    """

    parts: tuple[Part | Markup, ...]
    key: str
    letters: bool

    @property
    def text(self) -> str:
        """As written, without tags."""
        return "".join(
            part if isinstance(part, str) else part.raw
            for part in self.parts
            if not isinstance(part, Markup)
        )


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text, or a run of inline HTML: sentences and the spaces between them."""

    nodes: tuple[Sentence | Raw, ...]

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences alone."""
        return tuple(node for node in self.nodes if isinstance(node, Sentence))

    @property
    def text(self) -> str:
        """The whole line as written, without tags."""
        return "".join(
            node.text if isinstance(node, Sentence) else _raw_text(node) for node in self.nodes
        )


Node = Raw | Line

#: an order, invoice or tracking number that stands in a draft as it is
CODE = re.compile(
    r"(?<![a-z0-9/_-])#?(?=[a-z0-9/_-]*\d)[a-z0-9][a-z0-9/_-]{2,}(?!\w)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, eq=False)
class Draft:
    """A message body in its nodes."""

    nodes: tuple[Node, ...]
    format: str
    newline: str

    @property
    def lines(self) -> Iterator[tuple[int, Line]]:
        """The lines that hold anything, with their places among the nodes."""
        for position, node in enumerate(self.nodes):
            if isinstance(node, Line) and node.sentences:
                yield position, node


def _raw_text(node: Raw) -> str:
    return "".join(part if isinstance(part, str) else part.raw for part in node.parts)


@lru_cache(maxsize=2048)
def parse_draft(
    body: str,
    format: str = "text",
    syntax: str = "braces",
    *,
    language: str = "en",
    store: Store | None = None,
) -> Draft:
    r"""The nodes of a message body.

    >>> draft = parse_draft("Dear Ann,\n\nYour order {id} has been shipped. Thank you!\n")
    >>> [line.text for _, line in draft.lines]
    ['Dear Ann,', 'Your order {id} has been shipped. Thank you!']
    >>> [sentence.key for sentence in list(draft.lines)[1][1].sentences]
    ['your order \x00 has been shipped.', 'thank you!']

    `language` is the draft's: its abbreviations end no sentence.
    """
    split = _Splitter(language, store or open_store())
    nodes = _html(body, syntax, split) if format == "html" else _text(body, syntax, split)
    newline = "\r\n" if "\r\n" in body else "\n"
    return Draft(tuple(nodes), format, newline)


@dataclass(frozen=True, slots=True)
class _Splitter:
    """Where sentences of the draft's language end."""

    language: str
    store: Store

    def __call__(self, text: str) -> list[str]:
        return split_sentences(text, language=self.language, store=self.store)


# --- plain text ------------------------------------------------------------------

_QUOTE_INTRO = re.compile(r"-{2,}\s*(Original Message|Forwarded message)\b.*", re.IGNORECASE)


def _text(body: str, syntax: str, split: _Splitter) -> Iterator[Node]:
    kept = False
    lines = body.splitlines(keepends=True)
    for number, line in enumerate(lines):
        text = line.rstrip("\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029")
        end = line[len(text) :]
        # "-- " ends the message proper (RFC 3676); so does what a reply quotes.
        kept = kept or text in ("-- ", "--") or bool(_QUOTE_INTRO.fullmatch(text.strip()))
        if text.startswith(">"):
            yield Raw((text,), "kept")  # somebody else's words: not even a field is filled
        elif kept or _introduces_quote(lines, number):
            yield Raw(parse_fields(text, syntax), "kept")
        elif text.strip():
            yield from _line(parse_fields(text, syntax), split, escaped=False)
        elif text:
            yield Raw((text,))
        if end:
            yield Raw((end,))


def _introduces_quote(lines: list[str], number: int) -> bool:
    """Whether a line such as "On Monday, Ann wrote:" stands right above a quote."""
    if not lines[number].rstrip().endswith((":", "：")):
        return False
    following = (line for line in lines[number + 1 : number + 3] if line.strip())
    return next(following, "").startswith(">")


def _line(
    parts: tuple[Part | Markup, ...], split: _Splitter, *, escaped: bool
) -> Iterator[Node]:
    """A line with its outer white space as nodes of their own."""
    nodes: list[Sentence | Raw] = []
    for sentence, space in _sentences(parts, split):
        if sentence:
            nodes.append(_sentence(sentence, escaped))
        if space:
            nodes.append(Raw((space,)))
    full = [place for place, node in enumerate(nodes) if isinstance(node, Sentence)]
    start, end = (full[0], full[-1] + 1) if full else (len(nodes), len(nodes))
    yield from (node for node in nodes[:start] if isinstance(node, Raw))
    if full:
        yield Line(tuple(nodes[start:end]))
    yield from (node for node in nodes[end:] if isinstance(node, Raw))


def _sentence(parts: tuple[Part | Markup, ...], escaped: bool) -> Sentence:
    plain = tuple(
        html.unescape(part) if escaped and isinstance(part, str) else part
        for part in parts
        if not isinstance(part, Markup)
    )
    return Sentence(
        parts=parts,
        key=slot_key(plain) if _tags_hug_fields(parts) else "",
        letters=any(
            isinstance(part, Unread)
            or (isinstance(part, str) and any(char.isalpha() for char in part))
            or not isinstance(part, (str, Field))
            for part in plain
        ),
    )


def _tags_hug_fields(parts: tuple[Part | Markup, ...]) -> bool:
    """Whether inline tags stand in pairs around single fields or codes, to move with them."""
    tags = [position for position, part in enumerate(parts) if isinstance(part, Markup)]
    if len(tags) % 2:
        return False
    return all(
        close == opening + 2 and _is_field_or_code(parts[opening + 1])
        for opening, close in zip(tags[::2], tags[1::2], strict=True)
    )


def _is_field_or_code(part: Part | Markup) -> bool:
    return isinstance(part, Field) or (isinstance(part, str) and bool(CODE.fullmatch(part)))


def _sentences(
    parts: tuple[Part | Markup, ...], split: _Splitter
) -> Iterator[tuple[tuple[Part | Markup, ...], str]]:
    """The sentences of a line, each with the white space behind it; the first may be only space.

    Fields and tags are one character to the splitter, so no boundary falls inside.
    A phrase asked for by name is a sentence of its own.
    """
    for position, part in enumerate(parts):
        if len(parts) > 1 and isinstance(part, Field) and part.name == "phrase" and part.style:
            for group in (parts[:position], (part,), parts[position + 1 :]):
                if group:
                    yield from _sentences(group, split)
            return
    text = "".join(part if isinstance(part, str) else FILL for part in parts)
    position, start = 0, 0
    offsets: list[tuple[int, Part | Markup]] = []
    for part in parts:
        offsets.append((position, part))
        position += len(part) if isinstance(part, str) else 1
    for sentence in split(text):
        end = start + len(sentence)
        stripped = sentence.rstrip()
        lead = len(sentence) - len(sentence.lstrip())
        if not stripped:
            yield (), sentence
        else:
            if lead:
                yield (), sentence[:lead]
            yield (
                tuple(_cut(offsets, start + lead, start + len(stripped))),
                sentence[len(stripped) :],
            )
        start = end


def _cut(offsets: list[tuple[int, Part | Markup]], start: int, end: int) -> Iterator[Part | Markup]:
    for position, part in offsets:
        if isinstance(part, str):
            piece = part[max(start - position, 0) : max(end - position, 0)]
            if piece:
                yield piece
        elif start <= position < end:
            yield part


# --- HTML ------------------------------------------------------------------------

_TOKEN = re.compile(
    r"""
    (?P<comment><!--.*?(?:-->|\Z)|<[!?][^>]*>)
    |(?P<code><(?P<what>head|script|style|template|svg)\b.*?(?:</(?P=what)\s*>|\Z))
    |(?P<quoted><blockquote\b.*</blockquote\s*>)
    |(?P<tag></?[a-z][a-z0-9:-]*(?:[^<>"']|"[^"]*"|'[^']*')*>)
    """,
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)
_TAG_NAME = re.compile(r"</?([a-z0-9:-]+)", re.IGNORECASE)
_INLINE = frozenset(
    (
        "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font",
        "i", "ins", "kbd", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub",
        "sup", "time", "tt", "u", "var", "wbr",
    )
)  # fmt: skip


def _html(body: str, syntax: str, split: _Splitter) -> Iterator[Node]:
    run: list[Part | Markup] = []
    position = 0
    for match in _TOKEN.finditer(body):
        run.extend(parse_fields(body[position : match.start()], syntax))
        position = match.end()
        token = match.group()
        if match["tag"] and _name(token) in _INLINE:
            run.append(Markup(parse_fields(token, syntax)))
            continue
        yield from _run(run, split)
        run = []
        yield Raw(parse_fields(token, syntax), "tag") if match["tag"] else Raw((token,), "code")
    run.extend(parse_fields(body[position:], syntax))
    yield from _run(run, split)


def _run(run: list[Part | Markup], split: _Splitter) -> Iterator[Node]:
    if not run:
        return
    if any(
        not isinstance(part, Markup) and (not isinstance(part, str) or part.strip()) for part in run
    ):
        yield from _line(tuple(run), split, escaped=True)
        return
    for part in run:
        yield Raw(part.parts, "tag") if isinstance(part, Markup) else Raw((part,))


def _name(token: str) -> str:
    match = _TAG_NAME.match(token)
    return match.group(1).lower() if match else ""
