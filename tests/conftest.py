"""Options of the test run.

Property tests draw the same examples each time. `--hypothesis-profile explore` draws new
ones, and many: that is for finding faults, not for CI.
"""

from __future__ import annotations

import signal

import pytest
from hypothesis import settings

settings.register_profile("same", derandomize=True, database=None, deadline=None)
settings.register_profile("explore", max_examples=2000, database=None, deadline=None)
settings.load_profile("same")

# Jobs in the background of a shell ignore Ctrl-C, and so would all that tests start.
signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--refresh-golden",
        action="store_true",
        help="write what is generated now into tests/golden instead of comparing",
    )
