"""The form in which readers comment: its fields, and the hosts that collect what it sends.

Pages show it, hosts hand over what was sent by the names of its fields, and what is longer than it
allows did not come from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

FORM = "comments"
"""The name under which a host collects what the forms of all articles send."""


@dataclass(frozen=True, slots=True)
class FormField:
    """A field of the form: the name under which it is sent, and how many characters it takes."""

    name: str
    longest: int


COMMENT, READER, EMAIL = (
    FormField("comment", 10_000),
    FormField("name", 100),
    FormField("email", 254),
)
ARTICLE = "article"
"""The name of the hidden field that says which article a comment is about."""
TRAP = "homepage"
"""The name of the field that only programs fill in."""


class FormHost(NamedTuple):
    """How a host that serves the site recognizes a form that it is to collect: attributes of the
    form, and hidden fields, as names and values."""

    attributes: tuple[tuple[str, str], ...]
    hidden: tuple[tuple[str, str], ...]


FORM_HOSTS = {
    # https://docs.netlify.com/manage/forms/setup/
    "netlify": FormHost(
        attributes=(("data-netlify", "true"), ("data-netlify-honeypot", TRAP)),
        hidden=(("form-name", FORM),),
    )
}
"""What `host` in `[comments]` may name."""
