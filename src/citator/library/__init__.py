"""Many publications as one library: discover, key, read, link, write, editions, publish."""
