"""Numbers and amounts shortened to a few digits: "12K", "1 million"."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any, NamedTuple

from ..errors import InvalidValue
from .cldr import Plural, locale_for, tag_text
from .digits import (
    CONTEXT,
    Affixes,
    Formatter,
    Layout,
    Number,
    Symbols,
    affixes,
    compile_writer,
    group_digits,
    parse_pattern,
    speller,
    symbols_of,
    system_row,
    to_decimal,
    too_long,
)
from .money import currency_code, money_symbols, money_type, symbol_of_currency

__all__ = ["compile_compact", "format_compact_currency", "format_compact_decimal"]


class _Step(NamedTuple):
    """One power of ten of a compact form, with what each plural category puts around it."""

    magnitude: int
    divisor: int
    exponent: int
    limit: int
    forms: Mapping[str, Affixes]
    only: Affixes | None


@lru_cache(maxsize=512)
def compile_compact(
    locale: str,
    format_type: str,
    currency: str | None,
    money: bool,
    fraction_digits: int,
    numbering_system: str | None,
) -> Formatter:
    """The kept function behind `format_compact_decimal` and `format_compact_currency`."""
    if not isinstance(fraction_digits, int) or fraction_digits < 0:
        raise InvalidValue("fraction_digits", fraction_digits, accepted="0 or more")
    kinds = ("short",) if money else ("short", "long")
    if format_type not in kinds:
        raise InvalidValue("format_type", format_type, accepted=kinds)
    data = locale_for(locale)
    system = data.numbering(numbering_system)
    row = system_row(data, system)
    symbols = symbols_of(data, system, row)
    texts: Mapping[str, str] | None = None
    pattern = parse_pattern(row["decimal"])
    if money:
        code = currency_code(currency, data)
        symbols = money_symbols(symbols, row, data, code)
        texts = {"¤": symbol_of_currency(code, data), "¤¤": code}
        pattern = parse_pattern(row["currency"][money_type("standard", data)])
    # Compact numbers get no separator below five digits in any locale.
    layout = Layout(
        integer=1,
        fraction=(0, fraction_digits),
        grouping=pattern.grouping,
        minimum_grouping=2,
    )
    section = "compact_currency_formats" if money else "compact_decimal_formats"
    tables = data.get(section, format_type) or data.get(section, "short")

    def surround(text: str) -> Affixes:
        return affixes(parse_pattern(text), symbols, texts, row["spacing"])

    steps = _steps(tables, surround)
    uncompacted = compile_writer(
        layout,
        symbols,
        affixes(pattern, symbols, texts, row["spacing"]),
        affixes(pattern, symbols, texts),
    )
    return _compact_writer(steps, layout, symbols, uncompacted, data.plural)


def _compact_writer(
    steps: list[_Step], layout: Layout, symbols: Symbols, uncompacted: Formatter, plural: Plural
) -> Formatter:
    most = layout.fraction[1]
    quantum = Decimal(1).scaleb(-most)
    float_code, half_ways = f".{most}f", 2.0 * 10**most
    magnitudes = [step.magnitude for step in steps]
    spell = speller(symbols)

    def finish(step: _Step, negative: bool, text: str) -> str:
        """Plain digits, such as "1234.50", with what the step puts around them."""
        integer, _, fraction = text.partition(".")
        fraction = fraction.rstrip("0")
        around = step.only
        if around is None:
            around = None if fraction else step.forms.get(integer)
            around = around or step.forms.get(plural(integer, fraction, step.exponent))
            around = around or step.forms["other"]
        if not around.digits:
            text = ""
        else:
            text = integer if len(integer) < 5 else group_digits(integer, layout, ",")
            if fraction:
                text = f"{text}.{fraction}"
            if spell is not None:
                text = spell(text)
        if negative:
            return f"{around.negative_before}{text}{around.negative_after}"
        return f"{around.before}{text}{around.after}"

    def format_compact(number: Any) -> str:
        kind = type(number)
        if kind is float or (kind is int and -1e15 < number < 1e15):
            size = abs(number)
            if not size < 1e300:
                return exactly(number)
            position = bisect_right(magnitudes, size) - 1
            if position < 0:
                near = size >= magnitudes[0] - 1
                return exactly(number) if near else uncompacted(number)
            step = steps[position]
            part = size / step.divisor
            # As in `_plain_writer`: near a half, and near the next step, count exactly.
            if -1e-4 < part * half_ways % 2.0 - 1.0 < 1e-4 or part >= step.limit - 1:
                return exactly(number)
            if not step.forms:
                return uncompacted(number)
            return finish(step, number < 0, format(part, float_code))
        return exactly(number)

    def exactly(number: Number) -> str:
        value = to_decimal(number)
        if not value.is_finite():
            return uncompacted(value)
        size = value.copy_abs()
        position = bisect_right(magnitudes, size) - 1
        try:
            while True:
                step = steps[position] if position >= 0 else None
                part = size if step is None else CONTEXT.divide(size, Decimal(step.divisor))
                part = part.quantize(quantum, None, CONTEXT)
                # Rounding may reach the next step: 999 999 is "1M", not "1000K".
                limit = magnitudes[0] if step is None else step.limit
                if part < limit or position + 1 == len(steps):
                    break
                position += 1
        except InvalidOperation:
            raise too_long(number) from None
        if step is None or not step.forms:
            return uncompacted(value)
        return finish(step, value.is_signed(), format(part, "f"))

    return format_compact


def _steps(
    tables: Mapping[str, Mapping[str, str]], surround: Callable[[str], Affixes]
) -> list[_Step]:
    """The steps from the smallest power of ten up."""
    steps = []
    for key in sorted(tables["other"], key=int):
        magnitude = int(key)
        pattern = parse_pattern(tables["other"][key])
        # A pattern of one zero, perhaps with a currency, says: do not shorten here.
        shortens = pattern.integer != 1 or any(
            not token.startswith("\0") and token.strip(" \xa0\u200e\u200f")
            for token in pattern.prefix + pattern.suffix
        )
        divisor = magnitude // 10 ** max(pattern.integer - 1, 0) if shortens else 1
        forms = {
            category: surround(table[key])
            for category, table in tables.items()
            if shortens and key in table
        }
        different = set(forms.values())
        steps.append(
            _Step(
                magnitude=magnitude,
                divisor=divisor,
                exponent=len(str(divisor)) - 1,
                limit=10 * magnitude // divisor,
                forms=forms,
                only=different.pop() if len(different) == 1 else None,
            )
        )
    return steps


def format_compact_decimal(
    number: Number,
    *,
    format_type: str = "short",
    locale: Any = None,
    fraction_digits: int = 0,
    numbering_system: str | None = None,
) -> str:
    """A number shortened to a few digits and a word for its power of ten.

    >>> format_compact_decimal(1234567, locale="ja")
    '123万'
    >>> format_compact_decimal(999_999, format_type="long", locale="en")
    '1 million'

    `format_type` is "short" or "long"; `fraction_digits` is the most that is
    shown. Raises `InvalidValue` as `format_decimal` does.
    """
    return compile_compact(
        locale if type(locale) is str else tag_text(locale),
        format_type,
        None,
        False,
        fraction_digits,
        numbering_system,
    )(number)


def format_compact_currency(
    number: Number,
    currency: str | None = None,
    *,
    format_type: str = "short",
    locale: Any = None,
    fraction_digits: int = 0,
    numbering_system: str | None = None,
) -> str:
    r"""An amount of money shortened like `format_compact_decimal`.

    >>> format_compact_currency(123456789, "EUR", locale="de", fraction_digits=1)
    '123,5\xa0Mio.\xa0€'

    CLDR has the width "short" only.
    """
    return compile_compact(
        locale if type(locale) is str else tag_text(locale),
        format_type,
        currency,
        True,
        fraction_digits,
        numbering_system,
    )(number)
