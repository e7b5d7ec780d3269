"""What our keys are called in French and German, by those who write front matter in their own
language."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from datetime import UTC

from dateline.content.advice import line_with
from dateline.content.dates import DateProblem, parse_date
from dateline.content.front_matter import FrontMatter
from dateline.problems import Problem

_FOREIGN = {
    "title": "titre titel uberschrift schlagzeile",
    "subtitle": "soustitre untertitel",
    "summary": "resume chapo chapeau extrait zusammenfassung",
    "kicker": "surtitre dachzeile",
    "date": "datum datedepublication datepublication",
    "updated": "miseajour aktualisiert",
    "tags": "etiquette etiquettes motcle motscle motscles keyword schlagwort schlagworte"
    " schlagworter",
    "location": "lieu ville ort",
    "authors": "auteur auteurs auteure auteures autrice autrices autor autoren autorin verfasser",
    "section": "rubrique rubrik ressort categorie",
    "series": "serie",
    "lang": "langue sprache",
    "image": "illustration bild",
    "image.caption": "legende bildunterschrift",
    "corrections": "correctif rectificatif erratum berichtigung",
    "weather": "meteo wetter",
}
_OURS = {theirs: ours for ours, words in _FOREIGN.items() for theirs in words.split()}
_LACKING = {"no-title": "title", "no-date": "date"}
"""Which of our keys is lacking, by the kind of problem."""
_GAPS = re.compile(r"[^\w]+|_")


def foreign_advice(key: str) -> str | None:
    """What to write for a `key` that is the word for one of ours in another language; None for any
    other."""
    ours = _ours(key)
    if ours == "image.caption":
        return f"Write it with the picture: {line_with('image', '{src: harbour.jpg, caption: …}')}"
    return f"Write {line_with(ours, '…')} instead" if ours else None


def with_foreign_key(problem: Problem, found: FrontMatter) -> Problem:
    """The problem, with the line that has what the article lacks under a key in another language,
    if that is the problem and there is such a line."""
    ours = _LACKING.get(problem.kind, "")
    key = next((key for key in found.values if ours and _ours(key) == ours), None)
    if key is None:
        return problem
    value = found.values[key]
    text = value if isinstance(value, str) else ""
    if ours == "date":
        text = _date_meant(text)
    line = found.marks.get((key, ""), found.place((key,)))[0]
    fix = f"Write {found.line(ours, text or '…')} in place of “{key}” on line {line}"
    return replace(problem, fix=fix)


def _date_meant(text: str) -> str:
    try:
        parse_date(text, UTC)
    except DateProblem as problem:
        return problem.certain
    return text


def _ours(key: str) -> str:
    parts = unicodedata.normalize("NFKD", _GAPS.sub("", key).casefold())
    return _OURS.get("".join(one for one in parts if not unicodedata.combining(one)), "")
