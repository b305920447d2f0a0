"""Comparing two masters, audience by audience: what each reader gains, loses and must change.

Import the modules themselves: `compare` makes a `Comparison` of two variant sets, `rules.table`
says what can be found, `reports` writes it down.
"""
