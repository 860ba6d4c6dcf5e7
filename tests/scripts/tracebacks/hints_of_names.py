# What CPython adds to the messages of names that are not there.
import threading
import traceback


class Account:
    limit = 10

    def __init__(self):
        self.balance = 0

    def deposit(self, amount):
        helper(amount)

    def show(self):
        return balance

    def withdraw(self):
        return self.blance


def local(alpha):
    return alhpa


def enclosing():
    counter = 1

    def inner():
        return countr, counter

    return inner()


account = Account()
lenght = 1
attempts = [
    lambda: prnt(1),
    lambda: pint(1),
    lambda: rnage(3),
    lambda: Tru,
    lambda: none,
    lambda: lenghth,
    lambda: time.sleep(1),
    lambda: math.pi,
    lambda: abc,
    lambda: wholly_different,
    account.show,
    account.withdraw,
    lambda: account.deposit(1),
    lambda: account.limt,
    lambda: Account.limt,
    lambda: local(1),
    enclosing,
    lambda: "abc".uper(),
    lambda: [].appendd(1),
    lambda: {}.item(),
    lambda: threading.thread,
    lambda: threading.lock(),
    lambda: (1).rel,
    lambda: None.nothing,
]
for attempt in attempts:
    try:
        attempt()
    except Exception:
        traceback.print_exc()
for text in ["import nowhere", "import nowhere.at_all", "import colections"]:
    print(text)


def imports():
    import nowhere.at_all


def misspelt():
    import colections


for attempt in [imports, misspelt]:
    try:
        attempt()
    except ImportError as error:
        print(type(error).__name__, error, error.name)
