"""Summaries, lines of the file, and typeset titles."""

from __future__ import annotations

import pytest

from dateline.markdown import Body, render, render_inline


def body(text: str, language: str = "en", first_line: int = 1) -> Body:
    return render(text, source="2014/x.md", language=language, first_line=first_line)


@pytest.mark.parametrize(
    ("text", "summary"),
    [
        ("# Title\n\nIt *rained*\nall `day`[^1] long.\n\n[^1]: x", "It rained all day long."),
        ("![x](x.png)\n\n> quoted\n\n- item\n\nThen [this](a.md).", "Then this."),
        ("{% include x %}\n\n---\n\nText {{ x }}.", "Text ."),
        ("<p>raw</p>\n\nText <script>alert(1)</script>here.", "Text here."),
        ("A & B < C", "A & B < C"),
        ("## Only a heading", ""),
        ("", ""),
    ],
)
def test_summary_is_the_first_prose(text: str, summary: str) -> None:
    assert body(text).summary == summary


def test_a_long_summary_ends_at_a_word() -> None:
    summary = body("several words " * 50).summary
    assert len(summary) <= 240
    assert summary.endswith(("several…", "words…"))


def test_a_long_summary_without_spaces_is_cut() -> None:
    assert body("洪" * 500).summary == "洪" * 239 + "…"


def test_lines_are_those_of_the_file() -> None:
    made = body("one\n\n[a](b.md) [c](www.example.org)\n", first_line=9)
    assert [(one.line, one.column) for one in made.references] == [(11, 5)]
    assert [(one.path, one.line, one.column) for one in made.problems] == [
        ("content/2014/x.md", 11, 15)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "<!-- a -->\n\n<!--> b <!-- c -->\n\nText.",
        "<!-- a\n\nb -->\n\nText.",
        "`<!-- a`\n\n    <!-- b\n\nText <!-- c",
        "<!DOCTYPE html>\n\n<?xml version='1.0'?>\n\n<![CDATA[ ]]>",
        "[a]: other\n[b]: other.md\n[c]: /about/\n[d]: #top\n[e]: map\n\n[A] ![An [e]][b]",
        "[a]: /about/\n[a]: /about/\n\n[a]",
        "Text.[^1]\n\n[^1]: See.[^2]\n\n[^2]: Note.",
        "| a | b |\n|---|---|\n| 1 \\| 2 | 3 |\n| 1 | 2 | |\n| 1 |",
    ],
)
def test_nothing_is_said_of_text_that_is_shown_or_meant_to_go(text: str) -> None:
    assert "lost-text" not in {problem.kind for problem in body(text).problems}


def test_labels_are_in_the_language_of_the_article() -> None:
    html = body("Pluie[^1]\n\n[^1]: x\n\n| a |\n|---|\n| b |\n", language="fr-CA").html
    assert 'aria-label="Tableau"' in html
    assert 'aria-label="Retour au texte"' in html


@pytest.mark.parametrize(
    ("text", "language", "typeset"),
    [
        ("It's <b> & 'so'...", "en", "It’s <b> & ‘so’…"),
        ('"Ah !"', "fr", "«\u202fAh\u202f!\u202f»"),
        ("*not* Markdown -- [x](y)", "de", "*not* Markdown – [x](y)"),
        ("Nothing to do", "en", "Nothing to do"),
    ],
)
def test_render_inline_gives_plain_text(text: str, language: str, typeset: str) -> None:
    assert render_inline(text, language=language) == typeset
