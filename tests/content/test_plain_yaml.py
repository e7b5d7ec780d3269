"""Plain front matter is read as YAML's own parser reads it."""

from __future__ import annotations

from typing import Any

import pytest
from article_cases import cut
from hypothesis import example, given
from hypothesis import strategies as st

from dateline.content.fences import FrontMatterProblem
from dateline.content.plain_yaml import read_plain
from dateline.problems import Problem

VALUES = r"""Port Louis|24.7 C|2024-11-23T07:30|07:30|https://e.org/a|a:b|a: b|a:|a #b|a#|“Crue”|été
"a"|"a: b"|"it's" |"a\"b"|"a\n"|'a'|'a''b'|''|""|'a" b'|"a" b|"a"b|null|Null|NULL|~|true|=|<<
[]|[ ]|[,]|[a]|[a, b]|[a b,c ]|[a,]|[,a]|["a, b", 'c']|[O'Brien, 'x"y']|[a: b]|[a:b]|[a?]|[?a]|[{a}]
[[a]]|[a|a]|[null, "", '']|[- a]|[-a]|[a\]|[a]x|[ "a" ]|["a"b]|[&a, *a, !a, %a, @a, `a, >a]|{a: b}
& a|* a|! a|!a b|% a|@ a|` a|> a|>|-|- a|? a|?|--- a|...|é: a|a\tb|日本 語|a—b|a, b|x{y}|a] b|(a) b
a  b|1_000|0x1F|.5|a - b|a ? b|a"b|a'b|a&b|a*b|+1|_a|\a|/a|$a""".replace("\n", "|").split("|")
KEYS = ("a", "b", "c-d", "e_f", "extra", "null", "title", "2", "é", "a b", '"q"', "<<", "y", "-")
SPACES = st.sampled_from(("", " ", " ", " ", "  ", "\t"))
VALUE = st.sampled_from(VALUES) | st.text(max_size=6)
LINES = st.one_of(
    st.builds("{}:{}{}{}".format, st.sampled_from(KEYS), SPACES, VALUE, SPACES),
    st.builds("{}:{}".format, st.sampled_from(KEYS), SPACES),
    st.builds("{}-{}{}{}".format, SPACES, SPACES, VALUE, SPACES),
    st.builds("{}{}".format, SPACES, VALUE),
    st.sampled_from(("", " ", "---", "...", "# a", "%YAML 1.1")),
)
BLOCKS = st.lists(LINES, max_size=6).map("\n".join)


def _read(block: str) -> tuple[dict[str, Any], Any, list[Problem]] | Problem:
    """What `cut` makes of a block, or the problem that keeps it from reading it."""
    try:
        found, problems = cut(f"---\n{block}\n---\nBody", path="a.md")
    except FrontMatterProblem as problem:
        return problem.problem
    return found.values, found.marks, problems


@given(BLOCKS)
@example("a: b\n\nc-d:\n- one\n\n-  two \ntitle: 'x'")
@example("a:\n  - one\n  - null\nb:\n- two")
@example("a: b\n- c")
@example("a:\n- b\n - c")
@example("a: [b]\n- c")
@example("a: ''\n- c")
@example("a: null\n- c")
@example("a:\nb")
@example("a: b\n  c")
@example("a: \u2028b")
@example("- a")
@example(" - a\nb: c")
def test_the_quick_way_finds_what_the_parser_finds(block: str) -> None:
    plain = read_plain(f"\n{block}", 1)
    if plain is not None:
        # A comment is never plain, and changes nothing.
        assert _read(f"{block}\n#") == (*plain, [])


@pytest.mark.parametrize(
    "block",
    [
        'title: "Cyclone: the day after"\ndate: 1975-02-06\nauthors: [A. Bee, \'C "D" E\']',
        "location: Port Louis\ntags:\n  - flood\n  - rain\nweather: 24.7 C\nslug:",
    ],
)
def test_common_front_matter_is_plain(block: str) -> None:
    assert read_plain(block, 2) is not None
