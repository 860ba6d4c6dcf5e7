# exit: 1
class Refused(Exception):
    def __init__(self, reason, code):
        super().__init__(reason)
        self.code = code

    def __str__(self):
        return f"{self.args[0]} (code {self.code})"


def ask():
    raise Refused("not today", 42)


ask()
