# exit: 1
import sys


def ping(n):
    return pong(n + 1)


def pong(n):
    return ping(n + 1)


sys.setrecursionlimit(30)
ping(0)
