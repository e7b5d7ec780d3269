"""Parsing the recipes in docs/recipes.md and carrying them out exactly as written.

The guides in docs/guides/ have edits in the same form.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

_FENCE = re.compile(r"(`{3,})(\w*)")
_STEP = re.compile(r"\*\*(\d+)\. ([^*]+?)\.?\*\*")
_PLACES = (
    re.compile(r"\b(?P<place>A new file), `(?P<path>[^`]+)`:$"),
    re.compile(r"\b(?P<place>At the end of) `(?P<path>[^`]+)`:$"),
    re.compile(
        r"\bIn `(?P<path>[^`]+)`, (?P<place>above the first|above|below|in place of)"
        r" (?P<ticks>`+) ?(?P<line>.+?) ?(?P=ticks):$"
    ),
)
_RUN = re.compile(r"\bRun:$")


class FaultyRecipeError(AssertionError):
    """A recipe cannot be followed as written."""


@dataclass(frozen=True)
class Edit:
    """A text to insert: `place` says where, in the document's words; `line` how a line begins."""

    path: str
    place: str
    line: str
    text: str

    def make(self, root: Path) -> None:
        """Make the edit in the checkout at `root`."""
        file = root / self.path
        if self.place == "A new file":
            if file.exists():
                raise FaultyRecipeError(f"{self.path} is there already")
            file.write_text(self.text, "utf-8")
            return
        if not file.is_file():
            raise FaultyRecipeError(f"there is no file {self.path}")
        lines = file.read_text("utf-8").splitlines(keepends=True)
        start, end = self._replaced(lines)
        before, after = lines[:start], lines[end:]
        above, below = _lacking(self._margin, reversed(before)), _lacking(self._margin, after)
        file.write_text("".join([*before, above, self.text, below, *after]), "utf-8")

    def _replaced(self, lines: list[str]) -> tuple[int, int]:
        """The range of `lines` that the text replaces."""
        if self.place == "At the end of":
            return len(lines), len(lines)
        found = [
            number
            for number, line in enumerate(lines)
            if line.strip().startswith(self.line.strip())
        ]
        if not found or (len(found) > 1 and self.place != "above the first"):
            number = f"{len(found)} lines" if found else "no line"
            raise FaultyRecipeError(
                f"{number} of {self.path} begin{'' if found else 's'} with “{self.line}”"
            )
        start = found[0] + (self.place == "below")
        return start, start + (self.place == "in place of")

    @property
    def _margin(self) -> int:
        """The number of blank lines around the text."""
        if re.match(r"(class|def) ", self.text):
            return 2
        apart = re.match(r" *def |#|msgid |msgctxt ", self.text)
        return 1 if apart or self.place == "At the end of" else 0


@dataclass
class Step:
    """One step of a recipe: its edits and its commands."""

    number: int
    title: str
    edits: list[Edit] = field(default_factory=list)
    commands: list[list[str]] = field(default_factory=list)


@dataclass
class Recipe:
    """A section of the document."""

    title: str
    steps: list[Step] = field(default_factory=list)

    def carry_out(self, root: Path) -> None:
        """Make every edit in the checkout at `root`."""
        for step in self.steps:
            for edit in step.edits:
                try:
                    edit.make(root)
                except FaultyRecipeError as fault:
                    raise self.fault(step, str(fault)) from None

    @property
    def modules(self) -> list[str]:
        """The Python files that the recipe creates or changes."""
        paths = dict.fromkeys(edit.path for step in self.steps for edit in step.edits)
        return [path for path in paths if path.endswith(".py")]

    @property
    def commands(self) -> list[list[str]]:
        """The commands that the recipe runs, in order."""
        return [command for step in self.steps for command in step.commands]

    def steps_named_in(self, output: str) -> list[str]:
        """The steps that change a file named in the output of a program."""
        return [
            self.told(step)
            for step in self.steps
            if any(edit.path in output for edit in step.edits)
        ]

    def told(self, step: Step) -> str:
        """The name of a step in messages."""
        return f"{self.title}, step {step.number} ({step.title})"

    def fault(self, step: Step, words: str) -> FaultyRecipeError:
        """The fault of a step, as a message."""
        return FaultyRecipeError(f"{self.told(step)}: {words}")


def read_recipes(text: str) -> list[Recipe]:
    """The recipes in a document, each below a second-level heading."""
    recipes: list[Recipe] = []
    place = ""
    for block in read_blocks(text):
        if block.kind == "heading":
            recipes.append(Recipe(block.text))
        elif recipes and block.kind == "paragraph":
            place = block.text
            if found := _STEP.match(block.text):
                _begin(recipes[-1], Step(int(found[1]), found[2]))
        elif recipes and block.kind == "code":
            _put(recipes[-1], place, block.text)
            place = ""
    for recipe in recipes:
        if not (recipe.steps and recipe.steps[-1].commands):
            raise FaultyRecipeError(f"{recipe.title}: its last step runs nothing")
    return recipes


def _begin(recipe: Recipe, step: Step) -> None:
    if step.number != len(recipe.steps) + 1:
        raise recipe.fault(step, f"it should be number {len(recipe.steps) + 1}")
    recipe.steps.append(step)


def _put(recipe: Recipe, place: str, text: str) -> None:
    """Add a block of code to the current step."""
    step = recipe.steps[-1] if recipe.steps else Step(0, "before the first")
    if _RUN.search(place):
        step.commands += [line.split() for line in text.replace("\\\n", " ").splitlines()]
        return
    try:
        step.edits.append(read_edit(place, text))
    except FaultyRecipeError as fault:
        raise recipe.fault(step, str(fault)) from None


def read_edit(place: str, text: str) -> Edit:
    """The edit that puts `text` where the paragraph `place` says at its end."""
    found = next(filter(None, (pattern.search(place) for pattern in _PLACES)), None)
    if found is None:
        raise FaultyRecipeError(f"nothing says where this goes:\n{text}")
    return Edit(found["path"], found["place"], found.groupdict().get("line") or "", text)


class Block(NamedTuple):
    """A `heading`, a `paragraph`, or `code` in a language, of a document."""

    kind: str
    text: str
    language: str = ""


def read_blocks(text: str) -> Iterator[Block]:
    """The second-level headings, paragraphs (each joined into one line) and code blocks."""
    lines = iter([*text.splitlines(), ""])
    words: list[str] = []
    for line in lines:
        if words and (not line or _FENCE.match(line)):
            yield Block("paragraph", " ".join(words))
            words = []
        if fence := _FENCE.match(line):
            code = list(iter(lambda: next(lines), fence[1]))
            yield Block("code", "".join(f"{one}\n" for one in code), fence[2])
        elif line.startswith("## "):
            yield Block("heading", line.removeprefix("## "))
        elif line:
            words.append(line)


def _lacking(margin: int, beside: Iterable[str]) -> str:
    """The blank lines to add next to a text; `beside` are the lines leading away from it."""
    lines = list(beside)
    there = next((number for number, line in enumerate(lines) if line.strip()), margin)
    return "\n" * (margin - there)
