"""Rules and sheets over occurrences and items: what a reviewer should look at."""
