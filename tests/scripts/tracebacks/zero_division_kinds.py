# exit: 1
for divide in (lambda: 1 // 0, lambda: 1 % 0, lambda: 1.0 / 0, lambda: divmod(1, 0)):
    try:
        divide()
    except ZeroDivisionError as error:
        print(type(error).__name__)
print(5 % 0)
