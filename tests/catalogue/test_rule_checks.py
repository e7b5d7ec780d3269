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


@pytest.mark.parametrize(("host", "wanted"), [("netlify", 4), ("cloudflare", 2)])
def test_all_that_has_no_rule_for_the_limit_of_the_host_is_counted(
    site: ScratchSite, host: str, wanted: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(HOSTS, host, replace(HOSTS[host], most_static=1))
    site.settings(f'host = "{host}"\n{SETTINGS}')
    site.article("rain.md", aliases=["/old/", "/?p=1"])
    site.article("wind.md", tags=["Odd"], withdrawn="It was forged.")
    (told,) = check(site.root).problems
    assert told.message == (
        f"Of {wanted} addresses of aliases, withdrawn articles and ended feeds, {wanted - 1} have"
        f" no rule: {HOSTS[host].title} reads only 1 rules"
    )
    site.build()
    rules = site.snapshot()["_redirects"].decode().splitlines()
    assert len(rules) == 1
    monkeypatch.setitem(HOSTS, host, replace(HOSTS[host], most_static=wanted))
    site.build(clean=True)
    assert len(site.snapshot()["_redirects"].decode().splitlines()) == wanted


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
