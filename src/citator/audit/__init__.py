"""What a reviewer should look at: the fact-check sheet and the rules over a publication's facts record; no Sphinx in it."""
