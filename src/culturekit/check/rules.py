"""The rules of `check`, read from `data/rules/lint`, and the index that finds their terms.

A rule names its code and family, why it exists and on whose authority, how
grave a finding is for which audience, and how a finding is made: by `terms`
looked up word by word, by a `pattern` tried at certain words, or by a detector
(`detect`) that this package has under that name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

from ..model import Fact, Noun, Reason, Severity, Source
from ..store import Store
from ..store import open as open_store
from ..tags import parse

__all__ = ["Rule", "RuleSet", "Term", "Word", "rule_set", "rules"]

#: A slot in a term: "~" is any possessive, "*" any one word.
_POSSESSIVES = ("my", "your", "his", "her", "its", "our", "their", "one's")


@dataclass(frozen=True, slots=True, eq=False)
class Rule(Noun):
    """One rule of `check`, compared by identity; `bad` and `good` are its examples.

    `revises` says that its fixes may be made without a second look.
    """

    code: str
    family: str
    name: str
    why: str
    message: str
    suggestion: str | None
    source: tuple[Source, ...]
    severity: tuple[Mapping[str, Any], ...]
    languages: tuple[str, ...] = ()
    detect: str | None = None
    unless: frozenset[str] = frozenset()
    options: Mapping[str, Any] = field(default_factory=dict)
    terms: tuple[tuple[str, str], ...] = ()
    pattern: str | None = None
    at: tuple[str, ...] = ()
    by_language: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    fixes: bool = False
    revises: bool = False
    good: tuple[str, ...] = ()
    bad: tuple[str, ...] = ()
    example: Mapping[str, Any] = field(default_factory=dict)

    def severity_for(self, context: Mapping[str, Any]) -> Severity | None:
        """How grave a finding is in this context, or `None` where the rule keeps silent."""
        for case in self.severity:
            if all(_holds(context.get(key), wanted) for key, wanted in case.items() if key != "is"):
                return None if case["is"] == "off" else Severity(case["is"])
        return None

    @property
    def reason(self) -> Reason:
        """Why the rule exists, with its sources."""
        return Reason(self.why, fact=Fact(value=self.code, source=self.source))


def _holds(have: Any, wanted: Any) -> bool:
    return have in wanted if isinstance(wanted, (list, tuple)) else bool(have == wanted)


@lru_cache(maxsize=8)
def rules(store: Store | None = None) -> tuple[Rule, ...]:
    """Every rule of `check` by its code, for an index or a page per rule.

    >>> [rule.code for rule in rules() if rule.family == "shouting"]
    ['CK211', 'CK212']
    """
    store = store or open_store()
    found = []
    for name in store.names("rules/lint"):
        record = store.rules(f"lint/{name}")
        for table in record["rule"]:
            example = dict(table.get("example", {}))
            found.append(
                Rule(
                    code=table["code"],
                    family=record["family"],
                    name=table["name"],
                    why=table["why"],
                    message=table["message"],
                    suggestion=table.get("suggestion"),
                    source=tuple(store.source(id) for id in _ids(table.get("source", ()))),
                    severity=tuple(table["severity"]),
                    languages=tuple(table.get("languages", table.get("by_language", ()))),
                    detect=table.get("detect"),
                    unless=frozenset(table.get("unless", ())),
                    options=table.get("options", {}),
                    terms=tuple(table.get("terms", {}).items()),
                    pattern=table.get("pattern"),
                    at=tuple(table.get("at", ())),
                    by_language=table.get("by_language", {}),
                    fixes=table.get("fixes", False),
                    revises=table.get("revises", False),
                    good=tuple(example.pop("good", ())),
                    bad=tuple(example.pop("bad", ())),
                    example=example,
                )
            )
    return tuple(sorted(found, key=lambda rule: rule.code))


def _ids(source: Any) -> tuple[str, ...]:
    return (source,) if isinstance(source, str) else tuple(source)


# --- ready to be looked up -----------------------------------------------------------


class Word(NamedTuple):
    """One word of a text, in small letters, with straight apostrophes."""

    start: int
    end: int
    text: str


class Term(NamedTuple):
    """A term found: words `first` to `last` (not included), what it is plainly, its rule."""

    first: int
    last: int
    plain: str
    rule: int


_Node = dict[str, Any]

#: Key of the terms that end at a node; no word is empty.
_END = ""


class RuleSet:
    """The rules that read one language, and their terms as a tree of words."""

    def __init__(self, chosen: tuple[Rule, ...]) -> None:
        self.rules = chosen
        self.patterns = tuple(
            (number, re.compile(rule.pattern), frozenset(rule.at))
            for number, rule in enumerate(chosen)
            if rule.pattern is not None
        )
        self.detectors = tuple(
            (number, rule.detect) for number, rule in enumerate(chosen) if rule.detect
        )
        self._root: _Node = {}
        for number, rule in enumerate(chosen):
            for term, plain in rule.terms:
                _plant(self._root, term, plain, number)

    def terms(self, words: list[Word], text: str, active: Mapping[int, Severity]) -> Iterator[Term]:
        """The longest term of an active rule at each place, left to right, none overlapping."""
        root = self._root
        at, end = 0, len(words)
        while at < end:
            node = root.get(words[at].text)
            found = _longest(node, words, at + 1, text, active) if node is not None else None
            if found is None:
                at += 1
                continue
            last, plain, number = found
            yield Term(at, last, plain, number)
            at = last


def _plant(root: _Node, term: str, plain: str, number: int) -> None:
    """Put a term into the tree, once for every choice of words that it leaves."""
    nodes = [root]
    for part in term.lower().split():
        optional = part.endswith("?")
        choices = part.rstrip("?").split("/")
        if "~" in choices:
            choices = [choice for choice in choices if choice != "~"] + list(_POSSESSIVES)
        reached = [node.setdefault(choice, {}) for node in nodes for choice in choices]
        nodes = [*nodes, *reached] if optional else reached
    for node in nodes:
        node.setdefault(_END, []).append((plain, number))


def _longest(
    node: _Node, words: list[Word], at: int, text: str, active: Mapping[int, Severity]
) -> tuple[int, str, int] | None:
    if at < len(words) and _adjoin(text, words[at - 1].end, words[at].start):
        for key in (words[at].text, "*"):
            child = node.get(key)
            if child is not None:
                found = _longest(child, words, at + 1, text, active)
                if found is not None:
                    return found
    for plain, number in node.get(_END, ()):
        if number in active:
            return at, plain, number
    return None


def _adjoin(text: str, end: int, start: int) -> bool:
    """Whether two words stand in one phrase: only spaces, a hyphen or a comma between them."""
    gap = text[end:start]
    return gap in (" ", "-") or (len(gap) < 5 and not gap.strip(" \t\n\u00a0\u2011-,'"))


@lru_cache(maxsize=64)
def rule_set(store: Store, language: str) -> RuleSet:
    """The rules that read `language`, a BCP 47 tag."""
    spoken = parse(language).language
    return RuleSet(
        tuple(rule for rule in rules(store) if not rule.languages or spoken in rule.languages)
    )
