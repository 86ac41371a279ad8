"""What `data/rules/translate.toml` says of a language, ready to be used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from ..store import Store
from ..tags import maximize, parse

__all__ = ["Language", "known_languages", "language_key", "package_codes", "rough_pairs", "rules"]


@dataclass(frozen=True, slots=True)
class Language:
    """One language: its frequent words, its letters, its small numbers."""

    words: frozenset[str] = frozenset()
    letters: frozenset[str] = frozenset()
    foreign: frozenset[str] = frozenset()
    numbers: tuple[frozenset[str], ...] = ()


@lru_cache(maxsize=256)
def rules(store: Store, language: str) -> Language:
    """What is on file for the language of a tag; empty where nothing is."""
    found = store.rules("translate").get(parse(language).language, {})
    return Language(
        words=frozenset(found.get("words", ())),
        letters=frozenset(found.get("letters", "")),
        foreign=frozenset(found.get("foreign", "")),
        numbers=tuple(frozenset(forms) for forms in found.get("numbers", {}).get("value", ())),
    )


def known_languages(store: Store) -> tuple[str, ...]:
    """The languages of which more is on file than abbreviations."""
    return tuple(name for name, on_file in store.rules("translate").items() if "numbers" in on_file)


def package_codes(store: Store) -> Mapping[str, str]:
    """Codes of translation packages that are not those of BCP 47, with the tag they mean."""
    return {code: fact["value"] for code, fact in store.rules("translate").get("codes", {}).items()}


def rough_pairs(engine: str, store: Store) -> frozenset[str]:
    """The pairs that an engine is measured to translate badly, such as "en-es"."""
    return frozenset(store.rules("translate").get("rough", {}).get(engine, ()))


@lru_cache(maxsize=4096)
def language_key(tag: str) -> tuple[str, str]:
    """What two tags share when text in one needs no translation for the other.

    >>> language_key("pt-PT") == language_key("pt-BR"), language_key("zh-TW") == language_key("zh")
    (True, False)
    """
    full = maximize(parse(tag))
    # CLDR keeps "no" and "nb" apart as tags; the written language is one.
    return ("nb" if full.language == "no" else full.language), full.script
