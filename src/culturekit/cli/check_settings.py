"""What `culturekit check` is told: options of the command line over a file of settings.

The file is `culturekit.toml`, or the table `[tool.culturekit]` of
`pyproject.toml`: the nearest one from the working folder upwards.
"""

from __future__ import annotations

import argparse
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from ..check import rules
from ..check.ignores import matches
from ..errors import InvalidValue
from ..model import Finding, Sender, Severity
from .options import kit_of, recipient, situation, words_of

__all__ = ["Settings", "settings_of"]

_KEYS = (
    *("to", "sender", "situation", "language", "select", "ignore", "per-file-ignores"),
    *("fail-on",),
)


@dataclass(frozen=True, slots=True)
class Settings:
    """Whom the texts are for, and which findings count."""

    to: Any
    sender: Any
    situation: Mapping[str, Any]
    language: str = "en"
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    per_file: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    folder: Path = Path()
    fail_on: Severity = Severity.INFO

    def counts(self, finding: Finding, path: str) -> bool:
        """Whether a finding in a file is one that was asked for."""

        def named(names: Sequence[str]) -> bool:
            return any(matches(finding.rule, finding.family, name) for name in names)

        if (self.select and not named(self.select)) or named(self.ignore):
            return False
        return not any(
            named(names) for pattern, names in self.per_file.items() if self._fits(path, pattern)
        )

    def _fits(self, path: str, pattern: str) -> bool:
        place = Path(path).resolve()
        if place.is_relative_to(self.folder):
            place = place.relative_to(self.folder)
        return fnmatchcase(place.as_posix(), pattern) or fnmatchcase(place.name, pattern)


def settings_of(arguments: argparse.Namespace) -> Settings:
    """The settings of one run; an option stands over what the file says.

    Raises `InvalidValue` for a key, a type or a rule that does not exist.
    """
    path, found = _file(arguments)
    shown = path.name if path else "check"
    for key in found:
        if key not in _KEYS:
            raise InvalidValue(f"{shown}: setting", key, accepted=_KEYS)
    to = recipient(arguments, kit_of(arguments)) or found.get("to")
    if to is None:
        raise InvalidValue(
            "to", None, accepted="--to or the setting `to`: a tag, code or name such as ja-JP"
        )
    per_file = found.get("per-file-ignores", {})
    if not isinstance(per_file, Mapping):
        raise InvalidValue(f"{shown}: per-file-ignores", per_file, accepted="a table of lists")
    select, ignore = (
        words_of(getattr(arguments, key)) or _names(found.get(key, ()), f"{shown}: {key}")
        for key in ("select", "ignore")
    )
    situations = found.get("situation", {})
    if not isinstance(situations, Mapping):
        raise InvalidValue(f"{shown}: situation", situations, accepted="a table of its fields")
    return Settings(
        to=to,
        sender=_sender(arguments, found.get("sender")),
        situation={**situations, **situation(arguments)},
        language=arguments.language or str(found.get("language", "en")),
        select=_known(select),
        ignore=_known(ignore),
        per_file={
            str(pattern): _known(_names(names, f"{shown}: per-file-ignores"))
            for pattern, names in per_file.items()
        },
        folder=(path.parent if path else Path()).resolve(),
        fail_on=_severity(arguments.fail_on or found.get("fail-on", "info")),
    )


def _file(arguments: argparse.Namespace) -> tuple[Path | None, Mapping[str, Any]]:
    if arguments.config:
        path = Path(arguments.config)
        found = _table(path)
        if found is None:
            raise InvalidValue("config", str(path), accepted="a file with [tool.culturekit]")
        return path, found
    here = Path.cwd()
    for folder in () if arguments.no_config else (here, *here.parents):
        for name in ("culturekit.toml", "pyproject.toml"):
            path = folder / name
            if path.is_file() and (found := _table(path)) is not None:
                return path, found
    return None, {}


def _table(path: Path) -> Mapping[str, Any] | None:
    try:
        content = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InvalidValue(str(path), "", accepted=f"valid TOML: {error}") from None
    if path.name == "pyproject.toml":
        own = content.get("tool", {}).get("culturekit")
        return own if isinstance(own, Mapping) else None
    return content


def _names(given: Any, what: str) -> tuple[str, ...]:
    if isinstance(given, str) or not isinstance(given, (list, tuple)):
        raise InvalidValue(what, given, accepted="a list of codes and families")
    return tuple(map(str, given))


def _known(names: Sequence[str]) -> tuple[str, ...]:
    for name in names:
        if not any(matches(rule.code, rule.family, name) for rule in rules()):
            raise InvalidValue(
                "rule", name, accepted="a code (CK102), its beginning (CK1) or a family (idiom)"
            )
    return tuple(names)


def _severity(given: object) -> Severity:
    try:
        return Severity(str(given))
    except ValueError:
        raise InvalidValue("fail-on", given, accepted=list(Severity)) from None


def _sender(arguments: argparse.Namespace, found: Any) -> Any:
    """The sender of the file, with what the options say in place of it."""
    options = {
        "locale": arguments.sender,
        "time_zone": arguments.sender_zone,
        "organisation": arguments.organisation,
    }
    given = {key: value for key, value in options.items() if value is not None}
    if isinstance(found, str):
        found = {"locale": found}
    if found is not None and not isinstance(found, Mapping):
        raise InvalidValue("sender", found, accepted="a tag, or a table of its fields")
    both = {**(found or {}), **given}
    return Sender.from_dict(both) if both else None
