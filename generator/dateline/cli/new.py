"""`dateline new`."""

from __future__ import annotations

import os
from datetime import datetime

import click

from dateline.cli.arguments import Words
from dateline.cli.running import archive_root, problems_shown
from dateline.cli.terminal import say


@click.command("new")
@click.argument("headline", type=Words())
@click.option("--location", type=Words(), default="", metavar="PLACE", help="Where it happened.")
@click.option(
    "--lang",
    type=Words(),
    default="",
    metavar="CODE",
    help="The language, if it is not the site's: fr",
)
@click.option(
    "--date",
    type=Words(),
    metavar="DATE",
    help="2024-11-23, 2024-11-23T07:30, 1987-03 or 1987. [now]",
)
@click.pass_context
def command(ctx: click.Context, headline: str, location: str, lang: str, date: str | None) -> None:
    """Start an article with this HEADLINE, and print the path of its file.

    It is a draft until you delete the line `draft: true`. The file has every front matter key, the
    optional ones commented out. The command never overwrites a file.
    """
    root = archive_root(ctx)
    with problems_shown(root):
        from dateline.config import load_site
        from dateline.content.dates import DateProblem
        from dateline.problems import UsageProblem
        from dateline.scaffold.article import create_article

        site = load_site(root)
        day = date or datetime.now(site.zone).isoformat(timespec="minutes")
        try:
            path = create_article(site, headline, date=day, location=location, lang=lang)
        except DateProblem as problem:
            raise UsageProblem(f"{problem}. {problem.fix}.") from None
    say(os.path.relpath(path))
