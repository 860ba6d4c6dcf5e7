print(
    [1, 2] == [1, 2],
    [1, 2] == [2, 1],
    [1, 2] != [1, 2],
    [1] == (1,),
    [] == [],
    [1, 2.0] == [1.0, 2],
)
print(
    [1, 2] < [1, 3],
    [1, 2] < [1, 2, 0],
    [] < [0],
    [2] > [1, 9],
    [1, 2] <= [1, 2],
    ["b"] >= ["a", "z"],
)
print(1 in [1, 2], "1" in [1], [1] in [[1]], None in [None], 1.0 in [1], 3 not in [1, 2])
nested = [1, [2, [3, [4]]]]
print(nested[1][1][1][0], nested == [1, [2, [3, [4]]]], len(nested), repr(nested))
loop = [1]
loop.append(loop)
print(loop, loop[1][1][1] is loop)
d = {}
d["self"] = d
print(d)
pair = ([],)
pair[0].append(pair)
print(pair)
matrix = [[row * 3 + column for column in range(3)] for row in range(3)]
print(
    matrix,
    [row[1] for row in matrix],
    [list(column) for column in zip(*matrix)],
    sum(sum(row) for row in matrix),
)
nan = float("nan")
print(
    [nan] == [nan],
    nan in [nan],
    [nan].index(nan),
    [nan].count(nan),
    [float("nan")] == [float("nan")],
)
queue = [1, 2, 3]
for item in queue:
    if item < 4:
        queue.append(item + 2)
print(queue)
loop.clear()
d.clear()
pair[0].clear()
