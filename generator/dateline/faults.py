"""Faulty values: how a type refuses one, and how the rest is typed without it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError

from dateline.problems import ProblemKind
from dateline.toml_places import KeyPath

Model = TypeVar("Model", bound=BaseModel)
Pairs = Mapping[KeyPath, KeyPath]


def refusal(
    message: str, fix: str = "", at: tuple[str, ...] = (), kind: ProblemKind = "value", **more: Any
) -> PydanticCustomError:
    """A fault in the value, or in the part `at` that path."""
    context = {"message": message, "fix": fix, "at": at, "kind": kind, **more}
    return PydanticCustomError("dateline", "{message}", context)


def refuse_half(whose: str, **pair: Any) -> None:
    """Refuse one of two keys that are useless without each other where the other is missing; the
    values of both are given, and `whose` says what has them."""
    there = {name: value is not None for name, value in pair.items()}
    if len({*there.values()}) > 1:
        has, lacks = sorted(there, key=there.__getitem__, reverse=True)
        message = f"{whose} has “{has}” but no “{lacks}”"
        raise refusal(message, "Write both, or neither", (has,))


def refuse_all(refusals: Iterable[PydanticCustomError], value: Any) -> None:
    """Refuse `value` for all of these faults at once, if there are any."""
    if found := [InitErrorDetails(type=one, input=value) for one in refusals]:
        raise ValidationError.from_exception_data("", found)


def one_or_more(value: Any) -> Any:
    """Text on its own is a list of one."""
    return [value] if isinstance(value, str) else value


def type_what_is_right(
    model: type[Model],
    values: dict[str, Any],
    *,
    instead: Mapping[str, Any],
    pairs: Pairs,
    context: dict[str, Any] | None = None,
) -> tuple[Model, list[Any]]:
    """The values that are right, as a `model`, and the faults of the others, which are left out.

    `instead` has what stands for keys without which nothing could be typed, `pairs` the paths of
    what says nothing without the other.
    """
    faults: list[Any] = []
    while True:
        try:
            return model.model_validate(values, context=context), faults
        except ValidationError as error:
            # What is missing once something was left out was there.
            found = error.errors()
            faults += [one for one in found if not faults or one["type"] != "missing"]
        values = {**instead, **_without(values, [*_left_out(found, values, pairs)])}


def _left_out(faults: Iterable[Any], values: dict[str, Any], pairs: Pairs) -> Iterator[KeyPath]:
    """The paths to remove so that these faults go away."""
    for fault in faults:
        path = (*fault["loc"], *fault.get("ctx", {}).get("at", ()))
        yield _reached(values, path[:-1] if fault["type"] == "missing" and path[1:] else path)
        if path in pairs and _reached(values, pairs[path]) == pairs[path]:
            yield pairs[path]


def _reached(value: Any, path: KeyPath) -> KeyPath:
    """As much of `path` as leads to something in `value`, since a short form may stand for a list
    or table."""
    for depth, step in enumerate(path):
        within = (isinstance(value, dict) and step in value) or (
            isinstance(value, list) and isinstance(step, int) and step < len(value)
        )
        if not within:
            return path[:depth] or path[:1]
        value = value[step]
    return path


def _without(value: Any, paths: Iterable[KeyPath]) -> Any:
    """A copy of `value` without what stands at `paths`."""
    inner: dict[str | int, list[KeyPath]] = {}
    for step, *rest in paths:
        inner.setdefault(step, []).append(tuple(rest))

    def kept(items: Iterable[tuple[Any, Any]]) -> Iterator[tuple[Any, Any]]:
        for step, item in items:
            if () not in inner.get(step, ()):
                yield step, _without(item, inner[step]) if step in inner else item

    if isinstance(value, dict):
        return dict(kept(value.items()))
    return [item for _, item in kept(enumerate(value))]
