"""The bodies and pictures of articles, with all that they refer to where it is now."""

from __future__ import annotations

from dataclasses import replace
from itertools import starmap
from urllib.parse import quote, unquote

from markupsafe import Markup

from dateline.addresses import path_on_site
from dateline.catalogue.queries import Catalogue
from dateline.content.article import Article, PictureReference
from dateline.content.picture_references import picture_target
from dateline.markdown import Target, resolve
from dateline.views.parts import ImagePart, Source
from dateline.views.pictures import shown_picture


class Bodies:
    """Fills the references of authors. `sizes` says how wide pictures in the text are."""

    def __init__(self, catalogue: Catalogue, sizes: str) -> None:
        self.catalogue, self.urls, self._sizes = catalogue, catalogue.urls, sizes

    def image(self, article: Article) -> ImagePart | None:
        """The article's picture; None if it has none or the file is missing."""
        return self.picture(article.image, article.path) if article.image else None

    def picture(self, picture: PictureReference, path: str) -> ImagePart | None:
        """A picture named in content/`path`; None if its file is missing."""
        src = url = picture.src
        width = height = 0
        sources: tuple[Source, ...] = ()
        if not src.startswith(("http://", "https://", "//")):
            kind, target = picture_target(src, path)
            here, whole = (
                self._file(kind, target, image=True, absolute=absolute)
                for absolute in (False, True)
            )
            if here is None or whole is None or not here.width:
                return None
            src, url, width, height = here.url, whole.url, here.width, here.height or 0
            sources = tuple(starmap(Source, here.sources))
        words = picture.alt, picture.caption, picture.credit
        return ImagePart(src, url, *words, width, height, sources)

    def html(self, article: Article, *, absolute: bool = False) -> str:
        """The article's HTML, with its placeholders replaced by current links.

        With `absolute`, links have scheme and host, and pictures have one variant, as feeds need.
        """
        return self.linked(self.catalogue.articles.body(article.path), absolute=absolute)

    def linked(self, html: str, *, absolute: bool = False) -> str:
        """HTML with its placeholders replaced by current links; see `html`."""
        address = self.urls.absolute if absolute else self.urls.href

        def look_up(kind: str, target: str, image: bool) -> Target | None:
            if image and kind == "root" and not self._is_file(unquote(target).lstrip("/")):
                return None
            if kind == "whole":
                return None if self._leads_to_withdrawn(target) else Target(target)
            if kind == "article":
                other = self.catalogue.articles.at(target)
                return Target(address(other.url)) if other else None
            found = self._file(kind, target, image=image, absolute=absolute)
            return replace(found, sources=()) if found and absolute else found

        host = self.catalogue.site.url.partition("//")[2].partition("/")[0]
        return resolve(html, look_up, host)

    def _leads_to_withdrawn(self, address: str) -> bool:
        """Whether a whole address is that of a withdrawn article of the site."""
        path = path_on_site(address, self.catalogue.site.url)
        is_file = self.catalogue.files.hash_of(unquote(path).lstrip("/"))
        return bool(path and not is_file and self.catalogue.withdrawals.at(path))

    def _file(
        self, kind: str, target: str, *, image: bool = False, absolute: bool = False
    ) -> Target | None:
        address = self.urls.absolute if absolute else self.urls.href
        path = unquote(target).lstrip("/") if kind == "root" else target
        if not self.catalogue.files.hash_of(path):
            if kind != "root" or self.catalogue.withdrawals.at(f"/{quote(path)}"):
                return None
            return Target(address(self._page_at(path)))
        if image:
            return shown_picture(path, self.catalogue, address, self._sizes)
        return Target(address(self.urls.file(path)))

    def _is_file(self, path: str) -> bool:
        """Whether /`path` is a file below content/ or one of the theme's."""
        asset = path.removeprefix("assets/")
        return bool(self.catalogue.files.hash_of(path)) or (
            asset != path and asset in self.catalogue.files.assets()
        )

    def _page_at(self, path: str) -> str:
        """The address of a page that an author named by its path. In editions without a server, a
        folder gets the trailing slash that a server would add."""
        is_folder = path and not path.endswith("/") and "." not in path.rpartition("/")[2]
        lacks_slash = is_folder and not self.catalogue.site.edition.online
        return self.urls.named(f"/{path}/" if lacks_slash else f"/{path}")


def with_dateline(dateline: str, html: str) -> str:
    """The body with the dateline inserted before its first words."""
    if not dateline:
        return html
    opening = Markup('<span class="dateline">{}</span> — ').format(dateline)
    if html.startswith("<p>"):
        return f"<p>{opening}{html[3:]}"
    return f"<p>{opening}</p>\n{html}"
