"""The demonstration's world: fictitious States and texts, every status at least once, six languages of original."""
