"""Prove that every way to install culturekit brings the same data, and weigh it.

    python scripts/check_dist.py

Installs the last commit in four ways, each into an environment of its own: from
the wheel, from the sdist, with `pip install git+file://` and editable. All four
must hold the same data: the same data version and the same digest over every
record, as the library itself reads them. In all four the command must adapt a
message. The wheel's environment, without pip and setuptools, must weigh at most
90 MB. Exits with 1 where one of these does not hold.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
LIMIT = 90_000_000

#: run in each environment: what the installed library says its data is
DATA = """
import hashlib, json
import culturekit.store
store = culturekit.store.open()
digest, names = hashlib.sha256(), store.names()
for name in names:
    text = json.dumps(store.record(name), ensure_ascii=False)
    digest.update(f"{name}\\0{len(text)}\\0{text}".encode())
print(json.dumps([store.version, len(names), digest.hexdigest(), culturekit.__file__]))
"""

#: run in the wheel's environment: bytes on disk, by distribution
WEIGHT = """
import json
from importlib.metadata import distributions
sizes = {}
for one in distributions():
    paths = {one.locate_file(file).resolve() for file in one.files or ()}
    sizes[one.name] = sum(path.stat().st_size for path in paths if path.is_file())
print(json.dumps(sizes))
"""

COMMAND = (
    *("adapt", "-", "--input", "text", "--format", "text", "--to", "de-DE", "--sender", "en-US"),
    *("--include", "text", "--surname", "Krüger", "--gender", "female"),
    *("--value", "amount=EUR 49.90", "--value", "day=2026-03-07"),
)
DRAFT = "Your refund of {amount} will arrive by {day}."
#: what must stand in the message for its reader, whatever the bank says around it
ADAPTED = ("Sehr geehrte Frau Krüger,", "49,90\N{NO-BREAK SPACE}€", "7. März 2026", "Grüßen")


class Data(NamedTuple):
    """What identifies the data of one installation."""

    version: str
    records: int
    digest: str


class Installed:
    """An environment of its own with culturekit in it."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        venv.create(folder, with_pip=True)
        self.folder = folder
        self.bin = folder / ("Scripts" if os.name == "nt" else "bin")
        run(
            self.bin / "python", "-m", "pip", "install", "--quiet",
            "--disable-pip-version-check", *arguments,
        )  # fmt: skip

    def ask(self, program: str) -> str:
        """What a program prints in this environment, away from the checkout."""
        return run(self.bin / "python", "-I", "-c", program, folder=self.folder)

    def data(self, home: Path) -> Data:
        """The identity of the data; the library must have come from `home`."""
        *found, place = json.loads(self.ask(DATA))
        if not Path(place).resolve().is_relative_to(home.resolve()):
            raise SystemExit(f"culturekit was read from {place}; expected it in {home}")
        return Data(*found)

    def adapted(self) -> str:
        """What the command makes of a draft."""
        return run(self.bin / "culturekit", *COMMAND, folder=self.folder, text=DRAFT).strip()


def run(*command: str | Path, folder: Path | None = None, text: str | None = None) -> str:
    """The output of a command; where it fails, what it said is shown."""
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("PYTHON")
    }
    done = subprocess.run(
        [str(word) for word in command],
        cwd=folder, input=text, capture_output=True, encoding="utf-8",
        env={**environment, "PYTHONUTF8": "1"},
    )  # fmt: skip
    if done.returncode:
        print(done.stdout, done.stderr, sep="\n", file=sys.stderr)
        raise SystemExit(f"failed: {' '.join(map(str, command))}")
    return done.stdout


def installations(scratch: Path) -> Iterator[tuple[str, Installed, Path]]:
    """The four environments, each with the folder that the library must lie in."""
    clone = scratch / "clone"
    run("git", "clone", "--quiet", "--no-hardlinks", ROOT, clone)
    run(
        sys.executable, "-m", "build", "--sdist", "--wheel", "--outdir", scratch / "dist", clone
    )  # both from the tree; by default the wheel would come from the sdist
    (wheel,) = (scratch / "dist").glob("*.whl")
    (sdist,) = (scratch / "dist").glob("*.tar.gz")
    print(f"{wheel.name}: {megabytes(wheel.stat().st_size)}")
    print(f"{sdist.name}: {megabytes(sdist.stat().st_size)}")
    for way, arguments in {
        "wheel": [str(wheel)],
        "sdist": ["--no-binary", "culturekit-adapt", str(sdist)],
        "git+file": [f"git+{clone.as_uri()}"],
        "editable": ["--editable", str(clone)],
    }.items():
        folder = scratch / way.replace("+", "-")
        yield way, Installed(folder, *arguments), clone if way == "editable" else folder


def megabytes(size: float) -> str:
    """A number of bytes in millions."""
    return f"{size / 1e6:.1f} MB"


def weigh(sizes: Mapping[str, int]) -> int:
    """Print what each package weighs, heaviest first, and return the sum."""
    counted = {name: size for name, size in sizes.items() if name not in ("pip", "setuptools")}
    total = sum(counted.values())
    for name, size in sorted(counted.items(), key=lambda entry: -entry[1]):
        print(f"  {name:24}{megabytes(size):>10}")
    print(f"  {'all':24}{megabytes(total):>10}, at most {megabytes(LIMIT)}")
    return total


def main() -> int:
    """Install, compare, weigh; 1 where something does not hold."""
    commit = run("git", "-C", ROOT, "rev-parse", "--short", "HEAD").strip()
    print(f"installing commit {commit}")
    if run("git", "-C", ROOT, "status", "--porcelain").strip():
        print("note: the working tree has changes that are not committed; they are not checked")
    faults = []
    found: dict[str, Data] = {}
    with tempfile.TemporaryDirectory(prefix="culturekit-dist-") as scratch:
        for way, installed, home in installations(Path(scratch)):
            data = found[way] = installed.data(home)
            print(f"{way:9} data {data.version}, {data.records} records, digest {data.digest[:16]}")
            text = installed.adapted()
            missing = [words for words in ADAPTED if words not in text]
            if missing:
                faults.append(f"{way}: {missing} is missing in what the command gave:\n{text}")
            if way == "wheel" and weigh(json.loads(installed.ask(WEIGHT))) > LIMIT:
                faults.append(f"a core install weighs more than {megabytes(LIMIT)}")
    if len(set(found.values())) > 1:
        faults.append("the data is not the same in all four")
    for fault in faults:
        print(f"fault: {fault}", file=sys.stderr)
    if not faults:
        print(f"{len(found)} ways to install, one and the same data; the command works in each")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
