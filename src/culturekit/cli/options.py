"""From the words of the command line to the nouns, and from its files to their text."""

from __future__ import annotations

import argparse
import errno
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from ..errors import InvalidValue
from ..kit import Kit
from ..model import Customer, Name, Sender

__all__ = [
    "decoded",
    "kit_of",
    "opened_input",
    "read_input",
    "recipient",
    "situation",
    "values_of",
    "words_of",
]

_NAME = ("title", "given", "surname", "surname_prefix")
_PERSON = (
    *("gender", "salutation", "preferred_name", "territory", "time_zone"),
    *("marketing_consent", "existing_customer", "wants_offers"),
)
_SITUATION = (
    *("channel", "topic", "query_class", "resolution", "sentiment", "at", "first_contact"),
    *("relationship_months", "offers_last_30_days", "customer_asked", "last_message"),
)


def kit_of(arguments: argparse.Namespace) -> Kit:
    """The kit that the options configure."""
    sender = {
        "locale": getattr(arguments, "sender", None),
        "organisation": getattr(arguments, "organisation", None),
        "signature": getattr(arguments, "signature", None),
    }
    return Kit(
        sender=Sender(**sender) if any(sender.values()) else None,
        packs=tuple(arguments.pack),
        datasets=arguments.datasets,
        backends=_backends(arguments),
    )


def _backends(arguments: argparse.Namespace) -> tuple[Any, ...]:
    """Who translates beside the phrase bank and the packages, memories first."""
    names = getattr(arguments, "backend", None) or ()
    paths = getattr(arguments, "memory", None) or ()
    if not names and not paths:
        return ()
    from ..translate import TranslationMemory
    from ..translate.backends import as_backend

    return (*map(TranslationMemory, paths), *map(as_backend, names))


def recipient(arguments: argparse.Namespace, kit: Kit) -> Any:
    """Whom the options describe, or `None` where they say nothing about anybody."""
    to = getattr(arguments, "who", None) or getattr(arguments, "to", None)
    name = _given(arguments, _NAME)
    person = _given(arguments, _PERSON)
    if not name and not person:
        return to
    if to is None:
        if "territory" not in person:
            raise InvalidValue("to", None, accepted="a tag, code or name: ja-JP, JP, Japan")
        return Customer(name=Name(**name) if name else None, **person)
    # `to` may be a country's name; a customer's locale is always a tag.
    tag = kit.culture(to).tag
    return Customer(locale=tag, name=Name(**name) if name else None, **person)


def situation(arguments: argparse.Namespace) -> dict[str, Any]:
    """The fields of the situation that were given."""
    return _given(arguments, _SITUATION)


def _given(arguments: argparse.Namespace, names: Sequence[str]) -> dict[str, Any]:
    return {name: value for name in names if (value := getattr(arguments, name, None)) is not None}


def values_of(given: Sequence[str]) -> dict[str, Any] | None:
    """Values of fields from `name=value` and `name:kind=value`; `None` where none were given."""
    from ..batch.values import read_value, split_name

    found = {}
    for one in given:
        key, sign, text = one.partition("=")
        if not sign:
            raise InvalidValue("value", one, accepted='name=value, such as "amount=EUR 49.90"')
        name, kind = split_name(key.strip())
        found[name] = read_value(text, kind)
    return found or None


def words_of(given: str | None) -> tuple[str, ...]:
    """The words of a list with commas, empty ones left out.

    >>> words_of("CK102, idiom,"), words_of(None)
    (('CK102', 'idiom'), ())
    """
    return tuple(word for one in (given or "").split(",") if (word := one.strip()))


# --- what is read ---------------------------------------------------------------------------


@contextmanager
def opened_input(path: str) -> Iterator[BinaryIO]:
    """A file, or standard input for `-`; raises `OSError` naming it where it cannot be read."""
    if path != "-":
        with Path(path).open("rb") as file:
            yield file
    elif sys.stdin is None:
        raise OSError(errno.EBADF, "standard input is closed", "-")
    else:
        yield sys.stdin.buffer


def read_input(path: str) -> bytes:
    """All of a file, or of standard input for `-`."""
    with opened_input(path) as file:
        return file.read()


def decoded(content: bytes, path: str) -> str:
    """The text of a file in UTF-8; raises `InvalidValue` naming the line that is not."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise InvalidValue(
            f"{path}:{line}", content[error.start : error.end], accepted="text in UTF-8"
        ) from None
