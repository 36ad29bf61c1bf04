"""Levers: functions from System to System, one a file; only YAML files refer to them."""
