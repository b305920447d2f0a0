"""The parts of ``explain``: what a target means, where it stands, and the reasons for that."""
