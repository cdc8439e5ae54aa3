"""Facts as classes: what `dataclasses` makes, at a tenth of its cost at every start.

`dataclasses` compiles six functions for each class; for the two hundred classes of a run that is
half of the time that a hook may take. Here the functions serve all classes, and none is compiled
for a class whose fields are only set. A frozen record is frozen for the type checker alone: to
guard every attribute while the program runs would make each of the hundred thousand objects of a
run three times as slow to make.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from operator import attrgetter
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any, TypeVar, dataclass_transform, overload

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_Class = TypeVar("_Class", bound=type)
_Record = TypeVar("_Record")

_MISSING = object()


class _Field:
    """What `field` says of a field."""

    __slots__ = ("default", "factory", "is_compared", "is_given", "is_shown")

    def __init__(
        self,
        default: object = _MISSING,
        factory: object = _MISSING,
        is_given: bool = True,
        is_compared: bool = True,
        is_shown: bool = True,
    ) -> None:
        self.default, self.factory, self.is_given = default, factory, is_given
        self.is_compared, self.is_shown = is_compared, is_shown


def field(
    *,
    default: object = _MISSING,
    default_factory: Callable[[], object] | object = _MISSING,
    init: bool = True,
    compare: bool = True,
    repr: bool = True,  # noqa: A002 - the name that dataclasses have for it
) -> Any:  # noqa: ANN401 - as above
    """Describe a field as `dataclasses.field` does."""
    return _Field(default, default_factory, init, compare, repr)


@overload
def record(cls: _Class, /) -> _Class: ...


@overload
def record(
    *, frozen: bool = ..., slots: bool = ..., eq: bool = ..., order: bool = ...
) -> Callable[[_Class], _Class]: ...


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(
    cls: type | None = None,
    /,
    *,
    frozen: bool = True,
    slots: bool = True,
    eq: bool = True,
    order: bool = False,
) -> object:
    """Make a class whose annotations are the fields of its instances.

    The arguments mean what they mean for `dataclasses.dataclass`. A class with cached properties
    needs `slots=False`, for they are kept beside the fields.
    """

    def make(cls: type) -> type:
        fields = {name: _field(cls, name) for name in cls.__annotations__}
        members: dict[str, object] = {
            "__init__": _initializer(cls, fields),
            "__repr__": _representation(name for name, each in fields.items() if each.is_shown),
            "__match_args__": tuple(name for name, each in fields.items() if each.is_given),
            "__record_fields__": tuple(fields),
        }
        if all(each.is_given for each in fields.values()):
            members["__reduce__"] = _reduction(tuple(fields))
        if eq:
            compared = [name for name, each in fields.items() if each.is_compared]
            members |= _comparisons(compared, is_hashable=frozen, is_ordered=order)
        return _with(cls, members, tuple(fields) if slots else None)

    return make if cls is None else make(cls)


def replace(record: _Record, **changes: object) -> _Record:
    """Return a copy of a record with other values of some of its fields."""
    values = {name: getattr(record, name) for name in names_of(type(record))}
    return type(record)(**(values | changes))


def names_of(cls: type) -> tuple[str, ...]:
    """Return the names of the fields of a record's class, in their order."""
    names: tuple[str, ...] = cls.__record_fields__  # type: ignore[attr-defined]
    return names


def _field(cls: type, name: str) -> _Field:
    given = cls.__dict__.get(name, _MISSING)
    return given if isinstance(given, _Field) else _Field(default=given)


def _initializer(cls: type, fields: dict[str, _Field]) -> FunctionType:
    """Return the `__init__` of a record."""
    is_plain = all(each.is_given and each.factory is _MISSING for each in fields.values())
    if is_plain and not hasattr(cls, "__post_init__"):
        return _plain_initializer(cls, fields)
    return _own_initializer(cls, fields)


def _plain_initializer(cls: type, fields: dict[str, _Field]) -> FunctionType:
    """Return an `__init__` that only sets the fields: the one for their number, by other names."""
    names = tuple(fields)
    code = _setter_of(len(names)).replace(
        co_varnames=("self", *names), co_names=names, co_qualname=f"{cls.__qualname__}.__init__"
    )
    defaults = [each.default for each in fields.values()]
    if any(first is not _MISSING and last is _MISSING for first, last in pairwise(defaults)):
        raise TypeError(f"{cls.__qualname__}: a field without a default follows one with a default")
    given = tuple(default for default in defaults if default is not _MISSING)
    return FunctionType(code, {}, "__init__", given)


@cache
def _setter_of(number: int) -> CodeType:
    """Compile a function that sets so many attributes of its first argument."""
    names = [f"field_{index}" for index in range(number)]
    lines = [f" self.{name} = {name}" for name in names]
    values: dict[str, FunctionType] = {}
    exec(f"def __init__({', '.join(['self', *names])}):\n" + "\n".join(lines), values)
    return values["__init__"].__code__


def _own_initializer(cls: type, fields: dict[str, _Field]) -> FunctionType:
    """Compile an `__init__` that makes the values of some fields."""
    values: dict[str, Any] = {"MISSING": _MISSING}
    parameters, lines = [], []
    for name, each in fields.items():
        value = name
        if each.factory is not _MISSING:
            values[f"_make_{name}"] = each.factory
            value = f"_make_{name}()"
            if each.is_given:
                parameters.append(f"{name}=MISSING")
                value = f"{value} if {name} is MISSING else {name}"
        elif each.default is not _MISSING:
            values[f"_default_{name}"] = each.default
            parameters.append(f"{name}=_default_{name}")
        elif each.is_given:
            parameters.append(name)
        else:
            continue  # __post_init__ sets it
        lines.append(f" self.{name} = {value}")
    if hasattr(cls, "__post_init__"):
        lines.append(" self.__post_init__()")
    source = f"def __init__({', '.join(['self', *parameters])}):\n" + "\n".join(lines)
    exec(source, values)
    initializer: FunctionType = values["__init__"]
    initializer.__qualname__ = f"{cls.__qualname__}.__init__"
    return initializer


def _representation(names: Iterable[str]) -> object:
    shown = tuple(names)

    def __repr__(self: object) -> str:  # noqa: N807
        values = ", ".join(f"{name}={getattr(self, name)!r}" for name in shown)
        return f"{type(self).__qualname__}({values})"

    return __repr__


def _comparisons(names: list[str], *, is_hashable: bool, is_ordered: bool) -> dict[str, object]:
    values = attrgetter(*names)

    def __eq__(self: object, other: object) -> bool:  # noqa: N807
        if self.__class__ is not other.__class__:
            return NotImplemented
        return self is other or bool(values(self) == values(other))

    def __hash__(self: object) -> int:  # noqa: N807
        return hash(values(self))

    def __lt__(self: object, other: object) -> bool:  # noqa: N807
        if self.__class__ is not other.__class__:
            return NotImplemented
        return bool(values(self) < values(other))

    members: dict[str, object] = {"__eq__": __eq__, "__hash__": __hash__ if is_hashable else None}
    return members | {"__lt__": __lt__} if is_ordered else members


def _reduction(names: tuple[str, ...]) -> object:
    """Return how a record is pickled: as a call of its class, twice as fast as by its state.

    What it keeps beside its fields is made anew where it is wanted.
    """
    values = attrgetter(*names)
    is_single = len(names) == 1

    def __reduce__(self: object) -> tuple[type, tuple[object, ...]]:  # noqa: N807
        return self.__class__, (values(self),) if is_single else values(self)

    return __reduce__


def _with(cls: type, members: dict[str, object], slots: tuple[str, ...] | None) -> type:
    """Return a class with more members; its slots can only be told while it is made."""
    if slots is None:
        for name, member in members.items():
            setattr(cls, name, member)
        return cls
    left_out = {*slots, "__dict__", "__weakref__"}
    own = {name: member for name, member in cls.__dict__.items() if name not in left_out}
    return type(cls)(cls.__name__, cls.__bases__, {**own, **members, "__slots__": slots})
