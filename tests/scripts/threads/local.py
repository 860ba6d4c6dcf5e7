import threading

data = threading.local()
data.value = "main"
results = {}


def work(n):
    before = hasattr(data, "value")
    data.value = n * 10
    gate.wait()
    results[n] = (before, data.value, data.__dict__)


gate = threading.Barrier(3)
threads = [threading.Thread(target=work, args=(n,)) for n in range(3)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(sorted(results.items()), data.value)


class Session(threading.local):
    count = 0

    def __init__(self, start):
        self.items = [start]


session = Session("first")
session.items.append("main only")
session.count += 1
seen = []


def look():
    seen.append((list(session.items), session.count))
    session.count = 99


thread = threading.Thread(target=look)
thread.start()
thread.join()
print(seen, session.items, session.count)
try:
    data.missing
except AttributeError as error:
    print("AttributeError:", error)
del data.value
print(hasattr(data, "value"))
