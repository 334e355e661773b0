"""A real Chromium for tests, driven through DevTools over a pipe, with the standard library alone.

Why not Selenium or Playwright: both would be a dependency (Playwright brings its own browser, too) for what
ten commands do here, and neither sees console errors, violated content policies and requests together.
"""

from __future__ import annotations

import base64
import contextlib
import fcntl
import json
import os
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Self

FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars",
    "--remote-debugging-pipe", "--host-resolver-rules=MAP * ~NOTFOUND",
)  # fmt: skip
# Chromium reads commands from descriptor 3 and answers on 4: move ours there, then become the browser.
LAUNCH = """import os, sys
os.dup2(int(sys.argv[1]), 3)
os.dup2(int(sys.argv[2]), 4)
os.execvp(sys.argv[3], sys.argv[3:])"""
PATIENCE = 30.0


def chromium() -> str | None:
    """The path of Chromium; installed first where this process may (root on Debian) and it is missing."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found or os.geteuid() != 0 or not shutil.which("apt-get"):
        return found
    for command in (
        ["apt-get", "update"],
        ["apt-get", "install", "-y", "--no-install-recommends", "chromium"],
    ):
        subprocess.run(
            command, check=False, capture_output=True, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        )
    return shutil.which("chromium")


class Browser:
    """One browser with one page. ``requests`` and ``errors`` gather what it asked for and what went wrong."""

    def __init__(self, program: str, profile: Path) -> None:
        down, self._to = os.pipe()
        self._from, up = os.pipe()
        ends = [fcntl.fcntl(end, fcntl.F_DUPFD, 20) for end in (down, up)]
        os.close(down)
        os.close(up)
        command = [
            sys.executable,
            "-c",
            LAUNCH,
            *map(str, ends),
            program,
            *FLAGS,
            f"--user-data-dir={profile}",
        ]
        self._process = subprocess.Popen(
            [*command, "about:blank"],
            pass_fds=ends,
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for end in ends:
            os.close(end)
        self._waiting = b""
        self._count = 0
        self._session = ""
        self.requests: list[str] = []
        self.errors: list[str] = []
        target = self.send("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.send(f"{domain}.enable")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._session = ""
        with contextlib.suppress(EOFError, OSError, TimeoutError, RuntimeError):
            self.send("Browser.close")
        os.close(self._to)
        os.close(self._from)
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait(10)

    def _read(self) -> dict[str, Any]:
        """The next message of the browser."""
        until = time.monotonic() + PATIENCE
        while b"\0" not in self._waiting:
            if not select.select([self._from], [], [], max(0.0, until - time.monotonic()))[0]:
                raise TimeoutError(f"Chromium says nothing for {PATIENCE} s")
            piece = os.read(self._from, 1 << 20)
            if not piece:
                raise EOFError("Chromium ended")
            self._waiting += piece
        message, _, self._waiting = self._waiting.partition(b"\0")
        found: dict[str, Any] = json.loads(message)
        self._note(found.get("method", ""), found.get("params", {}))
        return found

    def _note(self, method: str, said: dict[str, Any]) -> None:
        if method == "Network.requestWillBeSent":
            self.requests.append(said["request"]["url"])
        elif method == "Runtime.exceptionThrown":
            self.errors.append(str(said["exceptionDetails"].get("exception", {}).get("description", said)))
        elif method == "Runtime.consoleAPICalled" and said["type"] in ("error", "warning", "assert"):
            self.errors.append(str([item.get("value", item.get("description")) for item in said["args"]]))
        elif method == "Log.entryAdded" and said["entry"]["level"] in ("error", "warning"):
            self.errors.append(said["entry"]["text"])

    def send(self, method: str, **params: Any) -> dict[str, Any]:
        """One command; its result. Events that come before the answer are noted."""
        self._count += 1
        message = {"id": self._count, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._to, json.dumps(message).encode() + b"\0")
        while (answer := self._read()).get("id") != self._count:
            pass
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['error']['message']}")
        result: dict[str, Any] = answer["result"]
        return result

    def run(self, script: str) -> Any:
        """The value of a JavaScript expression in the page, promises awaited."""
        answer = self.send(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True, userGesture=True
        )
        if "exceptionDetails" in answer:
            raise RuntimeError(str(answer["exceptionDetails"].get("exception", answer)))
        return answer["result"].get("value")

    def until(self, script: str) -> Any:
        """Wait until an expression is true; its value."""
        end = time.monotonic() + PATIENCE
        while not (value := self.run(script)):
            if time.monotonic() > end:
                raise TimeoutError(f"never true: {script}")
            time.sleep(0.03)
        return value

    def open(
        self, path: Path, *, fragment: str = "", size: tuple[int, int] = (1400, 900), phone: bool = False
    ) -> None:
        """Open a page and wait until its picture is drawn."""
        self.send("Page.navigate", url="about:blank")
        self.send(
            "Emulation.setDeviceMetricsOverride",
            width=size[0],
            height=size[1],
            deviceScaleFactor=2 if phone else 1,
            mobile=phone,
        )
        self.requests.clear()
        self.errors.clear()
        self.send("Page.navigate", url=path.as_uri() + fragment)
        self.until("document.documentElement && document.documentElement.dataset.ready")

    def type(self, text: str) -> None:
        """Type into whatever has the focus."""
        self.send("Input.insertText", text=text)

    def press(self, key: str) -> None:
        """Press and release a named key: Enter, Escape, Tab, ArrowDown."""
        codes = {"Enter": 13, "Escape": 27, "Tab": 9, "ArrowDown": 40, "/": 191}
        text = {"Enter": "\r", "/": "/"}.get(key, "")
        for kind in ("keyDown", "keyUp"):
            self.send(
                "Input.dispatchKeyEvent",
                type=kind,
                key=key,
                windowsVirtualKeyCode=codes[key],
                **({"text": text} if text and kind == "keyDown" else {}),
            )

    def click(self, x: float, y: float) -> None:
        """Click at a point of the page, in CSS pixels."""
        self.send("Input.dispatchMouseEvent", type="mouseMoved", x=x, y=y)
        for kind in ("mousePressed", "mouseReleased"):
            self.send("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def picture(self, path: Path, kind: str = "png") -> None:
        """Save what is to be seen."""
        quality = {"quality": 82} if kind == "jpeg" else {}
        path.write_bytes(
            base64.b64decode(self.send("Page.captureScreenshot", format=kind, **quality)["data"])
        )


Opener = Callable[..., Browser]
