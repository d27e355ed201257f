"""Values of many named parts."""

from __future__ import annotations

from typing import Self, dataclass_transform


@dataclass_transform(frozen_default=True, eq_default=False, kw_only_default=True)
class Value:
    """A value of many named parts, which are given by name and never set again.

    To a type checker it is a frozen data class.
    A real one is put together from generated code at every start, and sets every part by a call of its own:
    for the largest of our values that was a fiftieth of a check.
    """

    def __init__(self, **parts: object) -> None:
        """Take the parts; what is left out has the default of its class."""
        self.__dict__.update(parts)

    def replaced(self, **changes: object) -> Self:
        """Return the same value with some parts changed."""
        return type(self)(**{**self.__dict__, **changes})
