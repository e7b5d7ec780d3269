"""Where files are that git knows by another name."""

from __future__ import annotations

from pathlib import Path

from dateline.git import git

_MOST = 5
"""How many renames of one file are followed."""


def renamed(root: Path, path: str) -> str:
    """The name, below content/, of the file that was content/`path` in the archive at `root`, as
    its git repository remembers it; empty if git knows of none that is there."""
    for _ in range(_MOST):
        path = _renamed_once(root, path)
        if not path or (root / "content" / path).is_file():
            return path
    return ""


def _renamed_once(root: Path, path: str) -> str:
    log = ("log", "-1", "--format=%H", "--diff-filter=D", "--no-renames", "--no-show-signature")
    commit = git(root, *log, "--", f"content/{path}")
    if not commit:
        return ""
    tree = ("diff-tree", "-r", "-M", "--diff-filter=R", "--name-status", "--relative", "-z")
    names = git(root, *tree, commit.decode().strip(), "--", "content") or b""
    # After the commit, three words for each: how alike they are, and both names.
    words = names.decode(errors="surrogateescape").split("\0")[1:]
    for old, new in zip(words[1::3], words[2::3], strict=False):
        if old == f"content/{path}":
            return new.removeprefix("content/")
    return ""
