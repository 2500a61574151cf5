"""What the templates of shell flavours see: commands that are final."""

from __future__ import annotations

import json
from typing import Any

from ...signature.method import Method
from .flavors import Flavor
from .samples import MediaValue, TextValue, given
from .shell import comment, heredoc, word
from .site import Site
from .wire_values import request

__all__ = ["cli", "curl"]


def curl(flavor: Flavor, site: Site, method: Method) -> dict[str, Any]:
    """The view of a request over HTTP."""
    sent = given(method, site.options.media)
    body = request(method.name, [sent], site.options.selector)
    words = [
        "curl --fail-with-body --silent --show-error",
        word(site.outputs_url),
        f'--header "Authorization: Key ${site.pat_env}"',
        "--header 'Content-Type: application/json'",
        "--data-binary @-",
    ]
    return _common(flavor, site, method) | {
        "command": heredoc(" \\\n  ".join(words), body)
    }


def cli(flavor: Flavor, site: Site, method: Method) -> dict[str, Any]:
    """The view of a call by `clarifai model predict`."""
    options = site.options
    words = [
        f"clarifai model predict {word(site.reference)}",
        f"--method {word(method.name)}",
    ]
    plain: dict[str, Any] = {}
    for each in given(method, options.media):
        if isinstance(each.value, MediaValue):
            option = "--url" if each.value.form == "url" else "--file"
            words.append(f"{option} {word(each.value.place)}")
        else:
            plain[each.name] = _json(each.value)
    if plain:
        words.append(f"--inputs {word(json.dumps(plain))}")
    routes = {
        "--deployment": options.deployment_id,
        "--compute_cluster_id": options.compute_cluster_id,
        "--nodepool_id": options.nodepool_id,
        "--deployment_user_id": options.deployment_user_id,
    }
    words += [f"{option} {word(value)}" for option, value in routes.items() if value]
    exports = {}
    if site.pat_env != "CLARIFAI_PAT":
        exports["CLARIFAI_PAT"] = f'"${site.pat_env}"'
    if not options.is_default_platform(site.entry):
        exports["CLARIFAI_API_BASE"] = word(site.base_url)
    return _common(flavor, site, method) | {
        "exports": [f"export {name}={value}" for name, value in exports.items()],
        "command": " \\\n  ".join(words),
    }


def _common(flavor: Flavor, site: Site, method: Method) -> dict[str, Any]:
    needed = "Set it to your PAT, from https://clarifai.com/settings/security"
    return {
        "title": comment(f"Call {method.name} of {site.title}."),
        "install": comment(flavor.install),
        "pat_needed": f"${{{site.pat_env}:?{needed}}}",
        "routing": site.routing,
    }


def _json(value: Any) -> Any:
    """A value as the CLI passes it on: the SDK takes a text for a TEXT."""
    if isinstance(value, list):
        return [_json(each) for each in value]
    return value.text if isinstance(value, TextValue) else value
