"""Spot facts: who led what when, which numbers a state bore, what a name meant."""

from __future__ import annotations

from datetime import date

import pytest

from visits.model.codes import HEAD_ROLES
from visits.model.errors import UsageError
from visits.registry import Registry, load_registry


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load_registry()


@pytest.mark.parametrize(
    ("iso3", "on", "cow", "gw"),
    [
        ("USA", None, 2, 2),
        ("GBR", None, 200, 200),
        ("CHN", None, 710, 710),
        ("PRK", None, 731, 731),
        ("KOR", None, 732, 732),
        ("DEU", date(1987, 6, 12), 260, 260),
        ("DEU", date(1990, 10, 2), 260, 260),
        ("DEU", date(1990, 10, 3), 255, 260),
        ("DEU", None, 255, 260),
        ("DDR", date(1987, 6, 12), 265, 265),
        ("DDR", date(1995, 6, 12), None, None),
        ("YEM", date(1989, 1, 1), 678, 678),
        ("YEM", date(1995, 1, 1), 679, 678),
        ("YMD", date(1989, 1, 1), 680, 680),
        ("SUN", date(1991, 12, 25), 365, 365),
        ("RUS", date(1991, 12, 26), 365, 365),
        ("RUS", date(1988, 1, 1), None, None),
        ("YUG", date(1999, 1, 1), 345, 345),
        ("SCG", date(2005, 1, 1), 345, 345),
        ("SRB", date(2007, 1, 1), 345, 340),
        ("MNE", date(2007, 1, 1), 341, 341),
        ("XKX", date(2010, 1, 1), 347, 347),
        ("CSK", date(1990, 1, 1), 315, 315),
        ("CZE", date(1993, 1, 1), 316, 316),
        ("SVK", date(1993, 1, 1), 317, 317),
        ("KIR", date(2010, 1, 1), 946, 970),
        ("NRU", date(2010, 1, 1), 970, 971),
        ("TON", date(2010, 1, 1), 955, 972),
        ("TUV", date(2010, 1, 1), 947, 973),
        ("SSD", date(2012, 1, 1), 626, 626),
        ("TWN", None, 713, 713),
        ("VAT", None, None, None),
        ("EUU", None, None, None),
    ],
)
def test_codes(registry: Registry, iso3: str, on: date | None, cow: int | None, gw: int | None) -> None:
    assert (registry.cow_code(iso3, on), registry.gw_code(iso3, on)) == (cow, gw)


def test_each_number_belongs_to_one_country_on_any_day(registry: Registry) -> None:
    for on in (date(1985, 1, 1), date(1990, 12, 1), date(1992, 6, 1), date(2004, 1, 1), date(2020, 1, 1)):
        for name in ("cow", "gw"):
            held = [getattr(country.codes_on(on), name) for country in registry.countries.values()]
            numbers = [number for number in held if number is not None]
            assert len(numbers) == len(set(numbers)), (on, name)


@pytest.mark.parametrize(
    ("iso3", "on", "expected"),
    [
        ("UKR", date(1991, 8, 23), False),
        ("UKR", date(1991, 8, 24), True),
        ("SUN", date(1991, 12, 25), True),
        ("SUN", date(1991, 12, 26), False),
        ("TLS", date(2002, 5, 19), False),
        ("SSD", date(2011, 7, 9), True),
        ("FRA", date(1985, 1, 1), True),
        ("XXX", date(1985, 1, 1), False),
    ],
)
def test_existence(registry: Registry, iso3: str, on: date, expected: bool) -> None:
    assert registry.exists(iso3, on) is expected


@pytest.mark.parametrize(
    ("form", "on", "country", "kind"),
    [
        ("Kiev", date(1988, 5, 1), "SUN", "city"),
        ("Kiev", date(2008, 5, 1), "UKR", "city"),
        ("Moscow", date(1988, 5, 1), "SUN", "city"),
        ("Moscow", date(2018, 5, 1), "RUS", "city"),
        ("Soviet", date(2015, 5, 1), "SUN", "demonym"),
        ("East German", date(1988, 5, 1), "DDR", "demonym"),
        ("West German", date(1988, 5, 1), "DEU", "demonym"),
        ("Leipzig", date(1988, 5, 1), "DDR", "city"),
        ("Leipzig", date(1992, 5, 1), "DEU", "city"),
        ("Belgrade", date(2001, 5, 1), "YUG", "city"),
        ("Belgrade", date(2004, 5, 1), "SCG", "city"),
        ("Belgrade", date(2012, 5, 1), "SRB", "city"),
        ("Serbia", date(1999, 5, 1), "YUG", "region"),
        ("Serbia", date(2009, 5, 1), "SRB", "country"),
        ("Czechoslovak", date(1989, 5, 1), "CSK", "demonym"),
        ("Prague", date(1989, 5, 1), "CSK", "city"),
        ("Aden", date(1986, 1, 13), "YMD", "city"),
        ("Asmara", date(1990, 5, 1), "ETH", "city"),
        ("Dili", date(2000, 5, 1), "IDN", "city"),
        ("Juba", date(2005, 5, 1), "SDN", "city"),
        ("Kremlin", date(1986, 5, 1), "SUN", "government"),
        ("Kremlin", None, "RUS", "government"),
        ("Burma", None, "MMR", "country"),
        ("Zaire", None, "COD", "country"),
        ("Britain", None, "GBR", "country"),
        ("Holland", None, "NLD", "country"),
        ("U.S.", None, "USA", "country"),
        ("Peking", None, "CHN", "city"),
        ("Bombay", None, "IND", "city"),
        ("Saigon", None, "VNM", "city"),
        ("Bavaria", None, "DEU", "region"),
        ("Camp David", None, "USA", "residence"),
        ("Malacanang", None, "PHL", "residence"),
        ("Panmunjom", None, "KOR", "city"),
        ("Castel Gandolfo", None, "VAT", "residence"),
        ("Middle East", None, None, "area"),
        ("Hyderabad", None, "IND", "city"),
        ("Tripoli", None, "LBY", "city"),
    ],
)
def test_readings_of_place_names(
    registry: Registry, form: str, on: date | None, country: str | None, kind: str
) -> None:
    reading = registry.read_place(form, on)
    assert reading is not None
    assert (reading.country, reading.kind) == (country, kind)


@pytest.mark.parametrize("form", ["Georgia", "Jordan", "Chad", "Nice", "Reading", "Mobile", "Split", "Male", "Lagos"])
def test_names_with_another_meaning_are_marked(registry: Registry, form: str) -> None:
    reading = registry.read_place(form)
    assert reading is not None
    assert reading.ambiguous


def test_plain_names_are_not_marked(registry: Registry) -> None:
    for form in ("France", "Beijing", "Tokyo", "German", "Kenya"):
        reading = registry.read_place(form)
        assert reading is not None
        assert not reading.ambiguous, form


def test_unknown_names_have_no_reading(registry: Registry) -> None:
    assert registry.read_place("Ruritania") is None
    assert registry.read_place("turkey") is None


@pytest.mark.parametrize(
    ("country", "on", "name", "role"),
    [
        ("DEU", date(2012, 6, 1), "Angela Merkel", "head_of_government"),
        ("DEU", date(1987, 6, 12), "Helmut Kohl", "head_of_government"),
        ("PRK", date(2019, 1, 8), "Kim Jong Un", "de_facto"),
        ("PRK", date(2000, 6, 15), "Kim Jong Il", "de_facto"),
        ("CHN", date(2019, 1, 8), "Xi Jinping", "head_of_state"),
        ("USA", date(1987, 6, 12), "Ronald Reagan", "both"),
        ("USA", date(2018, 6, 12), "Donald Trump", "both"),
        ("SUN", date(1988, 5, 30), "Mikhail Gorbachev", "head_of_state"),
        ("GBR", date(1995, 1, 1), "Elizabeth II", "head_of_state"),
        ("GBR", date(1995, 1, 1), "John Major", "head_of_government"),
        ("VAT", date(2015, 1, 1), "Pope Francis", "pope"),
        ("ZAF", date(1995, 1, 1), "Nelson Mandela", "both"),
        ("CUB", date(1998, 1, 22), "Fidel Castro", "both"),
        ("FRA", date(2003, 1, 1), "Jacques Chirac", "head_of_state"),
    ],
)
def test_who_was_in_office(registry: Registry, country: str, on: date, name: str, role: str) -> None:
    held = [leader for leader, _ in registry.in_office(country, on, HEAD_ROLES)]
    leader = next((leader for leader in held if name in leader.full_names), None)
    assert leader is not None, [leader.name for leader in held]
    if country not in ("PRK", "SUN"):  # several offices at once: the roles are for the table to say
        assert registry.role_on(leader, on) == role


def test_a_leader_out_of_office_has_no_role(registry: Registry) -> None:
    assert registry.role_on("deu-angela-merkel", date(2023, 1, 1)) is None
    assert registry.terms_on("deu-angela-merkel", date(2023, 1, 1)) == []
    assert "deu-angela-merkel" not in {leader.id for leader, _ in registry.in_office("DEU", date(2023, 1, 1))}


def test_slack_reaches_over_the_end_of_a_term(registry: Registry) -> None:
    after = date(2021, 12, 18)  # ten days after the handing over
    assert registry.role_on("deu-angela-merkel", after) is None
    assert registry.role_on("deu-angela-merkel", after, slack_days=30) == "head_of_government"


def test_short_names(registry: Registry) -> None:
    def short(leader_id: str) -> tuple[str, ...]:
        return registry.leader(leader_id).short_names

    assert "Merkel" in short("deu-angela-merkel")
    assert "Kim" in short("prk-kim-jong-un")
    assert "Un" not in short("prk-kim-jong-un")
    assert "Xi" in short("chn-xi-jinping")
    assert "Jinping" not in short("chn-xi-jinping")
    assert {"Benazir", "Bhutto"} <= set(short("pak-benazir-bhutto"))
    assert "II" not in short("gbr-elizabeth-ii")


def test_unknown_ids_are_errors_that_say_so(registry: Registry) -> None:
    with pytest.raises(UsageError, match="ZZZ"):
        registry.country("ZZZ")
    with pytest.raises(UsageError, match="deu-nobody"):
        registry.leader("deu-nobody")


def test_dependencies_belong_to_a_state(registry: Registry) -> None:
    assert registry.sovereign("GRL") == "DNK"
    assert registry.sovereign("FRA") == "FRA"
    assert not registry.country("PRI").state
