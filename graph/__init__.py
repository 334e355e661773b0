"""What was said: records (typed values), record → quads, the store."""
