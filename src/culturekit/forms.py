"""The forms of address of a language, ready to be chosen from.

A language file is read once into entries: the openings and closings it lists,
in its order, with what each is for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from .model import Fact, Level
from .store import Store
from .tags import maximize, parse
from .wording import Template, parse_template

__all__ = [
    "Book",
    "Case",
    "Entry",
    "addressed_by",
    "fitting",
    "forms_of",
    "listed_title",
    "on_file",
]


class Case(NamedTuple):
    """What an entry is chosen by, beside the name."""

    register: str
    recipient: str
    channel: str
    contact: str
    topic: str | None


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """One [[opening]], [[closing]] or [[address]] of a language file, ready to be tried."""

    register: str | None
    recipient: frozenset[str]
    channel: frozenset[str]
    contact: str | None
    topic: frozenset[str]
    title: str | None
    template: Template
    names: str
    punctuation: str
    next_line: str
    origin: str

    def fits(self, case: Case) -> bool:
        """Whether the entry is for such a case; what it does not name does not matter."""
        return (
            (self.register is None or self.register == case.register)
            and (not self.recipient or case.recipient in self.recipient)
            and (not self.channel or case.channel in self.channel)
            and (self.contact is None or self.contact == case.contact)
            and (not self.topic or case.topic in self.topic)
        )


@dataclass(frozen=True, slots=True, eq=False)
class Book:
    """A language file, ready for use."""

    language: str
    script: str
    entries: Mapping[str, tuple[Entry, ...]]
    titles: Mapping[str, str]
    titles_female: Mapping[str, str]
    titles_given: frozenset[str]
    titled: frozenset[str]
    before_foreign: str
    day_parts: Mapping[str, str]
    particles: Mapping[str, str]


@lru_cache(maxsize=256)
def forms_of(store: Store, language: str) -> Book | None:
    """The forms of a language, its regional ones first; `None` where there are none."""
    found = store.language(language)
    if "opening" not in found:
        return None
    orthography = found.get("orthography", {})
    replacements = orthography.get("replace", ())
    titles = dict(found.get("titles", {}))
    female = titles.pop("female", {})
    given = titles.pop("given", ())
    return Book(
        language=parse(language).language,
        script=maximize(parse(language)).script,
        entries={
            kind: tuple(_entry(one, replacements) for one in found.get(kind, ()))
            for kind in ("opening", "closing", "address")
        },
        titles=titles,
        titles_female=female,
        titles_given=frozenset(given),
        titled=frozenset(title for title, form in [*titles.items(), *female.items()] if form),
        before_foreign=orthography.get("before_foreign", ""),
        day_parts=found.get("day_parts", {}),
        particles=found.get("particles", {}),
    )


def _entry(table: Mapping[str, Any], replacements: Sequence[Sequence[str]]) -> Entry:
    text = table["text"]
    for old, new in replacements:
        text = text.replace(old, new)
    recipient = set(table.get("recipient", ()))
    template = parse_template(text)
    return Entry(
        register=table.get("register"),
        recipient=frozenset(recipient | {"women", "men"} if "couple" in recipient else recipient),
        channel=frozenset(table.get("channel", ())),
        contact=table.get("contact"),
        topic=frozenset(table.get("topic", ())),
        title=table.get("title"),
        template=template,
        names=_part_named(template),
        punctuation=table.get("punctuation", ""),
        next_line=table.get("next_line", "upper"),
        origin=table.get("origin", "written here"),
    )


def _part_named(template: Template) -> str:
    used = {slot.name for slot in template.slots}
    if "full" in used or ("surname" in used and used & {"given", "preferred"}):
        return "full"
    for part, names in (
        ("surname", {"surname", "surname2"}),
        ("given", {"given", "preferred"}),
        ("organisation", {"organisation"}),
        ("full", {"first", "second"}),
    ):
        if names & used:
            return part
    return "none"


@lru_cache(maxsize=4096)
def fitting(book: Book, kind: str, case: Case) -> tuple[Entry, ...]:
    """The entries of a kind ("opening", "closing", "address") for a case, in their order."""
    return tuple(entry for entry in book.entries[kind] if entry.fits(case))


@lru_cache(maxsize=4096)
def listed_title(book: Book, title: str) -> str:
    """The title as the language file lists it, or as it was given where the file does not.

    Capitals, spaces and full stops make no difference. Of several titles the
    first that has a form counts, if only titles and abbreviations stand beside it.
    """
    if title in book.titles or title in book.titles_given or len(title) > _LONGEST_TITLE:
        return title
    listed = {_bare(one): one for one in reversed([*book.titles, *book.titles_given])}
    if whole := listed.get(_bare(title)):
        return whole
    words = title.replace(".", ". ").split()
    found: list[str] = []
    for start in range(len(words)):
        for end in range(len(words), start, -1):
            one = listed.get(_bare("".join(words[start:end])))
            beside = words[:start] + words[end:]
            if one and all(_is_title(word) or _bare(word) in listed for word in beside):
                found.append(one)
    return next((one for one in found if one in book.titled), found[0] if found else title)


#: "doc. PhDr. Mgr. et Mgr. " and the like are shorter; what is longer is no title
_LONGEST_TITLE = 60


def _is_title(word: str) -> bool:
    """Whether a word is an abbreviation or, as "habil" and "et", no name of an office."""
    return word.endswith(".") or word.islower()


def _bare(title: str) -> str:
    return "".join(title.casefold().replace(".", "").split())


@lru_cache(maxsize=256)
def addressed_by(store: Store, language: str) -> Fact | None:
    """By which part of the name people of a language are addressed; `None` where not on file."""
    table = store.language(language).get("names", {}).get("addressed")
    return store.fact(table, Level.LANGUAGE) if table else None


def on_file(store: Store) -> tuple[str, ...]:
    """The languages that have greetings.

    >>> from culturekit.store import open
    >>> {"de", "ja"} <= set(on_file(open()))
    True
    """
    return tuple(tag for tag in store.names("languages") if "opening" in store.language(tag))
