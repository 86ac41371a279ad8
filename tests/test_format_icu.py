"""Agreement with ICU of the same CLDR release; every difference is a known one."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

icu = pytest.importorskip("icu", reason="pyicu-wheels is not installed")

SCRIPT = Path(__file__).parents[1] / "scripts" / "compare_icu.py"

# Where ICU writes something else than CLDR says; docs/formatting.md has the reasons.
KNOWN = {
    "currency, accounting": {"tr-TR"},
    "currency, name": {"tr-TR"},
}


def comparison() -> ModuleType:
    spec = importlib.util.spec_from_file_location("compare_icu", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["compare_icu"] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.skipif(not icu.ICU_VERSION.startswith("77."), reason="another CLDR release")
def test_sixty_locales_agree_with_icu() -> None:
    compare = comparison()
    for kind, (total, different) in compare.compare(compare.LOCALES).items():
        unknown = [row for row in different if row[0] not in KNOWN.get(kind, ())]
        assert total >= 400, kind
        assert unknown == [], kind
