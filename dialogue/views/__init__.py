"""The doors of sessions, by noun."""
