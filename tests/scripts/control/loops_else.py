for n in range(2, 20):
    for divisor in range(2, n):
        if n % divisor == 0:
            break
    else:
        print(n, end=" ")
print()
for _ in []:
    print("never")
else:
    print("else of an empty loop")
count = 3
while count:
    count -= 1
    if count == 1:
        continue
    print("count", count)
else:
    print("else of while")
while True:
    count += 1
    if count > 5:
        break
else:
    print("never")
print(count)
total = 0
for i in range(10):
    if i % 2:
        continue
    if i > 6:
        break
    total += i
print(total, i)
for i in range(3):
    for j in range(3):
        if j == 1:
            continue
        if i == 2:
            break
        print((i, j), end=" ")
    else:
        print("inner done", end=" ")
        continue
    print("inner broken")
print()
i = 10
while i > 0: i -= 3
print(i)
if i: print("truthy"); print("still in the if")
pass
for ch in "ab": pass
print(ch)
