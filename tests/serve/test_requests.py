"""Whatever is asked of the preview, it answers, and says nothing of a fault of its own."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from previewing import Previewing, eventually, previewing
from scratch import ScratchSite

LATIN_1 = '<meta charset="iso-8859-1"><p>Été</p></body>'.encode("latin-1")


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Previewing]:
    site = ScratchSite(tmp_path_factory.mktemp("asked") / "site")
    site.settings(
        'title = "T"\nurl = "https://t.example/"\n'
        '[files]\nalways = ["old", "new"]\ntrusted = ["old"]\n'
    )
    site.article("a.md", "The first text.")
    site.write("content/old/index.html", LATIN_1)
    site.write("content/new/reef.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    with previewing(site.root) as preview:
        eventually(lambda: preview.said("Search is up to date"))
        yield preview


def ask(preview: Previewing, method: str, target: bytes, *headers: bytes) -> bytes:
    """The first bytes of what is answered to a request sent as it is."""
    lines = [
        method.encode() + b" " + target + b" HTTP/1.1",
        f"Host: 127.0.0.1:{preview.port}".encode(),
        b"Connection: close",
        *headers,
    ]
    with socket.create_connection(("127.0.0.1", preview.port), timeout=30) as connection:
        connection.sendall(b"\r\n".join(lines) + b"\r\n\r\n")
        return connection.recv(65_536)


def assert_answered(preview: Previewing, answer: bytes) -> None:
    assert answer.startswith(b"HTTP/1.1 "), answer
    status = int(answer.split()[1])
    assert 200 <= status < 500, answer
    assert not [line for line in preview.lines if "Traceback" in line]


# fmt: off
SEGMENTS = st.sampled_from([
    "", "/", ".", "..", "2014/03/05/a", "index.html", "old", "new/reef.svg", "%00", "%ED%A0%80",
    "%2e%2e%2f", "%2F", "%5C", "%FF", "?page=", "&build=", "9" * 5_000, "-1", "#", "%", "~",
    ".dateline/events", ".dateline/panel.js", ".dateline-staging", "x" * 300, "%C3%A9",
])
# fmt: on
TARGETS = st.lists(st.one_of(SEGMENTS, st.text("abz09%/.?&=:@~", max_size=8)), max_size=6).map(
    lambda parts: ("/" + "/".join(parts)).encode()
)
VALUES = st.one_of(
    st.sampled_from(["bytes=0-0", "bytes=-", "bytes=9-1", "bytes=0-" + "9" * 5_000, "9" * 5_000]),
    st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=20),
)
HEADERS = st.lists(
    st.tuples(
        st.sampled_from(["Range", "If-Range", "Last-Event-ID", "Origin", "Accept-Encoding"]),
        VALUES,
    ).map(lambda pair: f"{pair[0]}: {pair[1]}".encode()),
    max_size=3,
)


@settings(max_examples=300)
@given(st.sampled_from(["GET", "HEAD", "POST", "OPTIONS", "DELETE"]), TARGETS, HEADERS)
def test_every_request_is_answered(
    preview: Previewing, method: str, target: bytes, headers: list[bytes]
) -> None:
    assert_answered(preview, ask(preview, method, target, *headers))


@pytest.mark.parametrize("number", ["9" * 5_000, "-1", "", "x", "%C2%B2", "%D9%A3", "1e9"])
def test_a_page_that_names_no_build_is_loaded_again(preview: Previewing, number: str) -> None:
    assert_answered(
        preview, ask(preview, "GET", f"/.dateline/events?page=/&build={number}".encode())
    )
    assert next(preview.news("/", number))["changed"] is None


@pytest.mark.parametrize(
    "values", ["0-" + "9" * 5_000, "9" * 5_000 + "-", "-", "x-y", ",".join(["0-0"] * 200)]
)
def test_parts_of_files(preview: Previewing, values: str) -> None:
    header = f"Range: bytes={values}".encode()
    assert_answered(preview, ask(preview, "GET", b"/new/reef.svg", header))


def test_a_page_in_another_encoding_is_served_as_it_is(preview: Previewing) -> None:
    for path in ("/old/", "/old/index.html"):
        page = preview.get(path)
        assert page.status == 200
        # It says itself how it is to be read, and what is said here would count for more.
        assert page.headers["content-type"] == "text/html"
        assert "panel.js" in page.text and "<p>\ufffdt\ufffd</p>" in page.text
    assert preview.get("/2014/03/05/a/").headers["content-type"] == "text/html; charset=utf-8"


def test_a_stream_has_a_head_alone_where_only_that_is_asked_for(preview: Previewing) -> None:
    answer = ask(preview, "HEAD", b"/.dateline/events?page=/")
    assert answer.startswith(b"HTTP/1.1 200") and answer.endswith(b"\r\n\r\n")
