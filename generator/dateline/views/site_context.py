"""What templates read as `site`: the same on every page of one language.

It depends on the settings and on which sections and taxonomies have articles: see
`build.staleness`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dateline.views.advertisements import AdvertisementPlace, advertisement_places
from dateline.views.archive import Archive
from dateline.views.fragment_lists import LISTS
from dateline.views.parts import Link, Translation

_SECTIONS = 10
"""In the menu, at most."""


@dataclass(frozen=True, slots=True)
class SiteContext:
    """See docs/themes.md."""

    title: str
    description: str
    lang: str
    direction: str
    default_lang: str
    languages: tuple[Translation, ...]
    url: str
    base: str
    home: str
    search: str
    opensearch: str
    archive: str
    offline: str
    web_manifest: str
    feed: str
    json_feed: str
    corrections: str
    stylesheet: str
    icon: str
    search_data: str
    search_script: str
    online: bool
    fragments: dict[str, str]
    advertisements: dict[str, AdvertisementPlace]
    navigation: tuple[Link, ...]
    addresses: frozenset[str]
    menu: tuple[Link, ...]
    sections: tuple[Link, ...]
    taxonomies: tuple[Link, ...]
    extra: dict[str, Any]


def site_context(lang: str, archive: Archive, stylesheet: str) -> SiteContext:
    """The `site` that templates read, in one language."""
    site, urls, show = archive.site, archive.urls, archive.present(lang)
    script = site.edition.search_script
    in_use = archive.catalogue.terms.taxonomies_in_use(lang)
    taxonomies = tuple(show.taxonomy(name) for name in in_use)
    menu = tuple(Link(urls.link_target(item.url), item.title) for item in site.menu_in(lang))
    registered = archive.catalogue.terms.registered("sections", lang)[:_SECTIONS]
    sections = tuple(
        Link(urls.href(urls.term(lang, "sections", slug)), entry.name_in(lang))
        for slug, entry in registered
    )
    if not sections and "sections" in in_use:
        sections = (show.taxonomy("sections"),)
    navigation = (*sections, show.archive(), *(() if sections else taxonomies), *menu)
    return SiteContext(
        title=site.title_in(lang),
        description=site.description_in(lang),
        lang=lang,
        direction=show.direction,
        default_lang=site.language,
        languages=archive.translations(archive.catalogue.languages(), urls.home, lang),
        url=urls.absolute("/"),
        base=urls.stem("/"),
        home=urls.href(urls.home(lang)),
        search=urls.href(urls.search(lang)),
        opensearch=urls.href(urls.opensearch(lang)),
        archive=urls.href(urls.calendar(lang)),
        offline=urls.href(urls.offline(lang)),
        web_manifest=urls.href(urls.web_manifest(lang)),
        feed=urls.href(urls.feed(lang)),
        json_feed=urls.href(urls.json_feed(lang)),
        corrections=show.corrections().href,
        icon=urls.absolute(urls.asset("icon-512.png")),
        stylesheet=urls.href(urls.asset(stylesheet)),
        search_data=urls.stem(urls.search_data()),
        search_script=urls.href(urls.asset(script)) if script else "",
        online=site.edition.online,
        fragments={
            name: urls.href(urls.fragment(lang, name))
            for name, found in LISTS.items()
            if found.has_place(archive.catalogue.articles, lang)
        },
        advertisements=advertisement_places(lang, site, urls),
        navigation=navigation,
        addresses=frozenset(link.href for link in navigation),
        menu=menu,
        sections=sections,
        taxonomies=taxonomies,
        extra=site.extra,
    )
