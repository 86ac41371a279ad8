"""Compiles `data/` into the wheel; an editable install reads `data/` itself."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
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

        # Kept until the wheel is written: the folder goes with the hook.
        self._compiled = TemporaryDirectory(prefix="culturekit-data-")
        compiler.write(root / "data", Path(self._compiled.name))
        build_data["force_include"][self._compiled.name] = "culturekit/_data"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Take the compiled records away again; they are in the wheel."""
        del version, build_data, artifact_path
        if hasattr(self, "_compiled"):
            self._compiled.cleanup()
