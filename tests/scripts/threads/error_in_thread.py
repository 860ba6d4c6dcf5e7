import threading


def work(n):
    return 10 // n


def deeper(n):
    try:
        work(n)
    finally:
        print("cleanup", n)


for target, argument in ((work, 0), (deeper, 0), (work, 5), (int, "x"), (work, "a")):
    thread = threading.Thread(target=target, args=(argument,))
    thread.start()
    thread.join()
    print(thread.name, "ended", thread.is_alive())
named = threading.Thread(target=lambda: {}["missing"], name="my worker")
named.start()
named.join()
print("main goes on")
