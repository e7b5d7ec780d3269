"""The settings of `[cms]`: whether the site has a page for editing its articles, and where they
are kept."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from dateline.faults import refusal

FOLDER = "admin"
"""The folder in content/ that `dateline cms` writes, and the address of the page."""
_REPOSITORY = re.compile(
    r"https://(github\.com)/[\w.-]+/[\w.-]+|https://(gitlab\.com)/[\w.-]+(?:/[\w.-]+)+"
)
_BACKENDS: dict[str, Literal["github", "gitlab"]] = {"github.com": "github", "gitlab.com": "gitlab"}


def _repository(value: str) -> str:
    address = value.rstrip("/").removesuffix(".git")
    if value and not _REPOSITORY.fullmatch(address):
        raise refusal(
            f"“{value}” is not the address of a repository at GitHub or GitLab",
            'Write repository = "https://github.com/OWNER/NAME", or describe another host in'
            " [cms.config.backend]",
        )
    return address


class CmsSettings(BaseModel):
    """The page for editing at /admin/. `config` is laid over the configuration that we make."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    on: bool = Field(
        default=False,
        description="Whether the site has the page for editing, /admin/, that dateline cms writes.",
    )
    repository: Annotated[str, AfterValidator(_repository)] = Field(
        default="",
        description="The address of the archive's repository: https://github.com/OWNER/NAME.",
    )
    branch: str = Field(default="main", description="The branch that articles are saved to.")
    config: dict[str, Any] = Field(
        default_factory=dict, description="What to change in the configuration of Sveltia CMS."
    )

    def has(self, path: str) -> bool:
        """Whether the file content/`path` belongs to the page for editing, and the site has one."""
        return self.on and path.startswith(f"{FOLDER}/")

    @property
    def backend(self) -> dict[str, Any]:
        """The host of the repository, as Sveltia CMS takes it.

        Journalists sign in with a token of their own, unless the settings name a service that signs
        them in. Where the settings name no repository, nobody signs in: only copies on someone's
        computer are edited then, and the host is one that is asked nothing.
        """
        added = self.config.get("backend")
        changed = added if isinstance(added, dict) else {}
        found = _REPOSITORY.fullmatch(self.repository)
        made: dict[str, Any] = {"name": "gitea", "repo": "local/archive", "auth_methods": ["token"]}
        if found:
            path = self.repository.removeprefix("https://").partition("/")[2]
            made = {"name": _BACKENDS[found[1] or found[2]], "repo": path, "branch": self.branch}
            signs_in = changed.keys() & {"base_url", "app_id"}
            made |= {} if signs_in else {"auth_methods": ["token"]}
        elif changed:
            made = {"branch": self.branch}
        return {**made, **changed}
