"""Write the pages of docs/ that are made from the data, and the figures in the README.

    python -m scripts.make_docs

docs/languages/xx.md shows every greeting and phrase of a language as a reader
would get it, for those who know the language to check at a glance; docs/coverage.md
what is on record for which territory, docs/phrases.md the phrase bank, docs/rules.md
the rules of `check`, with a page for each in docs/rules/. The same data always gives the
same bytes, and a test holds the pages that are committed against the data.
"""

from __future__ import annotations

import datetime as dt
import html
import io
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import redirect_stdout
from dataclasses import replace
from decimal import Decimal
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from culturekit import Channel, Culture, Customer, Greeting, Kit, Money, Name, RegisterLabel
from culturekit.cli import main as command
from culturekit.culture import culture
from culturekit.forms import on_file
from culturekit.model import Gender, Organisation
from culturekit.store import Store
from culturekit.store import open as open_store
from tests.greeting_cases import CASES

ROOT = Path(__file__).resolve().parent.parent

NOTE = "Made by `make docs` from {source}; a change belongs there, not here."
START, END = "<!-- figures: make docs -->", "<!-- end of figures -->"


def pages() -> dict[Path, str]:
    """Every page that is made from data, whole, by its path."""
    store = open_store()
    docs = ROOT / "docs"
    found = {
        docs / "coverage.md": page(coverage(store)),
        docs / "languages" / "README.md": page(scores(store)),
        docs / "phrases.md": page(phrases(store)),
        docs / "rules.md": page(rules(store)),
        docs / "offers.md": offers((docs / "offers.md").read_text("utf-8"), store),
        ROOT / "README.md": with_figures((ROOT / "README.md").read_text("utf-8"), store),
    }
    for rule in all_rules(store):
        found[docs / "rules" / f"{rule.code}.md"] = page(rule_page(rule, store))
    for base, tags in languages(store).items():
        found[docs / "languages" / f"{base}.md"] = page(language(base, tags))
    return found


def page(lines: Iterable[str]) -> str:
    """The lines as one text, with the marks that isolate a text of another direction as tags."""
    text = "\n".join(lines) + "\n"
    return text.replace("\u2068", "<bdi>").replace("\u2069", "</bdi>")


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A table in Markdown."""
    yield f"| {' | '.join(header)} |"
    yield "|" + "---|" * len(header)
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', '&#124;') for cell in row)} |"


def languages(store: Store) -> dict[str, list[str]]:
    """The language files by language, the language's own first."""
    found: dict[str, list[str]] = {}
    for tag in on_file(store):
        found.setdefault(tag.partition("-")[0], []).append(tag)
    return found


# --- all languages ------------------------------------------------------------------------


def scores(store: Store) -> Iterator[str]:
    """The lines of docs/languages/README.md: what is on file for each language, and tried."""
    yield "# Languages"
    yield ""
    yield NOTE.format(source="`data/languages`, `data/phrases` and `tests/cases/greetings`")
    yield ""
    yield "Cases are greetings that were written down before the library was asked, by the rules"
    yield "of the language: `tests/cases/greetings` holds one table a language. Wordings are the"
    yield "openings and closings of the files; attested ones were found so in a source, the others"
    yield "are written for this library and were read twice. Names are inflected where a language"
    yield "has rules for it."
    yield ""
    kit = Kit()
    totals: Counter[str] = Counter()
    rows = []
    bank = {name.partition("-")[0] for name in store.names("phrases") if name != "index"}
    for base, tags in languages(store).items():
        tried = [case for case in CASES if case.table.partition("-")[0] == base]
        right = sum(case.right(kit) for case in tried)
        wordings = [
            one
            for tag in tags
            for kind in ("opening", "closing")
            for one in store.record(f"languages/{tag}").get(kind, ())
        ]
        attested = sum(one["status"] == "attested" for one in wordings)
        totals.update(cases=len(tried), right=right, wordings=len(wordings), attested=attested)
        inflects = "yes" if find_spec(f"culturekit.inflect.{base}") else ""
        name = f"[{culture(base).name}]({base}.md)"
        rows.append(
            (
                name,
                ", ".join(f"`{tag}`" for tag in tags),
                f"{right} of {len(tried)}",
                str(len(wordings)),
                str(attested),
                inflects,
                "yes" if base in bank else "",
            )
        )
    rows.append(
        (
            f"{len(rows)} languages",
            "",
            f"{totals['right']} of {totals['cases']}",
            str(totals["wordings"]),
            str(totals["attested"]),
            "",
            "",
        )
    )
    header = ("language", "files", "cases right", "wordings", "attested", "inflects", "phrases")
    yield from table(header, rows)


# --- one language ------------------------------------------------------------------------


class People(NamedTuple):
    """Sample names of a language: two of women, two of men."""

    women: tuple[Name, Name]
    men: tuple[Name, Name]


@cache
def people(tag: str) -> People:
    """The first two women and men with full names in the table of greetings of a language."""
    tables = {case.table for case in CASES}
    table = next(one for one in open_store().chain(tag) if one in tables)
    found: dict[str, dict[Name, None]] = {"female": {}, "male": {}}
    for case in CASES:
        name, gender = case.name(), case.cells.get("gender")
        if case.table != table or gender not in found or not name or name.locale:
            continue
        if name.given and name.surname:
            found[gender][replace(name, title=None)] = None
    # A table with one name only shows it twice.
    (woman, other), (man, third) = ((list(found[one]) * 2)[:2] for one in ("female", "male"))
    return People((woman, other), (man, third))


#: a moment for greetings by time of day, and the hours at which they are asked for
DAY = dt.date(2026, 3, 10)
HOURS = (8, 11, 14, 19, 23)


def recipients(tag: str) -> Iterator[tuple[str, Any]]:
    """Whom every opening and closing is shown for: a label, and the recipient without locale."""
    (woman, other), (man, third) = people(tag)
    title = usual_title(tag)
    doctor = replace(woman, title=title)
    yield "a woman", person(woman, Gender.FEMALE)
    yield "a man", person(man, Gender.MALE)
    yield "a woman with a title", person(doctor, Gender.FEMALE)
    yield "gender not stated", person(other)
    yield "with a title, gender not stated", person(doctor)
    yield "only a given name", person(Name(given=other.given))
    yield "only a surname", person(Name(surname=other.surname))
    yield "only a surname and a title", person(Name(title=title, surname=other.surname))
    yield "only a surname, a woman", person(Name(surname=other.surname), Gender.FEMALE)
    yield "only a surname, a man", person(Name(surname=man.surname), Gender.MALE)
    yield "a couple", [person(woman, Gender.FEMALE), person(man, Gender.MALE)]
    yield "two people, gender not stated", [person(other), person(third)]
    yield "a group", [person(one) for one in (woman, man, third)]
    yield "an organisation", "organisation"
    yield "somebody at an organisation", "contact"
    yield "nobody known", "nobody"


#: how many kinds of recipients there are
RECIPIENTS = 16


def usual_title(tag: str) -> str:
    """The first title that the language file has a form for, else a doctor's."""
    listed: Mapping[str, Any] = open_store().language(tag).get("titles", {})
    written = (title for title, form in listed.items() if title != "*" and isinstance(form, str))
    return next((title for title in written if listed[title]), "Dr.")


def person(name: Name, gender: Gender | None = None) -> dict[str, Any]:
    """The fields of a customer whose locale comes later."""
    return {"name": name, "gender": gender}


def located(recipient: Any, tag: str) -> Any:
    """The recipient with the locale whose forms are shown."""
    zone = "UTC"  # so that the hour asked for is the reader's
    if recipient == "nobody":
        return Customer(tag, time_zone=zone)
    if recipient == "organisation":
        return Organisation("Acme", locale=tag, time_zone=zone)
    if recipient == "contact":
        contact = Customer(tag, name=people(tag).women[0], gender=Gender.FEMALE)
        return Organisation("Acme", locale=tag, time_zone=zone, contact=contact)
    if isinstance(recipient, list):
        return [Customer(tag, time_zone=zone, **one) for one in recipient]
    return Customer(tag, time_zone=zone, **recipient)


def language(base: str, tags: Sequence[str]) -> Iterator[str]:
    """The lines of docs/languages/xx.md."""
    own = culture(base)
    yield f"# {own.name}"
    yield ""
    files = ", ".join(f"`data/languages/{tag}.toml`" for tag in tags)
    yield NOTE.format(source=f"{files} and `data/phrases`")
    yield ""
    yield "For those who know the language to check: every opening, closing and phrase as a reader"
    yield "would get it. Under basis stands the source in which the form was found; what is written"
    yield "here, by this project, needs a second look the most. Names are samples."
    seen: set[tuple[str, ...]] = set()
    for tag in tags:
        yield ""
        yield f"## {tag}"
        yield from register(culture(tag))
        for label in RegisterLabel:
            for part in ("opening", "closing"):
                rows = greetings(tag, label, part)
                new = [row for row in rows if (label, part, *row) not in seen]
                seen.update((label, part, *row) for row in new)
                if new:
                    yield f"\n### {tag}, {label} {part}s\n"
                    yield from table((part, "to", "where", "basis"), together(new))
        by_hour = [row for row in by_time_of_day(tag) if row not in seen]
        seen.update(by_hour)
        if by_hour:
            yield f"\n### {tag}, by time of day\n"
            yield from table(("opening", "register", "to", "where", "at"), by_hour)
        titles = [row for row in titles_of(tag) if row not in seen]
        seen.update(titles)
        if titles:
            yield f"\n### {tag}, titles\n"
            yield from table(("title", "written in address"), titles)
        bank = [row for row in phrase_rows(tag) if row not in seen]
        seen.update(bank)
        if bank:
            yield f"\n### {tag}, phrases\n"
            yield from table(("phrase", "formal", "informal", "status"), bank)


def register(of: Culture) -> Iterator[str]:
    """What service uses by default, and what the two registers are called."""
    stated = of.store.record(f"languages/{of.tag}").get("register", {})
    rows = []
    for key, entry in stated.items():
        fact = of.store.fact(entry)
        sources = ", ".join(f"`{source.id}`" for source in fact.source)
        rows.append((key, str(fact.value), fact.note or "", str(fact.confidence or ""), sources))
    if rows:
        yield f"\n### {of.tag}, registers\n"
        yield from table(("register", "is", "note", "confidence", "sources"), rows)


def greetings(tag: str, label: RegisterLabel, part: str) -> Iterator[tuple[str, str, str, str]]:
    """Every opening, or every closing: its text, who gets it on which channels, what attests it."""
    for who, recipient in recipients(tag):
        places: dict[tuple[str, str], list[str]] = {}
        for channel in Channel:
            for first in (True, False):
                found = Kit().greet(
                    located(recipient, tag),
                    register=label,
                    channel=channel,
                    situation={"first_contact": first},
                )
                text = cell(found.opening if part == "opening" else found.closing)
                place = f"{channel}{'' if first else ', known'}"
                places.setdefault((text, basis(found, part)), []).append(place)
        for (text, source), where in places.items():
            yield text, who, shortened(where), source


def together(rows: Iterable[tuple[str, str, str, str]]) -> Iterator[tuple[str, ...]]:
    """Rows that differ only in who gets the text, as one."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for text, who, where, source in rows:
        found.setdefault((text, where, source), []).append(who)
    for (text, where, source), people in found.items():
        yield text, "everybody" if len(people) == RECIPIENTS else "; ".join(people), where, source


def shortened(where: Sequence[str]) -> str:
    """Channels, said once where both the first contact and a known customer get the same."""
    out = []
    for channel in Channel:
        first, known = str(channel) in where, f"{channel}, known" in where
        if first or known:
            out.append(
                channel if first and known else f"{channel} ({'first' if first else 'known'})"
            )
    return "everywhere" if out == list(Channel) else ", ".join(out)


def cell(text: str) -> str:
    """A text for a cell of a table, its line ends visible."""
    return html.escape(text, quote=False).replace("\n", "<br>")


def basis(found: Greeting, part: str) -> str:
    """The sources that attest the opening or the closing."""
    for reason in found.reasons:
        if reason.claim.startswith(f"the {part} is"):
            sources = reason.fact.source if reason.fact else ()
            return ", ".join(f"`{one.id}`" for one in sources) or "written here"
    return ""


def by_time_of_day(tag: str) -> Iterator[tuple[str, ...]]:
    """Openings that go by the hour, where the language has them."""
    sample = people(tag)
    shown = (
        ("a woman", person(sample.women[0], Gender.FEMALE)),
        ("a man", person(sample.men[0], Gender.MALE)),
        ("gender not stated", person(sample.women[1])),
    )
    for label in RegisterLabel:
        found: dict[str, tuple[dict[str, None], ...]] = {}
        for who, recipient in shown:
            to = located(recipient, tag)
            for channel in (Channel.EMAIL, Channel.CHAT, Channel.PHONE):
                plain = Kit().greet(to, register=label, channel=channel).opening
                for hour in HOURS:
                    at = dt.datetime.combine(DAY, dt.time(hour), dt.UTC)
                    opening = Kit().greet(to, register=label, channel=channel, at=at).opening
                    if opening != plain:
                        kept = found.setdefault(opening, ({}, {}, {}))
                        for column, value in zip(
                            kept, (who, str(channel), f"{hour:02}:00"), strict=True
                        ):
                            column[value] = None
        for opening, columns in found.items():
            yield (cell(opening), str(label), *("; ".join(column) for column in columns))


def titles_of(tag: str) -> Iterator[tuple[str, ...]]:
    """The titles that the language file lists, and how they are written."""
    listed = dict(open_store().record(f"languages/{tag}").get("titles", {}))
    female = listed.pop("female", {})
    for title in listed.pop("given", ()):
        yield (title, f"{title}, with the given name")
    for title, written in listed.items():
        other = female.get(title)
        shown = written if other is None else f"{written} ({other} for a woman)"
        yield ("any other" if title == "*" else title, shown or "left out")
    for title, written in female.items():
        if title not in listed:
            yield (title, f"{written} for a woman")


def phrase_rows(tag: str) -> Iterator[tuple[str, ...]]:
    """The phrase bank in a language, its slots filled as they would be for a reader."""
    kit = Kit()
    for id, about in kit.store.record("phrases/index").items():
        entry = kit.store.phrases(tag).get(id)
        if entry is None:
            continue
        forms = []
        for label in RegisterLabel:
            texts = [kit.phrase(id, to=tag, values=values, register=label)
                     for values in samples(about.get("slots", {}), tag)]  # fmt: skip
            forms.append("<br>".join(dict.fromkeys(map(cell, texts))))
        formal, informal = forms
        yield (id, formal, "the same" if informal == formal else informal, status(entry))


def status(entry: Mapping[str, Any]) -> str:
    """How far a wording was checked; where the registers differ, both."""
    found = [
        one.get("status", "")
        for one in (entry.get("formal"), entry.get("informal"), entry)
        if isinstance(one, Mapping)
    ]
    return ", ".join(dict.fromkeys(filter(None, found))) or "draft"


def samples(slots: Mapping[str, str], tag: str) -> list[dict[str, Any]]:
    """Values for the slots; a counted thing once, twice and often, as plurals ask."""
    currency = (culture(maximal(tag)).currencies or ("EUR",))[0]
    values: dict[str, Callable[[int], Any]] = {
        "money": lambda _: Money(Decimal("49.90"), currency),
        "date": lambda _: dt.date(2026, 3, 7),
        "time": lambda _: dt.time(14, 30),
        "count": lambda number: number,
        "code": lambda _: "A-1042",
        "name": lambda _: "Acme",
        "link": lambda _: "https://example.com/a",
        "text": lambda _: "A-1042",
    }
    counts = (1, 2, 5, 12) if "count" in slots.values() else (1,)
    return [{slot: values[kind](number) for slot, kind in slots.items()} for number in counts]


def maximal(tag: str) -> str:
    """The tag with the region where most of its speakers are, for a currency of theirs."""
    found = culture(tag)
    return f"{found.language}-{found.territory or found.likely_territory}"


# --- coverage ----------------------------------------------------------------------------


def coverage(store: Store) -> Iterator[str]:
    """The lines of docs/coverage.md."""
    codes = sorted({*store.names("territories"), *store.names("law")})
    found = {code: Counter(key.partition(".")[0] for key in store.facts(code)) for code in codes}
    totals = Counter[str]()
    for counter in found.values():
        totals.update(dict.fromkeys(counter, 1))
    topics = [topic for topic, _ in sorted(totals.items(), key=lambda one: (-one[1], one[0]))]
    yield "# What is on record, by territory"
    yield ""
    yield NOTE.format(source="`data/regions`, `data/territories`, `data/law` and `data/tables`")
    yield ""
    yield "Each figure is the number of facts, those of the EU and the EEA counted for each member;"
    yield "`scores` are the figures of the tables of cultural dimensions. An empty cell means that"
    yield "nothing is known, and culturekit says so rather than guess."
    yield ""
    shares = ", ".join(f"{topic.replace('_', ' ')} {totals[topic]}" for topic in topics)
    yield f"Territories with at least one fact on: {shares}."
    yield ""
    header = ("", "territory", *(topic.replace("_", " ") for topic in topics), "scores")
    rows = []
    for code in codes:
        about = culture(code)
        counts = [found[code][topic] for topic in topics] + [len(about.dimensions)]
        rows.append((code, about.name, *(str(number or "") for number in counts)))
    yield from table(header, rows)
    yield ""
    yield from missing(store)


#: what a seller asks about a country: a heading, and the keys of which one is enough
QUESTIONS = {
    "consent: e-mail": ("consent.email",),
    "consent: SMS": ("consent.sms",),
    "consent: calls": ("consent.phone",),
    "withdrawal": ("withdrawal.statutory", "withdrawal.period"),
    "data protection": ("privacy.law",),
    "notice of a breach": ("privacy.breach_notice", "privacy.breach_standard"),
    "authority": ("privacy.authority",),
    "price with tax": ("price_display.tax_included",),
    "preselected extras": ("preselected_addon.allowed",),
    "language of contracts": ("contract.language",),
    "payment": (),
    "sensitivities": (),
}


def answered(store: Store, code: str, question: str) -> bool:
    """Whether anything is on record that answers a question about a territory."""
    facts = store.facts(code)
    if question == "payment":  # that PayPal accepts a country's code says little
        return any(key.startswith("payment.") and key != "payment.paypal" for key in facts)
    if question == "sensitivities":
        return any(key.startswith("sensitivities.") for key in facts)
    return any(key in facts for key in QUESTIONS[question])


def with_law(store: Store) -> list[str]:
    """The territories of whose law anything is on record."""
    members = {
        code
        for name in store.names("regions")
        for code in store.record(f"regions/{name}")["members"]
    }
    return sorted({*store.names("law"), *members})


def missing(store: Store) -> Iterator[str]:
    """What is not on record of territories of whose law something is."""
    codes = with_law(store)
    yield "## What is missing"
    yield ""
    yield f"Of the {len(codes)} territories of whose law something is on record. What no source was"
    yield "found for is not on record, and every answer says so; of all other territories there is"
    yield "no law at all."
    yield ""
    rows = []
    for question in QUESTIONS:
        lacking = [code for code in codes if not answered(store, code, question)]
        rows.append((question, str(len(codes) - len(lacking)), " ".join(lacking)))
    yield from table(("", "on record", "not on record"), rows)


# --- offers ------------------------------------------------------------------------------


def offers(text: str, store: Store) -> str:
    """docs/offers.md with its two made parts put in anew."""
    parts = {"coverage": market_table(store), "decisions": decisions()}
    for name, lines in parts.items():
        start, end = f"<!-- {name}: make docs -->", f"<!-- end of {name} -->"
        pattern = re.compile(f"{re.escape(start)}.*?{re.escape(end)}", re.DOTALL)
        if len(pattern.findall(text)) != 1:
            raise SystemExit(f"docs/offers.md: expected one {start} … {end}")
        made = "\n".join([start, *lines, end])
        text = pattern.sub(lambda _, made=made: made, text)  # type: ignore[misc]  # a default argument
    return text


def market_table(store: Store) -> Iterator[str]:
    """Territory by consent, withdrawal, data protection, payment and taboos."""
    rows = []
    for code in with_law(store):
        facts = store.facts(code)
        models = [
            f"{name} {facts[key].value}"
            for name, key in (
                ("e-mail", "consent.email"),
                ("SMS", "consent.sms"),
                ("calls", "consent.phone"),
            )
            if key in facts
        ]
        taboos = Counter(
            str(dict(fact.value)["severity"])
            for key, fact in facts.items()
            if key.startswith("sensitivities.")
        )
        rows.append(
            (
                code,
                "; ".join(models),
                withdrawal_cell(facts),
                breach_cell(facts),
                payment_cell(facts),
                ", ".join(
                    f"{taboos[one]} {one}" for one in ("block", "warning", "info") if taboos[one]
                ),
            )
        )
    header = ("", "marketing consent", "withdrawal", "notice of a breach", "payment", "taboos")
    yield from table(header, rows)


def withdrawal_cell(facts: Mapping[str, Any]) -> str:
    if "withdrawal.period" in facts:
        period = facts["withdrawal.period"]
        return f"{period.value} {period.unit}"
    if "withdrawal.statutory" in facts:
        return "yes" if facts["withdrawal.statutory"].value else "no right"
    return ""


def breach_cell(facts: Mapping[str, Any]) -> str:
    if "privacy.breach_notice" in facts:
        notice = facts["privacy.breach_notice"]
        return f"{notice.value} {notice.unit}"
    if "privacy.breach_standard" in facts:
        return str(facts["privacy.breach_standard"].value)
    return "a law, no notice on record" if "privacy.law" in facts else ""


def payment_cell(facts: Mapping[str, Any]) -> str:
    methods = [dict(fact.value) for key, fact in facts.items() if key.startswith("payment.")]
    first = sorted(
        (about["rank"], about["name"]) for about in methods if about.get("rank") is not None
    )
    if first:
        return f"{first[0][1]} first of {len(methods)}"
    return f"{len(methods)} available" if methods else ""


#: what each decision shows, and what is asked
DECISIONS: tuple[tuple[str, Any, dict[str, Any]], ...] = (
    (
        "A contact that ended well, an own customer, soft opt-in",
        {"locale": "de-DE", "existing_customer": True},
        {
            "channel": "email",
            "topic": "question",
            "resolution": "resolved",
            "sentiment": "positive",
        },
    ),
    ("A complaint comes first", "ja-JP", {"topic": "complaint"}),
    (
        "The failure was the firm's own, and is put right",
        {"locale": "en-US", "preferences": {"failure_by_firm": True}},
        {"channel": "chat", "resolution": "resolved", "sentiment": "positive"},
    ),
    (
        "Consent was withdrawn: no request lifts that",
        {"locale": "fr-FR", "marketing_consent": False},
        {"channel": "email", "customer_asked": True},
    ),
    (
        "Consent is needed and not on record",
        "pl-PL",
        {"channel": "email", "resolution": "resolved", "sentiment": "positive"},
    ),
    ("The country is unknown: never a confident yes", "de", {"channel": "email"}),
    (
        "A call after hours",
        {"locale": "es-ES", "marketing_consent": True, "time_zone": "Europe/Madrid"},
        {"channel": "phone", "at": "2026-11-20T21:30+01:00"},
    ),
    (
        "A day of remembrance",
        {"locale": "de-DE", "marketing_consent": True},
        {"channel": "email", "at": "2026-11-09T10:00+01:00"},
    ),
    (
        "Lunch by day in a month of fasting",
        {"locale": "ar-SA", "marketing_consent": True},
        {"channel": "email", "at": "2026-03-02T10:00+03:00", "offer": {"tags": ["meal"]}},
    ),
    (
        "A product that the market does not bear",
        {"locale": "hi-IN", "marketing_consent": True},
        {"channel": "chat", "sentiment": "positive", "offer": {"tags": ["beef"]}},
    ),
    (
        "A diet that the customer declared, in any market",
        {"locale": "de-DE", "marketing_consent": True, "dietary": ["halal"]},
        {"channel": "chat", "sentiment": "positive", "offer": {"tags": ["bacon"]}},
    ),
    (
        "A box that is ticked already",
        {"locale": "ko-KR", "marketing_consent": True},
        {"channel": "chat", "topic": "purchase", "offer": "preselected_addon"},
    ),
    (
        "Culture alone: weak evidence, and caution at most",
        {"locale": "ja-JP", "marketing_consent": True},
        {"channel": "chat", "resolution": "resolved", "sentiment": "positive"},
    ),
    (
        "The same, but the customer asks",
        {"locale": "ja-JP", "marketing_consent": True},
        {"channel": "chat", "query_class": "advisory", "sentiment": "positive"},
    ),
    (
        "Difficulty to pay",
        {"locale": "en-GB", "preferences": {"payment_difficulty": True}},
        {"channel": "email", "topic": "billing", "resolution": "resolved"},
    ),
)


def decisions() -> Iterator[str]:
    """Each decision as it is asked for, and why it is so."""
    kit = Kit()
    for number, (title, to, asked) in enumerate(DECISIONS, 1):
        words = ", ".join([repr(to), *(f"{key}={value!r}" for key, value in asked.items())])
        decision = kit.upsell(to, **asked)
        yield ""
        yield f"### {number}. {title}"
        yield ""
        yield "```python"
        yield f">>> print(kit.upsell({words}).explain())"
        yield decision.explain()
        if decision.phrasing:
            yield f">>> print(kit.upsell({words}).phrasing)"
            yield decision.phrasing
        yield "```"
    yield ""


# --- phrases -----------------------------------------------------------------------------


def phrases(store: Store) -> Iterator[str]:
    """The lines of docs/phrases.md."""
    index = store.record("phrases/index")
    bases = sorted({name.partition("-")[0] for name in store.names("phrases") if name != "index"})
    yield "# The phrase bank"
    yield ""
    yield NOTE.format(source="`data/phrases`")
    yield ""
    yield f"{len(index)} phrases in {len(bases)} languages ({', '.join(bases)}); the pages in"
    yield "[languages](languages/) show each of them filled in. A sentence of a draft that is one"
    yield "of these, word for word, changes language with it; `{phrase:order_shipped"
    yield "order=order_id}` asks for one by name."
    topic = None
    for id, about in index.items():
        if about["topic"] != topic:
            topic = about["topic"]
            yield f"\n## {topic}\n"
            yield "| phrase | slots | English | not in |"
            yield "|---|---|---|---|"
        slots = ", ".join(f"{slot}: {kind}" for slot, kind in about.get("slots", {}).items())
        entry = store.phrases("en")[id]
        text = entry.get("text") or entry.get("formal") or entry.get("informal")
        text = text["text"] if isinstance(text, Mapping) else text
        missing = ", ".join(base for base in bases if id not in store.phrases(base))
        yield f"| `{id}` | {slots} | {cell(text)} | {missing} |"


# --- rules -------------------------------------------------------------------------------


SETTINGS = """
## Settings and remarks

`culturekit check FILE ...` reads the nearest `culturekit.toml`, or `[tool.culturekit]` of the
nearest `pyproject.toml`, from the working folder upwards. An option stands over it.

```toml
to = "ja-JP"                     # or a table: { locale = "de-DE", register = "formal" }
sender = { locale = "en-US", time_zone = "America/New_York" }
language = "en"                  # of the texts
select = ["idiom", "CK12"]       # only these: families, codes, or how codes begin
ignore = ["CK312"]
fail-on = "warning"              # exit with 1 from there on; without it from "info" on

[situation]
topic = "complaint"

[per-file-ignores]
"newsletters/*.md" = ["contraction"]
```

A remark silences a rule where it stands, in whatever signs a format has for comments:
`<!-- culturekit: ignore CK102 -->` in Markdown and HTML, `{# culturekit: ignore idiom #}` in a
template, `# culturekit: ignore` for every rule. Behind other text it holds for its line, alone for
the next one; `culturekit: ignore-file CK102` for the whole file.

`--fix` makes the fixes that are safe, `--diff` shows them; `--format` prints findings as `text`,
`json`, `sarif` (2.1.0) or `github` (commands of a workflow). A mail (`.eml`) is checked by its
texts, quotes of somebody else left out, a table (`.csv`) by its columns `subject` and `body`; a
folder by all such files in it. The hooks `culturekit-check` and `culturekit-fix` are for
[pre-commit](https://pre-commit.com). Exit codes: 0 nothing found, 1 findings, 2 usage or bad input.
"""


class Shown(NamedTuple):
    """A rule of `check` as its page shows it."""

    code: str
    family: str
    table: Mapping[str, Any]


def all_rules(store: Store) -> list[Shown]:
    """Every rule of `check` by its code."""
    families = [store.rules(name) for name in store.names("rules") if name.startswith("lint/")]
    return sorted(
        (Shown(table["code"], family["family"], table)
         for family in families for table in family["rule"]),
        key=lambda one: one.code,
    )  # fmt: skip


def rules(store: Store) -> Iterator[str]:
    """The lines of docs/rules.md."""
    found = all_rules(store)
    terms = sum(len(rule.table.get("terms", ())) for rule in found)
    families = list(dict.fromkeys(rule.family for rule in found))
    yield "# The rules of check"
    yield ""
    yield NOTE.format(source="`data/rules/lint`")
    yield ""
    yield f"{len(found)} rules with {terms:,} terms in {len(families)} families. A code is never"
    yield "changed and never used again. How grave a finding is depends on who reads; the page of a"
    yield "rule says on what. What is marked under fix, `revise` and `culturekit check --fix` put"
    yield "right by themselves. [How well the rules find what they should](lint-scores.md)."
    for family in families:
        yield f"\n## {family}\n"
        yield from table(
            ("code", "rule", "reads", "terms", "fix"),
            [
                (
                    f"[{rule.code}](rules/{rule.code}.md)",
                    rule.table["name"],
                    reads(rule),
                    str(len(rule.table.get("terms", ())) or ""),
                    "yes" if rule.table.get("revises") else "",
                )
                for rule in found
                if rule.family == family
            ],
        )
    yield SETTINGS


def reads(rule: Shown) -> str:
    """The languages of the texts that a rule reads."""
    own = rule.table.get("languages", rule.table.get("by_language", ()))
    return ", ".join(own) or "every language"


def local_parts(by_language: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """What a rule looks for in each language, and its examples there."""
    for tag, about in by_language.items():
        yield f"\n## In {culture(tag).name}\n"
        where = " where a sentence begins" if about.get("at") == "start" else ""
        yield f"Looked for{where}, as patterns:"
        yield ""
        # In Markdown, a bracket behind a class of letters would make a link of it.
        shown = (cell(phrase).replace("](", "]&#40;") for phrase in about["phrases"])
        yield from (f"- <code>{phrase.replace('*', '&#42;')}</code>" for phrase in shown)
        if "unless" in about:
            words = ", ".join(about["unless"])
            yield ""
            yield f"Silent where the same sentence, or the one before, has: {words}."
        for kind, key in (("Found", "bad"), ("Not found", "good")):
            yield ""
            yield f"{kind}: {'; '.join(f'“{cell(text)}”' for text in about[key])}"


def rule_page(rule: Shown, store: Store) -> Iterator[str]:
    """The lines of docs/rules/CK….md."""
    about = rule.table
    yield f"# {rule.code}: {about['name']}"
    yield ""
    yield NOTE.format(source=f"`data/rules/lint/{rule.family}.toml`")
    yield ""
    yield f"Family [{rule.family}](../rules.md#{rule.family}), reads"
    yield f"{reads(rule)}."
    yield ""
    yield about["why"]
    if "suggestion" in about:
        yield ""
        yield f"What to do: {about['suggestion']}."
    if about.get("revises"):
        yield ""
        yield "`culturekit check --fix` puts it right where the fix is certain."
    yield "\n## How grave\n"
    yield "The first line that holds decides."
    yield ""
    yield from (f"- {case(one)}" for one in about["severity"])
    if "unless" in about:
        words = ", ".join(about["unless"])
        yield ""
        yield f"Silent where the same sentence, or the one before, has one of: {words}."
    yield from local_parts(about.get("by_language", {}))
    example = about.get("example", {})
    reader = f"to a reader in {example['to']}" if "to" in example else "to a reader in Japan"
    for kind, key in (("Found", "bad"), ("Not found", "good")):
        if key in example:
            yield f"\n## {kind}, {reader}\n"
            yield from (f"- {cell(text)}" for text in example[key])
    if "terms" in about:
        yield "\n## Terms\n"
        yield "`a/b` is either word, `?` marks a word that may be missing, `~` any possessive, `*`"
        yield "any one word."
        yield ""
        yield from table(
            ("term", "say instead"),
            [(f"`{term}`", cell(plain)) for term, plain in about["terms"].items()],
        )
    yield "\n## Sources\n"
    for id in listed(about["source"]):
        source = store.source(id)
        shown = f"[{source.title}]({source.url})" if source.url else source.title
        read = f", looked at {source.accessed}" if source.accessed else ""
        yield f"- `{id}`: {shown}{read}"
    yield "\n## To silence it\n"
    yield f"`<!-- culturekit: ignore {rule.code} -->` on the line or alone above it;"
    yield f'`ignore = ["{rule.code}"]` in the [settings](../rules.md#settings-and-remarks).'


def listed(value: Any) -> list[Any]:
    """One or several, as several."""
    return list(value) if isinstance(value, (list, tuple)) else [value]


def case(table: Mapping[str, Any]) -> str:
    """One case of a severity, in words."""
    fields = [
        f"{key.replace('_', ' ')} {', '.join(map(word, listed(value)))}"
        for key, value in table.items()
        if key != "is"
    ]
    return f"{table['is']} where {' and '.join(fields)}" if fields else str(table["is"])


def word(value: Any) -> str:
    """A value of a field in words."""
    return (
        {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)
    )


# --- figures in the README -----------------------------------------------------------------


def with_figures(text: str, store: Store) -> str:
    """The README with its figures counted anew."""
    lines = "\n".join(figures(store))
    pattern = re.compile(f"{re.escape(START)}.*?{re.escape(END)}", re.DOTALL)
    if len(pattern.findall(text)) != 1:
        raise SystemExit(f"README.md: expected one {START} … {END}")
    return pattern.sub(lambda _: f"{START}\n{lines}\n{END}", text)


def figures(store: Store) -> Iterator[str]:
    """How much there is, as `culturekit data stats` counts it."""
    printed = io.StringIO()
    with redirect_stdout(printed):
        command(["data", "stats", "--json"])
    found = json.loads(printed.getvalue())
    bases = languages(store)
    tables = f"{found['tables']} tables, {found['figures_in_tables']:,} figures"
    tongues = f"{len(bases)} ({', '.join(bases)}), {found['languages']} with their regional forms"
    wordings = f"{found['phrases']}; with the greetings {found['wordings']:,} wordings"
    yield from table(
        ("what", "how much"),
        [
            ("territories", f"{found['territories']}, {found['territories_with_law']} with law"),
            ("facts", f"{found['facts']:,}, {found['facts_with_a_source']} with a source"),
            ("sources", f"{found['sources']:,}"),
            ("cultural dimensions", tables),
            ("languages", tongues),
            ("phrases", wordings),
        ],
    )


def main() -> None:
    """Write what has changed, and say so."""
    made = pages()
    for path, text in made.items():
        if not path.exists() or path.read_text("utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
            print(f"written: {path.relative_to(ROOT)}")
    folders = (ROOT / "docs" / name for name in ("languages", "rules"))
    for path in [one for folder in folders for one in folder.glob("*.md")]:
        if path not in made:
            path.unlink()
            print(f"removed: {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
