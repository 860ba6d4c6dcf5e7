"""Cigarette smokers: the agent puts two of three things on the table; who has the third may smoke.

RIGHT: pushers look at the table under one lock, and wake the smoker for whom all is there.

Try:  gilscope explore programs/puzzles/cigarette_smokers_fixed.py
"""

import threading

on_table = []
mutex = threading.Lock()
smoker = threading.Semaphore(0)


def push(thing):
    with mutex:
        on_table.append(thing)
        if len(on_table) == 2:
            on_table.clear()
            smoker.release()


def smoke():
    smoker.acquire()
    print("smokes")


threads = [threading.Thread(target=push, args=(thing,)) for thing in ("paper", "match")]
threads.append(threading.Thread(target=smoke))
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
