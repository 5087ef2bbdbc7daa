class Fault(Exception):
    """The file is refused: `code` is one of the keys of `files.inspection.REASONS`."""

    def __init__(self, code: str, detail: str = ""):
        self.code, self.detail = code, detail
        super().__init__(code)
