"""The formats that can be imported. A further one (another source's matrices, say) is one more entry here."""

from obligations.importers.files import SourceFile
from obligations.importers.uhri import UhriRecords
from obligations.importers.upr_info import UprInfoExport
from obligations.importers.upr_matrix import UprMatrix

IMPORTERS = (UprInfoExport(), UprMatrix(), UhriRecords())


def importer_for(file: SourceFile):
    """The importer of files of this kind; it refuses, by name, what is not its format."""
    return next(importer for importer in IMPORTERS if importer.kind == file.kind)


def importer_of(source: str):
    """The importer that reads `source`. KeyError where there is none."""
    return {importer.source: importer for importer in IMPORTERS}[source]
