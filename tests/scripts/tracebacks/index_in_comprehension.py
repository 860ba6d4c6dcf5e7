# exit: 1
rows = [[1, 2, 3], [4, 5]]
print([row[2] for row in rows])
