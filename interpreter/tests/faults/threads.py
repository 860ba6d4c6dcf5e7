import threading
import time


class Held:
    def __init__(self, n):
        self.n = [n]


def worker(n, out):
    held = Held(n)
    local.held = [held]
    for i in range(3):
        out.append((n, i, held))
        time.sleep(0.001)
        if i == n:
            raise ValueError(held)


def quiet(args):
    errors.append(args.exc_type)


local = threading.local()
errors = []
threading.excepthook = quiet
outs = [[], []]
threads = [threading.Thread(target=worker, args=(n, out)) for n, out in enumerate(outs)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join(1)
print(len(errors), [len(out) for out in outs])
