"""The formats that can be imported. A further one (another source's matrices, say) is one more entry here."""

from obligations.importers.files import SourceFile
from obligations.importers.tables import column_names, refuse_wrong_columns
from obligations.importers.upr_info import UprInfoExport

IMPORTERS = (UprInfoExport(),)


def importer_for(file: SourceFile):
    """The importer whose columns are those of the file. Raises Refused, naming what is wrong with the nearest one."""
    found = column_names(file.text)
    nearest = max(IMPORTERS, key=lambda importer: len(set(importer.columns) & set(found)))
    refuse_wrong_columns(found, nearest.columns)
    return nearest


def importer_of(source: str):
    """The importer that reads `source`. KeyError where there is none."""
    return {importer.source: importer for importer in IMPORTERS}[source]
