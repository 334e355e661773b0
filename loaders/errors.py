"""The one way in which reading a file may fail."""

from __future__ import annotations


class ReadError(ValueError):
    """A file that cannot be read: ``file``, and why, in one line (``reason`` in vi, ``reason_en`` in en)."""

    def __init__(self, file: str, reason: str, reason_en: str) -> None:
        self.file, self.reason, self.reason_en = file, reason, reason_en
        super().__init__(f"{file}: {reason}")

    @classmethod
    def too_large(cls, file: str, limit: int) -> ReadError:
        """The refusal of a file (or of what it unpacks to) beyond ``limit`` bytes."""
        size = f"{limit // (1024 * 1024)} MB"
        return cls(file, f"quá lớn (giới hạn {size})", f"too large (the limit is {size})")
