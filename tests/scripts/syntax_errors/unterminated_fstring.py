# exit: 1
name = "a"
print(f"hello {name)
