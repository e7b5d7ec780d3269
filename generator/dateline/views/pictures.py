"""How a picture below content/ is shown: its address, its size, and the variants to choose from."""

from __future__ import annotations

from collections.abc import Callable

from dateline.catalogue.queries import Catalogue
from dateline.images.variants import Variant, variants_of
from dateline.markdown import Target


def shown_picture(
    path: str, catalogue: Catalogue, address: Callable[[str], str], sizes: str
) -> Target:
    """What an image that names the public file content/`path` becomes; `address` makes links, and
    `sizes` says how wide it is shown."""
    urls, picture = catalogue.urls, catalogue.files.picture(path)
    if picture is None:
        return Target(address(urls.file(path)))
    variants, hash = variants_of(picture, catalogue.site.images), catalogue.files.hash_of(path)

    def of(variant: Variant) -> str:
        return address(urls.picture(path, hash, variant.name))

    size = variants.original or picture
    return Target(
        of(variants.shown) if variants.shown else address(urls.file(path)),
        size.width,
        size.height,
        tuple(
            (f"image/{format_}", ", ".join(f"{of(variant)} {variant.width}w" for variant in made))
            for format_, made in variants.sources
        ),
        sizes,
    )
