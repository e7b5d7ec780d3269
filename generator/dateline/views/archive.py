"""The archive as views see it: the catalogue, and how each language shows what is in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from copy import copy
from typing import NamedTuple

from dateline.catalogue.queries import Catalogue
from dateline.config import Site
from dateline.theme import Theme
from dateline.urls import Urls
from dateline.views.parts import Translation
from dateline.views.present import Presenter, language_name


class Shell(NamedTuple):
    """The files that the service worker keeps for every reader, and one digest of them all."""

    urls: tuple[str, ...] = ()
    digest: str = ""


class Archive:
    """What `View.context` reads from."""

    def __init__(self, catalogue: Catalogue, theme: Theme) -> None:
        self.catalogue, self.theme = catalogue, theme
        self.site: Site = catalogue.site
        self.urls: Urls = catalogue.urls
        self.shell = Shell()
        self._presenters: dict[str, Presenter] = {}

    def present(self, lang: str) -> Presenter:
        """The presenter of one language."""
        if lang not in self._presenters:
            self._presenters[lang] = Presenter(lang, self.catalogue, self.theme)
        return self._presenters[lang]

    def with_shell(self, shell: Shell) -> Archive:
        """The same for pages that come last, when the shell is known."""
        other = copy(self)
        other.shell = shell
        return other

    def translations(
        self, languages: Iterable[str], url: Callable[[str], str], here: str
    ) -> tuple[Translation, ...]:
        """A page's counterparts in `languages` other than `here`; `url` gives their addresses."""
        return tuple(
            Translation(
                lang, language_name(lang), self.urls.href(url(lang)), self.urls.absolute(url(lang))
            )
            for lang in languages
            if lang != here
        )
