"""What in a text no translator may touch: fields, tags, addresses, codes.

`find` says where such parts stand, `cut` takes a sentence apart at them, and a
`Mask` stands for each of them while the sentence is away. A translation is
put together again by `restore`, which refuses it unless every part is there,
once, in order, byte for byte, and no part is there that was not sent.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

__all__ = [
    "MASKS",
    "Mask",
    "Piece",
    "Protected",
    "Term",
    "cut",
    "find",
    "invents",
    "joined",
    "keeps",
    "restore",
    "terms",
    "tidy",
    "with_numbers",
]

#: Kinds that no translation may bring along of its own: an invented field breaks the
#: message, an invented address misleads its reader.
_STRICT = frozenset({"mark", "code", "tag", "entity", "field", "url", "email"})

_URL = r"[^\s<>\"\ue000-\uf8ff\u3000-\u9fff\uac00-\ud7af\uff00-\uffef]"

# Where a word of ASCII letters and figures begins and ends: letters of scripts that are written
# without spaces may touch it.
_BEGIN = r"(?<![A-Za-z0-9_\u00c0-\u024f\u0370-\u052f])"
_END = r"(?![A-Za-z0-9_\u00c0-\u024f\u0370-\u052f])"

_PATTERN = re.compile(
    rf"""
    (?P<mark>
        \ue000[^\ue000\ue001\n]{{0,99}}\ue001
      | [\ue000-\uf8ff\ufffc\ufffe\uffff\ud800-\udfff\U000f0000-\U0010ffff]+
      | [\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]+
      | [\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]+
      | [⟦⟧▁] | [Xx][Pp][Hh]\d+[Xx]
    )
  | (?P<code>
        ```(?:(?!```)[\s\S])*(?:```|\Z)
      | (?<!`)`[^`\n]{{1,500}}`(?!`)
      | <!--(?:(?!-->|<!--)[\s\S])*(?:-->)?
      | <(?P<element>script|style|pre|code|textarea|svg|math|kbd|samp)\b[^<>]*>
        (?:(?!<(?P=element)\b)[\s\S])*?</(?P=element)\s*>
    )
  | (?P<field>
        \{{\{{\{{?[^{{}}\n]{{0,300}}\}}\}}\}}?
      | \{{%[^%\n]{{0,300}}%\}} | \{{\#[^#\n]{{0,300}}\#\}} | <%[^%]{{0,300}}%>
      | [$%\#]\{{[^{{}}\n]{{1,200}}\}}
      | \{{\s{{0,9}}(?:[\w$][\w.\-\[\]$]{{0,99}}\s{{0,9}}(?:![rsa])?(?::[^{{}}\n]{{0,200}})?)?\}}
      | (?<![\w%])%(?:\(\w{{1,99}}\))[-+0#]*\d*(?:\.\d+)?[A-Za-z]
      | (?<![\d%])%(?:\d+\$)?[-+0#]*\d*(?:\.\d+)?(?:ll|[lhz])?[sdifgxXeEucprb@](?![\w])
      | (?<![\w%])%[A-Z][A-Z0-9_]*% | __[A-Z][A-Z0-9_]*__
    )
  | (?P<choice>\{{\s{{0,9}}\w{{1,99}}\s{{0,9}},\s{{0,9}}\w{{1,99}}\s{{0,9}}[,}}])
  | (?P<tag></?[A-Za-z][\w:.-]*+(?:[^<>"']++|"[^"<]*+"|'[^'<]*+')*+>)
  | (?P<url>
        (?<![A-Za-z0-9+.\-])(?:[A-Za-z][A-Za-z0-9+.\-]{{1,20}}://|(?:mailto|tel|sms):(?=[\w+])|www\.)
        {_URL}+
    )
  | (?P<email>(?<![.+%\-]){_BEGIN}[A-Za-z0-9._%+\-]++@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+)
  | (?P<phone>(?<![+]){_BEGIN}\+\d[ \u00a0\d().\-/]{{5,22}}\d{_END})
  | (?P<account>
        {_BEGIN}[A-Z]{{2}}\d{{2}}(?:[ ]?[A-Z0-9]{{4}}){{3,7}}(?:[ ]?[A-Z0-9]{{1,3}})?{_END}
      | {_BEGIN}\d{{4}}(?:[ ]\d{{4}}){{2,4}}{_END}
    )
  | (?P<domain>
        (?<![@.\-]){_BEGIN}[a-z0-9][a-z0-9\-]{{1,62}}(?:\.[a-z0-9][a-z0-9\-]{{0,62}}){{0,8}}
        \.[a-z]{{2,6}}(?!\-){_END}(?:/{_URL}*)?
    )
  | (?P<entity>&(?:\#\d{{1,7}}|\#[xX][0-9A-Fa-f]{{1,6}}|[A-Za-z]\w{{1,31}});)
  | (?P<mention>(?<![\w&/])[@\#]\w[\w\-]*)
  | (?P<markup>
        !?\[(?=[^\[\]\n]{{0,300}}\]\([^()\s]{{1,2000}}(?:[ ]"[^"\n]{{0,300}}")?\))
      | \]\([^()\s]{{1,2000}}(?:[ ]"[^"\n]{{0,300}}")?\)
      | (?<![*])[*]{{1,3}}(?=[^\s*]) | (?<=[^\s*])[*]{{1,3}}(?![*])
      | (?<![\w_])_{{1,3}}(?=[^\s_]) | (?<=[^\s_])_{{1,3}}(?![\w_])
      | ~~
    )
  | (?P<emoji>
        (?:
            [\U0001f1e6-\U0001f1ff]{{2}}
          | [\U0001f300-\U0001faff\u2600-\u27bf\u2b00-\u2bff\u231a-\u23ff]
            [\ufe0e\ufe0f\u20e3\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]*
            (?:\u200d[\U0001f300-\U0001faff\u2600-\u27bf\u2b00-\u2bff][\ufe0f\U0001f3fb-\U0001f3ff]*)*
        )+
    )
  | (?P<word>{_BEGIN}[A-Za-z0-9]++(?:[-_./][A-Za-z0-9]++){{0,12}}+{_END}(?:\(\))?)
    """,
    re.VERBOSE,
)

# Where a match can begin at all, which is seldom in prose: a sign that is no punctuation, or
# a word with a figure, an underscore, a colon or such in it.
_CANDIDATE = re.compile(
    r"""[^\w\s.,;:!?'"()\-/’“”„…]|_|!(?=\[)"""
    r"""|(?<![A-Za-z0-9])(?=[A-Za-z0-9])(?=\S{0,80}?(?:[\d_@/]|[a-z][A-Z]|\.[a-z]|:\S|\(\)))"""
    r"""|(?<![A-Za-z0-9])\d"""
)

_NUMBER = re.compile(r"\d+(?:[.,:/'’\u00a0\u202f\-]\d+)*")


@dataclass(frozen=True, slots=True)
class Protected:
    """A part to keep: as it is written, and as it must stand in the translation."""

    raw: str
    kind: str
    shown: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence to translate: text and protected parts by turns."""

    parts: tuple[str | Protected, ...]

    @property
    def source(self) -> str:
        """The sentence as it is written."""
        return "".join(part if isinstance(part, str) else part.raw for part in self.parts)

    @property
    def words(self) -> str:
        """Its text without the protected parts."""
        return " ".join(part for part in self.parts if isinstance(part, str))

    @property
    def kept(self) -> tuple[Protected, ...]:
        """Its protected parts in order."""
        return tuple(part for part in self.parts if not isinstance(part, str))


@dataclass(frozen=True, slots=True)
class Term:
    """An entry of a glossary, ready to be looked for."""

    pattern: re.Pattern[str]
    shown: str


def terms(glossary: Sequence[tuple[str, str | None]]) -> tuple[Term, ...]:
    """A glossary as patterns, longer terms first; `None` keeps the term as it is written."""
    found = []
    for term, shown in sorted(glossary, key=lambda entry: -len(entry[0])):
        pattern = re.compile(rf"(?<!\w){re.escape(term)}(?!\w)", re.IGNORECASE)
        found.append(Term(pattern, "" if shown is None else shown))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int
    kind: str
    shown: str | None = None


def find(text: str, glossary: Sequence[Term] = ()) -> list[_Span]:
    """The protected parts of a text in order, none inside another.

    >>> [text[span.start:span.end] for text in ["Hi {name}, see https://a.example/b_c."]
    ...     for span in find(text)]
    ['{name}', 'https://a.example/b_c']
    """
    spans = list(_find(text))
    if not glossary:
        return spans
    taken = [(span.start, span.end) for span in spans]
    for term in glossary:
        for match in term.pattern.finditer(text):
            start, end = match.span()
            if start < end and all(end <= one or start >= two for one, two in taken):
                spans.append(_Span(start, end, "term", term.shown or match.group()))
                taken.append((start, end))
    return sorted(spans, key=lambda span: span.start)


def _find(text: str) -> Iterator[_Span]:
    position = 0
    braces: dict[int, int] | None = None
    while candidate := _CANDIDATE.search(text, position):
        match = _PATTERN.match(text, candidate.start())
        if match is None:
            position = candidate.start() + 1
            continue
        kind, (start, end) = str(match.lastgroup), match.span()
        if kind == "element":  # the name inside a `code` element is the last group
            kind = "code"
        if kind == "choice":
            braces = _braces(text) if braces is None else braces
            end, kind = braces.get(start, start), "field"
        elif kind in ("url", "domain"):
            end = _without_stops(text, start, end)
            kind = "url"
        elif kind == "word":
            if not _is_code(match.group()):
                # Go on behind the first run of letters: what follows a sign may be protected.
                end = start
                while end < len(text) and text[end].isascii() and text[end].isalnum():
                    end += 1
                position = end
                continue
            kind = "token"
        if end <= start:
            position = start + 1
            continue
        yield _Span(start, end, kind)
        position = end


def _braces(text: str) -> dict[int, int]:
    """Where each brace that is closed opens -> the place behind its partner."""
    open_, found = [], {}
    for match in re.finditer(r"[{}]", text):
        if match.group() == "{":
            open_.append(match.start())
        elif open_:
            found[open_.pop()] = match.end()
    return found


def _without_stops(text: str, start: int, end: int) -> int:
    """Where an address ends that a sentence goes on behind."""
    while end > start:
        last = text[end - 1]
        if last in ".,;:!?'’”»…*_~]}|" or (
            last == ")" and text.count("(", start, end) < text.count(")", start, end)
        ):
            end -= 1
        else:
            break
    return end


_ORDINAL_OR_UNIT = re.compile(r"\d+[a-z]{1,4}")


def _is_code(token: str) -> bool:
    """Whether a word is an order number, a product key or a name of a programmer's kind."""
    if token.endswith("()") or "_" in token:
        return True
    parts = re.split(r"[-./]", token)
    digits = sum(part.isdigit() for part in parts)
    if digits == len(parts):
        total = len(token) - len(parts) + 1
        return (
            (len(parts) == 1 and total >= 5)
            or (len(parts) >= 4 and "." in token)
            or (len(parts) >= 3 and "-" in token and total >= 9)
        )
    if digits and any(part.isalpha() and part.isupper() and len(part) > 1 for part in parts):
        return True
    return any(
        (
            not part.isalpha()
            and not part.isdigit()
            and not _ORDINAL_OR_UNIT.fullmatch(part)
            and (not part.islower() or len(part) >= 6)
        )
        or re.search(r"[a-z][A-Z]", part)
        for part in parts
    ) or (len(parts) > 1 and bool(re.search(r"(?:^|-)[A-Z]-\d|\d-[A-Z](?:$|-)", token)))


def cut(text: str, spans: Sequence[_Span], start: int = 0, end: int | None = None) -> Piece:
    """The part of a text between two places, taken apart at its protected parts."""
    end = len(text) if end is None else end
    parts: list[str | Protected] = []
    position = start
    for span in spans:
        if span.start < start or span.end > end:
            continue
        if span.start > position:
            parts.append(text[position : span.start])
        raw = text[span.start : span.end]
        parts.append(Protected(raw, span.kind, raw if span.shown is None else span.shown))
        position = span.end
    if position < end:
        parts.append(text[position:end])
    return Piece(tuple(parts))


def with_numbers(piece: Piece) -> Piece:
    """The piece with its figures protected too."""
    parts: list[str | Protected] = []
    for part in piece.parts:
        if not isinstance(part, str):
            parts.append(part)
            continue
        position = 0
        for match in _NUMBER.finditer(part):
            if match.start() > position:
                parts.append(part[position : match.start()])
            parts.append(Protected(match.group(), "number", match.group()))
            position = match.end()
        if position < len(part):
            parts.append(part[position:])
    return Piece(tuple(parts))


# --- masks -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Mask:
    """A way to write "part number n" so that a translator may leave it alone."""

    written: str
    pattern: re.Pattern[str]

    def cover(self, piece: Piece, change: Callable[[str], str] | None = None) -> str:
        """The sentence with a mask for every protected part, its text changed if asked for."""
        out = []
        number = 0
        for part in piece.parts:
            if isinstance(part, str):
                out.append(change(part) if change else part)
            else:
                out.append(self.written.format(number))
                number += 1
        return "".join(out)


#: Tried one after the other. Engines differ in what they leave alone: some know signs such
#: as the first from their training, others copy a word that they have never seen.
MASKS = (
    Mask("⟦{}⟧", re.compile(r"⟦\s*(\d+)\s*⟧")),
    Mask("XPH{}X", re.compile(r"XPH(\d+)X", re.IGNORECASE)),
)

# What a translator may not bring into a line: other white space than a single space.
_WHITE = re.compile(r"(?=\s)(?:\s*[\t\n\r\v\f\x1c-\x1f\x85\u2028\u2029]\s*|\s{2,})")


def tidy(text: str) -> str:
    r"""A translator's answer as part of a line: no white space around it, no breaks inside.

    >>> tidy(" Hola,\n  María ")
    'Hola, María'
    """
    return _WHITE.sub(" ", text).strip()


def restore(
    piece: Piece, answer: str, mask: Mask, change: Callable[[str], str] | None = None
) -> str | None:
    """The translation of a piece with its protected parts again, or `None` if one is amiss.

    >>> piece = cut("Hi {name}!", find("Hi {name}!"))
    >>> restore(piece, "¡Hola, ⟦0⟧!", MASKS[0])
    '¡Hola, {name}!'
    >>> restore(piece, "¡Hola!", MASKS[0]) is None
    True
    """
    parts = mask.pattern.split(tidy(answer))
    numbers, texts = parts[1::2], parts[::2]
    kept = piece.kept
    if [int(number) for number in numbers] != list(range(len(kept))):
        return None
    if change:
        texts = [change(text) for text in texts]
    out = [texts[0]]
    for one, text in zip(kept, texts[1:], strict=True):
        out += (one.shown, text)
    found = "".join(out)
    return found if _same_parts(piece, found) else None


def invents(text: str, answer: str) -> bool:
    """Whether an answer to a stretch of mere text holds a field, tag or address of its own.

    >>> invents("your order", "su pedido {id}"), invents("your order", "su pedido")
    (True, False)
    """
    return _parts(tidy(answer)) != _parts(text)


def joined(piece: Piece, texts: Sequence[str]) -> str | None:
    """The protected parts with `texts` for the text between them, or `None` if that adds one."""
    rest = iter(texts)
    found = "".join(next(rest) if isinstance(part, str) else part.shown for part in piece.parts)
    return found if _same_parts(piece, found) else None


def keeps(piece: Piece, wording: str) -> bool:
    """Whether a wording on file has the same parts as the sentence, in any order."""
    return sorted(_parts(wording)) == sorted(_parts(_as_shown(piece)))


def _same_parts(piece: Piece, translation: str) -> bool:
    """Whether both hold the same parts of the strict kinds, read anew and in order.

    Reading anew finds what a translator added, and an address that ran together
    with a word behind it.
    """
    return _parts(_as_shown(piece)) == _parts(translation)


def _as_shown(piece: Piece) -> str:
    return "".join(part if isinstance(part, str) else part.shown for part in piece.parts)


@lru_cache(maxsize=1024)
def _parts(text: str) -> tuple[str, ...]:
    return tuple(text[span.start : span.end] for span in _find(text) if span.kind in _STRICT)
