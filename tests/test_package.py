"""The package: its names, its import, its determinism from process to process."""

from __future__ import annotations

import ast
import importlib
import json
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

import culturekit as ck


def python(code, **environment):
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONIOENCODING": "utf-8", "PATH": "", **environment},
    )
    return done.stdout


@pytest.mark.parametrize("name", ck.__all__)
def test_every_public_name_is_there_and_says_what_it_is(name):
    found = getattr(ck, name)
    assert found.__doc__
    assert name in dir(ck)


def test_a_name_that_does_not_exist_is_an_attribute_error():
    with pytest.raises(AttributeError, match="'culturekit' has no attribute 'adpat'"):
        ck.adpat  # noqa: B018


def test_a_verb_keeps_its_name_when_its_module_is_loaded():
    modules = {module.name for module in pkgutil.iter_modules(ck.__path__)}
    shared = modules.intersection(ck.__all__)
    assert {"adapt", "obligations", "revise"} <= shared
    for name in shared:
        importlib.import_module(f"culturekit.{name}")
        assert callable(getattr(ck, name)), name


def test_importing_costs_nothing():
    loaded = python(
        "import sys; before = set(sys.modules); import culturekit\n"
        "print(*sorted(set(sys.modules) - before))"
    ).split()
    assert loaded in (["culturekit"], ["__future__", "culturekit"])


def test_every_module_has_a_docstring_and_a_static_all():
    for module in pkgutil.walk_packages(ck.__path__, "culturekit."):
        if module.name.endswith("__main__"):
            continue
        loaded = importlib.import_module(module.name)
        assert loaded.__doc__, module.name
        for name in loaded.__all__:
            assert hasattr(loaded, name), (module.name, name)


def test_a_module_takes_from_another_only_what_that_one_offers():
    root = Path(ck.__file__).parent
    for path in root.rglob("*.py"):
        package = ("culturekit", *path.relative_to(root).parent.parts)
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.ImportFrom) or not node.level or not node.module:
                continue
            from_ = ".".join((*package[: len(package) - node.level + 1], node.module))
            offered = importlib.import_module(from_)
            for one in node.names:
                name = f"{from_}.{one.name}"
                assert one.name in offered.__all__ or name in sys.modules, (path, name)


MESSAGES = """
import json, datetime, culturekit as ck
kit = ck.Kit(sender=ck.Sender("en-US"))
out = {}
locales = ["de-DE", "ja-JP", "ar-EG", "he-IL", "fr-CA", "pl-PL", "sv-SE", "pt-BR"]
for locale in locales[::%d]:
    message = kit.adapt("Thank you for your order. We ship {n} on {day} for {amount}.", to=locale,
        values={"n": 3, "day": datetime.date(2026, 3, 7), "amount": ck.Money("9.9", "EUR")},
        offer="renewal", situation={"topic": "complaint", "at": "2026-03-07T12:00:00+00:00"})
    out[locale] = message.to_dict()
print(json.dumps(out, sort_keys=True))
"""


def test_every_process_and_order_gives_the_same_answers():
    outputs = [
        json.loads(python(MESSAGES % step, PYTHONHASHSEED=seed))
        for step, seed in ((1, "0"), (-1, "1"), (1, "4242"))
    ]
    assert outputs[0] == outputs[1] == outputs[2]
