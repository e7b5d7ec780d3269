"""Reading an article, whatever its bytes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

import pytest
from article_cases import make_site
from hypothesis import example, given
from hypothesis import strategies as st

from dateline.catalogue.records import dump_article, load_article
from dateline.content.dates import NEVER
from dateline.content.file_names import known_languages, read_name
from dateline.content.read import Reading, read_article
from dateline.content.registers import read_register
from dateline.content.resolve import resolve

SITE = make_site('taxonomies.people = "people"', 'front_matter.summary = "excerpt"')

KEYS = [
    "title",
    "date",
    "updated",
    "location",
    "weather",
    "authors",
    "author",
    "tags",
    "image",
    "print",
    "corrections",
    "lang",
    "slug",
    "kind",
    "draft",
    "comments",
    "extra",
    "canonical",
    "people",
    "excerpt",
    "titel",
    "Title",
    "DRAFT",
    "must-read",
    "aliases",
]
WORDS = st.sampled_from(
    [
        *("Flood", "2014-03-12", "1987", "2023-02-30", "true", "no", "~", "", "page", "fr", "a: b"),
        *("[a, b]", "[a, [b]]", "{name: Moka, lat: 1, lon: 2}", "{a: {b: c}}", "- x", "*a", "&a x"),
        *("!x y", "!!set {a, b}", '"\\ud800"', '"\\0"', "'", '"', "%", "@", "|", ">", "? a", "#"),
        *("\t", "\u2028", "\x85", "🌊", "..", "../..", "x" * 300, "1e999", ".nan", "{{ x }}"),
        *("18 nov 2026", "31/11/2026", "“x”", "a; b", "&amp; &#12;", "*a* `b` [c](d)", "[x?y]"),
        *("true = 1", "= 2014-03-12", '= "x"', "= [1, {a = 2}]", "= 07:30:00", "= nan", "= '''"),
    ]
)
LINES = st.one_of(
    st.builds("{}: {}".format, st.sampled_from(KEYS), WORDS),
    st.builds("{} {}".format, st.sampled_from(KEYS), WORDS),
    st.builds('"{}": {},'.format, st.sampled_from(KEYS), WORDS),
    st.builds("[{}]".format, st.sampled_from(KEYS)),
    st.builds("  - {}".format, WORDS),
    st.sampled_from(["---", "+++", "{", "}", "", "...", "  name: x", "    lat: 3"]),
    st.sampled_from(["<<<<<<< a", "||||||| b", "=======", ">>>>>>> c"]),
    st.text(max_size=12),
)
FILES = st.builds(
    lambda fence, lines, end, body: "\n".join([fence, "title: x", *lines, end, body]),
    st.sampled_from(["---", "+++", "{", "\n\n---", "---\n\n", ""]),
    st.lists(LINES, max_size=8),
    st.sampled_from(["---", "+++", "}", ""]),
    st.text(max_size=20),
)


def _read(data: bytes, path: str = "2014/story.md") -> Reading:
    return read_article(data, path=path, site=SITE, registers={})


def _holds(data: bytes) -> None:
    """What every reading must fulfil: it is an article or says why not, and can be stored."""
    reading = _read(data)
    errors = [problem for problem in reading.problems if problem.severity == "error"]
    assert reading.article or errors
    assert reading.due in ("", NEVER) or re.fullmatch(
        r"\d{4}(-\d\d){2}T\d\d(:\d\d){2}", reading.due
    )
    assert list(reading.problems) == sorted(reading.problems)
    for problem in reading.problems:
        assert problem.line >= 0 and problem.message and problem.fix
        json.dumps([problem.message, problem.fix], ensure_ascii=False).encode()
    if reading.article:
        assert load_article(dump_article(reading.article)) == reading.article
        assert reading.article.url.startswith("/") and "//" not in reading.article.url
        reading.body.encode()
    assert _read(data) == reading


@given(st.binary(max_size=300))
def test_no_bytes_end_in_a_traceback(data: bytes) -> None:
    _holds(data)


@given(FILES)
@example("---\ntitle: x\nextra: " + "[" * 100_000)
@example("---\ntitle: x\nextra: " + "[" * 100_000 + "\n---\n")
@example("---\ntitle: x\nextra: " + "- " * 100_000 + "\n---\n")
@example("---\ntitle: x\nextra: " + "? " * 100_000 + "\n---\n")
@example("---\n" + "{a: " * 100_000 + "\n---\n")
@example('{\n"title": ' + "[" * 100_000 + "\n}\n")
@example('{\n"title": ' + "[" * 5_000 + "]" * 5_000 + "\n}\n")
@example('{\n"title": ' + "1" * 5_000 + "\n}\n")
@example('\n\n\n\n{\n"title": "x", "date": "2014", "t\\u0061gs": "rain"\n}\n')
@example("+++\ntitle = " + "[" * 100_000 + "\n+++\n")
@example("+++\ntitle = " + "1" * 5_000 + "\n+++\n")
@example("---\ntitle: '" + "`" * 200_000 + "'\ndate: 2014\n---\n")
@example("---\ntitle: '" + "*a _b " * 50_000 + "'\ndate: 2014\n---\n")
@example("---\ntitle: a: b\nx" + " " * 200_000 + "\n---\n")
@example("---\ntitle: a: b\n" + "x " * 200_000 + "\n---\n")
@example('{"a": {' * 40_000)
@example('{\n"title": "\\ud800", "date": "2014"\n}\n')
@example("---\ntitle: x\ndate: 2014\nextra: {2014-01-01: x, .nan: .inf}\n---\n")
@example("---\ntitle: x\ndate: 0999-12-31T23:59+14:00\n---\n")
@example("---\ntitle: x\ndate: 9998-12-31T23:59-14:00\n---\n")
def test_no_front_matter_ends_in_a_traceback(text: str) -> None:
    _holds(text.encode("utf-8", "surrogatepass"))


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=6,
)


@given(st.sampled_from(KEYS[1:]), JSON_VALUES)
def test_no_json_value_ends_in_a_traceback(key: str, value: object) -> None:
    text = json.dumps({"title": "x", "date": "2014-03-12", key: value}, indent=1)
    _holds(text.encode())


@pytest.mark.parametrize(
    ("path", "slug", "date", "language", "folder"),
    [
        ("flood.md", "flood", "", "", ""),
        ("2014-03-12-flood.md", "flood", "2014-03-12", "", ""),
        ("2014-3-2_flood.md", "flood", "2014-3-2", "", ""),
        ("2014/11/23-flood.md", "flood", "", "", "2014/11"),
        ("news/2014/11/23-flood.fr.md", "flood", "", "fr", "news/2014/11"),
        ("2014/23-flood.md", "23-flood", "", "", "2014"),
        ("2014-03-12-.md", "2014-03-12", "", "", ""),
        ("flood/index.fr.md", "flood", "", "fr", ""),
        ("index.md", "index", "", "", ""),
        ("flood.de.md", "flood-de", "", "", ""),
        ("fr.md", "fr", "", "", ""),
        (".fr.md", "fr", "", "", ""),
    ],
)
def test_what_a_file_name_says(path: str, slug: str, date: str, language: str, folder: str) -> None:
    name = read_name(path, frozenset({"en", "fr"}))
    assert (name.slug, name.date, name.language, name.folder) == (slug, date, language, folder)


def test_translations_share_their_name() -> None:
    languages = frozenset({"en", "fr"})
    ours, theirs = (read_name(path, languages) for path in ("a/flood.md", "a/flood.fr.md"))
    assert ours.translation == theirs.translation == "a/flood"
    assert read_name("b/flood.fr.md", languages).translation != ours.translation


def test_languages_of_the_site_and_of_the_theme_count() -> None:
    assert known_languages(make_site("languages.de = {}")) == {"en", "fr", "de"}
    assert known_languages(make_site('language = "mfe"')) == {"mfe", "en", "fr"}


def test_the_language_of_a_region_is_a_suffix_too() -> None:
    site = make_site("languages.pt-BR = {}")
    text = b"---\ntitle: Cheia\ndate: 2014\n---\n"
    article = read_article(text, path="flood.pt-BR.md", site=site, registers={}).article
    assert article and (article.lang, article.url) == ("pt-BR", "/pt-BR/2014/flood/")


PLACES = """
["Port Louis"]
aliases = ["Port-Luis", "PL"]
names = { fr = "Port-Louis" }
country = "Mauritius"
countries = { fr = "Maurice" }
lat = -20.16
lon = 57.5
"""


@pytest.mark.parametrize("written", ["Port Louis", "port-louis", "Port-Luis", "PL", "pl"])
def test_a_register_merges_spellings(written: str) -> None:
    register, _ = read_register(PLACES, path="content/places.toml")
    text = f"---\ntitle: x\ndate: 2014\nlocation: {written}\n---\n"
    article = read_article(
        text.encode(), path="a.fr.md", site=SITE, registers={"places": register}
    ).article
    assert article and article.place
    (term,) = article.terms
    assert (term.slug, term.name, term.written) == ("port-louis", "Port-Louis", written)
    assert (article.place.name, article.place.country) == ("Port-Louis", "Maurice")
    assert (article.place.lat, article.place.lon) == (-20.16, 57.5)


def test_what_the_author_wrote_goes_before_the_register() -> None:
    register, _ = read_register(PLACES, path="content/places.toml")
    text = b"---\ntitle: x\ndate: 2014\nlocation: {name: PL, country: MU, lat: 1, lon: 2}\n---\n"
    article = read_article(text, path="a.md", site=SITE, registers={"places": register}).article
    assert article and article.place
    assert (article.place.name, article.place.country) == ("Port Louis", "MU")
    assert (article.place.lat, article.place.lon) == (1, 2)


def test_a_register_taken_away_leaves_what_the_author_wrote() -> None:
    register, _ = read_register(PLACES, path="content/places.toml")
    text = b"---\ntitle: x\ndate: 2014\nlocation: PL\ntags: [PL]\n---\n"
    plain = _read(text, "a.md").article
    assert plain
    registers = {"places": register, "tags": register}
    assert resolve(plain, registers) != plain
    assert resolve(resolve(plain, registers), {}) == plain


def test_two_aliases_of_one_term_are_one() -> None:
    register, _ = read_register('[Rain]\naliases = ["Pluie"]', path="content/tags.toml")
    text = b"---\ntitle: x\ndate: 2014\ntags: [Wind, Pluie, Rain]\n---\n"
    article = read_article(text, path="a.md", site=SITE, registers={"tags": register}).article
    assert article and [term.slug for term in article.terms] == ["wind", "rain"]


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("---\ntitle: x\ndate: 2014-03-12\n---\n", "2014-03-11T20:00:00"),
        ("---\ntitle: x\ndate: 2014-03-12\ndraft: yes\n---\n", NEVER),
        ("---\ntitle: x\ndate: 2014-03-12\ndraft: \u00a0true\n---\n", NEVER),
        ("---\ntitle: x\ndate: 2014-03-12\ndraft:\u00a0true\n---\n", NEVER),
        ("---\ntitle: x\n---\n", ""),
        ("---\ntitle: x\ndate: soon\ndraft: true\n---\n", NEVER),
        ("---\ndate: 2014-03-12\nslug: [a, b]\n---\n", "2014-03-11T20:00:00"),
        ("---\ntitle: x\ndate: 2014-03-12\ndraft: perhaps\n---\n", "2014-03-11T20:00:00"),
        ("---\nTitle: x\nDraft: true\n---\n", NEVER),
        ("---\ntitle: a: b\ndraft: true # for now\n---\n", NEVER),
        ("---\ntitle: a: b\n draft: 'On'\n---\n", NEVER),
        ("---\ntitle: a: b\ndate: 2014-03-12\n---\n", "2014-03-11T20:00:00"),
        ("---\ntitle: a: b\nextra:\n  draft: true\n---\n", ""),
        ("---\ntitle: a: b\n---\ndraft: true\n", ""),
        ("---\ntitle: a: b\nDRAFT: true\ndraft: false\n---\n", NEVER),
        ("---\ntitle: x\ndraft: true\n\nNever closed.\n", NEVER),
        ("---\ntitle: x\n\nNever closed.\ndraft: true\n", ""),
        ("---\n<<<<<<< a\ntitle: x\n=======\ntitle: y\n>>>>>>> b\ndraft: true\n---\n", NEVER),
        ("<<<<<<< a\n---\ntitle: x\ndraft: true\n=======\n---\n>>>>>>> b\n---\n", NEVER),
        ("draft: true\n\nNo front matter.\n", ""),
        ("+++\ntitle = x\ndraft = true\n+++\n", NEVER),
        ("+++\ntitle = x\n[extra]\ndraft = true\n+++\n", ""),
        ('{\n"title": "x"\n"draft": true\n}\n', NEVER),
        ('{"title": "x", "draft": "yes",}\n', NEVER),
        ('{\n"title": "x",\n"extra": {"draft": true},\n}\n', ""),
        ('{\n"title": "draft: {",\n"draft": true,\n}\n', NEVER),
    ],
)
def test_when_a_file_is_due_whatever_else_is_wrong(text: str, due: str) -> None:
    assert _read(text.encode(), "a.md").due == due


def test_a_draft_in_another_encoding_is_one() -> None:
    reading = _read("---\ntitle: Crue à Moka\ndraft: true\n---\n".encode("cp1252"), "a.md")
    assert reading.article is None and reading.due == NEVER


@pytest.mark.parametrize("form", ["", "-le", "-be"])
@pytest.mark.parametrize("encoding", ["UTF-16", "UTF-32"])
def test_a_wide_encoding_is_called_by_its_name(encoding: str, form: str) -> None:
    text = "---\ntitle: Crue\ndate: 2014-03-12\ndraft: true\n---\n"
    data = text.encode(f"{encoding}{form}")
    reading = read_article(data, path="crue.md", site=SITE, registers={})
    assert (reading.article, reading.due) == (None, NEVER)
    assert [(one.line, one.message, one.fix) for one in reading.problems] == [
        (1, f"The file is in {encoding}", "Save the file as UTF-8")
    ]


def test_the_date_in_a_name_counts_where_front_matter_cannot_be_read() -> None:
    text = b"---\ntitle: a: b\n---\n"
    assert _read(text, "2014-03-12-a.md").due == "2014-03-11T20:00:00"


def test_a_key_of_another_system_may_say_that_it_is_a_draft() -> None:
    site = make_site('front_matter.draft = "hidden"')
    text = b"---\ntitle: a: b\nhidden: true\n---\n"
    assert read_article(text, path="a.md", site=site, registers={}).due == NEVER


@pytest.mark.parametrize("path", ["a.md", "2014-03-12-a.md"])
@pytest.mark.parametrize(
    ("lines", "held"),
    [
        ("title: x\ndate: 2014", False),
        ("date: 2014", True),
        ("title: [a, b]\ndate: 2014", True),
        ("title: x\ndate: soon", True),
        ("title: x\ndate: soon\nkind: page", False),
        ("title: x\ndate: 2014\nkind: post", True),
        ("title: x\ndate: 2014\nslug: a/b", True),
        ("title: x\ndate: 2014\nlang: English", True),
        ("title: x\ndate: 2014\ndraft: perhaps", True),
        ("title: x\ndate: 2014\nnoindex: perhaps", True),
        ("title: x\ndate: 2014\ndate: 2015", True),
        ("title: x\ndate: 2014\nDraft: false\ndraft: false", True),
        ("title: !x y\ndate: 2014", True),
        ("title: x\ndate: 2014\nsection: [a, b]", False),
        ("title: x\ndate: 2014\nkicker: a\nkicker: b", False),
        ("title: x\ndate: 2014\nrights: !x y", False),
        ("title: x\ndate: 2014\naliases: [a#b]", False),
        ("title: x\ndate: 2014\nimage: C:/a.jpg", False),
    ],
)
def test_only_what_cannot_be_placed_is_held_back(path: str, lines: str, held: bool) -> None:
    reading = _read(f"---\n{lines}\n---\nText.\n".encode(), path)
    assert (reading.article is None) == held
    assert reading.article or any(problem.severity == "error" for problem in reading.problems)


FAULTS = {
    "aliases": "aliases: [a#b]",
    "date": "date: 31/11/2026",
    "Title": "Title: [a, b]",
    "tags": "tags: [[x]]",
    "draft": "draft: perhaps",
    "lang": "lang: English",
    "image": "image: C:/flood.jpg",
    "location": "location: {lat: 1}",
    "corrections": "corrections: [{date: soon}]",
    "kicker": "kicker: Caf&eacute;",
    "layout": "layout: post",
}


@given(st.sets(st.sampled_from(sorted(FAULTS)), min_size=1), st.booleans())
def test_a_problem_never_hides_the_next(keys: set[str], link: bool) -> None:
    """What is told of each line alone is told where all of them stand together."""

    def told(lines: Iterable[str], body: str) -> set[tuple[str, str]]:
        text = "\n".join(["---", *lines, "---", body])
        return {(one.message, one.fix) for one in _read(text.encode(), "a.md").problems}

    body = "See [it](../../x.md)." if link else ""
    written = {"title: x", "date: 2014"}
    together = told([FAULTS[key] for key in sorted(keys)], body)
    for key in keys:
        usual = [line for line in written if not line.startswith(key.lower())]
        assert told([*usual, FAULTS[key]], "") <= together
    assert told(written, body) <= together
