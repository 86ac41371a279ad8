"""Country scores: the tables that come along, and the user's own copy of those that may not.

Hofstede's, GLOBE's and Schwartz's figures are not free to redistribute. The
loaders read a copy that the user obtained and give a `Table` like the bundled
ones; `Kit(datasets=(table,))` adds it.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from .codes import territory_code
from .errors import DataError, InvalidValue
from .model import Fact, Level, Source
from .store import Store, Table

__all__ = [
    "OPEN_LICENCES",
    "Datasets",
    "chosen",
    "latest",
    "load_globe",
    "load_hofstede",
    "load_schwartz",
    "scores",
]

#: licences under which figures may be used for any purpose
OPEN_LICENCES = frozenset({"CC0-1.0", "CC-BY-4.0", "MIT", "Unicode-3.0"})

Datasets = str | Table | Sequence["str | Table"]


def chosen(store: Store, datasets: Datasets) -> tuple[Table, ...]:
    """The tables that `datasets` names: "all", "open", table names, or loaded tables.

    Raises `InvalidValue` for a name that is none of these.
    """
    wanted = (datasets,) if isinstance(datasets, (str, Table)) else tuple(datasets)
    found: dict[str, Table] = {}
    for one in wanted:
        if isinstance(one, Table):
            found[one.name] = one
        elif one in ("all", "open"):
            for table in store.tables():
                if one == "all" or _is_open(table):
                    found[table.name] = table
        else:
            table = store.table(one)
            found[table.name] = table
    return tuple(found.values())


def _is_open(table: Table) -> bool:
    """Whether every source of the table has a licence of `OPEN_LICENCES`."""
    return all(source.licence in OPEN_LICENCES for source in table.source)


@lru_cache(maxsize=2048)
def scores(
    tables: tuple[Table, ...], territory: str | None, language: str | None
) -> Mapping[str, Fact]:
    """Each score of a country or language as a `Fact`, by "table.column"."""
    found: dict[str, Fact] = {}
    for table in tables:
        wanted = territory if table.key == "territory" else language
        if wanted is None or table.key == "pair":
            continue
        row = latest(table, wanted)
        if row is None:
            continue
        for column, about in table.columns.items():
            value = row.get(column)
            if value is not None and "construct" in about:
                year = row.get("year") or about.get("year") or table.as_of
                found[f"{table.name}.{column}"] = Fact(
                    value=value,
                    unit=about.get("unit"),
                    source=table.source,
                    as_of=None if year is None else str(year),
                    note=about.get("higher"),
                    level=Level.TERRITORY if table.key == "territory" else Level.LANGUAGE,
                )
    return MappingProxyType(found)


def latest(table: Table, key: str) -> dict[str, Any] | None:
    """The row of `key`; of several years, the newest. A part of a country is no country."""
    found: dict[str, Any] | None = None
    for row in table.rows:
        if row[0] == key:
            named = dict(zip(table.header, row, strict=True))
            if named.get("part"):
                continue
            if found is None or float(named.get("year") or 0) >= float(found.get("year") or 0):
                found = named
    return found


# --- loaders -------------------------------------------------------------------

_HOFSTEDE = {
    "pdi": ("Power distance", "more acceptance of unequal power"),
    "idv": ("Individualism", "more individualism"),
    "mas": ("Masculinity (motivation towards achievement)", "more competition, less care"),
    "uai": ("Uncertainty avoidance", "less comfort with ambiguity"),
    "ltowvs": ("Long-term orientation", "more long-term orientation"),
    "ivr": ("Indulgence", "more indulgence, less restraint"),
}

_GLOBE = {
    "uncertainty_avoidance": "Uncertainty avoidance",
    "future_orientation": "Future orientation",
    "power_distance": "Power distance",
    "institutional_collectivism": "Institutional collectivism",
    "humane_orientation": "Humane orientation",
    "performance_orientation": "Performance orientation",
    "in_group_collectivism": "In-group collectivism",
    "gender_egalitarianism": "Gender egalitarianism",
    "assertiveness": "Assertiveness",
}

_SCHWARTZ = {
    "harmony": "Harmony",
    "embeddedness": "Embeddedness",
    "hierarchy": "Hierarchy",
    "mastery": "Mastery",
    "affective_autonomy": "Affective autonomy",
    "intellectual_autonomy": "Intellectual autonomy",
    "egalitarianism": "Egalitarianism",
}

#: Hofstede's file has codes of its own (SLV is Slovenia there), so the country is read
#: by its name, in the file's spelling where that is nobody else's, and only then by these.
_HOFSTEDE_CODES = {"AUL": "AU", "CHI": "CN", "GER": "DE", "IDO": "ID", "SAF": "ZA"}
_HOFSTEDE_NAMES = {
    "bosnia": "BA",
    "czech rep": "CZ",
    "dominican rep": "DO",
    "great britain": "GB",
    "korea south": "KR",
    "kyrgyz rep": "KG",
    "macedonia rep": "MK",
    "slovak rep": "SK",
    "u.s.a.": "US",
}


def load_hofstede(path: str | Path, *, version: str) -> Table:
    r"""Hofstede's six dimensions from the user's own copy of the original file.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, "hofstede.csv")
    ...     _ = path.write_text("ctr;country;pdi;idv;mas;uai;ltowvs;ivr\nSWE;Sweden;1;2;3;4;5;6")
    ...     table = load_hofstede(path, version="2015")
    >>> table.rows
    (('SE', 1.0, 2.0, 3.0, 4.0, 5.0, 6.0),)

    `version` says which of the data sets under that name it is: "2015" (the
    dimension data matrix), "site" (the country comparison table) or "2023"
    (the October 2023 revision). Columns `ctr;country;pdi;idv;mas;uai;ltowvs;ivr`,
    `;` or `,` between them, `#NULL!` for missing. Rows of regions and of parts of
    countries are left out and listed in `Table.problems`, with their lines. Raises
    `DataError` where the header is not of that form.
    """
    if version not in ("2015", "site", "2023"):
        raise InvalidValue("version", version, accepted=("2015", "site", "2023"))
    return _load(
        path,
        name="hofstede",
        title=f"Hofstede's dimensions ({version})",
        country=_hofstede_country,
        columns={key: _column(label, more, "hofstede") for key, (label, more) in _HOFSTEDE.items()},
        as_of=version if version.isdigit() else None,
        source=Source(
            id=f"hofstede-{version}",
            title=f"Dimensions of national culture ({version}), the user's own copy",
            producer="Geert Hofstede",
            licence="not open",
            terms="The user's own copy; the authors ask commercial users to obtain permission.",
        ),
    )


def _hofstede_country(row: Mapping[str, str]) -> str | None:
    name, code = row.get("country", ""), row.get("ctr", "")
    return _HOFSTEDE_NAMES.get(name.lower()) or territory_code(name) or _HOFSTEDE_CODES.get(code)


def load_globe(path: str | Path) -> Table:
    r"""GLOBE 2004 society scores from the user's own copy.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, "globe.csv")
    ...     _ = path.write_text("country,power_distance_values\nSweden,2.5\n")
    ...     table = load_globe(path)
    >>> table.rows
    (('SE', 2.5),)

    A first column `territory` or `country` (ISO 3166 code or English name), then
    columns named after the dimensions with `_practices` or `_values` behind,
    such as `power_distance_practices`. What cannot be read is listed in
    `Table.problems`; raises `DataError` where the header is not of that form.
    """
    columns = {
        f"{key}_{kind}": _column(f"{label}, {kind}", f"more {label.lower()}", "globe")
        for key, label in _GLOBE.items()
        for kind in ("practices", "values")
    }
    return _load_by_name(
        path, "globe", "GLOBE 2004 society scores", columns, "House et al., the GLOBE project"
    )


def load_schwartz(path: str | Path) -> Table:
    r"""Schwartz's cultural value orientations from the user's own copy.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, "schwartz.csv")
    ...     _ = path.write_text("territory,harmony,mastery\nSE,4.5,4\n")
    ...     table = load_schwartz(path)
    >>> table.rows
    (('SE', 4.5, 4.0),)

    A first column `territory` or `country` (ISO 3166 code or English name), then
    the seven orientations. What cannot be read is listed in `Table.problems`;
    raises `DataError` where the header is not of that form.
    """
    columns = {
        key: _column(label, f"more {label.lower()}", "schwartz") for key, label in _SCHWARTZ.items()
    }
    return _load_by_name(
        path, "schwartz", "Schwartz's value orientations", columns, "Shalom H. Schwartz"
    )


def _column(label: str, higher: str, model: str) -> dict[str, str]:
    # The construct carries the model's name: equal names in two models are two things.
    return {
        "label": label,
        "higher": higher,
        "unit": "score",
        "construct": f"{model}: {label.lower()}",
    }


def _load_by_name(
    path: str | Path,
    name: str,
    title: str,
    columns: Mapping[str, Mapping[str, Any]],
    producer: str,
) -> Table:
    return _load(
        path,
        name=name,
        title=title,
        country=lambda row: territory_code(row.get("territory") or row.get("country") or ""),
        columns=columns,
        as_of=None,
        source=Source(
            id=name,
            title=f"{title}, the user's own copy",
            producer=producer,
            licence="not open",
            terms="The user's own copy, under the terms it was obtained with.",
        ),
    )


def _load(
    path: str | Path,
    *,
    name: str,
    title: str,
    country: Callable[[Mapping[str, str]], str | None],
    columns: Mapping[str, Mapping[str, Any]],
    as_of: str | None,
    source: Source,
) -> Table:
    """A table of country scores; what a row says wrongly becomes one of `Table.problems`."""
    try:
        path = Path(path)
    except TypeError:
        raise InvalidValue("path", path, accepted="the path of a file") from None
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        text = path.read_text("latin-1")
    except OSError as error:
        raise InvalidValue("path", str(path), accepted=f"a readable file ({error})") from None
    lines = text.splitlines()
    first = lines[0] if lines else ""
    reader = csv.reader(lines, delimiter=";" if first.count(";") > first.count(",") else ",")
    header = [one.strip().lower() for one in next(reader, [])]
    have = [column for column in columns if column in header]
    if not have or not {"territory", "country", "ctr"} & set(header):
        expected = f"columns territory, country or ctr and some of {', '.join(columns)}"
        raise DataError(path.name, "(header)", expected, line=1)
    rows: list[tuple[Any, ...]] = []
    problems: list[DataError] = []
    for cells in reader:
        row = dict(zip(header, (cell.strip() for cell in cells), strict=False))
        territory = country(row)
        if territory is None:
            given = row.get("country") or row.get("territory") or row.get("ctr")
            expected = f"one country, not {given!r}; the row was left out"
            problems.append(DataError(path.name, "country", expected, line=reader.line_num))
            continue
        figures: list[float | None] = []
        for column in have:
            cell = row.get(column, "")
            try:
                missing = cell.upper() in ("", "#NULL!", "NA", "N/A")
                figures.append(None if missing else float(cell.replace(",", ".")))
            except ValueError:
                figures.append(None)
                expected = f"a number or #NULL!, not {cell!r}"
                problems.append(DataError(path.name, column, expected, line=reader.line_num))
        rows.append((territory, *figures))
    return Table(
        name=name,
        title=title,
        key="territory",
        source=(source,),
        columns={column: columns[column] for column in have},
        header=("territory", *have),
        rows=tuple(rows),
        as_of=as_of,
        problems=tuple(problems),
    )
