"""The syntax that a generated module may hold, and what of it needs a look.

One query of tree-sitter finds both, so that the walk over all nodes is not done in
Python.
"""

from __future__ import annotations

import re
from functools import cache

from tree_sitter import Language, Node, Parser, Query, QueryCursor, Tree
from tree_sitter_typescript import language_typescript

__all__ = ["captures", "keywords", "parse"]

_NODES = """
    program comment import_statement import_clause named_imports import_specifier
    export_statement export_clause export_specifier lexical_declaration
    variable_declarator interface_declaration interface_body property_signature
    method_signature type_alias_declaration class_declaration class_heritage
    extends_clause implements_clause class_body public_field_definition
    method_definition formal_parameters required_parameter optional_parameter
    statement_block return_statement expression_statement
    type_annotation predefined_type literal_type union_type array_type readonly_type
    tuple_type generic_type type_arguments parenthesized_type object_type
    identifier type_identifier property_identifier private_property_identifier
    computed_property_name string string_fragment escape_sequence number true false null
    undefined array object pair unary_expression as_expression assignment_expression
    call_expression new_expression arguments member_expression this super
"""
_TOKENS = """
    { } ( ) [ ] < > , ; : ? . = | - " '
    as class const export extends from implements import interface new readonly return
    static type boolean never number object string unknown void
"""
_MISPLACED = r"""
    (program [(expression_statement) (return_statement) (statement_block)] @refused)
    (statement_block [
      (import_statement) (export_statement) (interface_declaration)
      (type_alias_declaration) (class_declaration) (statement_block)
    ] @refused)
    (import_clause (identifier) @refused)
    (export_statement "=" @refused)
    (object (method_definition) @refused)
    (as_expression (_) (_) @refused)
    (unary_expression "void" @refused)
    (required_parameter "readonly" @refused)
    ((string) @refused (#match? @refused "\n"))
"""
"""Kinds that are allowed, but not there, or not so."""

_LOOKED_AT = r"""
    (import_statement) @origin
    (export_statement source: (_)) @origin
    (class_declaration name: (_) @class @declared)
    (interface_declaration name: (_) @declared)
    (type_alias_declaration name: (_) @declared)
    (variable_declarator name: (_) @declared)
    (required_parameter pattern: (_) @declared)
    (optional_parameter pattern: (_) @declared)
    (required_parameter name: (_) @label)
    (optional_parameter name: (_) @label)
    [(identifier) (type_identifier)] @name
    (extends_clause value: (_) @base)
    (new_expression constructor: (_) @constructor)
    (call_expression function: (_) @call)
    (member_expression) @member
    (assignment_expression left: (_) @target)
    (expression_statement (_) @statement)
    (computed_property_name (_) @computed)
    ((pair key: [(string) (property_identifier)] @key)
      (#match? @key "__proto__|\\\\"))
    (comment) @comment
"""

_UNREAD = re.compile(r"^(\s*)(abstrac|accesso)[tr]\(", re.MULTILINE)
"""Names of methods that the grammar takes for modifiers; a call of them is no client's."""


def parse(text: str) -> Tree:
    """The syntax tree of a module. SyntaxError with its line if there is none."""
    parser = Parser(_language())
    tree = parser.parse(text.encode())
    if tree.root_node.has_error:
        tree = parser.parse(_UNREAD.sub(r"\1\2_(", text).encode())
    node = tree.root_node
    if not node.has_error:
        return tree
    while inner := [child for child in node.children if child.has_error]:
        node = inner[0]
    error = SyntaxError("it cannot be parsed")
    error.lineno = node.start_point.row + 1
    raise error


def captures(tree: Tree) -> dict[str, list[Node]]:
    """The nodes that need a look, by what they are; `refused` are those not allowed."""
    return QueryCursor(_query()).captures(tree.root_node)


@cache
def _language() -> Language:
    return Language(language_typescript())


@cache
def keywords() -> frozenset[str]:
    """The words that mean something to the grammar somewhere, and some that do not."""
    return frozenset(word for word, _ in _kinds() if word.isalpha())


def _kinds() -> set[tuple[str, bool]]:
    """All visible kinds of nodes, and whether they have a name."""
    language = _language()
    return {
        (language.node_kind_for_id(number) or "", language.node_kind_is_named(number))
        for number in range(language.node_kind_count)
        if language.node_kind_is_visible(number)
    }


@cache
def _query() -> Query:
    """All kinds of nodes that the language has and a client does not need, and the rest."""
    allowed = {(word, True) for word in _NODES.split()}
    allowed |= {(word, False) for word in _TOKENS.split()}
    refused = " ".join(
        f"({kind})" if named else f'"{kind}"'
        for kind, named in sorted(_kinds() - allowed)
    )
    return Query(_language(), f"[{refused}] @refused {_MISPLACED} {_LOOKED_AT}")
