"""The search indexes that real Pagefind makes: one for each language and volume."""

from __future__ import annotations

import base64
import gzip
import json
import re
import shutil
from typing import Any, ClassVar

import pytest

from archives import Built
from dateline.build.options import Options
from dateline.build.report import Silent
from dateline.build.run import build
from dateline.search.keys import key_of, pack_of
from scratch import SETTINGS, SQUARE, ScratchSite, assert_same

TEN = SETTINGS + "[search]\nvolume = 10\n"


@pytest.fixture
def archive(built: Built) -> ScratchSite:
    """Sixteen English articles over two decades, two French ones; built."""

    def write(site: ScratchSite) -> None:
        for year in range(2000, 2016):
            tags = ["Sea", "Port"] if year % 2 else ["Sea"]
            site.article(f"{year}.md", f"Harbour news {year}.", date=f"{year}-05-06", tags=tags)
        site.article("un.fr.md", "Les pêcheurs du port.", date="2001-01-02", tags=["Mer"])
        site.article("deux.fr.md", "La tempête.", date="2012-01-02", location="Galle")

    return built("harbour", write, TEN, search=True)


def manifest(site: ScratchSite) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(site.page("/search/data/manifest.json"))
    return data


def volumes(site: ScratchSite) -> dict[str, list[str]]:
    """The names of the volumes of each language, by the manifest."""
    languages = manifest(site)["languages"]
    return {lang: [item["name"] for item in languages[lang]["volumes"]] for lang in languages}


def unpacked(site: ScratchSite, path: str) -> Any:
    """The content of a file of search data that Dateline makes."""
    return json.loads(gzip.decompress((site.public / "search/data" / path).read_bytes()))


def fragments(site: ScratchSite, path: str) -> dict[str, dict[str, Any]]:
    """What the fragment packs of a volume hold of each article, by the fragment's name."""
    folder = site.public / "search/data" / path / "articles"
    return {
        article["fragment"]: article
        for file in folder.iterdir()
        for articles in unpacked(site, f"{path}/articles/{file.name}").values()
        for article in articles
    }


def test_each_volume_is_named_while_it_is_waited_for(archive: ScratchSite) -> None:
    class Recording(Silent):
        waited_for: ClassVar[list[str]] = []

        def doing(self, what: str) -> None:
            self.waited_for.append(what)

    build(archive.root, Options(jobs=1, clean=True), Recording())
    assert sorted(Recording.waited_for) == ["en/2000s", "en/2010s", "fr/all"]


def test_the_manifest_names_volumes_newest_first(archive: ScratchSite) -> None:
    assert volumes(archive) == {"en": ["2010s", "2000s"], "fr": ["all"]}
    newest, oldest = manifest(archive)["languages"]["en"]["volumes"]
    assert newest["articles"] == 6 and oldest["articles"] == 10
    assert (newest["first"], newest["last"]) == ("2010-05-06", "2015-05-06")
    assert newest["path"] == "en/2010s/" and newest["tag"] != oldest["tag"]
    for language in manifest(archive)["languages"].values():
        for volume in language["volumes"]:
            folder = archive.public / "search/data" / volume["path"]
            assert {item.name for item in folder.iterdir()} == {
                "volume.dl",
                "words.dl",
                "facets.dl",
                "articles",
                "index",
            }


def test_each_language_has_an_engine_with_its_own_stemmer(archive: ScratchSite) -> None:
    for lang, language in manifest(archive)["languages"].items():
        assert language["engine"] == f"engine/{lang}/"
        folder = archive.public / "search/data" / language["engine"]
        files = {path.name for path in folder.rglob("*")}
        assert files == {"pagefind.js", f"wasm.{lang}.pagefind"}


def test_a_volume_says_what_is_needed_to_search_it(archive: ScratchSite) -> None:
    for volume in (
        volume for of in manifest(archive)["languages"].values() for volume in of["volumes"]
    ):
        found = unpacked(archive, f"{volume['path']}volume.dl")
        held, articles = fragments(archive, volume["path"]), found["articles"]
        assert articles["fragment"] and set(articles["fragment"]) == held.keys()
        columns = (articles[name] for name in ("fragment", "key", "date", "length"))
        for name, key, date, length in zip(*columns, strict=True):
            article = held[name]
            assert key == key_of(article["url"])
            assert date == article["iso"]
            assert 0 <= length - article["words"] < 50
        (language,) = found["entry"]["languages"].values()
        assert language["page_count"] == len(held)
        assert gzip.decompress(base64.b64decode(found["metadata"])).startswith(b"pagefind_dcd")


def test_each_article_is_in_the_pack_that_its_key_names(site: ScratchSite) -> None:
    for number in range(90):
        site.article(f"{number}.md", f"Rain {number}.", date=f"2014-03-{number % 28 + 1:02}")
    site.build(search=True)
    (volume,) = manifest(site)["languages"]["en"]["volumes"]
    assert volume["packs"] == 10
    found: list[str] = []
    for pack in range(volume["packs"]):
        for key, articles in unpacked(site, f"en/all/articles/{pack}.dl").items():
            assert pack_of(key, volume["packs"]) == pack
            assert {key_of(article["url"]) for article in articles} == {key}
            found += (article["url"] for article in articles)
    assert len(found) == len(set(found)) == 90


def test_a_change_rewrites_one_fragment_pack(site: ScratchSite) -> None:
    for number in range(90):
        site.article(f"{number}.md", f"Rain {number}.", date=f"2014-03-{number % 28 + 1:02}")
    site.build(search=True)
    folder = site.public / "search/data/en/all/articles"
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    site.article("7.md", "Hail in its place.", date="2014-03-08")
    site.build(search=True)
    after = {path.name: path.read_bytes() for path in folder.iterdir()}
    changed = {name for name in after if before[name] != after[name]}
    assert changed == {f"{pack_of(key_of('/2014/03/08/7/'), 10)}.dl"}


def test_facets_tell_the_terms_of_each_article(archive: ScratchSite) -> None:
    tags = unpacked(archive, "en/2010s/facets.dl")["terms"]["tags"]
    assert tags["names"] == [["port", "Port"], ["sea", "Sea"]]
    named = [sorted(tags["names"][position][0] for position in of) for of in tags["of"]]
    volume, held = unpacked(archive, "en/2010s/volume.dl"), fragments(archive, "en/2010s")
    shown = [held[name]["terms"]["tags"] for name in volume["articles"]["fragment"]]
    assert [sorted(slug for slug, _ in terms) for terms in shown] == named


def test_weather_and_the_spelling_of_a_term_are_among_the_facets(archive: ScratchSite) -> None:
    held = fragments(archive, "fr/all").values()
    assert {article["weather"] for article in held} == {""}
    archive.article(
        "un.fr.md", "Les pêcheurs du port.", date="2001-01-02", tags=["Mer"], weather="24.7 C"
    )
    assert archive.build().volumes == ["fr/all"]
    held = fragments(archive, "fr/all").values()
    assert {article["weather"] for article in held} == {"24,7\u00a0°C", ""}
    archive.write("content/tags.toml", '[mer]\nname = "La mer"\n')
    archive.build()
    terms = unpacked(archive, "fr/all/facets.dl")["terms"]
    assert terms["tags"]["names"] == [["mer", "La mer"]]
    assert_same(archive.snapshot(), archive.clean_snapshot())


def test_an_article_that_is_a_picture_alone_is_found_by_its_title(site: ScratchSite) -> None:
    site.write("content/square.svg", SQUARE.format(width=60))
    site.article("a.md", "![](square.svg)", title="The lighthouse")
    site.build(search=True)
    (fragment,) = fragments(site, "en/all").values()
    assert fragment["text"].strip() == "The lighthouse."
    site.article("a.md", "![](square.svg)", title="***")
    site.build(search=True)
    assert unpacked(site, "en/all/volume.dl")["articles"]["fragment"] == []


def test_french_words_stand_apart_from_what_is_elided(archive: ScratchSite) -> None:
    body = "Vue de l’île d'Arros, aujourd’hui. Qu'il parte ! S’ils l'ont vue, c’est d’accord."
    archive.article("un.fr.md", body, date="2001-01-02", title="L’escale")
    archive.article("2015.md", "L’île de l’Est.", date="2015-05-06")
    archive.build()
    texts = {item["url"]: item for item in fragments(archive, "fr/all").values()}
    assert texts["/fr/2001/01/02/un/"]["text"] == (
        "Vue de l’ île d’ Arros, aujourd’hui. Qu’ il parte ! S’ ils l’ ont vue, c’ est d’ accord."
    )
    assert texts["/fr/2001/01/02/un/"]["title"] == "L’escale"
    english = {item["text"] for item in fragments(archive, "en/2010s").values()}
    assert "L’île de l’Est." in english


def test_a_fragment_says_what_results_show(archive: ScratchSite) -> None:
    (first, second) = sorted(fragments(archive, "fr/all").values(), key=lambda item: item["url"])
    assert first["url"] == "/fr/2001/01/02/un/"
    assert first["title"] == "Un.fr" and "2 janvier 2001" in first["date"]
    assert "pêcheurs" in first["text"]
    assert second["place"] == "Galle"


def test_two_builds_make_the_same_bytes(archive: ScratchSite) -> None:
    assert_same(archive.snapshot(), archive.clean_snapshot())


def test_only_the_touched_volume_is_indexed_again(archive: ScratchSite) -> None:
    before = archive.times()
    archive.article("2004.md", "Corrected.", date="2004-05-06", tags=["Sea"])
    summary = archive.build()
    assert summary.volumes == ["en/2000s"]
    after = archive.times()
    moved = {path for path in after if before.get(path) != after[path] and "search/data" in path}
    volumes = {path for path in moved if "/data/en/" in path}
    assert volumes and all("en/2000s" in path for path in volumes)
    assert not any("/fr/" in path for path in moved)
    assert_same(archive.snapshot(), archive.clean_snapshot())


def test_volumes_split_and_merge(archive: ScratchSite) -> None:
    archive.article("more.md", date="2003-05", tags=["Sea"])
    archive.build()
    assert volumes(archive)["en"] == ["2010s", *(str(year) for year in range(2009, 1999, -1))]
    assert not (archive.public / "search/data/en/2000s").exists()
    assert_same(archive.snapshot(), archive.clean_snapshot())
    archive.delete("more.md")
    archive.build()
    assert volumes(archive)["en"] == ["2010s", "2000s"]
    assert_same(archive.snapshot(), archive.clean_snapshot())


def test_a_new_template_indexes_nothing_again(archive: ScratchSite) -> None:
    before = {path: time for path, time in archive.times().items() if "search/data/" in path}
    archive.write("themes/own/theme.toml", 'inherits = "broadsheet"\n')
    archive.write(
        "themes/own/templates/article.html", "<!doctype html><h1>{{ page.headline }}</h1>"
    )
    archive.settings('theme = "own"\n' + TEN)
    summary = archive.build()
    assert summary.written and summary.volumes == []
    assert before == {
        path: time for path, time in archive.times().items() if "search/data/" in path
    }


def test_where_links_lead_indexes_nothing_again(archive: ScratchSite) -> None:
    archive.article("2014.md", "See [it](2003.md).", date="2014-05-06", tags=["Sea"])
    archive.build()
    archive.article("2003.md", "Harbour news 2003.", date="2003-05-06", tags=["Sea"], slug="new")
    summary = archive.build()
    assert "/2014/05/06/2014/" in {url for url, _ in summary.written}
    assert summary.volumes == ["en/2000s"]
    assert_same(archive.snapshot(), archive.clean_snapshot())


def test_what_may_not_be_found_is_not_indexed(archive: ScratchSite) -> None:
    archive.article("2004.md", date="2004-05-06", noindex=True)
    archive.article("2005.md", date="2005-05-06", draft=True)
    archive.article("about.md", "Harbour people.", kind="page", date=None)
    archive.build()
    found = {fragment["url"] for fragment in fragments(archive, "en/2000s").values()}
    assert len(found) == 8 and not re.search("2004|2005", " ".join(found))


def test_a_volume_of_which_nothing_may_be_found_goes(archive: ScratchSite) -> None:
    keys: dict[str, Any] = {"noindex": True, "tags": ["Mer"]}
    archive.article("un.fr.md", date="2001-01-02", **keys)
    archive.article("deux.fr.md", date="2012-01-02", **keys)
    archive.build()
    assert volumes(archive).keys() == {"en"}
    assert not (archive.public / "search/data/fr").exists()
    assert not (archive.public / "search/data/engine/fr").exists()
    assert_same(archive.snapshot(), archive.clean_snapshot())
    assert archive.build().planned == 0
    archive.article("un.fr.md", date="2001-01-02", tags=["Mer"])
    assert archive.build().volumes == ["fr/all"]
    assert_same(archive.snapshot(), archive.clean_snapshot())


def test_search_can_be_left_out_and_taken_back(archive: ScratchSite) -> None:
    whole = archive.snapshot()
    archive.build(search=False)
    assert not (archive.public / "search/data").exists()
    assert archive.has("/search/")
    assert archive.build(search=False).written == []
    archive.build()
    assert_same(archive.snapshot(), whole)


def test_search_comes_to_an_archive_without_terms(site: ScratchSite) -> None:
    site.article("a.md")
    site.build()
    site.search = True
    assert site.build().volumes == ["en/all"]
    assert site.build().planned == 0


def test_the_last_article_takes_the_search_along(site: ScratchSite) -> None:
    site.search = True
    site.article("a.md")
    site.build()
    site.delete("a.md")
    summary = site.build()
    assert "/search/data/manifest.json" in {url for url, _ in summary.deleted}
    assert not (site.public / "search/data").exists()
    assert_same(site.snapshot(), site.clean_snapshot())


def test_files_lost_from_an_index_come_back_with_verify(archive: ScratchSite) -> None:
    before = archive.snapshot()
    shutil.rmtree(archive.public / "search/data/en/2010s/index")
    (archive.public / "search/data/engine/fr/pagefind.js").unlink()
    (archive.public / "search/data/words/en/0.dl").unlink()
    (archive.public / "search/data/words/fr/endings-0.dl").write_bytes(b"rubbish")
    assert archive.build(verify=True).volumes == ["en/2010s"]
    assert_same(archive.snapshot(), before)


def test_words_are_those_of_the_article_alone(archive: ScratchSite) -> None:
    (fragment,) = (
        fragment
        for fragment in fragments(archive, "en/2010s").values()
        if fragment["url"] == "/2014/05/06/2014/"
    )
    assert fragment["text"] == "Harbour news 2014."


def test_a_summary_is_searched_too_unless_it_is_taken_from_the_text(site: ScratchSite) -> None:
    site.article("a.md", "The *Mary* ran\naground.", summary="A schooner is lost.")
    site.article("b.md", "The *Mary* ran\naground.")
    site.article("c.md", f"{'The Mary & all of her crew ran aground. ' * 20}")
    site.build(search=True)
    found = {held["url"]: held["text"] for held in fragments(site, "en/all").values()}
    assert found["/2014/03/05/a/"] == "A schooner is lost. The Mary ran aground."
    assert found["/2014/03/05/b/"] == "The Mary ran aground."
    assert found["/2014/03/05/c/"].count("crew") == 20
