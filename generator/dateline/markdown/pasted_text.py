"""Text as word processors write it, which Markdown does not read as it looks: told only where it
can hardly be meant as it is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it.token import Token

from dateline.controls import NO_WIDTH, NO_WIDTH_IN_WORD, word_around
from dateline.markdown.findings import Findings, shorten
from dateline.problems import Mend

_MAY_HOLD = re.compile(
    rf"^[ \t>]*(?:[•▪◦‣●]|#{{2,6}}[^\W\d_]|(?:[ ]{{4}}|\t)\S)|\*\*|[{NO_WIDTH}]", re.MULTILINE
)
_BULLET = re.compile(r"[•▪◦‣●][ \t\xa0]*(?=\S)")
_HEADING = re.compile(r"(#{2,6})([^\W\d_][^\n]*)")
_LOOSE = re.compile(r"\*\*(?:(?=[^\s*])([^*\n]*[^\s*])[ ]+|[ ]+([^\s*][^*\n]*(?<!\s)))\*\*(?!\*)")
_PROSE = re.compile(
    r"(?:[^\W\d_]|[“\"‘'«])[^{}<>=;|\\_\[\]#$\n]*(?:\n[^{}<>=;|\\_\[\]#$\n]*)*[.?!…][”\"’'»]?"
)
_FEWEST_WORDS = 10
"""What has fewer, indented by four spaces, may be a line of an address or of a poem."""


def report_pasted_text(tokens: Sequence[Token], findings: Findings) -> None:
    """Warn of bullets, headings and bold text that Markdown does not know, of prose that it takes
    for code, and of invisible spaces in words."""
    if not _MAY_HOLD.search(findings.text):
        return
    for token in tokens:
        first, last = token.map or (0, 1)
        if token.type == "code_block":
            _report_prose(token, first, findings)
        elif token.type == "inline":
            _report_lines(token, first, last, findings)
            if "**" in token.content:
                _report_loose(_not_bold(token), token.content, first, last, findings)
    if any(space in findings.text for space in NO_WIDTH):
        _report_zero_width(findings)


def _report_lines(token: Token, first: int, last: int, findings: Findings) -> None:
    lines = [line.strip() for line in token.content.split("\n")]
    bullets = [found for line in lines if (found := _BULLET.match(line))]
    if len(bullets) > 1:
        message = f"“{bullets[0][0].strip()}” begins no list: these lines run on as one paragraph"
        fix = f"write a hyphen and a space in its place on each line: - {shorten(lines[0][1:])}"
        place = findings.places.find(bullets[0][0], first, last) or (first, 0)
        findings.warn("pasted-text", message, fix, place)
    for line in lines:
        if found := _HEADING.fullmatch(line):
            place = findings.places.find(line, first, last) or (first, 0)
            message = f"“{shorten(line)}” is no heading, since there is no space after {found[1]}"
            findings.warn("pasted-text", message, f"write {found[1]} {shorten(found[2])}", place)


def _report_prose(token: Token, first: int, findings: Findings) -> None:
    text = token.content.strip()
    if len(text.split()) < _FEWEST_WORDS or not _PROSE.fullmatch(text):
        return
    message = f"“{shorten(text, 40)}” is shown as program code, since four spaces begin the line"
    findings.warn(
        "pasted-text", message, "remove the spaces at the beginning of each line", (first, 0)
    )


def _not_bold(token: Token) -> str:
    """The text of a paragraph, with a line end in place of all that is bold, code or no text."""
    pieces, depth = [], 0
    for child in token.children or ():
        depth += child.nesting if child.tag == "strong" else 0
        pieces.append(child.content if child.type == "text" and not depth else "\n")
    return "".join(pieces)


def _report_loose(text: str, source: str, first: int, last: int, findings: Findings) -> None:
    """Report marks of bold text that have a space on their inner side."""
    for found in _LOOSE.finditer(text):
        if found[0] not in source:
            continue  # there are backslashes, or quotation marks that were made curly
        words = (found[1] or found[2]).strip()
        place = findings.places.find(found[0], first, last) or (first, 0)
        message = f"“{shorten(found[0])}” is not bold, since a space stands within the asterisks"
        findings.warn("pasted-text", message, f"write **{shorten(words)}**", place)


def _report_zero_width(findings: Findings) -> None:
    for line, text in enumerate(findings.text.split("\n")):
        for found in NO_WIDTH_IN_WORD.finditer(text):
            word = shorten(word_around(found))
            message = f"There is an invisible space within the word “{word}”"
            start, end = found.start() + 1, found.end() + 1
            findings.warn(
                "pasted-text",
                f"{message}, so that searches may miss it",
                f"Delete it, or type the word again: {word}",
                (line, found.start()),
                mend=Mend(line + findings.first_line, start, end, ""),
            )
