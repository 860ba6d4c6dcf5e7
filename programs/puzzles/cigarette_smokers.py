"""Cigarette smokers: the agent puts two of three things on the table; who has the third may smoke.

WRONG: each smoker takes the first thing that it wants and waits for the second.

Try:  gilscope explore programs/puzzles/cigarette_smokers.py
Cure: cigarette_smokers_fixed.py
"""

import threading

things = {name: threading.Semaphore(0) for name in ("paper", "match")}
wanted = {"tobacco": ("paper", "match"), "filter": ("match", "paper")}


def agent():
    for thing in things.values():
        thing.release()


def smoke(name):
    for thing in wanted[name]:
        things[thing].acquire()
    print("smokes")
    for thing in things.values():
        thing.release()


threads = [threading.Thread(target=agent)]
threads += [threading.Thread(target=smoke, args=(name,)) for name in wanted]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
