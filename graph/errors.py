"""What can go wrong with a store, in one line for people, in both languages."""

from __future__ import annotations


class _ToldError(Exception):
    """A failure in words: ``vi`` and ``en`` say in one line what is wrong and what to do."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(vi)
        self.vi = vi
        self.en = en

    def __str__(self) -> str:
        return f"{self.vi} / {self.en}"


class StoreError(_ToldError):
    """A store cannot be opened, read or written."""


class QueryRefused(_ToldError, ValueError):  # noqa: N818  (a refusal, not a fault)
    """A query asks for something that reading must not do."""
