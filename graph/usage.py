"""Wrong use of the command line in one line of the reader's language; typer itself speaks English only."""

from __future__ import annotations

import re
from typing import Final

_PHRASES: Final = tuple(
    (re.compile(pattern, re.DOTALL), vi)
    for pattern, vi in (
        (r"Missing command\.?", "thiếu tên lệnh"),
        (r"Missing \w+ (.+?)\..*", "thiếu {0}"),
        (r"No such option:? (\S+) \(Possible options: (.+)\)", "không có tùy chọn {0}; có phải {1}?"),
        (r"No such option:? (\S+?)\.?(?: .*)?", "không có tùy chọn {0}"),
        (r"No such command '(.+?)'\. Did you mean '?(.+?)'?\?", "không có lệnh “{0}”; có phải {1}?"),
        (r"No such command '(.+?)'\..*", "không có lệnh “{0}”"),
        (r"Got unexpected extra argument(?:s|\(s\))? \((.+)\)", "thừa: {0}"),
        (r"Option '?(\S+?)'? requires an argument\.?", "tùy chọn {0} cần một giá trị"),
        (r"Invalid value for (.+?): '(.*)' is not one of (.+?)\.?", "{0}: không có “{1}”; có: {2}"),
        (r"Invalid value for (.+?): Input should be greater than or equal to (\S+)", "{0}: ít nhất là {1}"),
        (r"Invalid value for (.+?): Input should be less than or equal to (\S+)", "{0}: nhiều nhất là {1}"),
        (r"Invalid value for (.+?): Input should be a valid integer.*", "{0}: phải là số nguyên"),
        (r"Invalid value for (.+?): (.*)", "giá trị không hợp lệ cho {0}: {1}"),
    )
)
"""Messages of typer 0.20 to 0.29 → Vietnamese; what is not listed stays English."""


def is_usage_error(error: BaseException) -> bool:
    """Whether ``error`` is typer's way to say that the program was called wrongly."""
    return hasattr(error, "format_message") and hasattr(error, "exit_code")


def _bare(match: re.Match[str]) -> list[str]:
    """What a message names, without the quotes that typer puts round it."""
    return [group.replace("'", "") for group in match.groups()]


def told(error: BaseException) -> tuple[str, str]:
    """A usage error in Vietnamese and in English, each one line that ends in where to read on."""
    en = str(error.format_message()).replace("Value error, ", "")  # type: ignore[attr-defined]
    found = ((pattern.fullmatch(en), vi) for pattern, vi in _PHRASES)
    vi = next((text.format(*_bare(match)) for match, text in found if match), en)
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "danvan"
    return f"{vi} (xem: {path} --help)", f"{en.rstrip('.')} (see {path} --help)"
