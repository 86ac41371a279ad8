"""The one error tree.

    CultureKitError
    ├── InvalidValue (ValueError)          malformed or contradictory input
    ├── UnknownLocale (LookupError)        nothing in the data answers to that name
    │   └── UnknownTerritory               ... and a territory was asked for
    ├── DataError (ValueError)             a data file or pack says something it may not
    ├── MissingDependency (ImportError)    an optional extra is not installed
    ├── TranslationUnavailable             no path between two languages
    └── PackageRejected (ValueError)       a translation package is not safe or not whole

Errors name what was given and what would have been accepted. Missing
*knowledge* is never an error: it is the answer "unknown", with a reason.
"""

from __future__ import annotations

from collections.abc import Iterable

__all__ = [
    "CultureKitError",
    "DataError",
    "InvalidValue",
    "MissingDependency",
    "PackageRejected",
    "TranslationUnavailable",
    "UnknownLocale",
    "UnknownTerritory",
]


class CultureKitError(Exception):
    """Base of everything that culturekit raises on purpose."""


class InvalidValue(CultureKitError, ValueError):
    """A value that cannot be read: malformed, of the wrong type, or with two meanings.

    >>> InvalidValue("verdict", "mabye", accepted=("appropriate", "avoid"))
    InvalidValue("verdict cannot be 'mabye'; accepted: appropriate, avoid")
    """

    def __init__(self, what: str, given: object, *, accepted: Iterable[str] | str = ()) -> None:
        self.what = what
        self.given = given
        self.accepted = (accepted,) if isinstance(accepted, str) else tuple(accepted)
        message = f"{what} cannot be {_shown(given)}"
        if self.accepted:
            message += f"; accepted: {', '.join(self.accepted)}"
        super().__init__(message)

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild, (type(self), (self.what, self.given), {"accepted": self.accepted}))


#: so many suggestions may be what was meant; more of them are a list of all there are
_CLOSE = 5


class UnknownLocale(CultureKitError, LookupError):
    """No language or territory answers to the name; `suggestions` are close ones.

    >>> UnknownLocale("Jpan", suggestions=("Japan",))
    UnknownLocale("unknown locale 'Jpan'; did you mean Japan?")
    """

    kind = "locale"

    def __init__(self, given: object, *, suggestions: Iterable[str] = ()) -> None:
        self.given = given
        self.suggestions = tuple(suggestions)
        message = f"unknown {self.kind} {_shown(given)}"
        if len(self.suggestions) > _CLOSE:
            few = ", ".join(self.suggestions[:_CLOSE])
            message += f"; {len(self.suggestions)} are known, such as {few}"
        elif self.suggestions:
            message += f"; did you mean {' or '.join(self.suggestions)}?"
        else:
            message += (
                "; accepted: a BCP 47 tag, an ISO 3166 code, or a country or language by name"
            )
        super().__init__(message)

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild, (type(self), (self.given,), {"suggestions": self.suggestions}))


class UnknownTerritory(UnknownLocale):
    """As `UnknownLocale`, where only a territory would do."""

    kind = "territory"


class DataError(CultureKitError, ValueError):
    """A data file holds something its schema does not allow.

    >>> DataError("territories/JP.toml", "calendar.weekend", "a source id", line=12)
    DataError('territories/JP.toml:12: calendar.weekend: expected a source id')
    """

    def __init__(self, file: str, key: str, expected: str, *, line: int | None = None) -> None:
        self.file = file
        self.key = key
        self.expected = expected
        self.line = line
        place = f"{file}:{line}" if line else file
        super().__init__(f"{place}: {key}: expected {expected}")

    def __reduce__(self) -> tuple[object, ...]:
        return (
            _rebuild,
            (type(self), (self.file, self.key, self.expected), {"line": self.line}),
        )


class MissingDependency(CultureKitError, ImportError):
    """An optional extra is needed for what was asked.

    >>> MissingDependency("frames", "pandas")
    MissingDependency("pandas is not installed; pip install 'culturekit-adapt[frames]'")
    """

    def __init__(self, extra: str, package: str) -> None:
        self.extra = extra
        self.package = package
        super().__init__(f"{package} is not installed; pip install 'culturekit-adapt[{extra}]'")

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild, (type(self), (self.extra, self.package), {}))


class TranslationUnavailable(CultureKitError):
    """There is no way from one language to the other with what is installed.

    >>> TranslationUnavailable(("en", "de"), installed=(("en", "es"),))
    TranslationUnavailable('no translation from en to de; installed: en-es')
    """

    def __init__(self, pair: tuple[str, str], installed: Iterable[tuple[str, str]] = ()) -> None:
        self.pair = pair
        self.installed = tuple(installed)
        have = ", ".join(f"{source}-{target}" for source, target in self.installed)
        super().__init__(f"no translation from {pair[0]} to {pair[1]}; installed: {have or 'none'}")

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild, (type(self), (self.pair, self.installed), {}))


class PackageRejected(CultureKitError, ValueError):
    """A translation package was refused; nothing was installed.

    >>> PackageRejected("path leaves the package: ../x")
    PackageRejected('package refused: path leaves the package: ../x')
    """

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(f"package refused: {reason}")

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild, (type(self), (self.reason,), {}))


def _rebuild(
    cls: type[CultureKitError], args: tuple[object, ...], kwargs: dict[str, object]
) -> CultureKitError:
    return cls(*args, **kwargs)


def _shown(value: object, limit: int = 80) -> str:
    """`repr` cut to a length that a log line can bear."""
    text = repr(value)
    return text if len(text) <= limit else text[: limit - 1] + "…"
