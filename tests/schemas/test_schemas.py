"""JSON Schemas of front matter and site.toml, put to a validator as editors put them to theirs."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from archives import CORPUS, ROOT
from dateline.build.suggested_terms import terms_at_hand, terms_of
from dateline.config import Site, load_site
from dateline.content.dates import DateProblem, parse_date
from dateline.content.fences import FrontMatterProblem, split
from dateline.content.json_forms import DATE
from dateline.content.read import read_article
from dateline.content.schema import KNOWN_KEYS
from dateline.problems import ProblemsFound
from dateline.schemas.front_matter import front_matter_schema
from dateline.schemas.site import site_schema
from scratch import ScratchSite

NAMED = 'title = "A"\nurl = "https://a.example/"\n'
OF_FRONT_MATTER = {"value", "unknown-key", "no-title", "date"}
"""The kinds of problem that a schema can show."""


class EditorsLoader(yaml.SafeLoader):
    """YAML as editors read it: by the rules of 1.2, which has no dates and where No is text."""


EditorsLoader.yaml_implicit_resolvers = {
    letter: [
        (tag, pattern if tag != "tag:yaml.org,2002:bool" else re.compile(r"^(?:true|false)$", re.I))
        for tag, pattern in resolvers
        if tag != "tag:yaml.org,2002:timestamp"
    ]
    for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def front_matter(text: str) -> Any:
    """Front matter as an editor has it."""
    parts = split(text, path="a.md")
    return tomllib.loads(parts.raw) if parts.form == "toml" else yaml.load(parts.raw, EditorsLoader)


def validator(schema: dict[str, Any]) -> Draft202012Validator:
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def of_front_matter(site: Site) -> Draft202012Validator:
    return validator(front_matter_schema(site, terms_at_hand(site)))


def posts(root: Path) -> Iterator[tuple[str, str]]:
    for path in sorted((root / "content").rglob("*.md")):
        name = path.relative_to(root / "content").as_posix()
        if not name.startswith("_"):
            yield name, path.read_text("utf-8-sig")


def test_every_article_of_the_sample_is_valid() -> None:
    checks = of_front_matter(load_site(ROOT))
    faults = {
        name: [fault.message for fault in checks.iter_errors(front_matter(text))]
        for name, text in posts(ROOT)
    }
    assert len(faults) > 60 and not any(faults.values()), faults


def disagreements(root: Path, site: Site) -> list[str]:
    """The articles that Dateline and the schema do not judge alike."""
    checks, found = of_front_matter(site), []
    for name, text in posts(root):
        try:
            values = front_matter(text)
        except (FrontMatterProblem, yaml.YAMLError):
            continue
        reading = read_article(text.encode(), path=name, site=site, registers={})
        told = any(problem.kind in OF_FRONT_MATTER for problem in reading.problems)
        if told == checks.is_valid(values):
            found.append(f"{name}: {[problem.message for problem in reading.problems]}")
    return found


@pytest.mark.skipif(not CORPUS.is_dir(), reason="needs the corpus of real posts")
def test_every_post_of_a_foreign_archive_is_judged_as_dateline_judges_it(tmp_path: Path) -> None:
    settings = (
        'title = "18F"\nurl = "https://example.org/"\n[front_matter]\nsummary = ["excerpt"]\n'
    )
    for ignored in ("", 'ignore = ["layout", "redirect_from", "image_credits"]\n'):
        (tmp_path / "site.toml").write_text(settings + ignored, "utf-8")
        if not (tmp_path / "content").exists():
            (tmp_path / "content").symlink_to(CORPUS, target_is_directory=True)
        assert not disagreements(tmp_path, load_site(tmp_path))


@pytest.mark.parametrize(
    ("lines", "valid"),
    [
        ("title: Flood\ndate: 2013-03-30", True),
        ("title: No\ndate: 1987", True),
        ("title: 1984\ndate: 1987-03", True),
        ("title: Flood\ndate: 2013-03-30T07:30 +04:00\nupdated:", True),
        ("title: Flood\nlocation: Port Louis", True),
        ("title: Flood\nlocation: {name: Port Louis, lat: -20.16, lon: 57.5}", True),
        ("title: Flood\ntags: rain, flood\nauthor: Jane Doe", True),
        ("title: Flood\ntags: [rain, 2013]\nauthors: []", True),
        ("title: Flood\nsection: [News]\nimage: a.jpg", True),
        ("title: Flood\ndraft: yes\nmust_read: 3\ncomments: off\nkind: page", True),
        ("title: Flood\ncorrections: It was the Mary.", True),
        ("title: Flood\ncorrections: [{date: 2013-03-31, text: It was}, Another]", True),
        ("title: Flood\ncorrections: {text: It was}\nextra: {a: {b: 1}}", True),
        ("title: Flood\npeople: [Jane Doe]\nexcerpt: It rained.\nlayout: {a: 1}", True),
        ("title: Flood\nimage: a.jpg\nimage_alt: Rain\nheader: {image: b.jpg}", True),
        ("title: Flood\nimage: a.jpg\nimage_alt: [Rain, Wind]", False),
        ("date: 2013-03-30", False),
        ("title:", False),
        ("title: {a: b}", False),
        ("title: Flood\ndate: 30/03/2013", False),
        ("title: Flood\ndate: 2013-13-30", False),
        ("title: Flood\ndate: [2013-03-30, 2013-03-31]", False),
        ("title: Flood\nTags: [rain]", False),
        ("title: Flood\nmust_raed: true", False),
        ("title: Flood\ndraft: maybe", False),
        ("title: Flood\ndraft:", False),
        ('title: Flood\nnoindex: ""', False),
        ("title: Flood\nmust_read: 100", False),
        ("title: Flood\nkind: story", False),
        ("title: Flood\nsection: [News, Sport]", False),
        ("title: Flood\nlocation: {name: Port Louis, lat: 91, lon: 57.5}", False),
        ("title: Flood\nlocation: {country: Mauritius}", False),
        ("title: Flood\nimage: {src: a.jpg, size: 3}", False),
        ("title: Flood\ncorrections: [{date: 2013-03-31}]", False),
        ("title: Flood\nextra: some words", False),
        ("title: Flood\nauthors: {name: Jane}", False),
    ],
)
def test_front_matter_is_judged_as_dateline_judges_it(
    site: ScratchSite, lines: str, valid: bool
) -> None:
    site.settings(
        f'{NAMED}[taxonomies]\npeople = "people"\n'
        '[front_matter]\nsummary = "excerpt"\nimage.src = "header.image"\n'
        'image.alt = ["image_alt", "header.alt"]\nignore = ["layout"]\n'
    )
    loaded = load_site(site.root)
    assert of_front_matter(loaded).is_valid(yaml.load(lines, EditorsLoader)) is valid
    reading = read_article(
        f"---\n{lines}\n---\nText.\n".encode(),
        path="a.md",
        site=loaded,
        registers={},
    )
    told = {problem.kind for problem in reading.problems} & OF_FRONT_MATTER
    assert (not told) is valid, reading.problems


@example("2013-02-30")
@example("2013-3-5t7:30 utc")
@given(st.from_regex(DATE[1:-1]) | st.text("0123456789-:T +.Z", max_size=25))
def test_the_form_of_a_date_is_that_of_dates(text: str) -> None:
    try:
        parse_date(text, ZoneInfo("UTC"))
    except DateProblem as problem:
        # Which days a month has, no pattern says; nor when the year 1 ends somewhere else.
        beyond = re.search("does not exist|not plausible", str(problem))
        assert not text.strip() or beyond or not re.search(DATE, text), text
    else:
        assert re.search(DATE, text), text


def test_terms_of_the_archive_are_examples(site: ScratchSite) -> None:
    site.settings(f'{NAMED}[taxonomies]\npeople = "people"\n[front_matter]\ntags = ["topics"]\n')
    site.write("content/places.toml", '["Port Louis"]\naliases = ["P. Louis"]\n["Goodlands"]\n')
    for number in range(3):
        site.article(f"{number}.md", tags=["rain"], location="P. Louis", people=["Jane Doe"])
    site.article("other.md", tags=["flood", "rain"])
    site.article("draft.md", tags=["secret"], draft=True)

    def known(terms: Any) -> dict[str, Any]:
        return dict(front_matter_schema(load_site(site.root), terms)["properties"])

    keys = known(terms_of(load_site(site.root)))
    assert keys["tags"]["examples"] == ["rain", "flood"]
    assert keys["tags"]["anyOf"][0]["items"]["examples"] == ["rain", "flood"]
    assert keys["topics"]["examples"] == ["rain", "flood"]
    assert keys["topics"]["description"] == "The same as tags."
    assert keys["location"]["examples"] == ["Port Louis", "Goodlands"]
    assert keys["people"]["examples"] == ["Jane Doe"]
    assert not (site.root / ".dateline").exists()
    # Without a build, an editor that cannot wait has the registers.
    assert terms_at_hand(load_site(site.root)).keys() == {"places"}
    site.build(output=site.root / "elsewhere")
    assert known(terms_at_hand(load_site(site.root))) == keys
    site.article("later.md", tags=["later"])
    assert "later" in known(terms_of(load_site(site.root)))["tags"]["examples"]
    site.delete("later.md")
    site.build()
    site.article("later.md", tags=["later"])
    assert known(terms_at_hand(load_site(site.root))) == keys


def test_every_key_has_a_description() -> None:
    for schema in (front_matter_schema(load_site(ROOT), {}), site_schema()):
        keys = [*schema["properties"].items()]
        for name, table in schema["$defs"].items():
            keys += [(f"{name}.{key}", form) for key, form in table["properties"].items()]
        assert not [key for key, form in keys if not form.get("description", "").endswith(".")]
    assert set(front_matter_schema(load_site(ROOT), {})["properties"]) >= set(KNOWN_KEYS)


@pytest.mark.parametrize("file", [ROOT / "site.toml", *(ROOT / "docs").glob("configuration.md")])
def test_settings_that_are_right_are_valid(file: Path) -> None:
    text = file.read_text("utf-8")
    checks = validator(site_schema())
    examples = re.findall(r"```toml\n(.*?)```", text, re.DOTALL) or [text]
    for one in examples:
        settings = {"title": "A", "url": "https://a.example/"} | tomllib.loads(one)
        assert not [fault.message for fault in checks.iter_errors(settings)], one


@pytest.mark.parametrize(
    ("lines", "valid"),
    [
        ("", True),
        ('host = "github"\ntheme = "mine"\nextra = { a = [1] }', True),
        ('[taxonomies]\npeople = "people"\nseries = false', True),
        ('[taxonomies.sections]\ntitle = "Desks"', True),
        ('[taxonomies.people]\nkey = "people"', True),
        ('[languages."pt-BR"]\n[languages.fr]\ntemperature = "F"', True),
        ('[problems]\nspelling = "off"', True),
        ('[front_matter]\nsummary = "excerpt"\nignore = ["layout"]', True),
        ('[front_matter]\nimage.alt = "image_alt"\nlocation = { lat = "geo.lat" }', True),
        ('[front_matter]\nimage.size = "image_size"', False),
        ('[front_matter]\ntitle.alt = "image_alt"', False),
        ('titel = "B"', False),
        ('host = "geocities"', False),
        ('url = "a.example"', False),
        ('permalink = "/:year/"', False),
        ("menu = [{ title = 3 }]", False),
        ("[lists]\nlimit = 5", False),
        ("[lists]\nlimits = 50", False),
        ("[images]\nwidths = [50]", False),
        ('[problems]\nspelling = "loud"', False),
        ('[problems]\nno-title = "off"', False),
        ('[languages.French]\ntitle = "Le"', False),
        ('[languages.fr]\ntemperature = "K"', False),
        ('[taxonomies.people]\ntitle = "People"', False),
        ('[taxonomies]\nPeople = "people"', False),
        ("[taxonomies]\npeople = true", False),
        ("[comments]\nclose_after = -1", False),
        ("[advertisements.front]\nwidth = 0", False),
    ],
)
def test_settings_are_judged_as_dateline_judges_them(
    tmp_path: Path, lines: str, valid: bool
) -> None:
    start = "" if lines.startswith("url") else 'url = "https://a.example/"\n'
    text = f'title = "A"\n{start}{lines}\n'
    (tmp_path / "themes/mine").mkdir(parents=True)
    (tmp_path / "site.toml").write_text(text, "utf-8")
    assert validator(site_schema()).is_valid(tomllib.loads(text)) is valid
    try:
        load_site(tmp_path)
    except ProblemsFound:
        assert not valid
    else:
        assert valid
