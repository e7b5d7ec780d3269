"""Lines of front matter in advice, in the form of the file that the advice is for.

Who advises knows what to write, and seldom whether the file has YAML, TOML or JSON. So `line_with`
marks a line of YAML within advice, and `in_form` writes what is marked as the file would have it.
What that takes is imported where it is used: a build with nothing to do has problems to tell, but
no front matter to read.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from dateline.own_files import read_regular
from dateline.problems import Problem

_BEGIN, _END = "\x02", "\x03"
_LINE = re.compile(f"{_BEGIN}([^:]*): ([^{_END}]*){_END}")
_MARKS = re.compile(f"[{_BEGIN}{_END}]")
_BARE = re.compile(r"-?\d+(?:\.\d+)?|true|false")
"""What the three forms write alike, without quotation marks."""
_PLAIN = re.compile(r"[\w/](?:[\w/.-]|\ (?=[\w/]))*")
"""Text that needs no quotation marks within a list or a table of YAML."""


def line_with(key: str, value: str) -> str:
    """The line of front matter that gives `key` a value, which is as one would write it in YAML,
    for advice that `in_form` is still to put into its form."""
    return f"{_BEGIN}{key}: {value}{_END}"


def item(text: str) -> str:
    """`text` as a part of a list or a table in the value of such a line."""
    from dateline.content.quotations import quoted

    return text if _PLAIN.fullmatch(text) else quoted(text)


def in_form(form: str, advice: str) -> str:
    """`advice` with its lines in this form of front matter: yaml, toml or json."""
    if form != "yaml":
        advice = _LINE.sub(lambda found: _written(form, found[1], _read(found[2])), advice)
    return _MARKS.sub("", advice)


def with_advice(problem: Problem, form: str) -> Problem:
    """The problem of a file with this form of front matter, with its advice in that form."""
    if _BEGIN not in problem.fix:
        return problem
    return replace(problem, fix=in_form(form, problem.fix))


def with_advice_for_file(problem: Problem, root: Path) -> Problem:
    """The problem of a file of the archive at `root`, with its advice in the form that the front
    matter of the file has."""
    return with_advice(problem, form_of(root / problem.path)) if _BEGIN in problem.fix else problem


def form_of(file: Path) -> str:
    """The form of a file's front matter; yaml if it has none that can be told."""
    from dateline.content.decoding import decode
    from dateline.content.fences import FrontMatterProblem, split

    try:
        return split(decode(read_regular(file), "")[0], path=str(file)).form
    except (OSError, UnicodeDecodeError, FrontMatterProblem):
        return "yaml"


def _read(value: str) -> Any:
    """A value as YAML has it, with all but lists and tables as text."""
    if value[:1] not in ("[", "{", '"'):
        return value
    import yaml

    try:
        return yaml.load(value, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError):
        return value


def _written(form: str, key: str, value: Any) -> str:
    if form == "json":
        return f'"{key}": {_value(form, value)}'
    return f"{key} = {_value(form, value)}"


def _value(form: str, value: Any) -> str:
    from dateline.content.front_matter import value_of

    if isinstance(value, dict):
        inner = ", ".join(_written(form, key, part) for key, part in value.items())
        return f"{{ {inner} }}" if form == "toml" else f"{{{inner}}}"
    if isinstance(value, list):
        return f"[{', '.join(_value(form, part) for part in value)}]"
    return value if _BARE.fullmatch(value) else value_of(form, value)
