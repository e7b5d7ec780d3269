"""`dateline schema`."""

from __future__ import annotations

import os

import click

from dateline.cli.running import archive_root, problems_shown
from dateline.cli.terminal import say, say_json
from dateline.schemas.names import FILES


@click.command("schema")
@click.argument("name", type=click.Choice(list(FILES)), required=False)
@click.pass_context
def command(ctx: click.Context, name: str | None) -> None:
    """Describe front matter and site.toml for editors, which can then complete and check them.

    With a NAME, one is printed: the JSON Schema of front matter or of site.toml, or the snippets
    of front matter for VS Code. Without, all three are written into .vscode/.
    """
    root = archive_root(ctx)
    with problems_shown(root):
        from dateline.cli.progress import reporting
        from dateline.config import load_site
        from dateline.schemas.files import description, write_descriptions

        site = load_site(root)
        with reporting() as report:
            if name:
                say_json(description(name, site, report))
                return
            for file in write_descriptions(site, report):
                say(os.path.relpath(file))
