"""The quick parser asks fewer rules, and finds what all of them would."""

from __future__ import annotations

from typing import Any

import pytest
from fixture_files import FOLDER, read_fixtures
from hypothesis import example, given
from hypothesis import strategies as st

from dateline.markdown import render
from dateline.markdown.languages import language_of
from dateline.markdown.parser import Parser, parser

SLOW = Parser()

BEGINNINGS = (
    "",
    "  ",
    "    ",
    "\t",
    "> ",
    "- ",
    "1. ",
    "12) ",
    ": ",
    "~ ",
    "# ",
    "| ",
    "[a]: ",
    "[^a]: ",
    "* ",
    "```",
    "<div>",
)
MARKUP = r"""a é word Ünder_score *em* ** __ *a **b** c* ~~x~~ ~ ` ``x` [a]
[a](b.md) ![i](p.png "t")
[a][] [^a] ^[note] ] [ ( ) ! < > <b> </b> <https://e.org> &amp; & \ \* \[ --- -- === : :-- |---|
a|b -|- ... "q" 'q' « ; ! # {{x}} - + 1. 2) “ — 中文 _ *_
*a*, **b** **c**. *a*b *a.* *.a* **a** *a b* [a](b) [a](b_c) [a](b&amp;c) [a](b*c)
*é* a*b* *a*, & &a; a! !a ^a"""
WORDS = st.sampled_from([*MARKUP.split(), *" \t\u00a0\u2003\u2028\x0b\x1f\ue0ff\0", "  ", "\\\n"])
LINES = st.builds(
    lambda begins, words, glue: "".join(begins) + glue.join(words),
    st.lists(st.sampled_from(BEGINNINGS), max_size=2),
    st.lists(WORDS, max_size=6),
    st.sampled_from(("", " ")),
)
BODIES = st.lists(LINES, max_size=12).map("\n".join) | st.text(max_size=100)


def _parsed(markdown: Parser, text: str, language: str) -> tuple[list[Any], Any, str]:
    env: dict[str, Any] = {"language": language_of(language), "footnote_prefix": "fn:"}
    tokens = markdown.parse(text, env)
    dumped = [token.as_dict() for token in tokens]
    return dumped, env.get("references"), markdown.renderer.render(tokens, markdown.options, env)


def _assert_same(text: str, language: str = "en") -> None:
    assert _parsed(parser(), text, language) == _parsed(SLOW, text, language)


@given(BODIES, st.sampled_from(("en", "fr")))
@example("- a\n  b\n\n  : c", "en")
@example("a\n\n: b\n: c\n\n~ d", "en")
@example("a\n| - |", "en")
@example("> a\nb\nc\n===", "en")
@example("[" * 40 + "a" + "](b)" * 40, "en")
@example("a *b* !\n« *c* »", "fr")
@example("**a** *b*, **c** [d](e) *f*\ng\n**h**", "en")
@example("a\n! b", "fr")
@example("**a** **b**\n**c**", "en")
def test_the_quick_parser_makes_the_same_tokens(text: str, language: str) -> None:
    _assert_same(text, language)


@pytest.mark.parametrize("name", sorted(path.stem for path in FOLDER.glob("*.txt")))
def test_it_does_so_for_every_fixture(name: str) -> None:
    for _, text, _ in read_fixtures(name):
        _assert_same(text)


@given(st.text(st.sampled_from("ab \n*_`~#>-=:'\".!&\\0é")) | BODIES)
def test_a_body_without_links_or_tags_is_settled_as_one_with_them(text: str) -> None:
    text = text.translate(dict.fromkeys(map(ord, "[<|{")))
    longer = render(f"[none]: x\n\n{text}", source="a.md", language="en")
    plain = render(text, source="a.md", language="en")
    assert (plain.html, plain.summary) == (longer.html, longer.summary)
