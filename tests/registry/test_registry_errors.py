"""Each mistake in a registry file is an error that names file and entry."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from visits.model.errors import UsageError, VocabularyError
from visits.registry import load_registry

HEADER = "leader_id,name,aliases,gender,born,country,role,title,start,end\n"
GOOD = "tst-ann-example,Ann Example,~Ann,f,1950-01-02,FRA,head_of_state,president,2001-05-06,2005-05-06\n"


def refused(file: Path, text: str, *named: str) -> None:
    """The file with this text is refused, and the message names everything in `named`."""
    file.write_text(text, encoding="utf-8")
    with pytest.raises(VocabularyError) as caught:
        load_registry(file)
    for part in named:
        assert part in str(caught.value), f"{part!r} not in {caught.value}"


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ("fra-ann-example,Ann Example,,f,1950,FRA,boss,president,2001,2005\n", "unknown role 'boss'"),
        ("fra-ann-example,Ann Example,,f,1950,FRX,head_of_state,president,2001,2005\n", "unknown country 'FRX'"),
        (
            "fra-ann-example,Ann Example,,f,1950,FRA,head_of_state,president,2001-13-01,2005\n",
            "'2001-13-01' is no date",
        ),
        (
            "fra-ann-example,Ann Example,,f,1950,FRA,head_of_state,president,2001-02-30,2005\n",
            "'2001-02-30' is no date",
        ),
        (
            "fra-ann-example,Ann Example,,f,1950,FRA,head_of_state,president,6 May 2001,2005\n",
            "'6 May 2001' is no date",
        ),
        ("fra-ann-example,Ann Example,,f,1950,FRA,head_of_state,president,,2005\n", "start is empty"),
        ("fra-ann-example,Ann Example,,f,1950,FRA,head_of_state,president,2005,2001\n", "lies before the start"),
        ("fra-ann-example,Ann Example,,f,1950,FRA,head_of_state,,2001,2005\n", "title is empty"),
        ("fra-ann-example,Ann Example,,x,1950,FRA,head_of_state,president,2001,2005\n", "unknown gender 'x'"),
        ("fra-ann-example,,,f,1950,FRA,head_of_state,president,2001,2005\n", "name is empty"),
        ("fra-ann-example,Ann Example,A;; B,f,1950,FRA,head_of_state,president,2001,2005\n", "alias is empty"),
        ("Ann Example,Ann Example,,f,1950,FRA,head_of_state,president,2001,2005\n", "not iso3-name"),
        ("xyz-ann-example,Ann Example,,f,1950,FRA,head_of_state,president,2001,2005\n", "not iso3-name"),
        ("fra-ann-example,Ann Example,,f,1950,FRA,head_of_state,president,2001\n", "9 cells, not 10"),
    ],
)
def test_a_bad_row(tmp_path: Path, rows: str, problem: str) -> None:
    refused(tmp_path / "mine.csv", HEADER + rows, "mine.csv", "line 2", problem)


def test_the_entry_is_named_as_line_and_id(tmp_path: Path) -> None:
    folder = tmp_path / "leaders"
    folder.mkdir()
    row = "fra-ann-example,Ann Example,,f,1950,FRA,boss,president,2001,2005\n"
    (folder / "mine.csv").write_text(HEADER + row, encoding="utf-8")
    with pytest.raises(VocabularyError, match=re.escape("leaders/mine.csv, line 2 (fra-ann-example): ")):
        load_registry(tmp_path)


@pytest.mark.parametrize(
    ("second", "problem"),
    [
        ("fra-ann-example,,,,,FRA,head_of_state,president,2004-01-01,2009\n", "overlaps another row"),
        ("fra-ann-example,,,,,FRA,head_of_state,president,2001-05-06,2005-05-06\n", "overlaps another row"),
        ("fra-ann-example,Anne Example,,,,FRA,head_of_government,premier,2006,2007\n", "name differs"),
        ("fra-ann-example,,~Anna,,,FRA,head_of_government,premier,2006,2007\n", "aliases differs"),
        ("fra-ann-example,,,m,,FRA,head_of_government,premier,2006,2007\n", "gender differs"),
        ("fra-ann-example,,,,1951,FRA,head_of_government,premier,2006,2007\n", "born differs"),
    ],
)
def test_a_second_row_that_does_not_fit_the_first(tmp_path: Path, second: str, problem: str) -> None:
    refused(tmp_path / "mine.csv", HEADER + GOOD.replace("tst-", "fra-") + second, "line 3 (fra-ann-example)", problem)


def test_rows_of_one_leader_apart(tmp_path: Path) -> None:
    first = GOOD.replace("tst-", "fra-")
    other = first.replace("ann-example", "bob-other").replace("Ann Example", "Bob Other")
    again = "fra-ann-example,,,,,FRA,head_of_government,premier,2006,2007\n"
    refused(tmp_path / "mine.csv", HEADER + first + other + again, "line 4 (fra-ann-example)", "not adjacent")


def test_a_wrong_header(tmp_path: Path) -> None:
    refused(tmp_path / "mine.csv", HEADER.replace("gender", "sex") + GOOD, "mine.csv", "line 1", "header")


def test_bytes_that_are_not_utf8(tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_bytes((HEADER + "fra-é").encode("latin-1"))
    with pytest.raises(VocabularyError, match=r"mine\.csv: is not UTF-8"):
        load_registry(tmp_path / "mine.csv")


COUNTRY = "- {id: QQQ, name: Ruritania, official: Kingdom of Ruritania, cow: 999, gw: 999"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (COUNTRY + ", kapital: Strelsau}", "kapital"),
        (COUNTRY + ", aliases: [NO]}", "put the word in quotes"),
        (COUNTRY + ", aliases: ['']}", "aliases"),
        (COUNTRY + ", start: 2001-01-01, end: 1999-01-01}", "end lies before the start"),
        (COUNTRY + ", start: soon}", "start"),
        (COUNTRY + ", ambiguous: [Zenda]}", "'Zenda' is listed"),
        (COUNTRY + ", yields: [Ruritania]}", "which no other entry claims"),
        (COUNTRY + ", successors: [QQZ]}", "no country 'QQZ'"),
        (COUNTRY + ", sovereign: FRA}", "state: false"),
        (COUNTRY + ", codes: [{cow: 1, gw: 1}]}", "either cow and gw"),
        ("- {id: QQQ, name: Ruritania, official: Kingdom of Ruritania, cow: 999}", "both needed"),
        ("- {id: QQQ, name: Ruritania, official: Kingdom of Ruritania}", "either cow and gw"),
        ("- {id: FRA, name: Francia, official: Second France, cow: 1, gw: 1}", "id is taken"),
        (COUNTRY + "}\n" + COUNTRY + "}", "given twice"),
        (COUNTRY + ", name: Twice}", "given twice"),
        (COUNTRY + ", capital: Paris}", "'Paris' is claimed by FRA and QQQ"),
        (COUNTRY + ", aliases: [Graustark}", "not well-formed"),
    ],
)
def test_a_bad_country(tmp_path: Path, text: str, problem: str) -> None:
    refused(tmp_path / "countries.yaml", text, "countries.yaml", problem)


PLACE = "- {id: zenda-castle, name: Zenda Castle, country: FRA, kind: residence"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (PLACE.replace("residence", "castle") + "}", "kind"),
        (PLACE.replace("FRA", "QQQ") + "}", "unknown country 'QQQ'"),
        (PLACE + ", city: Strelsau}", "'Strelsau' is no city of FRA"),
        (PLACE + ", aliases: [Kremlin]}", "'Kremlin' is claimed by kremlin and zenda-castle"),
        (PLACE.replace("zenda-castle", "kremlin") + "}", "id is taken"),
        (PLACE.replace("zenda-castle", "Zenda Castle") + "}", "id"),
        (PLACE + ", yields: [Kremlin]}", "'Kremlin' is listed"),
    ],
)
def test_a_bad_place(tmp_path: Path, text: str, problem: str) -> None:
    refused(tmp_path / "places.yaml", text, "places.yaml", problem)


def test_a_region_that_is_a_country(tmp_path: Path) -> None:
    refused(tmp_path / "regions.yaml", "- {id: hexagon, forms: [France]}", "'France' is claimed by FRA and hexagon")


def test_paths_that_lead_nowhere(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="does not exist"):
        load_registry(tmp_path / "missing")
    with pytest.raises(UsageError, match="holds no registry files"):
        load_registry(tmp_path)
    (tmp_path / "countries.txt").write_text("", encoding="utf-8")
    with pytest.raises(UsageError, match="is no registry file"):
        load_registry(tmp_path / "countries.txt")
