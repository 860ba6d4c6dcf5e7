# exit: 1
name = "a"
print(f"value: {name")
