"""The hosts that Dateline knows: what each reads beside the pages, and its limits.

The figures are those that the hosts publish; `largest_file` and `largest_site` are in bytes, and 0
stands for no limit.
"""

from __future__ import annotations

from dataclasses import dataclass

HEADERS, REDIRECTS = "_headers", "_redirects"
"""Files at the top of a site that some hosts read."""
_MIB = 1 << 20
_GB = 10**9


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """What one host understands and allows.

    `reads_redirects` and `reads_headers` say whether it obeys the files `_redirects` and `_headers`
    at the top of the site. `forces_redirects` says whether a rule must end in `!` to be obeyed
    where there is a page (otherwise all rules are), `tells_gone` whether one can answer 410,
    `tells_queries` whether one can depend on the query of an address, `ends_at_star` whether `*`
    can only be at the end of its address; `looks_for_marks` says
    whether a server answers 410 where a file marks an address, as the files in hosting/ tell it to.
    `most_static` and `most_dynamic` are how many it reads: those for one address, and those with
    `*` or `:name`. `joins_headers` says
    whether a header that two rules set for one address has the values of both, and not that of the
    last. `most_header_rules` and `longest_header`, in characters, are what it reads of `_headers`.
    `most_files_paid` is how many files its paid plans allow. `ignores` is how a
    sentence says that it does not read a rule.
    """

    title: str
    ignores: str = ""
    reads_redirects: bool = False
    forces_redirects: bool = False
    reads_headers: bool = False
    joins_headers: bool = False
    tells_gone: bool = False
    tells_queries: bool = False
    ends_at_star: bool = False
    looks_for_marks: bool = False
    most_static: int = 0
    most_dynamic: int = 0
    most_header_rules: int = 0
    longest_header: int = 0
    most_files: int = 0
    most_files_paid: int = 0
    most_files_in_a_folder: int = 0
    largest_file: int = 0
    largest_site: int = 0

    @property
    def made_files(self) -> frozenset[str]:
        """The files that it reads at the top of the site and that the build makes, from the file of
        the same name in content/ among others."""
        made = {HEADERS: self.reads_headers, REDIRECTS: self.reads_redirects}
        return frozenset(name for name, reads in made.items() if reads)


HOSTS = {
    "none": Host(
        title="Any web server",
        ignores="not every web server reads it",
        looks_for_marks=True,
    ),
    "netlify": Host(
        title="Netlify",
        reads_redirects=True,
        forces_redirects=True,
        reads_headers=True,
        tells_gone=True,
        tells_queries=True,
        ends_at_star=True,
        most_static=10_000,
        most_dynamic=10_000,
        most_files_in_a_folder=54_000,
    ),
    "cloudflare": Host(
        title="Cloudflare Pages",
        reads_redirects=True,
        reads_headers=True,
        joins_headers=True,
        most_static=2_000,
        most_dynamic=100,
        most_header_rules=100,
        longest_header=2_000,
        most_files=20_000,
        most_files_paid=100_000,
        largest_file=25 * _MIB,
    ),
    "github": Host(title="GitHub Pages", ignores="GitHub Pages does not read it", largest_site=_GB),
}
"""By the names that `host` in site.toml has for them."""
