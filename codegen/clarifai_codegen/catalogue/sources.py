"""Where signatures come from."""

from __future__ import annotations

from .entry import Entry, Exit

__all__ = ["ENTRIES"]

ENTRIES: dict[str, Entry] = {
    "bad-source": Entry(
        "Not a source",
        "The text names no model, local server, file or folder.",
        "Give a model URL, user/app/models/id, grpc://host:port, a signatures file, a "
        "model directory, or - for standard input.",
    ),
    "unreadable-file": Entry(
        "File cannot be read",
        "The file is missing, is a folder, or may not be read.",
        "Check the path and its permissions.",
    ),
    "bad-syntax": Entry(
        "File cannot be parsed",
        "The text is not valid JSON, YAML, TOML or Python.",
        "Correct the syntax at the place named.",
    ),
    "no-credentials": Entry(
        "No PAT",
        "The platform answers only to a personal access token (PAT) or a session token.",
        "Set CLARIFAI_PAT; PATs are made at https://clarifai.com/settings/security.",
        Exit.UNREACHABLE,
    ),
    "refused": Entry(
        "The server refused the credentials",
        "The PAT is wrong, expired, or lacks the scope or the permission for this model.",
        "Check CLARIFAI_PAT, and that it may read the model.",
        Exit.UNREACHABLE,
    ),
    "not-found": Entry(
        "No such model",
        "The server knows no model of these ids, or does not show it to this PAT.",
        "Check user, app, model and version in the URL.",
        Exit.UNREACHABLE,
    ),
    "unreachable": Entry(
        "The server cannot be reached",
        "No connection, no answer in time, or a certificate that does not fit.",
        "Check the address and the network. What is locked stays as it is.",
        Exit.UNREACHABLE,
    ),
    "server-error": Entry(
        "The server answered with an error",
        "The server was reached and failed.",
        "Try again later; give the request id when you report it.",
        Exit.UNREACHABLE,
    ),
    "missing-extra": Entry(
        "A package is missing",
        "This command needs an optional dependency.",
        "Install it with: pip install 'clarifai-codegen[serve]', or [mcp] for an MCP server.",
    ),
    "cannot-serve": Entry(
        "Model cannot be served",
        "Clarifai's runner did not start with this model, or the address is in use.",
        "See the end of the runner's log, and that the packages of the model's "
        "requirements.txt are installed.",
    ),
}
