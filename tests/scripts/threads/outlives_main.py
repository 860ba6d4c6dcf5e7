# The program ends when its last thread that is not a daemon does.
import threading


def work():
    threading.main_thread().join()
    print("the worker goes on after the end of main")
    print(threading.main_thread().is_alive(), threading.current_thread().name)


threading.Thread(target=work, name="worker").start()
print("the last line of main")
