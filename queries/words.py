"""What people read for the codes of the graph: (Vietnamese, English) pairs, and the order of stages."""

from __future__ import annotations

from typing import NamedTuple

Pair = tuple[str, str]

STAGES: dict[str, Pair] = {
    "disseminated": ("quán triệt, tuyên truyền", "disseminated"),
    "concretised": ("cụ thể hóa thành kế hoạch", "made concrete in a plan"),
    "executed": ("triển khai thực hiện", "carried out"),
    "supervised": ("kiểm tra, giám sát", "supervised"),
    "reviewed": ("sơ kết, tổng kết", "reviewed"),
}
"""Stages of carrying an instrument out, from the first to the furthest."""

STAGE_PREDICATES: dict[str, str] = {
    "disseminates": "disseminated",
    "concretises": "concretised",
    "executes": "executed",
    "supervises": "supervised",
    "reviews": "reviewed",
}
"""Local name of the plain predicate → stage."""

POLARITIES: dict[str, Pair] = {
    "affirmed": ("khẳng định", "affirmed"),
    "partly": ("một phần", "partly"),
    "negated": ("nêu là chưa", "denied"),
    "planned": ("dự kiến", "planned"),
}

ROLES: dict[str, Pair] = {
    "implements": ("thực hiện", "implement"),
    "plans": ("dự kiến thực hiện", "plan to implement"),
    "issued": ("ban hành", "issued"),
    "recognised_by": ("được công nhận theo", "are recognised by"),
    "commissioned_by": ("báo cáo theo yêu cầu của", "report under"),
    "cites": ("chỉ viện dẫn", "only cite"),
}

GROUPS: dict[str, Pair] = {
    "implements": ("Có nêu việc thực hiện", "Say that they implement it"),
    "issued": ("Đã ban hành", "Issued it"),
    "recognised_by": ("Được công nhận theo văn bản này", "Are recognised by it"),
    "commissioned_by": ("Báo cáo theo yêu cầu của văn bản này", "Report under it"),
    "cites": ("Viện dẫn", "Cite it"),
    "otherwise": ("Nêu ở bước hoặc vai trò khác", "Name it at another stage or in another role"),
    "negated": ("Nêu là chưa thực hiện", "Say that they do not implement it yet"),
    "plans": ("Chỉ nêu trong phương hướng, nhiệm vụ tới", "Only plan to implement it"),
    "mentions": ("Chỉ viện dẫn, không nêu việc thực hiện", "Only mention it"),
    "silent": ("Có báo cáo nhưng không nêu", "Reported, but do not mention it"),
    "unreported": ("Chưa có báo cáo trong kho", "No report in the store"),
}
"""Groups of communes in the order in which they are shown."""

UNIT_KINDS: dict[str, Pair] = {
    "Commune": ("xã", "commune"),
    "District": ("huyện", "district"),
    "Province": ("tỉnh", "province"),
    "Hamlet": ("thôn, tổ dân phố", "hamlet"),
}


class Relation(NamedTuple):
    """How a relation between instruments reads from its newer end (``up``) and its older end (``down``)."""

    up: Pair
    down: Pair


RELATIONS: dict[str, Relation] = {
    "hasLegalBasis": Relation(("căn cứ", "has legal basis"), ("là căn cứ của", "is legal basis of")),
    "continues": Relation(
        ("tiếp tục thực hiện", "continues"), ("được tiếp tục thực hiện bởi", "continued by")
    ),
    "amends": Relation(("sửa đổi, bổ sung", "amends"), ("được sửa đổi, bổ sung bởi", "amended by")),
    "replaces": Relation(("thay thế", "replaces"), ("bị thay thế bởi", "replaced by")),
    "repeals": Relation(("bãi bỏ", "repeals"), ("bị bãi bỏ bởi", "repealed by")),
    "guides": Relation(("hướng dẫn", "guides"), ("được hướng dẫn bởi", "guided by")),
    "details": Relation(("quy định chi tiết", "details"), ("được quy định chi tiết bởi", "detailed by")),
    "concretisesInstrument": Relation(
        ("cụ thể hóa", "makes concrete"), ("được cụ thể hóa bởi", "made concrete by")
    ),
    "promulgates": Relation(
        ("ban hành kèm theo", "promulgates"), ("được ban hành kèm theo", "promulgated by")
    ),
    "corrects": Relation(("đính chính", "corrects"), ("được đính chính bởi", "corrected by")),
    "consolidates": Relation(("hợp nhất", "consolidates"), ("được hợp nhất trong", "consolidated in")),
    "suspends": Relation(
        ("đình chỉ, ngưng hiệu lực", "suspends"), ("bị đình chỉ, ngưng hiệu lực bởi", "suspended by")
    ),
    "lineage": Relation(("liên quan", "related to"), ("liên quan", "related to")),
}
"""Local name of a lineage property → how it reads. Source: vbpl.vn, “lược đồ” of thuvienphapluat.vn."""

CERTAINTIES: dict[str, Pair] = {
    "confirmed": ("đã xác nhận", "confirmed"),
    "stated": ("do báo cáo nêu", "stated by reports"),
    "unconfirmed": ("chưa xác nhận", "not confirmed"),
}
"""How sure a row of the register is."""

_OWN_NOTES = "domain"


def source_words(value: str) -> Pair:
    """The source of a row of the register as people read it; “domain” stands for the project's own notes."""
    if not value:
        return "chưa có nguồn", "no source yet"
    notes, _, part = value.partition(":")
    if notes != _OWN_NOTES:
        return f"nguồn: {value}", f"source: {value}"
    where = f" ({part})" if part else ""
    return f"nguồn: ghi chép nghiên cứu của dự án{where}", f"source: the project's research notes{where}"


def register_words(certainty: str, source: str) -> Pair:
    """What the register says of a row: how sure it is, and where it comes from."""
    sure = CERTAINTIES.get(certainty, (certainty, certainty))
    vi, en = ("; ".join(filter(None, parts)) for parts in zip(sure, source_words(source), strict=True))
    return vi, en


def day(value: str | None) -> str:
    """An ISO date as Vietnamese documents write it: 2013-12-12 → 12/12/2013, 2013-12 → 12/2013."""
    return "/".join(reversed((value or "").split("-")))
