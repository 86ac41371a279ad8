"""The documentation: its examples run, its links lead somewhere, its made pages are current."""

from __future__ import annotations

import doctest
import inspect
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import culturekit as ck
from culturekit import compile as compiler
from culturekit.cli import main
from culturekit.store import open as open_store
from scripts.make_docs import pages

ROOT = Path(__file__).parents[1]
PAGES = sorted(
    [
        ROOT / "README.md",
        ROOT / "CHANGELOG.md",
        ROOT / "CONTRIBUTING.md",
        ROOT / "data" / "README.md",
        *(ROOT / "docs").rglob("*.md"),
    ]
)
FLAGS = doctest.ELLIPSIS
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def name(path):
    return path.relative_to(ROOT).as_posix()


def blocks(path, language):
    """Line number and text of each fenced block in a language."""
    text = path.read_text("utf-8")
    return [
        (text.count("\n", 0, match.start()) + 2, match.group(2))
        for match in FENCE.finditer(text)
        if match.group(1) == language
    ]


def shown(block):
    """The block as doctest reads it: a blank line inside an output is marked as one."""
    lines = block.splitlines()
    out = []
    for number, line in enumerate(lines):
        rest = [later for later in lines[number:] if later]
        output_goes_on = rest and not rest[0].startswith(">>>")
        out.append("<BLANKLINE>" if not line and output_goes_on else line)
    return "\n".join(out) + "\n"


def test_a_blank_line_inside_an_output_counts_and_one_behind_it_does_not():
    block = ">>> print('a\\n\\nb')\na\n\nb\n\n>>> 1\n1\n\n"
    assert shown(block).count("<BLANKLINE>") == 1
    (first, second) = doctest.DocTestParser().get_examples(shown(block))
    assert (first.want, second.want) == ("a\n<BLANKLINE>\nb\n", "1\n")


@pytest.mark.parametrize("path", [p for p in PAGES if blocks(p, "python")], ids=name)
def test_python_examples_run(path):
    parser, names = doctest.DocTestParser(), {}
    runner = doctest.DocTestRunner(optionflags=FLAGS)
    said = []
    for line, block in blocks(path, "python"):
        test = parser.get_doctest(shown(block), names, name(path), str(path), line - 1)
        assert test.examples, f"{name(path)}:{line} has no example"
        runner.run(test, out=said.append, clear_globs=False)
        names = test.globs
    assert not runner.failures, "".join(said)


def transcripts(path):
    """Line number, command and output of each `$ command` in the console blocks."""
    for line, block in blocks(path, "console"):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            yield pytest.param(command, output, id=f"{name(path)}:{line} {command[:40]}")


@pytest.mark.parametrize(
    ("command", "output"), [one for path in PAGES for one in transcripts(path)]
)
def test_shell_examples_run(command, output):
    done = subprocess.run(  # noqa: S602 - the commands are those of our own pages
        command,
        shell=True,
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        env={
            "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
            "COLUMNS": "100",
            "PYTHONUTF8": "1",
        },
    )
    checker = doctest.OutputChecker()
    example = doctest.Example("", output.replace("\n\n", "\n<BLANKLINE>\n"))
    assert checker.check_output(example.want, done.stdout, FLAGS), (
        checker.output_difference(example, done.stdout, FLAGS) + done.stderr
    )


def test_the_index_has_every_public_name_and_the_methods_of_a_kit():
    text = (ROOT / "docs" / "index.md").read_text("utf-8")
    named = dict(re.findall(r"`([A-Za-z_]+)`(·?)", text))
    assert set(ck.__all__) <= set(named)
    methods = {name for name in ck.__all__ if inspect.ismethod(getattr(ck, name))}
    assert {name for name, dot in named.items() if dot} == methods


# --- the two commands of the README --------------------------------------------------------


def test_the_plain_commands_of_the_readme_are_those_of_the_makefile():
    made = (ROOT / "Makefile").read_text("utf-8")
    for variable, value in {
        "$(BIN)": ".venv/bin",
        "$(VENV)": ".venv",
        "$(PYTHON)": "python3",
    }.items():
        made = made.replace(variable, value)
    made = made.replace(" --quiet", "")
    (_, plain), *_ = [one for one in blocks(ROOT / "README.md", "sh") if "-m venv" in one[1]]
    for command in re.split(r"\n| && ", plain.strip()):
        assert f"\t{command}\n" in made, command


def test_make_targets_that_are_named_exist():
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    for path in PAGES:
        for target in re.findall(r"(?:^|`)make (\w+)", path.read_text("utf-8"), re.MULTILINE):
            assert target in targets, f"{name(path)}: make {target}"


# --- links and made pages ---------------------------------------------------------------------


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_links_lead_to_files_that_exist(path):
    for target in re.findall(r"\]\(([^)\s]+)\)", path.read_text("utf-8")):
        if not re.match(r"[a-z]+:|#", target):
            assert (path.parent / target.partition("#")[0]).exists(), target


def test_every_page_is_reached_from_the_index():
    found, reached = {ROOT / "docs" / "index.md"}, set()
    while new := found - reached:
        reached |= new
        for page in new:
            links = re.findall(r"\]\(([^)\s#:]+\.md)", page.read_text("utf-8"))
            found |= {(page.parent / link).resolve() for link in links}
    assert {path for path in (ROOT / "docs").rglob("*.md") if path not in reached} == set()


def test_made_pages_are_current():
    stale = [
        name(path)
        for path, text in pages().items()
        if not path.exists() or path.read_text("utf-8") != text
    ]
    assert not stale, "run `make docs`"


def test_the_page_of_a_language_shows_each_of_its_phrases():
    page = (ROOT / "docs" / "languages" / "ja.md").read_text("utf-8")
    for id in open_store().phrases("ja"):
        if id not in ("origin", "status"):
            assert f"| {id} |" in page, id


# --- a country in five minutes --------------------------------------------------------------


def test_the_country_of_the_guide_can_be_added(tmp_path, capsys):
    files = {}
    for _, block in blocks(ROOT / "CONTRIBUTING.md", "toml"):
        first, _, rest = block.partition("\n")
        place = re.match(r"# data/(\S+\.toml)", first)
        assert place, "the first line of a block of TOML says which file it is"
        files[place.group(1)] = f"{first}\n{rest}"
    assert {path.partition("/")[0] for path in files} == {"sources.toml", "law"}
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")

    known = open_store().record("sources")
    assert [str(fault) for fault in compiler.check(tmp_path, sources=known)] == []
    kosovo = ck.Kit(packs=[tmp_path]).culture("Kosovo")
    assert kosovo.facts["privacy.breach_notice"].value == 72
    assert "calendar.weekend" in kosovo.facts  # what was on record stays
    assert main(["data", "why", "XK", "privacy.breach_notice", "--pack", str(tmp_path)]) == 0
    assert "72 hours" in capsys.readouterr().out


def test_a_slip_in_the_guide_is_found_and_its_line_named(tmp_path):
    (_, sources), (_, law) = blocks(ROOT / "CONTRIBUTING.md", "toml")
    (tmp_path / "law").mkdir()
    (tmp_path / "sources.toml").write_text(sources, "utf-8")
    (tmp_path / "law" / "XK.toml").write_text(
        law.replace("breach_notice", "breach_notice\n"), "utf-8"
    )
    (fault,) = compiler.check(tmp_path)
    assert fault.file == "law/XK.toml"
    assert fault.line == law[: law.index("breach_notice")].count("\n") + 1


# --- what the project says of itself ----------------------------------------------------------


def project():
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def test_each_dependency_of_the_core_has_its_reason():
    page = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    table = page.partition("## Dependencies of the core")[2].partition("##")[0]
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    named = {one for row in rows for one in re.findall(r"`([\w-]+)`", row)}
    assert named == {re.match(r"[\w-]+", one).group() for one in project()["dependencies"]}


def test_each_extra_is_named_in_the_readme():
    page = (ROOT / "README.md").read_text("utf-8").partition("| extra |")[2].partition("\n\n")[0]
    rows = [line.split("|")[1] for line in page.splitlines() if line.startswith("| `")]
    named = {one for row in rows for one in re.findall(r"`([\w-]+)`", row)}
    assert named == set(project()["optional-dependencies"])


def test_one_version_everywhere():
    citation = (ROOT / "CITATION.cff").read_text("utf-8")
    assert f"\nversion: {ck.__version__}\n" in citation
    assert f"## [{ck.__version__}]" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_the_layers_of_the_guide_are_those_that_are_held():
    page = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    named = set(re.findall(r"`(\w+)`", page.partition("| layer |")[2].partition("\n\n")[0]))
    found = {path.stem for path in (ROOT / "src" / "culturekit").iterdir() if path.stem[0] != "_"}
    assert found - {"py"} == named
