"""What a language changes in a body: its quotation marks, its spaces and a few labels."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

NARROW_SPACE = "\u202f"


@dataclass(frozen=True, slots=True)
class Language:
    """The typographic habits of one language and the words that aids for reading aloud need.

    `quotes` are the outer opening and closing mark, then the inner ones (for `'`); `spaced` means
    that characters such as `;` and `!` are set off by a space that does not break.
    """

    quotes: tuple[str, str, str, str]
    spaced: bool = False
    table: str = "Table"
    footnotes: str = "Footnotes"
    back: str = "Back to the text"


ENGLISH = ("“", "”", "‘", "’")
GERMAN = ("„", "“", "‚", "‘")
GUILLEMETS = ("«", "»", "“", "”")
NORDIC = ("”", "”", "’", "’")
FRENCH = (f"«{NARROW_SPACE}", f"{NARROW_SPACE}»", "“", "”")

_LANGUAGES = {
    "bg": Language(GERMAN),
    "ca": Language(GUILLEMETS),
    "cs": Language(GERMAN),
    "da": Language(ENGLISH),
    "de": Language(GERMAN, False, "Tabelle", "Fußnoten", "Zurück zum Text"),
    "de-ch": Language(("«", "»", "‹", "›"), False, "Tabelle", "Fussnoten", "Zurück zum Text"),
    "el": Language(GUILLEMETS),
    "en": Language(ENGLISH),
    "es": Language(GUILLEMETS, False, "Tabla", "Notas", "Volver al texto"),
    "fi": Language(NORDIC),
    "fr": Language(FRENCH, True, "Tableau", "Notes", "Retour au texte"),
    "hu": Language(("„", "”", "»", "«")),
    "it": Language(GUILLEMETS, False, "Tabella", "Note", "Torna al testo"),
    "nb": Language(("«", "»", "‘", "’")),
    "nl": Language(ENGLISH, False, "Tabel", "Voetnoten", "Terug naar de tekst"),
    "nn": Language(("«", "»", "‘", "’")),
    "no": Language(("«", "»", "‘", "’")),
    "pl": Language(("„", "”", "«", "»")),
    "pt": Language(GUILLEMETS, False, "Tabela", "Notas", "Voltar ao texto"),
    "pt-br": Language(ENGLISH, False, "Tabela", "Notas", "Voltar ao texto"),
    "ro": Language(("„", "”", "«", "»")),
    "ru": Language(("«", "»", "„", "“")),
    "sk": Language(GERMAN),
    "sl": Language(GERMAN),
    "sv": Language(NORDIC),
    "uk": Language(("«", "»", "„", "“")),
}


@cache
def language_of(tag: str) -> Language:
    """The habits for a BCP 47 tag such as `fr` or `pt-BR`; English ones where none are known."""
    parts = tag.lower().replace("_", "-").split("-")
    for length in range(len(parts), 0, -1):
        found = _LANGUAGES.get("-".join(parts[:length]))
        if found is not None:
            return found
    return _LANGUAGES["en"]
