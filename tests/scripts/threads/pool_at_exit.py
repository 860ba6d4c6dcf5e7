import threading
import time
from concurrent.futures import ThreadPoolExecutor

pool = ThreadPoolExecutor(max_workers=2, thread_name_prefix="late")


def work(n):
    time.sleep(0.2 * n)
    print("worked", n, threading.current_thread().name)


for n in range(1, 4):
    pool.submit(work, n)


def late():
    time.sleep(1.5)
    try:
        pool.submit(work, 9)
    except RuntimeError as error:
        print(error)


threading.Thread(target=late).start()
print("main is over")
