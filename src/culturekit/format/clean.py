"""Text that came from outside, made fit to stand inside one line of output."""

from __future__ import annotations

import re

__all__ = ["one_line"]

# Whatever starts a new line or column somewhere: all of it counts as a space.
_BREAKS = re.compile("[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+")
# The other controls; embeddings, overrides and isolates, which would reorder what follows;
# interlinear marks; halves of surrogate pairs, which no encoding can write.
_REMOVED = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\ud800-\udfff]+")


def one_line(text: str) -> str:
    r"""The text without control characters, on one line, without space around it.

    >>> one_line("Ada\r\nBcc: everyone\x1b[2J ")
    'Ada Bcc: everyone[2J'

    Tabs and every kind of line end become one space. Other control characters,
    bidirectional embeddings, overrides and isolates, and lone surrogates are
    left out. Joiners and direction marks stay: Persian, Hindi and emoji need
    the first, and the second reach no further than their neighbours.
    """
    if not text.isprintable():
        text = _REMOVED.sub("", _BREAKS.sub(" ", text))
    return text.strip()
