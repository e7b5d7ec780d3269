"""An article, assembled from its front matter, file name, body and the registers."""

from __future__ import annotations

from dataclasses import dataclass
from unicodedata import normalize

from markupsafe import Markup

from dateline.config import Site
from dateline.content.article import (
    CORRECTIONS,
    Article,
    Correction,
    PictureReference,
    Place,
    Printed,
    Term,
    Withdrawal,
)
from dateline.content.file_names import FileName
from dateline.content.front_matter import FrontMatter
from dateline.content.old_addresses import old_path
from dateline.content.resolve import Registers, resolve_place, resolve_terms
from dateline.content.schema import KNOWN_KEYS, FrontMatterSchema
from dateline.content.slugs import slugify
from dateline.content.tables import WithdrawnTable
from dateline.markdown import Body, render_inline
from dateline.urls import Urls


@dataclass(slots=True)
class Assembly:
    """What is known about a file, from which its article is assembled."""

    found: FrontMatter
    typed: FrontMatterSchema
    written: dict[str, str]
    name: FileName
    site: Site
    registers: Registers
    language: str
    body: Body

    def article(self, path: str) -> Article:
        """The article of content/`path`."""
        typed = self.typed
        slug = typed.slug or self.name.slug
        if typed.withdrawn:
            return self._withdrawn(path, slug, typed.withdrawn)
        terms, words = resolve_terms(self._terms(), self.language, self.registers)
        return Article(
            path=path,
            kind=typed.kind,
            lang=self.language,
            translation=self.name.translation,
            slug=slug,
            url=self._url(slug),
            title=self._set(typed.title),
            date=typed.date,
            publish_at=typed.publish_at,
            updated=typed.updated,
            updated_place=self._place_of("updated", typed.updated),
            subtitle=self._set(typed.subtitle),
            summary=self._summary(),
            kicker=self._set(typed.kicker),
            id=typed.id,
            id_place=self._place_of("id", typed.id),
            dateline=typed.dateline,
            weather=typed.weather_note,
            place=self._place(),
            terms=terms,
            words=words,
            image=self._picture(),
            printed=Printed(**typed.print.model_dump()) if typed.print else None,
            source=typed.source,
            rights=typed.rights,
            draft=typed.draft,
            aliases=typed.aliases,
            alias_places=tuple(map(self._alias_place, typed.aliases)),
            permalink_place=self._place_of("permalink", typed.permalink),
            canonical=typed.canonical,
            noindex=typed.noindex,
            must_read=typed.must_read,
            comments=typed.comments,
            corrections=tuple(
                Correction(self._set(item.text), item.date) for item in typed.corrections
            ),
            extra=typed.extra,
        )

    def _withdrawn(self, path: str, slug: str, withdrawn: WithdrawnTable) -> Article:
        """What remains of a withdrawn article."""
        typed = self.typed
        return Article(
            path=path,
            kind="withdrawn",
            lang=self.language,
            translation=self.name.translation,
            slug=slug,
            url=self._url(slug),
            title="",
            date=typed.date,
            publish_at=typed.publish_at,
            draft=typed.draft,
            aliases=typed.aliases,
            alias_places=tuple(map(self._alias_place, typed.aliases)),
            permalink_place=self._place_of("permalink", typed.permalink),
            noindex=True,
            withdrawal=Withdrawal(
                self._set(withdrawn.reason),
                withdrawn.date,
                self._former_lists(),
                self._withdrawal_date_place(),
            ),
        )

    def _former_lists(self) -> tuple[tuple[str, str], ...]:
        typed, terms = self.typed, [(term.taxonomy, term.slug) for term in self._terms()]
        dates = (item.date or typed.updated or typed.date for item in typed.corrections)
        years = {f"{date.year:04}" for date in dates if date}
        return (*terms, *((CORRECTIONS, year) for year in sorted(years)))

    def _set(self, text: str) -> str:
        """`text`, typeset according to its language."""
        return render_inline(text, language=self.language) if text else ""

    def _place(self) -> Place | None:
        table = self.typed.location
        if table is None:
            return None
        place = Place.from_author(table.name, table.country, table.lat, table.lon)
        return resolve_place(place, self.language, self.registers)

    def _picture(self) -> PictureReference | None:
        image = self.typed.image
        if image is None or not image.src:
            return None
        return PictureReference(
            image.src, self._set(image.alt), self._set(image.caption), self._set(image.credit)
        )

    def _url(self, slug: str) -> str:
        urls = Urls(self.site)
        if self.typed.permalink:
            return urls.named(self.typed.permalink)
        if self.typed.kind == "page" or self.typed.date is None:
            return urls.page(self.language, self.name.folder, slug)
        return urls.article(self.language, slug, self.typed.date, self.typed.section)

    def _alias_place(self, alias: str) -> tuple[int, int]:
        key = self.written.get("aliases", "aliases")
        written = self.found.values.get(key)
        for number, item in enumerate(written if isinstance(written, list) else [written]):
            if old_path(str(item).strip(), self.site.home, query=True) == alias:
                return self.found.place((key, number))
        return self.found.place((key,))

    def _withdrawal_date_place(self) -> tuple[int, int] | None:
        return self.found.marks.get((self.written.get("withdrawn", "withdrawn"), "date"))

    def _place_of(self, key: str, value: object) -> tuple[int, int] | None:
        """Line and column of the `value` of a key; None where there is none."""
        return self.found.place((self.written.get(key, key),)) if value else None

    def _summary(self) -> str:
        summary = self.typed.summary
        plain = Markup(summary).striptags() if "<" in summary or "&" in summary else summary
        return self._set(plain) if plain else self.body.summary

    def _terms(self) -> tuple[Term, ...]:
        terms: dict[tuple[str, str], Term] = {}
        for taxonomy in self.site.taxonomies.values():
            words = self._words(taxonomy.key)
            key = self.written.get(taxonomy.key, taxonomy.key)
            for word, place in zip(words, self.found.places_of_words(key, words), strict=True):
                slug = slugify(word)
                if slug and (taxonomy.name, slug) not in terms:
                    # Letters with accents are the same, be they one character or two.
                    name = normalize("NFC", word)
                    term = Term(taxonomy.name, slug, name, name, *place)
                    terms[taxonomy.name, slug] = term
        return tuple(terms.values())

    def _words(self, key: str) -> tuple[str, ...]:
        if key == "location":
            return (self.typed.location.name,) if self.typed.location else ()
        value = getattr(self.typed, key) if key in KNOWN_KEYS else self.typed.terms.get(key, ())
        words = value if isinstance(value, tuple) else (value,)
        return tuple([word for word in words if word and isinstance(word, str)])
