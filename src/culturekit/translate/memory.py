"""Translations that were made before: one SQLite file, shared by as many processes as like.

A confirmed translation stands above everything else that could be said. What a
machine said can be kept too, and gives way as soon as somebody confirms better.
"""

from __future__ import annotations

import os
import re
import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import InvalidValue
from ..model import Noun, RegisterLabel
from ..tags import parse
from .backends import Output, distance
from .checks import NEUTRAL
from .protect import MASKS, Piece, cut, find, keeps, tidy
from .rules import language_key

if TYPE_CHECKING:
    import sqlite3

__all__ = ["Entry", "Imported", "Match", "TranslationMemory"]

#: "ckTM": how a file says that it is one of ours.
_APPLICATION = 0x636B544D
_VERSION = 1

_SCHEMA = """
CREATE TABLE pair (id INTEGER PRIMARY KEY, source TEXT NOT NULL, target TEXT NOT NULL,
    UNIQUE (source, target));
CREATE TABLE entry (id INTEGER PRIMARY KEY, pair INTEGER NOT NULL REFERENCES pair (id),
    register TEXT NOT NULL, source TEXT NOT NULL, target TEXT NOT NULL,
    masked_source TEXT, masked_target TEXT, length INTEGER NOT NULL,
    confirmed INTEGER NOT NULL, origin TEXT NOT NULL, UNIQUE (pair, source, register));
CREATE INDEX entry_masked ON entry (pair, masked_source) WHERE masked_source IS NOT NULL;
CREATE TABLE word (pair INTEGER NOT NULL, word TEXT NOT NULL, entry INTEGER NOT NULL
    REFERENCES entry (id) ON DELETE CASCADE, PRIMARY KEY (pair, word, entry)) WITHOUT ROWID;
CREATE INDEX word_entry ON word (entry);
"""

_COLUMNS = "source, target, masked_target, register, confirmed, origin, length"

#: How long another process may take to write before this one gives up, in seconds.
_PATIENCE = 30.0
#: How many entries an import writes at once; others may write in between.
_AT_ONCE = 500
#: Matches are looked for among this many entries that share most words.
_CANDIDATES = 200
_MOST_WORDS = 40

# A character of a script that is written without spaces, a word, or a sign.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff"
_TOKEN = re.compile(rf"[{_UNSPACED}]|(?:(?![{_UNSPACED}])\w)+|[^\s\w]")
_MASK = re.compile(r"⟦\d+⟧")
# XML 1.0 has no way to write these, so an export would not hold them.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Entry(Noun):
    """One translation on file; `source_language` and `target_language` are BCP 47 tags."""

    source: str
    text: str
    source_language: str
    target_language: str
    register: RegisterLabel | None = None
    confirmed: bool = False
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Match(Noun):
    """An entry that is like a text: `score` is 1.0 for the same, and says how much is shared.

    `text` has the fields, addresses and codes of the text that was asked about
    where `score` is 1.0, else those of the entry.
    """

    source: str
    text: str
    score: float
    confirmed: bool = False
    register: RegisterLabel | None = None
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Imported(Noun):
    """What came of an import: how many translations were taken, and why others were not."""

    entries: int
    refused: tuple[str, ...] = ()


class TranslationMemory:
    """A file of translations, to be given to `Kit(backends=...)` or `translate(backends=...)`.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     memory = TranslationMemory(f"{folder}/shop.memory")
    ...     memory.add("Hello {name}!", "¡Buenas, {name}!", source="en", target="es")
    ...     memory.exact("Hello {first}!", source="en", target="es").text
    '¡Buenas, {first}!'

    The file is made where there is none. Every `add` is on disk when it
    returns; processes and threads may read and write side by side. A sentence
    is found by its words: fields, addresses and codes in it may be others, and
    stand in the translation where the entry has its own. Raises `InvalidValue`
    for a path that cannot be one.
    """

    name = "memory"

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = Path(path).absolute()
        self._local = threading.local()
        with self._reading():
            pass

    def __repr__(self) -> str:
        return f"TranslationMemory({str(self.path)!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, TranslationMemory) and self.path == other.path

    def __hash__(self) -> int:
        return hash(self.path)

    def __reduce__(self) -> tuple[type[TranslationMemory], tuple[str]]:
        return TranslationMemory, (str(self.path),)

    # --- the file ---

    def _connection(self) -> sqlite3.Connection:
        """The connection of the thread; a process that was forked off opens its own."""
        known: tuple[int, sqlite3.Connection] | None = getattr(self._local, "known", None)
        if known is not None and known[0] == os.getpid():
            return known[1]
        import sqlite3

        try:
            opened = sqlite3.connect(self.path, timeout=_PATIENCE, isolation_level=None)
            self._prepare(opened)
        except (sqlite3.Error, ValueError) as error:
            raise self._unusable(error) from None
        self._local.known = (os.getpid(), opened)
        return opened

    def _prepare(self, connection: sqlite3.Connection) -> None:
        ((application,),) = connection.execute("PRAGMA application_id")
        ((version,),) = connection.execute("PRAGMA user_version")
        ((tables,),) = connection.execute("SELECT count(*) FROM sqlite_master")
        if (application, version) != (_APPLICATION, _VERSION):
            if tables:
                raise ValueError("a database of another kind")
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("BEGIN IMMEDIATE")
            # Another process may have made the tables while this one waited.
            if not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
                for statement in _SCHEMA.split(";"):
                    connection.execute(statement)
                connection.execute(f"PRAGMA application_id = {_APPLICATION}")
                connection.execute(f"PRAGMA user_version = {_VERSION}")
            connection.execute("COMMIT")
        connection.execute("PRAGMA foreign_keys = ON")
        # A commit is on disk when it returns, also if the power goes.
        connection.execute("PRAGMA synchronous = FULL")

    def _unusable(self, error: Exception) -> InvalidValue:
        return InvalidValue(
            "translation memory", str(self.path), accepted=f"a file of translations ({error})"
        )

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        import sqlite3

        try:
            yield self._connection()
        except sqlite3.Error as error:
            raise self._unusable(error) from None

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._reading() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")

    def close(self) -> None:
        """Closes this thread's connection; the next question opens another."""
        known = getattr(self._local, "known", None)
        self._local.known = None
        if known is not None and known[0] == os.getpid():
            known[1].close()

    # --- writing ---

    def add(
        self,
        text: str,
        translation: str,
        *,
        source: str,
        target: str,
        register: RegisterLabel | str | None = None,
        confirmed: bool = True,
        origin: str = "",
    ) -> None:
        """Keeps a translation of one sentence; a confirmed one stands against any that is not.

        `source` and `target` are BCP 47 tags, `origin` says in a word who
        translated. Raises `InvalidValue` for a translation whose fields, tags
        or addresses are not those of the text, and for malformed input.
        """
        row = _row(text, translation, register, confirmed, origin)
        languages = parse(source).base, parse(target).base
        with self._writing() as connection:
            _insert(connection, languages, row)

    def record(
        self,
        translation: object,
        *,
        register: RegisterLabel | str | None = None,
        confirmed: bool = False,
    ) -> int:
        """Keeps the sentences of a `Translation`, those without a doubt only; how many.

        Unconfirmed unless said otherwise: what a machine said is used again,
        until somebody confirms another wording.
        """
        segments = getattr(translation, "segments", None)
        path = getattr(translation, "path", None)
        if segments is None or not path:
            raise InvalidValue("translation", translation, accepted="a Translation")
        rows = [
            _row(one.source, one.text, register, confirmed, one.backend or "")
            for one in segments
            if one.text is not None and one.backend != self.name and set(one.flags) <= NEUTRAL
        ]
        with self._writing() as connection:
            for row in rows:
                _insert(connection, (path[0], path[-1]), row)
        return len(rows)

    def remove(self, text: str, *, source: str, target: str) -> int:
        """Takes away what is on file for a sentence; how many entries that were."""
        with self._writing() as connection:
            found = connection.execute(
                "DELETE FROM entry WHERE source = ? AND pair IN"
                " (SELECT id FROM pair WHERE source = ? AND target = ?)",
                (tidy(text), parse(source).base, parse(target).base),
            )
            return found.rowcount

    # --- asking ---

    def __len__(self) -> int:
        with self._reading() as connection:
            ((number,),) = connection.execute("SELECT count(*) FROM entry")
        return int(number)

    def __iter__(self) -> Iterator[Entry]:
        with self._reading() as connection:
            rows = connection.execute(
                "SELECT entry.source, entry.target, pair.source, pair.target, register, confirmed,"
                " origin FROM entry JOIN pair ON pair.id = entry.pair ORDER BY entry.id"
            ).fetchall()
        for source, text, one, two, register, confirmed, origin in rows:
            yield Entry(source, text, one, two, _label(register), bool(confirmed), origin)

    def exact(
        self,
        text: str,
        *,
        source: str,
        target: str,
        register: RegisterLabel | str | None = None,
        confirmed: bool | None = None,
    ) -> Match | None:
        """The translation on file of just this sentence, or `None`.

        Fields, addresses and codes may be others than the entry's. With a
        `register`, entries of that register come before those of none, and
        those of the other are passed over; with `confirmed`, only entries that
        are so. Of varieties of a language the nearer wins.
        """
        wanted = None if register is None else RegisterLabel(register)
        text = tidy(text)
        with self._reading() as connection:
            for pair in self._pairs(connection, source, target):
                found = _exact(connection, pair, text, wanted, confirmed)
                if found:
                    return found
        return None

    def matches(
        self,
        text: str,
        *,
        source: str,
        target: str,
        at_least: float = 0.7,
        limit: int = 5,
    ) -> list[Match]:
        """Entries for sentences like this one, the likest first.

        `score` is 1 less the share of words and signs that would have to be
        changed, added or taken away (characters where words are not spaced).
        For people to look at: `translate` only ever uses an exact match.
        """
        text = tidy(text)
        piece = cut(text, find(text))
        tokens = _tokens(MASKS[0].cover(piece))
        found: dict[tuple[str, str], Match] = {}
        exact = self.exact(text, source=source, target=target)
        if exact and limit > 0:
            found[exact.source, exact.text] = exact
        words = _words(tokens)[:_MOST_WORDS]
        with self._reading() as connection:
            for pair in self._pairs(connection, source, target):
                rows = connection.execute(
                    f"SELECT {_COLUMNS}, masked_source FROM entry WHERE id IN (SELECT entry"  # noqa: S608 - no value in it
                    f" FROM word WHERE pair = ? AND word IN ({','.join('?' * len(words))})"
                    " GROUP BY entry ORDER BY count(*) DESC LIMIT ?)"
                    " AND length BETWEEN ? AND ?",
                    (
                        pair,
                        *words,
                        _CANDIDATES,
                        int(at_least * len(tokens)),
                        int(len(tokens) / max(at_least, 0.1)) + 1,
                    ),
                ).fetchall()
                for row in rows:
                    likeness = _likeness(tokens, _tokens(row[-1] or row[0]))
                    match = _match(row, min(likeness, 0.99), row[1])
                    key = match.source, match.text
                    if likeness >= at_least and (exact is None or exact.source != match.source):
                        found.setdefault(key, match)
        ranked = sorted(found.values(), key=lambda one: (-one.score, not one.confirmed, one.source))
        return ranked[:limit]

    def _pairs(self, connection: sqlite3.Connection, source: str, target: str) -> list[int]:
        """The pairs on file that serve a pair of languages, the nearest varieties first."""
        rows = connection.execute("SELECT id, source, target FROM pair").fetchall()
        return list(_serving(tuple(rows), source, target))

    # --- as a backend ---

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """No way leads through a memory: it is asked for single sentences, before anything else."""
        return ()

    def translate_batch(
        self, segments: Sequence[str], source: str, target: str
    ) -> Sequence[Output]:
        """What is on file for each sentence, word for word."""
        found = [self.exact(one, source=source, target=target) for one in segments]
        return [Output(None) if one is None else Output(one.text, one.score) for one in found]

    # --- exchange ---

    def export_tmx(self, path: str | os.PathLike[str]) -> int:
        """Writes all entries as TMX 1.4, which translators' tools read; how many."""
        from .tmx import write

        return write(Path(path), self)

    def import_tmx(
        self, path: str | os.PathLike[str], *, confirmed: bool | None = None
    ) -> Imported:
        """Adds the translations of a TMX file.

        Whether they are confirmed is what our own export says of each, and so
        for all others, unless `confirmed` says something else. They are written
        some hundreds at a time, so an import that was cut off can simply be
        made again. Raises `InvalidValue` for a file that is no TMX.
        """
        from .tmx import read

        taken = 0
        refused: list[str] = []
        batch: list[tuple[tuple[str, str], _Row]] = []

        def flush() -> None:
            with self._writing() as connection:
                for languages, row in batch:
                    _insert(connection, languages, row)
            batch.clear()

        for one in read(Path(path), refused):
            sure = one.confirmed if confirmed is None else confirmed
            try:
                row = _row(one.source, one.text, one.register, sure, one.origin)
            except InvalidValue as problem:
                refused.append(str(problem))
                continue
            batch.append(((one.source_language, one.target_language), row))
            taken += 1
            if len(batch) >= _AT_ONCE:
                flush()
        flush()
        return Imported(taken, tuple(refused))


# --- rows -----------------------------------------------------------------------------------

_Row = Mapping[str, object]


def _row(
    text: str,
    translation: str,
    register: RegisterLabel | str | None,
    confirmed: bool,
    origin: str,
) -> _Row:
    """What is written for one translation; raises `InvalidValue` where it cannot be one."""
    for what, given in (("text", text), ("translation", translation), ("origin", origin)):
        if not isinstance(given, str) or _UNWRITABLE.search(given):
            raise InvalidValue(what, given, accepted="text without control characters")
    source, target = tidy(text), tidy(translation)
    if not source or not target:
        raise InvalidValue("translation", translation, accepted="a sentence and its translation")
    piece = cut(source, find(source))
    if not keeps(piece, target):
        raise InvalidValue(
            "translation", translation, accepted=f"the same fields, tags and addresses as {text!r}"
        )
    masked_target = _masked(piece, target)
    masked_source = None if masked_target is None else MASKS[0].cover(piece)
    try:
        label = "" if register is None else str(RegisterLabel(register))
    except ValueError:
        raise InvalidValue("register", register, accepted=list(RegisterLabel)) from None
    return {
        "source": source,
        "target": target,
        "masked_source": masked_source,
        "masked_target": masked_target,
        "length": len(_tokens(masked_source or source)),
        "register": label,
        "confirmed": int(confirmed),
        "origin": origin,
    }


def _masked(piece: Piece, target: str) -> str | None:
    """The translation with a mask for each protected part, `None` where they cannot be paired."""
    if not piece.kept:
        return None
    spans = find(target)
    raws = [target[span.start : span.end] for span in spans]
    if Counter(raws) != Counter(part.raw for part in piece.kept):
        return None
    free: dict[str, list[int]] = {}
    for number, part in enumerate(piece.kept):
        free.setdefault(part.raw, []).append(number)
    out: list[str] = []
    position = 0
    for span, raw in zip(spans, raws, strict=True):
        out += (target[position : span.start], MASKS[0].written.format(free[raw].pop(0)))
        position = span.end
    return "".join([*out, target[position:]])


def _insert(connection: sqlite3.Connection, languages: tuple[str, str], row: _Row) -> None:
    connection.execute("INSERT OR IGNORE INTO pair (source, target) VALUES (?, ?)", languages)
    ((pair,),) = connection.execute(
        "SELECT id FROM pair WHERE source = ? AND target = ?", languages
    )
    done = connection.execute(
        "INSERT INTO entry (pair, register, source, target, masked_source, masked_target, length,"
        " confirmed, origin) VALUES (:pair, :register, :source, :target, :masked_source,"
        " :masked_target, :length, :confirmed, :origin)"
        " ON CONFLICT (pair, source, register) DO UPDATE SET target = excluded.target,"
        " masked_source = excluded.masked_source, masked_target = excluded.masked_target,"
        " length = excluded.length, confirmed = excluded.confirmed, origin = excluded.origin"
        " WHERE excluded.confirmed >= entry.confirmed RETURNING id",
        {"pair": pair, **row},
    ).fetchone()
    if done is None:
        return  # a confirmed one is there already
    connection.execute("DELETE FROM word WHERE entry = ?", done)
    words = _words(_tokens(str(row["masked_source"] or row["source"])))
    connection.executemany(
        "INSERT INTO word (pair, word, entry) VALUES (?, ?, ?)",
        [(pair, word, done[0]) for word in words],
    )


@lru_cache(maxsize=256)
def _serving(rows: tuple[tuple[int, str, str], ...], source: str, target: str) -> tuple[int, ...]:
    keys = language_key(source), language_key(target)
    found = [
        (distance(two, target), distance(one, source), number)
        for number, one, two in rows
        if (language_key(one), language_key(two)) == keys
    ]
    return tuple(number for *_, number in sorted(found))


def _exact(
    connection: sqlite3.Connection,
    pair: int,
    text: str,
    register: RegisterLabel | None,
    confirmed: bool | None,
) -> Match | None:
    order = "ORDER BY confirmed DESC, register = ? DESC, register = '' DESC, id DESC"
    where = "AND (? IS NULL OR register IN ('', ?)) AND (? IS NULL OR confirmed = ?)"
    more = (register, register, confirmed, confirmed, register or "")
    for row in connection.execute(
        f"SELECT {_COLUMNS} FROM entry WHERE pair = ? AND source = ? {where} {order}",  # noqa: S608 - no value in it
        (pair, text, *more),
    ):
        return _match(row, 1.0, row[1])
    piece = cut(text, find(text))
    if not piece.kept:
        return None
    for row in connection.execute(
        f"SELECT {_COLUMNS} FROM entry WHERE pair = ? AND masked_source = ? {where} {order}",  # noqa: S608 - no value in it
        (pair, MASKS[0].cover(piece), *more),
    ):
        filled = MASKS[0].pattern.sub(lambda mask: piece.kept[int(mask[1])].raw, row[2])
        if keeps(piece, filled):
            return _match(row, 1.0, filled)
    return None


def _match(row: Sequence[object], score: float, text: object) -> Match:
    source, _, _, register, confirmed, origin, *_ = row
    return Match(str(source), str(text), score, bool(confirmed), _label(register), str(origin))


def _label(register: object) -> RegisterLabel | None:
    return RegisterLabel(str(register)) if register else None


# --- likeness ---------------------------------------------------------------------------------


def _tokens(text: str) -> list[str]:
    """Words and signs; characters where words are not spaced; every mask is the same."""
    return _TOKEN.findall(_MASK.sub("⟦", text).casefold())


def _words(tokens: Iterable[str]) -> list[str]:
    """What an entry is looked for by: its words, the longest first."""
    return sorted({one for one in tokens if one[0].isalnum()}, key=lambda one: (-len(one), one))


def _likeness(one: Sequence[str], two: Sequence[str]) -> float:
    """1 less the edit distance of two rows of tokens over the length of the longer."""
    if not one or not two:
        return 0.0
    row = list(range(len(two) + 1))
    for number, token in enumerate(one, 1):
        before, row[0] = row[0], number
        for place, other in enumerate(two, 1):
            here = min(row[place] + 1, row[place - 1] + 1, before + (token != other))
            before, row[place] = row[place], here
    return 1 - row[-1] / max(len(one), len(two))
