"""A text as what stays and what is translated: white space, markup and sentences.

Nothing between two sentences is ever touched: line breaks, tabs, repeated
spaces, list marks, tags of blocks. So a translation stands in exactly the
frame that its source stood in.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence

from ..sentences import FILL, boundaries
from ..store import Store
from .protect import Piece, Protected, Term, cut, find

__all__ = ["halves", "is_sentence", "split_long", "take_apart"]

# --- the frame ---------------------------------------------------------------------

#: A protected part that nothing is translated across, one character each; white space to rules.
_WALL = "\x1e"
_SEPARATOR = re.compile(r"(?=\s)(?:\s*[\t\n\r\v\f\x1c-\x1f\x85\u2028\u2029]\s*|\s{2,}|\s\|\s)")
_LINE_START = re.compile(r"(?:(?:[-*+•▪◦‣·–—|]|\d{1,3}[.)]|[a-z]\)|#{1,6}|>+)\s+)+|[>|]+")

_BLOCK = re.compile(
    r"address|article|aside|blockquote|body|br|button|caption|center|col|colgroup|dd"
    r"|details|dialog|div|dl|dt|fieldset|figcaption|figure|footer|form|h1|h2|h3|h4|h5|h6"
    r"|head|header|hr|html|iframe|legend|li|link|main|meta|nav|ol|optgroup|option|p|pre"
    r"|script|section|select|source|style|summary|svg|table|tbody|td|textarea|tfoot|th"
    r"|thead|title|tr|ul|video",
    re.IGNORECASE,
)
_TAG = re.compile(r"<(/?)([A-Za-z][\w:.-]*)")


def is_sentence(text: str, *, language: str, store: Store) -> bool:
    """Whether a text is one sentence with nothing around it, as far as that can be seen quickly."""
    return (
        text == text.strip()
        and not _SEPARATOR.search(text)
        and next(boundaries(text, language=language, store=store), None) is None
    )


def take_apart(
    text: str, *, language: str, store: Store, glossary: Sequence[Term] = ()
) -> list[str | Piece]:
    r"""The text as strings that stay and sentences to translate; their sources are the text.

    >>> from culturekit.store import open
    >>> [part if isinstance(part, str) else part.source for part in
    ...     take_apart("- <b>Hi {name}!</b>  How are you?\n", language="en", store=open())]
    ['- <b>', 'Hi {name}!', '</b>  ', 'How are you?', '\n']
    """
    spans = find(text, glossary)
    shadow = list(text)
    for span in spans:
        wall = span.kind in ("tag", "code") and _is_block(text[span.start : span.end])
        shadow[span.start : span.end] = (_WALL if wall else FILL) * (span.end - span.start)
    flat = "".join(shadow)

    def line(start: int, end: int, first: bool) -> Iterator[tuple[int, int]]:
        if first and (mark := _LINE_START.match(flat, start, end)):
            start = mark.end()
        places = [
            start,
            *(start + one for one in boundaries(flat[start:end], language=language, store=store)),
        ]
        for one, two in zip(places, [*places[1:], end], strict=True):
            while one < two and flat[one].isspace():
                one += 1
            while one < two and flat[two - 1].isspace():
                two -= 1
            if one < two:
                yield one, two

    sentences: list[tuple[int, int]] = []
    position, first = 0, True
    for match in _SEPARATOR.finditer(flat):
        sentences += line(position, match.start(), first)
        position = match.end()
        first = not match.group().isspace() or not set(match.group()) <= set(" \u00a0")
    sentences += line(position, len(flat), first)

    out: list[str | Piece] = []
    done = 0
    begins = [span.start for span in spans]
    for one, two in sentences:
        within = spans[bisect_left(begins, one) : bisect_left(begins, two)]
        piece, start, end = _peeled(cut(text, within, one, two), one, two)
        if not any(char.isalpha() for char in piece.words):
            continue
        if start > done:
            out.append(text[done:start])
        out.append(piece)
        done = end
    if done < len(text):
        out.append(text[done:])
    return out


def _is_block(raw: str) -> bool:
    """Whether a tag, or code in its element, stands between paragraphs rather than in one."""
    if raw.startswith(("```", "<!--")):
        return True
    match = _TAG.match(raw)
    return match is not None and _BLOCK.fullmatch(match[2]) is not None


def _peeled(piece: Piece, start: int, end: int) -> tuple[Piece, int, int]:
    """The sentence without the markup around all of it: what is outside cannot be lost."""
    parts = list(piece.parts)
    while len(parts) > 1:
        first, last = parts[0], parts[-1]
        if isinstance(first, str) and not first.strip():
            start += len(first)
            parts.pop(0)
        elif isinstance(last, str) and not last.strip():
            end -= len(last)
            parts.pop()
        elif _paired(parts):
            start, end = start + len(_raw(first)), end - len(_raw(last))
            parts = parts[1:-1]
        elif isinstance(first, Protected) and _outside(first, parts[1:], opening=False):
            start += len(first.raw)
            parts.pop(0)
        elif isinstance(last, Protected) and (
            _outside(last, parts[:-1], opening=True) or _behind_colon(parts)
        ):
            end -= len(last.raw)
            parts.pop()
        else:
            break
    if parts and isinstance(parts[0], str):
        start += len(parts[0]) - len(parts[0].lstrip())
        parts[0] = parts[0].lstrip()
    if parts and isinstance(parts[-1], str):
        end -= len(parts[-1]) - len(parts[-1].rstrip())
        parts[-1] = parts[-1].rstrip()
    return Piece(tuple(parts)), start, end


def _raw(part: str | Protected) -> str:
    return part if isinstance(part, str) else part.raw


def _paired(parts: Sequence[str | Protected]) -> bool:
    """Whether the parts at both ends open and close the same markup around all the others."""
    first, last = parts[0], parts[-1]
    if not isinstance(first, Protected) or not isinstance(last, Protected):
        return False
    inner = [part.raw for part in parts[1:-1] if isinstance(part, Protected)]
    if first.kind == last.kind == "markup":
        if first.raw in ("[", "!["):
            return last.raw.startswith("](") and not any(raw.startswith("](") for raw in inner)
        return first.raw == last.raw and first.raw not in inner
    one, two = _TAG.match(first.raw), _TAG.match(last.raw)
    if not one or not two or one[1] or not two[1] or one[2] != two[2]:
        return False
    depth = 0
    for tag in filter(None, map(_TAG.match, inner)):
        if tag[2] == one[2]:
            depth += -1 if tag[1] else 1
        if depth < 0:
            return False
    return depth == 0


def _outside(part: Protected, rest: Sequence[str | Protected], *, opening: bool) -> bool:
    """Whether a part at the edge has no partner inside: an emoji, a lone or a turned tag."""
    if part.kind == "emoji":
        return True
    if part.kind == "tag":
        match = _TAG.match(part.raw)
        return bool(match and (not match[1]) == opening) or part.raw.endswith("/>")
    return part.kind == "markup" and not any(
        isinstance(other, Protected) and other.kind == "markup" for other in rest
    )


def _behind_colon(parts: Sequence[str | Protected]) -> bool:
    """Whether the last part stands by itself: "Your code: {code}"."""
    before = parts[-2]
    return isinstance(before, str) and before.rstrip().endswith((":", "："))


# --- long sentences ------------------------------------------------------------------

_CUTS = (
    re.compile(r"(?<=[;:—–；：؛])\s*"),
    re.compile(r"(?<=[,、，،])\s*"),
    re.compile(r"\s+"),
    re.compile(r"(?<=[^⟦\dXPHxph])(?=[^\d⟧XPHxph])"),
)


def split_long(text: str, fits: Callable[[str], bool]) -> list[tuple[str, str]]:
    """A sentence in parts that fit, each with the space behind it; joined they are the sentence.

    >>> split_long("one two, three four", lambda part: len(part) < 12)
    [('one two,', ' '), ('three four', '')]

    It is cut near its middle at the strongest sign there is: a semicolon, a
    comma, a space, between two characters. A part that cannot be cut stays.
    """
    if fits(text):
        return [(text, "")]
    return halves(text, fits) or [(text, "")]


def halves(text: str, fits: Callable[[str], bool]) -> list[tuple[str, str]]:
    """As `split_long`, but cut at least once; empty where there is no place to cut."""
    middle = len(text) / 2
    for pattern in _CUTS:
        places = [
            match
            for match in pattern.finditer(text)
            if len(text) / 5 <= match.start() <= len(text) * 4 / 5
        ]
        if places:
            best = min(places, key=lambda match: abs(match.start() - middle))
            left, right = text[: best.start()], text[best.end() :]
            parts = split_long(left, fits)
            last = parts.pop()
            return [*parts, (last[0], best.group()), *split_long(right, fits)]
    return []
