"""Lint the scripts as browsers get them, and report the file that each fault is in.

The parts of a script share one scope, so a linter that saw them one by one could not tell which
names are defined, and which are used. Run by `make lint`; .oxlintrc.json has the rules.
"""

from __future__ import annotations

import re
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from pathlib import Path

from dateline.config import load_site
from dateline.theme import SCRIPT_HEAD, Theme

ROOT = Path(__file__).resolve().parent.parent
OXLINT = Path(sysconfig.get_path("scripts"), "oxlint")
_FAULT = re.compile(r"^(?P<script>[^:]+):(?P<line>\d+):(?P<rest>.*)$", re.MULTILINE)


def lint(theme: Theme, *others: Path) -> str:
    """The faults of a theme's scripts, and of other scripts that are single files."""
    scripts = {name: theme.asset(name) for name in theme.parts if name.endswith(".js")}
    lines = {name: list(_lines(theme, name)) for name in scripts}
    with tempfile.TemporaryDirectory() as folder:
        for name, script in scripts.items():
            Path(folder, name).write_bytes(script)
        done = subprocess.run(
            [OXLINT, "--config", ROOT / ".oxlintrc.json", "--format", "unix", ".", *others],
            cwd=folder,
            check=False,
            capture_output=True,
            text=True,
        )
    if done.returncode == 0:
        return ""

    def in_its_part(fault: re.Match[str]) -> str:
        if fault["script"] not in lines:
            return fault[0]
        part, line = lines[fault["script"]][int(fault["line"]) - 1]
        return f"{part}:{line}:{fault['rest']}"

    return _FAULT.sub(in_its_part, done.stdout) + done.stderr


def _lines(theme: Theme, name: str) -> Iterator[tuple[Path, int]]:
    """For each line of a script, the part that contains it and its line number there."""
    parts = theme.parts[name]
    yield from ((parts[0], 0) for _ in range(SCRIPT_HEAD.count(b"\n")))
    for part in parts:
        # The parts are joined with the end of a line, which comes after the part's own.
        yield from ((part, line + 1) for line in range(part.read_bytes().count(b"\n") + 1))


def main() -> None:
    """Lint all scripts of Dateline."""
    theme = Theme(load_site(ROOT))
    faults = lint(theme, *(ROOT / "generator" / "dateline").rglob("*.*js"))
    if faults:
        sys.exit(faults.replace(f"{ROOT}/", ""))


if __name__ == "__main__":
    main()
