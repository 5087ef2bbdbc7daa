"""A statement as a Word form, out and back in, for a capital that cannot or may not write on the platform itself.

Its questions are those of the one map of answers (requests_app.previews) with the labels and kinds of their columns:
a new column appears in it by itself. `writing` makes the document, `reading` finds the answers in one that comes back,
`kinds` turns a value into text and text into a value.
"""
