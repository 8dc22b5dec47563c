"""What a part of the tests came to."""

import time


class Tally:
    """Counts of one part of the tests, with the text of what went wrong."""

    def __init__(self, part):
        self.part = part
        self.passed = 0
        self.failures = []
        self.skips = []
        self.begun = time.monotonic()

    def add(self, title, problem):
        """Count one test; problem is None when it passed, else what to show."""
        if problem is None:
            self.passed += 1
        else:
            self.failures.append((title, problem.strip()))

    def skip(self, title, reason):
        """A test left out for a stated reason is told; without one it has failed."""
        if reason:
            self.skips.append((title, reason))
        else:
            self.add(title, "Skipped, and nothing says why.")

    def told(self):
        """The failures and skips as text."""
        lines = []
        for title, reason in self.skips:
            lines.append(f"skipped  {self.part}: {title} ({reason})")
        for title, problem in self.failures:
            lines.append(f"\nFAILED  {self.part}: {title}\n{problem}")
        return "\n".join(lines)

    def summary(self):
        text = f"{self.part}: {self.passed} passed, {len(self.failures)} failed"
        text += f", {len(self.skips)} skipped" if self.skips else ""
        return f"{text} ({time.monotonic() - self.begun:.0f} s)"
