"""Any CSL style: from a citation scope to formatted citations and a bibliography."""
