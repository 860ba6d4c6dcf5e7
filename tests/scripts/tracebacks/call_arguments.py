# exit: 1
def connect(host, port, *, timeout):
    return host, port, timeout


print(connect("a", 1, timeout=2))
connect("localhost")
