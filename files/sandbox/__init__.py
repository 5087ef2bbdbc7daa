"""What looks into uploaded bytes: a program of its own, capped by the kernel, without Django or database.

It reads a file from its standard input and writes one line of JSON, {"kind"} or {"fault", "detail"}, then the cleaned
bytes. `files.inspection` starts it.
"""
