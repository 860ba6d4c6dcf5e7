# exit: deadlock
import queue
import threading

tasks = queue.Queue()


def worker():
    print("got", tasks.get())
    print("got", tasks.get())


thread = threading.Thread(target=worker)
thread.start()
tasks.put("one task, where the worker wants two")
thread.join()
