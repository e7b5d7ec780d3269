"""The page of volumes to save, what browsers install the archive by, and the service worker."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from scratch import SETTINGS, ScratchSite


@pytest.fixture
def site(tmp_path: Path) -> ScratchSite:
    settings = SETTINGS.replace("The Meridian", r"“The <Meridian>” \\ \"daily\"")
    site = ScratchSite(tmp_path / "site", settings.replace("example/", "example/papers/"))
    site.article("one.md")
    site.article("un.fr.md")
    site.build()
    return site


def test_a_manifest_in_each_language(site: ScratchSite) -> None:
    english = json.loads(site.page("/manifest.webmanifest"))
    french = json.loads(site.page("/fr/manifest.webmanifest"))
    assert english["name"] == '“The <Meridian>” \\ "daily"'
    assert (english["start_url"], english["scope"]) == ("/papers/", "/papers/")
    assert (french["name"], french["start_url"]) == ("Le Méridien", "/papers/fr/")
    for icon in english["icons"]:
        assert (site.public / icon["src"].removeprefix("/papers/")).is_file()


def test_every_page_names_its_manifest(site: ScratchSite) -> None:
    for url, manifest in (("/2014/03/05/one/", ""), ("/fr/2014/03/05/un/", "fr/")):
        link = f'<link rel="manifest" href="/papers/{manifest}manifest.webmanifest">'
        assert link in site.page(url)


def test_the_worker_names_no_volume_and_what_it_names_is_there(site: ScratchSite) -> None:
    worker = site.page("/service-worker.js")
    shell = re.search(r"const SHELL = (\[.*?\]);", worker, re.DOTALL)
    assert shell
    urls = json.loads(shell[1])
    assert {"/papers/offline/", "/papers/fr/search/", "/papers/assets/main.js"} <= set(urls)
    for url in urls:
        path = url.removeprefix("/papers/")
        assert (site.public / (f"{path}index.html" if path.endswith("/") else path)).is_file()
    assert "volumes.json" not in shell[1]
    assert '{"/papers/": "/papers/offline/", "/papers/fr/": "/papers/fr/offline/"}' in worker


def test_the_page_says_all_in_its_language(site: ScratchSite) -> None:
    french = site.page("/fr/offline/")
    assert 'data-save="Enregistrer {volume}"' in french
    assert 'data-list="/papers/offline/volumes.json"' in french
    assert 'data-here="/papers/fr/offline/"' in french
    assert '<meta name="robots" content="noindex">' in french
