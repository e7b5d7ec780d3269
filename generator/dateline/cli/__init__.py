"""The `dateline` command. Each command is a file here, imported only when it runs."""

from __future__ import annotations

import atexit
import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

import click

from dateline import INTERRUPTED
from dateline.cli.arguments import FilePath
from dateline.cli.terminal import say
from dateline.controls import visible


class CommandRow(NamedTuple):
    """A command as `--help` lists it, and the module of this package that holds it.

    A command may be named for what no module can be called, such as a keyword.
    """

    module: str
    summary: str


COMMANDS = {
    "build": CommandRow("build", "Build the site."),
    "check": CommandRow("check", "Read everything, report every problem, write nothing."),
    "cms": CommandRow("cms", "Write the page for editing articles in a browser."),
    "comments": CommandRow(
        "comments", "Import readers' comments and list those awaiting approval."
    ),
    "export": CommandRow("export", "Pack the archive into one file, to be read without a server."),
    "init": CommandRow("init", "Start a new archive."),
    "move": CommandRow("move", "Move an article, and keep its old address."),
    "new": CommandRow("new", "Start a new article."),
    "schema": CommandRow("schema", "Help editors complete front matter and site.toml."),
    "serve": CommandRow("serve", "Build, preview in the browser, rebuild on change."),
}
"""All commands by their names, in the order of `--help`."""
_GARBAGE_AFTER = 150_000
"""Objects, rather than Python's 700."""


@contextmanager
def _told() -> Iterator[None]:
    """Click's own errors repeat what was typed, and what it is near to. Its exit code after Ctrl-C
    would be that of problems."""
    try:
        yield
    except click.ClickException as error:
        vars(error).update(message=visible(error.message))
        raise
    except KeyboardInterrupt:
        say(err=True)  # below the ^C
        say("Aborted!", err=True)
        raise SystemExit(INTERRUPTED) from None


class _LazyGroup(click.Group):
    """Knows its commands by name, so that `--help` imports none of them."""

    def main(self, *args: Any, **extra: Any) -> Any:
        if "_DATELINE_COMPLETE" in os.environ:
            import_module("dateline.cli.completion")
        return super().main(*args, **extra)

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        with _told():
            return super().make_context(*args, **extra)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        # Some versions of Click raise the help as an error, whose line breaks would be escaped.
        if not args and not ctx.resilient_parsing:
            for line in ctx.get_help().splitlines():
                say(line, err=True)
            ctx.exit(2)
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        with _told():
            return super().invoke(ctx)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f"dateline.cli.{COMMANDS[cmd_name].module}").command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.summary) for name, entry in COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name not in COMMANDS and not name.startswith("-"):
            from dateline.problems import nearest

            near = nearest(name, COMMANDS)
            hint = f" Did you mean “{near}”?" if near else f" There are: {', '.join(COMMANDS)}."
            raise click.UsageError(f"There is no command “{name}”.{hint}", ctx)
        return super().resolve_command(ctx, args)


def _version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        say(f"dateline {version('dateline')}")
        ctx.exit()


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--root",
    type=FilePath(path_type=Path, exists=True, file_okay=False),
    help="The archive's folder. [the nearest one, from here upwards, with a site.toml]",
)
@click.option(
    "--version",
    is_flag=True,
    callback=_version,
    expose_value=False,
    is_eager=True,
    help="Show the version.",
)
@click.pass_context
def main(ctx: click.Context, root: Path | None) -> None:
    """Dateline turns a folder of Markdown articles into a news archive.

    \b
    dateline init my-archive      start an archive
    dateline new "Headline"       add an article
    dateline serve                preview it
    dateline build                build the site into public/
    """
    # Little of what a command allocates is garbage before it ends, and looking for it takes time.
    gc.set_threshold(_GARBAGE_AFTER)
    # At its end, Python would look at all that there is, three times.
    atexit.register(gc.freeze)
    # Pydantic would look for plugins in all that is installed; none is to change what is valid.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    ctx.obj = root
