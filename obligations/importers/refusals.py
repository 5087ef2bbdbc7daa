class Refused(Exception):
    """The whole file is refused; the text says in plain words what is wrong with it."""
