"""The file of headers that hosts read, and what is in it."""

from __future__ import annotations

import re

import pytest

from dateline.catalogue.store import connect_in_memory
from dateline.config import Site
from dateline.config_comments import CommentSettings
from dateline.hosts import HOSTS
from dateline.security_headers import security_policy
from scratch import SETTINGS, ScratchSite

NETLIFY = f'host = "netlify"\n{SETTINGS}'
READING = [name for name, host in HOSTS.items() if host.reads_headers]


@pytest.fixture
def published(site: ScratchSite) -> ScratchSite:
    """An archive at a host that reads headers."""
    site.settings(NETLIFY)
    return site


def policy(site: ScratchSite) -> dict[str, str]:
    """The directives of the Content-Security-Policy."""
    found = re.search(r"^  Content-Security-Policy: (.+)$", site.page("/_headers"), re.MULTILINE)
    assert found
    parts = (directive.partition(" ") for directive in found[1].split("; "))
    return {name: value for name, _, value in parts}


@pytest.mark.parametrize("host", HOSTS)
def test_hosts_that_read_headers_get_them(site: ScratchSite, host: str) -> None:
    site.settings(f'host = "{host}"\n{SETTINGS}')
    site.build()
    assert site.has("/_headers") == HOSTS[host].reads_headers
    if HOSTS[host].reads_headers:
        text = site.page("/_headers")
        assert text.startswith("/*\n  Content-Security-Policy: default-src 'none'; ")
        assert "\n  Strict-Transport-Security: max-age=31536000\n" in text
        assert "\n  Cache-Control: public, max-age=0, must-revalidate\n" in text
        assert "unsafe-inline" not in text and "'unsafe-eval'" not in text


def test_a_site_without_https_does_not_ask_for_it(site: ScratchSite) -> None:
    site.settings(NETLIFY.replace("https:", "http:"))
    site.build()
    assert "Strict-Transport-Security" not in site.page("/_headers")


@pytest.mark.parametrize(
    "picture",
    [
        "![A reef](https://pictures.example/reef.png)",
        '<img alt="A" src="//pictures.example/a.png">',
    ],
)
def test_pictures_from_elsewhere_are_allowed_while_there_are_any(
    published: ScratchSite, picture: str
) -> None:
    published.article("plain.md", 'The words <code> src="ftp://x"</code> are no picture.')
    published.build()
    assert policy(published)["img-src"] == "'self'"
    published.article("draft.md", picture, draft=True)
    assert "/_headers" not in published.rebuilt()
    published.article("plain.md", picture)
    assert "/_headers" in published.rebuilt()
    assert policy(published)["img-src"] == "'self' https:"
    published.article("plain.md", "None.")
    assert "/_headers" in published.rebuilt()
    assert policy(published)["img-src"] == "'self'"


def test_an_advertisement_may_show_a_picture_from_elsewhere(published: ScratchSite) -> None:
    advertisement = '[advertisements.article]\nhtml = "ad.html"\nwidth = 9\nheight = 9\n'
    published.settings(NETLIFY + advertisement)
    published.write("content/ad.html", '<img alt="" src="a.png">')
    published.article("one.md")
    published.build()
    assert policy(published)["img-src"] == "'self'"
    published.write("content/ad.html", '<IMG alt="" SRC = https://ads.example/a.png>')
    assert "/_headers" in published.rebuilt()
    assert policy(published)["img-src"] == "'self' https:"


def test_finding_pictures_from_elsewhere_reads_no_other_body() -> None:
    connection = connect_in_memory()
    condition = """instr(html, ' src="http') OR instr(html, ' src="//')"""
    plan = connection.execute(f"EXPLAIN QUERY PLAN SELECT 1 FROM bodies WHERE {condition}")
    assert "bodies_with_pictures_from_elsewhere" in str(plan.fetchall())


def test_forms_go_where_comments_are_received(published: ScratchSite) -> None:
    comments = '[comments]\non = true\nendpoint = "https://forms.example:8443/f/1?a=b"\n'
    published.settings(NETLIFY + comments)
    published.build()
    assert policy(published)["form-action"] == "'self' https://forms.example:8443"
    published.settings(f'{NETLIFY}[comments]\non = true\nhost = "netlify"\n')
    published.build()
    assert policy(published)["form-action"] == "'self'"
    published.settings(NETLIFY + comments)
    published.build()
    published.settings(NETLIFY + comments.replace("true", "false"))
    assert "/_headers" in published.rebuilt()
    assert policy(published)["form-action"] == "'self'"


@pytest.mark.parametrize(
    ("endpoint", "source"),
    [
        ("https://forms.example/f/1", " https://forms.example"),
        ("https://desk:secret@Forms.example:99/", " https://forms.example:99"),
        ("https://é.example/", " https://xn--9ca.example"),
        ("https://forms.example; script-src *", ""),
        ("https://forms.example'/", ""),
        ("https://forms.example:port/", ""),
        (f"https://{'a' * 70}.example/", ""),
        ("", ""),
    ],
)
def test_the_address_of_a_form_adds_its_host_and_nothing_else(endpoint: str, source: str) -> None:
    comments = CommentSettings(on=True, endpoint=endpoint, host="" if endpoint else "netlify")
    site = Site(title="Any", url="https://archive.example/", comments=comments)
    plain = security_policy(Site(title="Any", url="https://archive.example/"))
    expected = plain.replace("form-action 'self'", f"form-action 'self'{source}")
    assert security_policy(site) == expected


def test_the_policy_can_be_widened(published: ScratchSite) -> None:
    wider = (
        '[policy]\nimg-src = "https:"\nframe-src = ["https://maps.example", "https://a.example"]\n'
    )
    published.settings(NETLIFY + wider)
    published.build()
    assert policy(published)["img-src"] == "'self' https:"
    assert policy(published)["frame-src"] == "https://maps.example https://a.example"
    assert "script-src" not in wider and policy(published)["script-src"].startswith("'self' ")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("img-scr = 'https:'", "“img-scr” is not a part of the policy"),
        ("default-src = 'https:'", "“default-src” is not a part of the policy"),
        ("script-src = \"'unsafe-inline'\"", "“'unsafe-inline'” does not say"),
        ("script-src = 'https://a.example; img-src *'", "does not say what pages may load"),
        ('img-src = "https://a.example\\n/*"', "does not say what pages may load"),
        ("img-src = '*'", "“*” does not say"),
        ("img-src = 'http://a.example'", "“http://a.example” does not say"),
    ],
)
def test_a_wrong_policy_is_a_problem(published: ScratchSite, line: str, message: str) -> None:
    published.settings(f"{NETLIFY}[policy]\n{line}\n")
    (problem,) = published.problems()
    assert problem.path == "site.toml" and message in problem.message


OWN = """\
# Our own.
/downloads/*
  cache-control: max-age=60
  X-Colour: blue
/*
  referrer-policy: no-referrer
  ! Cross-Origin-Opener-Policy
"""


@pytest.mark.parametrize("host", READING)
def test_the_newsroom_adds_its_own(site: ScratchSite, host: str) -> None:
    site.settings(f'host = "{host}"\n{SETTINGS}')
    site.build()
    before = site.page("/_headers")
    site.write("content/_headers", OWN)
    assert site.rebuilt() == {"/_headers"}
    text = site.page("/_headers")
    all_files, downloads = text.split("\n\n")
    assert "\n  referrer-policy: no-referrer" in all_files
    assert all_files.casefold().count("referrer-policy") == 1
    assert "Cross-Origin-Opener-Policy" in before and "Cross-Origin" not in all_files
    # Where a host joins the values of all rules, the first has to go.
    removal = "  ! Cache-Control\n" if HOSTS[host].joins_headers else ""
    expected = f"/downloads/*\n{removal}  Cache-Control: max-age=60\n  X-Colour: blue\n"
    assert downloads == expected
    site.delete("_headers")
    assert site.rebuilt() == {"/_headers"}
    assert site.page("/_headers") == before


def test_elsewhere_the_newsrooms_file_is_carried_as_it_is(site: ScratchSite) -> None:
    site.write("content/_headers", OWN)
    site.build()
    assert site.page("/_headers") == OWN
    site.settings(NETLIFY)
    assert "/_headers" in site.rebuilt()
    assert site.page("/_headers") != OWN
    site.settings(SETTINGS)
    assert "/_headers" in site.rebuilt()
    assert site.page("/_headers") == OWN


def test_lines_that_no_host_can_read_are_told(published: ScratchSite) -> None:
    published.write("content/_headers", "  X-Lost: 1\n/*\n  nonsense here\n\n  X-Kept: 2\n")
    summary = published.build()
    told = [(problem.place, problem.kind) for problem in summary.warnings]
    assert told == [("content/_headers:1:3", "headers"), ("content/_headers:3:3", "headers")]
    assert "has no path above it" in summary.warnings[0].message
    assert "  X-Kept: 2\n" in published.page("/_headers")
    assert "nonsense" not in published.page("/_headers")
    published.write("content/_headers", "/*\n  X-Kept: 1\nfiles/*\n  X-Lost: 2\n")
    assert [problem.place for problem in published.build().warnings] == [
        "content/_headers:3:1",
        "content/_headers:4:3",
    ]
    assert "X-Kept" in published.page("/_headers") and "X-Lost" not in published.page("/_headers")
    published.write("content/_headers", "/*\n  X-Name: é\n")
    (problem,) = published.build().warnings
    assert problem.place == "content/_headers:2:3" and "only plain letters" in problem.fix
    assert "X-Name" not in published.page("/_headers")
    published.write("content/_headers", b"/*\n  X-Name: \xff\n")
    (problem,) = published.problems()
    assert problem.kind == "not-utf8" and problem.path == "content/_headers"


def test_the_portable_edition_has_no_headers(published: ScratchSite) -> None:
    published.write("content/_headers", OWN)
    published.article("one.md")
    output = published.root / "portable"
    published.build(edition="portable", output=output)
    assert not (output / "_headers").exists()
