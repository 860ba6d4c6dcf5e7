# exit: 1
def connect(host, timeout=5):
    return host, timeout


connect("a", timeuot=3)
