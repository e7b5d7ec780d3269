"""The configuration for nginx and Caddy: the headers are those of the build, and servers that are
here obey it."""

from __future__ import annotations

import gzip
import re
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from email.message import Message
from pathlib import Path

import pytest

from dateline.config import Site
from dateline.security_headers import site_headers
from scratch import ScratchSite

FILES = Path(__file__).parents[2] / "generator" / "dateline" / "scaffold" / "files" / "none"
HEADERS = site_headers(Site(title="Any", url="https://archive.example/"))
NAMES = {"nginx": "nginx.conf", "caddy": "Caddyfile"}
LINES = {"nginx": r'^    add_header ([\w-]+) "(.*)" always;$', "caddy": r'^\t\t([\w-]+) "(.*)"$'}


@pytest.mark.parametrize("server", NAMES)
def test_the_headers_are_those_of_the_build(server: str) -> None:
    text = (FILES / NAMES[server]).read_text("utf-8")
    assert dict(re.findall(LINES[server], text, re.MULTILINE)) == HEADERS


@pytest.fixture
def public(site: ScratchSite) -> Path:
    """The output of an archive."""
    site.settings('title = "The Meridian"\nurl = "https://archive.example/"\n')
    site.article("one.md", "Some text that is worth packing. " * 100)
    site.article("old.md", "It moved.", aliases=["/index.php?id=7", "/?p=123", "/old/été/?a=b"])
    site.article("wrong.md", withdrawn="It was wrong.")
    site.article("false.md", withdrawn="It was false.", permalink="/1999/false.html")
    site.write("content/.well-known/security.txt", "Contact: mailto:desk@archive.example\n")
    site.build()
    return site.public


def command(server: str, public: Path, folder: Path, port: int) -> list[str]:
    """The command that starts a server on this machine, as its file says, but without a
    certificate."""
    text = (FILES / NAMES[server]).read_text("utf-8")
    text = text.replace("/var/www/archive", str(public))
    configuration = folder / NAMES[server]
    if server == "caddy":
        text = text.replace("\narchive.example {", f"\nhttp://127.0.0.1:{port} {{")
        configuration.write_text(f"{{\n\tadmin off\n}}\n{text}", "utf-8")
        return ["caddy", "run", "--config", str(configuration), "--adapter", "caddyfile"]
    text = text.replace("listen 443 ssl;", f"listen 127.0.0.1:{port};")
    types = "types { text/html html; text/css css; text/javascript js; }"
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind};"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    # Module-less builds of nginx know all of these.
    configuration.write_text(
        f"daemon off; pid {folder}/pid; error_log {folder}/errors; user root; events {{}}\n"
        f"http {{ access_log off; {types} {temporary}\n{text}\n}}\n",
        "utf-8",
    )
    return ["nginx", "-c", str(configuration), "-e", f"{folder}/errors"]


@contextmanager
def running(server: str, public: Path, folder: Path) -> Iterator[str]:
    """A server on this machine. Yields the address of the front page."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = folder / "log"
    with log.open("w") as output:
        process = subprocess.Popen(
            command(server, public, folder, port), stdout=output, stderr=output, cwd=folder
        )
        try:
            for _ in range(300):
                try:
                    socket.create_connection(("127.0.0.1", port)).close()
                    break
                except OSError:
                    assert process.poll() is None, log.read_text()
                    time.sleep(0.1)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(timeout=30)


@pytest.mark.parametrize("server", NAMES)
def test_old_addresses_with_a_query_keep_it(server: str, public: Path, tmp_path: Path) -> None:
    if not shutil.which(server):
        pytest.skip(f"{server} is not installed")
    with running(server, public, tmp_path) as url:
        for address in ("/index.php?id=7", "/index.php/?id=7", "/?p=123", "/old/%C3%A9t%C3%A9?a=b"):
            with urllib.request.urlopen(url + address) as answer:
                path, _, query = answer.url.removeprefix(url).partition("?")
                assert query == address.partition("?")[2]
                assert path.rstrip("/") == address.partition("?")[0].rstrip("/")
                assert b"old-addresses.json" in answer.read()
        # Without a query, there is one address for each page.
        with urllib.request.urlopen(f"{url}/2014/03/05/one") as answer:
            assert answer.url == f"{url}/2014/03/05/one/"


@pytest.mark.parametrize("server", NAMES)
def test_withdrawn_articles_are_gone(server: str, public: Path, tmp_path: Path) -> None:
    if not shutil.which(server):
        pytest.skip(f"{server} is not installed")
    with running(server, public, tmp_path) as url:
        for address, reason in (
            ("/2014/03/05/wrong/", b"It was wrong."),
            ("/2014/03/05/wrong", b"It was wrong."),
            ("/2014/03/05/wrong?from=feed", b"It was wrong."),
            ("/1999/false.html", b"It was false."),
        ):
            status, headers, body = get(url + address)
            assert (status, sent(headers)) == (410, HEADERS)
            assert headers["Content-Type"].startswith("text/html") and reason in body
        assert get(f"{url}/2014/03/05/one/")[0] == 200
        # It is published again, and the server need not be told.
        (public / "2014/03/05/wrong/.withdrawn").unlink()
        assert get(f"{url}/2014/03/05/wrong/")[0] == 200


def get(url: str, **headers: str) -> tuple[int, Message, bytes]:
    """The status, headers and body of an answer."""
    request = urllib.request.Request(url, headers=headers)
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as answer:
        with answer:
            return answer.code, answer.headers, answer.read()


def sent(answer: Message) -> Mapping[str, str]:
    """The headers of an answer that the build knows of."""
    return {name: answer[name] for name in HEADERS}


@pytest.mark.parametrize("server", NAMES)
def test_servers_obey(server: str, public: Path, tmp_path: Path) -> None:
    if not shutil.which(server):
        pytest.skip(f"{server} is not installed")
    with running(server, public, tmp_path) as url:
        status, headers, body = get(f"{url}/", **{"Accept-Encoding": "gzip"})
        assert (status, sent(headers)) == (200, HEADERS)
        assert headers.get_all("Cache-Control") == [HEADERS["Cache-Control"]]
        assert b"The Meridian" in gzip.decompress(body)
        status, headers, _ = get(f"{url}/2014/03/05/one/")
        assert status == 200 and headers["Content-Type"].startswith("text/html")
        status, headers, body = get(f"{url}/nothing/")
        assert (status, sent(headers)) == (404, HEADERS)
        assert body == (public / "404.html").read_bytes()
        assert get(f"{url}/.dateline")[0] == 404
        assert get(f"{url}/.well-known/security.txt")[0] == 200
        etag = get(f"{url}/assets/dateline.css")[1]["ETag"]
        assert etag and get(f"{url}/assets/dateline.css", **{"If-None-Match": etag})[0] == 304
