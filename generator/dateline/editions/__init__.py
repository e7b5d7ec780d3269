"""The table of editions: the forms in which an archive can be built for readers.

To add one, write its file in this folder and add its row here; see docs/recipes.md.
"""

from __future__ import annotations

from dateline.editions.base import BuiltEdition
from dateline.editions.portable import PortableEdition
from dateline.editions.web import WebEdition

WEB = "web"
"""The name of the default edition."""

EDITIONS: dict[str, BuiltEdition] = {
    edition.name: edition
    for edition in (
        WebEdition(),
        PortableEdition(),
    )
}

EXPORTED = tuple(name for name in EDITIONS if name != WEB)
"""Those that are passed on as one file."""
