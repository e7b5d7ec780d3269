"""The files of themes."""

from __future__ import annotations

from pathlib import Path

from dateline.theme_files import ThemeFiles


def test_a_file_is_read_once_unless_it_is_large(tmp_path: Path) -> None:
    files = ThemeFiles({"own": tmp_path}, tmp_path)
    small, large = tmp_path / "base.html", tmp_path / "photo.jpg"
    found = []
    for sign in (b"a", b"b"):
        small.write_bytes(sign)
        large.write_bytes(sign * 300_000)
        found.append((files.read(small), files.read(large)[:1]))
    assert found == [(b"a", b"a"), (b"a", b"b")]


def test_a_text_has_line_breaks_of_one_kind(tmp_path: Path) -> None:
    file = tmp_path / "base.html"
    file.write_bytes("é\r\na\rb\nc".encode())
    assert ThemeFiles({"own": tmp_path}, tmp_path).text(file) == "é\na\nb\nc"
