"""Registers: places.toml, authors.toml, tags.toml."""

from __future__ import annotations

import pytest

from dateline.catalogue.records import dump_entry, load_entry
from dateline.content.registers import read_register

TEXT = """
["Port Louis"]
aliases = ["Port-Luis", "PL"]
names = { fr = "Port-Louis" }
country = "Mauritius"
countries = { fr = "Maurice" }
lat = -20.16
lon = 57.5
extra = { founded = 1735-01-01, mayors = [1, 2] }

[moka]
name = "Moka"
slug = "moka-village"
description = "A village"
descriptions = { fr = "Un village" }
"""


def test_every_spelling_leads_to_the_term() -> None:
    register, problems = read_register(TEXT, path="places.toml")
    assert not problems
    for written in ("Port Louis", "port-louis", "PORT-LUIS", "pl", "Port-Louis"):
        assert register.find(written)[0] == "port-louis"
    assert register.find("Moka")[0] == "moka-village"
    assert register.find("Pailles") == ("pailles", None)


def test_what_it_says_in_each_language() -> None:
    register, _ = read_register(TEXT, path="places.toml")
    port, moka = register.entries["port-louis"], register.entries["moka-village"]
    assert (port.name_in("fr"), port.name_in("de")) == ("Port-Louis", "Port Louis")
    assert (port.country_in("fr"), port.country_in("en")) == ("Maurice", "Mauritius")
    assert (moka.text_in("fr"), moka.text_in("en")) == ("Un village", "A village")


def test_an_entry_comes_back_as_it_was_stored() -> None:
    register, _ = read_register(TEXT, path="places.toml")
    for entry in register.entries.values():
        assert load_entry(dump_entry(entry)) == entry


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[Moka\n", "1:6 This is not valid TOML"),
        ('Moka = "x"\n', "1:1 “Moka” stands outside a table | Write [\"Moka\"] and its keys below"),
        (
            '[Moka]\ncoutry = "x"\n',
            "2:1 “coutry” is not a key of a register | Did you mean “country”?",
        ),
        (
            "[Moka]\ncolour = 1\n",
            "2:1 “colour” is not a key of a register | Remove it, or put it in a table named extra",
        ),
        (
            "[Moka]\nlat = 100\nlon = 1\n",
            "2:1 “lat” of “Moka” takes decimal degrees, from -90 to 90 for lat and from -180 to 180"
            " for lon | Change “lat”",
        ),
        ("[Moka]\nlat = nan\nlon = 1\n", "2:1 “lat” of “Moka” takes decimal degrees"),
        ('[Moka]\nlat = "20 S"\nlon = 1\n', "2:1 “lat” of “Moka” takes decimal degrees"),
        ("[Moka]\nlat = 20\n", "1:1 “Moka” has “lat” but no “lon” | Write both, or neither"),
        ("[Moka]\nnames = 3\n", "2:1 “names” of “Moka” takes a table, one text for each language"),
        ("[Moka]\naliases = [1]\n", "2:12 “aliases” of “Moka” takes one text | Change “aliases”"),
        ("[Moka]\naliases = 1\n", "2:1 “aliases” of “Moka” takes a list of texts"),
        (
            '[Moka]\nslug = "../x y"\n',
            "2:1 The slug “../x y” cannot stand in an address | Write slug = \"x-y\"",
        ),
        (
            '[Moka]\n["Port Louis"]\naliases = ["PL", "Moka"]\n',
            "3:18 “Moka” is already a name of “Moka” | Keep it in one of them",
        ),
        (
            '["Port Louis"]\n[Moka]\n["port-louis"]\n',
            "3:1 “port-louis” and “Port Louis” are one term: both become “port-louis” | "
            "Keep one of them",
        ),
        ('[""]\n', "1:1 This table has no name | Write the term between the brackets"),
    ],
)  # fmt: skip
def test_faults_are_told_where_they_stand(text: str, expected: str) -> None:
    _, problems = read_register(text, path="places.toml")
    (told,) = [f"{one.line}:{one.column} {one.message} | {one.fix}" for one in problems]
    assert told.startswith(expected)


def test_a_faulty_entry_does_not_hide_the_others() -> None:
    register, problems = read_register("[A]\nx = 1\n[B]\ny = 2\n[C]\n", path="tags.toml")
    assert [problem.line for problem in problems] == [2, 4]
    assert set(register.entries) == {"c"}


def test_a_conflict_that_git_left_is_told_as_one() -> None:
    register, problems = read_register(
        "[Rain]\n<<<<<<< HEAD\nurl = 'x'\n=======\n>>>>>>> desk\n", path="tags.toml"
    )
    assert not register.entries
    (problem,) = problems
    assert (problem.place, problem.kind) == ("tags.toml:2:1", "merge-conflict")
    assert "“<<<<<<< HEAD” here, and more on lines 4 and 5" in problem.message
