"""The names that a new article is given: those that the archive has, and notes on new ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from dateline.catalogue.known_terms import KnownTerm
from dateline.git import git
from dateline.problems import nearest

_FEW = 12
"""As many sections as a message can list; of tags or places, a list would be no help."""


class Names:
    """The names given for a new article, of terms by taxonomy; `notes` says which are new and may
    be meant otherwise."""

    def __init__(self, terms: Mapping[str, Sequence[KnownTerm]]) -> None:
        self._terms = terms
        self.notes: list[str] = []

    def known(self, taxonomy: str, what: str, written: str) -> str:
        """The name of a `what`, such as a tag, as the archive writes it, or as it was written."""
        terms = self._terms.get(taxonomy, ())
        if note := note_on_new(written, what, terms):
            self.notes.append(note)
        return known_name(written, terms)


def known_name(written: str, terms: Sequence[KnownTerm]) -> str:
    """The name as the archive writes it, if it has that term; else as it was written."""
    found = (term.name for term in terms if term.is_called(written))
    return next(found, " ".join(written.split()))


def note_on_new(written: str, what: str, terms: Sequence[KnownTerm]) -> str:
    """What to tell of a `what`, such as a tag, that the archive does not have yet: the one that may
    be meant, or all sections. Empty where there is nothing to tell."""
    if not terms or any(term.is_called(written) for term in terms):
        return ""
    names = {term.name.lower(): term.name for term in terms}
    if near := nearest(written, names):
        return f"“{written}” is a new {what}. Did you mean “{names[near]}”?"
    if what == "section" and len(names) <= _FEW:
        listed = ", ".join(f"“{name}”" for name in names.values())
        return f"“{written}” is a new {what}. There are: {listed}."
    return ""


def author_at_work(root: Path, authors: Sequence[KnownTerm]) -> str:
    """The author who works in this folder, as git has it, if the archive knows them; else empty."""
    name = (git(root, "config", "user.name") or b"").decode(errors="replace").strip()
    return next((author.name for author in authors if name and author.is_called(name)), "")
