"""What is wrong with the newsroom's own redirect rules on a host."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dateline.build.check import check
from dateline.hosts import HOSTS
from scratch import SETTINGS, ScratchSite


@pytest.mark.parametrize("host", [name for name in HOSTS if not HOSTS[name].reads_redirects])
def test_a_rule_that_the_host_ignores_is_told(site: ScratchSite, host: str) -> None:
    site.settings(f'host = "{host}"\n{SETTINGS}')
    site.article("rain.md")
    site.write("content/_redirects", "/old/* /2014/03/05/rain/ 301\n")
    (told,) = check(site.root).problems
    assert HOSTS[host].ignores
    assert told.message == f"No page can stand for this rule, and {HOSTS[host].ignores}"


@pytest.mark.parametrize(("host", "wanted"), [("netlify", 6), ("cloudflare", 4)])
def test_all_that_has_no_rule_for_the_limit_of_the_host_is_counted(
    site: ScratchSite, host: str, wanted: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(HOSTS, host, replace(HOSTS[host], most_static=1))
    site.settings(f'host = "{host}"\n{SETTINGS}')
    site.article("rain.md", aliases=["/old/", "/?p=1"])
    site.article("wind.md", tags=["Odd"], withdrawn="It was forged.")
    (told,) = check(site.root).problems
    assert told.message == (
        f"Of {wanted} addresses of aliases, withdrawn articles, ended lists and feeds,"
        f" {wanted - 1} have no rule: {HOSTS[host].title} reads only 1 rules"
    )
    site.build()
    rules = site.snapshot()["_redirects"].decode().splitlines()
    assert len(rules) == 1
    monkeypatch.setitem(HOSTS, host, replace(HOSTS[host], most_static=wanted))
    site.build(clean=True)
    assert len(site.snapshot()["_redirects"].decode().splitlines()) == wanted


def test_a_rule_for_which_no_page_can_stand_is_told(site: ScratchSite) -> None:
    site.article("rain.md")
    site.write(
        "content/_redirects",
        "/Search/ /archive/\n/CNAME /archive/\n/.well-known/change-password /archive/\n",
    )
    told = [(one.line, one.message) for one in check(site.root).problems]
    assert told == [
        (line, f"“{source}” can have no page: not every computer can store it beside the others")
        for line, source in ((1, "/Search/"), (2, "/CNAME"))
    ]


@pytest.mark.parametrize("host", ["none", "netlify"])
def test_a_rule_may_lead_from_an_alias_to_its_article(site: ScratchSite, host: str) -> None:
    site.settings(f'host = "{host}"\n{SETTINGS}')
    site.article("rain.md", aliases=["/old/"])
    site.write("content/_redirects", "/old/ /2014/03/05/rain/\n")
    assert not check(site.root).problems


def hides(site: ScratchSite) -> list[str]:
    """The messages about rules that hide pages."""
    return [told.message for told in check(site.root).problems if " hides " in told.message]


@pytest.mark.parametrize(
    ("host", "rule", "hidden"),
    [
        ("netlify", "/tags/* /archive/ 301!", "/tags/ and 2 more"),
        ("netlify", "/tags/* /archive/ 410!", "/tags/ and 2 more"),
        ("netlify", "/2014/:month/05/:slug /archive/ 301!", "/2014/03/05/rain/"),
        ("netlify", "/tags/* /archive/ 301", ""),
        ("netlify", "/tags/* /archive/ 301! Country=mu", ""),
        ("netlify", "/old/* /archive/ 301!", ""),
        ("netlify", "https://www.meridian.example/* https://meridian.example/:splat 301!", ""),
        ("cloudflare", "/tags/* /archive/ 301", "/tags/ and 2 more"),
        ("cloudflare", "/tag* /archive/", "/tags/ and 2 more"),
        ("cloudflare", "/tags/:tag /archive/", "/tags/sea/"),
        ("cloudflare", "/tags/* /archive/ 410", ""),
        ("cloudflare", "/former/* /archive/", ""),  # where nothing is but a redirect
        ("github", "/tags/* /archive/ 301", ""),
    ],
)
def test_a_rule_that_hides_pages_is_told_with_the_first(
    site: ScratchSite, host: str, rule: str, hidden: str
) -> None:
    site.settings(f'host = "{host}"\n{SETTINGS}')
    site.article("rain.md", tags=["Sea"], aliases=["/former/rain/"])
    site.write("content/_redirects", f"{rule}\n")
    source = rule.split()[0]
    expected = f"“{source}” hides {hidden}, which readers can no longer reach"
    assert hides(site) == ([expected] if hidden else [])


def test_a_page_that_comes_below_a_rule_is_told_by_an_incremental_build(site: ScratchSite) -> None:
    site.settings(f'host = "cloudflare"\n{SETTINGS}')
    site.article("rain.md", tags=["Sea"])
    site.write("content/_redirects", "/tags/w* /archive/ 301\n")
    assert not site.build().problems
    site.article("wind.md", tags=["Wind"])
    (told,) = site.build().problems
    assert (told.place, told.severity) == ("content/_redirects:1:1", "warning")
    assert told.message == hides(site)[0] and "/tags/wind/" in told.message


@pytest.mark.parametrize(
    ("rules", "told"),
    [
        ("/self/* /self/:splat", "“/self/*” leads back to itself"),
        ("/fr/* /fr/gone/:splat", "“/fr/*” leads back to itself"),
        ("/ping/* /pong/:splat\n/pong/* /ping/:splat", "“/ping/*” leads back to itself"),
        ("/old / 301\n/index.html / 301", "“/index.html” leads back to itself"),
        ("/col/* /nosuch/ 301", "The site has no page or file at “/nosuch/”"),
        ("/one https://meridian.example/no/", "The site has no page or file at"),
        ("/y/* /nosuch/:splat", "The site has no page that begins with “/nosuch/”"),
        ("/y/* /blog/:splat", "“/blog/” begins only old addresses, such as /blog/one/, which lead"),
        ("/y/* /2/:splat", "The site has no page that begins with “/2/”"),
        ("/y/* /z/:splat\n/z/* /2014/:splat", ""),
        ("/y/* /:splat", ""),
        ("/y/* /2014/:slpat", "“:slpat” stands for nothing in “/y/*”"),
        ("/y/:year /2014/:splat", "“:splat” stands for nothing in “/y/:year”"),
        ("/s/*/t /archive/", "“/s/*/t” goes on after “*”, and Netlify looks no further"),
        ("/q?x=1 /archive/", "“/q?x=1” has a query, and hosts look only at the path"),
        ("/?& /archive/", "“/?&” has a query, and hosts look only at the path"),
        ("/one /2014/03/05/rain/#nope", "“/2014/03/05/rain/#nope” leads to an article that has no"),
        ("/one /2014/03/05/rain/#there", ""),
        ("/y/* /2014/:splat", ""),
        ("/y/:month /2014/:month/", ""),
        ("/* / 301", ""),
        ("/topic/* /tags/Category:Rain 200", ""),
        ("/f/* /.netlify/functions/:splat 301", ""),
        ("/one https://meridian.example/2014/", ""),
        ("/old/* https://elsewhere.example/:splat", ""),
    ],
)
def test_a_rule_that_leads_to_nothing_or_in_a_circle_is_told(
    site: ScratchSite, rules: str, told: str
) -> None:
    site.settings(f'host = "netlify"\n{SETTINGS}')
    site.article("rain.md", "## There", aliases=["/blog/one/", "/blog/two/"])
    site.write("content/_redirects", f"{rules}\n")
    messages = [one.message for one in check(site.root).problems]
    assert [message.startswith(told) for message in messages[:1]] == ([True] if told else [])


def test_where_an_old_address_leads_is_told(site: ScratchSite) -> None:
    site.settings(f'host = "netlify"\n{SETTINGS}')
    site.article("rain.md", aliases=["/blog/one/"])
    site.write("content/_redirects", "/a https://meridian.example/blog/one?x#y\n")
    (problem,) = check(site.root).problems
    assert problem.message.endswith(" is itself an old address")
    told = "https://meridian.example/2014/03/05/rain/"
    assert problem.fix == f"Write where that leads: {told}"


@pytest.mark.parametrize(
    ("rules", "is_answered"),
    [
        ("/2014/03/05/* /2014/03/06/:splat", True),
        ("/2014/:month/05/:slug /2014/:month/06/:slug", True),
        ("/2014/03/05/* /once/:splat\n/once/* /2014/03/06/:splat", True),
        ("/2014/03/05/rain / 410\n/2014/* /nosuch/:splat", True),
        ("/2014/03/05/* https://elsewhere.example/:splat", True),
        ("/2014/03/05/* https://meridian.example/2014/03/06/:splat", True),
        ("/2014/03/05/* / 301", True),
        ("/2014/* /nosuch/:splat\n/2014/03/05/rain / 410", False),
        ("/2014/03/05/* /2014/03/07/:splat", False),
        ("/2014/* /2014/:splat", False),
        ("/2014/* /2014/gone/:splat", False),
        ("/2014/03/05/* https://meridian.example/nosuch/:splat", False),
        ("/2014/03/05/* /2014/03/06/:slpat", False),
        ("/2014/03/05/* / Country=mu", False),
        ("/2014/*/rain /", False),
    ],
)
def test_a_rule_answers_if_what_it_leads_to_is_there(
    site: ScratchSite, rules: str, *, is_answered: bool
) -> None:
    site.settings(f'host = "netlify"\n{SETTINGS}')
    site.article("rain.md", "One.")
    site.build()
    site.delete("rain.md")
    site.article("rain-2.md", "Two.", slug="rain", date="2014-03-06")
    site.write("content/_redirects", f"{rules}\n")
    found = [one for one in check(site.root).problems if one.kind == "lost-address"]
    lost = [one.message.split()[0] for one in found if one.path.endswith("rain.md")]
    assert lost == ([] if is_answered else ["/2014/03/05/rain/"])


@pytest.mark.parametrize(
    ("host", "rule", "comes_first"),
    [
        ("netlify", "/2014/03/05/rain /archive/", True),
        ("netlify", "/2014/03/05/rain /archive/ 301!", False),
        ("cloudflare", "/2014/03/05/rain /archive/", False),
        ("github", "/2014/03/05/rain /archive/", True),
    ],
)
def test_a_rule_for_the_address_of_a_page(
    site: ScratchSite, host: str, rule: str, *, comes_first: bool
) -> None:
    site.settings(f'host = "{host}"\n{SETTINGS}')
    site.article("rain.md")
    site.write("content/_redirects", f"{rule}\n")
    (told,) = check(site.root).problems
    assert ("comes first" in told.message, told.fix == "Delete it") == (comes_first, comes_first)
    assert ("no longer reach" in told.message) != comes_first


def test_a_link_to_what_a_rule_answers_is_not_dead(site: ScratchSite) -> None:
    site.settings(f'host = "netlify"\n{SETTINGS}')
    rules = "/shop/* https://shop.example/:splat 200", "/gone / 410", "/none/* /nosuch/:splat"
    site.write("content/_redirects", "".join(f"{rule}\n" for rule in rules))
    site.article("rain.md", "[a](https://meridian.example/shop/x) [b](/gone) [c](/none/x)")
    found = [one for one in check(site.root).problems if one.kind == "dead-link"]
    told = [one.message.rpartition(" at ")[2] for one in found]
    assert told == ["“/gone”", "“/none/x”"]
