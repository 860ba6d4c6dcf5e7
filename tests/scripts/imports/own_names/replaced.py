import sys


class Answers:
    answer = 42


sys.modules[__name__] = Answers()
