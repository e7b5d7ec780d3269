"""Fixtures a person can read: title, input and output, each ended by a line with a dot."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent / "fixtures"


def read_fixtures(name: str) -> list[tuple[str, str, str]]:
    """The title, input and output of each case in `fixtures/NAME.txt`."""
    parts = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").split("\n.\n")
    cases = zip(parts[0::3], parts[1::3], parts[2::3], strict=False)
    return [(title.strip(), text, output) for title, text, output in cases]
