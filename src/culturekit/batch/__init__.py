"""Many messages at once: rows of a file in, adaptations out, one at a time."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

from ..adapt import INCLUDE, Adaptation
from ..errors import CultureKitError, InvalidValue
from ..kit import Kit
from ..model import Message, Noun, Offer, RegisterLabel, Situation
from .customers import CustomerIndex
from .rows import CsvRows, Row, RowError, read_jsonl, row_of, unread_columns

__all__ = [
    "Adapted",
    "CsvRows",
    "CustomerIndex",
    "Row",
    "RowError",
    "adapt_many",
    "read_jsonl",
    "recipient_of",
    "row_of",
    "together",
    "unread_columns",
]


@dataclass(frozen=True, slots=True)
class Adapted(Noun):
    """A row and the message made of it."""

    line: int
    adaptation: Adaptation
    id: str | None = None
    to: str | None = None
    email: str | None = None
    format: str = "text"


def adapt_many(
    rows: Iterable[Row | RowError | Mapping[str, Any]],
    kit: Kit,
    *,
    to: Any = None,
    customers: Mapping[str, Any] | None = None,
    message: Message | None = None,
    values: Mapping[str, Any] | None = None,
    offer: Offer | str | None = None,
    situation: Situation | Mapping[str, Any] | None = None,
    register: RegisterLabel | str | None = None,
    include: Collection[str] = INCLUDE,
    mixed: bool = False,
    name: str | None = None,
) -> Iterator[Adapted | RowError]:
    """Each row adapted for whom it names, as the rows come.

    >>> rows = [{"to": to, "body": "Thank you for your order."} for to in ("de-DE", "xq")]
    >>> for result in adapt_many(rows, Kit()):
    ...     print(result if isinstance(result, RowError) else result.adaptation.opening)
    Guten Tag,
    line 2: ...

    A mapping is read as `row_of` reads one. What a row leaves open is filled
    from the keywords: `to`, `message` (one text for many people), `values`,
    `situation`, `offer`. `customers` maps the ids that rows name to recipients. A row
    that cannot be read or adapted comes out as a `RowError`, in its place.
    """
    shared = Situation.from_dict(situation) if isinstance(situation, Mapping) else situation
    for number, given in enumerate(rows, 1):
        if isinstance(given, RowError):
            yield given
            continue
        line, id = number, None
        try:
            row = given if isinstance(given, Row) else row_of(given, number)
            line, id = row.line, row.id
            recipient, email = recipient_of(row, customers, to)
            draft = row.message or message
            if draft is None:
                raise InvalidValue("body", None, accepted="the text of the message")
            found = kit.adapt(
                draft,
                to=recipient,
                values=together(values, row.values),
                situation=_over(shared, row.situation),
                offer=row.offer or offer,  # type: ignore[arg-type]  # the kit reads a word too
                register=register,
                include=include,
                mixed=mixed,
            )
        except CultureKitError as error:
            yield RowError(line, str(error), id=id, file=name)
            continue
        yield Adapted(line, found, id=id, to=_shown(recipient), email=email, format=draft.format)


def together(
    shared: Mapping[str, Any] | None, own: Mapping[str, Any] | None
) -> Mapping[str, Any] | None:
    """The values of a row over those of all rows; `None`, not empty, where there are none."""
    if shared is None or own is None:
        return own if shared is None else shared
    return {**shared, **own}


def _over(shared: Situation | None, own: Situation) -> Situation:
    """The situation of a row, completed from that of all rows."""
    if shared is None or shared == own:
        return own
    known = {
        part.name: value
        for one in (shared, own)
        for part in fields(one)
        if (value := getattr(one, part.name)) is not None
    }
    return Situation(**known)


def recipient_of(
    row: Row, customers: Mapping[str, Any] | None, default: Any
) -> tuple[Any, str | None]:
    """Whom a row is for, and the address it names; raises `InvalidValue` where nobody is."""
    if row.customers:
        people = [_customer(id, customers) for id in row.customers]
        email = row.email
        if email is None and isinstance(customers, CustomerIndex):
            email = customers.row(row.customers[0]).email
        return people[0] if len(people) == 1 else people, email
    if row.to is not None:
        return row.to, row.email
    if default is None:
        raise InvalidValue("to", None, accepted="a recipient: a customer, a locale or a territory")
    return default, row.email


def _customer(id: str, customers: Mapping[str, Any] | None) -> Any:
    if customers is None:
        raise InvalidValue(
            "customer", id, accepted="an id in a file of customers, which is missing"
        )
    try:
        found = customers[id]
    except KeyError:
        raise InvalidValue("customer", id, accepted="an id in the file of customers") from None
    if found is None:
        raise InvalidValue("customer", id, accepted="a customer of whom something is known")
    return found


def _shown(recipient: Any) -> str | None:
    """Who it was for, in a few words."""
    one = recipient[0] if isinstance(recipient, (list, tuple)) else recipient
    if isinstance(one, str):
        return one
    if isinstance(one, Mapping):
        return one.get("locale")
    return getattr(one, "locale", None) or getattr(one, "territory", None)
