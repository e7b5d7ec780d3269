"""The interface between a build and the edition that it makes.

Adding an edition takes one file in this folder and one row in `EDITIONS`; see docs/recipes.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, ClassVar

from dateline.catalogue.page import Page
from dateline.content.slugs import slugify
from dateline.edition import Edition
from dateline.own_folders import PUBLIC_FOLDER
from dateline.problems import Problem, UsageProblem
from dateline.search.form import PLAIN, Form

if TYPE_CHECKING:
    from dateline.views.base import Output

_FOR_THE_WEB = frozenset(
    {"offline.js", "icon-192.png", "icon-512.png", "icon-apple.png", "icon-maskable.png"}
)
"""The theme's files that are needed only for saving or installing the site."""


class BuiltEdition(Edition):
    """An edition of an archive: what it contains, how it is stored, and where it may be built.

    Views, and with them Jinja and Babel, are imported only when needed, since most builds find
    nothing to do.
    """

    name: ClassVar[str]
    """The name of the edition, and of its option on the command line."""
    search_form: ClassVar[Form] = PLAIN
    """The form in which its search data is stored."""

    @property
    def variant(self) -> str:
        """What distinguishes its catalogue from those of other editions in the same folder."""
        return self.name

    def refuse_folder(self, folder: Path, root: Path) -> None:
        """Raise `UsageProblem` if the site at `root` may not be built into `folder`."""
        if folder == root / PUBLIC_FOLDER:
            raise UsageProblem(
                f"{folder} is the site for a web server, and the {self.name} edition would"
                f" replace it. Name another folder: dateline build --{self.name} --output DIR"
            )

    def has_view(self, view: Output) -> bool:
        """Whether the edition has the pages of a view."""
        return self.online or not view.for_the_web

    @cached_property
    def views(self) -> Sequence[Output]:
        """The views whose pages the edition has, in the order of `VIEWS`."""
        from dateline.views import VIEWS

        return tuple(view for view in VIEWS if self.has_view(view))

    def lacks(self, url: str) -> bool:
        return url.endswith(self._files_left_out)

    @cached_property
    def _files_left_out(self) -> tuple[str, ...]:
        """How the addresses end that belong to views which the edition lacks."""
        from dateline.views import VIEWS

        left_out = (view for view in VIEWS if not self.has_view(view))
        return tuple({f"/{view.file_name}": None for view in left_out if view.file_name})

    def has_asset(self, path: str) -> bool:
        from dateline.editions import EDITIONS

        scripts = {edition.search_script for edition in EDITIONS.values()} - {self.search_script}
        return path not in scripts and (self.online or path not in _FOR_THE_WEB)

    def misnamed(self, written: Iterable[Page], others: Iterable[str]) -> Iterable[Problem]:
        """The problems of file names among the pages `written`, given the addresses `others` of the
        pages that stay. Checked before anything is written."""
        return ()

    def finished(self, page: str, url: str) -> str:
        """The final text of the page at `url`, made from the text that its template rendered."""
        return page

    def new_file(self, path: Path) -> AbstractContextManager[BinaryIO]:
        """The single file in which the edition is distributed, open for writing. It replaces `path`
        if no exception is raised."""
        from dateline.editions.zip_file import new_zip

        return new_zip(path)

    def write_file(
        self,
        file: BinaryIO,
        folder: Path,
        paths: Iterable[str],
        title: str,
        progress: Callable[[int], None],
    ) -> None:
        """Pack the files at `paths` in `folder` into `file`. `title` is the title of the paper;
        `progress` is called with the number of files packed."""
        from dateline.editions.zip_file import write_zip

        write_zip(file, folder, paths, self.named(slugify(title)), progress)
