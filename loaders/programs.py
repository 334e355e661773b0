"""Running a program of the system on an untrusted file: found or named, within time and memory, ended whole."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from loaders.errors import ReadError

_LARGEST_OUTPUT: Final = 400 * 1024 * 1024
# The shell sets limits that the program and all its children inherit; where it knows one not, there is none.
_LIMITS: Final = (
    'ulimit -v "$0" 2>/dev/null; ulimit -f "$1" 2>/dev/null; ulimit -t "$2" 2>/dev/null; shift 2; exec "$@"'
)


class Program(NamedTuple):
    """A program, the Debian package that brings it, and what one run may take (seconds, MB)."""

    name: str
    package: str
    seconds: int
    megabytes: int


class Done(NamedTuple):
    """What a program printed, and its exit code."""

    code: int
    stdout: bytes
    stderr: bytes


def missing(file: str, what: str, package: str) -> ReadError:
    """The refusal of a file for want of ``what`` (a program or its data), which ``package`` brings."""
    return ReadError(
        file,
        f"cần {what} để đọc tệp này; hãy cài gói Debian {package} (apt-get install {package})",
        f"reading it needs {what}; install the Debian package {package} (apt-get install {package})",
    )


def run(
    program: Program, arguments: Sequence[str], file: str, data: bytes = b"", folder: Path | None = None
) -> Done:
    """Run ``program`` with ``data`` on its standard input; ``folder`` is its home and place for temporary files.

    Raises:
        ReadError: of ``file``: the program is not installed, or took longer than it may.
    """
    path = shutil.which(program.name)
    if path is None:
        raise missing(file, f"chương trình {program.name}", program.package)
    kilobytes, blocks = program.megabytes * 1024, _LARGEST_OUTPUT // 512
    shell = ["/bin/sh", "-c", _LIMITS, str(kilobytes), str(blocks), str(2 * program.seconds), path]
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "OMP_THREAD_LIMIT": "1"}
    if folder:
        environment |= {"HOME": str(folder), "TMPDIR": str(folder)}
    pipe = subprocess.PIPE
    with subprocess.Popen(
        [*shell, *arguments], stdin=pipe, stdout=pipe, stderr=pipe, env=environment, cwd=folder,
        start_new_session=True,
    ) as process:  # fmt: skip
        try:
            stdout, stderr = process.communicate(data, timeout=program.seconds)
        except subprocess.TimeoutExpired as error:
            raise ReadError(
                file,
                f"{program.name} đọc quá {program.seconds} giây",
                f"{program.name} took longer than {program.seconds} seconds",
            ) from error
        finally:
            _end(process)
    return Done(process.returncode, stdout, stderr)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End what is left of the program and its children, whatever ended the wait."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
