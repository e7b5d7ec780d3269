"""Packs: one file for each volume, and for the lists that volumes share."""

from __future__ import annotations

import gzip
import json
import random
from pathlib import Path
from typing import Any

import pytest

from dateline.packs.saved_page import without_online_parts
from photographs import photograph
from scratch import SETTINGS, SQUARE, ScratchSite, assert_same, urls

VOLUMES = SETTINGS + "[search]\nvolume = 10\n"
LIST = "/offline/volumes.json"
EARLY, LATE = "/offline/packs/en/1980s.pack", "/offline/packs/en/2010s.pack"
LISTS = "/offline/packs/en/lists/all.pack"


@pytest.fixture
def site(tmp_path: Path) -> ScratchSite:
    """Two volumes of six articles each."""
    site = ScratchSite(tmp_path / "site", VOLUMES, search=True)
    for number in range(6):
        for year in (1987, 2014):
            date = f"{year}-0{number + 1}-05"
            site.article(f"a{number}-{year}.md", f"Rain {number}.", date=date, tags=["Rain"])
    return site


def header(site: ScratchSite, url: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(unpacked(site, url).partition(b"\n")[0])
    return found


def unpacked(site: ScratchSite, url: str) -> bytes:
    return gzip.decompress((site.public / url.lstrip("/")).read_bytes())


def contents(site: ScratchSite, url: str) -> dict[str, bytes]:
    """The files of a pack, by address, read as a browser does."""
    line, _, bodies = unpacked(site, url).partition(b"\n")
    found = {}
    parts: list[bytes] = []
    for file in json.loads(line)["files"]:
        whole = b""
        for number in file.get("parts", [file["size"]]):
            if number < 0:
                whole += parts[-number - 1]
                continue
            part, bodies = bodies[:number], bodies[number:]
            parts += [part] if "parts" in file else []
            whole += part
        assert len(whole) == file["size"]
        found[file["url"]] = whole
    assert not bodies
    return found


def volumes(site: ScratchSite, lang: str = "en") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(site.page(LIST))["languages"][lang]
    return found


def test_a_pack_holds_articles_lists_pictures_documents_and_index(site: ScratchSite) -> None:
    site.write("content/pictures/a square.svg", SQUARE.format(width=60))
    site.write("content/notes.pdf", "Not a picture.")
    site.write("content/scans.pdf", b"0" * 1_000_001)
    body = "See ![it](<pictures/a square.svg>) and [notes](notes.pdf), [scans](scans.pdf)."
    site.article("with.md", body, date="2014-07-07")
    site.build()
    files = contents(site, LATE)
    index = site.public / "search/data/en/2010s"
    expected = {f"search/data/en/2010s/{path.relative_to(index)}" for path in index.rglob("*.*")}
    pages = {f"2014/0{number + 1}/05/a{number}-2014/" for number in range(6)}
    lists = {"2014/", "2014/07/", "2014/07/07/"}
    lists |= {f"2014/0{number + 1}/{day}" for number in range(6) for day in ("", "05/")}
    article = {"2014/07/07/with/", "pictures/a%20square.svg", "notes.pdf"}
    assert files.keys() == {*expected, *pages, *lists, *article}
    assert files["pictures/a%20square.svg"].decode() == SQUARE.format(width=60)
    assert files["notes.pdf"] == b"Not a picture."
    for path in index.rglob("*.*"):
        assert files[f"search/data/en/2010s/{path.relative_to(index)}"] == path.read_bytes()
    assert b"Rain 3." in files["2014/04/05/a3-2014/"]


def test_a_pack_holds_one_variant_of_each_picture(site: ScratchSite) -> None:
    site.settings(VOLUMES + "[images]\navif = true\n")
    site.write("content/wide.jpg", photograph(900, 600))
    site.write("content/narrow.jpg", photograph(600, 400))
    shown = {"src": "wide.jpg", "alt": "Masts"}
    site.article("with.md", "![Masts](narrow.jpg)", date="2014-07-07", image=shown)
    site.build()
    files = contents(site, LATE)
    pictures = {path: data for path, data in files.items() if path.startswith("images/")}
    assert sorted(path.partition("-")[2] for path in pictures) == ["600.webp", "900.webp"]
    for path, data in pictures.items():
        assert data == site.public.joinpath(path).read_bytes()
    page = files["2014/07/07/with/"].decode()
    assert "<source" not in page and "jpg" not in page.partition("<body>")[2]
    for path in pictures:
        assert f'src="/{path}"' in page
    assert 'alt="Masts" width="900" height="600" fetchpriority="high"' in page
    site.write("content/wide.jpg", photograph(850, 600))
    assert LATE in site.rebuilt()


def test_a_pack_of_lists_holds_what_leads_across_volumes(site: ScratchSite) -> None:
    site.article("about.md", "![it](square.svg)", kind="page", date=None)
    site.article("apropos.fr.md", kind="page", date=None)
    site.write("content/square.svg", SQUARE.format(width=60))
    site.build()
    lists = {
        "",
        "archive/",
        "tags/",
        "tags/rain/",
        "about/",
        "corrections/",
        "feed.xml",
        "feed.json",
    }
    files = contents(site, LISTS)
    assert files.keys() == {*lists, "square.svg"}
    assert files["tags/rain/"] == without_online_parts(site.page("/tags/rain/").encode())
    assert [volume["lists"] for volume in volumes(site)] == [["all"], ["all"]]
    pack = site.public / LISTS.lstrip("/")
    [listed] = json.loads(site.page(LIST))["lists"]["en"]
    assert listed == {
        "name": "all",
        "tag": listed["tag"],
        "pack": LISTS.lstrip("/"),
        "size": pack.stat().st_size,
    }


def test_what_is_the_same_in_several_pages_is_stored_once(site: ScratchSite) -> None:
    site.article("both.md", date="2014-03-09", tags=["Rain", "Wind"], slug="both")
    site.build()
    _header, _, bodies = unpacked(site, LISTS).partition(b"\n")
    files = contents(site, LISTS)
    assert b"/2014/03/09/both/" in files["tags/rain/"]
    assert b"/2014/03/09/both/" in files["tags/wind/"]
    line = b'<h3 class="headline"><a href="/2014/03/09/both/">'
    assert [files[url].count(line) for url in ("tags/rain/", "tags/wind/")] == [1, 1]
    assert bodies.count(line) == 1


def test_lists_are_packed_with_the_smallest_period_that_contains_them(site: ScratchSite) -> None:
    for number in range(12):
        site.article(f"more{number}.md", date=f"2014-{number + 1:02}-09", tags=["Rain"])
    site.build()
    assert [(volume["name"], volume["lists"]) for volume in volumes(site)] == [
        ("2014-q4", ["2014", "all"]),
        ("2014-q3", ["2014", "all"]),
        ("2014-q2", ["2014", "all"]),
        ("2014-q1", ["2014", "all"]),
        ("1980s", ["all"]),
    ]
    assert "2014/01/" in contents(site, "/offline/packs/en/2014-q1.pack")
    assert contents(site, "/offline/packs/en/lists/2014.pack").keys() == {"2014/"}
    assert not site.has("/offline/packs/en/lists/2010s.pack"), "no page shows just this decade"
    assert_same(site.snapshot(), site.clean_snapshot())
    for number in range(12):
        site.delete(f"more{number}.md")
    site.build()
    assert [volume["name"] for volume in volumes(site)] == ["2010s", "1980s"]
    assert not site.has("/offline/packs/en/lists/2014.pack")
    assert_same(site.snapshot(), site.clean_snapshot())


def test_a_period_of_a_term_is_packed_with_its_volume(site: ScratchSite) -> None:
    site.settings(VOLUMES + "[lists]\nlimit = 10\n")
    site.build()
    assert "tags/rain/2010s/" in contents(site, LATE)
    assert "tags/rain/1980s/" in contents(site, EARLY)
    assert "tags/rain/" in contents(site, LISTS)


def test_a_change_to_a_page_without_a_date_renews_only_the_lists(site: ScratchSite) -> None:
    site.article("about.md", "One.", kind="page", date=None)
    site.build()
    site.article("about.md", "Two.", kind="page", date=None)
    assert urls(site.build()) == {"/about/", LISTS, LIST}
    assert b"Two." in contents(site, LISTS)["about/"]
    site.delete("about.md")
    assert LISTS in urls(site.build())
    assert "about/" not in contents(site, LISTS)
    assert_same(site.snapshot(), site.clean_snapshot())


def test_the_header_tells_what_a_library_shows(site: ScratchSite) -> None:
    site.article("neuf.fr.md", title="Neuf & vieux", date="2014-02")
    site.build()
    told = header(site, "/offline/packs/fr/all.pack")
    manifest = json.loads(site.page("/search/data/manifest.json"))
    assert told["format"] == 2
    assert told["index"] == manifest["languages"]["fr"]["volumes"][0]["tag"]
    assert told["files"][0] == {
        "url": "fr/2014/02/neuf/",
        "type": "text/html; charset=utf-8",
        "size": len(contents(site, "/offline/packs/fr/all.pack")["fr/2014/02/neuf/"]),
        "parts": told["files"][0]["parts"],
        "title": "Neuf & vieux",
        "date": "2014-02",
    }


def test_what_depends_on_other_articles_is_cut(site: ScratchSite) -> None:
    site.build()
    whole = site.page("/2014/04/05/a3-2014/")
    saved = contents(site, LATE)["2014/04/05/a3-2014/"].decode()
    for mark in ('class="pager"', 'class="more"', "<!-- online -->"):
        assert mark in whole
        assert mark not in saved
    assert saved.rstrip().endswith("</html>")


def test_every_online_part_is_cut() -> None:
    page = b"a\n  <!-- online -->\n  b\n  <!-- /online -->\nc<!-- online -->d<!-- /online -->e"
    assert without_online_parts(page) == b"a\n  ce"


def test_the_list_names_the_volumes_newest_first(site: ScratchSite) -> None:
    site.build()
    listed = volumes(site)
    assert [volume["name"] for volume in listed] == ["2010s", "1980s"]
    newest = listed[0]
    pack = site.public / newest["pack"]
    assert newest == {
        "name": "2010s",
        "label": "2010s",
        "articles": 6,
        "first": "2014-01-05",
        "last": "2014-06-05",
        "tag": newest["tag"],
        "pack": "offline/packs/en/2010s.pack",
        "size": pack.stat().st_size,
        "files": [],
        "lists": ["all"],
    }


def test_one_more_article_leaves_the_other_packs(site: ScratchSite) -> None:
    site.build()
    before = {volume["name"]: volume["tag"] for volume in volumes(site)}
    # The last of the earlier volume gets another neighbour, the first of the later one too.
    site.article("between.md", date="1989-12-31", tags=["Rain"])
    written = urls(site.build())
    assert "/2014/01/05/a0-2014/" in written, "its pager names the new one"
    assert "/2014/01/05/" in written, "its pager leads to the new day"
    assert {EARLY, LISTS, LIST} <= written
    assert LATE not in written
    after = {volume["name"]: volume["tag"] for volume in volumes(site)}
    assert after["2010s"] == before["2010s"]
    assert after["1980s"] != before["1980s"]
    assert_same(site.snapshot(), site.clean_snapshot())


def test_a_link_whose_target_moved_renews_the_pack(site: ScratchSite) -> None:
    site.article("linking.md", "See [it](a3-2014.md).", date="1987-08-08")
    site.build()
    site.article("a3-2014.md", "Rain 3.", date="2014-04-05", tags=["Rain"], slug="moved")
    assert EARLY in urls(site.build())
    assert b"/2014/04/05/moved/" in contents(site, EARLY)["1987/08/08/linking/"]
    assert_same(site.snapshot(), site.clean_snapshot())


def test_a_new_stylesheet_leaves_all_packs_and_renews_the_worker(site: ScratchSite) -> None:
    site.settings('theme = "own"\n' + VOLUMES)
    site.write("themes/own/theme.toml", 'inherits = "broadsheet"\n')
    site.build()
    site.write("themes/own/assets/css/95-own.css", "body { color: red }")
    assert urls(site.build()) == {"/assets/dateline.css", "/service-worker.js"}
    assert_same(site.snapshot(), site.clean_snapshot())


def test_one_more_article_leaves_the_worker(site: ScratchSite) -> None:
    site.build()
    site.article("more.md", date="2014-03-03")
    assert "/service-worker.js" not in urls(site.build())


@pytest.mark.parametrize(
    "body", ["![it](square.svg)", '<p><img src="square.svg" alt="it"></p>', "![it](/square.svg)"]
)
def test_another_picture_renews_the_pack(site: ScratchSite, body: str) -> None:
    """Though the page that shows it stays as it is."""
    site.write("content/square.svg", SQUARE.format(width=60))
    site.article("with.md", body, date="2014-07-07")
    site.build()
    site.write("content/square.svg", SQUARE.format(width=60) + "\n")
    written = urls(site.build())
    assert written == {"/square.svg", LATE, LIST}
    assert_same(site.snapshot(), site.clean_snapshot())


@pytest.mark.parametrize(
    ("source", "path", "text"),
    [
        ("/square.svg", "", ""),
        ("{{ site.extra.logo }}", "site.toml", VOLUMES + '[extra]\nlogo = "/square.svg"\n'),
        ("/{{ 'square' }}.svg", "site.toml", VOLUMES + '[files]\nalways = ["square.svg"]\n'),
        ("/{{ 'square' }}.svg", "content/tags.toml", '[rain]\nurl = "/square.svg"\n'),
    ],
    ids=["template", "settings", "always", "register"],
)
def test_a_picture_that_a_template_adds_is_saved_and_renewed(
    site: ScratchSite, source: str, path: str, text: str
) -> None:
    if path:
        site.write(path, text)
    site.settings('theme = "own"\n' + (site.root / "site.toml").read_text("utf-8"))
    site.write("themes/own/theme.toml", 'inherits = "broadsheet"\n')
    footer = f'{{% macro colophon() %}}<img src="{source}" alt="">{{% endmacro %}}'
    site.write("themes/own/templates/_footer.html", footer)
    site.build(keep_going=True)
    for width in (60, 61):
        picture = SQUARE.format(width=width)
        site.write("content/square.svg", picture)
        assert site.rebuilt() == {"/square.svg", EARLY, LATE, LISTS, LIST}
        for pack in (EARLY, LATE, LISTS):
            assert contents(site, pack)["square.svg"].decode() == picture


def test_an_article_that_robots_pass_over_is_saved_and_not_searched(site: ScratchSite) -> None:
    site.article("quiet.md", "Hush.", date="2014-07-07", noindex=True)
    site.article("draft.md", "Soon.", date="2014-07-08", draft=True)
    site.build()
    files = contents(site, LATE)
    assert b"Hush." in files["2014/07/07/quiet/"]
    assert not any("draft" in url for url in files)
    assert volumes(site)[0]["articles"] == 7


def test_a_volume_that_is_divided_gives_way_to_its_parts(site: ScratchSite) -> None:
    site.build()
    for number in range(8):
        site.article(f"more{number}.md", date=f"2016-0{number + 1}-05")
    summary = site.build()
    assert LATE in {url for url, _ in summary.deleted}
    assert [volume["name"] for volume in volumes(site)] == ["2016", "2014", "1980s"]
    assert_same(site.snapshot(), site.clean_snapshot())


def test_without_search_there_is_nothing_to_save(site: ScratchSite) -> None:
    site.build()
    site.build(search=False)
    assert not site.has(LIST)
    assert not (site.public / "offline/packs").exists()
    assert site.has("/service-worker.js")
    assert "/search/data/engine" not in site.page("/service-worker.js")
    assert_same(site.snapshot(), site.clean_snapshot(search=False))
    site.build()
    assert_same(site.snapshot(), site.clean_snapshot())


def test_addresses_are_those_below_the_site(tmp_path: Path) -> None:
    settings = VOLUMES.replace("meridian.example/", "meridian.example/old/papers/")
    site = ScratchSite(tmp_path / "site", settings, search=True)
    site.write("content/square.svg", SQUARE.format(width=60))
    site.article("été.md", "![it](square.svg)", date="2014-03-05", slug="ete")
    site.build()
    files = contents(site, "/offline/packs/en/all.pack")
    assert {"2014/03/05/ete/", "square.svg"} <= files.keys()
    worker = site.page("/service-worker.js")
    assert 'const BASE = "/old/papers/"' in worker
    assert '"/old/papers/offline/"' in worker
    assert volumes(site)[0]["pack"] == "offline/packs/en/all.pack"


def test_a_damaged_pack_is_made_again_by_verify(site: ScratchSite) -> None:
    site.build()
    standing = site.snapshot()
    (site.public / LATE.lstrip("/")).write_bytes(b"damaged")
    (site.public / EARLY.lstrip("/")).unlink()
    (site.public / LIST.lstrip("/")).unlink()
    (site.public / "offline/packs/en/1066.pack").write_bytes(b"nobody's")
    site.build(verify=True)
    assert_same(site.snapshot(), standing)


def test_a_file_missing_from_the_output_does_not_stop_a_build(site: ScratchSite) -> None:
    site.build()
    (site.public / "2014/02/05/a1-2014/index.html").unlink()
    site.article("a4-2014.md", "Another text.", date="2014-05-05", tags=["Rain"])
    site.build()
    assert "2014/02/05/a1-2014/" not in contents(site, LATE)
    site.build(verify=True)
    assert_same(site.snapshot(), site.clean_snapshot())


def test_no_volume_is_packed_in_vain(site: ScratchSite) -> None:
    site.build()
    site.article("about.md", kind="page", date=None)
    written = urls(site.build())
    assert not {EARLY, LATE} & written


WHOLE, FILES = "/offline/packs/en/all.pack", "/offline/packs/en/files/all-{}.pack"


def with_tables(site: ScratchSite, count: int) -> None:
    """Make an archive of one volume with so many large tables to look at."""
    site.settings(SETTINGS)
    for number in range(count):
        table(site, number)
        site.article(f"a{number}-2014.md", f"[Rain]({number}.csv)", date="2014-04-05")


def table(site: ScratchSite, number: int, seed: int = 0) -> None:
    data = random.Random(f"{number} {seed}").randbytes(100_000)
    site.write(f"content/{number}.csv", data.hex())


def test_a_correction_leaves_the_pictures_and_documents_of_its_volume(site: ScratchSite) -> None:
    with_tables(site, 3)
    site.build()
    files = FILES.format(1)
    assert contents(site, files).keys() == {"0.csv", "1.csv", "2.csv"}
    assert not {"0.csv", "1.csv", "2.csv"} & contents(site, WHOLE).keys()
    (before,) = volumes(site)
    assert (before["files"], before["lists"]) == (["all/1"], [])
    (listed,) = json.loads(site.page(LIST))["lists"]["en"]
    size = (site.public / files[1:]).stat().st_size
    assert listed == {"name": "all/1", "tag": listed["tag"], "pack": files[1:], "size": size}
    site.article("a0-2014.md", "It was [hail](0.csv).", date="2014-04-05")
    written = site.rebuilt()
    assert WHOLE in written and files not in written
    table(site, 0, seed=1)
    assert {files, LIST} <= site.rebuilt()
    (after,) = volumes(site)
    assert after["tag"] != before["tag"], "readers who have saved it are to be told"


def test_packs_of_files_are_divided_before_they_are_too_large(
    site: ScratchSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dateline.packs.pack._LARGEST_FILES", 450_000)
    with_tables(site, 7)
    site.build()
    (volume,) = volumes(site)
    assert volume["files"] == ["all/1", "all/2", "all/3", "all/4"]
    packs = [contents(site, FILES.format(number)).keys() for number in (1, 2, 3, 4)]
    assert sorted(name for names in packs for name in names) == [f"{n}.csv" for n in range(7)]
    table(site, 3, seed=1)
    (place,) = [FILES.format(number) for number, names in enumerate(packs, 1) if "3.csv" in names]
    assert {url for url in site.rebuilt() if "/files/" in url} == {place}
    for number in (3, 4, 5, 6):
        site.delete(f"a{number}-2014.md")
    site.rebuilt()
    assert volumes(site)[0]["files"] == ["all/1", "all/2"]
    assert not site.has(FILES.format(3))
    for number in (1, 2):
        site.delete(f"a{number}-2014.md")
    site.rebuilt()
    assert "0.csv" in contents(site, WHOLE) and not site.has(FILES.format(1))


def test_a_damaged_pack_of_files_is_made_again_by_verify(site: ScratchSite) -> None:
    with_tables(site, 3)
    site.build()
    before = site.snapshot()
    (site.public / FILES.format(1)[1:]).write_bytes(b"x")
    site.write("public/offline/packs/en/files/all-2.pack", "y")
    site.build(verify=True)
    assert_same(site.snapshot(), before)
