size = "after"
_private = 1


def helper(n):
    return n * 2
