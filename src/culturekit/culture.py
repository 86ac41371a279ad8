"""What is known of a language and a territory, and how the two are named.

`culture()` reads whatever an application has at hand: a tag, a code, a name, a
locale object of another library. What was given is kept apart from what CLDR
finds likely: a likely territory serves formatting and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from . import datasets as data
from .codes import Meaning, by_iso_name, meanings, suggestions, territory_code
from .datasets import Datasets
from .errors import InvalidValue, UnknownLocale, UnknownTerritory
from .model import Answer, Confidence, Fact, Level, Noun, Reason
from .store import Store, Table
from .store import open as open_store
from .tags import Tag, maximize, parse

__all__ = [
    "Comparison",
    "Culture",
    "LanguageUse",
    "ScorePair",
    "Week",
    "compare",
    "culture",
]


@dataclass(frozen=True, slots=True)
class LanguageUse(Noun):
    """How far a language is used in a territory (CLDR territoryInfo)."""

    tag: str
    population_percent: float | None = None
    writing_percent: float | None = None
    status: str | None = None


@dataclass(frozen=True, slots=True)
class Week(Noun):
    """The week of a territory: CLDR's calendar conventions, and the weekend in practice."""

    first_day: str
    min_days: int
    weekend: tuple[str, ...]


_EMPTY: Mapping[str, Fact] = MappingProxyType({})

#: What names no language: the codes of ISO 639-2 for one not determined, not coded, several,
#: and none at all (RFC 5646, section 4.1), and CLDR's older name for the first (UTS 35).
_NO_LANGUAGE = frozenset({"und", "mis", "mul", "zxx", "root"})

_DAYS = {
    "mon": "monday",
    "tue": "tuesday",
    "wed": "wednesday",
    "thu": "thursday",
    "fri": "friday",
    "sat": "saturday",
    "sun": "sunday",
}


@dataclass(frozen=True, slots=True)
class Culture(Noun):
    """A language, a territory, or both, and everything on record about them.

    `territory` is `None` unless it was given. `resolved` is the nearest locale
    that CLDR has, and `filled_in` names the parts that CLDR's likely subtags
    supplied ("language", "script"; "territory" means `likely_territory` only).
    """

    tag: str
    language: str
    script: str
    territory: str | None
    likely_territory: str | None
    resolved: str
    filled_in: tuple[str, ...] = ()
    keywords: tuple[tuple[str, str], ...] = ()
    store: Store = field(default_factory=open_store, repr=False, compare=False)
    tables: tuple[Table, ...] = field(default=(), repr=False, compare=False)

    def __str__(self) -> str:
        return self.tag

    def to_dict(self) -> dict[str, Any]:
        """The identity of the culture as JSON values; `culture(x["tag"])` gives it back."""
        shown = replace(self, tables=())
        out = Noun.to_dict(shown)
        out.pop("store", None)
        return out

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Culture:
        """The culture that `to_dict()` was made of, with the bundled data."""
        if not isinstance(data, Mapping) or not isinstance(data.get("tag"), str):
            raise InvalidValue("culture", data, accepted="a mapping with a tag")
        return culture(data["tag"])

    @property
    def name(self) -> str:
        """In English: "Japanese (Japan)", or the one part that was given."""
        languages, territories = self.store.cldr("languages"), self.store.cldr("territories")
        language = languages.get(self.language, {}).get("name", self.language)
        if self.territory is None:
            return str(language)
        territory = territories.get(self.territory, {}).get("name", self.territory)
        return str(territory) if "language" in self.filled_in else f"{language} ({territory})"

    @property
    def locale(self) -> str:
        """The tag that formatting uses: the language, its script and territory, keywords kept."""
        stated = self.tag.startswith(self.language)
        return self.tag if stated else f"{self.language}-{self.tag.removeprefix('und-')}"

    @property
    def facts(self) -> Mapping[str, Fact]:
        """All facts of the territory by dotted key; empty where no territory was given.

        >>> culture("ja-JP").facts["calendar.weekend"].value
        ('saturday', 'sunday')
        """
        return self.store.facts(self.territory) if self.territory else _EMPTY

    @property
    def dimensions(self) -> Mapping[str, Fact]:
        """Scores of the territory and the language by "table.column", each with its source."""
        return data.scores(self.tables, self.territory, self.language)

    @property
    def languages(self) -> tuple[LanguageUse, ...]:
        """Languages of the territory by share of its people; empty where none was given."""
        return tuple(LanguageUse(*row) for row in self._about.get("languages", ()))

    @property
    def currencies(self) -> tuple[str, ...]:
        """Legal tender of the territory (ISO 4217); `-u-cu-` comes first."""
        found = list(self._about.get("currencies", ()))
        if stated := dict(self.keywords).get("cu"):
            found = [stated.upper(), *(code for code in found if code != stated.upper())]
        return tuple(found)

    @property
    def time_zones(self) -> tuple[str, ...]:
        """IANA zones of the territory; `-u-tz-` stands alone."""
        if stated := dict(self.keywords).get("tz"):
            zone = self.store.cldr("time_zones")["identifiers"].get(stated)
            return (zone,) if zone else ()
        return tuple(self._about.get("time_zones", ()))

    @property
    def week(self) -> Week | None:
        """First day, minimal days of the first week, weekend; `None` for an unknown territory.

        The first day may come from the likely territory, since it is a matter of
        format. The weekend is practice: empty where no territory was given.
        """
        territory = self.territory or self.likely_territory
        about = self.store.cldr("territories").get(territory or "")
        if about is None:
            return None
        week = about["week"]
        first = dict(self.keywords).get("fw", week["first_day"])
        weekend: tuple[str, ...] = ()
        if fact := self.facts.get("calendar.weekend"):
            weekend = fact.value
        elif self.territory:
            weekend = _days_between(week["weekend_start"], week["weekend_end"])
        return Week(
            first_day=_DAYS.get(first, _DAYS[week["first_day"]]),
            min_days=week["min_days"],
            weekend=weekend,
        )

    @property
    def register(self) -> Fact | None:
        """The register that customer service uses by default here, or `None` where unknown."""
        table = self.store.language(self.locale_base).get("register", {}).get("default")
        return self.store.fact(table, Level.LANGUAGE) if table else None

    @property
    def locale_base(self) -> str:
        """Language, script where it was given, and territory: the key to the language files."""
        return _locale_base(self.tag, self.language, self.territory or "")

    def _repr_html_(self) -> str:
        from .notebook import render

        return render(self)

    @property
    def _about(self) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self.store.cldr("territories").get(self.territory or "", {})
        return found


@lru_cache(maxsize=4096)
def _locale_base(tag: str, language: str, territory: str) -> str:
    return Tag(language, parse(tag).script, territory).base


def _days_between(start: str, end: str) -> tuple[str, ...]:
    days = list(_DAYS)
    first = days.index(start)
    length = (days.index(end) - first) % 7 + 1
    return tuple(_DAYS[days[(first + offset) % 7]] for offset in range(length))


# --- culture() -------------------------------------------------------------------


def culture(
    x: object = None,
    *,
    language: str | None = None,
    territory: str | None = None,
    datasets: Datasets = "all",
    store: Store | None = None,
) -> Culture:
    """What is known of a language and territory, by whatever name they are given.

    >>> culture("ja-JP").territory, culture("JP").language, culture("Österreich").territory
    ('JP', 'ja', 'AT')
    >>> culture("pt").territory is None, culture("pt").likely_territory
    (True, 'BR')

    Two letters are a territory in upper case and a language in lower case.
    Accepted besides: alpha-3 and numeric codes, English and native names,
    `babel.Locale`, `langcodes.Language`, a pycountry country, or the two parts
    as keywords. "mis", "mul", "zxx" and "root" name no language, and are "und".
    Raises `UnknownLocale` with close suggestions, and `InvalidValue` for what is
    malformed or has two meanings, naming both.
    """
    store = store or open_store()
    if type(x) is str and language is None and territory is None:
        if type(datasets) is str:
            return _from_text(x, datasets, store)
        return _with_datasets(_from_text(x, "all", store), datasets)
    return _from_anything(x, language, territory, datasets, store)


def _with_datasets(found: Culture, datasets: Datasets) -> Culture:
    return replace(found, tables=data.chosen(found.store, datasets))


@lru_cache(maxsize=4096)
def _from_text(text: str, datasets: str, store: Store) -> Culture:
    return _of_tag(_read(text), datasets, store)


def _from_anything(
    x: object, language: str | None, territory: str | None, datasets: Datasets, store: Store
) -> Culture:
    if x is not None and (language is not None or territory is not None):
        raise InvalidValue("culture", x, accepted="either one value or language= and territory=")
    if isinstance(x, Culture):
        if x.store is not store:
            return _of_tag(parse(x.tag), datasets, store)
        return _with_datasets(x, datasets) if datasets != "all" else x
    for what, given in (("language", language), ("territory", territory)):
        if given is not None and not isinstance(given, str):
            raise InvalidValue(what, given, accepted="a tag, a code or a name")
    if language is not None or territory is not None:
        tag = _read(language, "language") if language is not None else Tag()
        if territory is not None:
            code = territory_code(territory)
            if code is None:
                raise UnknownTerritory(territory, suggestions=suggestions(territory))
            tag = replace(tag, territory=code)
    elif hasattr(x, "alpha_2"):  # pycountry
        tag = Tag(territory=str(x.alpha_2))
    elif hasattr(x, "to_tag"):  # langcodes
        tag = parse(str(x.to_tag()))
    elif hasattr(x, "language") and hasattr(x, "territory"):  # babel
        tag = parse(str(x).partition("@")[0])
    elif isinstance(x, str):
        tag = _read(x)
    else:
        raise InvalidValue(
            "culture", x, accepted="a tag, a code, a name, or a locale of babel or langcodes"
        )
    found = _of_tag(tag, "all", store)
    return _with_datasets(found, datasets) if datasets != "all" else found


def _read(text: str, only: str = "") -> Tag:
    """A tag from a tag, a code or a name."""
    given = text.strip()
    if not given or len(given) > 255:
        raise InvalidValue("culture", text, accepted="a BCP 47 tag, a code or a name")
    plain_word = given.isalpha() or given.isdigit()
    if not plain_word:
        found = meanings(given)
        if found:
            return _of_meanings(text, found, only)
        try:
            return parse(given)
        except InvalidValue:
            if given.isascii() and all(char.isalnum() or char in "-_" for char in given):
                raise
            found = by_iso_name(given)
            if found:
                return _of_meanings(text, found, only)
            raise UnknownLocale(text, suggestions=suggestions(given)) from None
    store = open_store()
    if given.lower() in _NO_LANGUAGE:
        return parse(given)
    if given.islower() and len(given) in (2, 3):
        tag = parse(given)
        if tag.language in store.cldr("likely") or tag.language in store.cldr("languages"):
            return tag
    if given.isupper() and given.isascii():
        code = territory_code(given)
        if code and only != "language":
            return Tag(territory=code)
    found = meanings(given)
    if not found and given.isdigit() and given in store.cldr("containment"):
        return Tag(territory=given)
    if not found and given.isascii() and given.istitle() and len(given) < 4:
        found = _either_case(given, store)
    found = found or by_iso_name(given)
    if not found:
        raise UnknownLocale(text, suggestions=suggestions(given))
    return _of_meanings(text, found, only)


def _either_case(given: str, store: Store) -> tuple[Meaning, ...]:
    """Both readings of a short code whose case says neither territory nor language."""
    found = [Meaning("territory", code)] if (code := territory_code(given.upper())) else []
    language = parse(given).language
    if language in store.cldr("languages"):
        found.append(Meaning("language", language))
    return tuple(found)


def _of_meanings(text: str, found: Sequence[Meaning], only: str) -> Tag:
    kept = [one for one in found if not only or one.kind == only]
    if not kept:
        raise UnknownLocale(text, suggestions=suggestions(text))
    if len(kept) > 1:
        raise InvalidValue("culture", text, accepted=[str(one) for one in kept])
    return Tag(territory=kept[0].code) if kept[0].kind == "territory" else parse(kept[0].code)


def _of_tag(tag: Tag, datasets: Datasets, store: Store) -> Culture:
    if tag.language in _NO_LANGUAGE:
        tag = replace(tag, language="und")
    # A tag that says nothing stays unknown: CLDR would make it American English.
    full = maximize(tag, store) if tag.base != "und" else tag
    filled = [
        part
        for part, given, got in (
            ("language", tag.language != "und", full.language != "und"),
            ("script", bool(tag.script), bool(full.script)),
            ("territory", bool(tag.territory), bool(full.territory)),
        )
        if got and not given
    ]
    # -u-rg asks for another region's conventions in formatting; where the person
    # is stays what the tag itself says.
    rg = (tag.keyword("rg") or "")[:2].upper()
    return Culture(
        tag=str(tag),
        language=full.language,
        script=full.script,
        territory=tag.territory or None,
        likely_territory=rg or full.territory or None,
        resolved=_nearest(full, tag, store),
        filled_in=tuple(filled),
        keywords=tag.keywords,
        store=store,
        tables=data.chosen(store, datasets),
    )


def _nearest(full: Tag, tag: Tag, store: Store) -> str:
    """The nearest locale of which CLDR knows the language, and the territory if any."""
    languages = store.cldr("languages")
    if full.language not in languages:
        return "und"
    known = not tag.territory or tag.territory in store.cldr("territories")
    territory = tag.territory if known or tag.territory in store.cldr("containment") else ""
    return Tag(full.language, tag.script, territory).base


# --- compare ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ScorePair(Noun):
    """One score of two cultures; `difference` is in standard deviations between countries."""

    dimension: str
    label: str
    a: float | None
    b: float | None
    difference: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison(Answer):
    """Two cultures side by side.

    `distance` is 0 for equal scores; `None` where they share none. `missing`
    names the scores that only one of them has.
    """

    a: Culture
    b: Culture
    scores: tuple[ScorePair, ...]
    distance: float | None
    missing: tuple[str, ...]

    def __str__(self) -> str:
        lines = [f"{self.a.name} and {self.b.name}"]
        width = max((len(row.label) for row in self.scores), default=0)
        for row in self.scores:
            cells = [
                "–" if value is None else f"{value:.2f}".rstrip("0").rstrip(".")
                for value in (row.a, row.b)
            ]
            lines.append(f"  {row.label:<{width}}  {cells[0]:>9}  {cells[1]:>9}")
        if self.distance is not None:
            lines.append(f"distance {self.distance:.2f} over {self._shared} shared scores")
        return "\n".join(lines)

    @property
    def _shared(self) -> int:
        return sum(row.difference is not None for row in self.scores)


def compare(
    a: object, b: object, *, datasets: Datasets = "all", store: Store | None = None
) -> Comparison:
    """Two cultures side by side, with a distance over the scores that both have.

    >>> compare("JP", "US").distance > compare("DE", "AT").distance
    True

    The distance is Kogut and Singh's (1988, Journal of International Business
    Studies 19): the mean squared difference, each in units of the variance
    between countries. It is taken within each table first and then over tables,
    so that a table with many columns does not count for more.
    """
    left = culture(a, datasets=datasets, store=store)
    right = culture(b, datasets=datasets, store=store)
    tables = {table.name: table for table in left.tables}
    rows: list[ScorePair] = []
    by_table: dict[str, list[float]] = {}
    names = [
        (table, column, about)
        for table in tables.values()
        for column, about in table.columns.items()
        if "construct" in about and table.key != "pair"
    ]
    ours, theirs = left.dimensions, right.dimensions
    for table, column, about in names:
        key = f"{table.name}.{column}"
        one, two = ours.get(key), theirs.get(key)
        if one is None and two is None:
            continue
        difference = None
        if one is not None and two is not None:
            spread = _spread(table, column)
            difference = (one.value - two.value) / spread if spread else 0.0
            if table.key == "territory":
                by_table.setdefault(table.name, []).append(difference**2)
        rows.append(
            ScorePair(
                key,
                about["label"],
                one.value if one else None,
                two.value if two else None,
                difference,
            )
        )
    means = [sum(squares) / len(squares) for squares in by_table.values()]
    reasons = [
        Reason(
            f"{row.label}: {left.name} {row.a:g}, {right.name} {row.b:g}"
            f" ({abs(row.difference):.1f} standard deviations apart)",
            level=Level.DIMENSIONS,
            weight=Confidence.LOW,
            fact=ours[row.dimension],
        )
        for row in rows
        if row.a is not None and row.b is not None and row.difference is not None
    ]
    return Comparison(
        a=left,
        b=right,
        scores=tuple(rows),
        distance=sum(means) / len(means) if means else None,
        missing=tuple(row.dimension for row in rows if row.difference is None),
        reasons=tuple(reasons),
        data_version=left.store.version,
    )


@lru_cache(maxsize=256)
def _spread(table: Table, column: str) -> float:
    """Standard deviation of a score between countries, the newest figure of each."""
    rows = (data.latest(table, key) for key in {row[0] for row in table.rows})
    values = sorted(row[column] for row in rows if row and row.get(column) is not None)
    mean = sum(values) / len(values)
    return float((sum((value - mean) ** 2 for value in values) / len(values)) ** 0.5)
