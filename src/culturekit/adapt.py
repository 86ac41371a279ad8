"""A message as it should be sent: the main job, composed of the verbs.

The draft is taken apart (`document`), its sentences are brought into the
reader's language where all of them can be, its fields are written for the
reader, its first and last line are set, and it is put together again. Nothing
of the draft is lost: what cannot be adapted stays as it is, and is named.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache
from math import isfinite, isnan
from typing import Any

from . import phrases
from .check import Report, check
from .document import Draft, Line, Markup, Node, Raw, Sentence, Structure, parse_draft
from .errors import InvalidValue, UnknownLocale
from .fields import Choice, Field, Part, Unread, parse_fields
from .format.cldr import locale_for
from .format.clean import one_line
from .format.isolate import isolate, isolate_html
from .format.values import Written, part_of, write_value
from .greet import Greeting, greet
from .model import (
    Answer,
    Channel,
    Finding,
    Level,
    Message,
    Noun,
    Offer,
    Reason,
    RegisterLabel,
    Sender,
    because,
)
from .reader import Reader
from .recognise import recognised
from .schedule import Window, send_window
from .store import Store
from .tags import parse
from .translate import Backend, Flag, detect_language, translate_segments
from .translate.packages import installed
from .upsell import Decision, upsell

__all__ = [
    "INCLUDE",
    "Adaptation",
    "Change",
    "adapt",
    "phrase",
]

#: what an adaptation may hold besides the text
INCLUDE = ("text", "findings", "decision", "window")


@dataclass(frozen=True, slots=True)
class Change(Noun):
    """One thing that was changed.

    `kind` is "opening", "closing", "value", "phrase" or "translation".
    """

    kind: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Adaptation(Answer):
    """A message made ready for its reader; `str()` of it is the body to send.

    `language` is the locale the message is now in, `changes` what was changed
    with what stood there before, `flags` what an application may want to act on,
    such as "untranslated" or "missing-value:amount".
    """

    body: str
    subject: str | None = None
    language: str = ""
    register: RegisterLabel | None = None
    opening: str | None = None
    closing: str | None = None
    changes: tuple[Change, ...] = ()
    findings: tuple[Finding, ...] = ()
    decision: Decision | None = None
    window: Window | None = None
    flags: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.body


def adapt(
    message: Message,
    reader: Reader,
    *,
    values: Mapping[str, Any] | None = None,
    offer: Offer | None = None,
    include: Collection[str] = INCLUDE,
    mixed: bool = False,
    backends: Sequence[Backend] = (),
    policy: Mapping[str, Any] | None = None,
) -> Adaptation:
    """The message as the reader should get it, with reasons; see `Kit.adapt`."""
    if isinstance(include, str) or not isinstance(include, Collection):
        raise InvalidValue("include", include, accepted=INCLUDE)
    for wanted in include:
        if wanted not in INCLUDE:
            raise InvalidValue("include", wanted, accepted=INCLUDE)
    work = _Work(message, reader, values, mixed, backends)
    work.run()
    findings: tuple[Finding, ...] = ()
    decision = window = None
    reasons = work.reasons
    if "findings" in include:
        report: Report = check(work.body, reader, language=work.reader.culture.language)
        findings = report.findings
    if "decision" in include:
        decision = upsell(reader, offer or Offer(), policy=policy or {})
    if "window" in include:
        window = send_window(reader)
    return Adaptation(
        body=work.body,
        subject=work.subject,
        language=work.reader.language,
        register=work.register,
        opening=work.opening,
        closing=work.closing,
        changes=tuple(work.changes),
        findings=findings,
        decision=decision,
        window=window,
        flags=tuple(dict.fromkeys(work.flags)),
        reasons=tuple(reasons),
        data_version=reader.store.version,
    )


# --- the work on one message ------------------------------------------------------------


class _Work:
    """The state of one adaptation; made, run and dropped by `adapt`."""

    def __init__(
        self,
        message: Message,
        reader: Reader,
        values: Mapping[str, Any] | None,
        mixed: bool,
        backends: Sequence[Backend],
    ) -> None:
        self.message = message
        self.reader = reader
        self.store = reader.store
        self.values = values
        self.mixed = mixed
        self.backends = backends
        self.syntax = message.syntax if values is not None else "none"
        self.html = message.format == "html"
        self.reasons: list[Reason] = list(reader.reasons)
        self.flags: list[str] = []
        self.changes: list[Change] = []
        self.used: set[str] = set()
        self.translated: set[Sentence] = set()
        self.written: dict[tuple[str, str | None, str | None], Written | None] = {}
        self.opening: str | None = None
        self.closing: str | None = None
        self.body = ""
        self.subject: str | None = None
        self.register = reader.register
        self._write_for(reader)

    def _write_for(self, reader: Reader) -> None:
        self.locale = reader.locale
        self.direction = locale_for(self.locale).direction

    def run(self) -> None:
        source = self._source_language()
        parse_as: dict[str, Any] = {"language": source, "store": self.store}
        draft = parse_draft(self.message.body, self.message.format, self.syntax, **parse_as)
        subject = (
            None
            if self.message.subject is None
            else parse_draft(self.message.subject, "text", self.syntax, **parse_as)
        )
        frame = _frame(draft, source, self.store, _names(self.reader.sender))
        sentences = [
            sentence
            for part in (draft, subject)
            if part is not None
            for position, line in part.lines
            if part is not draft or position not in frame.positions
            for sentence in line.sentences
        ]
        rendering = self._in_readers_language(sentences, source)
        self._write_for(self.reader)
        greeting = self._greeting()
        self.body = self._compose(draft, frame, greeting, rendering)
        if subject is not None:
            self.subject = self._subject(subject, rendering)
        for name in self.values or ():
            if name not in self.used:
                self.flags.append(f"unused-value:{name}")

    # --- language ---

    def _source_language(self) -> str:
        """The language of the draft: stated, else seen in it, else the sender's, else English."""
        if self.message.language:
            return self._known_language(self.message.language)
        sender = self.reader.sender and self.reader.sender.locale
        expected = parse(sender).base if sender else "en"
        seen = _language_seen(self.message.body, self.html)
        if seen is not None and seen != parse(expected).language:
            self.reasons.append(because(f"the draft reads as {seen}", Level.NOTHING))
            return seen
        if not sender:
            claim = "the draft's language was not stated; it is read as English"
            self.reasons.append(because(claim, Level.NOTHING))
        return expected

    def _known_language(self, given: str) -> str:
        try:
            tag = parse(given)
        except InvalidValue as error:
            raise InvalidValue("language", given, accepted=error.accepted) from None
        if tag.language not in self.store.cldr("likely") and tag.language != "und":
            raise InvalidValue("language", given, accepted="a BCP 47 tag, such as 'de'")
        return tag.base

    def _in_readers_language(
        self, sentences: Sequence[Sentence], source: str
    ) -> Mapping[Sentence, tuple[Part | Markup, ...]]:
        """What each sentence becomes; a sentence that is not a key stays as it is.

        Unless mixing is allowed, all sentences change language or none does:
        then the reader is written to in the language of the draft.
        """
        if self.reader.culture.language == "und":
            self.flags.append("unknown-language")
            self._stay(source, "the reader's language is unknown")
            return self._requested(sentences)
        same = parse(source).language == self.reader.culture.language
        target = self.reader.language
        matches = {one: phrases.find(self.store, one, source) for one in sentences}
        requests = {one: self._request(one) for one in sentences}
        rendering: dict[Sentence, tuple[Part | Markup, ...]] = {}
        missing: list[Sentence] = []
        plain = [one for one in sentences if one.letters and one.key is not None]
        for one in sentences:
            match = requests[one] or matches[one]
            found = match and self._phrase(one, match, target)
            if found:
                rendering[one] = found
            elif one.letters or requests[one]:
                missing.append(one)
        if same:
            if missing:
                # A draft in the reader's own language is left in its own words, but
                # for the phrases that were asked for by name.
                return {one: parts for one, parts in rendering.items() if requests[one]}
            self._said_phrases(rendering, plain)
            return rendering
        translated = self._translated([one for one in missing if not requests[one]], source, target)
        rendering.update(translated)
        missing = [one for one in missing if one not in translated]
        if missing and not self.mixed:
            self.flags.append("untranslated")
            claim = (
                f"{len(missing)} of {len(sentences)} sentences cannot be put into"
                f" {self.reader.culture.name}, so the whole message stays in {source}"
            )
            self._stay(source, claim)
            return self._requested(sentences)
        if missing:
            self.flags.append("mixed-languages")
        self._said_phrases(rendering, plain)
        return rendering

    def _stay(self, source: str, claim: str) -> None:
        self.reasons.append(because(claim, Level.LANGUAGE))
        self.reader = self.reader.in_language(source)
        self.register = self.reader.register

    def _requested(
        self, sentences: Sequence[Sentence]
    ) -> Mapping[Sentence, tuple[Part | Markup, ...]]:
        """The phrases asked for by name, in the language that the message stays in."""
        found = {}
        for one in sentences:
            match = self._request(one)
            parts = match and self._phrase(one, match, self.reader.language)
            if parts:
                found[one] = parts
        return found

    def _request(self, sentence: Sentence) -> phrases.Match | None:
        """A sentence that is nothing but `{phrase:id slot=value ...}`."""
        fields = [part for part in sentence.parts if not isinstance(part, Markup)]
        if len(fields) != 1 or not isinstance(fields[0], Field) or fields[0].name != "phrase":
            return None
        id, *arguments = (fields[0].style or "").split()
        slots = phrases.known(self.store).get(id)
        if slots is None:
            self.flags.append(f"unknown-phrase:{id}")
            return None
        given = dict(argument.partition("=")[::2] for argument in arguments)
        chosen: list[tuple[str, Field | str]] = []
        for slot in slots.get("slots", {}):
            name = given.get(slot, slot)
            known = self.values is not None and name.partition(".")[0] in self.values
            parsed = parse_fields(f"{{{name}}}") if known or slot not in given else (name,)
            chosen.append((slot, parsed[0] if isinstance(parsed[0], (Field, str)) else name))
        return phrases.Match(id, tuple(chosen))

    def _phrase(
        self, sentence: Sentence, match: phrases.Match, language: str
    ) -> tuple[Part | Markup, ...] | None:
        found = phrases.wording(self.store, match.id, language, self.reader.register)
        if found is None:
            return None
        filled = dict(match.fields)
        around = _tags_around(sentence.parts)
        return tuple(_filled(found.parts, filled, around, escape=self.html))

    def _translated(
        self, sentences: Sequence[Sentence], source: str, target: str
    ) -> Mapping[Sentence, tuple[Part | Markup, ...]]:
        """Free text through the backends that are installed; fields and tags go as marks."""
        # What the bank has was found already, unless the fields are still text.
        if not sentences or not (self.backends or self.values is None or installed()):
            return {}
        texts = [_with_marks(one, self.html) for one in sentences]
        segments = translate_segments(
            texts,
            source=source,
            target=target,
            register=self.reader.register,
            backends=self.backends,
            store=self.store,
        )
        found = {}
        for one, segment in zip(sentences, segments, strict=True):
            # A sentence that was put together around its fields may not be one any more.
            if segment.text is None or Flag.AROUND in segment.flags:
                continue
            parts = _without_marks(segment.text, one, self.html)
            if parts is not None:
                found[one] = parts
                self.flags.extend(f"translation:{flag}" for flag in segment.flags)
        self.translated.update(found)
        if found:
            backends = sorted({segment.backend for segment in segments if segment.backend})
            self.reasons.append(
                because(f"free text was translated by {', '.join(backends)}", Level.LANGUAGE)
            )
        return found

    def _said_phrases(
        self,
        rendering: Mapping[Sentence, tuple[Part | Markup, ...]],
        sentences: Sequence[Sentence],
    ) -> None:
        said = len(rendering) - len(self.translated)
        if said:
            claim = f"{said} of {len(sentences)} sentences are phrases on file"
            self.reasons.append(because(claim, Level.LANGUAGE))

    # --- first and last line ---

    def _greeting(self) -> Greeting | None:
        situation = self.reader.situation
        found = greet(self.reader, channel=situation.channel or Channel.EMAIL, at=situation.at)
        if found is None:
            self.flags.append("no-greeting")
            self.reasons.append(
                because(
                    f"no greeting on file for {self.reader.culture.name}; the draft's own stands",
                    Level.NOTHING,
                )
            )
            return None
        self.reasons.extend(
            reason for reason in found.reasons if reason is not self.reader.register_reason
        )
        self.register = found.register
        return found

    # --- putting together ---

    def _compose(
        self,
        draft: Draft,
        frame: _Frame,
        greeting: Greeting | None,
        rendering: Mapping[Sentence, tuple[Part | Markup, ...]],
    ) -> str:
        nodes = [self._node(node, rendering) for node in draft.nodes]
        if self.html:
            for place in frame.roots:
                nodes[place] = self._marked(nodes[place])
        if greeting is None:
            return "".join(nodes)
        newline = draft.newline
        opening = self._lines(greeting.opening, newline)
        closing = self._lines(greeting.closing, newline)
        self.opening, self.closing = greeting.opening, greeting.closing
        first = frame.first
        if first is not None:
            nodes[first] = self._first_letter(draft.nodes[first], nodes[first], greeting, frame)
        if frame.opening is not None:
            self.changes.append(Change("opening", nodes[frame.opening], greeting.opening))
            nodes[frame.opening] = self._in_place_of(draft.nodes[frame.opening], opening)
        else:
            at = frame.start
            gap = newline * 2 if nodes[at:] else ""
            before, behind = frame.tags[0]
            shown = f"{before}{opening}{behind}{newline}" if self.html else opening + gap
            nodes.insert(at, shown)
        if frame.closing is not None:
            at = frame.closing + (frame.opening is None)
            self.changes.append(Change("closing", nodes[at], greeting.closing))
            nodes[at] = self._in_place_of(draft.nodes[frame.closing], closing)
        elif closing:
            at = frame.end + (frame.opening is None)
            if frame.signed:
                nodes.insert(at, closing + ("<br>" if self.html else newline))
            else:
                self._close(nodes, at, closing, newline, frame.tags[1])
        return "".join(nodes)

    def _marked(self, tag: str) -> str:
        """A tag around the whole message, its `lang` and `dir` made true where they are stated."""
        language = self.reader.culture.language
        stated = _LANG.search(tag)
        if stated is None:
            return self._directed(tag)
        if _language_of(stated["value"]) == language:
            return tag
        rtl = self.direction == "rtl" and _DIR.search(tag) is None
        tag = _LANG.sub(rf"\g<name>\g<quote>{self.reader.language}\g<quote>", tag)
        # Without it the text would stand on the wrong side, whatever its language.
        return _LANG.sub(r'\g<0> dir="rtl"', tag, count=1) if rtl else self._directed(tag)

    def _directed(self, tag: str) -> str:
        found = _DIR.search(tag)
        if found is None or found["value"].lower() not in ("ltr", "rtl"):
            return tag
        return tag[: found.start("value")] + self.direction + tag[found.end("value") :]

    def _in_place_of(self, node: Node, text: str) -> str:
        """A new line where an old one stood, with the old one's tags around it."""
        parts = [part for one in node.nodes for part in one.parts] if isinstance(node, Line) else []
        if not any(isinstance(part, Markup) for part in parts):
            return text
        out: list[str] = []
        for part in parts:
            if isinstance(part, Markup):
                out.append(self.write(part))
            elif text:
                out.append(text)
                text = ""
        return "".join(out)

    def _close(
        self, nodes: list[str], at: int, closing: str, newline: str, tags: tuple[str, str]
    ) -> None:
        """Set the closing and the sender's name behind the last line of a draft without one."""
        signature = [self._escape(line) for line in _signature(self.reader.sender)]
        if self.html:
            nodes.insert(at, f"{newline}{tags[0]}{'<br>'.join([closing, *signature])}{tags[1]}")
            return
        nodes.insert(at, newline * 2 + newline.join([closing, *signature]))

    def _lines(self, text: str, newline: str) -> str:
        text = self._escape(text)
        return text.replace("\n", f"<br>{newline}" if self.html else newline)

    def _escape(self, text: str) -> str:
        return html.escape(text, quote=False) if self.html else text

    def _first_letter(self, node: Node, text: str, greeting: Greeting, frame: _Frame) -> str:
        """The body goes on after the opening with a small or a capital letter, by language."""
        if not isinstance(node, Line) or not text[:1].isalpha():
            return text
        if greeting.next_line == "upper":
            return text[0].upper() + text[1:] if frame.opening is not None else text
        word = text.split(maxsplit=1)[0].rstrip(",.;:!?")
        if word.lower() in _lower_after_comma(self.store, self.reader.language):
            return text[0].lower() + text[1:]
        return text

    def _node(self, node: Node, rendering: Mapping[Sentence, tuple[Part | Markup, ...]]) -> str:
        if isinstance(node, Raw):
            if len(node.parts) == 1 and isinstance(node.parts[0], str):
                return node.parts[0]
            if node.kind == "tag":
                return self._tag(node.parts)
            return "".join(self.write(part) for part in node.parts)
        out = []
        for one in node.nodes:
            if isinstance(one, Raw):
                out.append("".join(self.write(part) for part in one.parts))
                continue
            parts = rendering.get(one)
            text = _one_stop([self.write(part) for part in (one.parts if parts is None else parts)])
            if parts is not None:
                kind = "translation" if one in self.translated else "phrase"
                self.changes.append(Change(kind, one.text, text))
            out.append(text)
        return self._spaced(out)

    def _spaced(self, pieces: list[str]) -> str:
        """Sentences of scripts that write no space between them lose the draft's."""
        text = "".join(pieces)
        if self.reader.culture.language in ("ja", "zh"):
            for stop in ("。 ", "！ ", "？ "):
                text = text.replace(stop, stop[0])
        return text

    def _subject(
        self, draft: Draft, rendering: Mapping[Sentence, tuple[Part | Markup, ...]]
    ) -> str:
        was, self.html = self.html, False
        text = "".join(self._node(node, rendering) for node in draft.nodes)
        self.html = was
        return one_line(text)  # a line end in a value would begin another header

    def write(self, part: Part | Markup, *, in_tag: bool = False) -> str:
        if isinstance(part, str):
            return part
        if isinstance(part, Markup):
            return self._tag(part.parts)
        if isinstance(part, Unread):
            self.flags.append("unread-choice")
            return part.raw
        if isinstance(part, Choice):
            return self._choice(part, in_tag=in_tag)
        written = self._value(part)
        if written is None:
            return part.raw
        return self._inserted(written.text, in_tag)

    def _tag(self, parts: Sequence[Part]) -> str:
        """A tag with its fields filled; a value can never end its attribute."""
        out = ""
        for part in parts:
            if isinstance(part, str):
                out += part
                continue
            text = self.write(part, in_tag=True)
            if _OPEN_QUOTE.search(out) is None:
                # Unquoted: a space would begin another attribute. References do not.
                text = re.sub(r"[\s=`]", lambda match: f"&#{ord(match.group())};", text)
            out += text
        return out

    def _inserted(self, text: str, in_tag: bool) -> str:
        if in_tag:
            return html.escape(text, quote=True)
        if self.html:
            return isolate_html(text, into=self.direction).replace("\n", "<br>")
        return isolate(text, into=self.direction)

    def _value(self, field: Field) -> Written | None:
        """The value of a field, written for the reader; `None` where there is none."""
        key = (field.name, field.part, field.style)
        if key in self.written:
            return self.written[key]
        written = None
        value = None if self.values is None else self.values.get(field.name)
        if value is not None and not _is_nan(value):
            self.used.add(field.name)
            have = True
            if field.part is not None:
                have, value = part_of(value, field.part)
            if have and value is not None:
                written = write_value(
                    value,
                    locale=self.locale,
                    style=field.style,
                    zone=self.reader.zone,
                    territory=self.reader.territory,
                )
        shown = field.raw.strip("{}")
        if written is None:
            self._missing(field.name, shown)
        else:
            if written.problem:
                self.flags.append(f"unformatted:{shown}")
                self.reasons.append(because(f"{shown}: {written.problem}", Level.NOTHING))
            self.changes.append(Change("value", field.raw, written.text))
        self.written[key] = written
        return written

    def _choice(self, choice: Choice, number: Any = None, *, in_tag: bool) -> str:
        """The branch that the value chooses; `number` is that of a plural around it."""
        value = (self.values or {}).get(choice.name)
        if value is None or _is_nan(value):
            self._missing(choice.name, choice.name)
            return choice.raw
        self.used.add(choice.name)
        if choice.kind != "select":
            value = _number(value)
        branch = _branch(choice, value, self.locale)
        if branch is None:
            self.flags.append(f"unformatted:{choice.name}")
            return choice.raw
        if choice.kind != "select":
            number = value - choice.offset if choice.offset else value
        return "".join(
            self._choice(part, number, in_tag=in_tag)
            if isinstance(part, Choice)
            else self._inserted(write_value(number, locale=self.locale).text, in_tag)
            if isinstance(part, Field) and part.name == "#"
            else self.write(part, in_tag=in_tag)
            for part in branch
        )

    def _missing(self, name: str, shown: str) -> None:
        """Say that there is no value; one that was given as `None` is missing, and not unused."""
        self.used.add(name)
        self.flags.append(f"missing-value:{shown}")


def _attribute(name: str) -> re.Pattern[str]:
    """An attribute with its value, in either quotation marks or none."""
    return re.compile(
        rf"""(?P<name>\s{name}\s*=\s*)(?P<quote>["']?)(?P<value>[\w-]+)(?P=quote)""",
        re.IGNORECASE,
    )


_LANG, _DIR = _attribute("(?:xml:)?lang"), _attribute("dir")


def _language_of(tag: str) -> str | None:
    with suppress(InvalidValue):
        return parse(tag).language
    return None


_TAG = re.compile(r"<[^>]*>")

#: a tag so far, where an attribute's quotation mark is still open
_OPEN_QUOTE = re.compile(r"""^(?:[^"']|"[^"]*"|'[^']*')*(?:"[^"]*|'[^']*)$""")


@lru_cache(maxsize=2048)
def _language_seen(body: str, is_html: bool) -> str | None:
    """The language that a draft is plainly in, or `None`."""
    # A long message shows its language early; the rest would only cost time.
    return detect_language(_TAG.sub(" ", body[:4000]) if is_html else body[:2000])


# --- where the first and last lines stand ------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Frame:
    """Places among a draft's nodes: its own opening and closing, the body between."""

    opening: int | None
    closing: int | None
    first: int | None
    start: int
    end: int
    signed: bool
    #: in HTML the places of the tags around the whole
    roots: tuple[int, ...] = ()
    #: the tags of a paragraph in HTML, for an opening and a closing that had none
    tags: tuple[tuple[str, str], tuple[str, str]] = (("<p>", "</p>"), ("<p>", "</p>"))
    positions: frozenset[int] = field(default_factory=frozenset)


#: lines behind a closing (in HTML before an opening too) that may still be names: "Ana",
#: "Acme Support", a telephone number
_SIGNATURE_LINES = 4
_SIGNATURE_LENGTH = 60


@lru_cache(maxsize=2048)
def _frame(draft: Draft, language: str, store: Store, names: tuple[str, ...]) -> _Frame:
    structure = Structure(draft) if draft.format == "html" else None
    lines = list(draft.lines) if structure is None else structure.letter()
    text = lines
    # A name is the same in every language, also as a sign above or below the letter.
    kept = {place for place, line in draft.lines if structure and line.text.strip() in names}
    opening = closing = None
    for ahead in range(min(_SIGNATURE_LINES if structure else 1, len(lines))):
        position, line = lines[ahead]
        if recognised(line.text, "openings", language, store):
            opening = position
            kept.update(place for place, _ in lines[: ahead + 1])
            lines = lines[ahead + 1 :]
            break
        if not _may_be_a_name(line.text):
            break
    # A closing closes something: "Thank you." by itself is the message.
    for back in range(min(_SIGNATURE_LINES, len(lines) - 1)):
        position, line = lines[-1 - back]
        if recognised(line.text, "closings", language, store):
            closing = position
            kept.update(place for place, _ in lines[len(lines) - 1 - back :])
            lines = lines[: len(lines) - 1 - back]
            break
        if not _may_be_a_name(line.text):
            break
    signature: int | None = None
    while closing is None and len(lines) > 1 and lines[-1][1].text.strip() in names:
        signature = lines.pop()[0]
        kept.add(signature)
    tags = ("<p>", "</p>"), ("<p>", "</p>")
    if structure is None:
        start = text[0][0] if text else _head_end(draft)
        end = (text[-1][0] if text else start - 1) + 1
    elif text:
        start, *first = structure.room(text[0][0], behind=False)
        end, *final = structure.room((lines or text)[-1][0], behind=True)
        tags = (first[0], first[1]), (final[0], final[1])
    else:
        start, end = structure.whole()
    return _Frame(
        opening=opening,
        closing=closing,
        first=lines[0][0] if lines else None,
        start=start,
        end=end if signature is None else signature,
        signed=signature is not None,
        roots=() if structure is None else tuple(structure.outermost()),
        tags=tags,
        positions=frozenset(kept),
    )


def _may_be_a_name(text: str) -> bool:
    """Whether a line is short and no sentence, as names and numbers above and below a letter."""
    return len(text) <= _SIGNATURE_LENGTH and not text.rstrip().endswith((".", "!", "?", ":"))


def _head_end(draft: Draft) -> int:
    """Where a text without any sentence begins: before quotes."""
    for position, node in enumerate(draft.nodes):
        if isinstance(node, Raw) and node.kind == "kept":
            return position
    return len(draft.nodes)


@lru_cache(maxsize=256)
def _names(sender: Sender | None) -> tuple[str, ...]:
    """Lines that can only be the sender's signature where they stand last."""
    return tuple(line.strip() for line in _signature(sender) if line.strip())


def _signature(sender: Sender | None) -> list[str]:
    if sender is None:
        return []
    if sender.signature:
        return sender.signature.splitlines()
    name = sender.name and " ".join(
        part for part in (sender.name.given, sender.name.full_surname) if part
    )
    return [one_line(line) for line in (name, sender.organisation) if line]


@lru_cache(maxsize=256)
def _lower_after_comma(store: Store, language: str) -> frozenset[str]:
    """Words that begin in lower case when the opening ended with a comma."""
    found = store.language(language).get("continuation", {})
    return frozenset(found.get("lower", ()))


# --- sentences in another language ---------------------------------------------------------


def _tags_around(parts: Sequence[Part | Markup]) -> Mapping[str, tuple[Markup, Markup]]:
    """The inline tags that stand around single fields or codes, by these as they are written."""
    return {
        part if isinstance(part, str) else part.raw: (before, after)
        for before, part, after in zip(parts, parts[1:], parts[2:], strict=False)
        if isinstance(before, Markup)
        and isinstance(after, Markup)
        and isinstance(part, (Field, str))
    }


def _filled(
    parts: Sequence[Part],
    fields: Mapping[str, Field | str],
    around: Mapping[str, tuple[Markup, Markup]],
    *,
    escape: bool,
) -> list[Part | Markup]:
    """A wording with the draft's own fields in its slots."""
    out: list[Part | Markup] = []
    for part in parts:
        if isinstance(part, str):
            out.append(html.escape(part, quote=False) if escape else part)
        elif isinstance(part, Field) and part.name in fields:
            own = fields[part.name]
            tags = around.get(own.raw if isinstance(own, Field) else own)
            out.extend((tags[0], own, tags[1]) if tags else (own,))
        elif isinstance(part, Choice):
            number = fields.get(part.name)
            if isinstance(number, Field):
                part = replace(part, name=number.name, raw=number.raw)
            out.append(part)
        else:
            out.append(part)
    return out


_MARK = "\ue000{}\ue001"
_LINE_END = re.compile(r"[ \t]*[\r\n]+[ \t]*")


def _with_marks(sentence: Sentence, escaped: bool) -> str:
    """The sentence with fields and tags as private-use marks, for a translator to keep."""
    out = []
    for number, part in enumerate(sentence.parts):
        if isinstance(part, str):
            # The end of a line within a sentence is only a space.
            out.append(_LINE_END.sub(" ", html.unescape(part) if escaped else part))
        else:
            out.append(_MARK.format(number))
    return "".join(out)


def _without_marks(text: str, sentence: Sentence, escape: bool) -> tuple[Part | Markup, ...] | None:
    """The translated sentence with its fields and tags again, or `None` if one was lost."""
    parts: list[Part | Markup] = []
    expected = {
        _MARK.format(number): part
        for number, part in enumerate(sentence.parts)
        if not isinstance(part, str)
    }
    rest = text
    while rest:
        start, end = rest.find("\ue000"), rest.find("\ue001")
        if start < 0 or end < start:
            parts.append(html.escape(rest, quote=False) if escape else rest)
            break
        if start:
            parts.append(html.escape(rest[:start], quote=False) if escape else rest[:start])
        part = expected.pop(rest[start : end + 1], None)
        if part is None:
            return None
        parts.append(part)
        rest = rest[end + 1 :]
    return None if expected else tuple(parts)


def _one_stop(pieces: list[str]) -> str:
    """A sentence put together; a value that ends in a stop ("2:30 p.m.") brings its own."""
    for position in range(1, len(pieces)):
        if pieces[position] == ".":
            before = pieces[position - 1].removesuffix("\u2069").removesuffix("</bdi>")
            if before.endswith("."):
                pieces[position] = ""
    return "".join(pieces)


def _is_nan(value: Any) -> bool:
    """Whether a value is how tables of numbers write that there is none."""
    if isinstance(value, Decimal):
        return value.is_nan()
    return isinstance(value, float) and isnan(value)


# --- choices -----------------------------------------------------------------------------


def _branch(choice: Choice, value: Any, locale: str) -> tuple[Part, ...] | None:
    options = dict(choice.options)
    if choice.kind == "select":
        word = str(value).lower() if isinstance(value, bool) else str(value)
        return options.get(word, options.get("other"))
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        return None
    if not isfinite(value):
        return options.get("other")
    for selector, branch in choice.options:
        if selector.startswith("=") and selector[1:].isdigit() and int(selector[1:]) == value:
            return branch
    shown = abs(value - choice.offset)
    return options.get(_category(choice.kind, shown, locale), options.get("other"))


def _number(value: Any) -> Any:
    """What a plural counts: the digits of a form or a table are a number here."""
    if isinstance(value, str) and _DIGITS.fullmatch(value.strip()):
        return Decimal(value.strip()) if "." in value else int(value)
    return value


_DIGITS = re.compile(r"-?[0-9]{1,18}(?:\.[0-9]{1,9})?")


def _category(kind: str, value: Any, locale: str) -> str:
    digits = str(value) if isinstance(value, int) else format(Decimal(str(value)), "f")
    integer, _, fraction = digits.lstrip("-").partition(".")
    if kind == "plural":
        return locale_for(locale).plural(integer, fraction)
    return _ordinal(parse(locale).language)(int(integer))


@lru_cache(maxsize=64)
def _ordinal(language: str) -> Callable[[int], str]:
    from babel import Locale, UnknownLocaleError

    try:
        rule: Callable[[int], str] = Locale(language).ordinal_form
    except UnknownLocaleError:
        return lambda _: "other"
    return rule


# --- single phrases ------------------------------------------------------------------------


def phrase(id: str, reader: Reader, values: Mapping[str, Any]) -> str:
    """One phrase of the bank for a reader; see `Kit.phrase`."""
    known = phrases.known(reader.store)
    if id not in known:
        raise InvalidValue("phrase", id, accepted=sorted(known))
    found = phrases.wording(reader.store, id, reader.language, reader.register)
    if found is None:
        names = [name for name in reader.store.names("phrases") if name != "index"]
        raise UnknownLocale(reader.language, suggestions=names)
    missing = [slot for slot, _ in found.slots if values.get(slot) is None]
    if missing:
        raise InvalidValue(f"slot {missing[0]} of {id}", None, accepted="a value for each slot")
    work = _Work(Message(""), reader, values, False, ())
    return _one_stop([work.write(part) for part in found.parts])
