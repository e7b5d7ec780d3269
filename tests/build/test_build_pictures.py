"""Photographs in an archive: what is published of them, when it is made, and what is told."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from PIL import Image

from photographs import CAMERA, POSITION, photograph
from scratch import SETTINGS, ScratchSite, assert_same, urls

STORY = "/2014/03/05/a/"


@pytest.fixture
def site(tmp_path: Path) -> ScratchSite:
    site = ScratchSite(tmp_path / "site")
    site.write("content/harbour.jpg", photograph())
    site.article("a.md", "![Masts](harbour.jpg)", image={"src": "harbour.jpg", "alt": "Masts"})
    return site


def sizes(site: ScratchSite) -> dict[str, tuple[int, int]]:
    """The size of every picture in the output but drawings and the theme's, by address."""
    found = {}
    for path, data in site.snapshot().items():
        if path.endswith((".jpg", ".png", ".webp", ".avif", ".tif")) and "assets" not in path:
            found[f"/{path}"] = Image.open(io.BytesIO(data)).size
    return found


def variants(site: ScratchSite) -> set[str]:
    """The addresses of the variants in the output."""
    return {url for url in sizes(site) if url.startswith("/images/")}


def made(site: ScratchSite) -> dict[str, int]:
    """When each variant in the cache was made."""
    folder = site.root / ".dateline" / "images"
    return {path.name: path.stat().st_mtime_ns for path in folder.glob("*")}


def test_a_page_offers_the_variants_that_are_published(site: ScratchSite) -> None:
    assert site.build().problems == []
    assert sorted(sizes(site).values()) == [
        (480, 320), (800, 533), (1200, 800), (1600, 1067), (1600, 1067),
    ]  # fmt: skip
    for url in (STORY, "/"):
        (srcset, *_) = re.findall(r'<source type="image/webp" srcset="([^"]+)"', site.page(url))
        offered = dict(reversed(one.split(" ")) for one in srcset.split(", "))
        assert offered.keys() == {"480w", "800w", "1200w", "1600w"}
        assert set(offered.values()) == variants(site)
        assert '<img src="/harbour.jpg" alt=' in site.page(url)
        assert 'width="1600" height="1067" fetchpriority="high"' in site.page(url)
    body = site.page(STORY).partition("prose")[2]
    assert re.search(r'</?picture>.*<img src="/harbour.jpg" [^>]*loading="lazy"', body)


def test_feeds_show_one_variant(site: ScratchSite) -> None:
    site.build()
    for feed in ("/feed.xml", "/feed.json"):
        assert "https://meridian.example/harbour.jpg" in site.page(feed)
        assert "picture" not in site.page(feed)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF", "TIFF"])
@pytest.mark.parametrize("width", [300, 900])
def test_no_file_says_where_the_camera_was(tmp_path: Path, form: str, width: int) -> None:
    site = ScratchSite(tmp_path / "site")
    name = f"harbour.{form.lower()}"
    data = photograph(width, 200, form)
    assert POSITION.encode() in data and CAMERA.encode() in data
    site.write(f"content/{name}", data)
    site.write(f"content/listed/{name}", data)
    site.settings(SETTINGS + '[files]\nalways = "listed"\n[images]\navif = true\n')
    site.article("a.md", f"![Masts]({name}) [full size]({name}) ![x](/listed/{name})")
    site.build()
    assert f"/{name}" in {f"/{path}" for path in site.snapshot()}
    for path, published in site.snapshot().items():
        assert POSITION.encode() not in published and CAMERA.encode() not in published, path
        assert data not in published
    for file in (*site.public.rglob(f"*.{form.lower()}"), *site.public.glob("images/*")):
        with Image.open(file) as image:
            assert not image.getexif().get_ifd(0x8825) and "xmp" not in image.info, file


def test_variants_are_made_once(site: ScratchSite) -> None:
    site.build()
    before = made(site)
    assert len(before) == 5
    site.article("a.md", "Other words.", image={"src": "harbour.jpg", "alt": "Masts"})
    site.write("themes/own/theme.toml", 'inherits = "broadsheet"\n')
    site.settings('theme = "own"\n' + SETTINGS)
    site.build()
    site.build(clean=True)
    site.rename("harbour.jpg", "port.jpg")
    site.article("a.md", "![Masts](port.jpg)")
    site.build()
    assert made(site) == before


def test_the_cache_keeps_what_the_archive_has(site: ScratchSite) -> None:
    site.build()
    before = made(site)
    site.write("content/port.jpg", photograph(700, 500))
    site.delete("harbour.jpg")
    site.article("a.md", "![Masts](port.jpg)")
    site.build()
    assert len(made(site)) == 3 and not made(site).keys() & before.keys()


def test_a_damaged_variant_is_made_again(site: ScratchSite) -> None:
    site.build()
    expected = site.snapshot()
    for path in (site.root / ".dateline" / "images").glob("*"):
        path.write_bytes(path.read_bytes()[:-1] + b"!")
    site.build(clean=True)
    assert_same(site.snapshot(), expected)


def test_another_picture_at_the_same_path(site: ScratchSite) -> None:
    site.build()
    before = variants(site)
    site.write("content/harbour.jpg", photograph(900, 600))
    rebuilt = site.rebuilt()
    assert {"/harbour.jpg", STORY, "/", *variants(site)} <= rebuilt
    assert not variants(site) & before and len(variants(site)) == 2
    site.delete("harbour.jpg")
    site.article("a.md", "Words.")
    site.rebuilt()
    assert sizes(site) == {}


def test_the_same_picture_twice(site: ScratchSite) -> None:
    site.write("content/copy.jpg", photograph())
    site.article("b.md", "![Masts](copy.jpg)")
    site.build()
    assert len(variants(site)) == 8 and len(made(site)) == 5
    site.delete("copy.jpg")
    site.article("b.md", "Words.")
    site.rebuilt()
    assert len(variants(site)) == 4


def test_other_widths_change_pages_and_pictures(site: ScratchSite) -> None:
    site.build()
    site.settings(SETTINGS + "[images]\nwidths = [2000, 600]\n")
    rebuilt = site.rebuilt()
    assert {"/harbour.jpg", STORY} <= rebuilt
    assert sorted(sizes(site).values()) == [(600, 400), (1800, 1200), (1800, 1200)]


def test_a_draft_publishes_no_variant(site: ScratchSite) -> None:
    site.article("a.md", "![Masts](harbour.jpg)", date="2030-01-01")
    site.build()
    assert sizes(site) == {} and made(site) == {}
    site.now = "2031-01-01T00:00:00"
    site.rebuilt()
    assert len(sizes(site)) == 5


def test_several_processes_make_the_same(site: ScratchSite) -> None:
    for number in range(3):
        site.write(f"content/p{number}.jpg", photograph(600 + number, 400))
        site.article(f"p{number}.md", f"![Masts](p{number}.jpg)")
    site.build(jobs=2)
    assert_same(site.snapshot(), site.clean_snapshot(jobs=1))


def test_an_archive_without_pictures_makes_none(tmp_path: Path) -> None:
    site = ScratchSite(tmp_path / "site")
    site.article("a.md")
    site.build()
    assert not (site.root / ".dateline" / "images").exists()


def test_words_change_no_picture(site: ScratchSite) -> None:
    site.build()
    site.article(
        "a.md", "![Masts](harbour.jpg) More.", image={"src": "harbour.jpg", "alt": "Masts"}
    )
    assert not [url for url in urls(site.build()) if url in sizes(site)]
