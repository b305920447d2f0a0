"""The table of rules, one family a file; `table` puts them together."""
