"""The settings of `[comments]`: whether readers can comment, and where what they write goes."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from dateline.addresses import is_web_address
from dateline.comment_form import FORM_HOSTS
from dateline.config_values import form
from dateline.faults import refusal

_LONGEST = 36_500
"""A century, in days."""
_A_HOST = "Write " + " or ".join(f'host = "{host}"' for host in FORM_HOSTS)
_WHERE = f'{_A_HOST}, or endpoint = "https://…" with the address of a form service'


def _host(value: Any) -> Any:
    if value not in ("", *FORM_HOSTS):
        raise refusal(
            f"“{value}” is not a host whose forms Dateline knows",
            f"{_A_HOST}, or name the address of another service with endpoint",
        )
    return value


def _endpoint(value: str) -> str:
    if value and not (is_web_address(value) and value.lower().startswith("https:")):
        raise refusal(
            f"“{value}” cannot receive comments: it is not an address with https://",
            'Write the full address that your form service gave you: endpoint = "https://…"',
        )
    return value


class CommentSettings(BaseModel):
    """Readers' comments. `close_after` is in days after the article's date; 0 means never."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    on: bool = Field(
        default=False,
        description="Whether articles are open to comments, unless their front matter says"
        " comments: false.",
    )
    host: Annotated[str, BeforeValidator(_host), form(enum=["", *FORM_HOSTS])] = Field(
        default="", description="The host whose forms are to receive them: netlify."
    )
    endpoint: Annotated[str, AfterValidator(_endpoint)] = Field(
        default="",
        description="Instead of host: the full address of another service that receives forms.",
    )
    close_after: int = Field(
        default=30,
        ge=0,
        le=_LONGEST,
        description="How many days after its date an article is closed to comments; 0 for never.",
    )
    ask_email: bool = Field(
        default=False,
        description="Whether the form has a field for an e-mail address, which readers may leave"
        " empty.",
    )

    @model_validator(mode="after")
    def _has_one_destination(self) -> CommentSettings:
        if self.host and self.endpoint:
            message = "“comments” has both a “host” and an “endpoint”"
            raise refusal(message, "Keep the one that is to receive the comments", ("endpoint",))
        if self.on and not self.has_form:
            raise refusal("Comments are on, but have nowhere to go", _WHERE, ("on",))
        return self

    @property
    def has_form(self) -> bool:
        """Whether there is anywhere for a form to send what readers write."""
        return bool(self.host or self.endpoint)
