"""The git repository of an archive: its last commit, its log, and the contents of blobs."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

from dateline.controls import visible
from dateline.git import SECONDS_TO_READ, blobs, run_git

_ID = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_LOG = (
    "log", "--first-parent", "-m", "--reverse", "--raw", "--no-abbrev", "-z", "-M", "--relative",
    "--no-show-signature", "--no-ext-diff", "--no-textconv", "--no-color", "--no-notes",
    "--no-decorate", "--no-mailmap", "--encoding=UTF-8", "--format=%H%x00%P%x00%ct%x00%an%x00%B",
)  # fmt: skip
_SHOWN = 200


class HistoryUnknownError(Exception):
    """The history cannot be read. `message` says why, `fix` what to do."""

    def __init__(self, message: str, fix: str) -> None:
        super().__init__(message)
        self.message, self.fix = message, fix


class Repository:
    """The git repository that a folder is in. Paths are relative to the folder, and only what is
    below it counts.

    Raises `HistoryUnknownError` if there is none, if it is not whole, or if there is no git.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        done = self._run("rev-parse", "--is-shallow-repository", "HEAD")
        shallow, _, head = done.stdout.decode(errors="replace").partition("\n")
        if shallow not in ("true", "false"):
            raise _explained(done.stderr)
        if shallow == "true":
            raise HistoryUnknownError(
                "The git repository was fetched without its history, so the revisions of articles"
                " are not known",
                "Run: git fetch --unshallow",
            )
        self.head = head.strip() if _ID.fullmatch(head.strip()) else ""
        """The last commit; empty if there is none."""

    def log(self, after: str = "") -> bytes:
        """What git says of the commits after the commit `after`, or of all, oldest first; see
        `log.py`. Of a branch that was merged, that is only the merge."""
        if not self.head:
            return b""
        commits = f"{after}..{self.head}" if after else self.head
        done = self._run(*_LOG, commits, "--")
        if done.returncode:
            raise _explained(done.stderr)
        return done.stdout

    def has(self, commit: str) -> bool:
        """Whether the repository has a commit."""
        return not self._run("cat-file", "-e", f"{commit}^{{commit}}").returncode

    def contents(self, names: Sequence[str]) -> Iterator[bytes]:
        """The contents of blobs, in order; empty for one that is missing."""
        if not names:
            return
        try:
            yield from blobs(self._folder, names)
        except OSError:
            raise _stopped() from None

    def _run(self, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        try:
            return run_git(self._folder, *arguments, seconds=SECONDS_TO_READ)
        except subprocess.TimeoutExpired:
            raise _stopped() from None
        except OSError:
            raise HistoryUnknownError(
                "The history of articles needs git, which is not installed here",
                "Install git, or write on = false under [history] in site.toml",
            ) from None


def _stopped() -> HistoryUnknownError:
    return HistoryUnknownError(
        "git stopped before it had read the history of the articles",
        "Run git fsck in this folder, and do what it says; then build again",
    )


def _explained(stderr: bytes) -> HistoryUnknownError:
    told = visible(stderr.decode(errors="replace").partition("\n")[0])[:_SHOWN]
    if "not a git repository" in told:
        return HistoryUnknownError(
            "The archive is not in a git repository, so it has no history",
            "Run: git init, and commit the articles; or write on = false under [history] in"
            " site.toml",
        )
    return HistoryUnknownError(
        f"git cannot read the repository: {told}", "Run git log in this folder, and do what it says"
    )
