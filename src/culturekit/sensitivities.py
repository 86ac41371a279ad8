"""What offends or is misread in a market: products, gifts, colours, numbers, days.

Everything binds by the tag of a product and the market, or by what a customer
declared; nothing is ever concluded from a name. Lists of customs are often
anecdotal: those entries are of severity "info" and say so.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, ClassVar

from . import calendar
from .errors import InvalidValue
from .model import Confidence, Fact, Level, Noun, Reason, Source
from .places import FactAnswer, Listing, Place, Territory, nothing_on_record, oldest, place
from .products import tag_book, tagged
from .store import Store
from .store import open as open_store

__all__ = [
    "SEVERITIES",
    "CampaignFinding",
    "CampaignReport",
    "Sensitivities",
    "Sensitivity",
    "campaign_check",
    "sensitivities",
]

#: from the mildest to the gravest
SEVERITIES = ("info", "warning", "block")


def _worst(found: Iterable[str]) -> str | None:
    return max(found, key=SEVERITIES.index, default=None)


# --- of products -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Sensitivity(Noun):
    """One thing that is read in its own way there.

    `severity` is "info" (mentioned only), "warning" (with care) or "block" (not
    there); `anecdotal` says that the source is a list of customs, not a study or
    a law. `found` is the word of a text, or the tag, that it was found by, with
    its place in the text.
    """

    id: str
    item: str
    category: str
    meaning: str
    severity: str
    tags: tuple[str, ...] = ()
    anecdotal: bool = False
    found: str | None = None
    start: int | None = None
    end: int | None = None
    as_of: str | None = None
    confidence: Confidence | None = None
    source: tuple[Source, ...] = field(default=(), repr=False)

    _coerce: ClassVar = dict.fromkeys(("tags", "source"), lambda _, value: tuple(value))

    def __str__(self) -> str:
        how = f"{self.severity}, anecdotal" if self.anecdotal else self.severity
        return f"{self.item}: {self.meaning} ({how})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sensitivities(Listing):
    """What was asked about and is sensitive there, the gravest first.

    `severity` is the gravest of all. `declared` is what the customer declared of
    the tags: "excluded", "doubtful" or "none"; `None` where nothing was asked.
    """

    items: tuple[Sensitivity, ...] = ()
    severity: str | None = None
    declared: str | None = None

    _coerce: ClassVar = {"items": lambda _, value: tuple(value)}

    def __str__(self) -> str:
        lines = [_OF_DECLARED[self.declared]] if self.declared in _OF_DECLARED else []
        lines += map(str, self.items)
        if lines:
            return "\n".join(lines)
        return "unknown" if self.territory is None else "nothing on record speaks against it"

    def __iter__(self) -> Iterator[Sensitivity]:
        return iter(self.items)


#: what is said first of a customer who declared what they avoid
_OF_DECLARED = {
    "excluded": "the customer declared not to want such a product",
    "doubtful": "whether it fits what the customer declared has to be known first",
}


def sensitivities(
    territory: Territory,
    about: str | Iterable[str] | None = None,
    *,
    tags: Iterable[str] | None = None,
    text: str | None = None,
    language: str = "en",
    declared: Iterable[str] = (),
    store: Store | None = None,
) -> Sensitivities:
    """What is sensitive in a territory, of some product tags, of a text, or at all.

    >>> print(sensitivities("CN", ["clock"]))
    a clock: sounds like attending a funeral (warning)
    >>> [one.found for one in sensitivities("IN", "Our beef burgers, now in leather boxes")][:1]
    ['beef']
    >>> sensitivities("DE", ["bacon"], declared=["halal"]).declared
    'excluded'

    A text (a `str`) is read for words of known tags, in English and `language`;
    tags (any other list of words) count with all they are a kind of; `tags=` and
    `text=` say which of the two it is. `declared` are the words by
    which a customer said what they avoid. Nothing found does not mean that
    nothing offends. Raises `UnknownTerritory` for a name that is none.
    """
    store = store or open_store()
    where = place(territory, store)
    about = _one_of(about, tags, text)
    hits = _hits(store, about, language)
    rows = _on_record(where)
    if hits is not None:
        rows = [(one, fact) for one, fact in rows if hits.keys() & set(one.tags)]
    found = [(_placed(one, hits), fact) for one, fact in rows]
    reasons = [_reason_of(where, one, fact) for one, fact in found]
    words = frozenset(_word(one) for one in _words_of("declared", declared))
    own = None
    if words and hits is not None:
        person = tagged(store, frozenset(_named(about, hits)), words, words)
        own = person.declared
        reasons = [*(one for one in person.reasons if one.level is Level.PERSON), *reasons]
    if where.unknown is not None or not where.facts:
        reasons.append(nothing_on_record(where, "sensitivities"))
    elif not found:
        claim = f"nothing on record for {where.name} matches; that is no proof that nothing offends"
        reasons.append(Reason(claim, Level.NOTHING))
    return Sensitivities(
        territory=where.code,
        items=tuple(one for one, _ in found),
        severity=_worst(one.severity for one, _ in found),
        declared=own,
        as_of=oldest(fact for _, fact in found),
        reasons=tuple(reasons),
        data_version=store.version,
    )


def _one_of(
    about: str | Iterable[str] | None, tags: Iterable[str] | None, text: str | None
) -> str | Iterable[str] | None:
    """What was asked about, however it was passed; `None` for everything."""
    given = [one for one in (about, tags, text) if one is not None]
    if len(given) > 1:
        raise InvalidValue("about", given, accepted="either tags or a text")
    if isinstance(tags, str):
        raise InvalidValue("tags", tags, accepted="a list of words")
    if text is not None and not isinstance(text, str):
        raise InvalidValue("text", text, accepted="a text")
    return given[0] if given else None


def _on_record(where: Place) -> list[tuple[Sensitivity, Fact]]:
    """Everything that is on record there, the gravest first."""
    rows = []
    for id, fact in where.group("sensitivities"):
        one = Sensitivity(
            id=id,
            anecdotal=(fact.note or "").startswith("anecdotal"),
            as_of=fact.as_of,
            confidence=fact.confidence,
            source=fact.source,
            **dict(fact.value),
        )
        rows.append((one, fact))
    return sorted(rows, key=lambda row: (-SEVERITIES.index(row[0].severity), row[0].id))


def _reason_of(where: Place, one: Sensitivity, fact: Fact) -> Reason:
    note = f"; {fact.note}" if fact.note else ""
    return Reason(f"{where.name}: {one}{note}", fact.level, fact.confidence, fact)


#: tag -> the words of the text that stand for it, with their places; a tag that was given has none
_Hits = Mapping[str, tuple[str, int | None, int | None]]


def _hits(store: Store, about: object, language: str) -> _Hits | None:
    """The tags that were asked about with all they are a kind of; `None` for everything."""
    if about is None:
        return None
    book = tag_book(store)
    found: dict[str, tuple[str, int | None, int | None]] = {}
    if isinstance(about, str):
        for word in _read(store, about, language):
            for tag in sorted(book.closure(word.tag)):
                found.setdefault(tag, (word.text, word.start, word.end))
        return found
    for given in _words_of("tags", about):
        for tag in sorted(book.closure(book.name(_word(given)))):
            found.setdefault(tag, (given, None, None))
    return found


def _named(about: object, hits: _Hits) -> Iterable[str]:
    """The tags themselves, for what a customer declared."""
    return hits if isinstance(about, str) else [_word(one) for one in _words_of("tags", about)]


def _placed(one: Sensitivity, hits: _Hits | None) -> Sensitivity:
    for tag in one.tags:
        if hits and tag in hits:
            word, start, end = hits[tag]
            return replace(one, found=word, start=start, end=end)
    return one


def _words_of(name: str, given: object) -> list[str]:
    if isinstance(given, str) or not isinstance(given, Iterable):
        raise InvalidValue(name, given, accepted="a list of words")
    words = list(given)
    for word in words:
        if not isinstance(word, str):
            raise InvalidValue(name, word, accepted="words")
    return words


def _word(given: str) -> str:
    return given.strip().lower()


# --- words in a text -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Hit:
    """A word of a text and the tag it stands for."""

    tag: str
    text: str
    start: int
    end: int


#: scripts that write no spaces between words, so that a word has no edges
_NO_SPACES = ("ja", "zh", "th", "lo", "km", "my")
#: what may stand before an Arabic noun in one word: articles, "and", prepositions
_ARABIC_PREFIX = "(?:و|ف)?(?:ال|بال|لل|كال|ب|ل)?"

# A number that counts things: not part of a date, a time, a price, a share or a longer number.
_NUMBER = re.compile(
    r"(?<![\w.,:/+#%€$£¥₩₹–-])(?<![€$£¥₩₹]\s)(\d{1,3})(?!\d|[.,:/–-]\d|\s?[%‰€$£¥₩₹°])"
    r"(?!\s?(?:am|pm|a\.m|p\.m|uhr|h|o'clock|percent|st|nd|rd|th)\b)(?![月日時年分秒回円元:/])"
    r"(?!\s?(?:월|일|시|년|분|원))",
    re.IGNORECASE,
)
_MONTH = re.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s*$|"
    r"^\s*(?:of\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)",
    re.IGNORECASE,
)


def _read(store: Store, text: str, language: str) -> list[_Hit]:
    """The words of a text that stand for product tags, in order; the longest at each place."""
    found = []
    for one in _read_as(language):
        lexicon = _lexicon(store, one)
        if lexicon is None:
            continue
        pattern, tags = lexicon
        for match in pattern.finditer(text):
            word = match.group("word")
            tag = tags.get(word.casefold()) or _by_prefix(tags, word.casefold())
            if tag is not None:
                found.append(_Hit(tag, word, match.start("word"), match.end("word")))
    for match in _NUMBER.finditer(text):
        around = text[: match.start()][-12:], text[match.end() :][:12]
        if not any(_MONTH.search(part) for part in around):
            tag = f"number-{int(match.group(1))}"
            found.append(_Hit(tag, match.group(1), match.start(1), match.end(1)))
    return sorted(found, key=lambda one: (one.start, -one.end))


def _read_as(language: str) -> Iterable[str]:
    """The lists of words that a text is read with: English, its own language, signs of all."""
    return dict.fromkeys(("en", _base(language), "any"))


def _base(language: str) -> str:
    return language.partition("-")[0].lower()


def _by_prefix(tags: Mapping[str, str], word: str) -> str | None:
    """The tag of the longest entry with a * that the word begins with."""
    entries = [one for one in tags if one.endswith("*") and word.startswith(one[:-1])]
    return tags[max(entries, key=len)] if entries else None


@lru_cache(maxsize=64)
def _lexicon(store: Store, language: str) -> tuple[re.Pattern[str], Mapping[str, str]] | None:
    rules = store.rules("campaign")
    words: dict[str, str] = {}
    if language == "en":
        unread = set(rules["unread"])
        for name, about in store.rules("tags")["tag"].items():
            for alias in (name, *about.get("aliases", ())):
                if alias not in unread and not alias.startswith("number-"):
                    for form in _english(alias.replace("-", " ")):
                        words.setdefault(form, name)
    for tag, by_language in rules["words"].items():
        for word in by_language.get(language, ()):
            words.setdefault(word.casefold(), tag)
    return (_pattern(tuple(words), language), words) if words else None


def _english(word: str) -> tuple[str, ...]:
    """A word with its plurals."""
    hyphen = word.replace(" ", "-")
    forms = (word, hyphen) if hyphen != word else (word,)
    return tuple(form + ending for form in forms for ending in ("", "s", "es"))


@lru_cache(maxsize=128)
def _pattern(words: tuple[str, ...], language: str) -> re.Pattern[str]:
    """Any of the words, the longest first; * stands for the rest of a word."""
    ordered = sorted(words, key=len, reverse=True)
    edged = [
        re.escape(word[:-1]) + r"\w*" if word.endswith("*") else re.escape(word) for word in ordered
    ]
    body = f"(?P<word>{'|'.join(edged)})"
    if language in _NO_SPACES or language == "any":
        return re.compile(body, re.IGNORECASE)
    if language == "ko":  # particles follow without a space
        return re.compile(rf"(?<!\w){body}", re.IGNORECASE)
    if language == "ar":
        return re.compile(rf"(?<!\w){_ARABIC_PREFIX}{body}(?!\w)", re.IGNORECASE)
    return re.compile(rf"(?<!\w){body}(?!\w)", re.IGNORECASE)


# --- campaigns -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CampaignFinding(Noun):
    """One remark on a campaign.

    `kind` is "remembrance", "mourning", "holiday", "rest-day", "closure",
    "fasting", "festival" or, of a word, the category of what it names, such as
    "colour" or "number". `start` and `end` are offsets where a word is meant.
    """

    kind: str
    severity: str
    message: str
    start: int | None = None
    end: int | None = None
    text: str | None = None

    def __str__(self) -> str:
        quoted = f"“{self.text}”: " if self.text else ""
        return f"{self.severity}: {quoted}{self.message}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignReport(FactAnswer):
    """What speaks against a campaign in a market on a day; `severity` is the gravest."""

    on: dt.date | None = None
    findings: tuple[CampaignFinding, ...] = ()
    severity: str | None = None

    _coerce: ClassVar = {"findings": lambda _, value: tuple(value)}

    def __str__(self) -> str:
        if self.findings:
            return "\n".join(map(str, self.findings))
        return "unknown" if self.territory is None else "nothing on record speaks against it"

    def __iter__(self) -> Iterator[CampaignFinding]:
        return iter(self.findings)


def campaign_check(
    text: str,
    territory: Territory,
    on: dt.date | str | None = None,
    *,
    language: str = "en",
    tags: Iterable[str] = (),
    mourning: str | None = None,
    store: Store | None = None,
) -> CampaignReport:
    """What in a campaign's text and day may offend in a market.

    >>> report = campaign_check("Big sale on white lilies!", "DE", "2026-11-09")
    >>> report.severity, [one.kind for one in report.findings][:2]
    ('block', ['remembrance', 'remembrance'])

    The day is looked at for remembrance, public holidays, rest, closures and
    fasting; the text, in English and `language`, for words of product tags,
    numbers, festivals it names on another day, and words that celebrate on a day
    of mourning. `tags` are those of what is sold. No calendar knows of a national
    mourning that was declared today: say so in `mourning`, as a short text.
    Without `on` no day is looked at. Raises `InvalidValue` for what is no text or date.
    """
    if not isinstance(text, str):
        raise InvalidValue("text", text, accepted="text")
    store = store or open_store()
    where = place(territory, store)
    date = _date(on)
    reasons: list[Reason] = []
    findings: list[CampaignFinding] = []
    festive = _festive(store, text, language)
    if mourning is not None:
        reasons.append(Reason(f"the caller says: {mourning}", Level.CONVERSATION))
        findings.append(CampaignFinding("mourning", "block", f"{mourning}: no promotion"))
        findings += (_celebrates(one, mourning, "mourning", "block") for one in festive)
    if where.code is None:
        reasons.append(nothing_on_record(where, "anything"))
    else:
        if date is None:
            reasons.append(Reason("no date was given, so no day was looked at", Level.NOTHING))
        else:
            day = calendar.day_in(store, where.code, date)
            reasons += calendar.day_reasons(day, where.code)
            findings += _of_day(store, day, where, festive, text, language, tags)
        found = _in_text(where, store, text, language, tags)
        findings += (finding for finding, _ in found)
        reasons += (reason for _, reason in found)
        for finding, reason in _festivals(store, where, text, language, date):
            findings.append(finding)
            reasons.append(reason)
    if _lexicon(store, _base(language)) is None:
        claim = f"no words of {language} are on record: signs, numbers and English words were read"
        reasons.append(Reason(claim, Level.NOTHING))
    findings.sort(key=lambda one: (-SEVERITIES.index(one.severity), one.start or -1))
    return CampaignReport(
        territory=where.code,
        on=date,
        findings=tuple(findings),
        severity=_worst(one.severity for one in findings),
        as_of=oldest(one.fact for one in reasons if one.fact),
        reasons=tuple(dict.fromkeys(reasons)),
        data_version=store.version,
    )


def _date(given: object) -> dt.date | None:
    value = given
    if isinstance(value, str):
        try:
            value = dt.date.fromisoformat(value)
        except ValueError:
            raise InvalidValue("on", given, accepted="a date, or one in ISO 8601") from None
    if isinstance(value, dt.datetime):
        value = value.date()
    if value is not None and not isinstance(value, dt.date):
        raise InvalidValue("on", given, accepted="a date, or one in ISO 8601")
    return value


# --- the day ---

#: what a sensitive day asks for -> how grave a promotion on it is
_GRAVITY = {"soften": "info", "defer": "warning", "block": "block"}


def _of_day(
    store: Store,
    day: calendar.Day,
    where: Place,
    festive: Collection[re.Match[str]],
    text: str,
    language: str,
    tags: Iterable[str],
) -> Iterator[CampaignFinding]:
    """What the day itself says, and the words that it does not bear."""
    for one in day.sensitive:
        severity = _GRAVITY[one.effect]
        guess = " (date estimated)" if one.estimated else ""
        yield CampaignFinding("remembrance", severity, f"{one.name}{guess}: {one.advice}")
        # A word that celebrates is one step graver than the day.
        graver = SEVERITIES[min(SEVERITIES.index(severity) + 1, 2)]
        for match in festive:
            yield _celebrates(match, one.name, "remembrance", graver)
    if day.holiday is not None:
        guess = " (date estimated)" if day.holiday.estimated else ""
        message = f"a public holiday in {where.name}: {day.holiday.name}{guess}"
        yield CampaignFinding("holiday", "info", message)
    elif day.rest:
        yield CampaignFinding("rest-day", "info", f"{day.date:%A} is a weekly day off there")
    for closure in day.closures:
        message = f"{closure.effect} ({closure.start} to {closure.end})"
        yield CampaignFinding("closure", "info", message)
    if day.fasting:
        yield from _fasting(store, text, language, tags)


def _fasting(
    store: Store, text: str, language: str, tags: Iterable[str]
) -> Iterator[CampaignFinding]:
    book = tag_book(store)
    yield CampaignFinding("fasting", "info", "a month of fasting: the evening suits better")
    message = "food or drink in a month of fasting: after sunset, and not by day"
    for word in _read(store, text, language):
        if book.closure(word.tag) & {"food", "drink"}:
            yield CampaignFinding("fasting", "warning", message, word.start, word.end, word.text)
    for tag in _words_of("tags", tags):
        if book.closure(book.name(_word(tag))) & {"food", "drink"}:
            yield CampaignFinding("fasting", "warning", message, text=tag)


def _festive(store: Store, text: str, language: str) -> list[re.Match[str]]:
    """The words that promote or celebrate, each place once."""
    rules = store.rules("campaign")["festive"]
    found: dict[int, re.Match[str]] = {}
    for one in _read_as(language):
        if words := tuple(rules.get(one, ())):
            for match in _pattern(words, one).finditer(text):
                found.setdefault(match.start("word"), match)
    return [found[start] for start in sorted(found)]


def _celebrates(match: re.Match[str], name: str, kind: str, severity: str) -> CampaignFinding:
    message = f"promotes or celebrates on a day that does not bear it: {name}"
    start, end = match.span("word")
    return CampaignFinding(kind, severity, message, start, end, match.group("word"))


# --- the text ---


def _in_text(
    where: Place, store: Store, text: str, language: str, tags: Iterable[str]
) -> list[tuple[CampaignFinding, Reason]]:
    """The words and tags that something is on record about, each word once for each thing."""
    book = tag_book(store)
    rows = _on_record(where)
    found = []
    places: list[tuple[frozenset[str], str, int | None, int | None]] = [
        (book.closure(one.tag), one.text, one.start, one.end)
        for one in _read(store, text, language)
    ]
    places += [
        (book.closure(book.name(_word(tag))), tag, None, None) for tag in _words_of("tags", tags)
    ]
    for one, fact in rows:
        for kinds, word, start, end in places:
            if kinds.intersection(one.tags):
                finding = CampaignFinding(one.category, one.severity, str(one), start, end, word)
                found.append((finding, _reason_of(where, one, fact)))
    return found


#: so many days before and after its day a festival may be spoken of
_SEASON = (45, 7)


def _festivals(
    store: Store, where: Place, text: str, language: str, on: dt.date | None
) -> Iterator[tuple[CampaignFinding, Reason]]:
    """Festivals that the text names: not kept there by law, or on another day."""
    for festival in store.rules("campaign")["festival"]:
        match = None
        for one in _read_as(language):
            words = tuple(festival["words"].get(one, ()))
            match = match or (_pattern(words, one).search(text) if words else None)
        if match is None:
            continue
        start, end = match.span("word")
        name, word = festival["name"], match.group("word")
        fact = store.fact({**festival, "value": name, "confidence": "medium"})
        if on is not None and (message := _out_of_season(store, where, festival, on)):
            yield (
                CampaignFinding("festival", "warning", message, start, end, word),
                Reason(message, Level.TERRITORY, Confidence.MEDIUM, fact),
            )
        if festival["religious"] and _public(where, festival, on) is False:
            message = (
                f"{name} is no public holiday in {where.name}: whether a reader keeps it is only"
                " known of those who said so"
            )
            yield (
                CampaignFinding("festival", "info", message, start, end, word),
                Reason(message, Level.TERRITORY, Confidence.MEDIUM, fact),
            )


def _out_of_season(
    store: Store, where: Place, festival: Mapping[str, Any], on: dt.date
) -> str | None:
    """Where the day lies far from every date of the festival: which is the nearest."""
    there = festival.get("there", {}).get(where.code)
    first = {**festival, "date": there} if there else festival
    years = (on.year - 1, on.year, on.year + 1)
    days = [date for year in years for date, _ in _dates(store, first, year)]
    if not days:
        return None
    before, after = _SEASON
    until = {"date": festival["until"]} if "until" in festival else first
    ends = [date for year in years for date, _ in _dates(store, until, year)]
    for start in days:
        end = min((one for one in ends if one >= start), default=start)
        if (start - on).days <= before and (on - end).days <= after:
            return None
    nearest = min(days, key=lambda date: (abs((date - on).days), date))
    gap = abs((nearest - on).days)
    name = f"{festival['name']} in {where.name}" if there else festival["name"]
    return f"{name} is on {nearest.isoformat()}, {gap} days from {on.isoformat()}"


def _dates(
    store: Store, festival: Mapping[str, Any], year: int
) -> tuple[tuple[dt.date, bool], ...]:
    if not 1 <= year <= 9989:
        return ()
    if (known := festival.get("holiday")) is not None:
        return calendar.dates(
            "moveable", year, store, territory=known["territory"], name=known["name"]
        )
    return calendar.dates(festival["date"], year, store)


def _public(where: Place, festival: Mapping[str, Any], on: dt.date | None) -> bool | None:
    """Whether the festival is a public holiday there; `None` where that is not known."""
    if on is None or where.code is None:
        return None
    known = calendar.holidays_in(where.code, on.year)
    if known is None:
        return None
    names = [holiday.name for holiday in known.values()]
    return any(part in name for part in festival["public"] for name in names)
