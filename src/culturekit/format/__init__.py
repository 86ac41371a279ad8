"""Numbers, money, dates, units, lists, names, addresses and telephone numbers of a locale.

Every function takes `locale=`, anything that names one: a BCP 47 tag, a
`Culture`, a `babel.Locale` or a `langcodes.Language`. There is no default
locale. Names are loaded when they are first used, so importing this package
costs nothing. `culturekit.format.isolate` keeps inserted values apart where two
directions of writing meet.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from . import formatter
    from .addresses import FieldProblem, format_address, validate_address
    from .compact import format_compact_currency, format_compact_decimal
    from .dates import (
        format_date,
        format_datetime,
        format_interval,
        format_skeleton,
        format_time,
        format_timedelta,
    )
    from .lists import format_list
    from .locale_facts import (
        first_weekday,
        grammatical_genders,
        hour_cycle,
        measurement_system,
        paper_size,
        plural_category,
        unit_gender,
    )
    from .money import format_currency
    from .names import format_name
    from .numbers import format_decimal, format_percent, format_scientific
    from .phones import format_phone, validate_phone
    from .quantities import format_quantity
    from .units import format_unit, unit_name

__all__ = [  # noqa: RUF022 - grouped by what is formatted
    # numbers and money
    "format_compact_currency",
    "format_compact_decimal",
    "format_currency",
    "format_decimal",
    "format_percent",
    "format_scientific",
    # dates and times
    "format_date",
    "format_datetime",
    "format_interval",
    "format_skeleton",
    "format_time",
    "format_timedelta",
    # measures and lists
    "format_list",
    "format_quantity",
    "format_unit",
    "unit_name",
    # people and how to reach them
    "FieldProblem",
    "format_address",
    "format_name",
    "format_phone",
    "validate_address",
    "validate_phone",
    # what is usual
    "first_weekday",
    "grammatical_genders",
    "hour_cycle",
    "measurement_system",
    "paper_size",
    "plural_category",
    "unit_gender",
    # formatters to keep
    "formatter",
]

#: module -> the names that are loaded from it
_FROM = {
    "addresses": ("FieldProblem", "format_address", "validate_address"),
    "compact": ("format_compact_currency", "format_compact_decimal"),
    "dates": (
        "format_date",
        "format_datetime",
        "format_interval",
        "format_skeleton",
        "format_time",
        "format_timedelta",
    ),
    "lists": ("format_list",),
    "locale_facts": (
        "first_weekday",
        "grammatical_genders",
        "hour_cycle",
        "measurement_system",
        "paper_size",
        "plural_category",
        "unit_gender",
    ),
    "money": ("format_currency",),
    "names": ("format_name",),
    "numbers": ("format_decimal", "format_percent", "format_scientific"),
    "phones": ("format_phone", "validate_phone"),
    "quantities": ("format_quantity",),
    "units": ("format_unit", "unit_name"),
}
_MODULE_OF = {name: module for module, names in _FROM.items() for name in names}


def __getattr__(name: str) -> Any:
    """Load a public name on first use, and keep it."""
    if name == "formatter":
        return import_module(f"{__name__}.formatter")
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(f"{__name__}.{_MODULE_OF[name]}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
