"""Reading the change log as streams: shards, iterators and records."""
