"""Following a guide of docs/guides/ to the letter: its edits are made and its commands typed.

`sh` blocks are commands, and a `text` block after one is what they answer, where a line “…” stands
for any lines. `console` blocks are for other computers. All other code goes where the paragraph
before it says, in the words of docs/recipes.md.
"""

from __future__ import annotations

import re
import shlex
import signal
import subprocess
import urllib.request
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

from recipes import Block, FaultyRecipeError, read_blocks, read_edit

_DELETED = re.compile(r"\b[Ii]n `(?P<path>[^`]+)`, delete the line `(?P<line>[^`]+)`\.")
_FOLLOWING = "dateline serve"
_VARYING = (
    (re.compile(r"\b\d+\.\d s\b"), "0.0 s"),
    (re.compile(r"^\d\d:\d\d:\d\d", re.MULTILINE), "00:00:00"),
    (re.compile(r"127\.0\.0\.1:\d+"), "127.0.0.1:8000"),
    (re.compile(r"\b[\d.,]+ (?:bytes|[KM]B)\b"), "0 KB"),
    (re.compile(r"\b[\d,]+(?= (?:files|added|changed|removed|deleted|of them)\b)"), "0"),
)
"""What differs from run to run, or with each new feature or library: times, ports, sizes, files."""


class Reader:
    """Somebody who follows a guide, beginning in an empty `folder`."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self.folder = folder
        self.environment = environment
        self.typed = 0

    def follow(self, text: str) -> None:
        """Do what the guide says. Raises `FaultyRecipeError` where that fails."""
        blocks = [*read_blocks(text), Block("heading", "")]
        place = ""
        for block, after in pairwise(blocks):
            if block.kind == "paragraph":
                place = block.text
                for found in _DELETED.finditer(place):
                    self._delete(found["path"], found["line"])
            elif block.language == "sh":
                self._type(block.text, after)
            elif block.kind == "code" and block.language not in ("text", "console"):
                read_edit(place, block.text).make(self.folder)

    def _delete(self, path: str, line: str) -> None:
        file = self.folder / path
        lines = file.read_text("utf-8").splitlines(keepends=True)
        kept = [one for one in lines if one.rstrip() != line]
        if len(kept) != len(lines) - 1:
            raise FaultyRecipeError(f"{path} has no line “{line}”, or several")
        file.write_text("".join(kept), "utf-8")

    def _type(self, commands: str, after: Block) -> None:
        """Type `commands`; the answer must be as the block `after` them shows, if it does."""
        self.typed += 1
        if commands.startswith(_FOLLOWING):
            code, answer = 0, self._preview(commands)
        else:
            code, answer = self._run(commands)
        if after.language == "text":
            if not _matches(after.text, answer):
                raise FaultyRecipeError(f"{commands}answers:\n{answer}\nnot:\n{after.text}")
        elif code:
            raise FaultyRecipeError(f"{commands}fails:\n{answer}")

    def _run(self, commands: str) -> tuple[int, str]:
        """The exit code and the answer; a `cd` among the commands is remembered."""
        there = self.folder / ".there"
        done = subprocess.run(
            ["bash", "-c", f"trap 'pwd > \"$OLD_FOLDER\"' EXIT\n{commands}"],
            cwd=self.folder,
            env={**self.environment, "OLD_FOLDER": str(there)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        self.folder = Path(there.read_text("utf-8").strip())
        there.unlink()
        return done.returncode, done.stdout

    def _preview(self, command: str) -> str:
        """Start the preview, look at its front page, and stop it."""
        with subprocess.Popen(
            shlex.split(command),
            cwd=self.folder,
            env={**self.environment, "PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        ) as server:
            assert server.stdout is not None
            lines = []
            for line in server.stdout:
                lines.append(line)
                if "Built:" in line:
                    break
            answer = "".join(lines)
            address = re.search(r"http://\S+", answer)
            try:
                if address is None:
                    raise FaultyRecipeError(f"{command}gives no address:\n{answer}")
                with urllib.request.urlopen(address[0], timeout=60) as page:
                    assert page.status == 200
            finally:
                server.send_signal(signal.SIGINT)
        return answer


def _matches(shown: str, answer: str) -> bool:
    """Whether an answer is the one shown."""
    for pattern, constant in _VARYING:
        shown, answer = pattern.sub(constant, shown), pattern.sub(constant, answer)
    parts = re.split(r"^…\n", shown, flags=re.MULTILINE)
    return re.fullmatch(r"(?:.*\n)*".join(map(re.escape, parts)), answer) is not None
