"""How the rules that no list of terms can express find their faults.

A detector takes the text, its rule and the context and yields `Hit`s. What it
looks for (words, limits, symbols) stands in the rule's `options`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from ..format.dates import format_date
from ..format.quantities import format_quantity
from ..format.skeletons import format_skeleton
from ..model import Quantity, RegisterLabel
from ..politeness import read_politeness
from ..register import detect_register
from .context import Context
from .prose import Prose
from .rules import Rule, Word

__all__ = ["DETECTORS", "Hit"]


class Hit(NamedTuple):
    """A fault found; what is empty comes from the rule."""

    start: int
    end: int
    suggestion: str | None = None
    fix: str | None = None
    about: str = ""


Detector = Callable[[Prose, Rule, Context], Iterator[Hit]]

_FIGURE = re.compile(r"\d")


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether what lies between is no part of a longer number, word or path."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if before and (before.isalnum() or before in "/.-:,_\ufffc$€£¥#"):
        return False
    if after and (after.isalnum() or after in "/_\ufffc%"):
        return False
    return not (after and after in ".,:-" and text[end + 1 : end + 2].isdigit())


# --- dates ---------------------------------------------------------------------------

_DATE = re.compile(r"\d{1,2}([/.\-])\d{1,2}(?:\1(?:\d{4}|\d{2}))?")
_SAMPLE = dt.date(2033, 11, 22)


@lru_cache(maxsize=512)
def _order(locale: str) -> str:
    """The order of a locale's dates in figures, such as "dmy"; empty where that is open."""
    shown = format_date(_SAMPLE, format="short", locale=f"{locale.partition('-u-')[0]}-u-nu-latn")
    places = {"d": shown.find("22"), "m": shown.find("11")}
    if min(places.values()) < 0:
        return ""
    first_year = shown[:1].isdigit() and min(places.values()) > 1
    return ("y" if first_year else "") + "".join(sorted(places, key=lambda part: places[part]))


def ambiguous_dates(prose: Prose, rule: Rule, context: Context) -> Iterator[Hit]:
    """Dates in figures whose day and month the reader may take for each other."""
    text = prose.masked
    reads = _order(context.reader.locale) if context.reader.culture.tag != "und" else ""
    writes = _order(context.sender_locale) if context.sender_locale else ""
    if reads and reads == writes:
        return
    for match in _DATE.finditer(text):
        start, end = match.span()
        sign = match.group(1)
        parts = match.group().split(sign)
        if not _stands_alone(text, start, end) or prose.word_before(start) in rule.options["codes"]:
            continue
        first, second = int(parts[0]), int(parts[1])
        if not (1 <= first <= 12 and 1 <= second <= 12) or first == second:
            continue
        if len(parts) == 2 and (
            sign != "/" or prose.word_before(start) not in rule.options["before"]
        ):
            continue
        # With stops between them the day always comes first; only who is used to the month in
        # front may still misread it.
        if sign == "." and reads.endswith("dm"):
            continue
        order = "dm" if sign == "." else writes[-2:]
        if len(writes) == 3 and len(parts) == 3 and sign != ".":
            order = ""  # who puts the year first elsewhere follows no habit here
        yield Hit(start, end, fix=_spelled(parts, order, context))


def _spelled(parts: list[str], order: str, context: Context) -> str | None:
    if not order:
        return None
    day, month = (int(part) for part in (parts[:2] if order == "dm" else parts[1::-1]))
    year = 2000 + int(parts[2][-2:]) if len(parts) == 3 else 2024  # a leap year has every day
    if len(parts) == 3 and len(parts[2]) == 4:
        year = int(parts[2])
    try:
        date = dt.date(year, month, day)
    except ValueError:
        return None
    place = context.reader.territory or context.sender_territory
    base = context.language.partition("-")[0]
    locale = f"{base}-{place}" if place else context.language
    return format_skeleton("yMMMMd" if len(parts) == 3 else "MMMMd", date, locale=locale)


# --- times ---------------------------------------------------------------------------

_TIME = re.compile(
    r"(?P<hour>\d{1,2})(?:[:.](?P<minute>[0-5]\d))?"
    r"(?:[ \u00a0\u202f]?(?P<half>[AaPp](?:[Mm](?!\w)|\.[ ]?[Mm]\.)))?"
)


#: The other end of a time span: "9:00-17:00", "between 9:00 and 17:00".
_RANGE = re.compile(
    r"[ \u00a0]?(?:[-\u2013]|to|and|until|till)[ \u00a0]?"
    r"\d{1,2}(?:[:.][0-5]\d(?!\d)(?:[ \u00a0\u202f]?[AaPp]\.?[Mm](?!\w))?"
    r"|[ \u00a0\u202f]?[AaPp]\.?[Mm](?!\w))"
)


def times_without_zone(prose: Prose, rule: Rule, context: Context) -> Iterator[Hit]:
    """Times of day in a sentence that names no time zone."""
    text = prose.masked
    zone = _zone_pattern(tuple(rule.options["zones"]), tuple(rule.options["zone_words"]))
    before = rule.options["before"]
    done = -1  # one remark per sentence is enough
    spans = [(found.start(), found.end(), found) for found in _TIME.finditer(text)]
    for start, end, match in spans:
        minute, half = match["minute"], match["half"]
        if (minute is None and half is None) or int(match["hour"]) > 24:
            continue
        if not _stands_alone(text, start, end) and not _range_sign(text, start, end):
            continue
        if (
            half is None
            and text[match.end("hour")] == "."
            and (prose.word_before(start) not in before)
        ):
            continue  # 3.15 is a number where no word says that it is a time
        if prose.word_after(end) in rule.options["spans"]:
            continue  # a length of time: "2:30 hours"
        number = prose.sentence_at(start)
        if number == done or zone.search(text, *prose.sentences[number]):
            continue
        done = number
        span = _RANGE.match(text, end)
        end = span.end() if span else end
        yield Hit(start, end, fix=_with_zone(prose.text[start:end], context))
    for word in prose.words:
        if word.text in rule.options["words"] and prose.word_before(word.start) in before:
            number = prose.sentence_at(word.start)
            if number != done and not zone.search(text, *prose.sentences[number]):
                yield Hit(word.start, word.end, fix=_with_zone(word.text, context))


def _range_sign(text: str, start: int, end: int) -> bool:
    """Whether a hyphen ties the time to another one: "9:00-17:00"."""
    return text[start - 1 : start] in ("-", ",") or (
        text[end : end + 1] == "-" and text[end + 1 : end + 2].isdigit()
    )


@lru_cache(maxsize=16)
def _zone_pattern(zones: tuple[str, ...], words: tuple[str, ...]) -> re.Pattern[str]:
    names = "|".join(re.escape(zone) for zone in zones)
    phrases = "|".join(re.escape(word) for word in words)
    place = r"(?!Any |Each |Every |First |Last |Next |Some |That |This )[A-Z]\w+(?: [A-Z]\w+)? time"
    return re.compile(rf"(?<!\w)(?:{names}|(?i:{phrases})|{place})(?!\w)")


def _with_zone(shown: str, context: Context) -> str | None:
    """The time with the city of the sender's zone behind it, which every reader can look up."""
    zone = context.sender_zone
    if zone is None or "/" not in zone or zone.startswith("Etc/"):
        return None
    if not context.language.startswith("en"):
        return None
    city = zone.rpartition("/")[2].replace("_", " ")
    return f"{shown} ({city} time)"


# --- money ---------------------------------------------------------------------------


def ambiguous_currencies(prose: Prose, rule: Rule, context: Context) -> Iterator[Hit]:
    """Amounts with a sign or a word that several currencies share."""
    text = prose.masked
    symbols: Mapping[str, list[str]] = rule.options["symbols"]
    words: Mapping[str, list[str]] = rule.options["words"]
    pattern = _amounts(tuple(symbols), tuple(words))
    if not _FIGURE.search(text):
        return
    for match in pattern.finditer(text):
        start, end = match.span()
        sign = match["before"] or match["after"] or ""
        amount = (match["second"] or match["first"]).rstrip(".,")
        end -= len(match.group()) - len(match.group().rstrip(".,"))
        before = text[start - 1 : start]
        if before.isalnum() or before in ("$", ".", ","):
            continue  # US$ 5 says whose dollars they are
        codes = symbols.get(sign) or words.get(sign.lower()) or []
        if _code_near(text, start, end) or not codes or (sign.lower() in words and before == "$"):
            continue
        own = _only(context.sender_territory, codes, context)
        if sign.lower() in rule.options["weights"] and (
            own is not None or not _mentions(prose, start, rule.options["money"])
        ):
            continue  # a weight, or the pounds of the sender's country
        theirs = _only(context.reader.territory, codes, context)
        if own is not None and own == theirs:
            continue
        fix = None
        if own:  # the code stands where the sign or the word stood
            first = match["before"] or context.language.startswith("en")
            fix = f"{own} {amount}" if first else f"{amount} {own}"
        yield Hit(start, end, fix=fix, about=", ".join(codes[:4]))


@lru_cache(maxsize=16)
def _amounts(symbols: tuple[str, ...], words: tuple[str, ...]) -> re.Pattern[str]:
    signs = "|".join(re.escape(one) for one in sorted(symbols, key=len, reverse=True))
    names = "|".join(re.escape(one) for one in sorted(words, key=len, reverse=True))
    number = r"\d[\d.,]*+"
    return re.compile(
        rf"(?P<before>{signs})[ \u00a0\u202f]?(?P<second>{number})"
        rf"|(?<![\d.,])(?P<first>{number})[ \u00a0\u202f]?"
        rf"(?P<after>(?:{signs})(?!\w)|(?i:{names})(?!\w))"
    )


def _code_near(text: str, start: int, end: int) -> bool:
    """Whether an ISO 4217 code, or what looks like one, stands beside the amount."""
    before, after = text[max(0, start - 4) : start].strip(), text[end : end + 5].strip(" ()")
    return _is_code(before[-3:]) or _is_code(after[:3])


def _is_code(text: str) -> bool:
    return len(text) == 3 and text.isascii() and text.isupper() and text.isalpha()


def _only(territory: str | None, codes: list[str], context: Context) -> str | None:
    """The one currency of the territory among `codes`."""
    if territory is None:
        return None
    place = context.reader.store.cldr("territories").get(territory, {})
    own = [code for code in place.get("currencies", ()) if code in codes]
    return own[0] if len(own) == 1 else None


# --- units ---------------------------------------------------------------------------


def foreign_units(prose: Prose, rule: Rule, context: Context) -> Iterator[Hit]:
    """Amounts in units that are not in use where the reader is."""
    text = prose.masked
    if not _FIGURE.search(text):
        return
    units: Mapping[str, Mapping[str, str]] = rule.options["units"]
    pattern, kinds = _measures(rule)
    system, temperature = _system(context)
    for match in pattern.finditer(text):
        start, end, amount = match.start("amount"), match.end(), match["amount"]
        if start and text[start - 1] in _MINUS and not text[: start - 1][-1:].strip(" \n(["):
            start, amount = start - 1, f"-{amount}"
        if text[start - 1 : start].isalnum() or text[start - 1 : start] in tuple("$€£¥.,/"):
            continue
        name = match["unit"].lower()
        unit = units[kinds[name]]
        home = unit["used"]
        known = (
            home == temperature
            if home in ("celsius", "fahrenheit")
            else system is not None and system in home.split()
        )
        if known or (name in rule.options["also_money"] and _pays_so(name, rule, context)):
            continue
        if name in rule.options["also_money"] and _mentions(
            prose, start, rule.options["also_money"]["words"]
        ):
            continue
        if _is_noun(prose, rule, match) or _sized_so(prose, rule, match):
            continue
        # Only one end of "5 to 10 miles" would be converted.
        whole = _RANGE_BEFORE.search(text, max(0, start - _SPAN), start) is None
        shown = _converted(amount, unit["unit"], context) if whole else None
        if _explained(prose.text, end, shown, pattern):
            continue
        if shown is None:
            yield Hit(start, end)
        else:
            yield Hit(start, end, f"add “{shown}”", f"{text[start:end]} ({shown})")


_MINUS = ("-", "\u2212")
_RANGE_BEFORE = re.compile(r"\d[ \u00a0]?(?:[-\u2013x\u00d7/]|to|and|or|by)[ \u00a0]?\Z")
#: characters in which the sign of a range and the figure before it have room
_SPAN = 8


@lru_cache(maxsize=16)
def _measures(rule: Rule) -> tuple[re.Pattern[str], Mapping[str, str]]:
    units = rule.options["units"].items()
    kinds = {word.lower(): kind for kind, unit in units for word in unit["words"]}
    names = "|".join(re.escape(word) for word in sorted(kinds, key=len, reverse=True))
    return re.compile(
        rf"(?<![\d.,])(?P<amount>\d[\d.,]*+)[ \u00a0\-]?(?P<unit>(?i:{names}))(?!\w)"
    ), kinds


def _is_noun(prose: Prose, rule: Rule, match: re.Match[str]) -> bool:
    """Whether the word is no unit but part of what is counted: "2 meter readings"."""
    text, end = prose.masked, match.end()
    if match["unit"].lower() not in rule.options["nouns"] or match["amount"] == "1":
        return False
    follows = text[end : end + 1] == " " and text[end + 1 : end + 2].islower()
    return follows and prose.word_after(end) not in rule.options["behind"]


def _sized_so(prose: Prose, rule: Rule, match: re.Match[str]) -> bool:
    """Whether the thing is sold by this unit everywhere: a screen of 27 inches."""
    things = rule.options["sold_in"].get(match["unit"].lower())
    return things is not None and _mentions(prose, match.start(), things)


def _mentions(prose: Prose, offset: int, wanted: list[str]) -> bool:
    """Whether the sentence at `offset` has one of the words."""
    sentence = prose.sentences[prose.sentence_at(offset)]
    return any(word.text in wanted for word in prose.words_between(*sentence))


def _system(context: Context) -> tuple[str | None, str | None]:
    place = context.reader.store.cldr("territories").get(context.reader.territory or "")
    return (place["measurement"], place["temperature"]) if place else (None, None)


def _explained(text: str, end: int, shown: str | None, pattern: re.Pattern[str]) -> bool:
    """Whether the same amount stands behind it in other units: "5 miles (8 km)"."""
    behind = _BRACKETS.match(text, end)
    if behind is None:
        return False
    return behind[1] == shown or pattern.search(behind[1]) is not None


_BRACKETS = re.compile(r"[ \u00a0]?\(([^()]{1,40})\)")


def _pays_so(name: str, rule: Rule, context: Context) -> bool:
    """Whether the word is money where the sender is: five pounds in London."""
    codes = rule.options["also_money"][name]
    return _only(context.sender_territory, codes, context) is not None


def _converted(amount: str, unit: str, context: Context) -> str | None:
    if context.reader.territory is None or not context.language.startswith("en"):
        return None
    figures = amount.rstrip(".,").replace(",", "")
    if figures.count(".") > 1:
        return None
    base = context.language.partition("-")[0]
    return format_quantity(
        Quantity(Decimal(figures), unit),
        locale=f"{base}-{context.reader.territory}",
        length="short",
    )


# --- how it is written -----------------------------------------------------------------

_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶŁĻŃŅŇŌŐŒŔŘŚŞŠŤŪŮŰŲŹŻŽΑ-ΩА-ЯЁЄІЇҐ"
_CAPITALS = re.compile(
    rf"(?<![{_UPPER}])[{_UPPER}]{{2,}}+(?:[ ,'\-]{{1,3}}[{_UPPER}]++(?!\w))*+(?!\w)"
)


def shouting(prose: Prose, rule: Rule, _context: Context) -> Iterator[Hit]:
    """Words in capitals: several in a row, or one that is no abbreviation but for emphasis."""
    text = prose.masked
    emphasis, short = rule.options["emphasis"], rule.options["abbreviations"]
    for match in _CAPITALS.finditer(text):
        start, end = match.span()
        if text[start - 1 : start].isalnum():
            continue
        words = prose.words_between(start, end)
        loud = [word for word in words if word.text not in short and len(word.text) > 3]
        if len(words) == 1:
            if words[0].text in emphasis:
                yield Hit(start, end, fix=_calm(prose, start, end))
        elif len(loud) > 1 or any(word.text in emphasis for word in words):
            yield Hit(start, end)


def _calm(prose: Prose, start: int, end: int) -> str:
    """The word in small letters, with a capital where a sentence begins."""
    small = prose.text[start:end].lower()
    first = prose.sentences[prose.sentence_at(start)][0] == start
    return small[:1].upper() + small[1:] if first else small


_MARKS = re.compile(r"[!?！？]{2,}+")


def repeated_marks(prose: Prose, _rule: Rule, _context: Context) -> Iterator[Hit]:
    """Several exclamation or question marks in a row."""
    for match in _MARKS.finditer(prose.masked):
        marks = match.group()
        fix = next((sign for sign in "?？" if sign in marks), marks[0])
        yield Hit(match.start(), match.end(), fix=fix)


_EMOJI = re.compile(
    "[\U0001f000-\U0001faff\u2600-\u2604\u260e\u2614\u2615\u2618\u261d\u2620\u2639\u263a"
    "\u2665\u2666\u26a1\u26bd\u26c4\u2705\u270a-\u270d\u2728\u274c\u2753\u2757\u2763\u2764"
    "\u2b50\u2b55]"
    "[\ufe0f\u200d\u20e3\U0001f000-\U0001faff\u2600-\u27bf]*+"
)
_EMOTICON = re.compile(r"[:;=][\-'^]?[)(DPp|\\/*oO](?![\w/])|<3(?!\d)|\^_\^")


def emoji(prose: Prose, _rule: Rule, _context: Context) -> Iterator[Hit]:
    """Emoji, and the faces made of signs."""
    text = prose.masked
    if not text.isascii():
        for match in _EMOJI.finditer(text):
            yield Hit(match.start(), match.end())
    for match in _EMOTICON.finditer(text):
        if match.start() == 0 or text[match.start() - 1].isspace():
            yield Hit(match.start(), match.end())


def long_sentences(prose: Prose, rule: Rule, context: Context) -> Iterator[Hit]:
    """Sentences of more words than the reader's limit."""
    limit = rule.options["limit"]["native" if context.native else "second-language"]
    for start, end in prose.sentences:
        if end - start > limit * 3:  # shorter than that, no sentence has so many words
            count = len(prose.words_between(start, end))
            if count > limit:
                yield Hit(start, end, about=f"{count} words, where {limit} are enough")


def bare_imperatives(prose: Prose, rule: Rule, _context: Context) -> Iterator[Hit]:
    """Orders to the customer: sentences that begin with a bare verb of the list."""
    verbs, fine = rule.options["verbs"], rule.options["fine"]
    nouns, objects = rule.options["nouns"], rule.options["objects"]
    for number, (start, end) in enumerate(prose.sentences):
        words = prose.words_between(start, end)
        if len(words) < 2:
            continue
        opens = words[0].text in verbs and (
            words[1].text not in fine or _phrasal(words, rule.options)
        )
        if not opens and not (words[0].text in nouns and words[1].text in objects):
            continue
        first = words[0]
        # A step of a list is an instruction that was asked for, and a question is no order.
        if prose.masked[start : first.start].strip("\"'“”‘’(") or prose.masked[end - 1] == "?":
            continue
        if number and prose.masked[prose.sentences[number - 1][0] : start].rstrip().endswith(":"):
            continue
        if any(word.text in rule.unless for word in words):
            continue
        verb = prose.text[first.start : first.end]
        small = verb.lower() if verb.isupper() else verb[:1].lower() + verb[1:]
        please = "please" if verb[:1].islower() else "Please"
        yield Hit(first.start, first.end, fix=f"{please} {small}")


def _phrasal(words: list[Word], options: Mapping[str, Any]) -> bool:
    """Whether the second word belongs to the verb: "Fill in the form"."""
    return (
        words[0].text in options["phrasal"]
        and words[1].text in options["particles"]
        and len(words) > 2
        and words[2].text not in options["statements"]
    )


def missing_courtesy(prose: Prose, rule: Rule, context: Context) -> Iterator[Hit]:
    """A message without one word of greeting, thanks or apology."""
    courteous = rule.options["words"].get(context.fields["language"])
    if courteous is None or not prose.sentences or len(prose.text) < rule.options["least"]:
        return
    if len(prose.sentences) < 2:
        return
    text = prose.masked.lower()
    if not _any_of(tuple(courteous)).search(text):
        yield Hit(*prose.sentences[0])


@lru_cache(maxsize=64)
def _any_of(stems: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern for words that begin with one of the stems; in CJK, that contain one."""
    spaced = [stem for stem in stems if stem[0] < "\u2e80"]
    unspaced = [stem for stem in stems if stem[0] >= "\u2e80"]
    parts = []
    if spaced:
        parts.append(rf"(?<!\w)(?:{'|'.join(map(re.escape, spaced))})")
    if unspaced:
        parts.append("|".join(map(re.escape, unspaced)))
    return re.compile("|".join(parts))


def impolite(prose: Prose, rule: Rule, context: Context) -> Iterator[Hit]:
    """A text whose signs of impoliteness outweigh the polite ones; the gravest is pointed at."""
    found = read_politeness(
        prose.masked,
        prose.words,
        lambda: prose.sentences,
        language=context.language,
        store=context.reader.store,
    )
    harsh = [cue for cue in found.cues if cue.score < 0]
    if found.label != "impolite" or len({cue.strategy for cue in harsh}) < rule.options["least"]:
        return
    worst = min(harsh, key=lambda cue: cue.score)
    shown = "; ".join(f"“{cue.text}” {cue.about}" for cue in harsh[:3])
    yield Hit(worst.start, worst.end, about=shown)


class _Local(NamedTuple):
    """What a rule looks for in one language."""

    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None
    at_start: bool


@lru_cache(maxsize=128)
def _local(rule: Rule, language: str) -> _Local:
    """The phrases of a rule in a language as one pattern, which keeps to whole words."""
    about = rule.by_language[language]
    phrases = "|".join(about["phrases"])
    if language in _UNSPACED:
        whole = phrases
    elif language == "hi":
        whole = f"{_DEVANAGARI}(?:{phrases})"
    else:
        whole = rf"(?<!\w)(?:{phrases})(?!\w)"
    unless = about.get("unless")
    return _Local(
        re.compile(whole, re.IGNORECASE),
        _any_of(tuple(unless)) if unless else None,
        about.get("at") == "start",
    )


#: languages in which no space says where a word ends, or endings follow without one
_UNSPACED = frozenset({"ja", "ko", "zh"})

#: Vowel signs of Devanagari belong to the word, though `\w` does not take them in.
_DEVANAGARI = r"(?<![\u0900-\u097f])"


def by_language(prose: Prose, rule: Rule, context: Context) -> Iterator[Hit]:
    """Phrases of the text's own language, but for sentences with a word that excuses them."""
    local = _local(rule, str(context.fields["language"]))
    text = prose.masked
    excused = -1, False  # the sentence last asked about
    for start, end in _places(prose, local):
        number = prose.sentence_at(start)
        if local.unless is not None:
            if excused[0] != number:
                first = prose.sentences[max(0, number - 1)][0]
                small = text[first : prose.sentences[number][1]].lower()
                excused = number, local.unless.search(small) is not None
            if excused[1]:
                continue
        yield Hit(start, end)


def _places(prose: Prose, local: _Local) -> Iterator[tuple[int, int]]:
    if not local.at_start:
        yield from (match.span() for match in local.pattern.finditer(prose.masked))
        return
    for start, end in prose.sentences:
        if prose.masked[end - 1] in "?？؟":
            continue  # “Kommen Sie morgen?” begins as an order would
        lead = _LEAD.match(prose.masked, start, end)
        match = local.pattern.match(prose.masked, lead.end() if lead else start)
        if match:
            yield match.span()


_LEAD = re.compile("[\"'“”„«»‘’(¿¡\u2066-\u2069]*")


# --- register ----------------------------------------------------------------------------


def register_mismatch(prose: Prose, _rule: Rule, context: Context) -> Iterator[Hit]:
    """A text in another register than the reader expects."""
    if context.expected is None:
        return
    side = -1 if context.expected == RegisterLabel.FORMAL else 1
    against = [cue for cue in prose.cues if cue.weight * side > 0]
    if not against:
        return  # nothing speaks for the other register, so the whole need not be weighed
    found = detect_register(prose.unquoted, language=context.language, store=context.reader.store)
    if found.label is None or found.label == context.expected:
        return
    strongest = max(against, key=lambda cue: abs(cue.weight))
    shown = ", ".join(f"“{cue}”" for cue in found.cues[:3])
    yield Hit(
        strongest.start,
        strongest.end,
        suggestion=f"address the reader in the {context.expected} register",
        about=f"{found.label} ({shown}), where {context.expected} is expected",
    )


def mixed_register(prose: Prose, rule: Rule, context: Context) -> Iterator[Hit]:
    """Strong signs of both registers in one text; the fewer ones are pointed at."""
    limits = rule.options["strong"]
    least = limits.get(context.fields["language"], limits["default"])
    strong = [cue for cue in prose.cues if abs(cue.weight) >= least]
    formal = [cue for cue in strong if cue.weight > 0]
    informal = [cue for cue in strong if cue.weight < 0]
    if not formal or not informal:
        return
    odd, main = (formal, informal) if len(formal) < len(informal) else (informal, formal)
    yield Hit(
        odd[0].start,
        odd[0].end,
        suggestion=f"keep to one register, as in “{main[0].text}”",
        about=f"“{formal[0].text}” is formal, “{informal[0].text}” informal",
    )


DETECTORS: Mapping[str, Detector] = {
    "ambiguous-currency": ambiguous_currencies,
    "ambiguous-date": ambiguous_dates,
    "bare-imperative": bare_imperatives,
    "by-language": by_language,
    "emoji": emoji,
    "impolite": impolite,
    "long-sentence": long_sentences,
    "missing-courtesy": missing_courtesy,
    "mixed-register": mixed_register,
    "register-mismatch": register_mismatch,
    "repeated-marks": repeated_marks,
    "shouting": shouting,
    "time-without-zone": times_without_zone,
    "units": foreign_units,
}
