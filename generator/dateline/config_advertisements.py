"""The tables `[advertisements.…]` of site.toml."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from dateline.config_values import LanguageCode, LanguageCodes, content_path, menu_target
from dateline.faults import refusal

_Path = Annotated[str, AfterValidator(content_path)]
_Target = Annotated[str, AfterValidator(lambda value: value and menu_target(value))]

_OTHERS = "The same in other languages, by language code."
_SPACE = "The size, in pixels, of the place that pages keep for it."


class Advertisement(BaseModel):
    """What fills one of the theme's places for advertisements: a picture, or a file of HTML.

    `image` and `html` are paths in content/, `width` and `height` its size in pixels. `images`,
    `alts` and `links` have what is different in other languages. Without `languages`, it is shown
    in all of them.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    image: _Path = Field(default="", description="The path, in content/, of a picture.")
    images: dict[LanguageCode, _Path] = Field(default_factory=dict, description=_OTHERS)
    alt: str = Field(
        default="", description="The words of the picture, for readers who cannot see it."
    )
    alts: dict[LanguageCode, str] = Field(default_factory=dict, description=_OTHERS)
    link: _Target = Field(
        default="",
        description="Where the picture leads: a page of the site, written from its root, or a full"
        " address.",
    )
    links: dict[LanguageCode, _Target] = Field(default_factory=dict, description=_OTHERS)
    html: _Path = Field(
        default="", description="Instead of a picture: the path, in content/, of a file of HTML."
    )
    width: int = Field(default=0, ge=1, le=2_000, description=_SPACE)
    height: int = Field(default=0, ge=1, le=2_000, description=_SPACE)
    languages: LanguageCodes = Field(
        default=(), description='The languages whose pages show it: ["fr"].'
    )

    @model_validator(mode="after")
    def _is_complete(self) -> Advertisement:
        if bool(self.image) == bool(self.html):
            raise refusal(
                "An advertisement is either a picture or a file of HTML",
                'Write one of the two: image = "ads/spring.png", or html = "ads/spring.html"',
            )
        has_size = self.width and self.height
        if self.image and not self.alt and not has_size:
            raise refusal(
                "The advertisement has no “alt”, “width” and “height”",
                "Write what its picture says, and how large it is in pixels:"
                ' alt = "Ferries to Rodrigues", width = 300, height = 250',
            )
        if self.image and not self.alt:
            raise refusal(
                "The advertisement's picture has no “alt”",
                'Write what it says, for readers who cannot see it: alt = "Ferries to Rodrigues"',
            )
        if not has_size:
            raise refusal(
                "The advertisement has no “width” and “height”",
                "Write both in pixels, so that space is kept for it: width = 300, height = 250",
            )
        return self

    def image_in(self, language: str) -> str:
        """The path of the picture in `language`; empty if it has none."""
        return self.images.get(language, self.image)

    def alt_in(self, language: str) -> str:
        """The words of the picture in `language`."""
        return self.alts.get(language, self.alt)

    def link_in(self, language: str) -> str:
        """Where it leads in `language`; empty if nowhere."""
        return self.links.get(language, self.link)
