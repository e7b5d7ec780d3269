"""The distribution: a built wheel, installed where there is nothing else, makes a site."""

from __future__ import annotations

import subprocess
import sys
import venv
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def test_a_wheel_in_an_empty_environment_builds_a_scaffolded_site(tmp_path: Path) -> None:
    subprocess.run(
        [
            sys.executable,
            "-m",
            "build",
            "--wheel",
            "--no-isolation",
            "--outdir",
            str(tmp_path),
            str(ROOT),
        ],
        check=True,
        capture_output=True,
    )
    wheel = next(tmp_path.glob("dateline-*.whl"))
    names = zipfile.ZipFile(wheel).namelist()
    assert "dateline/themes/broadsheet/templates/article.html" in names
    assert "dateline/themes/plain/theme.toml" in names
    assert "dateline/serve/browser/panel.js" in names
    assert "dateline/serve/browser/notice.html" in names
    assert not any(name.startswith(("tests/", "content/")) for name in names)

    environment = tmp_path / "environment"
    venv.create(environment)
    programs = environment / ("Scripts" if sys.platform == "win32" else "bin")
    pip = [sys.executable, "-m", "pip", "--python", str(environment)]
    subprocess.run(
        [*pip, "install", "--quiet", "--no-compile", str(wheel)], check=True, capture_output=True
    )
    subprocess.run(
        [programs / "dateline", "init", "paper"], check=True, cwd=tmp_path, capture_output=True
    )
    done = subprocess.run(
        [programs / "dateline", "build", "--strict", "--base-url", "https://paper.example/"],
        check=False,
        cwd=tmp_path / "paper",
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "paper" / "public" / "search" / "data" / "manifest.json").is_file()
    assert (tmp_path / "paper" / "public" / "assets" / "dateline.css").is_file()
