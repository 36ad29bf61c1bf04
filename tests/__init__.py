"""Tests of Tierflow; a package, since others install one of that name."""
