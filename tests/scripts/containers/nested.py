config = {
    "servers": [{"name": "a", "ports": (80, 443)}, {"name": "b", "ports": ()}],
    "debug": False,
    "limits": {"cpu": 1.5, "mem": None},
}
print(config)
print(
    config["servers"][0]["ports"][-1],
    config["limits"]["cpu"] * 2,
    [server["name"] for server in config["servers"]],
)
config["servers"][1]["ports"] += (22,)
config["servers"].append({"name": "c", "ports": (1,)})
config["limits"]["mem"] = {"max": [1, {2: {3}}]}
print(config["servers"][1], len(config["servers"]), config["limits"])


def depth(value):
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, (list, tuple)):
        return 1 + max([depth(item) for item in value], default=0)
    return 0


def flatten(items):
    for item in items:
        if isinstance(item, (list, tuple)):
            yield from flatten(item)
        else:
            yield item


print(depth(config), depth([]), depth(5), list(flatten([1, [2, (3, [4]), []], 5])))
grid = [["."] * 5 for _ in range(3)]
grid[1][2] = "#"
grid[0][-1] = "@"
print("\n".join("".join(row) for row in grid))
transposed = {
    row: {column: grid[row][column] for column in range(5) if grid[row][column] != "."}
    for row in range(3)
}
print(transposed)
deep = []
for level in range(30):
    deep = [deep, level]
print(deep)
