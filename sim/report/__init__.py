"""The report: opens a results folder and draws one offline page. It runs nothing."""

from sim.report.page import write

__all__ = ["write"]
