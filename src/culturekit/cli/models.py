"""The commands about translation packages: list, install, verify, remove, search, download."""

from __future__ import annotations

import argparse
import sys

from ..translate import packages
from .output import as_json, complain, emit, grid

__all__ = ["download", "install", "list_", "remove", "search", "verify"]


def list_(arguments: argparse.Namespace) -> int:
    """The packages that are there; 1 where one of them cannot be used."""
    found = packages.installed()
    if arguments.json:
        emit(as_json([one.to_dict() for one in found]))
    elif found:
        rows = [(one.name, one.source, one.target, one.version, one.problem) for one in found]
        emit("\n".join(grid(["package", "from", "to", "version", "problem"], rows)))
    else:
        emit(f"no package is installed in {packages.folder()}")
    if found and not packages.can_translate():
        complain("packages need the extra: pip install 'culturekit-adapt[translate]'")
    return 1 if any(one.problem for one in found) else 0


def install(arguments: argparse.Namespace) -> int:
    """Install a package from a file or folder."""
    package = packages.install(arguments.file)
    if arguments.json:
        emit(as_json(package.to_dict()))
    else:
        emit(f"installed {package.name}: {package.source} to {package.target}")
    return 0


def verify(arguments: argparse.Namespace) -> int:
    """Whether one package, or each, is whole; 1 where one is not."""
    names = [arguments.name] if arguments.name else [one.name for one in packages.installed()]
    found = [packages.verify(name) for name in names]
    if arguments.json:
        emit(as_json([{**one.to_dict(), "ok": one.ok} for one in found]))
    else:
        for one in found:
            emit(f"{one.name}: {'whole' if one.ok else '; '.join(one.problems)}")
    return 0 if all(one.ok for one in found) else 1


def remove(arguments: argparse.Namespace) -> int:
    """Remove a package."""
    packages.remove(arguments.name)
    emit(as_json({"removed": arguments.name}) if arguments.json else f"removed {arguments.name}")
    return 0


def search(arguments: argparse.Namespace) -> int:
    """The packages that the index offers; asks the network, because it was told to."""
    from ..translate.download import search as look

    found = look(arguments.word)
    if arguments.json:
        emit(as_json([one.to_dict() for one in found]))
    elif found:
        rows = [(one.name, one.source, one.target, one.version, one.about) for one in found]
        emit("\n".join(grid(["package", "from", "to", "version", "about"], rows)))
    else:
        emit("the index has no such package")
    return 0 if found else 1


def download(arguments: argparse.Namespace) -> int:
    """Fetch a package of the index, show its digest, and install it."""
    from ..translate.download import download as get

    package, digest = get(arguments.name, sha256=arguments.sha256, progress=_Bar())
    if arguments.json:
        emit(as_json({**package.to_dict(), "sha256": digest}))
    else:
        emit(f"SHA-256 {digest}")
        emit(f"installed {package.name}: {package.source} to {package.target}")
    return 0


class _Bar:
    """How far a download is, on standard error: one line that changes, or one each tenth."""

    def __init__(self) -> None:
        self._said = -1

    def __call__(self, done: int, whole: int | None) -> None:
        tenth = done * 10 // whole if whole else done // (10 * 1024**2)
        end = whole is not None and done >= whole
        shown = f"{done / 1024**2:.1f}" + (f" of {whole / 1024**2:.1f}" if whole else "") + " MB"
        if sys.stderr.isatty():
            print(f"\r{shown}", end="\n" if end else "", file=sys.stderr, flush=True)
        elif tenth != self._said:
            print(shown, file=sys.stderr, flush=True)
        self._said = tenth
