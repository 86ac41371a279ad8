"""From `data/`, which people edit, to plain records, which the store reads.

A *record* is what one file means: nested dicts and lists of JSON values, named
by its path without the ending ("territories/JP"). A table is two files, the
figures (`.csv`) and what they mean (`.toml`), and one record. Nothing is
resolved across files here but one thing: that every source a fact names exists.

`check` finds every fault in a folder; `record` reads one file and raises at the
first. Both speak in `DataError(file, key, expected, line)`.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from .errors import DataError

__all__ = ["check", "fingerprint", "line_of", "names", "record", "write"]

_ENDINGS = (".toml", ".csv", ".json")

#: a record, or the folder it lies in -> the schema that its file must meet
_SCHEMAS = {
    "languages": "language",
    "law": "territory",
    "phrases": "phrases",
    "phrases/index": "phrase-index",
    "regions": "region",
    "rules/lint": "lint",
    "rules/units": "territory",
    "sources": "sources",
    "tables": "table",
    "territories": "territory",
}


def _schema_of(name: str) -> str | None:
    """The schema for a record; a file of rules has one of its own name."""
    folder, _, last = name.rpartition("/")
    if folder == "rules" and (_schema_folder() / f"{last}.json").is_file():
        return last
    return _SCHEMAS.get(name) or _SCHEMAS.get(folder)


def names(folder: Path) -> list[str]:
    """The names of all records in `folder`, sorted."""
    found = {
        path.relative_to(folder).with_suffix("").as_posix()
        for path in folder.rglob("*")
        if path.suffix in _ENDINGS and not path.is_relative_to(folder / "schema")
    }
    return sorted(found)


def record(folder: Path, name: str) -> Any:
    """One record, or `None` where the folder has no file of that name."""
    if (path := folder / f"{name}.json").is_file():
        return json.loads(path.read_text("utf-8"))
    path = folder / f"{name}.toml"
    if not path.is_file():
        return None
    parsed = _toml(path, f"{name}.toml")
    figures = folder / f"{name}.csv"
    if figures.is_file():
        parsed["rows"] = _rows(figures, f"{name}.csv", parsed)
    elif name.startswith(("phrases/", "languages/")) and name != "phrases/index":
        _spread_wording_defaults(parsed)
    return parsed


def fingerprint(folder: Path) -> str:
    """A digest of every file's content: the same data, the same version, however installed."""
    digest = hashlib.sha256()
    for name in names(folder):
        for ending in _ENDINGS:
            path = folder / f"{name}{ending}"
            if path.is_file():
                # Line ends may have been changed by a checkout; they carry no meaning here.
                content = path.read_bytes().replace(b"\r\n", b"\n")
                digest.update(f"{name}{ending}\0{len(content)}\0".encode())
                digest.update(content)
    return digest.hexdigest()[:12]


def write(folder: Path, target: Path) -> None:
    """Compile `folder` into `target`: one JSON file a record, the schemas, and a manifest.

    Raises the first `DataError` found: data with a fault is never packaged.
    """
    for fault in check(folder):
        raise fault
    for name in names(folder):
        path = target / f"{name}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_json(record(folder, name)), "utf-8")
    for path in (folder / "schema").glob("*.json"):
        (target / "schema").mkdir(exist_ok=True)
        (target / "schema" / path.name).write_bytes(path.read_bytes())
    manifest = {"version": fingerprint(folder), "records": names(folder)}
    (target / "manifest.json").write_text(_json(manifest), "utf-8")


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=False)


# --- reading ---------------------------------------------------------------------


def _toml(path: Path, shown: str) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        at = re.search(r"at line (\d+)", str(error))
        line = int(at.group(1)) if at else None
        raise DataError(shown, "(file)", f"valid TOML: {error}", line=line) from None


def _rows(path: Path, shown: str, meta: Mapping[str, Any]) -> list[list[Any]]:
    """The rows of a table: the header first, figures as numbers, empty cells as None."""
    reader = csv.reader(io.StringIO(path.read_text("utf-8"), newline=""))
    header = next(reader, None)
    if not header:
        raise DataError(shown, "(header)", "a first line with column names", line=1)
    columns = meta.get("columns", {})
    for column in columns:
        if column not in header:
            raise DataError(shown, column, "a column of that name, as the .toml says", line=1)
    rows: list[list[Any]] = [header]
    for cells in reader:
        if len(cells) != len(header):
            raise DataError(
                shown, "(row)", f"{len(header)} cells, not {len(cells)}", line=reader.line_num
            )
        row: list[Any] = []
        for column, cell in zip(header, cells, strict=True):
            if cell == "":
                row.append(None)
            elif "unit" in columns.get(column, {}):  # what has a unit is a figure
                try:
                    row.append(float(cell))
                except ValueError:
                    raise DataError(shown, column, "a number", line=reader.line_num) from None
            else:
                row.append(cell)
        rows.append(row)
    return rows


def _spread_wording_defaults(parsed: dict[str, Any]) -> None:
    """Give every wording the origin and status that the file states once at its top."""
    defaults = {key: parsed[key] for key in ("origin", "status") if key in parsed}

    def visit(node: Any) -> None:
        if isinstance(node, dict):
            if "text" in node:
                for key, value in defaults.items():
                    node.setdefault(key, value)
            for child in node.values():
                visit(child)
        elif isinstance(node, list):
            for child in node:
                visit(child)

    # A phrase may be written as a bare string; in the record it is a wording like any other.
    for entry in parsed.values():
        if isinstance(entry, dict):
            for register in ("formal", "informal"):
                if isinstance(entry.get(register), str) and "value" not in entry:
                    entry[register] = {"text": entry[register]}
    visit(parsed)


# --- checking ----------------------------------------------------------------------


def check(folder: Path, *, sources: Mapping[str, Any] | None = None) -> Iterator[DataError]:
    """Every fault in a folder of data, in the order of the files.

    `sources` are those that exist besides the folder's own: a pack may name
    the sources of the data it stands on.
    """
    known = dict(sources or {})
    known.update(_quietly(folder, "sources") or {})
    for name in names(folder):
        if name.startswith("cldr/"):
            continue  # extracts are tested where they are made
        try:
            content = record(folder, name)
        except DataError as fault:
            yield fault
            continue
        shown = f"{name}.toml"
        path = folder / shown
        if not path.is_file():
            yield DataError(f"{name}.csv", "(file)", f"{shown} beside it, saying what it holds")
            continue
        text = path.read_text("utf-8")
        yield from _against_schema(name, content, shown, text)
        yield from _sources_exist(content, known, shown, text)
    yield from _phrases_fit(folder)


def _against_schema(name: str, content: Any, shown: str, text: str) -> Iterator[DataError]:
    import fastjsonschema

    schema = _schema_of(name)
    if schema is None:
        accepted = ", ".join([*sorted(_SCHEMAS), "rules"])
        yield DataError(shown, "(file)", f"to lie in one of: {accepted}")
        return
    body = {key: value for key, value in content.items() if key != "rows"}
    try:
        _validator(schema)(body)
    except fastjsonschema.JsonSchemaValueException as error:
        path = [int(part) if part.isdigit() else part for part in error.path[1:]]
        key = ".".join(map(str, path)) or "(file)"
        expected = error.message.removeprefix(error.name or "").strip().removeprefix("must ")
        yield DataError(shown, key, f"to {expected}", line=line_of(text, path))


@cache
def _validator(schema: str) -> Callable[[Any], Any]:
    import fastjsonschema

    compiled: Callable[[Any], Any] = fastjsonschema.compile(
        json.loads((_schema_folder() / f"{schema}.json").read_text("utf-8")),
        use_default=False,
    )
    return compiled


def _schema_folder() -> Path:
    here = Path(__file__).parent
    packaged = here / "_data" / "schema"
    return packaged if packaged.is_dir() else here.parents[1] / "data" / "schema"


def _sources_exist(
    content: Any, known: Mapping[str, Any], shown: str, text: str
) -> Iterator[DataError]:
    """Every `source` and every `origin` that is no "written here" must be on record."""

    def visit(node: Any, path: list[str | int]) -> Iterator[DataError]:
        if isinstance(node, dict):
            for key, child in node.items():
                if key in ("source", "origin", "cites"):
                    ids = [child] if isinstance(child, str) else child
                    for one in ids if isinstance(ids, list) else []:
                        if one not in known and not (key == "origin" and one == "written here"):
                            where = [*path, key]
                            yield DataError(
                                shown,
                                ".".join(map(str, where)),
                                f"the id of a source, not {one!r}",
                                line=line_of(text, where),
                            )
                else:
                    yield from visit(child, [*path, key])
        elif isinstance(node, list) and path != ["rows"]:
            for index, child in enumerate(node):
                yield from visit(child, [*path, index])

    yield from visit(content, [])


def _phrases_fit(folder: Path) -> Iterator[DataError]:
    """A wording uses exactly the slots that the phrase has, in every language."""
    index = _quietly(folder, "phrases/index")
    if not index:
        return
    for name in names(folder):
        if not name.startswith("phrases/") or name == "phrases/index":
            continue
        shown = f"{name}.toml"
        for phrase, entry in (_quietly(folder, name) or {}).items():
            if not isinstance(entry, dict):
                continue
            text = (folder / shown).read_text("utf-8")
            line = line_of(text, [phrase])
            if phrase not in index:
                yield DataError(shown, phrase, "a phrase of phrases/index.toml", line=line)
                continue
            wanted = set(index[phrase].get("slots", {}))
            for register in ("text", "formal", "informal"):
                wording = entry.get(register)
                wording = wording.get("text") if isinstance(wording, dict) else wording
                if isinstance(wording, str) and _slots(wording) != wanted:
                    yield DataError(
                        shown,
                        f"{phrase}.{register}",
                        f"the slots {sorted(wanted) or 'none'}, not {sorted(_slots(wording))}",
                        line=line,
                    )


def _quietly(folder: Path, name: str) -> dict[str, Any] | None:
    try:
        found: dict[str, Any] | None = record(folder, name)
    except DataError:
        return None  # already reported with its own file
    return found


def _slots(wording: str) -> set[str]:
    return set(re.findall(r"\{(\w+)(?:\}|,)", wording))


# --- where a key stands ------------------------------------------------------------


def line_of(text: str, path: Sequence[str | int]) -> int | None:
    r"""The line of a TOML text that holds the deepest part of `path` that can be found.

    >>> line_of('[a]\nb = 1\n[[c]]\nd = 2\n[[c]]\nd = "x"', ["c", 1, "d"])
    6
    """
    best: tuple[int, int] | None = None
    table: list[str | int] = []
    counts: dict[tuple[str | int, ...], int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        header = re.match(r"\s*(\[\[?)\s*([^\]]+?)\s*\]", line)
        assigned = re.match(r"\s*([\w\-.\"']+)\s*=", line)
        if header:
            table = _parts(header.group(2))
            if header.group(1) == "[[":
                seen = tuple(table)
                counts[seen] = counts.get(seen, -1) + 1
                table.append(counts[seen])
            here = table
        elif assigned:
            here = table + _parts(assigned.group(1))
        else:
            continue
        depth = len(here)
        if list(path[:depth]) == here and (best is None or depth > best[0]):
            best = (depth, number)
    return best[1] if best else None


def _parts(dotted: str) -> list[str | int]:
    return [part.strip().strip("\"'") for part in dotted.split(".")]
