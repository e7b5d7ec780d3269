"""Addresses that differ only in upper and lower case."""

from __future__ import annotations

from newsroom import Newsroom


def test_addresses_that_differ_in_case_alone(room: Newsroom) -> None:
    room.write("a.md", "slug: flood")
    room.write("b.md", "slug: Flood")
    room.write("c.md", "slug: FLOOD\ndraft: true")
    room.scan()
    (problem,) = room.archive_problems()
    assert problem.severity == "error"
    assert {"content/a.md", "content/b.md"} == {
        problem.path,
        *(word.strip(",") for word in problem.message.split() if word.startswith("content/")),
    }
