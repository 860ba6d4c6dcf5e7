import threading


def show():
    thread = threading.current_thread()
    print(thread.name, thread.daemon, thread is threading.main_thread(), thread.is_alive())


def other():
    show()


show()
print(threading.current_thread() is threading.main_thread(), threading.main_thread().name)
for thread in (
    threading.Thread(target=show),
    threading.Thread(target=other),
    threading.Thread(target=show, name="custom"),
    threading.Thread(target=lambda: show()),
    threading.Thread(name="idle"),
    threading.Thread(),
    threading.Thread(target=show, daemon=True),
    threading.Thread(target=show, name=5),
):
    print("->", thread.name)
    thread.start()
    thread.join()
renamed = threading.Thread(target=show)
renamed.name = "renamed"
renamed.daemon = True
renamed.start()
renamed.join()
print(renamed.name, renamed.daemon)
try:
    renamed.daemon = False
    print("changed")
except RuntimeError as error:
    print("RuntimeError:", error)


class Worker(threading.Thread):
    def run(self):
        print("run of", self.name)


for worker in (Worker(), Worker(name="w")):
    worker.start()
    worker.join()
threading.current_thread().name = "TheMain"
show()
