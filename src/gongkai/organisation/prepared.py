"""Questions to the database that are drawn up once and asked again with other values.

Django makes the SQL of a query anew each time it is asked, which takes ten to thirty times what
SQLite or PostgreSQL need for the answer (``bench/foi.py``). What every page asks, or a page that
people open all day, is drawn up once for each kind of database. Only the text of the SQL is kept,
never an answer.

    @prepared
    def _roles(account: Given) -> QuerySet[RoleGrant, str]:
        return RoleGrant.objects.filter(account_id=account).values_list("role")

    for (role,) in _roles(7): ...

PostgreSQL keeps its plan, too (``bound``). The values stand where a query takes a value or an
expression: in ``filter(x=…)``, ``x__gte=…``, not in lists, slices and texts to search for.
``test_prepared`` compares with Django's own answers.
"""

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial, update_wrapper
from typing import Any, Generic, TypeVar
from weakref import WeakKeyDictionary

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Count, Expression, QuerySet
from django.db.models import Value as Constant
from django.db.models.query import ModelIterable, get_related_populators

from gongkai.organisation import bound
from gongkai.organisation.bound import Given, Limit

__all__ = ["Given", "Listed", "Listing", "Prepared", "prepared"]

R = TypeVar("R")
_populators: Any = get_related_populators
Row = Sequence[Any]


class _Keys(Expression):
    """The keys of a page of ordered rows."""

    def __init__(self, keys: QuerySet[Any, Any], most: Given, offset: Given) -> None:
        super().__init__()
        self.keys, self.limits = keys, (Limit(most.name), Limit(offset.name))

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """A query whose limits are given when it is asked, which Django's cannot be."""
        keys: Any = self.keys.query.get_compiler(connection=connection)
        sql, places = keys.as_sql()
        return f"{sql} LIMIT %s OFFSET %s", (*places, *self.limits)


@dataclass(frozen=True)
class _Drawn:
    """What came of drawing a question up; holds nothing of the connection it was drawn for."""

    sql: str
    places: tuple[Any, ...]
    query: Any
    expressions: list[Any]
    make: Callable[[Row], Any]


class Prepared(Generic[R]):
    """A question with places for values; made by ``prepared``."""

    def __init__(
        self,
        draw: Callable[..., QuerySet[Any, R]],
        names: Sequence[str] = (),
        into: Callable[[Row], Any] = tuple,
    ) -> None:
        """names: of the values, where ``draw`` does not name them itself. into: what the rows of a
        ``values_list`` become.
        """
        self.draw = draw
        self._names = tuple(names or inspect.signature(draw).parameters)
        self._into = into
        self._drawn: dict[str, _Drawn] = {}
        update_wrapper(self, draw)

    def __call__(self, *values: Any) -> list[R]:
        """The answer: rows as the queryset gives them (objects, or tuples for ``values_list``)."""
        connection = connections[DEFAULT_DB_ALIAS]
        try:
            drawn = self._drawn.get(connection.vendor) or self._draw_up(connection)
        except EmptyResultSet:  # Nothing can be in it, whatever the values: no unit in reach.
            return []
        given = dict(zip(self._names, values, strict=True))
        with bound.cursor_of(connection) as cursor:
            cursor.execute(*bound.filled(drawn.sql, drawn.places, given, connection))
            rows = cursor.fetchall()
        return [drawn.make(row) for row in self._converted(drawn, connection, rows)]

    def _draw_up(self, connection: BaseDatabaseWrapper) -> _Drawn:
        rows = self.draw(*map(Given, self._names))
        compiler: Any = rows.query.get_compiler(connection=connection)
        sql, places = compiler.as_sql()
        missing = set(self._names) - {one.name for one in places if isinstance(one, Given)}
        if missing:
            raise TypeError(f"{self.draw.__qualname__}: no place for {', '.join(sorted(missing))}")
        chosen = compiler.select[: compiler.col_count]
        text, left = bound.text_of(sql, places, connection)
        drawn = _Drawn(
            sql=text,
            places=left,
            query=rows.query,
            expressions=[one[0] for one in chosen],
            make=_object_maker(compiler) if _gives_objects(rows) else self._into,
        )
        return self._drawn.setdefault(connection.vendor, drawn)

    def _converted(
        self, drawn: _Drawn, connection: BaseDatabaseWrapper, rows: list[Row]
    ) -> Sequence[Row]:
        """Values as fields have them. The converters belong to the connection, and are kept there:
        each thread has its own. Kept for as long as the question is: one that was drawn up for a
        single answer goes with it.
        """
        kept: WeakKeyDictionary[Any, Any] = connection.__dict__.setdefault(
            "_prepared_converters", WeakKeyDictionary()
        )
        known = kept.get(self)
        if known is None:
            compiler: Any = drawn.query.get_compiler(connection=connection)
            known = kept[self] = (compiler, compiler.get_converters(drawn.expressions))
        compiler, converters = known
        return list(compiler.apply_converters(rows, converters)) if converters else rows


class Listing(Generic[R]):
    """The rows of a list and how many there are, to be shown by pages (``web.page_of``).

    draw and names: as for ``Prepared``; objects, not ordered. order: as for ``order_by``; the key
    belongs to it, so that it is the same each time. show: from such objects to what rows have.
    into: see ``Prepared``. number: how many there are, a question of one row with one number, where
    there is a cheaper way than counting what ``draw`` gives.

    The rows of a page are found by their keys first, so an index that has the order is read up to
    them, and not the rows before them.
    """

    def __init__(
        self,
        draw: Callable[..., QuerySet[Any]],
        order: Sequence[Any],
        show: Callable[[QuerySet[Any]], QuerySet[Any, R]],
        names: Sequence[str] = (),
        into: Callable[[Row], Any] = tuple,
        *,
        number: Callable[..., QuerySet[Any, tuple[int]]] | None = None,
    ) -> None:
        names = tuple(names or inspect.signature(draw).parameters)

        def page(*values: Any) -> QuerySet[Any, R]:
            *given, most, offset = values
            keys = _Keys(draw(*given).order_by(*order).values("pk"), most, offset)
            rows = draw(*given).model._default_manager.filter(pk__in=keys)
            return show(rows).order_by(*order)

        self.page = Prepared(page, (*names, "most", "offset"), into)
        self._number = Prepared(number or (lambda *values: _number(draw(*values))), names)

    def of(self, *values: Any) -> "Listed[R]":
        """The list under these values; nothing is asked yet."""
        return Listed(self.page, self._number, values)


@dataclass(frozen=True)
class Listed(Generic[R]):
    """What ``django.core.paginator.Paginator`` needs of a list."""

    page: Prepared[R]
    number: Prepared[tuple[int]]
    values: tuple[Any, ...]

    def count(self) -> int:
        """How many rows there are."""
        found = self.number(*self.values)
        return found[0][0] if found else 0

    def __len__(self) -> int:
        """The same; makes a list false that has none."""
        return self.count()

    def __getitem__(self, part: slice) -> list[R]:
        """The rows of a page."""
        first = part.start or 0
        return self.page(*self.values, part.stop - first, first)


def _number(rows: QuerySet[Any]) -> QuerySet[Any, tuple[int]]:
    """How many; a constant is what all rows have in common."""
    counted = rows.order_by().values(common=Constant(1)).annotate(number=Count("*"))
    found: QuerySet[Any, tuple[int]] = counted.values_list("number")
    return found


def prepared(draw: Callable[..., QuerySet[Any, R]]) -> Prepared[R]:
    """Make a function that builds a queryset from places for values a question to be asked."""
    return Prepared(draw)


def _gives_objects(rows: QuerySet[Any, Any]) -> bool:
    return vars(rows)["_iterable_class"] is ModelIterable


def _object_maker(compiler: Any) -> Callable[[Row], Any]:
    """How a row becomes an object with what was selected along; as Django's own ModelIterable."""
    fields = compiler.klass_info["select_fields"]
    first, end = fields[0], fields[-1] + 1
    names = [one[0].target.attname for one in compiler.select[first:end]]
    populators = _populators(compiler.klass_info, compiler.select, DEFAULT_DB_ALIAS)
    annotated = tuple((compiler.annotation_col_map or {}).items())
    made = partial(compiler.klass_info["model"].from_db, DEFAULT_DB_ALIAS, names)
    return partial(_object, made, slice(first, end), populators, annotated)


def _object(
    made: Callable[[Row], Any],
    own: slice,
    populators: Sequence[Any],
    annotated: Sequence[tuple[str, int]],
    row: Row,
) -> Any:
    found = made(row[own])
    for populator in populators:
        populator.populate(row, found)
    for name, place in annotated:
        setattr(found, name, row[place])
    return found
