"""The cues of ``ontology/citing.toml``, compiled: what words round a citation say."""

from __future__ import annotations

import functools
import re

from ontology.tables import read


@functools.cache
def cue(name: str) -> re.Pattern[str]:
    """The pattern of a cue, to be matched on bare text; KeyError if there is no such cue."""
    row = {r["name"]: r for r in read("citing")["cue"]}[name]
    return re.compile(row["pattern"] if "pattern" in row else rf"(?<!\w)(?:{'|'.join(row['words'])})(?!\w)")
