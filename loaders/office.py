"""Word files before .docx (.doc): LibreOffice makes a .docx of them, which is then read like any other.

The file is not trusted: LibreOffice runs with a profile of its own, which forbids macros, links and the
network, in a folder that is gone afterwards.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Final

from loaders.docx import read_docx
from loaders.errors import ReadError
from loaders.programs import Program, run

SOFFICE: Final = Program("soffice", "libreoffice-writer-nogui", seconds=90, megabytes=4096)
_OTHER: Final = {
    "Workbook": "bảng tính Excel / an Excel workbook",
    "PowerPoint Document": "bản trình chiếu PowerPoint / a PowerPoint presentation",
    "__properties_version1.0": "thư Outlook / an Outlook message",
}
_ENCRYPTED: Final = 1  # fEncrypted, in the second byte of the flags of the FIB ([MS-DOC] 2.5.2)
_WORD_MAGIC: Final = (b"\xec\xa5", b"\xdc\xa5")  # Word 97 and later; Word 6 and 95
_ITEM: Final = (
    '<item oor:path="/org.openoffice.{}"><prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>'
)
_SECURITY: Final = "Office.Common/Security/Scripting"
_SETTINGS: Final = (
    (_SECURITY, "DisableMacrosExecution", "true"),
    (_SECURITY, "MacroSecurityLevel", "3"),
    (_SECURITY, "BlockUntrustedRefererLinks", "true"),
    (_SECURITY, "DisableActiveContent", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
    # A proxy that nobody serves: what still tries to reach the network does not.
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)


def read_doc(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """Text and warnings of a Word file that is an OLE container.

    Raises:
        ReadError: encrypted, no Word file, damaged, or LibreOffice is not installed or took too long.
    """
    _check(data, name)
    return read_docx(to_docx(data, name), name)


def to_docx(data: bytes, name: str) -> bytes:
    """The .docx that LibreOffice makes of a .doc.

    Raises:
        ReadError: LibreOffice is not installed, cannot read the file, or took too long.
    """
    with tempfile.TemporaryDirectory(prefix="danvan-", ignore_cleanup_errors=True) as place:
        folder = Path(place)
        profile = folder / "profile" / "user"
        profile.mkdir(parents=True)
        (profile / "registrymodifications.xcu").write_text(_registry(), encoding="utf-8")
        (folder / "in.doc").write_bytes(data)
        own = f"-env:UserInstallation={profile.parent.as_uri()}"
        run(
            SOFFICE, ["--headless", "--norestore", own, "--convert-to", "docx", "in.doc"], name, folder=folder
        )
        made = folder / "in.docx"
        if not made.is_file():
            raise ReadError(
                name, "tệp .doc bị hỏng hoặc có mật khẩu", "the .doc file is damaged or encrypted"
            )
        return made.read_bytes()


def _registry() -> str:
    items = "".join(_ITEM.format(*setting) for setting in _SETTINGS)
    space = 'xmlns:oor="http://openoffice.org/2001/registry"'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<oor:items {space}>{items}</oor:items>'


def _check(data: bytes, name: str) -> None:
    """Refuse an OLE file that is encrypted or no Word file, before another program sees it."""
    if _wide("EncryptedPackage") in data or _encrypted(data):
        raise ReadError(
            name,
            "tệp Word có mật khẩu, hãy bỏ mật khẩu trước",
            "the Word file is encrypted; remove its password first",
        )
    if _entry(data, "WordDocument") < 0:
        other = (what for stream, what in _OTHER.items() if _wide(stream) in data)
        vi, en = next(other, "tệp OLE khác / some other OLE file").split(" / ")
        raise ReadError(name, f"không phải văn bản mà là {vi}", f"not text but {en}")


def _entry(data: bytes, stream: str) -> int:
    """Where the directory entry of a stream stands, or −1. Entries are 128 bytes, from sector ends on."""
    at = data.find(_wide(stream) + b"\x00\x00")
    while at >= 0 and at % 128:
        at = data.find(_wide(stream) + b"\x00\x00", at + 1)
    return at


def _encrypted(data: bytes) -> bool:
    """Whether the flags at the beginning of the stream WordDocument say that it is encrypted."""
    entry = _entry(data, "WordDocument")
    sector = int.from_bytes(data[entry + 116 : entry + 120], "little")
    size = 1 << min(int.from_bytes(data[30:32], "little"), 12)
    head = data[(sector + 1) * size :][:12]
    return entry >= 0 and head.startswith(_WORD_MAGIC) and bool(head[11:12] and head[11] & _ENCRYPTED)


def _wide(text: str) -> bytes:
    return text.encode("utf-16-le")
