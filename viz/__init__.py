"""Pictures: pages people look at."""
