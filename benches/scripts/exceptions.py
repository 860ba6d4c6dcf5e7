"""Exceptions: try without an error, raise and catch, errors that pass through frames."""


class Refused(Exception):
    pass


def check(n):
    if n % 5 == 0:
        raise Refused(n)
    return n


def guarded(n):
    try:
        return check(n)
    finally:
        pass


refused = 0
total = 0
for n in range(1_500_000):
    try:
        total += guarded(n)
    except Refused:
        refused += 1
table = {}
missing = 0
for n in range(500_000):
    try:
        missing += table[n]
    except KeyError:
        missing += 1
print(refused, total, missing)
