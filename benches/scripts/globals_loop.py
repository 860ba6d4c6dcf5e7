"""A loop at the top of the module: every name is a global."""

total = 0
i = 0
while i < 5_000_000:
    total = total + i
    i = i + 1
print(total)
