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
    from .briefing import (
        Briefing,
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
        FieldProblem,
        first_weekday,
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
        format_scientific,
        format_skeleton,
        format_time,
        format_timedelta,
        format_unit,
        formatter,
        hour_cycle,
        measurement_system,
        paper_size,
        validate_address,
        validate_phone,
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
    from .obligations import (
        BreachDeadline,
        Obligation,
        Obligations,
        WithdrawalDeadline,
    )
    from .payments import (
        Invoice,
        InvoiceLine,
        PaymentGap,
        PaymentMethod,
        PaymentMethods,
        PaymentReminder,
    )
    from .politeness import (
        Politeness,
        PolitenessCue,
        politeness,
    )
    from .reader import (
        Reader,
    )
    from .register import (
        Register,
        detect_register,
    )
    from .revise import (
        Revision,
    )
    from .schedule import (
        Window,
    )
    from .sensitivities import (
        CampaignFinding,
        CampaignReport,
        Sensitivities,
        Sensitivity,
    )
    from .tone import (
        Tone,
    )
    from .translate import (
        Apertium,
        ArgosTranslate,
        Translation,
        TranslationMemory,
        detect_language,
    )
    from .upsell import (
        Decision,
    )

    _default = Kit()
    adapt = _default.adapt
    briefing = _default.briefing
    breach_deadline = _default.breach_deadline
    campaign_check = _default.campaign_check
    check = _default.check
    compare = _default.compare
    culture = _default.culture
    greet = _default.greet
    invoice_lines = _default.invoice_lines
    obligations = _default.obligations
    payment_gap = _default.payment_gap
    payment_methods = _default.payment_methods
    payment_reminder = _default.payment_reminder
    phrase = _default.phrase
    revise = _default.revise
    send_window = _default.send_window
    sensitivities = _default.sensitivities
    tone = _default.tone
    translate = _default.translate
    upsell = _default.upsell
    withdrawal_deadline = _default.withdrawal_deadline

__version__ = "0.1.0"

__all__ = [  # noqa: RUF022 - grouped by meaning
    # the configured instance, and the verbs of a default one
    "Kit",
    "adapt",
    "briefing",
    "check",
    "compare",
    "culture",
    "detect_language",
    "detect_register",
    "greet",
    "match_locale",
    "phrase",
    "politeness",
    "revise",
    "send_window",
    "tone",
    "translate",
    "upsell",
    # facts of a territory
    "breach_deadline",
    "campaign_check",
    "invoice_lines",
    "obligations",
    "payment_gap",
    "payment_methods",
    "payment_reminder",
    "sensitivities",
    "withdrawal_deadline",
    # who and what
    "Culture",
    "Customer",
    "Message",
    "Name",
    "Offer",
    "Organisation",
    "Sender",
    "Situation",
    # who translates, for `Kit(backends=...)`
    "Apertium",
    "ArgosTranslate",
    "TranslationMemory",
    # values a message may carry
    "Address",
    "Money",
    "Phone",
    "Quantity",
    # answers and their parts
    "Adaptation",
    "Answer",
    "BreachDeadline",
    "Briefing",
    "CampaignFinding",
    "CampaignReport",
    "Change",
    "Comparison",
    "Decision",
    "Fact",
    "FieldProblem",
    "Finding",
    "Greeting",
    "Invoice",
    "InvoiceLine",
    "Obligation",
    "Obligations",
    "PaymentGap",
    "PaymentMethod",
    "PaymentMethods",
    "PaymentReminder",
    "Politeness",
    "PolitenessCue",
    "Reader",
    "Reason",
    "Register",
    "Report",
    "Revision",
    "Sensitivities",
    "Sensitivity",
    "Source",
    "Tone",
    "Translation",
    "Window",
    "WithdrawalDeadline",
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
    "format_scientific",
    "format_skeleton",
    "format_time",
    "format_timedelta",
    "format_unit",
    "formatter",
    "validate_address",
    "validate_phone",
    # what is usual in a locale
    "first_weekday",
    "hour_cycle",
    "measurement_system",
    "paper_size",
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
    "briefing": ("Briefing",),
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
        "FieldProblem",
        "first_weekday",
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
        "format_scientific",
        "format_skeleton",
        "format_time",
        "format_timedelta",
        "format_unit",
        "formatter",
        "hour_cycle",
        "measurement_system",
        "paper_size",
        "validate_address",
        "validate_phone",
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
    "obligations": ("BreachDeadline", "Obligation", "Obligations", "WithdrawalDeadline"),
    "payments": (
        "Invoice",
        "InvoiceLine",
        "PaymentGap",
        "PaymentMethod",
        "PaymentMethods",
        "PaymentReminder",
    ),
    "politeness": ("Politeness", "PolitenessCue", "politeness"),
    "reader": ("Reader",),
    "register": ("Register", "detect_register"),
    "revise": ("Revision",),
    "schedule": ("Window",),
    "sensitivities": ("CampaignFinding", "CampaignReport", "Sensitivities", "Sensitivity"),
    "tone": ("Tone",),
    "translate": (
        "Apertium",
        "ArgosTranslate",
        "Translation",
        "TranslationMemory",
        "detect_language",
    ),
    "upsell": ("Decision",),
}
_MODULE_OF = {name: module for module, names in _FROM.items() for name in names}

#: functions of the package that are methods of a default Kit
_VERBS = frozenset(
    (
        "adapt", "breach_deadline", "briefing", "campaign_check", "check", "compare", "culture",
        "greet", "invoice_lines", "obligations", "payment_gap", "payment_methods",
        "payment_reminder", "phrase", "revise", "send_window", "sensitivities", "tone",
        "translate", "upsell",
        "withdrawal_deadline",
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
        if (name in _VERBS or name in _MODULE_OF) and isinstance(value, type(sys)):
            return
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
