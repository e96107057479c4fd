"""Builds a library of many publications: discover, key, read, link, write, front desk, publish."""
