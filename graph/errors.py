"""What can go wrong with a store, in one line for people, in both languages."""

from __future__ import annotations


class StoreError(Exception):
    """A store cannot be opened, read or written; ``vi`` and ``en`` say why and what to do."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(vi)
        self.vi = vi
        self.en = en

    def __str__(self) -> str:
        return f"{self.vi} / {self.en}"


class QueryRefused(ValueError):  # noqa: N818  (a refusal, not a fault)
    """A query asks for something that reading must not do; ``vi`` and ``en`` say what."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(vi)
        self.vi = vi
        self.en = en

    def __str__(self) -> str:
        return f"{self.vi} / {self.en}"
