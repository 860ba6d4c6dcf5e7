def number(n):
    print("evaluates", n)
    return n


print(1 < 2 < 3, 1 < 3 < 2, 3 > 2 > 1, 1 < 2 > 1, 1 == 1.0 == True, 1 != 2 != 1)
print(number(1) < number(2) < number(3))
print(number(3) < number(2) < number(1))
print(1 < 2 in [2, 3], 0 <= 5 // 2 < 3 <= 3, (1 < 2) == True, 1 < (2 == True))
x = 5
print(0 < x <= 5 != 4, not 0 < x < 3, x is x is not None)
print("a" < "b" < "c", [1] < [1, 2] < [2], (1, 2) <= (1, 2) < (1, 3))
print(1 in [1] == True, None is None is None)
