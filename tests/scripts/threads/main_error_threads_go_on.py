# exit: 1
import threading


def work():
    threading.main_thread().join()
    print("the worker still finishes")


threading.Thread(target=work).start()
print("main fails")
raise RuntimeError("in main")
