# exit: 1
def load(table, key):
    try:
        return table[key]
    except KeyError:
        return table["default"]


load({"a": 1}, "b")
