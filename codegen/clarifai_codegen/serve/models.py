"""The models that an endpoint serves, and what it tells of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple, TypeVar

from clarifai_grpc.grpc.api import resources_pb2
from clarifai_grpc.grpc.api.status import status_code_pb2, status_pb2

from ..shown import shown
from .call import Refused
from .live import Live

__all__ = ["Book", "Served", "ServedModel", "page"]

T = TypeVar("T")


class ServedModel(NamedTuple):
    """A model that is served, as callers name it."""

    user_id: str
    app_id: str
    model_id: str
    version_id: str

    @property
    def url(self) -> str:
        """The model's URL, to be used with the endpoint's base URL."""
        return (
            f"https://clarifai.com/{self.user_id}/{self.app_id}/models/{self.model_id}"
        )


class Served:
    """A model at its address, whichever run of it answers.

    `live` is the last run that served; while `trouble` is not None, it does so no more,
    and calls are refused in its words: a status' name, description and details.
    """

    def __init__(self, live: Live) -> None:
        self.live = live
        self.trouble: tuple[str, str, str] | None = None

    @property
    def name(self) -> ServedModel:
        """Its ids now: config.yaml and files may change."""
        folder = self.live.folder
        ids = (folder.user_id, folder.app_id, folder.model_id)
        return ServedModel(*ids, self.live.version_id)

    def running(self) -> Live:
        """The run that answers. Raises Refused."""
        if self.trouble is not None:
            raise Refused(*self.trouble)
        return self.live

    def signature(self, method: str) -> Any:
        """The `MethodSignature` of a method; None where it has none so named."""
        found = (each for each in self.live.signatures if each.name == method)
        return next(found, None)

    def version(self) -> Any:
        """The model's only version as `ModelVersion`."""
        trained = status_pb2.Status(code=status_code_pb2.MODEL_TRAINED)
        return resources_pb2.ModelVersion(
            id=self.name.version_id,
            user_id=self.name.user_id,
            app_id=self.name.app_id,
            status=trained,
            method_signatures=self.live.signatures,
        )

    def model(self) -> Any:
        """The model as `Model`."""
        return resources_pb2.Model(
            id=self.name.model_id,
            name=self.name.model_id,
            user_id=self.name.user_id,
            app_id=self.name.app_id,
            model_type_id=self.live.folder.model_type_id,
            model_version=self.version(),
        )


class Book:
    """The served models, found by what a request says."""

    def __init__(self, served: Sequence[Served]) -> None:
        self.served = tuple(served)

    def find(self, request: Any) -> Served:
        """The model of a request that has ids. Raises Refused.

        A request without any ids goes to the only model, as with a bare runner.
        """
        user, app = request.user_app_id.user_id, request.user_app_id.app_id
        model, version = request.model_id, request.version_id
        if not (user or app or model) and len(self.served) == 1:
            return self.served[0]
        for each in self.of_app(request):
            if each.name.model_id == model:
                if version in ("", each.name.version_id):
                    return each
                details = f"Model {model!r} has no version {version!r} here."
                raise _absent(details)
        here = ", ".join(each.name.url for each in self.served)
        raise _absent(f"Model {f'{user}/{app}/{model}'!r} is not served here: {here}")

    def of_app(self, request: Any) -> list[Served]:
        """The models of the user and the app of a request; what is empty is any."""
        user, app = request.user_app_id.user_id, request.user_app_id.app_id
        return [
            each
            for each in self.served
            if user in ("", "me", each.name.user_id) and app in ("", each.name.app_id)
        ]

    def get_model(self, request: Any) -> dict[str, Any]:
        """Fields of the answer to GetModel."""
        return {"model": self.find(request).model()}

    def get_model_version(self, request: Any) -> dict[str, Any]:
        """Fields of the answer to GetModelVersion; no version id means the latest."""
        return {"model_version": self.find(request).version()}

    def list_models(self, request: Any) -> dict[str, Any]:
        """Fields of the answer to ListModels."""
        return {
            "models": [each.model() for each in page(request, self.of_app(request))]
        }

    def list_model_versions(self, request: Any) -> dict[str, Any]:
        """Fields of the answer to ListModelVersions."""
        known = self.of_app(request)
        only = [each for each in known if each.name.model_id == request.model_id]
        if not only:
            raise _absent(f"Model {request.model_id!r} is not served here.")
        return {"model_versions": [each.version() for each in page(request, only[:1])]}


def page(request: Any, items: Sequence[T]) -> Sequence[T]:
    """What a request for a list wants of it: `per_page` items, 128 by default."""
    size = request.per_page or 128
    start = (max(request.page, 1) - 1) * size
    return items[start : start + size]


def _absent(details: str) -> Refused:
    return Refused("MODEL_DOES_NOT_EXIST", "Model does not exist", shown(details))
