"""One module per subject: a `TITLE`, and `goals(worlds)` that yields a Goal for each thing measured."""
