"""Whether a caller may be answered."""

from __future__ import annotations

import hmac

from .call import Refused

__all__ = ["check_caller"]


def check_caller(authorization: str, pat: str) -> None:
    """Hold an `authorization` header against the endpoint's PAT; none means anyone.

    Raises Refused with the platform's words: CONN_INVALID_REQUEST where no credentials
    are given, CONN_KEY_NOT_FOUND where it does not know them.
    """
    if not pat:
        return
    scheme, _, key = authorization.partition(" ")
    if scheme.lower() not in ("key", "bearer") or not key.strip():
        raise Refused(
            "CONN_INVALID_REQUEST",
            "Invalid request",
            "Empty or malformed authorization header. Please provide an API key "
            "or session token.",
        )
    if not hmac.compare_digest(key.strip().encode(), pat.encode()):
        raise Refused("CONN_KEY_NOT_FOUND", "API key not found", "invalid key")
