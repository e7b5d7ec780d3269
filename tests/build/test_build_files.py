"""Which files of content/ are published: those that something published refers to."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from scratch import SETTINGS, ScratchSite

Edit = Callable[[ScratchSite], object]
SVG = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def text(site: ScratchSite, body: str, path: str = "2014/a.md", **keys: object) -> None:
    site.article(path, body, date="2014-05-06", **keys)


def own_theme(site: ScratchSite, name: str, content: str) -> None:
    site.settings(SETTINGS + 'theme = "own"\n')
    site.write("themes/own/theme.toml", 'inherits = "broadsheet"\n')
    site.write(f"themes/own/{name}", content)


NAMING: dict[str, Edit] = {
    "a link": lambda site: text(site, "[x](f/one.pdf)"),
    "a link from the root": lambda site: text(site, "[x](/2014/f/one.pdf?a=1#p2)"),
    "a link with escapes": lambda site: text(site, "[x](f/%6Fne.pdf)"),
    "a whole address": lambda site: text(site, "[x](http://meridian.example/2014/f/one.pdf#a)"),
    "raw HTML": lambda site: text(site, '<a href="f/one.pdf">x</a>'),
    "a picture's path": lambda site: text(site, "![x](f/one.pdf)"),
    "a frame": lambda site: text(site, '<iframe src="f/one.pdf"></iframe>'),
    "the image key": lambda site: text(site, "x", image="f/one.pdf"),
    "extra": lambda site: text(site, "x", extra={"scans": [{"first": "f/one.pdf"}]}),
    "extra from content/": lambda site: text(site, "x", extra={"scan": "2014/f/one.pdf"}),
    "a page": lambda site: site.article("p.md", "[x](2014/f/one.pdf)", kind="page", date=None),
    "a register's address": lambda site: site.write(
        "content/tags.toml", '["A"]\nurl = "/2014/f/one.pdf"\n'
    ),
    "a register's extra": lambda site: site.write(
        "content/tags.toml", '["A"]\nextra = { scan = "2014/f/one.pdf" }\n'
    ),
    "the menu": lambda site: site.settings(
        SETTINGS + 'menu = [{ title = "x", url = "/2014/f/one.pdf" }]\n'
    ),
    "the menu, as a whole address": lambda site: site.settings(
        SETTINGS + 'menu = [{ title = "x", url = "https://meridian.example/2014/f/one.pdf" }]\n'
    ),
    "the settings' extra": lambda site: site.settings(
        SETTINGS + '[extra]\nscan = "2014/f/one.pdf"\n'
    ),
    "a template": lambda site: own_theme(
        site, "templates/404.html", '<a href="{{ site.base }}2014/f/one.pdf">x</a>'
    ),
    "a stylesheet": lambda site: own_theme(
        site, "assets/css/99-own.css", "body { background: url(/2014/f/one.pdf) }"
    ),
    "always": lambda site: site.settings(SETTINGS + '[files]\nalways = ["2014/f"]\n'),
    "always, from the top": lambda site: site.settings(
        SETTINGS + '[files]\nalways = "content/2014/f/"\n'
    ),
}


@pytest.mark.parametrize("way", NAMING)
def test_a_file_is_published_while_something_published_names_it(
    site: ScratchSite, way: str
) -> None:
    site.write("content/2014/f/one.pdf", "One.")
    site.write("content/2014/f.pdf", "Another.")
    site.settings(SETTINGS)
    site.build()
    assert not site.has("/2014/f/one.pdf")
    NAMING[way](site)
    assert "/2014/f/one.pdf" in site.rebuilt()
    assert not site.has("/2014/f.pdf")
    site.settings(SETTINGS)
    for path in ("2014/a.md", "p.md", "tags.toml"):
        (site.root / "content" / path).unlink(missing_ok=True)
    site.rebuilt()
    assert not site.has("/2014/f/one.pdf")


@pytest.mark.parametrize("keys", [{"draft": True}, {"date": "2030-01-01"}])
def test_what_only_the_unpublished_names_waits(site: ScratchSite, keys: dict[str, object]) -> None:
    site.write("content/2014/one.pdf", "One.")
    site.article("2014/a.md", "[x](one.pdf)", **{"date": "2014-05-06", **keys})
    summary = site.build()
    (file,) = summary.waiting_files
    assert (file.path, file.article) == ("2014/one.pdf", "2014/a.md")
    assert file.cause == ("draft" if "draft" in keys else "date")
    assert not site.has("/2014/one.pdf")
    text(site, "[x](one.pdf)", "2014/b.md")
    assert "/2014/one.pdf" in site.rebuilt() and site.build().waiting_files == []
    site.delete("2014/b.md")
    site.rebuilt()
    assert not site.has("/2014/one.pdf")


def test_a_file_comes_with_its_story_and_goes_with_it(site: ScratchSite) -> None:
    site.write("content/one.pdf", "One.")
    site.article("a.md", "[x](one.pdf)", date="2030-01-01")
    site.build()
    site.now = "2031-01-01T00:00:00"
    assert "/one.pdf" in site.rebuilt()
    site.now = "2025-01-01T00:00:00"
    site.rebuilt()
    assert not site.has("/one.pdf")


@pytest.mark.parametrize(
    "path",
    ["_redirects", "_headers", "CNAME", ".nojekyll", "robots.txt", ".well-known/security.txt"],
)
def test_what_hosts_and_robots_ask_for_does_not_wait(site: ScratchSite, path: str) -> None:
    site.build()
    site.write(f"content/{path}", "Mine.")
    assert f"/{path}" in site.rebuilt()
    assert site.page(f"/{path}") == "Mine."
    site.delete(path)
    site.rebuilt()
    assert site.has(f"/{path}") == (path == "robots.txt")


@pytest.mark.parametrize(
    "name",
    [
        *(
            "e.html",
            "e.HTM",
            "e.xhtml",
            "e.js",
            "e.mjs",
            "e.xml",
            "e.xsd",
            "e.rng",
            "e.ecma",
            "e.php",
        ),
        *(
            "e.html.bak",
            "e.html.en",
            "e.html.gz",
            "e.svg.gz",
            "e.html.mp3",
            "e",
            "e.",
            "e.mdx",
            "e.kml",
        ),
    ],
)
def test_programs_are_published_only_from_what_is_trusted(site: ScratchSite, name: str) -> None:
    site.write(f"content/games/{name}", "<script>alert(1)</script>")
    text(site, f"[play](../games/{name}) and [play](/games/{name})")
    summary = site.build()
    assert not site.has(f"/games/{name}")
    assert {problem.kind for problem in summary.problems} == {"program"}
    assert [problem.line for problem in summary.problems] == [6, 6]
    assert f'trusted = ["games/{name}"]' in summary.problems[0].fix
    assert [file.cause for file in summary.waiting_files] == ["program"]
    site.settings(SETTINGS + '[files]\nalways = "games"\n')
    site.build()
    assert not site.has(f"/games/{name}")
    site.settings(SETTINGS + '[files]\ntrusted = "games"\n')
    assert site.build().problems == [] and site.has(f"/games/{name}")
    site.delete("2014/a.md")
    site.build()
    assert not site.has(f"/games/{name}")


@pytest.mark.parametrize("path", ["../up", "/", "", "a/../../b", "a\\b"])
def test_a_path_that_is_none_is_told(site: ScratchSite, path: str) -> None:
    site.settings(SETTINGS + f"[files]\nalways = ['{path}']\n")
    (problem,) = site.problems()
    assert problem.line == 5 and "is not the path of a file or folder" in problem.message


# Links outside of articles

HOME = "https://meridian.example/"
NOWHERE: dict[str, tuple[Edit, str]] = {
    "the menu": (
        lambda site: site.settings(SETTINGS + 'menu = [\n{ title = "x", url = "/gone/" },\n]\n'),
        "site.toml:5:22",
    ),
    "the menu, as a whole address": (
        lambda site: site.settings(
            SETTINGS + f'menu = [\n{{ title = "x", url = "{HOME}gone/?x#there" }},\n]\n'
        ),
        "site.toml:5:22",
    ),
    "a language's menu": (
        lambda site: site.settings(
            SETTINGS.replace('"Le Méridien"', '"M", menu = [{ title = "x", url = "/fr/gone/" }]')
        ),
        "site.toml:3",
    ),
    "a register": (
        lambda site: site.write("content/tags.toml", '["A"]\nurl = "/gone/"\n'),
        "content/tags.toml:2:7",
    ),
    "a register, as a whole address": (
        lambda site: site.write("content/tags.toml", f'["A"]\nurl = "{HOME}gone/"\n'),
        "content/tags.toml:2:7",
    ),
    "an advertisement": (
        lambda site: site.settings(
            f'{SETTINGS}[advertisements.article]\nhtml = "ad.html"\nwidth = 1\nheight = 1\n'
            f'link = "{HOME}gone/"\n'
        ),
        "site.toml:8:8",
    ),
    "an advertisement's HTML": (
        lambda site: site.settings(
            f'{SETTINGS}[advertisements.article]\nhtml = "more.html"\nwidth = 1\nheight = 1\n'
        ),
        "content/more.html:1:10",
    ),
    "a template": (
        lambda site: own_theme(site, "templates/404.html", '\n<a href="/gone/">x</a>'),
        "themes/own/templates/404.html:2:10",
    ),
}


@pytest.mark.parametrize("where", NOWHERE)
def test_a_link_to_nowhere_is_told_wherever_it_stands(site: ScratchSite, where: str) -> None:
    edit, place = NOWHERE[where]
    site.write("content/ad.html", "<p>Ferries</p>")
    site.write("content/more.html", f'<a href="{HOME}gone/">Ferries</a>')
    site.build()
    edit(site)
    (problem,) = site.build().warnings
    assert problem.kind == "dead-link" and problem.place.startswith(place)
    (again,) = site.problems(strict=True)
    assert again.place == problem.place
    language = "fr/" if where == "a language's menu" else ""
    name = "gone.fr.md" if language else "gone.md"
    site.article(name, kind="page", date=None)
    told = site.build().warnings
    assert [one.kind for one in told] == ["dead-anchor"] * ("#there" in again.message)
    assert all(one.place == problem.place for one in told)


def test_a_drawing_that_runs_programs_counts_once_it_is_wanted(site: ScratchSite) -> None:
    site.settings(SETTINGS + '[files]\nalways = "games"\ntrusted = "games"\n')
    site.write("content/games/e.svg", SVG)
    site.write("content/2014/e.svg", SVG)
    site.article("2014/later.md", "![e](e.svg)", date="2030-01-01")
    found = [(one.path, one.kind, one.severity) for one in site.problems()]
    assert found == [
        ("content/2014/e.svg", "unsafe-svg", "warning"),
        ("content/games/e.svg", "unsafe-svg", "error"),
    ]
    site.delete("games/e.svg")
    (problem,) = site.build(strict=True).problems
    assert (problem.path, problem.severity) == ("content/2014/e.svg", "warning")
    site.now = "2031-01-01T00:00:00"
    (problem,) = site.problems()
    assert (problem.path, problem.severity) == ("content/2014/e.svg", "error")
    summary = site.build(keep_going=True)
    assert [(file.path, file.cause) for file in summary.waiting_files] == [("2014/e.svg", "held")]
    assert not site.has("/2014/e.svg") and "e.svg" not in site.page("/2030/01/01/later/")


@pytest.mark.parametrize("target", ["d.md", "d.svg", "d.txt"])
def test_a_link_of_the_file_system_is_no_way_around(site: ScratchSite, target: str) -> None:
    site.article("d.md", "Secret. ![d](d.svg) [t](d.txt)", draft=True)
    site.write("content/d.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    site.write("content/d.txt", "Secret.")
    (site.root / "content/l.txt").symlink_to(target)
    text(site, "[l](l.txt)")
    summary = site.build()
    assert not site.has("/l.txt")
    told = {problem.path for problem in summary.problems}
    assert {"content/l.txt", "content/2014/a.md"} <= told
