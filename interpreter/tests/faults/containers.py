from collections import deque

rows = [[i, str(i)] for i in range(6)]
table = {str(i): {"row": rows[i], "next": (rows[i - 1], {i})} for i in range(6)}
rows.sort(key=lambda row: -row[0])
line = deque(rows, maxlen=4)
line.extendleft([["a"], ["b"]])
names = {name for row in line for name in map(str, row)}
table.update({key: [value] for key, value in table.items() if key > "2"})
merged = {**table, "x": [*rows, *line]}
first, *rest = sorted(merged, reverse=True)
copy = rows[1:4] * 2
copy[1:3] = [names, [first]]
del copy[::2]
print(len(merged), first, rest, len(copy), "%s %r" % (rows[0], sorted(names)))
