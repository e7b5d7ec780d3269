"""What files of content/ are, by their names; finding them is tested with the scan."""

from __future__ import annotations

from pathlib import Path

from dateline.content.sources import Walk, is_article


def test_registers_stand_at_the_top_alone(tmp_path: Path) -> None:
    for path in ("tags.toml", "a/tags.toml", "other.toml", "a/b.md", "c.MD", "d.markdown"):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text("x")
    folders = Walk(tmp_path, ["tags"]).below("")
    assert {source.path: source.kind for folder in folders for source in folder.sources} == {
        "tags.toml": "register", "a/tags.toml": "file", "other.toml": "file", "a/b.md": "article",
        "c.MD": "file", "d.markdown": "file",
    }  # fmt: skip


def test_a_path_tells_an_article_as_the_walk_does(tmp_path: Path) -> None:
    names = ("a.md", "_a.md", ".a.md", "a.txt", "_redirects", "x")
    folders = (
        "",
        "a",
        "_private",
        ".git",
        ".well-known",
        "_comments",
        "a/_comments",
        "_comments/a",
    )
    for folder in folders:
        (tmp_path / folder).mkdir(parents=True, exist_ok=True)
        for name in names:
            (tmp_path / folder / name).write_text("x")
    found = {
        source.path
        for folder in Walk(tmp_path, []).below("")
        for source in folder.sources
        if source.kind == "article"
    }
    paths = [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")]
    assert {path for path in paths if is_article(path)} == found
    assert found == {"a.md", "a/a.md", ".well-known/a.md"}
