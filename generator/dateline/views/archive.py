"""The archive as views see it: the catalogue, and a presenter for each language."""

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
    """The files that the service worker stores for every reader, and a digest of all of them."""

    urls: tuple[str, ...] = ()
    digest: str = ""


class Archive:
    """The source of everything that `View.context` reads."""

    def __init__(self, catalogue: Catalogue, theme: Theme) -> None:
        self.catalogue, self.theme = catalogue, theme
        self.site: Site = catalogue.site
        self.urls: Urls = catalogue.urls
        self.shell = Shell()
        self.redirects: frozenset[str] = frozenset()
        self._presenters: dict[str, Presenter] = {}

    def present(self, lang: str) -> Presenter:
        """The presenter for a language."""
        if lang not in self._presenters:
            self._presenters[lang] = Presenter(lang, self.catalogue, self.theme)
        return self._presenters[lang]

    def with_last(self, shell: Shell, redirects: frozenset[str]) -> Archive:
        """A copy, for the pages that are rendered last, with the shell and the addresses of the
        pages that give way to others and did not have to."""
        other = copy(self)
        other.shell, other.redirects = shell, redirects
        return other

    def translations(
        self, languages: Iterable[str], url: Callable[[str], str], here: str
    ) -> tuple[Translation, ...]:
        """The counterparts of a page in `languages` other than `here`; `url` returns the address of
        a language."""
        return tuple(
            Translation(
                lang,
                base := self._base(lang),
                language_name(base),
                self.urls.href(url(lang)),
                self.urls.absolute(url(lang)),
            )
            for lang in languages
            if lang != here
        )

    def _base(self, lang: str) -> str:
        """A language without its region, as `fr` for `fr-CA`; with it, if it tells two languages of
        the paper apart."""
        base = lang.split("-")[0]
        others = {self.site.language, *self.site.languages} - {lang}
        return lang if base in {other.split("-")[0] for other in others} else base
