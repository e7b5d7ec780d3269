"""The whole address of one article, as front matter gives it."""

from __future__ import annotations

import pytest
from article_cases import make_site

from dateline.content.article import Article
from dateline.content.read import read_article


def _read(lines: str, path: str = "story.md", *settings: str) -> tuple[Article | None, list[str]]:
    """The article, and its problems on one line each."""
    data = f"---\ntitle: Flood\n{lines}\n---\nRain.\n".encode()
    site = make_site('url = "https://example.org/"', *settings)
    reading = read_article(data, path=path, site=site, registers={})
    told = [
        f"{found.line}:{found.column} {found.severity} {found.message} | {found.fix}"
        for found in reading.problems
    ]
    return reading.article, told


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("permalink: /2014/12/12/1.0-Timeline.html", "/2014/12/12/1.0-Timeline.html"),
        ("permalink: news/flood/", "/news/flood/"),
        ("permalink: /story.php", "/story.php/"),
        ("permalink: /news/1234", "/news/1234/"),
        ("permalink: /news/index.html", "/news/"),
        ("permalink: /News/Flood.HTM", "/News/Flood.HTM"),
        ("permalink: /2014/%C3%A9t%C3%A9/My%20story.html", "/2014/été/My story.html"),
        ("permalink: /2014/e\u0301te\u0301/", "/2014/été/"),
        ("permalink: https://example.org/flood/", "/flood/"),
        ("url: /flood.html", "/flood.html"),
        ("path: news/flood", "/news/flood/"),
        ("permalink:\nurl: /rain/", "/rain/"),
        ("permalink:", "/2014/03/12/story/"),
    ],
)
def test_an_article_is_at_its_permalink(written: str, address: str) -> None:
    article, problems = _read(f"date: 2014-03-12\n{written}")
    assert article
    assert (article.url, problems) == (address, [])


def test_a_permalink_holds_for_pages_and_all_languages() -> None:
    page, _ = _read("kind: page\npermalink: /colophon.html", "about.fr.md")
    assert page
    assert (page.lang, page.url) == ("fr", "/colophon.html")


@pytest.mark.parametrize(
    ("written", "message", "fix"),
    [
        (
            "/:year/:month/:title/",
            "“/:year/:month/:title/” is a pattern (“:year”), not the address of one article",
            "Write the whole address: permalink: /2014/03/flood/",
        ),
        (
            "pretty",
            "“pretty” is a pattern (“:categories”), not the address of one article",
            "Write the whole address: permalink: /2014/03/12/flood/",
        ),
        (
            "/:collection/:path/",
            "“/:collection/:path/” is a pattern (“:collection”), not the address of one article",
            "Write the whole address: permalink: /2014/12/12/timeline.html",
        ),
        (
            "https://elsewhere.example/flood/",
            "“https://elsewhere.example/flood/” cannot be an address on this site",
            "Write its path from the site's root: permalink: /flood/",
        ),
        (
            "/a/../../b/",
            "“/a/../../b/” cannot be an address on this site",
            "Write its path from the site's root: permalink: /2014/12/12/timeline.html",
        ),
        (
            "/?p=123",
            "“/?p=123” cannot be an address on this site",
            "Write its path from the site's root: permalink: /2014/12/12/timeline.html",
        ),
        (
            "/A B/",
            "“/A B/” has a space",
            "Write permalink: /A%20B/",
        ),
        *(
            (
                bad,
                f"“{bad}” cannot be an address everywhere: {why}",
                "Use letters, digits, hyphens and slashes: permalink: /2014/12/12/timeline.html",
            )
            for bad, why in (
                ("/a/%2e%2e/b/", "“..” stands for another folder"),
                ("/a%00b/", "it contains an invisible character"),
                ("/a//b/", "it has two slashes in a row"),
                ("/a%0d%0ab/", "it contains an invisible character"),
                ("/a%3Fb/", "it contains “?”"),
                ("/a%5Cb/", "it contains “\\”"),
                ("/a%E9/", "it is not in UTF-8"),
                (f"/{'x' * 201}/", f"“{'x' * 20}…” is longer than 200 bytes"),
                ("/a./b/", "“a.” ends in a dot, which Windows drops"),
                ("/%20/", "“ ” begins or ends with a space"),
                ("/a%20/", "“a ” begins or ends with a space"),
                ("/a%E2%80%AEb/", "it contains an invisible character"),
                ("/.htaccess/", "“.htaccess” begins with a dot, and many hosts serve no such"
                 " files"),
                ("/2014/.git/config", "“.git” begins with a dot, and many hosts serve no such"
                 " files"),
                ("/_worker.js/", "hosts look for a file called “_worker.js” there"),
                *(
                    (f"/{name}", f"hosts look for a file called “{name}” there")
                    for name in (
                        *("_redirects", "_headers", "_routes.json", "CNAME", "Cname"),
                        *("netlify.toml", "robots.txt", "Robots.TXT"),
                    )
                ),
                ("/.nojekyll", "“.nojekyll” begins with a dot, and many hosts serve no such files"),
                ("/.well-known/story/", "hosts and apps look for files of their own in"
                 " “.well-known”"),
                *(
                    (f"/{name}", f"Windows reserves the name “{device}” for a device")
                    for name, device in (
                        *(("CON/", "CON"), ("nul.html", "nul"), ("2010/aux.txt", "aux")),
                        *(("com1/story/", "com1"), ("a/Prn", "Prn")),
                    )
                ),
            )
        ),
        (
            "/a%2Fb/c%2fd",
            "“/a%2Fb/c%2fd” has an escaped slash (%2F)",
            "Write permalink: /a/b/c/d",
        ),
        (
            "/%zz/100%/",
            "“/%zz/100%/” has a “%” that is not followed by two hexadecimal digits",
            "Write permalink: /%25zz/100%25/",
        ),
        (
            "/search/data/x/",
            "Dateline reserves the address /search/data/x/ for itself",
            "Choose another",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_a_permalink(written: str, message: str, fix: str) -> None:
    article, problems = _read(f"date: 2014-03-12\npermalink: {written}")
    assert article is None  # it would be published at another address
    assert problems == [f"4:12 error {message} | {fix}"]


@pytest.mark.parametrize("setting", ['source = "url"', 'ignore = "url"'])
def test_a_newsroom_may_mean_something_else_by_url(setting: str) -> None:
    lines = "date: 2014-03-12\nurl: https://agency.example/1"
    article, problems = _read(lines, "story.md", f"front_matter.{setting}")
    assert article
    assert (article.url, problems) == ("/2014/03/12/story/", [])


@pytest.mark.parametrize("written", ["/100%25/", "/console/", "/a/null.html", "/a/cname/"])
def test_what_can_be_a_permalink(written: str) -> None:
    article, problems = _read(f"date: 2014-03-12\npermalink: {written}")
    assert article and not problems


def test_a_percent_sign_that_begins_no_escape_is_told_in_aliases_too() -> None:
    _, problems = _read("date: 2014-03-12\naliases: [/100%/, '/?p=100%']")
    (told,) = problems
    assert told.endswith(
        "“/100%/” has a “%” that is not followed by two hexadecimal digits | Write /100%25/"
    )


@pytest.mark.parametrize("key", ["permalink", "slug", "url"])
@pytest.mark.parametrize("word", ["false", "no", "true", "0", "Yes", '"null"'])
def test_a_switch_is_no_address(key: str, word: str) -> None:
    article, (told,) = _read(f"date: 2014-03-12\n{key}: {word}")
    assert article is None
    written = word.strip('"')
    assert f"error “{key}” is “{written}”, which other systems read as a switch" in told
    assert told.startswith("4:")
    assert "| Write draft: true to keep the article off the site" in told


@pytest.mark.parametrize(("slug", "meant"), [(".git", "git"), ("storm.", "storm"), ("1.0", "")])
def test_a_slug_neither_begins_nor_ends_with_a_dot(slug: str, meant: str) -> None:
    _, problems = _read(f"date: 2014-03-12\nslug: '{slug}'")
    fix = f"The slug “{slug}” cannot be used in an address | Use letters, digits and hyphens: "
    assert [told.endswith(fix + meant) for told in problems] == ([True] if meant else [])
