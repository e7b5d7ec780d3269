"""Keys of another system, in many files, are told once, with the line that ignores them."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from dateline.cli import main
from scratch import SETTINGS, ScratchSite


def checked(site: ScratchSite, *options: str) -> str:
    return CliRunner().invoke(main, ["--root", str(site.root), "check", *options]).output


def test_a_key_in_many_files_is_told_once_with_one_line_for_all(tmp_path: Path) -> None:
    site = ScratchSite(tmp_path / "site")
    for number in range(6):
        site.article(f"{number}.md", layout="post", guid="x", excerpt="It rained.")
    site.article("other.md", mood="good", titel="A", published="yes")
    told = checked(site)
    assert told.count("“layout” is not a key") == told.count("“guid” is not a key") == 1
    assert told.count("“excerpt” is not a key") == told.count("write summary = [") == 1
    assert "“mood” is not a key" in told and "“titel” is not a key" in told
    assert (
        "Shown only once: “layout” in 6 files, “guid” in 6 files, “excerpt” in 6 files. To"
        " ignore the keys for which Dateline has no use, write ignore ="
        ' ["layout", "guid", "mood"] under [front_matter] in site.toml.\n'
        "21 warnings.\n"
    ) in told
    assert json.loads(checked(site, "--format", "json"))[20]
    line = told.partition("no use, write ")[2].partition(" under")[0]
    site.settings(f'{SETTINGS}[front_matter]\nsummary = "excerpt"\n{line}\n')
    assert "Shown only once" not in checked(site) and "layout" not in checked(site)
    for number in range(6):
        site.article(f"{number}.md", weight=3)
    assert (
        'Shown only once: “weight” in 6 files. To ignore “weight”, add "weight" to ignore under'
        " [front_matter] in site.toml."
    ) in checked(site)


def test_the_caption_of_a_picture_is_not_to_be_ignored(tmp_path: Path) -> None:
    site = ScratchSite(tmp_path / "site")
    for number in range(6):
        site.article(f"{number}.md", image_figcaption=f"Quay {number}", layout="post")
    told = checked(site)
    assert told.count("image: {src: harbour.jpg, caption: Quay 0}") == 1
    assert "Quay 1" not in told
    assert "“image_figcaption” in 6 files" in told and 'ignore = ["layout"]' in told


def test_keys_for_one_part_of_a_table_get_one_line(tmp_path: Path) -> None:
    site = ScratchSite(tmp_path / "site")
    site.article("a.md", image_caption="The quay")
    site.article("b.md", image_figcaption="The dock")
    line = 'image.caption = ["image_caption", "image_figcaption"]'
    told = checked(site)
    assert told.count(line) == 2 and 'image.caption = "' not in told
    assert checked(site, "--format", "github").count(line) == 2
    assert [line in one["fix"] for one in json.loads(checked(site, "--format", "json"))] == [
        True
    ] * 2
    site.settings(f"{SETTINGS}[front_matter]\n{line}\n")
    assert "is not a key" not in checked(site)


def test_a_key_in_a_few_files_is_told_in_each(tmp_path: Path) -> None:
    site = ScratchSite(tmp_path / "site")
    for number in range(4):
        site.article(f"{number}.md", layout="post")
    told = checked(site)
    assert told.count("“layout” is not a key") == 4 and "Shown only once" not in told
