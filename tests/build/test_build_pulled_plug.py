"""A build killed at any instant breaks no page, and the next one leaves what a clean one would.

`DATELINE_KILLS` says how many kills, `DATELINE_SEED` which edits; `make trust` asks for many.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import suppress
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest
from told_build import build_aloud

from commands import started
from random_edits import Editor
from scratch import ScratchSite, Snapshot, assert_same

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")

KILLS = int(os.environ.get("DATELINE_KILLS", "10"))
SEED = int(os.environ.get("DATELINE_SEED", "1"))
STAGING = ".dateline-staging/"
STAGES = ("Reading", "Planning", "Writing pages", "Indexing for search", "Putting files in place")


class Plug:
    """Starts builds, and ends them with all their processes at an instant within a stage."""

    def __init__(self, site: ScratchSite, dice: random.Random) -> None:
        self.site, self.dice = site, dice
        self.killed: Counter[str] = Counter()
        self.lengths = dict.fromkeys(("Starting", *STAGES), 0.05)

    def start(self, *flags: str, jobs: int = 1) -> tuple[BaseProcess, Connection]:
        """A build in a session of its own, and what it tells: each stage and its second."""
        stages, theirs = multiprocessing.Pipe(duplex=False)
        arguments = self.site.root, jobs, flags, theirs
        process = started(build_aloud, *arguments, SOURCE_DATE_EPOCH="1735689600")
        theirs.close()
        return process, stages

    def pull(self, stage: str, *flags: str, jobs: int = 1) -> str:
        """Kill a build once it is somewhere in `stage`; says where it died, “Done” if it did not.

        Ends when all of its processes have: the pipe that they share is closed.
        """
        began = time.monotonic()
        process, stages = self.start(*flags, jobs=jobs)
        assert process.pid
        told = "Starting", began
        with stages, suppress(EOFError):
            while told[0] not in (stage, "Done"):
                told = self._told(stages, told)
            if told[0] == stage:
                time.sleep(self.dice.uniform(0, self.lengths[stage]))
            with suppress(ProcessLookupError):  # it has ended
                os.killpg(process.pid, signal.SIGKILL)
            while True:
                told = self._told(stages, told)
        process.join()
        killed = process.exitcode == -signal.SIGKILL
        assert killed or told[0] == "Done", f"the build failed in “{told[0]}”"
        if told[0] != "Done":
            self.killed[told[0]] += 1
        return told[0]

    def _told(self, stages: Connection, before: tuple[str, float]) -> tuple[str, float]:
        """The next stage; notes how long the one before it took. Raises `EOFError` at the end."""
        name, began = stages.recv()
        self.lengths[before[0]] = began - before[1]
        return name, began


def whole(site: ScratchSite, known: list[Snapshot]) -> None:
    """Assert that every file is as in one of the `known` states, and none of all of them lacks."""
    found = {path: data for path, data in site.snapshot().items() if not path.startswith(STAGING)}
    lasting = set.intersection(*(set(state) for state in known))
    assert not lasting - found.keys(), "files that were and will be are missing"
    broken = [path for path in found if all(found[path] != state.get(path) for state in known)]
    assert not broken, f"neither as they were nor as they will be: {broken}"
    search_whole(found, known)


def search_whole(found: Snapshot, known: list[Snapshot]) -> None:
    """Assert that each volume that the manifest names is there, all of one piece."""
    if "search/data/manifest.json" not in found:
        return
    for language in json.loads(found["search/data/manifest.json"])["languages"].values():
        for path in (language["engine"], *(volume["path"] for volume in language["volumes"])):
            files = below(found, f"search/data/{path}")
            assert files, f"the manifest names {path}, which is not there"
            assert any(files == below(state, f"search/data/{path}") for state in known), path


def below(files: Snapshot, folder: str) -> Snapshot:
    return {path: data for path, data in files.items() if path.startswith(folder)}


def test_a_build_killed_at_any_instant(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site = ScratchSite(tmp_path / "site", search=True)
    dice = random.Random(SEED)
    editor, plug = Editor(site, dice), Plug(site, random.Random())
    site.build()
    standing, rounds = site.snapshot(), 0
    while plug.killed.total() < KILLS:
        rounds += 1
        for _ in range(dice.randint(1, 3)):
            editor.edit()
        expected = site.clean_snapshot()
        known = [standing, expected]
        for _ in range(dice.randint(1, 3)):
            flags = [
                flag for flag, odds in (("clean", 0.25), ("verify", 0.1)) if dice.random() < odds
            ]
            plug.pull(dice.choice(STAGES), *flags, jobs=dice.randint(1, 2))
            whole(site, known)
            if dice.random() < 0.3:
                editor.edit()
                expected = site.clean_snapshot()
                known.append(expected)
        summary = site.build()
        assert not summary.renewed
        standing = site.snapshot()
        assert_same(standing, expected)
        assert not site.build().written
    if "DATELINE_KILLS" in os.environ:
        told = (
            f"{plug.killed.total()} kills in {rounds} rounds, {sum(editor.done.values())} edits,"
            f" seed {SEED}: {dict(plug.killed)}\n"
        )
        with capsys.disabled():
            sys.stdout.write(f"\n{told}")


@pytest.fixture
def large(tmp_path: Path, compiled: Path) -> ScratchSite:
    """So many articles that several processes read and render them."""
    site = write_large(tmp_path)
    site.keep_compiled(compiled)
    return site


@pytest.fixture(scope="module")
def large_built(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """What a build that nothing stops makes of them."""
    site = write_large(tmp_path_factory.mktemp("large"))
    site.build()
    return site.snapshot()


def write_large(folder: Path) -> ScratchSite:
    site = ScratchSite(folder / "site")
    for number in range(330):
        site.article(f"a{number}.md", "Rain fell.\n\n" * 40, date=f"20{number % 30 + 10}-04-05")
    return site


@pytest.mark.parametrize("stage", ["Reading", "Writing pages"])
def test_workers_end_with_their_build(
    large: ScratchSite, large_built: Snapshot, stage: str
) -> None:
    """Only the build itself is killed, as where memory is short; its pipe closes with the last."""
    plug = Plug(large, random.Random(1))
    process, stages = plug.start("no-search", jobs=2)
    while stages.recv()[0] != stage:
        assert process.is_alive()
    time.sleep(0.2)
    process.kill()
    with stages, pytest.raises(EOFError):
        while stages.poll(30):
            stages.recv()
    large.build()
    assert_same(large.snapshot(), large_built)


def test_a_build_that_ignores_interrupts_is_finished(large: ScratchSite) -> None:
    assert interrupted(large, signal.SIG_IGN)[0] == 0
    assert large.has("/")


def test_an_interrupted_build_says_little_and_leaves_nothing(
    large: ScratchSite, large_built: Snapshot
) -> None:
    for _ in range(5):
        code, said = interrupted(large, signal.SIG_DFL)
        if code:
            break
        # It was done before the signal came.
        shutil.rmtree(large.public)
    assert (code, said.strip()) == (130, "Aborted!")
    assert not large.public.exists()
    large.build()
    assert_same(large.snapshot(), large_built)


def interrupted(site: ScratchSite, action: signal.Handlers) -> tuple[int, str]:
    """The exit code of a build in which Ctrl-C is typed as pages are written; what it said.

    `action` is what the system is to do with it: scripts start what runs in the background with
    interrupts ignored, which tests run so would hand on.
    """
    process = subprocess.Popen(
        [sys.executable, "-m", "dateline", "build", "--no-search", "--jobs", "2"],
        cwd=site.root,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=partial(signal.signal, signal.SIGINT, action),
    )
    while process.poll() is None and not (site.public / ".dateline-staging/pages").is_dir():
        time.sleep(0.01)
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=60)
    return process.returncode, said
