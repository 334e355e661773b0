"""danvan: a knowledge graph of Vietnamese directives, issuing bodies, communes and what they do."""

from __future__ import annotations

__version__ = "0.1.0"


def main() -> None:
    """Run the command line (entry point ``danvan``)."""
    raise SystemExit("not wired yet")
