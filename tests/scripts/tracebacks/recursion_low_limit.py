# exit: 1
import sys


class Node:
    def depth(self, n):
        return 1 + self.depth(n + 1)


sys.setrecursionlimit(35)
try:
    Node().depth(0)
except RecursionError as error:
    total = {"a": 1}
    print(
        total["a"]
        + totl["b"]
    )
