"""The files of themes."""

from __future__ import annotations

import os
from pathlib import Path

from dateline.digests import digest_of
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


def test_the_next_build_of_a_process_sees_a_file_that_changed(tmp_path: Path) -> None:
    file = tmp_path / "base.html"
    file.write_bytes(b"one")
    times = file.stat().st_atime_ns, file.stat().st_mtime_ns
    before = ThemeFiles({"own": tmp_path}, tmp_path)
    assert (before.text(file), before.digest(file)) == ("one", digest_of(b"one"))
    file.write_bytes(b"two")
    os.utime(file, ns=times)
    after = ThemeFiles({"own": tmp_path}, tmp_path)
    assert (after.text(file), after.digest(file)) == ("two", digest_of(b"two"))
    assert (before.text(file), before.digest(file)) == ("one", digest_of(b"one"))


def test_the_digest_of_a_large_file_is_that_of_its_first_reading(tmp_path: Path) -> None:
    file = tmp_path / "photo.jpg"
    file.write_bytes(b"a" * 300_000)
    files = ThemeFiles({"own": tmp_path}, tmp_path)
    first = files.digest(file)
    file.write_bytes(b"b" * 300_000)
    assert files.digest(file) == first == digest_of(b"a" * 300_000)
