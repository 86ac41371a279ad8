"""The commands about translation packages: list, install, verify, remove."""

from __future__ import annotations

import argparse

from ..translate import packages
from .output import as_json, complain, emit, grid

__all__ = ["install", "list_", "remove", "verify"]


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
