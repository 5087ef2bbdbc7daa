"""The servers of one machine: embedded PostgreSQL and Valkey, web, worker, beat. Knows nothing of the Django apps."""
