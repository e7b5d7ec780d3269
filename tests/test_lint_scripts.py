"""The linter of scripts knows what the parts of a script share, and names the part at fault."""

from __future__ import annotations

from pathlib import Path

from dateline.config import load_site
from dateline.theme import Theme
from lint_scripts import lint
from scratch import SETTINGS, ScratchSite


def faults_with(site: ScratchSite, **parts: str) -> str:
    """What is wrong where a theme has further parts of main.js."""
    site.settings(SETTINGS + 'theme = "own"\n')
    site.write("themes/own/theme.toml", 'inherits = "broadsheet"\n')
    for name, script in parts.items():
        site.write(f"themes/own/assets/js/main/{name}.js", script)
    return lint(Theme(load_site(site.root)))


def test_parts_use_each_others_names(site: ScratchSite) -> None:
    parts = {"x40": "function greet(name) {\n  return name;\n}\n", "x50": 'greet("you");\n'}
    assert faults_with(site, **parts) == ""


def test_a_name_that_is_nowhere_defined_is_told_with_its_line(site: ScratchSite) -> None:
    faults = faults_with(site, x40='\n\n  greet("you");\n', x50="addEventListener();\n")
    assert "/main/x40.js:3:3: 'greet' is not defined." in faults
    assert "1 problem" in faults


def test_a_name_that_nothing_uses_is_told(site: ScratchSite, tmp_path: Path) -> None:
    faults = faults_with(site, x40="/* one */", x50="function greet() {}\n")
    assert "/main/x50.js:1:10: Function 'greet' is declared but never used." in faults
