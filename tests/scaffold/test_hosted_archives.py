"""What `dateline init` writes for each host builds where nothing but Python is installed, with the
commands that the host is told to run."""

from __future__ import annotations

import http.server
import os
import re
import subprocess
import sys
import threading
import tomllib
import urllib.error
import urllib.request
import venv
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import Distribution
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from dateline.config import load_site
from dateline.hosts import HOSTS
from dateline.scaffold.archive import HOST_FILES, create_archive

ROOT = Path(__file__).resolve().parent.parent.parent
TODAY = datetime(2026, 3, 5, 12, tzinfo=UTC)


class Bare(NamedTuple):
    """An environment in which nothing was installed at first, and an archive for Netlify."""

    variables: Mapping[str, str]
    libraries: Path
    archive: Path

    def run(self, command: str, folder: Path, **more: str) -> str:
        """Run a command line of a host in the folder of an archive. Returns what it says."""
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", command],
            cwd=folder,
            env={**self.variables, **more},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Bare:
    """A bare environment with an archive as this checkout's `dateline init` makes it."""
    folder = tmp_path_factory.mktemp("bare")
    subprocess.run(
        [sys.executable, "-m", "dateline", "init", "paper", "--host", "netlify"],
        cwd=folder,
        check=True,
        capture_output=True,
    )
    venv.create(folder / "environment", with_pip=True)
    programs = folder / "environment" / "bin"
    kept = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    (libraries,) = (folder / "environment" / "lib").glob("python*/site-packages")
    path = f"{programs}:/usr/local/bin:/usr/bin:/bin"
    return Bare({**kept, "PATH": path}, libraries, folder / "paper")


@pytest.fixture(scope="module")
def netlify(bare: Bare) -> Path:
    """The archive for Netlify, installed and built by Netlify's command."""
    settings = tomllib.loads((bare.archive / "netlify.toml").read_text("utf-8"))
    bare.run(settings["build"]["command"], bare.archive)
    return bare.archive / str(settings["build"]["publish"])


Scaffold = Callable[[str], Path]


@pytest.fixture
def scaffold(bare: Bare, netlify: Path, tmp_path: Path) -> Scaffold:
    """Makes an archive for a host with the Dateline that Netlify's command installed."""

    def make(host: str) -> Path:
        (about,) = bare.libraries.glob("dateline-*.dist-info")
        create_archive(tmp_path / "paper", TODAY, host, Distribution.at(about))
        return tmp_path / "paper"

    return make


@contextmanager
def serving(public: Path) -> Iterator[str]:
    """Serve a folder. Yields the address of its front page."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=public))
    threading.Thread(target=server.serve_forever, args=[0.02], daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def assert_reads_well(public: Path) -> None:
    """Serve a site, and read it as a browser does: its pages, what they name, and its search."""
    with serving(public) as url:

        def get(path: str) -> str:
            with urllib.request.urlopen(url + path.lstrip("/")) as answer:
                return str(answer.read().decode(errors="replace"))

        front = get("/")
        article = re.search(r'href="(/\d{4}/\d\d/\d\d/the-archive-opens/)"', front)
        assert article and "The archive opens" in get(article[1])
        for path in re.findall(r'(?:href|src)="(/assets/[^"]+|/about/|/search/)"', front):
            assert get(path)
        assert '"en"' in get("/search/data/manifest.json")
        with pytest.raises(urllib.error.HTTPError, match="404"):
            get("/nothing/")


def test_netlify(netlify: Path) -> None:
    assert_reads_well(netlify)


def test_the_wheel_in_an_archive_holds_dateline_and_its_themes_alone(bare: Bare) -> None:
    (wheel,) = (bare.archive / "wheels").iterdir()
    names = zipfile.ZipFile(wheel).namelist()
    assert "dateline/themes/broadsheet/templates/article.html" in names
    assert "dateline/themes/plain/theme.toml" in names
    assert "dateline/serve/browser/panel.js" in names
    assert "dateline/serve/browser/notice.html" in names
    assert "dateline/scaffold/files/github/publish.yml" in names
    assert not any(name.startswith(("tests/", "content/")) for name in names)


def test_an_archive_made_by_an_installed_wheel_holds_the_same_wheel(
    bare: Bare, scaffold: Scaffold
) -> None:
    (first,) = (bare.archive / "wheels").iterdir()
    (second,) = (scaffold("none") / "wheels").iterdir()
    assert first.name == second.name
    with zipfile.ZipFile(first) as one, zipfile.ZipFile(second) as two:
        assert sorted(one.namelist()) == sorted(two.namelist())
        for name in one.namelist():
            if not name.endswith("/RECORD"):
                assert one.read(name) == two.read(name), name


def steps(workflow: Path, event: str) -> list[str]:
    """The commands of a workflow's build, in order, for an event."""
    jobs = yaml.safe_load(workflow.read_text("utf-8"))["jobs"]
    wanted = {"": True, f"github.event_name == '{event}'": True}
    return [
        step["run"]
        for step in jobs["build"]["steps"]
        if "run" in step
        and (wanted.get(step.get("if", "")) or "!= 'pull_request'" in step.get("if", ""))
    ]


def test_github(bare: Bare, scaffold: Scaffold) -> None:
    paper = scaffold("github")
    workflow = paper / ".github" / "workflows" / "publish.yml"
    told = "".join(bare.run(command, paper) for command in steps(workflow, "pull_request"))
    assert "::warning file=site.toml,line=4" in told
    assert_reads_well(paper / "public")
    with zipfile.ZipFile(paper / "preview.zip") as preview:
        assert any(name.endswith("index.html") for name in preview.namelist())
    # A second run finds the cache and the last site, as on the host.
    again = [bare.run(command, paper) for command in steps(workflow, "push")]
    assert "Nothing to do" in again[-1] and len(again) == 3


def blocks(markdown: str, language: str) -> list[str]:
    """The blocks of code in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```", markdown, re.DOTALL | re.MULTILINE)


def test_cloudflare(bare: Bare, scaffold: Scaffold) -> None:
    paper = scaffold("cloudflare")
    command = blocks((paper / "README.md").read_text("utf-8"), "sh")[-1]
    bare.run(command, paper)
    assert_reads_well(paper / "public")


def test_any_other_host(bare: Bare, scaffold: Scaffold, tmp_path: Path) -> None:
    paper = scaffold("none")
    command = blocks((paper / "README.md").read_text("utf-8"), "sh")[-1]
    assert command == "sh hosting/publish.sh user@server:/var/www/archive/\n"
    # rsync is not part of a bare machine; what the script asks of it is written down instead.
    programs = tmp_path / "programs"
    programs.mkdir()
    (programs / "rsync").write_text('#!/bin/sh\necho "rsync $*"\n', "utf-8")
    (programs / "rsync").chmod(0o755)
    told = bare.run(command, paper, PATH=f"{programs}:{bare.variables['PATH']}")
    assert re.search(r"^rsync .* public/ user@server:/var/www/archive/$", told, re.MULTILINE)
    assert_reads_well(paper / "public")


def test_the_readme_of_an_archive_is_followed(bare: Bare, scaffold: Scaffold) -> None:
    paper = scaffold("none")
    install, write, _ = blocks((paper / "README.md").read_text("utf-8"), "sh")
    assert install.splitlines()[-1] == "python -m pip install -r requirements.txt"
    for command in write.splitlines():
        if command != "dateline serve --drafts":
            bare.run(command, paper)
    assert list((paper / "content").rglob("*-headline-of-the-story.md"))


@pytest.mark.parametrize("host", HOSTS)
def test_every_host_has_its_files_and_setting(bare: Bare, scaffold: Scaffold, host: str) -> None:
    paper = scaffold(host)
    assert load_site(paper).host == host
    assert HOST_FILES.keys() == HOSTS.keys()
    assert all((paper / path).is_file() for path in HOST_FILES[host])
    others = {path for other in HOST_FILES.values() for path in other} - set(HOST_FILES[host])
    assert not any((paper / path).exists() for path in others)
    assert "$" not in (paper / "site.toml").read_text("utf-8")


def test_the_sample_is_built_as_an_archive_on_netlify_is(bare: Bare) -> None:
    """But for Dateline, which is the checkout itself."""
    own = (ROOT / "netlify.toml").read_text("utf-8")
    written = (bare.archive / "netlify.toml").read_text("utf-8")
    written = written.replace("install -r requirements.txt", "install .")
    folder = "./generator/dateline/scaffold/files/netlify/keep"
    assert own == written.replace("./plugins/keep", folder)
    assert (ROOT / folder / "index.js").is_file() and (ROOT / folder / "manifest.yml").is_file()
