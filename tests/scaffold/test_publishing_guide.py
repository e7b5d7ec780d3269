"""docs/publishing.md shows what `dateline init` writes for each host, word for word."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path
from string import Template

import pytest

from dateline.hosts import HOSTS
from dateline.scaffold.archive import HOST_FILES

GUIDE = (Path(__file__).parents[2] / "docs" / "publishing.md").read_text("utf-8")
HEADINGS = {name: host.title[0].upper() + host.title[1:] for name, host in HOSTS.items()}


def written(name: str) -> str:
    return files("dateline.scaffold").joinpath("files", *name.split("/")).read_text("utf-8")


def part(host: str) -> str:
    """What the guide says of a host."""
    found = re.search(rf"^## {HEADINGS[host]}\n(.*?)(?=^## )", GUIDE, re.DOTALL | re.MULTILINE)
    assert found
    return found[1]


@pytest.mark.parametrize("host", HOSTS)
def test_the_part_of_a_host_is_that_of_the_readme(host: str) -> None:
    readme = Template(written(f"{host}/publishing.md")).substitute()
    assert part(host).startswith(f"\n{readme}")


@pytest.mark.parametrize("host", HOSTS)
def test_every_file_of_a_host_is_shown_as_it_is(host: str) -> None:
    shown = re.findall(r"^`([^`]+)`:\n\n```\w+\n(.*?)^```$", part(host), re.DOTALL | re.MULTILINE)
    assert dict(shown) == {path: written(name) for path, name in HOST_FILES[host].items()}
