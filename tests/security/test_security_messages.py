"""What is said of hostile files stays words: no terminal, log or editor obeys it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from dateline.controls import visible
from hostile_archives import HostileArchive
from scratch import ScratchSite

NAMES = (
    "a\x1b]0;pwned\x07.md",
    "b\n::error::x.md",
    "c,line=1::d.md",
    "d\u202emd.exe.md",
    "e\r.txt.md",
    "f\x9b2J.svg",
)
COMMANDS = {
    "text": ["check"],
    "json": ["check", "--format", "json"],
    "github": ["check", "--format", "github"],
    "build": ["build", "--keep-going", "--no-search", "--explain"],
}


@pytest.mark.parametrize("form", COMMANDS)
def test_messages_are_words(site: ScratchSite, form: str) -> None:
    HostileArchive(site, "messages").write(60)
    for name in NAMES:
        site.write(
            f"content/{name}", "---\ntitle: \x1b[2Jx\nslug: 'a\x1bb'\n---\n[x](\x1b]0;y\x07.md)\n"
        )
    out, err = said_by(COMMANDS[form], site.root)
    assert "Traceback" not in err
    for text in (out, err):
        assert all(visible(line) == line for line in text.split("\n"))
    assert "pwned" in out + err
    if form == "json":
        assert all(found["path"] and found["message"] for found in json.loads(out))
    if form == "github":
        assert all(
            line.startswith(("::error file=", "::warning file=")) for line in out.splitlines()
        )


def said_by(arguments: list[str], root: Path) -> tuple[str, str]:
    """What a command writes to standard output and to standard error."""
    command = [sys.executable, "-m", "dateline", *arguments]
    environment = {**os.environ, "PYTHONUTF8": "1"}
    done = subprocess.run(command, cwd=root, capture_output=True, env=environment, check=False)
    assert done.returncode in (0, 1)
    return done.stdout.decode(), done.stderr.decode()
