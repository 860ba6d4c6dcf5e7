def explode(n):
    return n / 0


print("broken loads")
explode(5)
