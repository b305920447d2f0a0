"""What ``check`` reports: one rule a function, each with an id and a page in the manual."""
