"""Where a file makes the SDK's `Model` and what it does with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import libcst as cst
from libcst.metadata import (
    Assignment,
    ParentNodeProvider,
    PositionProvider,
    QualifiedNameProvider,
    ScopeProvider,
)

__all__ = ["MODELS", "Use", "Uses"]

MODELS = frozenset({"clarifai.client.Model", "clarifai.client.model.Model"})
_LEFT = ("_by_url", "_by_bytes", "_by_filepath")
_METHODS_OF_MODEL = """
    list_training_templates get_params update_params get_param_info train
    training_status delete_version create_version list_versions load_input_types
    load_info list_evaluations evaluate get_eval_by_id get_latest_eval
    get_eval_by_dataset get_raw_eval export create_version_by_file
    create_version_by_url patch_version available_methods method_signature
    method_signatures generate_client_script client async_client id name
"""
_OWN = frozenset(_METHODS_OF_MODEL.split())
_RAW = (
    "inputs",
    "inference_params",
    "output_config",
    "with_proto",
    "use_predict_cache",
)


@dataclass(slots=True)
class Use:
    """One `Model(...)`: its call, the calls of its methods, and why it must stay."""

    made: cst.Call
    line: int
    column: int
    name: str = ""
    calls: list[cst.Call] = field(default_factory=list)
    why: list[tuple[str, int, int]] = field(default_factory=list)

    def methods(self) -> list[str]:
        """The names of the methods that are called."""
        return [each.func.attr.value for each in self.calls]  # type: ignore[attr-defined]


class Uses(cst.CSTVisitor):
    """Collects them."""

    METADATA_DEPENDENCIES = (
        ParentNodeProvider,
        PositionProvider,
        QualifiedNameProvider,
        ScopeProvider,
    )

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Use] = []
        self.parents: Mapping[cst.CSTNode, cst.CSTNode] = {}

    def visit_Call(self, node: cst.Call) -> None:
        names = self.get_metadata(QualifiedNameProvider, node.func, set())
        if not {each.name for each in names} & MODELS:
            return
        line, column = self._place(node)
        use = Use(node, line, column)
        self.found.append(use)
        parent = self.get_metadata(ParentNodeProvider, node)
        if isinstance(parent, cst.Attribute):
            self._access(use, node)
        elif isinstance(parent, cst.Assign) and len(parent.targets) == 1:
            self._variable(use, node, parent.targets[0].target)
        elif isinstance(parent, cst.AnnAssign):
            use.why.append(("its variable has an annotation", line, column))
        else:
            use.why.append(("it is not assigned to a variable", line, column))

    def _variable(self, use: Use, node: cst.Call, target: cst.BaseExpression) -> None:
        if not isinstance(target, cst.Name):
            use.why.append(
                ("it is kept in an attribute or an item", use.line, use.column)
            )
            return
        use.name = target.value
        scope: Any = self.get_metadata(ScopeProvider, target)
        assigned = [each for each in scope[use.name] if isinstance(each, Assignment)]
        if len(assigned) != 1:
            why = f"`{use.name}` is assigned more than once"
            use.why.append((why, use.line, use.column))
            return
        for access in assigned[0].references:
            self._access(use, access.node)

    def _access(self, use: Use, node: cst.CSTNode) -> None:
        line, column = self._place(node)
        parent = self.get_metadata(ParentNodeProvider, node)
        if isinstance(parent, cst.Attribute) and parent.value is node:
            name = parent.attr.value
            call = self.get_metadata(ParentNodeProvider, parent)
            if name in _OWN or name.endswith(_LEFT):
                use.why.append((f"`{name}` is not a method of the model", line, column))
            elif isinstance(call, cst.Call) and call.func is parent:
                raw = [a.keyword.value for a in call.args if a.keyword]
                taken = [each for each in raw if each in _RAW]
                if taken:
                    use.why.append((f"`{taken[0]}` has no counterpart", line, column))
                use.calls.append(call)
            else:
                use.why.append((f"`.{name}` is not called", line, column))
        else:
            use.why.append(("it is handed on", line, column))

    def _place(self, node: cst.CSTNode) -> tuple[int, int]:
        at: Any = self.get_metadata(PositionProvider, node)
        return at.start.line, at.start.column + 1
