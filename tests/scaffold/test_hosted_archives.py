"""What `dateline init` writes for each host builds where nothing but Python is installed, with the
commands that the host is told to run."""

from __future__ import annotations

import http.server
import os
import re
import shutil
import subprocess
import sys
import threading
import tomllib
import urllib.error
import urllib.request
import venv
import zipfile
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from importlib.metadata import Distribution
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from dateline.config import load_site
from dateline.hosts import HOSTS
from dateline.scaffold.archive import HOST_FILES, create_archive
from web_servers import serving

ROOT = Path(__file__).resolve().parent.parent.parent
GIT = {
    f"GIT_{role}_{what}": f"desk{'@paper.example' if what == 'EMAIL' else ''}"
    for role in ("AUTHOR", "COMMITTER")
    for what in ("NAME", "EMAIL")
}
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
        # What is compiled spares the first build of a test half a second.
        compiled = ".dateline/compiled"
        shutil.copytree(bare.archive / compiled, tmp_path / "paper" / compiled)
        return tmp_path / "paper"

    return make


def assert_reads_well(public: Path) -> None:
    """Serve a site, and read it as a browser does: its pages, what they name, and its search."""
    with serving(public) as url:

        def get(path: str) -> str:
            with urllib.request.urlopen(f"{url}/{path.lstrip('/')}") as answer:
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


_KEEP = """
const { cpSync, existsSync } = require("node:fs");
const copy = (from, to) => existsSync(from) && cpSync(from, to, { recursive: true });
const utils = {
  cache: {
    save: (folders) => folders.forEach((name) => copy(name, `${process.env.CACHE}/${name}`)),
    restore: (folders) => folders.forEach((name) => copy(`${process.env.CACHE}/${name}`, name)),
  },
};
require("./plugins/keep")[process.env.EVENT]({ utils });
"""
"""What Netlify does with a build plugin, as far as `keep` uses it."""
needs_node = pytest.mark.skipif(not shutil.which("node"), reason="Node.js is not installed")


@needs_node
def test_netlify_builds_only_what_changed(bare: Bare, netlify: Path, tmp_path: Path) -> None:
    variables = {"CACHE": str(tmp_path / "cache"), "KEEP": _KEEP}
    keep = 'node --eval "$KEEP"'
    bare.run(keep, bare.archive, EVENT="onPostBuild", **variables)
    # The next build starts with a fresh checkout, in which all files are new.
    fresh = tmp_path / "fresh"
    shutil.copytree(
        bare.archive,
        fresh,
        ignore=shutil.ignore_patterns(".dateline", "public"),
        copy_function=shutil.copyfile,
    )
    bare.run(keep, fresh, EVENT="onPreBuild", **variables)
    assert "Nothing to do" in bare.run("dateline build", fresh)


@needs_node
def test_netlify_is_asked_to_build_on_schedule(bare: Bare) -> None:
    asked: list[tuple[str, str]] = []

    class Hook(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked.append((self.command, self.path))
            self.send_response(200)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Hook)
    threading.Thread(target=server.serve_forever, args=[0.02], daemon=True).start()
    program = (
        'const rebuild = await import("./netlify/functions/rebuild.mjs");'
        "await rebuild.default(); console.log(rebuild.config.schedule);"
    )
    command = f"node --input-type=module --eval '{program}'"
    hook = f"http://127.0.0.1:{server.server_port}/build_hooks/1"
    try:
        assert bare.run(command, bare.archive) == "5 * * * *\n"
        assert not asked
        bare.run(command, bare.archive, BUILD_HOOK=hook)
        assert asked == [("POST", "/build_hooks/1")]
    finally:
        server.shutdown()
        server.server_close()


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
    text = workflow.read_text("utf-8")
    settings = yaml.safe_load(text)
    (cache,) = [
        step["with"]
        for step in settings["jobs"]["build"]["steps"]
        if step.get("uses", "").startswith("actions/cache@")
    ]
    assert cache["path"].split() == [".dateline", "public"]
    assert settings[True]["schedule"] == [{"cron": "5 * * * *"}]  # YAML 1.1 reads “on” as true


def blocks(markdown: str, language: str) -> list[str]:
    """The blocks of code in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```", markdown, re.DOTALL | re.MULTILINE)


def test_cloudflare(bare: Bare, scaffold: Scaffold) -> None:
    paper = scaffold("cloudflare")
    command = blocks((paper / "README.md").read_text("utf-8"), "sh")[-1]
    bare.run(command, paper)
    assert_reads_well(paper / "public")


def test_any_other_host(bare: Bare, scaffold: Scaffold, tmp_path: Path) -> None:
    """By the line for a crontab, which does what the command does after fetching what is new."""
    paper = scaffold("none")
    readme = (paper / "README.md").read_text("utf-8")
    (line,) = blocks(readme, "crontab")
    command = blocks(readme, "sh")[-1]
    assert command == "sh hosting/publish.sh user@server:/var/www/archive/\n"
    assert line.startswith("5 * * * * ") and line.endswith(command)
    bare.run("git init --quiet && git add . && git commit --quiet --message First", paper, **GIT)
    archive = tmp_path / "archive"
    bare.run(f"git clone --quiet {paper} {archive}", tmp_path)
    (archive / ".venv").symlink_to(bare.libraries.parents[2])
    # rsync is not part of a bare machine; what the script asks of it is written down instead.
    programs = tmp_path / "programs"
    programs.mkdir()
    (programs / "rsync").write_text(
        '#!/bin/sh\ncase "$*" in --list-only*) exit 23 ;; *) echo "rsync $*" ;; esac\n', "utf-8"
    )
    (programs / "rsync").chmod(0o755)
    path = f"{programs}:/usr/local/bin:/usr/bin:/bin"
    told = bare.run(line.removeprefix("5 * * * * "), tmp_path, PATH=path, HOME=str(tmp_path))
    assert re.search(r"^rsync .* public/ user@server:/var/www/archive/$", told, re.MULTILINE)
    assert_reads_well(archive / "public")


@pytest.mark.skipif(
    not (shutil.which("rsync") or "CI" in os.environ), reason="rsync is not installed"
)
def test_a_folder_with_other_files_is_left_alone(scaffold: Scaffold, tmp_path: Path) -> None:
    paper, target = scaffold("none"), tmp_path / "www"

    def publish() -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["sh", "hosting/publish.sh", str(target)],
            cwd=paper,
            env={"PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin", "HOME": str(tmp_path)},
            capture_output=True,
            text=True,
            check=False,
        )

    target.mkdir()
    (target / "mine.txt").write_text("Mine.", "utf-8")
    done = publish()
    assert done.returncode == 2 and "has files that are not of this archive" in done.stderr
    assert [file.name for file in target.iterdir()] == ["mine.txt"]
    (target / "mine.txt").unlink()
    assert publish().returncode == 0
    (target / "old.html").write_text("Of an earlier build.", "utf-8")
    assert publish().returncode == 0
    assert (target / "index.html").is_file() and not (target / "old.html").exists()


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
