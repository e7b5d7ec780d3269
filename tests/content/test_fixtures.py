"""What a journalist writes, right or wrong, and what Dateline makes or says of it."""

from __future__ import annotations

import dataclasses
import re

import pytest
from article_cases import Case, read_cases

from dateline.content.article import Article
from dateline.content.dates import Date
from dateline.content.read import Reading

PROBLEMS, ARTICLES = read_cases("problems"), read_cases("articles")


def show_problems(reading: Reading) -> str:
    """`line:column severity message | fix`, a line for each."""
    return "\n".join(
        f"{one.line}:{one.column} {one.severity} {one.message} | {one.fix}"
        for one in reading.problems
    )


def show_article(article: Article) -> str:
    """`field: value`, a line for each that is not as in any article."""
    usual = Article("story.md", "article", "en", "story", "story", "", "")
    lines = []
    for part in dataclasses.fields(Article):
        value = getattr(article, part.name)
        if part.name == "terms":
            lines += [
                f"{term.taxonomy}: {term.written} = {term.slug} ({term.line}:{term.column})"
                for term in article.terms
            ]
        elif value != getattr(usual, part.name):
            told = f"{value.iso} = {value.instant}" if isinstance(value, Date) else value
            lines.append(f"{part.name}: {told}")
    return "\n".join(lines)


def show(reading: Reading) -> str:
    """The article, if there is one, then the problems."""
    article = show_article(reading.article) if reading.article else ""
    return "\n".join(filter(None, (article, show_problems(reading))))


@pytest.mark.parametrize("case", PROBLEMS, ids=[case.title for case in PROBLEMS])
def test_problems(case: Case) -> None:
    assert show_problems(case.read()) == case.expected


@pytest.mark.parametrize("case", ARTICLES, ids=[case.title for case in ARTICLES])
def test_articles(case: Case) -> None:
    assert show(case.read()) == case.expected


@pytest.mark.parametrize("case", PROBLEMS, ids=[case.title for case in PROBLEMS])
def test_places_lie_in_the_file(case: Case) -> None:
    lines = case.data.decode("utf-8-sig", "replace").split("\n")
    for problem in case.read().problems:
        assert (problem.line, problem.column) == (0, 0) or (
            1 <= problem.column <= len(lines[problem.line - 1]) + 1
        )


@pytest.mark.parametrize("case", PROBLEMS, ids=[case.title for case in PROBLEMS])
def test_problems_speak_to_people(case: Case) -> None:
    for problem in case.read().problems:
        told = f"{problem.message} {problem.fix}"
        assert problem.message and problem.fix and problem.path == f"content/{case.file}"
        assert not any(word in told for word in ("dict", "None", "NoneType", "['", "\0", "Input"))


@pytest.mark.parametrize("case", PROBLEMS + ARTICLES, ids=lambda case: case.title)
def test_problems_speak_in_whole_sentences(case: Case) -> None:
    for problem in case.read().problems:
        for sentence in problem.sentences:
            assert re.fullmatch(r"(?s)[A-Z“].*[^.:][.?!…][”\"']*", sentence)
