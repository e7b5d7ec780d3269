"""The policy in hosting/, for servers that an archive configures itself, lets its pages work."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.build.check import check
from dateline.problems import Problem
from scratch import SETTINGS, ScratchSite, clock

FILES = Path(__file__).parents[2] / "generator" / "dateline" / "scaffold" / "files" / "none"
NAMES = ("nginx.conf", "Caddyfile")


def found(site: ScratchSite) -> list[Problem]:
    with clock(site.now):
        return [problem for problem in check(site.root).problems if problem.kind == "headers"]


@pytest.mark.parametrize("name", NAMES)
def test_what_the_policy_lacks_is_told(site: ScratchSite, name: str) -> None:
    file = site.write(f"hosting/{name}", (FILES / name).read_bytes())
    site.article("one.md")
    assert found(site) == []
    site.article("one.md", "![A reef](https://pictures.example/reef.png)")
    site.settings(f'{SETTINGS}[comments]\non = true\nendpoint = "https://forms.example/1"\n')
    form, pictures = sorted(found(site), key=lambda problem: problem.message)
    assert pictures.path == form.path == f"hosting/{name}"
    line = file.read_text("utf-8").splitlines()[pictures.line - 1]
    assert line[pictures.column - 1 :].startswith("default-src 'none'; ")
    assert pictures.message.startswith("“img-src” in this Content-Security-Policy lacks https:, so")
    assert pictures.fix == "Write img-src 'self' https:, on the server too"
    assert form.fix == "Write form-action 'self' https://forms.example, on the server too"
    text = file.read_text("utf-8").replace("img-src 'self'", "img-src https: data: 'self'")
    text = text.replace("form-action 'self'", "form-action 'self' https://forms.example")
    file.write_text(text, "utf-8")
    assert found(site) == []


@pytest.mark.parametrize(
    ("policy", "lacking"),
    [
        ("default-src 'self'", ["“script-src”"]),
        ("default-src 'self'; script-src 'self' 'wasm-unsafe-eval'", []),
        ("default-src *; script-src *", ["“script-src”"]),
        ("script-src 'wasm-unsafe-eval' *; form-action 'none'", ["“form-action”"]),
        ("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; form-action 'self'",
         ["“connect-src”", "“font-src”", "“img-src”", "“manifest-src”", "“media-src”",
          "“style-src”", "“worker-src”"]),
    ],
)  # fmt: skip
def test_a_policy_is_read_as_browsers_do(
    site: ScratchSite, policy: str, lacking: list[str]
) -> None:
    site.write("hosting/Caddyfile", f'\tContent-Security-Policy "{policy}"\n')
    assert sorted(problem.message.split()[0] for problem in found(site)) == lacking


def test_only_files_of_the_archive_are_read(
    site: ScratchSite, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "Caddyfile"
    elsewhere.write_text("\tContent-Security-Policy \"default-src 'none'\"\n", "utf-8")
    site.write("hosting/nginx.conf", elsewhere.read_bytes() + b" " * 4_000_000)
    (site.root / "hosting" / "Caddyfile").symlink_to(elsewhere)
    assert found(site) == []
    site.write("hosting/nginx.conf", elsewhere.read_bytes())
    assert {problem.path for problem in found(site)} == {"hosting/nginx.conf"}
