"""Files → records: read, clean, outline, extract, resolve."""
