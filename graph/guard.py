"""What a reading query may not do: leave this store (SERVICE). Updates the engine's ``query`` refuses itself.

The published engine fetches what SERVICE names and has no switch for it: so we look at the query first.
"""

from __future__ import annotations

from graph.errors import QueryRefused


def check_reading(sparql: str) -> None:
    """Let a query pass that stays within the store.

    A text without the word “service” cannot call one: the grammar has no other way to write the keyword
    (escapes are read in IRIs and strings only). Where the word stands, the parsed query decides, so that a
    comment, a string or a variable of that name is no offence.

    Raises:
        QueryRefused: the query calls another endpoint, or cannot be shown not to.
    """
    if "service" not in sparql.lower():
        return
    if _calls_service(sparql):
        raise QueryRefused(
            "truy vấn không được gọi điểm dữ liệu khác (SERVICE)",
            "a query may not call another endpoint (SERVICE)",
        )


def _calls_service(sparql: str) -> bool:
    from rdflib.plugins.sparql.algebra import translateQuery, traverse
    from rdflib.plugins.sparql.parser import parseQuery

    found: list[object] = []

    def look(part: object) -> None:
        if getattr(part, "name", None) == "ServiceGraphPattern":
            found.append(part)

    try:
        traverse(translateQuery(parseQuery(sparql)).algebra, visitPre=look)
    except (
        Exception
    ) as error:  # whatever the second parser stumbles over: what it cannot read is not let through
        raise QueryRefused(
            "truy vấn có từ SERVICE và không phân tích được",
            "the query has the word SERVICE and cannot be parsed",
        ) from error
    return bool(found)
