"""What the contents of `{% cached %}` may read.

They are rendered once and then stand on other pages too, so a name that means something else there
would show one page the words of another.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from jinja2 import Environment, nodes
from jinja2.compiler import Frame
from jinja2.idtracking import VAR_LOAD_RESOLVE
from jinja2.meta import TrackingCodeGenerator

from dateline.templating.refusal import Refusal

_NOT_VALUES = {"self", "super", "caller", "varargs", "kwargs"}
"""Names of Jinja's that mean something else on every page, and cannot be told apart by value."""
_IMPORTS = (nodes.Import, nodes.FromImport)
_SCOPES = (nodes.Macro, nodes.Block, nodes.CallBlock)
"""What has names of its own, which the rest of the template does not see."""


class CachedPart(NamedTuple):
    """One `{% cached %}`: the values it names, and its contents."""

    values: Sequence[nodes.Expr]
    body: Sequence[nodes.Node]


def check_cached(
    tree: nodes.Template, parts: Iterable[CachedPart], name: str | None, filename: str | None
) -> None:
    """Check what the contents of `parts` of a template read.

    Raises `Refusal` for the first thing that may differ from page to page.
    """
    defined = None
    for part in parts:
        defined = defined or _defined(tree)
        for message, fix, line in _faults(part, defined):
            raise Refusal(message, fix, line, name, filename)


class _Defined(NamedTuple):
    """A template, the names that it imports, and its macros by their names."""

    tree: nodes.Template
    imported: Collection[str]
    macros: Mapping[str, Sequence[nodes.Macro]]


def _defined(tree: nodes.Template) -> _Defined:
    imported: set[str] = set()
    macros: dict[str, list[nodes.Macro]] = {}
    for node in tree.find_all((*_IMPORTS, nodes.Macro)):
        if isinstance(node, nodes.Macro):
            macros.setdefault(node.name, []).append(node)
        else:
            imported |= _imported(node)
    return _Defined(tree, imported, macros)


def _faults(part: CachedPart, defined: _Defined) -> Iterator[tuple[str, str, int]]:
    tree = defined.tree
    free = _free_names(part.body, tree)
    named = {value.name for value in part.values if isinstance(value, nodes.Name)}
    bound = _bound_names(part.body, tree)
    for read, whole in _reads(part.body, part.values):
        name = read.name
        if name == "self" or (name in free - named and not _is_fixed(name, bound, defined, ())):
            message = f"“{name}” cannot be used in {{% cached %}}"
            written = [_written(value) for value in part.values]
            needed = ", ".join([*(text for text in written if text), whole])
            fix = f"Name what it needs: {{% cached {needed} %}}"
            if name in _NOT_VALUES:
                fix = "Use it outside, before or after"
            elif name in defined.macros:
                message += ": it is a macro that reads what differs from page to page"
                fix = "Give the macro what it needs as an argument"
            yield message, fix, read.lineno
    for node in _with_context(part.body):
        yield (*_fault_of(node), node.lineno)


def _fault_of(node: nodes.Node) -> tuple[str, str]:
    if isinstance(node, nodes.Block):
        message = f"The block “{node.name}” cannot stand in {{% cached %}}: it may read the page"
        return message, "Put {% cached %} inside the block"
    if isinstance(node, nodes.Include):
        message = "{% include %} cannot stand in {% cached %}: the template may read the page"
        return message, "Use a macro of a partial"
    message = "Macros that are given the page cannot be imported in {% cached %}"
    return message, "Leave out “with context”"


def _with_context(body: Iterable[nodes.Node]) -> Iterator[nodes.Node]:
    """What may read the page without naming it, and what Jinja does not let be kept."""
    for node in _all(body):
        # What is included without context is written past what is kept.
        known = isinstance(node, nodes.Block | nodes.Include)
        if known or (isinstance(node, _IMPORTS) and node.with_context):
            yield node


def _is_fixed(
    name: str, bound: Collection[str], defined: _Defined, within: tuple[str, ...]
) -> bool:
    """Whether a name that is not defined where it is used means the same on every page; `bound`
    are the values that the template gives names to around it."""
    tree = defined.tree
    environment = tree.environment
    if name in bound or environment is None:
        return False
    if name in defined.imported:
        return True
    macros = defined.macros.get(name)
    if not macros:
        return name in environment.globals
    return name in within or all(
        not any(_with_context(macro.body))
        and all(
            _is_fixed(read, _bound_names([macro], tree), defined, (*within, name))
            for read in _free_names([macro], tree)
        )
        for macro in macros
    )


def _imported(node: nodes.Node) -> set[str]:
    """The names that a template gives to another and to its macros."""
    if isinstance(node, nodes.Import):
        return {node.target}
    assert isinstance(node, nodes.FromImport)
    return {name if isinstance(name, str) else name[1] for name in node.names}


def _sees_page(node: nodes.Node) -> bool:
    """Whether what is imported or included may be another on every page."""
    fixed = isinstance(getattr(node, "template", None), nodes.Const)
    return bool(getattr(node, "with_context", False)) or not fixed


class _Reads(TrackingCodeGenerator):
    """Finds the names that are used but not defined by what it visits."""

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        self.names: set[str] = set()

    def enter_frame(self, frame: Frame) -> None:
        """Note the names that are looked up."""
        super().enter_frame(frame)
        for action, name in frame.symbols.loads.values():
            if action == VAR_LOAD_RESOLVE and name:
                self.names.add(name)


def _free_names(body: Sequence[nodes.Node], tree: nodes.Template) -> set[str]:
    environment = tree.environment
    if environment is None:
        return set()
    reads = _Reads(environment)
    reads.visit(nodes.Template(list(body), lineno=1, environment=environment))
    return reads.names


def _bound_names(body: Sequence[nodes.Node], tree: nodes.Template) -> set[str]:
    """The values that the template gives names to outside `body`, where `body` may see them."""
    inside = {id(node) for node in body}
    around = {id(node) for node in _around(tree, inside)}

    def names(node: nodes.Node) -> Iterator[str]:
        if isinstance(node, nodes.Name) and node.ctx != "load":
            yield node.name
        if isinstance(node, _IMPORTS) and _sees_page(node):
            yield from _imported(node)
        for child in node.iter_child_nodes():
            own = isinstance(child, _SCOPES) and id(child) not in around
            if id(child) not in inside and not own:
                yield from names(child)

    return set(names(tree))


def _around(node: nodes.Node, inside: Collection[int]) -> list[nodes.Node]:
    """The nodes around those `inside`, by identity, from `node` on; none if they are not in it."""
    for child in node.iter_child_nodes():
        if id(child) in inside:
            return [node]
        if found := _around(child, inside):
            return [node, *found]
    return []


def _reads(
    body: Iterable[nodes.Node], values: Sequence[nodes.Expr]
) -> Iterator[tuple[nodes.Name, str]]:
    """Each name that is read other than in one of the `values`, and as much of the expression
    around it as is a path of names."""
    for node in body:
        if node in values:
            continue
        path, root = _written(node), node
        while path and isinstance(root, nodes.Getattr):
            root = root.node
            if root in values:
                break
        else:
            if path and isinstance(root, nodes.Name):
                if root.ctx == "load":
                    yield root, path
            else:
                yield from _reads(node.iter_child_nodes(), values)


def _written(node: nodes.Node) -> str:
    """A path of names as it stands in a template; empty for anything else."""
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr) and (before := _written(node.node)):
        return f"{before}.{node.attr}"
    return ""


def _all(body: Iterable[nodes.Node]) -> Iterator[nodes.Node]:
    for node in body:
        yield node
        yield from _all(node.iter_child_nodes())
