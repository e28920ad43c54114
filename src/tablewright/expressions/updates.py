"""Updates: a new item from an old one.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.UpdateExpressions.html
"""

from collections.abc import Callable
from enum import Enum

from tablewright.expressions.checks import Checks, Values, given
from tablewright.expressions.errors import ExpressionError
from tablewright.expressions.operands import Reader, path_reader, reader
from tablewright.expressions.paths import PathTree, attribute_of, entered_by, path_tree
from tablewright.expressions.projections import Projection
from tablewright.expressions.syntax import (
    Arithmetic,
    Assignment,
    Call,
    Change,
    Literal,
    Operand,
    Path,
    Removal,
    Section,
    UpdateActions,
    ValuePlaceholder,
)
from tablewright.values import AttributeValue, InvalidValue, Item, add_numbers, subtract_numbers
from tablewright.values.limits import MAX_NESTING

WRONG_TYPE = "An operand in the update expression has an incorrect data type"
"""The message of an update whose operand does not fit the attribute it is applied to."""

_NO_VALUES: Values = {}


class _Effect(Enum):
    """What an action does to the end of its path, other than giving it a value."""

    REMOVE = "remove"
    KEEP = "keep"


Outcome = AttributeValue | _Effect
Action = Callable[[Item, Values], Outcome]


class Update:
    """An update, ready to be applied to items.

    Made from a resolved tree. ``names_used`` are the name placeholders it was written with,
    ``values_used`` its value placeholders, ``attributes`` those of the item that it writes and ``entered`` those
    of which it reads or writes a part. ``sources`` are what the whole attributes among those that it writes are
    set to, or what is added to or deleted from them. ``only_removes`` says that it can add nothing to an item,
    and ``concerns_contents`` that its `check` asks for more than the types of the values.

    Raises:
        ExpressionError: operands do not fit, whatever the values, or two paths overlap.
    """

    __slots__ = (
        "_actions",
        "_checks",
        "_touched",
        "_tree",
        "attributes",
        "concerns_contents",
        "entered",
        "names_used",
        "node",
        "only_removes",
        "sources",
        "values_used",
    )

    def __init__(
        self,
        node: UpdateActions,
        names_used: frozenset[str] = frozenset(),
        kind: str = "UpdateExpression",
    ) -> None:
        self.node = node
        self.names_used = names_used
        self._checks = Checks(kind)
        self._checks.update(node)
        self.values_used = frozenset(self._checks.values_used)
        actions = [action for section in node.sections for action in section.actions]
        paths = tuple(action.path for action in actions)
        self.sources = {
            attribute_of(action.path): action.value if isinstance(action, Assignment) else action.operand
            for action in actions
            if not isinstance(action, Removal) and len(action.path.elements) == 1
        }
        self.attributes = frozenset(map(attribute_of, paths))
        self.only_removes = all(section.keyword in ("REMOVE", "DELETE") for section in node.sections)
        self.entered = entered_by(*paths) | self._checks.entered
        self.concerns_contents = self._checks.concern_contents
        self._tree = path_tree(paths, kind)
        self._touched = Projection(paths, kind=kind)
        self._actions = [_action(section, action) for section in node.sections for action in section.actions]

    def check(self, values: Values | None) -> None:
        """Checks a request's values, once, before any `apply`.

        Raises:
            ExpressionError: a placeholder has no value, or one of a wrong type.
        """
        self._checks.apply(values or _NO_VALUES)

    def apply(self, item: Item, values: Values | None) -> Item:
        """The item that the update makes of ``item``, which stays as it is and shares its unchanged parts.

        All operands are read from ``item`` as it was, and list indexes count its elements.

        Raises:
            ExpressionError: the item has not what the update needs.
        """
        given_values = values or _NO_VALUES
        outcomes = [act(item, given_values) for act in self._actions]
        return _changed_map(item, self._tree, outcomes)

    def touched(self, item: Item) -> Item:
        """What UPDATED_OLD or UPDATED_NEW returns of ``item``: the parts at the paths the update writes.

        Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateItem.html
        """
        return self._touched.apply(item)

    def type_shown(self, attribute: str, values: Values) -> str | None:
        """The type of one of the ``sources`` as far as the request alone shows it; None where the item decides.

        Of if_not_exists it is the type of what it falls back on.
        """
        return _type_shown(self.sources[attribute], values)

    def value_shown(self, attribute: str, values: Values) -> AttributeValue | None:
        """The value of one of the ``sources``; None where the request does not have it."""
        source = self.sources[attribute]
        return given(source, values) if isinstance(source, ValuePlaceholder | Literal) else None


def _type_shown(source: Operand | Arithmetic, values: Values) -> str | None:
    match source:
        case ValuePlaceholder() | Literal():
            return next(iter(given(source, values)))
        case Arithmetic():
            return "N"
        case Call(function="list_append"):
            return "L"
        case Call():
            return _type_shown(source.operands[1], values)
    return None


# Carrying the outcomes into the item


def _changed_map(entries: Item, tree: PathTree, outcomes: list[Outcome]) -> Item:
    changed = dict(entries)
    for name, branch in tree.branches.items():
        if type(name) is not str:
            raise _invalid_path()
        if isinstance(branch, PathTree):
            changed[name] = _changed(changed.get(name), branch, outcomes)
            continue
        outcome = outcomes[branch]
        if type(outcome) is dict:
            changed[name] = outcome
        elif outcome is _Effect.REMOVE:
            changed.pop(name, None)
    return changed


def _changed_list(elements: list[AttributeValue], tree: PathTree, outcomes: list[Outcome]) -> list[AttributeValue]:
    """Indexes count the elements as they were; what is set beyond the end is appended, in order of index."""
    changed: list[AttributeValue | None] = list(elements)
    for index, branch in tree.branches.items():
        if not isinstance(index, int):
            raise _invalid_path()
        if isinstance(branch, PathTree):
            element = elements[index] if index < len(elements) else None
            changed[index] = _changed(element, branch, outcomes)
            continue
        outcome = outcomes[branch]
        if outcome is _Effect.REMOVE:
            if index < len(elements):
                changed[index] = None
        elif not isinstance(outcome, _Effect):
            if index < len(elements):
                changed[index] = outcome
            else:
                changed.append(outcome)
    return [element for element in changed if element is not None]


def _changed(value: AttributeValue | None, tree: PathTree, outcomes: list[Outcome]) -> AttributeValue:
    if value is not None:
        if "M" in value:
            return {"M": _changed_map(value["M"], tree, outcomes)}
        if "L" in value:
            return {"L": _changed_list(value["L"], tree, outcomes)}
    raise _invalid_path()


# Actions


def _action(section: Section, action: Assignment | Removal | Change) -> Action:
    match action:
        case Removal():
            return lambda item, values: _Effect.REMOVE
        case Assignment():
            return _nested(action.path, _value(action.value))
        case Change():
            return _addition(action) if section.keyword == "ADD" else _deletion(action)


def _nested(path: Path, value: Action) -> Action:
    """``value``, refused where its own depth and that of its path together are too deep."""
    depth = len(path.elements)
    if depth == 1:
        return value

    def assigned(item: Item, values: Values) -> Outcome:
        outcome = value(item, values)
        if not isinstance(outcome, _Effect) and depth + _height(outcome) - 1 > MAX_NESTING:
            raise ExpressionError("Nesting Levels have exceeded supported limits")
        return outcome

    return assigned


def _height(value: AttributeValue) -> int:
    """The levels of a value: one, and those of its highest element."""
    if "M" in value:
        return 1 + max(map(_height, value["M"].values()), default=0)
    if "L" in value:
        return 1 + max(map(_height, value["L"]), default=0)
    return 1


def _value(value: Operand | Arithmetic) -> Callable[[Item, Values], AttributeValue]:
    if not isinstance(value, Arithmetic):
        return _required(value)
    read_left, read_right = _required(value.left, "N"), _required(value.right, "N")
    calculate = add_numbers if value.operator == "+" else subtract_numbers
    return lambda item, values: _number(calculate, read_left(item, values), read_right(item, values))


def _number(calculate: Callable[[str, str], str], left: AttributeValue, right: AttributeValue) -> AttributeValue:
    try:
        return {"N": calculate(left["N"], right["N"])}
    except InvalidValue as error:
        raise ExpressionError(error.message) from None


def _reader(operand: Operand) -> Reader:
    return reader(operand, _FUNCTIONS)


def _required(operand: Operand, kind: str | None = None) -> Callable[[Item, Values], AttributeValue]:
    """Reads an operand that the item must have, and of type ``kind`` if one is given."""
    if kind is None and isinstance(operand, ValuePlaceholder):
        placeholder = operand.text
        return lambda item, values: values[placeholder]
    read = _reader(operand)

    def present(item: Item, values: Values) -> AttributeValue:
        value = read(item, values)
        if value is None:
            raise ExpressionError("The provided expression refers to an attribute that does not exist in the item")
        if kind is not None and kind not in value:
            raise _wrong_type()
        return value

    return present


def _if_not_exists(call: Call) -> Reader:
    read, read_default = _reader(call.operands[0]), _reader(call.operands[1])

    def existing_or_default(item: Item, values: Values) -> AttributeValue | None:
        value = read(item, values)
        return value if value is not None else read_default(item, values)

    return existing_or_default


def _list_append(call: Call) -> Reader:
    read_first, read_second = _required(call.operands[0], "L"), _required(call.operands[1], "L")
    return lambda item, values: {"L": read_first(item, values)["L"] + read_second(item, values)["L"]}


_FUNCTIONS = {"if_not_exists": _if_not_exists, "list_append": _list_append}


def _addition(change: Change) -> Action:
    """ADD: a number to a number, or members to a set; a missing attribute becomes the operand."""
    read, operand = path_reader(change.path), change.operand

    def added(item: Item, values: Values) -> Outcome:
        current, addend = read(item, values), given(operand, values)
        if current is None:
            return addend
        [kind] = addend
        if kind not in current:
            raise _wrong_type()
        if kind == "N":
            return _number(add_numbers, current, addend)
        members = current[kind]
        present = set(members)
        return {kind: members + [member for member in addend[kind] if member not in present]}

    return added


def _deletion(change: Change) -> Action:
    """DELETE: members from a set; a set that loses its last member is removed."""
    read, operand = path_reader(change.path), change.operand

    def deleted(item: Item, values: Values) -> Outcome:
        current, unwanted = read(item, values), given(operand, values)
        if current is None:
            return _Effect.KEEP
        [kind] = unwanted
        if kind not in current:
            raise _wrong_type()
        dropped = set(unwanted[kind])
        members = [member for member in current[kind] if member not in dropped]
        return {kind: members} if members else _Effect.REMOVE

    return deleted


def _invalid_path() -> ExpressionError:
    return ExpressionError("The document path provided in the update expression is invalid for update")


def _wrong_type() -> ExpressionError:
    return ExpressionError(WRONG_TYPE)
