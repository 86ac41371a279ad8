"""The commands on facts: obligations, payments, campaign, and the sample of sources."""

from __future__ import annotations

import json
import math

import pytest

from culturekit.store import open as open_store


@pytest.fixture(autouse=True)
def wide(monkeypatch):
    monkeypatch.setenv("COLUMNS", "120")


# --- obligations ----------------------------------------------------------------------------


def test_obligations_are_listed_with_their_sources(run):
    out, _ = run("obligations", "DE", "withdrawal")
    assert "- period to withdraw: 14 calendar days" in out
    assert "eu-2011-83: Directive 2011/83/EU" in out
    assert out.count("not legal advice") == 1


def test_a_deadline_is_answered_by_an_option(run):
    out, _ = run("obligations", "DE", "--received", "2026-12-11")
    assert out.startswith("until Monday 2026-12-28")
    out, _ = run("obligations", "Germany", "--aware-at", "2026-11-20T10:00+01:00", "--json")
    assert json.loads(out)["deadline"] == "2026-11-23T10:00:00+01:00"
    run("obligations", "CH", "--received", "2026-12-11")


def test_what_is_unknown_ends_with_one(run):
    out, _ = run("obligations", "AQ", code=1)
    assert "nothing is on record about withdrawal" in out
    run("obligations", "AQ", "--received", "2026-12-11", code=1)
    run("obligations", "AQ", "--aware-at", "2026-12-11T10:00", code=1)


@pytest.mark.parametrize(
    "words",
    [
        ("Atlantis",),
        ("DE", "taxes"),
        ("DE", "--received", "soon"),
        ("DE", "--received", "2026-12-11", "--aware-at", "2026-12-11T10:00"),
    ],
)
def test_what_cannot_be_read_is_one_line_on_stderr(run, words):
    _, err = run("obligations", *words, code=2)
    assert err.startswith("culturekit: ")


# --- payments -------------------------------------------------------------------------------


def test_methods_are_a_table(run):
    out, _ = run("payments", "BR")
    lines = out.splitlines()
    assert lines[0].split()[:4] == ["rank", "method", "kind", "meaning"]
    assert lines[2].split()[:2] == ["1", "Pix"]
    out, _ = run("payments", "AD")
    assert "availability only" in out


def test_a_gap_ends_with_one(run):
    out, _ = run("payments", "BR", "--offered", "Visa, PayPal", code=1)
    assert out.startswith("missing: Pix")
    run("payments", "BR", "--offered", "Visa, Pix")
    run("payments", "AQ", code=1)


# --- campaigns ------------------------------------------------------------------------------


def test_a_campaign_file_is_looked_at(run, tmp_path):
    file = tmp_path / "campaign.txt"
    file.write_text("Diwali dinner: our beef burgers", "utf-8")
    out, _ = run("campaign", file, "--territory", "IN", "--on", "2026-11-08", code=1)
    assert out.startswith("block: “beef”")
    assert "a public holiday in India: Diwali" in out
    file.write_text("New lamps", "utf-8")
    out, _ = run("campaign", file, "--territory", "IN", "--on", "2026-11-10")
    assert out.startswith("nothing on record speaks against it")
    out, _ = run("campaign", file, "--territory", "SA", "--tags", "wine", "--json", code=1)
    assert json.loads(out)["severity"] == "block"


def test_a_mourning_is_told_on_the_command_line(run, tmp_path):
    file = tmp_path / "campaign.txt"
    file.write_text("Sale", "utf-8")
    out, _ = run("campaign", file, "--territory", "GB", "--mourning", "a state funeral", code=1)
    assert "a state funeral" in out


# --- sample ---------------------------------------------------------------------------------


def test_a_sample_is_the_same_each_time_and_another_with_another_seed(run):
    first, _ = run("data", "sample", "--percent", "1", "--json")
    again, _ = run("data", "sample", "--percent", "1", "--json")
    other, _ = run("data", "sample", "--percent", "1", "--seed", "b", "--json")
    assert first == again
    assert first != other
    found = json.loads(first)
    assert len(found) == math.ceil(len(open_store().sources) / 100)


def test_a_larger_sample_holds_the_smaller_one(run):
    small, _ = run("data", "sample", "--percent", "1", "--json")
    large, _ = run("data", "sample", "--percent", "3", "--json")
    ids = [[one["source"]["id"] for one in json.loads(text)] for text in (small, large)]
    assert ids[1][: len(ids[0])] == ids[0]


def test_every_fact_stands_beside_its_citation(run):
    out, _ = run("data", "sample", "--percent", "100", "--json")
    claims = {
        (claim["file"], claim["key"]): one["source"]["id"]
        for one in json.loads(out)
        for claim in one["claims"]
    }
    store = open_store()
    for name in store.names("law"):
        record = store.record(f"law/{name}")
        for key in record.get("privacy", {}):
            assert (f"law/{name}", f"privacy.{key}") in claims
    text, err = run("data", "sample")
    assert "[ ] " in text
    assert "does each say what is claimed?" in err


@pytest.mark.parametrize("percent", ["0", "101", "-5"])
def test_a_share_that_is_none_is_refused(run, percent):
    _, err = run("data", "sample", "--percent", percent, code=2)
    assert "percent" in err
