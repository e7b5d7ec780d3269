"""What Sveltia CMS lists: drafts, articles, folders and pages."""

from __future__ import annotations

from collections.abc import Mapping

from dateline.cms.fields import Form
from dateline.cms.words import Words

TODAY = "{{today}}"
"""What the page replaces by the day on which it is opened."""

_OF_ARTICLES = frozenset({"date", "dateline", "weather", "print", "must_read", "comments"})
"""Keys that pages without a date have no use for."""
_KEPT: Form = {"create": False, "delete": False, "duplicate": False}
"""What is published stays at its address: it is withdrawn, and not deleted."""


class Collections:
    """The collections of one archive, all in content/, from its fields by their keys.

    New articles are drafts, in a collection that has drafts alone: what a field starts with is also
    given to articles that lack the field, and would take those of the others off the site.
    """

    def __init__(self, words: Words, fields: Mapping[str, Form], *, translated: bool) -> None:
        self._words = words
        own = {"i18n": True} if translated else {}
        self._common: Form = {"folder": "content", "media_folder": "", "public_folder": "", **own}
        self._fields = {key: one | own for key, one in fields.items()}
        self._kind: Form = {"name": "kind", "label": "Kind", "widget": "hidden", **own}
        self._approved = self._kind | {"name": "approved", "label": "Approved"}
        self._date, self._title = fields["date"]["name"], fields["title"]["name"]
        newest = {"field": self._date, "direction": "descending"}
        self._sorted: Form = {
            "sortable_fields": {"fields": [self._date, self._title], "default": newest}
        }

    def all(self, *, with_folders: bool) -> list[Form]:
        """The collections in their order, the first of which is shown when the page opens."""
        folders = [self._folders()] if with_folders else []
        return [self._drafts(), self._articles(), *folders, self._pages()]

    def _drafts(self) -> Form:
        starts = {"draft": True, "date": TODAY}
        fields = {
            key: one | ({"default": starts[key]} if key in starts else {})
            for key, one in self._fields.items()
        }
        return self._named("drafts", "article", "edit_note") | {
            **self._in_months(),
            "filter": {"field": fields["draft"]["name"], "value": True},
            "fields": [*fields.values(), self._kind],
        }

    def _articles(self) -> Form:
        return self._named("articles", "article", "article") | {
            **self._in_months(),
            **_KEPT,
            "filter": {"field": "kind", "value": [None, "article"]},
            "view_groups": [
                {"label": self._words["year"], "field": self._date, "pattern": "[0-9]{4}"}
            ],
            "fields": [*self._fields.values(), self._kind],
        }

    def _folders(self) -> Form:
        """A tree of every folder, since other lists have files of one depth alone; of all files,
        only readers' comments say whether they are approved."""
        fields = self._fields | {"date": self._fields["date"] | {"required": False}}
        return self._named("folders", "article", "folder") | {
            **self._sorted,
            **_KEPT,
            "nested": {"subfolders": False},
            "filter": {"field": "approved", "value": None},
            "fields": [*fields.values(), self._kind, self._approved],
        }

    def _pages(self) -> Form:
        fields = (one for key, one in self._fields.items() if key not in _OF_ARTICLES)
        return self._named("pages", "page", "draft") | {
            "slug": {"template": _tag(self._title), "editable": False},
            "filter": {"field": "kind", "value": "page"},
            "fields": [self._kind | {"default": "page"}, *fields],
        }

    def _named(self, name: str, one: str, icon: str) -> Form:
        return {
            "name": name,
            "label": self._words[name],
            "label_singular": self._words[one],
            "description": self._words[f"about_{name}"],
            "icon": icon,
            **self._common,
        }

    def _in_months(self) -> Form:
        """Files where `dateline new` puts them, YYYY/MM/DD-slug.md, and their pictures beside them:
        below a path with slashes, Sveltia CMS has a folder of its own for those of each file."""
        year, month, day = (_tag(f"{self._date} | date('{part}')") for part in ("YYYY", "MM", "DD"))
        return {
            "path": f"{year}/{month}/{_tag('slug')}",
            "slug": {"template": f"{day}-{_tag(self._title)}", "editable": False},
            "media_folder": "..",
            **self._sorted,
        }


def _tag(inside: str) -> str:
    return "{{" + inside + "}}"
