"""Levers: each a function from System to System, one a file; nothing imports them but a YAML."""
