"""The call itself: a client of the runtime, and an answer that may be a stream."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from ..nearest import method_of
from ..problems import Problem, ProblemError, Where
from ..project.lock import base_url_of
from ..runtime.python import ClarifaiError, Client, ModelId, Response, default
from ..signature.decode import Decoded
from ..signature.method import Method, Model
from ..source.reference import Reference
from .arguments import check_names
from .tables import table_of

__all__ = ["Answer", "Callee"]


class Answer:
    """What a call gives: iterate over it, or `collect` it.

    `streams` says whether there are several values. `response` holds request id, usage
    and model version once the values were read.
    """

    def __init__(self, method: Method, values: Iterator[Response[Any]]) -> None:
        self.method = method
        self.streams = method.kind.streams_out
        self.response: Response[None] = Response(None)
        self.values: list[Any] = []
        self._source = values

    def __iter__(self) -> Iterator[Any]:
        with _problems(self.method):
            for response in self._source:
                known = (response.request_id, response.usage, response.model_version)
                self.response = Response(None, *known)
                yield response.value

    def collect(self) -> None:
        """Read all that is still to come into `values`."""
        self.values += list(self)

    @property
    def value(self) -> Any:
        """The only value of a call that does not stream, or the list of values."""
        return self.values if self.streams else self.values[0]


class Callee:
    """A model that can be called."""

    def __init__(self, reference: Reference, decoded: Decoded) -> None:
        self.reference = reference
        self.model: Model = decoded.model
        self.problems = decoded.problems

    def method(self, name: str) -> Method:
        """The method of this name. Raises ProblemError `unknown-method`."""
        return method_of(self.model, name)

    @contextmanager
    def call(
        self, name: str, arguments: Mapping[str, Any], **options: Any
    ) -> Iterator[Answer]:
        """Call a method; leaving the block cancels what was not read.

        Raises ProblemError, also while the answer is read.
        """
        method = self.method(name)
        check_names(method, arguments)
        table = table_of(method).responses
        given = [arguments.get(each.name, _NOT_GIVEN) for each in method.parameters]
        with _problems(method):
            client = Client(self.model_id(), None, options)
        try:
            with _problems(method):
                if method.kind.streams_out:
                    stream = client.stream(table, given)
                    with stream:
                        yield Answer(method, iter(stream))
                else:
                    yield Answer(method, iter([client.unary(table, given)]))
        finally:
            client.close()

    def model_id(self) -> ModelId:
        """Whom a client calls. Raises ProblemError `bad-source` where nothing says it."""
        reference, model = self.reference, self.model
        address = reference.address
        base_url = base_url_of(reference)
        if not model.model_id and not base_url.startswith("grpc://"):
            what = "The signatures do not say which model they are of."
            fix = "Give the model's URL, or --base-url grpc://host:port of its runner."
            raise ProblemError(Problem("bad-source", what, fix=fix))
        return ModelId(
            user_id=model.user_id,
            app_id=model.app_id,
            model_id=model.model_id,
            version_id=address.version_id if address else "",
            base_url=base_url,
            pat_env=reference.pat_env or "CLARIFAI_PAT",
        )


_NOT_GIVEN: Any = default(...)


@contextmanager
def _problems(method: Method) -> Iterator[None]:
    """Errors of the runtime as problems."""
    from .values import Unfit

    try:
        yield
    except ClarifaiError as error:
        raise ProblemError(_problem(method, error)) from None
    except ImportError as error:
        what = f"{error}."
        fix = f"Run: pip install {error.name}" if error.name else ""
        raise ProblemError(Problem("missing-extra", what, fix=fix)) from None
    except Unfit as error:
        where = Where(method=method.name)
        raise ProblemError(Problem("bad-argument", f"{error}.", where)) from None


def _problem(method: Method, error: ClarifaiError) -> Problem:
    from ..runtime.python import errors

    where = Where(method=method.name)
    error.method = ""  # the place says it
    ours = not error.code and not error.name
    codes: tuple[tuple[type[ClarifaiError], str], ...] = (
        (errors.ArgumentTypeError, "bad-argument"),
        (errors.InvalidArgumentError, "bad-argument" if ours else "call-failed"),
        (errors.AuthenticationError, "no-credentials" if ours else "refused"),
        (errors.PermissionDeniedError, "refused"),
        (errors.NotFoundError, "not-found"),
        (errors.ConnectError, "unreachable"),
    )
    code = next(
        (code for kind, code in codes if isinstance(error, kind)), "call-failed"
    )
    return Problem(code, str(error), where)
