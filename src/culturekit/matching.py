"""Language matching: which of the locales an application has suits a person best.

Follows Unicode Technical Standard 35 part 1, "Language Matching", with CLDR's
distances, and ICU's LocaleMatcher where the standard leaves room: which of two
equally near locales wins, and how much a later wish must be nearer to count.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Literal, NamedTuple

from .errors import InvalidValue
from .store import open as open_store
from .tags import Tag, maximize, parse

__all__ = ["match_locale"]

# Distances are counted in eighths, so that which subtags were given (three bits)
# can tell apart locales that are equal once filled in.
_STEPS = 8

_PSEUDO_VARIANTS = {"psaccent": "XA", "psbidi": "XB", "pscrack": "XC"}

#: the group of a territory that CLDR's containment does not know
_UNKNOWN = (-1,)


def match_locale(
    desired: str | Sequence[str],
    supported: Sequence[str],
    default: str | None = None,
    *,
    favor: Literal["language", "script"] = "language",
    threshold: int | None = None,
) -> str | None:
    """The supported locale that suits the desired ones best, as it stands in `supported`.

    >>> match_locale("de-AT", ["en-GB", "de_DE", "fr"])
    'de_DE'
    >>> match_locale(["eu", "en-IE"], ["es", "en-US", "en-GB"], default="es")
    'en-GB'

    `desired` is one tag or several, the dearest first. `default` is the answer
    where nothing is nearer than `threshold` (0 to 100, by default CLDR's distance
    between two scripts, 50), and it wins over others that are as near. With
    `favor="script"` a script that can be read counts for more than the language.
    Distances are CLDR's (languageMatching). Raises `InvalidValue` for malformed tags.
    """
    if favor not in ("language", "script"):
        raise InvalidValue("favor", favor, accepted=("language", "script"))
    if threshold is not None and (type(threshold) is not int or not 0 <= threshold <= 100):
        raise InvalidValue("threshold", threshold, accepted="a whole number from 0 to 100")
    if default is not None and not isinstance(default, str):
        raise InvalidValue("default", default, accepted="text, or None")
    wanted, offered = _tags(desired), _tags(supported)
    index = _best(wanted, offered, default, favor, threshold)
    return default if index is None else offered[index]


def _tags(given: str | Sequence[str]) -> tuple[str, ...]:
    if isinstance(given, str):
        return (given,)
    try:
        found = tuple(given)
    except TypeError:
        raise InvalidValue("locale", given, accepted="one BCP 47 tag or several") from None
    if {*map(type, found)} - {str}:
        for one in found:
            if not isinstance(one, str):
                raise InvalidValue("locale", one, accepted="a BCP 47 tag as text")
    return found


@lru_cache(maxsize=4096)
def _best(
    desired: tuple[str, ...],
    supported: tuple[str, ...],
    default: str | None,
    favor: str,
    threshold: int | None,
) -> int | None:
    """The index of the best supported locale, or `None` where none is near enough."""
    matcher = _matcher(supported, default, favor == "script")
    wanted = [_subtags(one) for one in desired]
    limit = _STEPS * (matcher.distances.script if threshold is None else threshold)
    found = None
    for one in wanted:
        exact = matcher.exact.get(one)
        if exact is not None:
            return exact
        index, limit = matcher.nearest(one, limit)
        found = found if index is None else index
        # The next wish counts only where it is nearer by more than two kinds of
        # English are apart.
        limit -= matcher.distances.demotion * _STEPS
        if limit <= 0:
            break
    return found


class _Subtags(NamedTuple):
    """A tag filled in; `given` has a bit for each of language, script and territory given."""

    language: str
    script: str
    territory: str
    given: int = 7


@lru_cache(maxsize=4096)
def _subtags(text: str) -> _Subtags:
    private = text.strip()[:2].lower() in ("x-", "x_")
    tag = parse(f"und-{text.strip()}" if private else text)
    if tag.base == "und":
        # Filled in, the undetermined language would be American English. Private
        # use tags stand for themselves.
        own = [part for part in tag.extensions if part.startswith("x-")]
        return _Subtags(own[0] if own else "und", "", "")
    if pseudo := _pseudo(tag):
        # Pseudolocales serve to test software: they match nothing but themselves.
        given = 7 if tag.territory else 6
        return _Subtags(f"{tag.language}-{pseudo}", tag.script, tag.territory or pseudo, given)
    if tag.script == "Zzzz" or tag.territory == "ZZ":
        tag = replace(
            tag,
            script=tag.script.replace("Zzzz", ""),
            territory=tag.territory.replace("ZZ", ""),
        )
    full = maximize(tag)
    if not (full.script and full.territory):
        # A language unknown to CLDR is taken to be written as its territory writes.
        full = replace(maximize(replace(full, language="und")), language=full.language)
    given = 4 * (tag.language != "und") + 2 * bool(tag.script) + bool(tag.territory)
    return _Subtags(full.language, full.script, full.territory, given)


def _pseudo(tag: Tag) -> str:
    if tag.territory in _PSEUDO_VARIANTS.values():
        return tag.territory
    return next((_PSEUDO_VARIANTS[one] for one in tag.variants if one in _PSEUDO_VARIANTS), "")


# --- distances -------------------------------------------------------------------

_Pair = tuple[str, str]
_Groups = dict[tuple[int, int], int]

_ANY = ("*", "*")


@dataclass(frozen=True, slots=True)
class _Distances:
    """CLDR's rules of languageMatching as tables.

    `language`, `script` and `territory` are the distances where no rule says
    otherwise. Territories that no rule tells apart share a group; a macro region
    has several.
    """

    languages: Mapping[str, Mapping[str, int]]
    scripts: Mapping[_Pair, Mapping[_Pair, int]]
    territories: Mapping[tuple[_Pair, _Pair], _Groups]
    groups: Mapping[str, tuple[int, ...]]
    language: int
    script: int
    territory: int
    demotion: int = 0

    def of_languages(self, desired: str, supported: str) -> int:
        found = self.languages.get(desired)
        if found is not None and supported in found:
            return found[supported]
        return 0 if desired == supported else self.language

    def beyond_language(self, desired: _Subtags, supported: _Subtags) -> int:
        """What script and territory add."""
        languages = (desired.language, supported.language)
        scripts = (desired.script, supported.script)
        distance = 0
        if desired.script != supported.script:
            distance = self.scripts.get(languages, {}).get(scripts, self.script)
        if desired.territory != supported.territory:
            rules = self.territories.get((languages, scripts))
            rules = rules or self.territories.get((languages, _ANY))
            distance += self._of_territories(rules, desired, supported) if rules else self.territory
        return distance

    def _of_territories(self, rules: _Groups, desired: _Subtags, supported: _Subtags) -> int:
        """The greatest distance between any parts of two territories."""
        other = rules[-1, -1]
        return max(
            rules.get((one, two), other)
            for one in self.groups.get(desired.territory, _UNKNOWN)
            for two in self.groups.get(supported.territory, _UNKNOWN)
        )


@lru_cache(maxsize=1)
def _distances() -> _Distances:
    store = open_store()
    data = store.cldr("matching")
    groups, members = _territory_groups(data, store.cldr("containment"))
    defaults: dict[int, int] = {}
    languages: dict[str, dict[str, int]] = {}
    scripts: dict[_Pair, dict[_Pair, int]] = {}
    territories: dict[tuple[_Pair, _Pair], _Groups] = {}
    # Of several rules for the same pair the first one counts.
    for desired, supported, distance, one_way in data["distances"]:
        if set(desired) <= set("*-"):
            defaults[desired.count("*")] = distance
            continue
        for one, two in [(desired, supported)] + [(supported, desired)] * (not one_way):
            parts = list(zip(one.split("-"), two.split("-"), strict=True))
            if len(parts) == 1:
                languages.setdefault(one, {}).setdefault(two, distance)
            elif len(parts) == 2:
                scripts.setdefault(parts[0], {}).setdefault(parts[1], distance)
            else:
                table = territories.setdefault((parts[0], parts[1]), {})
                for here in members[parts[2][0]]:
                    for there in members[parts[2][1]]:
                        table.setdefault((here, there), distance)
    found = _Distances(
        languages=languages,
        scripts=scripts,
        territories=territories,
        groups=groups,
        language=defaults[1],
        script=defaults[2],
        territory=defaults[3],
    )
    english = found.beyond_language(_Subtags("en", "Latn", "US"), _Subtags("en", "Latn", "GB"))
    return replace(found, demotion=english)


def _territory_groups(
    data: Mapping[str, Any], containment: Mapping[str, Sequence[str]]
) -> tuple[dict[str, tuple[int, ...]], dict[str, Collection[int]]]:
    """The groups of each territory, and the groups that each name in a rule covers."""
    world = set(containment["001"]) - containment.keys()
    named: dict[str, set[str]] = {}
    for name, codes in data["variables"].items():
        inside = world & {part for code in codes for part in (code, *containment.get(code, ()))}
        named[name] = inside
        named[name.replace("$", "$!")] = world - inside
    for desired, supported, *_ in data["distances"]:
        for territory in desired.split("-")[2:] + supported.split("-")[2:]:
            if territory != "*":
                named.setdefault(territory, {territory})
    # Territories that the same names cover are in one group.
    numbers: dict[frozenset[str], int] = {}
    groups: dict[str, tuple[int, ...]] = {}
    for territory in sorted(world):
        covering = frozenset(name for name, inside in named.items() if territory in inside)
        groups[territory] = (numbers.setdefault(covering, len(numbers)),)

    def of(parts: Iterable[str]) -> tuple[int, ...]:
        return tuple(sorted({groups[part][0] for part in parts}))

    members: dict[str, Collection[int]] = {name: of(inside) for name, inside in named.items()}
    members["*"] = _UNKNOWN
    groups |= {macro: of(world.intersection(parts)) for macro, parts in containment.items()}
    return groups, members


# --- a list of supported locales -------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Matcher:
    """Supported locales, ordered by who wins where distances are equal."""

    distances: _Distances
    exact: Mapping[_Subtags, int]
    by_language: Mapping[str, Sequence[tuple[int, _Subtags, int]]]
    favor_script: bool

    def nearest(self, desired: _Subtags, limit: int) -> tuple[int | None, int]:
        """The index of the nearest below the limit, and its distance in eighths.

        `(None, limit)` where there is none.
        """
        candidates = []
        for language, entries in self.by_language.items():
            distance = self.distances.of_languages(desired.language, language)
            if self.favor_script:
                # A quarter, as ICU has it: an unrelated language in the same script
                # is then nearer than the same language in another.
                distance >>= 2
            if distance * _STEPS < limit:
                candidates += [(rank, distance, have, at) for rank, have, at in entries]
        candidates.sort()
        best: _Subtags | None = None
        index = None
        for _, distance, have, at in candidates:
            distance += self.distances.beyond_language(desired, have)
            steps = distance * _STEPS or desired.given ^ have.given
            if steps < limit:
                best, index, limit = have, at, steps
            elif steps == limit and distance and best and _more_likely(have, best):
                best, index = have, at
        return index, limit


def _more_likely(one: _Subtags, than: _Subtags) -> bool:
    """Whether it has the script, or else the territory, that is likely for the language."""
    if one.language != than.language:
        return False
    likely = _subtags(one.language)
    if one.script != than.script:
        return one.script == likely.script
    return one.territory != than.territory and one.territory == likely.territory


@lru_cache(maxsize=256)
def _matcher(supported: tuple[str, ...], default: str | None, favor_script: bool) -> _Matcher:
    every = [_subtags(one) for one in supported]
    first = _default_subtags(default) or (every[0][:3] if every else None)
    paradigms = _paradigms()

    def precedence(index: int) -> int:
        given = every[index][:3]
        return 0 if given == first else 1 if given in paradigms else 2

    exact: dict[_Subtags, int] = {}
    for index in sorted(range(len(every)), key=precedence):
        exact.setdefault(every[index], index)
    by_language: dict[str, list[tuple[int, _Subtags, int]]] = {}
    for rank, (have, index) in enumerate(exact.items()):
        by_language.setdefault(have.language, []).append((rank, have, index))
    return _Matcher(_distances(), exact, by_language, favor_script)


def _default_subtags(default: str | None) -> tuple[str, str, str] | None:
    if default is None:
        return None
    try:
        return _subtags(default)[:3]
    except InvalidValue:  # a default may be any text; only a locale can win a tie
        return None


@lru_cache(maxsize=1)
def _paradigms() -> frozenset[tuple[str, str, str]]:
    """The locales that stand for their kin, such as en-GB and es-419."""
    found = open_store().cldr("matching")["paradigm_locales"]
    return frozenset(_subtags(one)[:3] for one in found)
