"""What a signature says."""

from __future__ import annotations

from .entry import Entry

__all__ = ["ENTRIES"]

_SIGNATURE_FIX = (
    "Upload the model again with a current version of the clarifai package; until then "
    "this method is left out."
)

ENTRIES: dict[str, Entry] = {
    "unknown-data-type": Entry(
        "Unknown data type",
        "A field has a data type that this version does not know, or none (NOT_SET).",
        "Upgrade clarifai-codegen. If the type is NOT_SET, upload the model again with a "
        "current version of the clarifai package.",
    ),
    "bad-type-arguments": Entry(
        "Container without its types",
        "LIST needs one type argument, TUPLE and NAMED_FIELDS need at least one, other "
        "types take none.",
        _SIGNATURE_FIX,
    ),
    "too-deep": Entry(
        "Data type nested too deep",
        "Containers nest deeper than Python can parse as a type.",
        "Use JSON for data of arbitrary depth.",
    ),
    "unknown-kind": Entry(
        "Unknown kind of method",
        "The method's type is neither UNARY_UNARY, UNARY_STREAMING nor "
        "STREAMING_STREAMING. STREAMING_UNARY has a number but no RPC.",
        _SIGNATURE_FIX,
    ),
    "kind-contradicts-fields": Entry(
        "Kind and fields contradict each other",
        "The method's type says which fields are streams, and the fields say otherwise.",
        _SIGNATURE_FIX,
    ),
    "nested-stream": Entry(
        "Stream inside a container",
        "A stream exists only as a whole parameter or a whole output.",
        _SIGNATURE_FIX,
    ),
    "no-output": Entry(
        "Method without an output",
        "A method has at least one output field.",
        _SIGNATURE_FIX,
    ),
    "duplicate-name": Entry(
        "Two fields of one name",
        "Two parameters, two outputs or two named fields share a name, so one of them "
        "could never be given or read.",
        "Rename one of them in the model and upload it again.",
    ),
    "missing-name": Entry(
        "Field or method without a name",
        "A method, parameter or named field has an empty name.",
        _SIGNATURE_FIX,
    ),
    "duplicate-method": Entry(
        "Two methods of one name",
        "Calls are routed by method name: of two with one name, one is out of reach.",
        "Rename one of them in the model and upload it again.",
    ),
    "not-a-signature": Entry(
        "Not a method signature",
        "The data is not a MethodSignature in any form that Clarifai gives it.",
        "See the README for the form of a signatures file.",
    ),
    "no-signatures": Entry(
        "The model publishes no method signatures",
        "It is an older model, made before methods had signatures, or not a Python model.",
        "Call it with the clarifai package (`Model.predict_by_url`, `predict_by_bytes`), "
        "or its OpenAI-compatible endpoint if it has one.",
    ),
}
