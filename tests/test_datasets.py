"""Loaders: the user's own copy, with what it says wrongly named by its line."""

from __future__ import annotations

import pickle
from dataclasses import replace

import pytest

import culturekit as ck

HOFSTEDE = """ctr;country;pdi;idv;mas;uai;ltowvs;ivr
GER;Germany;1;2;3;4;5;6
CHI;China;10;20;30;40;#NULL!;60
CHL;Chile;7;7;7;7;7;7
SLV;Slovenia;8;8;8;8;8;8
SAF;South Africa;9;9;9;9;9;109
IDO;Indonesia;11;x;11;11;11;11
ARA;Arab countries;12;12;12;12;12;12
"""


@pytest.fixture
def hofstede(tmp_path):
    path = tmp_path / "hofstede.csv"
    path.write_text(HOFSTEDE, "utf-8")
    return ck.load_hofstede(path, version="2015")


def test_hofstedes_own_codes_are_read_as_his(hofstede):
    assert [row[0] for row in hofstede.rows] == ["DE", "CN", "CL", "SI", "ZA", "ID"]
    kit = ck.Kit(datasets=("open", hofstede))
    scores = kit.culture("ZA").dimensions
    assert scores["hofstede.ivr"].value == 109  # some of his scores are above 100
    assert scores["hofstede.ivr"].source[0].licence == "not open"
    assert "hofstede.ltowvs" not in kit.culture("CN").dimensions


def test_what_cannot_be_read_is_named_by_its_line(hofstede):
    assert [str(problem) for problem in hofstede.problems] == [
        "hofstede.csv:7: idv: expected a number or #NULL!, not 'x'",
        "hofstede.csv:8: country: expected one country, not 'Arab countries'; the row was left out",
    ]


def test_three_data_sets_go_by_one_name(tmp_path):
    with pytest.raises(ck.InvalidValue, match="2015, site, 2023"):
        ck.load_hofstede(tmp_path / "x.csv", version="latest")


def test_commas_and_names_will_do(tmp_path):
    path = tmp_path / "globe.csv"
    path.write_text("country,power_distance_practices\nFrance,5.28\nJP,5.11\n", "utf-8")
    table = ck.load_globe(path)
    assert table.rows == (("FR", 5.28), ("JP", 5.11))
    path.write_text("territory,harmony,mastery\nDE,4.6,3.9\n", "utf-8")
    assert ck.load_schwartz(path).rows == (("DE", 4.6, 3.9),)


def test_a_file_of_another_form_is_refused(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("a,b\n1,2\n", "utf-8")
    with pytest.raises(ck.DataError, match=r"x.csv:1: \(header\)"):
        ck.load_schwartz(path)
    with pytest.raises(ck.InvalidValue, match="a readable file"):
        ck.load_globe(tmp_path / "none.csv")


def test_a_kit_with_a_loaded_table_equals_its_pickled_copy(hofstede):
    kit = ck.Kit(datasets=("open", hofstede))
    copy = pickle.loads(pickle.dumps(kit))  # noqa: S301
    assert copy == kit
    assert hash(copy) == hash(kit)
    assert copy.compare("ZA", "DE") == kit.compare("ZA", "DE")
    other = replace(hofstede, rows=hofstede.rows[1:])
    assert ck.Kit(datasets=("open", other)) != kit
