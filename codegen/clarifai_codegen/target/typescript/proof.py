"""The proof that a generated module is a client and nothing else.

A module is parsed, and holds only the kinds of nodes, imports, calls and members that a
client needs; whatever text a signature holds, it is a literal, the name of a property or
a comment then. The proof knows nothing of templates, so it holds for a user's as well.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache

from tree_sitter import Node, Tree

from ...problems import Problem, ProblemError, Where
from ..prose import UNSEEN, shortened
from ..skeleton import Lexicon, renamed
from .skeleton import lexicon
from .symbols import SYMBOLS
from .syntax import captures, parse

__all__ = ["DIRECTIVE", "prove"]

_WORDS = """
    AsyncIterable Infinity Iterable NaN Promise Readonly ReadonlyArray Record Uint8Array
    bigint
"""
_GLOBALS = frozenset(_WORDS.split())
_CALLS = frozenset({"listOf", "named", "outputs", "tupleOf"})
_CONSTRUCTORS = frozenset({"FakeClient", "Method", "ToolSet", "Uint8Array"})
_STATE = "this.#client"
_CLIENT_CALLS = frozenset(
    {
        "this.#client.batch",
        "this.#client.batchIter",
        "this.#client.close",
        "this.#client.openai",
        "this.#client.stream",
        "this.#client.unary",
        "this.#client.withOptions",
    }
)
_TOOL_MEMBERS = frozenset(
    {
        "toolSet.responsesTools",
        "toolSet.runTool",
        "toolSet.runTools",
        "toolSet.tools",
        "toolSet.vercelTools",
    }
)
_FAKE_CALL = "client.isOf"
_STATIC_CALL = ("Client", "of")
_METHODS = "methods"
_RUNTIME = "./runtime/"
_BRACES = frozenset({"export_clause", "import_clause", "named_imports"})
_SPECIFIERS = frozenset({"export_specifier", "import_specifier"})

DIRECTIVE = re.compile(
    r"""
    ^//+\s*(?:@\w|<)                     # @ts-nocheck, <reference path="..." />
    | ^[\s/*]*@(?:ts-|deno-|jsx)         # @ts-ignore in a block comment, @jsx h
    | [@#]\s*source(?:Mapping)?URL\b
    | @internal\b                        # drops a declaration under stripInternal
    """,
    re.IGNORECASE | re.MULTILINE | re.VERBOSE,
)
"""What tools act on in a comment."""

_PRAGMA = re.compile(r"/\*[\s\S]*@jsx", re.IGNORECASE)
"""What compilers act on in a block comment before the first statement."""

_INVISIBLE = re.compile(rf"[{UNSEEN}](?<![\n\t])")
_ESCAPE = re.compile(
    r"\\(?:u\{([\da-f]+)\}|u([\da-f]{4})|x([\da-f]{2})|(.))", re.DOTALL | re.IGNORECASE
)


class _Refused(Exception):
    """What is not allowed, and where."""

    def __init__(self, node: Node, what: str) -> None:
        super().__init__(f"it holds the {what} {shortened(_text(node))!r}")
        self.line = node.start_point.row + 1


def prove(
    text: str,
    symbols: Mapping[str, str],
    file: str,
    model: str = "",
    own: frozenset[tuple[str, str]] = frozenset(),
) -> None:
    """Hold that a module has only what a client may.

    `symbols` says what may be imported: name -> module; `.js` and `.ts` are the same.
    `own` are pairs of module and name of the user's types, which `import type` may name.
    Raises ProblemError `unproved` that names `file` and `model`. Modules of a `model` are
    much alike: one proof does for all that differ in names and texts only.
    """
    if hidden := _INVISIBLE.search(text):
        what = f"it holds the character U+{ord(hidden[0]):04X}"
        line = text.count("\n", 0, hidden.start()) + 1
    elif model and _is_proved(*_essence(text, symbols)):
        return
    else:
        try:
            _Proof(parse(text), symbols, own).run()
        except _Refused as refused:
            what, line = str(refused), refused.line
        except SyntaxError as error:
            what, line = error.msg, error.lineno or 0
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
    """What the specifier of a module became in a skeleton."""
    return names.get(f'"{name}"', '"?"')[1:-1]


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
        _Proof(parse(skeleton), allowed).run()
    except (_Refused, SyntaxError):
        return False
    return bool(skeleton)


@cache
def _lexicon() -> Lexicon:
    """What the checks ask for by name is kept: all else is one name as good as another."""
    texts = [*_GLOBALS, *_CALLS, *_CONSTRUCTORS, *_CLIENT_CALLS, *_STATIC_CALL]
    texts += [_STATE, _FAKE_CALL, _METHODS, *SYMBOLS]
    words = {word for text in texts for word in re.findall(r"\w+", text)}
    telling = re.compile(
        f"{DIRECTIVE.pattern}|@jsx", re.IGNORECASE | re.MULTILINE | re.VERBOSE
    )
    return lexicon(words | {"__proto__", '"__proto__"', "'__proto__'"}, telling)


def _text(node: Node | None) -> str:
    return ((node and node.text) or b"").decode()


def _home(module: str) -> str:
    """A module without the ending that its specifier may have."""
    return re.sub(r"\.[jt]s$", "", module) if module.startswith(".") else module


def _specifiers(node: Node) -> list[Node]:
    """What stands between the braces of an import or export."""
    clauses = [each for each in node.named_children if each.type in _BRACES]
    found = [each for each in node.named_children if each.type in _SPECIFIERS]
    return found + [each for clause in clauses for each in _specifiers(clause)]


def _key(text: str) -> str:
    """The name of a property, its quotes and escapes resolved."""
    name = text[1:-1] if text[0] in "\"'" else text
    return _ESCAPE.sub(_character, name)


def _character(escape: re.Match[str]) -> str:
    number = escape[1] or escape[2] or escape[3]
    return chr(min(int(number, 16), 0x10FFFF)) if number else escape[4].strip()


class _Proof:
    """The checks of one module, by what needs a look."""

    def __init__(
        self,
        tree: Tree,
        symbols: Mapping[str, str],
        own: frozenset[tuple[str, str]] = frozenset(),
    ) -> None:
        self._symbols = symbols
        self._own = own
        self._found = captures(tree)
        self._imported: dict[str, str] = {}
        self._classes = self._texts("class")
        self._known = self._texts("declared") | self._texts("label") | _GLOBALS
        source = tree.root_node.text or b""
        names = [each.start_byte for each in self._nodes("name")]
        self._head = source[: min(names, default=len(source))].decode()

    def run(self) -> None:
        """Check all that was found; raises _Refused at the first that is not allowed."""
        for node in self._nodes("refused"):
            raise _Refused(node, node.type)
        for node in self._nodes("origin"):
            self._origin(node)
        for capture, (what, kinds) in _KINDS.items():
            for node in self._nodes(capture):
                if node.type not in kinds:
                    raise _Refused(node, what)
        for capture, (what, allows) in _TEXTS.items():
            bad = {text for text in self._texts(capture) if not allows(self, text)}
            for node in self._nodes(capture) if bad else ():
                if _text(node) in bad:
                    raise _Refused(node, what)

    def _nodes(self, capture: str) -> Sequence[Node]:
        return self._found.get(capture, ())

    def _texts(self, capture: str) -> set[str]:
        texts = {node.text or b"" for node in self._nodes(capture)}
        return {text.decode() for text in texts}

    def _origin(self, node: Node) -> None:
        """Note the names of an import, or of an export from another module."""
        source = _text(node.child_by_field_name("source"))[1:-1]
        module = _home(source)
        specifiers = _specifiers(node)
        is_type = any(child.type == "type" for child in node.children)
        for each in specifiers:
            symbol = _text(each.child_by_field_name("name"))
            name = _text(each.child_by_field_name("alias")) or symbol
            if is_type and (source, symbol) in self._own and self._is_free(name):
                self._known |= {name, symbol}
                continue
            if symbol not in self._symbols or _home(self._symbols[symbol]) != module:
                raise _Refused(each, f"import from {module!r} of")
            self._imported[name] = symbol
            self._known |= {name, symbol}
        if not specifiers:
            raise _Refused(node, "import")

    def _is_free(self, name: str) -> bool:
        return name not in self._symbols and self.is_own(name)

    def _symbol(self, name: str) -> str:
        """The symbol that a name stands for, "" if it stands for none."""
        return self._imported.get(name, name if name in _GLOBALS else "")

    def is_known(self, name: str) -> bool:
        return name in self._known and "\\" not in name

    def is_own(self, name: str) -> bool:
        """Whether a name can be given: it is none of an import or of the language."""
        return name not in self._imported and name not in _GLOBALS

    def is_client(self, name: str) -> bool:
        """Whether a name is that of a client: its module is of the runtime's folder."""
        home = _home(self._symbols.get(self._imported.get(name, ""), ""))
        is_beside = home.startswith(".") and not home.startswith(_RUNTIME)
        return is_beside or name in self._classes

    def is_constructor(self, name: str) -> bool:
        return name in self._classes or self._symbol(name) in _CONSTRUCTORS

    def is_member(self, text: str) -> bool:
        owner, _, name = text.rpartition(".")
        is_methods = name == _METHODS and self.is_client(owner)
        is_fixed = text == _STATE or text in _TOOL_MEMBERS
        return is_fixed or is_methods or self._is_method(text)

    def is_call(self, text: str) -> bool:
        is_function = text == "super" or self._symbol(text) in _CALLS
        return is_function or self._is_method(text)

    def _is_method(self, text: str) -> bool:
        owner, _, name = text.rpartition(".")
        is_static = (self._symbol(owner), name) == _STATIC_CALL
        return is_static or text in _CLIENT_CALLS or text == _FAKE_CALL

    def is_comment(self, text: str) -> bool:
        is_pragma = _PRAGMA.match(text) and text in self._head
        return not (is_pragma or DIRECTIVE.search(text))


_KINDS = {
    "statement": ("statement", {"assignment_expression", "call_expression"}),
    "computed": ("computed name", {"string"}),
}
"""Captures that are of certain kinds."""

_TEXTS: dict[str, tuple[str, Callable[[_Proof, str], bool]]] = {
    "comment": ("comment", _Proof.is_comment),
    "declared": ("declaration of", _Proof.is_own),
    "base": ("class beneath", _Proof.is_client),
    "constructor": ("constructor", _Proof.is_constructor),
    "call": ("call of", _Proof.is_call),
    "member": ("member", _Proof.is_member),
    "target": ("assignment to", lambda _, text: text == _STATE),
    "name": ("name", _Proof.is_known),
    "key": ("key", lambda _, text: _key(text) != "__proto__"),
}
"""Captures whose texts are certain ones."""
