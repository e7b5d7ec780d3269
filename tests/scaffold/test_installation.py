"""What a new archive installs: the Dateline that made it."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from importlib.metadata import Distribution, distribution
from pathlib import Path

import pytest

from dateline.problems import UsageProblem
from dateline.scaffold.installation import requirement

_METADATA = "Metadata-Version: 2.3\nName: dateline\nVersion: 0.7.0\n"
_WHEEL = "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"


def installed(folder: Path, source: object = None) -> Distribution:
    """A distribution in `folder` as pip installs one, from `source` or, without, from an index."""
    about = folder / "dateline-0.7.0.dist-info"
    files = {
        "dateline/__init__.py": "",
        "dateline/themes/a, b.css": "body {}\n",
        "dateline/__pycache__/__init__.cpython-311.pyc": "compiled",
        "dateline-0.7.0.dist-info/METADATA": _METADATA,
        "dateline-0.7.0.dist-info/WHEEL": _WHEEL,
        "dateline-0.7.0.dist-info/INSTALLER": "pip\n",
        "dateline-0.7.0.dist-info/licenses/RECORD": "a file that is only called so",
    }
    if source is not None:
        files["dateline-0.7.0.dist-info/direct_url.json"] = json.dumps(source)
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    program = folder / ".." / "bin" / "dateline"
    program.parent.mkdir(exist_ok=True)
    program.write_text("#!", "utf-8")
    rows = io.StringIO()
    csv.writer(rows).writerows([name, "", ""] for name in ["../bin/dateline", *files])
    (about / "RECORD").write_text(rows.getvalue(), "utf-8")
    return Distribution.at(about)


def test_what_came_from_an_index_is_pinned(tmp_path: Path) -> None:
    assert requirement(installed(tmp_path / "lib"), tmp_path / "paper") == "dateline==0.7.0"
    assert not (tmp_path / "paper").exists()


@pytest.mark.parametrize(
    "source",
    [
        {"url": "file:///gone/dateline-0.7.0-py3-none-any.whl", "archive_info": {}},
        {"url": "file:///gone/checkout", "dir_info": {}},
        {"url": "https://code.example/dateline", "vcs_info": {"vcs": "git", "commit_id": "1"}},
    ],
)
def test_what_came_from_elsewhere_goes_along_as_a_wheel(tmp_path: Path, source: object) -> None:
    line = requirement(installed(tmp_path / "lib", source), tmp_path / "paper")
    assert line == "./wheels/dateline-0.7.0-py3-none-any.whl"
    wheel = tmp_path / "paper" / line
    with zipfile.ZipFile(wheel) as packed:
        names = packed.namelist()
        record = packed.read("dateline-0.7.0.dist-info/RECORD").decode()
        assert packed.read("dateline/themes/a, b.css") == b"body {}\n"
    assert sorted(names) == [
        "dateline-0.7.0.dist-info/METADATA",
        "dateline-0.7.0.dist-info/RECORD",
        "dateline-0.7.0.dist-info/WHEEL",
        "dateline-0.7.0.dist-info/licenses/RECORD",
        "dateline/__init__.py",
        "dateline/themes/a, b.css",
    ]
    rows = list(csv.reader(io.StringIO(record)))
    assert [name for name, _, _ in rows] == names
    digest = "sha256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU"  # of nothing (RFC 6920)
    assert ["dateline/__init__.py", digest, "0"] in rows


def test_the_same_installation_makes_the_same_wheel(tmp_path: Path) -> None:
    of = installed(tmp_path / "lib", {"url": "file:///gone", "dir_info": {}})
    wheels = [tmp_path / name / requirement(of, tmp_path / name) for name in ("one", "two")]
    assert wheels[0].read_bytes() == wheels[1].read_bytes()


def test_a_checkout_that_is_gone_leaves_nothing_behind(tmp_path: Path) -> None:
    gone = {"url": (tmp_path / "gone").as_uri(), "dir_info": {"editable": True}}
    with pytest.raises(UsageProblem, match=r"cannot be built from .*gone"):
        requirement(installed(tmp_path / "lib", gone), tmp_path / "paper")
    assert not (tmp_path / "paper").exists()


def test_these_tests_run_what_they_would_pack() -> None:
    """In a checkout, Dateline is installed from it, and so an archive gets its wheel."""
    assert distribution("dateline").read_text("direct_url.json")
