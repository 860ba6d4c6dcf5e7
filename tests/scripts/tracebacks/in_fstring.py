# exit: 1
name = "Ada"
print(f"{name} has {len(name)} letters and {name + 1}")
