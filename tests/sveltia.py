"""The package of Sveltia CMS for tests: fetched once, or else they are skipped."""

from __future__ import annotations

import json
import os
import tarfile
from pathlib import Path
from typing import Any

import pytest

from archives import MadeOnce
from dateline.cms.package import from_registry
from dateline.problems import UsageProblem


def package(made_once: MadeOnce) -> Path:
    """The package file; the test is skipped where npm cannot fetch it."""

    def make(folder: Path) -> None:
        folder.mkdir()
        try:
            (folder / "package.tgz").write_bytes(from_registry())
        except UsageProblem as problem:
            (folder / "why").write_text(str(problem), "utf-8")

    os.environ.setdefault("npm_config_fetch_retries", "0")
    folder = made_once("sveltia-cms", make)
    if (folder / "why").exists():
        pytest.skip((folder / "why").read_text("utf-8"))
    return folder / "package.tgz"


def schema(package: Path) -> Any:
    """The JSON Schema of its configuration, which Sveltia CMS publishes in its package."""
    with tarfile.open(package) as archive:
        file = archive.extractfile("package/schema/sveltia-cms.json")
        assert file
        return json.load(file)
