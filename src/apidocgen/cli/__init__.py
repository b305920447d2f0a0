"""The command line: arguments in, a report out, an exit status. One file a command, no logic."""
