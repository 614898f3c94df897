"""A property that is found when it is first asked for, and kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

ValueT = TypeVar("ValueT")


class found_once(Generic[ValueT]):  # noqa: N801 - it reads as a decorator
    """What the standard library's `cached_property` is, without the lock that it takes up to Python 3.11.

    An article is read by one thread, and taking the locks was a fiftieth of all the time. The value goes into the
    object's dictionary, where every later look finds it before it finds the property.
    """

    def __init__(self, find: Callable[[Any], ValueT]):
        self._find = find
        self.__doc__ = find.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, instance: object, owner: type) -> ValueT:
        value = self._find(instance)
        instance.__dict__[self._name] = value
        return value
