"""What the page for editing may load and connect to."""

from __future__ import annotations

from dateline.config import load_site
from dateline.views.cms import cms_policy
from scratch import SETTINGS, ScratchSite


def allowed(site: ScratchSite, settings: str) -> dict[str, set[str]]:
    site.settings(f"{SETTINGS}{settings}")
    parts = (part.split() for part in cms_policy(load_site(site.root)).split("; "))
    return {directive: set(sources) for directive, *sources in parts}


def elsewhere(policy: dict[str, set[str]]) -> set[str]:
    return {source for those in policy.values() for source in those if source.startswith("http")}


def test_it_runs_the_scripts_of_the_site_alone(site: ScratchSite) -> None:
    policy = allowed(site, "[cms]\non = true\n")
    assert policy["script-src"] == {"'self'", "'wasm-unsafe-eval'"}
    assert policy["default-src"] == {"'none'"} and elsewhere(policy) == set()


def test_it_connects_to_the_host_of_the_repository(site: ScratchSite) -> None:
    github = '[cms]\non = true\nrepository = "https://github.com/meridian/archive"\n'
    assert allowed(site, github)["connect-src"] - {"'self'", "blob:", "data:"} == {
        "https://api.github.com"
    }
    own = (
        '[cms.config.backend]\nname = "gitea"\nrepo = "m/a"\napi_root = "https://git.example/api"\n'
    )
    assert elsewhere(allowed(site, own)) == {"https://git.example"}
