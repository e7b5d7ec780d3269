"""What commands share: finding the archive, and turning problems into messages and exit codes."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor
from contextlib import contextmanager
from pathlib import Path

import click

from dateline.cli.arguments import is_text
from dateline.cli.terminal import say
from dateline.own_folders import OWN_FOLDER
from dateline.problems import OUT_OF_SPACE, ProblemsFound, UsageProblem

_CLOSED = {errno.EACCES, errno.EPERM, errno.EROFS}
_CLOSED_TO_SQLITE = {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_READONLY}


def archive_root(ctx: click.Context) -> Path:
    """The folder of the archive that the command works on; a usage error if there is none."""
    from dateline.config import find_root
    from dateline.config_values import FILE_NAME

    start: Path = ctx.obj or Path.cwd()
    root = find_root(start)
    if root is None:
        raise click.UsageError(
            f"There is no {FILE_NAME} in {start} or in any folder above it. "
            "Go to your archive's folder, name it with --root, or start one with “dateline init”.",
            ctx,
        )
    if not is_text(str(root)):
        message = f"The name of the folder {root} is not encoded in UTF-8. Rename it."
        raise click.UsageError(message, ctx)
    return root


@contextmanager
def problems_shown(
    root: Path | None = None, style: str = "text", outcome: str = ""
) -> Iterator[None]:
    """Show problems, then `outcome`, and exit with 1; with 2 where the command cannot run."""
    from dateline.cli.show import MOST_WARNINGS, show_problems

    try:
        yield
    except ProblemsFound as found:
        show_problems(found.problems, style, root, most_warnings=MOST_WARNINGS)
        if outcome:
            say(outcome, err=True)
        raise SystemExit(1) from None
    except BrokenPipeError:
        raise
    except Exception as error:
        explained = explain(error, root)
        if explained is None:
            raise
        message, code = explained
        say(f"Error: {message}", err=True)
        raise SystemExit(code) from None


def explain(error: Exception, root: Path | None) -> tuple[str, int] | None:
    """What a user is told of an error that is no fault of Dateline, and the exit code; None for
    any other."""
    if isinstance(error, UsageProblem):
        return str(error), 2
    if isinstance(error, BrokenExecutor):
        return (
            "A process of the build was killed, perhaps because memory ran out."
            " Build again; if it happens again, use --jobs 1.",
            1,
        )
    if isinstance(error, MemoryError):
        return "There is not enough memory. Try again with --jobs 1 when more is free.", 1
    if isinstance(error, sqlite3.Error):
        code = getattr(error, "sqlite_errorcode", 0)
        if code & 0xFF == sqlite3.SQLITE_FULL:
            return _no_space(""), 1
        if root and code & 0xFF in _CLOSED_TO_SQLITE:
            return _not_writable(root), 2
        place = f" in {root / '.dateline'}" if root else ""
        return f"The cache{place} cannot be used: {error}.", 2
    if isinstance(error, OSError):
        if error.errno in OUT_OF_SPACE:
            return _no_space(error.filename), 1
        if root and error.errno in _CLOSED and _is_state(error.filename, root):
            return _not_writable(root), 2
        name = f" {error.filename}" if error.filename else ""
        return f"{error.strerror or error}:{name}", 2
    return None


def _is_state(name: object, root: Path) -> bool:
    return isinstance(name, str) and Path(name).is_relative_to(root.resolve() / OWN_FOLDER)


def _not_writable(root: Path) -> str:
    return (
        f"{root / '.dateline'} cannot be written. Dateline keeps its cache there: make the"
        " folder and the files in it writable."
    )


def _no_space(place: str | None) -> str:
    where = f" for {place}" if place else " on the disk"
    return (
        f"There is no space left{where}. Free some, then run the command again."
        " No file is damaged, and if this was a build, the next one will finish what it began."
    )
