"""What a search costs a reader: requests, bytes, and the time that passes on a phone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from benchmarks.hosting import Host, Sent
from benchmarks.search_page import SETTLED

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

_PATIENCE = 120_000
"""Milliseconds, like all times here."""
_DATA, _MANIFEST = "search/data/", "search/data/manifest.json"
_NETWORK = {
    "offline": False,
    "latency": 562,
    "downloadThroughput": 1_440_000 / 8,
    "uploadThroughput": 675_000 / 8,
}
_SLOWER = 4
_LOOK = 100
_WATCH = """
(() => {
  const look = () => {
    const ten = document.querySelectorAll("main ol > li").length >= 10;
    if (!ten && !document.querySelector("[data-status=none]")) return;
    globalThis.answered ??= performance.now();
  };
  const everything = { attributes: true, childList: true, subtree: true };
  new MutationObserver(look).observe(document, everything);
})();
"""


@dataclass(frozen=True)
class Cost:
    """The requests and bytes of a search that came after the page itself; `data` are those for
    search data other than the manifest, which the page asks for whatever is typed."""

    sent: Sequence[Sent]

    @property
    def requests(self) -> int:
        """The number of files."""
        return len(self.sent)

    @property
    def size(self) -> int:
        """Their bytes, as sent."""
        return sum(file.size for file in self.sent)

    @property
    def data(self) -> Cost:
        """What was sent of search data."""
        return Cost([f for f in self.sent if f.path.startswith(_DATA) and f.path != _MANIFEST])

    @property
    def volumes(self) -> int:
        """The number of volumes that were asked, each of which sends this file first."""
        return sum(file.path.endswith("/volume.dl") for file in self.sent)

    def __str__(self) -> str:
        return f"{self.requests} requests, {self.size / 1_000:.0f} KB"


def cost_of(browser: Browser, host: Host, words: str) -> Cost:
    """Search for `words` in a browser that has seen nothing of the archive before."""
    with _new_page(browser) as page:
        host.sent.clear()
        page.goto(f"{host.address}search/?q={quote(words)}")
        page.locator(SETTLED).wait_for(timeout=_PATIENCE)
        page.wait_for_load_state("networkidle")
        return Cost(host.sent[1:])


def seconds_on_a_phone(browser: Browser, address: str) -> float:
    """Open a page that searches, with the processor and the network of a slow phone. Returns the
    seconds until ten results are shown, or that there are none."""
    with _new_page(browser) as page:
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", _NETWORK)
        session.send("Emulation.setCPUThrottlingRate", {"rate": _SLOWER})
        page.add_init_script(_WATCH)
        page.goto(address, wait_until="commit")
        for _ in range(_PATIENCE // _LOOK):
            if milliseconds := page.evaluate("globalThis.answered ?? 0"):
                return float(milliseconds) / 1_000
            page.wait_for_timeout(_LOOK)
        raise TimeoutError(f"{address} shows neither ten results nor that there are none")


@contextmanager
def _new_page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 390, "height": 800}, locale="en-GB", service_workers="block"
    )
    yield context.new_page()
    context.close()
