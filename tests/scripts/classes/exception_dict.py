import threading


class Failure(Exception):
    def __init__(self, name, code):
        super().__init__(name)
        self.name = name
        self.code = code


failure = Failure("disk", 7)
print(failure.__dict__, vars(failure), failure.args)
failure.extra = True
print(failure.__dict__)
for arguments in ((1,), (1, 2)):
    try:
        threading.local(*arguments)
    except TypeError as error:
        print(error)
try:
    threading.local(a=1)
except TypeError as error:
    print(error)


class Local(threading.local):
    def __init__(self, x):
        self.x = x


print(Local(3).x)
