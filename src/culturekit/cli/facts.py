"""The commands on facts of a territory: obligations, payments, campaign."""

from __future__ import annotations

import argparse

from ..errors import InvalidValue
from .options import decoded, kit_of, read_input, words_of
from .output import as_json, emit, emit_answer, grid

__all__ = ["campaign", "obligations", "payments"]


def obligations(arguments: argparse.Namespace) -> int:
    """What the law asks in a territory, or a deadline that follows from it; 1 if unknown."""
    kit = kit_of(arguments)
    if arguments.received and arguments.aware_at:
        accepted = "one of --received and --aware-at"
        raise InvalidValue("deadline", arguments.received, accepted=accepted)
    if arguments.received:
        found = kit.withdrawal_deadline(
            arguments.territory, arguments.received, concluded=arguments.concluded
        )
        emit_answer(found, json=arguments.json)
        return 0 if found.statutory is not None else 1
    if arguments.aware_at:
        breach = kit.breach_deadline(arguments.territory, arguments.aware_at)
        emit_answer(breach, json=arguments.json)
        return 0 if breach.deadline or breach.standard else 1
    listed = kit.obligations(arguments.territory, arguments.topic)
    emit_answer(listed, json=arguments.json)
    return 0 if listed.items else 1


def payments(arguments: argparse.Namespace) -> int:
    """How people pay in a territory, or what a shop lacks there; 1 if unknown or lacking."""
    kit = kit_of(arguments)
    if arguments.offered:
        gap = kit.payment_gap(words_of(arguments.offered), arguments.territory)
        emit_answer(gap, json=arguments.json)
        return 1 if gap.missing or gap.useless or not gap.covered else 0
    found = kit.payment_methods(arguments.territory)
    if arguments.json:
        emit(as_json(found.to_dict()))
    elif found.methods:
        rows = [
            (
                one.rank,
                one.name,
                one.kind,
                "closed" if one.closed else one.meaning,
                f"{one.share:.0%}" if one.share is not None else None,
                one.year,
                ", ".join(source.id for source in one.source),
            )
            for one in found.methods
        ]
        header = ["rank", "method", "kind", "meaning", "share", "year", "sources"]
        emit("\n".join(grid(header, rows)))
        if not found.ranked:
            emit(f"\n{found.reasons[-1].claim}")
    else:
        emit(found.explain())
    return 0 if found.methods else 1


def campaign(arguments: argparse.Namespace) -> int:
    """What in a campaign's text and day may offend in a market; 1 for a warning or worse."""
    report = kit_of(arguments).campaign_check(
        decoded(read_input(arguments.file), arguments.file),
        arguments.territory,
        arguments.on,
        language=arguments.language,
        tags=words_of(arguments.tags),
        mourning=arguments.mourning,
    )
    emit_answer(report, json=arguments.json)
    return 1 if report.severity in ("warning", "block") else 0
