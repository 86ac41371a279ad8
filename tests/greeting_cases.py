"""The greetings of tests/cases/greetings: one table a language, for readers who know it.

A column may be missing where a table does not need it, and an empty cell means
not known. `and_…` columns are the second person of a couple. Line ends are
written ⏎. The pages of docs/ are made from the same tables.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from culturekit import Customer, Greeting, Kit, Name, Organisation

FOLDER = Path(__file__).parent / "cases" / "greetings"

#: columns that are fields of a name
NAME = ("title", "given", "given2", "surname_prefix", "surname", "surname2")
#: columns that are fields of a customer
CUSTOMER = ("gender", "pronouns", "preferred_name", "salutation", "time_zone")
#: shorter names of columns
SHORT = {"prefix": "surname_prefix", "preferred": "preferred_name"}
KNOWN = {
    "locale", *NAME, *CUSTOMER, "organisation", "name_locale", "register", "channel", "contact",
    "topic", "at", "sender_gender", "opening", "closing", "note",
    *(f"and_{one}" for one in ("gender", *NAME)),
}  # fmt: skip


@dataclass(frozen=True)
class Case:
    """One line of a table."""

    table: str
    cells: dict[str, str]

    @property
    def opening(self) -> str:
        """The opening that a careful writer would set."""
        return self.cells["opening"].replace("⏎", "\n")

    @property
    def closing(self) -> str:
        """The closing that goes with it."""
        return self.cells.get("closing", "").replace("⏎", "\n")

    def id(self) -> str:
        """What the case is about, without its answer."""
        shown = [
            value
            for column, value in self.cells.items()
            if value and column not in ("opening", "closing", "note")
        ]
        return " ".join(shown)

    def recipient(self) -> Any:
        """The customer, couple or organisation of the case."""
        if organisation := self.cells.get("organisation"):
            return Organisation(organisation, locale=self.cells["locale"])
        locale = self.cells["locale"]
        person = Customer(locale, name=self.name(), **self._some(*CUSTOMER))
        second = self.name("and_")
        if second is None:
            return person
        return [person, Customer(locale, name=second, **self._some("gender", prefix="and_"))]

    def greeting(self, kit: Kit) -> Greeting:
        """What the library says."""
        situation: dict[str, Any] = self._some("topic")
        if contact := self.cells.get("contact"):
            situation["first_contact"] = contact == "first"
        at = self.cells.get("at")
        gender = self.cells.get("sender_gender")
        return kit.greet(
            self.recipient(),
            register=self.cells.get("register") or None,
            channel=self.cells.get("channel") or "email",
            at=dt.datetime.fromisoformat(at) if at else None,
            situation=situation or None,
            sender={"gender": gender} if gender else None,
        )

    def _some(self, *fields: str, prefix: str = "") -> dict[str, Any]:
        return {one: value for one in fields if (value := self.cells.get(prefix + one))}

    def name(self, prefix: str = "") -> Name | None:
        """The name of the person, or with "and_" of the second one."""
        fields: dict[str, Any] = self._some(*NAME, prefix=prefix)
        if fields and not prefix:
            fields["locale"] = self.cells.get("name_locale") or None
        return Name(**fields) if fields else None

    def right(self, kit: Kit) -> bool:
        """Whether the library says what a careful writer would."""
        found = self.greeting(kit)
        return (found.opening, found.closing) == (self.opening, self.closing)


def _cases() -> Iterator[Case]:
    for path in sorted(FOLDER.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for number, row in enumerate(csv.DictReader(file), 2):
                cells = {_long(column): value or "" for column, value in row.items()}
                if unknown := cells.keys() - KNOWN:
                    raise ValueError(f"{path.name}:{number}: unknown columns {sorted(unknown)}")
                yield Case(path.stem, cells)


def _long(column: str) -> str:
    prefix = "and_" if column.startswith("and_") else ""
    bare = column.removeprefix(prefix)
    return prefix + SHORT.get(bare, bare)


CASES = tuple(_cases())
