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

    model_config = ConfigDict(extra="forbid", frozen=True)

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
        """The host of the repository, as Sveltia CMS takes it; a repository that nobody can have
        where the settings name none, since only copies on someone's computer are edited then."""
        found = _REPOSITORY.fullmatch(self.repository)
        name = _BACKENDS[found[1] or found[2]] if found else "github"
        path = self.repository.removeprefix("https://").partition("/")[2] or "nobody/nothing"
        made = {"name": name, "repo": path, "branch": self.branch}
        changed = self.config.get("backend")
        return {**made, **changed} if isinstance(changed, dict) else made
