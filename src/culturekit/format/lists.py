"""Lists of things: "a, b and c"."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from ..errors import InvalidValue
from .cldr import LocaleData, locale_for, tag_text

__all__ = [
    "compile_list",
    "format_list",
]

#: style -> where CLDR's root looks for what a locale does not say.
_FALLBACKS = {
    "standard": (),
    "standard-short": ("standard",),
    "standard-narrow": ("standard-short", "standard"),
    "or": (),
    "or-short": ("or",),
    "or-narrow": ("or-short", "or"),
    "unit": ("unit-short", "standard"),
    "unit-short": ("standard",),
    "unit-narrow": ("unit-short", "standard"),
}

# Spanish and Hebrew change the conjunction before certain sounds (CLDR, "List Patterns").
_SPANISH_E = ("i", "hi")
_SPANISH_NOT_E = ("hia", "hie")
_SPANISH_U = ("o", "ho", "8")


def _pattern(data: LocaleData, style: str, part: str) -> str:
    for one in (style, *_FALLBACKS[style]):
        found = data.get("list_patterns", one, part)
        if found:
            return str(found)
    return "{0}, {1}"


def _joiner(pattern: str) -> Callable[[str, str], str]:
    """A function that puts two texts into a pattern, whatever the texts contain."""
    before, _, rest = pattern.partition("{0}")
    between, _, after = rest.partition("{1}")
    if not before and not after:
        return lambda first, second: f"{first}{between}{second}"
    return lambda first, second: f"{before}{first}{between}{second}{after}"


def _spanish(join: Callable[[str, str], str], pattern: str) -> Callable[[str, str], str]:
    other = None
    if " y {1}" in pattern:
        other, changes = pattern.replace(" y {1}", " e {1}"), _before_e
    elif " o {1}" in pattern:
        other, changes = pattern.replace(" o {1}", " u {1}"), _before_u
    if other is None:
        return join
    changed = _joiner(other)
    return lambda first, second: (changed if changes(second.lower()) else join)(first, second)


def _before_e(word: str) -> bool:
    return word.startswith(_SPANISH_E) and not word.startswith(_SPANISH_NOT_E)


def _before_u(word: str) -> bool:
    return word.startswith(_SPANISH_U) or word == "11" or word.startswith("11 ")


def _hebrew(join: Callable[[str, str], str], pattern: str) -> Callable[[str, str], str]:
    """The conjunction is written onto a Hebrew word, and with a hyphen before other scripts."""
    if "ו{1}" not in pattern:
        return join
    hyphenated = _joiner(pattern.replace("ו{1}", "ו-{1}"))

    def joined(first: str, second: str) -> str:
        is_hebrew = "\u0590" <= second[:1] <= "\u05ff"
        return (join if is_hebrew else hyphenated)(first, second)

    return joined


@lru_cache(maxsize=512)
def compile_list(locale: str, style: str) -> Callable[[Iterable[str]], str]:
    """The kept function behind `format_list`."""
    if style not in _FALLBACKS:
        raise InvalidValue("style", style, accepted=tuple(_FALLBACKS))
    data = locale_for(locale)
    two, end = (_pattern(data, style, part) for part in ("2", "end"))
    pair, last = _joiner(two), _joiner(end)
    language = data.tag.language
    if language == "es":
        pair, last = _spanish(pair, two), _spanish(last, end)
    elif language == "he":
        pair, last = _hebrew(pair, two), _hebrew(last, end)
    start = _joiner(_pattern(data, style, "start"))
    middle = _joiner(_pattern(data, style, "middle"))

    def join(lst: Iterable[str]) -> str:
        items = lst if type(lst) is list else list(lst)
        count = len(items)
        if count == 2:
            return pair(items[0], items[1])
        if count < 2:
            return str(items[0]) if items else ""
        text = start(items[0], items[1])
        for item in items[2:-1]:
            text = middle(text, item)
        return last(text, items[-1])

    return join


def format_list(lst: Iterable[str], style: str = "standard", locale: Any = None) -> str:
    """Items joined as the locale joins them.

    >>> format_list(["Ada", "Ben", "Cy"], locale="en-US")
    'Ada, Ben, and Cy'
    >>> format_list(["Madrid", "Irún"], locale="es"), format_list(["siete", "ocho"], "or", "es")
    ('Madrid e Irún', 'siete u ocho')

    `style` is "standard" (and), "or" or "unit", each also with "-short" or
    "-narrow". Raises `InvalidValue` for another style, for what is no list of
    texts, and for a missing or malformed locale.
    """
    if type(lst) is not list:
        if isinstance(lst, str) or not isinstance(lst, Iterable):
            raise InvalidValue("list", lst, accepted="several texts")
        lst = list(lst)
    for item in lst:
        if not isinstance(item, str):
            raise InvalidValue("item of the list", item, accepted="text")
    return compile_list(locale if type(locale) is str else tag_text(locale), style)(lst)
