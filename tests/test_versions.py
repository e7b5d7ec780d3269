"""A new version of a library builds anew what the library shapes."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import requires
from pathlib import Path

import pytest

from dateline.versions import LIBRARIES

PROJECT = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text("utf-8"))[
    "project"
]
SHAPING_NOTHING = {
    "annotated-types": "holds the limits that types name, which pydantic applies",
    "click": "reads the command line",
    "pagefind-bin": "makes indexes alone; search/volumes.py keeps its version with each",
    "pydantic-core": "each pydantic works with one version of it alone",
    "rich": "shows progress in the terminal",
    "starlette": "serves the preview",
    "typing-extensions": "holds types",
    "typing-inspection": "holds types",
    "uvicorn": "serves the preview",
    "watchfiles": "watches for the preview",
}


def names(requirements: list[str]) -> set[str]:
    """The libraries named, without those that only extras or other systems want."""
    return {
        re.sub(r"[-_.]+", "-", re.match(r"[\w.-]+", line)[0]).lower()  # type: ignore[index]
        for line in requirements
        if ";" not in line
    }


def test_every_dependency_is_known_to_shape_bytes_or_not() -> None:
    wanted = names(PROJECT["dependencies"])
    assert wanted <= {*LIBRARIES, *SHAPING_NOTHING}
    assert not set(LIBRARIES) & SHAPING_NOTHING.keys()


@pytest.mark.parametrize("library", LIBRARIES)
def test_so_is_what_those_that_shape_bytes_stand_on(library: str) -> None:
    assert names(requires(library) or []) <= {*LIBRARIES, *SHAPING_NOTHING}
