"""The report: opens a results folder, draws one offline page, and writes spreadsheets.

It runs nothing.
"""

from sim.page.assembly import write
from sim.page.spreadsheet import write_spreadsheets

__all__ = ["write", "write_spreadsheets"]
