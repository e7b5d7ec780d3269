"""Render: planned pages → staged files, in as many processes as there are to use.

Page names go out to the workers, not page data: each opens the catalogue for reading and computes
contexts itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jinja2 import TemplateError, TemplateSyntaxError

from dateline.build.files import write_file
from dateline.catalogue.page import Page
from dateline.catalogue.queries import Catalogue
from dateline.catalogue.store import connect_read_only
from dateline.config import Site
from dateline.digests import digest_of
from dateline.problems import Problem
from dateline.processes import end_with_parent
from dateline.templating import ObservingEnvironment, make_environment
from dateline.theme import STYLESHEET, Theme
from dateline.views import BY_NAME
from dateline.views.archive import Archive
from dateline.views.base import Copied, View
from dateline.views.site_context import site_context

_NOT_XML = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\ufffe\uffff]")
"""Characters that XML 1.0 does not have, however they are written."""

_BATCH = 100
_WORTH_PROCESSES = 300


@dataclass(frozen=True, slots=True)
class Job:
    """One page to render, into `staged` if its bytes are not those that stand.

    `hash` is that of the file that stands, empty where it must be written in any case.
    """

    page: Page
    hash: str
    staged: Path


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page as rendered: `staged` is there if the file must be replaced."""

    page: Page
    hash: str
    staged: Path | None


@dataclass(slots=True)
class Batch:
    """What a worker gives back: its pages, the templates each view used, and what went wrong."""

    pages: list[Rendered] = field(default_factory=list)
    templates: dict[str, set[str]] = field(default_factory=dict)
    problem: Problem | None = None


class Renderer:
    """Renders pages over one catalogue. Not shared between processes."""

    def __init__(self, catalogue: Catalogue, theme: Theme) -> None:
        self.archive = Archive(catalogue, theme)
        self._environments: dict[str, ObservingEnvironment] = {}

    def render(self, jobs: Sequence[Job]) -> Batch:
        """Render each job whose page may differ from the file that stands."""
        batch = Batch()
        for job in jobs:
            view = BY_NAME[job.page.view]
            if isinstance(view, View):
                rendered = self._page(view, job, batch)
            else:
                assert isinstance(view, Copied)
                rendered = self._copy(view, job)
            if rendered is None:
                break
            batch.pages.append(rendered)
        return batch

    def _page(self, view: View, job: Job, batch: Batch) -> Rendered | None:
        context = view.context(job.page, self.archive)
        environment = self._environment(job.page.lang)
        try:
            text = environment.get_template(view.template).render(page=context)
        except Exception as error:  # a template is a program of the theme's author
            batch.problem = _template_problem(error, view.template)
            return None
        batch.templates.setdefault(view.name, set()).update(environment.closure(view.template))
        if view.template.endswith(".xml"):
            text = _NOT_XML.sub("\ufffd", text)
        return _stage(job, text.encode(errors="replace"))

    def _copy(self, view: Copied, job: Job) -> Rendered:
        if view.digest(job.page, self.archive) == job.hash:
            return Rendered(job.page, job.hash, None)
        sources = view.sources(job.page, self.archive)
        return _stage(job, b"\n".join(source.read_bytes() for source in sources))

    def compile(self, jobs: Sequence[Job]) -> None:
        """Compile the templates of `jobs`, so that processes forked from this one have them."""
        for view, lang in {(job.page.view, job.page.lang) for job in jobs}:
            if isinstance(found := BY_NAME[view], View):
                with suppress(TemplateError):
                    self._environment(lang).compile_closure(found.template)

    def _environment(self, lang: str) -> ObservingEnvironment:
        if lang not in self._environments:
            theme, show, urls = self.archive.theme, self.archive.present(lang), self.archive.urls
            names: dict[str, Any] = {
                "site": site_context(lang, self.archive, STYLESHEET),
                "asset": lambda path: urls.href(urls.asset(path)),
            }
            self._environments[lang] = make_environment(
                lang,
                theme.folders,
                show.words,
                theme.templates_digest(()),
                names,
                {"number": show.number},
            )
        return self._environments[lang]


def _stage(job: Job, data: bytes) -> Rendered:
    found = digest_of(data)
    if found == job.hash:
        return Rendered(job.page, found, None)
    write_file(job.staged, data)
    return Rendered(job.page, found, job.staged)


def render_all(
    jobs: Sequence[Job],
    catalogue: Catalogue,
    file: Path,
    theme: Theme,
    processes: int,
    progress: Callable[[int], None],
) -> Iterator[Batch]:
    """Render all `jobs`, in order; `file` is the catalogue's, for workers to open."""
    batches = [jobs[start : start + _BATCH] for start in range(0, len(jobs), _BATCH)]
    done = 0
    renderer = Renderer(catalogue, theme)
    if processes == 1 or len(jobs) < _WORTH_PROCESSES:
        for batch in batches:
            yield renderer.render(batch)
            done += len(batch)
            progress(done)
        return
    renderer.compile(jobs)
    with ProcessPoolExecutor(
        processes, initializer=_prepare, initargs=(catalogue.site, file)
    ) as pool:
        for batch, result in zip(batches, pool.map(_render_batch, batches), strict=True):
            yield result
            done += len(batch)
            progress(done)


_prepared: Renderer | None = None


def _prepare(site: Site, file: Path) -> None:
    global _prepared
    end_with_parent()
    _prepared = Renderer(Catalogue(connect_read_only(file), site), Theme(site))


def _render_batch(batch: Sequence[Job]) -> Batch:
    assert _prepared is not None
    return _prepared.render(batch)


def _template_problem(error: Exception, template: str) -> Problem:
    name = getattr(error, "name", None) or template
    line = getattr(error, "lineno", None)
    if not isinstance(error, TemplateSyntaxError):
        name, line = _place_of(error) or (template, 1)
    reason = getattr(error, "message", None) or f"{type(error).__name__}: {error}"
    fix = "docs/themes.md lists what each template may use"
    return Problem(
        f"templates/{name}", line or 1, 1, f"The template cannot be filled in: {reason}", fix
    )


def _place_of(error: Exception) -> tuple[str, int] | None:
    """The innermost template and line that the error came through, by its traceback."""
    trace, place = error.__traceback__, None
    while trace:
        file = Path(trace.tb_frame.f_code.co_filename)
        if file.parent.name == "templates":
            place = file.name, trace.tb_lineno
        trace = trace.tb_next
    return place
