"""Globals, lists and instances are copies in the other process: the parent's stay as they are."""

import multiprocessing

counter = 0
names = ["ann"]
table = {"a": [1]}


class Box:
    made = 0

    def __init__(self, value):
        self.value = value
        Box.made += 1


box = Box([1, 2])
alias = box.value


def change():
    global counter
    counter += 10
    names.append("bob")
    table["a"].append(2)
    table["b"] = names
    box.value.append(3)
    Box.made = 100
    Box.extra = "new"
    print("child:", counter, names, table, box.value, Box.made, Box.extra)
    print("child: still one object:", alias is box.value, table["b"] is names)


if __name__ == "__main__":
    counter = 5
    names.append("carl")
    process = multiprocessing.Process(target=change)
    process.start()
    process.join()
    print("parent:", counter, names, table, box.value, Box.made, hasattr(Box, "extra"))
    again = multiprocessing.Process(target=change)
    counter = 7
    again.start()
    again.join()
    print("parent:", counter)
