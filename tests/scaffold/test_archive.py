"""A new archive in a folder in which there is something already."""

from __future__ import annotations

from datetime import UTC, datetime
from importlib.metadata import distribution
from pathlib import Path

import pytest

from dateline.problems import UsageProblem
from dateline.scaffold.archive import NewArchive, create_archive, lacking_lines

TODAY = datetime(2026, 5, 18, tzinfo=UTC)


def started(folder: Path) -> NewArchive:
    """A new archive, as if what builds it came from a package index, so that no wheel is made."""
    return create_archive(folder, TODAY, "netlify", distribution("click"))


def test_a_new_repository_keeps_what_its_host_put_there(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "LICENSE").touch()
    (tmp_path / "README.md").write_text("# Mine\n")
    (tmp_path / ".gitignore").write_text("public/\n.dateline\n")
    new = started(tmp_path)
    assert sorted(path.name for path in new.kept) == [".gitignore", "README.md"]
    assert (tmp_path / "README.md").read_text() == "# Mine\n"
    assert new.guide == "PUBLISHING.md" and "## Publish" in (tmp_path / new.guide).read_text()
    assert tmp_path / "site.toml" in new.written and (tmp_path / "site.toml").is_file()
    assert lacking_lines(tmp_path / ".gitignore") == ["/preview/", "/portable/", "/.venv/"]


def test_a_folder_with_anything_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "readme.jpg").mkdir()
    with pytest.raises(UsageProblem, match=r"not empty: it has “readme\.jpg”"):
        started(tmp_path)
    assert [path.name for path in tmp_path.iterdir() if path.name != ".git"] == ["readme.jpg"]


def test_an_empty_folder_gets_everything(tmp_path: Path) -> None:
    new = started(tmp_path)
    assert new.kept == [] and new.guide == "README.md"
    assert tmp_path / "README.md" in new.written
