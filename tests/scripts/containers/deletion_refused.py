# `del` of what has no items to delete.
def attempt(container, key):
    try:
        del container[key]
    except Exception as error:
        print(type(error).__name__, error)


for container in [(1, 2), "ab", b"ab", range(3), {1}, frozenset(), {}.keys(), 5, None, 1.5, len]:
    attempt(container, 0)
    attempt(container, slice(0, 1))
    attempt(container, "key")
