"""What one row of the table is."""

from dataclasses import dataclass
from typing import Any, Callable


@dataclass(frozen=True)
class Peer:
    """
    name: the library
    run: the work, given the scan and the number of threads; only this is timed
    goal: how many times faster than this the Java side shall be, or None
    """

    name: str
    run: Callable[[Any, int], Any]
    goal: float | None = None


@dataclass(frozen=True)
class Row:
    """
    title: what is done
    java: name of the operation in Bench.java
    peers: who else does it
    check: compares the Java result (a flat array), given the scan and the first peer's result; returns
        what was found, such as "largest difference 1e-12", or raises AssertionError
    scans: names of the scans that it makes sense on
    """

    title: str
    java: str
    peers: tuple[Peer, ...]
    check: Callable[[Any, Any, Any], str]
    scans: tuple[str, ...] = ("generated", "real")


def close(ours, theirs, tolerance):
    """The largest difference as a text, if it is within the tolerance."""
    import numpy as np

    difference = float(np.max(np.abs(np.asarray(ours, float) - np.asarray(theirs, float))))
    assert difference <= tolerance, f"differs by {difference:.3g}, more than {tolerance:g}"
    return "equal" if difference == 0 else f"within {difference:.1e}"
