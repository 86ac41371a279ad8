"""TMX 1.4, the format in which translators' tools exchange memories: written and read."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from ..errors import InvalidValue
from ..model import RegisterLabel
from ..tags import parse
from .memory import Entry

__all__ = ["read", "write"]

_HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4">
  <header creationtool="culturekit" creationtoolversion="1" segtype="sentence"
    o-tmf="culturekit" adminlang="en" srclang="*all*" datatype="plaintext"/>
  <body>
"""
_CONFIRMED, _REGISTER, _ORIGIN = "x-confirmed", "x-register", "x-origin"
_BLOCK = 65_536


def write(path: Path, entries: Iterable[Entry]) -> int:
    """Writes entries to a file, whole or not at all; how many."""
    written = 0
    handle, made = tempfile.mkstemp(dir=path.absolute().parent, prefix=".culturekit-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(_HEAD)
            for one in entries:
                file.write(_unit(one))
                written += 1
            file.write("  </body>\n</tmx>\n")
        Path(made).replace(path)
    except BaseException:
        Path(made).unlink(missing_ok=True)
        raise
    return written


def _unit(one: Entry) -> str:
    props = {_CONFIRMED: "yes" if one.confirmed else "no"}
    if one.register:
        props[_REGISTER] = str(one.register)
    if one.origin:
        props[_ORIGIN] = one.origin
    lines = [f'      <prop type="{kind}">{escape(said)}</prop>' for kind, said in props.items()]
    for language, text in ((one.source_language, one.source), (one.target_language, one.text)):
        lines.append(f"      <tuv xml:lang={quoteattr(language)}><seg>{escape(text)}</seg></tuv>")
    return "\n".join(["    <tu>", *lines, "    </tu>", ""])


def read(path: Path, refused: list[str]) -> Iterator[Entry]:
    """The translations of a file, one after the other; reasons for others go to `refused`.

    A unit in more than two languages gives one entry for each but the first,
    or but the one that the file says is the source. Markup of a tool within a
    sentence is read as the text it stands for.
    """
    reader = _Reader(refused)
    try:
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                reader.parser.Parse(block, False)
                yield from reader.taken()
            reader.parser.Parse(b"", True)
    except OSError as error:
        raise InvalidValue("TMX file", str(path), accepted=f"a readable file ({error})") from None
    except expat.ExpatError as error:
        raise InvalidValue("TMX file", str(path), accepted=f"well-formed XML ({error})") from None
    if not reader.is_tmx:
        raise InvalidValue("TMX file", str(path), accepted="a <tmx> element at its root")
    yield from reader.taken()


class _Reader:
    """What the parser calls; complete units are handed out by `taken`."""

    def __init__(self, refused: list[str]) -> None:
        self.refused = refused
        self.is_tmx = False
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._data
        # An entity of the file's own could stand for a gigabyte, or for another file.
        self.parser.EntityDeclHandler = self._entity
        self._ready: list[Entry] = []
        self._main = "*all*"
        self._source = ""
        self._props: dict[str, str] = {}
        self._texts: list[tuple[str, str]] = []
        self._language = ""
        self._kind: str | None = None
        self._data_here: list[str] | None = None

    def taken(self) -> list[Entry]:
        found, self._ready = self._ready, []
        return found

    def _entity(self, *_: object) -> None:
        raise InvalidValue("TMX file", "<!ENTITY>", accepted="a file without entities of its own")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "tmx":
            self.is_tmx = True
        elif name == "header":
            self._main = attributes.get("srclang", "*all*")
        elif name == "tu":
            self._source = attributes.get("srclang", self._main)
            self._props, self._texts = {}, []
        elif name == "tuv":
            self._language = attributes.get("xml:lang") or attributes.get("lang", "")
        elif name == "prop":
            self._kind, self._data_here = attributes.get("type"), []
        elif name == "seg":
            self._data_here = []

    def _data(self, text: str) -> None:
        if self._data_here is not None:
            self._data_here.append(text)

    def _end(self, name: str) -> None:
        if name == "seg" and self._data_here is not None:
            self._texts.append((self._language, "".join(self._data_here)))
            self._data_here = None
        elif name == "prop" and self._data_here is not None:
            if self._kind:
                self._props[self._kind] = "".join(self._data_here).strip()
            self._data_here = None
        elif name == "tu":
            self._unit()

    def _unit(self) -> None:
        """The entries of a unit that has ended."""
        try:
            texts = [
                (parse(language.replace("_", "-")).base, text) for language, text in self._texts
            ]
        except InvalidValue as problem:
            self.refused.append(str(problem))
            return
        if len(texts) < 2:
            self.refused.append(f"a unit in {len(texts)} languages")
            return
        first = 0
        if self._source != "*all*":
            main = self._source.casefold().replace("_", "-")
            same = [n for n, (tag, _) in enumerate(texts) if tag.casefold() == main]
            first = same[0] if same else 0
        language, source = texts[first]
        register = self._props.get(_REGISTER)
        for number, (other, text) in enumerate(texts):
            if number == first or other == language:
                continue
            self._ready.append(
                Entry(
                    source,
                    text,
                    language,
                    other,
                    RegisterLabel(register) if register in set(RegisterLabel) else None,
                    self._props.get(_CONFIRMED, "yes") != "no",
                    self._props.get(_ORIGIN, ""),
                )
            )
