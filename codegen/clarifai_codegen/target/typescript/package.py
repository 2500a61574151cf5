"""package.json: what bundlers and npm have to know."""

from __future__ import annotations

from typing import Any

from .options import Options

__all__ = ["DEPENDENCIES", "manifest_of"]

DEPENDENCIES = {
    "@bufbuild/protobuf": "^2.13.0",
    "@connectrpc/connect": "~2.1.2",
    "@connectrpc/connect-node": "~2.1.2",
    "@connectrpc/connect-web": "~2.1.2",
}
"""What the runtime needs of npm. Connect 2.2 needs Node 22."""

_TWINS = {"transport": "transport_web"}
"""Modules of the runtime, and those that browsers and edge workers have in their place."""


def manifest_of(options: Options) -> dict[str, Any]:
    """package.json: for bundlers alone, or of a package that npm builds and packs."""
    if options.package is None:
        return {
            "private": True,
            "type": "module",
            "sideEffects": False,
            # esbuild looks for what an import says, others for the file that it means.
            "browser": _browser("./runtime/", "js") | _browser("./runtime/", "ts"),
        }
    name, version = options.package
    return {
        "name": name,
        "version": version,
        "description": "Clients of Clarifai models",
        "license": "MIT-0",
        "files": ["dist"],
        "type": "module",
        "sideEffects": False,
        "browser": _browser("./dist/runtime/", "js"),
        "exports": {
            ".": _entry("index"),
            "./*": _entry("*"),
            "./package.json": "./package.json",
        },
        "scripts": {"build": "tsc", "prepare": "tsc"},
        "dependencies": DEPENDENCIES,
        "devDependencies": {"@types/node": "^20.19.0", "typescript": "^5.9.0"},
        "engines": {"node": ">=20"},
    }


def _browser(folder: str, ending: str) -> dict[str, str]:
    return {
        f"{folder}{node}.{ending}": f"{folder}{web}.{ending}"
        for node, web in _TWINS.items()
    }


def _entry(name: str) -> dict[str, str]:
    return {"types": f"./dist/{name}.d.ts", "default": f"./dist/{name}.js"}
