"""The commands that answer one question: show, compare, greet, tone, check and so on."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, cast

from ..errors import InvalidValue
from ..model import Fact, plain
from .options import decoded, kit_of, opened_input, recipient, situation, values_of, words_of
from .output import as_json, complain, emit, emit_answer, grid

if TYPE_CHECKING:
    from ..translate import Translation

__all__ = [
    "briefing",
    "compare",
    "greet",
    "phrases",
    "show",
    "shown",
    "tone",
    "translate",
    "upsell",
    "window",
]


def _who(arguments: argparse.Namespace, kit: Any) -> Any:
    to = recipient(arguments, kit)
    if to is None:
        raise InvalidValue("to", None, accepted="a tag, code or name: ja-JP, JP, Japan")
    return to


# --- cultures -------------------------------------------------------------------------------


def show(arguments: argparse.Namespace) -> int:
    """What is known of a language or country."""
    kit = kit_of(arguments)
    culture = kit.culture(arguments.who)
    only = arguments.only or ""
    facts = {key: fact for key, fact in culture.facts.items() if key.startswith(only)}
    scores = {key: fact for key, fact in culture.dimensions.items() if key.startswith(only)}
    if arguments.json:
        about = {
            **culture.to_dict(),
            "name": culture.name,
            "languages": plain(culture.languages),
            "currencies": plain(culture.currencies),
            "time_zones": plain(culture.time_zones),
            "week": plain(culture.week),
            "register": plain(culture.register),
            "facts": plain(facts),
            "dimensions": plain(scores),
            "data_version": kit.store.version,
        }
        emit(as_json(about))
        return 0
    if not only:
        _identity(culture)
    for title, found in (("facts", facts), ("scores", scores)):
        if found:
            emit(f"\n{title}")
            emit("\n".join(grid(["key", "value", "as of", "sources"], map(_fact, found.items()))))
    if only and not facts and not scores:
        emit(f"nothing on record for {culture.name} begins with {only!r}")
        return 1
    return 0


def briefing(arguments: argparse.Namespace) -> int:
    """A country on one page."""
    card = kit_of(arguments).briefing(arguments.who)
    emit(as_json(card.to_dict()) if arguments.json else getattr(card, arguments.format))
    return 0


def _identity(culture: Any) -> None:
    week, register = culture.week, culture.register
    rows = [
        ("tag", culture.tag),
        ("language", culture.language),
        ("territory", culture.territory or f"not given (formats as {culture.likely_territory})"),
        (
            "languages",
            ", ".join(
                one.tag
                if one.population_percent is None
                else f"{one.tag} {one.population_percent:g} %"
                for one in culture.languages
            ),
        ),
        ("currencies", ", ".join(culture.currencies)),
        ("time zones", ", ".join(culture.time_zones)),
        (
            "week",
            week
            and f"begins on {week.first_day}; weekend {' and '.join(week.weekend) or 'unknown'}",
        ),
        ("register", register and f"{register.value} by default"),
    ]
    emit("\n".join(grid(["", culture.name], [row for row in rows if row[1]])))


def _fact(entry: tuple[str, Fact]) -> tuple[str, str, str | None, str]:
    key, fact = entry
    return key, shown(fact), fact.as_of, ", ".join(source.id for source in fact.source)


def shown(fact: Fact) -> str:
    """A fact's value and unit in words."""
    text = _words(plain(fact.value))
    return f"{text} {fact.unit}" if fact.unit else text


def _words(value: Any) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{key}: {_words(item)}" for key, item in value.items())
    if isinstance(value, list):
        return ", ".join(map(_words, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def compare(arguments: argparse.Namespace) -> int:
    """Two cultures side by side."""
    found = kit_of(arguments).compare(arguments.a, arguments.b)
    if arguments.json:
        emit(as_json(found.to_dict()))
        return 0
    rows = [
        (
            row.label,
            _figure(row.a),
            _figure(row.b),
            _figure(row.difference),
            row.dimension.partition(".")[0],
        )
        for row in found.scores
    ]
    header = ["score", found.a.name, found.b.name, "SD apart", "table"]
    emit("\n".join(grid(header, rows)))
    if found.distance is None:
        emit("\nno score is on record for both")
    else:
        shared = sum(row.difference is not None for row in found.scores)
        emit(f"\ndistance {found.distance:.2f} over {shared} shared scores (0: equal)")
    if found.missing:
        emit(f"{len(found.missing)} scores are known of one only")
    return 0


def _figure(value: float | None) -> str | None:
    return None if value is None else f"{round(value, 2):g}"


# --- one person ---------------------------------------------------------------------------


def greet(arguments: argparse.Namespace) -> int:
    """The opening and closing for a person."""
    kit = kit_of(arguments)
    occasion = situation(arguments)
    found = kit.greet(
        _who(arguments, kit),
        register=arguments.register,
        channel=occasion.get("channel", "email"),
        situation=occasion,
    )
    emit_answer(found, json=arguments.json, short=True)
    return 0


def tone(arguments: argparse.Namespace) -> int:
    """How to write to a person."""
    kit = kit_of(arguments)
    found = kit.tone(_who(arguments, kit), **situation(arguments))
    emit_answer(found, json=arguments.json)
    return 0


def upsell(arguments: argparse.Namespace) -> int:
    """Whether an offer is appropriate now."""
    kit = kit_of(arguments)
    offer = {"kind": arguments.offer, "tags": words_of(arguments.tags)}
    found = kit.upsell(_who(arguments, kit), offer=offer, **situation(arguments))
    emit_answer(found, json=arguments.json)
    return 0


def window(arguments: argparse.Namespace) -> int:
    """Whether a moment is a good one to write."""
    kit = kit_of(arguments)
    found = kit.send_window(_who(arguments, kit), situation=situation(arguments))
    emit_answer(found, json=arguments.json)
    return 0


# --- one text ---------------------------------------------------------------------------------


def translate(arguments: argparse.Namespace) -> int:
    """Each text, or each line of standard input as it comes; 1 where there is a flag to see."""
    texts = _lines() if arguments.text == ["-"] else iter(arguments.text)
    found = kit_of(arguments).translate(
        texts, to=arguments.to, source=arguments.source, register=arguments.register
    )
    flagged = False
    for number, one in enumerate(cast("Iterator[Translation]", found), 1):
        emit(as_json(one.to_dict(), indent=None) if arguments.json else str(one))
        if one.flags:
            flagged = True
            complain(f"text {number}: {', '.join(one.flags)}")
    return 1 if flagged else 0


def _lines() -> Iterator[str]:
    with opened_input("-") as file:
        for number, line in enumerate(file, 1):
            yield decoded(line.rstrip(b"\r\n"), f"-:{number}")


def phrases(arguments: argparse.Namespace) -> int:
    """The phrase bank in a language, or one phrase with its slots filled."""
    from ..phrases import known, wording

    kit = kit_of(arguments)
    if arguments.id and (
        arguments.value or not known(kit.store).get(arguments.id, {}).get("slots")
    ):
        filled = kit.phrase(
            arguments.id,
            to=arguments.to,
            values=values_of(arguments.value),
            register=arguments.register,
        )
        emit(as_json({"id": arguments.id, "text": filled}) if arguments.json else filled)
        return 0
    reader = kit.reader(arguments.to, register=arguments.register)
    rows = []
    for id, about in known(kit.store).items():
        found = wording(kit.store, id, reader.language, reader.register)
        if arguments.id in (None, id):
            text = found and "".join(
                part if isinstance(part, str) else part.raw for part in found.parts
            )
            slots = ", ".join(f"{slot}: {kind}" for slot, kind in about.get("slots", {}).items())
            rows.append((id, about.get("topic"), slots, text, found and found.status))
    if arguments.json:
        names = ("id", "topic", "slots", "text", "status")
        emit(as_json([dict(zip(names, row, strict=True)) for row in rows]))
    else:
        emit("\n".join(grid(["phrase", "topic", "slots", "wording", "status"], rows)))
    return 0
