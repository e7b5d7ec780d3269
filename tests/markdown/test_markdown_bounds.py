"""Bodies made to be hard: work and memory grow with the text, or the text is refused."""

from __future__ import annotations

import sys
import time
from types import FrameType
from typing import Any

import pytest

from dateline.markdown import Body, render

HARD = (
    "*a_ ", "**a ", "_a ", "*a** ", "~~a ", "`a ", "[", "![", "[a](", "[a][", "[![a](", "]", "^[",
    "[^", "[^a] ", "^[a] ", "<", "<a ", "<a b=\"", "</a>", "<!-- ", "<? ", "a <![CDATA[", "&", "&#",
    "\\*", "|", "|a\n", "|a|\n|-|\n", ">", "> a\n", "> - ", "- ", "- a\n", "1. a\n", "a\n: b\n",
    "a\n~ b\n", "[a]: b\n", "[^a]: b\n\n", "[a\n", "# a\n", "```\n", "<div>\n", "<p>\n\n", "<b>",
    "<details>", "<svg> ", "<iframe> ", "<i id=a></i>", "<img src=a.png> ", "[a](b.md) ", "{{a}} ",
    "'", "é*", "\u202e[a](b) ", "<a \"", "<a b=\">\" ", "<!--", "`a", "\"", "'a ", "{{", "*a", " ;",
)  # fmt: skip
IN_HTML = (
    "![", "[", ">", "<", "<a \"", "<a b=\">\" ", "<!--", "`a", "\"", "'a ", "{{", "^[", "*a", " ;",
)  # fmt: skip


def seconds(text: str) -> tuple[float, Body]:
    started = time.process_time()
    body = render(text, source="a.md", language="fr")
    return time.process_time() - started, body


def steps(text: str) -> int:
    """The lines of Python that run while `text` is rendered: the same on any machine."""
    count = 0

    def step(_frame: FrameType, event: str, _argument: Any) -> Any:
        nonlocal count
        count += event == "line"
        return step

    before = sys.gettrace()
    sys.settrace(step)
    try:
        render(text, source="a.md", language="fr")
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize(
    ("start", "piece"),
    [*(("", piece) for piece in HARD), *(("<div>\n", piece) for piece in IN_HTML)],
)
def test_work_grows_with_the_text(start: str, piece: str) -> None:
    short, long = 300, 1_200
    steps(start + piece)  # what is made once for all bodies
    before = steps(start + piece * (short // len(piece)))
    after = steps(start + piece * (long // len(piece)))
    # Four times the text; with its square it would be sixteen.
    assert after < 6 * before


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("*a_ " * 475_000, id="emphasis"),
        pytest.param("[![a](" * 100_000, id="links"),
        pytest.param("<div>\n" * 20_000, id="blocks"),
        pytest.param("<div " + " ".join(f"a{n}" for n in range(50_000)), id="attributes"),
        pytest.param(
            "".join(f"<b id={n}>" for n in range(4_000)) + "\n\n" + "x\n\n" * 4_000, id="copies"
        ),
        pytest.param(
            "".join(f"<b id={n}><!--</b>-->" for n in range(3_000)) + "<p>" * 4_000, id="comments"
        ),
    ],
)
def test_a_body_that_would_take_minutes_is_refused(text: str) -> None:
    taken, body = seconds(text)
    (problem,) = body.problems
    assert (problem.kind, problem.severity) == ("markdown", "error") and problem.fix
    assert taken < 5
    assert len(body.html) < 6 * len(text)


def test_a_tangled_paragraph_is_told_with_its_line() -> None:
    _, body = seconds("One.\n\n" + "*a " * 30_000)
    (problem,) = body.problems
    assert problem.place == "content/a.md:3:1"
    message = (
        "this paragraph contains more than 20,000 characters that may be Markdown, such as * and ["
    )
    assert problem.message == message


@pytest.mark.parametrize(
    ("start", "piece"),
    [
        ("|a" * 900 + "|\n" + "|-" * 900 + "|\n", "|" * 900 + "\n"),
        ("", "a\n: b\n\n"),
        ("", "-\n"),
        ("", "# a\n"),
        ("", "***\n"),
        ("", "a\n\n"),
    ],
)
def test_a_body_of_too_many_blocks_is_told_with_the_line(start: str, piece: str) -> None:
    text = start + piece * (1_500_000 // len(piece))
    _, body = seconds(text)
    (problem,) = body.problems
    assert problem.message == (
        "this article has more than 100,000 paragraphs, list items, table cells and other blocks"
    )
    assert problem.severity == "error" and 100 < problem.line < 300_000
    assert problem.fix.startswith("split it")


def test_a_body_of_too_much_markup_is_told_with_the_line() -> None:
    _, body = seconds(("[" * 19_000 + "\n\n") * 90)
    (problem,) = body.problems
    assert problem.message.startswith("this article contains more than 200,000 characters that may")
    assert problem.place == "content/a.md:21:1"


@pytest.mark.parametrize("use", ["[a] ", "[b][a] ", "![b][a] ", "^[[a]] ", "![[a]](b.png) "])
@pytest.mark.parametrize("title", ["", ' "t"', f' "{"t" * 2_000}"'])
def test_definitions_copied_without_measure_are_told_with_their_line(use: str, title: str) -> None:
    address = f"https://example.org/{'a' * 2_000}"
    text = f"One.\n\n[a]: {address}{title}\n\n" + (use * 100 + "\n\n") * 3
    _, body = seconds(text)
    problem = body.problems[0]
    assert problem.place == "content/a.md:3:1" and problem.severity == "error"
    characters = len(address) + len(title.strip(' "'))
    assert problem.message == (
        f"the {characters:,} characters of this address are repeated in every link that uses it;"
        " such links may add 100,000 characters to this article, and they add more"
    )
    assert problem.fix == "use it in fewer links, or write a shorter address"
    assert len(body.html) < 2 * len(text)


def test_many_definitions_and_many_links_to_one_are_taken() -> None:
    one = "[a]: https://example.org/a/page/of/a/paper\n\n" + "See [it][a].\n\n" * 2_000
    many = "".join(f"[{n}]: https://example.org/{'a' * 200}\n[{n}]\n\n" for n in range(2_000))
    for text in (one, many):
        assert not seconds(text)[1].problems


@pytest.mark.parametrize("mark", "\\`~*_[]!^<&")
def test_only_what_may_be_markdown_counts(mark: str) -> None:
    """As docs/front-matter.md says."""
    assert not seconds(f"{mark}a " * 19_999 + "Plain words. " * 10_000)[1].problems
    assert [one.kind for one in seconds(f"{mark}a " * 20_001)[1].problems] == ["markdown"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("word " * 200_000, id="one paragraph of a megabyte"),
        pytest.param("A [link](https://example.org) and *more*. " * 3_000, id="links"),
        pytest.param("<p><b>Old</b> <i>tags</i><br>\n\n" * 5_000, id="paragraphs never closed"),
        pytest.param("<p><b><i>Crossed</b></i></p>\n\n" * 300, id="tags that cross"),
        pytest.param(
            "<table>" + "<tr><td>a<td><b>b</b></tr>\n" * 3_000 + "</table>", id="a long table"
        ),
        pytest.param(
            "|a|b|c|d|e|\n|-|-|-|-|-|\n" + "|1|2|3|4|5|\n" * 10_000, id="a long Markdown table"
        ),
        pytest.param("<div>" * 40 + "deep" + "</div>" * 40, id="deep"),
    ],
)
def test_what_archives_hold_is_taken(text: str) -> None:
    _, body = seconds(text)
    assert not body.problems


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a\n\nb &#12;c", "<p>a</p>\n<p>b \ufffdc</p>\n"),
        ("a\n\n  &#x1b;c", "<p>a</p>\n<p>\ufffdc</p>\n"),
        ("a\n\n<b>&#27;c</b>", "<p>a</p>\n<p><b>\ufffdc</b></p>\n"),
        ("a\n\n<b title='&#7;'>c</b>", '<p>a</p>\n<p><b title="\ufffd">c</b></p>\n'),
    ],
)
def test_entities_bring_in_no_control_characters(text: str, html: str) -> None:
    body = render(text, source="a.md", language="en")
    assert body.html == html
    (problem,) = body.problems
    entity = text[text.index("&") : text.index(";") + 1]
    assert problem.kind == "control-character" and f"“{entity}”" in problem.message
    assert problem.column == text.split("\n")[2].index("&") + 1 and problem.line == 3


def test_an_entity_in_code_is_text() -> None:
    body = render("`&#12;` and &#65;", source="a.md", language="en")
    assert body.html == "<p><code>&amp;#12;</code> and A</p>\n" and not body.problems
