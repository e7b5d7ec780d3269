"""`dateline schema`: what editors complete."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dateline import cli
from scratch import ScratchSite


def schema(site: ScratchSite, *arguments: str) -> Result:
    return CliRunner().invoke(cli.main, ["--root", str(site.root), "schema", *arguments])


def test_one_is_printed_and_nothing_written(site: ScratchSite) -> None:
    site.article("a.md", tags=["rain"])
    before = sorted(site.root.rglob("*"))
    made = json.loads(schema(site, "front-matter").stdout)
    assert made["title"] == "Front matter of The Meridian"
    assert made["properties"]["tags"]["examples"] == ["rain"]
    settings = json.loads(schema(site, "site").stdout)
    assert settings["properties"]["title"]["description"] == "The name of the paper."
    assert sorted(site.root.rglob("*")) == before


def test_all_are_written_for_vs_code_alike_each_time(site: ScratchSite) -> None:
    site.article("a.md", tags=["rain"])

    def written() -> dict[str, str]:
        assert schema(site).exit_code == 0
        return {path.name: path.read_text("utf-8") for path in (site.root / ".vscode").iterdir()}

    made = written()
    assert sorted(made) == [
        "dateline.code-snippets",
        "front-matter.schema.json",
        "site.schema.json",
    ]
    assert json.loads(made["front-matter.schema.json"]) == json.loads(
        schema(site, "front-matter").stdout
    )
    assert written() == made


@pytest.mark.parametrize("place", [".vscode", ".vscode/site.schema.json"])
def test_nothing_is_written_through_a_link_out_of_the_archive(
    site: ScratchSite, tmp_path: Path, place: str
) -> None:
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    link = site.root / place
    link.parent.mkdir(exist_ok=True)
    link.symlink_to(theirs if place == ".vscode" else theirs / "thesis.doc")
    done = schema(site)
    assert done.exit_code == 2 and not any(theirs.iterdir())
    assert f"{place} is a symbolic link that leads out of" in done.stderr


def test_snippets_complete_keys_and_offer_names(site: ScratchSite) -> None:
    for number, tags in enumerate((["rain", "a, b", "c|d"], ["rain", "#1: it"])):
        site.article(f"{number}.md", tags=tags, location="Port Louis")
    made = json.loads(schema(site, "snippets").stdout)
    assert {name: snippet["prefix"] for name, snippet in made.items()} == {key: key for key in made}
    bodies = {name: snippet["body"] for name, snippet in made.items()}
    assert bodies["title"] == "title: $0"
    assert bodies["draft"] == "draft: ${1|true,false|}"
    assert bodies["location"] == "location: ${1|Port Louis|}"
    # Names are written as YAML needs them, commas and bars as snippets do.
    assert bodies["tags"] == 'tags: [${1|rain,"#1: it","a\\, b",c\\|d|}]$0'
    assert bodies["date"] == "date: $CURRENT_YEAR-$CURRENT_MONTH-$CURRENT_DATE$0"
    assert bodies["image"] == 'image: {src: "$1", alt: "$2", caption: "$3", credit: "$4"\\}$0'
    assert bodies["corrections"].startswith('corrections: [{text: "$1", date: $CURRENT_YEAR')
    assert made["kicker"]["description"] == "A word or two above the headline."
    assert {snippet["scope"] for snippet in made.values()} == {"markdown"}


def test_settings_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    (tmp_path / "site.toml").write_text('titel = "A"\n', "utf-8")
    done = CliRunner().invoke(cli.main, ["--root", str(tmp_path), "schema"])
    assert done.exit_code == 1 and not (tmp_path / ".vscode").exists()
    assert "Did you mean “title”?" in done.output
