"""Render: planned pages → staged files.

Workers are sent the names of pages and no data: they compute the contexts themselves.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dateline.catalogue.queries import Catalogue
from dateline.editions.base import BuiltEdition
from dateline.problems import Problem
from dateline.staging import Job, Outcome, Staging
from dateline.theme import STYLESHEET, Theme
from dateline.views import BY_NAME
from dateline.views.archive import Archive
from dateline.views.base import Copied, View
from dateline.views.directions import isolated
from dateline.views.site_context import site_context

if TYPE_CHECKING:
    from jinja2 import BytecodeCache

    from dateline.templating import ThemeEnvironment

_NOT_XML = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\ufffe\uffff]")
"""Characters that XML 1.0 does not allow, even as references."""


@dataclass(slots=True)
class Batch:
    """The result of a worker: the outcome of each page, in order, the templates that each view
    used, and the problem that ended the work, if any."""

    outcomes: list[Outcome] = field(default_factory=list)
    templates: dict[str, set[str]] = field(default_factory=dict)
    problem: Problem | None = None


class Renderer:
    """Renders the pages of an `edition` from the catalogue into `staging`.

    Compiled templates are stored in the folder `compiled`. Not shared between processes.
    """

    def __init__(
        self,
        edition: BuiltEdition,
        catalogue: Catalogue,
        theme: Theme,
        staging: Staging,
        compiled: Path,
    ) -> None:
        self.edition, self.archive = edition, Archive(catalogue, theme)
        self.staging, self.compiled = staging, compiled
        self._environments: dict[str, ThemeEnvironment] = {}

    def render(self, jobs: Sequence[Job], archive: Archive | None = None) -> Batch:
        """Render the page of each job, and stage those that differ from the existing file.

        The pages that are rendered last are passed an `archive` that knows of others.
        """
        batch = Batch()
        archive = archive or self.archive
        for job in jobs:
            view = BY_NAME[job.page.view]
            if isinstance(view, View):
                rendered = self._page(view, job, batch, archive)
            else:
                assert isinstance(view, Copied)
                rendered = self._copy(view, job, archive)
            if rendered is None:
                break
            batch.outcomes.append(rendered)
        for name, lang in {(job.page.view, job.page.lang) for job in jobs}:
            if isinstance(used := BY_NAME[name], View):
                templates = self._environment(lang).closure(used.template)
                batch.templates.setdefault(name, set()).update(templates)
        return batch

    def _page(self, view: View, job: Job, batch: Batch, archive: Archive) -> Outcome | None:
        context = view.context(job.page, archive)
        environment = self._environment(job.page.lang)
        try:
            text = environment.get_template(view.template).render(page=context)
        except Exception as error:  # a template is a program written by the theme's author
            from dateline.templating.faults import template_problem

            batch.problem = template_problem(error, view.template, environment)
            return None
        if view.template.endswith(".xml"):
            text = _NOT_XML.sub("\ufffd", text)
        text = self.edition.finished(text, job.page.url)
        return self.staging.keep(job, text.encode(errors="replace"))

    def _copy(self, view: Copied, job: Job, archive: Archive) -> Outcome:
        if view.digest(job.page, archive) == job.hash:
            return Outcome(job.hash, staged=False)
        if original := view.original(job.page, archive):
            return self.staging.copy(job, archive.site.content, original)
        return self.staging.keep(job, view.content(job.page, archive))

    def compile(self) -> None:
        """Compile every template, so that processes forked from this one need not."""
        for lang in self.archive.catalogue.languages():
            self._environment(lang).compile_all()

    def _environment(self, lang: str) -> ThemeEnvironment:
        if lang not in self._environments:
            from dateline.templating.compiled import CompiledTemplates

            words = self.archive.theme.templates_digest(())
            compiled = CompiledTemplates(self.compiled, lang, words)
            self._environments[lang] = theme_environment(self.archive, lang, compiled)
        return self._environments[lang]


def theme_environment(
    archive: Archive, lang: str, compiled: BytecodeCache | None
) -> ThemeEnvironment:
    """The theme's templates with what they may use in a language."""
    # Imported here, since a process that only indexes has no use for Jinja.
    from dateline.templating import ThemeEnvironment
    from dateline.templating.refusal import UnknownAssetError

    show, urls, theme = archive.present(lang), archive.urls, archive.theme

    def asset(path: str) -> str:
        if path not in theme.parts:
            raise UnknownAssetError(path)
        return urls.href(urls.asset(path))

    names: dict[str, Any] = {
        "site": site_context(lang, archive, STYLESHEET),
        "asset": asset,
    }
    filters: dict[str, Callable[..., Any]] = {
        "number": show.number,
        "isolated": partial(isolated, direction=show.direction),
    }
    return ThemeEnvironment(theme, show.words, compiled, names, filters)
