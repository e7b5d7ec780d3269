"""Text of a body that Markdown leaves out in silence, although somebody wrote it to be read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from dateline.markdown.findings import Findings, shorten
from dateline.markdown.tags import RAW_TEXT, find_closer, unfinished_tag

_CLOSERS = {"<![CDATA[": "]]>", "<!--": "-->", "<?": "?>", "<!": ">"}
"""What begins an HTML block that goes on to the end of the text, and what ends it."""
_BEGINNING = re.compile(rf"<!--|<({'|'.join(sorted(RAW_TEXT))})\b", re.IGNORECASE)
"""What begins a comment, or an element in which nothing does."""
_UNSEEN = re.compile(r"<!\[CDATA\[(.*)\]\]>|<!([A-Za-z][^>]*)>|<\?.*\?>", re.DOTALL)
"""What Markdown takes for a part of HTML, and browsers for a comment."""
_SAYS_NOTHING = re.compile(
    r"<!doctype(?:\s+html)?\s*>|<!doctype\s+\S+\s+(?:public|system)\b"
    r"|<!\[CDATA\[\s*\]\]>|<\?(?:xml|php\s*\?>)",
    re.IGNORECASE,
)
"""What word processors and converters leave behind."""
_WORD = re.compile(r"[^\s./:#@]+")
"""An address that is hardly one: definitions without a use are frequent, and most do no harm."""
_ABOVE_CELLS = re.compile(r"[ \t>]*")
_BAR = re.compile(r"(?<!\\)\|")
_DEFINED = "notes_defined"


def add_note_rule(markdown: MarkdownIt) -> None:
    """Make `markdown` remember which notes are defined where: those that nothing refers to leave no
    tokens."""
    markdown.core.ruler.before("footnote_tail", _DEFINED, _remember_notes)


def _remember_notes(state: StateCore) -> None:
    if "footnotes" in state.env:
        state.env[_DEFINED] = [
            (token.meta["label"], token.map[0] if token.map else 0)
            for token in state.tokens
            if token.type == "footnote_reference_open"
        ]


def report_lost_text(tokens: Sequence[Token], env: dict[str, Any], findings: Findings) -> None:
    """Tell what of a body is not shown, from its `tokens` before anything is taken out of them."""
    for token in tokens:
        if token.type == "html_block":
            _report_unclosed(token, findings)
            _report_unfinished(token, findings)
            _report_swallowing(token.content, token.map or [0, 1], findings)
            _report_unseen(token.content, token.map or [0, 1], findings)
        for child in token.children or ():
            if child.type == "html_inline":
                _report_swallowing(child.content, token.map or [0, 1], findings)
                _report_unseen(child.content, token.map or [0, 1], findings)
    if env.get("references"):
        _report_definitions(tokens, env, findings)
    if env.get(_DEFINED):
        _report_notes(env, findings)
    if "|" in findings.text:
        _report_cells(tokens, findings)


def _report_unclosed(token: Token, findings: Findings) -> None:
    """Report a comment, or what else a browser reads as one, that nothing ends."""
    html = token.content
    at = len(html) - len(html.lstrip())
    opening = next((one for one in _CLOSERS if html.startswith(one, at)), "")
    if not opening or opening == "<!--":
        opening, at = "<!--", next((start for start, end in _comments(html) if end < 0), -1)
    elif _CLOSERS[opening] in html[at:]:
        return
    if at < 0:
        return
    line = (token.map or [0])[0] + html.count("\n", 0, at)
    rest = html[at:].partition("\n")[0]
    place = findings.places.find(rest, line, line + 1, after=(line, 0)) or (line, 0)
    shown = rest.split(maxsplit=1)[0]
    closer = _CLOSERS[opening]
    if opening == "<!--":
        message, fix = "this comment is never closed", f"write {closer} where it ends"
    else:
        message = f"“{shorten(shown)}” is never closed"
        fix = f"write {closer} where it ends, or `{shorten(shown)}` in backquotes to show it"
    message += ": nothing from here to the end of the article is shown"
    findings.warn("lost-text", message, fix, place, "error")


def _report_unfinished(token: Token, findings: Findings) -> None:
    """Report a tag that nothing ends, which takes the text after it along."""
    html = token.content
    at = unfinished_tag(html)
    if at < 0:
        return
    line = (token.map or [0])[0] + html.count("\n", 0, at)
    shown = html[at:].partition("\n")[0]
    place = findings.places.find(shown, line, line + 1, after=(line, 0)) or (line, 0)
    message = f"the tag “{shorten(shown, 40)}” has no end, so that text after it is not shown"
    fix = "write > where the tag ends, after the quotation mark that ends its last value"
    findings.warn("lost-text", message, fix, place, "error")


def _report_unseen(html: str, lines: list[int], findings: Findings) -> None:
    """Report words in what is for programs, and shown by no browser."""
    html = html.strip()
    found = _UNSEEN.fullmatch(html)
    if not found or _SAYS_NOTHING.match(html):
        return
    first, last = lines
    place = findings.places.find(html, first, last) or (first, 0)
    shown = shorten(html)
    message = f"“{shown}” is an instruction for programs, so it is not shown"
    fix = f"delete it, or write `{shown}` in backquotes to show it"
    if words := (found[1] or found[2] or "").strip():
        fix = f"write the words alone: {shorten(words)}"
    findings.warn("lost-text", message, fix, place)


def _report_swallowing(html: str, lines: list[int], findings: Findings) -> None:
    """Report comments in which another one begins on a later line: the first was to end before."""
    line, counted = lines[0], 0
    for start, end in _comments(html):
        second = html.find("<!--", start + 1, end)
        words = html[start + len("<!--") : second].lstrip()
        if end < 0 or second < 0 or "\n" not in words:
            continue
        line, counted = line + html.count("\n", counted, start), start
        begins = html[start : html.index("\n", start)]
        place = findings.places.find(begins, line, lines[1]) or (line, 0)
        stops = place[0] + html.count("\n", start, end) + findings.first_line
        message = "this comment does not end before the next one begins: "
        message += f"nothing from here to line {stops} is shown"
        fix = "write --> where it ends, or delete the second <!-- if all of this is to be hidden"
        findings.warn("lost-text", message, fix, place, "error")


def _comments(html: str) -> Iterator[tuple[int, int]]:
    """Where comments begin and end; the end of one that does not end in the same block is -1."""
    found = _BEGINNING.search(html)
    while found:
        start, name = found.start(), found[1]
        end = find_closer(html, name.lower(), start) if name else html.find("-->", start + 2)
        if not name:
            yield start, end
        found = _BEGINNING.search(html, end) if end >= 0 else None


def _report_definitions(tokens: Sequence[Token], env: dict[str, Any], findings: Findings) -> None:
    """Report lines that were meant as text, but are link definitions without a use, and addresses
    that another definition of the same label stands in the way of."""
    used = set(_labels(tokens))
    definitions = env["references"]
    lines = findings.text.split("\n")
    for label, definition in definitions.items():
        if label not in used and _WORD.fullmatch(definition["href"]):
            line = definition["map"][0]
            column = max(lines[line].find("["), 0)
            shown = shorten(lines[line][column:])
            message = f"“{shown}” defines an address for links, is not used, and is not shown"
            fix = f"write \\{shown} to show it"
            findings.warn("lost-text", message, fix, (line, column))
    for other in env.get("duplicate_refs", ()):
        definition, line = definitions[other["label"]], other["map"][0]
        if definition["href"] == other["href"]:
            continue
        column = max(lines[line].find("["), 0)
        label = lines[line][column:].partition("]:")[0]
        first = definition["map"][0] + findings.first_line
        message = f"“{shorten(label)}]” is defined on line {first} already; this line has no effect"
        fix = "give one of the two another name, or delete it"
        findings.warn("lost-text", message, fix, (line, column))


def _labels(tokens: Sequence[Token]) -> Iterator[str]:
    """The labels of definitions that links and pictures use."""
    for token in tokens:
        if token.type in ("link_open", "image") and "label" in token.meta:
            yield token.meta["label"]
        if token.children:
            yield from _labels(token.children)


def _report_notes(env: dict[str, Any], findings: Findings) -> None:
    """Report notes that nothing refers to, and those that are defined again."""
    last = dict(env[_DEFINED])  # a later definition takes the place of an earlier one
    for label, line in env[_DEFINED]:
        if line != last[label]:
            again = last[label] + findings.first_line
            message = f"the note “[^{shorten(label)}]” is written again on line {again}: only that"
            message += " one is shown"
            fix = "give one of the two another name, or delete it"
        elif env["footnotes"]["refs"][f":{label}"] < 0:
            message = f"nothing refers to the note “[^{shorten(label)}]”, so it is not shown"
            fix = f"write [^{shorten(label)}] where the note belongs, or delete it"
        else:
            continue
        start = findings.places.find(f"[^{label}]:", line, line + 1, after=(line, 0))
        findings.warn("lost-text", message, fix, start or (line, 0))


def _report_cells(tokens: Sequence[Token], findings: Findings) -> None:
    """Report cells beyond the last column of their table."""
    columns, lines = 0, None
    for token in tokens:
        if token.type == "table_open":
            columns, lines = 0, lines or findings.text.split("\n")
        elif token.type == "th_open":
            columns += 1
        elif token.type == "tr_open" and columns and lines and token.map:
            line = token.map[0]
            start, stop = next(_cells_beyond(lines[line], columns), (0, 0))
            if stop:
                cell = shorten(lines[line][start:stop])
                message = f"“{cell}” is not shown: the table has only {columns} "
                message += "column" if columns == 1 else "columns"
                fix = "add a column to its first two lines, or write \\| for a bar within a cell"
                findings.warn("lost-text", message, fix, (line, start))


def _cells_beyond(row: str, columns: int) -> Iterator[tuple[int, int]]:
    """Where the cells with words begin and end that a row of a table has beyond its `columns`."""
    above = _ABOVE_CELLS.match(row)
    row, begin = row.rstrip(), above.end() if above else 0
    cells = []
    for bar in _BAR.finditer(row, begin):
        cells.append((begin, bar.start()))
        begin = bar.end()
    cells.append((begin, len(row)))
    if cells[0][0] == cells[0][1]:
        del cells[0]
    for start, stop in cells[columns:]:
        words = row[start:stop]
        if words.strip():
            yield start + len(words) - len(words.lstrip()), stop - len(words) + len(words.rstrip())
