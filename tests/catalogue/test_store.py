"""The catalogue's file: it is a cache, and replaced where it cannot be trusted."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from dateline.catalogue.store import connect, connect_in_memory, connect_read_only, transaction


def _fill(path: Path) -> None:
    connection = connect(path)
    connection.execute("INSERT INTO meta VALUES ('a', 'b')")
    connection.close()


def _held(path: Path) -> list[tuple[str, str]]:
    connection = connect(path)
    try:
        return connection.execute("SELECT * FROM meta").fetchall()
    finally:
        connection.close()


def test_it_remembers(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "catalogue.sqlite"
    _fill(path)
    assert _held(path) == [("a", "b")]


@pytest.mark.parametrize(
    "damage", [b"not a database" * 100, b"SQLite format 3\0" + b"\xff" * 5_000]
)
def test_a_damaged_file_is_replaced(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "catalogue.sqlite"
    path.write_bytes(damage)
    assert _held(path) == []
    _fill(path)
    assert _held(path) == [("a", "b")]


def test_a_file_cut_short_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.sqlite"
    _fill(path)
    path.write_bytes(path.read_bytes()[:5_000])
    assert _held(path) == []


@pytest.mark.parametrize("version", [0, 1, 12345])
def test_another_version_is_replaced(tmp_path: Path, version: int) -> None:
    path = tmp_path / "catalogue.sqlite"
    _fill(path)
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {version}")
    connection.close()
    assert _held(path) == []


def test_an_empty_file_is_filled(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.sqlite"
    path.write_bytes(b"")
    assert _held(path) == []


def test_workers_cannot_write(tmp_path: Path) -> None:
    path = tmp_path / "a folder with 100% #signs?" / "catalogue.sqlite"
    _fill(path)
    connection = connect_read_only(path)
    assert connection.execute("SELECT value FROM meta").fetchall() == [("b",)]
    with pytest.raises(sqlite3.OperationalError):
        connection.execute("DELETE FROM meta")
    connection.close()


def test_a_transaction_is_all_or_nothing() -> None:
    connection = connect_in_memory()
    with pytest.raises(KeyboardInterrupt), transaction(connection):
        connection.execute("INSERT INTO meta VALUES ('a', 'b')")
        raise KeyboardInterrupt
    assert connection.execute("SELECT count(*) FROM meta").fetchone() == (0,)
    with transaction(connection):
        connection.execute("INSERT INTO meta VALUES ('a', 'b')")
    assert connection.execute("SELECT count(*) FROM meta").fetchone() == (1,)
