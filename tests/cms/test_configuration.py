"""The configuration of Sveltia CMS: its fields and lists, and that it is one by its own schema."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from archives import ROOT, MadeOnce
from dateline.build.suggested_terms import terms_of
from dateline.cms.configuration import configuration
from dateline.cms.forms import habits_of
from dateline.cms.words import Words
from dateline.config import load_site
from dateline.content.typed import spellings_of
from dateline.schemas.front_matter import front_matter_schema
from scratch import SETTINGS, ScratchSite
from sveltia import package, schema

ONE_LANGUAGE = 'title = "The Meridian"\nurl = "https://meridian.example/"\n'
REPOSITORY = '[cms]\non = true\nrepository = "https://github.com/meridian/archive"\n'


def configured(root: Path) -> Any:
    site = load_site(root)
    return configuration(site, terms_of(site), habits_of(site))


def collections(root: Path) -> dict[str, Any]:
    return {collection["name"]: collection for collection in configured(root)["collections"]}


def fields(collection: Any) -> dict[str, Any]:
    return {field["name"]: field for field in collection["fields"]}


@pytest.fixture(scope="session")
def its_schema(made_once: MadeOnce) -> Draft7Validator:
    return Draft7Validator(schema(package(made_once)))


@pytest.mark.parametrize(
    "language, settings",
    [
        ("en", ""),
        ("fr", REPOSITORY),
        ("ja", '[cms]\non = true\nrepository = "https://gitlab.com/meridian/desk/archive"\n'),
        ("en", f'{REPOSITORY}[cms.config.backend]\nbase_url = "https://login.example"\n'),
        (
            "en",
            '[cms.config.backend]\nname = "gitea"\nrepo = "m/a"\napi_root = "https://g.example"',
        ),
        ("fr", '[front_matter]\nsummary = ["excerpt"]\n[taxonomies]\npeople = "people"\n'),
        ("en", '[languages.fr]\ntitle = "Le Méridien"\n'),
    ],
)
def test_it_is_one_by_the_schema_of_sveltia_cms(
    its_schema: Draft7Validator, site: ScratchSite, language: str, settings: str
) -> None:
    site.settings(f'language = "{language}"\n{ONE_LANGUAGE}{settings}')
    site.article("posts/rain.md", excerpt="It rained.", location={"name": "Beira", "lat": 1})
    assert [fault.message for fault in its_schema.iter_errors(configured(site.root))] == []


def test_that_of_the_sample_is_one_too(its_schema: Draft7Validator) -> None:
    assert [fault.message for fault in its_schema.iter_errors(configured(ROOT))] == []


def test_only_new_articles_start_as_drafts(site: ScratchSite) -> None:
    site.article("2026/11/18-rain.md")
    lists = collections(site.root)
    assert next(iter(lists)) == "drafts"
    assert lists["drafts"]["filter"] == {"field": "draft", "value": True}
    assert fields(lists["drafts"])["draft"]["default"] is True
    # A default would also be given to articles that lack the key when they are saved.
    assert "default" not in fields(lists["articles"])["draft"]
    assert "default" not in fields(lists["articles"])["date"]
    for kept in ("create", "delete", "duplicate"):
        assert lists["articles"][kept] is False


def test_articles_in_other_folders_have_a_list(site: ScratchSite) -> None:
    site.article("2026/11/18-rain.md")
    site.comment("_comments/2026/11/18-rain/a.md")
    site.article("about.md", kind="page", date=None)
    assert "folders" not in collections(site.root)
    site.article("wind.md")
    assert "folders" in collections(site.root)
    site.delete("wind.md")
    site.article("posts/2026/11/wind.md")
    assert "folders" in collections(site.root)


def test_fields_have_the_forms_that_articles_use(site: ScratchSite) -> None:
    site.settings(f'{SETTINGS}[front_matter]\nsummary = ["excerpt"]\n')
    site.article("a.md", excerpt="It rained.", image="a.jpg", tags="rain", authors=["Ana"])
    site.article("b.md", location={"name": "Beira", "lat": -19.8, "lon": 34.8}, authors="Ana")
    found = fields(collections(site.root)["articles"])
    assert found["excerpt"]["label"] == "Summary" and "summary" not in found
    assert found["image"]["widget"] == found["tags"]["widget"] == "string"
    assert "authors" not in found
    inside = {field["name"]: field["widget"] for field in found["location"]["fields"]}
    assert inside == {"name": "string", "country": "string", "lat": "number", "lon": "number"}


def test_terms_of_a_register_are_chosen_from(site: ScratchSite) -> None:
    site.write("content/authors.toml", '["Ana"]\nname = "Ana"\n["Zoé"]\nname = "Zoé"\n')
    authors = fields(collections(site.root)["drafts"])["authors"]
    assert authors["widget"] == "select" and authors["multiple"]
    assert set(authors["options"]) == {"Ana", "Zoé"}


def test_every_label_and_hint_has_its_french(site: ScratchSite) -> None:
    site.settings(f'language = "fr"\n{SETTINGS}')
    schema = front_matter_schema(load_site(site.root), {})
    english, french = Words("en"), Words("fr")

    def paths(key: str, form: Any) -> Any:
        yield key, form.get("description", "")
        for other in form.get("anyOf", [form]):
            if name := other.get("$ref", "").rpartition("/")[2]:
                for inner, inside in schema["$defs"][name]["properties"].items():
                    yield from paths(f"{key}.{inner}", inside)

    told = [
        path
        for key in spellings_of(load_site(site.root)).order
        if key not in ("kind", "lang", "extra")
        for path, description in paths(key, schema["properties"][key])
        if description and french.hint(path, "") in ("", english.hint(path, description))
    ]
    assert told == []
    drafts = collections(site.root)["drafts"]
    assert drafts["label"] == "Brouillons" and fields(drafts)["title"]["label"] == "Titre"


def test_languages_are_told_apart_only_where_there_are_several(site: ScratchSite) -> None:
    site.settings(ONE_LANGUAGE)
    assert "i18n" not in configured(site.root)
    site.settings(SETTINGS)
    assert configured(site.root)["i18n"]["locales"] == ["en", "fr"]
