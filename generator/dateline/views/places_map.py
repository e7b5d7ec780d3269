"""The map of places, as templates read it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dateline.catalogue.queries import Catalogue
from dateline.charts import dots
from dateline.charts.coastlines.land import Ring, land
from dateline.charts.projection import WIDTH, Projection, projection_of
from dateline.views.chart_labels import with_count
from dateline.views.present import Presenter

_MOST, _NAMED, _FEWEST = 150, 30, 2
"""How many places a map shows, how many names, and how many places make a map."""
_CLOSE, _PART = 4, 40
"""Places are close together where there are this many within this part of the width of a map, in
any direction."""


@dataclass(frozen=True, slots=True)
class MapName:
    """Where the name of a place stands; it begins there, or else ends there."""

    text: str
    x: int
    y: int
    start: bool


@dataclass(frozen=True, slots=True)
class MapDot:
    """A place. `text` has its name and its number of articles; `name` is None where there is no
    room for it."""

    href: str
    text: str
    x: int
    y: int
    radius: int
    name: MapName | None


@dataclass(frozen=True, slots=True)
class PlacesMap:
    """A map with a dot for each place, largest first. `land` is made of rings of corners."""

    label: str
    caption: str
    width: int
    height: int
    land: tuple[Ring, ...]
    dots: tuple[MapDot, ...]


@dataclass(frozen=True, slots=True)
class _Located:
    """A place, its number of articles and where it is."""

    slug: str
    name: str
    count: int
    longitude: float
    latitude: float


def places_maps(catalogue: Catalogue, show: Presenter) -> tuple[PlacesMap, ...]:
    """The map of the places with the most articles, and one of those around the first of them if
    they are close together on it. Empty if it is not known where at least two places are."""
    located = list(_located(catalogue, show))
    if len(located) < _FEWEST:
        return ()
    whole = _map(show, "", located)
    near = _near(located)
    if not _CLOSE <= len(near) < len(located):
        return (whole,)
    label = show.words.gettext("Around %(place)s") % {"place": near[0].name}
    return whole, _map(show, label, near)


def _located(catalogue: Catalogue, show: Presenter) -> Iterator[_Located]:
    terms = catalogue.terms.all("places", show.lang)
    found = 0
    for term in sorted(terms, key=lambda term: (-term.count, term.slug)):
        where = catalogue.terms.coordinates(show.lang, term.slug)
        if where and found < _MOST:
            found += 1
            entry = catalogue.terms.entry("places", term.slug)
            name = entry.name_in(show.lang) if entry else term.written
            yield _Located(term.slug, name, term.count, *where)


def _near(located: list[_Located]) -> list[_Located]:
    """The places around the first, in a small part of the map of all."""
    projection = _projection(located)
    reach = (projection.east - projection.west) / _PART
    first = located[0]
    return [
        place
        for place in located
        if abs(place.longitude - first.longitude) < reach
        and abs(place.latitude - first.latitude) < reach
    ]


def _projection(located: list[_Located]) -> Projection:
    return projection_of((place.longitude, place.latitude) for place in located)


def _map(show: Presenter, label: str, located: list[_Located]) -> PlacesMap:
    projection = _projection(located)
    placed = dots.dots(
        [(*projection.position(one.longitude, one.latitude), one.count) for one in located],
        projection.height,
    )
    words = [one.name if number < _NAMED else "" for number, one in enumerate(located)]
    spots = dots.names(placed, words, projection.height)
    caption = show.words.ngettext(
        "%(shown)s place on the map", "%(shown)s places on the map", len(located)
    ) % {"shown": show.number(len(located))}
    shown = tuple(
        MapDot(
            show.urls.href(show.urls.term(show.lang, "places", one.slug)),
            with_count(show, one.name, one.count),
            dot.x,
            dot.y,
            dot.radius,
            MapName(one.name, spot.x, spot.y, spot.start) if spot else None,
        )
        for one, dot, spot in zip(located, placed, spots, strict=True)
    )
    return PlacesMap(
        label=label,
        caption=caption,
        width=WIDTH,
        height=projection.height,
        land=land(projection),
        dots=shown,
    )
