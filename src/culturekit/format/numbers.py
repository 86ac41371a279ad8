"""Decimals, percentages and amounts of money, as the locale writes them.

Names and positional order are Babel's. A format is compiled once for a locale
and its options into a function; what it returns is never kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Literal

from .cldr import LocaleData, locale_for, tag_text
from .compact import format_compact_currency, format_compact_decimal
from .digits import (
    Formatter,
    Number,
    affixes,
    compile_writer,
    forms_of,
    layout_of,
    parse_pattern,
    pattern_text,
    symbols_of,
    system_row,
)
from .money import format_currency

__all__ = [
    "Number",
    "compile_counted",
    "compile_number",
    "format_compact_currency",
    "format_compact_decimal",
    "format_currency",
    "format_decimal",
    "format_percent",
    "format_scientific",
]


@lru_cache(maxsize=1024)
def compile_number(
    kind: Literal["decimal", "percent", "scientific"],
    locale: str,
    format: str | None,
    quantize: bool,
    group: bool,
    numbering_system: str | None,
) -> Formatter:
    """The kept function behind `format_decimal`, `format_percent` and `format_scientific`."""
    data = locale_for(locale)
    system = data.numbering(numbering_system)
    row = system_row(data, system)
    symbols = symbols_of(data, system, row)
    pattern = parse_pattern(format or row[kind])
    layout = layout_of(pattern, data, quantize=quantize, group=group)
    return compile_writer(layout, symbols, affixes(pattern, symbols))


def compile_counted(
    data: LocaleData,
    texts: Mapping[str, str],
    format: str | None = None,
    numbering_system: str | None = None,
) -> Formatter:
    """A function that puts a number into the phrase of its plural category.

    `texts` maps categories to phrases with "{0}" for the number; "other" must
    be there.
    """
    system = data.numbering(numbering_system)
    row = system_row(data, system)
    symbols = symbols_of(data, system, row)
    pattern = parse_pattern(format or row["decimal"])
    forms = forms_of(texts, affixes(pattern, symbols))
    return compile_writer(layout_of(pattern, data), symbols, forms, plural=data.plural)


def format_decimal(
    number: Number,
    format: str | None = None,
    locale: Any = None,
    decimal_quantization: bool = True,
    group_separator: bool = True,
    *,
    numbering_system: str | None = None,
) -> str:
    r"""A number as the locale writes it.

    >>> format_decimal(-1234567.891, locale="sv")
    '−1\xa0234\xa0567,891'
    >>> format_decimal(1234.5, locale="fa-IR"), format_decimal(1234.5, locale="fa-IR-u-nu-latn")
    ('۱٬۲۳۴٫۵', '1,234.5')

    `format` is a CLDR number pattern; ties are rounded to even, as CLDR has it.
    `decimal_quantization=False` keeps every digit that was given. Raises
    `InvalidValue` for what is no number and for a missing or malformed locale.
    """
    return compile_number(
        "decimal",
        locale if type(locale) is str else tag_text(locale),
        format if format is None else pattern_text(format),
        decimal_quantization,
        group_separator,
        numbering_system,
    )(number)


def format_percent(
    number: Number,
    format: str | None = None,
    locale: Any = None,
    decimal_quantization: bool = True,
    group_separator: bool = True,
    *,
    numbering_system: str | None = None,
) -> str:
    r"""A ratio as a percentage: 0.34 is 34 percent.

    >>> format_percent(0.34, locale="de"), format_percent(0.34, locale="tr")
    ('34\xa0%', '%34')

    Options are those of `format_decimal`.
    """
    return compile_number(
        "percent",
        locale if type(locale) is str else tag_text(locale),
        format if format is None else pattern_text(format),
        decimal_quantization,
        group_separator,
        numbering_system,
    )(number)


def format_scientific(
    number: Number,
    format: str | None = None,
    locale: Any = None,
    decimal_quantization: bool = True,
    *,
    numbering_system: str | None = None,
) -> str:
    r"""A number with a power of ten.

    >>> format_scientific(12345, locale="en"), format_scientific(0.00012, locale="sv")
    ('1.2345E4', '1,2×10^−4')

    Options are those of `format_decimal`.
    """
    return compile_number(
        "scientific",
        locale if type(locale) is str else tag_text(locale),
        format if format is None else pattern_text(format),
        decimal_quantization,
        True,
        numbering_system,
    )(number)
