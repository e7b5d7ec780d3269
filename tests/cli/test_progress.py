"""What the terminal shows while a build works."""

from __future__ import annotations

import time

import pytest
from rich.progress import Progress

from dateline.cli.progress import LogReporter, TerminalReporter


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


def test_the_step_that_is_waited_for_is_named() -> None:
    progress = Progress(disable=True)
    reporter = TerminalReporter(progress)
    reporter.stage("Indexing for search", 2)
    reporter.doing("en/1998")
    assert progress.tasks[0].description == "Indexing for search: en/1998"
    reporter.stage("Putting files in place")
    assert progress.tasks[0].description == "Putting files in place"


def test_a_log_names_only_a_step_that_takes_long(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("dateline.cli.progress._LOG_EVERY_SECONDS", 0.2)
    reporter = LogReporter()
    reporter.stage("Indexing for search", 2)
    reporter.doing("en/1997")
    reporter.progress(1)
    reporter.doing("en/1998")
    time.sleep(0.6)
    reporter.cease()
    assert capsys.readouterr().err == "Indexing for search: en/1998 …\n"
