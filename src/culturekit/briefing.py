"""What to know before writing to somebody in a country, on one page.

A card is made from facts, each with its sources and its date, and from the
advice of `tone`; what is not on record is named as such. It comes as text, as
Markdown, as a page of HTML, and as a fragment for the prompt of a language
model. What stands in which section is `data/rules/briefing.toml`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from typing import Any

from .format.dates import format_date, format_time
from .format.isolate import isolate
from .format.money import format_currency
from .format.numbers import format_decimal
from .format.quantities import format_quantity
from .format.skeletons import format_skeleton
from .greet import greet
from .model import Answer, Confidence, Fact, Level, Noun, Quantity, Source, plain
from .reader import Reader
from .tone import tone

__all__ = ["Briefing", "Item", "Section", "briefing"]


@dataclass(frozen=True, slots=True)
class Item(Noun):
    """One line of a card, with how sure it is, who decided, and what it rests on.

    `before` and `after` are the same message without and with a piece of
    advice; `example` is a sentence in the reader's language.
    """

    label: str
    text: str
    confidence: Confidence | None = None
    level: Level | None = None
    facts: tuple[Fact, ...] = ()
    before: str | None = None
    after: str | None = None
    example: str | None = None

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sources of the facts, each once."""
        found = {source.id: source for fact in self.facts for source in fact.source}
        return tuple(found.values())

    @property
    def as_of(self) -> str | None:
        """When this was true or looked at; of several dates the oldest."""
        return min((fact.as_of for fact in self.facts if fact.as_of), default=None)


@dataclass(frozen=True, slots=True)
class Section(Noun):
    """A part of a card: its title, and its lines in order."""

    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Briefing(Answer):
    """A card of one culture; `str()` of it is the card as text.

    `unknown` names the sections that nothing is on record for.
    """

    name: str
    tag: str
    territory: str | None
    sections: tuple[Section, ...]
    unknown: tuple[str, ...] = ()
    foot: tuple[str, ...] = ()

    @property
    def sources(self) -> tuple[Source, ...]:
        """Every source of the card, in the order in which they are first named."""
        found = {
            source.id: source
            for section in self.sections
            for item in section.items
            for source in item.sources
        }
        return tuple(found.values())

    @property
    def text(self) -> str:
        """The card as plain text."""
        return "\n".join(_text(self))

    @property
    def markdown(self) -> str:
        """The card as Markdown."""
        return "\n".join(_markdown(self))

    @property
    def html(self) -> str:
        """The card as a whole page of HTML, which needs nothing else; light and dark."""
        return "\n".join(_html(self))

    @property
    def prompt(self) -> str:
        """The card as instructions to a language model that writes to the reader."""
        return "\n".join(_prompt(self))

    def __str__(self) -> str:
        return self.text


def briefing(reader: Reader) -> Briefing:
    """What to know before writing to `reader`, with sources and dates.

    >>> from culturekit.reader import resolve
    >>> card = briefing(resolve("JP"))
    >>> [str(item.text) for item in card.sections[1].items][:1]
    ['Put courtesy first: a polite, considerate message counts for more than a quick one.']
    >>> card.sources[0].id, card.sections[1].items[0].as_of
    ('cldr-48', '2017-06-14')

    Where no territory is known, only what the language decides is said: no
    likely country stands in for it.
    """
    layout = reader.store.rules("briefing")
    found = [
        Section("At a glance", tuple(_identity(reader))),
        Section("How to write", tuple(_advice(reader))),
        Section("Greeting and forms", tuple(_forms(reader))),
    ]
    foot = [layout["foot"]["person"]]
    for section in layout["section"]:
        items = tuple(item for line in section["line"] for item in _lines(line, reader))
        found.append(Section(section["title"], items))
        if section.get("law") and items:
            foot.append(layout["foot"]["law"])
    return Briefing(
        reader.culture.name,
        reader.culture.tag,
        reader.territory,
        tuple(section for section in found if section.items),
        unknown=tuple(section.title for section in found if not section.items),
        foot=tuple(foot),
        reasons=reader.reasons,
        data_version=reader.store.version,
    )


# --- what the culture itself says --------------------------------------------------------------


def _identity(reader: Reader) -> Iterator[Item]:
    culture = reader.culture
    cldr = (reader.store.fact({"value": culture.tag, "source": "cldr-48"}),)
    languages = [
        f"{_language_name(reader, use.tag)} {use.population_percent:g} %"
        for use in culture.languages[:5]
        if use.population_percent and use.population_percent >= _WIDESPREAD
    ]
    if reader.territory:
        if languages:
            yield Item("languages", ", ".join(languages), facts=cldr)
        if culture.currencies:
            yield Item("currency", ", ".join(culture.currencies[:2]), facts=cldr)
        zones = culture.time_zones
        if zones:
            shown = zones[0] if len(zones) == 1 else f"{len(zones)}, such as {zones[0]}"
            yield Item("time zone" if len(zones) == 1 else "time zones", shown, facts=cldr)
    register = culture.register
    if register is not None:
        yield Item(
            "register",
            f"{register.value} by default" + (f": {register.note}" if register.note else ""),
            register.confidence,
            Level.LANGUAGE,
            (register,),
        )


#: per cent of the people who use a language, from which on the card names it
_WIDESPREAD = 5.0


def _language_name(reader: Reader, tag: str) -> str:
    names = reader.store.cldr("languages")
    about = names.get(tag) or names.get(tag.partition("-")[0]) or {}
    return str(about.get("name", tag))


def _advice(reader: Reader) -> Iterator[Item]:
    answer = tone(reader)
    priorities = reader.facts.get("practice.priorities")
    for one in answer.advice:
        scale = next((scale for scale in answer.scales if scale.name == one.topic), None)
        facts = scale.facts if scale else (priorities,) if priorities else ()
        yield Item(
            one.topic,
            one.text,
            one.confidence,
            one.level,
            facts,
            before=one.before,
            after=one.after,
            example=one.example,
        )


#: any day and figure with two digits everywhere, so that the order can be seen
_DAY = dt.date(2026, 11, 23)


def _forms(reader: Reader) -> Iterator[Item]:
    greeting = greet(reader)
    if greeting is not None:
        facts = tuple(
            reason.fact
            for reason in greeting.reasons
            if reason.fact is not None and reason.claim.startswith(("the opening", "the closing"))
        )
        yield Item("opening, name unknown", _one_line(greeting.opening), facts=facts)
        yield Item("closing", _one_line(greeting.closing), facts=facts)
    locale = reader.locale
    if reader.culture.tag == "und":
        return
    cldr = (reader.store.fact({"value": locale, "source": "cldr-48"}),)
    dates = " · ".join(
        dict.fromkeys(format_date(_DAY, format=one, locale=locale) for one in ("short", "long"))
    )
    yield Item("date", dates, facts=cldr)
    yield Item("time", format_time(dt.time(15, 30), format="short", locale=locale), facts=cldr)
    yield Item("number", format_decimal(Decimal("1234567.5"), locale=locale), facts=cldr)
    if reader.territory and reader.culture.currencies:
        amount = format_currency(Decimal(1234), reader.culture.currencies[0], locale=locale)
        yield Item("amount", amount, facts=cldr)
        length = format_quantity(Quantity(Decimal(8), "kilometer"), locale=locale, length="short")
        yield Item("8 kilometres", length, facts=cldr)


def _one_line(text: str) -> str:
    return " / ".join(line for line in text.splitlines() if line.strip())


# --- facts as lines -------------------------------------------------------------------------


def _lines(line: Mapping[str, Any], reader: Reader) -> Iterator[Item]:
    facts = reader.facts
    if line.get("unless") in facts:
        return
    if "fact" in line:
        chosen = [(line["fact"], facts[line["fact"]])] if line["fact"] in facts else []
    else:
        prefix = f"{line['group']}."
        chosen = [(key, fact) for key, fact in facts.items() if key.startswith(prefix)]
        chosen.sort(key=lambda one: _rank(one[1], line.get("first", {})))
        chosen = chosen[: line.get("most")]
    for key, fact in chosen:
        slots = {"value": fact.value, "unit": fact.unit, "key": key.rpartition(".")[2]}
        value = plain(fact.value)
        if isinstance(value, dict):
            slots |= value
            days = [_shown(value.get(end), "day") for end in ("start", "end")]
            slots["span"] = _MOVING if _MOVING in days else " to ".join(days)
        yield Item(
            _filled(line["label"], slots),
            _filled(line["text"], slots),
            fact.confidence,
            # Everything in these sections is a fact of the territory; only a wider one is named.
            fact.level if fact.level != Level.TERRITORY else None,
            (fact,),
        )


def _rank(fact: Fact, first: Mapping[str, list[str]]) -> int:
    value = plain(fact.value)
    for field, order in first.items():
        have = value.get(field) if isinstance(value, dict) else None
        return order.index(have) if have in order else len(order)
    return 0


#: a day that is reckoned from others: "good-friday", "advent-14"
_MOVING = "another date each year"
_SLOT = re.compile(r"\{(\w+)(?::(\w+))?\}")


def _filled(template: str, slots: Mapping[str, Any]) -> str:
    """The template with the fields of a value; one that is missing is left out."""
    return _SLOT.sub(lambda slot: _shown(slots.get(slot[1]), slot[2]), template).strip()


def _shown(value: Any, style: str | None) -> str:
    if value is None:
        return ""
    if style == "day":
        if day := re.fullmatch(r"(\d\d)-(\d\d)", str(value)):
            date = dt.date(2024, int(day[1]), int(day[2]))
            return format_skeleton("MMMMd", date, locale="en-GB")
        return _MOVING
    if style == "words":
        return _words(value)
    if style == "title" and isinstance(value, (list, tuple)):
        return ", ".join(str(one).title() for one in value)
    if style == "percent":
        return f"{float(value):.0%}".replace("%", " %")
    if style == "range" and isinstance(value, (list, tuple)):
        return " to ".join(map(str, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (list, tuple)):
        return ", ".join(str(one) for one in value)
    if isinstance(value, float):
        return f"{value:g}"
    return str(value)


def _words(value: Any) -> str:
    """A name of the data as words: "bank-transfer"."""
    return str(value).replace("-", " ").replace("_", " ")


# --- as text, Markdown, HTML and a prompt ----------------------------------------------------


def _numbers(card: Briefing) -> Mapping[str, int]:
    return {source.id: number for number, source in enumerate(card.sources, 1)}


def _isolated(text: str) -> str:
    """A text from right to left, kept from changing places with the figures behind it."""
    return isolate(text, into="ltr")


def _sure(item: Item) -> str:
    """How sure a line is, and who decided it, where that is not plain fact."""
    about = [str(one) for one in (item.confidence, item.level) if one]
    return ", ".join(about)


def _cites(item: Item, numbers: Mapping[str, int]) -> str:
    return "".join(f"[{numbers[source.id]}]" for source in item.sources)


def _about(item: Item) -> str:
    """How sure a line is, and from when."""
    about = [_sure(item), f"as of {item.as_of}" if item.as_of else ""]
    return "; ".join(one for one in about if one)


def _tail(item: Item, numbers: Mapping[str, int]) -> str:
    shown = _about(item)
    return (f" ({shown})" if shown else "") + (f" {_cites(item, numbers)}" if item.sources else "")


def _cited(source: Source) -> str:
    parts = [source.title, source.producer, source.published]
    return ", ".join(dict.fromkeys(part for part in parts if part))


def _title(card: Briefing) -> str:
    return f"{card.name} ({card.tag.removeprefix('und-')})"


def _unknown(card: Briefing) -> str:
    return f"Nothing on record about: {', '.join(map(str.lower, card.unknown))}."


def _text(card: Briefing) -> Iterator[str]:
    numbers = _numbers(card)
    yield _title(card)
    for section in card.sections:
        yield f"\n{section.title.upper()}"
        for item in section.items:
            yield f"- {item.label}: {_isolated(item.text)}{_tail(item, numbers)}"
            if item.example:
                yield f"  for example: {item.example}"
    yield ""
    if card.unknown:
        yield _unknown(card)
    yield from card.foot
    yield "\nSOURCES"
    for source in card.sources:
        url = f" {source.url}" if source.url else ""
        looked = f" (looked at {source.accessed})" if source.accessed else ""
        yield f"[{numbers[source.id]}] {_cited(source)}{url}{looked}"
    yield f"\nculturekit, data {card.data_version}"


_MARKS = re.compile(r"([\\`*_{}\[\]<>#|])")


def _escaped(text: str) -> str:
    return _MARKS.sub(r"\\\1", text)


def _markdown(card: Briefing) -> Iterator[str]:
    numbers = _numbers(card)
    yield f"# {_escaped(_title(card))}"
    for section in card.sections:
        yield f"\n## {section.title}\n"
        for item in section.items:
            tail = _escaped(_tail(item, numbers))
            yield f"- **{_escaped(item.label)}**: {_escaped(_isolated(item.text))}{tail}"
            if item.before and item.after:
                yield f"  - not “{_escaped(item.before)}” but “{_escaped(item.after)}”"
            if item.example:
                yield f"  - for example “{_escaped(item.example)}”"
    yield ""
    if card.unknown:
        yield f"{_unknown(card)}\n"
    yield "\n\n".join(f"*{_escaped(line)}*" for line in card.foot)
    yield "\n## Sources\n"
    for source in card.sources:
        title = _escaped(_cited(source))
        shown = f"[{title}](<{source.url}>)" if source.url else title
        looked = f", looked at {source.accessed}" if source.accessed else ""
        yield f"{numbers[source.id]}. {shown}{looked}"
    yield f"\nculturekit, data {card.data_version}"


def _prompt(card: Briefing) -> Iterator[str]:
    yield f"You write to a customer: {_title(card)}."
    yield "What the customer said, or how they wrote, comes before every line below."
    yield "Never infer gender, religion, ethnicity or country from a name."
    for section in card.sections:
        yield f"\n{section.title}:"
        for item in section.items:
            sure = f" [{_sure(item)}]" if item.confidence else ""
            yield f"- {item.label}: {item.text}{sure}"
            if item.example:
                yield f"  A sentence of that tone: {item.example}"
    yield ""
    if card.unknown:
        yield f"{_unknown(card)} Do not fill that in from general knowledge of the country."
    yield "Lines marked low are tendencies: follow them only where nothing else decides."
    yield from card.foot[1:]


_STYLE = """\
:root{color-scheme:light dark;--ink:#1b1b1b;--soft:#555;--line:#d5d5d5;--paper:#fff;--mark:#0b5a8a}
@media(prefers-color-scheme:dark){:root{--ink:#ececec;--soft:#b0b0b0;--line:#444;--paper:#161616;
--mark:#8cc8f0}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:14px/1.4 system-ui,sans-serif}
main{max-width:62rem;margin:0 auto;padding:1.2rem 1.4rem;overflow-wrap:anywhere}
h1{font-size:1.5rem;margin:0 0 .8rem}
h2{font-size:.82rem;letter-spacing:.06em;text-transform:uppercase;color:var(--mark);
margin:0 0 .35rem;padding-bottom:.15rem;border-bottom:1px solid var(--line)}
.card{columns:2 22rem;column-gap:2rem}
section{break-inside:avoid-column;margin:0 0 1rem}
section.long{break-inside:auto}
dl{margin:0}
div.item{break-inside:avoid;margin:0 0 .4rem}
dt{font-weight:600;display:inline}
dd{display:inline;margin:0}
.sure{color:var(--soft);font-size:.86em}
.instead{display:block;color:var(--soft);font-size:.92em;padding-inline-start:.8rem;
border-inline-start:2px solid var(--line);margin:.15rem 0}
a{color:var(--mark)}
sup a{text-decoration:none}
sup{line-height:0}
footer{border-top:1px solid var(--line);padding-top:.7rem;color:var(--soft);font-size:.86em}
footer ol{columns:2 22rem;column-gap:2rem;margin:.4rem 0;padding-inline-start:2em}
footer li{break-inside:avoid}
@media print{@page{size:A4;margin:10mm}body{font-size:8px;line-height:1.3}
main{max-width:none;padding:0}h1{font-size:1.4em;margin:0 0 .4em}.card{columns:3}
section{margin:0 0 .6em}div.item{margin:0 0 .2em}footer{font-size:.8em;padding-top:.3em}
footer p{margin:.2em 0}footer ol{columns:3}}"""


def _html(card: Briefing) -> Iterator[str]:
    numbers = _numbers(card)
    language = card.tag.partition("-")[0]
    yield "<!DOCTYPE html>"
    yield '<html lang="en"><head><meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{escape(_title(card))}</title><style>{_STYLE}</style></head>"
    yield f'<body><main><h1>{escape(_title(card))}</h1><div class="card">'
    for section in card.sections:
        long = ' class="long"' if len(section.items) > _SHORT else ""
        yield f"<section{long}><h2>{escape(section.title)}</h2><dl>"
        yield from (_item(item, numbers, language) for item in section.items)
        yield "</dl></section>"
    yield "</div><footer>"
    if card.unknown:
        yield f"<p>{escape(_unknown(card))}</p>"
    yield from (f"<p>{escape(line)}</p>" for line in card.foot)
    yield "<ol>"
    for source in card.sources:
        title = escape(_cited(source))
        if source.url and source.url.startswith(("https://", "http://")):
            title = f'<a href="{escape(source.url)}" rel="noopener noreferrer">{title}</a>'
        looked = f", looked at {escape(source.accessed)}" if source.accessed else ""
        yield f'<li id="source-{numbers[source.id]}">{title}{looked}</li>'
    yield f"</ol><p>culturekit, data {escape(card.data_version)}</p></footer></main></body></html>"


#: a section with more lines may go over from one column to the next
_SHORT = 8


def _item(item: Item, numbers: Mapping[str, int], language: str) -> str:
    sure = _about(item)
    cites = "".join(
        f'<sup><a href="#source-{numbers[one.id]}">[{numbers[one.id]}]</a></sup>'
        for one in item.sources
    )
    more = ""
    if item.before and item.after:
        more += (
            f'<span class="instead">not “{escape(item.before)}”'
            f"<br>but “{escape(item.after)}”</span>"
        )
    if item.example:
        more += (
            f'<span class="instead" lang="{escape(language)}" dir="auto">'
            f"{escape(item.example)}</span>"
        )
    return (
        f'<div class="item"><dt>{escape(item.label)}:</dt> <dd><bdi>{escape(item.text)}</bdi>'
        + (f' <span class="sure">({escape(sure)})</span>' if sure else "")
        + f"{cites}{more}</dd></div>"
    )
