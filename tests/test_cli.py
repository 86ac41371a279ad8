"""The command line: what it prints, what it writes, and how it ends."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shlex
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from culturekit.cli import main
from culturekit.cli.output import Progress, cut, grid, padded, width

ROOT = Path(__file__).parents[1]
OUTBOX = ROOT / "examples" / "outbox"

MESSAGES = """id,customer,subject,body,value.order
m1,c1,Your order {order} has been shipped.,Your order {order} has been shipped.,A-1
m2,c2,,Free text about {order}.,A-2
"""
CUSTOMERS = """id,email,locale,given,surname,gender
c1,yuki@example.com,ja-JP,由紀,田中,female
c2,lars@example.com,sv-SE,Lars,Berg,male
"""


@pytest.fixture
def outbox(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "110")
    Path("m.csv").write_text(MESSAGES, "utf-8")
    Path("c.csv").write_text(CUSTOMERS, "utf-8")
    return tmp_path


def names(folder):
    return sorted(path.name for path in Path(folder).iterdir())


# --- adapt: from and to files ------------------------------------------------------------------


def test_a_table_of_many_messages(outbox, run):
    out, err = run("adapt", "m.csv", "--customers", "c.csv", "--at", "2026-03-07T09:00Z")
    lines = out.splitlines()
    assert lines[0].split() == ["message", "to", "in", "opening", "offer", "send", "notes"]
    assert "田中由紀様" in lines[2]
    assert "untranslated" in lines[3]
    assert lines[-1] == "2 messages: 1 untranslated"
    assert not err


def test_json_lines_hold_whole_adaptations(outbox, run):
    for option in (("--json",), ("--format", "jsonl")):
        out, _ = run("adapt", "m.csv", "--customers", "c.csv", *option)
        first, second = map(json.loads, out.splitlines())
        assert (first["id"], first["line"], first["to"]) == ("m1", 2, "ja-JP")
        assert first["language"] == "ja-JP"
        assert second["flags"] == ["untranslated"]


def test_csv_out_can_be_read_again(outbox, run):
    out, _ = run("adapt", "m.csv", "--customers", "c.csv", "--format", "csv")
    first, second = csv.DictReader(io.StringIO(out))
    assert first["subject"] == "ご注文の商品（注文番号：A-1）を発送いたしました。"
    assert second["opening"] == "Dear Mr Berg,"


def test_the_texts_each_below_a_line_that_says_whose(outbox, run):
    out, _ = run("adapt", "m.csv", "--customers", "c.csv", "--format", "text")
    assert "─── m1 · to ja-JP · in ja-JP · formal" in out
    assert "Free text about A-2." in out


def test_a_text_for_one_reader_is_printed_as_it_is_sent(outbox, run):
    Path("t.txt").write_text("Your order {order} has been shipped.\n", "utf-8")
    out, _ = run(
        "adapt",
        "t.txt",
        "--to",
        "Japan",
        "--value",
        "order=A-7",
        "--given",
        "由紀",
        "--surname",
        "田中",
    )
    assert out == (
        "田中由紀様\n\nご注文の商品（注文番号：A-7）を発送いたしました。\n\n"
        "何卒よろしくお願いいたします。\n"
    )


def test_one_text_for_all_customers(outbox, run):
    Path("t.txt").write_text("Hello,\n\nYour order {order} has been shipped.\n", "utf-8")
    out, _ = run("adapt", "t.txt", "--customers", "c.csv", "--value", "order=A-7", "--json")
    assert [json.loads(line)["id"] for line in out.splitlines()] == ["c1", "c2"]


def test_html_stays_html(outbox, run):
    Path("t.html").write_text("<p>Your order <b>{order}</b> has been shipped.</p>", "utf-8")
    out, _ = run("adapt", "t.html", "--to", "de-DE", "--value", "order=A-7")
    assert "<p>Ihre Bestellung <b>A-7</b> wurde versandt.</p>" in out


def test_standard_input_is_a_text_or_what_input_says(outbox, run, monkeypatch):
    def feed(text):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))

    feed("Your order {order} has been shipped.")
    assert "Ihre Bestellung A-7" in run("adapt", "-", "--to", "de", "--value", "order=A-7")[0]
    feed('{"to": "de-DE", "body": "Thank you for your order."}\n')
    out, _ = run("adapt", "-", "--input", "jsonl", "--format", "text")
    assert "Vielen Dank für Ihre Bestellung." in out or "vielen Dank für Ihre Bestellung." in out


def test_mails_are_written_to_a_folder_and_keep_what_hangs_on_them(tmp_path, run):
    files = sorted(OUTBOX.glob("*.eml"))
    run("adapt", *files, "--customers", OUTBOX / "customers.csv", "-o", tmp_path / "out")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        path.name for path in files
    ]
    invoice = (tmp_path / "out" / "invoice-attached.eml").read_bytes()
    assert (
        invoice.partition(b"application/pdf")[2]
        == ((OUTBOX / "invoice-attached.eml").read_bytes().partition(b"application/pdf")[2])
    )


def test_one_mail_goes_to_standard_output(capfdbinary):
    path = OUTBOX / "order-shipped.eml"
    assert main(["adapt", str(path), "--to", "de-DE"]) == 0
    out, _ = capfdbinary.readouterr()
    assert b"Subject: Ihre Bestellung A-10421 wurde versandt." in out


def test_rows_become_mails_named_by_their_ids(outbox, run):
    run("adapt", "m.csv", "--customers", "c.csv", "--format", "eml", "-o", "out")
    assert b"To: yuki@example.com" in Path("out/m1.eml").read_bytes()
    assert names("out") == ["m1.eml", "m2.eml"]


def test_ids_never_lead_out_of_the_folder(outbox, run):
    Path("m.csv").write_text("id,to,body\n../../x,de,Hi\n..,de,Hi\nx/y,de,Hi\nx_y,de,Hi\n")
    run("adapt", "m.csv", "--format", "eml", "-o", "out")
    assert names("out") == ["_.._x.eml", "mail.eml", "x_y-2.eml", "x_y.eml"]
    assert names(outbox) == ["c.csv", "m.csv", "out"]


def test_what_is_computed_can_be_chosen(outbox, run):
    out, _ = run("adapt", "m.csv", "--customers", "c.csv", "--json", "--include", "text")
    assert not {"decision", "window"} & json.loads(out.splitlines()[0]).keys()


def test_options_fill_what_rows_leave_open(outbox, run):
    Path("m.csv").write_text("body,topic\nThank you for your order.,\nHi,refund\n")
    out, _ = run(
        "adapt",
        "m.csv",
        "--to",
        "JP",
        "--topic",
        "complaint",
        "--json",
        "--include",
        "text,decision",
        "--offer",
        "renewal",
    )
    verdicts = [json.loads(line)["decision"]["verdict"] for line in out.splitlines()]
    assert verdicts[0] == "avoid"


# --- adapt: broken input ---------------------------------------------------------------------


def test_broken_rows_are_told_with_file_and_line_and_the_rest_goes_on(outbox, run):
    with Path("m.csv").open("a", encoding="utf-8") as file:
        file.write('m3,c9,,Hi,\nm4,c1,,,\nm5\nm6,c1,,"Thank you for your order.",\n')
    out, err = run("adapt", "m.csv", "--customers", "c.csv", "--format", "csv", code=1)
    assert [row["id"] for row in csv.DictReader(io.StringIO(out))] == ["m1", "m2", "m6"]
    assert err.splitlines() == [
        "culturekit: m.csv:4: customer cannot be 'c9'; accepted: an id in the file of customers",
        "culturekit: m.csv:5: body cannot be None; accepted: the text of the message",
        "culturekit: m.csv:6: 1 cells where the header has 5",
    ]


def test_a_broken_mail_comes_out_as_it_was_and_is_told(outbox, run):
    Path("a.eml").write_bytes(b"Subject: x\nContent-Type: multipart/mixed\n\nHi\n")
    _, err = run("adapt", "a.eml", "--to", "de", "-o", "b.eml", code=1)
    assert Path("b.eml").read_bytes() == Path("a.eml").read_bytes()
    assert err == "culturekit: a.eml: a multipart without boundary\n"


def test_a_mail_to_nobody_known_is_told(outbox, run):
    Path("a.eml").write_bytes(b"To: x@example.com\n\nHi\n")
    _, err = run("adapt", "a.eml", "--customers", "c.csv", code=1)
    assert "no customer has the address it is to: x@example.com" in err


def test_columns_without_meaning_are_told(outbox, run):
    Path("m.csv").write_text("body,ticket\nHi,7\n")
    _, err = run("adapt", "m.csv", "--to", "de")
    assert err == "culturekit: m.csv: columns without a meaning here: ticket\n"


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("sing",),
        ("adapt",),
        ("adapt", "missing.csv"),
        ("adapt", "."),
        ("adapt", "m.csv", "--customers", "missing.csv"),
        ("adapt", "m.xyz", "--to", "de"),
        ("adapt", "t.txt"),
        ("adapt", "t.txt", "--to", "no-such-place-at-all"),
        ("adapt", "t.txt", "--to", "de", "--value", "x"),
        ("adapt", "t.txt", "--to", "de", "--value", "n:number=x"),
        ("adapt", "t.txt", "--to", "de", "--include", "wishes"),
        ("adapt", "t.txt", "--to", "de", "--topic", "weather"),
        ("adapt", "t.txt", "--to", "de", "--at", "soon"),
        ("adapt", "t.txt", "--to", "de", "--offer", "free"),
        ("adapt", "t.txt", "--to", "de", "--pack", "missing"),
        ("adapt", "m.csv", "--customers", "c.csv", "--format", "eml"),
        ("adapt", "latin.txt", "--to", "de"),
        ("adapt", "empty.csv", "--to", "de"),
        ("adapt", "t.txt", "--to", "de", "-o", "no/such/folder/x.txt"),
        ("show", "Atlantis"),
        ("compare", "JP", "Atlantis"),
        ("greet",),
        ("greet", "sv-SE", "--register", "rude"),
        ("check", "missing.txt", "--to", "JP"),
        ("phrases", "no_such_phrase"),
        ("phrases", "order_shipped", "--to", "eo", "--value", "order=1"),
        ("data", "check", "missing"),
        ("data", "stale", "--before", "soon"),
        ("data", "why", "Atlantis", "payment"),
        ("models", "install", "missing.argosmodel"),
        ("models", "remove", "missing"),
    ],
)
def test_bad_use_is_one_clear_line_and_ends_with_two(outbox, run, words, monkeypatch):
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(outbox / "packages"))
    Path("t.txt").write_text("Hi", "utf-8")
    Path("latin.txt").write_bytes("Grüße".encode("latin-1"))
    Path("empty.csv").write_text("")
    out, err = run(*words, code=2)
    assert not out
    assert err.splitlines()[-1].startswith("culturekit")
    assert "Error" not in err


# --- files are whole or not at all ---------------------------------------------------------------


def test_output_replaces_a_file_only_when_all_is_written(outbox, run):
    Path("out.csv").write_text("old")
    Path("out.csv").chmod(0o640)
    Path("t.txt").write_text("Hi")
    run("adapt", "m.csv", "t.txt", "--customers", "c.csv", "-o", "out.csv", "--format", "csv")
    assert Path("out.csv").read_text("utf-8").startswith("id,line,to")
    assert stat.S_IMODE(Path("out.csv").stat().st_mode) == 0o640
    Path("bad.csv").write_text("id,id\n")
    run("adapt", "m.csv", "bad.csv", "--customers", "c.csv", "-o", "out.csv", code=2)
    assert Path("out.csv").read_text("utf-8").startswith("id,line,to")
    assert names(".") == ["bad.csv", "c.csv", "m.csv", "out.csv", "t.txt"]


def test_a_link_stays_a_link_and_a_device_a_device(outbox, run):
    Path("real.txt").write_text("old")
    Path("link.txt").symlink_to("real.txt")
    run("adapt", "m.csv", "--customers", "c.csv", "-o", "link.txt")
    assert Path("link.txt").is_symlink()
    assert "田中" in Path("real.txt").read_text("utf-8")
    run("adapt", "m.csv", "--customers", "c.csv", "-o", "/dev/null")
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


def test_input_may_be_the_output(outbox, run):
    run("adapt", "m.csv", "--customers", "c.csv", "--format", "csv", "-o", "m.csv")
    assert Path("m.csv").read_text("utf-8").count("m1") == 1


# --- the examples -------------------------------------------------------------------------------


def test_the_outbox_is_adapted_without_a_broken_row(run):
    out, err = run(
        "adapt",
        OUTBOX / "messages.csv",
        "--customers",
        OUTBOX / "customers.csv",
        "--json",
        "--include",
        "text,decision,window",
    )
    rows = [json.loads(line) for line in out.splitlines()]
    assert not err
    assert len(rows) >= 60
    assert not [
        flag
        for row in rows
        for flag in row.get("flags", ())
        if flag.startswith(("missing", "unformatted", "unknown"))
    ]
    languages = {row["language"].partition("-")[0] for row in rows}
    assert {"ar", "cs", "de", "en", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt"} <= languages
    with (OUTBOX / "customers.csv").open(encoding="utf-8") as file:
        people = list(csv.DictReader(file))
    assert len({row["territory"] or row["locale"].rpartition("-")[2] for row in people}) >= 25


def test_no_field_is_left_unfilled_in_the_outbox(run):
    out, _ = run(
        "adapt",
        OUTBOX / "messages.csv",
        "--customers",
        OUTBOX / "customers.csv",
        "--format",
        "text",
        "--include",
        "text",
    )
    assert "{" not in out


def test_every_command_in_the_readme_of_the_examples_runs(tmp_path, monkeypatch, run):
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    text = (ROOT / "examples" / "README.md").read_text("utf-8").replace("\\\n", " ")
    commands = re.findall(r"^\$ culturekit (.+)$", text, re.MULTILINE)
    assert len(commands) >= 4
    for command in commands:
        words = [
            found
            for word in shlex.split(command)
            for found in (sorted(map(str, Path().glob(word))) if "*" in word else [word])
        ]
        run(*words)
    assert len(Path("closure.jsonl").read_text("utf-8").splitlines()) == 48


# --- the other commands -----------------------------------------------------------------------


def test_show_and_compare(run):
    out, _ = run("show", "JP")
    assert "calendar.weekend" in out
    assert json.loads(run("show", "JP", "--json")[0])["territory"] == "JP"
    only, _ = run("show", "JP", "--only", "calendar")
    assert "calendar.weekend" in only
    assert "payment" not in only
    run("show", "JP", "--only", "nonsense", code=1)
    out, _ = run("compare", "JP", "US")
    assert "distance" in out
    assert json.loads(run("compare", "JP", "US", "--json")[0])["distance"] > 1


def test_greet_takes_the_person_from_options(run):
    out, _ = run("greet", "de-AT", "--surname", "Krüger", "--gender", "female", "--title", "Dr.")
    assert out.startswith("Sehr geehrte Frau Dr. Krüger,")
    out, _ = run("greet", "--to", "Japan", "--surname", "田中", "--given", "由紀", "--json")
    assert json.loads(out)["opening"] == "田中由紀様"


def test_check_ends_with_one_where_it_finds_something(run, tmp_path):
    text = tmp_path / "t.txt"
    text.write_text("Thank you.\nLet's touch base by 3/7.\n")
    out, _ = run("check", text, "--to", "JP", code=1)
    assert "touch base" in out
    assert [line[0] for line in out.splitlines()[2:] if line[0].isdigit()] == ["2", "2", "2"]
    assert json.loads(run("check", text, "--to", "JP", "--json", code=1)[0])["findings"]
    text.write_text("Thank you.\n")
    assert run("check", text, "--to", "JP")[0] == "no findings\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("tone", "JP"), "formal"),
        (("upsell", "JP", "--topic", "complaint"), "avoid"),
        (("window", "JP", "--at", "2026-03-07T09:00Z"), "Asia/Tokyo"),
        (
            ("phrases", "order_shipped", "--to", "fr", "--value", "order=A-1"),
            "Votre commande A-1 a été expédiée.",
        ),
        (("phrases", "thank_you_order", "--to", "de", "--register", "informal"), "deine"),
        (("phrases", "--to", "ko"), "order_shipped"),
        (("data", "stats"), "sources"),
        (("data", "why", "DE", "withdrawal.period"), "withdrawal.period = 14"),
        (("data", "why", "Germany", "withdrawal"), "stands in regions/EU.toml:"),
    ],
)
def test_a_question_is_answered_in_words_and_in_json(run, words, said):
    assert said in run(*words)[0]
    assert json.loads(run(*words, "--json")[0])


def test_the_data_is_without_faults_and_a_faulty_pack_is_told(run, tmp_path):
    assert "no faults" in run("data", "check")[0]
    (tmp_path / "territories").mkdir()
    (tmp_path / "territories" / "JP.toml").write_text('[calendar.weekend]\nvalue = "sunday"\n')
    out, _ = run("data", "check", tmp_path, code=1)
    assert "territories/JP.toml:" in out
    assert json.loads(run("data", "check", tmp_path, "--json", code=1)[0])[0]["line"] is not None


def test_outside_a_checkout_the_installed_data_is_checked(run, monkeypatch):
    from culturekit.cli import data
    from culturekit.store import Store

    monkeypatch.setattr(data, "_checkout", lambda: None)
    out, _ = run("data", "check")
    assert "no faults" in out
    assert "name a folder to check its files" in out
    assert json.loads(run("data", "check", "--json")[0]) == []
    whole = Store.record
    monkeypatch.setattr(
        Store, "record", lambda self, name: None if name == "law/JP" else whole(self, name)
    )
    out, _ = run("data", "check", code=1)
    assert out.startswith("law/JP: cannot be read\n")


def test_stale_facts_are_those_that_may_be_older(run):
    out, _ = run("data", "stale", "--before", "2020", "--json", code=1)
    assert all(row["as_of"] < "2020" for row in json.loads(out))
    assert json.loads(run("data", "stale", "--before", "1900", "--json")[0]) == []


def test_stats_count_what_why_finds(run):
    stats = json.loads(run("data", "stats", "--json")[0])
    assert stats["facts_with_a_source"] == "100 %"
    assert stats["territories"] >= 60
    assert len(stats["phrases_by_language"]) >= 12


def test_what_is_not_on_record_ends_with_one(run):
    _, err = run("data", "why", "DE", "withdrawl.period", code=1)
    assert "near: withdrawal.period" in err


def test_models_are_listed_from_their_folder(run, monkeypatch, tmp_path):
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path))
    assert str(tmp_path) in run("models", "list")[0]
    assert json.loads(run("models", "list", "--json")[0]) == []
    assert json.loads(run("models", "verify", "--json")[0]) == []


def test_help_and_version(run):
    assert "exit codes: 0 all well" in " ".join(run("--help")[0].split())
    assert run("adapt", "-h")[0].startswith("usage: culturekit adapt [options] FILE ...")
    assert run("--version")[0].startswith("culturekit 0.")


def test_translate_works_line_by_line_and_says_what_it_cannot(run, monkeypatch, tmp_path):
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path))
    out, _ = run("translate", "Thank you for your order.", "--to", "nl-NL")
    assert out == "Bedankt voor uw bestelling.\n"
    lines = "Thank you for your order.\nWe are sorry for the delay.\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines.encode())))
    out, _ = run("translate", "-", "--to", "de-DE", "--json")
    assert json.loads(out.splitlines()[0])["text"] == "Vielen Dank für Ihre Bestellung."
    assert len(out.splitlines()) == 2
    out, err = run("translate", "A free text.", "--to", "de-DE", code=1)
    assert (out, err) == ("A free text.\n", "culturekit: text 1: source-unknown\n")
    _, err = run("translate", "A free text.", "--to", "de-DE", "--source", "en", code=2)
    assert "no translation from en to de" in err


@pytest.mark.parametrize(
    "words",
    [
        ("adapt", "-", "--to", "JP"),
        ("adapt", "-", "--input", "csv"),
        ("check", "-", "--to", "JP"),
        ("translate", "-", "--to", "nl"),
        ("campaign", "-", "--territory", "JP"),
    ],
)
def test_closed_standard_input_is_said_in_one_line(run, monkeypatch, words):
    monkeypatch.setattr(sys, "stdin", None)
    assert run(*words, code=2) == ("", "culturekit: -: standard input is closed\n")


def test_closed_standard_output_is_said_in_one_line(capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdout", None)
    assert main(["greet", "JP"]) == 2
    assert capsys.readouterr().err == "culturekit: -: standard output is closed\n"


def test_a_folder_that_is_not_there_is_named_by_the_file_asked_for(outbox, run):
    _, err = run("adapt", "m.csv", "--customers", "c.csv", "-o", "no/x.txt", code=2)
    assert err == "culturekit: no/x.txt: No such file or directory\n"


# --- as a program ---------------------------------------------------------------------------------


def program(*words, **options):
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT / "src"),
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
    }
    return subprocess.run(  # noqa: S603
        [sys.executable, "-m", "culturekit", *words],
        capture_output=True,
        check=False,
        env=environment,
        **options,
    )


def test_the_module_runs_and_writes_utf_8_whatever_the_locale():
    found = program("greet", "ja-JP", "--surname", "田中")
    assert (found.returncode, found.stderr) == (0, b"")
    assert found.stdout.decode("utf-8").startswith("田中様")


def test_a_reader_that_goes_away_is_no_error(outbox):
    rows = "".join(f"m{number},de,Hi\n" for number in range(3000))
    Path("many.csv").write_text(f"id,to,body\n{rows}")
    with subprocess.Popen(
        [sys.executable, "-m", "culturekit", "adapt", "many.csv", "--include", "text"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    ) as process:
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 141


def test_starting_loads_only_what_is_needed():
    code = (
        "import sys; from culturekit.cli import main; main(['--version']);"
        "print(*sorted(one for one in sys.modules if one.startswith('culturekit')))"
    )
    found = subprocess.run(  # noqa: S603
        [sys.executable, "-c", code],
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )
    assert found.stdout.split(b"\n")[1].split() == [
        b"culturekit",
        b"culturekit.cli",
        b"culturekit.cli.parser",
    ]


# --- tables -----------------------------------------------------------------------------------

ANY = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)


@given(ANY, st.integers(1, 30))
def test_what_is_cut_fits_and_what_is_padded_fills(text, columns):
    short = cut(text, columns)
    assert width(short) <= columns
    assert width(padded(short, columns)) == columns
    assert short.isprintable() or any(ord(char) > 127 for char in short)


@given(st.lists(st.tuples(ANY, ANY, st.none() | st.integers()), min_size=1, max_size=5))
def test_a_table_keeps_its_columns_under_each_other_and_loses_nothing(rows):
    lines = list(grid(["one", "two", "three"], rows))
    assert all(width(line) <= 100 for line in lines)
    text = "".join("".join(lines).split())
    for row in rows:
        for cell in row:
            words = ("–" if cell is None else str(cell)).split()
            for word in words:
                kept = "".join(char for char in word if char.isprintable() and char != "\ufffd")
                if kept == word and width(word) <= 10:
                    assert word in text


def test_cells_go_on_over_lines_where_the_screen_is_narrow(monkeypatch):
    monkeypatch.setenv("COLUMNS", "44")
    lines = list(grid(["key", "value"], [["a", "one two three four five six seven eight nine"]]))
    assert lines == [
        "key  value",
        "───  ───────────────────────────────────────",
        "a    one two three four five six seven eight",
        "     nine",
    ]


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("abc", 3),
        ("田中", 4),
        ("é", 1),
        ("e\u0301", 1),
        ("한국", 4),
        ("ｶﾅ", 2),
        ("\u200f", 0),
        ("👍", 2),
        ("กำ", 2),
        ("", 0),
    ],
)
def test_width_is_that_of_a_terminal(text, columns):
    assert width(text) == columns


# --- progress -----------------------------------------------------------------------------------


def test_the_bar_shows_how_far_the_input_is_read_and_goes_away(monkeypatch, capsys):
    clock = iter([0.0, 1.0, 1.01])
    monkeypatch.setattr("culturekit.cli.output.time.monotonic", lambda: next(clock))
    progress = Progress(200, enabled=True)
    progress.update(5, 50)
    progress.update(6, 60)  # too soon after the last one
    progress.clear()
    progress.clear()
    shown = capsys.readouterr().err
    assert shown.count("\r") == 2
    assert " 25%  5 messages" in shown
    assert shown.endswith("\r\x1b[K")


def test_no_bar_where_nobody_watches(capsys):
    progress = Progress(200, enabled=False)
    progress.update(5, 50)
    progress.clear()
    assert capsys.readouterr().err == ""
