"""Whatever is edited, in whatever order: an incremental build leaves what a clean build would.

`DATELINE_EDITS` says about how many edits; `make trust` asks for many, other ones each time.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from dateline.catalogue.ledger import Ledger
from dateline.catalogue.store import connect_read_only
from dateline.problems import Problem, ProblemsFound
from photographs import photograph
from scratch import SQUARE, ScratchSite, Snapshot, assert_same, git

SETTINGS = """\
title = "{title}"
url = "https://meridian.example{path}"
theme = "{theme}"
language = "{language}"
permalink = "{permalink}"
timezone = "{timezone}"
host = "{host}"
[languages.fr]
title = "Le Méridien"
temperature = "{temperature}"
{advertisement}
[lists]
limit = 10
newest = 3
feed = 4
[search]
volume = 10
[taxonomies]
{taxonomies}
[comments]
{comments}
[images]
{images}
[history]
on = {history}
[cms]
{cms}
"""
PICTURE = """\
[advertisements.article]
image = "pictures/square.svg"
alt = "{alt}"
width = 60
height = 60
"""
SNIPPET = """\
[advertisements.list]
html = "ads/spring.html"
width = {width}
height = 60
languages = ["fr"]
"""
PERMALINK = "/:year/:month/:day/:slug/"
BROADSHEET = Path(__file__).parents[2] / "themes" / "broadsheet" / "templates"

DATES = (
    "1979", "1987", "1987-03", "1987-03-05", "1987-03-05T08:00", "1987-03-06", "1987-11-30",
    "2014-02-01", "2014-02", "2014-07-14", "2024-12-31", "2024-12-31T23:59", "2099-01-01",
)  # fmt: skip
INSTANTS = ("2025-01-01T00:00:00", "2024-12-31T12:00:00", "2100-01-01T00:00:00")
TAGS = ("Flood", "flood", "Sea", "Port", "Cyclone", "Rail")
NAMES = tuple(f"n{number:02}" for number in range(9))

FAULTS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("title: [", {}), ("No front matter", {}), ("", {"title": None}), ("", {"date": "1987-13"}),
    ("", {"date": None}), ("", {"slug": "a b"}), ("", {"location": {"name": "Galle", "lat": 99}}),
    ("", {"image": "gone.png"}), ("", {"image": ["a", "b"]}), ("", {"aliases": ["//x"]}),
    ("", {"withdrawn": True}), ("", {"slug": ".dateline"}), ("", {"slug": "2014", "kind": "page"}),
    ("", {"permalink": "/:year/"}),
)  # fmt: skip
"""What may be wrong with a file: a text in its place, or keys of its front matter."""

Published = tuple[Snapshot, dict[str, tuple[dict[str, Any], str]], dict[str, str], str, bool]
"""What can be built: sources, articles, settings, the instant, and whether to keep going."""

ALIASES = (
    "/old/", "/same.html", "/same.html/below/", "/2014/other/", "/n01/", "/tags/sea/", "/1987/",
    "/notes.txt", "/pictures", "/Old/", "/?p=1", "/n02/?id=2", "/fr/tags/crue/",
    "/tags/flood/feed.xml", "/1987/03/05/x/", "/2014/02/", "/fr/2014/02/01/x/", "/1999/12/31/x/",
    "/Tags/Sea/", "/2014/INDEX.html", "/Fr/", "/PICTURES/", "/Search/?q=flood", "/?&",
)  # fmt: skip
HOME = "https://meridian.example/"
names, dates = st.sampled_from(NAMES), st.sampled_from(DATES)
tags = st.lists(st.sampled_from(TAGS), max_size=5, unique=True)
numbers = st.integers(0, 10_000)
keys = st.fixed_dictionaries(
    {"date": dates, "tags": tags},
    optional={
        "title": st.sampled_from(("One", "Two", "<b>Three</b> & “four”")),
        "section": st.sampled_from(("News", "Sport")),
        "series": st.just("Storms"),
        "location": st.sampled_from(("Port Louis", "Galle", "Le Port")),
        "authors": st.sampled_from((["Ann"], ["Bo", "Ann"])),
        "slug": st.sampled_from(("same", "other")),
        "image": st.sampled_from(
            ("pictures/square.svg", "pictures/photograph.jpg", f"{HOME}pictures/square.svg")
        ),
        "canonical": st.sampled_from((f"{HOME}1987/03/05/n01/", f"{HOME}notes.txt")),
        "people": st.just(["Cy"]),
        "draft": st.just(True),
        "noindex": st.just(True),
        "corrections": st.sampled_from(
            (
                ["Once"],
                [{"date": "2014-04-01", "text": "One"}, {"date": "2015", "text": "Two"}],
                [{"date": "2025-06-01", "text": "Three"}, "Four"],
            )
        ),
        "updated": st.sampled_from(("2014-05-01", "2025-06-01", "2024-12-31T18:00")),
        "publish_at": st.sampled_from(("2024-12-31T18:00", "2025-06-01", "1987")),
        "must_read": st.sampled_from((True, 1, 2)),
        "weather": st.sampled_from(("24.7 C", "76 °F, rain", "−3 C", "Rain")),
        "comments": st.booleans(),
        "permalink": st.sampled_from(
            ("/same.html", "/2014/Other/", "/tags/flood/", "/Tags/Port/", "/notes.txt")
        ),
        "aliases": st.lists(st.sampled_from(ALIASES), max_size=3, unique=True),
        "kind": st.just("page"),
        "withdrawn": st.sampled_from(("A mistake", {"reason": "Two", "date": "2024-12-01"})),
    },
)
bodies = st.one_of(
    st.sampled_from(("Rain fell.", "The sea rose.\n\nIt fell.", "See ![it](pictures/square.svg).")),
    st.sampled_from(("![It](pictures/photograph.jpg)", "![It](https://a.example/b.png)")),
    names.map(lambda name: f"More [there]({name}.md)."),
    st.sampled_from(("[a page](/about/)", "[a file](/notes.txt)", "[a list](/tags/flood/)")),
    st.sampled_from(("n00", "n01", "same")).map(
        lambda slug: f"[Before](n00.md), [by address](/1987/03/05/{slug}/), [too](/2014/{slug})."
    ),
    st.sampled_from(("/1987/03/05/n01", "/notes.txt", "/archive/2014/n02/", "/a/x", "/old/")).map(
        lambda path: f"[In full](https://meridian.example{path}), [without]({path}#below)."
    ),
)  # fmt: skip


class Editing(RuleBasedStateMachine):
    """A newsroom at work on one small archive."""

    search = False
    steps = 0
    keep_going = False

    @initialize(
        years=st.lists(st.sampled_from(("1987", "2014")), min_size=9, max_size=13),
        theme=st.sampled_from(("broadsheet", "own")),
    )
    def found(self, years: list[str], theme: str) -> None:
        self.folder = tempfile.TemporaryDirectory(prefix="dateline-test-")
        self.site = ScratchSite(Path(self.folder.name) / "site", search=self.search)
        self.site.write("themes/own/theme.toml", 'inherits = "broadsheet"\n')
        self.configure(
            title="The Meridian", path="/", theme=theme, taxonomies="", language="en", images="",
            permalink=PERMALINK, timezone="UTC", comments="", temperature="", advertisement="",
            history="false", host="netlify", cms="",
        )  # fmt: skip
        self.articles: dict[str, tuple[dict[str, Any], str]] = {}
        self.picture(60)
        self.photograph(600)
        self.snippet("<p>Ferries</p>")
        for number, year in enumerate(years):
            date = f"{year}-0{number % 4 + 1}-{number + 10}"
            self.put(f"old{number}.md", {"date": date, "tags": ["Flood"]}, "Old.")
        self.git("init", "-q")
        self.site.build()
        self.published: list[Published] = []
        self.keep()

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            self.folder.cleanup()

    # What the newsroom does

    def git(self, *arguments: str) -> None:
        git(self.site.root, *arguments, moment=self.site.now)

    @rule(subject=st.sampled_from(("Correct a name", "Add a <b>paragraph</b>")))
    def commit(self, subject: str) -> None:
        self.git("add", "-A", "content")
        self.git("commit", "-q", "--allow-empty", "-m", subject)

    @rule()
    def branch_off(self) -> None:
        """What was committed last is no longer in the history."""
        self.commit("Begin")
        self.commit("Go on")
        self.git("reset", "-q", "--soft", "HEAD~1")

    def put(self, path: str, keys: dict[str, Any], body: str) -> None:
        self.articles[path] = keys, body
        self.site.article(path, body, **keys)

    def some(self, number: int) -> str:
        return sorted(self.articles)[number % len(self.articles)]

    def change(self, number: int, edit: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
        path = self.some(number)
        keys, body = self.articles[path]
        self.put(path, edit(keys), body)

    @rule(name=names, keys=keys, body=bodies, french=st.booleans())
    def add(self, name: str, keys: dict[str, Any], body: str, french: bool) -> None:
        self.put(f"{name}.fr.md" if french else f"{name}.md", keys, body)

    @rule(date=dates, tag=st.sampled_from(TAGS[:3]), french=st.booleans())
    def add_several(self, date: str, tag: str, french: bool) -> None:
        for number in range(4):
            name = f"many{len(self.articles)}-{number}" + (".fr.md" if french else ".md")
            self.put(name, {"date": date, "tags": [tag]}, "Many.")

    @precondition(lambda self: len(self.articles) > 1)
    @rule(number=numbers)
    def delete(self, number: int) -> None:
        path = self.some(number)
        del self.articles[path]
        self.site.delete(path)

    @precondition(lambda self: len(self.articles) > 6)
    @rule(number=numbers)
    def delete_several(self, number: int) -> None:
        for _ in range(4):
            self.delete(number)

    @precondition(lambda self: self.articles)
    @rule(number=numbers, name=names, french=st.booleans())
    def rename(self, number: int, name: str, french: bool) -> None:
        old, new = self.some(number), f"{name}.fr.md" if french else f"{name}.md"
        self.articles[new] = self.articles.pop(old)
        self.site.rename(old, new)

    @precondition(lambda self: self.articles)
    @rule(number=numbers, tags=tags)
    def retag(self, number: int, tags: list[str]) -> None:
        self.change(number, lambda keys: {**keys, "tags": tags})

    @precondition(lambda self: self.articles)
    @rule(number=numbers, date=dates)
    def move(self, number: int, date: str) -> None:
        self.change(number, lambda keys: {**keys, "date": date})

    @precondition(lambda self: self.articles)
    @rule(number=numbers, title=st.sampled_from(("Corrected", "Corrected again")))
    def retitle(self, number: int, title: str) -> None:
        self.change(number, lambda keys: {**keys, "title": title})

    @precondition(lambda self: self.articles)
    @rule(number=numbers, flag=st.sampled_from(("draft", "noindex", "must_read")))
    def toggle(self, number: int, flag: str) -> None:
        self.change(number, lambda keys: {**keys, flag: not keys.get(flag)})

    @precondition(lambda self: self.articles and self.keep_going)
    @rule(number=numbers, fault=st.sampled_from(FAULTS))
    def spoil(self, number: int, fault: tuple[str, dict[str, Any]]) -> None:
        text, faulty = fault
        if text:
            self.site.write(f"content/{self.some(number)}", text)
        else:
            self.change(number, lambda keys: {**keys, **faulty})

    @rule(keep_going=st.booleans())
    def decide(self, keep_going: bool) -> None:
        self.keep_going = keep_going

    @precondition(lambda self: self.articles)
    @rule(number=numbers, body=bodies)
    def rewrite(self, number: int, body: str) -> None:
        path = self.some(number)
        self.put(path, self.articles[path][0], body)

    @rule(width=st.sampled_from((60, 90)))
    def picture(self, width: int) -> None:
        self.site.write("content/pictures/square.svg", SQUARE.format(width=width))

    @rule(
        text=st.sampled_from(
            (
                "<p>Ferries</p>", '<a href="/notes.txt">Notes</a>', '<a href="../n01.md">One</a>',
                '<img src="../pictures/square.svg" alt="">',
            )
        )
    )  # fmt: skip
    def snippet(self, text: str) -> None:
        self.site.write("content/ads/spring.html", text)

    @rule(width=st.sampled_from((300, 600, 700)), whole=st.just(True) | st.booleans())
    def photograph(self, width: int, whole: bool = True) -> None:
        data = photograph(width, 40)
        if not (whole or self.keep_going):
            return
        self.site.write("content/pictures/photograph.jpg", data if whole else data[:900])

    @rule(line=st.sampled_from(("", "X-Colour: blue", "Referrer-Policy: no-referrer", "odd")))
    def headers(self, line: str) -> None:
        path = self.site.write("content/_headers", f"/*\n  {line}\n")
        if not line:
            path.unlink()

    @rule(there=st.booleans())
    def file(self, there: bool) -> None:
        path = self.site.write("content/notes.txt", "Notes.")
        if not there:
            path.unlink()

    @rule(text=st.sampled_from(("", "<!doctype html>", "<!doctype html>\n<script src='a.js'>")))
    def editing_page(self, text: str) -> None:
        path = self.site.write("content/admin/index.html", text)
        if not text:
            path.unlink()

    @rule(
        rules=st.lists(
            st.sampled_from(
                (
                    "/old /2014/ 301", "/n01 /n02", "/n02 /n01/ # back", "/a/* /:splat 301!", "bad",
                    "/same.html https://other.example/", "/2014 /1987/", "/gone /gone 410",
                    "/1987/03/05/y /old/", "/1999/12/31/ /1987/", "/1987/11/* / 404",
                    "/tags/sea/ /tags/flood/ 301", "/tags/flood /archive/",
                    "/* /404.html 404", "/1987/* /2014/:splat", "/tags/* /tags/:splat",
                )
            ),
            max_size=3,
            unique=True,
        )
    )  # fmt: skip
    def redirect(self, rules: list[str]) -> None:
        path = self.site.write("content/_redirects", "\n".join(rules))
        if not rules:
            path.unlink()

    @rule(
        name=names,
        key=st.sampled_from(("one", "two")),
        comment=st.fixed_dictionaries(
            {"approved": st.booleans(), "date": dates},
            optional={"reply_to": st.sampled_from(("one", "two")), "name": st.just("<b>Bo</b>")},
        ),
        there=st.booleans(),
    )
    def comment(self, name: str, key: str, comment: dict[str, Any], there: bool) -> None:
        path = self.site.comment(f"{name}/{key}.md", **comment)
        if not there:
            path.unlink()

    @rule(
        register=st.sampled_from(
            (
                ("tags", ""),
                ("tags", '["Flood"]\naliases = ["Sea"]\nnames = { fr = "Crue" }\n'),
                ("tags", '["Deluge"]\nslug = "flood"\ndescription = "Water & <more> water"\n'),
                ("places", '["Port Louis"]\ncountry = "Mauritius"\nlat = -20.16\nlon = 57.5\n'),
                (
                    "places",
                    '["Port Louis"]\nlat = -20.16\nlon = 57.5\n["Galle"]\nlat = 6\nlon = 80.2\n',
                ),
                ("places", '["Port Louis"]\naliases = ["Le Port"]\nnames = { fr = "P.-L." }\n'),
                ("sections", '["News"]\nnames = { fr = "Nouvelles" }\n'),
                ("people", '["Cy"]\ndescription = "A man"\n'),
                ("people", f'["Cy"]\nurl = "{HOME}notes.txt"\n'),
                ("tags", '["Flood"]\naliases = ["Sea"]\n["Sea"]\n'), ("places", '["Galle"'),
            )
        )
    )  # fmt: skip
    def register(self, register: tuple[str, str]) -> None:
        name, text = register
        path = self.site.write(f"content/{name}.toml", text)
        if not text:
            path.unlink()

    def configure(self, **settings: str) -> None:
        self.settings = {**getattr(self, "settings", {}), **settings}
        self.site.settings(SETTINGS.format(**self.settings))

    @rule(
        setting=st.sampled_from(
            (
                ("title", "The Meridian"), ("title", "The Equator"),
                ("path", "/"), ("path", "/a b/"),
                ("theme", "broadsheet"), ("theme", "own"), ("taxonomies", ""),
                ("language", "en"), ("language", "de"), ("language", "fr"),
                ("permalink", PERMALINK), ("permalink", "/:year/:slug/"),
                ("images", ""), ("images", "widths = [500]"), ("images", "avif = true"),
                ("images", "share = true"),
                ("host", "netlify"), ("host", "none"), ("host", "cloudflare"),
                ("timezone", "UTC"), ("timezone", "Pacific/Auckland"),
                ("taxonomies", 'people = "people"'), ("taxonomies", "series = false"),
                ("temperature", "F"), ("temperature", ""), ("advertisement", ""),
                ("advertisement", PICTURE.format(alt="One")),
                ("advertisement", PICTURE.format(alt="Two")),
                ("advertisement", SNIPPET.format(width=60)),
                ("advertisement", SNIPPET.format(width=90)),
                ("history", "true"), ("history", "false"), ("history", "true\nauthors = true"),
                ("cms", ""), ("cms", "on = true"),
                ("cms", 'on = true\nrepository = "https://github.com/meridian/archive"'),
                ("comments", ""), ("comments", 'on = true\nhost = "netlify"'),
                ("comments", 'endpoint = "https://forms.example/"\nclose_after = 0'),
            )
        )
    )  # fmt: skip
    def set(self, setting: tuple[str, str]) -> None:
        name, value = setting
        self.configure(**{name: value})

    @precondition(lambda self: self.settings["theme"] == "own")
    @rule(
        name=st.sampled_from(("article.html", "_folio.html", "base.html", "feed.xml", "term.html")),
        words=st.sampled_from(("", "<!-- one -->", "<!-- two -->")),
    )
    def override(self, name: str, words: str) -> None:
        text = (BROADSHEET / name).read_text("utf-8")
        path = self.site.write(f"themes/own/templates/{name}", text + words)
        if not words:
            path.unlink()

    @precondition(lambda self: self.settings["theme"] == "own")
    @rule(
        settings=st.sampled_from(
            ("", 'picture_sizes = "50vw"\n', 'share_ink = "#123456"\n', "advertisements = []\n")
        )
    )
    def set_in_theme(self, settings: str) -> None:
        self.site.write("themes/own/theme.toml", f'inherits = "broadsheet"\n{settings}')

    @rule(now=st.sampled_from(INSTANTS))
    def wait(self, now: str) -> None:
        self.site.now = now

    @rule()
    def age(self) -> None:
        self.site.age()

    @rule(number=numbers)
    def revert(self, number: int) -> None:
        """Take back all that was done since the site was published some time ago."""
        self.restore(self.published[number % len(self.published)])

    # What must hold

    @invariant()
    def as_clean(self) -> None:
        if not hasattr(self, "site"):
            return
        type(self).steps += 1
        before, options = self.site.snapshot(), {"keep_going": self.keep_going}
        try:
            expected = self.site.clean_snapshot(**options)
        except ProblemsFound as found:
            assert told(self.site.problems(**options)) == told(found.problems)
            assert_same(self.site.snapshot(), before)
            self.restore(self.published[-1])
        else:
            try:
                summary = self.site.build(**options)
            except ProblemsFound as found:
                assert "no-articles" in {problem.kind for problem in found.problems}
                assert_same(self.site.snapshot(), before)
                summary = self.site.build(**options, clean=True)
            assert not summary.renewed
            assert_same(self.site.snapshot(), expected)
            assert not self.site.build(**options).written
            assert_counts(self.site.root / ".dateline" / "catalogue.sqlite")
            self.keep()

    def keep(self) -> None:
        """Remember everything as it is, since it can be built."""
        state = self.site.sources(), dict(self.articles), dict(self.settings), self.site.now
        self.published = [*self.published[-3:], (*state, self.keep_going)]

    def restore(self, published: Published) -> None:
        """Make everything as it was."""
        sources, articles, configuration, self.site.now, self.keep_going = published
        self.articles, self.settings = dict(articles), dict(configuration)
        for path in self.site.sources().keys() - sources.keys():
            (self.site.root / path).unlink()
        for path, data in sources.items():
            self.site.write(path, data)

    def __repr__(self) -> str:
        return "newsroom"


def assert_counts(catalogue: Path) -> None:
    """What the catalogue keeps counted is what there is."""
    with closing(connect_read_only(catalogue)) as connection:
        kept = connection.execute("SELECT * FROM spellings").fetchall()
        counted = connection.execute(
            "SELECT taxonomy, lang, slug, written, count(*) FROM article_terms GROUP BY 1, 2, 3, 4"
        ).fetchall()
        assert sorted(kept) == sorted(counted)
        articles = "articles WHERE public AND kind = 'article'"
        there = (
            connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in (articles, "pages")
        )
        assert Ledger(connection).counts() == tuple(there)


def told(problems: list[Problem] | tuple[Problem, ...]) -> set[str]:
    """The places that problems point to; which of two files is named first may differ, and only who
    published an address knows that it is lost."""
    return {problem.place for problem in problems if problem.kind != "lost-address"}


class EditingWithSearch(Editing):
    """The same, search included."""

    search, steps = True, 0


EDITS = int(os.environ.get("DATELINE_EDITS", "40"))
_COMMON = settings(
    stateful_step_count=25,
    deadline=None,
    derandomize="DATELINE_EDITS" not in os.environ,
    suppress_health_check=list(HealthCheck),
)
TestEditing = Editing.TestCase
TestEditing.settings = settings(_COMMON, max_examples=max(3, EDITS // 15))
TestEditingWithSearch = EditingWithSearch.TestCase
TestEditingWithSearch.settings = settings(_COMMON, max_examples=max(1, EDITS // 60))


@pytest.fixture(autouse=True)
def many_edits(
    request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]
) -> Iterator[None]:
    """Without enough edits, a test would prove nothing."""
    machine = {TestEditing: Editing, TestEditingWithSearch: EditingWithSearch}[request.cls]
    yield
    if "DATELINE_EDITS" in os.environ:
        with capsys.disabled():
            sys.stdout.write(f"\n{machine.steps} edits\n")
    assert machine.steps >= min(EDITS // 4, 10)
