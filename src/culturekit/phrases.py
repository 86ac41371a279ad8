"""The phrase bank: what service says every day, in every language on file.

A phrase is asked for by name, or found because a sentence of a draft is, word
for word, that phrase in the draft's language. Either way it is rendered whole
in the reader's language and register; nothing is ever half translated.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from .document import CODE, Sentence, parse_draft
from .fields import Choice, Field, Part, parse_fields, slot_key
from .model import RegisterLabel
from .store import Store

__all__ = ["Match", "Wording", "find", "known", "translate_sentence", "wording"]


@dataclass(frozen=True, slots=True)
class Wording:
    """A phrase in one language and register, parsed; `slots` gives the type of each slot."""

    id: str
    parts: tuple[Part, ...]
    slots: tuple[tuple[str, str], ...]
    origin: str
    status: str


@dataclass(frozen=True, slots=True)
class Match:
    """A sentence of a draft that is a phrase: its id, and which field fills which slot."""

    id: str
    fields: tuple[tuple[str, Field | str], ...]


def known(store: Store) -> Mapping[str, Any]:
    """The phrases there are, by id, with topic and slots."""
    return store.record("phrases/index") or {}


@lru_cache(maxsize=8192)
def wording(
    store: Store, id: str, language: str, register: RegisterLabel | str | None
) -> Wording | None:
    """A phrase in a language, or `None` where the bank has none.

    >>> from culturekit.store import open
    >>> wording(open(), "thank_you_order", "de-CH", "informal").parts
    ('Vielen Dank für deine Bestellung.',)

    Where the language has the phrase in one register only, that one serves.
    """
    entry = store.phrases(language).get(id)
    if not isinstance(entry, Mapping):
        return None
    wanted = "informal" if register == RegisterLabel.INFORMAL else "formal"
    found = entry.get(wanted) or entry.get("text") or entry.get("formal") or entry.get("informal")
    about = entry
    if isinstance(found, Mapping):
        found, about = found["text"], found
    if not isinstance(found, str):
        return None
    for old, new in store.language(language).get("orthography", {}).get("replace", ()):
        found = found.replace(old, new)
    slots = known(store).get(id, {}).get("slots", {})
    return Wording(
        id=id,
        parts=parse_fields(found),
        slots=tuple(slots.items()),
        origin=about.get("origin", "written here"),
        status=about.get("status", "draft"),
    )


def find(store: Store, sentence: Sentence, language: str) -> Match | None:
    """The phrase that a sentence is in its language, or `None`.

    Upper and lower case, kinds of apostrophes and the number of spaces do not
    matter; everything else must be the same, field for slot. A code that is
    written out, such as an order number, counts as a field.
    """
    if not sentence.key or len(sentence.key) > _LONGEST:
        return None
    found = _found(store, sentence.key, language)
    if found is None:
        return None
    id, order, written_out = found
    fields: list[Field | str] = []
    for part in sentence.parts:
        if isinstance(part, str):
            fields.extend(CODE.findall(part) if written_out else ())
        elif isinstance(part, Field):
            fields.append(part)
        elif isinstance(part, Choice):
            fields.append(Field(part.name, None, None, part.raw))
    return Match(id, tuple(zip(order, fields, strict=True)))


#: more characters than any phrase has
_LONGEST = 1000


@lru_cache(maxsize=8192)
def _found(store: Store, key: str, language: str) -> tuple[str, tuple[str, ...], bool] | None:
    """The phrase of a sentence's key: its id, its slots in order, whether codes are written out."""
    index = _index(store, language)
    for id, order in index.get(key, ()):
        return id, order, False
    marks = _MARKS.findall(key)
    if any(mark != "\0" for mark in marks):
        for id, order in index.get(_MARKS.sub("\0", key), ()):
            types = known(store)[id].get("slots", {})
            if all(
                mark == "\0" or types[slot] == "code"
                for slot, mark in zip(order, marks, strict=True)
            ):
                return id, order, True
    return None


#: a field, or a code that is written out
_MARKS = re.compile(f"{CODE.pattern}|\0", CODE.flags)


@lru_cache(maxsize=64)
def _index(store: Store, language: str) -> Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]]:
    """Sentence with marks for slots -> the phrases it may be, with their slots in order."""
    # A draft may be in any spelling of its language; its own comes first.
    base = language.partition("-")[0]
    variants = [name for name in store.names("phrases") if name.partition("-")[0] == base]
    index: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for tag in dict.fromkeys((language, base, *variants)):
        for id in known(store):
            for register in RegisterLabel:
                found = wording(store, id, tag, register)
                for parts in (found.parts, *_branches(found.parts)) if found else ():
                    order = tuple(part.name for part in parts if isinstance(part, (Field, Choice)))
                    index.setdefault(slot_key(parts), []).append((id, order))
    return {key: tuple(dict.fromkeys(rows)) for key, rows in index.items()}


def _branches(parts: tuple[Part, ...]) -> list[tuple[Part, ...]]:
    """The sentences that a wording with a plural may come out as, `#` as a field again."""
    for position, part in enumerate(parts):
        if isinstance(part, Choice):
            found = []
            for _, branch in part.options:
                inner = tuple(
                    Field(part.name, None, None, f"{{{part.name}}}")
                    if isinstance(one, Field) and one.name == "#"
                    else one
                    for one in branch
                )
                joined = _text_joined((*parts[:position], *inner, *parts[position + 1 :]))
                found.extend(_branches(joined))
            return found
    return [parts]


def _text_joined(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    joined: list[Part] = []
    for part in parts:
        if isinstance(part, str) and joined and isinstance(joined[-1], str):
            joined[-1] += part
        else:
            joined.append(part)
    return tuple(joined)


def translate_sentence(
    text: str,
    source: str,
    target: str,
    register: RegisterLabel | str | None,
    store: Store,
) -> str | None:
    """A sentence in another language by way of the bank, its fields kept, or `None`.

    >>> from culturekit.store import open
    >>> translate_sentence("Your order {id} has been shipped.", "en", "nl", "formal", open())
    'Uw bestelling {id} is verzonden.'
    """
    lines = [line for _, line in parse_draft(text, language=source, store=store).lines]
    sentences = lines[0].sentences if len(lines) == 1 else ()
    if len(sentences) != 1 or sentences[0].text != text:
        return None
    match = find(store, sentences[0], source)
    found = match and wording(store, match.id, target, register)
    if not match or not found:
        return None
    fields = dict(match.fields)
    out = []
    for part in found.parts:
        if isinstance(part, str):
            out.append(part)
        elif isinstance(part, Field) and part.name in fields:
            own = fields[part.name]
            out.append(own.raw if isinstance(own, Field) else own)
        else:
            return None  # a plural needs its number, and a field has none yet
    return "".join(out)
