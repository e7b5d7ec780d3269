"""What a build asks of the edition that it makes.

Adding an edition is one file in this folder and one row in `EDITIONS`; see docs/recipes.md.
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
from dateline.problems import Problem, UsageProblem
from dateline.search.form import PLAIN, Form

if TYPE_CHECKING:
    from dateline.views.base import Output

PUBLIC = "public"
"""The folder of a site that the site for a web server is built into."""
_FOR_THE_WEB = frozenset(
    {"offline.js", "icon-192.png", "icon-512.png", "icon-apple.png", "icon-maskable.png"}
)
"""The theme's files of which only what is saved or installed has any use."""


class BuiltEdition(Edition):
    """One way of making an archive: what is in it, how it lies on a disk, where it may be built.

    Views, and with them Jinja and Babel, are imported only once they are asked for: most builds
    find nothing to do.
    """

    name: ClassVar[str]
    """Its name, and that of its option on the command line."""
    search_form: ClassVar[Form] = PLAIN
    """How its search data lie on a disk."""

    @property
    def variant(self) -> str:
        """What tells its catalogue from those of other editions in the same folder."""
        return self.name

    def refuse_folder(self, folder: Path, root: Path) -> None:
        """Raise `UsageProblem` where it may not be built into `folder`, for the site at `root`."""
        if folder == root / PUBLIC:
            raise UsageProblem(
                f"{folder} is the site for a web server, and the {self.name} edition would"
                f" replace it. Name another folder: dateline build --{self.name} --output DIR"
            )

    def has_view(self, view: Output) -> bool:
        """Whether it has pages of a view."""
        return self.online or not view.for_the_web

    @cached_property
    def views(self) -> Sequence[Output]:
        """The views of which it has pages, in the order of their table."""
        from dateline.views import VIEWS

        return tuple(view for view in VIEWS if self.has_view(view))

    def lacks(self, url: str) -> bool:
        return url.endswith(self._files_left_out)

    @cached_property
    def _files_left_out(self) -> tuple[str, ...]:
        """The ends of addresses that only the views which it lacks have."""
        from dateline.views import VIEWS

        left_out = (view for view in VIEWS if not self.has_view(view))
        return tuple({f"/{view.file_name}": None for view in left_out if view.file_name})

    def has_asset(self, path: str) -> bool:
        from dateline.editions import EDITIONS

        scripts = {edition.search_script for edition in EDITIONS.values()} - {self.search_script}
        return path not in scripts and (self.online or path not in _FOR_THE_WEB)

    def misnamed(self, written: Iterable[Page], others: Iterable[str]) -> Iterable[Problem]:
        """What is wrong with the names of the pages `written`, beside those at the addresses
        `others`, which stay as they are: told before anything is written."""
        return ()

    def finished(self, page: str, url: str) -> str:
        """The text of the page at `url` as it goes to the disk, once its template has made it."""
        return page

    def new_file(self, path: Path) -> AbstractContextManager[BinaryIO]:
        """The one file that it is handed on in, to be written; it takes the place of `path` when
        all went well."""
        from dateline.editions.zip_file import new_zip

        return new_zip(path)

    def pack(
        self,
        file: BinaryIO,
        folder: Path,
        paths: Iterable[str],
        title: str,
        progress: Callable[[int], None],
    ) -> None:
        """Pack what was built, the files at `paths` in `folder`, for the paper `title`; `progress`
        is told how many are packed."""
        from dateline.editions.zip_file import write_zip

        write_zip(file, folder, paths, self.named(slugify(title)), progress)
