"""Mail (`.eml`) adapted in place: only what is adapted is written anew.

The text of a mail and its HTML are found, adapted and put back where they
stood. Every other byte stays as it came: attachments, boundaries, preambles,
headers in their order and folding. Python's `email` package reads the headers
and decodes the parts; the places of the parts are found by their boundaries,
because writing a whole mail anew would refold headers and change line ends.
"""

from __future__ import annotations

import base64
import binascii
import codecs
import quopri
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from email.errors import MessageError
from email.header import Header, decode_header, make_header
from email.message import Message as Headers
from email.parser import BytesHeaderParser
from typing import Any

from ..adapt import INCLUDE, Adaptation, adapt
from ..errors import InvalidValue
from ..format.clean import one_line
from ..kit import Kit
from ..model import Level, Message, Offer, Reason, RegisterLabel, Situation
from ..reader import Reader, Recipient
from ..tags import parse
from .quotes import protect, restore

__all__ = ["AdaptedEmail", "adapt_email", "compose_email", "recipients"]


@dataclass(frozen=True, slots=True)
class AdaptedEmail:
    """A mail made ready for its reader.

    `raw` is the mail, byte for byte the one given where nothing could be
    adapted. `adaptation` is that of the plain text, or of the HTML where there
    is no plain text; `alternatives` has every body. `problems` says what was
    left as it was, and why.
    """

    raw: bytes
    adaptation: Adaptation | None = None
    alternatives: tuple[Adaptation, ...] = ()
    problems: tuple[str, ...] = ()


def adapt_email(
    raw: bytes,
    kit: Kit,
    *,
    to: Recipient,
    values: Mapping[str, Any] | None = None,
    situation: Situation | Mapping[str, Any] | None = None,
    offer: Offer | None = None,
    register: RegisterLabel | str | None = None,
    language: str | None = None,
    include: Collection[str] = INCLUDE,
    mixed: bool = False,
) -> AdaptedEmail:
    r"""A mail with its subject, its plain text and its HTML adapted alike.

    >>> raw = b"Subject: Your order {id} has been shipped.\n\nThank you for your order.\n"
    >>> found = adapt_email(raw, Kit(), to="de-DE", values={"id": "A-1042"})
    >>> found.raw.splitlines()[0]
    b'Subject: Ihre Bestellung A-1042 wurde versandt.'

    Where one alternative cannot be put into the reader's language, none is.
    Quoted replies, signatures, attachments and forwarded mails are not touched.
    No mail raises: a broken, signed or encrypted one comes back as it was, with
    the reason in `problems`. `language` is that of the draft where its own
    `Content-Language` does not say. Raises what `Kit.adapt` raises for `to`.
    """
    reader = kit.reader(to, situation, register=register)
    mail = _Mail(raw)
    bodies = mail.bodies()
    if not bodies:
        return AdaptedEmail(raw, problems=tuple(mail.problems))
    subject = mail.subject()
    drafts = [
        Message(
            body=body.draft,
            subject=subject,
            language=body.part.language or mail.root.language or language,
            format=body.format,
        )
        for body in bodies
    ]

    def adapted(reader: Reader, drafts: Iterable[Message]) -> list[Adaptation]:
        return [
            adapt(
                draft,
                reader,
                values=values,
                offer=offer,
                # Decision and window are those of the mail: once is enough.
                include=_BESIDE & set(include) if number else include,
                mixed=mixed,
                backends=kit.backends,
                policy=dict(kit.policy),
            )
            for number, draft in enumerate(drafts)
        ]

    found = adapted(reader, drafts)
    stayed = next((one.language for one in found if one.language != reader.language), None)
    if stayed is not None and any(one.language == reader.language for one in found):
        own = reader.in_language(parse(stayed).language)
        found = [
            _said(one, reader)
            for one in adapted(own, [replace(one, language=own.language) for one in drafts])
        ]
    found = [
        replace(one, body=restore(one.body, body.kept))
        for one, body in zip(found, bodies, strict=True)
    ]
    for body, one in zip(bodies, found, strict=True):
        mail.write(body, one)
    mail.write_head(found[0], subject)
    return AdaptedEmail(
        raw=mail.edited(),
        adaptation=replace(found[0], flags=_flags(found)),
        alternatives=tuple(found),
        problems=tuple(mail.problems),
    )


def _flags(found: Sequence[Adaptation]) -> tuple[str, ...]:
    """The flags of all alternatives; a value is unused only where none of them uses it."""
    return tuple(
        dict.fromkeys(
            flag
            for one in found
            for flag in one.flags
            if not flag.startswith("unused-value:") or all(flag in other.flags for other in found)
        )
    )


_BESIDE = frozenset({"text", "findings"})


def _said(adaptation: Adaptation, reader: Reader) -> Adaptation:
    """An alternative that stays in the draft's language because another one has to."""
    claim = f"one alternative cannot be put into {reader.culture.name}, so none is"
    return replace(
        adaptation,
        flags=tuple(dict.fromkeys(("untranslated", *adaptation.flags))),
        reasons=(*adaptation.reasons, Reason(claim, Level.LANGUAGE)),
    )


# --- the parts of a mail ----------------------------------------------------------------------

#: multiparts within multiparts; more is no mail but an attack
_DEEPEST = 30


@dataclass(slots=True)
class _Part:
    """A part by its places in the mail: its header from `start`, its body from `body` to `end`."""

    start: int
    body: int
    end: int
    headers: Headers
    fields: dict[str, tuple[int, int]] | None
    children: list[_Part] = field(default_factory=list)

    @property
    def type(self) -> str:
        return self.headers.get_content_type()

    @property
    def language(self) -> str | None:
        """The one language that `Content-Language` names, or `None`."""
        given = one_line(str(self.headers.get("content-language", "")))
        try:
            return parse(given).base if given else None
        except InvalidValue:
            return None


@dataclass(slots=True)
class _Body:
    """A part whose text is to be adapted; `draft` has what must stay masked out."""

    part: _Part
    text: str
    draft: str
    kept: tuple[str, ...]
    charset: str
    encoding: str

    @property
    def format(self) -> str:
        return "html" if self.part.type == "text/html" else "text"


class _Mail:
    """One mail, its problems, and the edits to be made in it."""

    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        self.problems: list[str] = []
        self._edits: list[tuple[int, int, bytes]] = []
        self._headers: list[tuple[_Part, dict[str, str]]] = []
        # Some programs write an mbox separator before the first header.
        start = raw.find(b"\n") + 1 if raw.startswith(b"From ") else 0
        self.root = self._part(start, len(raw), 0)

    # --- reading ---

    def _part(self, start: int, end: int, depth: int) -> _Part:
        stop, body = _header_end(self.raw, start, end)
        headers = BytesHeaderParser().parsebytes(self.raw[start:stop])
        part = _Part(start, body, end, headers, _fields(self.raw, start, stop))
        if part.fields is None:
            self.problems.append("a header that cannot be read")
            return part
        if headers.get_content_maintype() == "multipart":
            if depth >= _DEEPEST:
                self.problems.append("multiparts too deep within each other")
            elif headers.get_boundary() is None:
                self.problems.append("a multipart without boundary")
            else:
                part.children = [
                    self._part(one, other, depth + 1) for one, other in self._split(part)
                ]
        return part

    def _split(self, part: _Part) -> Iterator[tuple[int, int]]:
        """Start and end of each child, without the line end that belongs to a boundary."""
        mark = re.escape(str(part.headers.get_boundary()).encode("ascii", "replace"))
        line = re.compile(rb"^--%b(--)?[ \t]*(?:\r?\n|\Z)" % mark, re.MULTILINE)
        start: int | None = None
        for found in line.finditer(self.raw, part.body, part.end):
            if start is not None:
                before = self.raw[start : found.start()]
                yield start, start + len(before.removesuffix(b"\n").removesuffix(b"\r"))
            start = found.end()
            if found[1]:
                return
        if start is None:
            self.problems.append("a multipart without parts")
            return
        self.problems.append("a multipart whose end is missing")
        yield start, part.end

    def bodies(self) -> list[_Body]:
        """The text and HTML of the mail itself, decoded; empty where it must not be changed."""
        if not self.root.fields:
            self.problems = ["not a mail: no header can be read"]
            return []
        for name in ("subject", "content-type", "content-transfer-encoding"):
            if len(self.root.headers.get_all(name, [])) > 1:
                self.problems.append(f"two headers {name}, so nothing was adapted")
                return []
        parts = list(self._main(self.root))
        found = [body for part in parts if (body := self._decoded(part))]
        if len(found) < len(parts):
            return []  # half of a mail must not say something else than the other half
        found = [body for body in found if body.text.strip()]
        if not found and not self.problems:
            self.problems.append("no text to adapt")
        elif found and "dkim-signature" in self.root.fields:
            self.problems.append("the DKIM signature no longer fits: sign the mail again")
        return found

    def _main(self, part: _Part) -> Iterator[_Part]:
        """The parts that a reader sees as the message."""
        kind = part.type
        if kind in _TEXTS:
            if part.fields is not None and not _is_attachment(part.headers):
                yield part
        elif kind in _SEALED:
            self.problems.append(f"{_SEALED[kind]}, so nothing was adapted")
        elif kind == "multipart/alternative":
            for child in part.children:
                inner = list(self._main(child))
                if not inner:
                    self.problems.append(f"the alternative {child.type} was left as it was")
                yield from inner
        elif kind == "multipart/related":
            root = part.headers.get_param("start")
            first = [one for one in part.children if root and one.headers["content-id"] == root]
            for child in (first or part.children)[:1]:
                yield from self._main(child)
        else:
            inline = (list(self._main(child)) for child in part.children)
            texts = [inner for inner in inline if inner]
            yield from texts[0] if texts else ()
            if len(texts) > 1:
                self.problems.append("a further text behind the first was left as it was")

    def _decoded(self, part: _Part) -> _Body | None:
        """The text of a part, or `None` with the problem noted where it cannot be had exactly."""
        encoding = str(part.headers.get("content-transfer-encoding", "7bit")).strip().lower()
        data = _undone(self.raw[part.body : part.end], encoding)
        if data is None:
            self.problems.append(f"a text in {one_line(encoding)[:40]!r} cannot be read")
            return None
        charset = _charset(part.headers)
        text = _read(data, charset)
        if text is None:
            self.problems.append(f"a text is not in its charset {one_line(charset)[:40]!r}")
            return None
        if "-----BEGIN PGP " in text:
            self.problems.append("signed or encrypted with PGP, so nothing was adapted")
            return None
        joined = _unflowed(text, part.headers)
        draft, kept = protect(joined, "html" if part.type == "text/html" else "text")
        return _Body(part, text, draft, kept, charset, encoding)

    def subject(self) -> str | None:
        """The subject as text, or `None` where there is none to adapt.

        The subject of a reply is that of the thread: who wrote first has to find it again.
        """
        fields = self.root.fields or {}
        place = fields.get("subject")
        if place is None or "in-reply-to" in fields or "references" in fields:
            return None
        start, end = place
        value = self.raw[start:end].partition(b":")[2]
        text = _read(re.sub(rb"\r?\n(?=[ \t])", b"", value).strip(), "utf-8")
        if text is not None:
            try:
                return one_line(str(make_header(decode_header(text))))
            except (MessageError, LookupError, ValueError):
                pass
        self.problems.append("the subject cannot be read, so it was left as it was")
        return None

    # --- writing ---

    def write(self, body: _Body, adaptation: Adaptation) -> None:
        """Put the text in the place of the part's own, in an encoding that can hold it."""
        part = body.part
        headers = {"Content-Language": adaptation.language}
        text = _stuffed(adaptation.body, part.headers)
        if text != body.text:
            charset, encoding, data = _encoded(
                text, body.charset, body.encoding, self._newline(part)
            )
            if charset != body.charset:
                headers["Content-Type"] = _with_charset(part.headers, charset)
            if encoding != body.encoding:
                headers["Content-Transfer-Encoding"] = encoding
            if not self.raw[part.body : part.end].endswith(b"\n") and encoding == "base64":
                data = data.rstrip(b"\r\n")  # the line end is the boundary's
            self._edits.append((part.body, part.end, data))
        self._headers.append((part, headers))

    def write_head(self, adaptation: Adaptation, subject: str | None) -> None:
        """Subject and language of the whole mail."""
        headers = {"Content-Language": adaptation.language}
        if subject is not None and adaptation.subject not in (None, subject):
            headers["Subject"] = adaptation.subject or ""
        if "mime-version" not in (self.root.fields or {}):
            headers["MIME-Version"] = "1.0"
        self._headers.append((self.root, headers))

    def edited(self) -> bytes:
        """The mail with all edits made."""
        merged: dict[int, tuple[_Part, dict[str, str]]] = {}
        for part, headers in self._headers:
            merged.setdefault(part.start, (part, {}))[1].update(headers)
        for part, headers in merged.values():
            self._set(part, headers)
        pieces, position = [], 0
        for start, end, data in sorted(self._edits, key=lambda one: one[:2]):
            pieces += [self.raw[position:start], data]
            position = end
        return b"".join([*pieces, self.raw[position:]])

    def _set(self, part: _Part, headers: Mapping[str, str]) -> None:
        fields = part.fields or {}
        newline = self._newline(part)
        added = []
        for name, value in headers.items():
            line = _header_line(name, value, newline)
            place = fields.get(name.lower())
            if place is not None:
                self._edits.append((*place, line))
            else:
                added.append(line)
        if added:
            at = max((end for _, end in fields.values()), default=part.start)
            self._edits.append((at, at, b"".join(added)))

    def _newline(self, part: _Part) -> bytes:
        first = self.raw.find(b"\n", part.start)
        if first < 0:
            first = self.raw.find(b"\n")
        return b"\r\n" if self.raw[max(0, first - 1) : first] == b"\r" else b"\n"


_TEXTS = frozenset({"text/plain", "text/html"})
#: what stops being whole when anything in it is changed
_SEALED = {
    "multipart/encrypted": "encrypted",
    "multipart/report": "a report of a mail system",
    "multipart/signed": "signed",
}


def _header_end(raw: bytes, start: int, end: int) -> tuple[int, int]:
    """Where the header ends, and where the body begins behind the empty line."""
    if raw.startswith((b"\n", b"\r\n"), start, end):
        return start, start + (1 if raw.startswith(b"\n", start) else 2)
    found = _BLANK.search(raw, start, end)
    # The first line end belongs to the last field.
    return (found.start() + len(found[1]), found.end()) if found else (end, end)


_BLANK = re.compile(rb"(\r?\n)\r?\n")
_FIELD = re.compile(rb"([!-9;-~]+)[ \t]*:[^\n]*(?:\n|\Z)(?:[ \t][^\n]*(?:\n|\Z))*")


def _fields(raw: bytes, start: int, stop: int) -> dict[str, tuple[int, int]] | None:
    """Where each field stands, the first of each name; `None` for what is no header."""
    found: dict[str, tuple[int, int]] = {}
    position = start
    while position < stop:
        match = _FIELD.match(raw, position, stop)
        if not match:
            return None
        found.setdefault(match[1].decode("ascii").lower(), match.span())
        position = match.end()
    return found


def _is_attachment(headers: Headers) -> bool:
    return headers.get_content_disposition() == "attachment" or headers.get_filename() is not None


# --- transfer encodings and charsets ------------------------------------------------------------

_BASE64 = re.compile(rb"[A-Za-z0-9+/\s]*(?:=[=\s]*)?")
_LONGEST_LINE = 998  # RFC 5322, without the line end


def _undone(data: bytes, encoding: str) -> bytes | None:
    """The bytes of a text, or `None` where the encoding is unknown or something would get lost."""
    if encoding in ("7bit", "8bit", "binary", ""):
        return data
    if encoding == "quoted-printable":
        return quopri.decodestring(data)
    # Lists append their notices to encoded texts as they are; decoding would drop them.
    if encoding == "base64" and _BASE64.fullmatch(data):
        try:
            return base64.b64decode(data)
        except binascii.Error:
            return None
    return None


def _charset(headers: Headers) -> str:
    given = headers.get_param("charset", "us-ascii")
    if isinstance(given, tuple):  # with a language, by RFC 2231
        given = given[2]
    return str(given).strip().strip("'\"").lower() or "us-ascii"


def _read(data: bytes, charset: str) -> str | None:
    """The text, exactly, or `None`. Eight-bit text that says it is ASCII may be UTF-8."""
    for one in (charset, "utf-8") if charset in ("us-ascii", "ascii") else (charset,):
        try:
            text = data.decode(_codec(one))
            text.encode("utf-8")  # no half of a surrogate pair
        except (LookupError, ValueError):
            continue
        return text
    return None


def _codec(charset: str) -> str:
    """The name of a codec for text; Python has others, such as `hex`, under the same roof."""
    info = codecs.lookup(charset)
    if not getattr(info, "_is_text_encoding", True):
        raise LookupError(charset)
    return info.name


def _encoded(text: str, charset: str, encoding: str, newline: bytes) -> tuple[str, str, bytes]:
    """Charset, transfer encoding and bytes: those the part had, where they can hold the text."""
    data = _in_charset(text, charset)
    if data is None:
        charset, data = "utf-8", text.encode("utf-8")
    if encoding == "base64":
        return charset, encoding, _as_base64(data, newline)
    data = re.sub(rb"(?<!\r)\n", b"\r\n", data) if newline == b"\r\n" else data
    if encoding == "quoted-printable":
        return charset, encoding, binascii.b2a_qp(data, istext=True)
    short = all(len(line) <= _LONGEST_LINE for line in data.splitlines())
    if short and b"\0" not in data and (data.isascii() or encoding in ("8bit", "binary")):
        return charset, encoding, data
    if 6 * sum(byte > 127 for byte in data) < len(data):  # where base64 would be longer
        return charset, "quoted-printable", binascii.b2a_qp(data, istext=True)
    return charset, "base64", _as_base64(data, newline)


def _in_charset(text: str, charset: str) -> bytes | None:
    try:
        codec = _codec(charset)
        data = text.encode(codec)
        return data if data.decode(codec) == text else None
    except (LookupError, ValueError):
        return None


def _as_base64(data: bytes, newline: bytes) -> bytes:
    return base64.encodebytes(data).replace(b"\n", newline)


def _with_charset(headers: Headers, charset: str) -> str:
    changed = Headers()
    changed["Content-Type"] = str(headers.get("content-type", "text/plain"))
    changed.set_param("charset", charset)
    return one_line(str(changed["content-type"]))


# --- flowed text (RFC 3676) -------------------------------------------------------------------


def _is_flowed(headers: Headers) -> bool:
    return str(headers.get_param("format", "")).lower() == "flowed"


def _unflowed(text: str, headers: Headers) -> str:
    """Lines that only flow on to the next one as one line; quotes and signature as they are."""
    if not _is_flowed(headers):
        return text
    glue = "" if str(headers.get_param("delsp", "")).lower() == "yes" else " "
    out: list[str] = []
    open_line = False
    for line in re.split(r"(?<=\n)", text):
        bare = line.rstrip("\r\n")
        quoted = bare.startswith(">")
        if not bare.startswith(" >"):
            bare = bare.removeprefix(" ")  # space-stuffing
        if open_line and not quoted and bare != "-- ":
            out[-1] = out[-1].rstrip("\r\n").removesuffix(" ") + glue
        out.append(bare + line[len(line.rstrip("\r\n")) :])
        open_line = bare.endswith(" ") and not quoted and bare != "-- "
    return "".join(out)


def _stuffed(text: str, headers: Headers) -> str:
    """What begins with a space or "From " gets the space that flowed text puts before it."""
    if not _is_flowed(headers):
        return text
    return re.sub(r"^(?= |From )", " ", text, flags=re.MULTILINE)


# --- headers ------------------------------------------------------------------------------------

_FOLD = 76


def _header_line(name: str, value: str, newline: bytes) -> bytes:
    """A header field with its line end; nothing in the value can begin another field."""
    text = one_line(value)
    if text.isascii() and "=?" not in text:
        return b"%b: %b%b" % (name.encode(), newline.join(_folded(name, text)), newline)
    encoded = Header(text, "utf-8", maxlinelen=_FOLD, header_name=name).encode(
        linesep=newline.decode()
    )
    return b"%b: %b%b" % (name.encode(), encoded.encode("ascii"), newline)


def _folded(name: str, text: str) -> Iterator[bytes]:
    """A value in lines, broken before single spaces, so that joining them gives it back."""
    start, room = 0, _FOLD - len(name) - 2
    while len(text) - start > room:
        breaks = [
            match.start()
            for match in re.finditer(r"(?<=[^ ]) (?=[^ ])", text[start:])
            if match.start() > 0
        ]
        fitting = [one for one in breaks if one <= room] or breaks[:1]
        if not fitting:
            break
        yield text[start : start + fitting[-1]].encode("ascii")
        start, room = start + fitting[-1], _FOLD
    yield text[start:].encode("ascii")


def recipients(raw: bytes) -> tuple[str, ...]:
    r"""The addresses that a mail is to, in lower case.

    >>> recipients(b"To: =?utf-8?q?J=C3=BCrgen?= <Jo@example.org>, b@example.org\n\n")
    ('jo@example.org', 'b@example.org')
    """
    from email.utils import getaddresses

    headers = BytesHeaderParser().parsebytes(raw.partition(b"\n\n")[0])
    given = [one_line(str(value)) for value in headers.get_all("to", [])]
    return tuple(address.lower() for _, address in getaddresses(given) if "@" in address)


def compose_email(adaptation: Adaptation, *, format: str = "text", to: str | None = None) -> bytes:
    r"""A new mail of an adapted message, ready for a sender and a date to be added.

    >>> from culturekit import adapt
    >>> raw = compose_email(adapt("Thank you for your order.", to="fr"), to="a@example.org")
    >>> raw.splitlines()[:2]
    [b'To: a@example.org', b'MIME-Version: 1.0']

    Raises `InvalidValue` for an address with spaces, line ends or no "@".
    """
    headers: dict[str, str] = {}
    if to is not None:
        if not re.fullmatch(r"[!-~]+@[!-~]+", to) or any(sign in to for sign in ",;<>"):
            raise InvalidValue("email", to, accepted="one address, such as a@example.org")
        headers["To"] = to
    if adaptation.subject is not None:
        headers["Subject"] = adaptation.subject
    body = re.sub(r"(?<!\r)\n", "\r\n", adaptation.body.rstrip("\r\n") + "\n")
    charset, encoding, data = _encoded(body, "utf-8", "7bit", b"\r\n")
    headers |= {
        "MIME-Version": "1.0",
        "Content-Type": f"text/{'html' if format == 'html' else 'plain'}; charset={charset}",
        "Content-Transfer-Encoding": encoding,
        "Content-Language": adaptation.language,
    }
    head = b"".join(_header_line(name, value, b"\r\n") for name, value in headers.items())
    return head + b"\r\n" + data
