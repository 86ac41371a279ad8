"""The commands about the data itself: check, stats, stale, sample, why."""

from __future__ import annotations

import argparse
import datetime as dt
import difflib
import hashlib
import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from .. import compile as compiler
from ..codes import suggestions, territory_code
from ..errors import InvalidValue, UnknownTerritory
from ..model import Fact
from ..store import Store
from .options import kit_of
from .output import as_json, complain, emit, grid
from .verbs import shown

__all__ = ["check", "sample", "stale", "stats", "why"]

#: folders whose files hold facts, in the order in which a later one stands over an earlier
_FACTS = ("regions", "territories", "law")


def _checkout() -> Path | None:
    """The folder of data that people edit, where this is a checkout."""
    folder = Path(__file__).parents[3] / "data"
    return folder if (folder / "sources.toml").is_file() else None


# --- check --------------------------------------------------------------------------------


def check(arguments: argparse.Namespace) -> int:
    """Every fault in a folder of data, one a line as file:line; 1 where there is any."""
    folder = Path(arguments.folder) if arguments.folder else _checkout()
    if folder is None:
        return _check_installed(kit_of(arguments).store, as_list=arguments.json)
    if not folder.is_dir():
        raise InvalidValue("folder", str(folder), accepted="a folder of data")
    # A pack may cite the sources of the data that it stands on.
    own = folder == _checkout()
    sources = None if own else kit_of(arguments).store.record("sources")
    faults = list(compiler.check(folder, sources=sources))
    if arguments.json:
        emit(
            as_json(
                [
                    {"file": one.file, "line": one.line, "key": one.key, "expected": one.expected}
                    for one in faults
                ]
            )
        )
    else:
        for fault in faults:
            emit(f"{folder}/{fault}")
        emit(f"{len(compiler.names(folder))} files, {len(faults) or 'no'} faults")
    return 1 if faults else 0


def _check_installed(store: Store, *, as_list: bool) -> int:
    """Whether each record of the installed data can be read; what it says was checked before."""
    names = store.names()
    broken = [name for name in names if not _readable(store, name)]
    if as_list:
        emit(as_json([{"file": name, "expected": "a record that can be read"} for name in broken]))
    else:
        for name in broken:
            emit(f"{name}: cannot be read")
        emit(f"{len(names)} installed records, {len(broken) or 'no'} faults")
        emit("their content was checked when they were built; name a folder to check its files")
    return 1 if broken else 0


def _readable(store: Store, name: str) -> bool:
    try:
        return store.record(name) is not None
    except (OSError, ValueError):
        return False


# --- stats ----------------------------------------------------------------------------------


def stats(arguments: argparse.Namespace) -> int:
    """How much there is of everything, and how much of it names a source."""
    kit = kit_of(arguments)
    found = _counted(kit.store)
    if arguments.json:
        emit(as_json(found))
        return 0
    emit(
        "\n".join(
            grid(
                ["", "count"],
                [
                    (key.replace("_", " "), _figure(value))
                    for key, value in found.items()
                    if not isinstance(value, Mapping)
                ],
            )
        )
    )
    for key in ("wordings_by_status", "phrases_by_language"):
        shares = ", ".join(f"{name} {count:,}" for name, count in found[key].items())
        emit(f"\n{key.replace('_', ' ')}: {shares}")
    return 0


def _figure(value: Any) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)


def _counted(store: Store) -> dict[str, Any]:
    facts = [table for _, _, table in _facts(store)]
    sourced = sum(bool(table.get("source")) for table in facts)
    scores = sum(
        sum(row[place] is not None for row in table.rows)
        for table in store.tables()
        for place, column in enumerate(table.header)
        if "unit" in table.columns.get(column, {})
    )
    wordings = [
        one
        for folder in ("languages", "phrases")
        for name in store.names(folder)
        if name != "index"
        for one in _wordings(store.record(f"{folder}/{name}"))
    ]
    phrases = [name for name in store.names("phrases") if name != "index"]
    return {
        "data_version": store.version,
        "territories": len(store.names("territories")),
        "territories_with_law": len(store.names("law")),
        "regions": len(store.names("regions")),
        "facts": len(facts),
        "facts_with_a_source": f"{100 * sourced / len(facts):g} %" if facts else "–",
        "sources": len(store.sources),
        "tables": len(store.names("tables")),
        "figures_in_tables": scores,
        "languages": len(store.names("languages")),
        "phrases": len(store.record("phrases/index") or {}),
        "wordings": len(wordings),
        "wordings_by_status": dict(Counter(one.get("status", "draft") for one in wordings)),
        "phrases_by_language": {
            name: sum(isinstance(one, dict) for one in store.record(f"phrases/{name}").values())
            for name in phrases
        },
    }


def _facts(store: Store) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Every fact as it stands in its file: the record, the dotted key, the table."""
    for folder in _FACTS:
        for name in store.names(folder):
            record = f"{folder}/{name}"
            for key, table in _tables(store.record(record)):
                yield record, key, table


def _tables(node: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, Mapping[str, Any]]]:
    for key, child in node.items():
        if isinstance(child, Mapping):
            if "value" in child:
                yield path + key, child
            else:
                yield from _tables(child, f"{path}{key}.")


def _wordings(node: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(node, Mapping):
        if isinstance(node.get("text"), str):
            yield node
        for child in node.values():
            yield from _wordings(child)
    elif isinstance(node, list):
        for child in node:
            yield from _wordings(child)


# --- stale ----------------------------------------------------------------------------------


def stale(arguments: argparse.Namespace) -> int:
    """Facts that may have been looked at before a date; 1 where there are any.

    A fact dated by its year counts from the first of January: it may be as old.
    """
    before = _first_day(arguments.before)
    if before is None:
        raise InvalidValue("before", arguments.before, accepted="2025, 2025-06 or 2025-06-01")
    store = kit_of(arguments).store
    rows = []
    for record, key, table in _facts(store):
        day = _first_day(str(table.get("as_of", "")))
        if day is None or day < before:
            rows.append((table.get("as_of"), record, key, table.get("confidence")))
    rows.sort(key=lambda row: (row[0] or "", row[1], row[2]))
    if arguments.json:
        names = ("as_of", "record", "key", "confidence")
        emit(as_json([dict(zip(names, row, strict=True)) for row in rows]))
    elif rows:
        emit("\n".join(grid(["as of", "file", "key", "confidence"], rows)))
    complain(f"{len(rows) or 'no'} facts were looked at before {arguments.before}")
    return 1 if rows else 0


def _first_day(text: str) -> dt.date | None:
    """The first day that a date of year, month or day may mean."""
    if not re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", text):
        return None
    try:
        return dt.date.fromisoformat(text + "-01" * (2 - text.count("-")))
    except ValueError:
        return None


# --- sample -----------------------------------------------------------------------------------


def sample(arguments: argparse.Namespace) -> int:
    """Some of the sources, each with all that is claimed in its name, for a person to check.

    Which ones depends on their ids and the seed alone, so that two people look
    at the same ones, and a new source changes nothing about the old ones' turn.
    """
    if not 0 < arguments.percent <= 100:
        raise InvalidValue("percent", arguments.percent, accepted="a number above 0, up to 100")
    store = kit_of(arguments).store
    claims = _claims(store)
    ids = sorted(store.sources, key=lambda id: (_turn(arguments.seed, id), id))
    chosen = ids[: math.ceil(len(ids) * arguments.percent / 100)]
    if arguments.json:
        emit(
            as_json(
                [
                    {
                        "source": store.source(id).to_dict(),
                        "claims": [
                            {"file": record, "key": key, "claim": claim}
                            for record, key, claim in claims.get(id, ())
                        ],
                    }
                    for id in chosen
                ]
            )
        )
        return 0
    for id in chosen:
        emit("\n".join(_cited(store, id, claims.get(id, ()))))
        emit()
    complain(f"{len(chosen)} of {len(ids)} sources; does each say what is claimed?")
    return 0


def _turn(seed: str, id: str) -> str:
    return hashlib.sha256(f"{seed}:{id}".encode()).hexdigest()


def _cited(store: Store, id: str, claims: Sequence[tuple[str, str, str]]) -> Iterator[str]:
    source = store.source(id)
    about = (source.title, source.producer, source.url)
    yield f"{id}: {', '.join(part for part in about if part)}"
    dates = (
        f"published {source.published}" if source.published else "",
        f"looked at {source.accessed}" if source.accessed else "",
        f"licence {source.licence}" if source.licence else "",
    )
    yield f"  {'; '.join(date for date in dates if date)}"
    for record, key, claim in claims:
        yield f"  [ ] {_with_line(record, key)} {key}: {claim}"
    if not claims:
        yield "  nothing rests on it"


def _claims(store: Store) -> dict[str, list[tuple[str, str, str]]]:
    """Source -> the record, the key and the words of everything that cites it."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    for name in store.names():
        if not name.startswith("cldr/") and name != "sources":
            for key, ids, claim in _citing(store.record(name), ""):
                for id in ids:
                    found.setdefault(id, []).append((name, key, claim))
    return found


def _citing(node: Any, path: str) -> Iterator[tuple[str, list[str], str]]:
    """Every table that names a source, with its key and what it says."""
    if isinstance(node, Mapping):
        for name in ("source", "origin", "cites"):
            ids = [node[name]] if isinstance(node.get(name), str) else node.get(name) or []
            if ids and ids != ["written here"]:
                yield path or "(file)", list(ids), _says(node)
        for key, child in node.items():
            if key != "rows":
                yield from _citing(child, f"{path}.{key}" if path else str(key))
    elif isinstance(node, list):
        for index, child in enumerate(node):
            yield from _citing(child, f"{path}.{index}")


def _says(node: Mapping[str, Any]) -> str:
    """What a table claims: a fact's value and note, a wording's text, a rule's reason."""
    if "value" in node:
        note = f" ({node['note']})" if node.get("note") else ""
        return f"{shown(Fact(node['value'], unit=node.get('unit')))}{note}"
    for key in ("text", "why", "title", "name", "excludes"):
        if key in node:
            return shown(Fact(node[key]))
    kept = {key: value for key, value in node.items() if key not in ("source", "origin", "as_of")}
    return shown(Fact(kept))


# --- why --------------------------------------------------------------------------------------


def why(arguments: argparse.Namespace) -> int:
    """A fact with its sources and the file it stands in; 1 where nothing is on record."""
    store = kit_of(arguments).store
    code = territory_code(arguments.territory)
    if code is None:
        raise UnknownTerritory(arguments.territory, suggestions=suggestions(arguments.territory))
    facts, wanted = store.facts(code), arguments.key
    found = {
        key: fact
        for key, fact in facts.items()
        if key == wanted or key.startswith(f"{wanted.rstrip('.')}.")
    }
    if arguments.json:
        emit(
            as_json(
                {
                    key: {**fact.to_dict(), "files": list(_places(store, code, key))}
                    for key, fact in found.items()
                }
            )
        )
    elif not found:
        close = difflib.get_close_matches(wanted, facts, n=3, cutoff=0.5)
        hint = f"; near: {', '.join(close)}" if close else ""
        complain(f"nothing is on record for {code} under {wanted}{hint}")
    else:
        emit("\n\n".join(_explained(store, code, key, fact) for key, fact in found.items()))
    return 0 if found else 1


def _explained(store: Store, code: str, key: str, fact: Fact) -> str:
    lines = [f"{key} = {shown(fact)}"]
    about = [
        ("as of", fact.as_of),
        ("confidence", fact.confidence),
        ("level", fact.level),
        ("note", fact.note),
    ]
    lines += [f"  {name}: {value}" for name, value in about if value]
    for source in fact.source:
        parts = (source.title, source.producer, source.url)
        lines.append(f"  source {source.id}: {', '.join(part for part in parts if part)}")
        terms = [
            f"published {source.published}" if source.published else "",
            f"looked at {source.accessed}" if source.accessed else "",
            f"licence {source.licence}" if source.licence else "",
        ]
        lines.append(f"    {'; '.join(term for term in terms if term)}")
    places = list(_places(store, code, key))
    lines.append(f"  stands in {places[-1]}")
    lines += [f"    over {place}" for place in reversed(places[:-1])]
    return "\n".join(lines)


def _places(store: Store, code: str, key: str) -> Iterator[str]:
    """The files that state a fact of a territory, the one that holds last."""
    regions = (
        f"regions/{name}"
        for name in store.names("regions")
        if code in store.record(f"regions/{name}").get("members", ())
    )
    for record in (*regions, f"territories/{code}", f"law/{code}"):
        if any(own == key for own, _ in _tables(store.record(record) or {})):
            yield _with_line(record, key)


def _with_line(record: str, key: str) -> str:
    folder = _checkout()
    path = folder / f"{record}.toml" if folder else None
    if path is None or not path.is_file():
        return f"{record}.toml"
    line = compiler.line_of(path.read_text("utf-8"), [*key.split("."), "value"])
    return f"{record}.toml:{line}" if line else f"{record}.toml"
