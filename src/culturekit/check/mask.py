"""What in a message is no prose: fields, addresses, tags, code, quoted replies.

Rules read a copy of the text in which such parts are blanked out character by
character, so that offsets stay those of the text itself.
"""

from __future__ import annotations

import re

__all__ = ["BLANK", "mask"]

#: Stands for a character that no rule may read; no letter, no digit, no space.
BLANK = "\ufffc"

#: (characters of which one must be there, what to blank out). Each pattern is tried only
#: where it can match, and none can start again inside a run of characters that it has read.
_PARTS: tuple[tuple[tuple[str, ...], re.Pattern[str]], ...] = (
    (("<",), re.compile(r"<!--[^<]*?-->|</?[A-Za-z][^<>]*>")),
    (("{",), re.compile(r"\{\{[^{}]*\}\}|\$?\{[^{}]*\}")),
    (("://",), re.compile(r"(?<![\w+.\-])[A-Za-z][A-Za-z0-9+.\-]{1,20}://[^\s<>\"]+")),
    (("www.",), re.compile(r"www\.[^\s<>\"]+")),
    (("@",), re.compile(r"(?<![\w.+\-])[\w.+\-]++@[\w\-]+(?:\.[\w\-]+)+|(?<!\w)@\w+")),
    (("`",), re.compile(r"`[^`\n]*`")),
    (("&",), re.compile(r"&(?:#\d+|#x[0-9A-Fa-f]+|[A-Za-z]+);")),
    (("_",), re.compile(r"(?<!\w)[^\W_]*+_\w*")),
    (("()",), re.compile(r"(?<!\w)\w++\(\)")),
    ((">",), re.compile(r"^[ \t]*>[^\n]*", re.MULTILINE)),
    (("#",), re.compile(r"(?<!\w)#\w+")),
)

# An order number or a product key: capitals and figures in one word.
_CAPITALS = re.compile(r"[A-Z]{2}[\w\-]*+")
_FIGURE = re.compile(r"\d")
_FILE = re.compile(r"\.(?:pdf|zip|csv|txt|html?|docx?|xlsx?|png|jpe?g|exe|json|xml)(?!\w)")


def mask(text: str) -> str:
    """`text` with everything blanked out that is no prose; as long as the text.

    >>> mask("Dear {name}, see https://example.org").replace(BLANK, "_")
    'Dear ______, see ___________________'
    """
    masked = _blank_blocks(text)
    for signs, pattern in _PARTS:
        if any(sign in text for sign in signs):
            masked = pattern.sub(_blank, masked)
    masked = _CAPITALS.sub(_blank_code, masked)
    return _blank_files(masked) if _FILE.search(masked) else masked


_FENCE = re.compile(r"^[ ]{0,3}(```|~~~)", re.MULTILINE)
_OPENED = re.compile(r"<(style|script)(?=[\s>])", re.IGNORECASE)


def _blank_blocks(text: str) -> str:
    """The text without blocks of code: fenced ones of Markdown, scripts and styles of HTML."""
    spans = []
    if "```" in text or "~~~" in text:
        opened: re.Match[str] | None = None
        for fence in _FENCE.finditer(text):
            if opened is None:
                opened = fence
            elif fence[1] == opened[1]:
                spans.append((opened.start(), fence.end()))
                opened = None
    if "</" in text:
        small, done = text.lower(), 0
        for tag in _OPENED.finditer(text):
            close = f"</{tag[1].lower()}"
            if tag.start() < done or len(small) != len(text):
                continue
            end = small.find(close, tag.end())
            if end < 0:
                break  # what never closes is no block, and is not looked for again
            spans.append((tag.start(), end))
            done = end
    if not spans:
        return text
    parts, done = [], 0
    for start, end in sorted(spans):
        if start >= done:
            parts += [text[done:start], BLANK * (end - start)]
            done = end
    return "".join([*parts, text[done:]])


def _blank(match: re.Match[str]) -> str:
    return BLANK * (match.end() - match.start())


def _blank_code(match: re.Match[str]) -> str:
    return _blank(match) if _FIGURE.search(match.group()) else match.group()


def _blank_files(text: str) -> str:
    """Names of files, from the space before them to the end of the ending."""
    parts, done = [], 0
    for match in _FILE.finditer(text):
        start = match.start()
        while start > done and (text[start - 1].isalnum() or text[start - 1] in "-."):
            start -= 1
        parts += [text[done:start], BLANK * (match.end() - start)]
        done = match.end()
    return "".join([*parts, text[done:]])
