"""The command `check`: settings, remarks that silence rules, fixes, formats, exit codes."""

from __future__ import annotations

import functools
import io
import json
import re
import sys
import tomllib
from pathlib import Path

import pytest

from culturekit.check.ignores import Ignores
from culturekit.model import Finding

ROOT = Path(__file__).parents[1]
TEXT = "Hello,\n\nsend us $5 by 03/04/2026. Don't lose it.\nThe lamp slipped through the cracks.\n"
FIXED = (
    "Hello,\n\nplease send us USD 5 by 4 March 2026. Please do not lose it.\n"
    "The lamp slipped through the cracks.\n"
)


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "110")
    Path("mail.txt").write_text(TEXT, "utf-8")
    return tmp_path


@pytest.fixture
def run(run):
    return functools.partial(run, "check")


def found(run, *words, code=1):
    return json.loads(run("mail.txt", *words, "--format", "json", code=code)[0])["findings"]


def rules_of(run, *words, code=1):
    return [one["rule"] for one in found(run, *words, code=code)]


TO = ("--to", "de-DE", "--sender", "en-US")


# --- findings ------------------------------------------------------------------------------


def test_findings_name_their_place_in_the_file(run):
    first = found(run, *TO)[1]
    assert first["file"] == "mail.txt"
    assert (first["rule"], first["line"], first["column"]) == ("CK141", 3, 9)
    assert (first["end_line"], first["end_column"], first["text"]) == (3, 11, "$5")
    assert first["safe"] is True


def test_several_files_and_folders(run):
    Path("texts").mkdir()
    Path("texts/a.md").write_text("Let's touch base.\n")
    Path("texts/b.py").write_text("touch base")
    out, _ = run("mail.txt", "texts", *TO, code=1)
    assert "texts/a.md:1:7" in out
    assert "b.py" not in out


def test_rules_are_chosen_by_code_beginning_and_family(run):
    assert rules_of(run, *TO) == ["CK191", "CK141", "CK121", "CK191", "CK311", "CK101"]
    assert rules_of(run, *TO, "--select", "CK1") == ["CK191", "CK141", "CK121", "CK191", "CK101"]
    assert rules_of(run, *TO, "--select", "idiom,CK121") == ["CK121", "CK101"]
    assert rules_of(run, *TO, "--ignore", "CK1") == ["CK311"]
    assert "rule cannot be 'CK999'" in run("mail.txt", *TO, "--select", "CK999", code=2)[1]


def test_only_what_is_grave_enough_fails(run):
    Path("mail.txt").write_text("We can't find it, sorry.\n")
    assert rules_of(run, *TO) == ["CK311"]  # an info
    assert rules_of(run, *TO, "--fail-on", "warning", code=0) == ["CK311"]
    assert rules_of(run, "--to", "en-US", code=0) == []


def test_the_occasion_counts(run):
    Path("mail.txt").write_text("Your order is on its way 😊 and arrives on Monday.\n")
    assert rules_of(run, "--to", "en-US", "--channel", "chat", code=0) == []
    assert rules_of(run, "--to", "en-US", "--topic", "complaint") == ["CK221"]


# --- settings ------------------------------------------------------------------------------


def test_settings_stand_in_pyproject_or_in_a_file_of_their_own(run):
    Path("pyproject.toml").write_text(
        '[tool.culturekit]\nto = "de-DE"\nsender = "en-US"\nignore = ["contraction"]\n'
        'fail-on = "warning"\n[tool.culturekit.per-file-ignores]\n"*.txt" = ["CK101"]\n'
    )
    assert rules_of(run) == ["CK191", "CK141", "CK121", "CK191"]
    assert rules_of(run, "--ignore", "CK141") == ["CK191", "CK121", "CK191", "CK311"]  # options win
    Path("culturekit.toml").write_text('to = "en-US"\nselect = ["units"]\n')
    assert rules_of(run, code=0) == []
    assert "to cannot be None" in run("mail.txt", "--no-config", code=2)[1]
    assert rules_of(run, "--config", "pyproject.toml", "--select", "CK12") == ["CK121"]


def test_settings_are_found_above_the_working_folder(run, monkeypatch, folder):
    Path("culturekit.toml").write_text(
        'to = { locale = "de-DE", register = "formal" }\n'
        'sender = { locale = "en-US", time_zone = "America/New_York" }\n'
        '[situation]\ntopic = "complaint"\n[per-file-ignores]\n"inner/*" = ["CK27"]\n'
    )
    inner = folder / "inner"
    inner.mkdir()
    monkeypatch.chdir(inner)
    Path("mail.txt").write_text("Call us at 10:30. We will answer at once. It will be a pleasure.")
    assert rules_of(run) == ["CK191", "CK131"]
    out, _ = run("mail.txt", "--diff", code=1)
    assert "+Please call us at 10:30 (New York time)." in out


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ("to = 'de'\ncolour = 1", "culturekit.toml: setting cannot be 'colour'; accepted: to,"),
        ("to = 'de'\nselect = 'idiom'", "culturekit.toml: select cannot be 'idiom'"),
        ("to = 'de'\nignore = ['idoim']", "rule cannot be 'idoim'"),
        ("to = 'de'\nfail-on = 'never'", "fail-on cannot be 'never'"),
        ("to = 'de'\nper-file-ignores = []", "per-file-ignores cannot be []"),
        ("to = 'de'\nsituation = 1", "situation cannot be 1"),
        ("to = 'de'\nsender = 1", "sender cannot be 1"),
        ("to = ", "valid TOML"),
    ],
)
def test_settings_that_cannot_be_read_are_refused(run, settings, said):
    Path("culturekit.toml").write_text(settings)
    assert said in run("mail.txt", code=2)[1]


# --- remarks -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("remark", "hidden"),
    [
        ("<!-- culturekit: ignore CK102 -->", True),
        ("{# culturekit: ignore idiom #}", True),
        ("# culturekit: ignore", True),
        ("// culturekit: ignore CK311, CK102", True),
        ("[culturekit: ignore CK1]", True),
        ("<!-- culturekit: ignore CK103 -->", False),
        ("<!-- culturekit: ignore CK1O2 -->", False),  # an O for a 0: said, not obeyed
        ("<!-- culturekit: ignored CK102 -->", False),
    ],
)
def test_a_remark_silences_a_rule_on_its_line(run, remark, hidden):
    for text in (
        f"Let us touch base. {remark}\nThank you.\n",
        f"{remark}\n\nLet us touch base.\nThank you.\n",
        f"<p>Let us touch base.</p> {remark}\n",
    ):
        Path("mail.txt").write_text(text)
        assert ("CK102" not in rules_of(run, *TO, "--select", "CK102", code=not hidden)) == hidden


def test_a_remark_holds_for_one_line_or_for_the_whole_file(run):
    Path("mail.txt").write_text("Touch base. # culturekit: ignore CK102\nTouch base.\n")
    assert [one["line"] for one in found(run, *TO, "--select", "CK102")] == [2]
    Path("mail.txt").write_text(
        "Touch base.\n<!-- culturekit: ignore-file CK102 -->\nTouch base.\n"
    )
    assert rules_of(run, *TO, "--select", "CK102", code=0) == []


def test_a_remark_with_a_rule_that_does_not_exist_is_named(run):
    Path("mail.txt").write_text("Hello. # culturekit: ignore CK1O2\n")
    assert "mail.txt:1: no rule is called CK1O2" in run("mail.txt", *TO)[1]
    ignores = Ignores("one\nTwo. # culturekit: ignore humor\n")
    assert ignores.unknown == {2: ("humor",)}
    assert not ignores.hides(Finding("CK301", "humour", 4, 7, "info", "x"))


def test_what_is_silenced_is_not_fixed(run):
    Path("mail.txt").write_text("It costs $5. # culturekit: ignore CK141\nIt costs $6.\n")
    run("mail.txt", *TO, "--fix")
    assert Path("mail.txt").read_text() == (
        "It costs $5. # culturekit: ignore CK141\nIt costs USD 6.\n"
    )


# --- fixes ---------------------------------------------------------------------------------


def test_fix_writes_what_is_safe_and_reports_the_rest(run):
    out, err = run("mail.txt", *TO, "--fix", code=1)
    assert Path("mail.txt").read_text("utf-8") == FIXED
    assert "CK101" in out
    assert "CK141" not in out
    assert "5 fixes made in 1 of 1 files" in err
    run("mail.txt", *TO, "--fix", code=1)
    assert Path("mail.txt").read_text("utf-8") == FIXED


def test_diff_writes_nothing(run):
    for words in (("--diff",), ("--fix", "--diff")):
        out, err = run("mail.txt", *TO, *words, code=1)
        assert out.startswith("--- mail.txt\n+++ mail.txt\n@@ ")
        assert "+please send us USD 5 by 4 March 2026. Please do not lose it." in out
        assert "would be made" in err
        assert "CK101" in err
        assert Path("mail.txt").read_text("utf-8") == TEXT


def test_line_ends_and_byte_order_mark_stay(run):
    Path("mail.txt").write_bytes("\ufeffIt costs $5.\r\nThank you.\r\n".encode())
    assert found(run, *TO)[0]["column"] == 10
    run("mail.txt", *TO, "--fix")
    assert Path("mail.txt").read_bytes() == "\ufeffIt costs USD 5.\r\nThank you.\r\n".encode()


def test_standard_input_is_fixed_onto_standard_output(run, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    out, err = run("-", *TO, "--fix", code=1)
    assert out == FIXED
    assert "CK101" in err


def test_a_mail_is_checked_by_its_texts_and_fixed_in_place(run):
    raw = (
        "Subject: $5\nDate: Tue, 24 Nov 2026 09:30:00 +0000\n"
        "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n"
        "Hello, it costs $5.\n\nOn 3 May 2026 at 10:30, Ann wrote:\n> It costs $6?\n"
    )
    Path("m.eml").write_text(raw)
    (one,) = json.loads(run("m.eml", *TO, "--json", code=1)[0])["findings"]
    assert (one["rule"], one["line"]) == ("CK141", 6)
    run("m.eml", *TO, "--fix")
    assert Path("m.eml").read_text() == raw.replace("costs $5", "costs USD 5")
    Path("m.eml").write_text(
        "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
        "SXQgY29zdHMgJDUu\n"
    )
    before = Path("m.eml").read_text()
    assert "left as it is" in run("m.eml", *TO, "--fix", code=1)[1]
    assert Path("m.eml").read_text() == before


def test_a_mail_is_read_in_the_language_that_it_names(run):
    Path("m.eml").write_text(
        "Content-Language: de\nContent-Type: text/plain; charset=utf-8\n"
        "Content-Transfer-Encoding: 8bit\n\nKannst du mir deine Nummer schicken?\n",
        "utf-8",
    )
    out, _ = run("m.eml", *TO, code=1)
    assert "CK241" in out


def test_a_table_is_checked_by_its_messages(run):
    Path("m.csv").write_text(
        "id,subject,body,language\n"
        'm1,It costs $5,"Hello,\nit costs $6, please.",\n'
        'm2,,"Hallo, kannst du mir deine Nummer schicken?",de\n'
    )
    listed = json.loads(run("m.csv", *TO, "--select", "CK141,CK241", "--json", code=1)[0])
    assert [(one["rule"], one["line"], one["column"]) for one in listed["findings"]] == [
        ("CK141", 2, 13),
        ("CK141", 3, 10),
        ("CK241", 4, 20),
    ]
    _, err = run("m.csv", *TO, "--select", "CK141", "--fix", code=1)
    # The subject has no quotation marks, which a comma would need.
    assert "left as it is" in err
    assert 'It costs $5,"Hello,\nit costs USD 6, please."' in Path("m.csv").read_text()


def test_lines_of_json_are_checked_by_their_messages_and_fixed_in_place(run):
    lines = (
        '{"id": 1, "subject": "Hi", "body": "Don\'t pay $5.\\nM\\u00fcller, it\\u2019s \\"$5\\"'
        '.\\n> it costs $5"}\n'
        "\n"
        '{"body": "Hallo, kannst du mir deine Nummer schicken?", "language": "de", "other": "$5"}\n'
    )
    Path("m.jsonl").write_text(lines)
    found = run("m.jsonl", *TO, "--select", "CK141,CK241", "--json", code=1)[0]
    assert [(one["rule"], one["line"]) for one in json.loads(found)["findings"]] == [
        ("CK141", 1),
        ("CK141", 1),
        ("CK241", 3),
    ]
    run("m.jsonl", *TO, "--select", "CK141", "--fix", code=1)
    # What stands in quotation marks and what somebody else wrote is left as it is.
    assert Path("m.jsonl").read_text() == lines.replace("pay $5", "pay USD 5")
    assert "m.jsonl" in run(".", *TO, "--select", "CK141", code=1)[0]


def test_a_line_that_is_no_object_of_json_is_named(run):
    Path("m.jsonl").write_text('{"body": "Hello."}\n[1]\n')
    assert "m.jsonl:2" in run("m.jsonl", *TO, code=2)[1]


# --- formats -------------------------------------------------------------------------------


def test_a_table_names_the_file_only_where_there_are_several(run):
    assert run("mail.txt", *TO, code=1)[0].startswith("line  rule")
    assert "mail.txt:3:9" in run("mail.txt", "mail.txt", ".", *TO, code=1)[0]
    Path("mail.txt").write_text("Thank you.")
    assert run("mail.txt", *TO)[0] == "no findings\n"


def test_findings_as_commands_for_github(run):
    Path("mail.txt").write_text("100 %: touch base, $5\n")
    out, _ = run("mail.txt", *TO, "--format", "github", code=1)
    lines = out.splitlines()
    assert lines[0].startswith("::warning file=mail.txt,line=1,endLine=1,col=8,endColumn=18,")
    assert all(re.fullmatch(r"::(notice|warning|error) [^:]*::[^\n]+", line) for line in lines)


def test_findings_as_sarif(run):
    """The parts that SARIF 2.1.0 requires, and those that viewers read."""
    log = json.loads(run("mail.txt", *TO, "--format", "sarif", code=1)[0])
    assert log["version"] == "2.1.0"
    (once,) = log["runs"]
    driver = once["tool"]["driver"]
    assert driver["name"] == "culturekit"
    codes = [rule["id"] for rule in driver["rules"]]
    assert len(codes) == len(set(codes))
    assert once["columnKind"] == "unicodeCodePoints"
    assert [one["ruleId"] for one in once["results"]] == rules_of(run, *TO)
    for one in once["results"]:
        assert codes[one["ruleIndex"]] == one["ruleId"]
        assert one["level"] in ("none", "note", "warning", "error")
        assert one["message"]["text"]
        (location,) = one["locations"]
        place = location["physicalLocation"]
        assert (
            once["artifacts"][place["artifactLocation"]["index"]]["location"]["uri"] == "mail.txt"
        )
        assert place["region"]["startLine"] >= 1
        assert place["region"]["endColumn"] > place["region"]["startColumn"] >= 1
        for fix in one.get("fixes", ()):
            (change,) = fix["artifactChanges"]
            (replacement,) = change["replacements"]
            assert replacement["insertedContent"]["text"]


def test_a_path_is_a_uri_in_sarif(run):
    Path("für Dich.txt").write_text("It costs $5.")
    log = json.loads(run("für Dich.txt", *TO, "--format", "sarif", code=1)[0])
    assert log["runs"][0]["artifacts"][0]["location"]["uri"] == "f%C3%BCr%20Dich.txt"


def test_the_hooks_for_pre_commit_call_commands_that_exist(run):
    hooks = (ROOT / ".pre-commit-hooks.yaml").read_text("utf-8")
    entries = re.findall(r"entry: (.+)", hooks)
    assert entries == ["culturekit check", "culturekit check --fix"]
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["scripts"]
    for entry in entries:
        program, *words = entry.split()
        assert program in scripts
        run(*words[1:], "mail.txt", *TO, code=1)


@pytest.mark.parametrize(
    "piece", ["culturekit: ignore ", "culturekit: ignore CK1,", "culturekit:", "<!-- ", "\n# "]
)
def test_hostile_remarks_are_read_to_their_end(piece):
    text = piece * (60_000 // len(piece))
    Ignores(text).hides(Finding("CK102", "idiom", 0, 4, "info", "x"))
