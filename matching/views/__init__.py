"""Pages of offers, matches and pledges."""
