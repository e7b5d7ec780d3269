"""`dateline move`."""

from __future__ import annotations

import os
from pathlib import Path

import click

from dateline.cli.arguments import Words
from dateline.cli.running import archive_root, problems_shown
from dateline.cli.terminal import say


@click.command("move")
@click.argument("old", type=Words())
@click.argument("new", type=Words())
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@click.pass_context
def command(ctx: click.Context, old: str, new: str, dry_run: bool) -> None:
    """Move the article in the file OLD, and keep its old address.

    NEW is the new name of the file (ending in .md), a slug, or the whole new address (beginning
    with a slash). The old address redirects to the new one. Links to the article in other articles,
    in registers and in site.toml are changed, and its translations and comments move with its file.
    In feeds, it keeps its identifier.

    Exit code 2 if it cannot be moved; then nothing has changed. Exit code 1 if it has been moved,
    and links are left that must be changed by hand.
    """
    root = archive_root(ctx).resolve()
    with problems_shown(root):
        from dateline.cli.show import count
        from dateline.editing.carry_out import carry_out
        from dateline.editing.move import plan_move
        from dateline.problems import UsageProblem

        here = Path.cwd().resolve()
        path = _in_content(root, old, here)
        if not _is_article_file(root, path):
            raise UsageProblem(f"content/{path} is not an article's file.")
        target = _in_content(root, new, here) if new.endswith(".md") else new
        move = plan_move(root, path, target)
        if not dry_run:
            carry_out(root, move)
        for before, after in move.renames:
            say(f"{before} → {after}")
        for moved in move.articles:
            if moved.url != moved.new_url:
                there = "leads to the notice" if moved.withdrawn else "redirects"
                leads = f"; the old address {there} there" if moved.kept else ""
                say(f"{moved.url} → {moved.new_url}{leads}")
        for link in move.links:
            say(f"{link.path}:{link.line}: {link.written} → {link.meant}")
        for link in move.by_hand:
            say(f"{link.path}:{link.line}: change {link.written} to {link.meant} yourself")
        files = {link.path for link in move.links}
        done = "Would change" if dry_run else "Changed"
        if files:
            say(f"{done} {count(len(move.links), 'link')} in {count(len(files), 'file')}.")
        if left := len(move.by_hand):
            say(f"{count(left, 'link')} must be changed by hand.")
            ctx.exit(1)


def _in_content(root: Path, written: str, here: Path) -> str:
    """The path below content/ that was `written` on the command line, from the folder `here`, from
    the archive's root or from content/. Raises `UsageProblem` for one outside."""
    from dateline.problems import UsageProblem

    content = root / "content"
    for base in (here, root, content):
        path = Path(os.path.normpath(base / written))
        if path.exists() and path.is_relative_to(content):
            return path.relative_to(content).as_posix()
    for base in (here, root, content):
        path = Path(os.path.normpath(base / written))
        if path.is_relative_to(content) and path != content:
            return path.relative_to(content).as_posix()
    raise UsageProblem(f"{written} is not in {content}.")


def _is_article_file(root: Path, path: str) -> bool:
    """Whether there is an article in the file content/`path`, which is no link to another."""
    from dateline.content.sources import is_article

    file = root / "content" / path
    return is_article(path) and file.is_file() and not file.is_symlink()
