"""Questions: one .rq a file, catalogue, lineage and network analysis."""
