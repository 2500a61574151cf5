"""Deployments and nodepools that the endpoint pretends to have."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from clarifai_grpc.grpc.api import resources_pb2

from ..problems import Problem, ProblemError
from .call import Refused
from .models import page

__all__ = ["Deployments"]


class _Deployment(NamedTuple):
    user_id: str
    id: str


class _Nodepool(NamedTuple):
    user_id: str
    cluster_id: str
    id: str


class Deployments:
    """Deployments, as `[USER/]ID`, and nodepools, as `[USER/]CLUSTER/ID`.

    Without a user, they are every caller's own. Where neither is configured, a
    call may name any; otherwise one that is not here is refused.

    Raises ProblemError `bad-usage`.
    """

    def __init__(
        self, deployments: Sequence[str] = (), nodepools: Sequence[str] = ()
    ) -> None:
        self._deployments = [
            _Deployment(*_pieces(text, 2, "a deployment is [USER/]ID"))
            for text in deployments
        ]
        self._nodepools = [
            _Nodepool(*_pieces(text, 3, "a nodepool is [USER/]CLUSTER/ID"))
            for text in nodepools
        ]

    def check(self, request: Any) -> None:
        """Refuse a call that goes to a deployment or nodepool that is not here."""
        if not request.HasField("runner_selector"):
            return
        if not self._deployments and not self._nodepools:
            return
        deployment = request.runner_selector.deployment
        if deployment.id:
            self._deployment(deployment.user_id, deployment.id)
        nodepool = request.runner_selector.nodepool
        if nodepool.id:
            cluster = nodepool.compute_cluster
            self._nodepool(cluster.user_id, cluster.id, nodepool.id)

    def get_deployment(self, request: Any) -> dict[str, Any]:
        """Fields of the answer to GetDeployment."""
        user = request.user_app_id.user_id
        found = self._deployment(user, request.deployment_id)
        return {"deployment": self._described(found)}

    def list_deployments(self, request: Any) -> dict[str, Any]:
        """Fields of the answer to ListDeployments."""
        user = request.user_app_id.user_id
        pool = request.nodepool_id
        known = [
            each
            for each in self._deployments
            if _is_of(each.user_id, user)
            and (not pool or any(pool == other.id for other in self._nodepools))
        ]
        return {"deployments": [self._described(each) for each in page(request, known)]}

    def get_nodepool(self, request: Any) -> dict[str, Any]:
        """Fields of the answer to GetNodepool."""
        user = request.user_app_id.user_id
        cluster, pool = request.compute_cluster_id, request.nodepool_id
        return {"nodepool": _pool(self._nodepool(user, cluster, pool))}

    def list_nodepools(self, request: Any) -> dict[str, Any]:
        """Fields of the answer to ListNodepools."""
        user = request.user_app_id.user_id
        cluster = request.compute_cluster_id
        known = [
            each
            for each in self._nodepools
            if _is_of(each.user_id, user) and cluster in ("", each.cluster_id)
        ]
        return {"nodepools": [_pool(each) for each in page(request, known)]}

    def _deployment(self, user: str, name: str) -> _Deployment:
        for each in self._deployments:
            if each.id == name and _is_of(each.user_id, user):
                return each
        details = f"Deployment {name!r} of user {user!r} is not configured here."
        raise Refused("DEPLOYMENT_DOES_NOT_EXIST", "Deployment does not exist", details)

    def _nodepool(self, user: str, cluster: str, name: str) -> _Nodepool:
        for each in self._nodepools:
            if (each.cluster_id, each.id) == (cluster, name) and _is_of(
                each.user_id, user
            ):
                return each
        details = f"Nodepool {f'{cluster}/{name}'!r} is not configured here."
        raise Refused("NODEPOOL_DOES_NOT_EXIST", "Nodepool does not exist", details)

    def _described(self, deployment: _Deployment) -> Any:
        pools = [_pool(each) for each in self._nodepools]
        return resources_pb2.Deployment(
            id=deployment.id, user_id=deployment.user_id, nodepools=pools
        )


def _pieces(text: str, number: int, form: str) -> list[str]:
    pieces = text.split("/")
    if len(pieces) == number - 1:
        pieces = ["", *pieces]
    if len(pieces) != number or not all(pieces[1:]):
        raise ProblemError(Problem("bad-usage", f"{text!r} is none: {form}."))
    return pieces


def _is_of(owner: str, user: str) -> bool:
    return not owner or user in ("", "me", owner)


def _pool(nodepool: _Nodepool) -> Any:
    cluster = resources_pb2.ComputeCluster(
        id=nodepool.cluster_id, user_id=nodepool.user_id
    )
    return resources_pb2.Nodepool(id=nodepool.id, compute_cluster=cluster)
