"""Reading offline: the page of volumes to save, the web app manifest and the service worker."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.catalogue.page import Page
from dateline.theme import WORKER
from dateline.urls import SAVEABLE, SERVICE_WORKER, WEB_MANIFEST, Urls
from dateline.views.archive import Archive
from dateline.views.base import Context
from dateline.views.kinds import OnePerLanguage, OnlyOne
from dateline.views.single import Plain


@dataclass(slots=True, kw_only=True)
class OfflineContext(Context):
    """What the page of volumes to save reads."""

    volumes: str


class OfflineView(Plain):
    """The page of volumes to save; its script does the rest. The service worker also shows it in
    place of pages that are not saved."""

    name, template, message = "offline", "offline.html", "Read offline"
    kept_offline = True
    about = (
        "%(paper)s: save volumes of the archive in this browser to read and search them offline."
    )
    for_the_web = True

    def address(self, urls: Urls, lang: str) -> str:
        return urls.offline(lang)

    def context(self, page: Page, archive: Archive) -> OfflineContext:
        return OfflineContext(
            **self.common_fields(page, archive), volumes=archive.urls.href(SAVEABLE)
        )


class WebManifestView(OnePerLanguage):
    """The manifest by which a browser installs the archive (W3C, Web Application Manifest)."""

    name, template = "web-manifest", "manifest.webmanifest"
    for_the_web, kept_offline, file_name = True, True, WEB_MANIFEST

    def address(self, urls: Urls, lang: str) -> str:
        return urls.web_manifest(lang)

    def context(self, page: Page, archive: Archive) -> Context:
        urls = archive.urls
        return Context(
            lang=page.lang,
            title=archive.site.title_in(page.lang),
            href=urls.href(page.url),
            canonical=urls.absolute(page.url),
        )


@dataclass(slots=True, kw_only=True)
class ServiceWorkerContext(Context):
    """What service-worker.js reads."""

    shell: tuple[str, ...]
    digest: str
    offline: dict[str, str]
    script: str


class ServiceWorkerView(OnlyOne):
    """The script that answers requests when there is no network.

    It contains a digest of other files of the site, so it is rendered after all of them.
    """

    name, template = "service-worker", "service-worker.js"
    for_the_web, file_name = True, SERVICE_WORKER
    comes_last = "what is kept for reading offline"

    def address(self, urls: Urls) -> str:
        return urls.service_worker()

    def context(self, page: Page, archive: Archive) -> ServiceWorkerContext:
        urls, shell, theme = archive.urls, archive.shell, archive.theme
        return ServiceWorkerContext(
            lang=page.lang,
            title="",
            href=urls.href(page.url),
            canonical=urls.absolute(page.url),
            shell=tuple(urls.href(url) for url in shell.urls),
            digest=shell.digest,
            offline={
                urls.href(urls.home(lang)): urls.href(urls.offline(lang))
                for lang in archive.catalogue.languages()
            },
            script=theme.asset(WORKER).decode() if WORKER in theme.parts else "",
        )
