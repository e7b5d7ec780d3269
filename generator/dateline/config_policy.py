"""The table `[policy]` of site.toml: what pages may load from other sites.

Its keys are directives of a Content-Security-Policy (W3C, CSP Level 3), its values what they allow
besides the site itself.
"""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

from dateline.faults import one_or_more, refusal
from dateline.problems import nearest

DIRECTIVES = (
    "script-src",
    "style-src",
    "img-src",
    "font-src",
    "media-src",
    "connect-src",
    "frame-src",
    "form-action",
)
_SOURCE = re.compile(
    r"(?:https:|data:|blob:|(?:https|wss)://(?:\*\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*(?::\d{1,5})?"
    r"(?:/[A-Za-z0-9._~/-]*)?)"
)


def _directive(name: str) -> str:
    if name not in DIRECTIVES:
        near = nearest(name, DIRECTIVES)
        fix = f"Did you mean “{near}”?" if near else f"Write one of {', '.join(DIRECTIVES)}"
        raise refusal(f"“{name}” is not a part of the policy that can be widened", fix)
    return name


def _source(written: str) -> str:
    if not _SOURCE.fullmatch(written):
        raise refusal(
            f"“{written}” does not say what pages may load",
            'Write the address of a site, ["https://pictures.example"], or "https:" for all',
        )
    return written


def _each_once(sources: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(sources))


_ONE_OR_MORE = {"type": ["string", "array"], "items": {"type": "string"}}
Policy = Annotated[
    dict[
        Annotated[str, AfterValidator(_directive)],
        Annotated[
            tuple[Annotated[str, AfterValidator(_source)], ...],
            BeforeValidator(one_or_more),
            AfterValidator(_each_once),
        ],
    ],
    Field(description="What pages may load from other sites."),
    WithJsonSchema(
        {
            "type": "object",
            "properties": dict.fromkeys(DIRECTIVES, _ONE_OR_MORE),
            "additionalProperties": False,
        }
    ),
]
