# output: same-lines
"""Threads that write to one file: every line arrives whole."""

import os
import threading

NAME = "threads.tmp"
lock = threading.Lock()


def append(number):
    for i in range(20):
        with open(NAME, "a") as f:
            f.write(f"{number} {i}\n")


threads = [threading.Thread(target=append, args=(n,)) for n in range(4)]
for t in threads:
    t.start()
for t in threads:
    t.join()
with open(NAME) as f:
    lines = f.readlines()
print(len(lines), len(set(lines)), all(line.endswith("\n") for line in lines))

shared = open(NAME, "w")


def write(number):
    for i in range(50):
        shared.write(f"line {number} {i}\n")


threads = [threading.Thread(target=write, args=(n,)) for n in range(4)]
for t in threads:
    t.start()
for t in threads:
    t.join()
shared.close()
counts = {}
for line in open(NAME):
    word, number, i = line.split()
    counts.setdefault(number, []).append(int(i))
print(sorted(counts), [numbers == list(range(50)) for numbers in counts.values()])


def read(results, n):
    with open(NAME) as f:
        results[n] = sum(1 for _ in f)


results = {}
threads = [threading.Thread(target=read, args=(results, n)) for n in range(5)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(sorted(results.items()))
os.remove(NAME)
