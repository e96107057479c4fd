"""Builds this repository's own library once for all tests of the whole."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """Build everything once, from nothing, strictly."""
    build = tmp_path_factory.mktemp("build")
    done = subprocess.run(
        [BIN / "citator", "build", "--strict", "--quiet", "--conf", ROOT, "--build", build],
        capture_output=True,
        text=True,
        check=False,
    )
    return build / "site", done


@pytest.fixture(scope="session")
def site(built: tuple[Path, subprocess.CompletedProcess[str]]) -> Path:
    """Return the folder of the site."""
    return built[0]
