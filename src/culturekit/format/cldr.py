"""Locale data read from Babel's files without Babel's shared cache.

Babel resolves an alias by writing the answer into a dictionary that all its
locales share, so what one locale prints depends on which was used before it
(python-babel issue 1234). Here every file is unpickled again into objects of
our own, aliases are resolved on the way out and nothing is written back. No
module of Babel is imported: another library's use of Babel cannot reach this
data, nor this the other library. `tests/test_format_cldr.py` says how to see
that the oldest supported Babel no longer needs it.
"""

from __future__ import annotations

import os
import pickle
import re
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from .. import tags
from ..errors import DataError, InvalidValue, MissingDependency
from ..store import open as open_store

__all__ = [
    "CATEGORIES",
    "LocaleData",
    "Plural",
    "known_locales",
    "locale_for",
    "supplemental",
    "tag_text",
]

Plural = Callable[..., str]

#: The plural categories, in the order in which CLDR states their rules.
CATEGORIES = ("zero", "one", "two", "few", "many", "other")


# --- Babel's files -----------------------------------------------------------------


class _Alias:
    """A value that lies elsewhere in the same locale's data."""

    keys: tuple[Any, ...] = ()


class _Pattern:
    """Stands for Babel's `NumberPattern` and `DateTimePattern`; only the text is kept."""

    pattern = ""

    def __setstate__(self, state: Mapping[str, Any]) -> None:
        self.pattern = state["pattern"]


class _Rule:
    """Stands for Babel's `PluralRule`: pairs of a category and its syntax tree."""

    # pickle does not call __setstate__ for a rule without conditions.
    abstract: tuple[tuple[str, Any], ...] = ()

    def __setstate__(self, state: Any) -> None:
        self.abstract = tuple(state)


_CLASSES: Mapping[tuple[str, str], type] = {
    ("babel.localedata", "Alias"): _Alias,
    ("babel.numbers", "NumberPattern"): _Pattern,
    ("babel.dates", "DateTimePattern"): _Pattern,
    ("babel.plural", "PluralRule"): _Rule,
}


class _Unpickler(pickle.Unpickler):
    """Builds nothing but the classes above, whatever a file asks for."""

    def find_class(self, module: str, name: str) -> type:
        try:
            return _CLASSES[module, name]
        except KeyError:
            raise DataError(f"{module}.{name}", "(pickle)", "a class of Babel's data") from None


@cache
def _folder() -> Path:
    spec = find_spec("babel")
    if spec is None or not spec.submodule_search_locations:
        raise MissingDependency("core", "babel")
    return Path(spec.submodule_search_locations[0])


def _unpickle(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        found: dict[str, Any] = _Unpickler(file).load()
    return found


@lru_cache(maxsize=48)
def _file(name: str) -> dict[str, Any]:
    """What one file says of its locale alone. Shared: to be read, never to be written."""
    return _unpickle(_folder() / "locale-data" / f"{name}.dat")


@cache
def supplemental() -> Mapping[str, Any]:
    """Babel's data that belong to no locale: currencies' digits, time zones' names."""
    return _unpickle(_folder() / "global.dat")


@cache
def known_locales() -> Mapping[str, str]:
    """Tag in lower case -> name of Babel's file for it, for every locale that Babel has."""
    # A thousand files: with Path objects this took most of the first call's time.
    files = os.listdir(_folder() / "locale-data")  # noqa: PTH208
    names = (file.removesuffix(".dat") for file in files if file.endswith(".dat"))
    return {name.replace("_", "-").lower(): name for name in names if name != "root"}


def _lay(under: dict[Any, Any], over: Mapping[Any, Any]) -> dict[Any, Any]:
    """`over` laid on `under`, by CLDR's rule for what stands below an alias.

    Returns a new dictionary; neither argument is changed.
    """
    merged = dict(under)
    for key, new in over.items():
        if new is None:
            continue
        old = merged.get(key)
        if isinstance(new, dict):
            if isinstance(old, _Alias):
                new = (old, new)
            elif isinstance(old, tuple):
                new = (old[0], _lay(old[1], new))
            elif isinstance(old, dict):
                new = _lay(old, new)
        merged[key] = new
    return merged


# --- one locale --------------------------------------------------------------------


class LocaleData:
    """What is known of one locale; made by `locale_for`, never changed.

    `requested` is the canonical tag that was asked for, `resolved` the nearest
    locale that has data ("und" for the root), `region` the territory whose
    customs count: `-u-rg-`, else the tag's own, else the likely one.
    """

    __slots__ = ("_files", "_rule", "_sections", "region", "requested", "resolved", "tag")

    def __init__(self, tag: tags.Tag) -> None:
        self.tag = tag
        self.requested = str(tag)
        self._files = _line(tag)
        nearest = self._files[0]
        self.resolved = "und" if nearest == "root" else str(tags.parse(nearest))
        # Sections are merged when first read; two threads would write the same thing.
        self._sections: dict[str, Any] = {}
        self._rule: Plural | None = None
        region = (tag.keyword("rg") or "")[:2].upper()
        likely = "001" if tag.base == "und" else tags.maximize(tag).territory or "001"
        self.region = region or tag.territory or likely

    def __repr__(self) -> str:
        return f"LocaleData({self.requested!r}, resolved={self.resolved!r})"

    def keyword(self, key: str) -> str | None:
        """The value of a `-u-` keyword such as "nu", or `None`."""
        return self.tag.keyword(key)

    def get(self, *path: Any) -> Any:
        """The plain value at a path of Babel's locale data, or `None`.

        >>> locale_for("fr").get("months", "stand-alone", "wide", 3)
        'mars'

        Aliases are followed; dictionaries are new ones and patterns are text.
        """
        return self._plain(self._at(path))

    def extract(self, name: str) -> dict[str, Any]:
        """What an extract of CLDR (`data/cldr`) says of this locale, over its parents."""
        return _extract(name, self._files)

    @property
    def direction(self) -> str:
        """The direction of the script: "ltr" or "rtl"."""
        return "rtl" if self.get("character_order") == "right-to-left" else "ltr"

    @property
    def numbering_system(self) -> str:
        """The numbering system that numbers are written in unless a call says otherwise.

        >>> locale_for("ar-EG").numbering_system, locale_for("ar-EG-u-nu-latn").numbering_system
        ('arab', 'latn')
        """
        return self.numbering(None)

    def numbering(self, wanted: str | None) -> str:
        """The numbering system for `wanted`: a CLDR name, "native", "default" or `None`.

        A system without ten decimal digits (Roman, Hebrew) counts as unknown. An
        unknown one in the tag gives the locale's own; in an argument it raises
        `InvalidValue`.
        """
        systems = open_store().cldr("numbering_systems")
        line = [name.replace("_", "-") for name in self._files[:-1]]
        own = "latn"
        named: dict[str, str] = {}
        for name in reversed(line):
            row = systems["locales"].get(name, {})
            own = row.get("default", own)
            named.update(row)
        for kind, strict in ((wanted, True), (self.keyword("nu"), False)):
            if kind in (None, "default"):
                continue
            kind = named.get(kind, kind) if kind in ("native", "finance", "traditional") else kind
            if kind in systems["digits"]:
                return str(kind)
            if strict:
                raise InvalidValue("numbering system", kind, accepted=sorted(systems["digits"]))
        return own

    def digits(self, system: str) -> str:
        """The ten digits of a numbering system, from zero."""
        return str(open_store().cldr("numbering_systems")["digits"][system])

    @property
    def plural(self) -> Plural:
        """The plural rule; called with the digits that are shown.

        >>> plural = locale_for("ru").plural
        >>> plural("21"), plural("22"), plural("1", "50")
        ('one', 'few', 'other')

        Arguments are the integer digits, the fraction digits (ASCII, without
        sign or separators) and the power of ten that a compact form took out.
        """
        if self._rule is None:
            self._rule = _plural(self._section("plural_form").abstract)
        return self._rule

    # --- walking the data ---

    def _section(self, name: str) -> Any:
        try:
            return self._sections[name]
        except KeyError:
            pass
        merged: Any = None
        for file in reversed(self._files):
            content = _file(file).get(name)
            if isinstance(content, dict) and content:
                merged = _lay(merged, content) if isinstance(merged, dict) else content
            elif content is not None and (merged is None or not isinstance(content, dict)):
                merged = content
        self._sections[name] = merged
        return merged

    def _at(self, path: tuple[Any, ...]) -> Any:
        node = self._section(path[0])
        for key in path[1:]:
            node = self._follow(node)
            if not isinstance(node, dict) or key not in node:
                return None
            node = node[key]
        return self._follow(node)

    def _follow(self, node: Any) -> Any:
        if isinstance(node, _Alias):
            return self._at(node.keys)
        if isinstance(node, tuple):
            alias, over = node
            under = self._at(alias.keys)
            return _lay(under, over) if isinstance(under, dict) else over
        return node

    def _plain(self, node: Any) -> Any:
        node = self._follow(node)
        if isinstance(node, dict):
            return {key: self._plain(value) for key, value in node.items()}
        if isinstance(node, list):
            return [self._plain(value) for value in node]
        return node.pattern if isinstance(node, _Pattern) else node


def _line(tag: tags.Tag) -> tuple[str, ...]:
    """Babel's files for a tag, the nearest first and the root last."""
    known = known_locales()
    chain = open_store().chain(_known_base(tag, known))
    files = [known[name.lower()] for name in chain if name.lower() in known]
    return (*files, "root")


def _known_base(tag: tags.Tag, known: Mapping[str, str]) -> str:
    """The tag with its script where CLDR writes it, without it where CLDR does not.

    CLDR has `zh-Hant-TW` and no `zh-TW`, but `de-DE` and no `de-Latn-DE`.
    """
    language, script, territory = tag.language, tag.script, tag.territory
    likely = tags.maximize(tags.Tag(language=language)).script
    wanted = script or tags.maximize(tag).script
    with_script = "-".join(part for part in (language, wanted, territory) if part)
    without = "-".join(part for part in (language, territory) if part)
    if wanted and wanted != likely:
        base = with_script
    elif without.lower() in known or with_script.lower() not in known:
        base = without
    else:
        base = with_script
    return "-".join((base, *tag.variants))


@lru_cache(maxsize=256)
def _extract(name: str, files: tuple[str, ...]) -> dict[str, Any]:
    rows = open_store().cldr(name)
    merged: dict[str, Any] = {}
    for file in reversed(files):
        row = rows.get("und" if file == "root" else file.replace("_", "-"))
        if row:
            merged = _lay_rows(merged, row)
    return merged


def _lay_rows(under: dict[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """As `_lay`, for our own extracts: there null takes away what the parent says."""
    merged = dict(under)
    for key, new in over.items():
        old = merged.get(key)
        if new is None:
            merged.pop(key, None)
        else:
            merged[key] = (
                _lay_rows(old, new) if isinstance(new, dict) and isinstance(old, dict) else new
            )
    return merged


# --- plural rules ------------------------------------------------------------------


def _plural(rule: tuple[tuple[str, Any], ...]) -> Plural:
    if not rule:
        return lambda *_: "other"
    # With a power of ten taken out ("1 million") two rules can hold: the first counts.
    ordered = sorted(rule, key=lambda entry: CATEGORIES.index(entry[0]))
    choice = "".join(f"{name!r} if {_source(tree)} else " for name, tree in ordered) + "'other'"
    # Only the node kinds that `_source` knows can get into this text. Rules compare n with
    # whole numbers only: any broken number will do for all of them.
    needed = "".join(
        f"    {line}\n"
        for name, line in (
            ("n", "n = -0.5 if significant else i"),
            ("v", "v = len(fraction)"),
            ("w", "w = len(significant)"),
            ("f", "f = int(fraction)"),
            ("t", "t = int(significant or 0)"),
        )
        if re.search(rf"\b{name}\b", choice)
    )
    lines = f"""
def plural(integer, fraction="", e=0):
    i = int(integer)
    if not fraction:
        n, v, w, f, t = i, 0, 0, 0, 0
        return {choice}
    significant = fraction.rstrip("0")
{needed}    return {choice}
"""
    built: dict[str, Any] = {"__builtins__": {"int": int, "len": len}}
    exec(lines, built)  # noqa: S102
    plural: Plural = built["plural"]
    return plural


def _source(tree: Any) -> str:
    kind, args = tree
    if kind in ("and", "or"):
        left, right = args
        return f"({_source(left)} {kind} {_source(right)})"
    if kind == "not":
        return f"(not {_source(args[0])})"
    if kind == "relation" and args[0] == "in":
        value, (_, ranges) = args[1], args[2]
        return f"({_ranges(_source(value), ranges)})"
    if kind == "relation":
        raise DataError("babel", f"plural relation {args[0]}", "in")
    if kind == "mod":
        return f"{_source(args[0])} % {_source(args[1])}"
    if kind == "value":
        return str(int(args[0]))
    if kind in "nivwftce" and len(kind) == 1:
        return "e" if kind == "c" else str(kind)
    raise DataError("babel", f"plural node {kind}", "a node of a CLDR plural rule")


def _ranges(value: str, ranges: Any) -> str:
    parts = []
    for low, high in ranges:
        first, last = _source(low), _source(high)
        # A range holds whole numbers only, but so do all operands except n, and the number
        # that stands for a broken n (-0.5, or just below the modulus) lies in no range.
        parts.append(f"{value} == {first}" if first == last else f"{first} <= {value} <= {last}")
    return " or ".join(parts)


# --- from what was given to a locale -------------------------------------------------


def tag_text(locale: Any) -> str:
    """The tag of anything that names a locale: text, a `Culture`, Babel's or langcodes' object.

    Raises `InvalidValue` for everything else, `None` included: there is no
    default locale.
    """
    if isinstance(locale, str):
        return locale
    if isinstance(locale, LocaleData):
        return locale.requested
    for read in (_tag_of_culture, _tag_of_langcodes, _tag_of_babel):
        found = read(locale)
        if found:
            return found
    raise InvalidValue("locale", locale, accepted="a BCP 47 tag, such as 'de-AT'")


def _tag_of_culture(locale: Any) -> str | None:
    found = getattr(locale, "tag", None)
    return None if found is None or callable(found) else str(found)


def _tag_of_langcodes(locale: Any) -> str | None:
    found = getattr(locale, "to_tag", None)
    return str(found()) if callable(found) else None


def _tag_of_babel(locale: Any) -> str | None:
    parts = [getattr(locale, name, None) for name in ("language", "script", "territory", "variant")]
    if not isinstance(parts[0], str):
        return None
    return "-".join(part for part in parts if isinstance(part, str) and part)


def locale_for(locale: Any) -> LocaleData:
    """The data of the locale that a tag, or an object with one, names.

    >>> locale_for("zh-TW").resolved, locale_for("en_zz").resolved
    ('zh-Hant-TW', 'en')

    A well-formed tag that CLDR does not know falls back along CLDR's parents to
    the root, which `resolved` shows. Raises `InvalidValue` for malformed tags
    and for `None`.
    """
    return _by_text(locale if type(locale) is str else tag_text(locale))


@lru_cache(maxsize=1024)
def _by_text(text: str) -> LocaleData:
    return _by_tag(tags.parse(text))


@lru_cache(maxsize=192)
def _by_tag(tag: tags.Tag) -> LocaleData:
    return LocaleData(tag)
