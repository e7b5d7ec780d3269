"""Whatever is written, rendering does not raise and nothing in the page runs."""

from __future__ import annotations

import pytest
from fixture_files import read_fixtures
from html_checks import faults
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.markdown import render, resolve

ATTACKS = [text for _, text, _ in read_fixtures("attacks")]
PIECES = st.sampled_from(
    [
        *ATTACKS,
        *"<>\"'`&;:=/\\[](){}!*_~^|#-+. \n\t\0",
        *("\n\n", "    ", "> ", "- ", "<!--", "-->", "<![CDATA[", "]]>", "<?", "<a ", "</a>"),
        *("<div>", "</div>", "<svg>", "<math>", "<style>", "</style>", "<script>", "</script>"),
        *("<img src=", "<iframe src=", "onerror=", "javascript:", "dateline:article/x", "x.md"),
        *("[^1]", "[^1]: ", "^[", "{{ x }}", "{% x %}", "| a |\n|---|\n", "\ud800", "é", "«"),
        *(
            "&Tab;",
            "&colon;",
            "&#x6A;",
            "title=",
            "id=fn:1 ",
            "<p id=x>",
            "# ",
            "```\n",
            "](",
            "![",
        ),
    ]
)
DOCUMENTS = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=30).map("".join))


def check(text: str, language: str = "fr") -> None:
    body = render(text, source="2014/x.md", language=language)
    assert faults(body.html) == []
    assert faults(resolve(body.html, lambda kind, target, image: None)) == []
    assert len(body.summary) <= 240
    body.html.encode()
    lines = text.count("\n") + text.count("\r") + 1
    assert all(1 <= one.line <= lines and one.column >= 1 for one in body.references)
    assert all(one.line >= 1 and one.column >= 1 for one in body.problems)


@pytest.mark.parametrize("before", ["", "\n\n", "words ", "> ", "- ", "<div>", "| a |\n|---|\n| "])
def test_attacks_do_nothing_wherever_they_stand(before: str) -> None:
    for attack in ATTACKS:
        check(before + attack)
        check(f"{before}{attack}\n\n{attack} <b>x</b>\n")


@settings(max_examples=400, deadline=None)
@given(DOCUMENTS)
def test_any_text_renders_to_safe_html(text: str) -> None:
    check(text)


@settings(max_examples=100, deadline=None)
@given(DOCUMENTS)
def test_rendering_twice_gives_the_same(text: str) -> None:
    first = render(text, source="x.md", language="en")
    assert render(text, source="x.md", language="en") == first


def test_a_placeholder_cannot_be_forged() -> None:
    forged = (
        '<a href="dateline:article/secret.md">a</a> [b](dateline:article/secret.md) '
        "<p title='<a href=\"dateline:article/secret.md\">'>c</p> "
        '`<a href="dateline:article/secret.md">` '
        '![<a href="dateline:article/secret.md">](x.png \'<a href="dateline:article/secret.md">\')'
    )
    asked: list[tuple[str, str]] = []
    for text in (forged, forged + "<b>"):
        html = render(text, source="x.md", language="en").html
        resolve(html, lambda kind, target, image: asked.append((kind, target)))
    assert {target for _, target in asked} == {"x.png"}


@pytest.mark.parametrize(
    ("before", "after"), [("^[", "]"), ("![", "](x)"), ("[", "](x)"), ("> ", ""), ("<b>", "</b>")]
)
def test_deep_nesting_does_not_raise(before: str, after: str) -> None:
    check(before * 3000 + "x" + after * 3000)


def test_a_fault_of_the_parser_is_a_problem_not_a_traceback(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_: object) -> None:
        raise RecursionError

    monkeypatch.setattr("markdown_it.MarkdownIt.parse", fail)
    body = render("a <b>\n", source="x.md", language="en", first_line=4)
    assert body.html == "<pre>a &lt;b&gt;\n</pre>\n"
    assert [(one.place, one.severity) for one in body.problems] == [("content/x.md:4:1", "error")]
