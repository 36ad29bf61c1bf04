"""The report: opens a results folder and draws one offline page, and tables for a spreadsheet.

It runs nothing.
"""

from sim.report.page import write
from sim.report.spreadsheet import write_spreadsheets

__all__ = ["write", "write_spreadsheets"]
