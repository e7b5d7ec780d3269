"""Running the Pagefind program, and its engine: the files that search in the reader's browser.

Pagefind never deletes and its filters make two equal runs differ, so each run starts in an empty
folder, without filters. The engine's own files are kept once for each language, in an index of a
single placeholder page.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from functools import cache
from importlib.metadata import version
from pathlib import Path

from dateline.problems import Problem, ProblemsFound

_ENGINE_FILES = ("pagefind.js", "pagefind-worker.js")
_PLACEHOLDER = "dateline-search-engine"
_NOT_TEXT = "sup.footnote-ref, a.footnote-back"
_PATIENCE_SECONDS = 1_800


def pagefind_version() -> str:
    """What the bytes of indexes and engines depend on besides what is indexed."""
    return f"pagefind {version('pagefind-bin')}"


def index_folder(site: Path, made: Path, staged: Path, lang: str) -> None:
    """Index the pages below `site` into the new folder `staged`, by way of `made`.

    Both other folders are gone afterwards. Raises `ProblemsFound` when Pagefind fails.
    """
    _run(site, made, lang)
    staged.mkdir()
    _keep_index(made, staged)
    shutil.rmtree(made)
    shutil.rmtree(site)


def write_engine(lang: str, staged: Path) -> None:
    """The engine's files for a language: scripts, WebAssembly, and an index of a placeholder."""
    with tempfile.TemporaryDirectory(prefix="dateline-") as scratch:
        site = Path(scratch) / "site"
        (site / ".engine").mkdir(parents=True)
        body = f"<body data-pagefind-body>{_PLACEHOLDER}</body>"
        page = f'<!doctype html><html lang="{lang}">{body}</html>'
        (site / ".engine" / "index.html").write_text(page, "utf-8")
        made = Path(scratch) / "made"
        _run(site, made, lang)
        staged.mkdir()
        for path in made.iterdir():
            if path.name in _ENGINE_FILES or path.name.startswith("wasm."):
                shutil.move(path, staged / path.name)
        _keep_index(made, staged)
        _keep_wasm(staged)


def _keep_index(made: Path, staged: Path) -> None:
    """Keep what belongs to the index, and write its entry with keys in order."""
    for path in sorted(made.iterdir()):
        if path.is_dir() or path.suffix == ".pf_meta":
            shutil.move(path, staged / path.name)
    entry = json.loads((made / "pagefind-entry.json").read_text("utf-8"))
    (staged / "pagefind-entry.json").write_text(json.dumps(entry, sort_keys=True), "utf-8")


def _keep_wasm(staged: Path) -> None:
    """Keep the one stemmer that the entry names."""
    entry = json.loads((staged / "pagefind-entry.json").read_text("utf-8"))
    wanted = {
        f"wasm.{language.get('wasm') or 'unknown'}.pagefind"
        for language in entry["languages"].values()
    }
    for path in staged.glob("wasm.*"):
        if path.name not in wanted:
            path.unlink()


def _run(site: Path, made: Path, lang: str) -> None:
    """Run the Pagefind program. Raises `ProblemsFound` with its own words when it fails."""
    command = [_executable(), "--site", str(site), "--output-path", str(made), "--silent"]
    command += ["--force-language", lang, "--exclude-selectors", _NOT_TEXT]
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=_PATIENCE_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ProblemsFound([_failure(str(error))]) from None
    if done.returncode or not (made / "pagefind-entry.json").is_file():
        raise ProblemsFound(
            [_failure((done.stderr or done.stdout).strip() or f"exit code {done.returncode}")]
        )


def _failure(reason: str) -> Problem:
    lines = " ".join(reason.split())[:300]
    fix = "Build again; if it goes on, build with --no-search and tell Dateline's maintainers"
    return Problem("search", 0, 0, f"Pagefind could not make the search index: {lines}", fix)


@cache
def _executable() -> str:
    import pagefind_bin

    return str(pagefind_bin.get_executable())
