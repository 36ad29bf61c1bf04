"""The report: opens a results folder and draws one offline page, and tables for a spreadsheet.

It runs nothing.
"""

from sim.page.assembly import write
from sim.page.spreadsheet import write_spreadsheets

__all__ = ["write", "write_spreadsheets"]
