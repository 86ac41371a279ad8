"""culturekit: Babel for culture.

Adapts what an application says to a customer, offline and with reasons:
formats, greetings, tone, phrases, whether an offer is appropriate, and when to
write. Importing this package imports nothing else: every name is loaded when it
is first used.
"""

from __future__ import annotations

import sys

# Type checkers read this as true; importing `typing` for it would cost more than all else here.
TYPE_CHECKING = False

if TYPE_CHECKING:
    from typing import Any

    from .adapt import (
        Adaptation,
        Change,
    )
    from .check import (
        Report,
    )
    from .culture import (
        Comparison,
        Culture,
    )
    from .datasets import (
        load_globe,
        load_hofstede,
        load_schwartz,
    )
    from .errors import (
        CultureKitError,
        DataError,
        InvalidValue,
        MissingDependency,
        PackageRejected,
        TranslationUnavailable,
        UnknownLocale,
        UnknownTerritory,
    )
    from .format import (
        format_address,
        format_compact_currency,
        format_compact_decimal,
        format_currency,
        format_date,
        format_datetime,
        format_decimal,
        format_interval,
        format_list,
        format_name,
        format_percent,
        format_phone,
        format_quantity,
        format_skeleton,
        format_time,
        format_timedelta,
        format_unit,
        formatter,
    )
    from .greet import (
        Greeting,
    )
    from .kit import (
        Kit,
    )
    from .matching import (
        match_locale,
    )
    from .model import (
        Address,
        Answer,
        Channel,
        Confidence,
        Customer,
        Fact,
        Finding,
        Gender,
        Level,
        Message,
        Money,
        Name,
        Offer,
        OfferKind,
        Organisation,
        Phone,
        Quantity,
        QueryClass,
        Reason,
        RegisterLabel,
        Resolution,
        Sender,
        Sentiment,
        Severity,
        Situation,
        Source,
        Topic,
        Verdict,
    )
    from .reader import (
        Reader,
    )
    from .register import (
        Register,
        detect_register,
    )
    from .schedule import (
        Window,
    )
    from .tone import (
        Tone,
    )
    from .translate import (
        Translation,
        detect_language,
    )
    from .upsell import (
        Decision,
    )

    _default = Kit()
    adapt = _default.adapt
    check = _default.check
    compare = _default.compare
    culture = _default.culture
    greet = _default.greet
    phrase = _default.phrase
    send_window = _default.send_window
    tone = _default.tone
    translate = _default.translate
    upsell = _default.upsell

__version__ = "0.1.0"

__all__ = [  # noqa: RUF022 - grouped by meaning
    # the configured instance, and the verbs of a default one
    "Kit",
    "adapt",
    "check",
    "compare",
    "culture",
    "detect_language",
    "detect_register",
    "greet",
    "match_locale",
    "phrase",
    "send_window",
    "tone",
    "translate",
    "upsell",
    # who and what
    "Culture",
    "Customer",
    "Message",
    "Name",
    "Offer",
    "Organisation",
    "Sender",
    "Situation",
    # values a message may carry
    "Address",
    "Money",
    "Phone",
    "Quantity",
    # answers and their parts
    "Adaptation",
    "Answer",
    "Change",
    "Comparison",
    "Decision",
    "Fact",
    "Finding",
    "Greeting",
    "Reader",
    "Reason",
    "Register",
    "Report",
    "Source",
    "Tone",
    "Translation",
    "Window",
    # words
    "Channel",
    "Confidence",
    "Gender",
    "Level",
    "OfferKind",
    "QueryClass",
    "RegisterLabel",
    "Resolution",
    "Sentiment",
    "Severity",
    "Topic",
    "Verdict",
    # formats
    "format_address",
    "format_compact_currency",
    "format_compact_decimal",
    "format_currency",
    "format_date",
    "format_datetime",
    "format_decimal",
    "format_interval",
    "format_list",
    "format_name",
    "format_percent",
    "format_phone",
    "format_quantity",
    "format_skeleton",
    "format_time",
    "format_timedelta",
    "format_unit",
    "formatter",
    # the user's own data
    "load_globe",
    "load_hofstede",
    "load_schwartz",
    # errors
    "CultureKitError",
    "DataError",
    "InvalidValue",
    "MissingDependency",
    "PackageRejected",
    "TranslationUnavailable",
    "UnknownLocale",
    "UnknownTerritory",
]

#: module -> the names that are loaded from it
_FROM = {
    "adapt": ("Adaptation", "Change"),
    "check": ("Report",),
    "culture": ("Comparison", "Culture"),
    "datasets": ("load_globe", "load_hofstede", "load_schwartz"),
    "errors": (
        "CultureKitError",
        "DataError",
        "InvalidValue",
        "MissingDependency",
        "PackageRejected",
        "TranslationUnavailable",
        "UnknownLocale",
        "UnknownTerritory",
    ),
    "format": (
        "format_address",
        "format_compact_currency",
        "format_compact_decimal",
        "format_currency",
        "format_date",
        "format_datetime",
        "format_decimal",
        "format_interval",
        "format_list",
        "format_name",
        "format_percent",
        "format_phone",
        "format_quantity",
        "format_skeleton",
        "format_time",
        "format_timedelta",
        "format_unit",
        "formatter",
    ),
    "greet": ("Greeting",),
    "kit": ("Kit",),
    "matching": ("match_locale",),
    "model": (
        "Address",
        "Answer",
        "Channel",
        "Confidence",
        "Customer",
        "Fact",
        "Finding",
        "Gender",
        "Level",
        "Message",
        "Money",
        "Name",
        "Offer",
        "OfferKind",
        "Organisation",
        "Phone",
        "Quantity",
        "QueryClass",
        "Reason",
        "RegisterLabel",
        "Resolution",
        "Sender",
        "Sentiment",
        "Severity",
        "Situation",
        "Source",
        "Topic",
        "Verdict",
    ),
    "reader": ("Reader",),
    "register": ("Register", "detect_register"),
    "schedule": ("Window",),
    "tone": ("Tone",),
    "translate": ("Translation", "detect_language"),
    "upsell": ("Decision",),
}
_MODULE_OF = {name: module for module, names in _FROM.items() for name in names}

#: functions of the package that are methods of a default Kit
_VERBS = frozenset(
    (
        "adapt", "check", "compare", "culture", "greet", "phrase", "send_window", "tone",
        "translate", "upsell",
    )
)  # fmt: skip


def __getattr__(name: str) -> Any:
    """Load a public name on first use, and keep it."""
    if name in _VERBS:
        from .kit import default_kit

        found = getattr(default_kit(), name)
    elif name in _MODULE_OF:
        from importlib import import_module

        found = getattr(import_module(f"{__name__}.{_MODULE_OF[name]}"), name)
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = found
    return found


class _Package(type(sys)):  # type: ignore[misc]  # the class of modules, without an import
    """The package's own class: a verb keeps its name though a module of that name is loaded.

    `culturekit.greet` is the function. Python would put the module `greet.py`
    there as soon as it is first imported.
    """

    def __setattr__(self, name: str, value: object) -> None:
        if name in _VERBS and isinstance(value, type(sys)):
            return
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
