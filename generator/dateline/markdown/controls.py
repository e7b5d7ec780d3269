"""Control characters from entities such as `&#12;`: pages must not contain them."""

from __future__ import annotations

import re

from dateline.controls import CONTROL, without_controls
from dateline.markdown.findings import Findings

_NUMBER = re.compile(r"&#(?:(?P<decimal>[0-9]{1,8})|[xX](?P<hexadecimal>[0-9A-Fa-f]{1,8}));?")


def settle_controls(html: str, findings: Findings) -> str:
    """`html` with U+FFFD for each control character; with a warning for the first entity
    of the text that stands for one."""
    if "&#" not in findings.text or not (CONTROL.search(html) or "\ufffd" in html):
        return html
    for found in _NUMBER.finditer(findings.text):
        code = int(found["decimal"] or found["hexadecimal"], 10 if found["decimal"] else 16)
        if code < 0x110000 and CONTROL.match(chr(code)):
            line = findings.text.count("\n", 0, found.start())
            column = found.start() - findings.text.rfind("\n", 0, found.start()) - 1
            message = f"“{found[0]}” is an invisible control character, which a page cannot contain"
            findings.warn("control-character", message, "delete it", (line, column))
            break
    return without_controls(html)
