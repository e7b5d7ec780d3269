"""What files of content/ are, by their names; finding them is tested with the scan."""

from __future__ import annotations

from pathlib import Path

from dateline.content.sources import Walk


def test_registers_stand_at_the_top_alone(tmp_path: Path) -> None:
    for path in ("tags.toml", "a/tags.toml", "other.toml", "a/b.md", "c.MD", "d.markdown"):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text("x")
    folders = Walk(tmp_path, ["tags"]).below("")
    assert {source.path: source.kind for folder in folders for source in folder.sources} == {
        "tags.toml": "register", "a/tags.toml": "file", "other.toml": "file", "a/b.md": "article",
        "c.MD": "file", "d.markdown": "file",
    }  # fmt: skip
