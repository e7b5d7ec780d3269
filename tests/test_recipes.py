"""The recipes of docs/recipes.md succeed when they are followed word for word."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from recipes import FaultyRecipeError, Recipe, read_recipes

ROOT = Path(__file__).parent.parent
RECIPES = read_recipes((ROOT / "docs" / "recipes.md").read_text("utf-8"))
LONG = "DATELINE_LONG" in os.environ
FOLDERS = ("benchmarks", "content", "docs", "generator", "tests", "themes")
TYPES = ".mypy_cache"
"""What mypy knows of modules that have not changed, if it has run: half of its work."""
PYTHON = ".venv/bin/python"
PYTEST = [PYTHON, "-m", "pytest"]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of the repository."""
    root = tmp_path / "dateline"
    unfinished = shutil.ignore_patterns("*.pyc.*")  # other processes compile at the same time
    for folder in FOLDERS:
        shutil.copytree(ROOT / folder, root / folder, ignore=unfinished)
    for file in (*ROOT.glob("*.toml"), *ROOT.glob("*.md"), ROOT / "Makefile", ROOT / "LICENSE"):
        shutil.copy2(file, root)
    if (ROOT / TYPES).is_dir():
        shutil.copytree(ROOT / TYPES, root / TYPES)
    return root


def ruff(modules: Sequence[str]) -> list[list[str]]:
    """The checks of how modules are written."""
    return [
        [PYTHON, "-m", "ruff", "check", *modules],
        [PYTHON, "-m", "ruff", "format", "--check", *modules],
    ]


def run(command: Sequence[str], root: Path) -> str:
    """What a program says that fails in the checkout at `root`; empty if it succeeds."""
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")
    }
    assert command[0] == PYTHON
    done = subprocess.run(
        [sys.executable, *command[1:]],
        cwd=root,
        # Comes before what is installed, which is another checkout. Quiet, pytest names no file
        # in which all is well.
        env=environment | {"PYTHONPATH": str(root / "generator"), "PYTEST_ADDOPTS": "-q"},
        capture_output=True,
        text=True,
        check=False,
    )
    return f"{command[2]}: {done.stdout}{done.stderr}" if done.returncode else ""


def hold_together(recipes: Sequence[Recipe], root: Path, *commands: Sequence[str]) -> None:
    """Run `commands` after `recipes`, and name the steps that each failure is about."""
    with ThreadPoolExecutor(2) as pool:
        outputs = filter(None, pool.map(lambda command: run(command, root), commands))
    faults = []
    for output in outputs:
        named = [step for recipe in recipes for step in recipe.steps_named_in(output)]
        last = [recipe.told(recipe.steps[-1]) for recipe in recipes]
        faults.append("\n".join([*(named or last), output]))
    if faults:
        raise FaultyRecipeError("\n\n".join(faults))


@pytest.mark.skipif(not LONG, reason="DATELINE_LONG is not set: all succeed together")
@pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.title)
def test_a_recipe_succeeds_alone(recipe: Recipe, checkout: Path) -> None:
    recipe.carry_out(checkout)
    hold_together([recipe], checkout, *recipe.commands, *ruff(recipe.modules))


def test_all_of_them_succeed_together(checkout: Path) -> None:
    for recipe in RECIPES:
        recipe.carry_out(checkout)
    modules = sorted({path for recipe in RECIPES for path in recipe.modules})
    commands = [command for recipe in RECIPES for command in recipe.commands]
    assert all(command[: len(PYTEST)] == PYTEST for command in commands)
    tests = dict.fromkeys(path for command in commands for path in command[len(PYTEST) :])
    types = [PYTHON, "-m", "mypy", *modules]
    hold_together(RECIPES, checkout, types, [*PYTEST, *tests], *ruff(modules))


HEAD = "## A recipe\n\n**1. A step.** "
TAIL = ":\n\n```text\nnew\n```\n\n**2. Check.** Run:\n\n```sh\ntrue\n```\n"


@pytest.mark.parametrize(
    ("step", "result"),
    [
        ("A new file, `new.txt`", ""),
        ("At the end of `old.txt`", "one\n  two\ntwo\nthree\n\nnew\n"),
        ("In `old.txt`, above `thr`", "one\n  two\ntwo\nnew\nthree\n"),
        ("Some words. In `old.txt`,\nabove the first `two`", "one\nnew\n  two\ntwo\nthree\n"),
        ("In `old.txt`, below `` one ``", "one\nnew\n  two\ntwo\nthree\n"),
        ("In `old.txt`, in place of `three`", "one\n  two\ntwo\nnew\n"),
    ],
)
def test_a_text_goes_where_the_step_says(step: str, result: str, tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_text("one\n  two\ntwo\nthree\n", "utf-8")
    (recipe,) = read_recipes(HEAD + step + TAIL)
    recipe.carry_out(tmp_path)
    changed = tmp_path / ("old.txt" if result else "new.txt")
    assert changed.read_text("utf-8") == (result or "new\n")
    assert recipe.commands == [["true"]]


@pytest.mark.parametrize(
    ("step", "words"),
    [
        ("A new file, `old.txt`", "A recipe, step 1 (A step): old.txt is there already"),
        ("At the end of `other.txt`", "A recipe, step 1 (A step): there is no file other.txt"),
        ("In `old.txt`, above `four`", "step 1 (A step): no line of old.txt begins with “four”"),
        ("In `old.txt`, below `two`", "step 1 (A step): 2 lines of old.txt begin with “two”"),
        ("Put it into `old.txt`", "step 1 (A step): nothing says where this goes"),
        ("First.\n\n**3. Third.** A new file, `new.txt`", "step 3 (Third): it should be number 2"),
    ],
)
def test_a_step_that_cannot_be_followed_is_named(step: str, words: str, tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_text("one\n  two\ntwo\nthree\n", "utf-8")
    with pytest.raises(FaultyRecipeError, match=re.escape(words)):
        for recipe in read_recipes(HEAD + step + TAIL):
            recipe.carry_out(tmp_path)


def test_a_recipe_ends_with_its_tests() -> None:
    with pytest.raises(FaultyRecipeError, match="A recipe: its last step runs nothing"):
        read_recipes(HEAD + "A new file, `new.txt`" + TAIL.partition("Run:")[0])


def test_what_fails_is_told_with_the_steps_that_it_is_about(tmp_path: Path) -> None:
    (recipe,) = read_recipes(HEAD + "A new file, `new.py`" + TAIL.replace("new\n", "import os\n"))
    recipe.carry_out(tmp_path)
    with pytest.raises(FaultyRecipeError, match=r"^A recipe, step 1 \(A step\)\nruff: (?s:.*)F401"):
        hold_together([recipe], tmp_path, *ruff(recipe.modules))
    with pytest.raises(FaultyRecipeError, match=r"^A recipe, step 2 \(Check\)\npytest: "):
        hold_together([recipe], tmp_path, [*PYTEST, "missing.py"])
