"""Who reaches the preview: this machine alone, or its network when asked."""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterator

import pytest

from dateline.problems import UsageProblem
from dateline.serve.address import free_address
from previewing import Previewing, eventually, previewing
from scratch import ScratchSite

ANOTHER = "127.0.0.2"
"""On Linux an address of this machine like any other, with or without a network."""

needs_another = pytest.mark.skipif(sys.platform != "linux", reason="needs a second address")


def written(folder: pytest.TempPathFactory) -> ScratchSite:
    site = ScratchSite(folder.mktemp("network") / "site")
    site.article("a.md", "The first text.")
    site.article("b.md", "A secret.", draft=True)
    return site


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Previewing]:
    with previewing(written(tmp_path_factory).root) as preview:
        eventually(lambda: preview.said("Built"))
        yield preview


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Previewing]:
    with previewing(written(tmp_path_factory).root, "--host", "0.0.0.0", "--drafts") as preview:
        eventually(lambda: preview.said("Built"))
        yield preview


def own_address() -> str:
    """The address of this machine in its network; the test is skipped without one."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("203.0.113.1", 9))
        except OSError:
            pytest.skip("needs a network")
        return str(probe.getsockname()[0])


@needs_another
def test_nothing_but_this_machine_s_own_address_is_listened_to(local: Previewing) -> None:
    with pytest.raises(ConnectionRefusedError):
        local.get("/", to=ANOTHER)
    assert not local.said("phone")
    assert not any("in the network" in line for line in local.lines)


def test_in_the_network_it_answers_at_its_address_and_says_so(shared: Previewing) -> None:
    own = own_address()
    assert shared.said(f"On a phone in the same network: http://{own}:{shared.port}/")
    assert "The first text." in shared.get("/2014/03/05/a/", to=own).text


def test_whoever_starts_it_is_told_who_can_read_what(shared: Previewing) -> None:
    assert shared.said("Everyone in the network can read the preview, drafts included")
    assert shared.said(f"View it at http://127.0.0.1:{shared.port}/")


@needs_another
def test_only_the_address_asked_and_names_of_this_machine_are_answered(
    shared: Previewing,
) -> None:
    port, name = shared.port, socket.gethostname()
    for host in (
        f"{ANOTHER}:{port}",
        f"localhost:{port}",
        f"{name}:{port}",
        f"{name}.local:{port}",
    ):
        assert shared.get("/", to=ANOTHER, Host=host).status == 200, host
    strangers = "evil.example", f"evil.example:{port}", ANOTHER, f"127.0.0.3:{port}", f":{port}", ""
    for host in strangers:
        refused = shared.get("/2014/03/05/b/", to=ANOTHER, Host=host)
        assert refused.status == 421, host
        assert "A secret" not in refused.text


@needs_another
def test_pages_hear_of_builds_at_any_address_and_those_of_others_do_not(
    shared: Previewing,
) -> None:
    own = f"http://{ANOTHER}:{shared.port}"
    asked = {"to": ANOTHER, "Sec_Fetch_Site": "same-origin"}
    assert shared.get("/.dateline/panel.js", Origin=own, **asked).status == 200
    for origin in ("https://evil.example", shared.url, "null"):
        assert shared.get("/.dateline/panel.js", Origin=origin, **asked).status == 403, origin


@needs_another
def test_one_address_can_be_chosen(tmp_path_factory: pytest.TempPathFactory) -> None:
    preview = Previewing(written(tmp_path_factory).root, "--host", ANOTHER)
    try:
        eventually(lambda: preview.said("Built"))
        assert preview.said(f"View it at http://{ANOTHER}:{preview.port}/")
        assert preview.get("/2014/03/05/a/", to=ANOTHER).status == 200
        with pytest.raises(ConnectionRefusedError):
            preview.get("/")
    finally:
        preview.stop()


@pytest.mark.parametrize(
    ("host", "says"),
    [("example.org", "not an IP address"), ("203.0.113.7", "not an address of this machine")],
)
def test_what_is_no_address_of_this_machine_is_refused(host: str, says: str) -> None:
    with pytest.raises(UsageProblem, match=says):
        free_address(host, None)


def test_a_port_that_is_taken_is_not_taken_again() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        for host in ("127.0.0.1", "0.0.0.0"):
            with pytest.raises(UsageProblem, match=f"Port {port} is in use"):
                free_address(host, port)


@pytest.mark.skipif(not socket.has_ipv6, reason="needs IPv6")
def test_an_address_of_version_6_is_written_in_brackets() -> None:
    try:
        address = free_address("::1", None)
    except UsageProblem:
        pytest.skip("needs an address of version 6")
    assert address.url == f"http://[::1]:{address.port}/" and not address.in_network
    assert address.answers_to(f"[::1]:{address.port}", "::1")
    assert not address.answers_to("[::1]", "::1")
