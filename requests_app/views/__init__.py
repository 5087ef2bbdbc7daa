"""The State's own pages of a statement: write, review and consent, act. Readers' pages are in `pages`."""
