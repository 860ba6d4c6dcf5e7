import sys
import threading


def leave():
    print("the thread leaves")
    sys.exit(5)


thread = threading.Thread(target=leave)
thread.start()
thread.join()
print("the program goes on", thread.is_alive())
