"""Translating with Apertium, where it is installed: as processes of its own, kept running.

Apertium and its data are under the GPL, so they are run beside the program and
never become part of it. A pair is a pipe of small programs; sentence after
sentence goes through it, each ended by a NUL byte, and costs a millisecond or
two, where starting the pipe costs a hundred times as much.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import threading
import time
import weakref
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import InvalidValue, PackageRejected
from ..store import open as open_store
from ..tags import parse
from .backends import Output, Pair
from .checks import Flag
from .rules import rough_pairs

if TYPE_CHECKING:
    import subprocess

__all__ = ["Apertium"]

#: The programs of a pipe that wait for the end of their input unless told otherwise.
_STAGES = re.compile(
    r"(?<![\w/-])(apertium-(?:tagger|pretransfer|transfer|interchunk|postchunk|anaphora|separable"
    r"|posttransfer|extract-caps|restore-caps)|lt-(?:proc|append)|lrx-proc|lsx-proc|rtx-proc"
    r"|cg-proc|vislcg3)(?=\s)"
)
_MODE = re.compile(r"([a-z]{2,3})(?:_([A-Z]{2}))?-([a-z]{2,3})(?:_([A-Z]{2}))?")
_MASK = re.compile(r"⟦\d+⟧")
#: What has a meaning in the stream between the programs.
_RESERVED = re.compile(r"[\[\]{}^$/\\@<>]")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_BLANK = re.compile(r"(?<!\\)\[((?:\\.|[^\[\]\\])*)\]")
#: In front of a word that came through as it was, or in the wrong form.
_MARKED = re.compile(r"(?<![\w*#@])([*#@])(?=\w)")
_WORD = re.compile(r"\w+")
_STOPS = ".!?…;:"

#: A sentence that ends the process this often is given up.
_TRIES = 2
_MOST = 60_000


class _Died(Exception):
    """The process ended, or took too long; `late` tells which."""

    def __init__(self, late: bool) -> None:
        super().__init__(late)
        self.late = late


class Apertium:
    """Apertium's pairs as a backend, for `Kit(backends=[Apertium()])`.

    >>> Apertium(folder="/nowhere").pairs()
    ()

    `folder` is where its modes lie, by default beside its program. A mode is
    named by its two languages, "eng-spa"; `modes` chooses others for a pair:
    `{("es", "ca-valencia"): "spa-cat_valencia"}`. `timeout` is what one
    sentence may take, in seconds. A process that ended or hangs is started
    again; a sentence that does that to it twice comes back with the flag
    "engine-failed" or "timeout". `flags` say where a word was not known or not
    put into its form, and "rough-engine" for a pair that it does badly.
    """

    name = "apertium"

    def __init__(
        self,
        *,
        folder: str | os.PathLike[str] | None = None,
        modes: Mapping[Pair, str] | None = None,
        timeout: float = 20.0,
    ) -> None:
        if not timeout > 0:
            raise InvalidValue("timeout", timeout, accepted="seconds above zero")
        self.folder = _folder() if folder is None else Path(folder)
        self.timeout = timeout
        self._chosen = {
            (parse(source).base, parse(target).base): mode
            for (source, target), mode in (modes or {}).items()
        }
        for mode in self._chosen.values():
            if self.folder is None or not (self.folder / f"{mode}.mode").is_file():
                raise InvalidValue("mode", mode, accepted=sorted(_modes(self.folder).values()))
        self._pipes: dict[str, _Pipe] = {}
        self._lock = threading.Lock()

    def __repr__(self) -> str:
        return f"Apertium(folder={str(self.folder)!r})"

    def __reduce__(self) -> tuple[object, ...]:
        return _again, (self.folder, dict(self._chosen), self.timeout)

    def pairs(self) -> tuple[Pair, ...]:
        """The pairs that are installed, as BCP 47 tags, and those that were chosen."""
        return tuple(sorted({**_modes(self.folder), **self._chosen}))

    def translate_batch(
        self, segments: Sequence[str], source: str, target: str
    ) -> Sequence[Output]:
        """The sentences in the other language.

        Raises `PackageRejected` for a pair that is not there, or does not start.
        """
        mode = {**_modes(self.folder), **self._chosen}.get((source, target))
        if mode is None or self.folder is None:
            raise PackageRejected(f"no Apertium mode for {source}-{target} is there any more")
        with self._lock:
            pipe = self._pipes.get(mode)
            if pipe is None or pipe.process_of != os.getpid():
                # After a fork the pipe belongs to the parent, which goes on using it.
                pipe = self._pipes[mode] = _Pipe(self.folder / f"{mode}.mode")
        asked = [_written(one) for one in segments]
        answers = pipe.ask([text for text, _ in asked], self.timeout)
        rough = f"{source}-{target}" in rough_pairs(self.name, open_store())
        always = frozenset({str(Flag.ROUGH)} if rough else ())
        return [
            _read(segment, answer, stop, always)
            for segment, answer, (_, stop) in zip(segments, answers, asked, strict=True)
        ]

    def close(self) -> None:
        """Ends the processes; the next sentence starts them again."""
        with self._lock:
            for pipe in self._pipes.values():
                pipe.close()
            self._pipes.clear()


def _again(folder: Path | None, modes: Mapping[Pair, str], timeout: float) -> Apertium:
    return Apertium(folder=folder, modes=modes, timeout=timeout)


# --- which modes there are ---------------------------------------------------------------


def _folder() -> Path | None:
    """Where the modes lie that belong to the program on the path."""
    program = shutil.which("apertium")
    if program is None:
        return None
    return Path(program).resolve().parent.parent / "share" / "apertium" / "modes"


def _modes(folder: Path | None) -> Mapping[Pair, str]:
    try:
        changed = 0 if folder is None else folder.stat().st_mtime_ns
    except OSError:
        return {}
    return {} if folder is None else _modes_of(folder, changed)


@lru_cache(maxsize=16)
def _modes_of(folder: Path, changed: int) -> Mapping[Pair, str]:  # noqa: ARG001 - part of the key
    """The modes whose names are two languages, with a territory at most."""
    found: dict[Pair, str] = {}
    for path in sorted(folder.glob("*.mode")):
        match = _MODE.fullmatch(path.stem)
        if match is None:
            continue
        one, first, two, second = match.groups()
        try:
            pair = _tag(one, first), _tag(two, second)
        except InvalidValue:
            continue
        found[pair] = path.stem
    return found


def _tag(code: str, territory: str | None) -> str:
    return parse(f"{code}-{territory}" if territory else code).base


# --- the stream between the programs -------------------------------------------------------


def _written(segment: str) -> tuple[str, bool]:
    """A sentence as the pipe reads it, and whether a stop was put behind it.

    A mask becomes what Apertium calls a superblank, which passes through it
    untouched. The pipe waits for the end of a sentence, so there must be one.
    """
    out, position = [], 0
    text = segment.replace("\0", " ")
    for mask in _MASK.finditer(text):
        out.append(_RESERVED.sub(r"\\\g<0>", text[position : mask.start()]))
        out.append(f"[{mask.group()}]")
        position = mask.end()
    out.append(_RESERVED.sub(r"\\\g<0>", text[position:]))
    stop = not _MASK.sub("", text).rstrip().endswith(tuple(_STOPS))
    return "".join(out) + (".[]" if stop else "[]"), stop


def _read(segment: str, answer: str | _Died, stop: bool, always: frozenset[str]) -> Output:
    """What came out of the pipe as a sentence again, with what its marks say."""
    if isinstance(answer, _Died):
        return Output("", None, frozenset({"timeout" if answer.late else "engine-failed"}))
    text = _BLANK.sub(lambda blank: blank[1], answer)
    if stop:
        head, _, tail = text.rpartition(".")
        text = head + tail
    flags: set[str] = set(always)
    own = {match.start() for match in _MARKED.finditer(segment)}
    if not own:  # else nobody can tell its marks from those of the text
        for mark in _MARKED.finditer(text):
            word = _WORD.match(text, mark.end())
            if mark[1] == "#":
                flags.add(Flag.FORM)
            elif word and word[0][0].islower():  # a name is known to nobody, and right
                flags.add(Flag.UNKNOWN)
        text = _MARKED.sub("", text)
    return Output(_ESCAPED.sub(r"\1", text), None, frozenset(map(str, flags)))


# --- one process -----------------------------------------------------------------------------


class _Pipe:
    """The programs of one mode; started when first asked, and again when they have ended."""

    def __init__(self, mode: Path) -> None:
        self.process_of = os.getpid()
        self._mode = mode
        self._process: subprocess.Popen[bytes] | None = None
        self._end: weakref.finalize[..., _Pipe] | None = None
        self._lock = threading.Lock()

    def ask(self, texts: Sequence[str], timeout: float) -> list[str | _Died]:
        """What comes out for each text."""
        found: list[str | _Died] = []
        tries = 0
        with self._lock:
            while len(found) < len(texts):
                before = len(found)
                try:
                    self._run(texts[before:], found, timeout)
                except _Died as problem:
                    self.close()
                    tries = tries + 1 if len(found) == before else 1
                    if tries >= _TRIES:
                        found.append(problem)
                        tries = 0
        return found

    def _run(self, texts: Sequence[str], found: list[str | _Died], timeout: float) -> None:
        """Texts in, answers out, both at once: the pipes between are small."""
        import selectors

        process = self._started()
        stdin, stdout = process.stdin, process.stdout
        if stdin is None or stdout is None:  # pragma: no cover - both were asked for
            raise _Died(late=False)
        rest = memoryview(b"".join(text.encode("utf-8", "replace") + b"\0" for text in texts))
        begun = len(found)
        heard = bytearray()
        limit = time.monotonic() + timeout
        with selectors.DefaultSelector() as ready:
            ready.register(stdout, selectors.EVENT_READ)
            ready.register(stdin, selectors.EVENT_WRITE)
            while len(found) - begun < len(texts):
                events = ready.select(max(0.0, limit - time.monotonic()))
                if not events:
                    raise _Died(late=True)
                for key, _ in events:
                    if key.fileobj is stdin:
                        rest = rest[self._write(stdin.fileno(), rest) :]
                        if not rest:
                            ready.unregister(stdin)
                        continue
                    block = os.read(stdout.fileno(), 65_536)
                    if not block:
                        raise _Died(late=False)
                    heard += block
                    *done, last = heard.split(b"\0")
                    heard = bytearray(last)
                    found += [one.decode("utf-8", "replace") for one in done]
                    if done:
                        limit = time.monotonic() + timeout

    @staticmethod
    def _write(file: int, rest: memoryview) -> int:
        try:
            return os.write(file, rest[:_MOST])
        except BlockingIOError:
            return 0
        except OSError:
            raise _Died(late=False) from None

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is None:
            return self._process
        import subprocess

        try:
            command = _STAGES.sub(r"\1 -z", self._mode.read_text("utf-8"))
            # The shell script is Apertium's own file; no text of a message is part of it.
            process = subprocess.Popen(  # noqa: S603
                [shutil.which("bash") or "sh", "-c", command, "apertium", "-g", ""],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "LC_ALL": "C.UTF-8"},
                start_new_session=True,
                bufsize=0,
            )
        except OSError as error:
            raise PackageRejected(f"Apertium's {self._mode.stem} does not start: {error}") from None
        if process.stdin is not None:
            os.set_blocking(process.stdin.fileno(), False)
        self._process = process
        self._end = weakref.finalize(self, _stop, process, os.getpid())
        return process

    def close(self) -> None:
        """Ends the processes."""
        if self._end is not None:
            self._end()
        self._process = self._end = None


def _stop(process: subprocess.Popen[bytes], started_by: int) -> None:
    """Ends a pipe with all its programs, unless it is that of the parent of this process."""
    if os.getpid() != started_by:
        return
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (OSError, AttributeError):  # it has ended, or the system has no groups
        process.kill()
    for file in (process.stdin, process.stdout):
        if file is not None:
            file.close()
    process.wait()
