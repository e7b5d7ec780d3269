"""Lines of front matter in advice have the form of the file that they are for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dateline.build.check import check
from dateline.config import Site
from dateline.content.advice import in_form, item, line_with
from dateline.content.read import read_article
from scratch import ScratchSite, git

SITE = Site(title="The Meridian", url="https://meridian.example/", root=Path("/archive"))


@pytest.mark.parametrize(
    ("value", "toml", "json_value"),
    [
        ("/x/", '"/x/"', '"/x/"'),
        ("true", "true", "true"),
        ("-20.16", "-20.16", "-20.16"),
        ("2024-11-23", '"2024-11-23"', '"2024-11-23"'),
        ("24.7 C, light rain", '"24.7 C, light rain"', '"24.7 C, light rain"'),
        ('"Why it was withdrawn"', '"Why it was withdrawn"', '"Why it was withdrawn"'),
        ("[one, another]", '["one", "another"]', '["one", "another"]'),
        (
            "{name: Port Louis, lat: -20.16, lon: …}",
            '{ name = "Port Louis", lat = -20.16, lon = "…" }',
            '{"name": "Port Louis", "lat": -20.16, "lon": "…"}',
        ),
        ('[{date: 2024-11-24, text: "A: b"}]', '[{ date = "2024-11-24", text = "A: b" }]', None),
        ("[not, closed", '"[not, closed"', '"[not, closed"'),
    ],
)
def test_a_line_in_each_form(value: str, toml: str, json_value: str | None) -> None:
    advice = f"Write {line_with('key', value)}, or delete it"
    assert in_form("yaml", advice) == f"Write key: {value}, or delete it"
    assert in_form("toml", advice) == f"Write key = {toml}, or delete it"
    if json_value:
        assert in_form("json", advice) == f'Write "key": {json_value}, or delete it'


def test_a_part_of_a_list_has_quotation_marks_where_it_needs_them() -> None:
    assert [item("/x/"), item("St. Pierre, Moka"), item("a]")] == [
        "/x/",
        '"St. Pierre, Moka"',
        '"a]"',
    ]


KEYS = {
    "title": ["A"],
    "date": [["x"]],
    "draft": "maybe",
    "canonical": "/x/",
    "permalink": "/a b/",
    "tags": {"a": ["b"]},
    "location": ["x", "y"],
    "image": "a.png",
    "weather": "900 C",
    "colour": "blue",
    "withdrawn": "true",
}


@pytest.mark.parametrize(
    ("front", "lines"),
    [
        (
            "+++\n" + "\n".join(f"{key} = {json.dumps(KEYS[key])}" for key in KEYS if key != "tags")
            + '\ntags = { a = ["b"] }\n+++\n',
            {'withdrawn = "Why it was withdrawn"', 'date = "2024-11-23"', "draft = true",
             'canonical = "https://example.org/page/"', 'permalink = "/a%20b/"', "[extra]",
             'tags = ["one", "another"]', 'location = "Port Louis"',
             'location = { name = "Port Louis", lat = -20.16, lon = 57.5 }',
             'image = { src = "a.png", alt = "Masts in a storm" }',
             'weather = "24.7 C"'},
        ),
        (
            json.dumps(KEYS) + "\n",
            {'"withdrawn": "Why it was withdrawn"', '"date": "2024-11-23"', '"draft": true',
             '"canonical": "https://example.org/page/"', '"permalink": "/a%20b/"', '"extra"',
             '"tags": ["one", "another"]', '"location": "Port Louis"',
             '"location": {"name": "Port Louis", "lat": -20.16, "lon": 57.5}',
             '"image": {"src": "a.png", "alt": "Masts in a storm"}',
             '"weather": "24.7 C"'},
        ),
    ],
    ids=["toml", "json"],
)  # fmt: skip
def test_the_advice_of_one_file(front: str, lines: set[str]) -> None:
    found = read_article(front.encode(), path="a.md", site=SITE, registers={}).problems
    told = "\n".join(problem.fix for problem in found)
    assert {line for line in lines if line not in told} == set()
    assert ": 2024" not in told.replace('": "2024', "") and "\x02" not in told


def test_the_advice_of_the_whole_archive(site: ScratchSite) -> None:
    toml = '+++\ntitle = "{}"\ndate = 2014-03-05\n{}\n+++\n{}\n'
    site.write("content/a.md", toml.format("A", 'aliases = ["/2014/03/05/A/"]', "Rain."))
    site.write("content/b.md", toml.format("B", 'id = "1"', "Wind."))
    site.write("content/c.md", toml.format("C", 'id = "1"', "Sun."))
    for path, place in (("d", "Port Louis"), ("e", "Port Louis"), ("f", "Port Luis")):
        site.write(f"content/{path}.md", toml.format(path, f'location = "{place}"', path))
    comment = '+++\nname = "Ann"\ndate = 2014-01-01\napproved = true\n+++\nWell said.\n'
    site.write("content/_comments/a/1.md", comment)
    fixes = {problem.path: problem.fix for problem in check(site.root).problems}
    assert 'write permalink = "/2014/03/05/A/" instead' in fixes["content/a.md"]
    assert 'such as id = "c-2014-03-05"' in fixes["content/c.md"]
    assert 'location = { name = "Port Luis", lat = "…", lon = "…" }' in fixes["content/f.md"]
    assert fixes["content/_comments/a/1.md"].endswith('date = "2024-11-23T07:30"')


def test_the_advice_of_what_is_lost(site: ScratchSite) -> None:
    front = '{{"title": "A", "date": "2014-03-05", {}}}\nRain.\n'
    for name in "ab":
        site.write(f"content/{name}.md", front.format(f'"slug": "{name}"'))
    git(site.root, "init", "-q", "-b", "main")
    git(site.root, "add", ".")
    git(site.root, "commit", "-qm", "First")
    site.write("content/a.md", front.format('"slug": "a", "draft": true'))
    site.write("content/b.md", front.format('"slug": "c,d"'))
    fixes = [one.fix for one in check(site.root).problems if one.kind == "lost-address"]
    assert fixes[0].startswith('Delete "draft": true and write into it why it is gone, "withdrawn"')
    own = "https://meridian.example/2014/03/05/b/"
    assert fixes[1].startswith(f'Add to it: "aliases": ["/2014/03/05/b/"], and "id": "{own}"')
