"""What hosts hand over: CSV and JSON of several forms, and what is broken in it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dateline.comments.collected import Collected, read_collected
from dateline.problems import UsageProblem

NETLIFY_ITEM = {
    "id": "66f",
    "number": 1,
    "email": "ann@example.org",
    "name": "Ann",
    "body": "Wrong",
    "data": {
        "name": "Ann Lee",
        "comment": "Right.",
        "article": "story.md",
        "ip": "192.0.2.1",
        "referrer": "https://meridian.example/2014/03/05/story/",
    },
    "created_at": "2024-11-24T05:12:33.123Z",
}
WORDPRESS_ITEM = {
    "id": 12,
    "post": 3,
    "parent": 11,
    "author_name": "Ann Lee",
    "author_url": "https://ann.example/",
    "date": "2014-03-06T12:00:00",
    "date_gmt": "2014-03-06T08:00:00",
    "content": {"rendered": "<p>One &amp; two<br />\nthree.</p>\n<p>Four &lt;b&gt;.</p>\n"},
    "link": "https://old.example/2014/03/05/story/#comment-12",
}


def collected(path: Path, content: str | bytes | Any) -> list[Collected]:
    """What is read from a file at `path` with this content."""
    if not isinstance(content, str | bytes):
        content = json.dumps(content)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_collected(path)


def test_the_csv_of_netlify(tmp_path: Path) -> None:
    text = (
        "name,email,comment,article,ip,referrer,created_at\r\n"
        'Ann Lee,ann@example.org,"Two lines,\r\na ""quote"".",story.md,192.0.2.1,'
        "https://meridian.example/2014/03/05/story/,2024-11-24T05:12:33.123Z\r\n"
        ",,,,,,\r\n"
    )
    (found,) = collected(tmp_path / "a.csv", text)
    assert (found.number, found.name, found.text) == (2, "Ann Lee", 'Two lines,\r\na "quote".')
    assert found.article == "story.md"
    assert found.page == "https://meridian.example/2014/03/05/story/"
    assert found.date == "2024-11-24T05:12:33.123Z"
    assert found.raw["email"] == "ann@example.org"


@pytest.mark.parametrize(
    "data",
    [
        "Name;Comment\nÉlise;Où ?\n".encode("utf-8-sig"),
        "name\tcomment\nÉlise\tOù ?\n".encode("utf-16"),
        "name\tcomment\nÉlise\tOù ?\n".encode("utf-32"),
        "name,message\nÉlise,Où ?\n".encode(),
    ],
)
def test_what_spreadsheets_make_of_csv(tmp_path: Path, data: bytes) -> None:
    (found,) = collected(tmp_path / "a.csv", data)
    assert (found.name, found.text) == ("Élise", "Où ?")


def test_the_json_of_netlify(tmp_path: Path) -> None:
    (found,) = collected(tmp_path / "a.json", [NETLIFY_ITEM])
    assert (found.name, found.text, found.article) == ("Ann Lee", "Right.", "story.md")
    assert (found.date, found.id) == ("2024-11-24T05:12:33.123Z", "66f")


def test_the_json_of_wordpress(tmp_path: Path) -> None:
    (found,) = collected(tmp_path / "a.json", [WORDPRESS_ITEM])
    assert found.text == "One & two\n\nthree.\n\nFour <b>."
    assert (found.name, found.url) == ("Ann Lee", "https://ann.example/")
    assert (found.date, found.id, found.parent) == ("2014-03-06T08:00:00Z", "12", "11")
    assert found.page == "https://old.example/2014/03/05/story/#comment-12"


def test_what_is_no_object_is_one_faulty_comment(tmp_path: Path) -> None:
    found = collected(tmp_path / "a.json", {"comments": ["Well", {"comment": "Said."}, [[]]]})
    assert [bool(one.fault) for one in found] == [True, False, True]
    assert found[0].raw == {"": "Well"}


def test_a_row_with_too_many_values_is_one_faulty_comment(tmp_path: Path) -> None:
    found = collected(tmp_path / "a.csv", "name,comment\nAnn,Well, said\nBo,Hm\n")
    assert [(one.fault, one.name) for one in found] == [
        ("it has more values than there are names", ""),
        ("", "Bo"),
    ]
    assert found[0].raw == {"name": "Ann", "comment": "Well", "": [" said"]}


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.csv", b"name,age\nAnn,7\n", "names no column “comment”"),
        ("a.csv", b"", "names no column “comment”"),
        ("a.csv", b'name,comment\nAnn,"never closed\nBo,Hm\n', "line 3: the CSV is broken"),
        ("a.csv", "name,comment\nÉlise,Où\n".encode("cp1252"), "is not encoded in UTF-8"),
        ("a.json", b"{]", "line 1: this is not JSON"),
        ("a.json", b"[" * 100_000, "this is not JSON"),
        ("a.json", b"[" + b"9" * 10_000 + b"]", "this is not JSON"),
        ("a.json", b'{"error": "denied"}', "contains no list of comments"),
        ("a.json", b"7", "contains no list of comments"),
    ],
)
def test_a_file_that_is_broken_is_refused_as_a_whole(
    tmp_path: Path, name: str, data: bytes, message: str
) -> None:
    with pytest.raises(UsageProblem) as found:
        collected(tmp_path / name, data)
    assert message in str(found.value)
