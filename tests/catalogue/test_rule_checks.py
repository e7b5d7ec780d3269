"""What is wrong with the newsroom's own redirect rules on a host."""

from __future__ import annotations

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
