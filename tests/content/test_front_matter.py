"""Cutting front matter; what becomes of it is in `fixtures/`."""

from __future__ import annotations

import pytest
from article_cases import cut
from hypothesis import given
from hypothesis import strategies as st

from dateline.content.fences import FrontMatterProblem
from dateline.content.front_matter import written_keys

BODIES = st.text(alphabet="ab \n#-+{}", max_size=20)


@pytest.mark.parametrize(
    ("opening", "keys", "closing"),
    [
        ("---", "title: x\ntags: [a, b]", "---"),
        ("----", "title: x\ntags: [a, b]", "-----  "),
        ("+++", 'title = "x"\ntags = ["a", "b"]', "+++"),
        ("{", '"title": "x",\n"tags": ["a", "b"]', "}"),
    ],
)
@given(body=BODIES, above=st.integers(0, 3), below=st.integers(0, 3))
def test_the_body_is_what_follows(
    opening: str, keys: str, closing: str, body: str, above: int, below: int
) -> None:
    body = "The text.\n" + body
    text = "\n" * above + f"{opening}\n{keys}\n{closing}\n" + "\n" * below + body
    found, problems = cut(text, path="a.md")
    assert not problems and found.values == {"title": "x", "tags": ["a", "b"]}
    assert found.body.lstrip("\n") == body
    lines = text.split("\n")
    rest = "\n".join(lines[found.body_line - 1 :])
    assert rest.endswith(found.body) and "The text." in rest
    assert found.body.split("\n")[-1] == lines[-1]
    assert found.body_line + found.body.count("\n") == len(lines)
    places = dict(written_keys(found))
    for key in ("title", "tags"):
        line, column = places[key]
        assert lines[line - 1][column - 1 :].lstrip('"').startswith(key)
    line, column = found.place(("tags", 1))
    assert lines[line - 1][column - 1 :].lstrip('"').startswith("b")


def test_yaml_values_stay_text() -> None:
    text = "---\na: No\nb: 1984\nc: 2014-03-12\nd: ~\ne: {f: .5, g: [yes, null]}\n---\n"
    found, _ = cut(text, path="a.md")
    assert found.values == {
        "a": "No", "b": "1984", "c": "2014-03-12", "d": None, "e": {"f": ".5", "g": ["yes", None]},
    }  # fmt: skip


def test_an_alias_within_bounds_is_followed() -> None:
    found, problems = cut("---\na: &x [1, 2]\nb: *x\n---\n", path="a.md")
    assert found.values["b"] == ["1", "2"] and not problems


@given(st.text(alphabet="ab:-[]{}\"'&*!|>%@`#, \n\t?", max_size=40))
def test_any_yaml_is_read_or_told_where_it_stands(keys: str) -> None:
    text = f"---\n{keys}\n---\n"
    try:
        cut(text, path="a.md")
    except FrontMatterProblem as found:
        lines = text.split("\n")
        assert 1 <= found.problem.line <= len(lines)
        assert 1 <= found.problem.column <= len(lines[found.problem.line - 1]) + 1
        assert found.problem.message and found.problem.fix
