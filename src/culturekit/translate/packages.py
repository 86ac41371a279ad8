"""Translation packages on disk: which there are, whether they are whole, and how to add one.

A package is what Argos Translate uses (`.argosmodel`): a zip file with one
folder that holds `metadata.json`, a CTranslate2 model in `model/`, and
`sentencepiece.model`. It lies, unpacked or as it is, in the folder that Argos
itself reads. Nothing here fetches anything; `download` does, when it is told to.

A file to install is trusted in nothing: names, kinds, sizes and the content
are checked before it takes its place, and it takes it in one step.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import shutil
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path, PurePosixPath
from typing import IO, Any

from ..errors import InvalidValue, PackageRejected
from ..model import Noun
from ..store import open as open_store
from ..tags import parse
from .rules import package_codes

__all__ = [
    "Content",
    "Package",
    "Verification",
    "can_translate",
    "digest",
    "folder",
    "install",
    "installed",
    "remove",
    "stamp",
    "tag",
    "verify",
]

_MANIFEST = "culturekit-manifest.json"

#: What a package may hold at most. The largest in public use are near 300 MB.
_MAX_FILES = 2_000
_MAX_BYTES = 4 * 1024**3
#: A file that unpacks to more than this many times its size, and to more than a few MB, is a bomb.
_MAX_RATIO = 200
_RATIO_FROM = 16 * 1024**2

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_CODE = re.compile(r"[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{2,8}){0,3}")
_VOCABULARIES = (("shared_vocabulary",), ("source_vocabulary", "target_vocabulary"))


@dataclass(frozen=True, slots=True)
class Package(Noun):
    """A package that is there; `problem` says why it cannot be used, `None` that it can.

    `source` and `target` are BCP 47 tags; `codes` are what the package itself says.
    """

    name: str
    path: str
    source: str = ""
    target: str = ""
    codes: tuple[str, str] = ("", "")
    version: str = ""
    target_prefix: str = ""
    problem: str | None = None

    @property
    def pair(self) -> tuple[str, str]:
        """The languages it leads from and to."""
        return self.source, self.target


@dataclass(frozen=True, slots=True)
class Verification(Noun):
    """What a look at every byte of a package found; `problems` is empty where all is well.

    `manifest` is whether there is a list of digests from its installation to compare with.
    """

    name: str
    files: int
    manifest: bool
    problems: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


def folder() -> Path:
    """Where packages lie: the folder that Argos Translate uses.

    `ARGOS_PACKAGES_DIR` names it; else it is `argos-translate/packages` in the
    data folder of the XDG base directories, `~/.local/share` by default.
    """
    get = os.environ.get
    named = get("ARGOS_PACKAGES_DIR") or get("ARGOS_TRANSLATE_PACKAGES_DIR")
    return _place(named, None if named else get("XDG_DATA_HOME"), None if named else get("HOME"))


@lru_cache(maxsize=64)
def _place(named: str | None, data: str | None, home: str | None) -> Path:
    if named:
        return Path(named)
    base = Path(data) if data else Path(home or Path.home(), ".local", "share")
    return base / "argos-translate" / "packages"


# --- what is there -------------------------------------------------------------------

_Stamp = tuple[tuple[int, int], ...]
_seen: dict[Path, tuple[tuple[Path, ...], _Stamp, tuple[Package, ...]]] = {}


def installed() -> tuple[Package, ...]:
    """The packages in the folder, by name, those that cannot be used among them.

    Looked at anew whenever the folder or a package in it has changed, so a
    package that was replaced is live at once; otherwise a few microseconds.
    """
    place = folder()
    known = _seen.get(place)
    if known is not None:
        watched, stamp, found = known
        if tuple(map(_changed, watched)) == stamp:
            return found
    found = tuple(_read(place))
    # The times that change when a package comes, goes or is replaced.
    parts = [Path(one.path, part) for one in found for part in ("", "model", "metadata.json")]
    watched = (place, *parts)
    if len(_seen) > 64:
        _seen.clear()
    _seen[place] = (watched, tuple(map(_changed, watched)), found)
    return found


def _changed(path: Path) -> tuple[int, int]:
    try:
        about = path.stat()
    except (OSError, ValueError):
        return 0, 0
    return about.st_mtime_ns, about.st_size


def _read(place: Path) -> Iterator[Package]:
    try:
        paths = sorted(place.iterdir())
    except OSError:
        return
    for path in paths:
        if path.name.startswith("."):
            continue
        if path.is_dir() or (path.is_file() and path.suffix == ".argosmodel"):
            yield _describe(path)


def _describe(path: Path) -> Package:
    """A package as its metadata describe it; a fault becomes its `problem`."""
    try:
        with Content.of(path) as content:
            metadata = _metadata(content)
            package = _package(path, metadata)
            _structure(content)
    except PackageRejected as fault:
        return Package(name=path.name, path=str(path), problem=fault.reason)
    return package


def _package(path: Path, metadata: Mapping[str, Any]) -> Package:
    source, target = metadata["from_code"], metadata["to_code"]
    return Package(
        name=path.name,
        path=str(path),
        source=tag(source),
        target=tag(target),
        codes=(source, target),
        version=str(metadata.get("package_version", "")),
        target_prefix=metadata.get("target_prefix", ""),
    )


def tag(code: str) -> str:
    """The BCP 47 tag that a package means by its code; raises `PackageRejected` for none."""
    code = code.replace("_", "-")
    try:
        return parse(package_codes(open_store()).get(code.lower(), code)).base
    except InvalidValue:
        raise PackageRejected(f"metadata.json: {code!r} is no language code") from None


# --- reading one, folder or zip file ---------------------------------------------------


class Content:
    """The files of one package by their path inside it, whether it is a folder or a zip file."""

    def __init__(
        self, path: Path, names: Mapping[str, Any], archive: zipfile.ZipFile | None
    ) -> None:
        self.path = path
        self._names = names
        self._archive = archive

    @classmethod
    def of(cls, path: Path) -> Content:
        """Opens a package; raises `PackageRejected` for one that is not safe to open."""
        if path.is_dir():
            return cls(path, _files_of_folder(path), None)
        try:
            archive = zipfile.ZipFile(path)
        except (OSError, zipfile.BadZipFile, ValueError) as error:
            raise PackageRejected(f"not a readable zip file: {error}") from None
        try:
            return cls(path, _files_of_archive(archive), archive)
        except BaseException:
            archive.close()
            raise

    def __enter__(self) -> Content:
        return self

    def __exit__(self, *_: object) -> None:
        if self._archive is not None:
            self._archive.close()

    @property
    def root(self) -> str:
        """The name of the package's folder."""
        if self._archive is None:
            return self.path.resolve().name
        return self._archive.infolist()[0].filename.partition("/")[0]

    @property
    def names(self) -> list[str]:
        """The paths of all files, sorted."""
        return sorted(self._names)

    def open(self, name: str) -> IO[bytes]:
        """One file, to be read; raises `PackageRejected` where it is missing or damaged."""
        if name not in self._names:
            raise PackageRejected(f"{name} is missing")
        try:
            if self._archive is None:
                path: Path = self._names[name]
                return path.open("rb")
            return self._archive.open(self._names[name])
        except (OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
            raise PackageRejected(f"{name} cannot be read: {error}") from None

    def read(self, name: str, limit: int = _MAX_BYTES) -> bytes:
        """All of one file; raises `PackageRejected` where it is larger than `limit` bytes."""
        with self.open(name) as file:
            try:
                content = file.read(limit + 1)
            except (OSError, EOFError, zipfile.BadZipFile, zlib.error) as error:
                raise PackageRejected(f"{name} is damaged: {error}") from None
        if len(content) > limit:
            raise PackageRejected(f"{name} is larger than {limit:,} bytes")
        return content


def _files_of_folder(path: Path) -> dict[str, Path]:
    found: dict[str, Path] = {}
    total = 0
    for base, folders, files in os.walk(path, followlinks=False):
        for name in (*folders, *files):
            one = Path(base, name)
            inside = one.relative_to(path).as_posix()
            mode = one.lstat().st_mode
            if stat.S_ISLNK(mode):
                raise PackageRejected(f"a link is not allowed: {inside}")
            if stat.S_ISDIR(mode):
                continue
            if not stat.S_ISREG(mode):
                raise PackageRejected(f"neither a file nor a folder: {inside}")
            found[inside] = one
            total += one.lstat().st_size
        _within_limits(len(found), total)
    return found


def _files_of_archive(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """The files of a zip file by their path in its one folder, every name and size checked."""
    found: dict[str, zipfile.ZipInfo] = {}
    roots: set[str] = set()
    folded: set[str] = set()
    total = 0
    for one in archive.infolist():
        name = one.filename
        # `orig_filename` still has what a NUL byte was meant to hide.
        if name != one.orig_filename.replace(os.sep, "/") or _unsafe(name):
            raise PackageRejected(f"a path leaves the package: {one.orig_filename!r}")
        kind = stat.S_IFMT(one.external_attr >> 16)
        if kind == stat.S_IFLNK:
            raise PackageRejected(f"a link is not allowed: {name}")
        if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
            raise PackageRejected(f"neither a file nor a folder: {name}")
        if one.flag_bits & 0x1:
            raise PackageRejected(f"encrypted: {name}")
        root, _, inside = name.partition("/")
        roots.add(root)
        if one.is_dir():
            continue
        if not inside:
            raise PackageRejected(f"a file outside the package's folder: {name}")
        if name.casefold() in folded:
            raise PackageRejected(f"two files of one name: {name}")
        folded.add(name.casefold())
        if one.file_size > _RATIO_FROM and one.file_size > _MAX_RATIO * max(one.compress_size, 1):
            raise PackageRejected(f"unpacks to far more than it is: {name}")
        total += one.file_size
        found[inside] = one
        _within_limits(len(found), total)
    if len(roots) != 1:
        raise PackageRejected(f"expected one folder in the zip file, not {len(roots)}")
    root = roots.pop()
    if not _NAME.fullmatch(root):
        raise PackageRejected(f"not a name for a package: {root!r}")
    return found


def _unsafe(name: str) -> bool:
    path = PurePosixPath(name)
    return (
        not name
        or name.startswith("/")
        or "\\" in name
        or any(ord(char) < 32 or char in ':*?"<>|' for char in name)
        or any(part in ("..", ".") or part != part.strip() for part in path.parts)
        or len(name) > 400
        or len(path.parts) > 12
    )


def _within_limits(files: int, total: int) -> None:
    if files > _MAX_FILES:
        raise PackageRejected(f"more than {_MAX_FILES:,} files")
    if total > _MAX_BYTES:
        raise PackageRejected(f"more than {_MAX_BYTES // 1024**3} GB unpacked")


# --- what makes it a package -------------------------------------------------------------


def _metadata(content: Content) -> dict[str, Any]:
    raw = content.read("metadata.json", 1024**2)
    try:
        metadata = json.loads(raw)
    except (ValueError, RecursionError):
        raise PackageRejected("metadata.json is no JSON") from None
    if not isinstance(metadata, dict):
        raise PackageRejected("metadata.json is no JSON object")
    if metadata.get("type", "translate") != "translate":
        raise PackageRejected(f"a package of type {metadata['type']!r}, not 'translate'")
    for field in ("from_code", "to_code"):
        value = metadata.get(field)
        if not isinstance(value, str) or not _CODE.fullmatch(value):
            raise PackageRejected(f"metadata.json: {field} is no language code: {value!r}")
    if metadata["from_code"] == metadata["to_code"]:
        raise PackageRejected("metadata.json: from_code and to_code are the same")
    for field in ("package_version", "target_prefix", "from_name", "to_name", "argos_version"):
        if not isinstance(metadata.get(field, ""), str):
            raise PackageRejected(f"metadata.json: {field} is no text")
    return metadata


def _structure(content: Content) -> None:
    """Whether the files that an engine needs are there, by name and first bytes."""
    names = set(content.names)
    if "sentencepiece.model" not in names:
        if "bpe.model" in names:
            raise PackageRejected("its tokenizer is bpe.model; only sentencepiece.model is read")
        raise PackageRejected("sentencepiece.model is missing")
    if "model/model.bin" not in names:
        raise PackageRejected("model/model.bin is missing")
    if not any(
        all({f"model/{part}.{end}" for end in ("json", "txt")} & names for part in parts)
        for parts in _VOCABULARIES
    ):
        raise PackageRejected("the vocabulary of the model is missing")
    with content.open("model/model.bin") as file:
        head = file.read(64)
    # CTranslate2 writes a format version, the length of a name, and the name of the model's kind.
    length = int.from_bytes(head[4:6], "little")
    name = head[6 : 6 + length].rstrip(b"\0")
    if not 0 < int.from_bytes(head[:4], "little") < 64 or not name.endswith(b"Spec"):
        raise PackageRejected("model/model.bin is no CTranslate2 model")


def _works(content: Content) -> None:
    """Loads the package and translates with it, where the engine is installed."""
    if not can_translate():
        return
    from .argos import load

    load(content).try_out()


@cache
def can_translate() -> bool:
    """Whether the extra `translate` is installed; looks, but imports nothing."""
    return find_spec("ctranslate2") is not None and find_spec("sentencepiece") is not None


# --- adding, checking, removing ------------------------------------------------------------


def install(path: str | os.PathLike[str]) -> Package:
    """Adds a package from an `.argosmodel` file or a folder, whole or not at all.

    A package of the same name and pair is replaced, and the new one is live at
    once; of another pair it is refused. Raises `PackageRejected` with what is
    wrong, and changes nothing then; `InvalidValue` where there is no such file.
    """
    origin = Path(path)
    if not origin.exists():
        raise InvalidValue("package", str(path), accepted="an .argosmodel file or a folder")
    place = folder()
    with Content.of(origin) as content:
        if not _NAME.fullmatch(name := content.root):
            raise PackageRejected(f"not a name for a package: {name!r}")
        metadata = _metadata(content)
        package = _package(place / name, metadata)
        _structure(content)
        _may_replace(place / name, package)
        place.mkdir(parents=True, exist_ok=True)
        staging = _staging(place)
        try:
            ready = staging / name
            digests = _copy(content, ready)
            (ready / _MANIFEST).write_text(
                json.dumps({"origin": origin.name, "files": digests}, indent=1), "utf-8"
            )
            with Content.of(ready) as copied:
                _works(copied)
            _take_place(ready, place / name, staging)
        finally:
            shutil.rmtree(staging, ignore_errors=True)
    return package


def _may_replace(target: Path, package: Package) -> None:
    if not os.path.lexists(target):
        return
    if target.is_symlink() or not target.is_dir():
        raise PackageRejected(f"{target.name} is there already and is no package's folder")
    there = _describe(target)
    if there.codes != ("", "") and there.codes != package.codes:
        was = "-".join(there.codes)
        raise PackageRejected(f"would overwrite the package {target.name} of {was}")


def _staging(place: Path) -> Path:
    """A folder on the same file system, beside the packages: Argos reads all that lies there."""
    for parent in (place.parent, place):
        try:
            made = Path(tempfile.mkdtemp(prefix=".culturekit-", dir=parent))
        except OSError:
            continue
        if made.stat().st_dev == place.stat().st_dev:
            return made
        made.rmdir()
    raise PackageRejected(f"{place} cannot be written to")


def _copy(content: Content, target: Path) -> dict[str, dict[str, Any]]:
    """Copies every file, counting real bytes, and gives their digests."""
    digests: dict[str, dict[str, Any]] = {}
    total = 0
    for name in content.names:
        if name == _MANIFEST:
            continue
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        digest, size = hashlib.sha256(), 0
        with content.open(name) as file, path.open("xb") as out:
            try:
                while block := file.read(1024**2):
                    size += len(block)
                    _within_limits(len(digests), total + size)
                    digest.update(block)
                    out.write(block)
            except (EOFError, zipfile.BadZipFile, zlib.error, NotImplementedError) as error:
                raise PackageRejected(f"{name} is damaged: {error}") from None
            out.flush()
            os.fsync(out.fileno())
        total += size
        digests[name] = {"bytes": size, "sha256": digest.hexdigest()}
    return digests


def _take_place(ready: Path, target: Path, staging: Path) -> None:
    """Moves the new package to its place in one step; the old one steps back if that fails."""
    old = staging / "replaced"
    if target.exists():
        target.rename(old)
    try:
        ready.rename(target)
    except OSError:
        if old.exists():
            old.rename(target)
        raise


def verify(name: str) -> Verification:
    """Reads every byte of an installed package and tries it out.

    Compares with the digests written at its installation, where it was
    installed from here. Raises `InvalidValue` for a name that is not there.
    """
    path = _path_of(name)
    problems: list[str] = []
    expected: dict[str, Any] = {}
    files = 0
    manifest = False
    try:
        with Content.of(path) as content:
            manifest = _MANIFEST in content.names
            if manifest:
                expected = _digests(content)
            for inside in content.names:
                if inside == _MANIFEST:
                    continue
                files += 1
                found = _digest(content, inside)
                wanted = expected.pop(inside, None)
                if not manifest:
                    continue
                if wanted is None:
                    problems.append(f"{inside} was not there when it was installed")
                elif wanted != found:
                    problems.append(f"{inside} has changed since it was installed")
            problems += [f"{inside} is missing" for inside in expected]
            tag(_metadata(content)["from_code"])
            _structure(content)
            _works(content)
    except PackageRejected as fault:
        problems.append(fault.reason)
    return Verification(
        name=name, files=files, manifest=manifest, problems=tuple(dict.fromkeys(problems))
    )


def _digests(content: Content) -> dict[str, str]:
    raw = content.read(_MANIFEST, 16 * 1024**2)
    try:
        files = json.loads(raw)["files"]
        return {inside: str(about["sha256"]) for inside, about in files.items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise PackageRejected(f"{_MANIFEST} cannot be read") from None


def _digest(content: Content, name: str) -> str:
    digest = hashlib.sha256()
    with content.open(name) as file:
        try:
            while block := file.read(1024**2):
                digest.update(block)
        except (OSError, EOFError, zipfile.BadZipFile, zlib.error) as error:
            raise PackageRejected(f"{name} is damaged: {error}") from None
    return digest.hexdigest()


def digest(content: Content) -> str:
    """What tells a package from every other: SHA-256 over the digests of its files."""
    files = (name for name in content.names if name != _MANIFEST)
    listed = "".join(f"{inside} {_digest(content, inside)}\n" for inside in files)
    return hashlib.sha256(listed.encode()).hexdigest()


def stamp(package: Package) -> tuple[object, ...]:
    """What changes when the files of a package do, without reading them."""
    found: list[object] = [package.path]
    for part in ("", "metadata.json", "sentencepiece.model", "model/model.bin"):
        try:
            about = Path(package.path, part).stat()
            found += (about.st_mtime_ns, about.st_size, about.st_ino)
        except OSError:
            found.append(None)  # inside a zip file
    return tuple(found)


def remove(name: str) -> None:
    """Takes a package away; raises `InvalidValue` for a name that is not there."""
    path = _path_of(name)
    if path.is_symlink() or path.is_file():
        path.unlink()
        return
    # Out of sight first, so that nobody finds half a package.
    staging = _staging(path.parent)
    try:
        path.rename(staging / "removed")
    except OSError as error:
        if error.errno not in (errno.ENOENT, errno.ENOTDIR):
            raise
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _path_of(name: str) -> Path:
    known = {one.name: one.path for one in installed()}
    if name not in known:
        raise InvalidValue("package", name, accepted=sorted(known) or "none is installed")
    return Path(known[name])
