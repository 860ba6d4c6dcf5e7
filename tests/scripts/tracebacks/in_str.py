# exit: 1
class Broken:
    def __str__(self):
        return "value: " + 5


print(f"{Broken()}")
