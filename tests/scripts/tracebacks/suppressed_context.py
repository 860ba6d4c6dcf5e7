# exit: 1
def find(items, wanted):
    try:
        return items.index(wanted)
    except ValueError:
        raise LookupError(wanted) from None


find([1, 2], 3)
