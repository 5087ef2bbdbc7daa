"""The pages of reports and of comments."""
