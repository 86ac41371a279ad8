"""Decimals, percentages and amounts of money, as the locale writes them.

Names and positional order are Babel's. A format is compiled once for a locale
and its options into a function; what it returns is never kept. Symbols and
patterns are those of CLDR's own number data (`data/cldr/number_formats.json`),
because Babel has them for one numbering system only and leaves out grouping,
spacing and the marks of single currencies.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from codecs import charmap_decode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal, InvalidOperation
from functools import lru_cache
from numbers import Rational
from typing import Any, Literal, NamedTuple, SupportsIndex

from ..errors import InvalidValue
from ..store import open as open_store
from .cldr import CATEGORIES, LocaleData, Plural, locale_for, tag_text

__all__ = [
    "Number",
    "format_compact_currency",
    "format_compact_decimal",
    "format_currency",
    "format_decimal",
    "format_percent",
    "format_scientific",
]

Number = int | float | Decimal | str
Formatter = Callable[[Number], str]

# Wide enough for every float; a thread's own context must not change what a customer reads.
_CONTEXT = Context(prec=400, rounding=ROUND_HALF_EVEN)


# --- patterns ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Pattern:
    """A CLDR number pattern in its parts (LDML part 3, "Number Format Patterns").

    Affixes are tuples of literal text and of the signs `-`, `+`, `%`, `‰` and
    `¤` (repeated), the latter marked by a leading NUL.
    """

    prefix: tuple[str, ...]
    suffix: tuple[str, ...]
    negative: tuple[tuple[str, ...], tuple[str, ...]] | None
    integer: int
    fraction: tuple[int, int]
    grouping: tuple[int, int]
    significant: tuple[int, int] | None
    exponent: tuple[int, bool] | None
    increment: Decimal | None
    has_number: bool

    @property
    def scale(self) -> int:
        """Powers of ten that a percent or per mille sign multiplies by."""
        if "\0%" in self.prefix + self.suffix:
            return 2
        return 3 if "\0‰" in self.prefix + self.suffix else 0


_NUMBER_CHARACTERS = frozenset("0123456789#@.,")


@lru_cache(maxsize=512)
def parse_pattern(text: str) -> Pattern:
    """The parts of a CLDR number pattern; raises `InvalidValue` for what is none."""
    positive, negative = _split_subpatterns(text)
    prefix, core, suffix = _split_affixes(positive)
    other = None
    if negative is not None:
        before, _, after = _split_affixes(negative)
        other = (before, after)
    mantissa, mark, power = core.partition("E")
    exponent = None
    if mark:
        exponent = (power.count("0"), power.startswith("+"))
    integer, _, fraction = mantissa.partition(".")
    digits = integer.replace(",", "")
    significant = None
    if "@" in digits:
        if fraction or "0" in digits:
            raise InvalidValue("number pattern", text, accepted="'@' or '0', not both")
        least = digits.count("@")
        significant = (least, least + len(digits.partition("@")[2].replace("@", "")))
    steps = (digits + "." + fraction).replace("#", "0").replace("@", "0")
    increment = Decimal(steps.rstrip(".")) if any(c in "123456789" for c in steps) else None
    required = sum(character.isdigit() for character in fraction)
    return Pattern(
        prefix=prefix,
        suffix=suffix,
        negative=other,
        integer=sum(character.isdigit() for character in digits),
        fraction=(required, len(fraction)),
        grouping=_grouping(integer),
        significant=significant,
        exponent=exponent,
        increment=increment,
        has_number=bool(core),
    )


def _grouping(integer: str) -> tuple[int, int]:
    """Sizes of the first and the further groups; (0, 0) for none."""
    parts = integer.split(",")
    if len(parts) == 1:
        return (0, 0)
    return (len(parts[-1]), len(parts[-2]) if len(parts) > 2 else len(parts[-1]))


def _split_subpatterns(text: str) -> tuple[str, str | None]:
    quoted = False
    for index, character in enumerate(text):
        if character == "'":
            quoted = not quoted
        elif character == ";" and not quoted:
            return text[:index], text[index + 1 :]
    return text, None


def _split_affixes(text: str) -> tuple[tuple[str, ...], str, tuple[str, ...]]:
    """Prefix tokens, the digits part, suffix tokens."""
    tokens: tuple[list[str], list[str]] = ([], [])
    core: list[str] = []
    side = 0
    index = 0

    def literal(piece: str) -> None:
        row = tokens[side]
        if row and not row[-1].startswith("\0"):
            row[-1] += piece
        else:
            row.append(piece)

    while index < len(text):
        character = text[index]
        if character == "'":
            end = text.find("'", index + 1)
            end = len(text) if end < 0 else end
            literal(text[index + 1 : end] or "'")
            index = end + 1
        elif character in _NUMBER_CHARACTERS and (side == 0 or not core):
            start = index
            while index < len(text) and (
                text[index] in _NUMBER_CHARACTERS or (text[index] in "E+" and "E" in text[start:])
            ):
                if text[index] == "+" and text[index - 1] != "E":
                    break
                if text[index] == "E" and text[index + 1 : index + 2] not in ("0", "+"):
                    break
                index += 1
            core.append(text[start:index])
            side = 1
        elif character in "-+%‰":
            tokens[side].append("\0" + character)
            index += 1
        elif character == "¤":
            end = index
            while end < len(text) and text[end] == "¤":
                end += 1
            tokens[side].append("\0" + "¤" * (end - index))
            index = end
        else:
            literal(character)
            index += 1
    return tuple(tokens[0]), "".join(core), tuple(tokens[1])


# --- what a locale writes --------------------------------------------------------------


class Symbols(NamedTuple):
    """The signs of one numbering system in one locale."""

    system: str
    decimal: str
    group: str
    minus: str
    plus: str
    percent: str
    per_mille: str
    exponential: str
    infinity: str
    nan: str
    digits: Mapping[int, str] | None


def _system_row(data: LocaleData, system: str) -> Mapping[str, Any]:
    """Patterns and symbols of one numbering system; Latin ones where CLDR has none."""
    systems = data.extract("number_formats")["systems"]
    row: Mapping[str, Any] = systems["latn"]
    if system in systems:
        return {**row, **systems[system]}
    named = {
        name: sign
        for name, sign in (data.get("number_symbols", system) or {}).items()
        if name != "alias"
    }
    return {**row, "symbols": {**row["symbols"], **named}}


def symbols_of(data: LocaleData, system: str, row: Mapping[str, Any] | None = None) -> Symbols:
    """The signs that a locale writes numbers of that system with."""
    named = (row or _system_row(data, system))["symbols"]
    return Symbols(
        system=system,
        decimal=named["decimal"],
        group=named["group"],
        minus=named["minusSign"],
        plus=named["plusSign"],
        percent=named["percentSign"],
        per_mille=named["perMille"],
        exponential=named["exponential"],
        infinity=named["infinity"],
        nan=named["nan"],
        digits=digit_table(data, system),
    )


def digit_table(data: LocaleData, system: str) -> Mapping[int, str] | None:
    """For `str.translate`; `None` where the digits are ASCII's."""
    if system == "latn":
        return None
    return {ord("0") + value: sign for value, sign in enumerate(data.digits(system))}


def to_decimal(value: Any) -> Decimal:
    """The exact value of a number, of its text, or of a float as it is printed.

    Raises `InvalidValue` for anything else, booleans included.
    """
    if isinstance(value, Decimal):
        return value
    if isinstance(value, bool):
        raise _not_a_number(value)
    if isinstance(value, float):
        # Subclasses print something else: numpy's say "np.float64(1.5)".
        return Decimal(float.__repr__(value))
    try:
        if isinstance(value, str):
            return Decimal(value.strip())
        if isinstance(value, SupportsIndex):
            return Decimal(value.__index__())
        if isinstance(value, Rational):
            return _CONTEXT.divide(Decimal(value.numerator), Decimal(value.denominator))
        if hasattr(value, "__float__"):
            return Decimal(float.__repr__(float(value)))
    except (InvalidOperation, ValueError, TypeError) as error:
        raise _not_a_number(value) from error
    raise _not_a_number(value)


def _not_a_number(value: object) -> InvalidValue:
    return InvalidValue("number", value, accepted=("an int", "a Decimal", "a float", "its text"))


# --- digits ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Layout:
    """How the digits of a number are laid out, whatever stands around them."""

    integer: int
    fraction: tuple[int, int]
    grouping: tuple[int, int]
    minimum_grouping: int
    scale: int = 0
    quantize: bool = True
    significant: tuple[int, int] | None = None
    exponent: tuple[int, bool] | None = None
    increment: Decimal | None = None


class Affixes(NamedTuple):
    """Text before and after the digits, for numbers from zero up and for those below.

    Without `digits` the text stands alone, as in Arabic for one or two of a thing.
    """

    before: str
    after: str
    negative_before: str
    negative_after: str
    digits: bool = True


#: plural category -> what stands around the digits; all categories are there
Forms = Mapping[str, Affixes]


def compile_writer(
    layout: Layout,
    symbols: Symbols,
    around: Affixes | Forms,
    bare: Affixes | None = None,
    plural: Plural | None = None,
) -> Formatter:
    """The function that writes a number.

    `around` is what stands around the digits, one for all numbers or, with a
    `plural` rule, one for each category; `bare` stands around signs that are no
    digits (∞).
    """
    if isinstance(around, Affixes):
        forms, plural = {"other": around}, None
    else:
        forms = dict(around)
        if len(set(forms.values())) == 1:
            plural = None
    plain = (
        layout.integer == 1
        and layout.quantize
        and layout.fraction[1] <= 9
        and layout.grouping in ((3, 3), (3, 2), (0, 0))
        and layout.minimum_grouping <= 2
        and not (layout.significant or layout.exponent or layout.increment)
        and (plural is not None or forms["other"].digits)
    )
    make = _plain_writer if plain else _general_writer
    return make(layout, symbols, forms, _special(symbols, bare or forms["other"]), plural)


def _plain_writer(
    layout: Layout, symbols: Symbols, forms: Forms, special: Formatter, plural: Plural | None
) -> Formatter:
    """The common case, by way of Python's own number formatting."""
    least, most = layout.fraction
    cut, scale, context = most - least, layout.scale, _CONTEXT
    quantum = Decimal(1).scaleb(-most)
    western = layout.grouping == (3, 3)
    indian = layout.grouping == (3, 2)
    comma = "," if western else ""
    float_code, decimal_code, zeros = f"{comma}.{most}f", f"{comma}f", "0" * least
    lone = western and layout.minimum_grouping == 2
    before, after, negative_before, negative_after, _ = forms["other"]
    spell = _speller(symbols)
    # A float is rounded as the shortest decimal that reads back as it, which is what
    # people typed; Python's formatting rounds its exact binary value. The two differ
    # only where the decimal lies half-way, so near there the exact way is taken.
    factor = float(10**scale)
    half_ways = 2.0 * 10 ** (most + scale)
    limit = 1e11 / half_ways

    def write(number: Any) -> str:
        kind = type(number)
        if (
            kind is float
            and -limit < number < limit
            and not -1e-4 < number * half_ways % 2.0 - 1.0 < 1e-4
        ):
            text = format(number * factor if scale else number, float_code)
        elif kind is int and not scale:
            text = format(number, comma)
            if zeros:
                text = f"{text}.{zeros}"
        else:
            value = number if kind is Decimal else to_decimal(number)
            try:
                if scale:
                    value = value.scaleb(scale, context)
                text = format(value.quantize(quantum, None, context), decimal_code)
            except InvalidOperation:
                return special(value)
            if text[-1] > "9":
                return special(value)
        if cut and text[-1] == "0" and "." in text:
            keep = len(text) - cut
            text = text[:keep] + text[keep:].rstrip("0")
            if text[-1] == ".":
                text = text[:-1]
        negative = text[0] == "-"
        if negative:
            text = text[1:]
        if plural is not None:
            whole, _, fraction = text.partition(".")
            around = forms[plural(whole.replace(",", ""), fraction)]
            if not around.digits:
                return around.negative_before if negative else around.before
        if lone and text[1:2] == "," and (len(text) == 5 or text[5] == "."):
            text = text[0] + text[2:]
        elif indian:
            text = _indian(text)
        if spell is not None:
            text = spell(text)
        if plural is not None:
            if negative:
                return f"{around[2]}{text}{around[3]}"
            return f"{around[0]}{text}{around[1]}"
        if negative:
            return f"{negative_before}{text}{negative_after}"
        return f"{before}{text}{after}"

    return write


def _indian(text: str) -> str:
    """Commas after three digits, then after every two, as in 12,34,567.8."""
    whole, point, rest = text.partition(".")
    if len(whole) <= 3:
        return text
    head, tail = whole[:-3], whole[-3:]
    while len(head) > 2:
        tail = f"{head[-2:]},{tail}"
        head = head[:-2]
    return f"{head},{tail}{point}{rest}"


def _speller(symbols: Symbols) -> Callable[[str], str] | None:
    """From "1,234.5" to the locale's own marks and digits; `None` where those are the same."""
    signs = {",": symbols.group, ".": symbols.decimal}
    if symbols.digits:
        signs.update({chr(code): digit for code, digit in symbols.digits.items()})
    elif signs == {",": ",", ".": "."}:
        return None
    if all(len(sign) == 1 for sign in signs.values()):
        # Decoding by a table is several times faster than `str.translate`.
        table = "".join(signs.get(chr(code), chr(code)) for code in range(256))
        return lambda text: charmap_decode(text.encode(), "strict", table)[0]
    wide = {ord(character): sign for character, sign in signs.items()}
    return lambda text: text.translate(wide)


def _special(symbols: Symbols, around: Affixes) -> Formatter:
    def write(number: Number) -> str:
        value = to_decimal(number)
        if value.is_nan():
            return around.before + symbols.nan + around.after
        if not value.is_infinite():
            raise _too_long(number)
        if value.is_signed():
            return around.negative_before + symbols.infinity + around.negative_after
        return around.before + symbols.infinity + around.after

    return write


def _too_long(number: object) -> InvalidValue:
    return InvalidValue("number", number, accepted="a number of at most 400 digits")


def _general_writer(
    layout: Layout, symbols: Symbols, forms: Forms, special: Formatter, plural: Plural | None
) -> Formatter:
    lay_out = digits_of(layout)

    def write(number: Any) -> str:
        value = to_decimal(number)
        if not value.is_finite():
            return special(value)
        negative, integer, fraction, exponent = lay_out(value)
        around = forms[plural(integer or "0", fraction) if plural else "other"]
        if not around.digits:
            return around.negative_before if negative else around.before
        text = group_digits(integer, layout, symbols.group)
        if fraction:
            text += symbols.decimal + fraction
        if layout.exponent is not None:
            sign = symbols.minus if exponent < 0 else symbols.plus if layout.exponent[1] else ""
            power = str(abs(exponent)).rjust(layout.exponent[0], "0")
            text += symbols.exponential + sign + power
        if symbols.digits:
            text = text.translate(symbols.digits)
        if negative:
            return around.negative_before + text + around.negative_after
        return around.before + text + around.after

    return write


def group_digits(integer: str, layout: Layout, separator: str) -> str:
    """Integer digits with the separator where the layout has groups."""
    first, further = layout.grouping
    if not first or len(integer) < first + layout.minimum_grouping:
        return integer
    parts = [integer[-first:]]
    rest = integer[:-first]
    while rest:
        parts.append(rest[-further:])
        rest = rest[:-further]
    return separator.join(reversed(parts))


def digits_of(layout: Layout) -> Callable[[Decimal], tuple[bool, str, str, int]]:
    """A function from a finite number to (below zero, integer, fraction, exponent), all ASCII."""
    least, most = layout.fraction

    def lay_out(value: Decimal) -> tuple[bool, str, str, int]:
        try:
            return split(value)
        except InvalidOperation as error:
            raise _too_long(value) from error

    def split(value: Decimal) -> tuple[bool, str, str, int]:
        exponent = 0
        if layout.scale:
            value = value.scaleb(layout.scale, _CONTEXT)
        if layout.exponent is not None:
            lead = max(layout.integer, 1)
            if value:
                exponent = value.adjusted() - lead + 1
            value = value.scaleb(-exponent, _CONTEXT)
        if layout.significant is not None:
            value, low, high = _significant(value, *layout.significant)
        else:
            low, high = least, most
            natural = max(0, -int(value.normalize(_CONTEXT).as_tuple().exponent))
            # An exponent pattern without a fraction, such as CLDR's "#E0", shows all digits.
            if not layout.quantize or (layout.exponent is not None and most == 0):
                high = max(high, natural)
            if layout.increment:
                steps = value / layout.increment
                value = steps.quantize(Decimal(1), None, _CONTEXT) * layout.increment
        text = format(value.quantize(Decimal(1).scaleb(-high), None, _CONTEXT), "f")
        negative = text[0] == "-"
        integer, _, fraction = text.lstrip("-").partition(".")
        fraction = fraction[:low] + fraction[low:].rstrip("0")
        if layout.integer == 0 and integer == "0" and fraction:
            integer = ""
        return negative, integer.rjust(layout.integer, "0"), fraction, exponent

    return lay_out


def _significant(value: Decimal, least: int, most: int) -> tuple[Decimal, int, int]:
    """The value rounded to `most` digits, and how many fraction digits that leaves to show."""
    for _ in range(2):  # rounding 9.99 makes one digit more
        high = most - 1 - (value.adjusted() if value else 0)
        value = value.quantize(Decimal(1).scaleb(-high), None, _CONTEXT)
    low = least - 1 - (value.adjusted() if value else 0)
    return value, max(low, 0), max(high, 0)


# --- what stands around the digits -------------------------------------------------------


def affixes(
    pattern: Pattern,
    symbols: Symbols,
    money: Mapping[str, str] | None = None,
    spacing: Mapping[str, str] | None = None,
) -> Affixes:
    """The affixes of a pattern written out; `money` gives the text for "¤", "¤¤" and so on."""
    signs = {
        "\0-": symbols.minus,
        "\0+": symbols.plus,
        "\0%": symbols.percent,
        "\0‰": symbols.per_mille,
    }

    def side(tokens: tuple[str, ...], edge: int) -> str:
        parts = []
        for token in tokens:
            if token.startswith("\0¤"):
                parts.append((money or {}).get(token[1:], token[1:]))
            else:
                parts.append(signs.get(token, token))
        # CLDR wants a space between a digit and a currency that ends in a letter there.
        if spacing and tokens and tokens[edge].startswith("\0¤") and parts[edge]:
            if edge == -1 and _needs_space(parts[-1][-1]):
                parts.append(spacing["afterCurrency"])
            elif edge == 0 and _needs_space(parts[0][0]):
                parts.insert(0, spacing["beforeCurrency"])
        return "".join(parts)

    before, after = side(pattern.prefix, -1), side(pattern.suffix, 0)
    shown = pattern.has_number
    if pattern.negative is None:
        return Affixes(before, after, symbols.minus + before, after, shown)
    return Affixes(
        before, after, side(pattern.negative[0], -1), side(pattern.negative[1], 0), shown
    )


def forms_of(texts: Mapping[str, str], inner: Affixes) -> Forms:
    """Phrases with a placeholder, such as "{0} kilometres", around the affixes of a number."""
    forms = {}
    for category, text in texts.items():
        before, place, after = text.partition("{0}")
        if place:
            forms[category] = Affixes(
                before + inner.before,
                inner.after + after,
                before + inner.negative_before,
                inner.negative_after + after,
            )
        else:
            forms[category] = Affixes(text, "", inner.negative_before + text, "", digits=False)
    return {category: forms.get(category, forms["other"]) for category in CATEGORIES}


def _needs_space(character: str) -> bool:
    """CLDR's `[[:^S:]&[:^Z:]]`: neither a symbol nor a space."""
    return unicodedata.category(character)[0] not in "SZ"


def layout_of(
    pattern: Pattern,
    data: LocaleData,
    *,
    fraction: tuple[int, int] | None = None,
    quantize: bool = True,
    group: bool = True,
) -> Layout:
    """The layout that a pattern asks for in a locale."""
    return Layout(
        integer=pattern.integer,
        fraction=fraction or pattern.fraction,
        grouping=pattern.grouping if group else (0, 0),
        minimum_grouping=data.extract("number_formats")["minimum_grouping"],
        scale=pattern.scale,
        quantize=quantize,
        significant=pattern.significant,
        exponent=pattern.exponent,
        increment=pattern.increment,
    )


def _pattern_text(format: Any) -> str | None:
    """The text of a pattern that was given as text or as Babel's object."""
    if format is None or isinstance(format, str):
        return format or None
    found = getattr(format, "pattern", None)
    if not isinstance(found, str):
        raise InvalidValue("format", format, accepted="a CLDR number pattern")
    return found


# --- decimals and percentages --------------------------------------------------------------


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
    row = _system_row(data, system)
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
    row = _system_row(data, system)
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
        format if format is None else _pattern_text(format),
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
        format if format is None else _pattern_text(format),
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
        format if format is None else _pattern_text(format),
        decimal_quantization,
        True,
        numbering_system,
    )(number)


# --- money -----------------------------------------------------------------------------------


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
    row = _system_row(data, system)
    symbols = _money_symbols(symbols_of(data, system, row), row, data, code)
    if format_type == "name":
        pattern = parse_pattern(format or row["decimal"])
    elif format:
        pattern = parse_pattern(format)
    else:
        pattern = parse_pattern(row["currency"][_money_type(format_type, data)])
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


def _money_type(format_type: str, data: LocaleData) -> str:
    if format_type not in ("standard", "accounting"):
        raise InvalidValue(
            "format_type", format_type, accepted=("standard", "accounting", "name")
        )
    return "accounting" if data.keyword("cf") == "account" else format_type


def _money_symbols(
    symbols: Symbols, row: Mapping[str, Any], data: LocaleData, code: str
) -> Symbols:
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
    return str(data.get("currency_symbols", code) or code)


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

    `format_type` is "standard", "accounting" (also asked for by `-u-cf-account`)
    or "name" ("5.00 euros"). Without `currency` the tag's `-u-cu-` is used.
    Decimal digits are those of the currency in CLDR unless
    `currency_digits=False`. Raises `InvalidValue` for a code that is not three
    letters, for what is no number and for a missing or malformed locale.
    """
    return compile_currency(
        locale if type(locale) is str else tag_text(locale),
        currency,
        format if format is None else _pattern_text(format),
        currency_digits,
        format_type,
        decimal_quantization,
        group_separator,
        numbering_system,
    )(number)


# --- compact forms -----------------------------------------------------------------------------


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
    row = _system_row(data, system)
    symbols = symbols_of(data, system, row)
    texts: Mapping[str, str] | None = None
    pattern = parse_pattern(row["decimal"])
    if money:
        code = currency_code(currency, data)
        symbols = _money_symbols(symbols, row, data, code)
        texts = {"¤": symbol_of_currency(code, data), "¤¤": code}
        pattern = parse_pattern(row["currency"][_money_type("standard", data)])
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
        layout, symbols, affixes(pattern, symbols, texts, row["spacing"]), affixes(pattern, symbols, texts)
    )
    return _compact_writer(steps, layout, symbols, uncompacted, data.plural)


def _compact_writer(
    steps: list[_Step], layout: Layout, symbols: Symbols, uncompacted: Formatter, plural: Plural
) -> Formatter:
    most = layout.fraction[1]
    quantum = Decimal(1).scaleb(-most)
    float_code, half_ways = f".{most}f", 2.0 * 10**most
    magnitudes = [step.magnitude for step in steps]
    spell = _speller(symbols)

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

    def format_compact(number: Number) -> str:
        kind = type(number)
        if kind is float or (kind is int and -1e15 < number < 1e15):  # type: ignore[operator]
            size = abs(number)  # type: ignore[arg-type]
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
            return finish(step, number < 0, format(part, float_code))  # type: ignore[operator]
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
                part = size if step is None else _CONTEXT.divide(size, Decimal(step.divisor))
                part = part.quantize(quantum, None, _CONTEXT)
                # Rounding may reach the next step: 999 999 is "1M", not "1000K".
                limit = magnitudes[0] if step is None else step.limit
                if part < limit or position + 1 == len(steps):
                    break
                position += 1
        except InvalidOperation:
            raise _too_long(number) from None
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
