"""What cannot be moved, told before anything has changed."""

from __future__ import annotations

import os
from collections.abc import Collection
from pathlib import Path, PurePath

from dateline.catalogue.queries import Catalogue
from dateline.content.sources import is_article
from dateline.page_paths import folded, windows_fault
from dateline.problems import UsageProblem
from dateline.views import VIEWS


def refuse_name(root: Path, old: str, new: str) -> None:
    """Raise `UsageProblem` if content/`old` cannot be renamed to content/`new`."""
    if is_article(old) and not is_article(new):
        raise UsageProblem(
            f"content/{new} would not be read: a name in it begins with “_” or a dot."
            " Choose another name."
        )
    if fault := windows_fault(new):
        raise UsageProblem(f"Windows cannot store content/{new}: {fault}. Choose another name.")
    content = root / "content"
    source, target = content / old, content / new
    if link := _linked_folder(content, source, target.parent):
        raise UsageProblem(
            f"content/{link} is a symbolic link, and folders are not read through links. Put the"
            " folder itself there first."
        )
    nearest = _nearest_to(target)
    if not nearest.resolve().is_relative_to(content.resolve()):
        raise UsageProblem(f"content/{new} is not in content/.")
    if not nearest.is_dir():
        path = nearest.relative_to(root).as_posix()
        raise UsageProblem(f"{path} is a file, not a folder. Choose another name.")
    # Where case is ignored, a file may be renamed to its own name in other letters.
    same = target.exists() and target.samefile(source)
    if os.path.lexists(target) and not same:
        raise UsageProblem(f"content/{new} exists already. Choose another name.")


def _linked_folder(content: Path, *paths: Path) -> str:
    """The first folder below `content` on the way to these paths that is a symbolic link; empty if
    there is none."""
    for path in paths:
        for folder in (*reversed(path.parents), path):
            is_below = folder != content and folder.is_relative_to(content)
            if is_below and folder.is_symlink() and folder.is_dir():
                return folder.relative_to(content).as_posix()
    return ""


def refuse_other_files(old: str, new: str) -> None:
    """Raise `UsageProblem` if `new`, to which content/`old` is to move, is neither an address nor a
    slug, but looks like a folder or the name of another file."""
    if new.startswith("/"):
        return
    name = old.rpartition("/")[2]
    if new.endswith("/"):
        raise UsageProblem(
            f"“{new}” is a folder. Write the new name of the file too: {new}{name}"
            f" (or, if it is an address, /{new})."
        )
    if "/" in new:
        stem = new.removesuffix(PurePath(new).suffix)
        raise UsageProblem(
            f"“{new}” does not end in .md. Write the new name of the file, {stem}.md"
            f" (or, if it is an address, /{new})."
        )


def refuse_taken(catalogue: Catalogue, wanted: Collection[str], going: Collection[str]) -> None:
    """Raise `UsageProblem` if something else than the articles `going` is at one of the addresses
    `wanted`, or was there and has left it as an alias."""
    for url in wanted:
        owner = catalogue.redirects.owner(url)
        if owner and owner not in going:
            raise UsageProblem(
                f"{url} is a former address of content/{owner}, and leads there. Choose another."
            )
    # On disk, a name cannot be both a file and a folder, which `/feed.xml/` would be.
    forms = {folded(form) for url in wanted for form in (url, url.removesuffix("/"))}
    for view in VIEWS if wanted else ():
        for page in view.pages(catalogue):
            taken = folded(page.url) in forms and view.source(page) not in going
            if taken and not view.gives_way:
                raise UsageProblem(
                    f"{page.url} is the address of {view.described(page)}. Choose another."
                )


def _nearest_to(path: Path) -> Path:
    """The folder that something is in or, as far as there is one yet, is to be in; or the file that
    is in its way."""
    nearest = path.parent
    while not os.path.lexists(nearest):
        nearest = nearest.parent
    return nearest
