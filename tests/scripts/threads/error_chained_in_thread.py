import threading


class Failure(Exception):
    pass


class Worker(threading.Thread):
    def run(self):
        try:
            self.step([])
        except IndexError as error:
            raise Failure("worker failed", 3) from error

    def step(self, items):
        return items[0]


worker = Worker(name="chained")
worker.start()
worker.join()


def context():
    try:
        {}["first"]
    except KeyError:
        undefined_name


thread = threading.Thread(target=context)
thread.start()
thread.join()
print("end")
