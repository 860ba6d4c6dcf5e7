# exit: 1
total = 0
for item in (1, 2.5, "3"):
    total += item
