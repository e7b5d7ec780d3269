"""The one place that writes to the terminal.

What is told comes from files: names, words, messages of programs. None of it may move the cursor,
change colours, hide letters or begin a line of its own; it is shown with escapes that are seen.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import click

from dateline.controls import is_hidden, visible


def is_terminal(*, err: bool) -> bool:
    """Whether a person reads standard error, or standard output, on a terminal."""
    return (sys.stderr if err else sys.stdout).isatty()


def say(text: str = "", *, err: bool = False, nl: bool = True, **style: Any) -> None:
    """Write one line to the terminal, styled as `click.style` does."""
    click.echo(click.style(visible(text), **style) if style else visible(text), err=err, nl=nl)


def say_json(value: Any) -> None:
    """Write `value` as JSON, letters as they are and what is not seen as JSON's own escapes."""
    text = json.dumps(value, ensure_ascii=False, indent=1)
    click.echo(text if text.isascii() else "".join(map(_escaped, text)))


def say_annotation(severity: str, text: str, **properties: str | int) -> None:
    """Write one of GitHub's workflow commands, which marks a line in a pull request.

    <https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts>
    """
    told = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    click.echo(f"::{severity} {told}::{_data(text)}")


def _escaped(letter: str) -> str:
    # Lines are ended by JSON alone: those within its texts are escaped.
    if letter == "\n" or not is_hidden(letter):
        return letter
    return json.dumps(letter)[1:-1]


def _data(text: str) -> str:
    return visible(text).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
