"""Values of many named parts."""

from __future__ import annotations

from typing import Self, dataclass_transform


@dataclass_transform(frozen_default=True, kw_only_default=True)
class Value:  # noqa: PLW1641 - by its parts a value may be equal to another, and its parts need not be hashable
    """A value of named parts, which are given by name and never set again; equal to another of the same parts.

    To a type checker it is a frozen data class.
    A real one is put together from generated code at every start, as a named tuple is: for all of ours that was
    a twentieth of a check. Named tuples are kept for what is small and made by the thousand.
    """

    def __init__(self, **parts: object) -> None:
        """Take the parts; what is left out has the default of its class."""
        self.__dict__.update(parts)

    def __eq__(self, other: object) -> bool:
        """Tell whether the other is of the same kind and has the same parts."""
        if other is self:
            return True
        if type(other) is not type(self):
            return NotImplemented
        return all(getattr(self, it) == getattr(other, it) for it in type(self).__annotations__)

    def __repr__(self) -> str:
        """Show the parts."""
        parts = ", ".join(f"{it}={getattr(self, it)!r}" for it in type(self).__annotations__)
        return f"{type(self).__name__}({parts})"

    def replaced(self, **changes: object) -> Self:
        """Return the same value with some parts changed."""
        made = object.__new__(type(self))
        made.__dict__.update(self.__dict__, **changes)
        return made


class Entity(Value):
    """A value that is equal to itself alone: to compare two would be to compare whole texts."""

    __eq__ = object.__eq__
    __hash__ = object.__hash__
    __repr__ = object.__repr__
