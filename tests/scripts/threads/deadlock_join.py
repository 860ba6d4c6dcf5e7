# exit: deadlock
import threading


def wait_for(other):
    gate.wait()
    other[0].join()


gate = threading.Event()
first, second = [], []
first.append(threading.Thread(target=wait_for, args=(second,)))
second.append(threading.Thread(target=wait_for, args=(first,)))
first[0].start()
second[0].start()
print("each waits for the other's end")
gate.set()
first[0].join()
print("never")
