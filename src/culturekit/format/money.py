"""Amounts of money, as the locale writes them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from ..errors import InvalidValue
from ..store import open as open_store
from .cldr import CATEGORIES, LocaleData, locale_for, tag_text
from .digits import (
    Formatter,
    Layout,
    Number,
    Pattern,
    Symbols,
    affixes,
    compile_writer,
    forms_of,
    layout_of,
    parse_pattern,
    pattern_text,
    symbols_of,
    system_row,
)

__all__ = [
    "compile_currency",
    "currency_code",
    "digits_of_currency",
    "format_currency",
    "money_symbols",
    "money_type",
    "symbol_of_currency",
]


@lru_cache(maxsize=1024)
def compile_currency(
    locale: str,
    currency: str | None,
    format: str | None,
    currency_digits: bool,
    format_type: str,
    quantize: bool,
    group: bool,
    numbering_system: str | None,
) -> Formatter:
    """The kept function behind `format_currency`."""
    data = locale_for(locale)
    code = currency_code(currency, data)
    system = data.numbering(numbering_system)
    row = system_row(data, system)
    symbols = money_symbols(symbols_of(data, system, row), row, data, code)
    if format_type == "name":
        pattern = parse_pattern(format or row["decimal"])
    elif format:
        pattern = parse_pattern(format)
    else:
        text = row["currency"][money_type(format_type, data)]
        pattern = parse_pattern(text.replace("¤", "¤¤") if format_type == "code" else text)
    digits = digits_of_currency(code)
    layout = layout_of(
        pattern,
        data,
        fraction=(digits, digits) if currency_digits else None,
        quantize=quantize,
        group=group,
    )
    if format_type == "name" or "\0¤¤¤" in pattern.prefix + pattern.suffix:
        return _named(data, code, pattern, layout, symbols, whole=format_type == "name")
    money = {"¤": symbol_of_currency(code, data), "¤¤": code}
    return compile_writer(
        layout,
        symbols,
        affixes(pattern, symbols, money, row["spacing"]),
        affixes(pattern, symbols, money),
    )


def money_type(format_type: str, data: LocaleData) -> str:
    """Which of CLDR's patterns for money is meant: "standard" or "accounting"."""
    known = ("standard", "accounting", "name", "code")
    if format_type not in known:
        raise InvalidValue("format_type", format_type, accepted=known)
    if format_type == "accounting" or data.keyword("cf") == "account":
        return "accounting"
    return "standard"


def money_symbols(symbols: Symbols, row: Mapping[str, Any], data: LocaleData, code: str) -> Symbols:
    """The signs for amounts: some locales, and a few old currencies, have their own."""
    own = data.extract("number_formats")["currencies"].get(code, {})
    named = row["symbols"]
    return symbols._replace(
        decimal=own.get("decimal") or named.get("currencyDecimal") or symbols.decimal,
        group=own.get("group") or named.get("currencyGroup") or symbols.group,
    )


def currency_code(currency: str | None, data: LocaleData) -> str:
    """The code in upper case; the locale's `-u-cu-` where none was given."""
    code = data.keyword("cu") if currency is None else currency
    if not isinstance(code, str) or len(code) != 3 or not (code.isascii() and code.isalpha()):
        raise InvalidValue("currency", currency, accepted="an ISO 4217 code, such as 'EUR'")
    return code.upper()


def digits_of_currency(code: str) -> int:
    """How many decimal digits amounts in that currency have; CLDR's supplemental data."""
    rows = open_store().cldr("currencies")
    return int(rows.get(code, rows["DEFAULT"])["digits"])


def symbol_of_currency(code: str, data: LocaleData) -> str:
    """What the locale writes for the currency: its sign, or its code."""
    return str(data.extract("number_formats")["signs"].get(code, code))


def _named(
    data: LocaleData, code: str, pattern: Pattern, layout: Layout, symbols: Symbols, *, whole: bool
) -> Formatter:
    """Amounts with the currency's name in the plural form that the digits ask for."""
    names = {
        "other": data.get("currency_names", code) or code,
        **(data.get("currency_names_plural", code) or {}),
    }
    if whole:
        patterns = data.get("currency_unit_patterns")
        forms = forms_of(
            {
                category: patterns.get(category, patterns["other"]).replace(
                    "{1}", names.get(category, names["other"])
                )
                for category in CATEGORIES
            },
            affixes(pattern, symbols),
        )
    else:
        money = {"¤": symbol_of_currency(code, data), "¤¤": code}
        forms = {
            category: affixes(
                pattern, symbols, {**money, "¤¤¤": names.get(category, names["other"])}
            )
            for category in CATEGORIES
        }
    return compile_writer(layout, symbols, forms, plural=data.plural)


def format_currency(
    number: Number,
    currency: str | None = None,
    format: str | None = None,
    locale: Any = None,
    currency_digits: bool = True,
    format_type: str = "standard",
    decimal_quantization: bool = True,
    group_separator: bool = True,
    *,
    numbering_system: str | None = None,
) -> str:
    r"""An amount of money as the locale writes it.

    >>> format_currency("1234.5", "EUR", locale="de-DE")
    '1.234,50\xa0€'
    >>> format_currency(-1234, "EUR", locale="es-MX"), format_currency(5, "JPY", locale="ja")
    ('-EUR\xa01,234.00', '￥5')

    `format_type` is "standard", "accounting" (also asked for by `-u-cf-account`),
    "name" ("5.00 euros") or "code" ("EUR 5.00"). Without `currency` the tag's `-u-cu-` is used.
    Decimal digits are those of the currency in CLDR unless
    `currency_digits=False`. Raises `InvalidValue` for a code that is not three
    letters, for what is no number and for a missing or malformed locale.
    """
    return compile_currency(
        locale if type(locale) is str else tag_text(locale),
        currency,
        format if format is None else pattern_text(format),
        currency_digits,
        format_type,
        decimal_quantization,
        group_separator,
        numbering_system,
    )(number)
