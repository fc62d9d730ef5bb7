class Refused(Exception):
    """An act that is not done, with the Vietnamese sentence that says why and what to do."""

    def __init__(self, why):
        super().__init__(why)
        self.why = why


class Stale(Refused):
    """The text moved on since it was read: `head` is the revision that is newest now."""

    def __init__(self, head, why):
        super().__init__(why)
        self.head = head
