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
        f" no rule: {HOSTS[host].title} reads 1 rules"
    )
    site.build()
    rules = site.snapshot()["_redirects"].decode().splitlines()
    assert len(rules) == 1
    monkeypatch.setitem(HOSTS, host, replace(HOSTS[host], most_static=wanted))
    site.build(clean=True)
    assert len(site.snapshot()["_redirects"].decode().splitlines()) == wanted
