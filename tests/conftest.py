"""What all tests share: hypothesis profiles, and customers that recur."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings

import culturekit as ck
from culturekit.cli import main

settings.register_profile(
    "default", max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("fuzz", parent=settings.get_profile("default"), max_examples=10_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


@pytest.fixture
def kit() -> ck.Kit:
    """An American shop that writes to the world."""
    return ck.Kit(
        sender=ck.Sender("en-US", time_zone="America/New_York", organisation="Acme Support")
    )


@pytest.fixture
def yuki() -> ck.Customer:
    return ck.Customer("ja-JP", name=ck.Name(given="由紀", surname="田中"))


@pytest.fixture
def run(capsys):
    """Run a command, which must end with `code`; gives back what it printed."""

    def run(*words, code=0):
        assert main([str(word) for word in words]) == code
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return out, err

    return run
