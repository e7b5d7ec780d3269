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


def test_its_text_is_typeset_like_a_title() -> None:
    text = """
["Archive desk"]
names = { fr = "L'archive" }
bio = "The paper's files"
bios = { fr = "Tient les dossiers de l'océan ; répond" }
country = "Côte d'Ivoire"
"""
    register, _ = read_register(text, path="authors.toml")
    desk = register.entries["archive-desk"]
    assert desk.name_in("fr") == "L’archive"
    assert desk.text_in("en") == "The paper’s files"
    assert desk.text_in("fr") == "Tient les dossiers de l’océan\u202f; répond"
    assert desk.country_in("fr") == "Côte d’Ivoire"


def test_an_entry_comes_back_as_it_was_stored() -> None:
    register, _ = read_register(TEXT, path="places.toml")
    for entry in register.entries.values():
        assert load_entry(dump_entry(entry)) == entry


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[Moka\n", "1:6 “[Moka” is not the name of a table"),
        ('Moka = "x"\n', "1:1 “Moka” is not in a table | Write [\"Moka\"] on a line"),
        (
            '[Moka]\ncoutry = "x"\n',
            "2:1 “coutry” is not a register key | Did you mean “country”?",
        ),
        (
            "[Moka]\ncolour = 1\n",
            "2:1 “colour” is not a register key | Remove it, or put it in a table named extra",
        ),
        (
            "[Moka]\nlat = 100\nlon = 1\n",
            "2:1 “lat” of “Moka” takes decimal degrees, from -90 to 90 for lat and from -180 to 180"
            " for lon | Change “lat”",
        ),
        ("[Moka]\nlat = nan\nlon = 1\n", "2:1 “lat” of “Moka” takes decimal degrees"),
        ('[Moka]\nlat = "20 S"\nlon = 1\n', "2:1 “lat” of “Moka” takes decimal degrees"),
        ("[Moka]\nlat = 20\n", "2:1 “Moka” has “lat” but no “lon” | Write both, or neither"),
        ("[Moka]\nnames = 3\n", "2:1 “names” of “Moka” takes a table with an entry"),
        ("[Moka]\naliases = [1]\n", "2:12 “aliases” of “Moka” takes text | Change “aliases”"),
        ("[Moka]\naliases = 1\n", "2:1 “aliases” of “Moka” takes text or a list"),
        (
            '[Moka]\nslug = "../x y"\n',
            "2:1 The slug “../x y” cannot be used in an address | Write slug = \"x-y\"",
        ),
        (
            '[Moka]\n["Port Louis"]\naliases = ["PL", "Moka"]\n',
            "3:18 “Moka” is already a name for “Moka” | Keep it in one of them",
        ),
        (
            '["Port Louis"]\n[Moka]\n["port-louis"]\n',
            "3:1 “port-louis” and “Port Louis” are the same term: both become “port-louis” | "
            "Keep one of them",
        ),
        (
            '[Ann]\nurl = "javascript:alert(1)"\n',
            "2:1 “javascript:” addresses are not allowed: they run programs | write an"
            " address that begins with https://, or remove the link",
        ),
        ('[Ann]\nurl = " java\\tscript:alert(1)"\n', "2:1 “javascript:” addresses are not allowed"),
        ('[Ann]\nurl = "data:text/html,x"\n', "2:1 “data:” addresses are not allowed"),
        ('[Ann]\nurl = "www.x.org"\n', "2:1 “www.x.org” has no https:// | write https://www.x.org"),
        ('[Ann]\nurl = "a@x.org"\n', "2:1 “a@x.org” is an e-mail address without “mailto:”"),
        ('[Ann]\nurl = "//x.org/"\n', "2:1 “//x.org/” has no https: | Write https://x.org/"),
        (
            '[Ann]\nurl = "https://ann:x@x.org/a"\n',
            "2:1 There is a user name or password before “x.org/a” | Write https://x.org/a",
        ),
        ('[Ann]\nurl = "about/"\n', "2:1 “about/” is not an address | Write a page of the site"),
        ("[Ann]\nurl = 3\n", "2:1 “url” of “Ann” takes text"),
        ("[Ann]\nextra.n = 0x" + "f" * 4_000, "2:11 This number is too large for TOML"),
        ("[Ann]\nextra" + ".a" * 900 + " = 1\n", "2:1 A key has more than 16 parts | Use fewer"),
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
    assert set(register.entries) == {"a", "b", "c"}


def test_a_conflict_that_git_left_is_told_as_one() -> None:
    register, problems = read_register(
        "[Rain]\n<<<<<<< HEAD\nurl = 'x'\n=======\n>>>>>>> desk\n", path="tags.toml"
    )
    assert not register.entries
    (problem,) = problems
    assert (problem.place, problem.kind) == ("tags.toml:2:1", "merge-conflict")
    assert "“<<<<<<< HEAD” here, and further markers on lines 4 and 5" in problem.message


def test_a_refused_address_is_left_out_and_the_rest_of_the_entry_stays() -> None:
    register, problems = read_register('[Ann]\nurl = "javascript:x"\nbio = "B"\n', path="a.toml")
    assert [problem.place for problem in problems] == ["a.toml:2:1"]
    assert (register.entries["ann"].url, register.entries["ann"].bio) == ("", "B")


def test_what_is_faulty_in_an_entry_is_left_out_and_the_rest_stays() -> None:
    text = """
    ["Port Louis"]
    name = 3
    colour = "red"
    description = "A town"
    names = { fr = "Port-Louis", de = 3 }
    aliases = ["PL", 4]
    lat = 200
    lon = 57.5
    extra.n = 99999999999999999999999
    """
    register, problems = read_register(text, path="places.toml")
    entry = register.entries["port-louis"]
    assert (entry.name, entry.description, entry.aliases) == ("Port Louis", "A town", ("PL",))
    assert (entry.names, entry.lat, entry.lon) == ({"fr": "Port-Louis"}, None, None)
    assert sorted(problem.line for problem in problems) == [3, 4, 6, 7, 8, 10]


def test_half_a_place_has_no_coordinates() -> None:
    register, problems = read_register("[Moka]\nlat = 20\nbio = 'B'\n", path="places.toml")
    assert [problem.place for problem in problems] == ["places.toml:2:1"]
    assert (register.entries["moka"].lat, register.entries["moka"].bio) == (None, "B")


@pytest.mark.parametrize(
    "address",
    ["https://example.org/a?b#c", "HTTP://x.org", "/about/", "mailto:a@x.org", "tel:+230"],
)
def test_addresses_that_lead_somewhere_from_any_page_are_kept(address: str) -> None:
    register, problems = read_register(f'[Ann]\nurl = "{address}"\n', path="authors.toml")
    assert not problems and register.entries["ann"].url == address


def test_what_no_page_can_hold_is_made_visible() -> None:
    register, problems = read_register('["A\\u0007"]\nbio = "b\\u001b"\n', path="authors.toml")
    (entry,) = register.entries.values()
    assert (entry.name, entry.bio) == ("A\ufffd", "b\ufffd")
    assert [f"{each.line}: {each.message}" for each in problems] == [
        "1: “A\ufffd” has an invisible control character",
        "2: “bio” has an invisible control character",
    ]


def test_what_turns_text_around_is_left_out_and_told() -> None:
    text = '[Galle]\nnames = { fr = "Ga\\u202elle" }\naliases = ["Point", "G\\u2066"]\n'
    register, problems = read_register(text, path="places.toml")
    assert register.entries["galle"].names == {"fr": "Galle"}
    assert register.entries["galle"].aliases == ("Point", "G")
    told = [(each.place, each.severity, each.kind) for each in problems]
    assert told == [
        ("places.toml:2:11", "warning", "control-character"),
        ("places.toml:3:21", "warning", "control-character"),
    ]
    assert "“names” has invisible characters that reverse" in problems[0].message
