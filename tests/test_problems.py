"""Problems."""

from __future__ import annotations

import pytest

from dateline.problems import Problem, nearest, not_utf8


def test_the_place_is_as_editors_know_it() -> None:
    assert Problem("content/a.md", 3, 7, "x", kind="value").place == "content/a.md:3:7"
    assert Problem("content/a.md", 0, 0, "x", kind="value").place == "content/a.md"


def test_problems_sort_by_file_and_place() -> None:
    found = [
        Problem(*place, "x", kind="value")
        for place in (("b", 1, 1), ("a", 10, 1), ("a", 9, 2), ("a", 9, 1))
    ]
    assert [one.place for one in sorted(found)] == ["a:9:1", "a:9:2", "a:10:1", "b:1:1"]


def test_a_warning_may_be_taken_for_an_error() -> None:
    warning = Problem("a", 1, 2, "x", "y", "warning", kind="value")
    assert warning.as_error() == Problem("a", 1, 2, "x", "y", "error", kind="value")


@pytest.mark.parametrize(
    ("word", "meant"), [("titel", "title"), ("TITLE", "title"), ("tag", "tags"), ("xyz", None)]
)
def test_the_nearest_word(word: str, meant: str | None) -> None:
    assert nearest(word, ["title", "tags", "date"]) == meant


@pytest.mark.parametrize(
    ("data", "place"),
    [(b"\xff", (1, 1)), ("é\nçé".encode() + b"\xff", (2, 3)), (b"a\r\nb\xff\n\xff", (2, 2))],
)
def test_the_byte_that_is_not_utf8(data: bytes, place: tuple[int, int]) -> None:
    with pytest.raises(UnicodeDecodeError) as found:
        data.decode("utf-8")
    problem = not_utf8(found.value, "a")
    assert (problem.line, problem.column) == place


@pytest.mark.parametrize(
    ("message", "fix", "sentences"),
    [
        ("this is wrong", "write it", ("This is wrong.", "Write it.")),
        ("“a” is wrong", "Did you mean “b”?", ("“a” is wrong.", "Did you mean “b”?")),
        ("It has no “mailto:”", "", ("It has no “mailto:”.",)),
        ("It ends", "Write title: Why?", ("It ends.", "Write title: Why?")),
        ("It ends", 'Write title: "Why: so."', ("It ends.", 'Write title: "Why: so."')),
        ("It ends", "Add title: …", ("It ends.", "Add title: …")),
    ],
)
def test_what_is_wrong_and_the_mend_are_whole_sentences(
    message: str, fix: str, sentences: tuple[str, ...]
) -> None:
    assert Problem("a", 1, 1, message, fix, kind="value").sentences == sentences
