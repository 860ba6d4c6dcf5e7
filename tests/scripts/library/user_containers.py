"""UserDict, UserList and UserString."""
from collections import UserDict, UserList, UserString
import copy


class Counted(UserDict):
    reads = 0

    def __getitem__(self, key):
        Counted.reads += 1
        return super().__getitem__(key)

    def __missing__(self, key):
        return f"no {key}"


table = Counted(a=1)
table["b"] = 2
table.update({"c": 3}, d=4)
print(table, table["a"], table["z"], "z" in table, len(table), sorted(table), Counted.reads)
print(table.pop("a"), table | {"e": 5}, {"e": 5} | table)
table |= {"f": 6}
print(table, table == {"b": 2, "c": 3, "d": 4, "f": 6}, type(table | {}).__name__)
other = copy.copy(table)
other["g"] = 7
print("g" in table, isinstance(table, dict), UserDict.fromkeys("ab", 1), table.copy().__class__.__name__)


class Stack(UserList):
    def push(self, item):
        self.append(item)


stack = Stack([1, 2])
stack.push(3)
print(stack, stack + [4], [0] + stack, stack * 2, stack[1:], type(stack[1:]).__name__, stack[-1])
stack += (5, 6)
stack.insert(0, 9)
print(stack, stack.pop(), stack.index(2), stack.count(9), len(stack), 3 in stack)
stack.sort(reverse=True)
print(stack, stack == [9, 5, 3, 2, 1], stack < [10], stack.data, list(reversed(stack)))
del stack[0]
stack[0] = "x"
stack.remove(2)
stack.reverse()
print(stack, isinstance(stack, list), stack.copy() is stack, UserList("abc"))


class Name(UserString):
    def loud(self):
        return self.upper() + "!"


name = Name("ada")
print(name, repr(name), name.loud(), type(name.loud()).__name__, len(name), name[0], name[::-1])
print(name + " b", "x" + name, name * 2, "d" in name, name == "ada", hash(name) == hash("ada"))
print(name.center(9, "*"), name.replace("a", "o"), name.split("d"), name.find("d"), name.startswith("ad"))
print(Name("%s-%s") % (1, 2), int(Name("42")), float(Name("1.5")), name.join(["1", "2"]), name < "b")
print(Name(12), Name("a b").title(), name.encode(), isinstance(name, str), f"{name:>5}" if False else str(name))
