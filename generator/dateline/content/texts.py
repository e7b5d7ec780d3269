"""The texts in front matter that readers see, and what in them was meant for another program:
curly quotation marks around a value, semicolons between tags, HTML entities, Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from markupsafe import Markup

from dateline.content.chosen_keys import ChosenKeys
from dateline.content.front_matter import FrontMatter
from dateline.content.invisible import invisible_characters, no_width
from dateline.content.mends import value_mend
from dateline.content.quotations import quoted, within_curly
from dateline.content.values import texts_in
from dateline.content.yaml_comments import check_comments
from dateline.controls import turns_text, word_around
from dateline.problems import Mend, Problem
from dateline.toml_places import KeyPath

_NO_WORDS = frozenset(
    {
        "aliases",
        "canonical",
        "comments",
        "date",
        "draft",
        "extra",
        "id",
        "kind",
        "lang",
        "lat",
        "lon",
        "must_read",
        "permalink",
        "noindex",
        "publish_at",
        "slug",
        "src",
        "updated",
    }
)
"""Keys whose values are not shown to readers."""
_PROSE = frozenset(
    {"title", "subtitle", "summary", "kicker", "dateline", "corrections", "withdrawn"}
)
"""Keys whose text may well be a quotation, if it is in straight quotation marks."""
_WORD_LISTS = frozenset({"tags", "authors"})
_ONE_TEXT = frozenset({"location", "section", "series"})
"""Keys of taxonomies in which an article has only one term."""
_ONE_OF = {"tags": "tag", "authors": "author"}
"""What one item of a list is called, if Dateline knows it."""
_WORTH_A_LOOK = re.compile(
    r"[&*`#<_;\\“”„‘’‚\u00ad\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069]|\]\("
)
"""A quick test: most front matter has none of this."""
_HYPHEN = re.compile("\n +-")
_MAY_HAVE_MARKUP = re.compile(r"[&*`\[#<_]")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_TAG = re.compile(
    r"</?(?:a|abbr|b|br|cite|code|em|i|mark|q|s|small|span|strong|sub|sup|u)(?:\s[^<>]*)?/?>", re.I
)
_LINK = re.compile(r"!?\[([^\[\]]+)\]\([^()\s]*\)")
_EMPHASIS = re.compile(r"(?<![\w*])(\*{1,3})(?=[^\s*])([^*]*[^\s*])\1(?![\w*])")
_UNDERLINED = re.compile(r"(?<!\w)_(?=[^\s_])([^_]*[^\s_])_(?!\w)")
_CODE = re.compile(r"(?<!`)`+([^`]+)`+")
_HEADING = re.compile(r"#{1,6}\s+(?=\S)")


def check_texts(chosen: ChosenKeys, own_keys: tuple[str, ...]) -> Iterator[Problem]:
    """A warning for each text of front matter that was meant for another program. `own_keys` are
    those of the newsroom's own taxonomies."""
    found, path = chosen.found, chosen.path
    if found.form == "yaml" and _HYPHEN.search(found.raw):
        yield from _hyphens(chosen)
    if not _WORTH_A_LOOK.search(found.raw):
        return
    shown = chosen.without(_NO_WORDS)
    for key, value in shown.values.items():
        theirs = shown.theirs(key)
        if key in _WORD_LISTS or (key in own_keys and key not in _ONE_TEXT):
            yield from _semicolons(found, path, theirs, value)
        for at, text in texts_in(value, except_for=_NO_WORDS):
            text = " ".join(text.split())
            check = _Check(found, path, key, theirs, at, text)
            yield from check.curly_quotes()
            yield from check.markup()
            yield from check.controls()
            is_name = key in _WORD_LISTS or key in _ONE_TEXT or key in own_keys
            yield from check.no_width(is_name=is_name and at[-1:] != ("country",))
    yield from check_comments(shown, _PROSE)


def check_controls(found: FrontMatter, path: str, key: str) -> Iterator[Problem]:
    """A warning if the text of a key that needs no other check has invisible characters."""
    if isinstance(text := found.values.get(key), str):
        check = _Check(found, path, key, key, (), text)
        yield from check.controls()
        yield from check.no_width(is_name=True)


def _semicolons(found: FrontMatter, path: str, key: str, value: Any) -> Iterator[Problem]:
    """A warning if items are separated by semicolons, which would make them one item."""
    if isinstance(value, str):
        value = value.split(",")
    items = [item for item in value if isinstance(item, str)] if isinstance(value, list) else []
    words: list[str] = []
    wrong = ""
    for item in items:
        parts = [part.strip() for part in item.split(";") if part.strip()]
        if len(parts) < 2 or _ENTITY.search(item):
            parts = [item.strip()]
        else:
            wrong = wrong or item.strip()
        words += parts
    if wrong:
        ((line, column),) = found.places_of_words(key, [wrong])
        one = f"a single {_ONE_OF[key]}" if key in _ONE_OF else f"one word of “{key}”"
        some = key if key in _ONE_OF else "them"
        message = f"“{wrong}” is read as {one}: separate {some} with commas"
        fix = f"Write {found.line(key, words)}"
        yield Problem(path, line, column, message, fix, "warning", kind="semicolons")


def _hyphens(chosen: ChosenKeys) -> Iterator[Problem]:
    """A warning for a line that was to be an item of a list, but goes on with the one above."""
    found = chosen.found
    lines = found.raw.split("\n")
    for key, value in chosen.values.items():
        theirs = chosen.theirs(key)
        for number, item in enumerate(value if isinstance(value, list) else ()):
            at = found.place((theirs, number))[0] - found.raw_line + 1
            below = lines[at].strip() if at < len(lines) else ""
            if isinstance(item, str) and below.startswith("-") and item.endswith(below):
                column = lines[at].index("-") + 1
                message = f"“{below}” is read as part of the line above: “{item}”"
                right = f"- {below[1:].strip()}"
                fix = f"Begin it in the same column, with a space after the hyphen: {right}"
                place = at + found.raw_line, column
                yield Problem(chosen.path, *place, message, fix, "warning", kind="value")


class _Check:
    """Looks at one text: that of `key`, or the one `at` this path within it."""

    def __init__(
        self, found: FrontMatter, path: str, key: str, theirs: str, at: KeyPath, text: str
    ) -> None:
        self.found, self.path, self.key, self.theirs = found, path, key, theirs
        self.at, self.text = at, text
        self.place = found.place((theirs, *at))

    def curly_quotes(self) -> Iterator[Problem]:
        """Quotation marks that YAML takes for letters, as word processors write them."""
        inner = within_curly(self.text)
        if not inner or (self.key in _PROSE and self._is_quoted()):
            return
        message = f"The quotation marks of {self.text} would be part of “{self.theirs}”"
        fix = f'Leave them out, or write straight ones: "{inner}"'
        mend = None if self.key in _PROSE else self._mend(inner)
        if self.key in _PROSE:
            before = "" if self.at else f"{self.theirs}: "
            fix = f"Write {before}{quoted(inner)}, or, to keep them, {before}{quoted(self.text)}"
        yield Problem(
            self.path, *self.place, message, fix, "warning", kind="curly-quotes", mend=mend
        )

    def controls(self) -> Iterator[Problem]:
        """Characters that turn text around, and those that stand for controls made by escapes."""
        if turns_text(self.text) or ("\ufffd" in self.text and "\\" in self.found.raw):
            yield invisible_characters(self.theirs, self.text, self.path, self.place)

    def no_width(self, *, is_name: bool) -> Iterator[Problem]:
        """Spaces without width, as they come with pasted text."""
        spaces = no_width(self.text, is_name=is_name)
        if not spaces:
            return
        starts = [0, *(space.end() for space in spaces)]
        ends = [*(space.start() for space in spaces), len(self.text)]
        plain = "".join(self.text[start:end] for start, end in zip(starts, ends, strict=True))
        first = spaces[0]
        line, column = self.place
        column += max(self.found.rest_of_line(self.place).find(first[0]), 0)
        where = plain if is_name else word_around(first) or plain
        message = f"There is an invisible character (U+{ord(first[0][0]):04X}) in “{where}”"
        message += ", so that it may count as another name" if is_name else ""
        fix = f"Delete it, or type it again: {plain}" if is_name else "Delete it"
        mend = self._mend(plain)
        yield Problem(
            self.path, line, column, message, fix, "warning", kind="pasted-text", mend=mend
        )

    def markup(self) -> Iterator[Problem]:
        """Entities and markup that pages would show literally."""
        if not _MAY_HAVE_MARKUP.search(self.text):
            return
        reads_html = self.key == "summary"
        text = Markup(self.text).striptags() if reads_html else self.text
        if reads_html and self.text and not text:
            message = f"Readers see nothing of “{self.text}”: it is only HTML"
            fix = f"Write {self._line('…')}, or delete the line to show how the text begins"
            yield Problem(self.path, *self.place, message, fix, "warning", kind="markup")
            return
        plain, markup = _without_markup(text)
        if reads_html:
            markup = [found for found in markup if found[0] not in "&<"]
        if not markup or plain == self.text:
            return
        message = f"Readers would see “{markup[0]}” literally: HTML and Markdown do not work here"
        fix = f"Write {self._line(plain)}" if plain else "Write words that readers can see"
        # Only of characters is there no doubt: a link or emphasis may be missed.
        mend = self._mend(plain) if all(map(_ENTITY.fullmatch, markup)) else None
        yield Problem(self.path, *self.place, message, fix, "warning", kind="markup", mend=mend)

    def _line(self, text: str) -> str:
        """What to write to have `text` here: the line, if the key holds nothing else."""
        return f"“{text}”" if self.at else self.found.line(self.theirs, text)

    def _mend(self, text: str) -> Mend | None:
        in_list = bool(self.at)
        return value_mend(self.found, self.place, self.text, text, in_list=in_list)

    def _is_quoted(self) -> bool:
        """Whether straight quotation marks stand around the text, which end what is YAML's."""
        if self.found.form != "yaml":
            return True
        line, column = self.place
        lines = self.found.raw.split("\n")
        return lines[line - self.found.raw_line][column - 1 : column] in {'"', "'"}


def _without_markup(text: str) -> tuple[str, list[str]]:
    """`text` as its author meant it to be read, and what had to be taken out or changed."""
    removed = [
        found[0]
        for form in (_ENTITY, _TAG, _LINK, _EMPHASIS, _UNDERLINED, _CODE)
        for found in form.finditer(text)
        if form is not _ENTITY or unescape(found[0]) != found[0]
    ]
    if heading := _HEADING.match(text):
        removed.append(heading[0].strip())
        text = text[heading.end() :]
    for form, group in ((_LINK, 1), (_EMPHASIS, 2), (_UNDERLINED, 1), (_CODE, 1)):
        text = form.sub(rf"\{group}", text)
    return " ".join(unescape(_TAG.sub("", text)).split()), removed
