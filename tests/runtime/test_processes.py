"""A client in other processes: forked after use, spawned, sent to a pool."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from clarifai_codegen.runtime.python import STR, Client, Method, ModelId, Parameter

from .processes import faulty

pytestmark = pytest.mark.slow

ECHO = Method("echo", (Parameter("x", STR),), STR)
ROOT = Path(__file__).parents[2]


def call(client: Client, value: str) -> str:
    """What a worker of a pool does with a client that it was sent."""
    return client.unary(ECHO, (value,))


@pytest.mark.parametrize("method", ["spawn", "forkserver"])
def test_a_client_is_sent_to_a_process_pool(method: str) -> None:
    with faulty() as server:
        client = Client(ModelId(), server.address, {})
        assert call(client, "here") == "here"
        context = multiprocessing.get_context(method)
        with ProcessPoolExecutor(2, mp_context=context) as pool:
            values = [str(number) for number in range(20)]
            assert list(pool.map(call, [client] * 20, values)) == values
        client.close()


FORK = """
import os, sys
from clarifai_codegen.runtime.python import STR, UNARY_STREAMING, Client, Method
from clarifai_codegen.runtime.python import ModelId, Parameter
echo = Method("echo", (Parameter("x", STR),), STR)
items = Method("items", (Parameter("x", STR),), STR, kind=UNARY_STREAMING)
client = Client(ModelId(), sys.argv[1], {"timeout": 20})
print(client.unary(echo, ("parent",)), client.stream(items, ("x",)).collect(), flush=True)
child = os.fork()
if child == 0:
    print(client.unary(echo, ("child",)), client.stream(items, ("x",)).collect(), flush=True)
    os._exit(0)
assert os.waitpid(child, 0)[1] == 0
print(client.unary(echo, ("parent again",)), flush=True)
"""


def test_a_client_is_usable_after_a_fork_on_both_sides() -> None:
    with faulty() as server:
        done = subprocess.run(
            [sys.executable, "-c", FORK, server.address],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
            env=dict(os.environ, GRPC_VERBOSITY="NONE"),
        )
    items = "['0', '1', '2']"
    assert done.stdout.splitlines() == [
        f"parent {items}",
        f"child {items}",
        "parent again",
    ], done.stderr
