"""Fetching packages, which happens when somebody says so and at no other time.

The index is that of Argos Translate: a JSON list of packages with the addresses
they can be had from. It holds no digests, so what was fetched is shown by its
own, and can be held against one that is known from elsewhere.
"""

from __future__ import annotations

import hashlib
import http
import http.client
import json
import os
import re
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from ..errors import InvalidValue, PackageRejected
from ..model import Noun
from ..store import open as open_store
from . import packages

__all__ = ["Available", "Opener", "download", "fetch", "index_address", "search"]

#: As `urllib.request.urlopen`: a request and a time-out in, an HTTP response out.
Opener = Callable[..., Any]
Progress = Callable[[int, int | None], object]

_TIMEOUT = 60.0
_BLOCK = 256 * 1024
_MOST_INDEX = 32 * 1024**2
_MOST_PACKAGE = 4 * 1024**3
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class Available(Noun):
    """A package that the index offers; `source` and `target` are BCP 47 tags."""

    name: str
    source: str
    target: str
    about: str
    version: str
    links: tuple[str, ...]


def index_address() -> str:
    """Where the index is: `ARGOS_PACKAGE_INDEX`, as Argos Translate reads it, or its own."""
    base = os.environ.get("ARGOS_PACKAGE_INDEX") or str(
        open_store().rules("translate")["index"]["value"]
    )
    return base if base.endswith(".json") else f"{base.rstrip('/')}/index.json"


def search(words: Iterable[str] = (), *, opener: Opener | None = None) -> tuple[Available, ...]:
    """The packages of the index that all the words speak of; asks the network.

    A word is a tag or a part of a name: `search(["en", "spanish"])`. Raises
    `PackageRejected` where the index cannot be had or is none.
    """
    address = index_address()
    with _open(address, {}, opener) as response:
        raw = _read(response, _MOST_INDEX, address)
    try:
        listed = json.loads(raw)
    except (ValueError, RecursionError):
        raise PackageRejected(f"{address} is no JSON") from None
    if not isinstance(listed, list):
        raise PackageRejected(f"{address} is no list of packages")
    found = [one for one in map(_available, listed) if one is not None]
    wanted = [word.casefold() for word in words]
    return tuple(
        sorted(
            (one for one in found if all(_speaks_of(one, word) for word in wanted)),
            key=lambda one: (one.source, one.target, one.version),
        )
    )


def _speaks_of(one: Available, word: str) -> bool:
    return word in (one.source.casefold(), one.target.casefold()) or (
        len(word) > 3 and word in f"{one.name} {one.about}".casefold()
    )


def _available(entry: object) -> Available | None:
    """An entry of the index, `None` for one that is not for us."""
    if not isinstance(entry, dict) or entry.get("type", "translate") != "translate":
        return None
    name, links = entry.get("code"), entry.get("links")
    if not isinstance(name, str) or not _NAME.fullmatch(name) or not isinstance(links, list):
        return None
    kept = tuple(link for link in links if isinstance(link, str) and _may_open(link))
    try:
        source, target = (packages.tag(str(entry[key])) for key in ("from_code", "to_code"))
    except (KeyError, PackageRejected):
        return None
    about = f"{entry.get('from_name', '')} to {entry.get('to_name', '')}"
    return Available(name, source, target, about, str(entry.get("package_version", "")), kept)


def download(
    name: str,
    *,
    sha256: str | None = None,
    progress: Progress | None = None,
    opener: Opener | None = None,
) -> tuple[packages.Package, str]:
    """Fetches the package of a name in the index and installs it; with its SHA-256.

    What was fetched before it broke off is kept, and the next call goes on from
    there. `progress` is called with bytes so far and bytes in all, `None` where
    that is not known. Raises `InvalidValue` for a name that is not there, and
    `PackageRejected` where the file is not to be had, is not the one of
    `sha256`, or is no whole package: then nothing is installed.
    """
    offered = search(opener=opener)
    chosen = [one for one in offered if one.name == name]
    if not chosen:
        near = sorted({one.name for one in offered if name.split("-")[-1][:2] in one.name})
        raise InvalidValue("package", name, accepted=near[:20] or "culturekit models search")
    newest = max(chosen, key=lambda one: [int(part) for part in re.findall(r"\d+", one.version)])
    place = packages.folder().parent / "culturekit-downloads"
    place.mkdir(parents=True, exist_ok=True)
    version = re.sub(r"[^\w.]", "_", newest.version)
    path = place / f"{newest.name}-{version}.argosmodel"
    digest = fetch(newest.links, path, sha256=sha256, progress=progress, opener=opener)
    try:
        return packages.install(path), digest
    finally:
        path.unlink(missing_ok=True)


def fetch(
    links: Sequence[str],
    path: Path,
    *,
    sha256: str | None = None,
    progress: Progress | None = None,
    opener: Opener | None = None,
) -> str:
    """A file from the first address that has it, whole or not at all; its SHA-256.

    Beside it lies, until it is whole, `PATH.part`, and where that came from.
    """
    problems = []
    for link in links:
        try:
            digest = _fetch(link, path, progress, opener)
        except PackageRejected as problem:
            problems.append(problem.reason)
            continue
        if sha256 is not None and digest != sha256.strip().casefold():
            path.unlink()
            raise PackageRejected(f"{link} has SHA-256 {digest}, not {sha256}")
        return digest
    raise PackageRejected("; ".join(problems) or "the index gives no address for it")


def _fetch(link: str, path: Path, progress: Progress | None, opener: Opener | None) -> str:
    part, note = path.with_name(f"{path.name}.part"), path.with_name(f"{path.name}.from")
    begun, mark = _begun(part, note, link)
    headers = {"Range": f"bytes={begun}-", "If-Range": mark} if begun else {}
    try:
        opened = _open(link, headers, opener)
    except _NotThere:  # all of it is here already, or the file has become shorter
        part.unlink(missing_ok=True)
        opened = _open(link, {}, opener)
    with opened as response:
        if response.status != http.client.PARTIAL_CONTENT:
            begun = 0  # the file has changed, or the server only sends it whole
        elif not _goes_on_at(response, begun):
            part.unlink(missing_ok=True)
            raise PackageRejected(f"{link} answers with another part than was asked for")
        length = response.headers.get("Content-Length")
        whole = begun + int(length) if length and length.isdigit() else None
        if whole is not None and whole > _MOST_PACKAGE:
            raise PackageRejected(f"{link} has more than {_MOST_PACKAGE // 1024**3} GB")
        mark = response.headers.get("ETag") or response.headers.get("Last-Modified") or ""
        note.write_text(json.dumps({"link": link, "mark": mark}), "utf-8")
        size = begun
        with part.open("ab" if begun else "wb") as out:
            while block := _block(response, link):
                out.write(block)
                size += len(block)
                if size > _MOST_PACKAGE:
                    raise PackageRejected(f"{link} has more than {_MOST_PACKAGE // 1024**3} GB")
                if progress:
                    progress(size, whole)
            out.flush()
            os.fsync(out.fileno())
    if whole is not None and size != whole:
        raise PackageRejected(f"{link} broke off after {size:,} of {whole:,} bytes")
    digest = _sha256(part)
    part.replace(path)
    note.unlink(missing_ok=True)
    return digest


def _begun(part: Path, note: Path, link: str) -> tuple[int, str]:
    """How much of a file is here already, and the mark by which a server knows its state."""
    try:
        said = json.loads(note.read_text("utf-8"))
        if said["link"] == link and said["mark"] and not said["mark"].startswith("W/"):
            return part.stat().st_size, str(said["mark"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        pass
    return 0, ""


def _goes_on_at(response: Any, begun: int) -> bool:
    found = re.match(r"bytes (\d+)-", response.headers.get("Content-Range", ""))
    return found is not None and int(found[1]) == begun


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


# --- the network ---------------------------------------------------------------------------


def _may_open(link: str) -> bool:
    """Whether an address is one to fetch from: encrypted, or on this machine."""
    try:
        parts = urlsplit(link)
        return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOCAL)
    except ValueError:
        return False


class _NotThere(PackageRejected):
    """The server has no such part of the file."""


def _open(link: str, headers: dict[str, str], opener: Opener | None) -> Any:
    if not _may_open(link):
        raise PackageRejected(f"{link} is no https address")
    request = urllib.request.Request(  # noqa: S310 - the scheme was looked at
        link, headers={"User-Agent": "culturekit", **headers}
    )
    try:
        response = (opener or urllib.request.urlopen)(request, timeout=_TIMEOUT)
    except (OSError, http.client.HTTPException, ValueError) as error:
        code = getattr(error, "code", None)
        kind = _NotThere if code == http.HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE else None
        raise (kind or PackageRejected)(f"{link} cannot be had: {error}") from None
    if not _may_open(response.url or link):
        response.close()
        raise PackageRejected(f"{link} leads to {response.url}, which is no https address")
    return response


def _block(response: Any, link: str) -> bytes:
    try:
        return bytes(response.read(_BLOCK))
    except http.client.IncompleteRead as broken:
        return broken.partial
    except (OSError, http.client.HTTPException) as error:
        raise PackageRejected(f"{link} broke off: {error}") from None


def _read(response: Any, most: int, link: str) -> bytes:
    found = bytearray()
    while block := _block(response, link):
        found += block
        if len(found) > most:
            raise PackageRejected(f"{link} is larger than {most:,} bytes")
    return bytes(found)
