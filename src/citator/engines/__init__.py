"""One module for each program that citator drives: start it, feed it, time it out, read it back."""
