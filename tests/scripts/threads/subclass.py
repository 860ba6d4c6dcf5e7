import threading


class Summer(threading.Thread):
    def __init__(self, numbers, label):
        super().__init__(name=f"summer-{label}")
        self.numbers = numbers
        self.total = None

    def run(self):
        self.total = sum(self.numbers)


class WithTarget(threading.Thread):
    def run(self):
        self.before = "before"
        super().run()
        self.after = "after"


workers = [Summer(range(n * 100), n) for n in range(1, 5)]
for worker in workers:
    worker.start()
for worker in workers:
    worker.join()
print([(worker.name, worker.total, worker.is_alive()) for worker in workers])
seen = []
w = WithTarget(target=seen.append, args=("ran",))
w.start()
w.join()
print(seen, w.before, w.after)


class Forgetful(threading.Thread):
    def __init__(self):
        self.x = 1


try:
    Forgetful().start()
except RuntimeError as error:
    print("RuntimeError:", error)


class Result(threading.Thread):
    def __init__(self, function, *args):
        super().__init__()
        self.function, self.args = function, args

    def run(self):
        try:
            self.value = self.function(*self.args)
        except Exception as error:
            self.value = error

    def get(self):
        self.join()
        return self.value


results = [Result(pow, 2, 10), Result(divmod, 7, 2), Result(int, "x"), Result(len, "abc")]
for result in results:
    result.start()
print([repr(result.get()) for result in results])
