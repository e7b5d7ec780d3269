"""Reading one comment: what it needs, what is wrong and where."""

from __future__ import annotations

import pytest

from dateline.config import Site
from dateline.config_comments import CommentSettings
from dateline.content.comments import closing
from dateline.content.read_comment import CommentReading, read_comment
from dateline.problems import Problem

SITE = Site(title="T", url="https://t.example/", timezone="Indian/Mauritius")
PATH = "_comments/2014/story/one.md"
GOOD = "name: Ann\ndate: 2014-03-06T08:00\napproved: true\n"


def read(front: str, text: str = "Well said.") -> CommentReading:
    return read_comment(f"---\n{front}---\n\n{text}\n".encode(), path=PATH, site=SITE)


def told(problem: Problem) -> str:
    return f"{problem.line}:{problem.column}: {problem.severity}: {' '.join(problem.sentences)}"


def test_a_comment_says_who_when_and_what_about() -> None:
    found = read(f"{GOOD}url: https://ann.example/\nreply_to: two\n")
    assert found.approved and found.html == "<p>Well said.</p>\n" and found.problems == ()
    comment = found.comment
    assert comment
    assert (comment.name, comment.key, comment.article) == ("Ann", "one", "2014/story.md")
    assert comment.date.iso == "2014-03-06T08:00:00+04:00"
    assert (comment.url, comment.reply_to) == ("https://ann.example/", "two")
    assert (comment.date_place, comment.reply_place) == ((3, 7), (6, 11))


@pytest.mark.parametrize("approved", ["", "approved:\n", "approved: false\n", "approved: no\n"])
def test_only_what_says_so_is_approved(approved: str) -> None:
    found = read(f"name: Ann\ndate: 2014-03-06\n{approved}")
    assert found.comment and not found.approved


@pytest.mark.parametrize(
    ("front", "text", "message"),
    [
        (
            "date: 2014-03-06\n",
            "Hm.",
            "1:1: error: The comment has no name. Add a line to the front matter: name: Ann Lee.",
        ),
        (
            "name:\ndate: 2014-03-06\n",
            "Hm.",
            "2:1: error: The comment has no name. Add a line to the front matter: name: Ann Lee.",
        ),
        (
            "name: Ann\n",
            "Hm.",
            "1:1: error: The comment has no date."
            " Add a line to the front matter: date: 2024-11-23T07:30.",
        ),
        (
            "name: Ann\ndate: 2014-02-30\n",
            "Hm.",
            "3:7: error: “2014-02-30” does not exist: February 2014 has 28 days."
            " Write date: 2014-02-28, or another day from 01 to 28.",
        ),
        (
            GOOD,
            "",
            "0:0: error: The comment has no text."
            " Write it below the front matter, or delete the file.",
        ),
        (
            "name: Ann\ndate: 2014\napproved: perhaps\n",
            "Hm.",
            "4:11: error: “approved” is “perhaps”, but must be true or false."
            " Write approved: true, or approved: false.",
        ),
        (
            f"{GOOD}url: ann.example\n",
            "Hm.",
            "5:6: error: “url” is “ann.example”, which is not a full address."
            " Write url: https://example.org/, or delete the line.",
        ),
        (
            f"{GOOD}url: javascript:alert(1)\n",
            "Hm.",
            "5:6: error: “url” is “javascript:alert(1)”, which is not a full address."
            " Write url: https://example.org/, or delete the line.",
        ),
        (
            f"{GOOD}url: https://ann:secret@ann.example/\n",
            "Hm.",
            "5:6: error: There is a user name or password before “ann.example/”."
            " Write https://ann.example/.",
        ),
        (
            GOOD,
            "See [it](https://ann:secret@ann.example/).",
            "7:10: warning: There is a user name or password before “ann.example/”: only the words"
            " are shown. Write https://ann.example/.",
        ),
        (
            'name: "A\\u0007"\ndate: 2014-03-06\n',
            "Hm.",
            "2:7: warning: “name” has an invisible control character. Type it again.",
        ),
        (
            "name: An\u200bn\ndate: 2014-03-06\n",
            "Hm.",
            "2:9: warning: There is an invisible character (U+200B) in “Ann”, so that it may count"
            " as another name. Delete it, or type it again: Ann.",
        ),
        (
            f"{GOOD}aproved: true\n",
            "Hm.",
            "5:1: warning: “aproved” is not a key of comments. Did you mean “approved”?",
        ),
        (
            f"{GOOD}email: ann@example.org\n",
            "Hm.",
            "5:1: warning: “email” is not a key of comments. Delete the line.",
        ),
        (
            GOOD,
            "One.\n\nSee [it](/about/) and\n[that](javascript:alert(1)).",
            "10:8: warning: A comment cannot link to “javascript:alert(1)”: only its words are"
            " shown. Write an address that begins with https://.",
        ),
    ],
)
def test_what_is_wrong_is_reported_in_its_place(front: str, text: str, message: str) -> None:
    assert message in [told(problem) for problem in read(front, text).problems]


@pytest.mark.parametrize("other", ["false", "true"])
def test_a_comment_whose_approval_is_written_twice_is_not_shown(other: str) -> None:
    found = read(f"{GOOD}approved: {other}\n")
    assert found.comment is None
    (problem,) = found.problems
    assert told(problem).startswith("5:1: error: The key “approved” is written twice")


@pytest.mark.parametrize(
    "line",
    [
        "Approved: false",
        "aproved: no",
        "approve: false",
        "hidden: true",
        "draft: true",
        "status: spam",
        "spam: yes",
        "rejected: true",
        "withdrawn: libel",
        "publish_at: 2030-01-01",
    ],
)
def test_an_approved_comment_that_another_key_hides_is_not_shown(line: str) -> None:
    found = read(f"{GOOD}{line}\n")
    key = line.partition(":")[0]
    assert found.comment is None
    assert [told(problem) for problem in found.problems] == [
        f"5:1: error: “{key}” seems to hide the comment, but “approved” says that it is on the"
        f" site. Delete “{key}” to show it, or write approved: false instead."
    ]


@pytest.mark.parametrize("line", ["Approved: true", "hidden: false", "status: published"])
def test_a_key_that_hides_nothing_is_only_unknown(line: str) -> None:
    found = read(f"{GOOD}{line}\n")
    assert found.comment
    assert [problem.kind for problem in found.problems] == ["unknown-key"]


def test_a_file_without_front_matter_is_told_what_comments_have() -> None:
    (problem,) = read_comment(b"Hm.", path=PATH, site=SITE).problems
    assert "then name: … and date: …" in problem.fix


@pytest.mark.parametrize("front", ["", "name: Ann\n", f"{GOOD}name: Bo\n", "date: 2014\n"])
def test_a_comment_that_lacks_something_is_none(front: str) -> None:
    comment = read(front).comment
    # The first of two names is taken; the other is told.
    assert (comment is None) is (front != f"{GOOD}name: Bo\n")


@pytest.mark.parametrize(
    "data",
    [
        f"---\n{GOOD}name: [\n---\nHm.".encode(),
        f"---\n{GOOD}---\nH\xe9.".encode("latin-1"),
        f"---\n{GOOD}".encode(),
        b'{"name": "Ann", "approved": true, ]\nHm.',
        f"---\n{GOOD}---\n<<<<<<< one\nHm.\n=======\nAh.\n>>>>>>> two\n".encode(),
    ],
)
def test_an_approved_comment_that_cannot_be_read_is_an_error(data: bytes) -> None:
    found = read_comment(data, path=PATH, site=SITE)
    assert found.comment is None and found.approved
    assert "error" in {problem.severity for problem in found.problems}


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("One\ntwo", "<p>One<br>\ntwo</p>\n"),
        ("<b onclick=x>Hm</b>", "<p>&lt;b onclick=x&gt;Hm&lt;/b&gt;</p>\n"),
        ("<!--online-->", "<p>&lt;!–online–&gt;</p>\n"),
        ("# One\n\nTwo\n===", "<p># One</p>\n<p>Two<br>\n===</p>\n"),
        ("[ref]: https://x.example/", "<p>[ref]: https://x.example/</p>\n"),
        ("[](https://x.example/)!", "<p>!</p>\n"),
        ("<https://x.example/>", '<p><a href="https://x.example/" rel="ugc nofollow">'
         "https://x.example/</a></p>\n"),
        ("[*a*](//x.example/)", "<p><em>a</em></p>\n"),
        ("[a](https://me:x@x.example/)", "<p>a</p>\n"),
        ("[a](java\tscript:alert)", "<p>[a](java\tscript:alert)</p>\n"),
        ("[a](&#106;avascript:alert(1))", "<p>a</p>\n"),
        ("[a](data:text/html;base64,x)", "<p>a</p>\n"),
        ("&#1;\x07", "<p>\ufffd\ufffd</p>\n"),
        ("    code?", "<p>code?</p>\n"),
        ("{{ 7 }} {% raw %}", "<p>{{ 7 }} {% raw %}</p>\n"),
    ],
)  # fmt: skip
def test_what_readers_type_becomes_harmless(text: str, html: str) -> None:
    assert read(GOOD, text).html == html


@pytest.mark.parametrize("piece", ["*a_", "[", "](", "![", ">", "- ", "`", "<", "~~~\n", "&", "\\"])
def test_no_text_takes_long_or_fails(piece: str) -> None:
    text = (piece * 100_000)[:99_000]
    found = read_comment(f"---\n{GOOD}---\n\n{text}".encode(), path=PATH, site=SITE)
    assert found.approved


def closed_after(days: int) -> Site:
    return SITE.model_copy(update={"comments": CommentSettings(close_after=days)})


def test_an_article_is_closed_at_the_end_of_a_day_in_the_papers_zone() -> None:
    closes = closing(2014, 3, 5, SITE)
    assert closes and closes.instant == "2014-04-04T20:00:00"
    assert closes.last_day.isoformat() == "2014-04-04"
    month = closing(2014, 3, 0, SITE)
    assert month and month.last_day.isoformat() == "2014-03-31"
    assert closing(9998, 12, 31, closed_after(36_500)) is None
    assert closing(2014, 3, 5, closed_after(0)) is None
