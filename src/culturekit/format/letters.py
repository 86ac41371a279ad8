"""Letters: user-perceived characters, words, scripts and capitals of names and addresses.

Letters of Latin, Greek and Cyrillic without combining marks are answered from
the standard library. The rest of the Unicode tables come with the `regex`
package, which is imported when the first other letter is met.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from .. import store

__all__ = ["first_cluster", "script_of", "upper", "words"]


def first_cluster(text: str) -> str:
    """The first grapheme cluster: a letter with all its marks.

    >>> first_cluster("Émile"), first_cluster("क्षमा")
    ('É', 'क्ष')
    """
    if len(text) < 2 or (text[0] < "\u0300" and text[1] < "\u0300"):
        return text[:1]
    found = _patterns()["cluster"].match(text)
    return str(found[0]) if found else ""


def script_of(char: str) -> str:
    """The ISO 15924 code of a character's script.

    >>> script_of("a"), script_of("ひ"), script_of("-")
    ('Latn', 'Hira', 'Zyyy')
    """
    if char.isascii():
        return "Latn" if char.isalpha() else "Zyyy"
    return _script_of(char)


@functools.lru_cache(maxsize=8192)
def _script_of(char: str) -> str:
    found = _patterns()["script"].match(char)
    return str(found.lastgroup) if found else "Zzzz"


def words(text: str) -> Iterator[tuple[str, str]]:
    """Each word with the text between it and the word before.

    >>> list(words("Anne-Marie d'Arc")), list(words("明德"))
    ([('Anne', ''), ('Marie', '-'), ("d'Arc", ' ')], [('明', ''), ('德', '')])

    Word boundaries are those of Unicode Standard Annex 29: a single apostrophe,
    full stop or middle dot between letters joins them, a hyphen does not, and every Han
    character is a word. Scripts written without spaces (Thai, Lao, Khmer, Burmese)
    would need a dictionary; their runs of letters count as one word.
    """
    if text.isascii() and text.isalpha():
        yield text, ""
        return
    end = 0
    for found in _patterns()["word"].finditer(text):
        yield found[0], text[end : found.start()]
        end = found.end()


def upper(text: str, language: str) -> str:
    """Capitals by the rules of the language, where it has its own.

    >>> upper("izmir", "tr"), upper("Μαΐου", "el")
    ('İZMİR', 'ΜΑΪΟΥ')
    """
    if language in ("az", "tr"):
        text = text.replace("i", "İ")
    elif language == "el":
        return _greek_upper(text)
    elif language == "hy":
        text = text.replace("և", "ԵՎ")
    return text.upper()


def _greek_upper(text: str) -> str:
    """Greek capitals bear no accents; a diaeresis shows that two vowels stay apart."""
    result: list[str] = []
    split = False  # the accent on the vowel before kept the next one apart from it
    for base, marks in re.findall("(.)([\u0300-\u036f]*)", unicodedata.normalize("NFD", text)):
        capital = base.upper()
        if capital not in "ΑΕΗΙΟΥΩ":
            result.append(capital + marks)
            split = False
            continue
        iota = "Ι" if "\u0345" in marks else ""
        apart = "\u0308" in marks or (split and capital in "ΙΥ")
        result.append(capital + ("\u0308" if apart else "") + iota)
        split = "\u0308" not in marks and ("\u0301" in marks or "\u0300" in marks)
    return unicodedata.normalize("NFC", "".join(result))


@functools.cache
def _patterns() -> dict[str, Any]:
    import regex  # type: ignore[import-untyped]

    # Likely-subtag data knows every script that anything is written in.
    codes = sorted({part for tag in store.open().cldr("likely") for part in tag.split("-")[1:2]})
    scripts = ["Zyyy", "Zinh"]
    for code in codes:
        if len(code) == 4 and code.isalpha():
            try:
                regex.compile(rf"\p{{Script={code}}}")
            except regex.error:
                continue  # a set of scripts, such as Jpan, or newer than these tables
            scripts.append(code)
    # Marks and joiners continue a word; geresh (\u05f3) counts as a letter.
    start = r"(?!\p{Script=Han})[\p{L}\p{N}\u05f3]"
    more = r"(?:(?!\p{Script=Han})[\p{L}\p{N}\p{M}\u05f3\u200c\u200d])*"
    inner = r"['’‘.․·\u0387‧\u055f\u05f4]"
    return {
        "cluster": regex.compile(r"\X"),
        "script": regex.compile("|".join(rf"(?P<{one}>\p{{Script={one}}})" for one in scripts)),
        "word": regex.compile(rf"\p{{Script=Han}}\p{{M}}*|{start}{more}(?:{inner}{start}{more})*"),
    }
