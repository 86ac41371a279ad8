"""How a number's digits are laid out: patterns, symbols, and the functions that write them.

Symbols and patterns are those of CLDR's own number data
(`data/cldr/number_formats.json`): Babel has them for one numbering system only
and leaves out grouping, spacing and the marks of single currencies.
"""

from __future__ import annotations

import unicodedata
from codecs import charmap_decode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal, InvalidOperation
from functools import lru_cache
from numbers import Rational
from operator import index
from typing import Any, NamedTuple, SupportsIndex

from ..errors import InvalidValue
from .cldr import CATEGORIES, LocaleData, Plural

__all__ = [
    "CONTEXT",
    "Affixes",
    "Formatter",
    "Layout",
    "Number",
    "Pattern",
    "Symbols",
    "affixes",
    "compile_writer",
    "digit_table",
    "forms_of",
    "group_digits",
    "layout_of",
    "parse_pattern",
    "pattern_text",
    "read_quoted",
    "speller",
    "symbols_of",
    "system_row",
    "to_decimal",
    "too_long",
]

Number = int | float | Decimal | str
Formatter = Callable[[Number], str]

#: Wide enough for every float; a thread's own context must not change what a customer reads.
CONTEXT = Context(prec=400, rounding=ROUND_HALF_EVEN)


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
    for position, character in enumerate(text):
        if character == "'":
            quoted = not quoted
        elif character == ";" and not quoted:
            return text[:position], text[position + 1 :]
    return text, None


def read_quoted(pattern: str, start: int) -> tuple[str, int]:
    """The literal text that a quote at `start` opens, and where the pattern goes on.

    Two quotes are one, inside quoted text as well as outside.
    """
    if pattern[start + 1 : start + 2] == "'":
        return "'", start + 2
    parts: list[str] = []
    while True:
        end = pattern.find("'", start + 1)
        if end < 0:
            return "".join((*parts, pattern[start + 1 :])), len(pattern)
        parts.append(pattern[start + 1 : end])
        if pattern[end + 1 : end + 2] != "'":
            return "".join(parts), end + 1
        parts.append("'")
        start = end + 1


def _split_affixes(text: str) -> tuple[tuple[str, ...], str, tuple[str, ...]]:
    """Prefix tokens, the digits part, suffix tokens."""
    tokens: tuple[list[str], list[str]] = ([], [])
    core: list[str] = []
    side = 0
    place = 0

    def literal(piece: str) -> None:
        row = tokens[side]
        if row and not row[-1].startswith("\0"):
            row[-1] += piece
        else:
            row.append(piece)

    while place < len(text):
        character = text[place]
        if character == "'":
            quoted, place = read_quoted(text, place)
            literal(quoted)
        elif character in _NUMBER_CHARACTERS and (side == 0 or not core):
            start = place
            while place < len(text) and (
                text[place] in _NUMBER_CHARACTERS or (text[place] in "E+" and "E" in text[start:])
            ):
                if text[place] == "+" and text[place - 1] != "E":
                    break
                if text[place] == "E" and text[place + 1 : place + 2] not in ("0", "+"):
                    break
                place += 1
            core.append(text[start:place])
            side = 1
        elif character in "-+%‰":
            tokens[side].append("\0" + character)
            place += 1
        elif character == "¤":
            end = place
            while end < len(text) and text[end] == "¤":
                end += 1
            tokens[side].append("\0" + "¤" * (end - place))
            place = end
        else:
            literal(character)
            place += 1
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


def system_row(data: LocaleData, system: str) -> Mapping[str, Any]:
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
    named = (row or system_row(data, system))["symbols"]
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
            return Decimal(index(value))
        if isinstance(value, Rational):
            return CONTEXT.divide(Decimal(int(value.numerator)), Decimal(int(value.denominator)))
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
    cut, scale, context = most - least, layout.scale, CONTEXT
    quantum = Decimal(1).scaleb(-most)
    western = layout.grouping == (3, 3)
    indian = layout.grouping == (3, 2)
    comma = "," if western else ""
    float_code, decimal_code, zeros = f"{comma}.{most}f", f"{comma}f", "0" * least
    lone = western and layout.minimum_grouping == 2
    before, after, negative_before, negative_after, _ = forms["other"]
    spell, own_digits = speller(symbols), symbols.digits is not None
    # A float is rounded as the shortest decimal that reads back as it, which is what
    # people typed; Python's formatting rounds its exact binary value. The two differ
    # only where the decimal lies half-way, so near there the exact way is taken.
    factor = float(10**scale)
    half_ways = 2.0 * 10 ** (most + scale)
    limit = 4e11 / half_ways

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
        if cut and text[-1] == "0" and (kind is not int or scale):
            keep = len(text) - cut
            text = text[:keep] + text[keep:].rstrip("0") if least else text.rstrip("0")
            if text[-1] == ".":
                text = text[:-1]
        negative = text[0] == "-"
        if negative:
            text = text[1:]
        if plural is not None:
            if kind is int and not scale and not least:
                around = forms[plural(-number if negative else number)]
            else:
                whole, _, fraction = text.partition(".")
                around = forms[plural(whole.replace(",", ""), fraction)]
            if not around.digits:
                return around.negative_before if negative else around.before
        if lone and text[1:2] == "," and (len(text) == 5 or text[5] == "."):
            text = text[0] + text[2:]
        elif indian:
            text = _indian(text)
        if spell is not None and (own_digits or not text.isdigit()):
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


def speller(symbols: Symbols) -> Callable[[str], str] | None:
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
            raise too_long(number)
        if value.is_signed():
            return around.negative_before + symbols.infinity + around.negative_after
        return around.before + symbols.infinity + around.after

    return write


def too_long(number: object) -> InvalidValue:
    """The error for a number with more digits than anything is written with."""
    return InvalidValue("number", number, accepted="a number of at most 400 digits")


def _general_writer(
    layout: Layout, symbols: Symbols, forms: Forms, special: Formatter, plural: Plural | None
) -> Formatter:
    lay_out = _digits_of(layout)

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


def _digits_of(layout: Layout) -> Callable[[Decimal], tuple[bool, str, str, int]]:
    """A function from a finite number to (below zero, integer, fraction, exponent), all ASCII."""
    least, most = layout.fraction

    def lay_out(value: Decimal) -> tuple[bool, str, str, int]:
        try:
            return split(value)
        except InvalidOperation as error:
            raise too_long(value) from error

    def split(value: Decimal) -> tuple[bool, str, str, int]:
        exponent = 0
        if layout.scale:
            value = value.scaleb(layout.scale, CONTEXT)
        if layout.exponent is not None:
            lead = max(layout.integer, 1)
            if value:
                exponent = value.adjusted() - lead + 1
            value = value.scaleb(-exponent, CONTEXT)
        if layout.significant is not None:
            value, low, high = _significant(value, *layout.significant)
        else:
            low, high = least, most
            natural = max(0, -int(value.normalize(CONTEXT).as_tuple().exponent))
            # An exponent pattern without a fraction, such as CLDR's "#E0", shows all digits.
            if not layout.quantize or (layout.exponent is not None and most == 0):
                high = max(high, natural)
            if layout.increment:
                steps = value / layout.increment
                value = steps.quantize(Decimal(1), None, CONTEXT) * layout.increment
        text = format(value.quantize(Decimal(1).scaleb(-high), None, CONTEXT), "f")
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
        value = value.quantize(Decimal(1).scaleb(-high), None, CONTEXT)
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


def pattern_text(format: Any) -> str | None:
    """The text of a pattern that was given as text or as Babel's object."""
    if format is None or isinstance(format, str):
        return format or None
    found = getattr(format, "pattern", None)
    if not isinstance(found, str):
        raise InvalidValue("format", format, accepted="a CLDR number pattern")
    return found
