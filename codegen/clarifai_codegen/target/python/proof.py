"""The proof that a generated module is a client and nothing else.

A module is parsed, and holds only the kinds of nodes, imports, calls and attributes that
a client needs; whatever text a signature holds, it is a literal then. The proof knows
nothing of templates, so it holds for a user's as well.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache, lru_cache
from typing import Any

from ...problems import Problem, ProblemError, Where
from ..skeleton import Lexicon, renamed
from .skeleton import lexicon
from .symbols import SYMBOLS

__all__ = ["prove"]

_WORDS = """
    Module ImportFrom alias If Assign AnnAssign Expr
    ClassDef FunctionDef AsyncFunctionDef arguments arg Return Await
    Name Attribute Call keyword Subscript Constant List Tuple Dict BinOp BitOr UnaryOp USub
"""
_NODES = frozenset(getattr(ast, word) for word in _WORDS.split())
_CALLS = frozenset(
    {
        "AsyncClient",
        "Client",
        "Method",
        "ModelId",
        "NamedDeployment",
        "Parameter",
        "Tool",
        "ToolSet",
        "TypedDict",
        "dataclass",
        "default",
        "fakes",
        "float",
        "lazy",
        "lazy_tools",
        "list_of",
        "named",
        "outputs",
        "tuple_of",
    }
)
_CLIENT_CALLS = frozenset(
    {
        "aclose",
        "batch",
        "batch_iter",
        "close",
        "derive",
        "describe",
        "openai",
        "stream",
        "unary",
        "unary_or_batch",
    }
)
_BASES = frozenset({"Fake", "Protocol", "TypedDict"})
_DECORATORS = frozenset({"dataclass", "overload", "property"})
_STATE = "self.__client__"
_RESPONSES = "responses"
_NOT_FINITE = frozenset({"inf", "-inf", "nan"})
_OWN_NAMES = frozenset({"self", "__name__", "__package__"})
_UNREADABLE = (SyntaxError, ValueError, RecursionError, MemoryError)
_CONSTANTS = (str, bytes, bool, int, float, type(None), type(...))


class _Refused(Exception):
    """What is not allowed, and where."""

    def __init__(self, node: Any, what: str) -> None:
        super().__init__(what)
        self.line: int = getattr(node, "lineno", 0)


def prove(
    text: str,
    symbols: Mapping[str, str],
    file: str,
    model: str = "",
    own: frozenset[tuple[str, str]] = frozenset(),
) -> None:
    """Hold that a module has only what a client may.

    `symbols` says what may be imported: name -> module. `own` are pairs of module and name
    of the user's types, which may be imported for type checkers alone. Raises ProblemError
    `unproved` that names `file` and `model`. Modules of a `model` are much alike: one proof
    does for all that differ in names and texts only.
    """
    if model and _is_proved(*_essence(text, symbols)):
        return
    try:
        _Proof(ast.parse(text), symbols, own).run()
    except _Refused as refused:
        what, line = str(refused), refused.line
    except _UNREADABLE as error:
        what, line = f"it cannot be parsed: {error}", getattr(error, "lineno", 0) or 0
    else:
        return
    place = Where(file=file, line=line, model=model)
    raise ProblemError(
        Problem("unproved", f"A generated module is wrong: {what}.", place)
    )


def _essence(
    text: str, symbols: Mapping[str, str]
) -> tuple[str, tuple[tuple[str, str], ...] | None]:
    """The skeleton of a module, and what it may import there."""
    skeleton, names = _lexicon().taken_apart(text)
    if symbols is SYMBOLS:
        return skeleton, None
    return skeleton, renamed(symbols, names, _module)


def _module(name: str, names: Mapping[str, str]) -> str:
    """What the dotted name of a module became in a skeleton."""
    return re.sub(r"\w+", lambda word: names.get(word[0], "?"), name)


@lru_cache(maxsize=512)
def _is_proved(
    skeleton: str, symbols: tuple[tuple[str, str], ...] | None = None
) -> bool:
    """Whether a module with this skeleton, and with it all that have it, hold nothing else.

    `symbols` are what it may import, None for `SYMBOLS`. False is no verdict: the skeleton
    may be "", and names of a model's own may be meant.
    """
    try:
        allowed = SYMBOLS if symbols is None else dict(symbols)
        _Proof(ast.parse(skeleton), allowed).run()
    except (_Refused, *_UNREADABLE):
        return False
    return bool(skeleton)


@cache
def _lexicon() -> Lexicon:
    """What the checks ask for by name is kept: all else is one name as good as another."""
    words = {*_CALLS, *_CLIENT_CALLS, *_BASES, *_DECORATORS, *_OWN_NAMES, _RESPONSES}
    for name, module in SYMBOLS.items():
        words |= {name, *re.findall(r"\w+", module)}
    quoted = {f'"{text}"' for text in _NOT_FINITE}
    return lexicon(words | quoted | {"__client__", "__future__", "annotations"})


def _walk(tree: ast.AST) -> Iterator[ast.AST]:
    """All nodes but contexts (Load, Store), which go with what holds them.

    Raises _Refused for a kind that is not allowed.
    """
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if type(node) not in _NODES:
            raise _Refused(node, f"it holds a {type(node).__name__}")
        yield node
        for name in node._fields:
            if name == "ctx":
                continue
            value = getattr(node, name)
            if isinstance(value, ast.AST):
                waiting.append(value)
            elif isinstance(value, list):
                waiting.extend(each for each in value if isinstance(each, ast.AST))


def _dotted(node: ast.AST) -> str:
    """A name with its attributes; "" for anything else."""
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


class _Proof:
    """The checks of one module, by kind of node."""

    def __init__(
        self,
        tree: ast.Module,
        symbols: Mapping[str, str],
        own: frozenset[tuple[str, str]] = frozenset(),
    ) -> None:
        self._tree = tree
        self._symbols = symbols
        self._own = own
        self._type_only: set[ast.stmt] = set()
        self._imported: dict[str, str] = {}
        self._classes: set[str] = set()
        self._known = set(_OWN_NAMES)
        self._checks: dict[type[ast.AST], Callable[[Any], None]] = {
            ast.ImportFrom: self._import,
            ast.If: self._if,
            ast.Expr: self._statement,
            ast.Constant: self._constant,
            ast.ClassDef: self._class,
            ast.FunctionDef: self._function,
            ast.AsyncFunctionDef: self._function,
            ast.Name: self._name,
            ast.Attribute: self._attribute,
            ast.Call: self._call,
            ast.keyword: self._keyword,
            ast.Dict: self._dict,
        }

    def run(self) -> None:
        """Check all nodes; raises _Refused at the first that is not allowed."""
        nodes = list(_walk(self._tree))
        for node in nodes:
            if isinstance(node, ast.If):
                self._type_only |= set(node.body)
        for node in nodes:
            self._define(node)
        for node in nodes:
            check = self._checks.get(type(node))
            if check is not None:
                check(node)

    def _define(self, node: ast.AST) -> None:
        """Note the names that a node brings in; imports are checked before they count."""
        if isinstance(node, ast.Name):
            if isinstance(node.ctx, ast.Store):
                self._known.add(node.id)
        elif isinstance(node, ast.arg):
            self._known.add(node.arg)
        elif isinstance(node, ast.ClassDef):
            self._classes.add(node.name)
            self._known.add(node.name)
        elif isinstance(node, ast.ImportFrom):
            self._import(node)
            names = {each.asname or each.name: each.name for each in node.names}
            self._known |= names.keys()
            if not self._is_own(node):
                self._imported |= names

    def _is_own(self, node: ast.ImportFrom) -> bool:
        """Whether these are the user's types, under names that mean nothing else here."""
        return (
            not node.level
            and node in self._type_only
            and all(
                (node.module, each.name) in self._own
                and (each.asname or each.name) not in self._symbols
                for each in node.names
            )
        )

    def _import(self, node: ast.ImportFrom) -> None:
        if self._is_own(node):
            return
        module = "." * node.level + (node.module or "")
        for each in node.names:
            if (module, each.name) == ("__future__", "annotations"):
                continue
            if self._symbols.get(each.name) != module:
                raise _Refused(node, f"it imports {each.name!r} from {module!r}")

    def _if(self, node: ast.If) -> None:
        self._expect(node.test, self._symbol(node.test) == "TYPE_CHECKING", "condition")

    def _statement(self, node: ast.Expr) -> None:
        allowed = isinstance(node.value, ast.Constant | ast.Await | ast.Call)
        self._expect(node, allowed, "statement")

    def _constant(self, node: ast.Constant) -> None:
        self._expect(node, isinstance(node.value, _CONSTANTS), "constant")

    def _class(self, node: ast.ClassDef) -> None:
        bases = all(self._is_base(self._symbol(base)) for base in node.bases)
        self._expect(node, bases and not node.keywords, "class")
        self._decorators(node)

    def _is_base(self, symbol: str) -> bool:
        """A base of ours, or a client of the package: its module is the package's own."""
        home = self._symbols.get(symbol, "")
        is_client = home.startswith(".") and not home.startswith("._runtime")
        return symbol in _BASES or is_client

    def _function(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        self._decorators(node)

    def _decorators(
        self, node: ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
    ) -> None:
        for each in node.decorator_list:
            function = each.func if isinstance(each, ast.Call) else each
            self._expect(each, self._symbol(function) in _DECORATORS, "decorator")

    def _name(self, node: ast.Name) -> None:
        builtin = self._symbols.get(node.id) == "builtins"
        self._expect(node, node.id in self._known or builtin, f"name {node.id!r}")

    def _attribute(self, node: ast.Attribute) -> None:
        root = _dotted(node.value)
        allowed = (
            f"{root}.{node.attr}" == _STATE
            or (root == _STATE and node.attr in _CLIENT_CALLS)
            or (isinstance(node.value, ast.Name) and node.attr == _RESPONSES)
        )
        self._expect(node, allowed, f"attribute {node.attr!r}")

    def _call(self, node: ast.Call) -> None:
        function = node.func
        if isinstance(function, ast.Attribute):
            allowed = function.attr in _CLIENT_CALLS
        else:
            symbol = self._symbol(function)
            own = isinstance(function, ast.Name) and function.id in self._classes
            allowed = own or symbol in _CALLS
            if symbol == "float":
                texts = [getattr(each, "value", None) for each in node.args]
                allowed = len(texts) == 1 and texts[0] in _NOT_FINITE
        self._expect(node, allowed, f"call of {ast.unparse(function)}")

    def _keyword(self, node: ast.keyword) -> None:
        self._expect(node, node.arg is not None, "unpacked mapping")

    def _dict(self, node: ast.Dict) -> None:
        self._expect(node, None not in node.keys, "unpacked mapping")

    def _symbol(self, node: ast.AST) -> str:
        """The symbol that a name stands for, "" if it stands for none."""
        if not isinstance(node, ast.Name):
            return ""
        if node.id in self._imported:
            return self._imported[node.id]
        return node.id if self._symbols.get(node.id) == "builtins" else ""

    def _expect(self, node: ast.AST, allowed: bool, what: str) -> None:
        if not allowed:
            raise _Refused(node, f"it holds the {what}")
