"""`python -m benchmarks`: make a corpus, compare Dateline with Hugo and Pagefind on it."""

from __future__ import annotations

import shutil
import statistics
import subprocess
import tempfile
from pathlib import Path

import click

from benchmarks.changes import measure_changes
from benchmarks.corpus import make, usual_word, write_dateline
from benchmarks.floor import measure_floor
from benchmarks.hugo_site import write_hugo, write_hugo_calendar
from benchmarks.measure import Figures, measure
from benchmarks.programs import DATELINE, dateline, hugo_program

_SITES = {
    "Dateline": write_dateline,
    "Hugo": write_hugo,
    "Hugo with a calendar": write_hugo_calendar,
}


@click.group()
def main() -> None:
    """Measure Dateline."""


@main.command()
@click.argument("count", type=click.IntRange(min=1))
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--site",
    type=click.Choice(list(_SITES), case_sensitive=False),
    default="Dateline",
    show_default=True,
    help="Which site to make of them.",
)
def corpus(count: int, folder: Path, site: str) -> None:
    """Write COUNT made articles into the new folder FOLDER."""
    _SITES[site](make(count), folder)


@main.command()
@click.argument("count", type=click.IntRange(min=1))
@click.option("--runs", default=3, show_default=True, help="Runs of each, in turn.")
@click.option("--search/--no-search", default=True, help="With full-text search, or without.")
@click.option(
    "--hugo",
    "hugo_path",
    help="The Hugo program, if not the one installed with the extra “bench”.",
)
def compare(count: int, runs: int, search: bool, hugo_path: str | None) -> None:
    """Build COUNT articles with Dateline and with Hugo, in turn, and print a table."""
    import pagefind_bin

    theirs = [[hugo_path or hugo_program(), "--quiet"]]
    if search:
        theirs.append([str(pagefind_bin.get_executable()), "--site", "public", "--silent"])
    ours = [[DATELINE, "build", *([] if search else ["--no-search"])]]
    builds = {name: ours if name == "Dateline" else theirs for name in _SITES}
    found: dict[str, list[Figures]] = {name: [] for name in builds}
    failed: dict[str, int] = {}
    with tempfile.TemporaryDirectory() as scratch:
        # A site of its own for each run: ext4 is slow to make files where many were just deleted.
        for number in range(runs):
            for name, commands in builds.items():
                if name in failed:
                    continue
                folder = Path(scratch) / f"{name} {number}"
                _SITES[name](make(count), folder)
                try:
                    found[name].append(measure(commands, folder, folder / "public"))
                except subprocess.CalledProcessError as error:
                    failed[name] = error.returncode
    _show(count, runs, found, failed)


@main.command()
@click.argument("counts", type=click.IntRange(min=1), nargs=-1, required=True)
@click.option("--search/--no-search", default=True, help="With full-text search, or without.")
@click.option("--foretell", default=1_000_000, show_default=True, help="For how many articles.")
def scale(counts: tuple[int, ...], search: bool, foretell: int) -> None:
    """Build archives of COUNTS articles with Dateline, and foretell what a larger one costs.

    The cost of each further article is that between the smallest and the largest archive.
    """
    command = [DATELINE, "build"]
    command += [] if search else ["--no-search"]
    found: dict[int, Figures] = {}
    click.echo("| articles | wall, s | processor, s | memory, MB | files | ms for each article |")
    click.echo("| --- | --- | --- | --- | --- | --- |")
    for count in sorted(counts):
        with tempfile.TemporaryDirectory() as scratch:
            root = Path(scratch) / "archive"
            write_dateline(make(count), root)
            found[count] = run = measure([command], root, root / "public")
        click.echo(
            f"| {count:,} | {run.wall:.1f} | {run.processor:.1f} | {run.memory / 1e6:,.0f}"
            f" | {run.files:,} | {run.wall / count * 1_000:.2f} |"
        )
    if len(found) > 1:
        (small, first), (large, last) = min(found.items()), max(found.items())
        each = (last.wall - first.wall) / (large - small)
        minutes = (last.wall + each * (foretell - large)) / 60
        click.echo(
            f"\n{each * 1_000:.2f} ms for each further article;"
            f" {foretell:,} articles would take {minutes:,.0f} minutes"
        )


@main.command()
@click.argument("count", type=click.IntRange(min=1))
@click.option("--runs", default=3, show_default=True, help="How often to make each change.")
def changes(count: int, runs: int) -> None:
    """Build an archive of COUNT articles, change it bit by bit, and print what each build costs."""
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch) / "archive"
        write_dateline(make(count), root)
        click.echo(f"{count:,} articles, medians of {runs}\n")
        click.echo(
            "| what changed | wall, s | processor, s | files written | deleted | search volumes |"
        )
        click.echo("| --- | --- | --- | --- | --- | --- |")
        for name, cost in measure_changes(root, runs):
            click.echo(
                f"| {name} | {cost.wall:.1f} | {cost.processor:.1f} | {cost.written:,}"
                f" | {cost.deleted:,} | {cost.volumes} |"
            )


@main.command()
@click.argument("count", type=click.IntRange(min=1))
@click.option("--search/--no-search", default=True, help="With full-text search, or without.")
def floor(count: int, search: bool) -> None:
    """Build COUNT articles, then only make the same files again, and print what that costs."""
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch) / "archive"
        write_dateline(make(count), root)
        dateline(root, "build", *([] if search else ["--no-search"]))
        cost = measure_floor(root / "public", Path(scratch) / "again")
    click.echo(
        f"{cost.files:,} files in {cost.folders:,} folders: {cost.wall:.1f} s, of which"
        f" {cost.processor:.1f} of processor time, in one process"
    )


@main.command()
@click.argument("count", type=click.IntRange(min=1))
@click.argument("limits", type=click.IntRange(min=1), nargs=-1, required=True)
def volumes(count: int, limits: tuple[int, ...]) -> None:
    """Build COUNT articles with search volumes of each of LIMITS, and print what each costs."""
    from benchmarks.volumes import mark_the_oldest, measure_volume_size

    click.echo(
        "| most articles in a volume | volumes | one change, s"
        " | first ten: KB, requests | oldest word: volumes, KB, requests |"
    )
    click.echo("| --- | --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch) / "archive"
        write_dateline(make(count), root)
        mark_the_oldest(root)
        for limit in limits:
            cost = measure_volume_size(root, limit, usual_word())
            first, oldest = cost.first_ten, cost.oldest
            click.echo(
                f"| {limit:,} | {cost.volumes} | {cost.seconds:.1f}"
                f" | {first.size / 1_000:,.0f}, {first.requests}"
                f" | {oldest.volumes}, {oldest.size / 1_000:,.0f}, {oldest.requests} |"
            )


@main.command()
@click.argument("count", type=click.IntRange(min=1), default=10_000)
@click.option(
    "--archive",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="A folder with site.toml and content/, instead of made articles.",
)
@click.option("--asked", default=50, show_default=True, help="How many queries of each kind.")
@click.option("--runs", default=3, show_default=True, help="How often to search on a phone.")
def search(count: int, archive: Path | None, asked: int, runs: int) -> None:
    """Search COUNT articles beside Pagefind alone, and print how well both find, and what it costs.

    A phone has a fourth of this processor, 1.44 Mbit/s and a latency of 562 ms.
    """
    from benchmarks.search import NONSENSE, comparing

    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch) / "archive"
        if archive:
            shutil.copytree(archive / "content", root / "content")
            shutil.copy(archive / "site.toml", root)
        else:
            write_dateline(make(count), root)
        with comparing(root) as compared:
            click.echo(f"{len(compared.stories):,} articles\n")
            click.echo("| a query | Dateline | Pagefind alone |")
            click.echo("| --- | --- | --- |")
            for kind, (ours, alone) in compared.quality(asked).items():
                click.echo(f"| {kind} | {ours} | {alone} |")
            click.echo("\n| a search | costs | on a phone, s | Pagefind alone, s | ratio |")
            click.echo("| --- | --- | --- | --- | --- |")
            common, other = compared.word_in(0.5), compared.word_in(0.1)
            for words in (common, compared.word_in(0.025), f"{common} {other}", NONSENSE):
                quick, slow = compared.on_a_phone(words, runs)
                click.echo(
                    f"| {words} | {compared.cost(words)} | {quick:.1f} | {slow:.1f}"
                    f" | {quick / slow:.2f} |"
                )


@main.command()
@click.argument("counts", type=click.IntRange(min=1), nargs=-1, required=True)
@click.option("--runs", default=5, show_default=True, help="How often to open and search.")
def portable(counts: tuple[int, ...], runs: int) -> None:
    """Export portable editions of COUNTS articles, open them, search, and print what it takes."""
    from benchmarks.portable import measure_portable

    click.echo(
        "| articles | files | MB | MB on a stick | MB, zipped | front page, s | first answer, s"
        " | scripts read for it, KB |"
    )
    click.echo("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for count in counts:
        with tempfile.TemporaryDirectory() as scratch:
            root = Path(scratch) / "archive"
            write_dateline(make(count), root)
            cost = measure_portable(root, usual_word(), runs)
        click.echo(
            f"| {count:,} | {cost.files:,} | {cost.size / 1e6:,.0f} | {cost.room / 1e6:,.0f}"
            f" | {cost.packed / 1e6:,.0f} | {cost.opened:.2f} | {cost.answered:.2f}"
            f" | {cost.scripts}, {cost.read / 1_000:,.0f} |"
        )


@main.command()
@click.argument("count", type=click.IntRange(min=1))
@click.option("--saves", default=7, show_default=True, help="How often to save an article.")
@click.option(
    "--beside", help="The program “dateline” of another installation, to take turns with."
)
def preview(count: int, saves: int, beside: str | None) -> None:
    """Preview COUNT articles, save one again and again, and print how long its writer waits."""
    from benchmarks.preview import measure_previews

    # What a preview was about to write when it was stopped may still come.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        programs = {Path(scratch) / "this": DATELINE}
        if beside:
            programs[Path(scratch) / "beside"] = beside
        for root in programs:
            write_dateline(make(count), root)
        waits = list(measure_previews(programs, saves).values())
    click.echo(f"{count:,} articles, medians of {saves}\n")
    click.echo("| from saving until | this, s |" + (" beside, s | ratio |" if beside else ""))
    click.echo("| --- | --- |" + (" --- | --- |" if beside else ""))
    for name, times in (
        ("the page is served", [found.served for found in waits]),
        ("the browser shows it", [found.shown for found in waits]),
    ):
        medians = [f"{statistics.median(one):.2f}" for one in times]
        if beside:
            ratio = statistics.median(one / other for one, other in zip(*times, strict=True))
            medians.append(f"{ratio:.2f}")
        click.echo(f"| {name} | {' | '.join(medians)} |")


def _show(count: int, times: int, found: dict[str, list[Figures]], failed: dict[str, int]) -> None:
    """Print a table; `failed` has the exit codes of the programs that failed."""
    click.echo(f"{count:,} articles, medians of {times} runs in turn\n")
    click.echo("| | wall, s | processor, s | memory, MB | files | MB written |")
    click.echo("| --- | --- | --- | --- | --- | --- |")
    for name, runs in found.items():
        if name in failed:
            click.echo(f"| {name} | failed, exit code {failed[name]} | | | | |")
            continue
        wall = statistics.median(run.wall for run in runs)
        processor = statistics.median(run.processor for run in runs)
        memory = statistics.median(run.memory for run in runs) / 1e6
        click.echo(
            f"| {name} | {wall:.1f} | {processor:.1f} | {memory:,.0f}"
            f" | {runs[0].files:,} | {runs[0].written / 1e6:,.0f} |"
        )
    click.echo()
    ours, *others = found
    for name in others:
        if ours in failed or name in failed:
            continue
        pairs = zip(found[ours], found[name], strict=True)
        ratio = statistics.median(one.wall / other.wall for one, other in pairs)
        click.echo(f"Wall time, {ours} to {name}, run by run: {ratio:.2f}")


main()
