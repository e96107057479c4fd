"""Citation styles: from a scope of citations to formatted text, through any style of the Citation Style Language."""
