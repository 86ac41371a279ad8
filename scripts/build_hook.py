"""Compiles `data/` into the wheel; an editable install reads `data/` itself."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileData(BuildHookInterface[Any]):
    """Puts the compiled records under `culturekit/_data`."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile before the files are collected; the tree itself is not written to."""
        if self.target_name != "wheel" or version == "editable":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root / "src"))
        from culturekit import compile as compiler

        target = Path(mkdtemp(prefix="culturekit-data-"))
        compiler.write(root / "data", target)
        build_data["force_include"][str(target)] = "culturekit/_data"
