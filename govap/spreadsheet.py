"""CSV for whatever spreadsheet an office has."""

import csv

CONTENT_TYPE = "text/csv; charset=utf-8"
BYTE_ORDER_MARK = "\ufeff"  # by which spreadsheets know UTF-8
# What a spreadsheet would run; the last four are the wide forms that some editions take for the plain ones.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class _Echo:
    """A file that hands back what is written, so that csv can stream."""

    def write(self, value):
        return value


def lines(headings, rows):
    """Lines of CSV as they are made: the headings, then each row's cells."""
    writer = csv.writer(_Echo())
    yield BYTE_ORDER_MARK + writer.writerow(headings)
    for row in rows:
        yield writer.writerow([harmless(cell) for cell in row])


def harmless(cell):
    """A word that begins like a formula is quoted; numbers stay numbers."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
