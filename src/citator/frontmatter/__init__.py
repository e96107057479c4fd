"""From YAML front matter to a checked ``Publication``, ``Person`` or ``Topic``."""
