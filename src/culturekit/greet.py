"""The first and the last line of a message, as a careful native writer sets them.

Everything that is language stands in `data/languages`: this module chooses the
first entry that fits the recipient and fills its slots. An entry that would
need something unknown, such as a gender or a surname, never fits.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache

from .errors import InvalidValue
from .format.clean import one_line
from .format.letters import script_of
from .format.names import format_name
from .forms import Book, Case, Entry, addressed_by, fitting, forms_of, listed_title
from .inflect import inflect
from .model import (
    Answer,
    Channel,
    Confidence,
    Customer,
    Fact,
    Gender,
    Level,
    Name,
    Reason,
    RegisterLabel,
    because,
)
from .reader import Reader, zone_named
from .store import Store
from .tags import parse
from .wording import Slot

__all__ = ["Greeting", "greet"]

#: longer than any name; what is longer is no name but an accident or an attack
_LONGEST = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Greeting(Answer):
    """An opening and a closing that belong together.

    `name_part` says how the person is named: "surname", "given", "full",
    "organisation", "salutation" (their own) or "none". `next_line` is "lower"
    where the text after the opening goes on in lower case.
    """

    opening: str
    closing: str
    register: RegisterLabel | None
    language: str
    name_part: str
    next_line: str = "upper"

    def __str__(self) -> str:
        return f"{self.opening}\n…\n{self.closing}"


def greet(
    reader: Reader, *, channel: Channel | str = Channel.EMAIL, at: dt.datetime | None = None
) -> Greeting | None:
    """The opening and closing for a reader, or `None` where the language is not on file.

    The customer's own salutation is used as it stands; gender is only what was
    stated; the time of day counts only when `at` and the reader's zone are known.
    Raises `InvalidValue` for a name with control characters or beyond reason.
    """
    book = forms_of(reader.store, reader.language)
    if book is None:
        return None
    channel = _channel(channel)
    register = reader.register or RegisterLabel.FORMAL
    reasons = [_register_reason(reader)]
    contact = "first" if reader.situation.first_contact in (None, True) else "known"
    part_of_day, day_reason = _part_of_day(reader, at)
    if day_reason:
        reasons.append(day_reason)

    kind, who, why = _recipient(reader)
    reasons.append(why)
    if reader.gender_reason is not None:
        reasons.append(reader.gender_reason)
    named_so = _named_otherwise(reader, who.name) if who.name and kind in _ONE else None
    if named_so is not None:
        kind = "neutral"
        reasons.append(named_so)
    slots = _Slots(reader, book, register, part_of_day, by_full_name=named_so is not None)
    case = Case(register, kind, channel, contact, reader.situation.topic)
    own = who.salutation if kind in ("female", "male", "neutral", "nobody") else None
    name_part = "salutation"
    if own:
        opening, next_line = _own_salutation(own, book, case)
        reasons.append(because("the customer's own salutation is used", Level.PERSON))
    else:
        found = _first(book, "opening", case, slots)
        if found is None:
            return None
        entry, opening = found
        opening += entry.punctuation
        name_part, next_line = entry.names, entry.next_line
        reasons.append(_wording_reason("opening", entry, reader.store))

    for text, case_name in slots.unsure.items():
        claim = f"the {case_name} of {text!r} is not sure, so the name is left as it is or out"
        reasons.append(because(claim, Level.LANGUAGE))

    closing = ""
    found = _first(book, "closing", case, slots)
    if found is not None:
        entry, closing = found
        closing += entry.punctuation
        reasons.append(_wording_reason("closing", entry, reader.store))
    return Greeting(
        opening=opening,
        closing=closing,
        register=register,
        language=reader.language,
        name_part=name_part,
        next_line=next_line,
        reasons=tuple(reasons),
        data_version=reader.store.version,
    )


# --- choosing ----------------------------------------------------------------------


def _first(book: Book, kind: str, case: Case, slots: _Slots) -> tuple[Entry, str] | None:
    """The first entry that fits and whose slots can be filled, with its text."""
    for entry in fitting(book, kind, case):
        if entry.title and not slots.has_title(entry.title):
            continue
        if slots.by_full_name and entry.names == "surname":
            continue
        text = entry.template.fill(slots, _OPTIONAL)
        if text:
            return entry, _parted(text, book) if book.before_foreign else text
    return None


def _parted(text: str, book: Book) -> str:
    """The text with what stands before a Latin name, where its script would touch it."""
    return _border(book.script).sub(rf"\g<0>{book.before_foreign}", text)


@lru_cache(maxsize=16)
def _border(script: str) -> re.Pattern[str]:
    first, last = _BLOCKS[script]
    return re.compile(f"[{first}-{last}](?=[A-Za-zÀ-ÖØ-öø-ɏ])")


#: the first and last letter of scripts whose words may touch a Latin name
_BLOCKS = {"Hebr": ("א", "ת"), "Thai": ("ก", "๎")}


_OPTIONAL = frozenset({"title"})


def _recipient(reader: Reader) -> tuple[str, Customer, Reason]:
    """What kind of recipient this is, and the one person whose name may be used."""
    people = reader.people
    if len(people) == 2:
        genders = {one.gender for one in people}
        couple = _COUPLES.get(genders.pop(), "couple") if len(genders) == 1 else "couple"
        return couple, people[0], because("two people are addressed", Level.PERSON)
    if len(people) > 2:
        claim = f"{len(people)} people are addressed"
        return "group", people[0], because(claim, Level.PERSON)
    who = reader.customer
    if reader.organisation is not None and not _named(who):
        return "organisation", who, because("an organisation is addressed", Level.PERSON)
    if not _named(who) and who.gender is None:
        return "nobody", who, because("no name was given", Level.NOTHING)
    if who.gender in (Gender.FEMALE, Gender.MALE):
        return who.gender, who, because(f"the customer is addressed as {who.gender}", Level.PERSON)
    if who.gender is Gender.NEUTRAL:
        return "neutral", who, because("the customer asked for neutral address", Level.PERSON)
    claim = "no gender was stated, and none is guessed from a name"
    return "neutral", who, because(claim, Level.NOTHING)


_ONE = ("female", "male", "neutral")
_COUPLES: dict[Gender | None, str] = {Gender.FEMALE: "women", Gender.MALE: "men"}


def _named_otherwise(reader: Reader, name: Name) -> Reason | None:
    """Why a title and surname would be wrong for a name of another naming custom.

    Icelanders, Vietnamese and Thais, among others, are addressed by the given
    name. In a letter of a language that takes the surname, the full name is safe.
    """
    if name.locale is None or not name.surname:
        return None
    custom = addressed_by(reader.store, name.locale)
    if (
        custom is None
        or custom.value != "given"
        or parse(name.locale).language == parse(reader.language).language
    ):
        return None
    here = addressed_by(reader.store, reader.language)
    if here is not None and here.value == "given":
        return None
    claim = f"names of {name.locale} are addressed by the given name, so the full name is used"
    return Reason(claim, Level.LANGUAGE, weight=custom.confidence or Confidence.MEDIUM, fact=custom)


def _named(who: Customer) -> bool:
    name = who.name
    return bool(who.preferred_name or (name and (name.given or name.surname)))


def _channel(given: Channel | str) -> Channel:
    if isinstance(given, Channel):
        return given
    try:
        return Channel(given)
    except ValueError:
        raise InvalidValue("channel", given, accepted=list(Channel)) from None


def _own_salutation(own: str, book: Book, case: Case) -> tuple[str, str]:
    """What the person wants to be called, as the language punctuates it, and how it goes on."""
    text = _clean("salutation", own)
    ended = text[-1] in ",.:;!?、。،！"
    for entry in fitting(book, "opening", case._replace(recipient="nobody", contact="first")):
        goes_on = not ended or text[-1] == entry.punctuation
        next_line = entry.next_line if goes_on else "upper"
        return text if ended else text + entry.punctuation, next_line
    return text, "upper"


def _part_of_day(reader: Reader, at: dt.datetime | None) -> tuple[str | None, Reason | None]:
    """CLDR's name of the reader's day period at that moment, such as "morning1"."""
    if at is None:
        return None, None
    if at.tzinfo is None:
        return None, because(
            "the time has no zone, so no greeting by time of day is used", Level.NOTHING
        )
    if reader.zone is None:
        return None, because(
            "the reader's time zone is unknown, so no greeting by time of day is used",
            Level.NOTHING,
        )
    local = at.astimezone(zone_named(reader.zone))
    minutes = local.hour * 60 + local.minute
    for period, start, end in _periods(reader.store, reader.language):
        # A period such as the night may go over midnight.
        within = start <= minutes < end if start < end else not end <= minutes < start
        if within:
            clock = f"{local.hour:02}:{local.minute:02}"
            claim = f"it is {clock} in {reader.zone} ({period})"
            return period, because(claim, Level.LANGUAGE)
    return None, None


@lru_cache(maxsize=256)
def _periods(store: Store, language: str) -> tuple[tuple[str, int, int], ...]:
    """The day periods of a language as name, first minute and minute after the last."""
    periods = store.cldr("day_periods")
    # CLDR keeps them by language: sr-Latn, which inherits nothing from sr, shares its day.
    tags = dict.fromkeys([*store.chain(language), parse(language).language])
    return tuple(
        (period, _minutes(span["from"]), _minutes(span["before"]))
        for tag in tags
        for period, span in periods.get(tag, {}).get("selection", {}).items()
        if "from" in span
    )


def _minutes(clock: str) -> int:
    hours, _, minutes = clock.partition(":")
    return int(hours) * 60 + int(minutes)


# --- reasons -------------------------------------------------------------------------


def _register_reason(reader: Reader) -> Reason:
    if reader.register is None:
        return because(
            "no register is on record for the language: formal is the safe one", Level.NOTHING
        )
    return reader.register_reason


def _wording_reason(kind: str, entry: Entry, store: Store) -> Reason:
    if entry.origin == "written here":
        return because(f"the {kind} is customary; written for this library", Level.LANGUAGE)
    return _attested(kind, entry.origin, store)


@lru_cache(maxsize=1024)
def _attested(kind: str, origin: str, store: Store) -> Reason:
    source = store.source(origin)
    return Reason(
        f"the {kind} is attested",
        Level.LANGUAGE,
        weight=Confidence.MEDIUM,
        fact=Fact(value=kind, source=(source,), as_of=source.published or source.accessed),
    )


# --- slots ---------------------------------------------------------------------------


class _Slots:
    """Fills the slots of one greeting; `None` for what is unknown or cannot be inflected."""

    def __init__(
        self,
        reader: Reader,
        book: Book,
        register: str,
        part_of_day: str | None,
        *,
        by_full_name: bool = False,
    ) -> None:
        self.reader = reader
        self.book = book
        self.register = register
        self.part_of_day = part_of_day
        self.who = reader.customer
        self.unsure: dict[str, str] = {}
        self.by_full_name = by_full_name

    def __call__(self, slot: Slot) -> str | None:
        if slot.name in ("first", "second"):
            text = self._address(0 if slot.name == "first" else 1)
        elif slot.name == "day_part":
            text = self.book.day_parts.get(self.part_of_day or "")
        elif slot.name == "particle":
            sender = self.reader.sender
            text = self.book.particles.get((sender and sender.gender) or "")
        elif slot.name == "organisation":
            own = self.reader.organisation
            text = own.name if own else None
        else:
            text = self._name_part(slot)
        if not text:
            return None
        text = _clean(slot.name, text)
        if slot.style is None or slot.name == "full":
            return text
        if slot.style == "capital":
            return _capital(text)
        part = slot.name if slot.name in ("surname", "given2") else "given"
        language = self.book.language
        form = inflect(text, slot.style, language=language, part=part, gender=self.who.gender)
        stated = self.who.name.locale if self.who.name else None
        if form != text and stated and parse(stated).language != language:
            form = None  # a name that is said to be of another language keeps its form
        if form is None:
            self.unsure[text] = slot.style
        return form

    def _name_part(self, slot: Slot) -> str | None:
        who, name, part = self.who, self.who.name, slot.name
        if part == "preferred":
            informal = self.register == RegisterLabel.INFORMAL and name and name.given_informal
            return who.preferred_name or informal or (name and name.given) or None
        if part == "given" and who.preferred_name:
            return who.preferred_name
        if name is None:
            return None
        if part == "title":
            return self._title(name)
        if part == "surname":
            return name.full_surname
        if part == "full":
            return self._full(name, both=slot.style == "both")
        return getattr(name, part, None)

    def _full(self, name: Name, *, both: bool) -> str | None:
        """Given name and surname in the order of the name's own language.

        A single name is whole, unless `both` are asked for; a surname by itself is
        only half of one. A name in the script of the reader's language is taken for
        one of that language, where nothing else was said.
        """
        given = name.given
        if wanted := self.who.preferred_name:
            if name.surname and script_of(wanted[0]) != script_of(name.surname[0]):
                return None if both else wanted
            given = wanted
        if not (given and name.surname):
            return None if both else given
        language = self.reader.language
        own = self.book.script == script_of(name.surname[0])
        locale = name.locale or (language if own else None)
        if locale is None and self.book.script == "Jpan" and _KATAKANA.fullmatch(name.surname):
            # A name of elsewhere, or a Japanese one by its reading: the order is not known.
            return None
        return _in_order(given, name.surname_prefix, name.surname, locale, language)

    def _title(self, name: Name) -> str | None:
        if not name.title:
            return None
        forms = self.book.titles
        title = listed_title(self.book, name.title)
        if self.who.gender is Gender.FEMALE and title in self.book.titles_female:
            return self.book.titles_female[title]
        # A title that is not listed is the person's own and stays, unless the
        # language inflects titles or builds on them ("*" says what then).
        return forms.get(title, forms.get("*", title))

    def has_title(self, kind: str) -> bool:
        """Whether the person's title is one that the language file gives a form for.

        "given" asks for one that stands before the given name, as Sir does.
        """
        if self.who.name is None or self.by_full_name:
            return False
        if not self.who.name.title:
            return False
        title = listed_title(self.book, self.who.name.title)
        if kind == "given":
            return title in self.book.titles_given
        return title in self.book.titled and bool(self._title(self.who.name))

    def _address(self, index: int) -> str | None:
        """One of two people, as the language names them inside one opening."""
        other = _Slots(self.reader, self.book, self.register, self.part_of_day)
        other.who = self.reader.people[index]
        genders = {one.gender or Gender.NEUTRAL for one in self.reader.people}
        # If one of the two must be addressed without a gender, so is the other.
        gender = Gender.NEUTRAL if Gender.NEUTRAL in genders else other.who.gender or ""
        found = _first(self.book, "address", Case(self.register, gender, "", "", None), other)
        return found[1] if found else None


#: full or half width, with the marks that join names
_KATAKANA = re.compile("[ァ-ヿｦ-ﾟ]+")


@lru_cache(maxsize=4096)
def _in_order(
    given: str, prefix: str | None, surname: str, locale: str | None, language: str
) -> str:
    """Given name and surname as a language writes a name of that locale."""
    if prefix and prefix.endswith(("'", "’", "-")):  # one word with the surname: d'Ancona
        surname, prefix = prefix + surname, None
    bare = Name(given=given, surname=surname, surname_prefix=prefix, locale=locale)
    return format_name(bare, locale=language, length="long", usage="referring", formality="formal")


#: marks that no name needs and no reader sees, such as spaces without width and tag characters
_UNSEEN = re.compile("[\u00ad\u200b\u2060-\u2064\ufeff\U000e0000-\U000e007f]+")
#: anything but space, joiners, direction marks, variation selectors and blank letters
_SEEN = re.compile(
    r"[^\s\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200c-\u200f\u2800\u3164"
    r"\ufe00-\ufe0f\uffa0]"
)


@lru_cache(maxsize=4096)
def _clean(what: str, text: str) -> str:
    if len(text) > _LONGEST:
        raise InvalidValue(what, text, accepted=f"at most {_LONGEST} characters")
    if what in ("first", "second"):
        return text  # put together from cleaned parts
    cleaned = one_line(text)
    if not cleaned.isprintable():
        cleaned = " ".join(_UNSEEN.sub("", cleaned).split())
    if not cleaned or not (cleaned.isascii() or _SEEN.search(cleaned)):
        raise InvalidValue(what, text, accepted="a name with visible characters")
    return cleaned


def _capital(text: str) -> str:
    """The first letter as a capital, unless the word begins with an apostrophe ('t Hart)."""
    return text[0].upper() + text[1:] if text[0].isalpha() else text
