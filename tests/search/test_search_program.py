"""A Pagefind that fails, hangs or is not there; and one whose build is gone."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from archives import Built
from dateline.problems import ProblemsFound, UsageProblem
from dateline.search.service import index_pages, patience
from scratch import ScratchSite, assert_same

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a shell")
NOW = "1735689600"


@pytest.fixture
def archive(built: Built) -> ScratchSite:
    def write(site: ScratchSite) -> None:
        site.article("a.md")

    return built("one-article", write, search=True)


def program(folder: Path, script: str) -> str:
    """A folder to be searched for Python's packages, whose `pagefind_bin` is a shell script."""
    package = folder / "packages/pagefind_bin"
    package.mkdir(parents=True)
    file = package / "pagefind"
    file.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    file.chmod(0o755)
    text = f"from pathlib import Path\n\n\ndef get_executable():\n    return Path({str(file)!r})\n"
    (package / "__init__.py").write_text(text, "utf-8")
    return str(package.parent)


def start(site: ScratchSite, packages: str, **environment: str) -> subprocess.Popen[str]:
    environment = {"SOURCE_DATE_EPOCH": NOW, "PYTHONPATH": packages, **environment}
    return subprocess.Popen(
        [sys.executable, "-m", "dateline", "build", "--jobs", "1"],
        cwd=site.root,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def ended(process: int) -> bool:
    """Whether a process ends within some seconds."""
    for _ in range(200):
        try:
            state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
        except FileNotFoundError:
            return True
        if state == "Z":
            return True
        time.sleep(0.1)
    return False


def awaited(file: Path) -> str:
    """What `file` holds, once it is there."""
    for _ in range(600):
        if file.is_file() and file.read_text():
            return file.read_text()
        time.sleep(0.1)
    raise AssertionError(f"{file.name} does not come")


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("echo 'out of luck' >&2; exit 3", "exit code 3. out of luck"),
        ("head -c 10 > /dev/null; exit 0", "exit code 0"),
        ("echo 'not base64,'; exec sleep 60", "could not be read"),
    ],
)
def test_a_pagefind_that_fails(
    archive: ScratchSite, tmp_path: Path, script: str, words: str
) -> None:
    before = archive.snapshot()
    archive.article("b.md", date="1987-03-02")
    _, said = start(archive, program(tmp_path, script)).communicate()
    assert words in said and "Traceback" not in said, said
    assert "The site is unchanged" in said
    assert_same(archive.snapshot(), before)
    archive.build()
    assert_same(archive.snapshot(), archive.clean_snapshot())


def test_a_pagefind_that_cannot_be_started(archive: ScratchSite, tmp_path: Path) -> None:
    packages = program(tmp_path, "")
    (Path(packages) / "pagefind_bin/pagefind").unlink()
    archive.article("b.md", date="1987-03-02")
    _, said = start(archive, packages).communicate()
    assert "cannot be started" in said and "Traceback" not in said


def test_a_pagefind_that_hangs_is_ended_and_told(archive: ScratchSite, tmp_path: Path) -> None:
    before = archive.snapshot()
    archive.article("b.md", date="1987-03-02")
    packages = program(tmp_path, f"echo $$ > {tmp_path}/pid; exec sleep 600")
    process = start(archive, packages, DATELINE_SEARCH_SECONDS="1")
    _, said = process.communicate()
    assert process.returncode == 1
    assert (
        "search index en/all: it was still running after 1 s" in said
        and "DATELINE_SEARCH_SECONDS=10" in said
    )
    assert ended(int(awaited(tmp_path / "pid")))
    assert_same(archive.snapshot(), before)
    archive.build()
    assert_same(archive.snapshot(), archive.clean_snapshot())


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_pagefind_ends_with_its_build(
    archive: ScratchSite, tmp_path: Path, end: signal.Signals
) -> None:
    """Like Pagefind, the program reads until nothing comes. Ctrl-C goes to both, as typed."""
    before = archive.snapshot()
    archive.article("b.md", date="1987-03-02")
    packages = program(tmp_path, f"echo $$ > {tmp_path}/pid; exec cat > /dev/null")
    process = start(archive, packages)
    child = int(awaited(tmp_path / "pid"))
    (os.killpg if end == signal.SIGINT else os.kill)(process.pid, end)
    _, said = process.communicate()
    assert process.returncode != 0 and "Traceback" not in said
    assert ended(child)
    assert_same(
        {path: data for path, data in archive.snapshot().items() if "staging" not in path}, before
    )
    archive.build()
    assert_same(archive.snapshot(), archive.clean_snapshot())


@pytest.mark.parametrize("seconds", ["soon", "-1", "0", "nan"])
def test_a_patience_that_is_none(monkeypatch: pytest.MonkeyPatch, seconds: str) -> None:
    monkeypatch.setenv("DATELINE_SEARCH_SECONDS", seconds)
    with pytest.raises(UsageProblem, match="DATELINE_SEARCH_SECONDS"):
        patience(10)


def test_more_text_has_more_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATELINE_SEARCH_SECONDS", raising=False)
    assert patience(0) >= 60 and patience(10_000_000) > 4 * patience(0)


def test_the_order_of_pages_is_theirs() -> None:
    pages = [
        (f"{name}/index.html", f"<body data-pagefind-body>Rain {name} fell</body>")
        for name in ("one", "two", "three", "four")
    ]
    assert index_pages(pages, name="a", lang="en") == index_pages(pages, name="b", lang="en")


def test_what_pagefind_says_is_wrong_is_told() -> None:
    pages = [("a/index.html", "<body>Rain</body>")]
    with pytest.raises(ProblemsFound) as found:
        index_pages(pages, name="en/1998", lang="en", exclude=["this is [no selector"])
    assert "Pagefind could not make the search index en/1998: " in found.value.problems[0].message
