"""Personal names, by part 8 of Unicode Technical Standard 35 (LDML).

A name is formatted in the order, the length and the spacing that the reader's
locale uses, in the script it is written in. What CLDR knows is layout: its
idea of a formal address is not etiquette, and honorifics ("さん", "Herr") are
no part of it. `culturekit.greet` knows those.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from .. import store
from ..errors import InvalidValue
from ..model import Name
from ..tags import Tag, maximize, parse
from .cldr import tag_text
from .clean import one_line
from .letters import first_cluster, script_of, upper, words

__all__ = ["format_name"]

_ORDERS = {"given-first": "givenFirst", "surname-first": "surnameFirst", "sorting": "sorting"}
_ORDER_NAMES = tuple(_ORDERS)
_LENGTHS = ("long", "medium", "short")
_USAGES = ("referring", "addressing", "monogram")
_FORMALITIES = ("formal", "informal")

# Model field -> CLDR field. A surname with a prefix is CLDR's "surname-core".
_FIELDS = (
    ("title", "title"),
    ("given", "given"),
    ("given_informal", "given-informal"),
    ("given2", "given2"),
    ("surname2", "surname2"),
    ("generation", "generation"),
    ("credentials", "credentials"),
)

# Scripts that are sets of other scripts: "the name is in Han" fits a Japanese reader.
_SCRIPT_SETS = {
    "Jpan": frozenset({"Hani", "Hira", "Kana"}),
    "Hrkt": frozenset({"Hira", "Kana"}),
    "Kore": frozenset({"Hang", "Hani"}),
    "Hanb": frozenset({"Hani", "Bopo"}),
    "Hans": frozenset({"Hani"}),
    "Hant": frozenset({"Hani"}),
}

# Languages whose names count as native to one another's readers when spaces are replaced.
_SHARED_SPACING = frozenset({"ja", "yue", "zh"})


def format_name(
    name: Name | Mapping[str, Any],
    *,
    locale: Any,
    order: str | None = None,
    length: str | None = None,
    usage: str | None = None,
    formality: str | None = None,
) -> str:
    """A personal name as readers of `locale` write it.

    >>> format_name(Name(given="由紀", surname="田中", locale="ja"), locale="ja")
    '田中由紀'
    >>> format_name(Name(given="Yuki", surname="Tanaka", locale="ja"), locale="en", length="short")
    'Tanaka Y.'
    >>> format_name(Name(given="Ada", surname="Lovelace"), locale="de", order="sorting")
    'Lovelace, Ada'

    `order` is "given-first", "surname-first" or "sorting"; without it the name's own
    locale decides, as the reader's language sees it. `length` is "long", "medium" or
    "short" and `formality` "formal" or "informal"; without them CLDR's default for the
    locale holds. `usage` is "referring" (the default), "addressing" or "monogram".
    CLDR has sorting patterns for referring only, so with "sorting" `usage` says nothing.

    A name in another script than the locale's is laid out by the rules of its own
    script. Control characters and line breaks never pass: see `clean.one_line`.
    Raises `InvalidValue` for an option that does not exist and for a name that has
    neither a given name nor a surname. Source: CLDR 48 person name data.
    """
    if not isinstance(name, Name):
        if not isinstance(name, Mapping):
            raise InvalidValue("name", name, accepted="a Name or a mapping of its fields")
        name = Name.from_dict(name)
    _check("order", order, _ORDER_NAMES)
    _check("length", length, _LENGTHS)
    _check("usage", usage, _USAGES)
    _check("formality", formality, _FORMALITIES)
    values = _values(name)
    script = _script(values)
    layout = _layout(tag_text(locale), order, length, usage, formality, name.locale, script)
    return layout.format(values)


def _values(name: Name) -> dict[str, str]:
    """The populated fields under CLDR's names."""
    values = {}
    for field, key in _FIELDS:
        given = getattr(name, field)
        if given and (text := one_line(given)):
            values[key] = text
    if name.surname and (surname := one_line(name.surname)):
        prefix = one_line(name.surname_prefix) if name.surname_prefix else ""
        if prefix:
            values["surname-prefix"] = prefix
            values["surname-core"] = surname
            values["surname"] = f"{prefix} {surname}"
        else:
            values["surname"] = surname
    if "given" not in values and "given-informal" in values:
        values["given"] = values["given-informal"]
    if "given" not in values:
        if "surname" not in values:
            raise InvalidValue("name", name, accepted="a given name or a surname")
        # CLDR's patterns rely on a given name; one name alone is that name.
        for key in ("surname", "surname-prefix", "surname-core"):
            text = values.pop(key, "")
            if key == "surname":
                values["given"] = text
    return values


def _script(values: Mapping[str, str]) -> str:
    """The script of the first letter that has one, the surname's before the given name's."""
    for key in ("surname", "given"):
        for char in values.get(key, ""):
            if (script := script_of(char)) not in ("Zyyy", "Zinh", "Zzzz"):
                return script
    return "Zzzz"


# --- one way to lay a name out ---------------------------------------------------------

_Change = Callable[[str], str]


class _Field(NamedTuple):
    before: str  # the literal text in front of it
    keys: tuple[str, ...]  # where the value may stand, the best first
    changes: tuple[_Change, ...]

    def value(self, values: Mapping[str, str]) -> str:
        for key in self.keys:
            if key in values:
                text = values[key]
                for change in self.changes:
                    text = change(text)
                return text
        return ""


@dataclass(frozen=True, slots=True)
class _Pattern:
    text: str
    fields: tuple[_Field, ...]
    tail: str
    names_given: bool  # shows the given name as more than an initial

    def source(self, values: dict[str, str]) -> dict[str, str]:
        """The values, a lone given name in the surname's place where only that is shown."""
        if self.names_given or "surname" in values:
            return values
        moved = {key: text for key, text in values.items() if not key.startswith("given")}
        moved["surname"] = values["given"]
        if "given-informal" in values:
            moved["surname-informal"] = values["given-informal"]
        return moved

    def populated(self, values: dict[str, str]) -> int:
        found = self.source(values)
        return sum(1 for field in self.fields if any(key in found for key in field.keys))

    def format(self, values: dict[str, str]) -> str:
        """Fill in; around a field that is empty, the literal text up to the next space goes.

        Literal text before the first and after the last populated field goes altogether.
        """
        found = self.source(values)
        result = ""
        gap: str | None = None  # text that stood before the first of some empty fields
        started = False
        for field in self.fields:
            value = field.value(found)
            if not value:
                if started and gap is None:
                    gap = field.before
                continue
            if gap is not None:
                result += _joined(gap, field.before)
                gap = None
            elif started or field is self.fields[0]:
                result += field.before
            result += value
            started = True
        return result + self.tail if started and gap is None else result


def _joined(before: str, after: str) -> str:
    """The literals on both sides of an empty field as one.

    `before` gives what stands in front of its first space, `after` what stands behind
    its last, so that "{given2} ({title}) {surname}" without a title keeps one space.
    """
    if before.endswith(after):
        after = ""
    head = before[: next((at for at, char in enumerate(before) if char.isspace()), len(before))]
    tail = after[next((at + 1 for at in reversed(range(len(after))) if after[at].isspace()), 0) :]
    if len(head) < len(before):
        return head + before[len(head)] + tail
    if len(tail) < len(after):
        return head + after[len(after) - len(tail) - 1] + tail
    return head + tail


@dataclass(frozen=True, slots=True)
class _Layout:
    patterns: tuple[_Pattern, ...]
    space: str

    def format(self, values: dict[str, str]) -> str:
        pattern = self.patterns[0]
        if len(self.patterns) > 1:
            # Most populated fields, then fewest empty ones, then the least text.
            def fit(one: _Pattern) -> tuple[int, int, str]:
                populated = one.populated(values)
                return -populated, len(one.fields) - populated, one.text

            pattern = min(self.patterns, key=fit)
        text = pattern.format(values)
        if self.space != " " or "  " in text:
            text = self.space.join(part for part in text.split(" ") if part)
        return text


@functools.lru_cache(maxsize=4096)
def _layout(
    locale: str,
    order: str | None,
    length: str | None,
    usage: str | None,
    formality: str | None,
    name_locale: str | None,
    script: str,
) -> _Layout:
    formatting = maximize(parse(locale))
    own = parse(name_locale) if name_locale else None
    language = (own or maximize(Tag(script=script))).language
    if script != "Zzzz" and not _scripts_match(script, formatting.script):
        formatting = _switched(script, own)
    data = _data(formatting)
    sorting = order == "sorting"
    key = ".".join(
        (
            _ORDERS[order] if order else _order(data, own or maximize(Tag(script=script))),
            length or data["length"],
            "referring" if sorting or usage is None else usage,
            formality or data["formality"],
        )
    )
    texts = [text for name, text in data.items() if name == key or name.startswith(f"{key}-alt-")]
    native = formatting.language == language or {formatting.language, language} <= _SHARED_SPACING
    casing = own.language if own else formatting.language
    return _Layout(
        patterns=tuple(_compiled(text, data, casing) for text in texts),
        space=data["nativeSpaceReplacement" if native else "foreignSpaceReplacement"],
    )


def _check(what: str, given: str | None, accepted: tuple[str, ...]) -> None:
    if given is not None and given not in accepted:
        raise InvalidValue(what, given, accepted=accepted)


def _data(locale: Tag) -> dict[str, Any]:
    """All that CLDR says of names for readers of `locale`, inherited values included."""
    locales = store.open().cldr("person_names")["locales"]
    found: dict[str, Any] = dict(locales["und"])
    for tag in reversed(_chain(locale)):
        found.update(locales.get(tag, ()))
    return found


def _chain(locale: Tag) -> tuple[str, ...]:
    """The locale and its parents; CLDR files "es-Latn-US" as "es-US"."""
    if locale.script == maximize(Tag(language=locale.language)).script:
        locale = Tag(language=locale.language, territory=locale.territory)
    return store.open().chain(locale.base)


def _has_data(locale: Tag) -> bool:
    """Whether a name order is stated for the locale itself, not only for all of them."""
    locales = store.open().cldr("person_names")["locales"]
    return any(
        not locales.get(tag, {}).keys().isdisjoint(("givenFirst", "surnameFirst"))
        for tag in _chain(locale)
    )


def _scripts_match(name: str, reader: str) -> bool:
    names = _SCRIPT_SETS.get(name, frozenset()) | {name}
    readers = _SCRIPT_SETS.get(reader, frozenset()) | {reader}
    return not names.isdisjoint(readers)


def _switched(script: str, own: Tag | None) -> Tag:
    """The locale whose rules lay out a name that the reader's locale has no script for."""
    territory = own.territory if own else ""
    if own:
        full = maximize(own)
        # "Han" alone would be a script that no Japanese or Chinese locale is written in.
        written = full.script if _scripts_match(script, full.script) else script
        named = Tag(language=full.language, script=written, territory=territory)
        if _has_data(named):
            return maximize(named)
    full = maximize(Tag(script=script, territory=territory))
    usual = maximize(Tag(language=full.language, territory=territory))
    return usual if _scripts_match(script, usual.script) else full


def _order(data: Mapping[str, Any], own: Tag) -> str:
    """Which part comes first, by the lists that the reader's locale keeps of others."""
    listed = {
        parse(tag).base: order for order in ("surnameFirst", "givenFirst") for tag in data[order]
    }
    for script, territory in itertools.product((own.script, ""), (own.territory, "")):
        for language in (own.language, "und"):
            tag = Tag(language=language, script=script, territory=territory).base
            if tag in listed:
                return listed[tag]
    return "givenFirst"


# --- patterns ------------------------------------------------------------------------


def _compiled(text: str, data: Mapping[str, Any], language: str) -> _Pattern:
    fields = []
    names_given = False
    before, *rest = text.split("{")
    for part in rest:
        inside, _, after = part.partition("}")
        name, *modifiers = inside.split("-")
        keys = [name]
        changes: list[_Change] = []
        for modifier in modifiers:
            if modifier == "prefix":
                keys = [f"{name}-prefix"]
            elif modifier in ("informal", "core"):
                keys.insert(0, f"{name}-{modifier}")
            elif modifier == "initial":
                keep = "retain" in modifiers
                changes.append(_initials(data["initial"], data["initialSequence"], keep))
            elif modifier == "allCaps":
                changes.append(functools.partial(upper, language=language))
            elif modifier == "initialCap":
                changes.append(functools.partial(_initial_upper, language=language))
            elif modifier == "monogram":
                changes.append(first_cluster)
            # "retain" was read with "initial"; nobody supplies inflected forms
            # ("vocative", "genitive"), and without them LDML takes the plain one.
        fields.append(_Field(before, tuple(keys), tuple(changes)))
        names_given = names_given or (name == "given" and "initial" not in modifiers)
        before = after
    return _Pattern(text, tuple(fields), before, names_given)


def _initials(initial: str, sequence: str, keep_punctuation: bool) -> _Change:
    """A function from "Mary Beth" to "M. B." in the locale's two patterns."""

    def change(text: str) -> str:
        result = ""
        for word, between in words(text):
            one = initial.replace("{0}", first_cluster(word))
            if not result:
                result = one
            elif keep_punctuation and between.strip():
                result += between.strip() + one
            else:
                result = sequence.replace("{0}", result).replace("{1}", one)
        return result

    return change


def _initial_upper(text: str, language: str) -> str:
    if language == "nl" and text[:2] == "ij":
        return f"IJ{text[2:]}"
    first = first_cluster(text)
    return upper(first, language) + text[len(first) :]
