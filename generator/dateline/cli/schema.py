"""`dateline schema`."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import click

from dateline.cli.running import archive_root, problems_shown
from dateline.cli.terminal import say, say_json

if TYPE_CHECKING:
    from dateline.config import Site

_FILES = {
    "front-matter": "front-matter.schema.json",
    "site": "site.schema.json",
    "snippets": "dateline.code-snippets",
}
_FOLDER = ".vscode"


@click.command("schema")
@click.argument("name", type=click.Choice(list(_FILES)), required=False)
@click.pass_context
def command(ctx: click.Context, name: str | None) -> None:
    """Describe front matter and site.toml for editors, which can then complete and check them.

    With a NAME, one is printed: the JSON Schema of front matter or of site.toml, or the snippets
    of front matter for VS Code. Without, all three are written into .vscode/.
    """
    root = archive_root(ctx)
    with problems_shown(root):
        from dateline.config import load_site

        site = load_site(root)
        if name:
            say_json(_made(name, site))
            return
        folder = root / _FOLDER
        folder.mkdir(exist_ok=True)
        for one, file in _FILES.items():
            text = json.dumps(_made(one, site), ensure_ascii=False, indent=1)
            (folder / file).write_text(f"{text}\n", "utf-8", newline="\n")
            say(os.path.relpath(folder / file))


def _made(name: str, site: Site) -> dict[str, Any]:
    from dateline.build.known import terms_of
    from dateline.cli.show import reporting
    from dateline.schemas.front_matter import front_matter_schema
    from dateline.schemas.site import site_schema
    from dateline.schemas.snippets import snippets

    if name == "site":
        return site_schema()
    with reporting() as report:
        schema = front_matter_schema(site, terms_of(site, report))
    return schema if name == "front-matter" else snippets(schema)
