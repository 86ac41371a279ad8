"""What somebody else wrote, in a mail: quoted replies and HTML signatures, masked out.

A mask has the length of what it stands for, so that places in the text stay
true, and a form that adaptation leaves alone: a quoted line, or a comment.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..document import html_quotes

__all__ = ["protect", "restore"]

_FILL = "\uf8f0"  # private use; a text that has it already is not masked
_MASK = re.compile(f">{_FILL}+|<!--{_FILL}+-->")


def protect(text: str, format: str) -> tuple[str, tuple[str, ...]]:
    r"""The text with quotes masked, and what was masked, in order.

    >>> draft, kept = protect("It is here.\n\nOn 2 March, Ann wrote:\n> Where is {it}?\n", "text")
    >>> kept, restore(draft, kept).splitlines()[-1]
    (('On 2 March, Ann wrote:\n> Where is {it}?',), '> Where is {it}?')
    """
    if _FILL in text:
        return text, ()
    spans: Iterable[tuple[int, int]]
    spans = html_quotes(text) if format == "html" else _text_spans(text)
    pieces, kept, position = [], [], 0
    for start, end in spans:
        masked = _mask(end - start, format)
        if masked is None:
            continue
        pieces += [text[position:start], masked]
        kept.append(text[start:end])
        position = end
    return "".join([*pieces, text[position:]]), tuple(kept)


def restore(text: str, kept: tuple[str, ...]) -> str:
    """The text with what was masked again; masks stand in the order in which they were made."""
    rest = iter(kept)
    return _MASK.sub(lambda _: next(rest), text) if kept else text


def _mask(length: int, format: str) -> str | None:
    if format == "html":
        return f"<!--{_FILL * (length - 7)}-->" if length > 7 else None
    return f">{_FILL * (length - 1)}" if length > 1 else None


# --- plain text ---------------------------------------------------------------------------

_LINE = re.compile(r"[^\n]*\n?")
_DASHES = re.compile(r"\s*(?:-{3,}[^-\n]{3,60}-{3,}|_{20,})\s*")
_FIELD = re.compile(r"\s*\*?[^\s:*][^:\n*]{0,20}:\*?\s.*")


def _text_spans(text: str) -> list[tuple[int, int]]:
    """Runs of quoted lines, each with the line that introduces it; line ends not included."""
    lines = [(match.start(), match.group().rstrip("\r\n")) for match in _LINE.finditer(text)]
    spans: list[tuple[int, int]] = []
    for number, (start, line) in enumerate(lines):
        if spans and start < spans[-1][1]:
            continue
        end = start + len(line)
        if _begins_forwarded([one for _, one in lines[number : number + 8]]):
            spans.append((start, len(text.rstrip("\r\n"))))
            break
        if not line.startswith(">"):
            continue
        if spans and number and spans[-1][1] == lines[number - 1][0] + len(lines[number - 1][1]):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((_introduced(lines, number), end))
    return spans


def _begins_forwarded(lines: list[str]) -> bool:
    """A separator, then the header of a mail: two fields at least, and an address in them."""
    if not lines or not _DASHES.fullmatch(lines[0]):
        return False
    fields = [line for line in lines[1:] if _FIELD.fullmatch(line)]
    return len(fields) >= 2 and any("@" in line for line in fields)


def _introduced(lines: list[tuple[int, str]], number: int) -> int:
    """Where a quote begins: with the line before it, if that says who wrote it and when."""
    last = number - 1
    if last >= 0 and not lines[last][1].strip():
        last -= 1
    if not _is_prose(lines, last) or not lines[last][1].rstrip().endswith((":", "：")):
        return lines[number][0]
    first = last
    # Such a line is often broken into two.
    while last - first < 2 and _is_prose(lines, first - 1):
        first -= 1
    paragraph = " ".join(line for _, line in lines[first : last + 1])
    if "{" in paragraph or _is_prose(lines, first - 1):
        return lines[number][0]
    says_when = any(char.isdigit() for char in paragraph) or "@" in paragraph
    return lines[first][0] if says_when or first == last else lines[number][0]


def _is_prose(lines: list[tuple[int, str]], number: int) -> bool:
    """Whether there is such a line, and it is neither empty nor quoted."""
    return number >= 0 and bool(lines[number][1].strip()) and not lines[number][1].startswith(">")
