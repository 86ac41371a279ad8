"""Rows of a file of messages or customers, read one at a time, none of them lost.

Columns, in any order and all optional (members of an object in JSON lines):

- the message: `id`, `subject`, `body`, `format`, `language`, `syntax`
- values for its fields: `value.<name>`, `value.<name>:<kind>` (see `values`)
- the occasion: `channel`, `topic`, `query_class`, `resolution`, `sentiment`,
  `at`, `first_contact`, `relationship_months`, `offers_last_30_days`,
  `customer_asked`, `last_message`
- the offer: `offer`, `offer_tags`
- who it is for: either `customer`, the `id` of a row in the file of customers
  (several for a couple or group, with `;` between), or the person's own columns:
  `to` or `locale`, `title`, `given`, `given_informal`, `given2`, `surname`,
  `surname_prefix`, `surname2`, `generation`, `credentials`, `name_locale`,
  `gender`, `pronouns`, `salutation`, `preferred_name`, `territory`,
  `time_zone`, `register`, `languages` (`chat=en; any=de`), `marketing_consent`,
  `existing_customer`, `wants_offers`, `dietary`, `avoid`, and `organisation`
  where a company is addressed; `email` is kept for outgoing mail

An empty cell is an unknown value. Truth is written `yes` or `no`, `true` or
`false`; words of a set have `;` between. In JSON lines `values`, `situation`,
`offer`, `customer` and `to` may be objects too, with the fields of the nouns.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, BinaryIO

from ..errors import CultureKitError, InvalidValue
from ..model import Customer, Message, Name, Noun, Offer, Organisation, Situation
from .values import read_object, split_name

__all__ = ["CsvRows", "Row", "RowError", "read_jsonl", "row_of", "unread_columns"]


_NOTHING = Situation()


@dataclass(frozen=True, slots=True)
class RowError(Noun):
    """A row that could not be read or adapted; the rows behind it are not affected.

    >>> print(RowError(7, "no customer 'c-99'", file="messages.csv"))
    messages.csv:7: no customer 'c-99'
    """

    line: int | None
    message: str
    id: str | None = None
    file: str | None = None

    def __str__(self) -> str:
        if self.line is None:
            return f"{self.file}: {self.message}" if self.file else self.message
        place = f"{self.file}:{self.line}" if self.file else f"line {self.line}"
        return f"{place}: {self.message}"


@dataclass(frozen=True, slots=True)
class Row:
    """One row, its cells read: a message, for whom, with which values, on what occasion.

    `to` is what the row itself says about the recipient, `customers` the ids it
    names instead; `values` is `None` where the row has no values at all, and
    braces are text then.
    """

    line: int
    id: str | None = None
    message: Message | None = None
    to: Any = None
    customers: tuple[str, ...] = ()
    values: Mapping[str, Any] | None = None
    situation: Situation = _NOTHING
    offer: Offer | None = None
    email: str | None = None


# --- cells ---------------------------------------------------------------------------


def _flag(text: str) -> bool:
    try:
        return _TRUTH[text.strip().lower()]
    except KeyError:
        raise InvalidValue("truth value", text, accepted=("yes", "no")) from None


_TRUTH = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}


def _count(text: str) -> int:
    if not (text.strip().isascii() and text.strip().isdigit() and len(text) < 10):
        raise InvalidValue("count", text, accepted="a whole number")
    return int(text)


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(";") if word.strip())


def _pairs(text: str) -> dict[str, str]:
    """`chat=en; any=de` as a mapping; a tag alone is for any channel."""
    found = {}
    for word in _words(text):
        key, sign, value = word.partition("=")
        found[key.strip() if sign else "any"] = value.strip() if sign else word
    return found


def _plain(text: str) -> str:
    return text.strip()


def _same(text: str) -> str:
    return text


_Cell = Callable[[str], Any]

_MESSAGE: dict[str, _Cell] = {
    "subject": _same,
    "body": _same,
    "format": _plain,
    "language": _plain,
    "syntax": _plain,
}
_SITUATION: dict[str, _Cell] = {
    **dict.fromkeys(("channel", "topic", "query_class", "resolution", "sentiment", "at"), _plain),
    "last_message": _same,
    "first_contact": _flag,
    "customer_asked": _flag,
    "relationship_months": _count,
    "offers_last_30_days": _count,
}
_NAME: dict[str, _Cell] = dict.fromkeys(
    (
        *("title", "given", "given_informal", "given2", "surname", "surname_prefix"),
        *("surname2", "generation", "credentials", "name_locale"),
    ),
    _plain,
)
_PERSON: dict[str, _Cell] = {
    **dict.fromkeys(
        (
            *("to", "locale", "gender", "pronouns", "salutation", "preferred_name"),
            *("territory", "time_zone", "register"),
        ),
        _plain,
    ),
    "languages": _pairs,
    "marketing_consent": _flag,
    "existing_customer": _flag,
    "wants_offers": _flag,
    "dietary": _words,
    "avoid": _words,
}
_OTHER: dict[str, _Cell] = {
    "id": _plain,
    "customer": _words,
    "organisation": _plain,
    "email": _plain,
    "offer": _plain,
    "offer_tags": _words,
}
_GROUPS: dict[str, dict[str, _Cell]] = {
    "message": _MESSAGE,
    "situation": _SITUATION,
    "name": _NAME,
    "person": _PERSON,
    "other": _OTHER,
}
_COLUMNS: dict[str, tuple[str, _Cell]] = {
    column: (group, read) for group, cells in _GROUPS.items() for column, read in cells.items()
}
_VALUE = "value."


def unread_columns(header: Iterable[str]) -> tuple[str, ...]:
    """The columns of a header that mean nothing here, for a caller to mention.

    >>> unread_columns(["id", "body", "ticket", "value.day"])
    ('ticket',)
    """
    return tuple(one for one in header if one not in _COLUMNS and not one.startswith(_VALUE))


# --- one row ------------------------------------------------------------------------------


def row_of(cells: Mapping[str, Any], line: int) -> Row:
    """The row that a mapping of columns says; text is read, other JSON values are taken.

    >>> row = row_of({"id": "m1", "to": "de-AT", "body": "{day}", "value.day": "2026-03-07"}, 2)
    >>> row.to, row.values
    (Customer(locale='de-AT'), {'day': datetime.date(2026, 3, 7)})

    Columns without meaning are passed over. Raises `InvalidValue` naming the
    column, or what a noun raises for its field.
    """
    groups: dict[str, dict[str, Any]] = {group: {} for group in _GROUPS}
    values: dict[str, Any] | None = None
    for column, cell in cells.items():
        if column.startswith(_VALUE) or column == "values":
            values = {} if values is None else values
            if cell not in (None, ""):
                values.update(_values(column, cell))
        elif cell is None or cell == "":
            continue
        elif known := _COLUMNS.get(column):
            group, read = known
            groups[group][column] = _cell(column, cell, read)
    message, other = groups["message"], groups["other"]
    if values is None and "syntax" in message:
        values = {}  # whoever states a syntax has fields in mind
    to = _recipient(groups["person"], groups["name"], other)
    customers = other.get("customer", ())
    if customers and to is not None:
        raise InvalidValue("customer", customers, accepted="an id, or the person's own columns")
    if not _are_ids(customers):
        to, customers = customers, ()  # the people themselves, read by the kit
    if message and "body" not in message:
        raise InvalidValue("body", None, accepted="the text of the message")
    return Row(
        line=line,
        id=other.get("id"),
        message=Message(**message) if message else None,
        to=to,
        customers=tuple(customers),
        values=values,
        situation=_situation(groups["situation"], cells.get("situation")),
        offer=_offer(other),
        email=other.get("email"),
    )


def _are_ids(customers: Any) -> bool:
    return isinstance(customers, (list, tuple)) and all(isinstance(id, str) for id in customers)


def _situation(fields: dict[str, Any], given: Any) -> Situation:
    """The occasion from its columns, or from an object of JSON with columns over it."""
    if given:
        if not isinstance(given, Mapping):
            raise InvalidValue("situation", given, accepted="an object of its fields")
        return Situation.from_dict({**given, **fields})
    return Situation(**fields) if fields else _NOTHING


def _cell(column: str, cell: Any, read: _Cell) -> Any:
    if not isinstance(cell, str):
        if column == "id" and isinstance(cell, int):
            return str(cell)
        if column in ("id", "email", "organisation"):
            raise InvalidValue(column, cell, accepted="text")
        return cell
    try:
        return read(cell)
    except InvalidValue as error:
        raise InvalidValue(column, error.given, accepted=error.accepted) from None


def _values(column: str, cell: Any) -> dict[str, Any]:
    if column == "values":
        if not isinstance(cell, Mapping):
            raise InvalidValue("values", cell, accepted="an object of names and values")
        pairs = list(cell.items())
    else:
        pairs = [(column.removeprefix(_VALUE), cell)]
    found = {}
    for key, item in pairs:
        name, kind = split_name(str(key))
        if item is None or item == "":
            continue
        try:
            found[name] = read_object(item, kind)
        except InvalidValue as error:
            raise InvalidValue(f"value.{key}", error.given, accepted=error.accepted) from None
    return found


def _recipient(person: dict[str, Any], name: dict[str, Any], other: dict[str, Any]) -> Any:
    """The person or company that the row's own columns describe, or `None`."""
    if "to" in person:
        to = person.pop("to")
        if not isinstance(to, str):
            return to  # an object or a list of JSON, read by the kit
        if "locale" in person:
            raise InvalidValue("to", to, accepted="either to or locale, not both")
        person["locale"] = to
    if name:
        if "name_locale" in name:
            name["locale"] = name.pop("name_locale")
        person["name"] = Name(**name)
    if not other.get("organisation"):
        return Customer(**person) if person else None
    own = {"name", "gender", "pronouns", "salutation", "preferred_name", "register", "languages"}
    shared = {key: value for key, value in person.items() if key in _OF_ORGANISATION}
    contact = Customer(**person) if own & person.keys() else None
    return Organisation(name=other["organisation"], contact=contact, **shared)


_OF_ORGANISATION = frozenset(
    {"locale", "territory", "time_zone", "marketing_consent", "existing_customer"}
)


def _offer(other: dict[str, Any]) -> Offer | None:
    offer, tags = other.get("offer"), other.get("offer_tags")
    if isinstance(offer, Mapping):
        return Offer.from_dict(offer)
    fields = {key: value for key, value in (("kind", offer), ("tags", tags)) if value}
    return Offer(**fields) if fields else None


# --- files ----------------------------------------------------------------------------------

#: no line of a file is read further than this; what is longer is a broken row
_LONGEST_LINE = 1 << 24


class CsvRows:
    r"""The rows of a CSV file (UTF-8; delimiter `,` `;` or tab), read one by one.

    >>> import io
    >>> file = io.BytesIO(b"id,to,body,ticket\nm1,ja-JP,Thank you.,9\nm2,ja-JP\n")
    >>> rows = CsvRows(file, name="messages.csv")
    >>> [row.message.body if isinstance(row, Row) else str(row) for row in rows]
    ['Thank you.', 'messages.csv:3: 2 cells where the header has 4']
    >>> rows.unread
    ('ticket',)

    A row is a `Row`, or a `RowError` where it is broken. Raises `InvalidValue`
    for a file without a usable header. A cell longer than
    `csv.field_size_limit()` breaks its row.
    """

    def __init__(self, file: BinaryIO, *, name: str | None = None) -> None:
        self.name = name
        self._file = file
        self._position = file.tell() if file.seekable() else 0
        first = next(self._lines(), "").removeprefix("\ufeff")
        self._delimiter = max(",;\t", key=first.count)
        try:
            cells = next(csv.reader([first], delimiter=self._delimiter), [])
        except csv.Error as error:
            raise InvalidValue("header", first, accepted=f"CSV ({error})") from None
        self.header = tuple(cell.strip() for cell in cells)
        _check_header(self.header)

    @property
    def unread(self) -> tuple[str, ...]:
        """The columns that mean nothing here."""
        return unread_columns(self.header)

    def __iter__(self) -> Iterator[Row | RowError]:
        for line, _, cells in self.records():
            if isinstance(cells, str):
                yield RowError(line, cells, file=self.name)
            else:
                yield _read_row(cells, line, self.name)

    def records(self) -> Iterator[tuple[int, int, dict[str, str] | str]]:
        """Line, place in bytes, and cells by column; or, as text, what is wrong with them."""
        # A header is one line, so the reader's count is one behind the file's.
        reader = csv.reader(self._lines(), delimiter=self._delimiter, strict=True)
        while True:
            line, place = reader.line_num + 2, self._position
            try:
                cells = next(reader, None)
            except csv.Error as error:
                yield line, place, f"not CSV: {error}"
                continue
            if cells is None:
                return
            if cells:  # else a blank line
                yield line, place, self._by_column(cells)

    def record_at(self, place: int) -> dict[str, str] | str:
        """The cells of the record that begins at a place told by `records`."""
        self._position = self._file.seek(place)
        return next(cells for _, _, cells in self.records())

    def _by_column(self, cells: list[str]) -> dict[str, str] | str:
        if len(cells) != len(self.header):
            return f"{len(cells)} cells where the header has {len(self.header)}"
        if any(not cell.isascii() and _undecoded(cell) for cell in cells):
            return "not UTF-8"
        return dict(zip(self.header, cells, strict=True))

    def _lines(self) -> Iterator[str]:
        """Lines as text; what is no UTF-8 stays recognisable, so that only its row fails."""
        for line in _bounded_lines(self._file):
            self._position += len(line)
            yield line[:_LONGEST_LINE].decode("utf-8", "surrogateescape")


def _bounded_lines(file: BinaryIO) -> Iterator[bytes]:
    """Lines of a file; of one that is too long only as much as shows that it is."""
    while line := file.readline(_LONGEST_LINE + 1):
        yield line
        while len(line) > _LONGEST_LINE and not line.endswith(b"\n"):
            line = file.readline(_LONGEST_LINE + 1)


def _check_header(header: tuple[str, ...]) -> None:
    if not any(header):
        raise InvalidValue("header", header, accepted="a first line with the columns' names")
    if any(_undecoded(column) for column in header):
        raise InvalidValue("header", header, accepted="text in UTF-8")
    for column in header:
        if header.count(column) > 1:
            raise InvalidValue("header", column, accepted="each column once")
        if column.startswith(_VALUE):
            split_name(column.removeprefix(_VALUE))


def _undecoded(cell: str) -> bool:
    return any("\ud800" <= char <= "\udfff" for char in cell)


def read_jsonl(file: BinaryIO, *, name: str | None = None) -> Iterator[Row | RowError]:
    r"""The rows of a file with one JSON object a line, read one by one.

    >>> import io
    >>> rows = read_jsonl(io.BytesIO(b'{"to": "ja-JP", "body": "Hi"}\n[1]\n'))
    >>> next(rows).message.body, str(next(rows))
    ('Hi', 'line 2: not a JSON object')
    """
    for number, line in enumerate(_bounded_lines(file), 1):
        text = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
        if not text.strip():
            continue
        try:
            cells = json.loads(text, parse_float=Decimal, parse_constant=_no_constant)
        except (ValueError, RecursionError) as error:
            yield RowError(number, f"not JSON: {error}", file=name)
            continue
        if isinstance(cells, dict):
            yield _read_row(cells, number, name)
        else:
            yield RowError(number, "not a JSON object", file=name)


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not a value of JSON")


def _read_row(cells: Mapping[str, Any], line: int, name: str | None) -> Row | RowError:
    try:
        return row_of(cells, line)
    except CultureKitError as error:
        id = cells.get("id")
        return RowError(line, str(error), id=str(id) if id else None, file=name)
