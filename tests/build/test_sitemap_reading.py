"""Sitemaps in all their forms, and what is none."""

from __future__ import annotations

import gzip
import threading
from pathlib import Path

import pytest
from published_before import INDEX, SITEMAP, published, two_articles

from dateline.build import sitemap_reading
from dateline.build.sitemap_reading import read_sitemap
from dateline.problems import UsageProblem
from scratch import ScratchSite
from web_servers import Quiet, serving


@pytest.fixture
def site(tmp_path: Path) -> ScratchSite:
    return two_articles(tmp_path)


def test_every_form_of_sitemap_is_read(tmp_path: Path) -> None:
    (tmp_path / "maps").mkdir()
    one = SITEMAP.format("<url><loc> https://a.example/1/ </loc></url><url/>")
    (tmp_path / "maps/one.xml").write_text(one, "utf-8")
    two = SITEMAP.format("<url><loc>https://a.example/&#233;?a&amp;b</loc></url>")
    (tmp_path / "two.xml.gz").write_bytes(gzip.compress(two.encode()))
    index = INDEX.format(
        "<sitemap><loc>https://a.example/x/maps/one.xml</loc></sitemap>"
        "<sitemap><loc>https://a.example/maps/two.xml.gz</loc></sitemap>"
    )
    (tmp_path / "sitemap.xml").write_text("\ufeff<?xml version='1.0'?>" + index, "utf-8")
    expected = ["https://a.example/1/", "https://a.example/é?a&b"]
    assert read_sitemap(str(tmp_path / "sitemap.xml")) == expected
    with serving(tmp_path) as address:
        (tmp_path / "sitemap.xml").write_text(index.replace("https://a.example/x/", ""), "utf-8")
        with pytest.raises(UsageProblem, match="another host"):
            read_sitemap(f"{address}/sitemap.xml")
        here = index.replace("https://a.example/x", address).replace("https://a.example/maps", "")
        (tmp_path / "sitemap.xml").write_text(here, "utf-8")
        assert read_sitemap(f"{address}/sitemap.xml") == expected


class Away(Quiet):
    """A host at which one address leads away from the web."""

    def do_GET(self) -> None:  # noqa: N802 - the library's name
        if self.path == "/away":
            self.send_response(302)
            self.send_header("Location", "ftp://127.0.0.1/x")
            self.end_headers()
        else:
            super().do_GET()


class Slow(Quiet):
    """A host that sends a byte of its answer now and then, and never comes to the end."""

    ended = threading.Event()

    def do_GET(self) -> None:  # noqa: N802 - the library's name
        if self.path == "/body":
            self.wfile.write(b"HTTP/1.0 200 OK\r\n\r\n")
        while not self.ended.wait(0.05):
            try:
                self.wfile.write(b"<")
            except OSError:
                return


class Endless(Quiet):
    """A host that sends as much as one takes."""

    def do_GET(self) -> None:  # noqa: N802 - the library's name
        self.wfile.write(b"HTTP/1.0 200 OK\r\n\r\n")
        try:
            while True:
                self.wfile.write(bytes(1_000_000))
        except OSError:
            return


@pytest.mark.parametrize("path", ["head", "body"])
def test_a_host_that_never_comes_to_the_end_is_not_waited_for(
    site: ScratchSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    monkeypatch.setattr(sitemap_reading, "_SECONDS_IN_ALL", 1)
    with serving(tmp_path, Slow) as address:
        result = published(site, f"{address}/{path}")
        Slow.ended.set()
    Slow.ended.clear()
    assert result.exit_code == 2
    assert f"{address}/{path} takes too long: it had not arrived after 1 seconds." in result.output


def test_no_more_is_read_than_a_sitemap_may_have(
    site: ScratchSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(tmp_path, Endless) as address:
        result = published(site, address)
    assert (result.exit_code, "is larger than 50 MB." in result.output) == (2, True)
    monkeypatch.setattr(sitemap_reading, "_LARGEST_IN_ALL", 400)
    for name in ("a", "b"):
        (tmp_path / f"{name}.xml").write_text(SITEMAP.format(" " * 100), "utf-8")
    children = (f"<sitemap><loc>/{name}.xml</loc></sitemap>" for name in ("a", "b"))
    (tmp_path / "all.xml").write_text(INDEX.format("".join(children)), "utf-8")
    result = published(site, tmp_path / "all.xml")
    assert (
        result.exit_code,
        "all.xml and its children together are larger than" in result.output,
    ) == (
        2,
        True,
    )


def test_a_folder_stands_for_the_sitemap_in_it(site: ScratchSite) -> None:
    site.build()
    result = published(site, site.public)
    assert (result.exit_code, "12 published addresses" in result.output) == (0, True)
    result = published(site, site.root)
    assert result.exit_code == 2
    assert "is a folder, and has no sitemap.xml. Name a sitemap: its web address" in result.output


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaa">]>' + SITEMAP.format("<url><loc>&a;</loc></url>")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (BOMB.encode(), "has declarations"),
        (gzip.compress(bytes(60_000_000), mtime=0), "is larger than 50 MB"),
        (b"\x1f\x8bno", "cannot be unpacked"),
        (gzip.compress(b"https://meridian.example/\n" * 99, mtime=0)[:-9], "its end is missing"),
        (b"<urlset>", "is not XML"),
        (b"\xff\xfe<", "is not in UTF-8"),
        (b"<html>", "is not XML"),
        (b"javascript:alert(1)", "nor a list of addresses"),
        (
            INDEX.format("<sitemap><loc>/none.xml</loc></sitemap>").encode(),
            "no such file beside it",
        ),
        (INDEX.format("<sitemap><loc>../../x</loc></sitemap>").encode(), "no such file beside it"),
        (INDEX.format("<sitemap><loc>it.xml</loc></sitemap>").encode(), "an index of indexes"),
        (
            b"https://one.example/\nhttp://two.example/",
            "lists no address of https://meridian.example/, but of https://one.example/,"
            " http://two.example/.",
        ),
    ],
)
def test_what_is_no_sitemap_is_wrong_usage(site: ScratchSite, data: bytes, message: str) -> None:
    source = site.root / "it.xml"
    source.write_bytes(data)
    result = published(site, source)
    assert result.exit_code == 2
    assert message in result.output


def test_a_folder_of_the_archive_is_no_sitemap(site: ScratchSite) -> None:
    result = published(site, site.root / "content")
    assert result.exit_code == 2
    assert "is a folder of the archive, and has no sitemap. To see only" in result.output


def test_what_cannot_be_fetched_is_wrong_usage(site: ScratchSite, tmp_path: Path) -> None:
    assert published(site, tmp_path / "none.xml").exit_code == 2
    assert published(site, "http://127.0.0.1:9/sitemap.xml").exit_code == 2
    with serving(tmp_path, Away) as address:
        result = published(site, f"{address}/away")
    assert result.exit_code == 2
    assert "it redirects to ftp://127.0.0.1/x" in result.output
