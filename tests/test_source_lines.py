"""The lines that problems are about."""

from __future__ import annotations

from pathlib import Path

from dateline.problems import Problem
from dateline.source_lines import SourceLines


def of(path: str, line: int) -> Problem:
    return Problem(path, line, 1, "x", kind="value")


def test_lines_of_files(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"\xef\xbb\xbffirst\nsec\xffond\n")
    (tmp_path / "b.md").write_text("other\n")
    lines = SourceLines(tmp_path)
    assert lines.of(of("a.md", 1)) == "first"
    assert lines.of(of("a.md", 2)) == "sec\ufffdond"
    assert lines.of(of("b.md", 1)) == "other"
    for unknown in (of("a.md", 0), of("a.md", 3), of("none.md", 1), of("x\0", 1), of("", 1)):
        assert lines.of(unknown) == ""


def test_a_file_is_read_once_for_its_problems(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("first\nsecond\n")
    lines = SourceLines(tmp_path)
    assert lines.of(of("a.md", 1)) == "first"
    file.unlink()
    assert lines.of(of("a.md", 2)) == "second"
    assert SourceLines(tmp_path).of(of("a.md", 2)) == ""
