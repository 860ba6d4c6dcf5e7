# Objects made by one thread and dropped by others, while threads end all the time: each says its last words.
import threading
import time
from queue import Queue

deaths = []


class Loud:
    def __init__(self, n):
        self.n = n

    def __del__(self):
        deaths.append(self.n)


def maker(post):
    for n in range(1500):
        post.put(Loud(n))
        if n % 3 == 0:
            time.sleep(0)
    post.put(None)


def taker(post):
    for item in iter(post.get, None):
        item = None


def brief():
    sum(range(9))


post = Queue()
threads = [threading.Thread(target=work, args=(post,)) for work in (maker, taker)]
for thread in threads:
    thread.start()
for _ in range(150):
    others = [threading.Thread(target=brief) for _ in range(3)]
    for thread in others:
        thread.start()
    for thread in others:
        thread.join()
for thread in threads:
    thread.join()
print(len(deaths), sorted(deaths) == list(range(1500)))
