"""`dateline serve`."""

from __future__ import annotations

import click

from dateline.cli.running import archive_root, problems_shown
from dateline.cli.terminal import say


@click.command("serve")
@click.option(
    "--port", type=click.IntRange(1, 65535), help="The port. [the first free one from 8000]"
)
@click.option("--drafts", is_flag=True, help="Show drafts, and articles dated in the future.")
@click.pass_context
def command(ctx: click.Context, port: int | None, drafts: bool) -> None:
    """Build the site, show it on this machine, and build again when a file changes.

    Stop it with Ctrl-C.
    """
    root = archive_root(ctx)
    with problems_shown(root):
        import asyncio

        from dateline.build.report import Summary
        from dateline.cli.show import show_problems
        from dateline.cli.summary import show_summary
        from dateline.serve.preview import Preview, free_port

        def built(summary: Summary) -> None:
            show_summary(summary, explain=False, root=root)

        preview = Preview(
            root,
            drafts=drafts,
            port=free_port(port),
            built=built,
            failed=lambda problems: show_problems(problems, root=root),
        )
        preview.build()
        say(f"Look at it on {preview.url} – Ctrl-C stops it.")
        try:
            asyncio.run(preview.run())
        except KeyboardInterrupt:
            say("Stopped.")
