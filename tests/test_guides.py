"""The guides in docs/guides/ succeed when they are followed word for word."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from PIL import Image

from guides import Reader
from recipes import FaultyRecipeError

GIT = {
    f"GIT_{role}_{what}": value
    for role in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "desk"), ("EMAIL", "desk@paper.example"))
}
GUIDES = sorted((Path(__file__).parent.parent / "docs" / "guides").glob("*.md"))


@pytest.fixture
def reader(tmp_path: Path) -> Reader:
    """Somebody with Dateline, an empty folder, and a picture of a ferry."""
    home = tmp_path / "home"
    pictures = home / "Pictures"
    pictures.mkdir(parents=True)
    Image.new("RGB", (1600, 1000), "steelblue").save(pictures / "ferry.jpg")
    desk = tmp_path / "desk"
    desk.mkdir()
    programs = Path(sys.executable).parent
    return Reader(
        desk,
        {
            **{key: value for key, value in os.environ.items() if not key.startswith("GIT_")},
            **GIT,
            "HOME": str(home),
            "PATH": f"{programs}:{os.environ['PATH']}",
            "SOURCE_DATE_EPOCH": "1795500000",
            "TZ": "UTC",
        },
    )


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.stem)
def test_a_guide_succeeds(guide: Path, reader: Reader) -> None:
    reader.follow(guide.read_text("utf-8"))
    assert reader.typed > 3


@pytest.mark.parametrize(
    ("guide", "words"),
    [
        ("```sh\necho a\n```\n\n```text\nb\n```\n", "echo a\nanswers:\na\n\nnot:\nb\n"),
        ("```sh\nfalse\n```\n", "false\nfails:\n"),
        ("In `a.md`, delete the line `draft: true`.\n", "a.md has no line"),
        ("```yaml\na: b\n```\n", "nothing says where this goes"),
    ],
)
def test_what_cannot_be_followed_is_told(guide: str, words: str, reader: Reader) -> None:
    (reader.folder / "a.md").write_text("drafty\n", "utf-8")
    with pytest.raises(FaultyRecipeError, match=words):
        reader.follow(guide)


def test_dots_stand_for_any_lines_and_a_folder_is_remembered(reader: Reader) -> None:
    reader.follow(
        "```sh\nmkdir a\ncd a\n```\n\n```sh\nbasename $PWD\nseq 8\n```\n\n```text\na\n…\n8\n```\n"
    )
