"""One edit writes a handful of pages, and leaves what a build from nothing would."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from scratch import SETTINGS, ScratchSite, assert_same

BROADSHEET = Path(__file__).parents[2] / "themes" / "broadsheet" / "templates"


def test_an_article_in_a_year_long_past(archive: ScratchSite) -> None:
    archive.article("1990/find.md", title="A find", date="1990-07-01", tags=["Port"])
    written = archive.rebuilt()
    assert written == {
        "/1990/07/01/find/",
        "/1990/02/03/storm/",  # its neighbours in time
        "/1991/02/03/storm/",
        "/2014/05/06/port/",  # offers it among more articles
        *("/1990/", "/1990/07/", "/1990/07/01/", "/archive/"),
        *("/1990/02/", "/1991/02/"),  # months whose neighbours it changes
        *("/1990/02/03/", "/1991/02/03/"),
        *("/tags/", "/tags/port/", "/tags/port/feed.xml"),
        # the day of all years, and the one beside it
        *("/on-this-day/", "/on-this-day/07-01/", "/on-this-day/05-09/"),
        *("/", "/sitemaps/en-all.xml", "/sitemaps/pages.xml"),
    }


def test_a_corrected_typo(archive: ScratchSite) -> None:
    keys = {"title": "Storm of 1990", "date": "1990-02-03", "tags": ["Storm"]}
    archive.article("1990/storm.md", "A typo.", **keys)
    archive.build()
    archive.article("1990/storm.md", "No typo.", **keys)
    written = archive.rebuilt()
    assert "/1990/02/03/storm/" in written
    assert len(written) < 10


Edit = Callable[[ScratchSite], object]


def edit_title(site: ScratchSite) -> None:
    site.article("2014/port.md", title="The harbour", date="2014-05-06", tags=["Port"])


def edit_tags(site: ScratchSite) -> None:
    site.article("2014/port.md", title="The port", date="2014-05-06", tags=["Quay", "Storm"])


def edit_date(site: ScratchSite) -> None:
    site.article("2014/port.md", title="The port", date="1999-12-31", tags=["Port"])


def edit_slug(site: ScratchSite) -> None:
    site.article("2014/port.md", title="The port", date="2014-05-06", tags=["Port"], slug="harbour")


def edit_draft(site: ScratchSite) -> None:
    site.article("2014/port.md", title="The port", date="2014-05-06", tags=["Port"], draft=True)


def delete(site: ScratchSite) -> None:
    site.delete("2014/quay.md")


def rename(site: ScratchSite) -> None:
    site.rename("1990/storm.md", "1990/gale.md")


def settle(site: ScratchSite) -> None:
    site.write("content/places.toml", '["Galle"]\ncountry = "Sri Lanka"\nlat = 6.03\nlon = 80.2\n')


def merge_tags(site: ScratchSite) -> None:
    site.write("content/tags.toml", '["Weather"]\naliases = ["Storm"]\ndescription = "Wind"\n')


def configure(site: ScratchSite) -> None:
    site.settings(SETTINGS + 'description = "News"\n[extra]\nmotto = "All of it"\n')


def speak_another_language(site: ScratchSite) -> None:
    site.settings('language = "de"\n' + SETTINGS)


def speak_the_other_language(site: ScratchSite) -> None:
    site.article("2014/crue.fr.md", title="La crue", date="2014-07-01", tags=["Crue"])
    site.build()
    site.settings('language = "fr"\n' + SETTINGS)


def move_all(site: ScratchSite) -> None:
    site.settings(SETTINGS + 'permalink = "/:year/:slug/"\ntimezone = "Pacific/Auckland"\n')


def add_taxonomy(site: ScratchSite) -> None:
    site.article("2014/people.md", people=["Ann"])
    site.settings(SETTINGS + '[taxonomies]\npeople = "people"\nseries = false\n')


def add_page(site: ScratchSite) -> None:
    site.article("about.md", "[Notes](/notes.txt)", kind="page", date=None)


@pytest.mark.parametrize(
    ("edit", "there", "gone"),
    [
        (edit_title, "/2014/05/06/port/", ""),
        (edit_tags, "/tags/quay/", "/tags/port/"),
        (edit_date, "/1999/12/31/port/", "/2014/05/06/"),
        (edit_slug, "/2014/05/06/harbour/", "/2014/05/06/port/"),
        (edit_draft, "/2014/", "/2014/05/06/port/"),
        (delete, "/2014/", "/places/galle/"),
        (rename, "/1990/02/03/gale/", "/1990/02/03/storm/"),
        (settle, "/places/galle/", ""),
        (merge_tags, "/tags/weather/", ""),
        (configure, "/", ""),
        (speak_another_language, "/2014/05/06/port/", ""),
        (speak_the_other_language, "/2014/05/06/port/", "/fr/"),
        (move_all, "/2014/port/", "/2014/05/06/port/"),
        (add_taxonomy, "/people/ann/", "/series/"),
        (add_page, "/about/", ""),
    ],
)
def test_after_any_edit_it_is_as_if_built_anew(
    archive: ScratchSite, edit: Edit, there: str, gone: str
) -> None:
    before = archive.snapshot()
    edit(archive)
    archive.rebuilt()
    assert archive.snapshot() != before
    assert archive.has(there)
    assert not gone or not archive.has(gone)


def test_one_changed_title_writes_its_page_and_those_that_name_it(archive: ScratchSite) -> None:
    edit_title(archive)
    summary = archive.build()
    reasons = dict(summary.written)
    assert reasons["/2014/05/06/port/"] == "content/2014/port.md changed: title"
    assert "/2014/05/09/quay/" in reasons
    assert not any("1990" in url for url in reasons)


def test_a_place_with_new_coordinates_writes_the_pages_that_show_them(
    archive: ScratchSite,
) -> None:
    settle(archive)
    written = archive.rebuilt()
    assert {"/places/galle/", "/2014/05/09/quay/"} <= written
    assert "/2014/05/06/port/" not in written
    assert "Sri Lanka" in archive.page("/places/galle/")


def test_a_picture_of_another_size(archive: ScratchSite) -> None:
    picture = '<svg xmlns="http://www.w3.org/2000/svg" width="{}" height="60"/>'
    archive.write("content/2014/p.svg", picture.format(80))
    archive.article("2014/seen.md", "![A](p.svg)", date="2014-06-01", image="p.svg")
    archive.build()
    archive.write("content/2014/p.svg", picture.format(90))
    assert archive.rebuilt() == {
        "/2014/p.svg",
        "/2014/06/01/seen/",
        *("/", "/feed.xml", "/feed.json"),
        *("/2014/", "/2014/06/", "/2014/06/01/", "/2014/05/09/", "/on-this-day/06-01/"),
    }
    for url in ("/2014/06/01/seen/", "/2014/06/"):
        assert 'width="90"' in archive.page(url)


def test_a_translation_comes_and_goes(archive: ScratchSite) -> None:
    before = archive.snapshot()
    archive.article("2014/port.fr.md", title="Le port", date="2014-05-06", tags=["Port"])
    written = archive.rebuilt()
    assert {"/2014/05/06/port/", "/fr/2014/05/06/port/", "/fr/", "/", "/tags/port/"} <= written
    assert "/2014/05/09/quay/" in written  # every page leads to each language of the paper
    archive.delete("2014/port.fr.md")
    archive.rebuilt()
    assert_same(archive.snapshot(), before)


def test_a_language_that_only_a_page_has(archive: ScratchSite) -> None:
    before = archive.snapshot()
    archive.article("about.fr.md", kind="page", date=None)
    archive.rebuilt()
    assert archive.has("/fr/archive/") and not archive.has("/fr/tags/")
    archive.delete("about.fr.md")
    archive.rebuilt()
    assert_same(archive.snapshot(), before)


def test_time_makes_an_article_public(archive: ScratchSite) -> None:
    archive.article("2025/ahead.md", date="2025-01-02T06:00")
    assert archive.rebuilt() == set()
    archive.now = "2025-01-02T06:00:00"
    assert "/2025/01/02/ahead/" in archive.rebuilt()


def test_own_theme_overrides_one_template(archive: ScratchSite) -> None:
    archive.write("themes/own/theme.toml", 'inherits = "broadsheet"\n')
    archive.settings(SETTINGS + 'theme = "own"\n')
    assert archive.rebuilt() == set()
    archive.write(
        "themes/own/templates/term.html",
        '{% extends "base.html" %}{% block main %}{% include "_more.html" %}{% endblock %}',
    )
    archive.write("themes/own/templates/_more.html", "<p>{{ page.name }}</p>")
    written = archive.rebuilt()
    assert written == {"/tags/port/", "/tags/storm/", "/places/galle/"}
    archive.write("themes/own/templates/_more.html", "<b>{{ page.name }}</b>")
    assert archive.rebuilt() == written
    archive.write("themes/own/assets/css/50-own.css", "p { color: red }")
    assert archive.rebuilt() == {"/assets/dateline.css", "/service-worker.js"}
    archive.write("themes/own/assets/js/main/95-own.js", "const own = 1;")
    assert archive.rebuilt() == {"/assets/main.js", "/service-worker.js"}
    script = archive.page("/assets/main.js")
    assert script.startswith('(() => {\n"use strict";')
    assert script.endswith("const own = 1;\n})();\n")


def test_scripts_are_published_without_comments_on_lines_of_their_own(archive: ScratchSite) -> None:
    archive.write("themes/own/theme.toml", 'inherits = "broadsheet"\n')
    archive.settings(SETTINGS + 'theme = "own"\n')
    for part, published in (
        ("/* one\n * two */\nf();\n  // three\ng();", "\n\nf();\n\ng();"),
        ("f(); /* a\n b */\n/* c */\ng(); // d", "f(); /* a\n b */\n\ng(); // d"),
        ("/* `a` */\r\nf(`b`);", "\nf(`b`);"),
        ("/* a */ f();\n/*! mine */", "/* a */ f();\n/*! mine */"),
        ("f(`\n// text\n/* text */\n`);", "f(`\n// text\n/* text */\n`);"),
        ('f("a\\\n// text");', 'f("a\\\n// text");'),
    ):
        archive.write("themes/own/assets/js/main/95-own.js", part)
        archive.build()
        assert archive.page("/assets/main.js").endswith(f"\n{published}\n}})();\n")


def test_own_theme_adds_to_the_service_worker_and_to_several_scripts(archive: ScratchSite) -> None:
    archive.write("themes/own/theme.toml", 'inherits = "broadsheet"\n')
    archive.settings(SETTINGS + 'theme = "own"\n')
    archive.build()
    archive.write("themes/own/assets/js/worker/95-own.js", "const own = 1;")
    assert archive.rebuilt() == {"/service-worker.js"}
    assert archive.page("/service-worker.js").endswith("const own = 1;\n})();\n")
    archive.write("themes/own/assets/js/main+worker/15-own.js", "const shared = 1;")
    assert archive.rebuilt() == {"/assets/main.js", "/service-worker.js"}
    for script, before, after in (
        ("/assets/main.js", 'addEventListener("keydown"', "MOST_MARKS ="),
        ("/service-worker.js", "KEPT =", "SHELL_CACHE ="),
    ):
        parts = archive.page(script).partition("const shared = 1;")
        assert before in parts[0] and after in parts[2]


def test_a_template_that_others_import_in_turn(archive: ScratchSite) -> None:
    folio = (BROADSHEET / "_folio.html").read_text("utf-8")
    archive.write("themes/own/theme.toml", 'inherits = "broadsheet"\n')
    archive.settings(SETTINGS + 'theme = "own"\n')
    archive.build()
    archive.write("themes/own/templates/_folio.html", folio.replace("<time ", '<time class="own" '))
    written = archive.rebuilt()
    assert {"/", "/1990/", "/tags/storm/", "/1990/02/03/storm/"} <= written


def test_a_register_becomes_a_file_with_the_settings(archive: ScratchSite) -> None:
    always = SETTINGS + '[files]\nalways = "people.toml"\n'
    archive.settings(always)
    archive.write("content/people.toml", '["Ann"]\ndescription = "A writer"\n')
    archive.age()
    archive.build()
    archive.build()
    assert archive.has("/people.toml")
    archive.article("2014/ann.md", people=["Ann"])
    archive.settings(SETTINGS + '[taxonomies]\npeople = "people"\n')
    archive.rebuilt()
    assert "A writer" in archive.page("/people/ann/")
    assert not archive.has("/people.toml")
    archive.settings(always)
    archive.rebuilt()
    assert archive.has("/people.toml")
