# exit: deadlock
import threading

lock = threading.Lock()
lock.acquire()
print("acquired once")
lock.acquire()
print("never")
