"""One lookup over compiled data: the core's records, then those of packs.

In a wheel the records are JSON files beside this module; in a checkout they are
compiled from `data/` when first asked for, so an edit shows at once. Records
are decoded one by one and kept. A `Store` never changes after it was opened.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Any

from . import compile as compiler
from .errors import DataError, InvalidValue
from .model import Fact, Level, Source, freeze

__all__ = ["Store", "Table", "open"]


@dataclass(frozen=True, slots=True)
class Table:
    """One source's figures for many countries or languages."""

    name: str
    title: str
    key: str
    source: tuple[Source, ...]
    columns: Mapping[str, Mapping[str, Any]]
    header: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    as_of: str | None = None
    note: str | None = None
    problems: tuple[DataError, ...] = field(default=(), compare=False)

    def __hash__(self) -> int:
        # Tables are keys of caches, and their figures are many.
        return hash((self.name, self.as_of, len(self.rows)))


class Store:
    """Everything that is known, in layers; a later layer stands over an earlier one."""

    def __init__(self, layers: Sequence[_Layer], packs: tuple[str, ...] = ()) -> None:
        self._layers = tuple(layers)
        self._packs = packs
        self._records: dict[str, Any] = {}
        self._facts: dict[str, Mapping[str, Fact]] = {}
        self._merged: dict[tuple[str, str], Mapping[str, Any]] = {}
        self._tables: dict[str, Table] = {}

    def __reduce__(self) -> tuple[object, ...]:
        return (open, (self._packs,))

    @cached_property
    def version(self) -> str:
        """Digest of the data, twelve hexadecimal digits; with packs, of theirs too."""
        versions = [layer.version for layer in self._layers]
        if len(versions) == 1:
            return versions[0]
        return sha256("+".join(versions).encode()).hexdigest()[:12]

    # --- single records ---

    def record(self, name: str) -> Any:
        """The record `name`, or `None`; where several layers have it, tables are merged."""
        if name not in self._records:
            found: Any = None
            for layer in self._layers:
                over = layer.read(name)
                if over is not None:
                    found = over if found is None else _merge(found, over)
            self._records[name] = found
        return self._records[name]

    def names(self, folder: str = "") -> list[str]:
        """The names in one folder of the data, without the folder; all names without one.

        >>> "JP" in open().names("territories")
        True
        """
        prefix = f"{folder}/" if folder else ""
        return sorted(
            {
                name.removeprefix(prefix)
                for layer in self._layers
                for name in layer.names
                if name.startswith(prefix)
            }
        )

    def cldr(self, name: str) -> Any:
        """One of the extracts of CLDR that lie in `data/cldr`."""
        found = self.record(f"cldr/{name}")
        if found is None:
            raise InvalidValue("CLDR extract", name, accepted=self.names("cldr"))
        return found

    def rules(self, name: str) -> Mapping[str, Any]:
        """One file of `data/rules`; empty where there is none."""
        return self.record(f"rules/{name}") or {}

    # --- sources ---

    def source(self, id: str) -> Source:
        """The source of that id; raises `InvalidValue` for one that is not on record."""
        try:
            return self._sources[id]
        except KeyError:
            raise InvalidValue("source", id, accepted="an id of data/sources.toml") from None

    @cached_property
    def _sources(self) -> dict[str, Source]:
        found = self.record("sources") or {}
        return {id: Source(id=id, **fields) for id, fields in found.items()}

    @property
    def sources(self) -> Mapping[str, Source]:
        """All sources by id."""
        return MappingProxyType(self._sources)

    def _cited(self, given: str | Sequence[str]) -> tuple[Source, ...]:
        ids = (given,) if isinstance(given, str) else given
        return tuple(self.source(id) for id in ids)

    # --- facts ---

    def facts(self, territory: str) -> Mapping[str, Fact]:
        """All facts of a territory by dotted key: its regions', its own, its law's.

        >>> open().facts("DE")["withdrawal.period"].value
        14
        """
        if territory not in self._facts:
            found: dict[str, Fact] = {}
            for region, members in self._regions.items():
                if territory in members:
                    found.update(self._flat(self.record(f"regions/{region}"), Level.REGION))
            for name in (f"territories/{territory}", f"law/{territory}"):
                found.update(self._flat(self.record(name) or {}, Level.TERRITORY))
            self._facts[territory] = MappingProxyType(found)
        return self._facts[territory]

    @cached_property
    def _regions(self) -> dict[str, frozenset[str]]:
        return {
            name: frozenset(self.record(f"regions/{name}").get("members", ()))
            for name in self.names("regions")
        }

    def _flat(self, node: Mapping[str, Any], level: Level, path: str = "") -> dict[str, Fact]:
        found: dict[str, Fact] = {}
        for key, child in node.items():
            if not isinstance(child, dict):
                continue
            if "value" in child:
                found[path + key] = self.fact(child, level)
            else:
                found.update(self._flat(child, level, f"{path}{key}."))
        return found

    def fact(self, table: Mapping[str, Any], level: Level | None = None) -> Fact:
        """A `Fact` from its table in a data file, its sources looked up."""
        fields = {
            key: table[key] for key in ("unit", "as_of", "confidence", "note") if key in table
        }
        source = self._cited(table["source"]) if "source" in table else ()
        return Fact(value=freeze(table["value"]), source=source, level=level, **fields)

    # --- languages and phrases, over CLDR's parents ---

    def language(self, tag: str) -> Mapping[str, Any]:
        """What is on file for a language, the nearest locale first; empty where nothing is."""
        return self._over_parents("languages", tag)

    def phrases(self, tag: str) -> Mapping[str, Any]:
        """The phrase bank of a language, the nearest locale first; empty where there is none."""
        return self._over_parents("phrases", tag)

    def _over_parents(self, folder: str, tag: str) -> Mapping[str, Any]:
        key = (folder, tag)
        if key not in self._merged:
            if len(self._merged) > 1024:
                self._merged.clear()
            found: Any = {}
            for name in reversed(self.chain(tag)):
                over = self.record(f"{folder}/{name}")
                if over is not None:
                    found = _merge(found, over)
            self._merged[key] = MappingProxyType(found)
        return self._merged[key]

    def chain(self, tag: str) -> tuple[str, ...]:
        """The locale and its parents by CLDR, nearest first, without the root.

        >>> open().chain("es-AR")
        ('es-AR', 'es-419', 'es')
        >>> open().chain("zh-TW")
        ('zh-TW', 'zh-Hant-TW', 'zh-Hant')
        """
        parents = self.cldr("parents")
        explicit = parents["parentLocale"]
        found = []
        while tag and tag not in ("und", "root"):
            found.append(tag)
            if tag in explicit:
                tag = explicit[tag]
            elif written := self._written_otherwise(tag):
                tag = written
            elif (cut := tag.rpartition("-")[0]) and not self._script_unlike(tag):
                tag = cut
            else:
                break
        return tuple(found)

    def _written_otherwise(self, tag: str) -> str:
        """The tag with its script, where that territory does not write as the language does."""
        likely = self.cldr("likely")
        language, _, territory = tag.partition("-")
        there, usual = likely.get(tag, "").split("-"), likely.get(language, "").split("-")
        if not territory or len(there) != 3 or len(usual) != 3 or there[1] == usual[1]:
            return ""
        return f"{language}-{there[1]}-{territory}"

    def _script_unlike(self, tag: str) -> bool:
        """Whether the tag ends in a script that its language is not usually written in."""
        language, _, script = tag.rpartition("-")
        if len(script) != 4 or not script.isalpha():
            return False
        likely = self.cldr("likely").get(language, "")
        return f"-{script}-" not in likely

    # --- tables ---

    def table(self, name: str) -> Table:
        """The table of that name; raises `InvalidValue` naming those that exist."""
        if name in self._tables:
            return self._tables[name]
        found = self.record(f"tables/{name}")
        if found is None:
            raise InvalidValue("table", name, accepted=self.names("tables"))
        header, *rows = found["rows"]
        self._tables[name] = Table(
            name=name,
            title=found["title"],
            key=found["key"],
            source=self._cited(found["source"]),
            columns=found["columns"],
            header=tuple(header),
            rows=tuple(map(tuple, rows)),
            as_of=found.get("as_of"),
            note=found.get("note"),
        )
        return self._tables[name]

    def tables(self) -> Iterator[Table]:
        """All tables, by name."""
        for name in self.names("tables"):
            yield self.table(name)


class _Layer:
    """One folder of data, compiled or not."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        manifest = folder / "manifest.json"
        self._manifest = json.loads(manifest.read_text("utf-8")) if manifest.is_file() else None

    @cached_property
    def names(self) -> list[str]:
        if self._manifest:
            return list(self._manifest["records"])
        return compiler.names(self.folder)

    @cached_property
    def version(self) -> str:
        if self._manifest:
            return str(self._manifest["version"])
        return compiler.fingerprint(self.folder)

    def read(self, name: str) -> Any:
        if self._manifest:
            path = self.folder / f"{name}.json"
            return json.loads(path.read_text("utf-8")) if path.is_file() else None
        return compiler.record(self.folder, name)


def _merge(under: Any, over: Any) -> Any:
    """`over` laid on `under`: tables key by key, arrays of tables in front, else replaced.

    A table that holds a `value` or a `text` is one statement, so it is replaced
    whole: half of one fact must never be completed by half of another.
    """
    if isinstance(under, dict) and isinstance(over, dict):
        if {"value", "text"} & (under.keys() | over.keys()):
            return over
        merged = dict(under)
        for key, value in over.items():
            merged[key] = _merge(under[key], value) if key in under else value
        return merged
    if (
        isinstance(under, list)
        and isinstance(over, list)
        and all(isinstance(item, dict) for item in [*under, *over])
    ):
        return [*over, *under]
    return over


@cache
def _core() -> _Layer:
    here = Path(__file__).parent
    packaged = here / "_data"
    return _Layer(packaged if packaged.is_dir() else here.parents[1] / "data")


def open(packs: Sequence[str | Path] = ()) -> Store:
    """The store of the core data with `packs` over it; the same packs give the same store.

    A pack is a folder laid out like `data/`, or the name of an installed one
    (entry point group `culturekit.packs`). Raises `DataError` for the first
    fault in a pack and `InvalidValue` for a pack that is not there.
    """
    return _open(tuple(str(pack) for pack in packs))


@lru_cache(maxsize=16)
def _open(packs: tuple[str, ...]) -> Store:
    layers = [_core()]
    for pack in packs:
        folder = _pack_folder(pack)
        known = Store(layers).record("sources") or {}
        for fault in compiler.check(folder, sources=known):
            raise fault
        layers.append(_Layer(folder))
    return Store(layers, packs)


def _pack_folder(pack: str) -> Path:
    if (folder := Path(pack)).is_dir():
        return folder
    from importlib.metadata import entry_points
    from importlib.resources import files

    installed = {point.name: point for point in entry_points(group="culturekit.packs")}
    if pack not in installed:
        raise InvalidValue("pack", pack, accepted=["a folder", *sorted(installed)])
    folder = Path(str(files(installed[pack].value)))
    if not folder.is_dir():
        raise DataError(pack, "(pack)", "a package unpacked into a folder")
    return folder
