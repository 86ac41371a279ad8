"""BCP 47 tags: read, canonicalise, fill in, strip.

Follows Unicode Technical Standard 35 part 1 with CLDR's alias and likely-subtag
data. Underscores and any case are read; what is malformed raises
`InvalidValue`; what is well formed but unknown passes through unchanged.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from .errors import InvalidValue
from .store import Store
from .store import open as open_store

__all__ = ["Tag", "maximize", "minimize", "parse"]

_LANGUAGE = re.compile(r"[a-z]{2,3}|[a-z]{5,8}")
_EXTLANG = re.compile(r"[a-z]{3}")
_SCRIPT = re.compile(r"[a-z]{4}")
_TERRITORY = re.compile(r"[a-z]{2}|[0-9]{3}")
_VARIANT = re.compile(r"[a-z0-9]{5,8}|[0-9][a-z0-9]{3}")
_KEY = re.compile(r"[a-z0-9][a-z]")
_TYPE = re.compile(r"[a-z0-9]{3,8}")


@dataclass(frozen=True, slots=True)
class Tag:
    """A canonical language tag in its parts; an empty part was not given."""

    language: str = "und"
    script: str = ""
    territory: str = ""
    variants: tuple[str, ...] = ()
    keywords: tuple[tuple[str, str], ...] = ()
    extensions: tuple[str, ...] = ()

    @property
    def base(self) -> str:
        """The tag without extensions.

        >>> parse("de-AT-u-nu-latn").base
        'de-AT'
        """
        parts = (self.language, self.script, self.territory, *self.variants)
        return "-".join(part for part in parts if part)

    def __str__(self) -> str:
        tail = "".join(f"-{one}" for one in self.extensions if not one.startswith("x-"))
        private = "".join(f"-{one}" for one in self.extensions if one.startswith("x-"))
        if self.keywords:
            tail += "-u" + "".join(
                f"-{key}-{kind}" if kind not in ("", "true") else f"-{key}"
                for key, kind in self.keywords
            )
        return self.base + tail + private

    def keyword(self, key: str) -> str | None:
        """The value of a `-u-` keyword, or `None`.

        >>> parse("th-TH-u-ca-buddhist").keyword("ca")
        'buddhist'
        """
        for have, value in self.keywords:
            if have == key:
                return value
        return None


@lru_cache(maxsize=4096)
def parse(text: str) -> Tag:
    """The canonical form of a BCP 47 tag.

    >>> str(parse("ZH_tw")), str(parse("iw")), str(parse("en-uk"))
    ('zh-TW', 'he', 'en-GB')

    Raises `InvalidValue` for what is not well formed.
    """
    if not isinstance(text, str):
        raise InvalidValue("locale", text, accepted="a BCP 47 tag as text")
    subtags = text.strip().replace("_", "-").lower().split("-")
    aliases = open_store().cldr("aliases")
    whole = _whole_aliases().get("-".join(subtags))
    if whole:
        subtags = whole.lower().split("-")
    tag = _well_formed(text, subtags)
    return _canonical(tag, aliases)


@lru_cache(maxsize=1)
def _whole_aliases() -> dict[str, str]:
    """Aliases of tags with several subtags, such as "en-GB-oed", in lower case."""
    aliases = open_store().cldr("aliases")["languageAlias"]
    return {key.lower(): new for key, new in aliases.items() if "-" in key}


def _well_formed(given: str, subtags: list[str]) -> Tag:
    rest = list(subtags)

    def bad() -> InvalidValue:
        return InvalidValue("locale", given, accepted="a BCP 47 tag, such as 'de-AT'")

    def take(pattern: re.Pattern[str]) -> str:
        return rest.pop(0) if rest and pattern.fullmatch(rest[0]) else ""

    if rest and rest[0] == "root":
        rest[0] = "und"
    language = take(_LANGUAGE)
    if not language:
        raise bad()
    while extlang := (take(_EXTLANG) if len(language) == 3 or len(language) == 2 else ""):
        language = extlang  # "zh-yue" is canonically "yue"
    script, territory = take(_SCRIPT), take(_TERRITORY)
    variants: list[str] = []
    while variant := take(_VARIANT):
        if variant in variants:
            raise bad()
        variants.append(variant)
    keywords: dict[str, str] = {}
    extensions: list[str] = []
    while rest:
        singleton = rest.pop(0)
        if len(singleton) != 1 or not singleton.isalnum():
            raise bad()
        if singleton == "x":
            if not rest or any(not re.fullmatch(r"[a-z0-9]{1,8}", part) for part in rest):
                raise bad()
            extensions.append("-".join(["x", *rest]))
            break
        parts = []
        while rest and len(rest[0]) > 1:
            parts.append(rest.pop(0))
        if not parts or any(not re.fullmatch(r"[a-z0-9]{2,8}", part) for part in parts):
            raise bad()
        if singleton == "u":
            if keywords:
                raise bad()
            keywords = _keywords(parts)
        else:
            extensions.append("-".join([singleton, *parts]))
    return Tag(
        language=language,
        script=script.title(),
        territory=territory.upper(),
        variants=tuple(sorted(variants)),
        keywords=tuple(sorted(keywords.items())),
        extensions=tuple(sorted(extensions)),
    )


def _keywords(parts: list[str]) -> dict[str, str]:
    """Keys with their types; attributes before the first key carry nothing we use."""
    found: dict[str, str] = {}
    key = ""
    for part in parts:
        if _KEY.fullmatch(part):
            key = part
            found.setdefault(key, "")
        elif key and _TYPE.fullmatch(part):
            found[key] = f"{found[key]}-{part}".lstrip("-")
    return {name: kind or "true" for name, kind in found.items()}


def _canonical(tag: Tag, aliases: Mapping[str, Any]) -> Tag:
    languages, territories = aliases["languageAlias"], aliases["territoryAlias"]
    for key in (f"{tag.language}-{tag.territory}", tag.language):
        if key in languages:
            new = _well_formed(key, languages[key].lower().split("-"))
            # What the alias says fills gaps; what was given stays.
            tag = replace(
                tag,
                language=new.language,
                script=tag.script or new.script,
                territory=new.territory if "-" in key else tag.territory or new.territory,
            )
            break
    script = aliases["scriptAlias"].get(tag.script, tag.script)
    territory = tag.territory
    if territory in territories:
        choices = territories[territory]
        likely = open_store().cldr("likely").get(tag.language, "").rpartition("-")[2]
        territory = likely if likely in choices else choices[0]
    variants = tuple(aliases["variantAlias"].get(one, one) for one in tag.variants)
    return replace(tag, script=script, territory=territory, variants=variants)


def maximize(tag: Tag, store: Store | None = None) -> Tag:
    """The tag with the likely script and territory filled in ("add likely subtags").

    >>> maximize(parse("zh-TW")).base, maximize(parse("und-JP")).base
    ('zh-Hant-TW', 'ja-Jpan-JP')
    """
    likely = (store or open_store()).cldr("likely")
    language, script, territory = tag.language, tag.script, tag.territory
    if language != "und" and script and territory:
        return tag
    for key in (
        f"{language}-{script}-{territory}",
        f"{language}-{script}",
        f"{language}-{territory}",
        language,
        f"und-{script}",
    ):
        # An empty part leaves "--" or a trailing hyphen, which no key has.
        found = likely.get(key)
        if found:
            new = found.split("-")
            return replace(
                tag,
                language=language if language != "und" else new[0],
                script=script or new[1],
                territory=territory or new[2],
            )
    return tag


def minimize(tag: Tag, store: Store | None = None) -> Tag:
    """The shortest tag that `maximize` takes back to the same ("remove likely subtags").

    >>> minimize(parse("zh-Hant-TW")).base, minimize(parse("en-Latn-US")).base
    ('zh-TW', 'en')
    """
    full = maximize(tag, store)
    for script, territory in (("", ""), ("", full.territory), (full.script, "")):
        shorter = replace(full, script=script, territory=territory)
        if maximize(shorter, store) == full:
            return shorter
    return full
