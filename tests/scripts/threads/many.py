import threading

COUNT = 200
gate = threading.Event()
arrived = []


def work(n):
    gate.wait()
    arrived.append(n)


threads = [threading.Thread(target=work, args=(n,)) for n in range(COUNT)]
for thread in threads:
    thread.start()
print(threading.active_count())
gate.set()
for thread in threads:
    thread.join()
print(len(arrived), sorted(arrived) == list(range(COUNT)), threading.active_count())
