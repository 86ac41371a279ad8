"""The scoring script on small suites of our own, and on Unicode's where they are at hand."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path
from typing import Any

import pytest

SCRIPT = Path(__file__).resolve().parent.parent / "scripts" / "score_suites.py"
SUITES = os.environ.get("CULTUREKIT_SUITES")

#: What every release must reach, in shares of the cases.
LEAST = {
    "person names": 0.997,
    "unit preferences": 1,
    "unit preferences by locale": 1,
    "unit conversions": 0.99,
    "likely subtags": 0.98,
    "locale matching": 0.95,
}


@pytest.fixture(scope="module")
def script() -> Any:
    spec = importlib.util.spec_from_file_location("score_suites", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def suites(tmp_path: Path) -> Path:
    names = tmp_path / "cldr-person-names"
    names.mkdir()
    (names / "de.txt").write_text(
        "# a comment\n"
        "enum ; order ; givenFirst\n"
        "name ; given; Sanne\nname ; surname-prefix; de\nname ; surname-core; Vries\n"
        "expectedResult; Sanne de Vries\nparameters; givenFirst; medium; referring; informal\n"
        "expectedResult; Vries\nparameters; givenFirst; medium; referring; informal\n"
        "endName\n",
        encoding="utf-8",
    )
    units = tmp_path / "cldr-units"
    units.mkdir()
    (units / "unitPreferencesTest.txt").write_text(
        "length; person-height; US; 381/250; 1.524; meter; 5; foot; 0; 0.0; inch\n"
        "length; default; DE; 1; 1.0; foot; 1; 1.0; foot\n",
        encoding="utf-8",
    )
    (units / "unitsTest.txt").write_text(
        "length ; foot ; meter ; 0.3048 * x ; 304.8\nlength ; smoot ; meter ; 1 * x ; 1,000.00\n",
        encoding="utf-8",
    )
    matcher = tmp_path / "icu-locale-matcher"
    matcher.mkdir()
    (matcher / "localeMatcherTest.txt").write_text(
        "** test: one\n@supported=sv, en-US, i-klingon\n"
        "en-CA, sv >> en-US | en-CA | en-CA # a comment\ntlh >> tlh\nja >> en-US\nfi >>\n"
        "@threshold=4\nen-CA >> sv\n@default=da\nja >> da\n"
        "** test: two\nja >> null\n@supported=not a tag\nja >> ja\n",
        encoding="utf-8",
    )
    return tmp_path


def test_cases_are_counted_right_and_wrong(script: Any, suites: Path) -> None:
    found = {
        title: [case.expected == case.found for case in cases]
        for title, cases in script.score(suites)
    }
    assert found == {
        "person names": [True, False],
        "unit preferences": [True, False],
        "locale matching": [True, True, False, True, True, True, False],
        "unit conversions": [True, False],
    }


def test_differences_are_shown(
    script: Any, suites: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    script.main([str(suites), "--show", "1"])
    printed = capsys.readouterr().out
    assert "person names: 1 of 2 (50.00%)" in printed
    assert "expected 'Vries', found 'Sanne de Vries'" in printed


@pytest.mark.skipif(not SUITES, reason="CULTUREKIT_SUITES does not name the suites of Unicode")
def test_scores_of_the_suites_of_unicode(script: Any) -> None:
    shares = {
        title: sum(case.expected == case.found for case in cases) / len(cases)
        for title, cases in script.score(Path(str(SUITES)))
    }
    assert {title for title, share in shares.items() if share < LEAST[title]} == set()
