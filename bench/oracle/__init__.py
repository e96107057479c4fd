"""The oracle: the same scopes through citeproc-js and through citator, compared word for word."""
