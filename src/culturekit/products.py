"""What is sold, by tag: what a tag is a kind of, and what somebody declared not to want.

Tags are open words. The known ones stand in `data/rules/tags.toml` with their
other names; an unknown one is compared as it stands. Nothing here looks at a
person but for the words that the person gave.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from .model import Level, Reason
from .store import Store

__all__ = ["TagBook", "Tags", "tag_book", "tagged"]


@dataclass(frozen=True, slots=True)
class Tags:
    """The tags of an offer with everything they are a kind of, against what was declared.

    `declared` is "excluded", "doubtful" or "none"; `None` where something was
    declared and no tags were given.
    """

    all: frozenset[str]
    declared: str | None
    reasons: tuple[Reason, ...]


@lru_cache(maxsize=2048)
def tagged(
    store: Store, tags: frozenset[str], avoid: frozenset[str], dietary: frozenset[str]
) -> Tags:
    """What an offer's tags are, against what somebody avoids and eats.

    >>> from culturekit.store import open
    >>> tagged(open(), frozenset({"bacon"}), frozenset(), frozenset({"halal"})).declared
    'excluded'
    """
    book = tag_book(store)
    reasons = []
    own = {}
    for tag in sorted(tags):
        name = book.name(tag)
        own[name] = tag
        if name not in book.kinds:
            claim = f"the tag “{tag}” is not among the known ones: it is compared as it stands"
            reasons.append(Reason(claim, Level.NOTHING))
    every = frozenset(kind for name in own for kind in book.closure(name))
    worst = "none"
    for word in sorted(avoid | dietary):
        excluded, doubtful, known = book.declared(word)
        if not known:
            claim = f"what “{word}” rules out is not on record: it is compared as it stands"
            reasons.append(Reason(claim, Level.NOTHING))
        if not tags:
            continue
        if word in dietary and book.name(word) in own:
            continue  # the offer says itself that it fits
        if excluded & every:
            worst = "excluded"
            hit = ", ".join(sorted(own[name] for name in own if excluded & book.closure(name)))
            reasons.append(Reason(f"the customer declared “{word}”: not {hit}", Level.PERSON))
        elif doubtful & every:
            worst = "doubtful" if worst == "none" else worst
            hit = ", ".join(sorted(own[name] for name in own if doubtful & book.closure(name)))
            claim = f"the customer declared “{word}”: whether {hit} fits has to be known"
            reasons.append(Reason(claim, Level.PERSON))
    declared: str | None = worst
    if not tags and (avoid or dietary):
        declared = None
    return Tags(every, declared, tuple(reasons))


@dataclass(frozen=True, slots=True, eq=False)
class TagBook:
    """The known tags and diets."""

    names: Mapping[str, str]
    kinds: Mapping[str, tuple[str, ...]]
    diets: Mapping[str, Mapping[str, Any]]

    def name(self, tag: str) -> str:
        """The tag's own name: aliases followed, a plural made singular where that is known."""
        word = "-".join(tag.replace("_", " ").replace("-", " ").split())
        for one in (word, word.removesuffix("s"), word.removesuffix("es")):
            if one in self.names:
                return self.names[one]
        return word

    def closure(self, name: str) -> frozenset[str]:
        """The tag and everything it is a kind of."""
        kinds = self.kinds.get(name, ())
        return frozenset((name,)).union(*(self.closure(kind) for kind in kinds))

    def declared(self, word: str) -> tuple[frozenset[str], frozenset[str], bool]:
        """What a declared word rules out, what it makes doubtful, and whether it is known."""
        plain = word
        for prefix in ("no ", "no-", "without "):
            plain = plain.removeprefix(prefix)
        for suffix in ("-free", " free", " allergy", "-allergy"):
            plain = plain.removesuffix(suffix)
        name = self.name(plain)
        if name in self.diets and plain == word:
            diet = self.diets[name]
            return frozenset(diet["excludes"]), frozenset(diet["doubtful"]), True
        return frozenset({name}), frozenset(), name in self.kinds


@lru_cache(maxsize=16)
def tag_book(store: Store) -> TagBook:
    """The known tags and diets of the data.

    >>> from culturekit.store import open
    >>> book = tag_book(open())
    >>> book.name("red wines"), sorted(book.closure("wine"))
    ('wine', ['alcohol', 'drink', 'wine'])
    """
    rules = store.rules("tags")
    names: dict[str, str] = {}
    for group in ("diet", "tag"):
        for name, about in rules.get(group, {}).items():
            names[name] = name
            for alias in about.get("aliases", ()):
                names[alias] = name
    kinds = {name: tuple(about.get("is", ())) for name, about in rules["tag"].items()}
    return TagBook(names, kinds, rules["diet"])
