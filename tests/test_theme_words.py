"""The catalogs of words of the theme that comes with Dateline."""

from __future__ import annotations

from pathlib import Path

from babel.messages.pofile import read_po

LOCALE = Path(__file__).parent.parent / "themes" / "broadsheet" / "locale"


def test_every_language_has_the_same_entries() -> None:
    entries = {}
    for file in sorted(LOCALE.glob("*/LC_MESSAGES/theme.po")):
        with file.open("rb") as stream:
            found = read_po(stream, abort_invalid=True)
        entries[file.parent.parent.name] = {(one.context, one.id) for one in found if one.id}
    assert {"en", "fr"} <= entries.keys()
    for lang, those in entries.items():
        assert those == entries["en"], lang
