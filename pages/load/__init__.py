"""Needs, offers and reports in any number, for measuring. Set-based; invented States only."""
