d = {"a": 1, "b": 2, "c": 3}
print(d.get("a"), d.get("z"), d.get("z", 0), d.setdefault("a", 9), d.setdefault("d", 4), d)
print(d.pop("d"), d.pop("d", "none"), d.popitem(), d)
d.update({"x": 10, "a": 100})
d.update([("y", 20)], z=30)
d.update()
print(d, d.copy() == d, d.copy() is d)
keys, values, items = d.keys(), d.values(), d.items()
d["late"] = 0
print(keys, values, items, sep="\n")
print(len(keys), "late" in keys, 0 in values, ("late", 0) in items, ("late", 1) in items)
print(
    sorted(keys & {"a", "x", "q"}),
    sorted(keys - {"a"}),
    sorted({"q"} | {"a": 1}.keys()),
    keys == set(d),
    {"a": 1}.items() == {("a", 1)},
)
for key, value in d.items():
    print(key, value, end="; ")
print()
for action in (
    lambda: d.pop("nope"),
    lambda: {}.popitem(),
    lambda: d.get([]),
    lambda: d.update(5),
    lambda: d.update([1]),
):
    try:
        action()
    except (KeyError, TypeError) as error:
        print(type(error).__name__ + ":", error)
d.clear()
print(d, not d)
inventory = {}
for name, amount in (("apple", 3), ("pear", 2), ("apple", 4)):
    inventory.setdefault(name, []).append(amount)
print(inventory, {name: sum(amounts) for name, amounts in inventory.items()})
print(
    min(inventory, key=lambda name: sum(inventory[name])),
    sorted(inventory.items(), key=lambda item: item[1]),
)
