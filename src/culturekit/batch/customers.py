"""A file of customers, looked up by id without being held in memory."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, BinaryIO, cast

from ..errors import InvalidValue
from .rows import CsvRows, Row, RowError, row_of

__all__ = ["CustomerIndex"]


class CustomerIndex(Mapping[str, Any]):
    r"""The customers of a CSV file by their `id`, or by `email`, read when asked for.

    >>> import io
    >>> file = io.BytesIO(b"id,email,locale,surname\nc1,yuki@example.jp,ja-JP,Tanaka\n")
    >>> index = CustomerIndex(file)
    >>> index["c1"].locale, index["Yuki@example.jp"].name.surname, len(index)
    ('ja-JP', 'Tanaka', 1)

    Only ids, addresses and places in the file are kept. `problems` holds the
    rows that cannot be used. The file must stay open and unchanged; one that
    cannot be rewound, such as a pipe, is copied to a temporary file first.
    """

    def __init__(self, file: BinaryIO, *, name: str | None = None) -> None:
        self.name = name
        self.problems: list[RowError] = []
        if not file.seekable():
            file = _copied(file)
            weakref.finalize(self, file.close)
        self._rows = CsvRows(file, name=name)
        self._places: dict[str, tuple[int, int]] = {}
        self._emails: dict[str, str] = {}
        if "id" not in self._rows.header:
            raise InvalidValue("header", self._rows.header, accepted="a column id")
        for line, place, cells in self._rows.records():
            problem = cells if isinstance(cells, str) else self._kept(line, place, cells)
            if problem:
                self.problems.append(RowError(line, problem, file=name))
        self._cached = lru_cache(maxsize=4096)(self._read)

    def _kept(self, line: int, place: int, cells: dict[str, str]) -> str | None:
        id = cells["id"].strip()
        if not id:
            return "no id"
        if id in self._places:
            return f"a second customer {id!r}"
        self._places[id] = (line, place)
        if email := cells.get("email", "").strip().casefold():
            self._emails.setdefault(email, id)
        return None

    @property
    def unread(self) -> tuple[str, ...]:
        """The columns that mean nothing here."""
        return self._rows.unread

    def has_email(self, address: str) -> bool:
        """Whether some customer has that address."""
        return address.casefold() in self._emails

    def __getitem__(self, key: str) -> Any:
        """The `Customer` or `Organisation`, or what `row_of` raises for a broken row."""
        return self.row(key).to

    def row(self, key: str) -> Row:
        """The whole row of a customer; `KeyError` where there is none."""
        return self._cached(key if key in self._places else self._emails[key.casefold()])

    def _read(self, id: str) -> Row:
        line, place = self._places[id]
        return row_of(cast("dict[str, str]", self._rows.record_at(place)), line)

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


def _copied(file: BinaryIO) -> BinaryIO:
    copy = tempfile.TemporaryFile()  # noqa: SIM115  # lives as long as the index
    shutil.copyfileobj(file, copy)
    copy.seek(0)
    return cast("BinaryIO", copy)
