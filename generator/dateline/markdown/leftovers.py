"""Template code and attribute lists from another system, which would show as text."""

from __future__ import annotations

import re

from markdown_it.token import Token

from dateline.markdown.findings import Findings, shorten

_LEFTOVER = re.compile(r"\{\{[^{}\n]*+\}\}|\{%[^%\n]*+%\}|\{:[^{}\n]*+\}")
_CODE_ELEMENT = re.compile(r"<(/?)(?:code|pre|script|style)\b", re.IGNORECASE)
_BACKTICKS = re.compile(r"`+")

_NAMED = re.compile(r"\{(?:%-?|\{[<%])\s*(/?)\s*([\w-]+)", re.IGNORECASE)
"""A tag of Liquid or Jinja, or a shortcode of Hugo: whether it closes, and its name."""
_FIXES_BY_NAME = (
    (
        re.compile("image|img|figure|picture"),
        "write Markdown instead: ![what it shows](picture.jpg)",
    ),
    (
        re.compile(
            "youtube|vimeo|video|audio|tweet|twitter|instagram|soundcloud|gist|embed|iframe"
        ),
        "write a link in your own words: [what it shows](address)",
    ),
    (re.compile("^(?:rel)?ref$"), "link to the article's file: [words](other-article.md)"),
)
_FIXES = {
    "{{": "write the text or address itself",
    "{%": "remove it",
    "{:": "remove it: articles cannot set classes or ids",
}


def may_hold_leftovers(text: str) -> bool:
    """Whether a closer look is worth its time."""
    return "{{" in text or "{%" in text or "{:" in text


def without_leftovers(text: str) -> str:
    """`text` without template code, for a summary."""
    return _LEFTOVER.sub("", text)


def report_leftovers(token: Token, first: int, last: int, findings: Findings) -> None:
    """Warn of each piece of template code in a token from lines `first` to `last`."""
    text = token.content
    if token.type in {"fence", "code_block"} or not may_hold_leftovers(text):
        return
    code = _code_in_html(text) if token.type == "html_block" else code_spans(text)
    passed = 0
    for match in _LEFTOVER.finditer(text):
        while passed < len(code) and code[passed][1] <= match.start():
            passed += 1
        place = findings.places.find(match[0], first, last) or (first, 0)
        if passed < len(code) and code[passed][0] <= match.start():
            continue
        findings.warn(
            "template-code",
            f"“{shorten(match[0])}” is template code from another system; it is shown here as text",
            _fix(match[0]),
            place,
        )


def _fix(leftover: str) -> str:
    """What to write instead of a piece of template code."""
    named = _NAMED.match(leftover)
    if named is None:
        return _FIXES[leftover[:2]]
    if named[1]:
        return "remove it"
    name = named[2].lower()
    usual = _FIXES[leftover[:2]]
    return next((fix for names, fix in _FIXES_BY_NAME if names.search(name)), usual)


def code_spans(text: str) -> list[tuple[int, int]]:
    """Start and end of each code span in the source of a paragraph, in order."""
    runs = [(match.start(), match.end()) for match in _BACKTICKS.finditer(text)]
    closers: dict[int, list[int]] = {}  # run length → indexes of such runs, last first
    for index in range(len(runs) - 1, -1, -1):
        start, end = runs[index]
        closers.setdefault(end - start, []).append(index)
    spans: list[tuple[int, int]] = []
    index = 0
    while index < len(runs):
        start, end = runs[index]
        waiting = closers[end - start]
        while waiting and waiting[-1] <= index:
            waiting.pop()
        if waiting and not (start and text[start - 1] == "\\"):
            index = waiting[-1]
            spans.append((start, runs[index][1]))
        index += 1
    return spans


def _code_in_html(text: str) -> list[tuple[int, int]]:
    """Start and end of each code element in raw HTML, in order; the last may be open."""
    spans: list[tuple[int, int]] = []
    depth = start = 0
    for match in _CODE_ELEMENT.finditer(text):
        if not match[1]:
            start = start if depth else match.start()
            depth += 1
        elif depth:
            depth -= 1
            if not depth:
                spans.append((start, match.start()))
    if depth:
        spans.append((start, len(text)))
    return spans
