"""Photographs in an archive: what is published of them, when it is made, and what is reported."""

from __future__ import annotations

import io
import re
import zlib
from pathlib import Path

import pytest
from PIL import Image

from dateline.catalogue.undrawn import Undrawn
from photographs import CAMERA, POSITION, photograph
from scratch import SETTINGS, SQUARE, ScratchSite, assert_same, urls

STORY = "/2014/03/05/a/"
NARROW = SETTINGS + "[images]\nwidths = [120, 200, 300, 400]\n"
"""Pictures a quarter as wide as they usually are, which are made much sooner."""


@pytest.fixture
def site(tmp_path: Path) -> ScratchSite:
    site = ScratchSite(tmp_path / "site", NARROW)
    site.write("content/harbour.jpg", photograph(450, 300))
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
    site.settings(SETTINGS)
    site.write("content/harbour.jpg", photograph(1_800, 1_200))
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
@pytest.mark.parametrize("width", [90, 225])
def test_no_file_says_where_the_camera_was(tmp_path: Path, form: str, width: int) -> None:
    site = ScratchSite(tmp_path / "site")
    name = f"harbour.{form.lower()}"
    data = photograph(width, 60, form)
    assert POSITION.encode() in data and CAMERA.encode() in data
    site.write(f"content/{name}", data)
    site.write(f"content/listed/{name}", data)
    site.settings(NARROW + 'avif = true\n[files]\nalways = "listed"\n')
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
    site.settings('theme = "own"\n' + NARROW)
    site.build()
    site.build(clean=True)
    site.rename("harbour.jpg", "port.jpg")
    site.article("a.md", "![Masts](port.jpg)")
    site.build()
    assert made(site) == before


def test_the_cache_keeps_what_the_archive_has(site: ScratchSite) -> None:
    site.build()
    before = made(site)
    site.write("content/port.jpg", photograph(175, 125))
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
    site.write("content/harbour.jpg", photograph(225, 150))
    rebuilt = site.rebuilt()
    assert {"/harbour.jpg", STORY, "/", *variants(site)} <= rebuilt
    assert not variants(site) & before and len(variants(site)) == 2
    site.delete("harbour.jpg")
    site.article("a.md", "Words.")
    site.rebuilt()
    assert sizes(site) == {}


def test_the_same_picture_twice(site: ScratchSite) -> None:
    site.write("content/copy.jpg", photograph(450, 300))
    site.article("b.md", "![Masts](copy.jpg)")
    site.build()
    assert len(variants(site)) == 8 and len(made(site)) == 5
    site.delete("copy.jpg")
    site.article("b.md", "Words.")
    site.rebuilt()
    assert len(variants(site)) == 4


def test_other_widths_change_pages_and_pictures(site: ScratchSite) -> None:
    site.build()
    site.settings(SETTINGS + "[images]\nwidths = [500, 150]\n")
    rebuilt = site.rebuilt()
    assert {"/harbour.jpg", STORY} <= rebuilt
    assert sorted(sizes(site).values()) == [(150, 100), (450, 300), (450, 300)]


def test_a_draft_publishes_no_variant(site: ScratchSite) -> None:
    site.article("a.md", "![Masts](harbour.jpg)", date="2030-01-01")
    site.build()
    assert sizes(site) == {} and made(site) == {}
    site.now = "2031-01-01T00:00:00"
    site.rebuilt()
    assert len(sizes(site)) == 5


def test_several_processes_make_the_same(site: ScratchSite) -> None:
    for number in range(3):
        site.write(f"content/p{number}.jpg", photograph(150 + number, 100))
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


# What is wrong with pictures

HEIC = b"\0\0\0\x18ftypheic" + POSITION.encode() * 9
_HEADER = b"IHDR" + (30_000).to_bytes(4, "big") * 2 + b"\x08\x02\0\0\0"
BOMB = b"\x89PNG\r\n\x1a\n\0\0\0\r" + _HEADER + zlib.crc32(_HEADER).to_bytes(4, "big")
BOMB += b"\0\0\0\0IDAT\x35\xaf\x06\x1e"
SCRIPT = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'

FAULTY: dict[str, tuple[str, bytes, str, str]] = {
    "heic": ("p.heic", HEIC, "This is a HEIC picture, which most browsers", "Save it as a JPEG"),
    "renamed heic": ("p.jpg", HEIC, "HEIC picture, although its name ends in .jpg", "as a JPEG"),
    "cut short": (
        "p.jpg",
        photograph(450, 300)[:9_000],
        "The picture is cut short",
        "Copy or upload",
    ),
    "cut short png": ("p.png", photograph(90, 60, "PNG")[:9_000], "is cut short", "Copy or upl"),
    "bomb": ("p.png", BOMB, "30,000 × 30,000 pixels; the limit is 100 million", "Save it smaller"),
    "empty": ("p.jpg", b"", "The picture is empty", "Copy or upload it again"),
    "other": ("p.jpg", b"%PDF-1.7 not a picture", "named like a picture, but is not", "picture ed"),
    "page": ("p.png", b"<!doctype html><title>404</title>", "but is not a JPEG, PNG", "editor"),
    "damaged": ("p.webp", photograph(90, 60, "WEBP")[:30] + b"\0" * 99, "cannot be", "save it"),
    "script": ("p.jpg", SCRIPT, "This is an SVG drawing, but", "ends in .svg"),
}


def test_faulty_pictures_are_reported_and_left_out(site: ScratchSite) -> None:
    expected = site.clean_snapshot()
    paths = {fault: f"{number}/{FAULTY[fault][0]}" for number, fault in enumerate(FAULTY)}
    for number, (fault, path) in enumerate(paths.items()):
        site.write(f"content/{path}", FAULTY[fault][1])
        site.article(f"b{number}.md", f"![It]({path})\n\nWords.", image={"src": path, "alt": "It"})
    problems = {problem.path: problem for problem in site.problems()}
    assert problems.keys() == {f"content/{path}" for path in paths.values()}
    for fault, path in paths.items():
        problem, (_, _, message, fix) = problems[f"content/{path}"], FAULTY[fault]
        assert problem.severity == "error"
        assert problem.kind == ("unsafe-svg" if fault == "script" else "picture")
        assert message in problem.message and fix in problem.fix, fault
    summary = site.build(keep_going=True)
    assert sorted(held.path for held in summary.held) == sorted(paths.values())
    found = site.snapshot()
    assert not found.keys() & set(paths.values())
    for number, path in enumerate(paths.values()):
        assert path not in site.page(f"/2014/03/05/b{number}/")
    pictures = {path for path in expected if path.startswith("images/") or path == "harbour.jpg"}
    assert pictures and all(found[path] == expected[path] for path in pictures)
    mended = [path for path in paths.values() if not path.endswith("heic")]
    for path in paths.values():
        site.write(f"content/{path}", photograph(90, 60, "PNG"))
    site.build(keep_going=True)
    assert all(site.public.joinpath(path).is_file() for path in mended)


def test_a_drawing_without_a_size_is_not_called_no_picture(site: ScratchSite) -> None:
    site.write("content/plan.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    site.article("b.md", "![A plan](plan.svg)")
    (problem,) = site.build().problems
    assert problem.message == "The drawing “plan.svg” does not say how large it is"
    assert "viewBox" in problem.fix and "SVG file" not in problem.fix
    assert site.has("/plan.svg")
    site.write("content/plan.svg", '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 6 4"/>')
    assert not site.build().problems


def test_a_faulty_picture_that_nothing_shows_is_a_warning(site: ScratchSite) -> None:
    site.write("content/p.jpg", photograph(450, 300)[:9_000])
    (problem,) = site.build().problems
    assert (problem.path, problem.severity) == ("content/p.jpg", "warning")


def test_a_picture_with_the_name_of_another_format_is_published(site: ScratchSite) -> None:
    site.write("content/p.png", photograph(225, 150))
    site.article("b.md", "![It](p.png)")
    (problem,) = site.build().problems
    assert (problem.path, problem.severity, problem.kind) == (
        "content/p.png", "warning", "file-name",
    )  # fmt: skip
    assert "in JPEG, but its name ends in .png" in problem.message and ".jpg" in problem.fix
    with Image.open(site.public / "p.png") as image:
        assert image.format == "JPEG" and not image.getexif()


def test_widths_that_cannot_be_are_reported(site: ScratchSite) -> None:
    for value, message in (
        ("[20, 800]", "20 is not a width for pictures"),
        ("[]", "No widths are given"),
        (str(list(range(200, 1100, 100))), "There are 9 widths; the limit is 8"),
        ("800", "must be a list"),
    ):
        site.settings(SETTINGS + f"[images]\nwidths = {value}\n")
        (problem,) = site.problems()
        assert problem.line == 5 and message in problem.message, value
    site.settings(SETTINGS + "[images]\nwidth = [800]\n")
    assert [problem.fix for problem in site.problems()] == ["Did you mean “widths”?"]


# Pictures for those who share an article

SHARED = NARROW + "share = true\n"


def test_each_article_has_a_picture_to_share(site: ScratchSite) -> None:
    site.article("b.md", location="Galle", title="Storm – “no ship” is lost")
    site.write("content/map.svg", SQUARE.format(width=60))
    site.article("c.md", title="Map", image="map.svg")
    site.article("about.md", kind="page", date=None)
    site.build()
    assert not list(site.public.rglob("share.png")) and "share.png" not in site.page(STORY)
    site.settings(SHARED)
    site.rebuilt()
    found = {path.relative_to(site.public).as_posix() for path in site.public.rglob("share.png")}
    assert found == {"2014/03/05/b/share.png", "2014/03/05/c/share.png"}
    for name in found:
        with Image.open(site.public / name) as image:
            assert (image.format, image.size) == ("PNG", (1200, 630))
    page = site.page("/2014/03/05/b/")
    assert 'og:image" content="https://meridian.example/2014/03/05/b/share.png"' in page
    assert '<meta name="twitter:card" content="summary_large_image">' in page


def test_a_photograph_is_what_is_shared(site: ScratchSite) -> None:
    site.settings(SHARED)
    site.build()
    page = site.page(STORY)
    (shared,) = re.findall(r'og:image" content="([^"]+)"', page)
    name = shared.removeprefix("https://meridian.example/")
    with Image.open(site.public / name) as image:
        for side, told in (("width", image.width), ("height", image.height)):
            assert f'<meta property="og:image:{side}" content="{told}">' in page
    assert '<meta name="twitter:card" content="summary_large_image">' in page
    site.article("a.md", "Words alone.")
    assert "/2014/03/05/a/share.png" in site.rebuilt()
    site.article("a.md", "![Masts](harbour.jpg)", image={"src": "harbour.jpg", "alt": "Masts"})
    site.rebuilt()
    assert not list(site.public.rglob("share.png"))


def test_widths_in_the_text_and_colours_are_the_themes(site: ScratchSite) -> None:
    site.write("themes/own/theme.toml", 'inherits = "broadsheet"\n')
    site.settings('theme = "own"\n' + SHARED)
    site.article("b.md", "![Masts](harbour.jpg)", title="Flood")
    site.build()
    page, share = "/2014/03/05/b/", "/2014/03/05/b/share.png"
    assert 'sizes="(min-width: 40rem) 36rem, ' in site.page(page)
    assert Image.open(site.public / share[1:]).convert("RGB").getpixel((0, 0)) == (247, 245, 239)
    own = 'picture_sizes = "50vw"\nshare_paper = "#fff0f0"\n'
    site.write("themes/own/theme.toml", f'inherits = "broadsheet"\n{own}')
    assert {page, share} <= set(site.rebuilt())
    assert 'sizes="50vw"' in site.page(page)
    assert Image.open(site.public / share[1:]).convert("RGB").getpixel((0, 0)) == (255, 240, 240)


def test_a_picture_to_share_follows_its_article(site: ScratchSite) -> None:
    site.settings(SHARED)
    site.article("b.md", location="Galle", title="Storm")
    site.build()
    share = "/2014/03/05/b/share.png"
    site.article("b.md", "Other words.", location="Galle", title="Storm")
    assert share not in urls(site.build())
    site.article("b.md", location="Galle", title="Calm")
    assert share in urls(site.build())
    site.article("b.md", location="Port Louis", title="Calm")
    assert share in urls(site.build())
    site.article("b.md", title="Calm", slug="c")
    assert "/2014/03/05/c/share.png" in urls(site.build())
    assert not (site.public / share[1:]).exists()
    site.delete("b.md")
    site.rebuilt()
    assert not list(site.public.rglob("share.png"))


def test_words_that_cannot_be_drawn_are_not(site: ScratchSite) -> None:
    site.settings(SHARED)
    site.article("b.md", title="Café й", slug="b")
    site.article("neuf.fr.md", title="Neuf « œufs »", slug="neuf")
    site.article("ecole.md", title="École à Moka", image={"src": "harbour.jpg", "alt": "Masts"})
    assert site.build().undrawn == Undrawn(1, ("й",))
    assert "share.png" not in site.page("/2014/03/05/b/")
    assert "/fr/2014/03/05/neuf/share.png" in site.page("/fr/2014/03/05/neuf/")
    assert len(list(site.public.rglob("share.png"))) == 1
    site.article("b.md", title="Coffee", slug="b", location="Йошкар-Ола")
    assert "/2014/03/05/b/share.png" in site.rebuilt()
    site.settings(SETTINGS)
    assert site.build().undrawn is None


def test_the_portable_edition_has_the_variants_too(site: ScratchSite, tmp_path: Path) -> None:
    site.settings(SHARED)
    site.build(edition="portable", output=tmp_path / "portable")
    found = site.snapshot(tmp_path / "portable")
    page = found["2014/03/05/a/index.html"].decode()
    (srcset, *_) = re.findall(r'<source type="image/webp" srcset="([^"]+)"', page)
    for offered in srcset.split(", "):
        name = offered.partition(" ")[0].removeprefix("../../../../")
        assert name.startswith("images/") and name in found
    assert all(POSITION.encode() not in data for data in found.values())
    assert not [name for name in found if name.endswith("share.png")]
