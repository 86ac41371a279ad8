"""Answers as HTML for notebooks: what they say, then why, with the sources.

No scripts, no images, nothing loaded from anywhere. Colours are taken from the
page around, so light and dark themes both work; nothing is said by colour
alone. Whatever came from a message, a name or a data file is escaped.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from html import escape
from typing import Any

from .model import Answer, Fact, Noun, Reason, Source, plain

__all__ = ["render"]

_STYLE = """<style>
.culturekit{font-family:system-ui,sans-serif;font-size:.95em;line-height:1.45;max-width:62em;
 border:1px solid color-mix(in srgb,currentColor 25%,transparent);border-radius:6px;
 padding:.6em .9em;margin:.3em 0;overflow-wrap:anywhere}
.culturekit h3{font-size:1.05em;margin:0 0 .4em}
.culturekit h4{font-size:1em;margin:.8em 0 .2em}
.culturekit .said{white-space:pre-wrap;border-inline-start:3px solid currentColor;
 padding:.1em .8em;margin:.4em 0;text-align:start}
.culturekit .chip{display:inline-block;border:1px solid currentColor;border-radius:1em;
 padding:0 .6em;margin:0 .3em .3em 0;font-size:.9em}
.culturekit .wide{overflow-x:auto}
.culturekit table{overflow-wrap:break-word;border-collapse:collapse;margin:.3em 0;font-size:.95em}
.culturekit caption{text-align:start;font-weight:600;padding:.2em 0}
.culturekit th,.culturekit td{text-align:start;vertical-align:top;padding:.2em .7em .2em 0;
 border-bottom:1px solid color-mix(in srgb,currentColor 18%,transparent);background:none}
.culturekit th{font-weight:600}
.culturekit td.number{text-align:end;font-variant-numeric:tabular-nums}
.culturekit mark{background:color-mix(in srgb,#d80 35%,transparent);color:inherit;
 text-decoration:underline wavy}
.culturekit summary{cursor:pointer;margin:.4em 0}
.culturekit ul,.culturekit ol{margin:.2em 0;padding-inline-start:1.6em}
.culturekit a{color:inherit}
.culturekit small{opacity:.8}
</style>"""


def render(answer: Noun) -> str:
    """An answer or a culture as a piece of HTML.

    >>> from culturekit import Kit
    >>> html = render(Kit().greet({"locale": "de-DE", "name": {"given": "<b>"}}))
    >>> "Guten Tag &lt;b&gt;" in html, "<script" in html
    (True, False)
    """
    name = type(answer).__name__
    body = _BODIES.get(name, _anything)(answer)
    reasons = _reasons(answer.reasons) if isinstance(answer, Answer) else ""
    version = getattr(answer, "data_version", "")
    data = f"<small>data {_text(version)}</small>" if version else ""
    return (
        f'{_STYLE}<section class="culturekit" aria-label="{escape(name)}">'
        f"<h3>{escape(name)}</h3>{body}{reasons}{data}</section>"
    )


# --- pieces ---------------------------------------------------------------------------------


def _text(value: object) -> str:
    """Any value as escaped text; line ends of text stay."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{round(value, 3):g}"
    if isinstance(value, dt.datetime):
        return escape(f"{value:%A %Y-%m-%d %H:%M %Z}".strip())
    if isinstance(value, Mapping):
        return "; ".join(f"{_text(key)}: {_text(item)}" for key, item in value.items())
    if isinstance(value, (list, tuple, frozenset, set)):
        return ", ".join(_text(item) for item in value)
    if isinstance(value, Noun) and not isinstance(value, Answer):
        return _text(value.to_dict())
    return escape(str(value), quote=False)


def _said(text: str, language: str | None = None) -> str:
    """A text as it goes out; its own direction, and its language for screen readers."""
    lang = f' lang="{escape(language)}"' if language else ""
    return f'<div class="said" dir="auto"{lang}>{escape(text, quote=False)}</div>'


def _chips(words: Iterable[object]) -> str:
    return "".join(f'<span class="chip">{_text(word)}</span>' for word in words)


def _details(summary: str, body: str) -> str:
    return f"<details><summary>{escape(summary)}</summary>{body}</details>" if body else ""


def _table(caption: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table whose first column names its rows."""
    lines = []
    for first, *rest in rows:
        cells = "".join(
            f'<td class="number">{_text(cell)}</td>'
            if isinstance(cell, (int, float)) and not isinstance(cell, bool)
            else f'<td dir="auto">{_text(cell)}</td>'
            for cell in rest
        )
        lines.append(f'<tr><th scope="row" dir="auto">{_text(first)}</th>{cells}</tr>')
    if not lines:
        return ""
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in header)
    return (
        f'<div class="wide"><table><caption>{escape(caption)}</caption><thead><tr>{head}</tr>'
        f"</thead><tbody>{''.join(lines)}</tbody></table></div>"
    )


def _reasons(reasons: Sequence[Reason]) -> str:
    items = []
    for reason in reasons:
        about = ", ".join(str(one) for one in (reason.level, reason.weight) if one)
        items.append(
            f"<li>{_text(reason.claim)}{f' <small>({escape(about)})</small>' if about else ''}"
            f"{_sources(reason.fact)}</li>"
        )
    return _details(f"Why ({len(items)})", f"<ol>{''.join(items)}</ol>" if items else "")


def _sources(fact: Fact | None) -> str:
    if fact is None or not fact.source:
        return ""
    when = f", as of {_text(fact.as_of)}" if fact.as_of else ""
    items = (f"<li><small>{_source(one)}{when}</small></li>" for one in fact.source)
    return f"<ul>{''.join(items)}</ul>"


def _source(source: Source) -> str:
    title = f"{_text(source.id)}: {_text(source.title)}"
    if source.url and source.url.startswith(("https://", "http://")):
        return f'<a href="{escape(source.url)}" rel="noopener noreferrer">{title}</a>'
    return title


# --- one for each kind of answer that has more to show than its text ----------------------


def _adaptation(answer: Any) -> str:
    about = [answer.language, answer.register, *answer.flags]
    if answer.decision is not None:
        about.append(f"offer: {answer.decision.verdict}")
    subject = f"<h4 dir='auto'>{_text(answer.subject)}</h4>" if answer.subject is not None else ""
    window = f"<p>{_text(str(answer.window))}</p>" if answer.window is not None else ""
    changes = _table(
        "What was changed",
        ("kind", "before", "after"),
        ((one.kind, one.before, one.after) for one in answer.changes),
    )
    return "".join(
        (
            subject,
            _said(answer.body, answer.language),
            f"<p>{_chips(one for one in about if one)}</p>",
            window,
            _findings(answer.findings, answer.body),
            _details(f"Changes ({len(answer.changes)})", changes),
        )
    )


def _findings(findings: Sequence[Any], text: str) -> str:
    return _table(
        "Findings",
        ("rule", "severity", "text", "finding", "suggestion"),
        (
            (one.rule, one.severity, text[one.start : one.end], one.message, one.suggestion)
            for one in findings
        ),
    )


def _report(answer: Any) -> str:
    if not answer.findings:
        return f"{_said(answer.text)}<p>no findings</p>"
    pieces, position = [], 0
    for one in sorted(answer.findings, key=lambda finding: finding.start):
        if one.start < position:
            continue  # within one that is marked already; the table has both
        title = escape(f"{one.rule}: {one.message}")
        pieces.append(escape(answer.text[position : one.start], quote=False))
        marked = escape(answer.text[one.start : one.end], quote=False)
        pieces.append(f'<mark title="{title}">{marked}</mark>')
        position = one.end
    pieces.append(escape(answer.text[position:], quote=False))
    lang = f' lang="{escape(answer.language)}"' if answer.language else ""
    marked_text = f'<div class="said" dir="auto"{lang}>{"".join(pieces)}</div>'
    return marked_text + _findings(answer.findings, answer.text)


def _greeting(answer: Any) -> str:
    text = f"{answer.opening}\n…\n{answer.closing}"
    about = (answer.language, answer.register, f"named by: {answer.name_part}")
    return f"{_said(text, answer.language)}<p>{_chips(one for one in about if one)}</p>"


def _decision(answer: Any) -> str:
    order = {"spoke": 0, "lifted": 1, "not_evaluated": 2}
    gates = sorted(answer.gates, key=lambda gate: order.get(str(gate.state), 3))
    rows = [
        (gate.id, gate.kind, gate.state, gate.effect, gate.why, ", ".join(gate.missing) or None)
        for gate in gates
    ]
    spoke = [row for row, gate in zip(rows, gates, strict=True) if str(gate.state) == "spoke"]
    header = ("gate", "kind", "state", "effect", "why", "missing")
    phrasing = f"<p>{_text(answer.phrasing)}</p>" if answer.phrasing else ""
    later = f"<p>not before {_text(answer.not_before)}</p>" if answer.not_before else ""
    return "".join(
        (
            f"<p>{_chips([answer.verdict])}</p>{later}{phrasing}",
            _table("What decided", header, spoke),
            _details(f"All gates ({len(rows)})", _table("Gates", header, rows)),
        )
    )


def _comparison(answer: Any) -> str:
    rows = [
        (row.label, row.a, row.b, row.difference, row.dimension.partition(".")[0])
        for row in answer.scores
    ]
    if answer.distance is None:
        gist = "no score is on record for both"
    else:
        gist = f"distance {answer.distance:.2f} (0: equal scores)"
    header = ("score", answer.a.name, answer.b.name, "SD apart", "table")
    return f"<p>{_text(gist)}</p>{_table('Scores', header, rows)}"


def _culture(answer: Any) -> str:
    week, register = answer.week, answer.register
    rows = [
        ("tag", answer.tag),
        ("territory", answer.territory or "not given"),
        ("languages", [one.tag for one in answer.languages]),
        ("currencies", list(answer.currencies)),
        ("time zones", list(answer.time_zones)),
        ("week begins on", week and week.first_day),
        ("weekend", week and list(week.weekend)),
        ("register", register and register.value),
    ]
    facts = _fact_table("Facts", answer.facts)
    scores = _fact_table("Scores", answer.dimensions)
    return "".join(
        (
            _table(answer.name, ("", "value"), (row for row in rows if row[1])),
            _details(f"Facts ({len(answer.facts)})", facts),
            _details(f"Scores ({len(answer.dimensions)})", scores),
        )
    )


def _fact_table(caption: str, facts: Mapping[str, Fact]) -> str:
    rows = (
        (
            key,
            f"{_words(fact)} {fact.unit}" if fact.unit else _words(fact),
            fact.as_of,
            fact.confidence,
            ", ".join(source.id for source in fact.source),
        )
        for key, fact in facts.items()
    )
    return _table(caption, ("key", "value", "as of", "confidence", "sources"), rows)


def _words(fact: Fact) -> str:
    value = plain(fact.value)
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, dict):
        return "; ".join(f"{key}: {item}" for key, item in value.items())
    return f"{round(value, 3):g}" if isinstance(value, float) else str(value)


def _anything(answer: Noun) -> str:
    """Any other answer: its text, then its fields."""
    fields = {
        one.name: getattr(answer, one.name)
        for one in dataclasses.fields(answer)  # type: ignore[arg-type]  # every Noun is a dataclass
        if one.name not in ("reasons", "data_version") and not one.name.startswith("_")
    }
    single = {
        name: value
        for name, value in fields.items()
        if value not in (None, "", ()) and not _is_rows(value)
    }
    tables = "".join(
        _rows(name, value) for name, value in fields.items() if _is_rows(value) and value
    )
    text = _said(str(answer)) if type(answer).__str__ is not object.__str__ else ""
    facts = _table("Fields", ("field", "value"), single.items())
    return text + _details(f"Fields ({len(single)})", facts) + tables


def _is_rows(value: object) -> bool:
    return isinstance(value, tuple) and bool(value) and all(isinstance(one, Noun) for one in value)


def _rows(name: str, nouns: Sequence[Any]) -> str:
    names = [one.name for one in dataclasses.fields(nouns[0])]
    shown = [
        one for one in names if any(getattr(noun, one) not in (None, "", ()) for noun in nouns)
    ]
    rows = ([_cell(getattr(noun, one)) for one in shown] for noun in nouns)
    return _table(name.replace("_", " "), [one.replace("_", " ") for one in shown], rows)


def _cell(value: object) -> object:
    """Facts by the names of their sources, other values as they are."""
    if isinstance(value, Fact):
        return ", ".join(source.id for source in value.source)
    if isinstance(value, tuple):
        return [_cell(one) for one in value] or None
    return value.value if isinstance(value, StrEnum) else value


_BODIES: Mapping[str, Callable[[Any], str]] = {
    "Adaptation": _adaptation,
    "Comparison": _comparison,
    "Culture": _culture,
    "Decision": _decision,
    "Greeting": _greeting,
    "Report": _report,
}
