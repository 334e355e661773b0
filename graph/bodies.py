"""Names of bodies as a report gives them → names that tell them from their namesakes in other places."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from ontology.fold import fold

_WORD = r"xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|thành phố|tỉnh"
_BARE_LEVEL: Final = re.compile(
    rf"(?<!\w)(?<!thị )(?<!hợp tác )({_WORD})(?=$|,| và | lần thứ | nhiệm kỳ )", re.IGNORECASE
)
_BARE_PARTY: Final = re.compile(r"(?<!\w)(tỉnh|thành|huyện|thị|quận|đảng) (?:ủy|uỷ)$", re.IGNORECASE)
_PARTY_OF: Final = {
    "tỉnh": ("tỉnh",),
    "thành": ("thành phố",),
    "huyện": ("huyện",),
    "thị": ("thị xã",),
    "quận": ("quận",),
    "đảng": ("xã", "phường", "thị trấn", "đặc khu"),
}
_COMMUNE_LEVEL: Final = re.compile(
    r"(?<!\w)(?<!thị )(?<!hợp tác )(?:xã|phường|thị trấn|đặc khu|thôn|ấp|bản|làng|buôn|tổ dân phố) "
)
_DISTRICT_LEVEL: Final = re.compile(r"(?<!\w)(?:huyện|quận|thị xã) |(?<!\w)(?:huyện|thị|quận) (?:ủy|uỷ) ")


class Places(NamedTuple):
    """The reporting unit from the inside out, as far as it is known; each name with its type word."""

    commune: str | None
    district: str | None
    province: str | None

    def of(self, words: tuple[str, ...]) -> str | None:
        """The first of them whose type word is one of ``words``."""
        return next(
            (name for name in self if name and name.lower().startswith(tuple(f"{w} " for w in words))), None
        )


def full_name(name: str, places: Places) -> str:
    """``name`` with its place, where a bare level stands in it: “UBND xã” → “UBND xã Phổ An”.

    “Tỉnh ủy” becomes “Tỉnh ủy Quảng Ngãi”, “Đảng ủy” the “Đảng ủy xã Phổ An”.
    """
    if level := _BARE_LEVEL.search(name):
        place = places.of((level[1].lower(),))
        return name[: level.start()] + lower_first(place) + name[level.end() :] if place else name
    if party := _BARE_PARTY.search(name):
        word = party[1].lower()
        place = places.of(_PARTY_OF[word])
        if place:
            return f"{name} {lower_first(place) if word == 'đảng' else bare(place)}"
    return name


def address(name: str, places: Places) -> str:
    """``name`` with the district and province of the report, as far as its level leaves them open.

    “UBND xã Phổ An” is one of several in the country, “UBND tỉnh Quảng Ngãi” is the only one.
    """
    lowered = f"{name.lower()} "
    missing: tuple[str | None, ...] = ()
    if _COMMUNE_LEVEL.search(lowered):
        missing = (places.district, places.province)
    elif _DISTRICT_LEVEL.search(lowered) or (places.district and fold(places.district) in fold(name)):
        missing = (places.province,)
    return ", ".join([name, *(place for place in missing if place and fold(place) not in fold(name))])


def lower_first(name: str) -> str:
    """“Xã Phổ An” within a name: “xã Phổ An”."""
    return name[:1].lower() + name[1:]


def bare(place: str) -> str:
    """“Tỉnh Quảng Ngãi” → “Quảng Ngãi”."""
    return re.sub(rf"^(?:{_WORD}) ", "", place, flags=re.IGNORECASE)
