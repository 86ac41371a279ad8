"""Where sentences end: enough of Unicode's rules (UAX 29) to keep phrases apart."""

from __future__ import annotations

import re

__all__ = ["split_sentences"]

# A stop, what may close behind it, and space; or a full-width stop, which needs none.
# It is read from the first of several stops only: a long row of them costs no more than its length.
_END = re.compile(r"""(?<![.!?…؟۔])[.!?…؟۔]+["'”’»)\]]*\s+|[。！？]+["”’」』）]*\s*""")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:[A-Za-zÀ-ž]|e\.g|i\.e|z\.B|d\.h|u\.a|p\.ej|Mr|Mrs|Ms|Dr|Dra|Prof|Sr|Sra|St|"
    r"No|Nr|Art|Abs|bzw|ca|etc|usw|inkl|zzgl|evtl|ggf|Tel|Inc|Ltd|Co|vs|approx|incl|Mme|Mlle|"
    r"dott|sig|tzn|např|ul|tj|bv|mevr|dhr|Exmo|Exma)\.$",
    re.IGNORECASE,
)

#: More characters than the longest abbreviation has.
_LOOK_BACK = 16

# A number of one or two digits with a stop ("3. May") ends no sentence.
_ORDINAL = re.compile(r"(?:^|\s)\d{1,2}\.$")


def split_sentences(text: str) -> list[str]:
    """The sentences of a text with the space behind each; joined they are the text.

    >>> split_sentences("Dear Dr. Ito, thank you. We ship on 3. May!  Bye.")
    ['Dear Dr. Ito, thank you. ', 'We ship on 3. May!  ', 'Bye.']
    """
    found = []
    start = 0
    for match in _END.finditer(text):
        # An abbreviation is short, so a few characters tell; not the whole sentence each time.
        before = text[max(start, match.start() - _LOOK_BACK) : match.start() + 1]
        after = text[match.end() : match.end() + 1]
        if match.group()[0] == "." and (
            after.islower() or _ABBREVIATION.search(before) or _ORDINAL.search(before)
        ):
            continue
        found.append(text[start : match.end()])
        start = match.end()
    if start < len(text):
        found.append(text[start:])
    return found
