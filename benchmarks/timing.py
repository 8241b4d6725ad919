"""How benchmarks take time: works in turn, several rounds of each, the best round of each counts."""

import platform
import time
from collections.abc import Callable, Mapping
from importlib.metadata import PackageNotFoundError, version

Work = Callable[[], object]


def in_turn(works: Mapping[str, Work], rounds: int = 5) -> dict[str, float]:
    """Seconds of the fastest round of each work. Whatever disturbs the machine disturbs all of them."""
    best = dict.fromkeys(works, float("inf"))
    for _ in range(rounds):
        for name, work in works.items():
            start = time.perf_counter()
            work()
            best[name] = min(best[name], time.perf_counter() - start)
    return best


def versions(*packages: str) -> str:
    """Python and the packages with their versions, those that are not installed as such."""
    return ", ".join([f"Python {platform.python_version()}", *map(_version, packages)])


def _version(package: str) -> str:
    try:
        return f"{package} {version(package)}"
    except PackageNotFoundError:
        return f"{package} not installed"
