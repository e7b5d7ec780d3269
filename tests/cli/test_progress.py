"""What the terminal shows while a build works."""

from __future__ import annotations

from rich.progress import Progress

from dateline.cli.show import TerminalReporter


def test_each_stage_has_a_bar_of_its_own() -> None:
    progress = Progress(disable=True)
    reporter = TerminalReporter(progress)
    reporter.stage("Reading", 1_500)
    reporter.progress(700)
    (task,) = progress.tasks
    assert (task.description, task.completed, task.total) == ("Reading", 700, 1_500)
    assert task.fields["rate"].endswith("/s")
    reporter.stage("Planning")
    (task,) = progress.tasks
    assert (task.description, task.completed, task.total) == ("Planning", 0, None)
    assert task.fields["rate"] == ""
    reporter.progress(3, 9)
    assert (task.completed, task.total) == (3, 9)
