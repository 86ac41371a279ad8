"""A message taken apart, so that it can be put together again without losing a byte.

Text is lines of sentences, and a paragraph that an editor broke is one line; HTML is
runs of text between block tags, of which `Structure` knows what stands in what. Tags,
white space, quoted replies and signatures are kept as they stand. Every piece of the
draft is in exactly one node, and the nodes in order are the draft.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from .fields import Field, Part, Unread, parse_fields, slot_key
from .sentences import FILL, split_sentences
from .store import Store
from .store import open as open_store

__all__ = [
    "CODE",
    "Draft",
    "Line",
    "Markup",
    "Node",
    "Raw",
    "Sentence",
    "Structure",
    "html_quotes",
    "parse_draft",
    "tag_name",
]


@dataclass(frozen=True, slots=True)
class Raw:
    """What stays: white space, tags, quotes. Fields in it are filled, nothing else happens.

    `kind` is "space", "tag", "kept" (quoted or signature text), "quote" (the same
    in HTML) or "code" (script and style); in the last two a brace is never a field.
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
    paragraph: list[tuple[str, str]] = []
    for number, line in enumerate(lines):
        text = line.rstrip("\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029")
        end = line[len(text) :]
        # "-- " ends the message proper (RFC 3676); so does what a reply quotes.
        kept = kept or text in ("-- ", "--") or bool(_QUOTE_INTRO.fullmatch(text.strip()))
        quoted = text.startswith(">")
        if text.strip() and not (quoted or kept or _introduces_quote(lines, number)):
            paragraph.append((text, end))
            continue
        yield from _paragraph(paragraph, syntax, split)
        paragraph = []
        if quoted:
            yield Raw((text,), "kept")  # somebody else's words: not even a field is filled
        elif text.strip():
            yield Raw(parse_fields(text, syntax), "kept")
        elif text:
            yield Raw((text,))
        if end:
            yield Raw((end,))
    yield from _paragraph(paragraph, syntax, split)


def _paragraph(lines: list[tuple[str, str]], syntax: str, split: _Splitter) -> Iterator[Node]:
    """Lines without an empty one between; those that an editor broke are one."""
    whole = ""
    for (text, end), goes_on in zip(lines, _goes_on([text for text, _ in lines]), strict=True):
        whole += text
        if goes_on:
            whole += end
            continue
        yield from _line(parse_fields(whole, syntax), split, escaped=False)
        if end:
            yield Raw((end,))
        whole = ""


#: editors and mail programs break lines at a width of this or more
_NARROWEST = 40
#: how much of the widest line a broken one fills; not everybody breaks them by machine
_FULL = 0.75
_ENDS = re.compile(r"""[.!?:;…؟।。！？：][^\w\s]*\s*\Z""")
#: an item of a list, a line of its own such as "Order: A-1042", an address to click
_ITEM = re.compile(
    r"""\s*(?:[^\w\s{"'“„«(‘¿¡]|(?:\d{1,3}|\w)[.)]\s|[^\s:：{}][^:：{}]{0,30}[:：](?:\s|\Z)|\w+://)"""
)
#: columns, set with spaces
_COLUMNS = re.compile(r"\S(?:[ ]{3,}|\t)[ \t]*\S")


def _goes_on(lines: list[str]) -> list[bool]:
    """For each line whether its last sentence goes on in the next.

    That is so where a line has no end, no item of a list begins behind it, and
    the word behind it would hardly have had room. A capital or a figure may begin
    a line in its own right, unless the paragraph was broken elsewhere too.
    """
    width = max(map(len, lines), default=0)
    if width < _NARROWEST:
        return [False] * len(lines)
    broken = [
        " " in line.strip()
        and len(line.rstrip()) + 1 + len(following.split(maxsplit=1)[0]) > _FULL * width
        and not _ENDS.search(line)
        and not any(_ITEM.match(one) or _COLUMNS.search(one) for one in (line, following))
        for line, following in pairwise(lines)
    ]
    small = [not (first := one.lstrip()[0]).isupper() and not first.isdigit() for one in lines[1:]]
    sure = any(one and begins for one, begins in zip(broken, small, strict=True))
    return [*(one and sure for one in broken), False]


def _introduces_quote(lines: list[str], number: int) -> bool:
    """Whether a line such as "On Monday, Ann wrote:" stands right above a quote."""
    if not lines[number].rstrip().endswith((":", "：")):
        return False
    following = (line for line in lines[number + 1 : number + 3] if line.strip())
    return next(following, "").startswith(">")


def _line(parts: tuple[Part | Markup, ...], split: _Splitter, *, escaped: bool) -> Iterator[Node]:
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
    |(?P<tag></?[a-z][a-z0-9:-]*(?:[^<>"']|"[^"]*"|'[^']*')*>)
    """,
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)
_TAG_NAME = re.compile(r"<(/?[a-z][a-z0-9:-]*)", re.IGNORECASE)
_INLINE = frozenset(
    (
        "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font",
        "i", "ins", "kbd", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub",
        "sup", "time", "tt", "u", "var", "wbr", "o:p",
    )
)  # fmt: skip


def _html(body: str, syntax: str, split: _Splitter) -> Iterator[Node]:
    position = 0
    for start, end in html_quotes(body):
        yield from _unquoted(body[position:start], syntax, split)
        yield Raw((body[start:end],), "quote")
        position = end
    yield from _unquoted(body[position:], syntax, split)


def _unquoted(body: str, syntax: str, split: _Splitter) -> Iterator[Node]:
    run: list[Part | Markup] = []
    position = 0
    for match in _TOKEN.finditer(body):
        run.extend(parse_fields(body[position : match.start()], syntax))
        position = match.end()
        token = match.group()
        if match["tag"] and tag_name(token).lstrip("/") in _INLINE:
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
    start, end = _core(run)
    for part in run[:start]:
        yield _outside(part)
    if start < end:
        yield from _line(tuple(run[start:end]), split, escaped=True)
    for part in run[end:]:
        yield _outside(part)


def _outside(part: Part | Markup) -> Raw:
    return Raw(part.parts, "tag") if isinstance(part, Markup) else Raw((part,))


def _core(run: list[Part | Markup]) -> tuple[int, int]:
    """The stretch of a run without the tags and spaces around all of it."""
    start, end = 0, len(run)
    partner = _partners(run)
    while start < end:
        first, last = run[start], run[end - 1]
        if _is_blank(first):
            start += 1
        elif _is_blank(last):
            end -= 1
        elif isinstance(first, Markup) and partner.get(start, end) >= end:
            start += 1  # opened here, closed behind
        elif isinstance(last, Markup) and partner.get(end - 1, -1) < start:
            end -= 1
        elif isinstance(first, Markup) and partner[start] in (start + 1, end - 1):
            # An empty pair, or one around everything.
            start, end = (
                start + 1 + (partner[start] == start + 1),
                end - (partner[start] == end - 1),
            )
        elif isinstance(last, Markup) and partner[end - 1] == end - 2:
            end -= 2
        else:
            break
    return start, max(start, end)


def _partners(run: list[Part | Markup]) -> dict[int, int]:
    """Place of each inline tag that is opened and closed within a run -> place of the other."""
    found: dict[int, int] = {}
    opened: list[tuple[str, int]] = []
    for place, part in enumerate(run):
        if not isinstance(part, Markup):
            continue
        name = _markup_name(part)
        if not name.startswith("/"):
            opened.append((name, place))
        elif opened and opened[-1][0] == name[1:]:
            _, start = opened.pop()
            found |= {start: place, place: start}
    return found


def _markup_name(part: Markup) -> str:
    return tag_name(part.parts[0]) if isinstance(part.parts[0], str) else ""


def _is_blank(part: Part | Markup) -> bool:
    return isinstance(part, str) and not html.unescape(part).strip()


def tag_name(token: str) -> str:
    """The name of a tag in lower case, "/p" for one that closes; empty for no tag.

    >>> tag_name("<P class=x>"), tag_name("</p >"), tag_name("p")
    ('p', '/p', '')
    """
    match = _TAG_NAME.match(token)
    return match.group(1).lower() if match else ""


# --- what stands in what -----------------------------------------------------------

_VOID = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta",
                   "param", "source", "track", "wbr"))  # fmt: skip
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
#: elements that a paragraph may stand beside, and not within
_BLOCKS = _HEADINGS | {"p", "pre", "address", "li", "ul", "ol", "dl", "dt", "dd"}
_CELLS = frozenset(("td", "th"))
_FOOT = frozenset(("footer",))
_TABLE = frozenset(("table", "tbody", "thead", "tfoot", "tr"))
#: elements that end where another of the kind begins
_SELF_ENDING = frozenset(("p", "li", "td", "th", "tr", "dt", "dd"))
_HIDDEN = re.compile(r"""\bstyle\s*=\s*["'][^"']*\bdisplay\s*:\s*none""", re.IGNORECASE)
#: what a copy of a tag may not have: it is one element's own, or says what another text is in
_OWN = re.compile(
    r"""\s+(?:id|lang|xml:lang|dir)\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+)""", re.IGNORECASE
)


class Structure:
    """Which elements of an HTML draft each of its nodes stands in.

    Tags that are never closed, or closed out of turn, are read as a browser
    would roughly read them; the draft itself is not mended.
    """

    def __init__(self, draft: Draft) -> None:
        self.nodes = draft.nodes
        self._lines = list(draft.lines)
        self.names = [_tag_of(node) for node in draft.nodes]
        #: for each node the place of the tag whose element it stands in
        self._parent: list[int | None] = []
        #: places of tags and nodes that belong to no letter: headings, and what is hidden
        self._apart: set[int] = set()
        #: place of a tag -> the place behind its element
        self.end: dict[int, int] = {}
        opened: list[int] = []
        counts: Counter[str] = Counter()

        def close(end: int, name: str = "") -> bool:
            """End the element opened last, behind its own end tag if it is `name`."""
            last = opened.pop()
            own = self.names[last] == name
            self.end[last] = end + own
            counts[self.names[last]] -= 1
            return own

        for place, name in enumerate(self.names):
            if name.startswith("/"):
                while counts[name[1:]] and not close(place, name[1:]):
                    pass
            elif name in _SELF_ENDING and opened and self.names[opened[-1]] == name:
                close(place)
            parent = opened[-1] if opened else None
            self._parent.append(parent)
            if parent in self._apart or name in _HEADINGS or self._is_hidden(place):
                self._apart.add(place)
            if name and not name.startswith("/") and name not in _VOID:
                opened.append(place)
                counts[name] += 1
        while opened:
            close(len(self.nodes))

    def _around(self, place: int) -> Iterator[int]:
        """The places of the tags that are open at a node, the nearest first."""
        parent = self._parent[place]
        while parent is not None:
            yield parent
            parent = self._parent[parent]

    def _is_hidden(self, place: int) -> bool:
        return bool(self.names[place]) and bool(_HIDDEN.search(self._token(place)))

    def _token(self, place: int) -> str:
        node = self.nodes[place]
        part = node.parts[0] if isinstance(node, Raw) else ""
        return part if isinstance(part, str) else ""

    def outermost(self) -> list[int]:
        """The places of the tags around all of the draft: html and body, else what is on top."""
        roots = [place for place, name in enumerate(self.names) if name in ("html", "body")]
        return roots or [
            place
            for place, name in enumerate(self.names)
            if place in self.end and self._parent[place] is None and name not in _BLOCKS | _INLINE
        ]

    def letter(self) -> list[tuple[int, Line]]:
        """The lines from the one that a letter would begin with to the one that would end it.

        No heading and nothing hidden; and what stands in other cells of a layout
        behind the text is the foot of the page, unless it reads as a sentence.
        """
        found = [(place, line) for place, line in self._lines if place not in self._apart]
        found = found or self._lines
        end = len(found)
        while end > 1 and self._is_foot(*found[end - 1], found[0][0]):
            end -= 1
        return found[:end]

    def _is_foot(self, place: int, line: Line, first: int) -> bool:
        if self._nearest(place, _FOOT) != self._nearest(first, _FOOT):
            return True
        if self._nearest(place, _CELLS) == self._nearest(first, _CELLS):
            return False
        beside = self._nearest(place, {"table"}) == self._nearest(first, {"table"})
        return not beside or not line.text.rstrip().endswith(_STOPS) or "©" in line.text

    def _nearest(self, place: int, names: Collection[str]) -> int | None:
        return next((one for one in self._around(place) if self.names[one] in names), None)

    def room(self, place: int, *, behind: bool) -> tuple[int, str, str]:
        """Where a paragraph may stand before or behind a line, and the tags it should have.

        The tags are those of the line itself, so that the new one looks like it.
        """
        at = place + behind
        wrappers: list[int] = []
        for one in self._around(place):
            edge = self.end[one] if behind else one
            if self.names[one] not in _INLINE or not self._is_empty(min(at, edge), max(at, edge)):
                break
            at = edge
            if self.names[one] != "a":
                wrappers.insert(0, one)
        blocks = [one for one in self._around(place) if self.names[one] not in _INLINE]
        paragraph = "<p>"
        if blocks and self.names[blocks[0]] == "p":
            paragraph = _OWN.sub("", self._token(blocks[0])) or "<p>"
        for depth, one in enumerate(blocks, 1):
            name = self.names[one]
            if name in _BLOCKS | _TABLE or (name in _CELLS and self._has_neighbours(one)):
                at = self.end[one] if behind else one
            elif name in _CELLS or not any(self.names[rest] in _BLOCKS for rest in blocks[depth:]):
                break
        opening = "".join(_OWN.sub("", self._token(one)) for one in wrappers)
        closing = "".join(f"</{self.names[one]}>" for one in reversed(wrappers))
        return at, paragraph + opening, closing + "</p>"

    def _is_empty(self, start: int, end: int) -> bool:
        """Whether nothing but inline tags and spaces stands between two places."""
        return all(
            isinstance(node, Raw) and (node.kind == "space" or name.lstrip("/") in _INLINE)
            for node, name in zip(self.nodes[start:end], self.names[start:end], strict=True)
        )

    def _has_neighbours(self, cell: int) -> bool:
        """Whether other cells of the row hold text: then the table holds data, and no letter."""
        row = self._nearest(cell, {"tr"})
        return row is not None and any(
            row < place < self.end[row] and not cell < place < self.end[cell]
            for place, _ in self._lines
        )

    def whole(self) -> tuple[int, int]:
        """The first and the last place of the body, for a draft without any text."""
        names = self.names
        start = next((place + 1 for place, name in enumerate(names) if name == "body"), 0)
        ends = (
            place
            for place, node in enumerate(self.nodes)
            if place >= start
            and (
                names[place] in ("/body", "/html")
                or (isinstance(node, Raw) and node.kind == "quote")
            )
        )
        return start, next(ends, len(names))


#: what a sentence ends with, in any of the scripts that have such a sign
_STOPS = (".", "!", "?", "…", "。", "！", "？", "؟", "।", "。")


def _tag_of(node: Node) -> str:
    if not isinstance(node, Raw) or node.kind != "tag" or not isinstance(node.parts[0], str):
        return ""
    return tag_name(node.parts[0])


# --- quotes in HTML ----------------------------------------------------------------

_ELEMENT = re.compile(
    r"""<!--.*?(?:-->|\Z)
    |(?P<quote><(?P<name>blockquote)\b[^>]*>)
    |<(?P<other>div|pre|span|table)\b[^>]*\b(?:class|id)\s*=\s*["']?[^"'>]*
        \b(?:gmail_quote|gmail_signature|yahoo_quoted|moz-cite-prefix|moz-signature)[^>]*>
    |(?P<tail><(?:div|hr)\b[^>]*\bid\s*=\s*["']?(?:divRplyFwdMsg|appendonsend)\b[^>]*>)
    |(?P<outlook><div\b[^>]*\bstyle\s*=\s*["']\s*border:none;\s*border-top:solid[ ]
        \#(?:E1E1E1|B5C4DF)[ ]1\.0pt)
    |(?P<dashes>(?<=[>\n])--(?:[ ]|&nbsp;|&\#160;)?\s*<br\b[^>]*>)
    """,
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)
_ENDING = re.compile(r"</body\s*>", re.IGNORECASE)
_INTRODUCED = re.compile(
    r"<(?P<name>p|div)\b[^>]*>[^<{]{0,300}(?:<(?:a|b|span)\b[^>]*>[^<{]{0,100}</(?:a|b|span)>"
    r"[^<{]{0,200}){0,2}[:：]\s*(?:<br\s*/?>\s*)?</(?P=name)>\s*\Z",
    re.IGNORECASE,
)


def html_quotes(text: str) -> Iterator[tuple[int, int]]:
    """Where in HTML somebody else's words stand, or a signature: start and end of each.

    >>> list(html_quotes("<p>No.</p><p>Ann wrote:</p><blockquote>Why?</blockquote><p>Bye</p>"))
    [(10, 56)]
    """
    position = 0
    for match in _ELEMENT.finditer(text):
        start = match.start()
        name = match["name"] or match["other"]
        if start < position or match.group().startswith("<!--"):
            continue
        if name:
            end = _element_end(text, match.end(), name)
        else:
            closing = _ENDING.search(text, match.end())
            end = closing.start() if closing else len(text)
        if match["quote"]:
            before = _INTRODUCED.search(text, max(position, start - 800), start)
            start = before.start() if before else start
        yield start, end
        position = end


def _element_end(text: str, start: int, name: str) -> int:
    """Behind the end tag that belongs to a start tag which ends at `start`."""
    depth = 1
    for tag in re.finditer(rf"<(/?){name}\b[^>]*>", text[start:], re.IGNORECASE):
        depth += -1 if tag[1] else 1
        if not depth:
            return start + tag.end()
    return len(text)
