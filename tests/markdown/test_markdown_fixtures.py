"""What each Markdown construct becomes, case by case in `fixtures/`."""

from __future__ import annotations

import re

import pytest
from fixture_files import read_fixtures

from dateline.markdown import Body, render

SOURCE = "2014/flood.md"


def _render(text: str, language: str = "en") -> Body:
    return render(text + "\n", source=SOURCE, language=language)


def show_html(title: str, text: str) -> str:
    """The HTML alone."""
    return _render(text).html.rstrip("\n")


def show_typography(title: str, text: str) -> str:
    """The HTML in the language that the title begins with, no-break spaces made visible."""
    html = _render(text, title.partition(":")[0]).html.rstrip("\n")
    return html.replace("\u202f", "[nnbsp]").replace("\u00a0", "[nbsp]")


def show_references(title: str, text: str) -> str:
    """One reference a line: place, kind, target, and how it was written."""
    return "\n".join(
        f"{one.line}:{one.column} {one.kind}{' image' if one.image else ''} "
        f"{one.target} <- {one.written}"
        for one in _render(text).references
    )


def show_problems(title: str, text: str) -> str:
    """One problem a line."""
    return "\n".join(
        f"{one.line}:{one.column} {one.severity}: {one.message} -> {one.fix}"
        for one in _render(text).problems
    )


def show_both(title: str, text: str) -> str:
    """The HTML, then the problems."""
    return "\n".join(filter(None, (show_html(title, text), show_problems(title, text))))


SHOWN = {
    "rendering": show_html,
    "typography": show_typography,
    "references": show_references,
    "problems": show_problems,
    "raw_html": show_both,
    "nesting": show_html,
    "attacks": show_html,
}
CASES = [(name, *case) for name in SHOWN for case in read_fixtures(name)]


@pytest.mark.parametrize(
    ("name", "title", "text", "expected"), CASES, ids=[f"{case[0]}: {case[1]}" for case in CASES]
)
def test_fixture(name: str, title: str, text: str, expected: str) -> None:
    assert SHOWN[name](title, text) == expected


@pytest.mark.parametrize(("name", "title", "text"), [case[:3] for case in CASES])
def test_problems_speak_in_whole_sentences(name: str, title: str, text: str) -> None:
    for problem in _render(text).problems:
        for sentence in problem.sentences:
            assert re.fullmatch(r"(?s)[A-Z“].*[^.:][.?!…][”\"']*", sentence)
